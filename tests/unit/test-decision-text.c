/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-text.h"

#include "decisions.h"

#define HEAD                                                                                       \
  "S-1 李雷\n"                                                                                   \
  "bjut → opole, programme ee-bsc, on 2025-02-01\n"                                              \
  "Agreement: main (illustrative)\n"                                                               \
  "Outcome: needs-info\n"                                                                          \
  "Warning EQ504: the agreement is \"illustrative\"\\u{1B}[31m\n"
#define TAIL                                                                                       \
  "\n"                                                                                             \
  "Account\n"                                                                                      \
  "  at bjut: 13.5 credits earned, 8.5 used, 5 unused\n"                                           \
  "  at opole: 5.5 ects awarded (rate and rounding -7.25), 0 cut by limits\n"                      \
  "  the search met its work bound; at most missing: 2.5 at priority 10\n"                         \
  "\n"                                                                                             \
  "What remains of ee-bsc: 204.5 of 210 credits\n"                                                 \
  "  semester 1: ET1-102, ET1-103\n"                                                               \
  "  9.5 elective credits: free\n"

static void
test_report (void)
{
  const EquateDecision decision = make_decision ();
  g_autoptr (GString) out = g_string_new (NULL);

  equate_decision_append_text (&decision, out);
  g_assert_cmpstr (
      out->str, ==,
      HEAD "\n"
           "Awarded\n"
           "  Course           Recognised as          Credits  Grade  Rule\n"
           "  PH1101 大学物理  FIZ1 Physics, part 1    5 ects  4.0    physics\n"
           "  PH1102\n"
           "  〃               elective: free        0.5 ects  4.0    physics (grade by the "
           "fallback linear)\n"
           "  =SUM(A1)         WF Sport                exempt         sport\n"
           "\n"
           "Not awarded\n"
           "  XX1                 the catalog does not know the course; near: XX10, XX11\n"
           "  EE2001 电路  3      rule circuits: EE2002 or EE2003 is needed as well\n"
           "                      rule general: another application is better\n"
           "  GE1          2      evidence is missing\n"
           "  MA1          2  30  it was not passed\n"
           "\n"
           "Missing evidence\n"
           "  GE1: the grade is missing; with it, rule general could award elective "
           "credits (free) (0.5 ects)\n" TAIL);
}

static void
test_story (void)
{
  const EquateDecision decision = make_decision ();
  g_autoptr (GString) out = g_string_new (NULL);

  equate_decision_append_story (&decision, out);
  g_assert_cmpstr (out->str, ==,
                   HEAD
                   "\n"
                   "What is recognised\n"
                   "  PH1101 大学物理 and PH1102 count as FIZ1 Physics, part 1: 5 ects with the "
                   "grade 4.0, and count as elective credits (free): 0.5 ects with the grade 4.0, "
                   "by rule physics.\n"
                   "    The grade was converted by cn-pl (table): 85 became 4.0, 80 became 3.5.\n"
                   "  =SUM(A1) exempts from WF Sport, by rule sport.\n"
                   "\n"
                   "What nearly was recognised\n"
                   "  GE1: evidence is missing.\n"
                   "    the grade is missing; with it, rule general could award elective credits "
                   "(free) (0.5 ects).\n"
                   "  EE2001 电路:\n"
                   "    rule circuits: EE2002 or EE2003 is needed as well.\n"
                   "    rule general: another application is better.\n"
                   "\n"
                   "What is not recognised\n"
                   "  MA1, grade 30: it was not passed.\n"
                   "  XX1: the catalog does not know the course.\n"
                   "    The catalog has XX10, XX11.\n" TAIL);
}

static void
test_no_agreement (void)
{
  const EquateDecision decision = make_no_agreement ();
  g_autoptr (GString) report = g_string_new (NULL);
  g_autoptr (GString) story = g_string_new (NULL);

  equate_decision_append_text (&decision, report);
  equate_decision_append_story (&decision, story);
  g_assert_cmpstr (report->str, ==,
                   "Transcript\nbjut → opole, on 2025-02-01\nOutcome: no-agreement\n");
  g_assert_cmpstr (story->str, ==,
                   "Transcript\nbjut → opole, on 2025-02-01\nOutcome: no-agreement\n\n"
                   "No agreement between the two is in force on this day, so nothing can be said "
                   "about any course.\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision-text/report", test_report);
  g_test_add_func ("/decision-text/story", test_story);
  g_test_add_func ("/decision-text/no-agreement", test_no_agreement);
  return g_test_run ();
}
