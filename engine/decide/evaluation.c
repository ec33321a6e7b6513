/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/evaluation.h"

void
equate_evaluation_warn (EquateEvaluation *evaluation, EquateDiagnosticCode code,
                        const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  EquateDecisionWarning warning = { code, equate_arena_strdup (evaluation->arena, text) };
  g_array_append_val (evaluation->warnings, warning);
}

const char *
equate_attempt_get_code (const EquateEvaluation *evaluation, const EquateAttempt *attempt)
{
  if (attempt->course == EQUATE_NO_INDEX)
    return attempt->entry->course.text;
  return equate_ruleset_text (evaluation->ruleset,
                              evaluation->ruleset->courses[attempt->course].code);
}

gboolean
equate_hit_is_taken (const EquateEvaluation *evaluation, const EquateLeafHit *hit)
{
  /* The nodes of unless follow those of take. */
  return hit->node < equate_ruleset_get_terms (evaluation->ruleset, hit->rule)->unless;
}
