/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * EQ328: rules that divide the grades or days of the same courses between them, but overlap
 * (rule-meetings.h). Where they do the selection takes the one with more credits, or else more
 * courses, whether or not that was meant.
 */
#include "analyse/rule-meetings.h"

#include "analyse/award-worth.h"
#include "analyse/samples.h"

/* The grades of one course at which both rules are applied, all else being equal. */
typedef struct
{
  EquateMark from;
  EquateMark below; /* better, and not both are applied; NONE: up to the best */
} GradeRange;

static gboolean
are_both_applied (EquateTrial *trial, const EquateMeeting *overlap, const EquateTrialEntry *entry)
{
  const guint32 rules[] = { overlap->early, overlap->late };
  EquateTrialCase question = *overlap->example;
  question.rules = rules;
  question.n_rules = G_N_ELEMENTS (rules);
  question.entries = entry;
  gboolean early = FALSE;
  gboolean late = FALSE;
  const GArray *applications = equate_trial_run (trial, &question);
  for (guint i = 0; i < applications->len; i++)
    {
      guint32 rule = g_array_index (applications, EquateApplication, i).rule;
      early = early || rule == overlap->early;
      late = late || rule == overlap->late;
    }
  return early && late;
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  return equate_mark_compare (a, b);
}

/* The samples of the example's day with a mark, worst first. */
static GArray *
list_marks (const EquateAnalysis *analysis, const EquateMeeting *overlap)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const EquateTrialCase *example = overlap->example;
  const guint32 rules[] = { overlap->early, overlap->late };
  guint32 course = example->entries[0].course;
  g_autoptr (EquateSamples) samples
      = equate_samples_new (analysis, example->agreement, &course, 1, rules, G_N_ELEMENTS (rules));
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (EquateTrialEntry));
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (EquateMark));
  equate_samples_add_entries (samples, 0, example->on, entries);
  for (guint i = 0; i < entries->len; i++)
    {
      const EquateTrialEntry *entry = &g_array_index (entries, EquateTrialEntry, i);
      const EquateScaleEdition *scale = equate_gradebook_get_scale (
          ruleset->gradebook, ruleset->institutions[ruleset->courses[course].institution].scale,
          entry->date, NULL);
      EquateMark mark = equate_scale_read (scale, entry->grade);
      if (entry->date == example->entries[0].date && mark.kind == EQUATE_MARK_GRADE)
        g_array_append_val (marks, mark);
    }
  g_array_sort (marks, compare_marks);
  return marks;
}

/* FALSE: several courses, or a pass without a mark. */
static gboolean
find_range (const EquateAnalysis *analysis, EquateTrial *trial, const EquateMeeting *overlap,
            GradeRange *range)
{
  const EquateTrialCase *example = overlap->example;
  gboolean is_inside = FALSE; /* the example was met */
  range->from.kind = EQUATE_MARK_NONE;
  range->below.kind = EQUATE_MARK_NONE;
  if (example->n_entries > 1)
    return FALSE;
  g_autoptr (GArray) marks = list_marks (analysis, overlap);
  for (guint i = 0; i < marks->len; i++)
    {
      char buffer[EQUATE_DECIMAL_BUFFER];
      const EquateMark *mark = &g_array_index (marks, EquateMark, i);
      EquateTrialEntry entry = example->entries[0];
      gboolean is_example
          = g_str_equal (equate_samples_write_grade (mark, buffer), example->entries[0].grade);
      entry.grade = buffer;
      if (!equate_scale_is_numeric (mark->scale))
        entry.grade = equate_mark_write (mark, buffer);
      is_inside = is_inside || is_example;
      if (are_both_applied (trial, overlap, &entry))
        {
          if (range->from.kind == EQUATE_MARK_NONE)
            range->from = *mark;
        }
      else if (is_inside)
        {
          range->below = *mark;
          break;
        }
      else
        range->from.kind = EQUATE_MARK_NONE;
    }
  return is_inside;
}

