/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "decide/selection-relax.h"

#define MOST 12

/* Columns and rows written out: needs[c][r] is what column c needs of row r. */
typedef struct
{
  const char *name;
  guint n_columns;
  guint n_rows;
  gint64 weights[MOST];
  gint32 needs[MOST][MOST];
  gint64 least[MOST];
  gint64 most[MOST];
  gint64 numerator; /* of the total */
  gint64 denominator;
} Row;

static const Row rows[] = {
  { "nothing", 0, 0, { 0 }, { { 0 } }, { 0 }, { 0 }, 0, 1 },
  { "a column that needs nothing", 1, 1, { 7 }, { { 0 } }, { 0 }, { 1 }, 7, 1 },
  { "one of two", 2, 1, { 3, 5 }, { { 1 }, { 1 } }, { 0 }, { 1 }, 5, 1 },
  { "two of three", 3, 1, { 3, 5, 4 }, { { 1 }, { 1 }, { 1 } }, { 0 }, { 2 }, 9, 1 },
  { "an odd circle is halved",
    3,
    3,
    { 1, 1, 1 },
    { { 1, 1 }, { 0, 1, 1 }, { 1, 0, 1 } },
    { 0 },
    { 1, 1, 1 },
    3,
    2 },
  { "whose sum is bounded",
    3,
    4,
    { 1, 1, 1 },
    { { 1, 1, 0, 1 }, { 0, 1, 1, 1 }, { 1, 0, 1, 1 } },
    { 0 },
    { 1, 1, 1, 1 },
    1,
    1 },
  { "what a limit leaves", 2, 1, { 10, 6 }, { { 5 }, { 4 } }, { 0 }, { 7 }, 13, 1 },
  { "what is cut gives back", 3, 1, { 10, 6, -6 }, { { 5 }, { 4 }, { -4 } }, { 0 }, { 5 }, 10, 1 },
  { "what must be taken, though it costs",
    2,
    1,
    { -3, -5 },
    { { 1 }, { 1 } },
    { 1 },
    { 2 },
    -3,
    1 },
  { "thirds",
    4,
    4,
    { 1, 1, 1, 1 },
    { { 1, 1, 1 }, { 1, 1, 0, 1 }, { 1, 0, 1, 1 }, { 0, 1, 1, 1 } },
    { 0 },
    { 1, 1, 1, 1 },
    4,
    3 },
  { "no room at all", 1, 1, { 7 }, { { 1 } }, { 0 }, { 0 }, 0, 1 },
};

typedef struct
{
  EquateRelaxed relaxed;
  guint starts[MOST + 1];
  EquateNeed needs[MOST * MOST];
  EquateRelax *relax; /* owned */
} Relaxing;

static void
relaxing_init (Relaxing *relaxing, const Row *row, guint n_active)
{
  guint n = 0;
  memset (relaxing, 0, sizeof *relaxing);
  for (guint c = 0; c < row->n_columns; c++)
    {
      relaxing->starts[c] = n;
      for (guint r = 0; r < row->n_rows; r++)
        if (row->needs[c][r] != 0)
          relaxing->needs[n++] = (EquateNeed){ r, row->needs[c][r] };
    }
  relaxing->starts[row->n_columns] = n;
  relaxing->relaxed = (EquateRelaxed){ row->n_columns,   row->n_rows,     n_active,   row->weights,
                                       relaxing->starts, relaxing->needs, row->least, row->most };
  relaxing->relax = equate_relax_new (&relaxing->relaxed);
}

/* Is all within its range, the activities those of the columns? */
static gboolean
is_allowed (const Row *row, const EquateRelax *relax)
{
  for (guint v = 0; v < row->n_columns + relax->n_rows; v++)
    {
      gint64 level = equate_relax_get (relax, v);
      if (level < relax->ranges[v].least * relax->scale
          || level > relax->ranges[v].most * relax->scale)
        return FALSE;
    }
  for (guint r = 0; r < relax->n_rows; r++)
    {
      gint64 activity = 0;
      for (guint c = 0; c < row->n_columns; c++)
        activity += row->needs[c][r] * equate_relax_get (relax, c);
      if (activity != equate_relax_get (relax, row->n_columns + r))
        return FALSE;
    }
  return relax->scale > 0;
}

/* Both sides of the duality: what is taken is allowed, the gains are what the columns are worth
 * beyond what their rows gain, and the best end of every range comes to the same worth. Then
 * nothing can be better. */
