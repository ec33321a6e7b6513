/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/decide.h"

#include "base/suggest.h"
#include "decide/coverage-note.h"
#include "decide/report.h"

#include <string.h>

struct _EquateDecider
{
  const EquateRuleset *ruleset; /* borrowed */
  EquateArena *arena;           /* owned: the current decision */
  GHashTable *patterns;         /* owned: node + 1 -> EquatePattern */
  GArray *warnings;             /* owned: EquateDecisionWarning */
};

EquateDecider *
equate_decider_new (const EquateRuleset *ruleset)
{
  EquateDecider *decider = g_new0 (EquateDecider, 1);
  decider->ruleset = ruleset;
  decider->arena = equate_arena_new ();
  decider->patterns
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) equate_pattern_free);
  decider->warnings = g_array_new (FALSE, FALSE, sizeof (EquateDecisionWarning));
  return decider;
}

void
equate_decider_free (EquateDecider *decider)
{
  equate_arena_free (decider->arena);
  g_hash_table_unref (decider->patterns);
  g_array_unref (decider->warnings);
  g_free (decider);
}

/* One of the two institutions; EQUATE_NO_INDEX where the record has to be rejected. */
static guint32
find_institution (const EquateRuleset *ruleset, const char *given, const EquateName *own,
                  gboolean is_target, EquateSpan place, EquateDiagnosticList *diagnostics)
{
  const char *id = given != NULL ? given : own->text;
  if (id == NULL)
    {
      EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
          diagnostics,
          is_target ? EQUATE_DIAGNOSTIC_RECORD_TARGET : EQUATE_DIAGNOSTIC_RECORD_INSTITUTION,
          place, "the transcript does not say where the student %s",
          is_target ? "goes" : "comes from");
      equate_diagnostic_set_help (diagnostic, "write `%s`, or use --%s",
                                  is_target ? "target: {institution: …}" : "institution: …",
                                  is_target ? "to" : "from");
      return EQUATE_NO_INDEX;
    }
  guint32 found = equate_ruleset_find_institution (ruleset, id);
  if (found != EQUATE_NO_INDEX)
    return found;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      diagnostics, EQUATE_DIAGNOSTIC_RECORD_INSTITUTION, given != NULL ? place : own->span,
      "unknown institution `%s`", id);
  equate_diagnostic_set_label (diagnostic, "no catalog has this institution");
  const char *nearest = equate_ruleset_suggest_institution (ruleset, id);
  if (nearest != NULL)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
  return EQUATE_NO_INDEX;
}

static gboolean
find_programme (EquateEvaluation *evaluation, const EquateTranscript *transcript,
                const EquateDecideOptions *options, EquateDiagnosticList *diagnostics)
{
  /* A target that an option overrides takes its programme along. */
  const char *id = options->to != NULL || options->programme != NULL
                       ? options->programme
                       : transcript->target.programme.text;
  evaluation->programme = EQUATE_NO_INDEX;
  if (id == NULL)
    return TRUE;
  const EquateRuleset *ruleset = evaluation->ruleset;
  evaluation->programme = equate_ruleset_find_programme (ruleset, evaluation->to, id);
  if (evaluation->programme != EQUATE_NO_INDEX)
    return TRUE;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      diagnostics, EQUATE_DIAGNOSTIC_RECORD_PROGRAMME, transcript->target.programme.span,
      "unknown programme `%s` at %s", id,
      equate_ruleset_text (ruleset, ruleset->institutions[evaluation->to].id));
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (id, 1);
  EquateRange range = ruleset->institutions[evaluation->to].programmes;
  for (guint32 i = range.first; i < range.first + range.count; i++)
    equate_suggest_offer (suggest, equate_ruleset_text (ruleset, ruleset->programmes[i].id), NULL);
  if (equate_suggest_get_length (suggest) > 0)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?",
                                equate_suggest_get (suggest, 0, NULL));
  return FALSE;
}

static gboolean
check_scales (const EquateRuleset *ruleset, const EquateTranscript *transcript,
              EquateDiagnosticList *diagnostics)
{
  gboolean good = TRUE;
  for (guint i = 0; i < transcript->entries.length; i++)
    {
      const EquateName *scale
          = &equate_list_index (transcript->entries, EquateEntry, i)->scale;
      if (scale->text == NULL
          || equate_gradebook_find_scale (ruleset->gradebook, scale->text) != EQUATE_NO_INDEX)
        continue;
      good = FALSE;
      EquateDiagnostic *diagnostic
          = equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_ENTRY_SCALE, scale->span,
                                        "unknown grading scale `%s`", scale->text);
      equate_diagnostic_set_label (diagnostic, "no grading document has this scale");
      const char *nearest = equate_gradebook_suggest_scale (ruleset->gradebook, scale->text);
      if (nearest != NULL)
        equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
    }
  return good;
}

