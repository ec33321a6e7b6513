/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/suggest.h"

#include <string.h>

/* The work for one candidate grows with the cube of the length, and longer texts are no names. */
#define MAX_WANTED 128u
#define LIMIT_FOR(length) MAX (1u, (length) / 3)
#define MAX_CANDIDATE (MAX_WANTED + LIMIT_FOR (MAX_WANTED))

typedef struct
{
  const char *candidate; /* borrowed */
  gconstpointer data;    /* borrowed, nullable */
  guint distance;
} Near;

struct _EquateSuggest
{
  gunichar wanted[MAX_WANTED + 1]; /* small letters */
  gsize length;                    /* of wanted; more than MAX_WANTED: nothing is near */
  guint max;
  GArray *nearest; /* owned; of Near, nearest first */
};

/* At most max characters, in small letters; what is no UTF-8 counts byte by byte. */
static gsize
decode (const char *text, gunichar *characters, gsize max)
{
  const char *const end = text + strlen (text);
  gsize n = 0;

  for (const char *p = text; p < end && n < max; n++)
    {
      const gunichar c = g_utf8_get_char_validated (p, end - p);
      const gboolean valid = (gint) c >= 0;
      characters[n] = valid ? g_unichar_tolower (c) : 0xfffd;
      p = valid ? g_utf8_next_char (p) : p + 1;
    }
  return n;
}

/* Optimal string alignment, only in the band that can stay within limit. rows: room for
 * 3 * (n_b + 1) numbers. */
static guint
distance_within (const gunichar *a, gsize n_a, const gunichar *b, gsize n_b, guint limit,
                 guint *rows)
{
  limit = (guint) MIN (limit, MAX (n_a, n_b));
  if (MAX (n_a, n_b) - MIN (n_a, n_b) > limit)
    return limit + 1;

  const guint far = limit + 1;
  guint *before = rows, *last = rows + n_b + 1, *row = rows + 2 * (n_b + 1);
  guint last_best = 0;
  for (gsize j = 0; j <= n_b; j++)
    last[j] = (guint) MIN (j, far);

  for (gsize i = 1; i <= n_a; i++)
    {
      const gsize low = i > limit ? i - limit : 1;
      const gsize high = MIN (n_b, i + limit);
      guint best = row[low - 1] = low == 1 ? (guint) MIN (i, far) : far;

      for (gsize j = low; j <= high; j++)
        {
          guint cost = last[j - 1] + (a[i - 1] != b[j - 1]);
          cost = MIN (cost, MIN (last[j], row[j - 1]) + 1);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            cost = MIN (cost, before[j - 2] + 1);
          row[j] = MIN (cost, far);
          best = MIN (best, row[j]);
        }
      if (high < n_b)
        row[high + 1] = far;
      /* A swap reaches back over one row. */
      if (best > limit && last_best > limit)
        return far;
      last_best = best;

      guint *const oldest = before;
      before = last;
      last = row;
      row = oldest;
    }
  return last[n_b];
}

guint
equate_edit_distance (const char *a, const char *b, guint limit)
{
  const gsize room_a = strlen (a), room_b = strlen (b);
  g_autofree gunichar *characters_a = g_new (gunichar, room_a + 1);
  g_autofree gunichar *characters_b = g_new (gunichar, room_b + 1);
  g_autofree guint *rows = g_new (guint, 3 * (room_b + 1));
  const gsize n_a = decode (a, characters_a, room_a);
  const gsize n_b = decode (b, characters_b, room_b);

  return distance_within (characters_a, n_a, characters_b, n_b, limit, rows);
}

EquateSuggest *
equate_suggest_new (const char *wanted, guint max)
{
  g_return_val_if_fail (max > 0, NULL);

  EquateSuggest *suggest = g_new0 (EquateSuggest, 1);
  suggest->length = decode (wanted, suggest->wanted, MAX_WANTED + 1);
  suggest->max = max;
  suggest->nearest = g_array_new (FALSE, FALSE, sizeof (Near));
  return suggest;
}

void
equate_suggest_free (EquateSuggest *suggest)
{
  if (suggest == NULL)
    return;
  g_array_unref (suggest->nearest);
  g_free (suggest);
}

void
equate_suggest_offer (EquateSuggest *suggest, const char *candidate, gconstpointer data)
{
  gunichar characters[MAX_CANDIDATE + 1];
  guint rows[3 * (MAX_CANDIDATE + 2)];
  GArray *const nearest = suggest->nearest;
  guint limit = LIMIT_FOR ((guint) suggest->length);

  if (suggest->length > MAX_WANTED)
    return;
  /* Of equally near ones the first stays. */
  if (nearest->len == suggest->max)
    {
      const guint worst = g_array_index (nearest, Near, nearest->len - 1).distance;
      if (worst == 0)
        return;
      limit = worst - 1;
    }

  const gsize n = decode (candidate, characters, suggest->length + limit + 1);
  const guint distance
      = distance_within (suggest->wanted, suggest->length, characters, n, limit, rows);
  if (distance > limit)
    return;

  guint place = nearest->len;
  while (place > 0 && g_array_index (nearest, Near, place - 1).distance > distance)
    place--;
  const Near entry = { candidate, data, distance };
  if (nearest->len == suggest->max)
    g_array_set_size (nearest, nearest->len - 1);
  g_array_insert_val (nearest, place, entry);
}

guint
equate_suggest_get_length (const EquateSuggest *suggest)
{
  return suggest->nearest->len;
}

const char *
equate_suggest_get (const EquateSuggest *suggest, guint index, gconstpointer *data)
{
  g_return_val_if_fail (index < suggest->nearest->len, NULL);

  const Near *near = &g_array_index (suggest->nearest, Near, index);
  if (data != NULL)
    *data = near->data;
  return near->candidate;
}

const char *
equate_suggest_nearest (const char *wanted, const char *const *candidates)
{
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (wanted, 1);

  for (; *candidates != NULL; candidates++)
    equate_suggest_offer (suggest, *candidates, NULL);
  return suggest->nearest->len > 0 ? equate_suggest_get (suggest, 0, NULL) : NULL;
}
