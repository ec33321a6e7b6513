/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The parts of a decision as phrases, for the report and for the story of it. All that comes from
 * files is made safe for a terminal.
 */
#pragma once

#include "model/decision.h"

G_BEGIN_DECLS

/**
 * equate_decision_append_heading:
 * @decision: a decision
 * @out: where the lines go
 *
 * Appends who goes where, and by which agreement.
 *
 * Since: 0.1
 */
void equate_decision_append_heading (const EquateDecision *decision, GString *out);

/**
 * equate_award_append_credits:
 * @award: an award
 * @out: where the words go
 *
 * Appends its credits with their unit ("7 ects"); "exempt" for a waiver.
 *
 * Since: 0.1
 */
void equate_award_append_credits (const EquateDecidedAward *award, GString *out);

/**
 * equate_award_append_target:
 * @award: an award
 * @out: where the words go
 *
 * Appends what is awarded ("FIZ1 Physics 1", "elective credits (free)").
 *
 * Since: 0.1
 */
void equate_award_append_target (const EquateDecidedAward *award, GString *out);

/**
 * equate_award_is_of_same:
 * @a: an award
 * @b: the award behind it
 *
 * Tells whether two awards are of one application of a rule.
 *
 * Returns: whether they are
 *
 * Since: 0.1
 */
gboolean equate_award_is_of_same (const EquateDecidedAward *a, const EquateDecidedAward *b);

/**
 * equate_decision_append_course:
 * @decision: a decision
 * @course: the code of an entry
 * @out: where the words go
 *
 * Appends an entry's code, with its title where the decision holds one.
 *
 * Since: 0.1
 */
void equate_decision_append_course (const EquateDecision *decision, const char *course,
                                    GString *out);

/**
 * equate_fate_get_phrase:
 * @fate: the fate of an entry
 *
 * Says in words what became of an entry.
 *
 * Returns: (transfer none): the words
 *
 * Since: 0.1
 */
const char *equate_fate_get_phrase (EquateFate fate);

/**
 * equate_reason_append_text:
 * @reason: why a rule does not take an entry
 * @out: where the words go
 *
 * Appends a reason in words ("rule circuits: another course is missing: EE2002").
 *
 * Since: 0.1
 */
void equate_reason_append_text (const EquateReason *reason, GString *out);

/**
 * equate_missing_append_text:
 * @missing: evidence that an entry lacks
 * @out: where the words go
 *
 * Appends what is missing, and what it would bring.
 *
 * Since: 0.1
 */
void equate_missing_append_text (const EquateMissingInfo *missing, GString *out);

/**
 * equate_decision_append_warnings:
 * @decision: a decision
 * @out: where the lines go
 *
 * Appends the warnings, a line each.
 *
 * Since: 0.1
 */
void equate_decision_append_warnings (const EquateDecision *decision, GString *out);

/**
 * equate_decision_append_account:
 * @decision: a decision
 * @out: where the lines go
 *
 * Appends the credit account, the work bound where it was met, and what remains of the programme;
 * nothing where there is no agreement.
 *
 * Since: 0.1
 */
void equate_decision_append_account (const EquateDecision *decision, GString *out);

G_END_DECLS
