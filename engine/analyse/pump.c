/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/pump.h"

#include "base/limits.h"

#include <string.h>

#define MAX_SUBJECTS 64
#define PUMPED_CHARACTERS 64

/* A group that is open, or the whole pattern. */
typedef struct
{
  gsize start; /* in the sample: where it begins */
  gsize alternative; /* and where its present alternative does */
} Level;

/* Reads a pattern once from left to right and tries what it finds repeated on the way. */
typedef struct
{
  EquatePattern *pattern; /* borrowed */
  const char *at;         /* borrowed: what is still to be read */
  GString *sample;        /* owned: what each part stands for, one behind the other */
  GArray *levels;         /* owned: Level */
  char tail;              /* what the pattern does not name */
  guint n_tried;
  char *found; /* owned: the subject in words */
} Pump;

static void
pump_clear (Pump *pump)
{
  g_string_free (pump->sample, TRUE);
  g_array_unref (pump->levels);
  g_free (pump->found);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pump, pump_clear)

static char
choose_tail (const char *text)
{
  static const char tails[] = "!~;\001";
  guint i = 0;
  while (i + 1 < sizeof tails - 1 && strchr (text, tails[i]) != NULL)
    i++;
  return tails[i];
}

/* What leads to the part of the sample that begins at start: the present alternatives of all groups
 * that are open. */
static void
append_path (const Pump *pump, gsize start, GString *subject)
{
  for (guint i = 0; i < pump->levels->len; i++)
    {
      gsize from = g_array_index (pump->levels, Level, i).alternative;
      gsize until = i + 1 < pump->levels->len ? g_array_index (pump->levels, Level, i + 1).start
                                              : start;
      g_string_append_len (subject, pump->sample->str + from, (gssize) (until - from));
    }
}

/* Tries the part of the sample from start on, repeated. */
static void
try_part (Pump *pump, gsize start)
{
  const char *part = pump->sample->str + start;
  glong n_characters = g_utf8_strlen (part, -1);
  g_autoptr (GString) subject = g_string_new (NULL);
  if (n_characters == 0 || pump->found != NULL || pump->n_tried == MAX_SUBJECTS)
    return;
  pump->n_tried++;
  append_path (pump, start, subject);
  glong times = MAX (PUMPED_CHARACTERS / n_characters, 2);
  for (glong i = 0; i < times; i++)
    g_string_append (subject, part);
  g_string_append_c (subject, pump->tail);
  if (subject->len <= EQUATE_MAX_SEARCHED_TITLE
      && equate_pattern_match (pump->pattern, subject->str, subject->len) == EQUATE_PATTERN_LIMIT)
    pump->found = g_strdup_printf ("`%s` %ld times, then `%c`", part, times, pump->tail);
}

/* Something that a class stands for: of what it excludes nobody can say, a letter is likely. */
static void
read_class (Pump *pump)
{
  const char *at = pump->at + 1;
  gboolean excludes = *at == '^';
  at += excludes;
  const char *first = at;
  if (*at == ']')
    at++;
  while (*at != '\0' && *at != ']')
    at += *at == '\\' && at[1] != '\0' ? 2 : 1;
  if (excludes || *first == '[')
    g_string_append_c (pump->sample, 'A');
  else if (*first == '\\')
    g_string_append_c (pump->sample, first[1] == 'd' ? '0' : first[1] == 's' ? ' ' : 'A');
  else
    g_string_append_len (pump->sample, first, g_utf8_next_char (first) - first);
  pump->at = *at != '\0' ? at + 1 : at;
}

static void
read_escape (Pump *pump)
{
  char kind = pump->at[1];
  pump->at += kind != '\0' ? 2 : 1;
  if ((kind == 'p' || kind == 'P') && *pump->at == '{')
    {
      const char *end = strchr (pump->at, '}');
      pump->at = end != NULL ? end + 1 : pump->at + 1;
    }
  if (kind == 'd')
    g_string_append_c (pump->sample, '0');
  else if (kind == 's' || kind == 'h')
    g_string_append_c (pump->sample, ' ');
  else if (g_ascii_ispunct (kind))
    g_string_append_c (pump->sample, kind);
  else if (strchr ("wWDSNXRpP", kind) != NULL)
    g_string_append_c (pump->sample, 'A');
}

/* One part that a quantifier may follow; returns where its sample begins. */
static gsize
read_part (Pump *pump)
{
  gsize start = pump->sample->len;
  const char *next = g_utf8_next_char (pump->at);
  if (*pump->at == '[')
    read_class (pump);
  else if (*pump->at == '\\')
    read_escape (pump);
  else if (*pump->at == '.')
    {
      g_string_append_c (pump->sample, 'A');
      pump->at = next;
    }
  else
    {
      if (strchr ("^$", *pump->at) == NULL)
        g_string_append_len (pump->sample, pump->at, next - pump->at);
      pump->at = next;
    }
  return start;
}

static void
open_group (Pump *pump)
{
  Level level = { pump->sample->len, pump->sample->len };
  g_array_append_val (pump->levels, level);
  pump->at++;
  if (*pump->at != '?')
    return;
  /* `(?:`, `(?=`, `(?<name>` and the like. */
  while (*pump->at != '\0' && strchr (":=!>)", *pump->at) == NULL)
    pump->at++;
  if (*pump->at != '\0' && *pump->at != ')')
    pump->at++;
}

static gsize
close_group (Pump *pump)
{
  Level level = g_array_index (pump->levels, Level, pump->levels->len - 1);
  if (pump->levels->len > 1)
    g_array_set_size (pump->levels, pump->levels->len - 1);
  pump->at++;
  return level.start;
}

/* Whether what was just read is repeated; goes on behind the quantifier. */
static gboolean
skip_quantifier (Pump *pump)
{
  if (*pump->at == '\0' || strchr ("*+?{", *pump->at) == NULL)
    return FALSE;
  const char *end = *pump->at == '{' ? strchr (pump->at, '}') : pump->at;
  pump->at = end != NULL ? end + 1 : pump->at + 1;
  if (*pump->at != '\0' && strchr ("?+", *pump->at) != NULL)
    pump->at++;
  return TRUE;
}

char *
equate_pump_find (const char *text, EquatePatternMode mode)
{
  g_autofree char *message = NULL;
  gsize offset = 0;
  g_autoptr (EquatePattern) pattern = equate_pattern_new (text, mode, &message, &offset);
  g_return_val_if_fail (pattern != NULL, NULL);
  Level whole = { 0, 0 };
  g_auto (Pump) pump = { .pattern = pattern,
                         .at = text,
                         .sample = g_string_new (NULL),
                         .levels = g_array_new (FALSE, FALSE, sizeof (Level)),
                         .tail = choose_tail (text) };
  g_array_append_val (pump.levels, whole);
  while (*pump.at != '\0' && pump.found == NULL)
    {
      gsize start = pump.sample->len;
      if (*pump.at == '(')
        {
          open_group (&pump);
          continue;
        }
      if (*pump.at == '|')
        {
          g_array_index (pump.levels, Level, pump.levels->len - 1).alternative = start;
          pump.at++;
          continue;
        }
      start = *pump.at == ')' ? close_group (&pump) : read_part (&pump);
      if (skip_quantifier (&pump))
        try_part (&pump, start);
    }
  return g_steal_pointer (&pump.found);
}
