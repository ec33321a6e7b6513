/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What rules mean together: findings that no single document shows. One file for each family; all
 * write to the list of diagnostics, each finding with the places of all that take part, a witness
 * and a mend.
 */
#pragma once

#include "analyse/analysis.h"

G_BEGIN_DECLS

/* All families. Only for a workspace without errors; the records of the analysis are found here. */
void equate_analyse (const EquateAnalysis *analysis);

G_END_DECLS
