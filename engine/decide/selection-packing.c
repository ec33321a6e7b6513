/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-packing.h"

#include "base/limits.h"

#include <string.h>

/* Steps of credits that a limit may count at once: keeps the relaxation in small numbers. */
#define MOST_STEPS ((gint64) 1 << 20)

static gpointer
new_array (EquatePacking *packing, gsize size, gsize n)
{
  gpointer memory = g_malloc0_n (n + 1, size);
  g_ptr_array_add (packing->memory, memory);
  return memory;
}

static const EquateItem *
get_item (const EquatePacking *packing, guint member)
{
  return &packing->component->model->items[packing->component->members[member]];
}

static const EquateApplication *
get_application (const EquatePacking *packing, guint member)
{
  return equate_model_application (packing->component->model,
                                   packing->component->members[member]);
}

static gint64
find_divisor (gint64 a, gint64 b)
{
  a = ABS (a);
  b = ABS (b);
  while (b != 0)
    {
      gint64 rest = a % b;
      a = b;
      b = rest;
    }
  return a;
}

static gboolean
is_counted (const EquateModel *model, const EquateGrant *grant)
{
  for (guint c = 0; c < model->n_caps; c++)
    if (equate_cap_counts (&model->caps[c], grant))
      return TRUE;
  return FALSE;
}

/* Credits are multiples of a step, what limits leave of them as well. */
static void
find_divisors (EquatePacking *packing)
{
  const EquateModel *model = packing->component->model;
  guint p = model->n_priorities;
  gint64 step = 0;
  gint64 share = 0;
  for (guint c = 0; packing->component->capped && c < model->n_caps; c++)
    step = find_divisor (step, model->caps[c].credits);
  for (guint m = 0; m < packing->n_members; m++)
    {
      const EquateApplication *application = get_application (packing, m);
      const gint64 *weight = get_item (packing, m)->weight;
      for (guint g = 0; g < application->n_grants; g++)
        step = find_divisor (step, application->grants[g].credits);
      share = find_divisor (share, application->share);
      for (guint l = p; l < model->n_levels; l++)
        packing->divisors[l] = find_divisor (packing->divisors[l], weight[l]);
    }
  step = MAX (step, 1);
  for (guint l = 0; l < p; l++)
    packing->divisors[l] = step;
  packing->divisors[p + 1] = step * MAX (share, 1);
  for (guint l = p; l < model->n_levels; l++)
    packing->divisors[l] = MAX (packing->divisors[l], 1);
}

/* By how many steps two sets can differ at a level at most: each entry is consumed once. */
static gint64
find_range (const EquatePacking *packing, guint level, gint64 *most)
{
  guint n_attempts = packing->component->model->problem->evaluation->n_attempts;
  gint64 range = 0;
  gboolean above = FALSE;
  gboolean below = FALSE;
  memset (most, 0, n_attempts * sizeof *most);
  for (guint m = 0; m < packing->n_members; m++)
    {
      gint64 weight = get_item (packing, m)->weight[level] / packing->divisors[level];
      guint32 first = get_application (packing, m)->attempts[0];
      above = above || weight > 0;
      below = below || weight < 0;
      if (ABS (weight) > most[first])
        {
          range += ABS (weight) - most[first];
          most[first] = ABS (weight);
        }
    }
  return above && below ? 2 * range : range;
}

/* One step at a level outweighs all that the levels after it can differ by. */
static gboolean
find_factors (EquatePacking *packing)
{
  const EquateModel *model = packing->component->model;
  g_autofree gint64 *most = g_new (gint64, model->problem->evaluation->n_attempts + 1);
  gint64 below = 0;
  for (guint l = model->n_levels; l > 0; l--)
    {
      gint64 product = 0;
      gint64 range = find_range (packing, l - 1, most);
      packing->factors[l - 1] = below + 1;
      if (__builtin_mul_overflow (range, below + 1, &product)
          || __builtin_add_overflow (below, product, &below) || below >= EQUATE_RELAXED_MAX)
        return FALSE;
    }
  return TRUE;
}

gint64
equate_packing_pack (const EquatePacking *packing, const gint64 *value)
{
  gint64 packed = 0;
  for (guint l = 0; l < packing->component->model->n_levels; l++)
    packed += value[l] / packing->divisors[l] * packing->factors[l];
  return packed;
}

/* An application of one elective, which a limit may cut, is worth less the more is cut. */
static void
add_cuttable (EquatePacking *packing, guint member)
{
  const EquateApplication *application = get_application (packing, member);
  guint level = get_item (packing, member)->level;
  guint share = packing->component->model->n_priorities + 1;
  EquateDecimal credits = application->grants[0].credits;
  packing->cuttable[member]
      = credits / packing->divisors[level] * packing->factors[level]
        + credits * application->share / packing->divisors[share] * packing->factors[share];
}

/* FALSE: sets of the same worth might hold one another, or an elective that a limit may cut stands
 * beside other awards. */
static gboolean
add_weights (EquatePacking *packing)
{
  const EquateModel *model = packing->component->model;
  for (guint m = 0; m < packing->n_members; m++)
    {
      const EquateApplication *application = get_application (packing, m);
      packing->weights[m] = equate_packing_pack (packing, get_item (packing, m)->weight);
      if (packing->weights[m] <= 0)
        return FALSE;
      if (!packing->component->capped)
        continue;
      if (application->source == 0)
        return FALSE;
      for (guint g = 0; g < application->n_grants; g++)
        if (application->grants[g].kind == EQUATE_DECIDED_ELECTIVE
            && is_counted (model, &application->grants[g]))
          {
            if (application->n_grants > 1)
              return FALSE;
            add_cuttable (packing, m);
          }
    }
  return TRUE;
}

