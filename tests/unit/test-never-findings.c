/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

static const Analysed rows[] = {
  { "nothing wrong", NULL, RULE ("take: [A1, A2], give: T1"), "" },
  { "period", "valid: {from: 2024-01-01}\n",
    RULE ("take: A1, give: T1, valid: {until: 2023-12-31}"), "EQ304:r" },
  { "last day", "valid: {from: 2024-01-01}\n",
    RULE ("take: A1, give: T1, valid: {until: 2024-01-01}"), "" },
  { "programmes", "programmes: [ee]\n", RULE ("take: A1, give: T1, programmes: [me]"), "EQ304:r" },
  { "grades", NULL, RULE ("take: {course: A1, min-grade: '80', max-grade: '79.999'}, give: T1"),
    "EQ304:course: A1" },
  { "one grade", NULL, RULE ("take: {course: A1, min-grade: '80', max-grade: '80'}, give: T1"),
    "" },
  { "failing grades", NULL, RULE ("take: {course: A1, max-grade: '59'}, give: T1"),
    "EQ304:course: A1" },
  { "a default", "defaults: {min-grade: '90'}\n",
    RULE ("take: {course: A1, max-grade: '80'}, give: T1"), "EQ304:course: A1" },
  { "credits", NULL, RULE ("take: {match: 'A.', min-credits: 5, max-credits: 4}, give: T1"),
    "EQ304:match: 'A.'" },
  { "too old", "valid: {from: 2024-01-01}\n",
    RULE ("take: {course: A1, taken: {until: 2020-12-31}, max-age: 36 months}, give: T1"),
    "EQ304:course: A1" },
  { "just young enough", "valid: {from: 2024-01-01}\n",
    RULE ("take: {course: A1, taken: {until: 2021-01-01}, max-age: 36 months}, give: T1"), "" },
  { "taken after the end", "valid: {until: 2024-12-31}\n",
    RULE ("take: {course: A1, taken: {from: 2025-01-01}}, give: T1"), "EQ304:course: A1" },
  { "level", NULL, RULE ("take: {course: A4, level: master}, give: T1"), "EQ304:course: A4" },
  { "hours", NULL, RULE ("take: {course: A4, min-hours: {laboratory: 16}}, give: T1"),
    "EQ304:course: A4" },
  { "hours enough", NULL, RULE ("take: {course: A4, min-hours: {laboratory: 15}}, give: T1"), "" },
  { "no course", NULL,
    RULE ("take: {any-of: [{match: 'B.'}, {tag: free}, {isced: '09'}, {title: zzz}]}, give: T1"),
    "EQ304:match: 'B.' EQ304:tag: free EQ304:isced: '09' EQ304:title: zzz" },
  { "twice", NULL, RULE ("take: [A1, OLD1], give: T1"), "EQ304:r" },
  { "too many", NULL, RULE ("take: {n-of: 2, from: [{match: 'A[12]'}, A3, {tag: core}]}, give: T1"),
    "" },
  { "more than there are", NULL, RULE ("take: [{match: A1}, {match: 'A[12]'}, A2], give: T1"),
    "EQ304:r" },
  { "total", NULL, RULE ("take: {total-credits: 11, from: {match: 'A[12]'}}, give: T1"),
    "EQ304:r" },
  { "total reached", NULL, RULE ("take: {total-credits: 10, from: {match: 'A[12]'}}, give: T1"),
    "" },
  { "denied", NULL, RULE ("take: A1, give: T1") RULE_D ("{match: 'A.'}"), "EQ304:r" },
  { "denied below", NULL, RULE ("take: A1, give: T1, priority: 1") RULE_D ("{match: 'A.'}"), "" },
  { "denied in part", NULL, RULE ("take: A1, give: T1") RULE_D ("{course: A1, max-grade: '70'}"),
    "" },
  { "denied one of two", NULL, RULE ("take: {any-of: [A1, A2]}, give: T1") RULE_D ("A1"), "" },
  { "denied for a time", NULL,
    RULE ("take: A1, give: T1") "  - {id: d, deny: A1, valid: {from: 2024-01-01}}\n", "" },
  { "a title may differ", NULL, RULE ("take: A1, give: T1") RULE_D ("{title: math}"), "" },
  { "unless", NULL, RULE ("take: [A1, A2], give: T1, unless: {match: 'A[23]'}"), "EQ304:r" },
  { "unless something else", NULL, RULE ("take: [A1, A2], give: T1, unless: [A2, A3]"), "" },
};

static void
test_never (void)
{
  run_analysis (rows, G_N_ELEMENTS (rows), "EQ304", FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/never-findings/table", test_never);
  return g_test_run ();
}
