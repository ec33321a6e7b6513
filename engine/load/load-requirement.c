/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/fields.h"
#include "load/load.h"
#include "load/tables.h"
#include "load/terms.h"

static void decode_text (EquateDecoder *decoder, gpointer field);
static void decode_isced_prefix (EquateDecoder *decoder, gpointer field);
static void decode_requirements (EquateDecoder *decoder, gpointer field);
static void decode_n_of (EquateDecoder *decoder, gpointer field);
static void decode_from (EquateDecoder *decoder, gpointer field);

/* The number of `n-of`, which may be given and wrong. */
typedef struct
{
  gint value;
  gboolean given;
} Count;

/* `from`: a list for `n-of`, a leaf for `total-credits`. */
typedef struct
{
  EquateRequirement *requirement; /* in the arena; NULL: not given */
  gboolean is_list;
} From;

/* A mapping as it is read; exactly one of the heads may be given. */
typedef struct
{
  EquateSpan span;
  EquateCode course;
  EquateName match;
  EquateName tag;
  EquateName isced;
  EquateName title;
  EquateAlternatives all_of;
  EquateAlternatives any_of;
  Count n_of;
  EquateDecimal total;
  From from;
  EquateConditions conditions;
} Reading;

#define READING(member) G_STRUCT_OFFSET (Reading, member)

static const EquateField requirement_fields[] = {
  { "course", EQUATE_FIELD_CODE, READING (course) },
  EQUATE_CONDITION_FIELDS (READING (conditions)),
  { "match", EQUATE_FIELD_CUSTOM, READING (match), .decode = decode_text, .shape = "text" },
  { "tag", EQUATE_FIELD_CUSTOM, READING (tag), .decode = decode_text, .shape = "text" },
  { "isced", EQUATE_FIELD_CUSTOM, READING (isced), .decode = decode_isced_prefix,
    .shape = "isced-prefix" },
  { "title", EQUATE_FIELD_CUSTOM, READING (title), .decode = decode_text, .shape = "text" },
  { "all-of", EQUATE_FIELD_CUSTOM, READING (all_of), .decode = decode_requirements,
    .shape = "requirements" },
  { "any-of", EQUATE_FIELD_CUSTOM, READING (any_of), .decode = decode_requirements,
    .shape = "requirements" },
  { "n-of", EQUATE_FIELD_CUSTOM, READING (n_of), .decode = decode_n_of, .shape = "positive" },
  { "total-credits", EQUATE_FIELD_CREDITS, READING (total) },
  { "from", EQUATE_FIELD_CUSTOM, READING (from), .decode = decode_from, .shape = "from" },
};

EQUATE_RECORD_TYPE (requirement_type, "requirement", Reading, requirement_fields);

const EquateRecordType *const equate_requirement_table = &requirement_type;

static void
decode_text (EquateDecoder *decoder, gpointer field)
{
  equate_decode_value (decoder, EQUATE_FIELD_NAME, NULL, field);
}

static void
decode_isced_prefix (EquateDecoder *decoder, gpointer field)
{
  equate_load_isced (decoder, 1, field);
}

static void
decode_requirement (EquateDecoder *decoder, gpointer field)
{
  *(EquateRequirement **) field = equate_load_requirement (decoder);
}

static void
decode_requirements (EquateDecoder *decoder, gpointer field)
{
  equate_load_alternatives (decoder, decode_requirement, EQUATE_DIAGNOSTIC_BAD_REQUIREMENT, field);
}

static void
decode_n_of (EquateDecoder *decoder, gpointer field)
{
  Count *count = field;

  count->given = TRUE;
  equate_decode_value (decoder, EQUATE_FIELD_INTEGER, NULL, &count->value);
}

static void
decode_from (EquateDecoder *decoder, gpointer field)
{
  From *from = field;

  from->is_list = equate_decoder_peek (decoder)->kind == EQUATE_EVENT_SEQUENCE_START;
  from->requirement = equate_load_requirement (decoder);
}

