/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How things stand once the choice is made: what is used up, and what stands in the way of an
 * application that was not chosen. Private to the floor.
 */
#pragma once

#include "decide/selection.h"

G_BEGIN_DECLS

typedef struct
{
  const EquateEvaluation *evaluation; /* borrowed */
  const GArray *applications;         /* borrowed: EquateApplication */
  const EquateSelection *selection;   /* borrowed */
  /* All in the arena. */
  guint *user;    /* by attempt: chosen index + 1 of the application that consumes it */
  guint *applied; /* by touched rule */
  guint *starts;  /* by touched rule: its first application; one more behind the last */
  /* The rules with a leaf that selects an attempt, in their order, each by one of its hits. */
  guint *first_hits; /* by attempt: a hit + 1; 0: none */
  guint *next_hits;  /* by hit: that of the next rule + 1; 0: none */
  guint *hit_rules;  /* by hit: its touched rule */
} EquateStanding;

EquateStanding *equate_standing_new (const EquateEvaluation *evaluation,
                                     const GArray *applications, const EquateSelection *selection);
void equate_standing_free (EquateStanding *standing);

const EquateApplication *equate_standing_chosen (const EquateStanding *standing, guint index);

/* The chosen application that takes an entry or a target from this one; NULL: none does. */
const EquateApplication *equate_standing_rival (const EquateStanding *standing,
                                                const EquateApplication *application);

/* Is the rule applied as often as it may be? */
gboolean equate_standing_is_spent (const EquateStanding *standing,
                                   const EquateApplication *application);

/* Could the application be added but for the limits? It rests on nothing unknown. */
gboolean equate_standing_is_cut (const EquateStanding *standing,
                                 const EquateApplication *application);

/* Does the application consume the attempt? */
gboolean equate_application_consumes (const EquateApplication *application, guint32 attempt);

/* Why an entry that is neither out nor used was not: one reason for each rule with a leaf that
 * selects it, in rule order. In the arena. */
const EquateReason *equate_reasons_find (const EquateStanding *standing, guint32 attempt,
                                         guint *n_reasons);

/* What the programme asks, and what of it remains; NULL without a programme. In the arena. */
const EquateProgress *equate_progress_find (const EquateStanding *standing,
                                            const EquateDecision *decision);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateStanding, equate_standing_free)

G_END_DECLS
