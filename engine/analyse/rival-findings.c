/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * EQ306: rules between which only the tie-break decides, or the grades (rule-meetings.h).
 * EQ310: rules that could not be compared.
 */
#include "analyse/rule-meetings.h"

static void
report_tie (const EquateAnalysis *analysis, EquateTrial *trial, const EquateMeeting *tie, guint n)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const char *id = equate_analysis_rule_id (analysis, tie->late);
  const char *rival = equate_analysis_rule_id (analysis, tie->early);
  const EquateApplication *early;
  const EquateApplication *late;
  equate_meeting_show (trial, tie, &early, &late);
  g_autofree char *own_award = equate_trial_awards_describe (ruleset, late, FALSE);
  g_autofree char *award = equate_trial_awards_describe (ruleset, early, FALSE);
  g_autofree char *witness = equate_trial_case_describe (ruleset, tie->example);
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_RULES_TIE,
      equate_analysis_rule_span (analysis, tie->late),
      "rules `%s` and `%s` give different things for the same courses, and nothing ranks them",
      rival, id);
  if (n == 1)
    equate_diagnostic_set_label (diagnostic, "gives %s; `%s` gives %s", own_award, rival, award);
  else
    equate_diagnostic_set_label (diagnostic, "gives %s; `%s` gives %s; ties with %u earlier rules",
                                 own_award, rival, award, n);
  equate_diagnostic_set_other (diagnostic, equate_analysis_rule_span (analysis, tie->early),
                               "rule `%s`", rival);
  equate_diagnostic_set_witness (diagnostic, "%s", witness);
  equate_diagnostic_set_help (diagnostic,
                              "give one of the two a higher `priority`, let one ask for something "
                              "else, or write one rule with `one-of`");
}

static void
report_untried (const EquateAnalysis *analysis, const EquateMeeting *pair, guint n)
{
  const char *id = equate_analysis_rule_id (analysis, pair->late);
  const char *other = equate_analysis_rule_id (analysis, pair->early);
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_TOO_MANY_WAYS,
      equate_analysis_rule_span (analysis, pair->late),
      "rules `%s` and `%s` can be met in too many ways to compare them all", other, id);
  if (n == 1)
    equate_diagnostic_set_label (diagnostic, "may tie or overlap with `%s`", other);
  else
    equate_diagnostic_set_label (diagnostic,
                                 "may tie or overlap with `%s`, and %u other earlier %s", other,
                                 n - 1, n == 2 ? "rule" : "rules");
  equate_diagnostic_set_other (diagnostic, equate_analysis_rule_span (analysis, pair->early),
                               "rule `%s`", other);
  equate_diagnostic_set_help (diagnostic,
                              "give one of the two a higher `priority`, or ask for fewer "
                              "courses at a time");
}

void
equate_find_rival_findings (const EquateAnalysis *analysis, const EquateRuleMeetings *meetings)
{
  g_autoptr (EquateTrial) trial = equate_trial_new (analysis->ruleset);
  const EquateMeeting *meeting;
  guint place = 0;
  guint n = 0;
  while ((meeting = equate_rule_meetings_next (meetings, EQUATE_MEETING_TIE, &place, &n)) != NULL)
    report_tie (analysis, trial, meeting, n);
  place = 0;
  while ((meeting = equate_rule_meetings_next (meetings, EQUATE_MEETING_UNTRIED, &place, &n))
         != NULL)
    report_untried (analysis, meeting, n);
}
