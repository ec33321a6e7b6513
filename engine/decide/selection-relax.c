/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The revised simplex method. The inverse of the basis is kept as whole numbers over their common
 * denominator, the determinant (Edmonds): every division below leaves no rest. Nearly always the
 * denominator is 1.
 */
#include "decide/selection-relax.h"

#include <string.h>

/* Entries of the inverse beyond this are not followed. */
#define LARGEST (1 << 29)
#define MOST_PIVOTS 2000
/* Columns looked at before the best of them is taken. */
#define SHORT_LOOK 24

typedef struct
{
  const EquateRelaxed *relaxed; /* borrowed */
  guint m;
  gint64 denominator;
  gint32 *inverse;    /* m × m, times denominator */
  gint64 *level;      /* by row: how much of the basic column is taken, times denominator */
  gint64 *alpha;      /* by row: the entering column as the basis sees it, times denominator */
  gint64 *prices;     /* by row, times denominator */
  guint *basis;       /* by row: a column, or n_columns + the row whose room it leaves */
  gboolean *is_basic; /* by column */
  guint next; /* column to be looked at */
  gboolean overflow;
} Simplex;

static gint64
get_gain (Simplex *simplex, guint column)
{
  const EquateRelaxed *relaxed = simplex->relaxed;
  gint64 gain = 0;
  gint64 cost = 0;
  gboolean overflow
      = __builtin_mul_overflow (simplex->denominator, relaxed->weights[column], &gain);
  for (guint i = relaxed->starts[column]; i < relaxed->starts[column + 1]; i++)
    {
      overflow |= __builtin_mul_overflow (simplex->prices[relaxed->needs[i].row],
                                          (gint64) relaxed->needs[i].amount, &cost);
      overflow |= __builtin_sub_overflow (gain, cost, &gain);
    }
  simplex->overflow |= overflow;
  return gain;
}

static gint64
get_gain_of_any (Simplex *simplex, guint column)
{
  guint n = simplex->relaxed->n_columns;
  if (column >= n)
    return -simplex->prices[column - n];
  return simplex->is_basic[column] ? 0 : get_gain (simplex, column);
}

/* A column that gains, or a row whose price is below 0 (its room is then left): the best of the next
 * few that have one, going round; with by_order the first of all, so that no basis comes twice.
 * n_columns + m: none. */
