/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "load/load.h"
#include "load/tables.h"
#include "load/terms.h"

static void decode_credits (EquateDecoder *decoder, gpointer field);
static void decode_one_of (EquateDecoder *decoder, gpointer field);
static EquateGive *decode_give (EquateDecoder *decoder);

typedef struct
{
  EquateCreditsKind kind;
  EquateDecimal value; /* FIXED */
  gboolean given;
} Credits;

/* A mapping as it is read; exactly one of the heads may be given. */
typedef struct
{
  EquateSpan span;
  EquateCode course;
  EquateName elective;
  EquateCode waive;
  EquateAlternatives one_of;
  Credits credits;
} Reading;

#define READING(member) G_STRUCT_OFFSET (Reading, member)

static const EquateField give_fields[] = {
  { "course", EQUATE_FIELD_CODE, READING (course) },
  { "credits", EQUATE_FIELD_CUSTOM, READING (credits), .decode = decode_credits,
    .shape = "credits-or-word" },
  { "elective", EQUATE_FIELD_NAME, READING (elective) },
  { "waive", EQUATE_FIELD_CODE, READING (waive) },
  { "one-of", EQUATE_FIELD_CUSTOM, READING (one_of), .decode = decode_one_of, .shape = "gives" },
};

EQUATE_RECORD_TYPE (give_type, "award", Reading, give_fields);

const EquateRecordType *const equate_give_table = &give_type;

static void
decode_credits (EquateDecoder *decoder, gpointer field)
{
  const EquateEvent *event = equate_decoder_peek (decoder);
  Credits *credits = field;

  credits->given = TRUE;
  credits->kind = EQUATE_CREDITS_FIXED;
  if (event->kind == EQUATE_EVENT_SCALAR && strcmp (event->text, "catalog") == 0)
    credits->kind = EQUATE_CREDITS_CATALOG;
  else if (event->kind == EQUATE_EVENT_SCALAR && strcmp (event->text, "converted") == 0)
    credits->kind = EQUATE_CREDITS_CONVERTED;
  if (credits->kind == EQUATE_CREDITS_FIXED)
    equate_decode_value (decoder, EQUATE_FIELD_CREDITS, NULL, &credits->value);
  else
    equate_decoder_next (decoder);
}

static void
decode_item (EquateDecoder *decoder, gpointer field)
{
  *(EquateGive **) field = decode_give (decoder);
}

static void
decode_one_of (EquateDecoder *decoder, gpointer field)
{
  equate_load_alternatives (decoder, decode_item, EQUATE_DIAGNOSTIC_BAD_AWARD, field);
}

static EquateDiagnostic *
report (EquateDecoder *decoder, EquateSpan span, const char *message)
{
  return equate_diagnostic_list_add (equate_decoder_get_diagnostics (decoder),
                                     EQUATE_DIAGNOSTIC_BAD_AWARD, span, "%s", message);
}

static void
take_alternatives (EquateGive *give, const EquateAlternatives *alternatives)
{
  give->children = (EquateGive **) alternatives->items;
  give->n_children = alternatives->length;
}

static void
fill (EquateDecoder *decoder, EquateGive *give, const Reading *reading)
{
  gboolean has_credits = TRUE;

  give->credits_kind = reading->credits.kind;
  give->credits = reading->credits.value;
  if (reading->course.text)
    {
      give->kind = EQUATE_AWARD_COURSE;
      give->code = reading->course;
    }
  else if (reading->elective.text)
    {
      give->kind = EQUATE_AWARD_ELECTIVE;
      give->category = reading->elective;
      if (!reading->credits.given)
        give->credits_kind = EQUATE_CREDITS_CONVERTED;
      else if (reading->credits.kind == EQUATE_CREDITS_CATALOG)
        equate_diagnostic_set_help (
            report (decoder, reading->span, "an elective has no catalog credits"),
            "write a number, or `converted`, which is also meant where `credits` is left out");
    }
  else if (reading->waive.text)
    {
      give->kind = EQUATE_AWARD_WAIVER;
      give->code = reading->waive;
      has_credits = FALSE;
    }
  else
    {
      give->kind = EQUATE_AWARD_ONE_OF;
      take_alternatives (give, &reading->one_of);
      has_credits = FALSE;
    }
  if (!has_credits && reading->credits.given)
    equate_diagnostic_set_help (report (decoder, reading->span,
                                        give->kind == EQUATE_AWARD_WAIVER
                                            ? "a waiver carries no credits"
                                            : "`credits` stand at each award of `one-of`"),
                                give->kind == EQUATE_AWARD_WAIVER
                                    ? "leave `credits` out, or write `course` in place of `waive`"
                                    : "write {one-of: [{course: CODE, credits: N}, …]}");
}

