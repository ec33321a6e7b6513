/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/plain-pattern.h"

#include <string.h>

#define MAX_ITEMS 32u
#define MAX_TEXT 256u
/* PCRE2 may meet its limits on a subject that is longer by far. */
#define MAX_SUBJECT 256u

/* A bit for each ASCII character. */
typedef struct
{
  guint64 bits[2];
} Set;

struct _EquatePlainPattern
{
  guint n_items;
  gboolean goes_on; /* any number of characters of rest stand behind the items */
  Set rest;
  Set items[];
};

static gboolean
is_printable (char c)
{
  return c >= ' ' && c <= '~';
}

static void
add_range (Set *set, char first, char last)
{
  for (guint c = (guint) first; c <= (guint) last; c++)
    set->bits[c / 64] |= G_GUINT64_CONSTANT (1) << c % 64;
}

static gboolean
holds (const Set *set, char c)
{
  return set->bits[(guint) c / 64] >> ((guint) c % 64) & 1;
}

/* From the bracket of a class to what follows it; NULL: it has more than letters and digits. */
static const char *
read_class (const char *at, Set *set)
{
  for (at++; *at != ']'; at++)
    {
      char first = *at;

      if (!g_ascii_isalnum (first))
        return NULL;
      if (at[1] == '-')
        at += 2;
      if (!g_ascii_isalnum (*at) || *at < first)
        return NULL;
      add_range (set, first, *at);
    }
  return at + 1;
}

/* What follows the character or class; NULL: it is none. */
static const char *
read_item (const char *at, Set *set)
{
  if (*at == '[')
    return at[1] != ']' ? read_class (at, set) : NULL;
  if (*at == '\\' && at[1] == 'd')
    add_range (set, '0', '9');
  else if (*at == '\\' && g_ascii_ispunct (at[1]))
    add_range (set, at[1], at[1]);
  else if (*at == '.')
    add_range (set, ' ', '~');
  else if (is_printable (*at) && strchr ("\\^$[]|()?*+{}", *at) == NULL)
    add_range (set, *at, *at);
  else
    return NULL;
  return at + (*at == '\\' ? 2 : 1);
}

EquatePlainPattern *
equate_plain_pattern_new (const char *text)
{
  Set items[MAX_ITEMS + 1];
  guint n_items = 0;
  gboolean goes_on = FALSE;

  if (strlen (text) > MAX_TEXT)
    return NULL;
  while (*text != '\0' && !goes_on)
    {
      if (n_items == MAX_ITEMS)
        return NULL;
      items[n_items] = (Set){ { 0 } };
      text = read_item (text, &items[n_items]);
      if (text == NULL)
        return NULL;
      goes_on = *text == '*' || *text == '+';
      /* One or more are one, and then any number. */
      if (*text == '+')
        items[n_items + 1] = items[n_items];
      if (*text != '*')
        n_items++;
    }
  if (goes_on && text[1] != '\0')
    return NULL;

  EquatePlainPattern *pattern = g_malloc0 (sizeof *pattern + n_items * sizeof *items);

  pattern->n_items = n_items;
  pattern->goes_on = goes_on;
  if (goes_on)
    pattern->rest = items[n_items];
  if (n_items > 0)
    memcpy (pattern->items, items, n_items * sizeof *items);
  return pattern;
}

EquatePlainResult
equate_plain_pattern_match (const EquatePlainPattern *pattern, const char *subject, gsize length)
{
  if (length > MAX_SUBJECT)
    return EQUATE_PLAIN_UNKNOWN;

  gboolean good = length == pattern->n_items || (pattern->goes_on && length > pattern->n_items);

  for (gsize i = 0; i < length; i++)
    {
      if (!is_printable (subject[i]))
        return EQUATE_PLAIN_UNKNOWN;
      good = good && holds (i < pattern->n_items ? &pattern->items[i] : &pattern->rest, subject[i]);
    }
  return good ? EQUATE_PLAIN_YES : EQUATE_PLAIN_NO;
}
