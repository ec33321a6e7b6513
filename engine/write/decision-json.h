/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * decision/1 as JSON.
 */
#pragma once

#include "model/decision.h"
#include "write/json-writer.h"

G_BEGIN_DECLS

/**
 * equate_decision_write_json:
 * @decision: a decision
 * @awards_only: leave out `entries`
 * @writer: where an object is expected
 *
 * Writes a decision as one object. What does not exist is left out; credits and grades are texts.
 * `rate-and-rounding` is a decimal where one is exact, else a ratio such as "1/3".
 *
 * Since: 0.1
 */
void equate_decision_write_json (const EquateDecision *decision, gboolean awards_only,
                                 EquateJsonWriter *writer);

/**
 * equate_award_write_json:
 * @award: an award of a decision
 * @writer: where an object is expected
 *
 * Writes one award as an object.
 *
 * Since: 0.1
 */
void equate_award_write_json (const EquateDecidedAward *award, EquateJsonWriter *writer);

/**
 * equate_rate_and_rounding_format:
 * @thousandths: awarded − used × rate, in thousandths of a credit
 * @buffer: (out caller-allocates): where the text goes
 *
 * Writes what rate and rounding made of the credits, exactly: as a decimal where that ends, else as a
 * ratio.
 *
 * Returns: (transfer none): @buffer
 *
 * Since: 0.1
 */
const char *equate_rate_and_rounding_format (EquateRatio thousandths,
                                             char buffer[EQUATE_RATIO_BUFFER]);

G_END_DECLS