static void
append_grades (const EquateAnalysis *analysis, EquateTrial *trial, const EquateMeeting *overlap,
               GString *text)
{
  char from[EQUATE_DECIMAL_BUFFER], below[EQUATE_DECIMAL_BUFFER];
  GradeRange range;
  if (!find_range (analysis, trial, overlap, &range))
    return;
  if (range.below.kind == EQUATE_MARK_GRADE)
    g_string_append_printf (text, " with grades from %s to below %s",
                            equate_samples_write_grade (&range.from, from),
                            equate_samples_write_grade (&range.below, below));
  else
    g_string_append_printf (text, " with %s or better",
                            equate_samples_write_grade (&range.from, from));
}

/* The days on which both rules decide, where they do not always. */
static void
append_days (const EquateRuleset *ruleset, const EquateMeeting *overlap, GString *text)
{
  EquatePeriod early, late, both;
  char day[EQUATE_DATE_BUFFER];
  EquatePeriod first = ruleset->periods[ruleset->rules[overlap->early].valid];
  EquatePeriod second = ruleset->periods[ruleset->rules[overlap->late].valid];
  if ((first.from == 0 && first.until == 0 && second.from == 0 && second.until == 0)
      || !equate_rule_get_period (ruleset, overlap->early, &early)
      || !equate_rule_get_period (ruleset, overlap->late, &late)
      || !equate_periods_intersect (early, late, &both))
    return;
  g_string_append (text, ", decided");
  if (both.from != 0)
    g_string_append_printf (text, " from %s", equate_date_format (both.from, day));
  if (both.until != 0)
    g_string_append_printf (text, " until %s", equate_date_format (both.until, day));
}

static char *
describe_ground (const EquateAnalysis *analysis, EquateTrial *trial, const EquateMeeting *overlap)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const EquateTrialCase *example = overlap->example;
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < example->n_entries; i++)
    g_string_append_printf (
        text, "%s%s", i > 0 ? " and " : "",
        equate_ruleset_text (ruleset, ruleset->courses[example->entries[i].course].code));
  append_grades (analysis, trial, overlap, text);
  append_days (ruleset, overlap, text);
  return g_string_free (text, FALSE);
}

static void
report_overlap (const EquateAnalysis *analysis, EquateTrial *trial, const EquateMeeting *overlap,
                guint n)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const char *id = equate_analysis_rule_id (analysis, overlap->late);
  const char *other = equate_analysis_rule_id (analysis, overlap->early);
  const EquateApplication *early;
  const EquateApplication *late;
  g_autofree char *ground = describe_ground (analysis, trial, overlap);
  equate_meeting_show (trial, overlap, &early, &late);
  g_autofree char *own_award = equate_trial_awards_describe (ruleset, late, TRUE);
  g_autofree char *award = equate_trial_awards_describe (ruleset, early, TRUE);
  g_autofree char *witness = equate_trial_case_describe (ruleset, overlap->example);
  gboolean late_wins = equate_application_compare_worth (late, early) > 0;
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (analysis->diagnostics, EQUATE_DIAGNOSTIC_RULES_OVERLAP,
                                    equate_analysis_rule_span (analysis, overlap->late),
                                    "rules `%s` and `%s` both take %s", other, id, ground);
  g_autofree char *more
      = n > 1 ? g_strdup_printf ("; overlaps with %u earlier rules", n) : g_strdup ("");
  equate_diagnostic_set_label (diagnostic, "gives %s; `%s` gives %s, and `%s` is preferred%s",
                               own_award, other, award, late_wins ? id : other, more);
  equate_diagnostic_set_other (diagnostic, equate_analysis_rule_span (analysis, overlap->early),
                               "rule `%s`", other);
  equate_diagnostic_set_witness (diagnostic, "%s", witness);
  equate_diagnostic_set_help (diagnostic,
                              "let one end where the other begins (`min-grade`, `max-grade`, "
                              "`taken`, `valid`, `programmes`), or give the one that is meant the "
                              "higher `priority`");
}

void
equate_find_overlap_findings (const EquateAnalysis *analysis, const EquateRuleMeetings *meetings)
{
  g_autoptr (EquateTrial) trial = equate_trial_new (analysis->ruleset);
  const EquateMeeting *overlap;
  guint place = 0;
  guint n = 0;
  while ((overlap = equate_rule_meetings_next (meetings, EQUATE_MEETING_OVERLAP, &place, &n))
         != NULL)
    report_overlap (analysis, trial, overlap, n);
}
