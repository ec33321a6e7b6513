/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The choice becomes a decision: awards, fates, what is missing, the account. Private to the floor.
 */
#pragma once

#include "decide/standing.h"

G_BEGIN_DECLS

/* favoured: the second selection, or NULL where nothing is unknown. Fills decision, whose heading
 * is there already. */
void equate_report (EquateEvaluation *evaluation, const GArray *applications,
                    const EquateSelection *selection, const EquateSelection *favoured,
                    gboolean awards_only, EquateDecision *decision);

G_END_DECLS