static gboolean
is_proved (const Row *row, const EquateRelax *relax)
{
  EquateWide worth = 0;
  EquateWide most = 0;
  for (guint c = 0; c < row->n_columns; c++)
    {
      EquateWide gain = (EquateWide) row->weights[c] * relax->scale;
      for (guint r = 0; r < relax->n_rows; r++)
        gain -= (EquateWide) relax->gains[row->n_columns + r] * row->needs[c][r];
      if (gain != relax->gains[c])
        return FALSE;
      worth += (EquateWide) row->weights[c] * equate_relax_get (relax, c);
    }
  for (guint v = 0; v < row->n_columns + relax->n_rows; v++)
    most += (EquateWide) relax->gains[v]
            * (relax->gains[v] > 0 ? relax->ranges[v].most : relax->ranges[v].least);
  return is_allowed (row, relax) && worth == relax->total && most == relax->total;
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Relaxing relaxing;
      guint64 work = 1000000;
      relaxing_init (&relaxing, &rows[i], rows[i].n_rows);
      g_autoptr (EquateRelax) relax = relaxing.relax;
      if (equate_relax_solve (relax, G_MININT64, &work) == EQUATE_RELAX_SOLVED
          && is_proved (&rows[i], relax)
          && relax->total * rows[i].denominator == (EquateWide) rows[i].numerator * relax->scale)
        continue;
      g_test_message ("%s: %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, rows[i].name,
                      (gint64) relax->total, relax->scale);
      g_test_fail ();
    }
}

/* Rows that are not active do not matter; then they do. */
static void
test_activate (void)
{
  const Row *row = &rows[5];
  Relaxing relaxing;
  guint64 work = 1000000;
  relaxing_init (&relaxing, row, 3);
  g_autoptr (EquateRelax) relax = relaxing.relax;
  g_assert_cmpint (equate_relax_solve (relax, G_MININT64, &work), ==, EQUATE_RELAX_SOLVED);
  g_assert_true (is_proved (row, relax));
  g_assert_true (2 * relax->total == 3 * (EquateWide) relax->scale);
  equate_relax_activate (relax);
  g_assert_cmpint (equate_relax_solve (relax, 1, &work), ==, EQUATE_RELAX_SOLVED);
  g_assert_true (is_proved (row, relax));
  g_assert_true (relax->total == relax->scale);
  g_assert_cmpint (equate_relax_solve (relax, 2, &work), ==, EQUATE_RELAX_EMPTY);
}

/* A new row whose numbers grow too large in the present basis: all begins anew, and the ranges, which
 * the search has changed, stay. */
static void
test_activate_anew (void)
{
  const Row large = {
    .n_columns = 2,
    .n_rows = 2,
    .weights = { 7, 2 },
    .needs = { { 3, EQUATE_RELAX_LARGEST }, { 1, 1 } },
    .most = { 2, EQUATE_RELAX_LARGEST },
  };
  Relaxing relaxing;
  guint64 work = 1000000;
  relaxing_init (&relaxing, &large, 1);
  g_autoptr (EquateRelax) relax = relaxing.relax;
  g_assert_cmpint (equate_relax_solve (relax, G_MININT64, &work), ==, EQUATE_RELAX_SOLVED);
  g_assert_true (is_proved (&large, relax));
  g_assert_cmpint (relax->scale, ==, 3); /* two thirds of the first column */
  g_assert_cmpint (relax->total, ==, 2 * 7);
  relax->ranges[0].most = 0;
  equate_relax_activate (relax);
  g_assert_cmpint (relax->scale, ==, 1);
  g_assert_cmpint (equate_relax_solve (relax, G_MININT64, &work), ==, EQUATE_RELAX_SOLVED);
  g_assert_true (is_proved (&large, relax));
  g_assert_cmpint (relax->total, ==, 2);
}

static gint32
pick (gint32 from, gint32 to)
{
  return g_test_rand_int_range (from, to + 1);
}

