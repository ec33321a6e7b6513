/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The same choice by GLPK: most credits, priority by priority, under the same constraints.
 */
#pragma once

#include "decide/selection.h"

typedef struct _GlpkSelection GlpkSelection;

/* n_targets: how many target courses there may be. Its memory is reused from problem to problem. */
GlpkSelection *glpk_selection_new (guint n_targets);
void glpk_selection_free (GlpkSelection *glpk);

typedef enum
{
  GLPK_SOLVED,
  GLPK_TIME_OUT,
  GLPK_NOT_SCALABLE, /* so many priorities that one number cannot hold them */
} GlpkResult;

/* credits: by priority, highest first, as many as the problem has; time_limit in milliseconds. */
GlpkResult glpk_selection_solve (GlpkSelection *glpk, const EquateSelectionProblem *problem,
                                 gboolean presolve, int time_limit, EquateDecimal *credits);
