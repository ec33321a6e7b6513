/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/record-splitter.h"

#include <string.h>

#include "base/limits.h"
#include "load/splitter-base.h"

/* --- which format --- */

static const struct
{
  const char *ending;
  EquateFormat format;
} endings[] = {
  { ".yaml", EQUATE_FORMAT_YAML },    { ".yml", EQUATE_FORMAT_YAML },
  { ".json", EQUATE_FORMAT_JSON },    { ".jsonl", EQUATE_FORMAT_JSONL },
  { ".ndjson", EQUATE_FORMAT_JSONL }, { ".csv", EQUATE_FORMAT_CSV },
};

/* An object that ends in its first line, with another line below it. */
static gboolean
looks_like_lines (const char *data, gsize length)
{
  const char *newline = memchr (data, '\n', length);
  const char *last = newline;

  if (!newline)
    return FALSE;
  while (last > data && g_ascii_isspace (*last))
    last--;
  while (newline < data + length && g_ascii_isspace (*newline))
    newline++;
  return *last == '}' && newline < data + length && *newline == '{';
}

/* A header has separators; the first line of YAML has a colon, or is a comment or a marker. */
static gboolean
looks_like_csv (const char *data, gsize length)
{
  const char *newline = memchr (data, '\n', length);
  gsize end = newline ? (gsize) (newline - data) : length;

  return length > 0 && data[0] != '#' && data[0] != '%' && !memchr (data, ':', end)
         && (memchr (data, ',', end) || memchr (data, ';', end) || memchr (data, '\t', end));
}

EquateFormat
equate_format_guess (const char *name, const char *data, gsize length)
{
  gsize named = strlen (name);

  if (g_str_has_suffix (name, ".gz"))
    named -= strlen (".gz");
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize ending = strlen (endings[i].ending);

      if (named >= ending && memcmp (name + named - ending, endings[i].ending, ending) == 0)
        return endings[i].format;
    }
  while (length > 0 && g_ascii_isspace (*data))
    {
      data++;
      length--;
    }
  if (length > 0 && *data == '[')
    return EQUATE_FORMAT_JSON;
  if (length > 0 && *data == '{')
    return looks_like_lines (data, length) ? EQUATE_FORMAT_JSONL : EQUATE_FORMAT_JSON;
  return looks_like_csv (data, length) ? EQUATE_FORMAT_CSV : EQUATE_FORMAT_YAML;
}

/* --- JSON Lines --- */

static gboolean
is_blank_line (const char *start, const char *end)
{
  while (start < end && (*start == ' ' || *start == '\t' || *start == '\r'))
    start++;
  return start == end;
}

static gboolean
find_line (EquateRecordSplitter *self, const char *data, gsize length, gboolean is_end)
{
  while (self->place < length || (is_end && self->start < length))
    {
      const char *newline = memchr (data + self->place, '\n', length - self->place);
      gsize end = newline ? (gsize) (newline - data) : length;

      self->begun = TRUE;
      self->place = newline ? end + 1 : length;
      if (!newline && !is_end)
        return FALSE;
      if (self->open || !is_blank_line (data + self->start, data + end))
        {
          self->end = end > self->start && data[end - 1] == '\r' ? end - 1 : end;
          return TRUE;
        }
      self->start = self->place;
      self->begun = FALSE;
    }
  return FALSE;
}

static void
free_lines (EquateRecordSplitter *self)
{
  g_free (self);
}

static EquateRecordSplitter *
split_lines_new (void)
{
  EquateRecordSplitter *self = g_new0 (EquateRecordSplitter, 1);

  self->find = find_line;
  self->free = free_lines;
  return self;
}

/* --- lines and columns --- */