static void
fill_randomly (Row *row)
{
  memset (row, 0, sizeof *row);
  row->n_columns = (guint) pick (1, MOST - 1);
  row->n_rows = (guint) pick (1, MOST - 1);
  for (guint r = 0; r < row->n_rows; r++)
    {
      row->most[r] = r % 4 == 3 ? pick (1, 30) : pick (0, 2);
      row->least[r] = r % 4 == 3 ? pick (-20, 3) : 0;
      row->least[r] = MIN (row->least[r], row->most[r]);
    }
  for (guint c = 0; c < row->n_columns; c++)
    {
      row->weights[c] = pick (-5, 100) * (G_GINT64_CONSTANT (1) << (c % 3 * 20));
      for (guint n = 0; n < 3; n++)
        {
          gint32 r = pick (0, (gint32) row->n_rows - 1);
          row->needs[c][r] = r % 4 == 3 ? pick (-2, 9) : 1;
        }
    }
}

/* Is there a choice of whole columns that is worth as much? */
static gboolean
is_any_worth (const Row *row, const EquateRelax *relax, gint64 asked)
{
  for (guint mask = 0; mask < 1u << row->n_columns; mask++)
    {
      gboolean allowed = TRUE;
      gint64 worth = 0;
      for (guint c = 0; c < row->n_columns; c++)
        {
          gint64 taken = mask >> c & 1;
          allowed = allowed && taken >= relax->ranges[c].least && taken <= relax->ranges[c].most;
          worth += row->weights[c] * taken;
        }
      for (guint r = 0; r < relax->n_rows && allowed; r++)
        {
          gint64 activity = 0;
          for (guint c = 0; c < row->n_columns; c++)
            activity += (mask >> c & 1) * row->needs[c][r];
          allowed = activity >= relax->ranges[row->n_columns + r].least
                    && activity <= relax->ranges[row->n_columns + r].most;
        }
      if (allowed && worth >= asked)
        return TRUE;
    }
  return FALSE;
}

/* Ranges that were changed, from where the last solution stood. */
static gboolean
solve_randomly (const Row *row, EquateRelax *relax, guint *n_empty)
{
  guint64 work = 1000000;
  gint64 asked = pick (0, 2) == 0 ? pick (-100, 200) : G_MININT64;
  for (guint c = 0; c < row->n_columns; c++)
    {
      gint64 least = pick (0, 4) == 0;
      relax->ranges[c] = (EquateBetween){ least, least == 1 ? 1 : pick (0, 4) != 0 };
    }
  for (guint r = 0; r < relax->n_rows; r++)
    {
      EquateBetween range = { row->least[r], row->most[r] };
      if (pick (0, 3) == 0)
        range.least = range.most = pick ((gint32) row->least[r], (gint32) row->most[r]);
      relax->ranges[row->n_columns + r] = range;
    }
  EquateRelaxResult result = equate_relax_solve (relax, asked, &work);
  *n_empty += result == EQUATE_RELAX_EMPTY;
  if (result == EQUATE_RELAX_EMPTY)
    return !is_any_worth (row, relax, asked);
  return result == EQUATE_RELAX_SOLVED && is_proved (row, relax);
}

static void
test_random (void)
{
  guint n_empty = 0;
  for (guint i = 0; i < 1000 && !g_test_failed (); i++)
    {
      Row row;
      Relaxing relaxing;
      fill_randomly (&row);
      relaxing_init (&relaxing, &row, (guint) pick (0, (gint32) row.n_rows));
      g_autoptr (EquateRelax) relax = relaxing.relax;
      for (guint k = 0; k < 8; k++)
        {
          if (k == 4)
            equate_relax_activate (relax);
          if (solve_randomly (&row, relax, &n_empty))
            continue;
          g_test_message ("problem %u of this seed, solved for the %uth time", i, k);
          g_test_fail ();
        }
    }
  g_assert_cmpuint (n_empty, >, 0);
}

/* What it costs to have less or more is what the next solution lacks at least. */
static void
test_weigh (void)
{
  const Row *row = &rows[6];
  Relaxing relaxing;
  guint64 work = 1000000;
  double less = 0;
  double more = 0;
  relaxing_init (&relaxing, row, row->n_rows);
  g_autoptr (EquateRelax) relax = relaxing.relax;
  g_assert_cmpint (equate_relax_solve (relax, G_MININT64, &work), ==, EQUATE_RELAX_SOLVED);
  g_assert_cmpint (2 * equate_relax_get (relax, 1), ==, relax->scale);
  equate_relax_weigh (relax, 1, &less, &more);
  g_assert_cmpfloat (less, ==, 6); /* half of it is worth 3 */
  g_assert_cmpfloat (more, ==, 2); /* two fifths of the other in its place, for half of it */
  relax->ranges[0].most = 0;
  relax->ranges[1].least = 1;
  g_assert_cmpint (equate_relax_solve (relax, G_MININT64, &work), ==, EQUATE_RELAX_SOLVED);
  g_assert_true (relax->total == 6 * (EquateWide) relax->scale);
}

