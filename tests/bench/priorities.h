/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The priorities of a problem, and numbers that weigh them so that one sum puts them in their order.
 */
#pragma once

#include "decide/selection.h"

#define MOST_PRIORITIES 32

typedef struct
{
  guint n;
  gint priorities[MOST_PRIORITIES]; /* highest first */
  double worth[MOST_PRIORITIES];    /* of a thousandth of a credit, relative to the lowest */
} Priorities;

void priorities_init (Priorities *priorities, const EquateSelectionProblem *problem);
guint priorities_find (const Priorities *priorities, gint priority);
