/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "selecting.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *applications;
  const char *limits;
  const char *times;
  gboolean favour;
  const char *expected;
} Row;

/* The criteria of language.md 6.5 in their order, each with what comes after it on the other side.
 */
static const Row criteria[] = {
  { "everything that does not clash", "0 a T1=6; 1 b T2=4", NULL, NULL, FALSE, "0:6 1:4" },
  { "no entry twice", "0 a T1=6; 1 ab T2=7; 2 b T3=4", NULL, NULL, FALSE, "0:6 2:4" },
  { "no target twice", "0 a T1=6; 1 b T1=7", NULL, NULL, FALSE, "1:7" },
  { "awarded or waived, once", "0 a W1; 1 b T1=1", NULL, NULL, FALSE, "1:1" },
  { "electives of one category do not clash", "0 a E1=2; 1 b E1=3", NULL, NULL, FALSE, "0:2 1:3" },
  { "times", "0 a T1=1; 0 b T2=3; 0 c T3=2", NULL, "2", FALSE, "1:3 2:2" },
  { "the highest priority first", "0 a T1=1 ^1; 1 a T2=9", NULL, NULL, FALSE, "0:1" },
  { "negative priorities", "0 a T1=9 ^-10; 1 a T2=1 ^-9", NULL, NULL, FALSE, "1:1" },
  { "then the next priority", "0 ab T1=4 ^1; 1 a T2=4 ^1; 2 b T3=1", NULL, NULL, FALSE, "1:4 2:1" },
  { "credits before targets", "0 a T1=6; 1 a W2 W3 W4", NULL, NULL, FALSE, "0:6" },
  { "targets before grades", "0 a T1=6 *100; 1 a T2=3 T3=3", NULL, NULL, FALSE, "1:3+3" },
  { "electives are no targets", "0 a E1=3 E2=3; 1 a T1=6", NULL, NULL, FALSE, "1:6" },
  { "waivers are", "0 a T1=6 *100; 1 a T2=6 W3", NULL, NULL, FALSE, "1:6+0" },
  { "grades before source credits", "0 a T1=6 *49 -1; 1 a T2=6 *50 -9", NULL, NULL, FALSE, "1:6" },
  { "grades by credits", "0 a T1=6 *50; 1 a T2=2 *50; 2 b T1=6 *60; 3 b T2=2 *60", NULL, NULL,
    FALSE, "1:2 2:6" },
  { "source credits before order", "0 a T1=6 -5; 1 a T2=6 -4.999", NULL, NULL, FALSE, "1:6" },
  { "the order of rules", "0 a T1=6; 1 a T2=6", NULL, NULL, FALSE, "0:6" },
  { "the order of entries", "0 a T1=6; 0 b T1=6", NULL, NULL, FALSE, "0:6" },
  { "the first that differs", "0 b T1=6; 1 c T2=4; 2 a T1=6; 3 a T2=4", NULL, NULL, FALSE,
    "0:6 1:4" },
  { "nothing to choose from", "0 a T1=6 ?", NULL, NULL, FALSE, "" },
};

