/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/report.h"

#include "evaluating.h"

#define A1 "{course: A1}"
#define A1_A2 A1 ", {course: A2}"
#define CREDITS(text) "credits: {" text "}\n"
#define MIN_GRADE(course) "{course: " course ", min-grade: '70'}"

static const Case awards[] = {
  { "by rule, entries and place in the give", NULL,
    RULE ("take: {match: 'A.'}, give: [{elective: b, credits: 1}, {elective: a, credits: 2}], "
          "times: 2") RULE_S ("take: A3, give: T1, priority: 5"),
    NULL, "{course: A2}, {course: A1}, {course: A3}",
    "r:~b=1<A2 r:~a=2<A2 r:~b=1<A1 r:~a=2<A1 s:T1=6<A3" },
  { "entries in transcript order", NULL, RULE ("take: [A1, A2], give: T1"), NULL,
    "{course: A2}, {course: OLD1}", "r:T1=6<A2+A1" },
  { "the same grade at each award but waivers", GRADES,
    RULE ("take: A1, give: [T1, {waive: T2}, {elective: free, credits: 1}]"), NULL, E ("A1", "85"),
    "r:T1=6/4.5<A1 r:-T2<A1 r:~free=1/4.5<A1" },
  { "what a limit left", "limits: [{id: all, credits: 7}]\n",
    RULE ("take: A1, give: T1") RULE_S ("take: A2, give: {elective: free}"), NULL, A1_A2,
    "r:T1=6<A1 s:~free=1<A2" },
  { "an elective cut to nothing is none", "limits: [{id: own, elective: free, credits: 0}]\n",
    RULE ("take: A1, give: [T1, {elective: free, credits: 2}]"), NULL, A1, "r:T1=6<A1" },
};

static const Case fates[] = {
  { "in this order before all others", "max-age: 1 year\n", RULE ("take: {match: 'A.'}, give: T1"),
    NULL,
    "{course: A1, status: withdrawn, grade: '10', date: 2020-01-01}, {course: A2, status: "
    "in-progress, grade: '10'}, {course: A3, status: transferred, grade: '10'}, {course: A4, "
    "grade: "
    "'10', date: 2020-01-01}, {course: A7, date: 2020-01-01}",
    "A1:withdrawn A2:in-progress A3:transferred A4:failed A7:too-old" },
  { "repeated before used", NULL, RULE ("take: A1, give: T1"), NULL,
    E ("A1", "70") ", " E ("A1", "85"), "A1:repeated A1:used(r)" },
  { "used, though another application with it is cut", "limits: [{id: all, credits: 6}]\n",
    RULE ("take: A1, give: T1") RULE_S ("take: A1, give: [T2, T3]"), NULL, A1, "A1:used(r)" },
  { "needs-info before cut-by-limit", "limits: [{id: all, credits: 5}]\n",
    RULE ("take: " MIN_GRADE ("A1") ", give: T3") RULE_S ("take: A1, give: T1"), NULL, A1,
    "A1:needs-info(r)[r not-selected; s limit all]" },
  { "cut-by-limit before denied", "limits: [{id: all, credits: 5}]\n",
    RULE ("take: A1, give: T1, priority: 1") RULE_D ("A1"), NULL, A1,
    "A1:cut-by-limit[r limit all; d denied d]" },
  { "denied before unknown-course", NULL, RULE_D ("{match: 'X.*'}"), NULL,
    "{course: X9, credits: 1}", "X9:denied[d denied d]" },
  { "unknown-course before not-used", NULL, RULE ("take: [{match: 'X.*'}, A1], give: T1"), NULL,
    "{course: X9, credits: 1}", "X9:unknown-course[r missing-course A1]" },
  { "an unknown course can be used", NULL, RULE ("take: {match: 'X.*'}, give: T1"), NULL,
    "{course: X9, credits: 1}", "X9:used(r)" },
  { "denied below the rule that uses it", NULL,
    RULE ("take: A1, give: T1, priority: 1") RULE_D ("A1"), NULL, A1, "A1:used(r)" },
  { "consumed by another application", "limits: [{id: all, credits: 6}]\n",
    RULE ("take: A1, give: T1") RULE_S ("take: A2, give: T1"), NULL, A1_A2,
    "A1:used(r) A2:not-used[s not-selected r]" },
};

