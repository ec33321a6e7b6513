/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

#define FREE ", give: {elective: free}"

static const Analysed rows[] = {
  { "a lowest grade is no gap", NULL, RULE ("take: {course: A1, min-grade: '70'}" FREE), "" },
  { "better ones left out", NULL, RULE ("take: {course: A1, max-grade: '70'}" FREE), "EQ308:r" },
  { "up to the best", NULL, RULE ("take: {course: A1, max-grade: '100'}" FREE), "" },
  { "a band between", NULL,
    RULE ("take: {course: A1, max-grade: '70'}" FREE)
        RULE_S ("take: {course: A1, min-grade: '71'}, give: T1"),
    "EQ308:r" },
  { "side by side", NULL,
    RULE ("take: {course: A1, max-grade: '70'}" FREE)
        RULE_S ("take: {course: A1, min-grade: '70.001'}, give: T1"),
    "" },
  { "three bands", NULL,
    RULE ("take: {course: A1, max-grade: '70'}" FREE) RULE_S (
        "take: {course: A1, min-grade: '70', max-grade: '80'}, give: T1") "  - {id: t, take: "
                                                                          "{match: A1, min-grade: "
                                                                          "'90'}, give: T2}\n",
    "EQ308:s" },
  { "days between", NULL,
    RULE ("take: A1, valid: {until: 2023-12-31}" FREE)
        RULE_S ("take: [A1, A2], valid: {from: 2024-02-01}, give: T1"),
    "EQ309:s" },
  { "day after day", NULL,
    RULE ("take: A1, valid: {until: 2023-12-31}" FREE)
        RULE_S ("take: A1, valid: {from: 2024-01-01}, give: T1"),
    "" },
  { "two bands between", NULL,
    RULE ("take: {course: A1, max-grade: '70'}" FREE) RULE_S (
        "take: {course: A1, min-grade: '75', max-grade: '80'}, give: T1") "  - {id: t, take: "
                                                                          "{course: A1, min-grade: "
                                                                          "'90'}, give: T2}\n",
    "EQ308:r EQ308:s" },
  { "days between twice", NULL,
    RULE ("take: A1, valid: {until: 2023-12-31}" FREE)
        RULE_S ("take: A1, valid: {from: 2024-02-01, until: 2024-03-31}, give: "
                "T1") "  - {id: t, take: A1, valid: {from: 2024-05-01}, give: T2}\n",
    "EQ309:s EQ309:t" },
  { "covered by a third", NULL,
    RULE ("take: A1, valid: {until: 2023-12-31}" FREE) RULE_S (
        "take: A1, valid: {from: 2024-02-01}, give: T1") "  - {id: t, take: A1, give: T2}\n",
    "" },
};

