/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "base/reading.h"
#include "base/suggest.h"
#include "yaml/yaml-decode-private.h"

/* Keys that every record has, behind the bits of its own fields. */
static const char *const common_keys[] = { "source", "note", "status", "equate" };

enum
{
  KEY_SOURCE,
  KEY_NOTE,
  KEY_STATUS, /* of documents only */
  KEY_EQUATE, /* of documents only */
  N_COMMON_KEYS
};

#define MAX_FIELDS (64 - N_COMMON_KEYS)

/* Where a key stands. */
typedef struct
{
  guint32 offset;
  guint32 length;
} Place;

/* One mapping on its way into a struct. */
typedef struct
{
  const EquateRecordType *type;
  gpointer record;
  gboolean document;
  guint64 seen;      /* a bit for each field, then for each common key */
  guint64 meant;     /* likewise: keys that were misspelt */
  guint hint;       /* the field after the last one found: files follow the order of the tables */
  gboolean refused; /* a key was refused: what it stood for is not missing */
  EquateSpan start; /* of the mapping; zeroed for documents */
  EquateSpan span;
  Place *places; /* borrowed: where the key of each bit of seen stood, of 64 */
} Reading;

/* Decimals are the only type whose zero says something. */
static void
find_decimals (EquateRecordPlan *plan, const EquateRecordType *type, gsize offset)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const EquateField *field = &type->fields[i];

      if (field->flags & (EQUATE_FIELD_IS_LIST | EQUATE_FIELD_ONE_OR_LIST))
        continue;
      if (field->type == EQUATE_FIELD_DECIMAL || field->type == EQUATE_FIELD_CREDITS)
        {
          g_assert (plan->n_decimals < EQUATE_MAX_DECIMALS);
          plan->decimals[plan->n_decimals++] = (guint16) (offset + field->offset);
        }
      else if (field->type == EQUATE_FIELD_RECORD)
        find_decimals (plan, field->detail, offset + field->offset);
    }
}

static const EquateRecordPlan *
get_plan (EquateDecoder *decoder, const EquateRecordType *type)
{
  EquateRecordPlan *plan = &decoder->plans[(guintptr) type / sizeof *type % EQUATE_N_PLANS];

  if (plan->type == type)
    return plan;
  g_assert (type->n_fields <= MAX_FIELDS && type->size <= G_MAXUINT16);
  *plan = (EquateRecordPlan){ .type = type };
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].flags & EQUATE_FIELD_REQUIRED)
      plan->required |= G_GUINT64_CONSTANT (1) << i;
  find_decimals (plan, type, 0);
  return plan;
}

static void
initialise (const EquateRecordPlan *plan, gpointer record)
{
  for (guint i = 0; i < plan->n_decimals; i++)
    *(EquateDecimal *) ((char *) record + plan->decimals[i]) = EQUATE_DECIMAL_NONE;
}

static const char *
article (const char *name)
{
  return strchr ("aeiou", *name) ? "an" : "a";
}

static gboolean
is_key (const char *key, const EquateEvent *event)
{
  gsize i = 0;

  while (i < event->length && key[i] == event->text[i] && key[i] != '\0')
    i++;
  return i == event->length && key[i] == '\0';
}

/* The bit of the key; -1 for one that the record does not have. */
static gint
find_key (Reading *reading, const EquateEvent *event)
{
  guint n_fields = reading->type->n_fields;

  for (guint i = 0; i < n_fields; i++)
    {
      guint field = reading->hint + i < n_fields ? reading->hint + i : reading->hint + i - n_fields;

      if (is_key (reading->type->fields[field].key, event))
        {
          reading->hint = field + 1 < n_fields ? field + 1 : 0;
          return (gint) field;
        }
    }
  for (guint i = 0; i < N_COMMON_KEYS; i++)
    if ((i < KEY_STATUS || reading->document) && is_key (common_keys[i], event))
      return (gint) (n_fields + i);
  return -1;
}

