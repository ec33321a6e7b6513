/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A component in small whole numbers: the levels of a weight packed into one number, rows counted
 * from 0, credits in steps. Private to the selection.
 *
 * Sums are whole for every set, but not for what the relaxation takes: the credits of a priority,
 * the number of targets, and beside a limit the number of members that use so much of it. To branch
 * on them settles what single members leave open for long.
 *
 * Packed weights compare as the vectors do that they stand for, for every set that the constraints
 * allow; what cannot be packed is searched with the vectors themselves.
 */
#pragma once

#include "decide/selection-model.h"
#include "decide/selection-relax.h"

G_BEGIN_DECLS

typedef struct
{
  const EquateComponent *component; /* borrowed */
  guint n_members;
  /* Columns: the members, then for each elective that a limit may cut what is cut of it. */
  guint n_columns;
  /* Rows: resources that more members want than may use them; limits; sums. */
  guint n_rows;
  guint n_resources; /* of the rows, the first ones */
  guint n_limited;   /* resources and limits: what is allowed hangs on these rows alone */
  gint64 *weights;   /* by column; of a member before limits */
  gint64 *cuttable;  /* by member: the part of its weight that a limit may cut; 0: nothing */
  guint n_levels;    /* sums of levels: the first rows behind the limits */
  guint *levels;     /* by level: the row of its sum + 1; 0: it has none */
  guint *cuts;       /* by member: the column of what is cut, where there is one */
  guint *starts;     /* by column and one more, into needs */
  EquateNeed *needs; /* rows in ascending order */
  gint64 *least;     /* by row */
  gint64 *most;      /* by row */
  gint64 *factors;   /* by level: of the packed number */
  gint64 *divisors;  /* by level: what all values at the level are multiples of */
  GPtrArray *memory; /* owned: all of the above */
} EquatePacking;

/* NULL: it cannot be packed. Free with equate_packing_free(). */
EquatePacking *equate_packing_new (const EquateComponent *component);
void equate_packing_free (EquatePacking *packing);

/* The number for a value that the members can reach. */
gint64 equate_packing_pack (const EquatePacking *packing, const gint64 *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquatePacking, equate_packing_free)

typedef enum
{
  EQUATE_BRANCH_SOLVED,
  EQUATE_BRANCH_GAVE_UP, /* taken has the best set that was found; none where there was none */
} EquateBranchResult;

/* Finds the best set as equate_component_search() does, with the linear relaxation as the bound;
 * marks it in taken (by item). */
EquateBranchResult equate_component_branch (const EquateComponent *component, gboolean *taken,
                                            guint64 *work);

G_END_DECLS
