/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dense-problem.h"

#include <stdlib.h>

#define MOST_TAKEN 3

struct _DenseProblem
{
  GRand *random; /* owned */
  guint n_entries;
  guint n_targets;
  EquateArena *arena;   /* owned */
  GArray *rules;        /* owned: EquateCompiledRule */
  GArray *terms;        /* owned: EquateCompiledTerms, of the rule with the same index */
  GArray *applications; /* owned: EquateApplication */
  EquateDecimal *credits; /* in the arena: by entry */
  EquateRuleset ruleset;
  EquateCompiledAgreement agreement;
  EquateEvaluation evaluation;
  EquateCap caps[2];
  EquateSelectionProblem problem;
};

static guint
pick (DenseProblem *dense, guint from, guint to)
{
  return (guint) g_rand_int_range (dense->random, (gint32) from, (gint32) to + 1);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;
  return (left > right) - (left < right);
}

/* n different entries, ascending. */
static guint32 *
pick_entries (DenseProblem *dense, guint n)
{
  guint32 *entries = equate_arena_alloc (dense->arena, n * sizeof *entries);
  for (guint i = 0; i < n;)
    {
      entries[i] = pick (dense, 0, dense->n_entries - 1);
      guint j = 0;
      while (entries[j] != entries[i])
        j++;
      i += j == i;
    }
  qsort (entries, n, sizeof *entries, compare_entries);
  return entries;
}

static void
add_application (DenseProblem *dense, const guint32 *attempts, guint n_attempts,
                 const EquateGrant *grants, guint n_grants)
{
  const EquateCompiledTerms *terms
      = &g_array_index (dense->terms, EquateCompiledTerms, dense->terms->len - 1);
  EquateApplication application = {
    .rule = dense->rules->len - 1,
    .attempts = attempts,
    .n_attempts = n_attempts,
    .grants = grants,
    .n_grants = n_grants,
    .priority = terms->priority,
  };
  for (guint i = 0; i < n_attempts; i++)
    {
      application.source += dense->credits[attempts[i]];
      application.share += attempts[i] % 7;
    }
  g_array_append_val (dense->applications, application);
}

/* One of a list, some of them together, or two of a short list. */
static void
add_ways (DenseProblem *dense, const EquateGrant *grants, guint n_grants)
{
  guint kind = pick (dense, 0, 9);
  if (kind < 3)
    {
      guint n = pick (dense, 2, MOST_TAKEN);
      add_application (dense, pick_entries (dense, n), n, grants, n_grants);
      return;
    }
  guint n = kind < 9 ? pick (dense, 3, 10) : 4;
  const guint32 *entries = pick_entries (dense, n);
  for (guint i = 0; i < n && kind < 9; i++)
    add_application (dense, entries + i, 1, grants, n_grants);
  for (guint i = 0; i < n && kind == 9; i++)
    for (guint j = i + 1; j < n; j++)
      {
        guint32 *two = equate_arena_alloc (dense->arena, 2 * sizeof *two);
        two[0] = entries[i];
        two[1] = entries[j];
        add_application (dense, two, 2, grants, n_grants);
      }
}

static void
add_rule (DenseProblem *dense)
{
  gboolean elective = pick (dense, 0, 9) == 0;
  EquateCompiledRule rule = { .terms = dense->terms->len };
  EquateCompiledTerms terms = {
    .times = elective ? pick (dense, 1, 3) : 1,
    .priority = elective ? -10 : 0,
  };
  g_array_append_val (dense->rules, rule);
  g_array_append_val (dense->terms, terms);
  guint n_grants = !elective && pick (dense, 0, 9) == 0 ? 2 : 1;
  EquateGrant *grants = equate_arena_alloc (dense->arena, 2 * sizeof *grants);
  for (guint g = 0; g < n_grants; g++)
    grants[g] = (EquateGrant){
      .kind = elective ? EQUATE_DECIDED_ELECTIVE : EQUATE_DECIDED_COURSE,
      .target = elective ? 1 : (pick (dense, 0, dense->n_targets / 2 - 1) + g * dense->n_targets / 2),
      .credits = EQUATE_DECIMAL_ONE * pick (dense, 2, 6),
    };
  if (n_grants == 1 && !elective)
    grants[0].target = pick (dense, 0, dense->n_targets - 1);
  add_ways (dense, grants, n_grants);
}

/* Every other problem has a limit of electives, every fourth one of all credits as well. */
static void
add_caps (DenseProblem *dense, guint32 seed)
{
  dense->caps[0] = (EquateCap){ 6 * EQUATE_DECIMAL_ONE, 1 };
  dense->caps[1] = (EquateCap){ 60 * EQUATE_DECIMAL_ONE, 0 };
  dense->problem.n_caps = seed % 4 == 3 ? 2 : seed % 2;
}

DenseProblem *
dense_problem_new (guint32 seed, guint n_entries, guint n_targets, guint n_applications)
{
  DenseProblem *dense = g_new0 (DenseProblem, 1);
  dense->random = g_rand_new_with_seed (seed);
  dense->n_entries = n_entries;
  dense->n_targets = n_targets;
  dense->arena = equate_arena_new ();
  dense->rules = g_array_new (FALSE, FALSE, sizeof (EquateCompiledRule));
  dense->terms = g_array_new (FALSE, FALSE, sizeof (EquateCompiledTerms));
  dense->applications = g_array_new (FALSE, FALSE, sizeof (EquateApplication));
  dense->credits = equate_arena_alloc (dense->arena, n_entries * sizeof (EquateDecimal));
  for (guint i = 0; i < n_entries; i++)
    dense->credits[i] = EQUATE_DECIMAL_ONE * pick (dense, 2, 6);
  while (dense->applications->len < n_applications)
    add_rule (dense);
  qsort (dense->applications->data, dense->applications->len, sizeof (EquateApplication),
         equate_application_compare);
  dense->agreement.rate = (EquateRatio){ 1, 1 };
  dense->ruleset.rules = (const EquateCompiledRule *) (gpointer) dense->rules->data;
  dense->ruleset.terms = (const EquateCompiledTerms *) (gpointer) dense->terms->data;
  dense->evaluation.ruleset = &dense->ruleset;
  dense->evaluation.agreement = &dense->agreement;
  dense->evaluation.arena = dense->arena;
  dense->evaluation.n_attempts = n_entries;
  dense->evaluation.attempts
      = equate_arena_alloc (dense->arena, n_entries * sizeof (EquateAttempt));
  add_caps (dense, seed);
  dense->problem.evaluation = &dense->evaluation;
  dense->problem.applications = (const EquateApplication *) (gpointer) dense->applications->data;
  dense->problem.n_applications = dense->applications->len;
  dense->problem.caps = dense->caps;
  dense->problem.work = EQUATE_WORK_FOR_SELECTION;
  return dense;
}

const EquateSelectionProblem *
dense_problem_get (const DenseProblem *dense)
{
  return &dense->problem;
}

void
dense_problem_free (DenseProblem *dense)
{
  g_rand_free (dense->random);
  g_array_unref (dense->rules);
  g_array_unref (dense->terms);
  g_array_unref (dense->applications);
  equate_arena_free (dense->arena);
  g_free (dense);
}