static EquateDiagnostic *
report (EquateDecoder *decoder, EquateSpan span, const char *message)
{
  return equate_diagnostic_list_add (equate_decoder_get_diagnostics (decoder),
                                     EQUATE_DIAGNOSTIC_BAD_REQUIREMENT, span, "%s", message);
}

/* The only head of the mapping; FALSE and reported where there are none or several. */
static gboolean
find_head (EquateDecoder *decoder, const Reading *reading, EquateRequirementKind *kind)
{
  const gboolean given[] = {
    [EQUATE_REQUIREMENT_COURSE] = reading->course.text != NULL,
    [EQUATE_REQUIREMENT_MATCH] = reading->match.text != NULL,
    [EQUATE_REQUIREMENT_TAG] = reading->tag.text != NULL,
    [EQUATE_REQUIREMENT_ISCED] = reading->isced.text != NULL,
    [EQUATE_REQUIREMENT_TITLE] = reading->title.text != NULL,
    [EQUATE_REQUIREMENT_ALL_OF] = reading->all_of.given,
    [EQUATE_REQUIREMENT_ANY_OF] = reading->any_of.given,
    [EQUATE_REQUIREMENT_N_OF] = reading->n_of.given,
    [EQUATE_REQUIREMENT_TOTAL_CREDITS] = reading->total != EQUATE_DECIMAL_NONE,
  };
  guint n_heads = 0;

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    if (given[i])
      {
        *kind = (EquateRequirementKind) i;
        n_heads++;
      }
  if (n_heads == 1)
    return TRUE;
  equate_diagnostic_set_help (
      report (decoder, reading->span,
              n_heads == 0 ? "the requirement does not say what it selects"
                           : "the requirement selects in more than one way"),
      "name exactly one of course, match, tag, isced, title, all-of, any-of, n-of and "
      "total-credits; `all-of` joins several");
  return FALSE;
}

static void
check_mapping (EquateDecoder *decoder, const Reading *reading, EquateRequirementKind kind)
{
  const EquateRequirement *from = reading->from.requirement;
  gboolean needs_from = kind == EQUATE_REQUIREMENT_N_OF || kind == EQUATE_REQUIREMENT_TOTAL_CREDITS;

  if (!equate_requirement_is_leaf (kind) && equate_conditions_given (&reading->conditions))
    equate_diagnostic_set_help (
        report (decoder, reading->span, "conditions stand at courses, not at combinations"),
        "write the condition at each course, or in the agreement's `defaults`");
  if (needs_from && !from)
    equate_diagnostic_set_help (
        report (decoder, reading->span,
                kind == EQUATE_REQUIREMENT_N_OF ? "`n-of` needs `from`, a list of requirements"
                                                : "`total-credits` needs `from`, what to choose "
                                                  "from"),
        kind == EQUATE_REQUIREMENT_N_OF ? "write {n-of: 2, from: [CODE, CODE, CODE]}"
                                        : "write {total-credits: 6, from: {match: PATTERN}}");
  else if (!needs_from && from)
    equate_diagnostic_set_help (
        report (decoder, reading->span, "`from` belongs to `n-of` and `total-credits`"),
        "leave `from` out");
  else if (kind == EQUATE_REQUIREMENT_N_OF && !reading->from.is_list)
    equate_diagnostic_set_help (
        report (decoder, from->span, "the `from` of `n-of` is a list of requirements"),
        "write {n-of: 2, from: [CODE, CODE, CODE]}");
  else if (kind == EQUATE_REQUIREMENT_N_OF
           && (reading->n_of.value < 1 || (guint) reading->n_of.value > from->n_children))
    equate_diagnostic_set_help (
        report (decoder, reading->span, "`n-of` asks for more or fewer than there are"),
        "the list has %u, so the number is from 1 to %u", from->n_children, from->n_children);
  else if (kind == EQUATE_REQUIREMENT_TOTAL_CREDITS && !equate_requirement_is_leaf (from->kind))
    equate_diagnostic_set_help (
        report (decoder, from->span,
                "the `from` of `total-credits` is a code, course, match, tag, isced or title"),
        "write {total-credits: 6, from: {match: PATTERN}}");
  if (kind == EQUATE_REQUIREMENT_TOTAL_CREDITS && reading->total == 0)
    equate_diagnostic_set_help (
        report (decoder, reading->span, "`total-credits` must be more than 0"),
        "write how many source credits are needed together");
}

