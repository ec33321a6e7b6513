/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a selection is made from.
 */
#pragma once

#include "decide/evaluation.h"

G_BEGIN_DECLS

/* The stated work bound of one decision: ways tried, and for each of the two selections the steps,
 * most of which look at one member (a fraction of a second). Far beyond what real transcripts need;
 * what meets it is flagged, never silently approximate. */
#define EQUATE_WORK_FOR_WAYS 200000
#define EQUATE_WORK_FOR_SELECTION 40000000

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

/* The limits of the agreement with their shares worked out, in the arena; a share without a
 * programme is no limit. */
EquateCap *equate_caps_find (const EquateEvaluation *evaluation, guint *n_caps);

G_END_DECLS