static const Row limits[] = {
  { "not met", "0 a T1=6; 1 b E1=4", "10", NULL, FALSE, "0:6 1:4" },
  { "an elective is cut", "0 a T1=6; 1 b E1=4", "8", NULL, FALSE, "0:6 1:2" },
  { "a course is whole or nothing", "0 a T1=6; 1 b T2=4", "9", NULL, FALSE, "0:6" },
  { "smaller courses that fill the limit", "0 a T1=6; 1 b T2=5; 2 c T3=4", "9", NULL, FALSE,
    "1:5 2:4" },
  { "a category's own limit", "0 a E1=4; 1 b E1=4; 2 c E2=4", "E1=5", NULL, FALSE, "0:4 1:1 2:4" },
  { "both limits", "0 a E1=4; 1 b E1=4; 2 c E2=4", "E1=5 8", NULL, FALSE, "0:4 1:1 2:3" },
  { "courses go first, whatever the priority", "0 a E1=4; 1 b T1=6 ^-1", "8", NULL, FALSE, "0:4" },
  { "electives by priority", "0 a E1=4; 1 b E1=4 ^1", "6", NULL, FALSE, "0:2 1:4" },
  { "electives by grade", "0 a E1=4 *10; 1 b E1=4 *20", "6", NULL, FALSE, "0:2 1:4" },
  { "electives by order", "0 a E1=4; 1 b E1=4", "6", NULL, FALSE, "0:4 1:2" },
  { "cut to nothing is not made", "0 a E1=4 -1; 1 b E1=4 -1", "4", NULL, FALSE, "0:4" },
  { "but a waiver beside it is", "0 a E1=4; 1 b E1=4 W1", "4", NULL, FALSE, "0:4 1:0+0" },
  { "two electives of one application", "0 a E1=4 E2=4", "E1=1 4", NULL, FALSE, "0:1+3" },
  { "a limit of 0", "0 a T1=6; 1 b E1=4; 2 c W2", "0", NULL, FALSE, "2:0" },
  { "what is cut is not counted", "0 a E1=10; 1 a T1=5", "E1=4", NULL, FALSE, "1:5" },
  { "grades of what is left", "0 a E1=4 *90; 0 b E1=4 *10; 1 c E1=4 *50", "4", "2", FALSE, "0:4" },
  { "two limits on all beside one of a category",
    "0 a T4=2.5 *1 ^1 -1; 1 b T2=2.5 *3 ^1 -2; 2 b E2=2.5 -2; 3 a T1=1 *2 -1", "E2=1 7 3", NULL,
    FALSE, "0:2.5 2:0.5" },
  { "a limit of very many steps", "0 a T1=2000 -1; 1 b T2=0.001 -1", "2000", NULL, FALSE, "0:2000" },
  { "fewer source credits fill the limit", "0 a E1=4 -8; 1 b E1=4 -4; 2 c E1=2 -1", "4", NULL,
    FALSE, "1:4" },
};

static const Row favour[] = {
  { "unknowns are out", "0 a T1=6 ?; 1 a T2=1", NULL, NULL, FALSE, "1:1" },
  { "unknowns in the student's favour", "0 a T1=6 ?; 1 a T2=1", NULL, NULL, TRUE, "0:6" },
  { "fewest of them before source credits", "0 a T1=6 -1 ?; 1 a T2=6 -9", NULL, NULL, TRUE, "1:6" },
  { "but after grades", "0 a T1=6 *1 ?; 1 a T2=6", NULL, NULL, TRUE, "0:6" },
};

static void
run_rows (const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Choosing) choosing
          = choosing_parse (rows[i].applications, rows[i].limits, rows[i].times);
      choosing->problem.favour = rows[i].favour;
      g_autoptr (EquateSelection) selection = equate_select (&choosing->problem);
      g_autofree char *shown = show_selection (choosing, selection);
      g_assert_true (selection->optimal);
      g_assert_cmpuint (selection->bound->len, ==, 0);
      if (strcmp (shown, rows[i].expected) == 0)
        continue;
      g_test_message ("%s: found \"%s\", expected \"%s\"", rows[i].name, shown, rows[i].expected);
      g_test_fail ();
    }
}

static void
test_criteria (void)
{
  run_rows (criteria, G_N_ELEMENTS (criteria));
}

static void
test_limits (void)
{
  run_rows (limits, G_N_ELEMENTS (limits));
}

static void
test_favour (void)
{
  run_rows (favour, G_N_ELEMENTS (favour));
}

/* --- Small random problems against all subsets --- */

#define N_PRIORITIES 3 /* 1, 0 and -1 */
#define N_LEVELS (N_PRIORITIES + 4)

