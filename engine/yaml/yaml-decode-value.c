/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "base/code-key.h"
#include "base/suggest.h"
#include "yaml/yaml-decode-private.h"

/* Values in messages are cut here. */
#define SHOWN_VALUE 80
#define MAX_INTEGER (1000000 * EQUATE_DECIMAL_ONE)

/* How each type is asked for, and the room it needs. */
static const struct
{
  const char *name;
  gsize size;
} types[] = {
  [EQUATE_FIELD_TEXT] = { "a text", sizeof (const char *) },
  [EQUATE_FIELD_NAME] = { "a text", sizeof (EquateName) },
  [EQUATE_FIELD_ID] = { "an identifier", sizeof (EquateName) },
  [EQUATE_FIELD_CODE] = { "a course code", sizeof (EquateCode) },
  [EQUATE_FIELD_L10N] = { "a text or a mapping of languages", sizeof (EquateText) },
  [EQUATE_FIELD_DECIMAL] = { "a number", sizeof (EquateDecimal) },
  [EQUATE_FIELD_CREDITS] = { "a number", sizeof (EquateDecimal) },
  [EQUATE_FIELD_RATIO] = { "a ratio", sizeof (EquateRatio) },
  [EQUATE_FIELD_INTEGER] = { "a whole number", sizeof (gint) },
  [EQUATE_FIELD_BOOLEAN] = { "true or false", sizeof (gboolean) },
  [EQUATE_FIELD_DATE] = { "a date", sizeof (EquateDate) },
  [EQUATE_FIELD_PERIOD] = { "a mapping with `from` and `until`", sizeof (EquatePeriod) },
  [EQUATE_FIELD_AGE] = { "an age", sizeof (EquateAge) },
  [EQUATE_FIELD_CHOICE] = { "one word", sizeof (gint) },
  [EQUATE_FIELD_POINTER] = { "a mapping", sizeof (gpointer) },
};

static const char *
key_shown (EquateDecoder *decoder)
{
  return decoder->key ? decoder->key : "value";
}

gsize
equate_decoder_value_size (EquateFieldType type)
{
  return types[type].size;
}

/* A code that reads `true` stands between quotes in JSON. */
static void
report_boolean (EquateDecoder *decoder, const EquateEvent *event)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      decoder->diagnostics, EQUATE_DIAGNOSTIC_WRONG_SHAPE, event->span, "`%s` cannot be %s",
      key_shown (decoder), event->text);

  equate_diagnostic_set_help (diagnostic, "write a text between quotes, or leave the key out");
}

void
equate_decoder_refuse_scalar (EquateDecoder *decoder)
{
  const EquateEvent *event = peek (decoder);

  if (event->style == EQUATE_SCALAR_BOOLEAN)
    {
      take (decoder);
      report_boolean (decoder, event);
      return;
    }
  take (decoder);
  if (event->style == EQUATE_SCALAR_REFUSED)
    return;

  gboolean null = event->style == EQUATE_SCALAR_NULL;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      decoder->diagnostics, null ? EQUATE_DIAGNOSTIC_WRONG_SHAPE : EQUATE_DIAGNOSTIC_EMPTY,
      event->span, null ? "null is not a value" : "`%s` is empty", key_shown (decoder));

  equate_diagnostic_set_help (diagnostic, null ? "leave the key out"
                                               : "give it a value, or leave the key out where it "
                                                 "is not required");
}

const char *
equate_decoder_shown (EquateDecoder *decoder, const EquateEvent *event)
{
  gsize length = strlen (event->text);

  g_string_truncate (decoder->scratch, 0);
  if (length > SHOWN_VALUE)
    {
      const char *end = g_utf8_find_prev_char (event->text, event->text + SHOWN_VALUE + 1);

      g_string_append_len (decoder->scratch, event->text, end - event->text);
      g_string_append (decoder->scratch, "…");
    }
  else
    g_string_append_len (decoder->scratch, event->text, (gssize) length);
  return decoder->scratch->str;
}

void
equate_decoder_help_with_names (EquateDiagnostic *diagnostic, const char *wanted, GPtrArray *names)
{
  const char *nearest
      = equate_suggest_nearest (wanted, (const char *const *) (gpointer) names->pdata);

  if (nearest)
    {
      equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
      return;
    }

  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i + 1 < names->len; i++)
    g_string_append_printf (list, "%s`%s`", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (names, i));
  equate_diagnostic_set_help (diagnostic, "possible are %s", list->str);
}

/* --- Texts --- */

/* C strings end at NUL; a text that goes on behind it would be cut silently. */
static gboolean
check_text (EquateDecoder *decoder, const EquateEvent *event)
{
  if (!memchr (event->text, '\0', event->length))
    return TRUE;
  equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_ENCODING, event->span,
                              "`%s` has a NUL character", key_shown (decoder));
  return FALSE;
}

