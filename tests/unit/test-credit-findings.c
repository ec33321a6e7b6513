/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

#define RATE "credits: {rate: 3/2}\n"
#define SHORTFALL(at_most) "credits: {shortfall: {at-most: " at_most "}}\n"

static const Analysed rows[] = {
  { "half as much again", NULL, RULE ("take: A1, give: T1"), "" },
  { "twice as much", NULL, RULE ("take: A3, give: T2"), "EQ311:r[A3]" },
  { "one credit more", NULL, RULE ("take: A7, give: {course: T2, credits: 2}"), "" },
  { "more than one", NULL, RULE ("take: A7, give: {course: T2, credits: 2.001}"), "EQ311:r[A7]" },
  { "at a rate", RATE, RULE ("take: A3, give: T2"), "" },
  { "beyond the rate", RATE, RULE ("take: A3, give: T3"), "EQ311:r[A3]" },
  { "the cheapest way", NULL, RULE ("take: {any-of: [A1, A3]}, give: T2"), "EQ311:r[A3]" },
  { "the cheapest two", NULL, RULE ("take: {n-of: 2, from: [A1, A3, A7]}, give: T1"),
    "EQ311:r[A7, A3]" },
  { "together", NULL, RULE ("take: [A3, A7], give: T1"), "EQ311:r[A3, A7]" },
  { "a total", NULL, RULE ("take: {total-credits: 3, from: {match: 'A.'}}, give: T1"), "EQ311:r" },
  { "a total that is enough", NULL,
    RULE ("take: {total-credits: 4, from: {match: 'A.'}}, give: T1"), "" },
  { "converted", NULL, RULE ("take: A7, give: {course: T1, credits: converted}"), "" },
  { "an elective beside", NULL,
    RULE ("take: A7, give: [{elective: x, credits: 3}, {elective: y, credits: 1}]"),
    "EQ311:r[A7]" },
  { "the best choice", NULL, RULE ("take: A3, give: {one-of: [{waive: T1}, T2]}"), "EQ311:r[A3]" },
  { "a waiver", NULL, RULE ("take: A7, give: {waive: T1}"), "" },
  { "credits are asked for", NULL, RULE ("take: {match: 'A[137]', min-credits: 4}, give: T1"), "" },
  { "small credits are asked for", NULL,
    RULE ("take: {match: 'A[1357]', max-credits: 3}, give: T2"), "EQ311:r[A7]" },
  { "not the same course twice", NULL,
    RULE ("take: [{match: 'A[37]'}, {match: 'A[37]'}], give: T1"), "" },
  { "unknown credits", NULL, RULE ("take: A5, give: T1"), "" },
  { "too short to be given", SHORTFALL ("1"), RULE ("take: A3, give: T2"), "" },
  { "too short by a share", SHORTFALL ("10%"), RULE ("take: A3, give: T2"), "" },
  { "short, but not too short", SHORTFALL ("60%"), RULE ("take: A3, give: T2"), "EQ311:r[A3]" },
  { "a denial", NULL, RULE_D ("A1"), "" },
};

static void
test_credits (void)
{
  run_analysis (rows, G_N_ELEMENTS (rows), "EQ311", TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/credit-findings/table", test_credits);
  return g_test_run ();
}
