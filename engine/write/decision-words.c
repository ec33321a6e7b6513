/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-words.h"

#include "write/decision-json.h"
#include "write/safe-text.h"

static void
append_decimal (GString *out, EquateDecimal value)
{
  char buffer[EQUATE_DECIMAL_BUFFER];

  g_string_append (out, equate_decimal_format (value, buffer));
}

void
equate_decision_append_heading (const EquateDecision *decision, GString *out)
{
  char date[EQUATE_DATE_BUFFER];

  equate_text_append_safe (out, decision->student ? decision->student : "Transcript", -1);
  if (decision->student_name)
    {
      g_string_append_c (out, ' ');
      equate_text_append_safe (out, decision->student_name, -1);
    }
  g_string_append_c (out, '\n');
  equate_text_append_safe (out, decision->from, -1);
  g_string_append (out, " → ");
  equate_text_append_safe (out, decision->to, -1);
  if (decision->programme)
    {
      g_string_append (out, ", programme ");
      equate_text_append_safe (out, decision->programme, -1);
    }
  g_string_append_printf (out, ", on %s\n", equate_date_format (decision->on, date));
  if (decision->agreement)
    {
      g_string_append (out, "Agreement: ");
      equate_text_append_safe (out, decision->agreement, -1);
      g_string_append_printf (out, " (%s)\n", decision->agreement_status);
    }
  g_string_append_printf (out, "Outcome: %s\n", equate_outcome_get_text (decision->outcome));
}

void
equate_award_append_credits (const EquateDecidedAward *award, GString *out)
{
  if (award->kind == EQUATE_DECIDED_WAIVER)
    {
      g_string_append (out, "exempt");
      return;
    }
  append_decimal (out, award->credits);
  g_string_append_c (out, ' ');
  equate_text_append_safe (out, award->unit ? award->unit : "credits", -1);
}

void
equate_award_append_target (const EquateDecidedAward *award, GString *out)
{
  if (award->kind == EQUATE_DECIDED_ELECTIVE)
    g_string_append (out, "elective: ");
  equate_text_append_safe (out, award->target, -1);
  if (award->title && *award->title != '\0')
    {
      g_string_append_c (out, ' ');
      equate_text_append_safe (out, award->title, -1);
    }
}

void
equate_decision_append_course (const EquateDecision *decision, const char *course, GString *out)
{
  equate_text_append_safe (out, course, -1);
  for (guint i = 0; i < decision->n_entries; i++)
    if (g_str_equal (decision->entries[i].course, course))
      {
        const char *title = decision->entries[i].title;

        if (title && *title != '\0')
          {
            g_string_append_c (out, ' ');
            equate_text_append_safe (out, title, -1);
          }
        return;
      }
}

const char *
equate_fate_get_phrase (EquateFate fate)
{
  static const char *const phrases[] = {
    [EQUATE_FATE_WITHDRAWN] = "the student withdrew from it",
    [EQUATE_FATE_IN_PROGRESS] = "it is still in progress",
    [EQUATE_FATE_TRANSFERRED] = "its credits came from elsewhere and are not transferred again",
    [EQUATE_FATE_FAILED] = "it was not passed",
    [EQUATE_FATE_TOO_OLD] = "it was taken too long ago",
    [EQUATE_FATE_REPEATED] = "another attempt at the same course counts",
    [EQUATE_FATE_USED] = "it is recognised",
    [EQUATE_FATE_NEEDS_INFO] = "evidence is missing",
    [EQUATE_FATE_CUT_BY_LIMIT] = "a limit on the credits is reached",
    [EQUATE_FATE_DENIED] = "the agreement does not recognise it",
    [EQUATE_FATE_UNKNOWN_COURSE] = "the catalog does not know the course",
    [EQUATE_FATE_NOT_USED] = "no rule takes it",
  };

  return phrases[fate];
}

void
equate_reason_append_text (const EquateReason *reason, GString *out)
{
  static const char *const phrases[] = {
    [EQUATE_REASON_NONE] = "it does not apply",
    [EQUATE_REASON_PATTERN_LIMIT] = "its pattern is too slow for this course",
    [EQUATE_REASON_RULE_NOT_VALID] = "it is not in force",
    [EQUATE_REASON_PROGRAMME] = "it is for other programmes",
    [EQUATE_REASON_UNLESS] = "it is not applied beside another course",
    [EQUATE_REASON_DENIED] = "the course is denied",
    [EQUATE_REASON_MIN_GRADE] = "the grade is too low",
    [EQUATE_REASON_MAX_GRADE] = "the grade is too high",
    [EQUATE_REASON_MIN_CREDITS] = "the course has too few credits",
    [EQUATE_REASON_MAX_CREDITS] = "the course has too many credits",
    [EQUATE_REASON_TAKEN] = "the course was not taken in the right period",
    [EQUATE_REASON_MAX_AGE] = "the course was taken too long ago",
    [EQUATE_REASON_LEVEL] = "the course has another level",
    [EQUATE_REASON_LANGUAGE] = "the course is taught in another language",
    [EQUATE_REASON_MIN_HOURS] = "the course has too few hours",
    [EQUATE_REASON_SHORTFALL] = "the credits fall short of the target's",
    [EQUATE_REASON_MISSING_COURSE] = "another course is missing",
    [EQUATE_REASON_TIMES] = "it is already applied as often as it may be",
    [EQUATE_REASON_LIMIT] = "a limit on the credits is reached",
    [EQUATE_REASON_NOT_SELECTED] = "another application is better",
  };

  if (reason->rule)
    {
      g_string_append (out, "rule ");
      equate_text_append_safe (out, reason->rule, -1);
      g_string_append (out, ": ");
    }
  g_string_append (out, phrases[reason->code]);
  if (reason->detail && *reason->detail != '\0')
    {
      g_string_append (out, " (");
      equate_text_append_safe (out, reason->detail, -1);
      g_string_append_c (out, ')');
    }
}