/* Gaps for some programmes, days or grades alone, with what the witness says of these. */
static const Analysed crossed[] = {
  { "for one programme", NULL,
    RULE ("take: {course: A1, max-grade: '70'}, programmes: [ee]" FREE)
        RULE_S ("take: {course: A1, min-grade: '70'}, give: T1, programmes: [me]"),
    "EQ308:r[A1 with 70 is taken, with the next better grade it is not]" },
  { "for the others", NULL,
    RULE ("take: {course: A1, max-grade: '70'}" FREE)
        RULE_S ("take: {course: A1, min-grade: '70'}, give: T1, programmes: [ee]"),
    "EQ308:r[A1 with 70 is taken for a programme that the rules do not name, with the next better "
    "grade it is not]" },
  { "other bands for another programme", NULL,
    RULE ("take: {course: A1, max-grade: '70'}" FREE)
        RULE_S ("take: {course: A1, min-grade: '80'}, give: T1, programmes: [ee]"),
    "EQ308:r[A1 with 70 is taken for the programme `ee`, with the next better grade it is not] "
    "EQ308:r[A1 with 70 is taken for a programme that the rules do not name, with the next better "
    "grade it is not]" },
  { "all programmes served are named", "programmes: [ee]\n",
    RULE ("take: {course: A1, max-grade: '70'}" FREE)
        RULE_S ("take: {course: A1, min-grade: '70'}, give: T1, programmes: [ee]"),
    "" },
  { "grades on some days", NULL,
    RULE ("take: {course: A1, max-grade: '70'}" FREE)
        RULE_S ("take: {course: A1, min-grade: '70'}, valid: {from: 2024-03-01}, give: T1"),
    "EQ308:r[A1 with 70 is taken on 2024-02-29, with the next better grade it is not]" },
  { "days for some grades", NULL,
    RULE ("take: A1, valid: {until: 2022-12-31}" FREE) RULE_S (
        "take: {course: A1, min-grade: '85'}, valid: {from: 2023-01-01, until: 2023-06-30}, give: "
        "T1") "  - {id: t, take: A1, valid: {from: 2023-07-01}, give: T2}\n",
    "EQ309:t[a decision on 2023-01-01 with 60]" },
  { "days for one programme", NULL,
    RULE ("take: A1, valid: {until: 2022-12-31}" FREE)
        RULE_S ("take: A1, programmes: [ee], valid: {from: 2023-01-01, until: 2023-06-30}, give: "
                "T1") "  - {id: t, take: A1, valid: {from: 2023-07-01}, give: T2}\n",
    "EQ309:t[a decision on 2023-01-01 for a programme that the rules do not name]" },
};

static void
test_crossed (void)
{
  run_analysis (crossed, G_N_ELEMENTS (crossed), "EQ308 EQ309", TRUE);
}

static void
test_gaps (void)
{
  run_analysis (rows, G_N_ELEMENTS (rows), "EQ308 EQ309", FALSE);
}

static void
test_agreements (void)
{
  g_autoptr (Compiled) compiled = compile_good (WORLD AGREEMENT (
      "valid: {until: 2023-12-31}\n",
      "  - {id: r, take: A1, give: T1}\n") "---\nequate: agreement/1\nid: later\nfrom: alpha\nto: "
                                           "beta\nstatus: approved\n"
                                           "valid: {from: 2024-01-02}\nrules:\n  - {id: r, take: "
                                           "A1, give: T1}\n");
  g_autofree char *shown = show_analysis (compiled, "EQ309", TRUE);
  g_assert_cmpstr (shown, ==, "EQ309:later[a decision on 2024-01-01]");
}

#define AGREEMENT_OF(id, from, valid)                                                              \
  "---\nequate: agreement/1\nid: " id "\nfrom: " from "\nto: beta\nstatus: approved\n"             \
  "valid: {" valid "}\nrules:\n  - {id: r, deny: {match: X}}\n"

/* Every hole is told, at the agreement after it and for each institution that it leaves out. */
static void
test_more_agreements (void)
{
  g_autoptr (Compiled) compiled = compile_good (WORLD CATALOG (
      "gamma", "cn",
      "cn") "  - {code: G1, title: Mathematics, credits: 8}\n" AGREEMENT_OF ("one",
                                                                             "[alpha, gamma]",
                                                                             "until: 2020-12-31")
                                                    AGREEMENT_OF (
                                                        "two", "gamma",
                                                        "from: 2021-01-01, until: 2021-12-31")
                                                        AGREEMENT_OF (
                                                            "three", "[gamma, alpha]",
                                                            "from: 2022-01-01, until: 2022-12-31")
                                                            AGREEMENT_OF ("four", "[gamma, alpha]",
                                                                          "from: 2023-06-01"));
  g_autofree char *shown = show_analysis (compiled, "EQ309", TRUE);
  g_assert_cmpstr (shown, ==,
                   "EQ309:three[a decision on 2021-01-01] EQ309:four[a decision on 2023-01-01] "
                   "EQ309:four[a decision on 2023-01-01]");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gap-findings/table", test_gaps);
  g_test_add_func ("/gap-findings/crossed", test_crossed);
  g_test_add_func ("/gap-findings/agreements", test_agreements);
  g_test_add_func ("/gap-findings/more-agreements", test_more_agreements);
  return g_test_run ();
}
