/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

static const Analysed rows[] = {
  { "always there", "valid: {from: 2024-01-01}\n", RULE ("take: A1, give: T1"), "" },
  { "not there yet", "valid: {from: 2024-01-01}\n", RULE ("take: A1, give: T9"),
    "EQ302:T9[a decision on 2024-01-01 cannot award it]" },
  { "not before the end", "valid: {until: 2024-12-31}\n", RULE ("take: A1, give: T9"),
    "EQ302:T9[a decision on 2024-12-31 cannot award it]" },
  { "from the first day", "valid: {from: 2030-01-01}\n", RULE ("take: A1, give: T9"), "" },
  { "nobody says when the rule began", NULL, RULE ("take: A1, give: {one-of: [T1, T9]}"), "" },
  { "not offered between its editions", "valid: {from: 2023-01-01, until: 2023-06-30}\n",
    RULE ("take: A6, give: T1"), "EQ302:A6" },
  { "changes", NULL, RULE ("take: A6, give: T1"),
    "EQ303:A6[2023-06-30: “Drawing”, 3 credits; 2023-07-01: “Drawing”, 5 credits]" },
  { "changed before", "valid: {from: 2023-07-01}\n", RULE ("take: A6, give: T1"), "" },
  { "once for each agreement", NULL,
    RULE ("take: A6, give: T1") RULE_S ("take: [A1, A6], give: T2"),
    "EQ303:A6[2023-06-30: “Drawing”, 3 credits; 2023-07-01: “Drawing”, 5 credits]" },
};

static void
test_courses (void)
{
  run_analysis (rows, G_N_ELEMENTS (rows), "EQ302 EQ303", TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/course-findings/table", test_courses);
  return g_test_run ();
}
