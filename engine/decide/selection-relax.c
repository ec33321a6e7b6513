/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The dual simplex method with bounds on all variables. Since every range is finite, any basis is
 * dual feasible once each variable that is not basic stands at that end of its range where its gain
 * wants it: so the search may change ranges as it likes, and solving begins from the last basis. At
 * each turn the basic variable that is farthest beyond its range leaves at the end that it passed.
 * Those that enter at least cost come to the other ends of their ranges as long as that is not
 * enough (the long step), the last of them becomes basic. The worth falls from turn to turn and is
 * a bound all the time.
 */
#include "decide/selection-relax.h"

#include <string.h>

#define MOST_TURNS 2000
/* So many entries of the inverse are turned in the time in which one column is looked at. */
#define ROW_COST 32

static void
index_rows (EquateRelax *relax)
{
  const EquateRelaxed *relaxed = relax->relaxed;
  guint m = relaxed->n_rows;
  guint *starts = relax->row_starts;
  memset (starts, 0, (m + 1) * sizeof *starts);
  for (guint i = 0; i < relaxed->starts[relaxed->n_columns]; i++)
    starts[relaxed->needs[i].row + 1]++;
  for (guint r = 0; r < m; r++)
    starts[r + 1] += starts[r];
  for (guint j = 0; j < relaxed->n_columns; j++)
    for (guint i = relaxed->starts[j]; i < relaxed->starts[j + 1]; i++)
      relax->row_needs[starts[relaxed->needs[i].row]++]
          = (EquateNeed){ j, relaxed->needs[i].amount };
  for (guint r = m; r > 0; r--)
    starts[r] = starts[r - 1];
  starts[0] = 0;
}

/* The activity of each row is basic. */
static void
begin_anew (EquateRelax *relax)
{
  const EquateRelaxed *relaxed = relax->relaxed;
  guint n = relaxed->n_columns;
  guint m = relaxed->n_rows;
  relax->scale = 1;
  relax->largest = 1;
  memset (relax->inverse, 0, (gsize) m * m * sizeof (gint32));
  memset (relax->seats, 0, (n + m) * sizeof (guint));
  memset (relax->gains, 0, (n + m) * sizeof (gint64));
  memset (relax->places, 0, (n + m) * sizeof (gint64));
  memset (relax->levels, 0, m * sizeof (gint64));
  memset (relax->used, 0, m * sizeof (gint64));
  if (n > 0)
    memcpy (relax->gains, relaxed->weights, n * sizeof (gint64));
  for (guint i = 0; i < m; i++)
    {
      equate_relax_row (relax, i)[i] = 1;
      relax->edges[i] = 1;
      relax->basis[i] = n + i;
      relax->seats[n + i] = i + 1;
    }
}

EquateRelax *
equate_relax_new (const EquateRelaxed *relaxed)
{
  gsize m = relaxed->n_rows;
  gsize n = relaxed->n_columns + m;
  gsize n_needs = relaxed->starts[relaxed->n_columns];
  gsize n_numbers = 3 * n + 5 * m;
  EquateRelax *relax
      = g_malloc (sizeof *relax + n * sizeof (EquateBetween) + n_numbers * sizeof (gint64)
                  + m * m * sizeof (gint32) + n_needs * sizeof (EquateNeed)
                  + (3 * n + 2 * m + 1) * sizeof (guint) + n);
  memset (relax, 0, sizeof *relax);
  relax->relaxed = relaxed;
  relax->n_rows = relaxed->n_active;
  relax->ranges = (EquateBetween *) (gpointer) (relax + 1);
  relax->gains = (gint64 *) (gpointer) (relax->ranges + n);
  relax->places = relax->gains + n;
  relax->across = relax->places + n;
  relax->levels = relax->across + n;
  relax->down = relax->levels + m;
  relax->used = relax->down + m;
  relax->factors = relax->used + m;
  relax->edges = (double *) (gpointer) (relax->factors + m);
  relax->row_needs = (EquateNeed *) (gpointer) (relax->edges + m);
  relax->inverse = (gint32 *) (gpointer) (relax->row_needs + n_needs);
  relax->seats = (guint *) (gpointer) (relax->inverse + m * m);
  relax->candidates = relax->seats + n;
  relax->basis = relax->candidates + n;
  relax->row_starts = relax->basis + m;
  relax->listed = relax->row_starts + m + 1;
  relax->is_listed = (guint8 *) (relax->listed + n);
  memset (relax->across, 0, n * sizeof *relax->across);
  memset (relax->is_listed, 0, n);
  index_rows (relax);
  for (guint j = 0; j < relaxed->n_columns; j++)
    relax->ranges[j] = (EquateBetween){ 0, 1 };
  for (guint i = 0; i < m; i++)
    relax->ranges[relaxed->n_columns + i] = (EquateBetween){ relaxed->least[i], relaxed->most[i] };
  begin_anew (relax);
  return relax;
}

void
equate_relax_free (EquateRelax *relax)
{
  g_free (relax);
}

/* A new row is basic: what the basic columns need of it is taken from their rows. FALSE: an entry
 * is too large. */
