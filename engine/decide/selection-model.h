/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A selection problem as the search sees it. Private to the selection.
 *
 * The objective is a vector that is compared lexicographically: credits of each priority, highest
 * first; targets awarded or waived; credits × grade share; minus applications that rest on an
 * unknown; minus source credits. Vectors add up, so bounds may be computed with them as with
 * numbers.
 */
#pragma once

#include "decide/selection-problem.h"

G_BEGIN_DECLS

typedef struct
{
  guint application;
  guint32 *resources; /* borrowed from the model: what only so many items may use */
  guint n_resources;
  guint level; /* of its priority */
  gint64 *weight; /* borrowed from the model: n_levels */
} EquateItem;

static inline gboolean
equate_item_uses (const EquateItem *item, guint32 resource)
{
  for (guint r = 0; r < item->n_resources; r++)
    if (item->resources[r] == resource)
      return TRUE;
  return FALSE;
}

/* An elective grant in the order in which limits are filled. */
typedef struct
{
  guint item;
  guint grant; /* of the application */
} EquateFill;

typedef struct
{
  const EquateSelectionProblem *problem;
  guint n_levels;
  guint n_priorities;
  gint *priorities;  /* highest first */
  EquateItem *items; /* by application */
  guint n_items;
  guint32 *capacity; /* by resource */
  guint n_resources;
  const EquateCap *caps; /* those that can bind */
  guint n_caps;
  gint64 source_factor; /* of the last level: keeps prices of limits in whole numbers */
  GPtrArray *memory;    /* owned: all of the above */
} EquateModel;

EquateModel *equate_model_new (const EquateSelectionProblem *problem);
void equate_model_free (EquateModel *model);

/* Does the limit count this grant? */
static inline gboolean
equate_cap_counts (const EquateCap *cap, const EquateGrant *grant)
{
  if (grant->kind == EQUATE_DECIDED_WAIVER)
    return FALSE;
  return cap->elective == 0
         || (grant->kind == EQUATE_DECIDED_ELECTIVE && grant->target == cap->elective);
}

static inline const EquateApplication *
equate_model_application (const EquateModel *model, guint item)
{
  return &model->problem->applications[model->items[item].application];
}

static inline int
equate_vector_compare (const gint64 *a, const gint64 *b, guint n)
{
  for (guint i = 0; i < n; i++)
    if (a[i] != b[i])
      return a[i] < b[i] ? -1 : 1;
  return 0;
}

static inline void
equate_vector_add (gint64 *a, const gint64 *b, gint64 factor, guint n)
{
  for (guint i = 0; i < n; i++)
    a[i] += factor * b[i];
}

static inline gboolean
equate_vector_positive (const gint64 *a, guint n)
{
  for (guint i = 0; i < n; i++)
    if (a[i] != 0)
      return a[i] > 0;
  return FALSE;
}

/* A set of items that are searched together, because they share resources or a limit. */
typedef struct
{
  const EquateModel *model;
  const guint *members; /* items, ascending */
  guint n_members;
  gboolean capped; /* limits take part */
  EquateFill *fills; /* elective grants of the members in filling order; only where capped */
  guint n_fills;
} EquateComponent;

/* What a set of items is worth when the limits are applied; FALSE when it is not allowed.
 * taken: by item. */
gboolean equate_component_value (const EquateComponent *component, const gboolean *taken,
                                 gint64 *value);

/* The elective grants of the members in the order in which limits are filled; free with g_free. */
EquateFill *equate_fills_new (const EquateModel *model, const guint *members, guint n_members,
                              guint *n_fills);

/* The credits of each grant of a taken set after the limits. out: by item, grants one behind the
 * other; called once per decision with the whole choice. */
void equate_model_grant (const EquateModel *model, const gboolean *taken, GArray *granted);

/* Prices of resources and limits that make a bound: for every item, the prices of what it uses
 * cover its weight but for a slack. */
typedef struct
{
  gint64 *total;   /* n_levels: the bound on any set */
  gint64 *prices;  /* by resource × n_levels */
  gint64 *slack;   /* by member × n_levels; never negative */
} EquateBoundPrices;

void equate_component_price (const EquateComponent *component, EquateBoundPrices *prices);

/* Searches the component; marks the best set in taken (by item). FALSE when the work ran out. */
gboolean equate_component_search (const EquateComponent *component, gboolean *taken,
                                  guint64 *work);

G_END_DECLS
