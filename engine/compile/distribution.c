/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/distribution.h"

static int
compare_shares (gconstpointer a, gconstpointer b)
{
  const EquateGradeShare *first = a, *second = b;

  return equate_mark_compare (&second->mark, &first->mark);
}

const EquateShares *
equate_shares_new (const EquateDistribution *distribution, const EquateScaleEdition *scale,
                   EquateArena *arena)
{
  g_autoptr (GArray) given = g_array_new (FALSE, FALSE, sizeof (EquateGradeShare));
  gint64 total = 0;

  for (guint i = 0; i < distribution->counts.length; i++)
    {
      const EquateGradeCount *count = equate_list_index (distribution->counts, EquateGradeCount, i);
      EquateGradeShare share = { equate_scale_read (scale, count->label.text), count->count };

      if (share.mark.kind != EQUATE_MARK_GRADE)
        return NULL;
      if (count->count > 0 && equate_mark_is_passing (&share.mark))
        g_array_append_val (given, share);
    }
  if (given->len == 0)
    return NULL;

  g_array_sort (given, compare_shares);
  for (guint i = 0; i < given->len; i++)
    {
      EquateGradeShare *share = &g_array_index (given, EquateGradeShare, i);

      total += share->until;
      share->until = total;
    }

  EquateShares *shares = equate_arena_new0 (arena, EquateShares);
  shares->shares = equate_arena_copy (arena, given->data, sizeof (EquateGradeShare), given->len);
  shares->n_shares = given->len;
  shares->total = total;
  shares->sample = distribution->sample > 0 ? distribution->sample : total;
  return shares;
}

EquateShareRange
equate_shares_find (const EquateShares *shares, const EquateMark *mark)
{
  EquateShareRange range = { 0, 0 };

  for (guint i = 0; i < shares->n_shares; i++)
    {
      int order = equate_mark_compare (mark, &shares->shares[i].mark);

      if (order == 0)
        range.end = shares->shares[i].until;
      if (order >= 0)
        return range;
      range.start = range.end = shares->shares[i].until;
    }
  return range;
}

/* The grade whose range a place ends in: on a border the better; at the very beginning the first.
 */
static const EquateGradeShare *
find_ending (const EquateShares *shares, gint64 place, gint64 total)
{
  guint i = 0;

  while (i + 1 < shares->n_shares
         && (__int128) shares->shares[i].until * total < (__int128) place * shares->total)
    i++;
  return &shares->shares[i];
}

/* The grade whose range a place begins in: on a border the worse; at the very end the last. */
static const EquateGradeShare *
find_beginning (const EquateShares *shares, gint64 place, gint64 total)
{
  guint i = 0;

  while (i + 1 < shares->n_shares
         && (__int128) shares->shares[i].until * total <= (__int128) place * shares->total)
    i++;
  return &shares->shares[i];
}

const EquateGradeShare *
equate_shares_convert (const EquateShares *from, EquateShareRange range, const EquateShares *to,
                       EquateOverlap overlap)
{
  gboolean is_point = range.start == range.end;

  switch (overlap)
    {
    case EQUATE_OVERLAP_MIN:
      return is_point ? find_beginning (to, range.start, from->total)
                      : find_ending (to, range.end, from->total);
    case EQUATE_OVERLAP_MAX:
      return is_point ? find_ending (to, range.start, from->total)
                      : find_beginning (to, range.start, from->total);
    case EQUATE_OVERLAP_MEAN:
    default:
      return find_ending (to, range.start + range.end, 2 * from->total);
    }
}