static const Case missing[] = {
  { "nothing", NULL, RULE ("take: A1, give: T1"), NULL, A1, "" },
  { "a grade", NULL, RULE ("take: " MIN_GRADE ("A1") ", give: T1"), NULL, A1, "r:A1 grade>T1=6" },
  { "all that is missing, entry by entry", NULL,
    RULE ("take: [{course: A2, level: master, max-age: 1 year}, " MIN_GRADE (
        "A1") "], give: [T1, {waive: T2}]"),
    NULL, A1_A2, "r:A1 grade>T1=6+-T2 r:A2 date>T1=6+-T2 r:A2 level>T1=6+-T2" },
  { "a pending grade", NULL, RULE ("take: A1, give: T1"), NULL, E ("A1", "D"), "r:A1 grade>T1=6" },
  { "of the entry that holds it back", NULL, RULE ("take: A1, give: T1, unless: " MIN_GRADE ("A2")),
    NULL, A1_A2, "r:A2 grade>T1=6" },
  { "none where the certain way is as good", NULL,
    RULE ("take: " MIN_GRADE ("A1") ", give: T1") RULE_S ("take: A1, give: T1"), NULL, A1, "" },
  { "beside awards", NULL,
    RULE ("take: " MIN_GRADE ("A1") ", give: T1") RULE_S ("take: A2, give: T2"), NULL, A1_A2,
    "r:A1 grade>T1=6" },
  { "instead of an award", NULL,
    RULE ("take: " MIN_GRADE ("A1") ", give: T1") RULE_S ("take: A1, give: T2"), NULL, A1,
    "r:A1 grade>T1=6" },
  { "cut as a limit would", "limits: [{id: all, credits: 3}]\n",
    RULE ("take: " MIN_GRADE ("A1") ", give: {elective: free}"), NULL, A1, "r:A1 grade>~free=3" },
};

static const Case needed[] = {
  { "the entry that an award uses is used", NULL,
    RULE ("take: " MIN_GRADE ("A1") ", give: T1") RULE_S ("take: A1, give: T2"), NULL, A1,
    "A1:used(s)" },
  { "a pending grade is not denied for sure", NULL, RULE ("take: A1, give: T1") RULE_D ("A1"), NULL,
    E ("A1", "D"), "A1:needs-info(r)[r not-selected]" },
  { "the entry that holds a rule back is not needs-info", NULL,
    RULE ("take: A1, give: T1, unless: " MIN_GRADE ("A2")), NULL, A1_A2,
    "A1:needs-info(r)[r not-selected] A2:not-used" },
};

static const Case accounts[] = {
  { "nothing", NULL, RULE ("take: A1, give: T1"), NULL, "",
    "earned 0 used 0 awarded 0 cut 0 rest 0" },
  { "earned is what is not out, has credits and is not pending", NULL, RULE ("take: A7, give: T1"),
    NULL,
    E ("A1", "85") ", " E ("A2", "50") ", " E ("A3", "D") ", " E (
        "A4", "good") ", {course: A5}, "
                      "{course: X9, credits: 2.5}, {course: A6, status: in-progress}, " E ("A1",
                                                                                           "70"),
    "earned 6.5 used 0 awarded 0 cut 0 rest 0" },
  { "used, awarded and the rest", CREDITS ("rate: 3/2"),
    RULE ("take: A1, give: T1") RULE_S ("take: A2, give: T2"), NULL, A1_A2 ", {course: A3}",
    "earned 12 used 10 awarded 10 cut 0 rest -5000" },
  { "a rest that no decimal holds", CREDITS ("rate: 1/3"),
    RULE ("take: A1, give: {elective: free}"), NULL, A1,
    "earned 4 used 4 awarded 1.333 cut 0 rest -1/3" },
  { "cut from awards that were made", "limits: [{id: all, credits: 7}]\n",
    RULE ("take: A1, give: T1") RULE_S ("take: A2, give: {elective: free}"), NULL, A1_A2,
    "earned 10 used 10 awarded 7 cut 5 rest -3000" },
  { "an award that was not made is not cut", "limits: [{id: all, credits: 7}]\n",
    RULE ("take: A1, give: T1") RULE_S ("take: A2, give: T2"), NULL, A1_A2,
    "earned 10 used 4 awarded 6 cut 0 rest 2000" },
  { "a waiver uses credits", NULL, RULE ("take: A1, give: {waive: T1}"), NULL, A1,
    "earned 4 used 4 awarded 0 cut 0 rest -4000" },
};

