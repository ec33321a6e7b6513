/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/diagnostics-json.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "write/diagnostics-github.h"

static const char text[] = "名: EE1\nx: y\n";

typedef struct
{
  EquateSource *source;       /* owned */
  EquateDiagnosticList *list; /* owned */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  EquateSpan span = { NULL, 5, 3 };
  EquateDiagnostic *diagnostic;

  fixture->source = equate_source_new_static ("rules/a b,c:%.yaml", text, strlen (text), 1);
  fixture->list = equate_diagnostic_list_new ();
  span.source = fixture->source;
  equate_diagnostic_list_add (fixture->list, EQUATE_DIAGNOSTIC_ILLUSTRATIVE, (EquateSpan){ NULL },
                              "no place, 100 %%\nsecond");
  diagnostic = equate_diagnostic_list_add (fixture->list, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE, span,
                                           "unknown `EE1\xff`");
  equate_diagnostic_set_label (diagnostic, "here");
  equate_diagnostic_set_help (diagnostic, "did you mean \"EE2\"?");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  equate_diagnostic_list_free (fixture->list);
  equate_source_free (fixture->source);
}

static const char *
get_text (const cJSON *object, const char *key)
{
  return cJSON_GetStringValue (cJSON_GetObjectItem (object, key));
}

static int
get_number (const cJSON *object, const char *key)
{
  return cJSON_GetObjectItem (object, key)->valueint;
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) out = g_string_new (NULL);
  cJSON *parsed;
  const cJSON *finding;

  equate_diagnostics_append_json (fixture->list, out);
  parsed = cJSON_Parse (out->str);
  g_assert_cmpint (cJSON_GetArraySize (parsed), ==, 2);
  finding = cJSON_GetArrayItem (parsed, 0);
  g_assert_cmpstr (get_text (finding, "severity"), ==, "warning");
  g_assert_false (cJSON_HasObjectItem (finding, "file"));
  g_assert_false (cJSON_HasObjectItem (finding, "help"));
  finding = cJSON_GetArrayItem (parsed, 1);
  g_assert_cmpstr (get_text (finding, "code"), ==, "EQ201");
  g_assert_cmpstr (get_text (finding, "name"), ==, "unknown-course");
  g_assert_cmpstr (get_text (finding, "file"), ==, "rules/a b,c:%.yaml");
  g_assert_cmpint (get_number (finding, "line"), ==, 1);
  g_assert_cmpint (get_number (finding, "column"), ==, 4);
  g_assert_cmpint (get_number (finding, "end-line"), ==, 1);
  g_assert_cmpint (get_number (finding, "end-column"), ==, 7);
  g_assert_cmpstr (get_text (finding, "message"), ==, "unknown `EE1\xef\xbf\xbd`");
  g_assert_cmpstr (get_text (finding, "label"), ==, "here");
  g_assert_cmpstr (get_text (finding, "help"), ==, "did you mean \"EE2\"?");
  cJSON_Delete (parsed);
}

static void
test_none (void)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  equate_diagnostics_append_json (list, out);
  g_assert_cmpstr (out->str, ==, "[]\n");
}

static void
test_sarif (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) out = g_string_new (NULL);
  cJSON *parsed;
  const cJSON *run, *rules, *results, *place;

  equate_diagnostics_append_sarif (fixture->list, out);
  parsed = cJSON_Parse (out->str);
  g_assert_cmpstr (get_text (parsed, "version"), ==, "2.1.0");
  run = cJSON_GetArrayItem (cJSON_GetObjectItem (parsed, "runs"), 0);
  g_assert_cmpstr (get_text (run, "columnKind"), ==, "unicodeCodePoints");
  rules = cJSON_GetObjectItem (cJSON_GetObjectItem (cJSON_GetObjectItem (run, "tool"), "driver"),
                               "rules");
  g_assert_cmpint (cJSON_GetArraySize (rules), ==, 2);
  g_assert_cmpstr (get_text (cJSON_GetArrayItem (rules, 0), "id"), ==, "EQ201");
  results = cJSON_GetObjectItem (run, "results");
  g_assert_cmpint (cJSON_GetArraySize (results), ==, 2);
  g_assert_cmpint (get_number (cJSON_GetArrayItem (results, 0), "ruleIndex"), ==, 1);
  g_assert_false (cJSON_HasObjectItem (cJSON_GetArrayItem (results, 0), "locations"));
  g_assert_cmpstr (get_text (cJSON_GetArrayItem (results, 1), "level"), ==, "error");
  place = cJSON_GetObjectItem (
      cJSON_GetArrayItem (cJSON_GetObjectItem (cJSON_GetArrayItem (results, 1), "locations"), 0),
      "physicalLocation");
  g_assert_cmpstr (get_text (cJSON_GetObjectItem (place, "artifactLocation"), "uri"), ==,
                   "rules/a%20b%2Cc%3A%25.yaml");
  g_assert_cmpint (get_number (cJSON_GetObjectItem (place, "region"), "startColumn"), ==, 4);
  cJSON_Delete (parsed);
}

