/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "json/json-reader.h"

#include <string.h>

#include "base/limits.h"
#include "base/reading.h"
#include "base/text-bytes.h"
#include "json/json-key-set.h"

typedef enum
{
  STATE_START,
  STATE_VALUE,        /* a value must follow */
  STATE_ITEM_OR_END,  /* behind [ */
  STATE_KEY_OR_END,   /* behind { */
  STATE_COMMA_OR_END, /* behind a value within something */
  STATE_FINISH,       /* behind the top-level value */
  STATE_END,
  STATE_ENDED, /* the end has been handed out */
} State;

typedef struct
{
  gboolean object;
  guint first_key; /* of the object, among all keys */
} Level;

struct _EquateJsonReader
{
  EquateEventReader reader;
  EquateDiagnosticList *diagnostics; /* borrowed */
  const EquateSource *source;        /* borrowed */
  const char *data;                  /* borrowed from source */
  const char *place;                 /* in data */
  const char *end;                   /* of data */
  State state;
  guint depth;
  Level levels[EQUATE_MAX_DEPTH];
  GString *text;          /* owned: the present value */
  EquateJsonKeySet *keys; /* owned: of all open objects */
  GString *key_text;      /* borrowed from keys */
};

static EquateSpan
span_at (const EquateJsonReader *reader, const char *start, const char *end)
{
  return (EquateSpan){ reader->source, (guint32) (start - reader->data), (guint32) (end - start) };
}

/* The end of the stream; also what every fault leads to. */
static gboolean
finish (EquateJsonReader *reader, EquateEvent *event)
{
  reader->state = STATE_ENDED;
  event->kind = EQUATE_EVENT_STREAM_END;
  event->span = span_at (reader, reader->end, reader->end);
  return TRUE;
}

static gboolean
fail (EquateJsonReader *reader, EquateEvent *event, const char *place, const char *message,
      const char *help)
{
  const char *end = place < reader->end ? g_utf8_next_char (place) : place;
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (reader->diagnostics, EQUATE_DIAGNOSTIC_JSON_SYNTAX,
                                    span_at (reader, place, end), "%s", message);

  if (help)
    equate_diagnostic_set_help (diagnostic, "%s", help);
  return finish (reader, event);
}

static void
skip_blanks (EquateJsonReader *reader)
{
  while (reader->place < reader->end
         && (*reader->place == ' ' || *reader->place == '\n' || *reader->place == '\r'
             || *reader->place == '\t'))
    reader->place++;
}

static gboolean
at (const EquateJsonReader *reader, char wanted)
{
  return reader->place < reader->end && *reader->place == wanted;
}

static gboolean
at_digit (const EquateJsonReader *reader)
{
  return reader->place < reader->end && g_ascii_isdigit (*reader->place);
}

/* What follows a value: the top-level one ends the document. */
static void
value_done (EquateJsonReader *reader)
{
  reader->state = reader->depth > 0 ? STATE_COMMA_OR_END : STATE_FINISH;
}

/* --- Strings --- */

/* The four digits of an escape; -1 when they are not there. */
static gint32
read_hex (EquateJsonReader *reader, const char *place)
{
  gint32 value = 0;

  if (reader->end - place < 4)
    return -1;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (place[i]))
        return -1;
      value = value * 16 + g_ascii_xdigit_value (place[i]);
    }
  return value;
}

/* At the backslash of a \u escape, or of the pair of them that one character beyond U+FFFF needs.
 */
static const char *
read_unicode (EquateJsonReader *reader, GString *text)
{
  gint32 unit = read_hex (reader, reader->place + 2);

  if (unit < 0)
    return "four hexadecimal digits were expected behind \\u";
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return "the second half of a surrogate pair stands alone";
  reader->place += 6;
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      gboolean escape = reader->end - reader->place >= 2 && memcmp (reader->place, "\\u", 2) == 0;
      gint32 low = escape ? read_hex (reader, reader->place + 2) : -1;

      if (low < 0xdc00 || low > 0xdfff)
        {
          reader->place -= 6;
          return "the first half of a surrogate pair stands alone";
        }
      reader->place += 6;
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  g_string_append_unichar (text, (gunichar) unit);
  return NULL;
}

