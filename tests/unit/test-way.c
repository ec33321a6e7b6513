/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "evaluating.h"

#define TAKE(text) RULE ("take: " text ", give: T1")
#define FOUR "{course: A1}, {course: A2}, {course: A3}, {course: A4}"

/* "A1+A2 A1+A3?A3:grade" */
static char *
show_ways (const Evaluated *evaluated, EquateWays ways)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < ways.n; i++)
    {
      const EquateWay *way = &ways.items[i];
      append_entries (text, evaluated, way->attempts, way->n_attempts);
      append_unknown_list (text, evaluated, way->unknown);
      g_string_append_c (text, ' ');
    }
  return finish_list (text);
}

/* Of the first touched rule. */
static char *
find_and_show (Evaluated *evaluated, gboolean unless)
{
  EquateEvaluation *evaluation = &evaluated->evaluation;
  if (evaluation->n_touched == 0)
    return g_strdup ("");
  const EquateCompiledRule *rule = &evaluation->ruleset->rules[evaluation->touched[0].rule];
  const EquateCompiledTerms *terms = &evaluation->ruleset->terms[rule->terms];
  EquateWays ways = equate_ways_find (evaluation, &evaluation->touched[0],
                                      unless ? terms->unless : rule->take, !unless);
  for (guint i = 0; i < ways.n; i++)
    g_assert_true ((ways.items[i].unknown == NULL) == (ways.items[i].n_unknown == 0));
  char *shown = show_ways (evaluated, ways);
  if (terms->unless == EQUATE_NO_INDEX)
    {
      /* The ways of the rule are those of what it takes, also where each hit is one. */
      g_autofree char *of_rule
          = show_ways (evaluated, equate_rule_find_ways (evaluation, &evaluation->touched[0]));
      g_assert_cmpstr (of_rule, ==, shown);
    }
  return shown;
}

static void
run_ways (const Case *cases, guint n, gboolean unless)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&cases[i]);
      g_autofree char *shown = find_and_show (evaluated, unless);
      assert_shown (cases[i].name, shown, cases[i].expected);
      g_assert_false (evaluated->evaluation.n_touched > 0
                      && evaluated->evaluation.touched[0].ways_cut);
    }
}

static const Case ways[] = {
  { "a leaf: one entry each", NULL, TAKE ("{match: 'A[12]'}"), NULL, FOUR, "A1 A2" },
  { "a list: all of it", NULL, TAKE ("[A1, A2]"), NULL, FOUR, "A1+A2" },
  { "a part of a list is nothing", NULL, TAKE ("[A1, A5]"), NULL, FOUR, "" },
  { "in transcript order", NULL, TAKE ("[A1, A2]"), NULL, "{course: A2}, {course: A1}", "A2+A1" },
  { "no entry twice", NULL, TAKE ("[{match: 'A.'}, {match: 'A.'}]"), NULL,
    "{course: A1}, {course: A2}, {course: A3}", "A1+A2 A1+A3 A2+A3" },
  { "a leaf twice needs two entries", NULL, TAKE ("[A1, A1]"), NULL, FOUR, "" },
  { "any-of consumes exactly one", NULL, TAKE ("{any-of: [A1, A2, A5]}"), NULL, FOUR, "A1 A2" },
  { "any-of with a combination", NULL, TAKE ("{any-of: [A1, {all-of: [A2, A3]}]}"), NULL, FOUR,
    "A1 A2+A3" },
  { "n-of consumes exactly n", NULL, TAKE ("{n-of: 2, from: [A1, A2, A3]}"), NULL, FOUR,
    "A1+A2 A1+A3 A2+A3" },
  { "n-of with too few", NULL, TAKE ("{n-of: 2, from: [A1, A5, A7]}"), NULL, FOUR, "" },
  { "n-of all", NULL, TAKE ("{n-of: 3, from: [A1, A2, A3]}"), NULL, FOUR, "A1+A2+A3" },
  { "n-of alternatives, each of which may be a combination", NULL,
    TAKE ("{n-of: 2, from: [[A1, A2], A3, A4]}"), NULL, FOUR, "A1+A2+A3 A1+A2+A4 A3+A4" },
  { "a condition that says no", NULL, TAKE ("{n-of: 1, from: [{course: A1, min-credits: 5}, A2]}"),
    NULL, FOUR, "A2" },
  { "each set once", NULL, TAKE ("{any-of: [{match: 'A[12]'}, A1]}"), NULL, FOUR, "A1 A2" },
  { "what is unknown", NULL, TAKE ("[{course: A1, min-grade: '70'}, A2]"), NULL, FOUR,
    "A1+A2?A1:grade" },
  { "unknown twice", NULL, TAKE ("[{course: A1, min-grade: '70'}, {course: A2, max-age: 1 year}]"),
    NULL, FOUR, "A1+A2?A1:grade?A2:date" },
  { "the way that rests on the least", NULL, TAKE ("{any-of: [{course: A1, min-grade: '70'}, A1]}"),
    NULL, FOUR, "A1" },
};

