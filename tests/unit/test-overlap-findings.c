/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

#define E(n) "{elective: free, credits: " n "}"
#define H(n) "{elective: hum, credits: " n "}"
#define A1_DECIDED "A1 with 80, taken 2025-02-01; decided on 2025-02-01"

static const Analysed rows[] = {
  { "bands overlap", NULL,
    RULE ("take: {course: A1, max-grade: '90'}, give: " E ("2"))
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H ("3")),
    "EQ328:s[" A1_DECIDED "]" },
  { "the early one is preferred", NULL,
    RULE ("take: {course: A1, max-grade: '90'}, give: " E ("3"))
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H ("2")),
    "EQ328:s[" A1_DECIDED "]" },
  { "one grade in common", NULL,
    RULE ("take: {course: A1, max-grade: '80'}, give: " E ("2"))
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H ("3")),
    "EQ328:s[" A1_DECIDED "]" },
  { "bands apart", NULL,
    RULE ("take: {course: A1, max-grade: '79.999'}, give: " E ("2"))
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H ("3")),
    "" },
  { "the same courses always", NULL,
    RULE ("take: A1, give: " E ("2")) RULE_S ("take: A1, give: " H ("3")), "" },
  { "the same band", NULL,
    RULE ("take: {course: A1, min-grade: '80'}, give: " E ("2"))
        RULE_S ("take: {match: A1, min-grade: '80'}, give: " H ("3")),
    "" },
  { "a special case that goes first", NULL,
    RULE ("take: A1, give: " E ("2"))
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H ("3")),
    "" },
  { "a special case that comes off worse", NULL,
    RULE ("take: A1, give: " E ("3"))
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H ("2")),
    "EQ328:s[" A1_DECIDED "]" },
  { "nothing is lost", NULL,
    RULE ("take: {course: A1, max-grade: '90'}, give: " E ("2"))
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " E ("3")),
    "" },
  { "a priority was set", NULL,
    RULE ("take: {course: A1, max-grade: '90'}, give: " E ("2"))
        RULE_S ("take: {course: A1, min-grade: '80'}, priority: 1, give: " H ("3")),
    "" },
  { "more courses for as many credits", NULL,
    RULE ("take: {course: A1, max-grade: '90'}, give: " E ("8")) RULE_S (
        "take: {course: A1, min-grade: '80'}, give: [{course: T1, credits: 4}, {course: T2, "
        "credits: 4}]"),
    "EQ328:s[" A1_DECIDED "]" },
  { "a tie is told as such", NULL,
    RULE ("take: {course: A1, max-grade: '90'}, give: " E ("2"))
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H ("2")),
    "" },
  { "periods overlap", NULL,
    RULE ("take: A1, valid: {until: 2024-12-31}, give: " E ("2"))
        RULE_S ("take: A1, valid: {from: 2024-12-01}, give: " H ("3")),
    "EQ328:s[A1 with 60, taken 2024-12-01; decided on 2024-12-01]" },
  { "periods apart", NULL,
    RULE ("take: A1, valid: {until: 2024-12-31}, give: " E ("2"))
        RULE_S ("take: A1, valid: {from: 2025-01-01}, give: " H ("3")),
    "" },
  { "an old rule that did not end", NULL,
    RULE ("take: A1, give: " E ("3"))
        RULE_S ("take: A1, valid: {from: 2025-01-01}, give: " H ("2")),
    "EQ328:s[A1 with 60, taken 2025-02-01; decided on 2025-02-01]" },
  { "days of the entry overlap", NULL,
    RULE ("take: {course: A1, taken: {until: 2024-01-31}}, give: " E ("2"))
        RULE_S ("take: {course: A1, taken: {from: 2024-01-01}}, give: " H ("3")),
    "EQ328:s[A1 with 60, taken 2024-01-01; decided on 2025-02-01]" },
  { "a programme that comes off worse", NULL,
    RULE ("take: A1, give: " E ("3")) RULE_S ("take: A1, programmes: [me], give: " H ("2")),
    "EQ328:s[A1 with 60, taken 2025-02-01; decided on 2025-02-01 for me]" },
  { "unless keeps them apart", NULL,
    RULE ("take: A1, give: " E ("3") ", unless: {course: A1, min-grade: '80'}")
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H ("2")),
    "" },
  { "all that is common is denied", NULL,
    RULE ("take: {course: A1, max-grade: '90'}, give: " E ("2"))
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H ("3"))
            RULE_D ("{course: A1, min-grade: '80', max-grade: '90'}"),
    "" },
  { "one course and several", NULL,
    RULE ("take: {course: A1, max-grade: '90'}, give: " E ("2"))
        RULE_S ("take: [{course: A1, min-grade: '80'}, A2], give: " H ("3")),
    "" },
  { "several courses", NULL,
    RULE ("take: [{course: A1, max-grade: '90'}, A2], give: " E ("2"))
        RULE_S ("take: {n-of: 2, from: [{course: A1, min-grade: '80'}, A2, A3]}, give: " H ("3")),
    "EQ328:s[A1 with 80, taken 2025-02-01; A2 with 60, taken 2025-02-01; decided on 2025-02-01]" },
  { "the fewest courses", NULL,
    RULE ("take: {any-of: [[A1, A2], {course: A3, max-grade: '90'}]}, give: " E ("2"))
        RULE_S ("take: {any-of: [[A1, {course: A2, min-grade: '80'}], "
                "{course: A3, min-grade: '80'}]}, give: " H ("3")),
    "EQ328:s[A3 with 80, taken 2025-02-01; decided on 2025-02-01]" },
  { "the best of the choices counts", NULL,
    RULE ("take: {course: A1, max-grade: '90'}, give: {one-of: [" E ("2") ", " E ("1") "]}")
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " E ("2")),
    "" },
  { "what is needless anyway", NULL,
    RULE ("take: {course: A1, max-grade: '90'}, give: " E ("2"))
        RULE_S ("take: {course: A1, min-grade: '80'}, give: " H (
            "3")) "  - {id: t, take: {course: A1, min-grade: '85'}, give: " H ("3") "}\n",
    "EQ328:s[" A1_DECIDED "]" },
};

