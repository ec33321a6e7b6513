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
  EquateDecimal credits = 0;
  return equate_ruleset_look_up_give (evaluation->ruleset, give, evaluation->on, &credits);
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
  EquateWays ways = equate_rule_find_ways (evaluation, touched);
  if (ways.n == 0)
    return;
  gboolean *fell_short = equate_arena_alloc (evaluation->arena, ways.n * sizeof *fell_short);
  equate_grants_add (evaluation, index, &ways, fell_short, applications);
  for (guint i = 0; i < ways.n; i++)
    mark_hits (evaluation, touched, &ways.items[i], fell_short[i]);
}

/* As they come they are in order but for shortfalls and choices. */
static gboolean
is_sorted (const GArray *applications)
{
  for (guint i = 1; i < applications->len; i++)
    if (equate_application_compare (&g_array_index (applications, EquateApplication, i - 1),
                                    &g_array_index (applications, EquateApplication, i))
        > 0)
      return FALSE;
  return TRUE;
}

typedef enum
{
  FETCH_RULES,
  FETCH_ROOTS,   /* take and give */
  FETCH_GIVES,   /* the parts of a give */
  FETCH_COURSES, /* that it awards */
  FETCH_EDITIONS,
  N_FETCHES
} Fetch;

/* Is there more of it to ask for, once this has come? */
static gboolean
fetch_give (const EquateRuleset *ruleset, const EquateCompiledGive *give, Fetch what)
{
  if (give->kind == EQUATE_AWARD_ELECTIVE)
    return FALSE;
  if (give->kind == EQUATE_AWARD_ALL_OF || give->kind == EQUATE_AWARD_ONE_OF)
    {
      const EquateCompiledGive *children = &ruleset->gives[give->first_child];
      gboolean more = what == FETCH_GIVES;
      if (more)
        __builtin_prefetch (children);
      for (guint i = 0; what > FETCH_GIVES && i < give->n_children; i++)
        more |= fetch_give (ruleset, &children[i], what);
      return more;
    }
  if (give->catalog != 0)
    return FALSE; /* nobody looks at the course */
  const EquateCompiledCourse *course = &ruleset->courses[give->target];
  if (what == FETCH_COURSES)
    __builtin_prefetch (course);
  else if (what == FETCH_EDITIONS)
    __builtin_prefetch (&ruleset->editions[course->editions.first]);
  return what < FETCH_EDITIONS;
}

/* What the rules need is asked for early and together, since memory takes long to answer. */
static void
fetch_rules (const EquateEvaluation *evaluation)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  gboolean more = TRUE;
  for (Fetch what = FETCH_RULES; what < N_FETCHES && more; what++)
    {
      more = what <= FETCH_ROOTS;
      for (guint32 i = 0; i < evaluation->n_touched; i++)
        {
          const EquateTouchedRule *touched = &evaluation->touched[i];
          const EquateCompiledRule *rule = &ruleset->rules[touched->rule];
          if (touched->closed != EQUATE_REASON_NONE)
            continue;
          if (what == FETCH_RULES)
            __builtin_prefetch (rule);
          else if (rule->take == EQUATE_NO_INDEX)
            continue;
          else if (what > FETCH_ROOTS)
            more |= fetch_give (ruleset, &ruleset->gives[rule->give], what);
          else
            {
              __builtin_prefetch (&ruleset->nodes[rule->take]);
              __builtin_prefetch (&ruleset->gives[rule->give]);
            }
        }
    }
}

GArray *
equate_applications_find (EquateEvaluation *evaluation)
{
  GArray *applications
      = g_array_sized_new (FALSE, FALSE, sizeof (EquateApplication), evaluation->n_hits);
  fetch_rules (evaluation);
  equate_attempts_convert (evaluation);
  for (guint32 i = 0; i < evaluation->n_touched; i++)
    add_rule (evaluation, i, applications);
  if (!is_sorted (applications))
    qsort (applications->data, applications->len, sizeof (EquateApplication),
           equate_application_compare);
  return applications;
}