static const Case warnings[] = {
  { "none", GRADES, RULE ("take: A1, give: T1"), NULL, E ("A1", "85"), "" },
  { "a grade on a scale that the agreement does not convert", GRADES, RULE ("take: A1, give: T1"),
    NULL, "{course: A1, grade: A, scale: abc}", "EQ509" },
  { "not where no grade is wanted", GRADES, RULE ("take: A1, give: T1, grade: none"), NULL,
    "{course: A1, grade: A, scale: abc}", "" },
  { "not where the entry is not used", GRADES, RULE ("take: A2, give: T1"), NULL,
    "{course: A1, grade: A, scale: abc}", "" },
};

static void
test_awards (void)
{
  RUN (awards, show_awards);
}

static void
test_fates (void)
{
  RUN (fates, show_entries);
}

static void
test_missing (void)
{
  RUN (missing, show_missing);
  RUN (needed, show_entries);
}

static void
test_accounts (void)
{
  RUN (accounts, show_account);
}

static void
test_warnings (void)
{
  RUN (warnings, show_warnings);
}

/* Where a grade comes from stands at the award, and what an entry's became at the entry. */
static void
test_conversions (void)
{
  const Case test = { NULL,
                      GRADES,
                      RULE ("take: A1, give: T1") RULE_S ("take: A2, give: T2, grade: none")
                          RULE_D ("{title: 'never'}"),
                      NULL,
                      E ("A1", "85") ", " E ("A2", "85") ", " E ("x 9", "85.50"),
                      NULL };
  g_autoptr (Decided) decided = decide (&test);
  const EquateDecision *decision = decided->decision;

  g_assert_cmpuint (decision->n_awards, ==, 2);
  g_assert_cmpstr (decision->awards[0].conversion, ==, "cn-pl");
  g_assert_cmpstr (decision->awards[0].method, ==, "table");
  g_assert_false (decision->awards[0].fallback);
  g_assert_cmpstr (decision->awards[0].title, ==, "Mathematics");
  g_assert_null (decision->awards[1].grade);
  g_assert_null (decision->awards[1].conversion);
  g_assert_null (decision->awards[1].method);
  g_assert_cmpstr (decision->entries[0].converted, ==, "4.5");
  g_assert_cmpstr (decision->entries[1].converted, ==, "4.5");
  g_assert_null (decision->entries[2].converted);
  g_assert_cmpstr (decision->entries[2].course, ==, "x 9");
  g_assert_cmpstr (decision->entries[2].grade, ==, "85.50");
  g_assert_cmpint (decision->entries[2].credits, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpstr (decision->source_unit, ==, "cn");
}

/* A grade that is on the target's scale already needs no conversion. */
static void
test_kept_grades (void)
{
  const Case test
      = { NULL, GRADES, RULE ("take: A1, give: T1"), NULL, "{course: A1, grade: bdb, scale: pl}",
          NULL };
  g_autoptr (Decided) decided = decide (&test);
  const EquateDecidedAward *award = &decided->decision->awards[0];

  g_assert_cmpstr (award->grade, ==, "5.0");
  g_assert_null (award->conversion);
  g_assert_null (award->method);
  g_assert_cmpuint (decided->decision->n_warnings, ==, 0);
}

static void
test_nearest (void)
{
  const Case test = { NULL,
                      NULL,
                      RULE ("take: A1, give: T1"),
                      NULL,
                      "{course: A1}, {course: A11}, {course: completely different}",
                      NULL };
  g_autoptr (Decided) decided = decide (&test);
  const EquateDecidedEntry *entries = decided->decision->entries;

  g_assert_cmpuint (entries[0].n_nearest, ==, 0);
  g_assert_cmpuint (entries[1].n_nearest, >, 0);
  g_assert_cmpuint (entries[1].n_nearest, <=, 3);
  g_assert_cmpstr (entries[1].nearest[0], ==, "A1");
  g_assert_cmpuint (entries[2].n_nearest, ==, 0);
}

static void
test_awards_only (void)
{
  const Case test = { NULL, NULL, RULE ("take: A1, give: T1"), NULL, A1, NULL };
  g_autoptr (Decided) decided = decide_with (&test, (EquateDecideOptions){ .awards_only = TRUE });

  g_assert_cmpuint (decided->decision->n_entries, ==, 0);
  g_assert_cmpuint (decided->decision->n_awards, ==, 1);
  g_assert_cmpint (decided->decision->source_used, ==, 4000);
}

/* What may be missing, where one of the two searches ended too early: of what is awarded nothing, if
 * only the other one did. */
static void
test_bound (void)
{
  static const struct
  {
    const char *name;
    guint64 work;          /* for what is awarded */
    guint64 work_favoured; /* for what is missing */
    gboolean optimal;
    EquateDecimal missing;
  } rows[] = {
    { "both to their ends", 10000, 10000, TRUE, -1 },
    { "only what is missing", 10000, 0, FALSE, 0 },
    { "only what is awarded", 0, 10000, FALSE, 4000 },
    { "neither", 0, 0, FALSE, 4000 },
  };
  /* The dearest is taken first, and stands in the way of two that are worth 8 together; A1 and A2 are
   * worth 9 at most, each by itself. */
  const Case test = { NULL,
                      NULL,
                      RULE ("take: [A1, A2], give: T3") RULE_S ("take: A1, give: T2")
                          "  - {id: t, take: A2, give: {elective: free, credits: 4}}\n"
                          "  - {id: u, take: {course: A3, min-grade: '70'}, give: T1}\n",
                      NULL,
                      A1_A2 ", {course: A3}",
                      NULL };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
      EquateEvaluation *evaluation = &evaluated->evaluation;
      g_autoptr (GArray) applications = equate_applications_find (evaluation);
      EquateSelectionProblem problem = {
        .evaluation = evaluation,
        .applications = (const EquateApplication *) (gpointer) applications->data,
        .n_applications = applications->len,
        .work = rows[i].work,
      };
      g_autoptr (EquateSelection) selection = equate_select (&problem);
      problem.favour = TRUE;
      problem.work = rows[i].work_favoured;
      g_autoptr (EquateSelection) favoured = equate_select (&problem);
      EquateDecision decision = { .unit = "ects" };
      equate_report (evaluation, applications, selection, favoured, FALSE, &decision);
      g_autofree char *warnings_shown = show_warnings (&decision);
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (decision.optimal, ==, rows[i].optimal);
      g_assert_cmpuint (decision.n_bound, ==, rows[i].missing >= 0 ? 1 : 0);
      if (rows[i].missing >= 0)
        g_assert_cmpint (decision.bound[0].credits, ==, rows[i].missing);
      g_assert_cmpstr (warnings_shown, ==, rows[i].optimal ? "" : "EQ510");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/awards", test_awards);
  g_test_add_func ("/report/fates", test_fates);
  g_test_add_func ("/report/missing", test_missing);
  g_test_add_func ("/report/accounts", test_accounts);
  g_test_add_func ("/report/warnings", test_warnings);
  g_test_add_func ("/report/conversions", test_conversions);
  g_test_add_func ("/report/kept-grades", test_kept_grades);
  g_test_add_func ("/report/nearest", test_nearest);
  g_test_add_func ("/report/awards-only", test_awards_only);
  g_test_add_func ("/report/bound", test_bound);
  return g_test_run ();
}
