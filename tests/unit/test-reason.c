/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "deciding.h"

#define EE "institution: beta, programme: ee"
#define A1 "{course: A1}"
#define A1_A2 A1 ", {course: A2}"

/* In the order of language.md 9, "Reasons": each case holds what comes next as well. */
static const Case order[] = {
  { "out of force, and held back", NULL,
    RULE ("take: A1, give: T1, valid: {until: 2020-01-01}, programmes: [me], unless: A1"), NULL, A1,
    "A1:not-used[r rule-not-valid]" },
  { "another programme, and held back", NULL,
    RULE ("take: A1, give: T1, programmes: [me], unless: A1"), EE, A1, "A1:not-used[r programme]" },
  { "a target that is not in force", NULL, RULE ("take: A1, give: T9"), NULL, A1,
    "A1:not-used[r rule-not-valid]" },
  { "held back, and denied", NULL, RULE ("take: A1, give: T1, unless: A2") RULE_D ("A1"), NULL,
    A1_A2, "A1:denied[r unless; d denied d] A2:not-used" },
  { "denied, and a condition that says no", NULL,
    RULE ("take: {course: A1, min-credits: 5}, give: T1") RULE_D ("A1, because: No."), NULL, A1,
    "A1:denied[r denied No.; d denied No.]" },
  { "a condition, and a course that is missing", NULL,
    RULE ("take: [{course: A1, min-credits: 5}, A3], give: T1"), NULL, A1,
    "A1:not-used[r min-credits 5]" },
  { "a shortfall", "credits: {shortfall: {at-most: 1}}\n", RULE ("take: A1, give: T1"), NULL, A1,
    "A1:not-used[r shortfall]" },
  { "a course that is missing", NULL, RULE ("take: [A1, A3], give: T1"), NULL, A1,
    "A1:not-used[r missing-course A3]" },
  { "times before a limit", "limits: [{id: all, credits: 6}]\n",
    RULE ("take: {match: 'A.'}, give: {one-of: [T1, T2]}"), NULL, A1_A2,
    "A1:used(r) A2:not-used[r times 1]" },
  { "a limit before another application", "limits: [{id: all, credits: 6}]\n",
    RULE ("take: A1, give: T1") RULE_S ("take: {any-of: [A2, [A1, A2]]}, give: T2"), NULL, A1_A2,
    "A1:used(r) A2:cut-by-limit[s limit all]" },
  { "another application was better", NULL,
    RULE ("take: A1, give: T1") RULE_S ("take: [A1, A2], give: T2"), NULL, A1_A2,
    "A1:used(r) A2:not-used[s not-selected r]" },
};

static const Case conditions[] = {
  { "in the order of the list", NULL,
    RULE ("take: {course: A4, level: master, language: zh, max-credits: 1, min-grade: '70'}, give: "
          "T1"),
    NULL, E ("A4", "60"), "A4:not-used[r min-grade 70]" },
  { "max-grade", NULL, RULE ("take: {course: A1, max-grade: '70'}, give: T1"), NULL, E ("A1", "85"),
    "A1:not-used[r max-grade 70]" },
  { "min-credits", NULL, RULE ("take: {course: A1, min-credits: 4.5}, give: T1"), NULL, A1,
    "A1:not-used[r min-credits 4.5]" },
  { "max-credits", NULL, RULE ("take: {course: A1, max-credits: 3}, give: T1"), NULL, A1,
    "A1:not-used[r max-credits 3]" },
  { "taken", NULL, RULE ("take: {course: A1, taken: {from: 2024-01-01}}, give: T1"), NULL,
    "{course: A1, date: 2023-01-01}", "A1:not-used[r taken from 2024-01-01]" },
  { "taken between", NULL,
    RULE ("take: {course: A1, taken: {from: 2024-01-01, until: 2024-12-31}}, give: T1"), NULL,
    "{course: A1, date: 2023-01-01}", "A1:not-used[r taken from 2024-01-01 until 2024-12-31]" },
  { "max-age", NULL, RULE ("take: {course: A1, max-age: 18 months}, give: T1"), NULL,
    "{course: A1, date: 2023-01-01}", "A1:not-used[r max-age 18 months]" },
  { "level", NULL, RULE ("take: {course: A4, level: master}, give: T1"), NULL, "{course: A4}",
    "A4:not-used[r level master]" },
  { "language", NULL, RULE ("take: {course: A4, language: zh}, give: T1"), NULL, "{course: A4}",
    "A4:not-used[r language zh]" },
  { "min-hours", NULL,
    RULE ("take: {course: A4, min-hours: {total: 10, laboratory: 20}}, give: T1"), NULL,
    "{course: A4}", "A4:not-used[r min-hours total 10, laboratory 20]" },
  { "of several leaves the condition that comes first in the list", NULL,
    RULE (
        "take: {any-of: [{course: A4, level: master}, {course: A4, min-grade: '70'}, {course: A4, "
        "max-credits: 1}]}, give: T1"),
    NULL, E ("A4", "60"), "A4:not-used[r min-grade 70]" },
  { "one of two leaves says no, the other lacks a course", NULL,
    RULE ("take: {any-of: [{course: A1, min-credits: 5}, [A1, A3]]}, give: T1"), NULL, A1,
    "A1:not-used[r missing-course A3]" },
};

