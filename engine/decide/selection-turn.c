/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The inverse of the basis is kept as whole numbers over their common denominator, the determinant
 * (Edmonds): every division below leaves no rest, and is made by a shift and a product. The
 * denominator is nearly always small; where a number grows too large all is given up.
 */
#include "decide/selection-turn.h"

#include <string.h>

/* Below this, two products and their difference have 32 bits. */
#define SMALL (1 << 14)
/* What is multiplied with a row of the inverse is less than this together. */
#define MOST_FACTORS ((gint64) 1 << 33)

void
equate_relax_move (EquateRelax *relax, guint variable, gint64 place)
{
  const EquateRelaxed *relaxed = relax->relaxed;
  gint64 change = place - relax->places[variable];
  relax->places[variable] = place;
  if (variable >= relaxed->n_columns)
    relax->used[variable - relaxed->n_columns] -= change;
  else
    for (guint i = relaxed->starts[variable];
         i < relaxed->starts[variable + 1] && relaxed->needs[i].row < relax->n_rows; i++)
      relax->used[relaxed->needs[i].row] += relaxed->needs[i].amount * change;
}

/* A number that the entries of a column of the inverse are multiplied with. */
static void
add_factor (EquateRelax *relax, guint column, gint64 number, guint *n)
{
  relax->candidates[*n] = column;
  relax->factors[(*n)++] = number;
}

static gint64
multiply (const EquateRelax *relax, guint i, guint n)
{
  const gint32 *row = equate_relax_row (relax, i);
  gint64 sum = 0;
  for (guint k = 0; k < n; k++)
    sum += row[relax->candidates[k]] * relax->factors[k];
  return sum;
}

gboolean
equate_relax_follow (EquateRelax *relax)
{
  gboolean overflow = FALSE;
  gint64 all = 0;
  guint n = 0;
  for (guint k = 0; k < relax->n_rows; k++)
    {
      gint64 used = relax->used[k];
      if (used == 0)
        continue;
      overflow |= __builtin_add_overflow (all, ABS (used), &all);
      add_factor (relax, k, used, &n);
      relax->used[k] = 0;
    }
  if (overflow || all >= MOST_FACTORS)
    return FALSE;
  for (guint i = 0; i < relax->n_rows; i++)
    overflow
        |= __builtin_add_overflow (relax->levels[i], multiply (relax, i, n), &relax->levels[i]);
  return !overflow;
}

/* --- who leaves and who enters --- */

gboolean
equate_turn_find_leaving (const EquateRelax *relax, gboolean by_order, EquateTurn *turn)
{
  double most = 0;
  turn->beyond = 0;
  for (guint i = 0; i < relax->n_rows; i++)
    {
      const EquateBetween *range = &relax->ranges[relax->basis[i]];
      gint64 above = relax->levels[i] - range->most * relax->scale;
      gint64 below = range->least * relax->scale - relax->levels[i];
      gint64 beyond = MAX (above, below);
      if (beyond <= 0)
        continue;
      double worth = (double) beyond * (double) beyond / relax->edges[i];
      if (by_order ? turn->beyond != 0 && relax->basis[i] > relax->basis[turn->leaving]
                   : worth <= most)
        continue;
      most = worth;
      turn->beyond = beyond;
      turn->leaving = i;
      turn->above = above > 0;
    }
  return turn->beyond > 0;
}

static void
add_across (EquateRelax *relax, guint variable, gint64 part)
{
  if (relax->across[variable] == 0 && !relax->is_listed[variable])
    {
      relax->is_listed[variable] = TRUE;
      relax->listed[relax->n_listed++] = variable;
    }
  relax->across[variable] += part;
}

