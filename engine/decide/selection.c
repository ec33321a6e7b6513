/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection.h"

#include "decide/selection-packing.h"

#include <string.h>

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

/* Items that share a resource, or with_caps a limit, belong together; the root of each is its first
 * item. */
static guint *
find_components (const EquateModel *model, gboolean with_caps)
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
  for (guint c = 0; with_caps && c < model->n_caps; c++)
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

/* Each entry is consumed once: the dearest of the items that begin with it, for each. */
static EquateDecimal
get_most_by_entries (const EquateComponent *component, guint level)
{
  const EquateModel *model = component->model;
  guint n_attempts = model->problem->evaluation->n_attempts;
  g_autofree EquateDecimal *most = g_new0 (EquateDecimal, n_attempts + 1);
  EquateDecimal sum = 0;
  for (guint m = 0; m < component->n_members; m++)
    {
      const EquateItem *item = &model->items[component->members[m]];
      guint32 first = equate_model_application (model, component->members[m])->attempts[0];
      if (item->level == level)
        most[first] = MAX (most[first], item->weight[level]);
    }
  for (guint i = 0; i < n_attempts; i++)
    sum += most[i];
  return sum;
}

/* Each rule is applied so many times: its dearest item as often. */
static EquateDecimal
get_most_by_rules (const EquateComponent *component, guint level)
{
  const EquateModel *model = component->model;
  const EquateRuleset *ruleset = model->problem->evaluation->ruleset;
  EquateDecimal sum = 0;
  for (guint first = 0; first < component->n_members;)
    {
      guint32 rule = equate_model_application (model, component->members[first])->rule;
      EquateDecimal most = 0;
      guint end = first;
      for (; end < component->n_members
             && equate_model_application (model, component->members[end])->rule == rule;
           end++)
        if (model->items[component->members[end]].level == level)
          most = MAX (most, model->items[component->members[end]].weight[level]);
      sum += most * MIN (equate_ruleset_get_terms (ruleset, rule)->times, end - first);
      first = end;
    }
  return sum;
}

/* The most credits of each priority that a component may lack beside what was found. */
static void
add_bound (const EquateComponent *component, const gboolean *taken, EquateDecimal *missing)
{
  const EquateModel *model = component->model;
  g_autofree gint64 *got = g_new (gint64, model->n_levels);
  equate_component_value (component, taken, got); /* what the limits left of it */
  for (guint p = 0; p < model->n_priorities; p++)
    {
      EquateDecimal most
          = MIN (get_most_by_entries (component, p), get_most_by_rules (component, p));
      missing[p] += MAX (most - got[p], 0);
    }
}

/* What a give awards at most, but for what is converted; sets converted where there is some. */
static EquateDecimal
get_most (const EquateEvaluation *evaluation, guint32 index, gboolean *converted)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  const EquateCompiledGive *give = &ruleset->gives[index];
  EquateDecimal most = 0;
  for (guint i = 0; i < give->n_children; i++)
    {
      EquateDecimal own = get_most (evaluation, give->first_child + i, converted);
      most = give->kind == EQUATE_AWARD_ONE_OF ? MAX (most, own) : most + own;
    }
  if (give->n_children > 0 || give->kind == EQUATE_AWARD_WAIVER)
    return most;
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    return ruleset->decimals[give->credits];
  if (give->credits_kind == EQUATE_CREDITS_CATALOG)
    equate_ruleset_look_up_give (ruleset, give, evaluation->on, &most);
  else
    *converted = TRUE;
  return MAX (most, 0);
}

/* The most that all applications of a rule award together. */
static EquateDecimal
get_most_of_rule (const EquateEvaluation *evaluation, const EquateCompiledRule *rule)
{
  const EquateCompiledTerms *terms = &evaluation->ruleset->terms[rule->terms];
  const EquateCompiledAgreement *agreement = evaluation->agreement;
  gboolean converted = FALSE;
  EquateDecimal most = get_most (evaluation, rule->give, &converted);
  if (agreement->has_shortfall && agreement->shortfall_otherwise != EQUATE_NO_INDEX)
    most = MAX (most, get_most (evaluation, agreement->shortfall_otherwise, &converted));
  EquateDecimal times = MIN (terms->times, evaluation->n_attempts);
  most *= times;
  EquateDecimal all = 0;
  for (guint i = 0; converted && i < evaluation->n_attempts; i++)
    if (evaluation->attempts[i].counts)
      all += MAX (evaluation->attempts[i].credits, 0);
  EquateRatio exact = { 0, 1 };
  EquateDecimal rounded = 0;
  if (converted && equate_ratio_multiply ((EquateRatio){ all, 1 }, agreement->rate, &exact)
      && equate_ratio_round (exact, 1, EQUATE_ROUND_UP, &rounded))
    most += rounded + times * agreement->round_step; /* each may be rounded up */
  return most;
}

