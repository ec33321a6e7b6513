/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A component in small whole numbers: the levels of a weight packed into one number, rows counted
 * from 0, credits in steps. Private to the selection.
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
  guint n_rows;      /* resources that more members want than may use them, then limits */
  guint n_resources; /* of the rows, the first ones */
  gint64 *weights;   /* by member, before limits */
  gint64 *cuttable;  /* by member: the part of its weight that a limit may cut; 0: nothing */
  guint *starts;     /* by member and one more, into needs */
  EquateNeed *needs; /* rows in ascending order */
  gint64 *room;      /* by row */
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
