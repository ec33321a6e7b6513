/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/report.h"

#define MAX_NEAREST 3

static const char *
get_text (const EquateEvaluation *evaluation, EquateString string)
{
  return equate_ruleset_text (evaluation->ruleset, string);
}

static const char **
get_codes (const EquateEvaluation *evaluation, const EquateApplication *application)
{
  const char **codes = equate_arena_alloc (evaluation->arena,
                                           (application->n_attempts + 1) * sizeof *codes);
  for (guint i = 0; i < application->n_attempts; i++)
    codes[i] = equate_attempt_get_code (evaluation,
                                        &evaluation->attempts[application->attempts[i]]);
  return codes;
}

static void
name_target (const EquateEvaluation *evaluation, const EquateGrant *grant,
             EquateDecidedAward *award)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  if (grant->kind == EQUATE_DECIDED_ELECTIVE)
    {
      award->target = get_text (evaluation, grant->target);
      return;
    }
  award->target = get_text (evaluation, ruleset->courses[grant->target].code);
  award->title = equate_ruleset_get_title (
      ruleset, equate_ruleset_find_edition (ruleset, grant->target, evaluation->on, NULL));
}

static void
name_grade (const EquateEvaluation *evaluation, const EquateApplication *application,
            EquateDecidedAward *award)
{
  if (award->kind == EQUATE_DECIDED_WAIVER || application->grade.kind != EQUATE_MARK_GRADE)
    return;
  award->grade = equate_mark_format (&application->grade, evaluation->arena);
  if (!application->is_converted)
    return;
  const EquateConversion *conversion = equate_gradebook_get_conversion (
      evaluation->ruleset->gradebook, evaluation->agreement->conversion);
  award->conversion = conversion->id.text;
  award->method = equate_choice_get_text (equate_method_choices, conversion->method);
  award->fallback = application->fallback;
}

/* The awards of one application, with the credits that the limits left; electives that were cut to
 * nothing are not awarded. */
static guint
make_awards (const EquateEvaluation *evaluation, const EquateApplication *application,
             const EquateDecimal *granted, EquateDecidedAward *awards)
{
  guint n = 0;
  const char **codes = get_codes (evaluation, application);
  for (guint g = 0; g < application->n_grants; g++)
    {
      const EquateGrant *grant = &application->grants[g];
      if (grant->kind == EQUATE_DECIDED_ELECTIVE && granted[g] == 0)
        continue;
      EquateDecidedAward *award = &awards[n++];
      *award = (EquateDecidedAward){
        .rule = get_text (evaluation, evaluation->ruleset->rules[application->rule].id),
        .kind = grant->kind,
        .credits = granted[g],
        .unit
        = get_text (evaluation, evaluation->ruleset->institutions[evaluation->to].credit_unit),
        .consumes = codes,
        .n_consumes = application->n_attempts,
        .priority = application->priority,
      };
      name_target (evaluation, grant, award);
      name_grade (evaluation, application, award);
    }
  return n;
}

static void
report_awards (const EquateStanding *standing, EquateDecision *decision)
{
  const EquateEvaluation *evaluation = standing->evaluation;
  const GArray *granted = standing->selection->granted;
  EquateDecidedAward *awards = equate_arena_alloc (
      evaluation->arena, (granted->len + 1) * sizeof (EquateDecidedAward));
  guint first = 0;
  for (guint i = 0; i < standing->selection->chosen->len; i++)
    {
      const EquateApplication *application = equate_standing_chosen (standing, i);
      const EquateDecimal *own = &g_array_index (granted, EquateDecimal, first);
      decision->n_awards
          += make_awards (evaluation, application, own, awards + decision->n_awards);
      for (guint g = 0; g < application->n_grants; g++)
        {
          decision->awarded += own[g];
          if (own[g] > 0)
            decision->cut_by_limits += application->grants[g].credits - own[g];
        }
      first += application->n_grants;
    }
  decision->awards = awards;
}

static const char *const evidence_words[]
    = { "grade", "credits", "date", "level", "language", "hours" };

/* One line for each entry of the application and each thing that it lacks, in transcript order. */
static void
add_missing (const EquateEvaluation *evaluation, const EquateApplication *application,
             const EquateDecidedAward *awards, guint n_awards, GArray *missing)
{
  for (guint a = 0; a < evaluation->n_attempts; a++)
    {
      guint evidence = 0;
      for (const EquateUnknown *u = application->unknown; u != NULL; u = u->next)
        if (u->attempt == a)
          evidence |= u->missing;
      for (guint bit = 0; bit < G_N_ELEMENTS (evidence_words); bit++)
        {
          if ((evidence & (1u << bit)) == 0)
            continue;
          EquateMissingInfo info = {
            .rule = get_text (evaluation, evaluation->ruleset->rules[application->rule].id),
            .entry = equate_attempt_get_code (evaluation, &evaluation->attempts[a]),
            .missing = evidence_words[bit],
            .would_award = awards,
            .n_would_award = n_awards,
          };
          g_array_append_val (missing, info);
        }
    }
}

