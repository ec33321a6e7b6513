/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/standing.h"

const EquateApplication *
equate_standing_chosen (const EquateStanding *standing, guint index)
{
  guint application = g_array_index (standing->selection->chosen, guint, index);
  return &g_array_index (standing->applications, EquateApplication, application);
}

/* Applications are sorted by rule, as touched rules are. */
static guint *
find_starts (const EquateEvaluation *evaluation, const GArray *applications)
{
  guint *starts
      = equate_arena_alloc (evaluation->arena, (evaluation->n_touched + 1) * sizeof *starts);
  guint application = 0;
  for (guint t = 0; t <= evaluation->n_touched; t++)
    {
      while (application < applications->len
             && g_array_index (applications, EquateApplication, application).touched < t)
        application++;
      starts[t] = application;
    }
  return starts;
}

/* Hits stand by rule; here they are strung by attempt, from the last rule to the first. */
static void
string_hits (EquateStanding *standing)
{
  const EquateEvaluation *evaluation = standing->evaluation;
  gsize size = (evaluation->n_hits + 1) * sizeof (guint);
  standing->first_hits
      = equate_arena_alloc (evaluation->arena, (evaluation->n_attempts + 1) * sizeof (guint));
  standing->next_hits = equate_arena_alloc (evaluation->arena, size);
  standing->hit_rules = equate_arena_alloc (evaluation->arena, size);
  for (guint t = evaluation->n_touched; t > 0; t--)
    {
      const EquateTouchedRule *touched = &evaluation->touched[t - 1];
      for (guint32 h = touched->first_hit; h < touched->first_hit + touched->n_hits; h++)
        {
          guint *first = &standing->first_hits[evaluation->hits[h].attempt];
          if (*first != 0 && standing->hit_rules[*first - 1] == t - 1)
            continue;
          standing->hit_rules[h] = t - 1;
          standing->next_hits[h] = *first;
          *first = h + 1;
        }
    }
}

EquateStanding *
equate_standing_new (const EquateEvaluation *evaluation, const GArray *applications,
                     const EquateSelection *selection)
{
  EquateStanding *standing = g_new0 (EquateStanding, 1);
  standing->evaluation = evaluation;
  standing->applications = applications;
  standing->selection = selection;
  standing->user
      = equate_arena_alloc (evaluation->arena, (evaluation->n_attempts + 1) * sizeof (guint));
  standing->applied
      = equate_arena_alloc (evaluation->arena, (evaluation->n_touched + 1) * sizeof (guint));
  standing->starts = find_starts (evaluation, applications);
  string_hits (standing);
  for (guint i = 0; i < selection->chosen->len; i++)
    {
      const EquateApplication *application = equate_standing_chosen (standing, i);
      standing->applied[application->touched]++;
      for (guint a = 0; a < application->n_attempts; a++)
        standing->user[application->attempts[a]] = i + 1;
    }
  return standing;
}

void
equate_standing_free (EquateStanding *standing)
{
  g_free (standing);
}

static gboolean
share_a_target (const EquateApplication *a, const EquateApplication *b)
{
  for (guint i = 0; i < a->n_grants; i++)
    for (guint j = 0; j < b->n_grants; j++)
      if (a->grants[i].kind != EQUATE_DECIDED_ELECTIVE
          && b->grants[j].kind != EQUATE_DECIDED_ELECTIVE
          && a->grants[i].target == b->grants[j].target)
        return TRUE;
  return FALSE;
}

const EquateApplication *
equate_standing_rival (const EquateStanding *standing, const EquateApplication *application)
{
  for (guint a = 0; a < application->n_attempts; a++)
    if (standing->user[application->attempts[a]] > 0)
      return equate_standing_chosen (standing, standing->user[application->attempts[a]] - 1);
  for (guint i = 0; i < standing->selection->chosen->len; i++)
    {
      const EquateApplication *chosen = equate_standing_chosen (standing, i);
      if (share_a_target (application, chosen))
        return chosen;
    }
  return NULL;
}

gboolean
equate_standing_is_spent (const EquateStanding *standing, const EquateApplication *application)
{
  return standing->applied[application->touched]
         >= equate_ruleset_get_terms (standing->evaluation->ruleset, application->rule)->times;
}

gboolean
equate_standing_is_cut (const EquateStanding *standing, const EquateApplication *application)
{
  return application->unknown == NULL && !equate_standing_is_spent (standing, application)
         && equate_standing_rival (standing, application) == NULL;
}

gboolean
equate_application_consumes (const EquateApplication *application, guint32 attempt)
{
  for (guint i = 0; i < application->n_attempts; i++)
    if (application->attempts[i] == attempt)
      return TRUE;
  return FALSE;
}
