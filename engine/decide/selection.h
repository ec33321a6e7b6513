/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The exact choice among applications (language.md 6.5 and 9, "Selection").
 */
#pragma once

#include "decide/evaluation.h"

G_BEGIN_DECLS

/* A limit with its share worked out. */
typedef struct
{
  EquateDecimal credits;
  EquateString elective; /* 0: all awarded credits */
} EquateCap;

typedef struct
{
  const EquateEvaluation *evaluation;    /* borrowed */
  const EquateApplication *applications; /* borrowed; sorted by equate_application_compare() */
  guint n_applications;
  const EquateCap *caps; /* borrowed */
  guint n_caps;
  gboolean favour; /* unknowns are decided in the student's favour; else such applications are out */
  guint64 work;    /* steps until the search gives up being exact */
} EquateSelectionProblem;

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
