/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/coverage.h"

#include "casing.h"

#define G(course) "{course: " course ", grade: '80'}"

/* states: of the items in their order, F fired, r refused, - never met; a rule in brackets. */
static const struct
{
  const char *name;
  const char *rules;
  const char *entries;
  const char *states;
} rows[] = {
  { "a rule", "  - {id: r, take: A1, give: T1}\n", G ("A1"), "[F]" },
  { "a rule that refuses", "  - {id: r, take: [A1, A2], give: T1}\n", G ("A1"), "[r]" },
  { "a rule that nothing meets", "  - {id: r, take: A1, give: T1}\n", G ("A2"), "[-]" },
  { "any-of", "  - {id: r, take: {any-of: [A1, {course: A2, min-grade: '90'}, A3]}, give: T1}\n",
    G ("A1") ", " G ("A2"), "[F]Fr-" },
  { "a list that holds another alternative",
    "  - {id: r, take: {any-of: [A1, [A1, A2]]}, give: {elective: free}}\n", G ("A1") ", " G ("A2"),
    "[F]rF" },
  { "n-of", "  - {id: r, take: {n-of: 2, from: [A1, {any-of: [A2, A3]}, A4]}, give: T1}\n",
    G ("A1") ", " G ("A3"), "[F]FF-F-" },
  { "a list around it", "  - {id: r, take: [A4, {any-of: [A1, A2]}], give: T1}\n",
    G ("A2") ", " G ("A4"), "[F]-F" },
  { "one-of", "  - {id: r, take: A1, give: {one-of: [T2, T1, T9]}}\n", G ("A1"), "[F]rF-" },
  { "one-of in lists",
    "  - {id: r, take: A1, give: [{one-of: [T1, T2]}, {one-of: [T3, {one-of: [{elective: free, "
    "credits: 1}, T2]}]}]}\n",
    G ("A1"), "[F]FrFrrr" },
  { "unless", "  - {id: r, take: A1, give: T1, unless: A2}\n", G ("A1") ", " G ("A2"), "[r]F" },
  { "unless that does not hold", "  - {id: r, take: A1, give: T1, unless: [A2, A3]}\n",
    G ("A1") ", " G ("A2"), "[F]r" },
  { "unless alone", "  - {id: r, take: A1, give: T1, unless: A2}\n", G ("A2"), "[-]r" },
  { "denial", "  - {id: r, deny: A1}\n", G ("A1"), "[F]" },
  { "denials", "  - {id: r, deny: [A1, {course: A2, min-grade: '90'}, A3]}\n",
    G ("A1") ", " G ("A2"), "[F]Fr-" },
  { "a rival", "  - {id: r, take: A1, give: T1}\n  - {id: s, take: A1, give: T2}\n", G ("A1"),
    "[F][r]" },
  { "total-credits",
    "  - {id: r, take: {total-credits: 8, from: {match: 'A[124]'}}, give: {elective: free}}\n",
    G ("A1") ", " G ("A4"), "[F]" },
};

static char *
show_states (const EquateCoverage *coverage)
{
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
test_states (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Compiled) compiled
          = compile_with_case ("", rows[i].rules, rows[i].entries, "outcome: decided");
      g_autoptr (EquateCoverage) coverage = equate_coverage_new (compiled->ruleset);
      equate_coverage_add_agreement (coverage, 0);
      equate_coverage_add_agreement (coverage, 0);
      g_autoptr (EquateCaseResult) result = run_only_case (compiled, coverage);
      g_assert_cmpuint (result->differences->len, ==, 0);
      g_autofree char *shown = show_states (coverage);
      assert_shown (rows[i].name, shown, rows[i].states);
    }
}

/* Rules that were not asked about are not noted; what is known stays known. */
static void
test_count (void)
{
  g_autoptr (Compiled) compiled
      = compile_with_case ("",
                           "  - {id: r, take: A1, give: T1}\n  - {id: s, take: A2, give: T2}\n"
                           "  - {id: t, take: A3, give: T3}\n",
                           G ("A1"), "outcome: decided");
  g_autoptr (EquateCoverage) coverage = equate_coverage_new (compiled->ruleset);
  g_autoptr (EquateCaseResult) ignored = run_only_case (compiled, coverage);

  g_assert_cmpuint (coverage->items->len, ==, 0);
  g_assert_cmpuint (equate_coverage_get_percent (coverage), ==, 100);
  equate_coverage_add_agreement (coverage, 0);
  g_autoptr (EquateCaseResult) result = run_only_case (compiled, coverage);
  equate_coverage_mark (coverage, 0, EQUATE_COVERED_RULE, 0, EQUATE_COVERAGE_REFUSED);
  g_assert_cmpuint (equate_coverage_count (coverage, EQUATE_COVERAGE_FIRED), ==, 1);
  g_assert_cmpuint (equate_coverage_count (coverage, EQUATE_COVERAGE_NEVER), ==, 2);
  g_assert_cmpuint (equate_coverage_get_percent (coverage), ==, 33);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage/states", test_states);
  g_test_add_func ("/coverage/count", test_count);
  return g_test_run ();
}
