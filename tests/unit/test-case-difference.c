/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/case-difference.h"

#include "decisions.h"

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_decided (void)
{
  const EquateDecisionWarning warning = { EQUATE_DIAGNOSTIC_UNKNOWN_COURSE, "no such course" };
  assert_text (equate_award_describe (&sample_awards[0]),
               "rule: physics, kind: course, target: FIZ1, credits: 5, unit: ects, grade: 4.0, "
               "conversion: cn-pl, method: table, consumes: [PH1101, PH1102], priority: 0");
  assert_text (equate_award_describe (&sample_awards[1]),
               "rule: physics, kind: elective, target: free, credits: 0.5, unit: ects, grade: 4.0, "
               "conversion: cn-pl, method: linear, fallback: true, consumes: [PH1101, PH1102], "
               "priority: -10");
  assert_text (equate_award_describe (&sample_awards[2]),
               "rule: sport, kind: waiver, target: WF, credits: 0, unit: ects, consumes: "
               "[=SUM(A1)], priority: 0");
  assert_text (equate_entry_describe (&sample_entries[0]),
               "course: PH1101, fate: used, rule: physics, credits: 4, grade: 85, converted: 4.0");
  assert_text (equate_entry_describe (&sample_entries[4]),
               "course: EE2001, fate: not-used, credits: 3, reason: missing-course by circuits, "
               "reason: not-selected by general");
  assert_text (equate_missing_describe (&sample_missing[0]),
               "rule: general, entry: GE1, missing: grade, would-award: {rule: physics, kind: "
               "elective, target: free, credits: 0.5, unit: ects, grade: 4.0, conversion: cn-pl, "
               "method: linear, fallback: true, consumes: [PH1101, PH1102], priority: -10}");
  assert_text (equate_warning_describe (&warning), "EQ201: no such course");
}

#define NO_AWARD                                                                                   \
  .kind = EQUATE_NOT_EXPECTED, .credits = EQUATE_DECIMAL_NONE, .method = EQUATE_NOT_EXPECTED,      \
  .fallback = EQUATE_NOT_EXPECTED, .priority = EQUATE_NO_PRIORITY
#define NO_ENTRY                                                                                   \
  .fate = EQUATE_NOT_EXPECTED, .reason = EQUATE_NOT_EXPECTED, .credits = EQUATE_DECIMAL_NONE

/* What is free is not written. */
static void
test_expected_awards (void)
{
  EquateCode codes[] = { { .text = "A1" }, { .text = "A2" } };
  const struct
  {
    EquateExpectedAward award;
    const char *text;
  } rows[] = {
    { { NO_AWARD }, "anything" },
    { { NO_AWARD, .rule.text = "r", .target.text = "T1" }, "rule: r, target: T1" },
    { { NO_AWARD, .consumes.given = TRUE }, "consumes: []" },
    { { NO_AWARD, .consumes = { .given = TRUE, .items = { codes, 2 } } }, "consumes: [A1, A2]" },
    { { .rule.text = "r",
        .kind = EQUATE_DECIDED_WAIVER,
        .target.text = "T1",
        .credits = 1500,
        .unit = "ects",
        .grade = "5.0",
        .conversion.text = "c",
        .method = EQUATE_METHOD_LINEAR,
        .fallback = FALSE,
        .priority = -3 },
      "rule: r, kind: waiver, target: T1, credits: 1.5, unit: ects, grade: 5.0, conversion: c, "
      "method: linear, fallback: false, priority: -3" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_text (equate_expected_award_describe (&rows[i].award), rows[i].text);
}

static void
test_expected_others (void)
{
  EquateExpectedAward awards[] = { { NO_AWARD, .target.text = "T1" }, { NO_AWARD } };
  const EquateExpectedEntry any = { NO_ENTRY };
  const EquateExpectedEntry entry = { .course.text = "A1",
                                      .fate = EQUATE_FATE_NOT_USED,
                                      .reason = EQUATE_REASON_MIN_GRADE,
                                      .rule.text = "r",
                                      .credits = 0,
                                      .grade = "F",
                                      .converted = "2.0" };
  const EquateExpectedMissing missing
      = { .rule.text = "r", .would_award = { .given = TRUE, .items = { awards, 2 } } };
  const EquateExpectedMissing none = { .missing = NULL };
  assert_text (equate_expected_entry_describe (&any), "anything");
  assert_text (equate_expected_entry_describe (&entry),
               "course: A1, fate: not-used, reason: min-grade, rule: r, credits: 0, grade: F, "
               "converted: 2.0");
  assert_text (equate_expected_missing_describe (&missing),
               "rule: r, would-award: {target: T1}, would-award: {anything}");
  assert_text (equate_expected_missing_describe (&none), "anything");
}

/* A difference has texts of its own. */
static void
test_add (void)
{
  g_autoptr (GPtrArray) differences
      = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_case_difference_free);
  char what[] = "the awards";
  const EquateSpan span = { NULL, 7, 3 };
  EquateCaseDifference *difference = equate_case_difference_add (differences, span, what);
  what[0] = 'x';
  equate_case_difference_add (differences, span, "the entries");
  g_assert_cmpuint (differences->len, ==, 2);
  g_assert_true (differences->pdata[0] == difference);
  g_assert_cmpstr (difference->what, ==, "the awards");
  g_assert_cmpuint (difference->span.offset, ==, 7);
  g_assert_cmpuint (difference->expected->len, ==, 0);
  g_assert_cmpuint (difference->got->len, ==, 0);
  g_ptr_array_add (difference->got, g_strdup ("freed with it"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-difference/decided", test_decided);
  g_test_add_func ("/case-difference/expected-awards", test_expected_awards);
  g_test_add_func ("/case-difference/expected-others", test_expected_others);
  g_test_add_func ("/case-difference/add", test_add);
  return g_test_run ();
}
