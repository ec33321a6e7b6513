/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * YAML is cut at the lines that end documents, which it allows in no other meaning; so a document
 * that is not well formed takes none of the others with it.
 */
#include "load/splitter-base.h"

#include <string.h>

#include "base/limits.h"

typedef struct
{
  EquateRecordSplitter base;
  gboolean content; /* the document has more than comments and markers */
  gboolean within;  /* place lies in a line whose beginning was looked at */
} YamlSplitter;

/* Behind the end of the line that place lies in; 0: its end is not at hand. */
static gsize
find_next_line (const char *data, gsize place, gsize length, gboolean is_end)
{
  while (place < length && data[place] != '\n' && data[place] != '\r')
    place++;
  if (place == length)
    return is_end ? length : 0;
  if (data[place] == '\r' && place + 1 == length && !is_end)
    return 0;
  return place + 1 < length && memcmp (data + place, "\r\n", 2) == 0 ? place + 2 : place + 1;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* `---` or `...`, followed by a blank or the end of the line. */
static gboolean
is_marker (const char *start, const char *end, const char *marker)
{
  return end - start >= 3 && memcmp (start, marker, 3) == 0
         && (end - start == 3 || is_blank (start[3]));
}

/* Neither blank nor a comment, a directive or a marker alone. */
static gboolean
has_content (const char *start, const char *end)
{
  if (*start == '%')
    return FALSE;
  if (is_marker (start, end, "---"))
    start += 3;
  while (start < end && is_blank (*start))
    start++;
  return start < end && *start != '#';
}

static gboolean
finish (YamlSplitter *self, gsize end)
{
  self->base.end = end;
  self->content = FALSE;
  return TRUE;
}

/* A line from its beginning to next; TRUE: a document ends before or behind it. */
static gboolean
take_line (YamlSplitter *self, const char *data, gsize next)
{
  EquateRecordSplitter *base = &self->base;
  const char *line = data + base->place;
  gboolean ended = is_marker (line, data + next, "...");

  if (self->content && is_marker (line, data + next, "---"))
    return finish (self, base->place);
  self->content = self->content || (!ended && has_content (line, data + next));
  base->begun = self->content;
  base->place = next;
  return self->content && ended && finish (self, next);
}

static gboolean
yaml_find (EquateRecordSplitter *splitter, const char *data, gsize length, gboolean is_end)
{
  YamlSplitter *self = (YamlSplitter *) splitter;

  while (splitter->place < length)
    {
      gsize next = find_next_line (data, splitter->place, length, is_end);

      if (next == 0 && !self->within && length - splitter->place <= EQUATE_MAX_TRANSCRIPT_SIZE)
        return FALSE;
      if (next == 0 || self->within)
        {
          /* A line of a megabyte: only its end is of interest. */
          self->content = splitter->begun = TRUE;
          self->within = next == 0;
          splitter->place = next == 0 ? length : next;
        }
      else if (take_line (self, data, next))
        return TRUE;
    }
  return is_end && self->content && finish (self, length);
}

static void
yaml_free (EquateRecordSplitter *splitter)
{
  g_free (splitter);
}

EquateRecordSplitter *
equate_split_yaml_new (void)
{
  YamlSplitter *self = g_new0 (YamlSplitter, 1);

  self->base.find = yaml_find;
  self->base.free = yaml_free;
  return &self->base;
}