void
equate_turn_find_across (EquateRelax *relax, guint row)
{
  guint n = relax->relaxed->n_columns;
  const gint32 *numbers = equate_relax_row (relax, row);
  while (relax->n_listed > 0)
    {
      guint variable = relax->listed[--relax->n_listed];
      relax->across[variable] = 0;
      relax->is_listed[variable] = FALSE;
    }
  for (guint k = 0; k < relax->n_rows; k++)
    {
      if (numbers[k] == 0)
        continue;
      add_across (relax, n + k, numbers[k]);
      for (guint e = relax->row_starts[k]; e < relax->row_starts[k + 1]; e++)
        add_across (relax, relax->row_needs[e].row,
                    -(gint64) numbers[k] * relax->row_needs[e].amount);
    }
}

/* Those whose move within their range brings the leaving variable nearer to its own. */
static guint
find_candidates (EquateRelax *relax, const EquateTurn *turn)
{
  guint n_candidates = 0;
  for (guint l = 0; l < relax->n_listed; l++)
    {
      guint v = relax->listed[l];
      const EquateBetween *range = &relax->ranges[v];
      if (relax->across[v] == 0 || relax->seats[v] > 0 || range->least == range->most)
        continue;
      gboolean up = (relax->across[v] > 0) == turn->above;
      if (up ? relax->places[v] < range->most : relax->places[v] > range->least)
        relax->candidates[n_candidates++] = v;
    }
  return n_candidates;
}

/* Does a cost less than b for what it brings, or the same with the smaller number? */
static gboolean
is_cheaper (const EquateRelax *relax, guint a, guint b)
{
  gint64 x = ABS (relax->across[a]);
  gint64 y = ABS (relax->across[b]);
  EquateWide left = ABS (relax->gains[a]);
  EquateWide right = ABS (relax->gains[b]);
  if (x != y)
    {
      left *= y;
      right *= x;
    }
  if (left != right)
    return left < right;
  return x != y ? x > y : a < b;
}

/* A heap of candidates, the cheapest first: the place may hold one that is too dear for it. */
static void
sink (EquateRelax *relax, guint place, guint n)
{
  guint *heap = relax->candidates;
  for (guint child = 2 * place + 1; child < n; child = 2 * place + 1)
    {
      if (child + 1 < n && is_cheaper (relax, heap[child + 1], heap[child]))
        child++;
      if (!is_cheaper (relax, heap[child], heap[place]))
        return;
      guint swapped = heap[place];
      heap[place] = heap[child];
      heap[child] = swapped;
      place = child;
    }
}

/* How far a candidate can bring the leaving variable. */
static EquateWide
get_reach (const EquateRelax *relax, guint variable)
{
  const EquateBetween *range = &relax->ranges[variable];
  return (EquateWide) ABS (relax->across[variable]) * (range->most - range->least);
}

gboolean
equate_turn_find_entering (EquateRelax *relax, gboolean by_order, EquateTurn *turn, gboolean *moved)
{
  guint *candidates = relax->candidates;
  guint n = find_candidates (relax, turn);
  EquateWide left = turn->beyond;
  for (guint c = 0; c < n; c++)
    left -= get_reach (relax, candidates[c]);
  if (left > 0)
    return FALSE;
  for (guint c = n / 2; c > 0; c--)
    sink (relax, c - 1, n);
  *moved = FALSE;
  for (left = turn->beyond;;)
    {
      turn->entering = candidates[0];
      left -= get_reach (relax, turn->entering);
      if (by_order || left <= 0)
        return TRUE;
      const EquateBetween *range = &relax->ranges[turn->entering];
      gboolean at_least = relax->places[turn->entering] == range->least;
      equate_relax_move (relax, turn->entering, at_least ? range->most : range->least);
      *moved = TRUE;
      candidates[0] = candidates[--n];
      sink (relax, 0, n);
    }
}

