/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * An array of JSON value by value, by brackets and quotes alone; whether a value is JSON is seen by
 * who reads it. Where it is not, the next value may still be found.
 */
#include "load/splitter-base.h"

typedef enum
{
  JSON_START,
  JSON_WHOLE, /* all that is left is one record */
  JSON_FIRST, /* a value, or the end of the array */
  JSON_VALUE, /* a value must come */
  JSON_WITHIN, /* in a value */
  JSON_BEHIND, /* a comma, or the end of the array */
  JSON_ENDED,  /* nothing may come */
  JSON_DONE,
} JsonState;

typedef struct
{
  EquateRecordSplitter base;
  JsonState state;
  guint depth;
  gboolean quoted;
  gboolean escaped;
  const char *fault; /* nullable, static: of the value that comes next */
} JsonSplitter;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Goes to the next byte that is no blank; FALSE where there is none. The blanks before it in its
 * line stay at hand. */
static gboolean
skip_blanks (JsonSplitter *self, const char *data, gsize length)
{
  EquateRecordSplitter *base = &self->base;

  for (; base->place < length && is_blank (data[base->place]); base->place++)
    if (data[base->place] == '\n')
      base->start = base->place + 1;
  base->indent = base->place - base->start;
  return base->place < length;
}

/* Past a bracket or comma: what follows in its line has no indent. */
static void
step (JsonSplitter *self, JsonState state)
{
  self->base.place++;
  self->base.start = self->base.place;
  self->base.indent = 0;
  self->state = state;
}

static gboolean
finish (JsonSplitter *self, gsize end, const char *fault, JsonState state)
{
  self->base.end = end;
  self->base.fault = fault;
  self->fault = NULL;
  self->state = state;
  return TRUE;
}

static gboolean
find_whole (JsonSplitter *self, const char *data, gsize length, gboolean is_end)
{
  gsize end = length;

  self->base.begun = TRUE;
  self->base.place = length;
  if (!is_end)
    return FALSE;
  while (end > self->base.start && is_blank (data[end - 1]))
    end--;
  return finish (self, end, self->fault, JSON_DONE);
}

/* In a value, which begun has said. A quote never spans lines: JSON has no line ends in strings. */
static gboolean
find_value_end (JsonSplitter *self, const char *data, gsize length, gboolean is_end)
{
  EquateRecordSplitter *base = &self->base;
  gsize first = base->open ? 0 : base->start + base->indent;

  for (; base->place < length; base->place++)
    {
      char c = data[base->place];

      if (base->encoding == EQUATE_ENCODING_GB18030 && (guchar) c >= 0x81)
        {
          if (base->place + 1 == length && !is_end)
            return FALSE;
          base->place++;
          self->escaped = FALSE;
        }
      else if (self->quoted)
        {
          self->quoted = (c != '"' || self->escaped) && c != '\n';
          self->escaped = c == '\\' && !self->escaped;
          if (!self->quoted && self->depth == 0 && c == '"')
            return finish (self, ++base->place, self->fault, JSON_BEHIND);
        }
      else if (c == '"')
        self->quoted = TRUE;
      else if (c == '{' || c == '[')
        self->depth++;
      else if (self->depth == 0 && (is_blank (c) || c == ',' || c == ']') && base->place > first)
        return finish (self, base->place, self->fault, JSON_BEHIND);
      else if ((c == '}' || c == ']') && self->depth > 0 && --self->depth == 0)
        return finish (self, ++base->place, self->fault, JSON_BEHIND);
    }
  base->place = MIN (base->place, length);
  return is_end && finish (self, length, self->fault, JSON_DONE);
}

static void
begin_value (JsonSplitter *self)
{
  self->base.begun = TRUE;
  self->depth = 0;
  self->quoted = self->escaped = FALSE;
  self->state = JSON_WITHIN;
}

/* Between two values, at a byte; TRUE: something about it is a record of its own. */
static gboolean
look_between (JsonSplitter *self, char c)
{
  if (self->state == JSON_START && c != '[')
    self->state = JSON_WHOLE;
  else if (self->state == JSON_START)
    step (self, JSON_FIRST);
  else if (self->state == JSON_ENDED)
    {
      self->fault = "nothing was expected behind the end of the list";
      self->state = JSON_WHOLE;
    }
  else if (self->state == JSON_BEHIND && c == ',')
    step (self, JSON_VALUE);
  else if (c == ']' && self->state != JSON_VALUE)
    step (self, JSON_ENDED);
  else if (c == ']' || c == ',')
    {
      finish (self, self->base.place, "a value was expected here",
              c == ']' ? JSON_FIRST : JSON_VALUE);
      self->base.place += c == ',' ? 1 : 0;
      return TRUE;
    }
  else
    {
      if (self->state == JSON_BEHIND)
        self->fault = "a comma or `]` was expected here";
      begin_value (self);
    }
  return FALSE;
}

/* The bytes have come to their end between two values. */
static gboolean
look_at_end (JsonSplitter *self, gsize length)
{
  if (self->state == JSON_ENDED)
    return FALSE;
  return finish (self, length,
                 self->state == JSON_START ? NULL : "the list is never closed: `]` was expected here",
                 JSON_DONE);
}

static gboolean
json_find (EquateRecordSplitter *splitter, const char *data, gsize length, gboolean is_end)
{
  JsonSplitter *self = (JsonSplitter *) splitter;

  splitter->fault = NULL;
  while (self->state != JSON_DONE)
    {
      if (self->state == JSON_WHOLE)
        return find_whole (self, data, length, is_end);
      if (self->state == JSON_WITHIN)
        return find_value_end (self, data, length, is_end);
      if (!skip_blanks (self, data, length))
        return is_end && look_at_end (self, length);
      if (look_between (self, data[splitter->place]))
        return TRUE;
    }
  return FALSE;
}

static void
json_free (EquateRecordSplitter *splitter)
{
  g_free (splitter);
}

EquateRecordSplitter *
equate_split_json_new (void)
{
  JsonSplitter *self = g_new0 (JsonSplitter, 1);

  self->base.find = json_find;
  self->base.free = json_free;
  return &self->base;
}