static void
test_overlaps (void)
{
  run_analysis (rows, G_N_ELEMENTS (rows), "EQ328", TRUE);
}

/* The words: which grades and days both take, what each gives, and which is preferred. */
static const struct
{
  const char *rules;
  const char *message;
  const char *label;
} words[] = {
  { RULE ("take: {course: A1, max-grade: '90'}, valid: {until: 2025-12-31}, give: T2")
        RULE_S ("take: {course: A1, min-grade: '80'}, valid: {from: 2025-01-01}, give: T1"),
    "rules `r` and `s` both take A1 with grades from 80 to below 90.001, decided from 2025-01-01 "
    "until 2025-12-31",
    "gives T1 (6 credits); `r` gives T2 (4 credits), and `s` is preferred" },
  { RULE ("take: A1, give: T1") RULE_S ("take: {course: A1, min-grade: '80'}, give: {waive: T2}"),
    "rules `r` and `s` both take A1 with 80 or better",
    "gives exemption from T2; `r` gives T1 (6 credits), and `r` is preferred" },
  { RULE ("take: [A1, A2], give: T1")
        RULE_S ("take: [A1, {course: A2, min-grade: '80'}], give: {course: T2, credits: 1}"),
    "rules `r` and `s` both take A1 and A2",
    "gives T2 (1 credit); `r` gives T1 (6 credits), and `r` is preferred" },
  { RULE ("take: A1, give: T1") RULE_S (
        "take: {course: A1, max-grade: '80'}, give: T2") "  - {id: t, take: {course: A1, "
                                                         "max-grade: '70'}, give: " E ("1") "}\n",
    "rules `r` and `t` both take A1 with grades from 60 to below 70.001",
    "gives 1 credits of free; `r` gives T1 (6 credits), and `r` is preferred; overlaps with 2 "
    "earlier rules" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *text = g_strconcat (WORLD AGREEMENT_HEAD "rules:\n", words[i].rules, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      g_autofree char *shown = show_analysis (compiled, "EQ328", FALSE);
      const EquateDiagnostic *found = NULL;
      for (guint d = 0; d < equate_diagnostic_list_get_length (compiled->diagnostics); d++)
        if (equate_diagnostic_list_get (compiled->diagnostics, d)->code
            == EQUATE_DIAGNOSTIC_RULES_OVERLAP)
          found = equate_diagnostic_list_get (compiled->diagnostics, d);
      g_assert_nonnull (found);
      g_assert_cmpstr (found->message, ==, words[i].message);
      g_assert_cmpstr (found->label, ==, words[i].label);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/overlap-findings/table", test_overlaps);
  g_test_add_func ("/overlap-findings/words", test_words);
  return g_test_run ();
}
