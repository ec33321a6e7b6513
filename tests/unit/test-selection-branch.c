/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-packing.h"
#include "deciding.h"
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

/* With any work it gives up or finds what it finds with enough. */
static void
assert_no_guess (const Choosing *choosing)
{
  g_autoptr (Searching) searching = searching_new (choosing);
  guint64 given = 0;
  guint n_given_up = 0;
  guint best = branch (searching, 1000000);
  if (best == GAVE_UP)
    return;
  for (guint found = GAVE_UP; found != best; given++)
    {
      found = branch (searching, given);
      n_given_up += found == GAVE_UP;
      if (found == best || found == GAVE_UP)
        continue;
      g_autofree char *problem = show_problem (choosing);
      g_test_message ("%s with work %" G_GUINT64_FORMAT ": found 0x%x, expected 0x%x", problem,
                      given, found, best);
      g_test_fail ();
      return;
    }
  g_assert_cmpuint (n_given_up, ==, given - 1);
}

static void
test_little_work (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Choosing) choosing = choosing_parse (rows[i].applications, rows[i].limits, NULL);
      assert_no_guess (choosing);
    }
  for (guint i = 0; i < 50 && !g_test_failed (); i++)
    {
      g_autoptr (Choosing) random = choosing_random (1, 9);
      g_autoptr (Choosing) dense = choosing_dense (pick (7, 12));
      assert_no_guess (random);
      assert_no_guess (dense);
    }
}

/* Each of so many entries may be given for each of four courses. cheap: the entries from place 40 on
 * have fewer credits, four of them the fewest; else all have the same. */
static Decided *
decide_many (guint n_entries, gboolean cheap, const char *limits)
{
  g_autoptr (GString) entries = g_string_new (NULL);
  for (guint i = 0; i < n_entries; i++)
    g_string_append_printf (entries, "%s{course: X%u, credits: %u}", i > 0 ? ", " : "", i,
                            !cheap || i < 40 ? 9
                            : i < 44         ? 2
                                             : 3 + i % 5);
  const Case test = { NULL,
                      limits,
                      RULE ("take: {match: 'X.*'}, give: {one-of: [T1, T2, T3, {course: T4, "
                            "credits: 3}]}, times: 4"),
                      NULL,
                      entries->str,
                      NULL };
  return decide (&test);
}

/* Of very many members only those are searched once more that a best set may have: the same comes
 * out as of fewer, which are all searched. What is best is plain: the courses that the limit allows,
 * for the entries with the fewest credits; the first of those has the first choice, and so on. */
static void
test_many (void)
{
  static const struct
  {
    const char *name;
    gboolean cheap;
    const char *limits;
    const char *awards;
  } many[] = {
    { "all courses", TRUE, NULL, "r:T1=6<X40 r:T2=4<X41 r:T3=5<X42 r:T4=3<X43" },
    { "of 18 credits 11", TRUE, "limits: [{id: all, credits: 11}]\n", "r:T1=6<X40 r:T3=5<X41" },
    { "of 18 credits 14", TRUE, "limits: [{id: all, credits: 14}]\n",
      "r:T1=6<X40 r:T3=5<X41 r:T4=3<X42" },
    { "entries of the same credits", FALSE, NULL, "r:T1=6<X0 r:T2=4<X1 r:T3=5<X2 r:T4=3<X3" },
    { "entries of the same credits, of 18 credits 11", FALSE, "limits: [{id: all, credits: 11}]\n",
      "r:T1=6<X0 r:T3=5<X1" },
  };
  static const guint sizes[] = { 60, 240, 260 }; /* a quarter of the members */
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
      {
        g_autoptr (Decided) decided = decide_many (sizes[s], many[i].cheap, many[i].limits);
        g_autofree char *shown = show_awards (decided->decision);
        g_assert_true (decided->decision->optimal);
        assert_shown (many[i].name, shown, many[i].awards);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-branch/rows", test_rows);
  g_test_add_func ("/selection-branch/random", test_random);
  g_test_add_func ("/selection-branch/order", test_order);
  g_test_add_func ("/selection-branch/little-work", test_little_work);
  g_test_add_func ("/selection-branch/many", test_many);
  return g_test_run ();
}