static void
take_alternatives (EquateRequirement *requirement, const EquateAlternatives *alternatives)
{
  requirement->children = (EquateRequirement **) alternatives->items;
  requirement->n_children = alternatives->length;
}

static void
fill (EquateDecoder *decoder, EquateRequirement *requirement, const Reading *reading)
{
  EquateRequirement *from = reading->from.requirement;

  requirement->conditions = reading->conditions;
  switch (requirement->kind)
    {
    case EQUATE_REQUIREMENT_COURSE:
      requirement->code = reading->course;
      break;
    case EQUATE_REQUIREMENT_MATCH:
      requirement->text = reading->match;
      break;
    case EQUATE_REQUIREMENT_TAG:
      requirement->text = reading->tag;
      break;
    case EQUATE_REQUIREMENT_ISCED:
      requirement->text = reading->isced;
      break;
    case EQUATE_REQUIREMENT_TITLE:
      requirement->text = reading->title;
      break;
    case EQUATE_REQUIREMENT_ALL_OF:
      take_alternatives (requirement, &reading->all_of);
      break;
    case EQUATE_REQUIREMENT_ANY_OF:
      take_alternatives (requirement, &reading->any_of);
      break;
    case EQUATE_REQUIREMENT_N_OF:
      requirement->n = (guint) reading->n_of.value;
      if (from)
        {
          requirement->children = from->children;
          requirement->n_children = from->n_children;
        }
      break;
    case EQUATE_REQUIREMENT_TOTAL_CREDITS:
      requirement->total = reading->total;
      requirement->n_children = from ? 1 : 0;
      requirement->children = equate_arena_copy (equate_decoder_get_arena (decoder), &from,
                                                 sizeof from, requirement->n_children);
      break;
    }
}

static void
decode_mapping (EquateDecoder *decoder, EquateRequirement *requirement)
{
  Reading reading = { 0 };
  gboolean whole = equate_decode_record (decoder, &requirement_type, &reading);

  requirement->span = reading.span;
  /* Behind a misspelt or faulty key, a missing head would be the same fault once more. */
  if (!whole || !find_head (decoder, &reading, &requirement->kind))
    return;
  check_mapping (decoder, &reading, requirement->kind);
  fill (decoder, requirement, &reading);
}

static void
decode_sequence (EquateDecoder *decoder, EquateRequirement *requirement)
{
  EquateAlternatives alternatives = { NULL };

  requirement->kind = EQUATE_REQUIREMENT_ALL_OF;
  decode_requirements (decoder, &alternatives);
  take_alternatives (requirement, &alternatives);
  /* A list without brackets has no place of its own. */
  if (requirement->span.length == 0 && requirement->n_children > 0)
    requirement->span = requirement->children[0]->span;
}

/**
 * equate_load_requirement:
 * @decoder: (transfer none): before the node
 *
 * Reads a requirement: a code, a mapping, or a list of which all is required.
 *
 * Returns: (transfer none): the requirement, in the decoder's arena
 *
 * Since: 0.1
 */
EquateRequirement *
equate_load_requirement (EquateDecoder *decoder)
{
  EquateRequirement *requirement
      = equate_arena_new0 (equate_decoder_get_arena (decoder), EquateRequirement);
  const EquateEvent *event = equate_decoder_peek (decoder);

  requirement->span = event->span;
  requirement->conditions.min_credits = EQUATE_DECIMAL_NONE;
  requirement->conditions.max_credits = EQUATE_DECIMAL_NONE;
  if (event->kind == EQUATE_EVENT_MAPPING_START)
    decode_mapping (decoder, requirement);
  else if (event->kind == EQUATE_EVENT_SEQUENCE_START)
    decode_sequence (decoder, requirement);
  else
    equate_decode_value (decoder, EQUATE_FIELD_CODE, NULL, &requirement->code);
  return requirement;
}