static const char *
copy_text (EquateDecoder *decoder, const EquateEvent *event)
{
  return equate_arena_strndup (decoder->arena, event->text, event->length);
}

static gboolean
is_identifier (const char *text, gsize length)
{
  gsize i = 0;

  while (i < length && (g_ascii_islower (text[i]) || g_ascii_isdigit (text[i]) || text[i] == '-'))
    i++;
  return i > 0 && i == length;
}

static gboolean
read_id (EquateDecoder *decoder, const EquateEvent *event, EquateName *id)
{
  if (is_identifier (event->text, event->length))
    {
      *id = (EquateName){ copy_text (decoder, event), event->span };
      return TRUE;
    }
  if (!check_text (decoder, event))
    return FALSE;

  const char *shown = equate_decoder_shown (decoder, event);
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_BAD_IDENTIFIER,
                                    event->span, "`%s` cannot be `%s`", key_shown (decoder), shown);
  g_autofree char *lower = g_ascii_strdown (shown, -1);

  g_strdelimit (lower, " _./", '-');
  equate_diagnostic_set_label (diagnostic, "small letters, digits and hyphens only");
  if (is_identifier (lower, strlen (lower)))
    equate_diagnostic_set_help (diagnostic, "write `%s`", lower);
  return FALSE;
}

static gboolean
read_code (EquateDecoder *decoder, const EquateEvent *event, EquateCode *code)
{
  GString *key = decoder->scratch;

  if (equate_code_key_is_key (event->text, event->length))
    {
      code->key = code->text = copy_text (decoder, event);
      code->span = event->span;
      return TRUE;
    }
  if (!check_text (decoder, event))
    return FALSE;
  equate_code_key (event->text, (gssize) event->length, key);
  if (key->len == 0)
    {
      EquateDiagnostic *diagnostic
          = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_EMPTY, event->span,
                                        "`%s` is empty", key_shown (decoder));

      equate_diagnostic_set_help (diagnostic, "write the code of a course");
      return FALSE;
    }
  code->text = copy_text (decoder, event);
  code->span = event->span;
  if (key->len == event->length && memcmp (key->str, event->text, key->len) == 0)
    code->key = code->text;
  else
    code->key = equate_arena_strndup (decoder->arena, key->str, key->len);
  return TRUE;
}

static gboolean
read_text (EquateDecoder *decoder, EquateFieldType type, const EquateEvent *event, gpointer field)
{
  if (type == EQUATE_FIELD_ID)
    return read_id (decoder, event, field);
  if (type == EQUATE_FIELD_CODE)
    return read_code (decoder, event, field);
  if (!check_text (decoder, event))
    return FALSE;
  if (type == EQUATE_FIELD_TEXT)
    *(const char **) field = copy_text (decoder, event);
  else
    *(EquateName *) field = (EquateName){ copy_text (decoder, event), event->span };
  return TRUE;
}

/* --- Numbers, days, words --- */

static void
report_number (EquateDecoder *decoder, const EquateEvent *event, const char *what, const char *help)
{
  const char *shown = equate_decoder_shown (decoder, event);
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_BAD_NUMBER, event->span,
                                    "`%s` is not %s: %s", key_shown (decoder), what, shown);
  g_autofree char *pointed = g_strdelimit (g_strdup (shown), ",", '.');
  EquateDecimal value;

  if (strchr (shown, ',') && equate_decimal_parse (pointed, -1, &value))
    equate_diagnostic_set_help (diagnostic, "write `%s`: numbers have a decimal point", pointed);
  else
    equate_diagnostic_set_help (diagnostic, "%s", help);
}

/* A sign may be part of a grade, never of credits. */
static gboolean
read_decimal (EquateDecoder *decoder, const EquateEvent *event, gboolean credits,
              EquateDecimal *field)
{
  EquateDecimal value;
  gboolean negative = credits && *event->text == '-';

  if (negative || !equate_decimal_parse (event->text, (gssize) event->length, &value))
    {
      report_number (decoder, event, credits ? "a number of 0 or more" : "a number",
                     "numbers have digits, a decimal point and at most three decimals, such as "
                     "`4.5`");
      return FALSE;
    }
  *field = value;
  return TRUE;
}

static gboolean
read_integer (EquateDecoder *decoder, const EquateEvent *event, gint *field)
{
  EquateDecimal value;

  if (memchr (event->text, '.', event->length)
      || !equate_decimal_parse (event->text, (gssize) event->length, &value) || value > MAX_INTEGER
      || value < -MAX_INTEGER)
    {
      report_number (decoder, event, "a whole number within a million",
                     "write digits alone, such as `2`");
      return FALSE;
    }
  *field = (gint) (value / EQUATE_DECIMAL_ONE);
  return TRUE;
}

