/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The linear relaxation of a packing: how much of each column to take, so that the activity of each
 * row (the sum of what is taken times what it needs of the row) stays between two bounds and the
 * worth is greatest. Solved in whole numbers, so that what it says is a true bound.
 *
 * It is made once and solved again and again with other bounds: each time from where it stands,
 * which is near to the next answer.
 */
#pragma once

#include "decide/selection-turn.h"

G_BEGIN_DECLS

#define EQUATE_RELAXED_MAX ((gint64) 1 << 58)

typedef enum
{
  EQUATE_RELAX_SOLVED,
  EQUATE_RELAX_EMPTY,   /* nothing is allowed, or nothing is worth as much as asked */
  EQUATE_RELAX_GAVE_UP, /* the numbers grew too large or it took too long; nothing is known */
} EquateRelaxResult;

EquateRelax *equate_relax_new (const EquateRelaxed *relaxed);
void equate_relax_free (EquateRelax *relax);

/* From now on all rows matter. */
void equate_relax_activate (EquateRelax *relax);

/* Solves it with the present ranges. Stops where it turns out that nothing is worth `asked`. work:
 * what is looked at is taken from it. */
EquateRelaxResult equate_relax_solve (EquateRelax *relax, gint64 asked, guint64 *work);

/* What it costs at least, for each unit, to have less (or more) of a variable that is basic: a
 * double, to compare variables with; G_MAXDOUBLE where it cannot be. */
void equate_relax_weigh (EquateRelax *relax, guint variable, double *less, double *more);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateRelax, equate_relax_free)

G_END_DECLS
