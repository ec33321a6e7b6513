/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a selection is made from.
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

G_END_DECLS
