/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/impact-report.h"

#include <string.h>

static const char *consumed[] = { "A1", "A\x1b" };

static const EquateDecidedAward old_award = { .rule = "r",
                                              .target = "T1",
                                              .credits = 6000,
                                              .unit = "ects",
                                              .grade = "4.0",
                                              .consumes = consumed,
                                              .n_consumes = 2 };
static const EquateDecidedAward new_award
    = { .rule = "s", .target = "T1", .credits = 4500, .consumes = consumed, .n_consumes = 1 };

#define OLD "6 ects, grade 4.0, rule r (A1, A\\u{1B})"
#define NEW "4.5 credits, rule s (A1)"

static const struct
{
  EquateAwardChange award;
  EquateImpactCause cause;
  const char *text;
  const char *json; /* the one array that is not empty */
  const char *because;
} rows[] = {
  { { NULL, &new_award },
    { "ab", "s", EQUATE_CHANGE_ADDED },
    "  + T1: " NEW "\n  because rule s of agreement ab was added\n",
    "\"lost\":[],\"different\":[]",
    "{\"what\":\"rule\",\"rule\":\"s\",\"agreement\":\"ab\",\"change\":\"added\"}" },
  { { &old_award, NULL },
    { "ab", "r", EQUATE_CHANGE_CHANGED },
    "  - T1: " OLD "\n  because rule r of agreement ab changed\n",
    "\"gained\":[],\"lost\":[{",
    "{\"what\":\"rule\",\"rule\":\"r\",\"agreement\":\"ab\",\"change\":\"changed\"}" },
  { { &old_award, &new_award },
    { "ab", NULL, EQUATE_CHANGE_REMOVED },
    "  ~ T1: " OLD " → " NEW "\n  because the terms of agreement ab were removed\n",
    "\"gained\":[],\"lost\":[],\"different\":[{\"before\":{",
    "{\"what\":\"terms\",\"agreement\":\"ab\",\"change\":\"removed\"}" },
  { { &old_award, &new_award },
    { NULL, NULL, EQUATE_CHANGE_CHANGED },
    "  ~ T1: " OLD " → " NEW "\n  because the catalogs or the grading changed\n",
    "\"gained\":[],\"lost\":[],\"different\":[{\"before\":{",
    "{\"what\":\"catalogs-or-grading\",\"change\":\"changed\"}" },
};

/* One award and one cause. */
static EquateImpact
make_impact (guint row, const EquateDecision *before, const EquateDecision *after)
{
  EquateImpact impact = { before, after, g_array_new (FALSE, FALSE, sizeof (EquateAwardChange)),
                          g_array_new (FALSE, FALSE, sizeof (EquateImpactCause)), TRUE };

  g_array_append_val (impact.awards, rows[row].award);
  g_array_append_val (impact.causes, rows[row].cause);
  return impact;
}

static void
test_changes (void)
{
  const EquateDecision before = {
    .from = "a", .to = "b", .agreement = "ab", .outcome = EQUATE_OUTCOME_DECIDED, .awarded = 6000
  };
  const EquateDecision after
      = { .from = "a", .to = "b", .outcome = EQUATE_OUTCOME_NO_AGREEMENT, .awarded = 4500 };
  EquateImpactTotals totals = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EquateImpact impact = make_impact (i, &before, &after);
      g_autoptr (GArray) awards = impact.awards;
      g_autoptr (GArray) causes = impact.causes;
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) json = g_string_new (NULL);
      g_autofree char *expected
          = g_strconcat ("(no student): a → b\n  outcome: decided → no-agreement\n"
                         "  agreement: ab → none\n  awarded: 6 → 4.5\n",
                         rows[i].text, NULL);
      EquateJsonWriter writer;

      equate_impact_append_text (&impact, text);
      g_assert_cmpstr (text->str, ==, expected);
      equate_json_writer_init (&writer, json, FALSE);
      equate_impact_write_json (&impact, &writer);
      g_test_message ("%s", json->str);
      g_assert_nonnull (strstr (json->str, "\"agreement\":{\"before\":\"ab\"}"));
      g_assert_nonnull (strstr (json->str, rows[i].json));
      g_assert_nonnull (strstr (json->str, rows[i].because));
      equate_impact_totals_add (&totals, &impact);
    }
  g_assert_cmpuint (totals.records, ==, 4);
  g_assert_cmpuint (totals.changed, ==, 4);
  g_assert_cmpuint (totals.gained, ==, 1);
  g_assert_cmpuint (totals.lost, ==, 1);
  g_assert_cmpuint (totals.differing, ==, 2);
  g_assert_cmpint (totals.credits_before, ==, 24000);
  g_assert_cmpint (totals.credits_after, ==, 18000);
}

static void
test_totals (void)
{
  static const EquateImpactTotals totals = { 1, 1, 2, 3, 4, 5, 7500, 8000 };
  g_autoptr (GString) out = g_string_new (NULL);
  EquateJsonWriter writer;

  equate_impact_totals_append_text (&totals, 1, out);
  g_assert_cmpstr (out->str, ==,
                   "1 rule differs; of 1 record 1 change: 3 awards gained, 4 lost, 5 different; "
                   "credits 7.5 → 8; 2 left out\n");
  g_string_truncate (out, 0);
  equate_json_writer_init (&writer, out, FALSE);
  equate_impact_totals_write_json (&totals, 2, &writer);
  g_assert_cmpstr (
      out->str, ==,
      "{\"rules\":2,\"records\":1,\"changed\":1,\"rejected\":2,\"gained\":3,\"lost\":4,"
      "\"different\":5,\"credits-before\":\"7.5\",\"credits-after\":\"8\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/impact-report/changes", test_changes);
  g_test_add_func ("/impact-report/totals", test_totals);
  return g_test_run ();
}