/* At a backslash; the complaint, or NULL. */
static const char *
read_escape (EquateJsonReader *reader, GString *text)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  char letter = reader->place + 1 < reader->end ? reader->place[1] : '\0';
  const char *known = letter ? strchr (letters, letter) : NULL;

  if (letter == 'u')
    return read_unicode (reader, text);
  if (!known)
    return "a backslash cannot stand before this character";
  g_string_append_c (text, meanings[known - letters]);
  reader->place += 2;
  return NULL;
}

/* Most texts are short and fit: no call but the copying. */
static inline void
append (GString *text, const char *from, gsize length)
{
  if (text->len + length >= text->allocated_len)
    {
      g_string_append_len (text, from, (gssize) length);
      return;
    }
  memcpy (text->str + text->len, from, length);
  text->len += length;
  text->str[text->len] = '\0';
}

/* At the opening quote; appends the text and stands behind the closing one. FALSE: the stream has
 * ended with a complaint. */
static gboolean
read_string (EquateJsonReader *reader, EquateEvent *event, GString *text)
{
  const char *start = reader->place++;

  for (;;)
    {
      const char *from = reader->place;
      const char *to = from;

      while (reader->end - to >= 8)
        {
          guint special = equate_bytes_find_special (to);

          to += special;
          if (special < 8)
            break;
        }
      /* The NUL behind the source ends this as well. */
      while ((guchar) *to >= 0x20 && *to != '"' && *to != '\\')
        to++;
      append (text, from, (gsize) (to - from));
      reader->place = to;
      if (to == reader->end)
        {
          fail (reader, event, start, "the closing quote is missing", NULL);
          return FALSE;
        }
      if (*to == '"')
        break;

      const char *complaint
          = *to == '\\' ? read_escape (reader, text) : "a control character stands in the text";

      if (complaint)
        {
          fail (reader, event, reader->place, complaint,
                *to == '\\' ? NULL : "write it as an escape such as \\n or \\t");
          return FALSE;
        }
    }
  reader->place++;
  event->span = span_at (reader, start, reader->place);
  return TRUE;
}

/* A scalar whose text stands in the buffer from an offset on. */
static void
set_scalar (EquateJsonReader *reader, EquateEvent *event, EquateScalarStyle style, const char *text,
            gsize length)
{
  event->kind = EQUATE_EVENT_SCALAR;
  event->style = style;
  event->text = text;
  event->length = length;
  if (length > EQUATE_MAX_SCALAR_SIZE)
    {
      equate_reading_report_too_long (reader->diagnostics, event->span);
      event->style = EQUATE_SCALAR_REFUSED;
      event->text = "";
      event->length = 0;
    }
}

/* --- Numbers and words --- */

static void
skip_digits (EquateJsonReader *reader)
{
  while (at_digit (reader))
    reader->place++;
}

/* Moves behind the number; the complaint about what stands there, or NULL. */
static const char *
scan_number (EquateJsonReader *reader)
{
  if (at (reader, '-'))
    reader->place++;
  if (!at_digit (reader))
    return "a digit was expected behind the minus";
  /* The source has a NUL at its end. */
  if (at (reader, '0') && g_ascii_isdigit (reader->place[1]))
    return "a number cannot begin with 0";
  skip_digits (reader);
  if (at (reader, '.'))
    {
      reader->place++;
      if (!at_digit (reader))
        return "a digit was expected behind the point";
      skip_digits (reader);
    }
  if (at (reader, 'e') || at (reader, 'E'))
    {
      reader->place++;
      if (at (reader, '+') || at (reader, '-'))
        reader->place++;
      if (!at_digit (reader))
        return "a digit was expected in the exponent";
      skip_digits (reader);
    }
  return NULL;
}

static gboolean
read_number (EquateJsonReader *reader, EquateEvent *event)
{
  const char *start = reader->place;
  const char *complaint = scan_number (reader);

  if (complaint)
    return fail (reader, event, reader->place, complaint,
                 "a code that looks like a number needs double quotes");
  event->span = span_at (reader, start, reader->place);
  g_string_truncate (reader->text, 0);
  append (reader->text, start, (gsize) (reader->place - start));
  set_scalar (reader, event, EQUATE_SCALAR_PLAIN, reader->text->str, reader->text->len);
  value_done (reader);
  return TRUE;
}

