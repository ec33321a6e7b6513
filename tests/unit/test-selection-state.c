/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-state.h"

#include "searching.h"

/* "TO-": taken, out, still open. */
static void
assert_states (const EquateSearchState *state, const char *expected)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  for (guint m = 0; m < state->component->n_members; m++)
    g_string_append_c (shown, "-TO"[state->states[m]]);
  g_assert_cmpstr (shown->str, ==, expected);
  for (guint m = 0; m < state->component->n_members; m++)
    g_assert_cmpint (state->taken[m], ==, shown->str[m] == 'T');
}

static void
test_steps (void)
{
  g_autoptr (Choosing) choosing = choosing_parse (
      "0 ab T1=7; 1 a T2=4; 2 b T3=4; 3 c T2=1; 4 d E1=1; 4 e E1=1; 4 f E1=1", NULL, "1 1 1 1 2");
  g_autoptr (Searching) searching = searching_new (choosing);
  EquateSearchState state = { 0 };
  equate_search_state_init (&state, &searching->component);

  assert_states (&state, "-------");
  equate_search_state_take (&state, 1); /* a, and T2 */
  assert_states (&state, "OT-O---");
  guint mark = state.trail->len;
  equate_search_state_leave (&state, 2);
  equate_search_state_take (&state, 4);
  assert_states (&state, "OTOOT--");
  equate_search_state_take (&state, 6); /* the second of two */
  assert_states (&state, "OTOOTOT");
  equate_search_state_undo (&state, mark);
  assert_states (&state, "OT-O---");
  equate_search_state_undo (&state, 0);
  assert_states (&state, "-------");
  equate_search_state_clear (&state);
}

/* The bound never falls below what is still to be had, and comes back with each step undone. */
static void
test_bound (void)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (Choosing) choosing = choosing_random (1, 8);
      g_autoptr (Searching) searching = searching_new (choosing);
      EquateSearchState state = { 0 };
      guint n = searching->model->n_levels;
      equate_search_state_init (&state, &searching->component);
      g_autofree gint64 *start = g_memdup2 (state.bound, n * sizeof (gint64));
      for (guint m = 0; m < searching->model->n_items; m++)
        if (state.states[m] == EQUATE_MEMBER_OPEN && pick (0, 2) > 0)
          equate_search_state_take (&state, m);
        else if (state.states[m] == EQUATE_MEMBER_OPEN)
          equate_search_state_leave (&state, m);
      if (equate_component_value (&searching->component, state.taken, searching->value))
        g_assert_cmpint (equate_vector_compare (state.bound, searching->value, n), >=, 0);
      equate_search_state_undo (&state, 0);
      g_assert_cmpint (equate_vector_compare (state.bound, start, n), ==, 0);
      equate_search_state_clear (&state);
    }
}

static void
test_sum (void)
{
  g_autoptr (Choosing) choosing
      = choosing_parse ("0 a T1=6 *2 -4; 1 b T2=4 -3; 2 c E1=1 -9", NULL, NULL);
  g_autoptr (Searching) searching = searching_new (choosing);
  EquateSearchState state = { 0 };
  equate_search_state_init (&state, &searching->component);
  equate_search_state_take (&state, 0);
  equate_search_state_take (&state, 2);
  equate_search_state_add_up (&state, searching->value);

  g_assert_cmpint (searching->value[0], ==, 7000);
  g_assert_cmpint (searching->value[1], ==, 1);
  g_assert_cmpint (searching->value[2], ==, 12000);
  g_assert_cmpint (searching->value[4], ==, -13000);
  equate_search_state_clear (&state);
}

static GByteArray *
get_place (EquateSearchState *state, const Searching *searching, const char *taken)
{
  GByteArray *place = g_byte_array_new ();
  equate_search_state_undo (state, 0);
  for (guint m = 0; taken[m] != '\0'; m++)
    if (state->states[m] != EQUATE_MEMBER_OPEN)
      g_assert_cmpint (taken[m], ==, '-');
    else if (taken[m] == 'T')
      equate_search_state_take (state, m);
    else
      equate_search_state_leave (state, m);
  equate_search_state_write_place (state, searching->members, (guint) strlen (taken), place);
  return place;
}

/* Two beginnings are one place where the same is left open and as much of the limits. */
static void
test_places (void)
{
  static const struct
  {
    const char *applications;
    const char *limits;
    const char *times;
    const char *one;
    const char *other;
    gboolean same;
  } rows[] = {
    { "0 a T1=6; 1 b T2=4; 2 c T3=1", NULL, NULL, "T-", "-T", TRUE },
    { "0 a T1=6; 1 b T2=4; 2 b T3=1", NULL, NULL, "T-", "-T", FALSE }, /* b is used up */
    { "0 a T1=6; 1 b T2=4; 2 a T3=1; 3 b T4=1", NULL, NULL, "T-", "-T", FALSE },
    { "0 a T1=6; 1 b T2=4; 2 c T3=1", "10", NULL, "T-", "-T", FALSE },
    { "0 a T1=4; 1 b T2=4; 2 c T3=3", "10", NULL, "T-", "-T", TRUE },
    { "0 a E1=4; 1 b E1=4; 2 c T3=3", "10", NULL, "T-", "-T", TRUE },
    { "0 a E1=4; 1 b E1=3; 2 c T3=3", "8", NULL, "T-", "-T", FALSE },
    { "0 a E1=4; 1 b E2=4; 2 c T3=3", "10", NULL, "T-", "-T", FALSE },
    { "0 a E1=1; 0 b E1=1; 0 c E1=1; 1 d T1=1", NULL, "2", "T-", "--", FALSE }, /* times left */
    { "0 a E1=1; 0 b E1=1; 0 c E1=1; 1 d T1=1", NULL, "2", "T-", "-T", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Choosing) choosing
          = choosing_parse (rows[i].applications, rows[i].limits, rows[i].times);
      g_autoptr (Searching) searching = searching_new (choosing);
      EquateSearchState state = { 0 };
      equate_search_state_init (&state, &searching->component);
      g_autoptr (GByteArray) one = get_place (&state, searching, rows[i].one);
      g_autoptr (GByteArray) other = get_place (&state, searching, rows[i].other);
      gboolean same = one->len == other->len && memcmp (one->data, other->data, one->len) == 0;
      if (same != rows[i].same)
        {
          g_test_message ("%s: %s and %s are%s one place", rows[i].applications, rows[i].one,
                          rows[i].other, same ? "" : " not");
          g_test_fail ();
        }
      equate_search_state_clear (&state);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-state/steps", test_steps);
  g_test_add_func ("/selection-state/bound", test_bound);
  g_test_add_func ("/selection-state/sum", test_sum);
  g_test_add_func ("/selection-state/places", test_places);
  return g_test_run ();
}