/* needed: by attempt, the rule of the reported application that consumes it. */
static void
report_missing (const EquateStanding *favoured, const char **needed, EquateDecision *decision)
{
  const EquateEvaluation *evaluation = favoured->evaluation;
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (EquateMissingInfo));
  guint first = 0;
  for (guint i = 0; i < favoured->selection->chosen->len; i++)
    {
      const EquateApplication *application = equate_standing_chosen (favoured, i);
      const EquateDecimal *granted
          = &g_array_index (favoured->selection->granted, EquateDecimal, first);
      first += application->n_grants;
      if (application->unknown == NULL)
        continue;
      EquateDecidedAward *awards = equate_arena_alloc (
          evaluation->arena, application->n_grants * sizeof (EquateDecidedAward));
      guint n = make_awards (evaluation, application, granted, awards);
      add_missing (evaluation, application, awards, n, missing);
      for (guint a = 0; a < application->n_attempts; a++)
        needed[application->attempts[a]]
            = get_text (evaluation, evaluation->ruleset->rules[application->rule].id);
    }
  decision->n_missing = missing->len;
  decision->missing = equate_arena_copy (evaluation->arena, missing->data,
                                         sizeof (EquateMissingInfo), missing->len);
}

static gboolean
is_cut (const EquateStanding *standing, guint32 attempt)
{
  for (guint i = 0; i < standing->applications->len; i++)
    {
      const EquateApplication *application
          = &g_array_index (standing->applications, EquateApplication, i);
      if (equate_application_consumes (application, attempt)
          && equate_standing_is_cut (standing, application))
        return TRUE;
    }
  return FALSE;
}

static void
find_nearest (const EquateEvaluation *evaluation, const EquateAttempt *attempt,
              EquateDecidedEntry *entry)
{
  guint32 courses[MAX_NEAREST];
  guint n = equate_ruleset_suggest_courses (evaluation->ruleset, evaluation->from,
                                            attempt->entry->course.text, MAX_NEAREST, courses);
  const char **codes = equate_arena_alloc (evaluation->arena, (n + 1) * sizeof *codes);
  for (guint i = 0; i < n; i++)
    codes[i] = get_text (evaluation, evaluation->ruleset->courses[courses[i]].code);
  entry->nearest = codes;
  entry->n_nearest = n;
}

static void
settle_fate (const EquateStanding *standing, guint32 index, const char *needed,
             EquateDecidedEntry *entry)
{
  const EquateEvaluation *evaluation = standing->evaluation;
  const EquateAttempt *attempt = &evaluation->attempts[index];
  entry->fate = attempt->fate;
  if (!attempt->counts)
    return;
  if (standing->user[index] > 0)
    {
      const EquateApplication *user
          = equate_standing_chosen (standing, standing->user[index] - 1);
      entry->fate = EQUATE_FATE_USED;
      entry->rule = get_text (evaluation, evaluation->ruleset->rules[user->rule].id);
      entry->converted = equate_mark_format (&attempt->converted, evaluation->arena);
      return;
    }
  if (needed != NULL)
    {
      entry->fate = EQUATE_FATE_NEEDS_INFO;
      entry->rule = needed;
    }
  else if (is_cut (standing, index))
    entry->fate = EQUATE_FATE_CUT_BY_LIMIT;
  else if (attempt->denied)
    entry->fate = EQUATE_FATE_DENIED;
  else if (attempt->course == EQUATE_NO_INDEX)
    entry->fate = EQUATE_FATE_UNKNOWN_COURSE;
  entry->reasons = equate_reasons_find (standing, index, &entry->n_reasons);
}

static void
report_entries (const EquateStanding *standing, const char **needed, EquateDecision *decision)
{
  const EquateEvaluation *evaluation = standing->evaluation;
  EquateDecidedEntry *entries = equate_arena_alloc (
      evaluation->arena, (evaluation->n_attempts + 1) * sizeof (EquateDecidedEntry));
  for (guint32 i = 0; i < evaluation->n_attempts; i++)
    {
      const EquateAttempt *attempt = &evaluation->attempts[i];
      EquateDecidedEntry *entry = &entries[i];
      entry->course = equate_attempt_get_code (evaluation, attempt);
      entry->title = attempt->entry->title;
      if (entry->title == NULL && attempt->edition != EQUATE_NO_INDEX)
        entry->title = equate_ruleset_get_title (evaluation->ruleset, attempt->edition);
      entry->credits = attempt->credits;
      entry->grade = attempt->entry->grade;
      settle_fate (standing, i, needed[i], entry);
      if (attempt->course == EQUATE_NO_INDEX)
        find_nearest (evaluation, attempt, entry);
    }
  decision->entries = entries;
  decision->n_entries = evaluation->n_attempts;
}

