/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-words.h"

#include <string.h>

#include "decisions.h"

static void
test_awards (void)
{
  static const struct
  {
    const char *credits;
    const char *target;
  } rows[G_N_ELEMENTS (sample_awards)] = {
    { "5 ects", "FIZ1 Physics, part 1" },
    { "0.5 ects", "elective credits (free)" },
    { "exempt", "WF Sport" },
  };
  const EquateDecidedAward bare
      = { .kind = EQUATE_DECIDED_COURSE, .target = "A\x1b[1m", .title = "", .credits = 2250 };
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_string_truncate (out, 0);
      equate_award_append_credits (&sample_awards[i], out);
      g_assert_cmpstr (out->str, ==, rows[i].credits);
      g_string_truncate (out, 0);
      equate_award_append_target (&sample_awards[i], out);
      g_assert_cmpstr (out->str, ==, rows[i].target);
    }
  g_string_truncate (out, 0);
  equate_award_append_target (&bare, out);
  g_string_append (out, ", ");
  equate_award_append_credits (&bare, out);
  g_assert_cmpstr (out->str, ==, "A\\u{1B}[1m, 2.25 credits");
}

/* The rule and all that it consumes have to agree. */
static void
test_same (void)
{
  static const char *one[] = { "PH1101" };
  static const char *other[] = { "PH1101", "PH1103" };
  EquateDecidedAward award = sample_awards[1];

  g_assert_true (equate_award_is_of_same (&sample_awards[0], &award));
  g_assert_false (equate_award_is_of_same (&sample_awards[1], &sample_awards[2]));
  award.consumes = other;
  g_assert_false (equate_award_is_of_same (&sample_awards[0], &award));
  award.consumes = one;
  award.n_consumes = 1;
  g_assert_false (equate_award_is_of_same (&sample_awards[0], &award));
  award = sample_awards[1];
  award.rule = "sport";
  g_assert_false (equate_award_is_of_same (&sample_awards[0], &award));
}

static void
test_reasons (void)
{
  static const struct
  {
    EquateReason reason;
    const char *text;
  } rows[] = {
    { { "r", EQUATE_REASON_MIN_GRADE, "70" }, "rule r: a grade of at least 70 is needed" },
    { { "r", EQUATE_REASON_MIN_GRADE, NULL }, "rule r: the grade is too low" },
    { { "r", EQUATE_REASON_MIN_GRADE, "" }, "rule r: the grade is too low" },
    { { NULL, EQUATE_REASON_LIMIT, "free" }, "the limit on the credits `free` is reached" },
    { { "r", EQUATE_REASON_RULE_NOT_VALID, "x" }, "rule r: it is not in force" },
    { { "r", EQUATE_REASON_MISSING_COURSE, "A or B" }, "rule r: A or B is needed as well" },
  };
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_string_truncate (out, 0);
      equate_reason_append_text (&rows[i].reason, out);
      g_assert_cmpstr (out->str, ==, rows[i].text);
    }
  /* Each of them has words, and each fate words of its own. */
  for (guint code = 0; code <= EQUATE_REASON_NOT_SELECTED; code++)
    {
      const EquateReason reason = { NULL, code, NULL };
      g_string_truncate (out, 0);
      equate_reason_append_text (&reason, out);
      g_assert_cmpuint (out->len, >, 0);
    }
  for (guint fate = 0; fate <= EQUATE_FATE_NOT_USED; fate++)
    for (guint other = 0; other < fate; other++)
      g_assert_cmpstr (equate_fate_get_phrase (fate), !=, equate_fate_get_phrase (other));
}

static void
test_decision (void)
{
  EquateDecision decision = make_decision ();
  g_autoptr (GString) out = g_string_new (NULL);

  equate_decision_append_course (&decision, "EE2001", out);
  g_string_append_c (out, '\n');
  equate_decision_append_course (&decision, "NONE", out);
  g_string_append_c (out, '\n');
  equate_missing_append_text (&sample_missing[0], out);
  g_string_append_c (out, '\n');
  equate_decision_append_warnings (&decision, out);
  g_assert_cmpstr (out->str, ==,
                   "EE2001 电路\nNONE\n"
                   "the grade is missing; with it, rule general could award elective credits "
                   "(free) (0.5 ects)\n"
                   "Warning EQ504: the agreement is \"illustrative\"\\u{1B}[31m\n");

  /* Optimal, and without a programme: neither bound nor remainder. */
  decision.optimal = TRUE;
  decision.progress = NULL;
  g_string_truncate (out, 0);
  equate_decision_append_account (&decision, out);
  g_assert_cmpstr (out->str, ==,
                   "\nAccount\n  at bjut: 13.5 credits earned, 8.5 used, 5 unused\n"
                   "  at opole: 5.5 ects awarded (rate and rounding -7.25), 0 cut by limits\n");

  decision = make_no_agreement ();
  g_string_truncate (out, 0);
  equate_decision_append_account (&decision, out);
  g_assert_cmpstr (out->str, ==, "");
  equate_decision_append_heading (&decision, out);
  g_assert_cmpstr (out->str, ==,
                   "Transcript\nbjut → opole, on 2025-02-01\nOutcome: no-agreement\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision-words/awards", test_awards);
  g_test_add_func ("/decision-words/same", test_same);
  g_test_add_func ("/decision-words/reasons", test_reasons);
  g_test_add_func ("/decision-words/decision", test_decision);
  return g_test_run ();
}