static void
add_missing (GArray *bound, gint priority, EquateDecimal credits)
{
  EquateBound none = { priority, 0 };
  guint i = 0;
  while (i < bound->len && g_array_index (bound, EquateBound, i).priority > priority)
    i++;
  if (i == bound->len || g_array_index (bound, EquateBound, i).priority != priority)
    g_array_insert_val (bound, i, none);
  g_array_index (bound, EquateBound, i).credits += credits;
}

/* A rule whose ways were not all looked at may lack whatever it could award at most. */
static void
add_unseen (const EquateEvaluation *evaluation, GArray *bound)
{
  for (guint t = 0; t < evaluation->n_touched; t++)
    {
      const EquateTouchedRule *touched = &evaluation->touched[t];
      const EquateCompiledRule *rule = &evaluation->ruleset->rules[touched->rule];
      const EquateCompiledTerms *terms = &evaluation->ruleset->terms[rule->terms];
      if (touched->ways_cut)
        add_missing (bound, terms->priority, get_most_of_rule (evaluation, rule));
    }
}

/* A limit of all credits leaves no room for more than what is not yet awarded of it. */
static void
cut_bound (const EquateSelectionProblem *problem, EquateSelection *selection)
{
  for (guint b = 0; b < selection->bound->len; b++)
    {
      EquateBound *bound = &g_array_index (selection->bound, EquateBound, b);
      EquateDecimal got = 0;
      guint grant = 0;
      for (guint i = 0; i < selection->chosen->len; i++)
        {
          const EquateApplication *application
              = &problem->applications[g_array_index (selection->chosen, guint, i)];
          for (guint g = 0; g < application->n_grants; g++, grant++)
            if (application->priority == bound->priority)
              got += g_array_index (selection->granted, EquateDecimal, grant);
        }
      for (guint c = 0; c < problem->n_caps; c++)
        if (problem->caps[c].elective == 0)
          bound->credits = MIN (bound->credits, MAX (problem->caps[c].credits - got, 0));
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
    add_missing (selection->bound, model->priorities[p], missing[p]);
}

/* Do all want something that only one of them may have? */
static gboolean
is_one_choice (const EquateModel *model, const guint *members, guint n_members)
{
  const EquateItem *first = &model->items[members[0]];
  for (guint r = 0; r < first->n_resources; r++)
    {
      guint m = 1;
      while (m < n_members && equate_item_uses (&model->items[members[m]], first->resources[r]))
        m++;
      if (m == n_members && model->capacity[first->resources[r]] == 1)
        return TRUE;
    }
  return FALSE;
}

/* Every application awards something: one is always better than none. */
static void
take_best (const EquateModel *model, const guint *members, guint n_members, gboolean *taken)
{
  guint best = members[0];
  for (guint m = 1; m < n_members; m++)
    if (equate_vector_compare (model->items[members[m]].weight, model->items[best].weight,
                               model->n_levels)
        > 0)
      best = members[m];
  taken[best] = TRUE;
}

typedef struct
{
  const EquateModel *model; /* borrowed */
  gboolean *taken;          /* owned: by item */
  EquateDecimal *missing;   /* owned: by priority */
  gboolean exact;
  guint64 work;
} Choice;

/* What the relaxation leaves unproved may still be proved by remembering places. */
static void
search_long (Choice *choice, const EquateComponent *component)
{
  const EquateModel *model = choice->model;
  g_autofree gboolean *known = g_memdup2 (choice->taken, model->n_items * sizeof (gboolean));
  if (equate_component_search (component, choice->taken, &choice->work))
    return;
  g_autofree gint64 *value = g_new (gint64, 2 * (gsize) model->n_levels);
  gboolean found = equate_component_value (component, choice->taken, value);
  if (equate_component_value (component, known, value + model->n_levels)
      && (!found || equate_vector_compare (value + model->n_levels, value, model->n_levels) > 0))
    memcpy (choice->taken, known, model->n_items * sizeof (gboolean));
  choice->exact = FALSE;
  add_bound (component, choice->taken, choice->missing);
}

/* FALSE: given up before all was tried. */
static gboolean
search_component (Choice *choice, const guint *members, guint n_members, gboolean capped,
                  gboolean briefly)
{
  EquateComponent component = { choice->model, members, n_members, capped, NULL, 0 };
  if (!capped && is_one_choice (choice->model, members, n_members))
    {
      take_best (choice->model, members, n_members, choice->taken);
      return TRUE;
    }
  if (capped)
    component.fills = equate_fills_new (choice->model, members, n_members, &component.n_fills);
  guint64 rest = briefly ? 0 : choice->work / 2;
  choice->work -= rest;
  gboolean solved
      = equate_component_branch (&component, choice->taken, &choice->work) == EQUATE_BRANCH_SOLVED;
  choice->work += rest;
  if (!solved && !briefly)
    search_long (choice, &component);
  g_free (component.fills);
  return solved || !briefly;
}

/* Component by component. FALSE: a component needs more than a brief search. */
static gboolean
search (Choice *choice, gboolean with_caps, gboolean briefly)
{
  gboolean done = TRUE;
  const EquateModel *model = choice->model;
  g_autofree guint *parents = find_components (model, with_caps);
  g_autofree guint *members = g_new (guint, model->n_items + 1);
  g_autofree guint *next = link_members (model, parents);
  choice->exact = TRUE;
  for (guint p = 0; p < model->n_priorities; p++)
    choice->missing[p] = 0;
  for (guint i = 0; i < model->n_items; i++)
    choice->taken[i] = FALSE;
  for (guint root = 0; root < model->n_items && done; root++)
    {
      if (find_root (parents, root) != root)
        continue;
      guint n = 0;
      for (guint i = root; i != G_MAXUINT; i = next[i])
        members[n++] = i;
      done = search_component (choice, members, n, with_caps && is_capped (model, members, n),
                               briefly);
    }
  return done;
}

static gboolean
keeps_caps (const EquateModel *model, const gboolean *taken)
{
  for (guint c = 0; c < model->n_caps; c++)
    {
      EquateDecimal left = model->caps[c].credits;
      for (guint i = 0; i < model->n_items; i++)
        {
          const EquateApplication *application = equate_model_application (model, i);
          for (guint g = 0; taken[i] && g < application->n_grants; g++)
            if (equate_cap_counts (&model->caps[c], &application->grants[g]))
              left -= application->grants[g].credits;
        }
      if (left < 0)
        return FALSE;
    }
  return TRUE;
}

/* Would a set that was put together without them, the highest priority first, go beyond the
 * limits? */
static gboolean
meets_caps (const EquateModel *model, gboolean *taken)
{
  g_autofree guint32 *room = g_memdup2 (model->capacity, model->n_resources * sizeof (guint32));
  for (guint p = 0; p < model->n_priorities; p++)
    for (guint i = 0; i < model->n_items; i++)
      {
        const EquateItem *item = &model->items[i];
        if (item->level != p)
          continue;
        taken[i] = TRUE;
        for (guint r = 0; r < item->n_resources && taken[i]; r++)
          taken[i] = room[item->resources[r]] > 0;
        for (guint r = 0; r < item->n_resources && taken[i]; r++)
          room[item->resources[r]]--;
      }
  return !keeps_caps (model, taken);
}

/*
 * A best choice that keeps the limits without being cut is the best one with them as well, and
 * easier to find: limits couple what is otherwise searched apart. Where limits seem to be met it is
 * not even looked for, unless the search with them is long.
 */
static void
choose (Choice *choice, guint64 work)
{
  const EquateModel *model = choice->model;
  guint64 rest = model->n_caps > 0 ? work / 2 : 0;
  choice->work = work - rest;
  if (model->n_caps > 0 && meets_caps (model, choice->taken) && search (choice, TRUE, TRUE))
    return;
  if (model->n_caps > 0)
    {
      rest = (choice->work + rest) / 2;
      choice->work = rest;
    }
  search (choice, FALSE, FALSE);
  choice->work += rest;
  if (model->n_caps > 0 && (!choice->exact || !keeps_caps (model, choice->taken)))
    search (choice, TRUE, FALSE);
}

EquateSelection *
equate_select (const EquateSelectionProblem *problem)
{
  EquateSelection *selection = g_new0 (EquateSelection, 1);
  selection->chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  selection->granted = g_array_new (FALSE, FALSE, sizeof (EquateDecimal));
  selection->bound = g_array_new (FALSE, FALSE, sizeof (EquateBound));
  EquateModel *model = equate_model_new (problem);
  g_autofree gboolean *taken = g_new0 (gboolean, model->n_items + 1);
  g_autofree EquateDecimal *missing = g_new0 (EquateDecimal, model->n_priorities + 1);
  Choice choice = { model, taken, missing, TRUE, 0 };
  choose (&choice, problem->work);
  selection->optimal = choice.exact;
  for (guint t = 0; t < problem->evaluation->n_touched; t++)
    if (problem->evaluation->touched[t].ways_cut)
      selection->optimal = FALSE;
  collect (model, taken, missing, selection);
  add_unseen (problem->evaluation, selection->bound);
  cut_bound (problem, selection);
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
