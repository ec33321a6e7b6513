/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "reporting.h"

static const struct
{
  const char *expect;
  const char *parts[8];
} rows[] = {
  { PASSING,
    { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"1\" failures=\"0\"",
      "  <testsuite name=\"main\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n",
      "    <testcase classname=\"main\" name=\"c\" file=\"", "rules/test.yaml\" line=\"", "\"/>\n",
      "  </testsuite>\n</testsuites>\n", NULL } },
  { FAILING,
    { "<testsuites tests=\"1\" failures=\"1\"", "tests=\"1\" failures=\"1\" errors=\"0\"",
      "<failure type=\"EQ601\" message=\"the outcome: not as expected\">", "rules/test.yaml:",
      "\n  - needs-info\n  + decided\n</failure>\n", "    </testcase>\n", NULL } },
  { "awards: [{unit: '<&\"'}]", { "  - unit: &lt;&amp;&quot;\n", NULL } },
};

static void
count_element (G_GNUC_UNUSED GMarkupParseContext *context, const gchar *name,
               G_GNUC_UNUSED const gchar **names, G_GNUC_UNUSED const gchar **values, gpointer data,
               G_GNUC_UNUSED GError **error)
{
  if (g_str_equal (name, "testcase"))
    ++*(guint *) data;
}

static void
test_reports (void)
{
  static const GMarkupParser parser = { .start_element = count_element };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Reported) reported = report_case (rows[i].expect, TRUE);
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      guint n_cases = 0;
      g_autoptr (GMarkupParseContext) context
          = g_markup_parse_context_new (&parser, 0, &n_cases, NULL);

      equate_case_report_append_junit (&reported->report, out);
      g_markup_parse_context_parse (context, out->str, (gssize) out->len, &error);
      g_assert_no_error (error);
      g_assert_true (g_markup_parse_context_end_parse (context, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_cases, ==, 1);
      assert_parts (out->str, rows[i].parts);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-report-junit/reports", test_reports);
  return g_test_run ();
}