static const Case missing[] = {
  { "one of a list", NULL, RULE ("take: [A1, A2, A3], give: T1"), NULL, A1,
    "A1:not-used[r missing-course A2 and A3]" },
  { "one more of several", NULL, RULE ("take: {n-of: 2, from: [A1, A2, A3]}, give: T1"), NULL, A1,
    "A1:not-used[r missing-course A2 or A3]" },
  { "some more of several", NULL, RULE ("take: {n-of: 3, from: [A1, A2, A3, A4]}, give: T1"), NULL,
    A1, "A1:not-used[r missing-course 2 of A2 or A3 or A4]" },
  { "all of several", NULL, RULE ("take: {n-of: 2, from: [A1, A2]}, give: T1"), NULL, A1,
    "A1:not-used[r missing-course A2]" },
  { "what the alternative of the entry lacks", NULL,
    RULE ("take: {any-of: [[A1, A2], [A3, A4]]}, give: T1"), NULL, A1,
    "A1:not-used[r missing-course A2]" },
  { "any of the others", NULL, RULE ("take: [A1, {any-of: [A2, A3]}], give: T1"), NULL, A1,
    "A1:not-used[r missing-course A2 or A3]" },
  { "another of those that match", NULL, RULE ("take: [A1, {match: 'B.*'}], give: T1"), NULL, A1,
    "A1:not-used[r missing-course B.*]" },
  { "what is there is not missing", NULL,
    RULE ("take: [A1, {n-of: 1, from: [A2, A3]}, A7], give: T1"), NULL, A1_A2,
    "A1:not-used[r missing-course A7] A2:not-used[r missing-course A7]" },
  { "nor is the other of two alternatives", NULL,
    RULE ("take: [A1, {any-of: [A2, A3]}, A7], give: T1"), NULL, A1_A2,
    "A1:not-used[r missing-course A7] A2:not-used[r missing-course A7]" },
  { "credits", NULL, RULE ("take: {total-credits: 9, from: {match: 'A.'}}, give: T1"), NULL, A1,
    "A1:not-used[r missing-course 9 credits of A.]" },
  { "a course that is there but refused", NULL,
    RULE ("take: [A1, {course: A2, min-credits: 9}], give: T1"), NULL, A1_A2,
    "A1:not-used[r missing-course A2] A2:not-used[r min-credits 9]" },
  { "a course that is there but denied", NULL, RULE ("take: [A1, A2], give: T1") RULE_D ("A2"),
    NULL, A1_A2, "A1:not-used[r missing-course A2] A2:denied[r denied d; d denied d]" },
};

static const Case rules[] = {
  { "one for each rule, in their order", NULL,
    RULE ("take: [A1, A3], give: T1") RULE_S ("take: {course: A1, min-credits: 5}, give: T2")
        RULE_D ("{course: A1, min-credits: 5}"),
    NULL, A1, "A1:not-used[r missing-course A3; s min-credits 5]" },
  { "none selects it", NULL, RULE ("take: A2, give: T1"), NULL, A1, "A1:not-used" },
  { "what unless selects is no reason", NULL, RULE ("take: A2, give: T1, unless: A1"), NULL, A1,
    "A1:not-used" },
  { "a denial of lower priority is none", NULL,
    RULE ("take: [A1, A3], give: T1, priority: 1") RULE_D ("A1"), NULL, A1,
    "A1:denied[r missing-course A3; d denied d]" },
  { "entries that are out have none", NULL, RULE ("take: A1, give: T1"), NULL,
    "{course: A1, status: withdrawn}", "A1:withdrawn" },
  { "entries that are used have none", NULL,
    RULE ("take: A1, give: T1") RULE_S ("take: [A1, A3], give: T2"), NULL, A1, "A1:used(r)" },
  { "limits by name", "limits: [{id: all, credits: 2}, {id: own, elective: free, credits: 0}]\n",
    RULE ("take: A1, give: {elective: free}"), NULL, A1, "A1:cut-by-limit[r limit all, own]" },
  { "a limit of another category is not named",
    "limits: [{id: other, elective: x, credits: 0}, {id: own, elective: free, credits: 0}]\n",
    RULE ("take: A1, give: {elective: free}"), NULL, A1, "A1:cut-by-limit[r limit own]" },
};

static void
test_order (void)
{
  RUN (order, show_entries);
}

static void
test_conditions (void)
{
  RUN (conditions, show_entries);
}

static void
test_missing (void)
{
  RUN (missing, show_entries);
}

static void
test_rules (void)
{
  RUN (rules, show_entries);
}

static void
test_pattern_limit (void)
{
  g_autofree char *title = g_strnfill (600, 'a');
  g_autofree char *entry = g_strdup_printf ("{course: A1, title: %s}", title);
  const Case cases[] = {
    { "before everything else", NULL,
      RULE ("take: {title: b}, give: T1, valid: {until: 2020-01-01}"), NULL, entry,
      "A1:not-used[r pattern-limit]" },
  };

  RUN (cases, show_entries);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reason/order", test_order);
  g_test_add_func ("/reason/conditions", test_conditions);
  g_test_add_func ("/reason/missing", test_missing);
  g_test_add_func ("/reason/rules", test_rules);
  g_test_add_func ("/reason/pattern-limit", test_pattern_limit);
  return g_test_run ();
}
