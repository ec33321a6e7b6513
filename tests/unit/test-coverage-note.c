/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/coverage-note.h"

#include "evaluating.h"

#define ENTRIES "{course: A1}, {course: A2}, {course: A3}"

/* expected: of the items in their order, F fired, r refused, - never met; a rule in brackets. */
static const Case rows[] = {
  { "applied", NULL, RULE ("take: A1, give: T1"), NULL, ENTRIES, "[F]" },
  { "no entry", NULL, RULE ("take: A4, give: T1"), NULL, ENTRIES, "[-]" },
  { "a part of it", NULL, RULE ("take: [A1, A4], give: T1"), NULL, ENTRIES, "[r]" },
  { "not chosen", NULL, RULE ("take: A1, give: T1") RULE_S ("take: A1, give: T2"), NULL, ENTRIES,
    "[F][r]" },
  { "the alternative that was used", NULL, RULE ("take: {any-of: [A4, A2]}, give: T1"), NULL,
    ENTRIES, "[F]-F" },
  { "parts side by side", NULL,
    RULE ("take: {n-of: 2, from: [A1, {any-of: [A4, A3]}, A5]}, give: T1"), NULL, ENTRIES,
    "[F]FF-F-" },
  { "a choice of awards", NULL, RULE ("take: A1, give: {one-of: [T2, T1]}"), NULL, ENTRIES,
    "[F]rF" },
  { "choices of what was not applied", NULL,
    RULE ("take: A1, give: T1, priority: 1") RULE_S ("take: A1, give: {one-of: [T2, T3]}"), NULL,
    ENTRIES, "[F][r]rr" },
  { "an exception", NULL, RULE ("take: A1, give: T1, unless: A2"), NULL, ENTRIES, "[r]F" },
  { "an exception without need", NULL, RULE ("take: A4, give: T1, unless: A2"), NULL, ENTRIES,
    "[-]r" },
  { "a denial", NULL, RULE_D ("[A1, A4]"), NULL, ENTRIES, "[F]F-" },
  { "a denial on other days", NULL, "  - {id: d, deny: A1, valid: {until: 2020-01-01}}\n", NULL,
    ENTRIES, "[r]" },
};

static char *
note (const Case *test)
{
  g_autoptr (Evaluated) evaluated = evaluate_to_leaves (test);
  g_autoptr (GArray) applications = equate_applications_find (&evaluated->evaluation);
  const EquateSelectionProblem problem = {
    .evaluation = &evaluated->evaluation,
    .applications = (const EquateApplication *) (gpointer) applications->data,
    .n_applications = applications->len,
    .work = 10000,
  };
  g_autoptr (EquateSelection) selection = equate_select (&problem);
  g_autoptr (EquateCoverage) coverage = equate_coverage_new (evaluated->compiled->ruleset);
  equate_coverage_add_agreement (coverage, 0);
  equate_coverage_note (coverage, &evaluated->evaluation, applications, selection);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < coverage->items->len; i++)
    {
      const EquateCoveredItem *item = &g_array_index (coverage->items, EquateCoveredItem, i);
      g_string_append_printf (text, item->kind == EQUATE_COVERED_RULE ? "[%c]" : "%c",
                              "-rF"[item->state]);
    }
  return g_string_free (text, FALSE);
}

static void
test_note (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = note (&rows[i]);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage-note/note", test_note);
  return g_test_run ();
}