static gboolean
add_row (EquateRelax *relax, guint i, guint n_before)
{
  gint32 *row = equate_relax_row (relax, i);
  gint64 largest = 0;
  relax->levels[i] = 0;
  for (guint e = relax->row_starts[i]; e < relax->row_starts[i + 1]; e++)
    {
      guint column = relax->row_needs[e].row;
      gint64 amount = relax->row_needs[e].amount;
      guint seat = relax->seats[column];
      relax->levels[i] += amount * equate_relax_get (relax, column);
      for (guint k = 0; seat > 0 && k < n_before; k++)
        {
          gint64 entry = row[k] + amount * equate_relax_row (relax, seat - 1)[k];
          largest |= ABS (entry);
          row[k] = (gint32) entry;
        }
    }
  row[i] = (gint32) relax->scale;
  return largest < EQUATE_RELAX_LARGEST;
}

void
equate_relax_activate (EquateRelax *relax)
{
  guint before = relax->n_rows;
  gboolean good = TRUE;
  relax->n_rows = relax->relaxed->n_rows;
  relax->largest = EQUATE_RELAX_LARGEST - 1;
  for (guint i = before; i < relax->n_rows && good; i++)
    good = add_row (relax, i, before);
  if (!good)
    begin_anew (relax);
}

/* Variables that are not basic come to the ends where their gains want them. FALSE: a number is too
 * large. */
static gboolean
place_all (EquateRelax *relax)
{
  guint n = relax->relaxed->n_columns + relax->n_rows;
  gboolean moved = FALSE;
  for (guint v = 0; v < n; v++)
    {
      const EquateBetween *range = &relax->ranges[v];
      gint64 place = relax->gains[v] > 0   ? range->most
                     : relax->gains[v] < 0 ? range->least
                                           : CLAMP (relax->places[v], range->least, range->most);
      if (relax->seats[v] > 0 || place == relax->places[v])
        continue;
      equate_relax_move (relax, v, place);
      moved = TRUE;
    }
  return !moved || equate_relax_follow (relax);
}

static void
add_up (EquateRelax *relax)
{
  relax->total = 0;
  for (guint j = 0; j < relax->relaxed->n_columns; j++)
    {
      gint64 taken = equate_relax_get (relax, j);
      if (taken != 0)
        relax->total += (EquateWide) relax->relaxed->weights[j] * taken;
    }
}

static EquateRelaxResult
run (EquateRelax *relax, gint64 asked, guint64 *work)
{
  guint64 m = relax->n_rows;
  guint64 cost = m + relax->relaxed->n_columns + m * m / ROW_COST; /* of a turn */
  guint standing = 0; /* turns that did not change the worth */
  EquateTurn turn = { 0 };
  if (!place_all (relax))
    return EQUATE_RELAX_GAVE_UP;
  for (guint turns = 0; turns < MOST_TURNS; turns++)
    {
      gboolean by_order = standing > relax->n_rows;
      gboolean moved = FALSE;
      gboolean solved = !equate_turn_find_leaving (relax, by_order, &turn);
      if (solved || asked != G_MININT64)
        add_up (relax);
      if (asked != G_MININT64 && relax->total < (EquateWide) asked * relax->scale)
        return EQUATE_RELAX_EMPTY;
      if (solved)
        return EQUATE_RELAX_SOLVED;
      if (*work < cost)
        return EQUATE_RELAX_GAVE_UP;
      *work -= cost;
      equate_turn_find_across (relax, turn.leaving);
      if (!equate_turn_find_entering (relax, by_order, &turn, &moved))
        return EQUATE_RELAX_EMPTY;
      standing = relax->gains[turn.entering] != 0 ? 0 : standing + 1;
      if ((moved && !equate_relax_follow (relax)) || !equate_turn_take (relax, &turn))
        return EQUATE_RELAX_GAVE_UP;
    }
  return EQUATE_RELAX_GAVE_UP;
}

EquateRelaxResult
equate_relax_solve (EquateRelax *relax, gint64 asked, guint64 *work)
{
  EquateRelaxResult result = run (relax, asked, work);
  if (result == EQUATE_RELAX_GAVE_UP)
    begin_anew (relax);
  return result;
}

void
equate_relax_weigh (EquateRelax *relax, guint variable, double *less, double *more)
{
  *less = *more = G_MAXDOUBLE;
  equate_turn_find_across (relax, relax->seats[variable] - 1);
  for (guint l = 0; l < relax->n_listed; l++)
    {
      guint v = relax->listed[l];
      const EquateBetween *range = &relax->ranges[v];
      gint64 across = relax->across[v];
      if (across == 0 || relax->seats[v] > 0 || range->least == range->most)
        continue;
      double cost = (double) ABS (relax->gains[v]) / (double) ABS (across);
      gboolean can_rise = relax->places[v] < range->most;
      gboolean can_fall = relax->places[v] > range->least;
      if (across > 0 ? can_rise : can_fall)
        *less = MIN (*less, cost);
      if (across > 0 ? can_fall : can_rise)
        *more = MIN (*more, cost);
    }
}
