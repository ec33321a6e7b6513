/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection.h"

#include "decide/selection-model.h"

static guint
find_root (guint *parents, guint i)
{
  while (parents[i] != i)
    {
      parents[i] = parents[parents[i]];
      i = parents[i];
    }
  return i;
}

static void
unite (guint *parents, guint a, guint b)
{
  guint x = find_root (parents, a);
  guint y = find_root (parents, b);
  parents[MAX (x, y)] = MIN (x, y);
}

static gboolean
is_counted (const EquateModel *model, guint item, const EquateCap *cap)
{
  const EquateApplication *application = equate_model_application (model, item);
  for (guint g = 0; g < application->n_grants; g++)
    if (equate_cap_counts (cap, &application->grants[g]))
      return TRUE;
  return FALSE;
}

/* Items that share a resource or a limit belong together; the root of each is its first item. */
static guint *
find_components (const EquateModel *model)
{
  guint *parents = g_new (guint, model->n_items + 1);
  g_autofree guint *users = g_new (guint, model->n_resources + 1);
  for (guint r = 0; r < model->n_resources; r++)
    users[r] = G_MAXUINT;
  for (guint i = 0; i < model->n_items; i++)
    {
      parents[i] = i;
      for (guint r = 0; r < model->items[i].n_resources; r++)
        {
          guint32 resource = model->items[i].resources[r];
          if (users[resource] != G_MAXUINT)
            unite (parents, users[resource], i);
          users[resource] = i;
        }
    }
  for (guint c = 0; c < model->n_caps; c++)
    {
      guint first = G_MAXUINT;
      for (guint i = 0; i < model->n_items; i++)
        {
          if (!is_counted (model, i, &model->caps[c]))
            continue;
          if (first != G_MAXUINT)
            unite (parents, first, i);
          first = i;
        }
    }
  return parents;
}

/* From each item to the next of its component, G_MAXUINT behind the last. */
static guint *
link_members (const EquateModel *model, guint *parents)
{
  guint *next = g_new (guint, model->n_items + 1);
  g_autofree guint *last = g_new (guint, model->n_items + 1);
  for (guint i = 0; i < model->n_items; i++)
    {
      guint root = find_root (parents, i);
      if (root != i)
        next[last[root]] = i;
      last[root] = i;
      next[i] = G_MAXUINT;
    }
  return next;
}

static gboolean
is_capped (const EquateModel *model, const guint *members, guint n_members)
{
  for (guint c = 0; c < model->n_caps; c++)
    for (guint m = 0; m < n_members; m++)
      if (is_counted (model, members[m], &model->caps[c]))
        return TRUE;
  return FALSE;
}

/* The most credits of each priority that a component may lack beside what was found. */
static void
add_bound (const EquateComponent *component, const gboolean *taken, EquateDecimal *missing)
{
  const EquateModel *model = component->model;
  guint n_attempts = model->problem->evaluation->n_attempts;
  g_autofree EquateDecimal *most = g_new (EquateDecimal, n_attempts + 1);
  g_autofree gint64 *got = g_new (gint64, model->n_levels);
  equate_component_value (component, taken, got); /* what the limits left of it */
  for (guint p = 0; p < model->n_priorities; p++)
    {
      EquateDecimal sum = 0;
      for (guint i = 0; i < n_attempts; i++)
        most[i] = 0;
      for (guint m = 0; m < component->n_members; m++)
        {
          guint item = component->members[m];
          if (model->items[item].level != p)
            continue;
          EquateDecimal credits = model->items[item].weight[p];
          guint32 first = equate_model_application (model, item)->attempts[0];
          most[first] = MAX (most[first], credits);
        }
      for (guint i = 0; i < n_attempts; i++)
        sum += most[i];
      missing[p] += MAX (sum - got[p], 0);
    }
}