static gboolean
read_ratio (EquateDecoder *decoder, const EquateEvent *event, EquateRatio *field)
{
  EquateRatio value;

  if (!equate_ratio_parse (event->text, (gssize) event->length, &value))
    {
      report_number (decoder, event, "a ratio", "write a ratio as `3/2` or `1.5`");
      return FALSE;
    }
  *field = value;
  return TRUE;
}

static gboolean
read_days (EquateDecoder *decoder, EquateFieldType type, const EquateEvent *event, gpointer field)
{
  gboolean age = type == EQUATE_FIELD_AGE;

  if (age ? equate_age_parse (event->text, (gssize) event->length, field)
          : equate_date_parse (event->text, (gssize) event->length, field))
    return TRUE;

  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      decoder->diagnostics, EQUATE_DIAGNOSTIC_BAD_DATE, event->span, "`%s` is not %s: %s",
      key_shown (decoder), age ? "an age" : "a date", equate_decoder_shown (decoder, event));

  equate_diagnostic_set_help (diagnostic,
                              age ? "write `5 years` or `18 months`"
                                  : "write a real day from 1900 to 2100 as YYYY-MM-DD, such as "
                                    "`2025-02-28`");
  return FALSE;
}

static gboolean
read_choice (EquateDecoder *decoder, const EquateEvent *event, const EquateChoice *choices,
             gint *field)
{
  for (const EquateChoice *choice = choices; choice->text; choice++)
    if (strcmp (choice->text, event->text) == 0 && strlen (choice->text) == event->length)
      {
        *field = choice->value;
        return TRUE;
      }

  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *shown = equate_decoder_shown (decoder, event);
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_BAD_CHOICE, event->span,
                                    "`%s` cannot be `%s`", key_shown (decoder), shown);

  for (const EquateChoice *choice = choices; choice->text; choice++)
    g_ptr_array_add (names, (gpointer) choice->text);
  g_ptr_array_add (names, NULL);
  equate_decoder_help_with_names (diagnostic, shown, names);
  return FALSE;
}

static gboolean
read_scalar (EquateDecoder *decoder, EquateFieldType type, gconstpointer detail, gpointer field)
{
  static const EquateChoice truths[] = { { "true", TRUE }, { "false", FALSE }, { NULL, 0 } };
  const EquateEvent *event = take (decoder);

  switch (type)
    {
    case EQUATE_FIELD_DECIMAL:
    case EQUATE_FIELD_CREDITS:
      return read_decimal (decoder, event, type == EQUATE_FIELD_CREDITS, field);
    case EQUATE_FIELD_RATIO:
      return read_ratio (decoder, event, field);
    case EQUATE_FIELD_INTEGER:
      return read_integer (decoder, event, field);
    case EQUATE_FIELD_BOOLEAN:
      return read_choice (decoder, event, truths, field);
    case EQUATE_FIELD_DATE:
    case EQUATE_FIELD_AGE:
      return read_days (decoder, type, event, field);
    case EQUATE_FIELD_CHOICE:
      return read_choice (decoder, event, detail, field);
    default:
      return read_text (decoder, type, event, field);
    }
}

/* --- Texts in several languages, periods --- */

/* Two or three small letters, then groups of letters and digits: pl, zh-Hans. */
static gboolean
is_language (const char *text)
{
  gsize letters = strspn (text, "abcdefghijklmnopqrstuvwxyz");

  if (letters < 2 || letters > 3)
    return FALSE;
  for (text += letters; *text == '-';)
    {
      gsize group = 0;

      for (text++; g_ascii_isalnum (text[group]); group++)
        continue;
      if (group == 0)
        return FALSE;
      text += group;
    }
  return *text == '\0';
}

static void
read_translation (EquateDecoder *decoder, const EquateName *key, gpointer item)
{
  EquateTranslation *translation = item;

  if (!is_language (key->text))
    {
      EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
          decoder->diagnostics, EQUATE_DIAGNOSTIC_BAD_IDENTIFIER, key->span,
          "`%s` has a text in a language that cannot be named so", key_shown (decoder));

      equate_diagnostic_set_label (diagnostic, "not a language tag");
      equate_diagnostic_set_help (diagnostic, "languages are written as `en`, `pl` or `zh-Hans`");
      equate_decoder_skip (decoder);
      return;
    }
  translation->language = key->text;
  equate_decode_value (decoder, EQUATE_FIELD_TEXT, NULL, &translation->text);
}

