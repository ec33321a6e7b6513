/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The revised simplex method. The inverse of the basis is kept as whole numbers over their common
 * denominator, the determinant (Edmonds): every division below leaves no rest. Nearly always the
 * denominator is 1.
 */
#include "decide/selection-relax.h"

#include <string.h>

/* Entries of the inverse beyond this are not followed. */
#define LARGEST ((gint64) 1 << 30)
#define MOST_PIVOTS 2000

typedef struct
{
  const EquateRelaxed *relaxed; /* borrowed */
  guint m;
  gint64 denominator;
  gint64 *inverse;    /* m × m, times denominator */
  gint64 *level;      /* by row: how much of the basic column is taken, times denominator */
  gint64 *alpha;      /* by row: the entering column as the basis sees it, times denominator */
  EquateWide *prices; /* by row, times denominator */
  guint *basis;       /* by row: a column, or n_columns + the row whose room it leaves */
  gboolean *is_basic; /* by column */
} Simplex;

static EquateWide
get_gain (const Simplex *simplex, guint column)
{
  const EquateRelaxed *relaxed = simplex->relaxed;
  EquateWide gain = (EquateWide) simplex->denominator * relaxed->weights[column];
  for (guint i = relaxed->starts[column]; i < relaxed->starts[column + 1]; i++)
    gain -= simplex->prices[relaxed->needs[i].row] * relaxed->needs[i].amount;
  return gain;
}

/* The column, or the row whose price is below 0 (its room is then left), that gains most; with
 * by_order the first, so that no basis comes twice. n_columns + m: none. */
static guint
find_entering (const Simplex *simplex, gboolean by_order, EquateWide *most)
{
  guint n = simplex->relaxed->n_columns;
  guint best = n + simplex->m;
  *most = 0;
  for (guint c = 0; c < n + simplex->m; c++)
    {
      EquateWide gain = 0;
      if (c >= n)
        gain = -simplex->prices[c - n];
      else if (!simplex->is_basic[c])
        gain = get_gain (simplex, c);
      if (gain <= *most)
        continue;
      *most = gain;
      best = c;
      if (by_order)
        break;
    }
  return best;
}

/* FALSE: an entry is too large. */
static gboolean
find_alpha (Simplex *simplex, guint entering)
{
  const EquateRelaxed *relaxed = simplex->relaxed;
  guint n = relaxed->n_columns;
  guint m = simplex->m;
  gboolean good = TRUE;
  for (guint i = 0; i < m; i++)
    {
      const gint64 *row = simplex->inverse + (gsize) i * m;
      gint64 sum = 0;
      if (entering >= n)
        sum = row[entering - n];
      else
        for (guint k = relaxed->starts[entering]; k < relaxed->starts[entering + 1]; k++)
          sum += row[relaxed->needs[k].row] * relaxed->needs[k].amount;
      simplex->alpha[i] = sum;
      good = good && ABS (sum) <= LARGEST;
    }
  return good;
}

/* The row whose basic column is the first to be used up; among equals the one that stands first in
 * the order of the columns. m: none. */
static guint
find_leaving (const Simplex *simplex)
{
  guint best = simplex->m;
  for (guint i = 0; i < simplex->m; i++)
    {
      if (simplex->alpha[i] <= 0)
        continue;
      if (best == simplex->m)
        {
          best = i;
          continue;
        }
      EquateWide left = (EquateWide) simplex->level[i] * simplex->alpha[best];
      EquateWide right = (EquateWide) simplex->level[best] * simplex->alpha[i];
      if (left < right || (left == right && simplex->basis[i] < simplex->basis[best]))
        best = i;
    }
  return best;
}

/* FALSE: an entry is too large. */
static gboolean
subtract_row (gint64 *row, const gint64 *pivot_row, guint m, gint64 pivot, gint64 alpha,
              gint64 denominator)
{
  gint64 size = 0;
  if (pivot == 1 && denominator == 1)
    {
      for (guint k = 0; k < m; k++)
        {
          row[k] -= alpha * pivot_row[k];
          size |= ABS (row[k]);
        }
      return size <= LARGEST;
    }
  for (guint k = 0; k < m; k++)
    {
      row[k] = (gint64) (((EquateWide) pivot * row[k] - (EquateWide) alpha * pivot_row[k])
                         / denominator);
      size |= ABS (row[k]);
    }
  return size <= LARGEST;
}