/* A1 4, A2 6, A3 2, A4 4 and A7 1 credits. */
static const Case totals[] = {
  { "sets that reach it and have none to spare", NULL,
    TAKE ("{total-credits: 6, from: {match: 'A.'}}"), NULL, FOUR, "A1+A3 A1+A4 A2 A3+A4" },
  { "just reached", NULL, TAKE ("{total-credits: 8, from: {match: 'A.'}}"), NULL, FOUR,
    "A1+A2 A1+A4 A2+A3 A2+A4" },
  { "all of it", NULL, TAKE ("{total-credits: 16, from: {match: 'A.'}}"), NULL, FOUR,
    "A1+A2+A3+A4" },
  { "too little", NULL, TAKE ("{total-credits: 16.001, from: {match: 'A.'}}"), NULL, FOUR, "" },
  { "without credits it brings nothing nearer", NULL,
    TAKE ("{total-credits: 4, from: {match: 'A.'}}"), NULL, "{course: A5}, {course: A1}", "A1" },
  { "of the leaf alone", NULL, TAKE ("{total-credits: 4, from: {tag: core}}"), NULL, FOUR, "A4" },
  { "within a list", NULL, TAKE ("[A1, {total-credits: 6, from: {match: 'A.'}}]"), NULL, FOUR,
    "A1+A2 A1+A3+A4" },
};

static const Case unless[] = {
  { "denied entries are seen", NULL, RULE ("take: A1, give: T1, unless: A2") RULE_D ("A2"), NULL,
    FOUR, "A2" },
  { "take does not see them", NULL, RULE ("take: A1, give: T1, unless: [A3, A5]"), NULL, FOUR, "" },
};

static const Case denied[] = {
  { "denied", NULL, TAKE ("{match: 'A[12]'}") RULE_D ("A2"), NULL, FOUR, "A1" },
  { "perhaps denied", NULL, TAKE ("{match: 'A[12]'}") RULE_D ("{course: A2, max-grade: '70'}"),
    NULL, FOUR, "A1 A2?A2:grade" },
};

static void
test_ways (void)
{
  run_ways (ways, G_N_ELEMENTS (ways), FALSE);
  run_ways (totals, G_N_ELEMENTS (totals), FALSE);
}

static void
test_denials (void)
{
  run_ways (unless, G_N_ELEMENTS (unless), TRUE);
  run_ways (denied, G_N_ELEMENTS (denied), FALSE);
}

static const Case rules[] = {
  { "one leaf", NULL, TAKE ("{match: 'A[12]'}"), NULL, FOUR, "A1 A2" },
  { "one leaf, in force", NULL, RULE ("take: A1, give: T1, valid: {from: 2020-01-01}"), NULL, FOUR,
    "A1" },
  { "out of force", NULL, RULE ("take: A1, give: T1, valid: {from: 2026-01-01}"), NULL, FOUR, "" },
  { "for its programme", NULL, RULE ("take: A1, give: T1, programmes: [ee]"),
    "institution: beta, programme: ee", FOUR, "A1" },
  { "for another programme", NULL, RULE ("take: A1, give: T1, programmes: [me]"),
    "institution: beta, programme: ee", FOUR, "" },
  { "held back", NULL, RULE ("take: A1, give: T1, unless: A2"), NULL, FOUR, "" },
  { "not held back", NULL, RULE ("take: A1, give: T1, unless: A5"), NULL, FOUR, "A1" },
  { "perhaps held back", NULL, RULE ("take: A1, give: T1, unless: {course: A2, min-grade: '70'}"),
    NULL, FOUR, "A1?A2:grade" },
  { "a denial", NULL, RULE_D ("A2"), NULL, FOUR, "" },
  { "whatever it awards", NULL, RULE ("take: A1, give: T9"), NULL, FOUR, "A1" },
};

