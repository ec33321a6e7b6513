/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/analysis.h"

#include "compiling.h"

#define RULES "rules:\n  - {id: r, take: A1, give: T1}\n"
#define HEAD(id, ends, status)                                                                     \
  WORLD "---\nequate: agreement/1\nid: " id "\n" ends "status: " status "\n"
#define ENDS "from: alpha\nto: beta\n"

static const struct
{
  const char *name;
  const char *text;
  gboolean alive;
} rows[] = {
  { "approved", HEAD ("main", ENDS, "approved") RULES, TRUE },
  { "illustrative", HEAD ("main", ENDS, "illustrative") RULES, TRUE },
  { "draft", HEAD ("main", ENDS, "draft") RULES, TRUE },
  { "revoked", HEAD ("main", ENDS, "revoked") RULES, FALSE },
  { "base", HEAD ("main", "", "approved") "rules: []\n", FALSE },
};

static void
test_alive (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Compiled) compiled = compile_good (rows[i].text);
      const EquateAnalysis analysis
          = { .workspace = compiled->workspace, .ruleset = compiled->ruleset };
      g_assert_cmpuint (compiled->ruleset->n_agreements, ==, 1);
      g_test_message ("%s", rows[i].name);
      g_assert_true (equate_analysis_is_alive (&analysis, 0) == rows[i].alive);
    }
}

static void
test_rule (void)
{
  g_autoptr (Compiled) compiled = compile_good (HEAD ("main", ENDS, "approved") RULES
                                                "  - {id: second, take: A2, give: T2}\n");
  const GPtrArray *agreements = equate_workspace_get_agreements (compiled->workspace);
  const EquateAgreement *agreement = agreements->pdata[0];
  const EquateRule *records[] = { equate_list_index (agreement->rules, EquateRule, 0),
                                  equate_list_index (agreement->rules, EquateRule, 1) };
  const EquateAnalysis analysis
      = { .workspace = compiled->workspace, .ruleset = compiled->ruleset, .records = records };
  g_autofree char *place = slice (equate_analysis_rule_span (&analysis, 1));
  g_assert_cmpstr (place, ==, "second");
  g_assert_cmpstr (equate_analysis_rule_id (&analysis, 0), ==, "r");
  g_assert_cmpstr (equate_analysis_rule_id (&analysis, 1), ==, "second");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/alive", test_alive);
  g_test_add_func ("/analysis/rule", test_rule);
  return g_test_run ();
}
