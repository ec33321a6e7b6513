/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules meet only within their agreement, so that each is looked at by itself. */
#include "analyse/families.h"
#include "analyse/rule-meetings.h"

static EquateRuleShape *
make_shapes (const EquateRuleset *ruleset, EquateRange rules)
{
  EquateRuleShape *shapes = g_new (EquateRuleShape, rules.count + 1);
  for (guint32 i = 0; i < rules.count; i++)
    equate_rule_shape_init (ruleset, rules.first + i, &shapes[i]);
  return shapes;
}

/* EQ310 */
static void
report_spent (const EquateAnalysis *analysis, guint32 agreement)
{
  const EquateAgreement *written
      = equate_workspace_get_agreements (analysis->workspace)->pdata[agreement];
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_TOO_MANY_WAYS, written->id.span,
      "the rules of `%s` can be met in too many ways to compare them all", written->id.text);
  equate_diagnostic_set_label (diagnostic,
                               "some of its rules may tie, overlap, never apply or be needless");
  equate_diagnostic_set_help (diagnostic,
                              "ask for fewer courses at a time, name courses where a pattern "
                              "selects many, or divide the agreement");
}

static void
look_at_agreement (const EquateAnalysis *analysis, guint32 agreement, guint64 *shared)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  EquateRange rules = ruleset->agreements[agreement].rules;
  EquateWork work = { (guint64) rules.count * EQUATE_WORK_PER_RULE, shared, FALSE };
  g_autoptr (EquateWaySet) ways = equate_way_set_new (ruleset, agreement, EQUATE_MAX_WAYS, &work);
  g_autofree EquateRuleShape *shapes = make_shapes (ruleset, rules);
  g_autofree guint8 *needless = g_new0 (guint8, rules.count + 1);
  EquateAgreementView view = { agreement, rules, &work, ways, shapes };
  equate_find_never_findings (analysis, &view);
  equate_find_double_findings (analysis, &view, needless);
  g_autoptr (EquateRuleMeetings) meetings = equate_rule_meetings_new (analysis, &view, needless);
  equate_find_rival_findings (analysis, meetings);
  equate_find_overlap_findings (analysis, meetings);
  equate_find_gap_findings (analysis, &view);
  if (work.is_spent)
    report_spent (analysis, agreement);
}

void
equate_find_agreement_findings (const EquateAnalysis *analysis)
{
  guint64 shared = EQUATE_WORK_SHARED;
  for (guint32 i = 0; i < analysis->ruleset->n_agreements; i++)
    if (equate_analysis_is_alive (analysis, i))
      look_at_agreement (analysis, i, &shared);
}