/* The entering variable as the basis sees it. FALSE: an entry is too large. */
static gboolean
find_down (EquateRelax *relax, guint entering)
{
  const EquateRelaxed *relaxed = relax->relaxed;
  gint64 largest = 0;
  guint n = 0;
  if (entering >= relaxed->n_columns)
    add_factor (relax, entering - relaxed->n_columns, 1, &n);
  else
    for (guint e = relaxed->starts[entering];
         e < relaxed->starts[entering + 1] && relaxed->needs[e].row < relax->n_rows; e++)
      add_factor (relax, relaxed->needs[e].row, -(gint64) relaxed->needs[e].amount, &n);
  for (guint i = 0; i < relax->n_rows; i++)
    {
      relax->down[i] = multiply (relax, i, n);
      largest |= ABS (relax->down[i]);
    }
  return largest < EQUATE_RELAX_LARGEST;
}

/* Division that is known to leave no rest: a shift, and a product modulo 2^64. */
typedef struct
{
  gint64 number;
  guint shift;
  guint64 inverse; /* of the odd part */
} Divisor;

static Divisor
divisor_new (gint64 number)
{
  Divisor divisor = { number, (guint) __builtin_ctzll ((guint64) number), 1 };
  guint64 odd = (guint64) number >> divisor.shift;
  for (guint bits = 1; bits < 64; bits *= 2)
    divisor.inverse *= 2 - odd * divisor.inverse;
  return divisor;
}

static inline gint64
divide (gint64 number, const Divisor *divisor)
{
  return (gint64) ((guint64) (number >> divisor->shift) * divisor->inverse);
}

/* What a turn does to every number: × pivot - other × its part, over the old scale. */
typedef struct
{
  gint64 pivot; /* the new scale */
  Divisor scale;
  const gint32 *row; /* of the inverse, that is turned */
  guint *places;     /* where it is not 0 */
  guint n_places;
  guint m;
  gint64 largest; /* as much as its entries */
} Factors;

/* The commonest case: nothing is divided. */
static gint64
add_row (gint32 *row, const Factors *factors, gint64 down)
{
  gint64 bits = 0;
  for (guint p = 0; p < factors->n_places; p++)
    {
      guint k = factors->places[p];
      gint64 number = row[k] - divide (down * factors->row[k], &factors->scale);
      bits |= ABS (number);
      row[k] = (gint32) number;
    }
  return bits;
}

/* With numbers this small the products have 32 bits. */
static gint64
turn_small_row (gint32 *restrict row, const gint32 *restrict pivot_row, const Factors *factors,
                gint32 down)
{
  gint32 pivot = (gint32) factors->pivot;
  guint32 inverse = (guint32) factors->scale.inverse;
  guint shift = factors->scale.shift;
  gint32 bits = 0;
  for (guint k = 0; k < factors->m; k++)
    {
      gint32 number = (pivot * row[k] - down * pivot_row[k]) >> shift;
      row[k] = (gint32) ((guint32) number * inverse);
      bits |= row[k] ^ (row[k] >> 31);
    }
  return bits;
}

static gint64
turn_large_row (gint32 *row, const Factors *factors, gint64 down)
{
  gint64 bits = 0;
  for (guint k = 0; k < factors->m; k++)
    {
      gint64 number = divide (factors->pivot * row[k] - down * factors->row[k], &factors->scale);
      bits |= ABS (number);
      row[k] = (gint32) number;
    }
  return bits;
}

/* *number × pivot - a × b, over scale. FALSE: it is too large. */
static inline gboolean
turn_number (gint64 *number, gint64 a, gint64 b, const Factors *factors)
{
  gint64 left = 0;
  gint64 right = 0;
  if (__builtin_mul_overflow (*number, factors->pivot, &left)
      || __builtin_mul_overflow (a, b, &right) || __builtin_sub_overflow (left, right, &left))
    {
      EquateWide wide
          = ((EquateWide) *number * factors->pivot - (EquateWide) a * b) / factors->scale.number;
      *number = (gint64) wide;
      return wide == *number && *number != G_MININT64;
    }
  *number = divide (left, &factors->scale);
  return TRUE;
}