void
equate_missing_append_text (const EquateMissingInfo *missing, GString *out)
{
  g_string_append (out, "the ");
  equate_text_append_safe (out, missing->missing, -1);
  g_string_append (out, " is missing; with it, rule ");
  equate_text_append_safe (out, missing->rule, -1);
  g_string_append (out, " could award ");
  for (guint i = 0; i < missing->n_would_award; i++)
    {
      if (i > 0)
        g_string_append (out, " and ");
      equate_award_append_target (&missing->would_award[i], out);
      g_string_append (out, " (");
      equate_award_append_credits (&missing->would_award[i], out);
      g_string_append_c (out, ')');
    }
}

void
equate_decision_append_warnings (const EquateDecision *decision, GString *out)
{
  for (guint i = 0; i < decision->n_warnings; i++)
    {
      const EquateDecisionWarning *warning = &decision->warnings[i];

      g_string_append_printf (out, "Warning %s: ",
                              equate_diagnostic_get_info (warning->code)->code);
      equate_text_append_safe (out, warning->message, -1);
      g_string_append_c (out, '\n');
    }
}

static void
append_bound (const EquateDecision *decision, GString *out)
{
  g_string_append (out, "  the search met its work bound; at most missing:");
  for (guint i = 0; i < decision->n_bound; i++)
    {
      g_string_append (out, i > 0 ? ", " : " ");
      append_decimal (out, decision->bound[i].credits);
      g_string_append_printf (out, " at priority %d", decision->bound[i].priority);
    }
  g_string_append_c (out, '\n');
}

static void
append_plan_item (const EquatePlanRemainder *item, GString *out)
{
  g_string_append (out, "    ");
  if (item->semester)
    g_string_append_printf (out, "semester %d: ", item->semester);
  if (item->elective)
    {
      append_decimal (out, item->credits);
      g_string_append (out, " elective credits: ");
      equate_text_append_safe (out, item->elective, -1);
    }
  for (guint i = 0; !item->elective && i < item->n_courses; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      equate_text_append_safe (out, item->courses[i], -1);
    }
  g_string_append_c (out, '\n');
}

static void
append_progress (const EquateProgress *progress, GString *out)
{
  g_string_append (out, "\nWhat remains of ");
  equate_text_append_safe (out, progress->programme, -1);
  if (progress->required != EQUATE_DECIMAL_NONE)
    {
      g_string_append (out, ": ");
      append_decimal (out, progress->remaining);
      g_string_append (out, " of ");
      append_decimal (out, progress->required);
      g_string_append (out, " credits");
    }
  g_string_append_c (out, '\n');
  for (guint i = 0; i < progress->n_plan; i++)
    append_plan_item (&progress->plan[i], out);
}

void
equate_decision_append_account (const EquateDecision *decision, GString *out)
{
  char buffer[EQUATE_RATIO_BUFFER];

  if (decision->outcome == EQUATE_OUTCOME_NO_AGREEMENT)
    return;
  g_string_append (out, "\nAccount\n  at ");
  equate_text_append_safe (out, decision->from, -1);
  g_string_append (out, ": ");
  append_decimal (out, decision->source_earned);
  g_string_append (out, " credits earned, ");
  append_decimal (out, decision->source_used);
  g_string_append (out, " used, ");
  append_decimal (out, decision->source_earned - decision->source_used);
  g_string_append (out, " unused\n  at ");
  equate_text_append_safe (out, decision->to, -1);
  g_string_append (out, ": ");
  append_decimal (out, decision->awarded);
  g_string_append_c (out, ' ');
  equate_text_append_safe (out, decision->unit ? decision->unit : "credits", -1);
  g_string_append_printf (
      out, " awarded (rate and rounding %s), ",
      equate_rate_and_rounding_format (decision->rate_and_rounding, buffer));
  append_decimal (out, decision->cut_by_limits);
  g_string_append (out, " cut by limits\n");
  if (!decision->optimal)
    append_bound (decision, out);
  if (decision->progress)
    append_progress (decision->progress, out);
}
