/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The applications: all rules in all ways, with what each awards. */
#include "decide/evaluation.h"

static int
compare_lists (const guint32 *a, guint n_a, const guint32 *b, guint n_b)
{
  for (guint i = 0; i < MIN (n_a, n_b); i++)
    if (a[i] != b[i])
      return a[i] < b[i] ? -1 : 1;
  return (n_a > n_b) - (n_a < n_b);
}

int
equate_application_compare (gconstpointer a, gconstpointer b)
{
  const EquateApplication *left = a;
  const EquateApplication *right = b;
  if (left->rule != right->rule) /* rules of an agreement stand in its order */
    return left->rule < right->rule ? -1 : 1;
  int order
      = compare_lists (left->attempts, left->n_attempts, right->attempts, right->n_attempts);
  if (order != 0)
    return order;
  for (guint i = 0; i < MIN (left->n_choices, right->n_choices); i++)
    if (left->choices[i] != right->choices[i])
      return left->choices[i] < right->choices[i] ? -1 : 1;
  return (left->n_choices > right->n_choices) - (left->n_choices < right->n_choices);
}

/* All that the ways rest on, one behind the other. */
static const EquateUnknown *
collect_unknown (EquateEvaluation *evaluation, const GArray *ways)
{
  const EquateUnknown *result = NULL;
  for (guint i = 0; i < ways->len; i++)
    for (const EquateUnknown *u = g_array_index (ways, EquateWay, i).unknown; u != NULL;
         u = u->next)
      {
        EquateUnknown *copy = equate_arena_new0 (evaluation->arena, EquateUnknown);
        *copy = (EquateUnknown){ u->attempt, u->missing, result };
        result = copy;
      }
  return result;
}

/* Whether the transcript also satisfies what holds the rule back, and if nobody knows, why. */
static EquateTruth
judge_unless (EquateEvaluation *evaluation, EquateTouchedRule *touched,
              const EquateUnknown **unknown)
{
  guint32 unless = equate_ruleset_get_terms (evaluation->ruleset, touched->rule)->unless;
  if (unless == EQUATE_NO_INDEX)
    return EQUATE_TRUTH_NO;
  g_autoptr (GArray) ways = equate_ways_find (evaluation, touched, unless, FALSE);
  for (guint i = 0; i < ways->len; i++)
    if (g_array_index (ways, EquateWay, i).unknown == NULL)
      return EQUATE_TRUTH_YES;
  if (touched->ways_cut)
    return EQUATE_TRUTH_YES; /* not all was looked at: the rule must not award too much */
  *unknown = collect_unknown (evaluation, ways);
  return ways->len > 0 ? EQUATE_TRUTH_UNKNOWN : EQUATE_TRUTH_NO;
}

static const EquateUnknown *
append_unknown (EquateEvaluation *evaluation, const EquateUnknown *list, const EquateUnknown *more)
{
  for (; more != NULL; more = more->next)
    {
      EquateUnknown *copy = equate_arena_new0 (evaluation->arena, EquateUnknown);
      *copy = (EquateUnknown){ more->attempt, more->missing, list };
      list = copy;
    }
  return list;
}

static gboolean
gives_something (EquateEvaluation *evaluation, const EquateCompiledGive *give)
{
  const EquateCompiledGive *children = &evaluation->ruleset->gives[give->first_child];
  if (give->kind == EQUATE_AWARD_ELECTIVE)
    return TRUE;
  if (give->kind == EQUATE_AWARD_ALL_OF || give->kind == EQUATE_AWARD_ONE_OF)
    {
      guint n = 0;
      for (guint i = 0; i < give->n_children; i++)
        n += gives_something (evaluation, &children[i]);
      return give->kind == EQUATE_AWARD_ALL_OF ? n == give->n_children : n > 0;
    }
  gboolean in_force = FALSE;
  equate_ruleset_find_edition (evaluation->ruleset, give->target, evaluation->on, &in_force);
  return in_force;
}

static void
mark_hits (EquateEvaluation *evaluation, const EquateTouchedRule *touched, const EquateWay *way,
           gboolean fell_short)
{
  for (guint32 h = touched->first_hit; h < touched->first_hit + touched->n_hits; h++)
    for (guint i = 0; i < way->n_attempts; i++)
      if (evaluation->hits[h].attempt == way->attempts[i])
        {
          evaluation->hits[h].in_way = TRUE;
          evaluation->hits[h].fell_short |= fell_short;
        }
}

static void
add_rule (EquateEvaluation *evaluation, guint32 index, GArray *applications)
{
  EquateTouchedRule *touched = &evaluation->touched[index];
  const EquateCompiledRule *rule = &evaluation->ruleset->rules[touched->rule];
  if (rule->take == EQUATE_NO_INDEX)
    return;
  if (!gives_something (evaluation, &evaluation->ruleset->gives[rule->give]))
    touched->closed = EQUATE_REASON_RULE_NOT_VALID; /* a target that is not in force */
  if (touched->closed != EQUATE_REASON_NONE)
    return;
  const EquateUnknown *unless = NULL;
  if (judge_unless (evaluation, touched, &unless) == EQUATE_TRUTH_YES)
    {
      touched->closed = EQUATE_REASON_UNLESS;
      return;
    }
  g_autoptr (GArray) ways = equate_ways_find (evaluation, touched, rule->take, TRUE);
  for (guint i = 0; i < ways->len; i++)
    {
      EquateWay way = g_array_index (ways, EquateWay, i);
      way.unknown = append_unknown (evaluation, way.unknown, unless);
      gboolean fell_short = equate_grants_add (evaluation, index, &way, applications);
      mark_hits (evaluation, touched, &way, fell_short);
    }
}

GArray *
equate_applications_find (EquateEvaluation *evaluation)
{
  GArray *applications = g_array_new (FALSE, FALSE, sizeof (EquateApplication));
  for (guint32 i = 0; i < evaluation->n_touched; i++)
    add_rule (evaluation, i, applications);
  if (applications->len > 1)
    qsort (applications->data, applications->len, sizeof (EquateApplication),
           equate_application_compare);
  return applications;
}