static void
report_account (const EquateStanding *standing, EquateDecision *decision)
{
  const EquateEvaluation *evaluation = standing->evaluation;
  for (guint32 i = 0; i < evaluation->n_attempts; i++)
    {
      const EquateAttempt *attempt = &evaluation->attempts[i];
      EquateDecimal credits = MAX (attempt->credits, 0);
      gboolean pending = attempt->mark.kind == EQUATE_MARK_PENDING
                         || attempt->mark.kind == EQUATE_MARK_UNKNOWN;
      if (attempt->counts && !pending)
        decision->source_earned += credits;
      if (standing->user[i] > 0)
        decision->source_used += credits;
    }
  EquateRatio converted = { 0, 1 };
  EquateRatio difference = { 0, 1 };
  if (equate_ratio_multiply ((EquateRatio){ decision->source_used, 1 },
                             evaluation->agreement->rate, &converted)
      && equate_ratio_subtract ((EquateRatio){ decision->awarded, 1 }, converted, &difference))
    decision->rate_and_rounding = difference;
}

static void
warn_of_foreign_grades (EquateEvaluation *evaluation, const EquateStanding *standing)
{
  for (guint32 i = 0; i < evaluation->n_attempts; i++)
    {
      const EquateAttempt *attempt = &evaluation->attempts[i];
      if (standing->user[i] == 0 || !attempt->foreign)
        continue;
      const EquateApplication *user = equate_standing_chosen (standing, standing->user[i] - 1);
      if (equate_ruleset_get_terms (evaluation->ruleset, user->rule)->grade != EQUATE_GRADE_NONE)
        equate_evaluation_warn (
            evaluation, EQUATE_DIAGNOSTIC_GRADE_NOT_CONVERTED,
            "%s is graded on the scale `%s`, which the agreement does not convert",
            equate_attempt_get_code (evaluation, attempt),
            equate_scale_edition_get_scale (attempt->mark.scale)->id.text);
    }
}

static void
report_warnings (EquateEvaluation *evaluation, const EquateStanding *standing,
                 EquateDecision *decision)
{
  warn_of_foreign_grades (evaluation, standing);
  if (evaluation->agreement->status == EQUATE_STATUS_ILLUSTRATIVE)
    equate_evaluation_warn (evaluation, EQUATE_DIAGNOSTIC_ILLUSTRATIVE,
                            "agreement %s is illustrative: no registrar has approved its rules",
                            decision->agreement);
  if (!decision->optimal)
    equate_evaluation_warn (evaluation, EQUATE_DIAGNOSTIC_NOT_OPTIMAL,
                            "the search met its bound: a better choice may exist");
  decision->n_warnings = evaluation->warnings->len;
  decision->warnings
      = equate_arena_copy (evaluation->arena, evaluation->warnings->data,
                           sizeof (EquateDecisionWarning), evaluation->warnings->len);
}

/* What is awarded may be the best while only the search for what is missing met its bound: then
 * nothing is lacking. */
static void
report_bound (const EquateEvaluation *evaluation, const EquateSelection *selection,
              const EquateSelection *favoured, EquateDecision *decision)
{
  if (decision->optimal)
    return;
  const GArray *source = selection->optimal ? favoured->bound : selection->bound;
  EquateBound *bound = equate_arena_copy (evaluation->arena, source->data, sizeof (EquateBound),
                                          source->len);
  for (guint i = 0; selection->optimal && i < source->len; i++)
    bound[i].credits = 0;
  decision->bound = bound;
  decision->n_bound = source->len;
}

void
equate_report (EquateEvaluation *evaluation, const GArray *applications,
               const EquateSelection *selection, const EquateSelection *favoured,
               gboolean awards_only, EquateDecision *decision)
{
  g_autoptr (EquateStanding) standing
      = equate_standing_new (evaluation, applications, selection);
  g_autofree const char **needed = g_new0 (const char *, evaluation->n_attempts + 1);
  decision->agreement = get_text (evaluation, evaluation->agreement->id);
  decision->agreement_status
      = equate_choice_get_text (equate_status_choices, evaluation->agreement->status);
  decision->optimal = selection->optimal && (favoured == NULL || favoured->optimal);
  report_bound (evaluation, selection, favoured, decision);
  report_awards (standing, decision);
  if (favoured != NULL)
    {
      g_autoptr (EquateStanding) then
          = equate_standing_new (evaluation, applications, favoured);
      report_missing (then, needed, decision);
    }
  decision->outcome
      = decision->n_missing > 0 ? EQUATE_OUTCOME_NEEDS_INFO : EQUATE_OUTCOME_DECIDED;
  report_account (standing, decision);
  decision->progress = equate_progress_find (standing, decision);
  if (!awards_only)
    report_entries (standing, needed, decision);
  report_warnings (evaluation, standing, decision);
}
