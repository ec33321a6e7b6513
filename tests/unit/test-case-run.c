/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/case-run.h"

#include "casing.h"

#define RULES                                                                                      \
  "  - {id: r, take: {course: A1, min-grade: '70'}, give: T1}\n"                                   \
  "  - {id: s, take: {match: 'A[23]'}, give: {elective: free, credits: converted}, times: 2}\n"
#define A1(grade) "{course: A1, grade: '" grade "'}"
#define TWO "{course: A2, grade: '90'}, {course: A3, grade: '80'}"

/* differences: "what -expected +got" of each. */
static const struct
{
  const char *name;
  const char *entries;
  const char *expect;
  const char *differences;
} rows[] = {
  { "all of an award", A1 ("85"),
    "awards: [{rule: r, kind: course, target: t1, credits: 6.0, unit: ects, grade: '4.5', "
    "conversion: cn-pl, method: table, fallback: false, consumes: [OLD1], priority: 0}]",
    "" },
  { "each of its fields", A1 ("85"), "awards: [{credits: 5}]",
    "the awards -credits: 5 +rule: r, kind: course, target: T1, credits: 6, unit: ects, grade: "
    "4.5, conversion: cn-pl, method: table, consumes: [A1], priority: 0" },
  { "rule", A1 ("85"), "awards: [{rule: s}]", "the awards" },
  { "kind", A1 ("85"), "awards: [{kind: waiver}]", "the awards" },
  { "target", A1 ("85"), "awards: [{target: T2}]", "the awards" },
  { "unit", A1 ("85"), "awards: [{unit: cn}]", "the awards" },
  { "grade", A1 ("85"), "awards: [{grade: '5.0'}]", "the awards" },
  { "conversion", A1 ("85"), "awards: [{conversion: cn-abc}]", "the awards" },
  { "method", A1 ("85"), "awards: [{method: linear}]", "the awards" },
  { "fallback", A1 ("85"), "awards: [{fallback: true}]", "the awards" },
  { "consumes", A1 ("85"), "awards: [{consumes: []}]", "the awards" },
  { "priority", A1 ("85"), "awards: [{priority: 1}]", "the awards" },
  { "the whole list", A1 ("85"), "awards: []", "the awards" },
  { "none", A1 ("65"), "awards: [{}]", "the awards -anything +nothing" },
  /* The first expectation fits both awards, the second only one. */
  { "any order, and each once", TWO, "awards: [{kind: elective}, {consumes: [A2]}]", "" },
  { "once only", TWO, "awards: [{consumes: [A2]}, {consumes: [A2]}]", "the awards" },
  { "some entries", TWO, "entries: [{course: A3, fate: used, rule: s, grade: '80'}]", "" },
  { "reason", A1 ("65"), "entries: [{course: old1, fate: not-used, reason: min-grade, rule: r}]",
    "" },
  { "rule of a reason", A1 ("65"), "entries: [{course: A1, rule: s}]",
    "the entry A1 -course: A1, rule: s +course: A1, fate: not-used, credits: 4, grade: 65, "
    "reason: min-grade by r" },
  { "reason of another rule", A1 ("65"), "entries: [{course: A1, reason: limit, rule: r}]",
    "the entry A1" },
  { "converted", A1 ("85"), "entries: [{course: A1, converted: '5.0'}]", "the entry A1" },
  { "two attempts", A1 ("85") ", " A1 ("80"),
    "entries: [{course: A1, fate: repeated}, {course: A1, fate: used}]", "" },
  { "outcome", A1 ("85"), "outcome: needs-info", "the outcome -needs-info +decided" },
  { "optimal", A1 ("85"), "optimal: false", "`optimal` -false +true" },
  { "missing", "{course: A1}",
    "outcome: needs-info, needs-info: [{rule: r, entry: A1, missing: grade, would-award: [{target: "
    "T1}]}]",
    "" },
  { "missing, whatever would be awarded", "{course: A1}",
    "needs-info: [{rule: r, entry: A1, missing: grade}]", "" },
  { "another is missing", "{course: A1}", "needs-info: [{missing: date}]", "what is missing" },
  { "nothing would be awarded", "{course: A1}", "needs-info: [{would-award: []}]",
    "what is missing" },
  { "none is missing", "{course: A1}", "needs-info: []", "what is missing" },
  { "account", A1 ("85"),
    "account: {source-earned: 4, source-used: 4, source-unused: 0, awarded: 6, cut-by-limits: 0, "
    "rate-and-rounding: 2, unit: ects}",
    "" },
  { "what differs of it", A1 ("85"), "account: {awarded: 6, rate-and-rounding: 1/3, unit: cn}",
    "the account -rate-and-rounding: 1/3 -unit: cn +rate-and-rounding: 2 +unit: ects" },
  { "warnings", "{course: A1, grade: '85', credits: 5}", "warnings: [EQ503]", "" },
  { "no warnings", A1 ("85"), "warnings: []", "" },
  { "a warning too many", "{course: A1, grade: '85', credits: 5}", "warnings: []", "the warnings" },
  { "a warning that does not come", A1 ("85"), "warnings: [EQ503]",
    "the warnings -EQ503 +nothing" },
};

