/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-packing.h"
#include "searching.h"

#define GAVE_UP G_MAXUINT

/* The set that is found, as bits by item. */
static guint
branch (Searching *searching, guint64 work)
{
  guint mask = 0;
  memset (searching->taken, 0, sizeof searching->taken);
  if (equate_component_branch (&searching->component, searching->taken, &work)
      == EQUATE_BRANCH_GAVE_UP)
    return GAVE_UP;
  for (guint i = 0; i < searching->model->n_items; i++)
    mask |= searching->taken[i] ? 1u << i : 0;
  return mask;
}

typedef struct
{
  const char *name;
  const char *applications;
  const char *limits;
  guint set;
} Row;

static const Row rows[] = {
  { "all", "0 a T1=6; 1 b T2=4", NULL, 3 },
  { "greedy would take the largest", "0 ab T1=7; 1 a T2=4; 2 b T3=4", NULL, 6 },
  { "an odd circle, of which the relaxation takes halves",
    "0 ab T1=4; 1 bc T2=4; 2 ac T3=4", NULL, 1 },
  { "halves again, and the best is not the first", "0 ab T1=4; 1 bc T2=4; 2 ac T3=4 W4", NULL, 4 },
  { "equal: the first", "0 b T1=6; 1 a T2=6; 2 ab T3=12 W4", NULL, 3 },
  { "equal: the list that begins smaller, though it is longer", "0 a T1=3; 1 b T2=3; 2 ab T3=6 W4",
    NULL, 3 },
  { "courses are whole", "0 a T1=6 -1; 1 b T2=5 -1; 2 c T3=4 -1", "9", 6 },
  { "what a limit leaves", "0 a T1=6 -1; 1 b E1=4 *2 -1; 2 c E1=4 *1 -1", "8", 3 },
  { "an elective may be cut, however dear the limit is to others",
    "0 b T4=1.5 ^1 -1; 1 c E2=1.5 -2; 2 bc T4=2.5 *2 -3; 3 bc E2=3.5 ^1 -3", "E2=1", 3 },
  { "no source credits: equal sets may hold one another", "0 a E1=4; 1 b E1=4", "4", GAVE_UP },
  { "an elective beside other awards", "0 a E1=4 W1 -1; 1 b E1=4 -1", "4", GAVE_UP },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Choosing) choosing = choosing_parse (rows[i].applications, rows[i].limits, NULL);
      g_autoptr (Searching) searching = searching_new (choosing);
      guint found = branch (searching, 1000000);
      if (found == rows[i].set)
        continue;
      g_test_message ("%s: found 0x%x", rows[i].name, found);
      g_test_fail ();
    }
}

/* The search that remembers places finds the same set in another way. */
static void
test_random (void)
{
  guint n_solved = 0;
  for (guint i = 0; i < 2000 && !g_test_failed (); i++)
    {
      g_autoptr (Choosing) choosing = choosing_random (1, i % 4 == 0 ? 14 : 9);
      g_autoptr (Searching) searching = searching_new (choosing);
      guint64 work = 100000000;
      guint found = branch (searching, work);
      guint expected = 0;
      if (found == GAVE_UP)
        continue;
      n_solved++;
      memset (searching->taken, 0, sizeof searching->taken);
      g_assert_true (equate_component_search (&searching->component, searching->taken, &work));
      for (guint m = 0; m < searching->model->n_items; m++)
        expected |= searching->taken[m] ? 1u << m : 0;
      if (found == expected)
        continue;
      g_autofree char *problem = show_problem (choosing);
      g_test_message ("%s: found 0x%x, expected 0x%x", problem, found, expected);
      g_test_fail ();
    }
  g_assert_cmpuint (n_solved, >, 500);
}

/* Packed numbers compare as the values do that they stand for. */
static void
test_order (void)
{
  for (guint i = 0; i < 300 && !g_test_failed (); i++)
    {
      g_autoptr (Choosing) choosing = choosing_random (1, 6);
      g_autoptr (Searching) searching = searching_new (choosing);
      g_autoptr (EquatePacking) packing = equate_packing_new (&searching->component);
      gint64 before[MAX_CHOOSING] = { 0 };
      gint64 packed = 0;
      for (guint mask = 0; packing != NULL && mask < 1u << searching->model->n_items; mask++)
        {
          guint n = searching->model->n_levels;
          if (!value_set (searching, mask))
            continue;
          gint64 number = equate_packing_pack (packing, searching->value);
          int order = equate_vector_compare (searching->value, before, n);
          g_assert_cmpint ((number > packed) - (number < packed), ==, order);
          memcpy (before, searching->value, n * sizeof (gint64));
          packed = number;
        }
    }
}

static void
test_little_work (void)
{
  g_autoptr (Choosing) choosing
      = choosing_parse ("0 ab T1=4; 1 bc T2=4; 2 ac T3=4 W4", NULL, NULL);
  g_autoptr (Searching) searching = searching_new (choosing);
  g_assert_cmpuint (branch (searching, 0), ==, GAVE_UP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-branch/rows", test_rows);
  g_test_add_func ("/selection-branch/random", test_random);
  g_test_add_func ("/selection-branch/order", test_order);
  g_test_add_func ("/selection-branch/little-work", test_little_work);
  return g_test_run ();
}
