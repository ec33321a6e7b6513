/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/json-writer.h"

#include "base/text-bytes.h"

#include <string.h>

/* A byte of a text becomes at most so many. */
#define LONGEST_ESCAPE 6

/* g_string_append_len() checks and moves on each call; this is the inner loop of a million records:
 * room for all of a member is made once, and bytes are put behind one another with a pointer. */
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

/* place: behind what was put into the room that was made. */
static inline void
finish (GString *out, char *place)
{
  *place = '\0';
  out->len = (gsize) (place - out->str);
}

static inline char *
put (char *place, const char *bytes, gsize length)
{
  memcpy (place, bytes, length);
  return place + length;
}

static inline gboolean
needs_escape (guchar byte)
{
  return byte < 0x20 || byte == '"' || byte == '\\';
}

static char *
put_escape (char *place, guchar byte)
{
  static const char digits[] = "0123456789abcdef";
  char escape[LONGEST_ESCAPE] = { '\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15] };
  static const char letters[] = "b\bf\fn\nr\rt\t\"\"\\\\";

  for (gsize i = 0; i + 1 < sizeof letters; i += 2)
    if ((guchar) letters[i + 1] == byte)
      {
        escape[1] = letters[i];
        return put (place, escape, 2);
      }
  return put (place, escape, sizeof escape);
}

/* Needs LONGEST_ESCAPE bytes for each of the text, and two. */
static inline char *
put_string (char *place, const char *text, gsize length)
{
  const char *end = text + length;

  *place++ = '"';
  while (text < end)
    {
      if (end - text >= 8 && equate_bytes_find_special (text) == 8)
        {
          place = put (place, text, 8);
          text += 8;
          continue;
        }
      if (needs_escape ((guchar) *text))
        place = put_escape (place, (guchar) *text);
      else
        *place++ = *text;
      text++;
    }
  *place++ = '"';
  return place;
}

static inline gsize
get_break_length (const EquateJsonWriter *writer)
{
  return writer->indented ? 1 + 2 * (gsize) writer->depth : 0;
}

static inline char *
put_break (const EquateJsonWriter *writer, char *place)
{
  if (!writer->indented)
    return place;
  *place++ = '\n';
  memset (place, ' ', 2 * (gsize) writer->depth);
  return place + 2 * (gsize) writer->depth;
}

/* What stands between a key or value and what came before it; needs a byte and a break. */
static inline char *
put_separator (EquateJsonWriter *writer, char *place)
{
  if (writer->after_key)
    {
      writer->after_key = FALSE;
      return place;
    }
  if (!writer->is_first)
    *place++ = ',';
  writer->is_first = FALSE;
  return writer->depth > 0 ? put_break (writer, place) : place;
}

/* Room for so many bytes with what stands before them, which is put there. */
static inline char *
start (EquateJsonWriter *writer, gsize length)
{
  return put_separator (writer,
                        reserve (writer->out, length + 1 + get_break_length (writer)));
}

static inline char *
put_key (const EquateJsonWriter *writer, char *place, const char *key, gsize length)
{
  *place++ = '"';
  place = put (place, key, length);
  return put (place, "\": ", writer->indented ? 3 : 2);
}

void
equate_json_writer_init (EquateJsonWriter *writer, GString *out, gboolean indented)
{
  *writer = (EquateJsonWriter){ .out = out, .indented = indented, .is_first = TRUE };
}

void
equate_json_writer_begin (EquateJsonWriter *writer, char bracket)
{
  char *place = start (writer, 1);

  *place++ = bracket;
  finish (writer->out, place);
  writer->depth++;
  writer->is_first = TRUE;
}

void
equate_json_writer_end (EquateJsonWriter *writer, char bracket)
{
  writer->depth--;

  char *place = reserve (writer->out, 1 + get_break_length (writer));

  if (!writer->is_first)
    place = put_break (writer, place);
  *place++ = bracket;
  finish (writer->out, place);
  writer->is_first = FALSE;
}

void
equate_json_writer_key (EquateJsonWriter *writer, const char *key)
{
  gsize length = strlen (key);
  char *place = start (writer, length + 4);

  finish (writer->out, put_key (writer, place, key, length));
  writer->after_key = TRUE;
}

void
equate_json_writer_string (EquateJsonWriter *writer, const char *text)
{
  gsize length = strlen (text);
  char *place = start (writer, LONGEST_ESCAPE * length + 2);

  finish (writer->out, put_string (place, text, length));
}

void
equate_json_writer_integer (EquateJsonWriter *writer, gint64 value)
{
  char digits[24];
  char *first = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;
  char *place = start (writer, sizeof digits);

  do
    *--first = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--first = '-';
  finish (writer->out, put (place, first, (gsize) (digits + sizeof digits - first)));
}

void
equate_json_writer_boolean (EquateJsonWriter *writer, gboolean value)
{
  char *place = start (writer, 5);

  finish (writer->out, put (place, value ? "true" : "false", value ? 4 : 5));
}

void
equate_json_writer_member (EquateJsonWriter *writer, const char *key, const char *text)
{
  if (!text)
    return;

  gsize key_length = strlen (key);
  gsize length = strlen (text);
  char *place = start (writer, key_length + 4 + LONGEST_ESCAPE * length + 2);

  place = put_key (writer, place, key, key_length);
  finish (writer->out, put_string (place, text, length));
}

void
equate_json_writer_member_decimal (EquateJsonWriter *writer, const char *key, EquateDecimal value)
{
  char buffer[EQUATE_DECIMAL_BUFFER];

  equate_json_writer_member (writer, key, equate_decimal_format (value, buffer));
}
