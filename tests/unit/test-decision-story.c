/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "decisions.h"
#include "write/decision-text.h"

#define NEAR "\nWhat nearly was recognised\n"
#define FAR "\nWhat is not recognised\n"

static const EquateReason grade[] = { { "r", EQUATE_REASON_MIN_GRADE, "70" } };
static const EquateReason limit[] = { { "r", EQUATE_REASON_LIMIT, "free" } };
static const EquateReason denied[] = { { "d", EQUATE_REASON_DENIED, "no sports." } };

static const EquateDecidedEntry failed = { .course = "F", .fate = EQUATE_FATE_FAILED };
static const EquateDecidedEntry unmatched = { .course = "N", .fate = EQUATE_FATE_NOT_USED };
static const EquateDecidedEntry low = {
  .course = "L", .grade = "65", .fate = EQUATE_FATE_NOT_USED, .reasons = grade, .n_reasons = 1
};
static const EquateDecidedEntry cut
    = { .course = "C", .fate = EQUATE_FATE_CUT_BY_LIMIT, .reasons = limit, .n_reasons = 1 };
static const EquateDecidedEntry refused
    = { .course = "D", .fate = EQUATE_FATE_DENIED, .reasons = denied, .n_reasons = 1 };

#define FAILED "  F: it was not passed.\n"
#define UNMATCHED "  N: no rule takes it.\n"
#define LOW "  L, grade 65:\n    rule r: a grade of at least 70 is needed.\n"
#define CUT                                                                                        \
  "  C: a limit on the credits is reached.\n    rule r: the limit on the credits `free` is "       \
  "reached.\n"
#define REFUSED                                                                                    \
  "  D: the agreement does not recognise it.\n    rule d: the course is denied: no sports.\n"

/* Near misses first, whatever the order of the transcript; each kind under its heading. */
static void
test_misses (void)
{
  static const struct
  {
    const EquateDecidedEntry *entries[4]; /* ended by NULL */
    const char *story;
  } rows[] = {
    { { NULL }, "" },
    { { &failed }, FAR FAILED },
    { { &low }, NEAR LOW },
    { { &unmatched, &failed, &low }, NEAR LOW FAR FAILED UNMATCHED },
    { { &low, &cut }, NEAR CUT LOW },
    { { &refused, &cut }, NEAR CUT FAR REFUSED },
    { { &failed, &refused }, FAR REFUSED FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EquateDecision decision = { .from = "a",
                                  .to = "b",
                                  .agreement = "ab",
                                  .agreement_status = "approved",
                                  .on = SAMPLE_DAY,
                                  .optimal = TRUE,
                                  .rate_and_rounding = { 0, 1 } };
      EquateDecidedEntry entries[4];
      g_autoptr (GString) out = g_string_new (NULL);

      for (; rows[i].entries[decision.n_entries] != NULL; decision.n_entries++)
        entries[decision.n_entries] = *rows[i].entries[decision.n_entries];
      decision.entries = entries;
      equate_decision_append_story (&decision, out);

      const char *start = strstr (out->str, "\nNothing is recognised.\n");
      g_assert_nonnull (start);
      start += strlen ("\nNothing is recognised.\n");
      const char *end = strstr (start, "\nAccount\n");
      g_assert_nonnull (end);
      g_autofree char *story = g_strndup (start, (gsize) (end - start));
      g_assert_cmpstr (story, ==, rows[i].story);
    }
}

/* All awards of one application in one sentence, of another in another. */
static void
test_awards (void)
{
  const EquateDecision decision = make_decision ();
  g_autoptr (GString) out = g_string_new (NULL);

  equate_decision_append_story (&decision, out);
  g_assert_nonnull (
      strstr (out->str, "\nWhat is recognised\n  PH1101 大学物理 and PH1102 count as "));
  g_assert_nonnull (strstr (out->str, ", and count as elective credits (free): 0.5 ects "));
  g_assert_nonnull (strstr (out->str, "  =SUM(A1) exempts from WF Sport, by rule sport.\n"));
  g_assert_nonnull (strstr (out->str, " 85 became 4.0, 80 became 3.5.\n"));
  g_assert_null (strstr (out->str, "Nothing is recognised"));
  g_assert_null (strchr (out->str, '\x1b'));
}

static void
test_no_agreement (void)
{
  const EquateDecision decision = make_no_agreement ();
  g_autoptr (GString) out = g_string_new (NULL);

  equate_decision_append_story (&decision, out);
  g_assert_nonnull (strstr (out->str, "No agreement between the two is in force on this day"));
  g_assert_null (strstr (out->str, "Account"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision-story/misses", test_misses);
  g_test_add_func ("/decision-story/awards", test_awards);
  g_test_add_func ("/decision-story/no-agreement", test_no_agreement);
  return g_test_run ();
}