/* Whatever key was meant is not missing. */
static void
report_unknown_key (EquateDecoder *decoder, Reading *reading, const EquateEvent *key)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *shown = equate_decoder_shown (decoder, key);
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      decoder->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_KEY, key->span, "unknown key `%s` in %s %s",
      shown, article (reading->type->name), reading->type->name);

  for (guint i = 0; i < reading->type->n_fields; i++)
    g_ptr_array_add (names, (gpointer) reading->type->fields[i].key);
  g_ptr_array_add (names, NULL);
  equate_diagnostic_set_label (diagnostic, "not known here");
  equate_decoder_help_with_names (diagnostic, shown, names);

  const char *meant
      = equate_suggest_nearest (shown, (const char *const *) (gpointer) names->pdata);

  for (guint i = 0; i < reading->type->n_fields; i++)
    if (meant == reading->type->fields[i].key)
      reading->meant |= G_GUINT64_CONSTANT (1) << i;
}

/* A document of the default kind may name it at any place. */
static void
check_kind (EquateDecoder *decoder)
{
  EquateName kind = { NULL };

  decoder->key = "equate";
  if (!equate_decode_value (decoder, EQUATE_FIELD_NAME, NULL, &kind)
      || strcmp (kind.text, decoder->default_kind) == 0)
    return;

  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_KIND, kind.span,
                                    "a document of another kind stands here");

  equate_diagnostic_set_label (diagnostic, "%s was expected", decoder->default_kind);
}

static void
decode_common (EquateDecoder *decoder, guint key)
{
  if (key == KEY_EQUATE)
    {
      check_kind (decoder);
      return;
    }
  decoder->key = common_keys[key];
  if (!equate_decoder_check_present (decoder))
    return;
  if (peek (decoder)->kind == EQUATE_EVENT_SCALAR)
    take (decoder);
  else
    equate_decoder_wrong_shape (decoder, "a text");
}

EquateSpan
equate_decoder_entry_span (EquateSpan key, const EquateEvent *value)
{
  if (value->kind != EQUATE_EVENT_SCALAR || value->span.source != key.source)
    return key;

  gsize size;
  const char *data = equate_source_get_data (key.source, &size);
  guint32 length = value->span.offset + value->span.length - key.offset;

  if (!memchr (data + key.offset, '\n', length))
    key.length = length;
  return key;
}

static void
set_span (Reading *reading, EquateSpan span)
{
  reading->span = span;
  if (reading->type->span_offset >= 0)
    *(EquateSpan *) ((char *) reading->record + reading->type->span_offset) = span;
}

/* A key and its value. */
static void
decode_entry (EquateDecoder *decoder, Reading *reading)
{
  const EquateEvent *key = peek (decoder);

  decoder->key = NULL;
  if (key->kind != EQUATE_EVENT_SCALAR || key->style == EQUATE_SCALAR_REFUSED)
    {
      reading->refused = TRUE;
      equate_decoder_wrong_shape (decoder, "a key");
      equate_decoder_skip (decoder);
      return;
    }

  EquateSpan span = take (decoder)->span;
  gint bit = find_key (reading, key);
  gboolean again = bit >= 0 && (reading->seen >> bit & 1);

  if (bit < 0)
    report_unknown_key (decoder, reading, key);
  else if (again)
    {
      EquateSpan first
          = { span.source, reading->places[bit].offset, reading->places[bit].length };

      equate_reading_report_duplicate (decoder->diagnostics, key->text, span, first);
    }
  if (!reading->span.source)
    set_span (reading, equate_decoder_entry_span (span, peek (decoder)));
  if (bit < 0 || again)
    {
      equate_decoder_skip (decoder);
      return;
    }
  reading->seen |= G_GUINT64_CONSTANT (1) << bit;
  reading->places[bit] = (Place){ span.offset, span.length };
  if (bit < (gint) reading->type->n_fields)
    equate_decoder_read_field (decoder, &reading->type->fields[bit], reading->record);
  else
    decode_common (decoder, (guint) bit - reading->type->n_fields);
}

