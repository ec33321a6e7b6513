/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/pump.h"

#include "base/limits.h"

#include <string.h>

/* Each is tried with two ends. */
#define MAX_PARTS 32
#define PUMPED_CHARACTERS 64

/* A group that is open, or the whole pattern. */
typedef struct
{
  gsize start;       /* in the sample: where it begins */
  gsize alternative; /* and where its present alternative does */
} Level;

/* What the pattern repeats. */
typedef struct
{
  char *path;  /* owned: what leads to it */
  gsize start; /* in the sample */
  gsize end;
} Part;

/* A pattern, read once from left to right. */
typedef struct
{
  const char *at;  /* borrowed: what is still to be read */
  GString *sample; /* owned: what each part stands for, one behind the other */
  GArray *levels;  /* owned: Level */
  GArray *parts;   /* owned: Part */
} Pump;

static void
clear_part (gpointer element)
{
  g_free (((Part *) element)->path);
}

static void
pump_clear (Pump *pump)
{
  g_string_free (pump->sample, TRUE);
  g_array_unref (pump->levels);
  g_array_unref (pump->parts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pump, pump_clear)

/* --- reading --- */

/* The present alternatives of all groups that are open lead to the part that begins at start. */
static void
add_part (Pump *pump, gsize start)
{
  g_autoptr (GString) path = g_string_new (NULL);
  if (start == pump->sample->len || pump->parts->len == MAX_PARTS)
    return;
  for (guint i = 0; i < pump->levels->len; i++)
    {
      gsize from = g_array_index (pump->levels, Level, i).alternative;
      gsize until
          = i + 1 < pump->levels->len ? g_array_index (pump->levels, Level, i + 1).start : start;
      g_string_append_len (path, pump->sample->str + from, (gssize) (until - from));
    }
  Part part = { g_string_free (g_steal_pointer (&path), FALSE), start, pump->sample->len };
  g_array_append_val (pump->parts, part);
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

static void
read_pattern (Pump *pump)
{
  Level whole = { 0, 0 };
  g_array_append_val (pump->levels, whole);
  while (*pump->at != '\0')
    {
      gsize start = pump->sample->len;
      if (*pump->at == '(')
        {
          open_group (pump);
          continue;
        }
      if (*pump->at == '|')
        {
          g_array_index (pump->levels, Level, pump->levels->len - 1).alternative = start;
          pump->at++;
          continue;
        }
      start = *pump->at == ')' ? close_group (pump) : read_part (pump);
      if (skip_quantifier (pump))
        add_part (pump, start);
    }
}

/* --- trying --- */

/* An end that the pattern does not name. */
static char
choose_end (const char *text)
{
  static const char ends[] = "!~;\001";
  guint i = 0;
  while (i + 1 < sizeof ends - 1 && strchr (text, ends[i]) != NULL)
    i++;
  return ends[i];
}

/* rest: what should follow the part; a subject without it may be seen through at once. */
static char *
try_part (EquatePattern *pattern, const Part *part, const char *sample, const char *rest, char end)
{
  g_autofree char *text = g_strndup (sample + part->start, part->end - part->start);
  g_autoptr (GString) subject = g_string_new (part->path);
  glong times = MAX (PUMPED_CHARACTERS / g_utf8_strlen (text, -1), 2);
  for (glong i = 0; i < times; i++)
    g_string_append (subject, text);
  g_string_append (subject, rest);
  g_string_append_c (subject, end);
  if (subject->len > EQUATE_MAX_SEARCHED_TITLE
      || equate_pattern_match (pattern, subject->str, subject->len) != EQUATE_PATTERN_LIMIT)
    return NULL;
  return g_strdup_printf ("`%s` %ld times, then `%s%c`", text, times, rest, end);
}

char *
equate_pump_find (const char *text, EquatePatternMode mode)
{
  g_autofree char *message = NULL;
  gsize offset = 0;
  g_autoptr (EquatePattern) pattern = equate_pattern_new (text, mode, &message, &offset);
  g_return_val_if_fail (pattern != NULL, NULL);
  g_auto (Pump) pump = { .at = text,
                         .sample = g_string_new (NULL),
                         .levels = g_array_new (FALSE, FALSE, sizeof (Level)),
                         .parts = g_array_new (FALSE, FALSE, sizeof (Part)) };
  g_array_set_clear_func (pump.parts, clear_part);
  read_pattern (&pump);
  char *found = NULL;
  for (guint i = 0; i < pump.parts->len && found == NULL; i++)
    {
      const Part *part = &g_array_index (pump.parts, Part, i);
      char end = choose_end (text);
      found = try_part (pattern, part, pump.sample->str, "", end);
      if (found == NULL)
        found = try_part (pattern, part, pump.sample->str, pump.sample->str + part->end, end);
    }
  return found;
}
