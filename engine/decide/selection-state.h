/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where a search of a component stands: what is taken, what is out, what is still open, and the
 * bound on what can be reached from there. Private to the selection.
 */
#pragma once

#include "decide/selection-model.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_MEMBER_OPEN,
  EQUATE_MEMBER_TAKEN,
  EQUATE_MEMBER_OUT, /* left out, or no longer possible */
} EquateMemberState;

typedef struct
{
  const EquateComponent *component; /* borrowed */
  EquateBoundPrices prices;         /* owned arrays */
  guint n_levels;
  EquateMemberState *states; /* owned: by member */
  gboolean *taken;           /* owned: by item of the model */
  guint *open;               /* owned: by resource: members that could still use it */
  guint *room;               /* owned: by resource: how many more may */
  guint *use_starts;         /* owned: by resource, into uses */
  guint *uses;               /* owned: members */
  GArray *trail;             /* owned: guint, members in the order in which they were settled */
  gint64 *bound;             /* owned: on what can still be reached */
} EquateSearchState;

void equate_search_state_init (EquateSearchState *state, const EquateComponent *component);
void equate_search_state_clear (EquateSearchState *state);

static inline const EquateItem *
equate_search_state_item (const EquateSearchState *state, guint member)
{
  return &state->component->model->items[state->component->members[member]];
}

/* Takes an open member; all that want what it used up are out. */
void equate_search_state_take (EquateSearchState *state, guint member);

/* Leaves an open member out. */
void equate_search_state_leave (EquateSearchState *state, guint member);

/* Goes back to where the trail had this length. */
void equate_search_state_undo (EquateSearchState *state, guint mark);

/* All that what is still to come depends on, when members come in this order from here on: written
 * into place, which is emptied first. */
void equate_search_state_write_place (const EquateSearchState *state, const guint *order,
                                      guint from, GByteArray *place);

/* The weight of all that is taken, before limits. */
void equate_search_state_add_up (const EquateSearchState *state, gint64 *value);

G_END_DECLS