/* Bytes of the character at p, of which all bytes are at hand unless the file ends within it. */
static gsize
character_length (EquateEncoding encoding, const guchar *p, const guchar *end)
{
  gsize length = 1;

  if (*p >= 0x80 && encoding == EQUATE_ENCODING_UTF8)
    length = (gint) g_utf8_get_char_validated ((const char *) p, end - p) < 0 ? 1 : g_utf8_skip[*p];
  else if (*p >= 0x80 && encoding == EQUATE_ENCODING_GB18030 && end - p > 1)
    length = p[1] >= '0' && p[1] <= '9' ? 4 : 2;
  return MIN (length, (gsize) (end - p));
}

/* The first line end before `end`; LF, CRLF and a lone CR are such. NULL: none. */
static const char *
find_line_end (const char *place, const char *end)
{
  const char *newline = memchr (place, '\n', (gsize) (end - place));
  const char *stop = newline ? newline : end;
  const char *lone = memchr (place, '\r', (gsize) (stop - place));

  return lone && lone + 1 != newline ? lone : newline;
}

/* Moves the mark to a place behind it. */
static void
move_mark (EquateRecordSplitter *self, const char *data, gsize place)
{
  const char *end = data + place;
  const char *at = data + self->mark;

  for (const char *line = find_line_end (at, end); line; line = find_line_end (at, end))
    {
      at = line + 1;
      self->line++;
      self->column = 1;
    }
  for (; at < end; self->column++)
    at += character_length (self->encoding, (const guchar *) at, (const guchar *) end);
  self->mark = place;
}

/* --- the whole --- */

EquateRecordSplitter *
equate_record_splitter_new (EquateFormat format, EquateEncoding encoding)
{
  EquateRecordSplitter *self;

  switch (format)
    {
    case EQUATE_FORMAT_JSON:
      self = equate_split_json_new ();
      break;
    case EQUATE_FORMAT_JSONL:
      self = split_lines_new ();
      break;
    case EQUATE_FORMAT_CSV:
      self = equate_split_csv_new ();
      break;
    case EQUATE_FORMAT_AUTO:
    case EQUATE_FORMAT_YAML:
    default:
      self = equate_split_yaml_new ();
      break;
    }
  self->encoding = encoding;
  self->line = self->column = 1;
  return self;
}

void
equate_record_splitter_free (EquateRecordSplitter *self)
{
  if (self->header)
    g_string_free (self->header, TRUE);
  self->free (self);
}

gboolean
equate_record_splitter_next (EquateRecordSplitter *self, const char *data, gsize length,
                             gboolean is_end, EquatePiece *piece)
{
  gboolean is_found = self->find (self, data, length, is_end);
  gsize end = is_found ? self->end : self->place;

  /* Blanks and comments without end need not be kept. */
  if (!is_found && !self->begun && end - self->start > EQUATE_MAX_TRANSCRIPT_SIZE)
    self->start = end;
  if (!is_found
      && (!self->begun || end == self->start
          || (!self->open && end - self->start <= EQUATE_MAX_TRANSCRIPT_SIZE)))
    return FALSE;
  *piece = (EquatePiece){ .start = self->start,
                          .length = end > self->start ? end - self->start : 0,
                          .is_first = !self->open,
                          .is_last = is_found,
                          .fault = self->fault };
  piece->too_large = self->open || piece->length > EQUATE_MAX_TRANSCRIPT_SIZE;
  if (!self->open)
    {
      piece->indent = MIN (self->indent, piece->length);
      move_mark (self, data, self->start);
      piece->origin = (EquateOrigin){ self->base + self->start, self->line, self->column };
    }
  self->start = self->place;
  self->indent = 0;
  self->open = !is_found;
  self->begun = !is_found;
  return TRUE;
}

gsize
equate_record_splitter_forget (EquateRecordSplitter *self, const char *data)
{
  gsize count = self->start;

  move_mark (self, data, count);
  self->mark = self->start = 0;
  self->place -= count;
  self->end -= MIN (count, self->end);
  self->base += count;
  return count;
}

const char *
equate_record_splitter_get_header (const EquateRecordSplitter *self, gsize *length)
{
  *length = self->header ? self->header->len : 0;
  return self->header ? self->header->str : NULL;
}
