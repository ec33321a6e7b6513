/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/analysis.h"

EquateSpan
equate_analysis_rule_span (const EquateAnalysis *analysis, guint32 rule)
{
  return analysis->records[rule]->id.span;
}

const char *
equate_analysis_rule_id (const EquateAnalysis *analysis, guint32 rule)
{
  return equate_ruleset_text (analysis->ruleset, analysis->ruleset->rules[rule].id);
}

gboolean
equate_analysis_is_alive (const EquateAnalysis *analysis, guint32 agreement)
{
  const EquateCompiledAgreement *compiled = &analysis->ruleset->agreements[agreement];
  return compiled->to != EQUATE_NO_INDEX && compiled->from.count > 0
         && compiled->status != EQUATE_STATUS_REVOKED;
}

int
equate_compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;
  return (left > right) - (left < right);
}
