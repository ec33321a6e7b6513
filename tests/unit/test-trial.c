/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/trial.h"

#include "compiling.h"

#define RULE(text) "  - {id: r, " text "}\n"
#define RULE_S(text) "  - {id: s, " text "}\n"

/* courses: "A1 A2", all with the grade; rules: bits of those that are applied. */
static const struct
{
  const char *name;
  const char *rules;
  const char *courses;
  const char *grade;
  guint asked;
  const char *expected; /* ids of the rules that are applied */
} rows[] = {
  { "applied", RULE ("take: A1, give: T1"), "A1", "70", 1, "r" },
  { "both", RULE ("take: A1, give: T1") RULE_S ("take: A1, give: T2"), "A1", "70", 3, "r s" },
  { "only the one asked for", RULE ("take: A1, give: T1") RULE_S ("take: A1, give: T2"), "A1", "70",
    2, "s" },
  { "not all entries", RULE ("take: A1, give: T1") RULE_S ("take: [A1, A2], give: T2"), "A1 A2",
    "70", 3, "s" },
  { "not enough", RULE ("take: {course: A1, min-grade: '80'}, give: T1"), "A1", "70", 1, "" },
  { "just enough", RULE ("take: {course: A1, min-grade: '80'}, give: T1"), "A1", "80", 1, "r" },
  { "unknown", RULE ("take: {course: A1, min-grade: '80'}, give: T1"), "A1", "P", 1, "" },
  { "failed", RULE ("take: A1, give: T1"), "A1", "30", 1, "" },
  { "denied by a rule that was not asked for", RULE ("take: A1, give: T1") RULE_S ("deny: A1"),
    "A1", "70", 1, "" },
};

static void
test_run (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (WORLD AGREEMENT_HEAD "rules:\n", rows[i].rules, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      const EquateRuleset *ruleset = compiled->ruleset;
      g_autoptr (EquateTrial) trial = equate_trial_new (ruleset);
      g_auto (GStrv) codes = g_strsplit (rows[i].courses, " ", -1);
      EquateTrialEntry entries[4];
      guint32 rules[4];
      guint n_entries = 0;
      guint n_rules = 0;
      for (; codes[n_entries] != NULL; n_entries++)
        entries[n_entries]
            = (EquateTrialEntry){ equate_ruleset_find_course (ruleset, 0, codes[n_entries]),
                                  date ("2024-06-30"), rows[i].grade };
      for (guint32 r = 0; r < ruleset->n_rules; r++)
        if (rows[i].asked >> r & 1)
          rules[n_rules++] = r;
      const EquateTrialCase question
          = { 0, EQUATE_NO_INDEX, date ("2025-02-01"), rules, n_rules, entries, n_entries };
      /* What one trial leaves does not matter to the next. */
      for (guint pass = 0; pass < 2; pass++)
        {
          const GArray *found = equate_trial_run (trial, &question);
          GString *shown = g_string_new (NULL);
          for (guint a = 0; a < found->len; a++)
            {
              const EquateApplication *application = &g_array_index (found, EquateApplication, a);
              g_assert_cmpuint (application->n_attempts, ==, n_entries);
              g_string_append_printf (shown, "%s ",
                                      text_at (compiled, ruleset->rules[application->rule].id));
            }
          g_autofree char *ids = finish_list (shown);
          assert_shown (rows[i].name, ids, rows[i].expected);
        }
    }
}

static const struct
{
  const char *terms; /* of the agreement */
  const char *on;
  const char *programme; /* nullable */
  gboolean fits;
} agreements[] = {
  { "status: approved\n", "2025-02-01", NULL, TRUE },
  { "status: approved\nvalid: {until: 2025-02-01}\n", "2025-02-01", "ee", TRUE },
  { "status: approved\nvalid: {until: 2025-02-01}\n", "2025-02-02", "ee", FALSE },
  { "status: approved\nprogrammes: [ee]\n", "2025-02-01", "ee", TRUE },
  { "status: approved\nprogrammes: [ee]\n", "2025-02-01", "me", FALSE },
  { "status: draft\n", "2025-02-01", NULL, TRUE },
  { "status: draft\nvalid: {from: 2025-02-02}\n", "2025-02-01", NULL, FALSE },
  { "status: draft\nprogrammes: [ee]\n", "2025-02-01", "ee", TRUE },
  { "status: draft\nprogrammes: [ee]\n", "2025-02-01", NULL, FALSE },
};

static void
test_fits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (agreements); i++)
    {
      g_autofree char *text
          = g_strconcat (WORLD "---\nequate: agreement/1\nid: main\nfrom: alpha\nto: beta\n",
                         agreements[i].terms, "rules:\n" RULE ("take: A1, give: T1"), NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      guint32 programme
          = agreements[i].programme != NULL
                ? equate_ruleset_find_programme (compiled->ruleset, 1, agreements[i].programme)
                : EQUATE_NO_INDEX;
      g_test_message ("%u", i);
      g_assert_true (
          equate_trial_agreement_fits (compiled->ruleset, 0, 0, programme, date (agreements[i].on))
          == agreements[i].fits);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trial/run", test_run);
  g_test_add_func ("/trial/fits", test_fits);
  return g_test_run ();
}