static void
report_missing (EquateDecoder *decoder, const Reading *reading, guint64 missing)
{
  const EquateRecordType *type = reading->type;

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (!(missing >> i & 1))
        continue;

      EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
          decoder->diagnostics, EQUATE_DIAGNOSTIC_MISSING_KEY, reading->span, "%s %s needs `%s`",
          article (type->name), type->name, type->fields[i].key);

      equate_diagnostic_set_label (diagnostic, "`%s` is missing", type->fields[i].key);
    }
}

/* Takes the mapping's end. */
static void
finish (EquateDecoder *decoder, Reading *reading, guint64 required)
{
  const EquateEvent *end = take (decoder);

  if (!reading->span.source)
    set_span (reading, reading->start.source ? reading->start : end->span);
  if (reading->refused)
    return;

  guint64 missing = required & ~(reading->seen | reading->meant);

  if (!missing)
    return;

  /* A key in the wrong column ends the mapping for the parser, which stops right behind it. */
  peek (decoder);
  if (!decoder->ended)
    report_missing (decoder, reading, missing);
}

/* Behind the start of the mapping; ends behind its end. */
static void
decode_entries (EquateDecoder *decoder, Reading *reading)
{
  const char *outer = decoder->key;
  /* Where the records within it need the same place, the plan is theirs afterwards. */
  const EquateRecordPlan *plan = get_plan (decoder, reading->type);
  guint64 required = plan->required;

  initialise (plan, reading->record);
  while (peek (decoder)->kind != EQUATE_EVENT_MAPPING_END && !decoder->ended)
    decode_entry (decoder, reading);
  if (!decoder->ended)
    finish (decoder, reading, required);
  decoder->key = outer;
}

/**
 * equate_decode_document:
 * @decoder: (transfer none): the decoder, as equate_decoder_next_document() left it
 * @type: the record's table
 * @record: (transfer none): a zeroed struct
 *
 * Reads the rest of a document as a record.
 *
 * Returns: TRUE when nothing about the document was reported
 *
 * Since: 0.1
 */
gboolean
equate_decode_document (EquateDecoder *decoder, const EquateRecordType *type, gpointer record)
{
  Place places[64]; /* read only where they were written */
  Reading reading = { .type = type, .record = record, .document = TRUE, .places = places };

  if (decoder->kind_span.source)
    {
      guint bit = type->n_fields + KEY_EQUATE;

      set_span (&reading, decoder->document_span);
      reading.seen = G_GUINT64_CONSTANT (1) << bit;
      places[bit] = (Place){ decoder->kind_span.offset, decoder->kind_span.length };
    }
  decode_entries (decoder, &reading);
  return !decoder->ended
         && equate_diagnostic_list_get_length (decoder->diagnostics) == decoder->first_report;
}

/**
 * equate_decode_record:
 * @decoder: (transfer none): the decoder, before a node
 * @type: the record's table
 * @record: (transfer none): a zeroed struct
 *
 * Reads one mapping as a record.
 *
 * Returns: TRUE when nothing was reported
 *
 * Since: 0.1
 */
gboolean
equate_decode_record (EquateDecoder *decoder, const EquateRecordType *type, gpointer record)
{
  guint before = equate_diagnostic_list_get_length (decoder->diagnostics);
  Place places[64]; /* read only where they were written */
  Reading reading = { .type = type, .record = record, .places = places };

  if (peek (decoder)->kind != EQUATE_EVENT_MAPPING_START)
    {
      initialise (get_plan (decoder, type), record);
      equate_decoder_wrong_shape (decoder, "a mapping");
      return FALSE;
    }
  reading.start = take (decoder)->span;
  decode_entries (decoder, &reading);
  return !decoder->ended && equate_diagnostic_list_get_length (decoder->diagnostics) == before;
}