/* What a limit counts of a member: its courses, and an elective that may be cut. */
static gint64
count_steps (const EquatePacking *packing, const EquateCap *cap, guint member)
{
  const EquateApplication *application = get_application (packing, member);
  EquateDecimal sum = 0;
  for (guint g = 0; g < application->n_grants; g++)
    if (equate_cap_counts (cap, &application->grants[g])
        && (application->grants[g].kind == EQUATE_DECIDED_COURSE || packing->cuttable[member] != 0))
      sum += application->grants[g].credits;
  return sum / packing->divisors[0];
}

/* Do all members that use a resource, of which there is one, use this one as well, of which there is
 * one too? Then the first needs no row; of two that are the same the second. */
static gboolean
is_within (const EquatePacking *packing, const guint *users, guint32 resource, guint32 other)
{
  if (users[other] < users[resource] || (users[other] == users[resource] && other > resource))
    return FALSE;
  for (guint m = 0; m < packing->n_members; m++)
    {
      const EquateItem *item = get_item (packing, m);
      if (equate_item_uses (item, resource) && !equate_item_uses (item, other))
        return FALSE;
    }
  return TRUE;
}

/* Resources beside it are looked for at its first user. */
static gboolean
is_needless (const EquatePacking *packing, const guint *users, guint32 resource)
{
  const EquateModel *model = packing->component->model;
  guint first = 0;
  while (!equate_item_uses (get_item (packing, first), resource))
    first++;
  const EquateItem *item = get_item (packing, first);
  for (guint r = 0; r < item->n_resources; r++)
    {
      guint32 other = item->resources[r];
      if (other != resource && model->capacity[other] == 1
          && is_within (packing, users, resource, other))
        return TRUE;
    }
  return FALSE;
}

/* Rows for the resources that more members want than may use them. By resource: its row + 1. */
static guint *
number_resources (EquatePacking *packing)
{
  const EquateModel *model = packing->component->model;
  g_autofree guint *users = g_new0 (guint, model->n_resources + 1);
  guint *rows = g_new0 (guint, model->n_resources + 1);
  for (guint m = 0; m < packing->n_members; m++)
    for (guint r = 0; r < get_item (packing, m)->n_resources; r++)
      users[get_item (packing, m)->resources[r]]++;
  for (guint r = 0; r < model->n_resources; r++)
    {
      if (users[r] <= model->capacity[r] || is_needless (packing, users, r))
        continue;
      packing->room[packing->n_rows++] = model->capacity[r];
      rows[r] = packing->n_rows;
    }
  packing->n_resources = packing->n_rows;
  return rows;
}

/* FALSE: a number is too large. */
static gboolean
add_caps (EquatePacking *packing, gint64 *usage)
{
  const EquateModel *model = packing->component->model;
  if (!packing->component->capped)
    return TRUE;
  for (guint c = 0; c < model->n_caps; c++)
    {
      gint64 sum = 0;
      for (guint m = 0; m < packing->n_members; m++)
        {
          gint64 *steps = &usage[(gsize) c * packing->n_members + m];
          *steps = count_steps (packing, &model->caps[c], m);
          sum += *steps;
          if (*steps > MOST_STEPS)
            return FALSE;
        }
      packing->room[packing->n_rows++]
          = MIN (model->caps[c].credits / packing->divisors[0], sum);
    }
  return TRUE;
}

static gboolean
add_rows (EquatePacking *packing)
{
  const EquateModel *model = packing->component->model;
  guint n_caps = packing->component->capped ? model->n_caps : 0;
  guint n = 0;
  for (guint m = 0; m < packing->n_members; m++)
    n += get_item (packing, m)->n_resources + n_caps;
  packing->needs = new_array (packing, sizeof (EquateNeed), n);
  packing->room = new_array (packing, sizeof (gint64), model->n_resources + n_caps);
  g_autofree guint *rows = number_resources (packing);
  g_autofree gint64 *usage = g_new0 (gint64, (gsize) n_caps * packing->n_members + 1);
  if (!add_caps (packing, usage))
    return FALSE;
  n = 0;
  for (guint m = 0; m < packing->n_members; m++)
    {
      const EquateItem *item = get_item (packing, m);
      packing->starts[m] = n;
      for (guint r = 0; r < item->n_resources; r++)
        if (rows[item->resources[r]] > 0)
          packing->needs[n++] = (EquateNeed){ rows[item->resources[r]] - 1, 1 };
      for (guint c = 0; c < n_caps; c++)
        if (usage[(gsize) c * packing->n_members + m] > 0)
          packing->needs[n++]
              = (EquateNeed){ packing->n_resources + c,
                              (gint32) usage[(gsize) c * packing->n_members + m] };
    }
  packing->starts[packing->n_members] = n;
  return TRUE;
}

EquatePacking *
equate_packing_new (const EquateComponent *component)
{
  g_autoptr (EquatePacking) packing = g_new0 (EquatePacking, 1);
  guint n = component->n_members;
  packing->component = component;
  packing->memory = g_ptr_array_new_with_free_func (g_free);
  packing->n_members = n;
  packing->weights = new_array (packing, sizeof (gint64), n);
  packing->cuttable = new_array (packing, sizeof (gint64), n);
  packing->starts = new_array (packing, sizeof (guint), n + 1);
  packing->factors = new_array (packing, sizeof (gint64), component->model->n_levels);
  packing->divisors = new_array (packing, sizeof (gint64), component->model->n_levels);
  find_divisors (packing);
  if (!find_factors (packing) || !add_weights (packing) || !add_rows (packing))
    return NULL;
  return g_steal_pointer (&packing);
}

void
equate_packing_free (EquatePacking *packing)
{
  g_ptr_array_unref (packing->memory);
  g_free (packing);
}