/* What stands where a value should, in the words of who wrote it. */
static gboolean
fail_value (EquateJsonReader *reader, EquateEvent *event)
{
  char c = reader->place < reader->end ? *reader->place : '\0';
  const char *message = "a value was expected here";
  const char *help = "text needs double quotes";

  if (c == '\0')
    {
      message = "the text ends where a value was expected";
      help = NULL;
    }
  else if (c == '\'')
    message = "JSON has no single quotes";
  else if (c == '/' || c == '#')
    {
      message = "JSON has no comments";
      help = "delete the comment, or write the file as YAML";
    }
  else if (c == ']' || c == '}')
    {
      message = "a value was expected behind the comma or colon";
      help = "delete the comma, or write a value";
    }
  else if (c == '+' || c == '.')
    {
      message = "a number begins with a digit or a minus";
      help = NULL;
    }
  return fail (reader, event, reader->place, message, help);
}

static gboolean
read_word (EquateJsonReader *reader, EquateEvent *event)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (reader->end - reader->place) < length
          || memcmp (reader->place, words[i], length) != 0)
        continue;
      event->span = span_at (reader, reader->place, reader->place + length);
      reader->place += length;
      set_scalar (reader, event, *words[i] == 'n' ? EQUATE_SCALAR_NULL : EQUATE_SCALAR_BOOLEAN,
                  words[i], length);
      value_done (reader);
      return TRUE;
    }
  return fail_value (reader, event);
}

/* --- Structure --- */

static gboolean
open_level (EquateJsonReader *reader, EquateEvent *event, gboolean object)
{
  event->span = span_at (reader, reader->place, reader->place + 1);
  if (reader->depth == EQUATE_MAX_DEPTH)
    {
      equate_reading_report_too_deep (reader->diagnostics, event->span);
      return finish (reader, event);
    }
  reader->place++;
  reader->levels[reader->depth++]
      = (Level){ object, equate_json_key_set_get_length (reader->keys) };
  reader->state = object ? STATE_KEY_OR_END : STATE_ITEM_OR_END;
  event->kind = object ? EQUATE_EVENT_MAPPING_START : EQUATE_EVENT_SEQUENCE_START;
  return TRUE;
}

static gboolean
close_level (EquateJsonReader *reader, EquateEvent *event)
{
  const Level *level = &reader->levels[--reader->depth];

  event->kind = level->object ? EQUATE_EVENT_MAPPING_END : EQUATE_EVENT_SEQUENCE_END;
  event->span = span_at (reader, reader->place, reader->place + 1);
  reader->place++;
  if (level->object)
    equate_json_key_set_drop (reader->keys, level->first_key);
  value_done (reader);
  return TRUE;
}

static gboolean
read_value (EquateJsonReader *reader, EquateEvent *event)
{
  switch (reader->place < reader->end ? *reader->place : '\0')
    {
    case '{':
    case '[':
      return open_level (reader, event, *reader->place == '{');
    case '"':
      g_string_truncate (reader->text, 0);
      if (read_string (reader, event, reader->text))
        {
          set_scalar (reader, event, EQUATE_SCALAR_QUOTED, reader->text->str, reader->text->len);
          value_done (reader);
        }
      return TRUE;
    default:
      return at (reader, '-') || at_digit (reader) ? read_number (reader, event)
                                                   : read_word (reader, event);
    }
}

/* A key that the object has already is refused; the rest of the text is read all the same. */
static void
take_key (EquateJsonReader *reader, EquateEvent *event, gsize text)
{
  guint first_key = reader->levels[reader->depth - 1].first_key;
  const char *key = reader->key_text->str + text;
  gsize length = reader->key_text->len - text;
  EquateSpan first;

  if (equate_json_key_set_add (reader->keys, first_key, text, event->span, &first))
    {
      key = reader->key_text->str + text;
      set_scalar (reader, event, EQUATE_SCALAR_QUOTED, key, length);
      return;
    }
  equate_reading_report_duplicate (reader->diagnostics, key, event->span, first);
  g_string_truncate (reader->key_text, text);
  set_scalar (reader, event, EQUATE_SCALAR_REFUSED, "", 0);
}

/* The key and the colon behind it. */
static gboolean
read_key (EquateJsonReader *reader, EquateEvent *event)
{
  gsize text = reader->key_text->len;

  if (!at (reader, '"'))
    return fail (reader, event, reader->place, "a key in double quotes was expected here",
                 at (reader, '}') ? "delete the comma before the closing brace" : NULL);
  if (!read_string (reader, event, reader->key_text))
    return TRUE;
  take_key (reader, event, text);
  skip_blanks (reader);
  if (!at (reader, ':'))
    return fail (reader, event, reader->place, "a colon was expected behind the key", NULL);
  reader->place++;
  reader->state = STATE_VALUE;
  return TRUE;
}