static gboolean
turn_gains (EquateRelax *relax, const EquateTurn *turn, const Factors *factors, gint64 gain)
{
  gboolean all = factors->pivot != factors->scale.number;
  guint n = all ? relax->relaxed->n_columns + relax->n_rows : relax->n_listed;
  gboolean good = TRUE;
  for (guint i = 0; i < n; i++)
    {
      guint v = all ? i : relax->listed[i];
      if (relax->seats[v] == 0 && (relax->across[v] | relax->gains[v]) != 0)
        good = turn_number (&relax->gains[v], gain, relax->across[v], factors) && good;
    }
  relax->gains[relax->basis[turn->leaving]] = -gain;
  relax->gains[turn->entering] = 0;
  return good;
}

/* FALSE: a number is too large. */
static gboolean
turn_rows (EquateRelax *relax, const EquateTurn *turn, const Factors *factors, gint64 step)
{
  gboolean all = factors->pivot != factors->scale.number;
  gboolean small = relax->largest < SMALL && factors->pivot < SMALL;
  gint64 largest = all ? factors->largest : relax->largest;
  gboolean good = TRUE;
  for (guint i = 0; i < factors->m; i++)
    {
      gint32 *row = equate_relax_row (relax, i);
      gint64 down = relax->down[i];
      if (i == turn->leaving || (down == 0 && !all))
        continue;
      if (!all)
        largest |= add_row (row, factors, down);
      else if (small && ABS (down) < SMALL)
        largest |= turn_small_row (row, factors->row, factors, (gint32) down);
      else
        largest |= turn_large_row (row, factors, down);
      good = turn_number (&relax->levels[i], down, step, factors) && good;
    }
  relax->largest = largest;
  return good && largest < EQUATE_RELAX_LARGEST;
}

/* How far the rows reach, as it seems from the turns (Devex). It only says which row to turn first:
 * products and quotients of doubles, which are the same on every machine. */
static void
turn_edges (EquateRelax *relax, const EquateTurn *turn, const Factors *factors)
{
  double pivot = (double) factors->pivot;
  double edge = relax->edges[turn->leaving];
  for (guint i = 0; i < factors->m; i++)
    {
      double part = (double) relax->down[i] / pivot;
      relax->edges[i] = MAX (relax->edges[i], part * part * edge);
    }
  double part = (double) factors->scale.number / pivot;
  relax->edges[turn->leaving] = MAX (part * part * edge, 1);
}

static Factors
find_factors (EquateRelax *relax, guint leaving, gint64 pivot, gint64 sign)
{
  gint32 *row = equate_relax_row (relax, leaving);
  Factors factors
      = { pivot, divisor_new (relax->scale), row, relax->candidates, 0, relax->n_rows, 0 };
  for (guint k = 0; k < relax->n_rows; k++)
    {
      row[k] *= (gint32) sign;
      factors.places[factors.n_places] = k;
      factors.n_places += row[k] != 0;
      factors.largest |= ABS (row[k]);
    }
  return factors;
}

gboolean
equate_turn_take (EquateRelax *relax, const EquateTurn *turn)
{
  guint leaving = relax->basis[turn->leaving];
  guint entering = turn->entering;
  const EquateBetween *range = &relax->ranges[leaving];
  gint64 end = turn->above ? range->most : range->least;
  gint64 sign = relax->across[entering] > 0 ? 1 : -1;
  gint64 step = (relax->levels[turn->leaving] - end * relax->scale) * sign;
  if (!find_down (relax, entering))
    return FALSE;
  Factors factors = find_factors (relax, turn->leaving, relax->across[entering] * sign, sign);
  if (!turn_gains (relax, turn, &factors, relax->gains[entering] * sign)
      || !turn_rows (relax, turn, &factors, step))
    return FALSE;
  turn_edges (relax, turn, &factors);
  relax->levels[turn->leaving] = relax->places[entering] * factors.pivot + step;
  relax->places[leaving] = end;
  relax->seats[leaving] = 0;
  relax->seats[entering] = turn->leaving + 1;
  relax->basis[turn->leaving] = entering;
  relax->scale = factors.pivot;
  return TRUE;
}
