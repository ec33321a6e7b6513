/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-model.h"

#include <string.h>

static gpointer
new_array (EquateModel *model, gsize size, gsize n)
{
  gpointer memory = g_malloc0_n (MAX (n, 1), size);
  g_ptr_array_add (model->memory, memory);
  return memory;
}

static int
compare_priorities (gconstpointer a, gconstpointer b)
{
  gint left = *(const gint *) a;
  gint right = *(const gint *) b;
  return (left < right) - (left > right);
}

static gboolean
takes_part (const EquateSelectionProblem *problem, const EquateApplication *application)
{
  return problem->favour || application->unknown == NULL;
}

static void
find_priorities (EquateModel *model)
{
  const EquateSelectionProblem *problem = model->problem;
  gint *all = new_array (model, sizeof *all, problem->n_applications);
  guint n = 0;
  for (guint i = 0; i < problem->n_applications; i++)
    all[n++] = problem->applications[i].priority;
  qsort (all, n, sizeof *all, compare_priorities);
  guint distinct = 0;
  for (guint i = 0; i < n; i++)
    if (distinct == 0 || all[distinct - 1] != all[i])
      all[distinct++] = all[i];
  model->priorities = all;
  model->n_priorities = distinct;
  model->n_levels = distinct + 4;
  gint64 numerator = problem->evaluation->agreement->rate.numerator;
  model->source_factor = numerator <= 1000000 ? numerator : 1;
}

static guint
find_level (const EquateModel *model, gint priority)
{
  guint level = 0;
  while (model->priorities[level] != priority)
    level++;
  return level;
}

/* The weight while no limit binds. */
static void
weigh (const EquateModel *model, EquateItem *item, const EquateApplication *application)
{
  guint p = model->n_priorities;
  for (guint i = 0; i < application->n_grants; i++)
    {
      const EquateGrant *grant = &application->grants[i];
      item->weight[item->level] += grant->credits;
      item->weight[p] += grant->kind != EQUATE_DECIDED_ELECTIVE;
      item->weight[p + 1] += grant->credits * application->share;
    }
  item->weight[p + 2] = application->unknown != NULL ? -1 : 0;
  item->weight[p + 3] = -application->source * model->source_factor;
}

static void
add_items (EquateModel *model)
{
  const EquateSelectionProblem *problem = model->problem;
  model->items = new_array (model, sizeof (EquateItem), problem->n_applications);
  gint64 *weights = new_array (model, model->n_levels * sizeof (gint64), problem->n_applications);
  for (guint i = 0; i < problem->n_applications; i++)
    {
      const EquateApplication *application = &problem->applications[i];
      if (!takes_part (problem, application))
        continue;
      EquateItem *item = &model->items[model->n_items];
      item->application = i;
      item->level = find_level (model, application->priority);
      item->weight = weights + (gsize) model->n_items * model->n_levels;
      weigh (model, item, application);
      model->n_items++;
    }
}

/* An item and what it uses: a resource, or a target course that may become one. */
typedef struct
{
  guint32 used;
  guint32 item;
} Use;

/* Uses and capacities while the resources are found; there is room for all. */
typedef struct
{
  Use *uses; /* owned; of one item in the order of the resources */
  guint n_uses;
  guint32 *capacity; /* owned: by resource */
  guint n_resources;
} Resources;

static void
resources_init (Resources *resources, const EquateModel *model)
{
  guint most = model->n_items;
  *resources = (Resources){ 0 };
  for (guint i = 0; i < model->n_items; i++)
    {
      const EquateApplication *application = equate_model_application (model, i);
      most += application->n_attempts + application->n_grants;
    }
  resources->uses = g_new (Use, most + 1);
  resources->capacity = g_new (guint32, most + model->problem->evaluation->n_attempts + 1);
}

static int
compare_uses (gconstpointer a, gconstpointer b)
{
  const Use *left = a;
  const Use *right = b;
  if (left->used != right->used)
    return left->used < right->used ? -1 : 1;
  return (left->item > right->item) - (left->item < right->item);
}

/* Each entry is a resource of which there is one. */
static void
add_entries (const EquateModel *model, Resources *resources)
{
  while (resources->n_resources < model->problem->evaluation->n_attempts)
    resources->capacity[resources->n_resources++] = 1;
  for (guint i = 0; i < model->n_items; i++)
    {
      const EquateApplication *application = equate_model_application (model, i);
      for (guint a = 0; a < application->n_attempts; a++)
        resources->uses[resources->n_uses++] = (Use){ application->attempts[a], i };
    }
}

