/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * All items of a selection problem as one component.
 */
#pragma once

#include "decide/selection-model.h"
#include "selecting.h"

typedef struct
{
  EquateModel *model; /* owned */
  guint members[MAX_CHOOSING];
  EquateComponent component;
  gboolean taken[MAX_CHOOSING];
  gint64 value[MAX_CHOOSING];
} Searching;

static inline Searching *
searching_new (const Choosing *choosing)
{
  Searching *searching = g_new0 (Searching, 1);
  searching->model = equate_model_new (&choosing->problem);
  guint n = searching->model->n_items;
  for (guint i = 0; i < n; i++)
    searching->members[i] = i;
  searching->component = (EquateComponent){
    searching->model, searching->members, n, searching->model->n_caps > 0, NULL, 0,
  };
  searching->component.fills
      = equate_fills_new (searching->model, searching->members, n, &searching->component.n_fills);
  g_assert_cmpuint (searching->model->n_levels, <=, MAX_CHOOSING);
  return searching;
}

static inline void
searching_free (Searching *searching)
{
  g_free (searching->component.fills);
  equate_model_free (searching->model);
  g_free (searching);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Searching, searching_free)

/* May the items of the set stand beside each other, limits aside? Sets `taken`. */
static inline gboolean
take_set (Searching *searching, guint mask)
{
  const EquateModel *model = searching->model;
  g_autofree guint *used = g_new0 (guint, model->n_resources + 1);
  for (guint i = 0; i < model->n_items; i++)
    {
      searching->taken[i] = mask >> i & 1;
      for (guint r = 0; searching->taken[i] && r < model->items[i].n_resources; r++)
        if (++used[model->items[i].resources[r]] > model->capacity[model->items[i].resources[r]])
          return FALSE;
    }
  return TRUE;
}

/* Is the set allowed? Fills `value`. */
static inline gboolean
value_set (Searching *searching, guint mask)
{
  return take_set (searching, mask)
         && equate_component_value (&searching->component, searching->taken, searching->value);
}
