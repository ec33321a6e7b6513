/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "evaluating.h"

static void
test_warn (void)
{
  const Case test = { NULL, NULL, RULE ("take: A1, give: T1"), NULL, "{course: A1}", NULL };
  g_autoptr (Evaluated) evaluated = start_evaluation (&test);
  char word[] = "first";
  guint before = evaluated->warnings->len;
  equate_evaluation_warn (&evaluated->evaluation, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE, "%s of %d",
                          word, 2);
  equate_evaluation_warn (&evaluated->evaluation, EQUATE_DIAGNOSTIC_UNKNOWN_GRADE, "100%%");
  memset (word, 'x', sizeof word - 1);
  g_assert_cmpuint (evaluated->warnings->len, ==, before + 2);
  const EquateDecisionWarning *warnings
      = &g_array_index (evaluated->warnings, EquateDecisionWarning, before);
  g_assert_cmpint (warnings[0].code, ==, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE);
  g_assert_cmpstr (warnings[0].message, ==, "first of 2");
  g_assert_cmpint (warnings[1].code, ==, EQUATE_DIAGNOSTIC_UNKNOWN_GRADE);
  g_assert_cmpstr (warnings[1].message, ==, "100%");
}

/* As its catalog writes it; what no catalog has as the transcript does. */
static void
test_code (void)
{
  const Case test = {
    NULL, NULL, RULE ("take: A1, give: T1"), NULL, "{course: a2}, {course: OLD1}, {course: zz 9}",
    NULL
  };
  static const char *const codes[] = { "A2", "A1", "zz 9" };
  g_autoptr (Evaluated) evaluated = start_evaluation (&test);
  g_assert_cmpuint (evaluated->evaluation.n_attempts, ==, G_N_ELEMENTS (codes));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpstr (
        equate_attempt_get_code (&evaluated->evaluation, &evaluated->evaluation.attempts[i]), ==,
        codes[i]);
}

/* taken: of each entry, whether the rule takes (or denies) it; "-": no leaf selects it. */
static const struct
{
  const char *name;
  const char *rules;
  const char *taken;
} rows[] = {
  { "take", RULE ("take: A1, give: T1"), "y--" },
  { "unless", RULE ("take: A1, give: T1, unless: A2"), "yn-" },
  { "lists", RULE ("take: [A1, A3], give: T1, unless: {any-of: [A2, A4]}"), "yny" },
  { "nested", RULE ("take: {any-of: [[A1, A2], A3]}, give: T1"), "yyy" },
  { "denial", RULE_D ("[A2, A3]"), "-yy" },
  { "behind another rule", RULE_D ("A3") RULE ("take: A1, give: T1, unless: A2"), "yny" },
};

static void
test_taken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Case test
          = { rows[i].name, NULL, rows[i].rules, NULL, "{course: A1}, {course: A2}, {course: A3}",
              NULL };
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
      const EquateEvaluation *evaluation = &evaluated->evaluation;
      char shown[] = "---";
      for (guint h = 0; h < evaluation->n_hits; h++)
        shown[evaluation->hits[h].attempt]
            = equate_hit_is_taken (evaluation, &evaluation->hits[h]) ? 'y' : 'n';
      assert_shown (rows[i].name, shown, rows[i].taken);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evaluation/warn", test_warn);
  g_test_add_func ("/evaluation/code", test_code);
  g_test_add_func ("/evaluation/taken", test_taken);
  return g_test_run ();
}
