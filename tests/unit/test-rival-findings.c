/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

#define E(n) "{elective: free, credits: " n "}"
#define H(n) "{elective: hum, credits: " n "}"

static const Analysed rows[] = {
  { "a tie", NULL, RULE ("take: A1, give: " E ("2")) RULE_S ("take: A1, give: " H ("2")),
    "EQ306:s[A1 with 60, taken 2025-02-01; decided on 2025-02-01]" },
  { "other credits", NULL, RULE ("take: A1, give: " E ("2")) RULE_S ("take: A1, give: " H ("3")),
    "" },
  { "another number of courses", NULL,
    RULE ("take: A1, give: {course: T2, credits: 4}") RULE_S ("take: A1, give: " H ("4")), "" },
  { "another priority", NULL,
    RULE ("take: A1, give: " E ("2")) RULE_S ("take: A1, give: " H ("2") ", priority: 1"), "" },
  { "other courses", NULL,
    RULE ("take: A1, give: " E ("2")) RULE_S ("take: [A1, A2], give: " H ("2")), "" },
  { "grades apart", NULL,
    RULE ("take: {course: A1, min-grade: '70'}, give: " E ("2"))
        RULE_S ("take: {course: A1, max-grade: '69.999'}, give: " H ("2")),
    "" },
  { "one grade in common", NULL,
    RULE ("take: {course: A1, min-grade: '70'}, give: " E ("2"))
        RULE_S ("take: {course: A1, max-grade: '70'}, give: " H ("2")),
    "EQ306:s[A1 with 70, taken 2025-02-01; decided on 2025-02-01]" },
  { "days apart", NULL,
    RULE ("take: {course: A1, taken: {until: 2023-12-31}}, give: " E ("2"))
        RULE_S ("take: {course: A1, taken: {from: 2024-01-01}}, give: " H ("2")),
    "" },
  { "one day in common", NULL,
    RULE ("take: {course: A1, taken: {until: 2024-01-01}}, give: " E ("2"))
        RULE_S ("take: {course: A1, taken: {from: 2024-01-01}}, give: " H ("2")),
    "EQ306:s[A1 with 60, taken 2024-01-01; decided on 2025-02-01]" },
  { "periods apart", NULL,
    RULE ("take: A1, valid: {until: 2023-12-31}, give: " E ("2"))
        RULE_S ("take: A1, valid: {from: 2024-01-01}, give: " H ("2")),
    "" },
  { "only young enough on earlier days", NULL,
    RULE ("take: {course: A1, taken: {until: 2020-01-01}}, give: " E ("2")) RULE_S (
        "take: {course: A1, max-age: 24 months}, valid: {from: 2022-01-01}, give: " H ("2")),
    "EQ306:s[A1 with 60, taken 2020-01-01; decided on 2022-01-01]" },
  { "never young enough", NULL,
    RULE ("take: {course: A1, taken: {until: 2020-01-01}}, give: " E ("2")) RULE_S (
        "take: {course: A1, max-age: 24 months}, valid: {from: 2022-01-02}, give: " H ("2")),
    "" },
  { "programmes apart", NULL,
    RULE ("take: A1, programmes: [ee], give: " E ("2"))
        RULE_S ("take: A1, programmes: [me], give: " H ("2")),
    "" },
  { "one programme", NULL,
    RULE ("take: A1, give: " E ("2")) RULE_S ("take: A1, programmes: [me], give: " H ("2")),
    "EQ306:s[A1 with 60, taken 2025-02-01; decided on 2025-02-01 for me]" },
  { "unless keeps them apart", NULL,
    RULE ("take: A1, give: " E ("2") ", unless: {course: A1, min-grade: '80'}")
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H ("2")),
    "" },
  { "all but the ungraded are denied", NULL,
    RULE ("take: A1, give: " E ("2")) RULE_S ("take: A1, give: " H ("2"))
        RULE_D ("{course: A1, min-grade: '60'}"),
    "EQ306:s[A1 with P, taken 2025-02-01; decided on 2025-02-01]" },
  { "all denied", NULL,
    RULE ("take: A1, give: " E ("2")) RULE_S ("take: A1, give: " H ("2")) RULE_D ("A1"), "" },
  { "credits as earned", NULL,
    RULE ("take: A6, give: {elective: free}") RULE_S ("take: A6, give: " H ("3")),
    "EQ306:s[A6 with 60, taken 2023-06-30; decided on 2025-02-01]" },
  { "a course that is not there yet", NULL,
    RULE ("take: A1, give: {course: T9, credits: 4}") RULE_S ("take: A1, give: T2"),
    "EQ306:s[A1 with 60, taken 2030-01-01; decided on 2030-01-01]" },
  { "several courses", NULL,
    RULE ("take: {n-of: 2, from: [A1, A2, A3]}, give: " E ("2"))
        RULE_S ("take: [A3, {match: 'A[14]', min-grade: '90'}], give: " H ("2")),
    "EQ306:s[A1 with 90, taken 2025-02-01; A3 with 60, taken 2025-02-01; decided on 2025-02-01]" },
  { "one of the alternatives", NULL,
    RULE ("take: A1, give: {one-of: [T1, " E ("4") "]}") RULE_S ("take: A1, give: " H ("4")),
    "EQ306:s[A1 with 60, taken 2025-02-01; decided on 2025-02-01]" },
  { "the same written alike", NULL,
    RULE ("take: {any-of: [A1, A2]}, give: {one-of: [T1, T2]}")
        RULE_S ("take: A1, give: {one-of: [T2, T1]}"),
    "" },
};

/* A set with too many ways is still compared with those that can be listed. */
#define WIDE(id, pattern, give)                                                                    \
  "  - {id: " id ", take: {n-of: 6, from: [" pattern ", " pattern ", " pattern ", " pattern        \
  ", " pattern ", " pattern "]}, give: " give "}\n"

static const Analysed wide_rows[] = {
  { "alone", NULL, WIDE ("r", "{match: 'A.'}", E ("2")), "" },
  { "with one that takes fewer", NULL,
    WIDE ("r", "{match: 'A.'}", E ("2")) RULE_S ("take: [A1, A2], give: " H ("2")), "" },
  { "with one that takes as many", NULL,
    WIDE ("r", "{match: 'A.'}", E ("2")) RULE_S ("take: [A1, A2, A3, A4, A6, A7], give: " H ("2")),
    "EQ306:s" },
  { "with another", NULL,
    WIDE ("r", "{match: 'A.'}", E ("2")) WIDE ("s", "{match: 'A[1-7]'}", H ("2")), "EQ310:s" },
  { "with another that gives something else", NULL,
    WIDE ("r", "{match: 'A.'}", E ("2")) WIDE ("s", "{match: 'A[1-7]'}", H ("3")), "" },
};

static void
test_rivals (void)
{
  run_analysis (rows, G_N_ELEMENTS (rows), "EQ306 EQ310", TRUE);
}

static void
test_wide (void)
{
  run_analysis (wide_rows, G_N_ELEMENTS (wide_rows), "EQ306 EQ310", FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rival-findings/table", test_rivals);
  g_test_add_func ("/rival-findings/wide", test_wide);
  return g_test_run ();
}