static void
test_rules (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&rules[i]);
      EquateEvaluation *evaluation = &evaluated->evaluation;
      g_assert_cmpuint (evaluation->n_touched, ==, 1);
      g_autofree char *shown
          = show_ways (evaluated, equate_rule_find_ways (evaluation, &evaluation->touched[0]));
      assert_shown (rules[i].name, shown, rules[i].expected);
    }
}

/* Stopped, and said to be stopped. */
static void
test_work_bound (void)
{
  const Case test = { NULL, NULL, TAKE ("{n-of: 2, from: [A1, A2, A3, A4]}"), NULL, FOUR, NULL };
  g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
  EquateEvaluation *evaluation = &evaluated->evaluation;
  guint32 take = evaluation->ruleset->rules[0].take;

  evaluation->work = 4;
  EquateWays some = equate_ways_find (evaluation, &evaluation->touched[0], take, TRUE);
  g_assert_true (evaluation->touched[0].ways_cut);
  g_assert_cmpuint (evaluation->work, ==, 0);
  g_assert_cmpuint (some.n, <, 6);

  evaluation->work = 1000;
  evaluation->touched[0].ways_cut = FALSE;
  EquateWays all = equate_ways_find (evaluation, &evaluation->touched[0], take, TRUE);
  g_assert_false (evaluation->touched[0].ways_cut);
  g_assert_cmpuint (all.n, ==, 6);
}

/* Each leaf selects an entry once. A damaged snapshot may say it twice: it is consumed once. */
static void
test_twice (void)
{
  const Case test
      = { NULL, NULL, TAKE ("{total-credits: 8, from: {match: 'A.'}}"), NULL, FOUR, NULL };
  g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
  EquateEvaluation *evaluation = &evaluated->evaluation;

  g_assert_cmpuint (evaluation->n_hits, ==, 4);
  evaluation->hits[1] = evaluation->hits[0];
  EquateWays found = equate_ways_find (evaluation, &evaluation->touched[0],
                                       evaluation->ruleset->rules[0].take, TRUE);
  g_assert_cmpuint (found.n, ==, 1); /* A1 and A4 have 4 credits each */
  g_assert_cmpuint (found.items[0].n_attempts, ==, 2);
  g_assert_cmpuint (found.items[0].attempts[0], ==, 0);
  g_assert_cmpuint (found.items[0].attempts[1], ==, 3);
}

/* Of a total each step looks at one more entry, A2 first: what was found before the bound stays. */
static void
test_work_bound_of_total (void)
{
  static const struct
  {
    guint64 work;
    guint n_ways;
    gboolean cut;
  } bounds[] = { { 0, 0, TRUE }, { 1, 1, TRUE }, { 1000, 4, FALSE } };
  const Case test
      = { NULL, NULL, TAKE ("{total-credits: 6, from: {match: 'A.'}}"), NULL, FOUR, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
      EquateEvaluation *evaluation = &evaluated->evaluation;
      evaluation->work = bounds[i].work;
      EquateWays found = equate_ways_find (evaluation, &evaluation->touched[0],
                                           evaluation->ruleset->rules[0].take, TRUE);
      g_assert_cmpuint (found.n, ==, bounds[i].n_ways);
      g_assert_cmpint (evaluation->touched[0].ways_cut, ==, bounds[i].cut);
      if (bounds[i].cut && found.n > 0)
        g_assert_cmpstr (entry_code (evaluated, found.items[0].attempts[0]), ==, "A2");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/way/ways", test_ways);
  g_test_add_func ("/way/denials", test_denials);
  g_test_add_func ("/way/rules", test_rules);
  g_test_add_func ("/way/work-bound", test_work_bound);
  g_test_add_func ("/way/work-bound-of-total", test_work_bound_of_total);
  g_test_add_func ("/way/twice", test_twice);
  return g_test_run ();
}