static void
decode_mapping (EquateDecoder *decoder, EquateGive *give)
{
  Reading reading = { 0 };
  gboolean whole = equate_decode_record (decoder, &give_type, &reading);
  guint n_heads = (reading.course.text != NULL) + (reading.elective.text != NULL)
                  + (reading.waive.text != NULL) + (reading.one_of.given != FALSE);

  give->span = reading.span;
  /* Behind a misspelt or faulty key, a missing head would be the same fault once more. */
  if (!whole)
    return;
  if (n_heads == 1)
    fill (decoder, give, &reading);
  else
    equate_diagnostic_set_help (
        report (decoder, give->span,
                n_heads == 0 ? "the award does not say what is given"
                             : "the award gives more than one thing in one mapping"),
        "name exactly one of course, elective, waive and one-of; a list gives several");
}

static EquateGive *
decode_give (EquateDecoder *decoder)
{
  EquateGive *give = equate_arena_new0 (equate_decoder_get_arena (decoder), EquateGive);
  const EquateEvent *event = equate_decoder_peek (decoder);
  EquateAlternatives alternatives = { NULL };

  give->span = event->span;
  if (event->kind == EQUATE_EVENT_MAPPING_START)
    decode_mapping (decoder, give);
  else if (event->kind == EQUATE_EVENT_SEQUENCE_START)
    {
      give->kind = EQUATE_AWARD_ALL_OF;
      decode_one_of (decoder, &alternatives);
      /* A list of one award is that award. */
      if (alternatives.length == 1)
        return alternatives.items[0];
      take_alternatives (give, &alternatives);
      /* A list without brackets has no place of its own. */
      if (give->span.length == 0 && give->n_children > 0)
        give->span = give->children[0]->span;
    }
  else
    equate_decode_value (decoder, EQUATE_FIELD_CODE, NULL, &give->code);
  return give;
}

/* What a choice through the award can hold of converted credits; a set of these is a bit for each.
 */
enum
{
  HOLDS_COURSE = 1 << 0,
  HOLDS_ELECTIVE = 1 << 1,
  HOLDS_BOTH = HOLDS_COURSE | HOLDS_ELECTIVE
};

static guint
join (guint left, guint right)
{
  guint joined = 0;

  for (guint i = 0; i <= HOLDS_BOTH; i++)
    for (guint j = 0; j <= HOLDS_BOTH; j++)
      if ((left >> i & 1) && (right >> j & 1))
        joined |= 1u << (i | j);
  return joined;
}

/* The set of what the choices of `one-of` can come to; reports the innermost list that mixes. */
static guint
check_mixture (EquateDecoder *decoder, const EquateGive *give)
{
  const guint mixed = 1u << HOLDS_BOTH;
  gboolean list = give->kind == EQUATE_AWARD_ALL_OF;
  gboolean reported = FALSE;
  guint holds = list ? 1u : 0;

  if (give->kind < EQUATE_AWARD_ALL_OF)
    {
      guint what = give->kind == EQUATE_AWARD_COURSE ? HOLDS_COURSE : HOLDS_ELECTIVE;

      return give->credits_kind == EQUATE_CREDITS_CONVERTED ? 1u << what : 1u;
    }
  for (guint i = 0; i < give->n_children; i++)
    {
      guint child = check_mixture (decoder, give->children[i]);

      reported = reported || (child & mixed);
      holds = list ? join (holds, child) : holds | child;
    }
  if (list && (holds & mixed) && !reported)
    equate_diagnostic_set_help (
        equate_diagnostic_list_add (equate_decoder_get_diagnostics (decoder),
                                    EQUATE_DIAGNOSTIC_BAD_CREDITS, give->span,
                                    "one award has converted credits for a course and for an "
                                    "elective"),
        "state the credits of one of them, or make two rules");
  return holds;
}

/**
 * equate_load_give:
 * @decoder: (transfer none): before the node
 *
 * Reads an award: a code, a mapping, or a list of which all is given.
 *
 * Returns: (transfer none): the award, in the decoder's arena
 *
 * Since: 0.1
 */
EquateGive *
equate_load_give (EquateDecoder *decoder)
{
  EquateGive *give = decode_give (decoder);

  check_mixture (decoder, give);
  return give;
}
