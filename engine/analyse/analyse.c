/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/analyse.h"

#include "analyse/families.h"
#include "compile/agreement-merge.h"

/* Each adds what it finds; their order does not matter, as findings are sorted by place. */
static const EquateFamily families[] = {
  equate_find_course_findings,
  equate_find_agreement_findings,
  equate_find_credit_findings,
  equate_find_round_trip_findings,
  equate_find_pattern_findings,
  equate_find_grading_findings,
  equate_find_upkeep_findings,
};

static void
add_records (const EquateAnalysis *analysis, guint32 index, GHashTable *by_id,
             const EquateRule **records)
{
  const EquateAgreement *agreement
      = equate_workspace_get_agreements (analysis->workspace)->pdata[index];
  EquateRange rules = analysis->ruleset->agreements[index].rules;
  if (agreement->extends.length == 0)
    {
      for (guint i = 0; i < rules.count; i++)
        records[rules.first + i] = equate_list_index (agreement->rules, EquateRule, i);
      return;
    }
  g_autoptr (EquateDiagnosticList) known = equate_diagnostic_list_new ();
  g_autoptr (EquateMergedAgreement) merged
      = equate_agreement_merge (agreement, by_id, analysis->workspace, known);
  for (guint i = 0; i < rules.count; i++)
    records[rules.first + i] = g_array_index (merged->rules, EquateMergedRule, i).rule;
}

/* The rules as they were written, in the order of the compiled ones. */
static const EquateRule **
make_records (const EquateAnalysis *analysis)
{
  const GPtrArray *agreements = equate_workspace_get_agreements (analysis->workspace);
  const EquateRule **records = g_new0 (const EquateRule *, analysis->ruleset->n_rules + 1);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < agreements->len; i++)
    {
      EquateAgreement *agreement = agreements->pdata[i];
      g_hash_table_insert (by_id, (gpointer) agreement->id.text, agreement);
    }
  for (guint i = 0; i < agreements->len; i++)
    add_records (analysis, i, by_id, records);
  return records;
}

void
equate_analyse (const EquateAnalysis *analysis)
{
  g_autofree const EquateRule **records = make_records (analysis);
  EquateAnalysis complete = *analysis;
  complete.records = records;
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    families[i](&complete);
}