static gboolean
turn (Simplex *simplex, guint entering, guint leaving, EquateWide gain)
{
  guint m = simplex->m;
  guint n = simplex->relaxed->n_columns;
  const gint64 *pivot_row = simplex->inverse + (gsize) leaving * m;
  gint64 pivot = simplex->alpha[leaving];
  gint64 denominator = simplex->denominator;
  gboolean good = TRUE;
  for (guint k = 0; k < m; k++)
    if (pivot_row[k] != 0 || pivot != denominator)
      simplex->prices[k] = (simplex->prices[k] * pivot + gain * pivot_row[k]) / denominator;
  for (guint i = 0; i < m; i++)
    {
      if (i == leaving || (simplex->alpha[i] == 0 && pivot == denominator))
        continue;
      good = subtract_row (simplex->inverse + (gsize) i * m, pivot_row, m, pivot,
                           simplex->alpha[i], denominator)
             && good;
      simplex->level[i] = (gint64) (((EquateWide) pivot * simplex->level[i]
                                     - (EquateWide) simplex->alpha[i] * simplex->level[leaving])
                                    / denominator);
    }
  if (simplex->basis[leaving] < n)
    simplex->is_basic[simplex->basis[leaving]] = FALSE;
  if (entering < n)
    simplex->is_basic[entering] = TRUE;
  simplex->basis[leaving] = entering;
  simplex->denominator = pivot;
  return good;
}

static gboolean
run (Simplex *simplex, guint64 *work)
{
  guint standing = 0; /* turns in which nothing was gained */
  for (guint pivots = 0; pivots < MOST_PIVOTS; pivots++)
    {
      EquateWide gain = 0;
      guint entering = find_entering (simplex, standing > simplex->m, &gain);
      guint64 cost = simplex->m + simplex->relaxed->n_columns;
      if (entering == simplex->relaxed->n_columns + simplex->m)
        return TRUE;
      if (*work < cost || !find_alpha (simplex, entering))
        return FALSE;
      *work -= cost;
      guint leaving = find_leaving (simplex);
      if (leaving == simplex->m)
        return FALSE; /* each column needs some row, but this must not depend on it */
      standing = simplex->level[leaving] == 0 ? standing + 1 : 0;
      if (!turn (simplex, entering, leaving, gain))
        return FALSE;
    }
  return FALSE;
}

static void
read_result (const Simplex *simplex, EquateRelaxation *result)
{
  const EquateRelaxed *relaxed = simplex->relaxed;
  result->scale = simplex->denominator;
  result->total = 0;
  for (guint i = 0; i < simplex->m; i++)
    {
      result->prices[i] = simplex->prices[i];
      result->total += simplex->prices[i] * relaxed->room[i];
    }
  for (guint c = 0; c < relaxed->n_columns; c++)
    {
      result->taken[c] = 0;
      result->slack[c] = -get_gain (simplex, c);
    }
  for (guint i = 0; i < simplex->m; i++)
    if (simplex->basis[i] < relaxed->n_columns)
      result->taken[simplex->basis[i]] = simplex->level[i];
}

gboolean
equate_relax (const EquateRelaxed *relaxed, EquateRelaxation *result, guint64 *work)
{
  guint m = relaxed->n_rows;
  gsize numbers = (gsize) m * m + 2 * (gsize) m;
  g_autofree EquateWide *memory
      = g_malloc0 (m * sizeof (EquateWide) + numbers * sizeof (gint64) + m * sizeof (guint)
                   + (relaxed->n_columns + 1) * sizeof (gboolean));
  Simplex simplex = { .relaxed = relaxed, .m = m, .denominator = 1, .prices = memory };
  simplex.inverse = (gint64 *) (gpointer) (memory + m);
  simplex.level = simplex.inverse + (gsize) m * m;
  simplex.alpha = simplex.level + m;
  simplex.basis = (guint *) (gpointer) (simplex.alpha + m);
  simplex.is_basic = (gboolean *) (gpointer) (simplex.basis + m);
  for (guint i = 0; i < m; i++)
    {
      simplex.inverse[(gsize) i * m + i] = 1;
      simplex.level[i] = relaxed->room[i];
      simplex.basis[i] = relaxed->n_columns + i;
    }
  if (!run (&simplex, work))
    return FALSE;
  read_result (&simplex, result);
  return TRUE;
}
