/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "priorities.h"

guint
priorities_find (const Priorities *priorities, gint priority)
{
  guint i = 0;
  while (i < priorities->n && priorities->priorities[i] > priority)
    i++;
  return i;
}

static void
add_priority (Priorities *priorities, gint priority)
{
  guint place = priorities_find (priorities, priority);
  if (place < priorities->n && priorities->priorities[place] == priority)
    return;
  g_assert (priorities->n < MOST_PRIORITIES);
  for (guint i = priorities->n++; i > place; i--)
    priorities->priorities[i] = priorities->priorities[i - 1];
  priorities->priorities[place] = priority;
}

static EquateDecimal
find_divisor (EquateDecimal a, EquateDecimal b)
{
  while (b != 0)
    {
      EquateDecimal rest = a % b;
      a = b;
      b = rest;
    }
  return a;
}

/* A step at one priority outweighs all credits of the lower ones; steps are as large as the credits
 * and limits allow, so that the numbers stay small. */
void
priorities_init (Priorities *priorities, const EquateSelectionProblem *problem)
{
  EquateDecimal most[MOST_PRIORITIES] = { 0 };
  EquateDecimal step = 0;
  priorities->n = 0;
  for (guint i = 0; i < problem->n_applications; i++)
    add_priority (priorities, problem->applications[i].priority);
  for (guint c = 0; c < problem->n_caps; c++)
    step = find_divisor (step, problem->caps[c].credits);
  for (guint i = 0; i < problem->n_applications; i++)
    {
      const EquateApplication *application = &problem->applications[i];
      guint level = priorities_find (priorities, application->priority);
      for (guint g = 0; g < application->n_grants; g++)
        {
          step = find_divisor (step, application->grants[g].credits);
          most[level] += application->grants[g].credits;
        }
    }
  double worth = 1;
  for (guint p = priorities->n; p > 0; p--)
    {
      priorities->worth[p - 1] = worth;
      worth += worth * (double) (most[p - 1] / MAX (step, 1));
    }
}