static gboolean
place_whole (const Choosing *choosing, guint mask, EquateDecimal *left)
{
  const EquateSelectionProblem *problem = &choosing->problem;
  for (guint c = 0; c < problem->n_caps; c++)
    {
      left[c] = problem->caps[c].credits;
      for (guint i = 0; i < problem->n_applications; i++)
        for (guint g = 0; (mask >> i & 1) && g < choosing->applications[i].n_grants; g++)
          if (choosing->applications[i].grants[g].kind == EQUATE_DECIDED_COURSE
              && problem->caps[c].elective == 0)
            left[c] -= choosing->applications[i].grants[g].credits;
      if (left[c] < 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_filled_before (const Choosing *choosing, guint a, guint b)
{
  const EquateApplication *left = &choosing->applications[a];
  const EquateApplication *right = &choosing->applications[b];
  if (left->priority != right->priority)
    return left->priority > right->priority;
  return left->share != right->share ? left->share > right->share : a < b;
}

/* The electives of one application after the other, each up to what the limits leave. */
static void
fill_electives (const Choosing *choosing, guint mask, EquateDecimal *left,
                EquateDecimal granted[MAX_CHOOSING][MAX_CHOOSING])
{
  const EquateSelectionProblem *problem = &choosing->problem;
  while (mask != 0)
    {
      guint next = MAX_CHOOSING;
      for (guint i = 0; i < problem->n_applications; i++)
        if ((mask >> i & 1) && (next == MAX_CHOOSING || is_filled_before (choosing, i, next)))
          next = i;
      mask &= ~(1u << next);
      for (guint g = 0; g < choosing->applications[next].n_grants; g++)
        {
          EquateGrant grant = choosing->applications[next].grants[g];
          for (guint c = 0; grant.kind == EQUATE_DECIDED_ELECTIVE && c < problem->n_caps; c++)
            if (problem->caps[c].elective == 0 || problem->caps[c].elective == grant.target)
              grant.credits = MIN (grant.credits, left[c]);
          for (guint c = 0; grant.kind == EQUATE_DECIDED_ELECTIVE && c < problem->n_caps; c++)
            if (problem->caps[c].elective == 0 || problem->caps[c].elective == grant.target)
              left[c] -= grant.credits;
          granted[next][g] = grant.credits;
        }
    }
}

static gboolean
clashes (const Choosing *choosing, guint mask)
{
  guint entries = 0;
  guint targets = 0;
  guint applied[MAX_CHOOSING] = { 0 };
  for (guint i = 0; i < choosing->problem.n_applications; i++)
    {
      const EquateApplication *application = &choosing->applications[i];
      if ((mask >> i & 1) == 0)
        continue;
      if ((application->unknown != NULL && !choosing->problem.favour)
          || ++applied[application->rule] > choosing->terms[application->rule].times)
        return TRUE;
      for (guint a = 0; a < application->n_attempts; a++)
        {
          if (entries >> application->attempts[a] & 1)
            return TRUE;
          entries |= 1u << application->attempts[a];
        }
      for (guint g = 0; g < application->n_grants; g++)
        {
          guint bit = 1u << application->grants[g].target;
          if (application->grants[g].kind == EQUATE_DECIDED_ELECTIVE)
            continue;
          if (targets & bit)
            return TRUE;
          targets |= bit;
        }
    }
  return FALSE;
}

/* What a set is worth, level by level; FALSE when it is not allowed. */
static gboolean
get_worth (const Choosing *choosing, guint mask, gint64 worth[N_LEVELS])
{
  EquateDecimal left[MAX_CHOOSING];
  EquateDecimal granted[MAX_CHOOSING][MAX_CHOOSING];
  memset (worth, 0, N_LEVELS * sizeof *worth);
  if (clashes (choosing, mask) || !place_whole (choosing, mask, left))
    return FALSE;
  fill_electives (choosing, mask, left, granted);
  for (guint i = 0; i < choosing->problem.n_applications; i++)
    {
      const EquateApplication *application = &choosing->applications[i];
      gboolean any = FALSE;
      for (guint g = 0; (mask >> i & 1) && g < application->n_grants; g++)
        {
          gboolean elective = application->grants[g].kind == EQUATE_DECIDED_ELECTIVE;
          worth[1 - application->priority] += granted[i][g];
          worth[N_PRIORITIES] += !elective;
          worth[N_PRIORITIES + 1] += granted[i][g] * application->share;
          any = any || !elective || granted[i][g] > 0;
        }
      if ((mask >> i & 1) == 0)
        continue;
      if (!any)
        return FALSE;
      worth[N_PRIORITIES + 2] -= application->unknown != NULL;
      worth[N_PRIORITIES + 3] -= application->source;
    }
  return TRUE;
}

/* The list of the first set against that of the second; a beginning is smaller. */
static gboolean
is_smaller (guint a, guint b)
{
  guint bit = (a ^ b) & -(a ^ b);
  gboolean first_has_it = (a & bit) != 0;
  guint other = first_has_it ? b : a;
  return (other > bit) == first_has_it;
}

static guint
find_best (const Choosing *choosing, gint64 best_worth[N_LEVELS])
{
  guint best = 0;
  g_assert_true (get_worth (choosing, 0, best_worth));
  for (guint mask = 1; mask < 1u << choosing->problem.n_applications; mask++)
    {
      gint64 worth[N_LEVELS];
      guint level = 0;
      if (!get_worth (choosing, mask, worth))
        continue;
      while (level < N_LEVELS && worth[level] == best_worth[level])
        level++;
      if (level < N_LEVELS ? worth[level] < best_worth[level] : !is_smaller (mask, best))
        continue;
      best = mask;
      memcpy (best_worth, worth, sizeof worth);
    }
  return best;
}

static guint
get_mask (const EquateSelection *selection)
{
  guint mask = 0;
  for (guint i = 0; i < selection->chosen->len; i++)
    mask |= 1u << g_array_index (selection->chosen, guint, i);
  return mask;
}

/* The credits of each grant, one behind the other, are those of the reference. */
static gboolean
grants_agree (const Choosing *choosing, const EquateSelection *selection)
{
  EquateDecimal left[MAX_CHOOSING];
  EquateDecimal granted[MAX_CHOOSING][MAX_CHOOSING];
  guint mask = get_mask (selection);
  guint next = 0;
  if (!place_whole (choosing, mask, left))
    return FALSE;
  fill_electives (choosing, mask, left, granted);
  for (guint i = 0; i < choosing->problem.n_applications; i++)
    for (guint g = 0; (mask >> i & 1) && g < choosing->applications[i].n_grants; g++)
      if (next >= selection->granted->len
          || g_array_index (selection->granted, EquateDecimal, next++) != granted[i][g])
        return FALSE;
  return next == selection->granted->len;
}

static void
assert_best (const Choosing *choosing)
{
  gint64 worth[N_LEVELS];
  guint best = find_best (choosing, worth);
  g_autoptr (EquateSelection) selection = equate_select (&choosing->problem);
  if (selection->optimal && get_mask (selection) == best && grants_agree (choosing, selection))
    return;
  g_autofree char *problem = show_problem (choosing);
  g_autofree char *shown = show_selection (choosing, selection);
  g_test_message ("%s: found \"%s\"%s, expected the set 0x%x", problem, shown,
                  selection->optimal ? "" : " (not optimal)", best);
  g_test_fail ();
}

static void
test_hard (void)
{
  for (guint i = 0; i < 80 && !g_test_failed (); i++)
    {
      g_autoptr (Choosing) choosing = choosing_hard (11, i % 2 > 0);
      assert_best (choosing);
    }
}

static void
test_dense (void)
{
  for (guint i = 0; i < 400 && !g_test_failed (); i++)
    {
      g_autoptr (Choosing) choosing = choosing_dense (pick (7, 12));
      assert_best (choosing);
    }
}

/* GLib prints the seed; --seed repeats a run. */
static void
test_all_subsets (void)
{
  for (guint i = 0; i < 2000 && !g_test_failed (); i++)
    {
      g_autoptr (Choosing) choosing = choosing_random (1, 8);
      assert_best (choosing);
    }
}

/* With too little work the choice is allowed, said not to be exact, and lacks no more than the
 * bound says. */
static void
assert_bound (const Choosing *choosing)
{
  gint64 best[N_LEVELS];
  gint64 worth[N_LEVELS];
  find_best (choosing, best);
  g_autoptr (EquateSelection) selection = equate_select (&choosing->problem);
  gboolean good
      = get_worth (choosing, get_mask (selection), worth) && grants_agree (choosing, selection);
  for (guint p = 0; p < N_PRIORITIES; p++)
    {
      gint64 allowed = 0;
      for (guint b = 0; b < selection->bound->len; b++)
        if (g_array_index (selection->bound, EquateBound, b).priority == 1 - (gint) p)
          allowed = g_array_index (selection->bound, EquateBound, b).credits;
      good = good && best[p] - worth[p] <= allowed;
    }
  if (selection->optimal)
    good = good && selection->bound->len == 0 && memcmp (best, worth, sizeof best) == 0;
  if (good)
    return;
  g_autofree char *problem = show_problem (choosing);
  g_autofree char *shown = show_selection (choosing, selection);
  g_test_message ("%s with work %" G_GUINT64_FORMAT ": found \"%s\"", problem,
                  choosing->problem.work, shown);
  g_test_fail ();
}

static void
test_work_bound (void)
{
  guint n_cut = 0;
  for (guint i = 0; i < 1000 && !g_test_failed (); i++)
    {
      g_autoptr (Choosing) choosing = choosing_random (1, 8);
      choosing->problem.work = pick (0, 12);
      assert_bound (choosing);
      g_autoptr (EquateSelection) selection = equate_select (&choosing->problem);
      n_cut += !selection->optimal;
    }
  g_assert_cmpuint (n_cut, >, 0);
}

/* What the relaxation found before it gave up stands, where the search after it finds nothing better
 * than its first set, the dearest courses: three of 8 credits go before two of 8 credits. */
static void
test_known_stands (void)
{
  g_autoptr (Choosing) choosing = choosing_parse (
      "0 a T0=2 -2; 1 b T1=4 -4; 2 c T2=4 -4; 3 d T3=4 -4; 4 e T4=2 -2; 5 f T5=2 -2", "9.05", NULL);
  guint n_first = 0;
  guint n_known = 0;
  choosing->problem.work = 0;
  for (gboolean optimal = FALSE; !optimal && !g_test_failed (); choosing->problem.work++)
    {
      assert_bound (choosing);
      g_autoptr (EquateSelection) selection = equate_select (&choosing->problem);
      optimal = selection->optimal;
      n_first += !optimal && get_mask (selection) == 0x06;
      n_known += !optimal && get_mask (selection) == 0x38;
    }
  g_assert_cmpuint (n_first, >, 0);
  g_assert_cmpuint (n_known, >, 0);
}

/* Ways that nobody looked at may award whatever their rule can award, also where none was seen. */
static void
test_ways_cut (void)
{
  static const EquateDecimal decimals[] = { 6000, 2000 };
  static const EquateCompiledGive gives[] = {
    { .kind = EQUATE_AWARD_ALL_OF, .n_children = 2, .first_child = 1 },
    { .kind = EQUATE_AWARD_ONE_OF, .n_children = 2, .first_child = 3 },
    { .kind = EQUATE_AWARD_ELECTIVE, .credits_kind = EQUATE_CREDITS_CONVERTED },
    { .kind = EQUATE_AWARD_COURSE, .credits_kind = EQUATE_CREDITS_FIXED, .credits = 0 },
    { .kind = EQUATE_AWARD_COURSE, .credits_kind = EQUATE_CREDITS_FIXED, .credits = 1 },
    { .kind = EQUATE_AWARD_WAIVER },
  };
  static const struct
  {
    guint32 give;
    guint32 otherwise; /* what a shortfall gives instead */
    EquateDecimal missing;
  } rows[] = {
    { 3, EQUATE_NO_INDEX, 12000 }, { 1, EQUATE_NO_INDEX, 12000 }, { 4, EQUATE_NO_INDEX, 4000 },
    { 2, EQUATE_NO_INDEX, 8002 },  { 0, EQUATE_NO_INDEX, 20002 }, { 5, EQUATE_NO_INDEX, 0 },
    { 3, 4, 12000 },               { 4, 3, 12000 },               { 5, 2, 8002 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Choosing) choosing = choosing_parse ("1 b T2=4 ^2", NULL, "3");
      choosing->ruleset.gives = gives;
      choosing->ruleset.decimals = decimals;
      choosing->agreement.round_step = 1;
      choosing->agreement.has_shortfall = rows[i].otherwise != EQUATE_NO_INDEX;
      choosing->agreement.shortfall_otherwise = rows[i].otherwise;
      choosing->attempts[0] = (EquateAttempt){ .counts = TRUE, .credits = 5000 };
      choosing->attempts[1].credits = 3000;
      choosing->rules[0].give = rows[i].give;
      choosing->touched[0].ways_cut = TRUE;
      g_autoptr (EquateSelection) selection = equate_select (&choosing->problem);
      const EquateBound *bound = (const EquateBound *) (gpointer) selection->bound->data;
      g_assert_false (selection->optimal);
      g_assert_cmpuint (selection->chosen->len, ==, 1);
      g_assert_cmpuint (selection->bound->len, ==, 2);
      g_assert_cmpint (bound[0].priority, ==, 2);
      g_assert_cmpint (bound[0].credits, ==, 0);
      g_assert_cmpint (bound[1].priority, ==, 0);
      g_assert_cmpint (bound[1].credits, ==, rows[i].missing);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection/criteria", test_criteria);
  g_test_add_func ("/selection/limits", test_limits);
  g_test_add_func ("/selection/favour", test_favour);
  g_test_add_func ("/selection/dense", test_dense);
  g_test_add_func ("/selection/all-subsets", test_all_subsets);
  g_test_add_func ("/selection/hard", test_hard);
  g_test_add_func ("/selection/work-bound", test_work_bound);
  g_test_add_func ("/selection/known-stands", test_known_stands);
  g_test_add_func ("/selection/ways-cut", test_ways_cut);
  return g_test_run ();
}