/* Who takes part in a finding, and what shows it. */
static void
test_sarif_related (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_DUPLICATE_RULE,
                                    (EquateSpan){ fixture->source, 5, 3 }, "stands twice");
  cJSON *parsed;
  const cJSON *result, *related, *place;

  equate_diagnostic_set_label (diagnostic, "here");
  equate_diagnostic_set_witness (diagnostic, "EE1 with 85");
  equate_diagnostic_set_help (diagnostic, "delete one");
  equate_diagnostic_set_other (diagnostic, (EquateSpan){ fixture->source, 9, 1 }, "and there");
  equate_diagnostics_append_sarif (list, out);
  parsed = cJSON_Parse (out->str);
  result = cJSON_GetArrayItem (
      cJSON_GetObjectItem (cJSON_GetArrayItem (cJSON_GetObjectItem (parsed, "runs"), 0),
                           "results"),
      0);
  g_assert_cmpstr (get_text (result, "ruleId"), ==, "EQ307");
  g_assert_cmpstr (get_text (result, "level"), ==, "warning");
  g_assert_cmpstr (get_text (cJSON_GetObjectItem (result, "message"), "text"), ==,
                   "stands twice (here)\nEE1 with 85\ndelete one");
  related = cJSON_GetArrayItem (cJSON_GetObjectItem (result, "relatedLocations"), 0);
  g_assert_cmpstr (get_text (cJSON_GetObjectItem (related, "message"), "text"), ==, "and there");
  place = cJSON_GetObjectItem (related, "physicalLocation");
  g_assert_cmpstr (get_text (cJSON_GetObjectItem (place, "artifactLocation"), "uri"), ==,
                   "rules/a%20b%2Cc%3A%25.yaml");
  g_assert_cmpint (get_number (cJSON_GetObjectItem (place, "region"), "startLine"), ==, 2);
  g_assert_cmpint (get_number (cJSON_GetObjectItem (place, "region"), "startColumn"), ==, 1);
  g_assert_cmpint (get_number (cJSON_GetObjectItem (place, "region"), "endColumn"), ==, 2);
  cJSON_Delete (parsed);
}

static void
test_github (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) out = g_string_new (NULL);

  equate_diagnostics_append_github (fixture->list, out);
  g_assert_cmpstr (out->str, ==,
                   "::warning title=EQ504::no place, 100 %25%0Asecond\n"
                   "::error file=rules/a b%2Cc%3A%25.yaml,line=1,col=4,endLine=1,endColumn=7,"
                   "title=EQ201::unknown `EE1\xff`%0Ahelp: did you mean \"EE2\"?\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/diagnostics-json/json", Fixture, NULL, set_up, test_json, tear_down);
  g_test_add_func ("/diagnostics-json/none", test_none);
  g_test_add ("/diagnostics-json/sarif", Fixture, NULL, set_up, test_sarif, tear_down);
  g_test_add ("/diagnostics-json/sarif-related", Fixture, NULL, set_up, test_sarif_related,
              tear_down);
  g_test_add ("/diagnostics-json/github", Fixture, NULL, set_up, test_github, tear_down);
  return g_test_run ();
}
