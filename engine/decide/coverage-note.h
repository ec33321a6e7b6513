/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What one decision has met. Private to the floor.
 */
#pragma once

#include "decide/coverage.h"
#include "decide/selection.h"

G_BEGIN_DECLS

/* Notes the rules that the entries touched, and those that were applied with the alternatives that
 * were used. */
void equate_coverage_note (EquateCoverage *coverage, const EquateEvaluation *evaluation,
                           const GArray *applications, const EquateSelection *selection);

G_END_DECLS
