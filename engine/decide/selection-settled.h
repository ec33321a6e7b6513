/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a branch and bound has settled: which members are in, which are out and which are open, as
 * the ranges of the relaxation say; and the sets that its solution suggests. Private to the
 * selection.
 */
#pragma once

#include "decide/selection-packing.h"

G_BEGIN_DECLS

/* What a range was before it was changed. */
typedef struct
{
  guint variable;
  EquateBetween range;
} EquateSettledChange;

typedef struct
{
  const EquatePacking *packing; /* borrowed */
  EquateRelaxed relaxed;
  EquateRelax *relax; /* owned */
  GArray *trail;      /* owned: EquateSettledChange, in the order in which they were made */
  gint64 *left;       /* owned: scratch, by row */
} EquateSettled;

void equate_settled_init (EquateSettled *settled, const EquatePacking *packing);
void equate_settled_clear (EquateSettled *settled);

static inline gboolean
equate_settled_is_in (const EquateSettled *settled, guint member)
{
  return settled->relax->ranges[member].least == 1;
}

static inline gboolean
equate_settled_is_out (const EquateSettled *settled, guint member)
{
  return settled->relax->ranges[member].most == 0;
}

static inline gboolean
equate_settled_is_open (const EquateSettled *settled, guint member)
{
  return !equate_settled_is_in (settled, member) && !equate_settled_is_out (settled, member);
}

/* Bounds a variable of the relaxation. */
void equate_settled_bound (EquateSettled *settled, guint variable, gint64 least, gint64 most);

/* The member is in; something may be cut of its elective then. */
void equate_settled_take (EquateSettled *settled, guint member);
void equate_settled_leave (EquateSettled *settled, guint member);

/* Goes back to where the trail had this length. */
void equate_settled_undo (EquateSettled *settled, guint mark);

/* What no longer fits beside all that is in is out. FALSE: what is in does not fit together. */
gboolean equate_settled_propagate (EquateSettled *settled);

/* Does what was taken once (by member) keep the ranges that have changed since? */
gboolean equate_settled_holds (const EquateSettled *settled, guint mark, const guint8 *taken);

/* The relaxation's solution made whole: what it takes wholly, then what it takes in part; what else
 * fits. Electives that it does not take might be left without credits. set: by member. */
void equate_settled_find_set (EquateSettled *settled, guint8 *set);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EquateSettled, equate_settled_clear)

G_END_DECLS
