/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/samples.h"

#include "compiling.h"

#define RULE(text) "  - {id: r, " text "}\n"

/* Of the only rule and A1: days of decision; programmes; entries on 2025-02-01. */
static const struct
{
  const char *name;
  const char *terms;
  const char *rules;
  const char *days;
  guint n_programmes;
  const char *entries;
} rows[] = {
  { "nothing in particular", "", RULE ("take: A1, give: {elective: free}"), "2025-02-01", 1,
    "60@2025-02-01" },
  { "a grade", "", RULE ("take: {course: A1, min-grade: '80'}, give: {elective: free}"),
    "2025-02-01", 1, "60@2025-02-01 80@2025-02-01" },
  { "days of the rule", "",
    RULE ("take: A1, valid: {from: 2026-01-01, until: 2026-06-30}, give: {elective: free}"),
    "2025-02-01 2026-01-01 2026-07-01", 1, "60@2025-02-01" },
  { "days of the agreement", "valid: {until: 2024-12-31}\n",
    RULE ("take: A1, give: {elective: free}"), "2024-12-31", 1, "60@2025-02-01" },
  { "a programme", "", RULE ("take: A1, programmes: [ee], give: {elective: free}"), "2025-02-01", 2,
    "60@2025-02-01" },
  { "only programmes", "programmes: [ee, me]\n", RULE ("take: A1, give: {elective: free}"),
    "2025-02-01", 2, "60@2025-02-01" },
};

static char *
show_date (EquateDate day)
{
  char buffer[EQUATE_DATE_BUFFER];
  return g_strdup (equate_date_format (day, buffer));
}

static void
test_samples (void)
{
  const guint32 rules[] = { 0 };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text
          = g_strconcat (WORLD AGREEMENT_HEAD, rows[i].terms, "rules:\n", rows[i].rules, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      const guint32 courses[] = { equate_ruleset_find_course (compiled->ruleset, 0, "A1") };
      const EquateAnalysis analysis = { .workspace = compiled->workspace,
                                        .ruleset = compiled->ruleset,
                                        .on = date ("2025-02-01") };
      g_autoptr (EquateSamples) samples = equate_samples_new (&analysis, 0, courses, 1, rules, 1);
      const GArray *days = equate_samples_get_days (samples);
      GString *shown = g_string_new (NULL);
      for (guint d = 0; d < days->len; d++)
        {
          g_autofree char *day = show_date (g_array_index (days, EquateDate, d));
          g_string_append_printf (shown, "%s ", day);
        }
      g_autofree char *shown_days = finish_list (shown);
      assert_shown (rows[i].name, shown_days, rows[i].days);
      g_assert_cmpuint (equate_samples_get_programmes (samples)->len, ==, rows[i].n_programmes);

      g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (EquateTrialEntry));
      equate_samples_add_entries (samples, 0, analysis.on, entries);
      shown = g_string_new (NULL);
      for (guint e = 0; e < entries->len; e++)
        {
          const EquateTrialEntry *entry = &g_array_index (entries, EquateTrialEntry, e);
          g_autofree char *day = show_date (entry->date);
          g_assert_cmpuint (entry->course, ==, courses[0]);
          g_string_append_printf (shown, "%s@%s ", entry->grade, day);
        }
      g_autofree char *shown_entries = finish_list (shown);
      assert_shown (rows[i].name, shown_entries, rows[i].entries);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples/samples", test_samples);
  return g_test_run ();
}
