/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "decide/selection-relax.h"

#define N_COLUMNS 9
#define N_ROWS 7

typedef struct
{
  gint64 weights[N_COLUMNS];
  gint32 amounts[N_COLUMNS][N_ROWS];
  guint starts[N_COLUMNS + 1];
  EquateNeed needs[N_COLUMNS * N_ROWS];
  gint64 least[N_ROWS];
  gint64 most[N_ROWS];
  EquateRelaxed relaxed;
  EquateRelax *relax; /* owned */
} Turning;

static gint32
pick (gint32 from, gint32 to)
{
  return g_test_rand_int_range (from, to + 1);
}

/* Every column stands where its gain wants it, as the method does before the first turn. */
static Turning *
turning_new (void)
{
  Turning *turning = g_new0 (Turning, 1);
  guint n = 0;
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      turning->weights[c] = pick (-2, 9);
      turning->starts[c] = n;
      for (guint r = 0; r < N_ROWS; r++)
        {
          turning->amounts[c][r] = pick (0, 2) > 0 ? 0 : r == 0 ? pick (-2, 3) : 1;
          if (turning->amounts[c][r] != 0)
            turning->needs[n++] = (EquateNeed){ r, turning->amounts[c][r] };
        }
    }
  turning->starts[N_COLUMNS] = n;
  for (guint r = 0; r < N_ROWS; r++)
    turning->most[r] = pick (0, 2);
  turning->relaxed
      = (EquateRelaxed){ N_COLUMNS,       N_ROWS,         N_ROWS,         turning->weights,
                         turning->starts, turning->needs, turning->least, turning->most };
  turning->relax = equate_relax_new (&turning->relaxed);
  for (guint c = 0; c < N_COLUMNS; c++)
    equate_relax_move (turning->relax, c, turning->weights[c] > 0);
  g_assert_true (equate_relax_follow (turning->relax));
  return turning;
}

static void
turning_free (Turning *turning)
{
  equate_relax_free (turning->relax);
  g_free (turning);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Turning, turning_free)

/* What a variable has in a row of the constraints: an activity is the sum of what is needed. */
static gint64
get_entry (const Turning *turning, guint variable, guint row)
{
  if (variable >= N_COLUMNS)
    return variable - N_COLUMNS == row;
  return -turning->amounts[variable][row];
}

/* The inverse times the basis is the scale and nothing else. */
static void
assert_inverse (const Turning *turning)
{
  const EquateRelax *relax = turning->relax;
  for (guint i = 0; i < N_ROWS; i++)
    for (guint j = 0; j < N_ROWS; j++)
      {
        gint64 sum = 0;
        for (guint k = 0; k < N_ROWS; k++)
          sum += equate_relax_row (relax, i)[k] * get_entry (turning, relax->basis[j], k);
        g_assert_cmpint (sum, ==, i == j ? relax->scale : 0);
      }
}

static void
assert_levels (const Turning *turning)
{
  const EquateRelax *relax = turning->relax;
  for (guint r = 0; r < N_ROWS; r++)
    {
      gint64 activity = 0;
      for (guint c = 0; c < N_COLUMNS; c++)
        activity += turning->amounts[c][r] * equate_relax_get (relax, c);
      g_assert_cmpint (activity, ==, equate_relax_get (relax, N_COLUMNS + r));
    }
}

/* No variable gains where it stands. */
static void
assert_gains (const Turning *turning)
{
  const EquateRelax *relax = turning->relax;
  for (guint v = 0; v < N_COLUMNS + N_ROWS; v++)
    {
      gint64 gain = v < N_COLUMNS ? turning->weights[v] * relax->scale : 0;
      for (guint r = 0; v < N_COLUMNS && r < N_ROWS; r++)
        gain -= turning->amounts[v][r] * relax->gains[N_COLUMNS + r];
      if (v < N_COLUMNS)
        g_assert_cmpint (gain, ==, relax->gains[v]);
      if (relax->seats[v] > 0)
        g_assert_cmpint (relax->gains[v], ==, 0);
      else if (relax->gains[v] != 0)
        g_assert_cmpint (relax->places[v], ==,
                         relax->gains[v] > 0 ? relax->ranges[v].most : relax->ranges[v].least);
    }
}

static void
test_invariants (void)
{
  guint n_scaled = 0;
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (Turning) turning = turning_new ();
      EquateTurn turn;
      gboolean moved = FALSE;
      for (guint turns = 0;
           turns < 100 && equate_turn_find_leaving (turning->relax, i % 2 == 0, &turn); turns++)
        {
          equate_turn_find_across (turning->relax, turn.leaving);
          if (!equate_turn_find_entering (turning->relax, i % 2 == 0, &turn, &moved))
            break;
          g_assert_false (moved && i % 2 == 0);
          g_assert_true (!moved || equate_relax_follow (turning->relax));
          g_assert_true (equate_turn_take (turning->relax, &turn));
          assert_inverse (turning);
          assert_levels (turning);
          assert_gains (turning);
          n_scaled += turning->relax->scale > 1;
        }
    }
  g_assert_cmpuint (n_scaled, >, 0);
}