EquateCap *
equate_caps_find (const EquateEvaluation *evaluation, guint *n_caps)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  EquateRange limits = evaluation->agreement->limits;
  EquateCap *caps
      = equate_arena_alloc (evaluation->arena, (limits.count + 1) * sizeof (EquateCap));
  *n_caps = 0;
  for (guint32 i = limits.first; i < limits.first + limits.count; i++)
    {
      const EquateCompiledLimit *limit = &ruleset->limits[i];
      EquateCap cap = { limit->credits, limit->elective };
      if (limit->credits == EQUATE_DECIMAL_NONE)
        {
          EquateDecimal total = evaluation->programme != EQUATE_NO_INDEX
                                    ? ruleset->programmes[evaluation->programme].credits
                                    : EQUATE_DECIMAL_NONE;
          EquateRatio exact = { 0, 1 };
          if (total == EQUATE_DECIMAL_NONE
              || !equate_ratio_multiply (limit->share, (EquateRatio){ total, 1 }, &exact)
              || !equate_ratio_round (exact, 1, EQUATE_ROUND_DOWN, &cap.credits))
            continue;
        }
      caps[(*n_caps)++] = cap;
    }
  return caps;
}

static gboolean
has_unknown (const GArray *applications)
{
  for (guint i = 0; i < applications->len; i++)
    if (g_array_index (applications, EquateApplication, i).unknown != NULL)
      return TRUE;
  return FALSE;
}

static void
decide_with_agreement (EquateEvaluation *evaluation, const EquateTranscript *transcript,
                       const EquateDecideOptions *options, EquateDecision *decision)
{
  equate_attempts_judge (evaluation, transcript);
  equate_leaves_match (evaluation);
  g_autoptr (GArray) applications = equate_applications_find (evaluation);
  guint n_caps = 0;
  const EquateCap *caps = equate_caps_find (evaluation, &n_caps);
  EquateSelectionProblem problem = {
    .evaluation = evaluation,
    .applications = (const EquateApplication *) (gpointer) applications->data,
    .n_applications = applications->len,
    .caps = caps,
    .n_caps = n_caps,
    .favour = FALSE,
    .work = EQUATE_WORK_FOR_SELECTION,
  };
  g_autoptr (EquateSelection) selection = equate_select (&problem);
  g_autoptr (EquateSelection) favoured = NULL;
  if (has_unknown (applications))
    {
      problem.favour = TRUE;
      favoured = equate_select (&problem);
    }
  equate_report (evaluation, applications, selection, favoured, options->awards_only, decision);
  if (options->coverage != NULL)
    equate_coverage_note (options->coverage, evaluation, applications, selection);
}

static EquateDecision *
start_decision (EquateDecider *decider, const EquateEvaluation *evaluation,
                const EquateTranscript *transcript)
{
  const EquateRuleset *ruleset = decider->ruleset;
  const EquateCompiledInstitution *from = &ruleset->institutions[evaluation->from];
  const EquateCompiledInstitution *to = &ruleset->institutions[evaluation->to];
  EquateDecision *decision = equate_arena_new0 (decider->arena, EquateDecision);
  decision->student = transcript->student.id;
  decision->student_name = transcript->student.name;
  decision->from = equate_ruleset_text (ruleset, from->id);
  decision->to = equate_ruleset_text (ruleset, to->id);
  decision->unit = equate_ruleset_text (ruleset, to->credit_unit);
  decision->source_unit = equate_ruleset_text (ruleset, from->credit_unit);
  if (evaluation->programme != EQUATE_NO_INDEX)
    decision->programme
        = equate_ruleset_text (ruleset, ruleset->programmes[evaluation->programme].id);
  decision->on = evaluation->on;
  decision->optimal = TRUE;
  decision->workspace = ruleset->digest;
  return decision;
}

static guint32
choose_agreement (const EquateEvaluation *evaluation, const char *programme,
                  const EquateDecideOptions *options)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  if (options->agreement == NULL)
    return equate_ruleset_find_agreement (ruleset, evaluation->from, evaluation->to, programme,
                                          evaluation->on);
  guint32 given = (guint32) (options->agreement - ruleset->agreements);
  return equate_ruleset_agreement_fits (ruleset, given, programme, evaluation->on)
             ? given
             : EQUATE_NO_INDEX;
}

const EquateDecision *
equate_decider_decide (EquateDecider *decider, const EquateTranscript *transcript,
                       const EquateDecideOptions *options, EquateDiagnosticList *diagnostics)
{
  const EquateRuleset *ruleset = decider->ruleset;
  equate_arena_reset (decider->arena);
  g_array_set_size (decider->warnings, 0);
  EquateEvaluation evaluation = {
    .ruleset = ruleset,
    .on = options->on,
    .arena = decider->arena,
    .patterns = decider->patterns,
    .warnings = decider->warnings,
    .work = EQUATE_WORK_FOR_WAYS,
  };
  EquateName from = transcript->institution;
  if (from.text == NULL)
    from.text = options->from;
  evaluation.from
      = find_institution (ruleset, NULL, &from, FALSE, transcript->span, diagnostics);
  evaluation.to = find_institution (ruleset, options->to, &transcript->target.institution, TRUE,
                                    transcript->span, diagnostics);
  gboolean good = check_scales (ruleset, transcript, diagnostics);
  if (evaluation.to == EQUATE_NO_INDEX
      || !find_programme (&evaluation, transcript, options, diagnostics)
      || evaluation.from == EQUATE_NO_INDEX || !good)
    return NULL;
  EquateDecision *decision = start_decision (decider, &evaluation, transcript);
  guint32 agreement = choose_agreement (&evaluation, decision->programme, options);
  if (agreement == EQUATE_NO_INDEX)
    {
      decision->outcome = EQUATE_OUTCOME_NO_AGREEMENT;
      return decision;
    }
  evaluation.agreement = &ruleset->agreements[agreement];
  decide_with_agreement (&evaluation, transcript, options, decision);
  return decision;
}
