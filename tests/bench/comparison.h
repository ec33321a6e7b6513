/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Each problem is solved by both; times count only when both award the same credits.
 */
#pragma once

#include "glpk-selection.h"

typedef struct _Comparison Comparison;

/* n_targets: how many target courses there may be; repeats: of each measurement, of which the
 * shortest counts; 0: nothing is measured. */
Comparison *comparison_new (guint n_targets, guint repeats);
void comparison_free (Comparison *comparison);

/* name: of the problem, for messages. FALSE when our choice is not allowed or not the best. */
gboolean comparison_add (Comparison *comparison, const EquateSelectionProblem *problem,
                         const char *name);

/* One JSON object: counts, and times in nanoseconds. */
void comparison_append_json (const Comparison *comparison, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Comparison, comparison_free)