/* Seven want one place: the long step moves six of them away at one turn. */
static void
test_long_step (void)
{
  static const gint64 weights[] = { 1, 2, 3, 4, 5, 6, 7 };
  static const guint starts[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
  static const EquateNeed needs[]
      = { { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 } };
  static const gint64 least = 0;
  static const gint64 most = 1;
  const EquateRelaxed relaxed = { 7, 1, 1, weights, starts, needs, &least, &most };
  g_autoptr (EquateRelax) relax = equate_relax_new (&relaxed);
  EquateTurn turn;
  gboolean moved = FALSE;
  for (guint c = 0; c < 7; c++)
    equate_relax_move (relax, c, 1);
  g_assert_true (equate_relax_follow (relax));
  g_assert_true (equate_turn_find_leaving (relax, FALSE, &turn));
  g_assert_true (turn.above);
  g_assert_cmpint (turn.beyond, ==, 6);
  equate_turn_find_across (relax, turn.leaving);
  g_assert_true (equate_turn_find_entering (relax, FALSE, &turn, &moved));
  g_assert_true (moved);
  g_assert_cmpuint (turn.entering, ==, 5);
  g_assert_true (equate_relax_follow (relax) && equate_turn_take (relax, &turn));
  g_assert_false (equate_turn_find_leaving (relax, FALSE, &turn));
  g_assert_cmpint (equate_relax_get (relax, 6), ==, 1);
  g_assert_cmpint (equate_relax_get (relax, 5), ==, 0);
}

/* One column that needs so much of the only row, which has room for 1: what the next turns would
 * multiply beyond their bounds is refused. */
static void
test_large_entries (void)
{
  static const struct
  {
    gint32 amount;
    gboolean good;
  } entries[] = { { 7, TRUE }, { EQUATE_RELAX_LARGEST - 1, TRUE }, { EQUATE_RELAX_LARGEST, FALSE } };
  static const gint64 weight = 1;
  static const guint starts[] = { 0, 1 };
  static const gint64 least = 0;
  static const gint64 most = 1;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      const EquateNeed need = { 0, entries[i].amount };
      const EquateRelaxed relaxed = { 1, 1, 1, &weight, starts, &need, &least, &most };
      g_autoptr (EquateRelax) relax = equate_relax_new (&relaxed);
      EquateTurn turn;
      gboolean moved = FALSE;
      equate_relax_move (relax, 0, 1);
      g_assert_true (equate_relax_follow (relax));
      g_assert_true (equate_turn_find_leaving (relax, FALSE, &turn));
      g_assert_cmpint (turn.beyond, ==, entries[i].amount - 1);
      equate_turn_find_across (relax, turn.leaving);
      g_assert_true (equate_turn_find_entering (relax, FALSE, &turn, &moved));
      g_assert_cmpint (equate_turn_take (relax, &turn), ==, entries[i].good);
      if (!entries[i].good)
        continue;
      g_assert_cmpint (relax->scale, ==, entries[i].amount);
      g_assert_cmpint (equate_relax_get (relax, 0), ==, 1); /* 1 / amount of the column */
      g_assert_cmpint (equate_relax_get (relax, 1), ==, entries[i].amount); /* 1 of the row */
    }
}

/* Moves that the levels can follow, all together. */
static void
test_large_moves (void)
{
  static const struct
  {
    gint64 first;
    gint64 second;
    gboolean good;
  } moves[] = {
    { 1, -1, TRUE },
    { ((gint64) 1 << 33) - 1, 0, TRUE },
    { ((gint64) 1 << 33) - 2, -1, TRUE },
    { (gint64) 1 << 33, 0, FALSE },
    { (gint64) 1 << 32, -((gint64) 1 << 32), FALSE },
    { G_MAXINT64, G_MAXINT64, FALSE },
  };
  static const guint start = 0;
  static const EquateNeed need = { 0, 0 };
  static const gint64 none[2] = { 0, 0 };
  const EquateRelaxed relaxed = { 0, 2, 2, none, &start, &need, none, none };
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autoptr (EquateRelax) relax = equate_relax_new (&relaxed);
      relax->used[0] = moves[i].first;
      relax->used[1] = moves[i].second;
      gboolean good = equate_relax_follow (relax);
      g_assert_cmpint (good, ==, moves[i].good);
      if (!good)
        continue;
      g_assert_cmpint (relax->levels[0], ==, moves[i].first);
      g_assert_cmpint (relax->levels[1], ==, moves[i].second);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-turn/invariants", test_invariants);
  g_test_add_func ("/selection-turn/long-step", test_long_step);
  g_test_add_func ("/selection-turn/large-entries", test_large_entries);
  g_test_add_func ("/selection-turn/large-moves", test_large_moves);
  return g_test_run ();
}
