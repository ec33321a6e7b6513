/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

#define GRADES_OF(grade)                                                                           \
  "  - {id: r, take: [A1, A2], give: T1}\n  - {id: s, take: [A2, A1], give: T1, grade: " grade "}" \
                                                                                               "\n"

static const Analysed rows[] = {
  { "the same", NULL, RULE ("take: [A1, A2], give: T1") RULE_S ("take: [A2, OLD1], give: T1"),
    "EQ307:s" },
  { "another priority", NULL,
    RULE ("take: A1, give: T1") RULE_S ("take: A1, give: T1, priority: -1"), "EQ305:s" },
  { "one after the other", NULL,
    RULE ("take: A1, give: T1, valid: {until: 2023-12-31}")
        RULE_S ("take: A1, give: T1, valid: {from: 2024-01-01}"),
    "" },
  { "other programmes", NULL,
    RULE ("take: A1, give: T1, programmes: [ee]") RULE_S ("take: A1, give: T1, programmes: [me]"),
    "" },
  { "asks for more", NULL,
    RULE ("take: A1, give: T1") RULE_S ("take: {course: A1, min-grade: '70'}, give: T1"),
    "EQ305:s" },
  { "asks for more, first", NULL,
    RULE ("take: {course: A1, min-grade: '70'}, give: T1") RULE_S ("take: A1, give: T1"),
    "EQ305:r" },
  { "asks for something else", NULL,
    RULE ("take: {course: A1, min-grade: '70'}, give: T1")
        RULE_S ("take: {course: A1, taken: {from: 2020-01-01}}, give: T1"),
    "" },
  { "one of the ways", NULL,
    RULE ("take: {any-of: [A1, A2]}, give: T1") RULE_S ("take: A2, give: T1"), "EQ305:s" },
  { "one way is left", NULL,
    RULE ("take: A2, give: T1") RULE_S ("take: {any-of: [A1, A2]}, give: T1"), "EQ305:r" },
  { "fewer courses may have the worse grade", NULL,
    RULE ("take: A1, give: T1") RULE_S ("take: [A1, A2], give: T1"), "" },
  { "fewer courses for more", NULL,
    RULE ("take: A1, give: [T1, T2]") RULE_S ("take: [A1, A2], give: T1"), "EQ305:s" },
  { "more, but others give it too", NULL,
    RULE ("take: A1, give: [T1, T2]")
        RULE_S ("take: A1, give: T1") "  - {id: t, take: A3, give: T2}\n",
    "" },
  { "more than a limit leaves", "limits: [{id: all, credits: 8}]\n",
    RULE ("take: A1, give: [T1, T2]") RULE_S ("take: A1, give: T1"), "" },
  { "an elective once", NULL,
    RULE ("take: {any-of: [A1, A2]}, give: {elective: free, credits: 2}")
        RULE_S ("take: A1, give: {elective: free, credits: 2}"),
    "" },
  { "an elective as often as there are courses", NULL,
    RULE ("take: {any-of: [A1, A2]}, give: {elective: free, credits: 2}, times: 2")
        RULE_S ("take: A1, give: {elective: free, credits: 2}"),
    "EQ305:s" },
  { "held back", NULL, RULE ("take: A1, give: T1, unless: A2") RULE_S ("take: A1, give: T1"),
    "EQ305:r" },
  { "a pattern for codes that nobody knows", NULL,
    RULE ("take: {any-of: [A1, A2]}, give: T1") RULE_S ("take: {match: 'A[12]'}, give: T1"),
    "EQ305:r" },
  { "a mean or the best", NULL, GRADES_OF ("max"), "" },
};

static void
test_double (void)
{
  run_analysis (rows, G_N_ELEMENTS (rows), "EQ305 EQ307", FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/double-findings/table", test_double);
  return g_test_run ();
}
