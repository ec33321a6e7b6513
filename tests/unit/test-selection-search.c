/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "searching.h"

static guint
get_taken (const Searching *searching)
{
  guint mask = 0;
  for (guint i = 0; i < searching->model->n_items; i++)
    mask |= searching->taken[i] ? 1u << i : 0;
  return mask;
}

typedef struct
{
  const char *name;
  const char *applications;
  const char *limits;
  guint set; /* bit by item */
} Row;

static const Row rows[] = {
  { "all", "0 a T1=6; 1 b T2=4", NULL, 3 },
  { "the best is not the first", "0 a T1=6; 1 a T2=7", NULL, 2 },
  { "greedy would take the largest", "0 ab T1=7; 1 a T2=4; 2 b T3=4", NULL, 6 },
  { "equal: the first", "0 b T1=6; 1 a T2=6; 2 ab T3=12 W4", NULL, 3 },
  { "equal: the list that begins smaller, though it is longer", "0 a T1=3; 1 b T2=3; 2 ab T3=6 W4",
    NULL, 3 },
  { "with a limit", "0 a T1=6; 1 b T2=5; 2 c T3=4", "9", 6 },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Choosing) choosing = choosing_parse (rows[i].applications, rows[i].limits, NULL);
      g_autoptr (Searching) searching = searching_new (choosing);
      guint64 work = 1000;
      g_assert_true (equate_component_search (&searching->component, searching->taken, &work));
      if (get_taken (searching) == rows[i].set)
        continue;
      g_test_message ("%s: found 0x%x", rows[i].name, get_taken (searching));
      g_test_fail ();
    }
}

/* The best of all subsets; of those the one with the smallest list of items. */
static guint
find_best (Searching *searching)
{
  guint n = searching->model->n_levels;
  gint64 best_value[MAX_CHOOSING];
  guint best = 0;
  g_assert_true (value_set (searching, 0));
  memcpy (best_value, searching->value, n * sizeof *best_value);
  for (guint mask = 1; mask < 1u << searching->model->n_items; mask++)
    {
      if (!value_set (searching, mask))
        continue;
      int order = equate_vector_compare (searching->value, best_value, n);
      guint bit = (mask ^ best) & -(mask ^ best);
      gboolean smaller = ((mask & bit) != 0) == (((mask & bit) != 0 ? best : mask) > bit);
      if (order < 0 || (order == 0 && !smaller))
        continue;
      best = mask;
      memcpy (best_value, searching->value, n * sizeof *best_value);
    }
  return best;
}

/* Returns how much work it took. */
static guint64
assert_best (const Choosing *choosing)
{
  const guint64 given = 100000000;
  g_autoptr (Searching) searching = searching_new (choosing);
  guint best = find_best (searching);
  guint64 work = given;
  memset (searching->taken, 0, sizeof searching->taken);
  gboolean exact = equate_component_search (&searching->component, searching->taken, &work);
  if (exact && get_taken (searching) == best)
    return given - work;
  g_autofree char *problem = show_problem (choosing);
  g_test_message ("%s: found 0x%x, expected 0x%x", problem, get_taken (searching), best);
  g_test_fail ();
  return given - work;
}

static void
test_small (void)
{
  for (guint i = 0; i < 1500 && !g_test_failed (); i++)
    {
      g_autoptr (Choosing) choosing = choosing_random (1, 8);
      assert_best (choosing);
    }
}

/* Problems that are not settled by the first steps: the search has to remember where it was. */
static void
test_hard (void)
{
  guint n_long = 0;
  for (guint i = 0; i < 80 && !g_test_failed (); i++)
    {
      g_autoptr (Choosing) choosing = choosing_hard (14, i % 2 > 0);
      n_long += assert_best (choosing) > 300 * 14;
    }
  g_assert_cmpuint (n_long, >, 10);
}

/* Without the work that it needs it says so, and what it took is allowed. */
static void
assert_cut (const Choosing *choosing, guint64 step)
{
  g_autoptr (Searching) searching = searching_new (choosing);
  guint best = find_best (searching);
  guint n_cut = 0;
  gboolean exact = FALSE;
  for (guint64 given = 0; !exact; given += step)
    {
      guint64 work = given;
      memset (searching->taken, 0, sizeof searching->taken);
      exact = equate_component_search (&searching->component, searching->taken, &work);
      guint found = get_taken (searching);
      g_assert_cmpuint (work, <=, given);
      if (exact)
        g_assert_cmpuint (found, ==, best);
      else
        g_assert_true (value_set (searching, found));
      n_cut += !exact;
    }
  g_assert_cmpuint (n_cut, >, 0);
}

static void
test_work (void)
{
  g_autoptr (Choosing) easy = choosing_parse (
      "0 ab T1=7; 1 a T2=4; 2 b T3=4; 3 bc T4=6; 4 c T5=3; 5 cd T6=5; 6 d T7=3", NULL, NULL);
  assert_cut (easy, 5);
  /* The limit is filled in many ways that are worth the same. */
  g_autoptr (Choosing) tied = choosing_parse (
      "0 a T0=3 -3; 1 a T1=2 -2; 2 b T2=4 -4; 3 c T3=2 -2; 4 d T4=2 -2; 5 e T5=2 -2; 6 f T6=2 -2; "
      "7 g T7=2 -2; 8 h T8=2 -2; 9 i T9=4 -4; 10 j T10=3 -3; 11 k T11=3 -3",
      "15.55", NULL);
  assert_cut (tied, 12);
}

/* What is easy leaves the work to the next component. */
static void
test_thrift (void)
{
  g_autoptr (Choosing) choosing
      = choosing_parse ("0 a T1=6; 1 a T2=4; 2 b T1=6; 3 b T2=4", NULL, NULL);

  g_assert_cmpuint (assert_best (choosing), <, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-search/rows", test_rows);
  g_test_add_func ("/selection-search/small", test_small);
  g_test_add_func ("/selection-search/hard", test_hard);
  g_test_add_func ("/selection-search/work", test_work);
  g_test_add_func ("/selection-search/thrift", test_thrift);
  return g_test_run ();
}
