/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Limits: courses whole, then electives by priority, grade share and order, each up to what every
 * limit leaves (language.md 9, "Limits"). */
#include "decide/selection-model.h"

#include "base/limits.h"

#include <string.h>

static EquateDecimal
get_room (const EquateModel *model, const EquateGrant *grant, const EquateDecimal *left)
{
  EquateDecimal room = grant->credits;
  for (guint c = 0; c < model->n_caps; c++)
    if (equate_cap_counts (&model->caps[c], grant))
      room = MIN (room, left[c]);
  return room;
}

static void
use_room (const EquateModel *model, const EquateGrant *grant, EquateDecimal credits,
          EquateDecimal *left)
{
  for (guint c = 0; c < model->n_caps; c++)
    if (equate_cap_counts (&model->caps[c], grant))
      left[c] -= credits;
}

/* FALSE when the courses alone are more than a limit allows. */
static gboolean
place_courses (const EquateModel *model, const EquateApplication *application,
               EquateDecimal *left)
{
  for (guint g = 0; g < application->n_grants; g++)
    {
      const EquateGrant *grant = &application->grants[g];
      if (grant->kind != EQUATE_DECIDED_COURSE)
        continue;
      use_room (model, grant, grant->credits, left);
      for (guint c = 0; c < model->n_caps; c++)
        if (left[c] < 0 && equate_cap_counts (&model->caps[c], grant))
          return FALSE;
    }
  return TRUE;
}

gboolean
equate_component_value (const EquateComponent *component, const gboolean *taken, gint64 *value)
{
  const EquateModel *model = component->model;
  memset (value, 0, model->n_levels * sizeof *value);
  for (guint m = 0; m < component->n_members; m++)
    if (taken[component->members[m]])
      equate_vector_add (value, model->items[component->members[m]].weight, 1, model->n_levels);
  if (!component->capped)
    return TRUE;
  EquateDecimal left[EQUATE_MAX_LIMITS];
  for (guint c = 0; c < model->n_caps; c++)
    left[c] = model->caps[c].credits;
  for (guint m = 0; m < component->n_members; m++)
    if (taken[component->members[m]]
        && !place_courses (model, equate_model_application (model, component->members[m]), left))
      return FALSE;
  g_autofree guint *n_cut = g_new0 (guint, model->n_items);
  for (guint f = 0; f < component->n_fills; f++)
    {
      guint item = component->fills[f].item;
      if (!taken[item])
        continue;
      const EquateApplication *application = equate_model_application (model, item);
      const EquateGrant *grant = &application->grants[component->fills[f].grant];
      EquateDecimal credits = get_room (model, grant, left);
      use_room (model, grant, credits, left);
      value[model->items[item].level] -= grant->credits - credits;
      value[model->n_priorities + 1] -= (grant->credits - credits) * application->share;
      if (credits == 0 && ++n_cut[item] == application->n_grants)
        return FALSE; /* left without an award */
    }
  return TRUE;
}

static int
compare_fills (gconstpointer a, gconstpointer b, gpointer data)
{
  const EquateModel *model = data;
  const EquateFill *left = a;
  const EquateFill *right = b;
  const EquateApplication *x = equate_model_application (model, left->item);
  const EquateApplication *y = equate_model_application (model, right->item);
  if (x->priority != y->priority)
    return x->priority > y->priority ? -1 : 1;
  if (x->share != y->share)
    return x->share > y->share ? -1 : 1;
  if (left->item != right->item)
    return left->item < right->item ? -1 : 1;
  return (left->grant > right->grant) - (left->grant < right->grant);
}

EquateFill *
equate_fills_new (const EquateModel *model, const guint *members, guint n_members, guint *n_fills)
{
  GArray *fills = g_array_new (FALSE, FALSE, sizeof (EquateFill));
  for (guint m = 0; m < n_members; m++)
    {
      const EquateApplication *application = equate_model_application (model, members[m]);
      for (guint g = 0; g < application->n_grants; g++)
        {
          EquateFill fill = { members[m], g };
          if (application->grants[g].kind == EQUATE_DECIDED_ELECTIVE)
            g_array_append_val (fills, fill);
        }
    }
  g_array_sort_with_data (fills, compare_fills, (gpointer) model);
  *n_fills = fills->len;
  return (EquateFill *) (gpointer) g_array_free (fills, FALSE);
}

void
equate_model_grant (const EquateModel *model, const gboolean *taken, GArray *granted)
{
  g_autofree guint *offsets = g_new0 (guint, model->n_items + 1);
  g_autofree guint *members = g_new0 (guint, model->n_items + 1);
  EquateDecimal left[EQUATE_MAX_LIMITS];
  guint n = 0;
  for (guint c = 0; c < model->n_caps; c++)
    left[c] = model->caps[c].credits;
  for (guint i = 0; i < model->n_items; i++)
    {
      if (!taken[i])
        continue;
      const EquateApplication *application = equate_model_application (model, i);
      members[n++] = i;
      offsets[i] = granted->len;
      for (guint g = 0; g < application->n_grants; g++)
        g_array_append_val (granted, application->grants[g].credits);
      place_courses (model, application, left);
    }
  guint n_fills = 0;
  g_autofree EquateFill *fills = equate_fills_new (model, members, n, &n_fills);
  for (guint f = 0; f < n_fills; f++)
    {
      const EquateGrant *grant
          = &equate_model_application (model, fills[f].item)->grants[fills[f].grant];
      EquateDecimal credits = get_room (model, grant, left);
      use_room (model, grant, credits, left);
      g_array_index (granted, EquateDecimal, offsets[fills[f].item] + fills[f].grant) = credits;
    }
}
