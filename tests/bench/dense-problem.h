/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Random problems in which nearly everything stands in the way of something else: overlapping
 * lists, few targets, equal credits. The same seed gives the same problem.
 */
#pragma once

#include "decide/selection.h"

typedef struct _DenseProblem DenseProblem;

DenseProblem *dense_problem_new (guint32 seed, guint n_entries, guint n_targets,
                                 guint n_applications);
void dense_problem_free (DenseProblem *dense);
const EquateSelectionProblem *dense_problem_get (const DenseProblem *dense);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DenseProblem, dense_problem_free)
