/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/award-worth.h"

#include <stdlib.h>

static EquateDecimal
count_credits (const EquateApplication *application, guint *n_targets)
{
  EquateDecimal credits = 0;
  *n_targets = 0;
  for (guint i = 0; i < application->n_grants; i++)
    {
      credits += application->grants[i].credits;
      *n_targets += application->grants[i].kind != EQUATE_DECIDED_ELECTIVE;
    }
  return credits;
}

int
equate_application_compare_worth (const EquateApplication *a, const EquateApplication *b)
{
  guint n_a = 0;
  guint n_b = 0;
  EquateDecimal left = count_credits (a, &n_a);
  EquateDecimal right = count_credits (b, &n_b);
  if (left != right)
    return left > right ? 1 : -1;
  return (n_a > n_b) - (n_a < n_b);
}

static int
compare_grants (gconstpointer a, gconstpointer b)
{
  const EquateGrant *left = a;
  const EquateGrant *right = b;
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  if (left->target != right->target)
    return left->target < right->target ? -1 : 1;
  return (left->credits > right->credits) - (left->credits < right->credits);
}

static gboolean
awards_are_same (const EquateApplication *a, const EquateApplication *b)
{
  if (a->n_grants != b->n_grants)
    return FALSE;
  g_autofree EquateGrant *left = g_memdup2 (a->grants, a->n_grants * sizeof (EquateGrant));
  g_autofree EquateGrant *right = g_memdup2 (b->grants, b->n_grants * sizeof (EquateGrant));
  qsort (left, a->n_grants, sizeof *left, compare_grants);
  qsort (right, b->n_grants, sizeof *right, compare_grants);
  for (guint i = 0; i < a->n_grants; i++)
    if (compare_grants (&left[i], &right[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
applications_tie (const EquateApplication *a, const EquateApplication *b)
{
  return equate_application_compare_worth (a, b) == 0 && !awards_are_same (a, b);
}

/* What an application awards of one thing; FALSE: nothing. */
static gboolean
sum_awards (const EquateApplication *application, const EquateGrant *like, EquateDecimal *sum)
{
  gboolean is_found = FALSE;
  *sum = 0;
  for (guint i = 0; i < application->n_grants; i++)
    {
      const EquateGrant *grant = &application->grants[i];
      if (grant->kind != like->kind || grant->target != like->target)
        continue;
      is_found = TRUE;
      *sum += grant->credits;
    }
  return is_found;
}

gboolean
equate_application_gives_all (const EquateApplication *application, const EquateApplication *other)
{
  for (guint i = 0; i < other->n_grants; i++)
    {
      EquateDecimal own = 0;
      EquateDecimal wanted = 0;
      sum_awards (other, &other->grants[i], &wanted);
      if (!sum_awards (application, &other->grants[i], &own) || own < wanted)
        return FALSE;
    }
  return TRUE;
}

const EquateApplication *
equate_applications_find_best (const EquateApplication *applications, guint n)
{
  const EquateApplication *best = applications;
  for (guint i = 1; i < n; i++)
    if (equate_application_compare_worth (&applications[i], best) > 0)
      best = &applications[i];
  return best;
}

gboolean
equate_applications_find_tie (const EquateApplication *early, guint n_early,
                              const EquateApplication *late, guint n_late, guint *place_early,
                              guint *place_late)
{
  for (*place_early = 0; *place_early < n_early; ++*place_early)
    for (*place_late = 0; *place_late < n_late; ++*place_late)
      if (applications_tie (&early[*place_early], &late[*place_late]))
        return TRUE;
  return FALSE;
}