static void
append_lines (GString *text, char sign, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%c%s ", sign, (const char *) lines->pdata[i]);
}

static char *
show_differences (const EquateCaseResult *result, gboolean with_lines)
{
  GString *text = g_string_new (NULL);
  for (guint d = 0; d < result->differences->len; d++)
    {
      const EquateCaseDifference *difference = result->differences->pdata[d];
      g_string_append_printf (text, "%s ", difference->what);
      if (!with_lines)
        continue;
      append_lines (text, '-', difference->expected);
      append_lines (text, '+', difference->got);
    }
  return finish_list (text);
}

static void
test_compare (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Compiled) compiled
          = compile_with_case ("grades: cn-pl\n", RULES, rows[i].entries, rows[i].expect);
      g_autoptr (EquateCaseResult) result = run_only_case (compiled, NULL);
      /* A row that names no lines is about what differs, not about the words. */
      g_autofree char *shown
          = show_differences (result, strchr (rows[i].differences, '+') != NULL);
      assert_shown (rows[i].name, shown, rows[i].differences);
    }
}

/* A draft decides on its own cases, but not beyond its days and programmes. */
static void
test_agreement (void)
{
  static const struct
  {
    const char *terms;
    const char *expect;
    const char *differences;
  } agreements[] = {
    { "valid: {until: 2025-02-01}\n", "outcome: decided", "" },
    { "valid: {until: 2025-01-31}\n", "outcome: no-agreement", "" },
    { "programmes: [ee]\n", "outcome: no-agreement", "" },
    { "programmes: [ee]\n", "account: {awarded: 0}", "the account -an account +nothing" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (agreements); i++)
    {
      g_autoptr (Compiled) compiled
          = compile_with_case (agreements[i].terms, RULES, A1 ("85"), agreements[i].expect);
      g_autoptr (EquateCaseResult) result = run_only_case (compiled, NULL);
      g_autofree char *shown = show_differences (result, TRUE);
      assert_shown (agreements[i].terms, shown, agreements[i].differences);
    }
}

static void
test_report (void)
{
  g_autoptr (Compiled) compiled = compile_with_case ("", RULES, A1 ("85"), "optimal: false");
  g_autoptr (EquateCaseResult) result = run_only_case (compiled, NULL);
  equate_case_result_report (result, 0, compiled->diagnostics);
  g_autofree char *shown = show_only_finding (compiled);
  g_assert_cmpstr (shown, ==, "the case `c` failed: `optimal`; -");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-run/compare", test_compare);
  g_test_add_func ("/case-run/agreement", test_agreement);
  g_test_add_func ("/case-run/report", test_report);
  return g_test_run ();
}
