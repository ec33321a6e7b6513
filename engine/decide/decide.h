/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The whole: a transcript and a ruleset become a decision.
 */
#pragma once

#include "compile/ruleset.h"
#include "decide/coverage.h"
#include "model/decision.h"
#include "model/transcript.h"

G_BEGIN_DECLS

typedef struct
{
  EquateDate on;                  /* the decision's date; not 0 */
  const char *from;               /* where the transcript names no institution; nullable */
  const char *to;                 /* overrides the transcript's target institution; nullable */
  const char *programme;          /* with to: overrides the programme; nullable */
  gboolean awards_only;           /* leave out entries and reasons (--detail awards) */
  /* Decide by this one if it fits the day and the programme, whatever its status and whatever
   * others do; nullable, borrowed from the ruleset. */
  const EquateCompiledAgreement *agreement;
  EquateCoverage *coverage; /* notes which rules the decision meets; nullable */
} EquateDecideOptions;

typedef struct _EquateDecider EquateDecider;

/* Memory for decisions, reused from one to the next; one for each thread. Borrows ruleset. */
EquateDecider *equate_decider_new (const EquateRuleset *ruleset);
void equate_decider_free (EquateDecider *decider);

/*
 * Decides. The result is borrowed until the next call (and no longer than transcript). NULL when
 * the record has to be rejected (EQ501, EQ502, EQ511, EQ512 go to diagnostics with their place).
 */
const EquateDecision *equate_decider_decide (EquateDecider *decider,
                                             const EquateTranscript *transcript,
                                             const EquateDecideOptions *options,
                                             EquateDiagnosticList *diagnostics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateDecider, equate_decider_free)

G_END_DECLS
