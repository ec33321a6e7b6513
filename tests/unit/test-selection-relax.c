/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "decide/selection-relax.h"

#define MOST 16

/* Columns and rows written out: needs[c][r] is what column c needs of row r. */
typedef struct
{
  const char *name;
  guint n_columns;
  guint n_rows;
  gint64 weights[MOST];
  gint32 needs[MOST][MOST];
  gint64 room[MOST];
  gint64 numerator; /* of the total */
  gint64 denominator;
} Row;

static const Row rows[] = {
  { "nothing", 0, 0, { 0 }, { { 0 } }, { 0 }, 0, 1 },
  { "one of two", 2, 1, { 3, 5 }, { { 1 }, { 1 } }, { 1 }, 5, 1 },
  { "two of three", 3, 4, { 3, 5, 4 }, { { 1, 1 }, { 1, 0, 1 }, { 1, 0, 0, 1 } }, { 2, 1, 1, 1 },
    9, 1 },
  { "an odd circle is halved", 3, 3, { 1, 1, 1 }, { { 1, 1 }, { 0, 1, 1 }, { 1, 0, 1 } },
    { 1, 1, 1 }, 3, 2 },
  { "what a limit leaves", 2, 3, { 10, 6 }, { { 1, 0, 5 }, { 0, 1, 4 } }, { 1, 1, 7 }, 13, 1 },
  { "thirds", 4, 4, { 1, 1, 1, 1 },
    { { 1, 1, 1 }, { 1, 1, 0, 1 }, { 1, 0, 1, 1 }, { 0, 1, 1, 1 } }, { 1, 1, 1, 1 }, 4, 3 },
  { "no room at all", 1, 1, { 7 }, { { 1 } }, { 0 }, 0, 1 },
};

typedef struct
{
  EquateRelaxed relaxed;
  guint starts[MOST + 1];
  EquateNeed needs[MOST * MOST];
  gint64 taken[MOST];
  EquateWide slack[MOST];
  EquateWide prices[MOST];
  EquateRelaxation result;
} Relaxed;

static void
relaxed_init (Relaxed *relaxed, const Row *row)
{
  guint n = 0;
  memset (relaxed, 0, sizeof *relaxed);
  for (guint c = 0; c < row->n_columns; c++)
    {
      relaxed->starts[c] = n;
      for (guint r = 0; r < row->n_rows; r++)
        if (row->needs[c][r] > 0)
          relaxed->needs[n++] = (EquateNeed){ r, row->needs[c][r] };
    }
  relaxed->starts[row->n_columns] = n;
  relaxed->relaxed = (EquateRelaxed){ row->n_columns,  row->n_rows,    row->weights,
                                      relaxed->starts, relaxed->needs, row->room };
  relaxed->result
      = (EquateRelaxation){ 0, relaxed->taken, relaxed->slack, relaxed->prices, 0 };
}

/* Both sides of the duality: what is taken is allowed, the prices cover every column, and both come to
 * the same. Then neither can be better. */
static gboolean
is_proved (const Row *row, const Relaxed *relaxed)
{
  const EquateRelaxation *result = &relaxed->result;
  EquateWide worth = 0;
  EquateWide cost = 0;
  for (guint c = 0; c < row->n_columns; c++)
    {
      EquateWide slack = -(EquateWide) row->weights[c] * result->scale;
      for (guint r = 0; r < row->n_rows; r++)
        slack += result->prices[r] * row->needs[c][r];
      if (result->taken[c] < 0 || slack < 0 || slack != result->slack[c])
        return FALSE;
      worth += (EquateWide) row->weights[c] * result->taken[c];
    }
  for (guint r = 0; r < row->n_rows; r++)
    {
      EquateWide used = 0;
      for (guint c = 0; c < row->n_columns; c++)
        used += (EquateWide) row->needs[c][r] * result->taken[c];
      if (result->prices[r] < 0 || used > (EquateWide) row->room[r] * result->scale)
        return FALSE;
      cost += result->prices[r] * row->room[r];
    }
  return result->scale > 0 && worth == result->total && cost == result->total;
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Relaxed relaxed;
      guint64 work = 1000000;
      relaxed_init (&relaxed, &rows[i]);
      if (equate_relax (&relaxed.relaxed, &relaxed.result, &work) && is_proved (&rows[i], &relaxed)
          && relaxed.result.total * rows[i].denominator
                 == (EquateWide) rows[i].numerator * relaxed.result.scale)
        continue;
      g_test_message ("%s: %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, rows[i].name,
                      (gint64) relaxed.result.total, relaxed.result.scale);
      g_test_fail ();
    }
}

static void
fill_randomly (Row *row)
{
  memset (row, 0, sizeof *row);
  row->n_columns = (guint) g_test_rand_int_range (1, MOST);
  row->n_rows = (guint) g_test_rand_int_range (1, MOST);
  for (guint r = 0; r < row->n_rows; r++)
    row->room[r] = r % 4 == 3 ? g_test_rand_int_range (1, 30) : g_test_rand_int_range (0, 2);
  for (guint c = 0; c < row->n_columns; c++)
    {
      row->weights[c] = g_test_rand_int_range (1, 100) * (G_GINT64_CONSTANT (1) << (c % 3 * 20));
      for (guint n = 0; n < 3; n++)
        {
          guint r = (guint) g_test_rand_int_range (0, (gint32) row->n_rows);
          row->needs[c][r] = r % 4 == 3 ? g_test_rand_int_range (1, 9) : 1;
        }
    }
}

static void
test_random (void)
{
  for (guint i = 0; i < 3000 && !g_test_failed (); i++)
    {
      Row row;
      Relaxed relaxed;
      guint64 work = 1000000;
      fill_randomly (&row);
      relaxed_init (&relaxed, &row);
      if (equate_relax (&relaxed.relaxed, &relaxed.result, &work) && is_proved (&row, &relaxed))
        continue;
      g_test_message ("problem %u of this seed", i);
      g_test_fail ();
    }
}

static void
test_gives_up (void)
{
  Relaxed relaxed;
  guint64 work = 0;
  relaxed_init (&relaxed, &rows[1]);
  g_assert_false (equate_relax (&relaxed.relaxed, &relaxed.result, &work));
  /* A column that needs no row could be taken without end. */
  static const Row boundless = { "boundless", 1, 1, { 1 }, { { 0 } }, { 1 }, 0, 1 };
  work = 1000000;
  relaxed_init (&relaxed, &boundless);
  g_assert_false (equate_relax (&relaxed.relaxed, &relaxed.result, &work));
  /* Prices beyond 64 bits: two such columns in an odd circle need the double. */
  Row large = rows[3];
  large.weights[0] = large.weights[1] = large.weights[2] = G_MAXINT64 / 2 + 1;
  relaxed_init (&relaxed, &large);
  g_assert_false (equate_relax (&relaxed.relaxed, &relaxed.result, &work));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-relax/rows", test_rows);
  g_test_add_func ("/selection-relax/random", test_random);
  g_test_add_func ("/selection-relax/gives-up", test_gives_up);
  return g_test_run ();
}
