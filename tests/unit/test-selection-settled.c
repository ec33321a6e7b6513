/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-settled.h"

#include "searching.h"

typedef struct
{
  Choosing *choosing;     /* owned */
  Searching *searching;   /* owned */
  EquatePacking *packing; /* owned */
  EquateSettled settled;  /* owned */
} Settling;

static Settling *
settling_new (const char *applications, const char *limits)
{
  Settling *settling = g_new0 (Settling, 1);
  settling->choosing = choosing_parse (applications, limits, NULL);
  settling->searching = searching_new (settling->choosing);
  settling->packing = equate_packing_new (&settling->searching->component);
  g_assert_nonnull (settling->packing);
  equate_settled_init (&settling->settled, settling->packing);
  return settling;
}

static void
settling_free (Settling *settling)
{
  equate_settled_clear (&settling->settled);
  equate_packing_free (settling->packing);
  searching_free (settling->searching);
  choosing_free (settling->choosing);
  g_free (settling);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Settling, settling_free)

/* "io?": the first member is in, the second out, the third open. */
static void
assert_states (const Settling *settling, const char *expected)
{
  for (guint m = 0; m < settling->packing->n_members; m++)
    {
      const EquateSettled *settled = &settling->settled;
      char state = equate_settled_is_in (settled, m)    ? 'i'
                   : equate_settled_is_out (settled, m) ? 'o'
                                                        : '?';
      g_assert_cmpint (state, ==, expected[m]);
    }
}

static void
test_propagate (void)
{
  g_autoptr (Settling) settling
      = settling_new ("0 a T1=6 -1; 1 a T2=4 -1; 2 b T2=4 -1; 3 c T3=4 -1", NULL);
  EquateSettled *settled = &settling->settled;
  g_assert_true (equate_settled_propagate (settled));
  assert_states (settling, "????");
  equate_settled_take (settled, 1);
  guint mark = settled->trail->len;
  g_assert_true (equate_settled_propagate (settled));
  assert_states (settling, "oio?");
  equate_settled_take (settled, 2);
  g_assert_false (equate_settled_propagate (settled));
  equate_settled_undo (settled, mark);
  assert_states (settling, "?i??");
  equate_settled_undo (settled, 0);
  assert_states (settling, "????");
}

/* A course needs its room in a limit, an elective may be cut once it is in. */
static void
test_limits (void)
{
  g_autoptr (Settling) settling = settling_new ("0 a T1=6 -1; 1 b T2=4 -1; 2 c E1=4 -1", "9");
  EquateSettled *settled = &settling->settled;
  const EquateBetween *cut = &settled->relax->ranges[settling->packing->cuts[2]];
  g_assert_cmpint (cut->most, ==, 0);
  equate_settled_take (settled, 0);
  equate_settled_take (settled, 2);
  g_assert_cmpint (cut->most, ==, 1);
  g_assert_true (equate_settled_propagate (settled));
  assert_states (settling, "ioi");
  equate_settled_undo (settled, 0);
  g_assert_cmpint (cut->most, ==, 0);
}

/* Of an odd circle the relaxation takes halves: the set has one of them, and what else fits. */
static void
test_find_set (void)
{
  g_autoptr (Settling) settling
      = settling_new ("0 ab T1=4 -1; 1 bc T2=4 -1; 2 ac T3=4 -1; 3 d T4=1 -1", NULL);
  EquateSettled *settled = &settling->settled;
  guint64 work = 100000;
  guint8 set[4];
  g_assert_cmpint (equate_relax_solve (settled->relax, G_MININT64, &work), ==, EQUATE_RELAX_SOLVED);
  g_assert_cmpint (2 * equate_relax_get (settled->relax, 0), ==, settled->relax->scale);
  equate_settled_find_set (settled, set);
  g_assert_cmpuint (set[0] + set[1] + set[2], ==, 1);
  g_assert_cmpuint (set[3], ==, 1);
  equate_settled_leave (settled, 0);
  equate_settled_take (settled, 1);
  g_assert_true (equate_settled_propagate (settled));
  equate_settled_find_set (settled, set);
  g_assert_cmpuint (set[0] + set[2], ==, 0);
}

static void
test_holds (void)
{
  g_autoptr (Settling) settling = settling_new ("0 a T1=6 -1; 1 b T2=4 -1", NULL);
  EquateSettled *settled = &settling->settled;
  const guint8 taken[] = { 1, 0 };
  equate_settled_take (settled, 0);
  equate_settled_leave (settled, 1);
  g_assert_true (equate_settled_holds (settled, 0, taken));
  guint mark = settled->trail->len;
  equate_settled_undo (settled, 0);
  equate_settled_leave (settled, 0);
  g_assert_false (equate_settled_holds (settled, 0, taken));
  equate_settled_take (settled, 1);
  g_assert_true (equate_settled_holds (settled, mark, taken));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-settled/propagate", test_propagate);
  g_test_add_func ("/selection-settled/limits", test_limits);
  g_test_add_func ("/selection-settled/find-set", test_find_set);
  g_test_add_func ("/selection-settled/holds", test_holds);
  return g_test_run ();
}