/* A rule whose ways were not all looked at may lack whatever it could award at most. */
static void
add_unseen (const EquateModel *model, EquateDecimal *missing)
{
  const EquateEvaluation *evaluation = model->problem->evaluation;
  EquateDecimal all = 0;
  for (guint i = 0; i < evaluation->n_attempts; i++)
    if (evaluation->attempts[i].counts)
      all += MAX (evaluation->attempts[i].credits, 0);
  for (guint t = 0; t < evaluation->n_touched; t++)
    {
      const EquateTouchedRule *touched = &evaluation->touched[t];
      const EquateCompiledRule *rule = &evaluation->ruleset->rules[touched->rule];
      if (!touched->ways_cut)
        continue;
      EquateDecimal most = 0;
      for (guint i = 0; i < model->n_items; i++)
        if (equate_model_application (model, i)->rule == touched->rule)
          most = MAX (most, model->items[i].weight[model->items[i].level]);
      EquateDecimal times = MIN (rule->times, evaluation->n_attempts);
      EquateDecimal converted = 0;
      equate_ratio_round ((EquateRatio){ all * evaluation->agreement->rate.numerator,
                                         evaluation->agreement->rate.denominator },
                          1, EQUATE_ROUND_UP, &converted);
      for (guint p = 0; p < model->n_priorities; p++)
        if (model->priorities[p] == rule->priority)
          missing[p] += MAX (most * times, converted);
    }
}

static void
collect (const EquateModel *model, const gboolean *taken, const EquateDecimal *missing,
         EquateSelection *selection)
{
  for (guint i = 0; i < model->n_items; i++)
    if (taken[i])
      g_array_append_val (selection->chosen, model->items[i].application);
  equate_model_grant (model, taken, selection->granted);
  for (guint p = 0; !selection->optimal && p < model->n_priorities; p++)
    {
      EquateBound bound = { model->priorities[p], missing[p] };
      g_array_append_val (selection->bound, bound);
    }
}

static gboolean
search_component (const EquateModel *model, const guint *members, guint n_members,
                  gboolean *taken, EquateDecimal *missing, guint64 *work)
{
  EquateComponent component = { model, members, n_members, FALSE, NULL, 0 };
  component.capped = is_capped (model, members, n_members);
  if (n_members == 1 && !component.capped)
    {
      taken[members[0]] = TRUE; /* every application awards something */
      return TRUE;
    }
  if (component.capped)
    component.fills = equate_fills_new (model, members, n_members, &component.n_fills);
  gboolean exact = equate_component_search (&component, taken, work);
  if (!exact)
    add_bound (&component, taken, missing);
  g_free (component.fills);
  return exact;
}

EquateSelection *
equate_select (const EquateSelectionProblem *problem)
{
  EquateSelection *selection = g_new0 (EquateSelection, 1);
  selection->chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  selection->granted = g_array_new (FALSE, FALSE, sizeof (EquateDecimal));
  selection->bound = g_array_new (FALSE, FALSE, sizeof (EquateBound));
  selection->optimal = TRUE;
  EquateModel *model = equate_model_new (problem);
  g_autofree gboolean *taken = g_new0 (gboolean, model->n_items + 1);
  g_autofree EquateDecimal *missing = g_new0 (EquateDecimal, model->n_priorities + 1);
  g_autofree guint *parents = find_components (model);
  g_autofree guint *members = g_new (guint, model->n_items + 1);
  g_autofree guint *next = link_members (model, parents);
  guint64 work = problem->work;
  for (guint root = 0; root < model->n_items; root++)
    {
      if (find_root (parents, root) != root)
        continue;
      guint n = 0;
      for (guint i = root; i != G_MAXUINT; i = next[i])
        members[n++] = i;
      if (!search_component (model, members, n, taken, missing, &work))
        selection->optimal = FALSE;
    }
  for (guint t = 0; t < problem->evaluation->n_touched; t++)
    if (problem->evaluation->touched[t].ways_cut)
      selection->optimal = FALSE;
  add_unseen (model, missing);
  collect (model, taken, missing, selection);
  equate_model_free (model);
  return selection;
}

void
equate_selection_free (EquateSelection *selection)
{
  g_array_unref (selection->chosen);
  g_array_unref (selection->granted);
  g_array_unref (selection->bound);
  g_free (selection);
}
