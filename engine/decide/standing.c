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
  guint *starts = g_new (guint, evaluation->n_touched + 1);
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

EquateStanding *
equate_standing_new (const EquateEvaluation *evaluation, const GArray *applications,
                     const EquateSelection *selection)
{
  EquateStanding *standing = g_new0 (EquateStanding, 1);
  standing->evaluation = evaluation;
  standing->applications = applications;
  standing->selection = selection;
  standing->user = g_new0 (guint, evaluation->n_attempts + 1);
  standing->applied = g_new0 (guint, evaluation->n_touched + 1);
  standing->starts = find_starts (evaluation, applications);
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
  g_free (standing->user);
  g_free (standing->applied);
  g_free (standing->starts);
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