/* Target courses that more than one item gives become resources. */
static void
add_targets (const EquateModel *model, Resources *resources)
{
  Use *targets = resources->uses + resources->n_uses; /* they are overtaken by their own uses */
  guint n = 0;
  for (guint i = 0; i < model->n_items; i++)
    {
      const EquateApplication *application = equate_model_application (model, i);
      for (guint g = 0; g < application->n_grants; g++)
        if (application->grants[g].kind != EQUATE_DECIDED_ELECTIVE)
          targets[n++] = (Use){ application->grants[g].target, i };
    }
  if (n > 1)
    qsort (targets, n, sizeof (Use), compare_uses);
  for (guint first = 0, end = 0; first < n; first = end)
    {
      while (end < n && targets[end].used == targets[first].used)
        end++;
      if (end - first == 1)
        continue;
      guint32 resource = resources->n_resources++;
      resources->capacity[resource] = 1;
      for (guint i = first; i < end; i++)
        resources->uses[resources->n_uses++] = (Use){ resource, targets[i].item };
    }
}

/* Rules that could be applied more often than they may. */
static void
add_times (const EquateModel *model, Resources *resources)
{
  const EquateRuleset *ruleset = model->problem->evaluation->ruleset;
  for (guint first = 0; first < model->n_items;)
    {
      guint32 rule = equate_model_application (model, first)->rule;
      guint end = first;
      while (end < model->n_items && equate_model_application (model, end)->rule == rule)
        end++;
      guint32 times = equate_ruleset_get_terms (ruleset, rule)->times;
      if (end - first > times)
        {
          for (guint i = first; i < end; i++)
            resources->uses[resources->n_uses++] = (Use){ resources->n_resources, i };
          resources->capacity[resources->n_resources++] = times;
        }
      first = end;
    }
}

/* Deals the uses out to the items. */
static void
give_out (EquateModel *model, const Resources *resources)
{
  guint32 *all = new_array (model, sizeof (guint32), resources->n_uses);
  guint n = 0;
  for (guint u = 0; u < resources->n_uses; u++)
    model->items[resources->uses[u].item].n_resources++;
  for (guint i = 0; i < model->n_items; i++)
    {
      model->items[i].resources = all + n;
      n += model->items[i].n_resources;
      model->items[i].n_resources = 0;
    }
  for (guint u = 0; u < resources->n_uses; u++)
    {
      EquateItem *item = &model->items[resources->uses[u].item];
      item->resources[item->n_resources++] = resources->uses[u].used;
    }
}

static void
add_resources (EquateModel *model)
{
  Resources resources;
  resources_init (&resources, model);
  add_entries (model, &resources);
  add_targets (model, &resources);
  add_times (model, &resources);
  give_out (model, &resources);
  model->n_resources = resources.n_resources;
  model->capacity = resources.capacity;
  g_ptr_array_add (model->memory, resources.capacity);
  g_free (resources.uses);
}

static EquateDecimal
count_credits (const EquateCap *cap, const EquateApplication *application)
{
  EquateDecimal sum = 0;
  for (guint i = 0; i < application->n_grants; i++)
    if (equate_cap_counts (cap, &application->grants[i]))
      sum += application->grants[i].credits;
  return sum;
}

/* Each entry is consumed once: the most that its items count adds up to what can ever count. */
static gboolean
can_bind (const EquateModel *model, const EquateCap *cap)
{
  guint n = model->problem->evaluation->n_attempts;
  g_autofree EquateDecimal *most = g_new0 (EquateDecimal, n + 1);
  for (guint i = 0; i < model->n_items; i++)
    {
      const EquateApplication *application = equate_model_application (model, i);
      guint32 first = application->attempts[0];
      most[first] = MAX (most[first], count_credits (cap, application));
    }
  EquateDecimal sum = 0;
  for (guint i = 0; i < n; i++)
    sum += most[i];
  return sum > cap->credits;
}

static void
add_caps (EquateModel *model)
{
  const EquateSelectionProblem *problem = model->problem;
  EquateCap *caps = new_array (model, sizeof (EquateCap), problem->n_caps);
  for (guint i = 0; i < problem->n_caps; i++)
    if (can_bind (model, &problem->caps[i]))
      caps[model->n_caps++] = problem->caps[i];
  model->caps = caps;
}

EquateModel *
equate_model_new (const EquateSelectionProblem *problem)
{
  EquateModel *model = g_new0 (EquateModel, 1);
  model->problem = problem;
  model->memory = g_ptr_array_new_with_free_func (g_free);
  find_priorities (model);
  add_items (model);
  add_resources (model);
  add_caps (model);
  return model;
}

void
equate_model_free (EquateModel *model)
{
  g_ptr_array_unref (model->memory);
  g_free (model);
}
