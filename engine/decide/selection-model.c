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

typedef struct
{
  guint32 course;
  guint32 item;
} TargetUse;

static int
compare_uses (gconstpointer a, gconstpointer b)
{
  const TargetUse *left = a;
  const TargetUse *right = b;
  if (left->course != right->course)
    return left->course < right->course ? -1 : 1;
  return (left->item > right->item) - (left->item < right->item);
}

/* Target courses that more than one item gives become resources. */
static void
add_targets (EquateModel *model, GArray *capacity, GArray **used)
{
  g_autoptr (GArray) uses = g_array_new (FALSE, FALSE, sizeof (TargetUse));
  for (guint32 i = 0; i < model->n_items; i++)
    {
      const EquateApplication *application = equate_model_application (model, i);
      for (guint g = 0; g < application->n_grants; g++)
        if (application->grants[g].kind != EQUATE_DECIDED_ELECTIVE)
          {
            TargetUse use = { application->grants[g].target, i };
            g_array_append_val (uses, use);
          }
    }
  if (uses->len > 1)
    qsort (uses->data, uses->len, sizeof (TargetUse), compare_uses);
  const TargetUse *all = (const TargetUse *) (gpointer) uses->data;
  for (guint i = 0; i < uses->len; i++)
    {
      gboolean first = i == 0 || all[i].course != all[i - 1].course;
      gboolean last = i + 1 == uses->len || all[i].course != all[i + 1].course;
      if (first && last)
        continue;
      guint32 one = 1;
      if (first)
        g_array_append_val (capacity, one);
      guint32 resource = capacity->len - 1;
      g_array_append_val (used[all[i].item], resource);
    }
}

/* Rules that could be applied more often than they may. */
static void
add_times (EquateModel *model, GArray *capacity, GArray **used)
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
          g_array_append_val (capacity, times);
          guint32 resource = capacity->len - 1;
          for (guint i = first; i < end; i++)
            g_array_append_val (used[i], resource);
        }
      first = end;
    }
}

static void
add_resources (EquateModel *model)
{
  guint n_attempts = model->problem->evaluation->n_attempts;
  g_autoptr (GArray) capacity = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 one = 1;
  for (guint i = 0; i < n_attempts; i++)
    g_array_append_val (capacity, one);
  g_autofree GArray **used = g_new (GArray *, model->n_items + 1);
  for (guint i = 0; i < model->n_items; i++)
    {
      const EquateApplication *application = equate_model_application (model, i);
      used[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_array_append_vals (used[i], application->attempts, application->n_attempts);
    }
  add_targets (model, capacity, used);
  add_times (model, capacity, used);
  for (guint i = 0; i < model->n_items; i++)
    {
      model->items[i].n_resources = used[i]->len;
      model->items[i].resources = (guint32 *) (gpointer) g_array_free (used[i], FALSE);
      g_ptr_array_add (model->memory, model->items[i].resources);
    }
  model->n_resources = capacity->len;
  model->capacity = new_array (model, sizeof (guint32), capacity->len);
  if (capacity->len > 0)
    memcpy (model->capacity, capacity->data, capacity->len * sizeof (guint32));
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
