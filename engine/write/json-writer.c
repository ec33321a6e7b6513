/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/json-writer.h"

#include <string.h>

/* g_string_append_len() checks and moves on each call; this is the inner loop of a million records.
 */
static inline char *
reserve (GString *out, gsize length)
{
  if (G_UNLIKELY (out->allocated_len - out->len <= length))
    {
      gsize used = out->len;

      g_string_set_size (out, MAX (used + length, 2 * used));
      out->len = used;
    }
  return out->str + out->len;
}

static inline void
append (GString *out, const char *bytes, gsize length)
{
  memcpy (reserve (out, length), bytes, length);
  out->len += length;
  out->str[out->len] = '\0';
}

static inline void
append_byte (GString *out, char byte)
{
  append (out, &byte, 1);
}

static inline gboolean
needs_escape (guchar byte)
{
  return byte < 0x20 || byte == '"' || byte == '\\';
}

static void
append_escape (GString *out, guchar byte)
{
  static const char digits[] = "0123456789abcdef";
  char escape[6] = { '\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15] };
  static const char letters[] = "b\bf\fn\nr\rt\t\"\"\\\\";

  for (gsize i = 0; i + 1 < sizeof letters; i += 2)
    if ((guchar) letters[i + 1] == byte)
      {
        escape[1] = letters[i];
        append (out, escape, 2);
        return;
      }
  append (out, escape, sizeof escape);
}

static void
append_string (GString *out, const char *text)
{
  append_byte (out, '"');
  for (const char *run = text;;)
    {
      while (!needs_escape ((guchar) *text))
        text++;
      append (out, run, text - run);
      if (*text == '\0')
        break;
      append_escape (out, (guchar) *text);
      run = ++text;
    }
  append_byte (out, '"');
}

static void
break_line (EquateJsonWriter *writer)
{
  gsize length = 1 + 2 * (gsize) writer->depth;
  char *place = reserve (writer->out, length);

  place[0] = '\n';
  memset (place + 1, ' ', length - 1);
  place[length] = '\0';
  writer->out->len += length;
}

/* What stands between a key or value and what came before it. */
static void
separate (EquateJsonWriter *writer)
{
  if (writer->after_key)
    {
      writer->after_key = FALSE;
      return;
    }
  if (!writer->is_first)
    append_byte (writer->out, ',');
  writer->is_first = FALSE;
  if (writer->depth > 0 && writer->indented)
    break_line (writer);
}

void
equate_json_writer_init (EquateJsonWriter *writer, GString *out, gboolean indented)
{
  *writer = (EquateJsonWriter){ .out = out, .indented = indented, .is_first = TRUE };
}

void
equate_json_writer_begin (EquateJsonWriter *writer, char bracket)
{
  separate (writer);
  append_byte (writer->out, bracket);
  writer->depth++;
  writer->is_first = TRUE;
}

void
equate_json_writer_end (EquateJsonWriter *writer, char bracket)
{
  writer->depth--;
  if (!writer->is_first && writer->indented)
    break_line (writer);
  append_byte (writer->out, bracket);
  writer->is_first = FALSE;
}

void
equate_json_writer_key (EquateJsonWriter *writer, const char *key)
{
  separate (writer);
  append_byte (writer->out, '"');
  append (writer->out, key, strlen (key));
  append (writer->out, "\": ", writer->indented ? 3 : 2);
  writer->after_key = TRUE;
}

void
equate_json_writer_string (EquateJsonWriter *writer, const char *text)
{
  separate (writer);
  append_string (writer->out, text);
}

void
equate_json_writer_integer (EquateJsonWriter *writer, gint64 value)
{
  char digits[24];
  char *first = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  separate (writer);
  do
    *--first = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--first = '-';
  append (writer->out, first, digits + sizeof digits - first);
}

void
equate_json_writer_boolean (EquateJsonWriter *writer, gboolean value)
{
  separate (writer);
  append (writer->out, value ? "true" : "false", value ? 4 : 5);
}

void
equate_json_writer_member (EquateJsonWriter *writer, const char *key, const char *text)
{
  if (!text)
    return;
  equate_json_writer_key (writer, key);
  equate_json_writer_string (writer, text);
}

void
equate_json_writer_member_decimal (EquateJsonWriter *writer, const char *key, EquateDecimal value)
{
  char buffer[EQUATE_DECIMAL_BUFFER];

  equate_json_writer_key (writer, key);
  equate_json_writer_string (writer, equate_decimal_format (value, buffer));
}