static gboolean
read_translations (EquateDecoder *decoder, EquateText *field)
{
  const EquateEvent *event = peek (decoder);
  EquateSpan span = event->span;
  EquateList list = { NULL };

  if (event->kind == EQUATE_EVENT_SCALAR)
    {
      EquateTranslation translation = { .language = "" };

      if (!equate_decode_value (decoder, EQUATE_FIELD_TEXT, NULL, &translation.text))
        return FALSE;
      field->translations = equate_arena_copy (decoder->arena, &translation, sizeof translation, 1);
      field->length = 1;
      return TRUE;
    }
  if (event->kind != EQUATE_EVENT_MAPPING_START)
    {
      equate_decoder_wrong_shape (decoder, types[EQUATE_FIELD_L10N].name);
      return FALSE;
    }
  if (!equate_decode_mapping (decoder, sizeof (EquateTranslation), read_translation, &list))
    return FALSE;
  if (list.length == 0)
    {
      EquateDiagnostic *diagnostic
          = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_EMPTY, span,
                                        "`%s` is empty", key_shown (decoder));

      equate_diagnostic_set_help (diagnostic, "write the text, or a text for each language such as "
                                              "{en: …, pl: …}");
      return FALSE;
    }
  *field = (EquateText){ list.items, list.length };
  return TRUE;
}

typedef struct
{
  EquatePeriod days;
  EquateSpan span;
} Period;

static const EquateField period_fields[] = {
  { "from", EQUATE_FIELD_DATE, G_STRUCT_OFFSET (Period, days.from) },
  { "until", EQUATE_FIELD_DATE, G_STRUCT_OFFSET (Period, days.until) },
};
EQUATE_RECORD_TYPE (period_type, "period", Period, period_fields);

static gboolean
read_period (EquateDecoder *decoder, EquatePeriod *field)
{
  Period period = { { 0, 0 }, peek (decoder)->span };

  if (peek (decoder)->kind != EQUATE_EVENT_MAPPING_START)
    {
      equate_decoder_wrong_shape (decoder, types[EQUATE_FIELD_PERIOD].name);
      return FALSE;
    }
  if (!equate_decode_record (decoder, &period_type, &period))
    return FALSE;

  EquatePeriod days = period.days;

  if (days.from == 0 && days.until == 0)
    {
      EquateDiagnostic *diagnostic
          = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_EMPTY, period.span,
                                        "`%s` is empty", key_shown (decoder));

      equate_diagnostic_set_help (diagnostic, "give it `from`, `until` or both");
      return FALSE;
    }
  if (days.from != 0 && days.until != 0 && days.until < days.from)
    {
      char from[EQUATE_DATE_BUFFER];
      char until[EQUATE_DATE_BUFFER];

      EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
          decoder->diagnostics, EQUATE_DIAGNOSTIC_BAD_PERIOD, period.span,
          "`%s` ends on %s, before it begins on %s", key_shown (decoder),
          equate_date_format (days.until, until), equate_date_format (days.from, from));

      equate_diagnostic_set_help (diagnostic, "`from` is the first day, `until` the last");
      return FALSE;
    }
  *field = days;
  return TRUE;
}

/**
 * equate_decode_value:
 * @decoder: (transfer none): the decoder, before a node
 * @type: what to read; not %EQUATE_FIELD_CUSTOM
 * @detail: (nullable): as in #EquateField
 * @field: (transfer none): receives the value; left alone when something is wrong
 *
 * Reads one node as a field of a type.
 *
 * Returns: FALSE when something was reported
 *
 * Since: 0.1
 */
gboolean
equate_decode_value (EquateDecoder *decoder, EquateFieldType type, gconstpointer detail,
                     gpointer field)
{
  if (type == EQUATE_FIELD_BOOLEAN && peek (decoder)->style == EQUATE_SCALAR_BOOLEAN
      && peek (decoder)->kind == EQUATE_EVENT_SCALAR)
    return read_scalar (decoder, type, detail, field);
  if (!equate_decoder_check_present (decoder))
    return FALSE;
  switch (type)
    {
    case EQUATE_FIELD_L10N:
      return read_translations (decoder, field);
    case EQUATE_FIELD_PERIOD:
      return read_period (decoder, field);
    case EQUATE_FIELD_RECORD:
      return equate_decode_record (decoder, detail, field);
    case EQUATE_FIELD_POINTER:
      {
        const EquateRecordType *record = detail;
        gpointer target = equate_arena_alloc (decoder->arena, record->size);

        *(gpointer *) field = target;
        return equate_decode_record (decoder, record, target);
      }
    default:
      if (peek (decoder)->kind == EQUATE_EVENT_SCALAR)
        return read_scalar (decoder, type, detail, field);
      equate_decoder_wrong_shape (decoder, types[type].name);
      return FALSE;
    }
}
