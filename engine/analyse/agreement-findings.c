/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules meet only within their agreement, so that each is looked at by itself. */
#include "analyse/families.h"

void
equate_find_agreement_findings (const EquateAnalysis *analysis)
{
  for (guint32 i = 0; i < analysis->ruleset->n_agreements; i++)
    {
      if (!equate_analysis_is_alive (analysis, i))
        continue;
      g_autoptr (EquateWaySet) ways = equate_way_set_new (analysis->ruleset, i, EQUATE_MAX_WAYS);
      EquateRange rules = analysis->ruleset->agreements[i].rules;
      g_autofree EquateRuleShape *shapes = g_new (EquateRuleShape, rules.count + 1);
      for (guint32 r = 0; r < rules.count; r++)
        equate_rule_shape_init (analysis->ruleset, rules.first + r, &shapes[r]);
      EquateAgreementView view = { i, rules, ways, shapes };
      equate_find_never_findings (analysis, &view);
      equate_find_double_findings (analysis, &view);
      equate_find_rival_findings (analysis, &view);
      equate_find_gap_findings (analysis, &view);
    }
}
