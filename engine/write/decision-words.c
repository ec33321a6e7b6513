/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-words.h"

#include "base/source.h"
#include "write/decision-json.h"
#include "write/safe-text.h"

/* Terminal columns of the courses that remain of a semester. */
#define PLAN_WIDTH 96u

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
  gboolean is_elective = award->kind == EQUATE_DECIDED_ELECTIVE;

  g_string_append (out, is_elective ? "elective credits (" : "");
  equate_text_append_safe (out, award->target, -1);
  g_string_append (out, is_elective ? ")" : "");
  if (award->title && *award->title != '\0')
    {
      g_string_append_c (out, ' ');
      equate_text_append_safe (out, award->title, -1);
    }
}

gboolean
equate_award_is_of_same (const EquateDecidedAward *a, const EquateDecidedAward *b)
{
  if (!g_str_equal (a->rule, b->rule) || a->n_consumes != b->n_consumes)
    return FALSE;
  for (guint i = 0; i < a->n_consumes; i++)
    if (!g_str_equal (a->consumes[i], b->consumes[i]))
      return FALSE;
  return TRUE;
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

/* A reason without its detail, and what stands before and behind it. */
typedef struct
{
  const char *plain;
  const char *before;
  const char *behind;
} Phrase;

static const Phrase reason_phrases[] = {
  [EQUATE_REASON_NONE] = { "it does not apply" },
  [EQUATE_REASON_PATTERN_LIMIT] = { "its pattern is too slow for this course" },
  [EQUATE_REASON_RULE_NOT_VALID] = { "it is not in force" },
  [EQUATE_REASON_PROGRAMME] = { "it is for other programmes" },
  [EQUATE_REASON_UNLESS]
  = { "it is not applied beside another course", "it is not applied beside ", "" },
  [EQUATE_REASON_DENIED] = { "the course is denied", "the course is denied: ", "" },
  [EQUATE_REASON_MIN_GRADE] = { "the grade is too low", "a grade of at least ", " is needed" },
  [EQUATE_REASON_MAX_GRADE] = { "the grade is too high", "a grade of at most ", " is needed" },
  [EQUATE_REASON_MIN_CREDITS]
  = { "the course has too few credits", "at least ", " credits are needed" },
  [EQUATE_REASON_MAX_CREDITS]
  = { "the course has too many credits", "at most ", " credits are allowed" },
  [EQUATE_REASON_TAKEN]
  = { "it was not completed in the right period", "it has to be completed ", "" },
  [EQUATE_REASON_MAX_AGE] = { "it was completed too long ago", "it may not be older than ", "" },
  [EQUATE_REASON_LEVEL] = { "the course has another level", "a course of ", " level is needed" },
  [EQUATE_REASON_LANGUAGE]
  = { "the course is taught in another language", "a course taught in ", " is needed" },
  [EQUATE_REASON_MIN_HOURS]
  = { "the course has too few hours", "it needs at least these hours: ", "" },
  [EQUATE_REASON_SHORTFALL]
  = { "the credits fall short of the target's", "the credits fall short of the target's: ", "" },
  [EQUATE_REASON_MISSING_COURSE] = { "another course is missing", "", " is needed as well" },
  [EQUATE_REASON_TIMES]
  = { "it is applied as often as it may be", "it is applied as often as it may be: ", "" },
  [EQUATE_REASON_LIMIT]
  = { "a limit on the credits is reached", "the limit on the credits `", "` is reached" },
  [EQUATE_REASON_NOT_SELECTED] = { "another application is better", "rule ", " is better" },
};

void
equate_reason_append_text (const EquateReason *reason, GString *out)
{
  const Phrase *phrase = &reason_phrases[reason->code];
  gboolean has_detail = phrase->before && reason->detail && *reason->detail != '\0';

  if (reason->rule)
    {
      g_string_append (out, "rule ");
      equate_text_append_safe (out, reason->rule, -1);
      g_string_append (out, ": ");
    }
  g_string_append (out, has_detail ? phrase->before : phrase->plain);
  if (!has_detail)
    return;
  equate_text_append_safe (out, reason->detail, -1);
  g_string_append (out, phrase->behind);
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

      g_string_append_printf (out,
                              "Warning %s: ", equate_diagnostic_get_info (warning->code)->code);
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

/* Codes may have blanks, so that lines are broken between them and not within. */
static void
append_codes (const EquatePlanRemainder *item, GString *out)
{
  guint column = 0;

  for (guint i = 0; i < item->n_courses; i++)
    {
      gsize before = out->len;
      guint width;

      equate_text_append_safe (out, item->courses[i], -1);
      g_string_append (out, i + 1 < item->n_courses ? "," : "");
      width = equate_display_width (out->str + before, out->len - before, 0);
      if (column > 0 && column + 1 + width > PLAN_WIDTH)
        {
          g_string_insert (out, (gssize) before, "\n      ");
          column = 0;
        }
      else if (column > 0)
        g_string_insert_c (out, (gssize) before, ' ');
      column += width + (column > 0);
    }
}

static void
append_plan_item (const EquatePlanRemainder *item, GString *out)
{
  g_string_append (out, "  ");
  if (item->semester)
    g_string_append_printf (out, "semester %d: ", item->semester);
  if (item->elective)
    {
      append_decimal (out, item->credits);
      g_string_append (out, " elective credits: ");
      equate_text_append_safe (out, item->elective, -1);
    }
  if (!item->elective)
    append_codes (item, out);
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
  g_string_append_printf (out, " awarded (rate and rounding %s), ",
                          equate_rate_and_rounding_format (decision->rate_and_rounding, buffer));
  append_decimal (out, decision->cut_by_limits);
  g_string_append (out, " cut by limits\n");
  if (!decision->optimal)
    append_bound (decision, out);
  if (decision->progress)
    append_progress (decision->progress, out);
}
