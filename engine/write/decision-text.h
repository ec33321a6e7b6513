/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Decisions for people.
 */
#pragma once

#include "model/decision.h"

G_BEGIN_DECLS

/**
 * equate_decision_append_text:
 * @decision: a decision
 * @out: where the text goes
 *
 * Appends the decision as a report: what is awarded, what is not and why, the account.
 *
 * Since: 0.1
 */
void equate_decision_append_text (const EquateDecision *decision, GString *out);

/**
 * equate_decision_append_story:
 * @decision: a decision with its entries
 * @out: where the text goes
 *
 * Appends the decision as a story that a student can follow: what is awarded and by which rule, and
 * for each other course why not and what would have been needed, near misses first.
 *
 * Since: 0.1
 */
void equate_decision_append_story (const EquateDecision *decision, GString *out);

G_END_DECLS
