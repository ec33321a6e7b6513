/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "reporting.h"
#include "json/json-reader.h"

static const struct
{
  const char *expect;
  gboolean shows_coverage;
  const char *parts[12];
} rows[] = {
  { PASSING,
    FALSE,
    { "\"cases\": [", "\"agreement\": \"main\"", "\"name\": \"c\"", "rules/test.yaml\"",
      "\"passed\": true", "\"differences\": []", "\"totals\": {", "\"cases\": 1", "\"passed\": 1",
      "\"failed\": 0", NULL } },
  { FAILING,
    FALSE,
    { "\"passed\": false", "\"what\": \"the outcome\"", "\"expected\": [", "\"needs-info\"",
      "\"got\": [", "\"decided\"", "\"passed\": 0", "\"failed\": 1", NULL } },
  { PASSING,
    TRUE,
    { "\"coverage\": [", "\"rule\": \"r\"", "\"kind\": \"rule\"", "\"state\": \"fired\"",
      "\"rule\": \"d\"", "\"state\": \"never-met\"", "\"totals\": {", "\"fired\": 1",
      "\"never-met\": 1", "\"percent\": 50", NULL } },
};

/* One well-formed value, whatever is in it. */
static void
assert_json (const char *text)
{
  g_autoptr (EquateSource) source = equate_source_new_static ("out", text, strlen (text), 1);
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  EquateJsonReader *reader = equate_json_reader_new (source, diagnostics);
  EquateEvent event;

  while (equate_event_reader_next (equate_json_reader_get_reader (reader), &event)
         && event.kind != EQUATE_EVENT_STREAM_END)
    continue;
  equate_json_reader_free (reader);
  g_assert_cmpuint (equate_diagnostic_list_get_length (diagnostics), ==, 0);
}

static void
test_reports (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Reported) reported = report_case (rows[i].expect, rows[i].shows_coverage);
      g_autoptr (GString) out = g_string_new (NULL);

      equate_case_report_append_json (&reported->report, out);
      assert_json (out->str);
      assert_parts (out->str, rows[i].parts);
      g_assert_cmpint (strstr (out->str, "\"coverage\"") != NULL, ==, rows[i].shows_coverage);
      g_assert_true (g_str_has_suffix (out->str, "}\n"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-report-json/reports", test_reports);
  return g_test_run ();
}