static guint
find_entering (Simplex *simplex, gboolean by_order, gint64 *most)
{
  guint n = simplex->relaxed->n_columns + simplex->m;
  guint few = by_order ? 1 : MAX (SHORT_LOOK, n / 8);
  guint best = n;
  guint next = by_order ? 0 : simplex->next;
  *most = 0;
  for (guint i = 0; i < n && (best == n || i % few != 0); i++)
    {
      gint64 gain = get_gain_of_any (simplex, next);
      if (gain > *most)
        {
          *most = gain;
          best = next;
        }
      next = next + 1 < n ? next + 1 : 0;
    }
  simplex->next = next;
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
      const gint32 *row = simplex->inverse + (gsize) i * m;
      gint64 sum = 0;
      if (entering >= n)
        sum = row[entering - n];
      else
        for (guint k = relaxed->starts[entering]; k < relaxed->starts[entering + 1]; k++)
          sum += (gint64) row[relaxed->needs[k].row] * relaxed->needs[k].amount;
      simplex->alpha[i] = sum;
      good = good && ABS (sum) < LARGEST;
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

/* The sign does not matter, only how many bits a number has. */
static inline gint32
get_bits (gint32 number)
{
  return number ^ (number >> 31);
}

/* The commonest case. */
static gint32
add_row (gint32 *restrict row, const gint32 *restrict pivot_row, guint m, gboolean subtract)
{
  gint32 bits = 0;
  if (subtract)
    for (guint k = 0; k < m; k++)
      bits |= get_bits (row[k] -= pivot_row[k]);
  else
    for (guint k = 0; k < m; k++)
      bits |= get_bits (row[k] += pivot_row[k]);
  return bits;
}

/* FALSE: an entry is too large. What is not too large can be multiplied without overflow. */
static gboolean
subtract_row (gint32 *restrict row, const gint32 *restrict pivot_row, guint m, gint64 pivot,
              gint64 alpha, gint64 denominator)
{
  gint64 bits = 0;
  if (pivot == 1 && denominator == 1 && ABS (alpha) == 1)
    return add_row (row, pivot_row, m, alpha == 1) < LARGEST;
  for (guint k = 0; k < m; k++)
    {
      if ((row[k] | pivot_row[k]) == 0)
        continue;
      gint64 number = pivot * row[k] - alpha * pivot_row[k];
      if (denominator != 1)
        number /= denominator;
      bits |= ABS (number);
      row[k] = (gint32) number;
    }
  return bits < LARGEST;
}

static void
change_prices (Simplex *simplex, const gint32 *pivot_row, gint64 pivot, gint64 gain)
{
  gint64 denominator = simplex->denominator;
  for (guint k = 0; k < simplex->m; k++)
    {
      gint64 *price = &simplex->prices[k];
      gint64 change = 0;
      if (pivot_row[k] == 0 && (pivot == denominator || *price == 0))
        continue;
      simplex->overflow |= __builtin_mul_overflow (*price, pivot, price);
      simplex->overflow |= __builtin_mul_overflow (gain, (gint64) pivot_row[k], &change);
      simplex->overflow |= __builtin_add_overflow (*price, change, price);
      if (denominator != 1)
        *price /= denominator;
    }
}

/* FALSE: a number is too large. */
static gboolean
turn (Simplex *simplex, guint entering, guint leaving, gint64 gain)
{
  guint m = simplex->m;
  guint n = simplex->relaxed->n_columns;
  const gint32 *pivot_row = simplex->inverse + (gsize) leaving * m;
  gint64 pivot = simplex->alpha[leaving];
  gint64 denominator = simplex->denominator;
  change_prices (simplex, pivot_row, pivot, gain);
  for (guint i = 0; i < m; i++)
    {
      if (i == leaving || (simplex->alpha[i] == 0 && pivot == denominator))
        continue;
      if (!subtract_row (simplex->inverse + (gsize) i * m, pivot_row, m, pivot, simplex->alpha[i],
                         denominator))
        return FALSE;
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
  return !simplex->overflow;
}

static gboolean
run (Simplex *simplex, guint64 *work)
{
  guint standing = 0; /* turns in which nothing was gained */
  for (guint pivots = 0; pivots < MOST_PIVOTS; pivots++)
    {
      gint64 gain = 0;
      gboolean by_order = standing > simplex->m;
      guint entering = find_entering (simplex, by_order, &gain);
      guint64 cost = simplex->m + simplex->relaxed->n_columns;
      if (entering == simplex->relaxed->n_columns + simplex->m)
        return !simplex->overflow;
      if (simplex->overflow || *work < cost || !find_alpha (simplex, entering))
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
read_result (Simplex *simplex, EquateRelaxation *result)
{
  const EquateRelaxed *relaxed = simplex->relaxed;
  result->scale = simplex->denominator;
  result->total = 0;
  for (guint i = 0; i < simplex->m; i++)
    {
      result->prices[i] = simplex->prices[i];
      result->total += (EquateWide) simplex->prices[i] * relaxed->room[i];
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
  g_autofree gint64 *memory
      = g_malloc0 (3 * m * sizeof (gint64) + (gsize) m * m * sizeof (gint32) + m * sizeof (guint)
                   + (relaxed->n_columns + 1) * sizeof (gboolean));
  Simplex simplex = { .relaxed = relaxed, .m = m, .denominator = 1, .prices = memory };
  simplex.level = memory + m;
  simplex.alpha = simplex.level + m;
  simplex.inverse = (gint32 *) (gpointer) (simplex.alpha + m);
  simplex.basis = (guint *) (gpointer) (simplex.inverse + (gsize) m * m);
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