static void
test_gives_up (void)
{
  Relaxing relaxing;
  guint64 work = 0;
  relaxing_init (&relaxing, &rows[2], 1);
  g_assert_cmpint (equate_relax_solve (relaxing.relax, G_MININT64, &work), ==,
                   EQUATE_RELAX_GAVE_UP);
  /* It can go on from there. */
  work = 1000000;
  g_assert_cmpint (equate_relax_solve (relaxing.relax, G_MININT64, &work), ==, EQUATE_RELAX_SOLVED);
  g_assert_true (is_proved (&rows[2], relaxing.relax));
  equate_relax_free (relaxing.relax);
  /* Gains beyond 64 bits: beside an odd circle they are doubled. */
  Row large = rows[4];
  large.weights[large.n_columns++] = G_MAXINT64 / 2 + 1;
  relaxing_init (&relaxing, &large, 3);
  g_assert_cmpint (equate_relax_solve (relaxing.relax, G_MININT64, &work), ==,
                   EQUATE_RELAX_GAVE_UP);
  equate_relax_free (relaxing.relax);
}

/* Places so far away that what moves there is not followed. */
static void
test_far_away (void)
{
  Relaxing relaxing;
  guint64 work = 1000000;
  relaxing_init (&relaxing, &rows[2], 1);
  g_autoptr (EquateRelax) relax = relaxing.relax;
  g_assert_cmpint (equate_relax_solve (relax, G_MININT64, &work), ==, EQUATE_RELAX_SOLVED);
  g_assert_cmpint (relax->seats[2], ==, 0); /* the row is at its most, and gains there */
  relax->ranges[2].most = (gint64) 1 << 40;
  g_assert_cmpint (equate_relax_solve (relax, G_MININT64, &work), ==, EQUATE_RELAX_GAVE_UP);
  g_assert_cmpint (equate_relax_solve (relax, G_MININT64, &work), ==, EQUATE_RELAX_SOLVED);
  g_assert_true (is_proved (&rows[2], relax));
  g_assert_cmpint (relax->total, ==, 3 + 5);
}

/* Of so many rows each has room for one of its two columns, which takes a turn. */
static EquateRelaxResult
solve_pairs (guint n, gint64 *total)
{
  g_autofree gint64 *weights = g_new (gint64, 2 * n);
  g_autofree guint *starts = g_new (guint, 2 * n + 1);
  g_autofree EquateNeed *needs = g_new (EquateNeed, 2 * n);
  g_autofree gint64 *least = g_new0 (gint64, n);
  g_autofree gint64 *most = g_new (gint64, n);
  guint64 work = G_MAXUINT64;
  for (guint c = 0; c < 2 * n; c++)
    {
      weights[c] = 1 + c % 2;
      starts[c] = c;
      needs[c] = (EquateNeed){ c / 2, 1 };
      most[c / 2] = 1;
    }
  starts[2 * n] = 2 * n;
  const EquateRelaxed relaxed = { 2 * n, n, n, weights, starts, needs, least, most };
  g_autoptr (EquateRelax) relax = equate_relax_new (&relaxed);
  EquateRelaxResult result = equate_relax_solve (relax, G_MININT64, &work);
  *total = (gint64) (relax->total / relax->scale);
  return result;
}

static void
test_turns (void)
{
  gint64 total = 0;
  g_assert_cmpint (solve_pairs (1500, &total), ==, EQUATE_RELAX_SOLVED);
  g_assert_cmpint (total, ==, 3000);
  g_assert_cmpint (solve_pairs (2500, &total), ==, EQUATE_RELAX_GAVE_UP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-relax/rows", test_rows);
  g_test_add_func ("/selection-relax/activate", test_activate);
  g_test_add_func ("/selection-relax/activate-anew", test_activate_anew);
  g_test_add_func ("/selection-relax/random", test_random);
  g_test_add_func ("/selection-relax/weigh", test_weigh);
  g_test_add_func ("/selection-relax/gives-up", test_gives_up);
  g_test_add_func ("/selection-relax/far-away", test_far_away);
  g_test_add_func ("/selection-relax/turns", test_turns);
  return g_test_run ();
}