static gboolean
read_comma (EquateJsonReader *reader, EquateEvent *event)
{
  gboolean object = reader->levels[reader->depth - 1].object;

  if (at (reader, object ? '}' : ']'))
    return close_level (reader, event);
  if (!at (reader, ','))
    return fail (reader, event, reader->place,
                 object ? "`,` or `}` was expected here" : "`,` or `]` was expected here", NULL);
  reader->place++;
  skip_blanks (reader);
  return object ? read_key (reader, event) : read_value (reader, event);
}

static gboolean
end_document (EquateJsonReader *reader, EquateEvent *event)
{
  if (reader->place < reader->end)
    return fail (reader, event, reader->place, "something stands behind the end of the JSON",
                 "one file holds one value; several records need the name ending .jsonl");
  reader->state = STATE_END;
  event->kind = EQUATE_EVENT_DOCUMENT_END;
  event->span = span_at (reader, reader->end, reader->end);
  return TRUE;
}

static gboolean
next (EquateEventReader *base, EquateEvent *event)
{
  EquateJsonReader *reader = (EquateJsonReader *) base;

  *event = (EquateEvent){ .kind = EQUATE_EVENT_STREAM_END };
  skip_blanks (reader);
  switch (reader->state)
    {
    case STATE_START:
      reader->state = STATE_VALUE;
      event->kind = EQUATE_EVENT_DOCUMENT_START;
      event->span = span_at (reader, reader->place, reader->place);
      return TRUE;
    case STATE_VALUE:
      return read_value (reader, event);
    case STATE_ITEM_OR_END:
      return at (reader, ']') ? close_level (reader, event) : read_value (reader, event);
    case STATE_KEY_OR_END:
      return at (reader, '}') ? close_level (reader, event) : read_key (reader, event);
    case STATE_COMMA_OR_END:
      return read_comma (reader, event);
    case STATE_FINISH:
      return end_document (reader, event);
    case STATE_END:
      return finish (reader, event);
    default:
      return FALSE;
    }
}

/**
 * equate_json_reader_new:
 * @source: (transfer none): the text; outlives the spans taken from it
 * @diagnostics: (transfer none): receives what is wrong with it
 *
 * Begins to read a source as JSON.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateJsonReader *
equate_json_reader_new (const EquateSource *source, EquateDiagnosticList *diagnostics)
{
  EquateJsonReader *reader = g_new0 (EquateJsonReader, 1);

  reader->reader.next = next;
  reader->diagnostics = diagnostics;
  reader->text = g_string_new (NULL);
  reader->keys = equate_json_key_set_new ();
  reader->key_text = equate_json_key_set_get_text (reader->keys);
  equate_json_reader_reset (reader, source);
  return reader;
}

/**
 * equate_json_reader_reset:
 * @reader: (transfer none): the reader
 * @source: (transfer none): the next text
 *
 * Begins to read another source; what is left of the one before is forgotten.
 *
 * Since: 0.1
 */
void
equate_json_reader_reset (EquateJsonReader *reader, const EquateSource *source)
{
  gsize length;

  equate_json_key_set_clear (reader->keys);
  reader->source = source;
  reader->data = equate_source_get_data (source, &length);
  reader->place = reader->data;
  reader->end = reader->data + length;
  reader->depth = 0;
  reader->state
      = equate_reading_check_encoding (source, reader->diagnostics) ? STATE_START : STATE_END;
}

/**
 * equate_json_reader_free:
 * @reader: (transfer full): the reader
 *
 * Ends the reading; the text of the last event is gone with it.
 *
 * Since: 0.1
 */
void
equate_json_reader_free (EquateJsonReader *reader)
{
  g_string_free (reader->text, TRUE);
  equate_json_key_set_free (reader->keys);
  g_free (reader);
}

/**
 * equate_json_reader_get_reader:
 * @reader: (transfer none): the reader
 *
 * Gives the reader as what a decoder reads from.
 *
 * Returns: (transfer none): the base of the reader, which lives as long as it
 *
 * Since: 0.1
 */
EquateEventReader *
equate_json_reader_get_reader (EquateJsonReader *reader)
{
  return &reader->reader;
}
