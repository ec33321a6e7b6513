/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The exact choice among applications (language.md 6.5 and 9, "Selection").
 */
#pragma once

#include "decide/selection-problem.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *chosen;  /* owned: guint, indices of applications, ascending */
  GArray *granted; /* owned: EquateDecimal of each grant of each chosen one, one behind the other */
  gboolean optimal;
  GArray *bound; /* owned: EquateBound, highest priority first; what may be missing at most */
} EquateSelection;

EquateSelection *equate_select (const EquateSelectionProblem *problem);
void equate_selection_free (EquateSelection *selection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateSelection, equate_selection_free)

G_END_DECLS
