/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/case-report.h"

#include "reporting.h"

static const EquateDiagnosticStyle plain = { FALSE, FALSE };

static void
test_failures (void)
{
  static const struct
  {
    const char *expect;
    guint n_failed;
    const char *parts[6];
  } rows[] = {
    { PASSING, 0, { NULL } },
    { FAILING, 1, { "EQ601", "rules/test.yaml", "\n  - needs-info\n", "  + decided\n", NULL } },
    { "awards: []", 1, { "EQ601", "\n  + rule: r, kind: course, target: T1", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Reported) reported = report_case (rows[i].expect, FALSE);
      g_autoptr (GString) out = g_string_new (NULL);

      equate_case_report_append_text (&reported->report, &plain, out);
      g_assert_cmpuint (equate_case_report_count_failed (&reported->report), ==, rows[i].n_failed);
      g_assert_cmpint (out->len > 0, ==, rows[i].n_failed > 0);
      g_assert_false (g_str_has_suffix (out->str, "\n\n"));
      assert_parts (out->str, rows[i].parts);
    }
}

/* Only where the style asks for it. */
static void
test_colour (void)
{
  static const char *const parts[]
      = { "\033[31m  - needs-info\033[0m\n", "\033[32m  + decided\033[0m\n", NULL };
  g_autoptr (Reported) reported = report_case (FAILING, FALSE);
  g_autoptr (GString) coloured = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  equate_case_report_append_text (&reported->report, &(EquateDiagnosticStyle){ TRUE, FALSE },
                                  coloured);
  assert_parts (coloured->str, parts);
  equate_case_report_append_text (&reported->report, &plain, text);
  g_assert_null (strchr (text->str, '\033'));
}

static void
test_coverage (void)
{
  static const char *const parts[]
      = { "coverage of main: ", " rules and alternatives fired, ", "rules/test.yaml:", NULL };
  g_autoptr (Reported) reported = report_case (PASSING, TRUE);
  g_autoptr (GString) out = g_string_new (NULL);
  const GArray *items = reported->coverage->items;
  guint n_rules = 0;

  equate_case_report_append_text (&reported->report, &plain, out);
  assert_parts (out->str, parts);
  for (guint i = 0; i < items->len; i++)
    {
      const EquateCoveredItem *item = &g_array_index (items, EquateCoveredItem, i);
      g_autofree char *what = equate_coverage_describe (reported->compiled->ruleset, item);

      g_assert_nonnull (strstr (out->str, what));
      if (item->kind != EQUATE_COVERED_RULE)
        continue;
      g_assert_cmpstr (what, ==, n_rules++ == 0 ? "r" : "d");
    }
  g_assert_cmpuint (n_rules, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-report/failures", test_failures);
  g_test_add_func ("/case-report/colour", test_colour);
  g_test_add_func ("/case-report/coverage", test_coverage);
  return g_test_run ();
}
