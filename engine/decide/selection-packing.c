/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-packing.h"

#include "base/limits.h"

#include <string.h>

/* Steps of credits that a limit may count at once: keeps the relaxation in small numbers. */
#define MOST_STEPS ((gint64) 1 << 20)
/* Sums of larger numbers are whole too seldom to help. */
#define MOST_OF_SUM 100
#define MOST_SIZES 16

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
  return equate_model_application (packing->component->model, packing->component->members[member]);
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

/* The members that use each resource. */
typedef struct
{
  guint *starts; /* by resource and one more, into members */
  guint *members;
} Users;

static void
find_users (const EquatePacking *packing, Users *users)
{
  guint n_resources = packing->component->model->n_resources;
  guint n = 0;
  users->starts = g_new0 (guint, n_resources + 2);
  for (guint m = 0; m < packing->n_members; m++)
    for (guint r = 0; r < get_item (packing, m)->n_resources; r++, n++)
      users->starts[get_item (packing, m)->resources[r] + 2]++;
  for (guint r = 2; r < n_resources + 2; r++)
    users->starts[r] += users->starts[r - 1];
  users->members = g_new (guint, n + 1);
  for (guint m = 0; m < packing->n_members; m++)
    for (guint r = 0; r < get_item (packing, m)->n_resources; r++)
      users->members[users->starts[get_item (packing, m)->resources[r] + 1]++] = m;
}

static guint
count_users (const Users *users, guint32 resource)
{
  return users->starts[resource + 1] - users->starts[resource];
}

/* Do all members that use a resource, of which there is one, use this one as well, of which there
 * is one too? Then the first needs no row; of two that are the same the second. */
static gboolean
is_within (const EquatePacking *packing, const Users *users, guint32 resource, guint32 other)
{
  guint n = count_users (users, resource);
  guint n_others = count_users (users, other);
  if (n_others < n || (n_others == n && other > resource))
    return FALSE;
  for (guint u = users->starts[resource]; u < users->starts[resource + 1]; u++)
    if (!equate_item_uses (get_item (packing, users->members[u]), other))
      return FALSE;
  return TRUE;
}

/* Resources beside it are looked for at its first user. */
static gboolean
is_needless (const EquatePacking *packing, const Users *users, guint32 resource)
{
  const EquateModel *model = packing->component->model;
  const EquateItem *item = get_item (packing, users->members[users->starts[resource]]);
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
  guint *rows = g_new0 (guint, model->n_resources + 1);
  Users users;
  find_users (packing, &users);
  for (guint r = 0; r < model->n_resources; r++)
    {
      if (count_users (&users, r) <= model->capacity[r] || is_needless (packing, &users, r))
        continue;
      packing->most[packing->n_resources++] = model->capacity[r];
      rows[r] = packing->n_resources;
    }
  g_free (users.starts);
  g_free (users.members);
  return rows;
}

/* Limits count only so many steps of one member. */
static gboolean
add_caps (EquatePacking *packing)
{
  const EquateModel *model = packing->component->model;
  packing->n_limited = packing->n_resources;
  for (guint c = 0; packing->component->capped && c < model->n_caps; c++)
    {
      gint64 sum = 0;
      for (guint m = 0; m < packing->n_members; m++)
        {
          gint64 steps = count_steps (packing, &model->caps[c], m);
          sum += steps;
          if (steps > MOST_STEPS)
            return FALSE;
        }
      packing->most[packing->n_limited++]
          = MIN (model->caps[c].credits / packing->divisors[0], sum);
    }
  packing->n_rows = packing->n_limited;
  return TRUE;
}

/* --- sums --- */

/* Credits of each priority and targets, where the numbers are small. */
static void
number_levels (EquatePacking *packing)
{
  const EquateModel *model = packing->component->model;
  for (guint l = 0; l <= model->n_priorities; l++)
    {
      gint64 largest = 0;
      for (guint m = 0; m < packing->n_members; m++)
        largest = MAX (largest, get_item (packing, m)->weight[l] / packing->divisors[l]);
      if (largest > 0 && largest <= MOST_OF_SUM)
        packing->levels[l] = ++packing->n_rows;
    }
  packing->n_levels = packing->n_rows - packing->n_limited;
}

/* What the limit of all credits counts of a member that it cannot cut. */
static gint64
get_size (const EquatePacking *packing, guint member)
{
  const EquateModel *model = packing->component->model;
  for (guint c = 0; packing->cuttable[member] == 0 && c < model->n_caps; c++)
    if (model->caps[c].elective == 0)
      return count_steps (packing, &model->caps[c], member);
  return 0;
}

/* Members of one size, where a limit counts sizes and there are few of them. By member: the row
 * + 1. */
static guint *
number_sizes (EquatePacking *packing)
{
  gint64 sizes[MOST_SIZES];
  guint n_sizes = 0;
  guint *rows = g_new0 (guint, packing->n_members + 1);
  for (guint m = 0; packing->component->capped && m < packing->n_members; m++)
    {
      gint64 size = get_size (packing, m);
      guint s = 0;
      while (s < n_sizes && sizes[s] != size)
        s++;
      if (size == 0 || s == MOST_SIZES)
        continue;
      if (s == n_sizes)
        {
          sizes[n_sizes++] = size;
          packing->n_rows++;
        }
      rows[m] = packing->n_rows - n_sizes + s + 1;
    }
  return rows;
}

/* --- columns --- */

static void
add_need (EquatePacking *packing, guint *n, guint row, gint64 amount)
{
  if (amount == 0)
    return;
  packing->needs[(*n)++] = (EquateNeed){ row, (gint32) amount };
  packing->least[row] += row >= packing->n_limited ? MIN (amount, 0) : 0;
  packing->most[row] += row >= packing->n_limited ? MAX (amount, 0) : 0;
}

static void
add_column (EquatePacking *packing, guint member, const guint *resources, const guint *sizes,
            guint *n)
{
  const EquateModel *model = packing->component->model;
  const EquateItem *item = get_item (packing, member);
  packing->starts[member] = *n;
  for (guint r = 0; r < item->n_resources; r++)
    if (resources[item->resources[r]] > 0)
      add_need (packing, n, resources[item->resources[r]] - 1, 1);
  for (guint c = packing->n_resources; c < packing->n_limited; c++)
    add_need (packing, n, c, count_steps (packing, &model->caps[c - packing->n_resources], member));
  for (guint l = 0; l <= model->n_priorities; l++)
    if (packing->levels[l] > 0)
      add_need (packing, n, packing->levels[l] - 1, item->weight[l] / packing->divisors[l]);
  if (sizes[member] > 0)
    add_need (packing, n, sizes[member] - 1, 1);
}

/* What is cut of an elective gives back to the limits what it takes from the sum of its credits. */
static void
add_cut (EquatePacking *packing, guint member, guint *n)
{
  const EquateModel *model = packing->component->model;
  const EquateItem *item = get_item (packing, member);
  guint column = packing->n_columns++;
  packing->cuts[member] = column;
  packing->weights[column] = -packing->cuttable[member];
  packing->starts[column] = *n;
  for (guint c = packing->n_resources; c < packing->n_limited; c++)
    add_need (packing, n, c,
              -count_steps (packing, &model->caps[c - packing->n_resources], member));
  if (packing->levels[item->level] > 0)
    add_need (packing, n, packing->levels[item->level] - 1,
              -item->weight[item->level] / packing->divisors[item->level]);
}

static gboolean
add_rows (EquatePacking *packing)
{
  const EquateModel *model = packing->component->model;
  guint most_rows = model->n_resources + model->n_caps + model->n_levels + MOST_SIZES;
  guint n = 0;
  for (guint m = 0; m < packing->n_members; m++)
    n += get_item (packing, m)->n_resources + 2 * (model->n_caps + model->n_priorities + 2);
  packing->needs = new_array (packing, sizeof (EquateNeed), n);
  packing->least = new_array (packing, sizeof (gint64), most_rows);
  packing->most = new_array (packing, sizeof (gint64), most_rows);
  g_autofree guint *resources = number_resources (packing);
  if (!add_caps (packing))
    return FALSE;
  number_levels (packing);
  g_autofree guint *sizes = number_sizes (packing);
  n = 0;
  for (guint m = 0; m < packing->n_members; m++)
    add_column (packing, m, resources, sizes, &n);
  packing->n_columns = packing->n_members;
  for (guint m = 0; m < packing->n_members; m++)
    if (packing->cuttable[m] != 0)
      add_cut (packing, m, &n);
  packing->starts[packing->n_columns] = n;
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
  packing->weights = new_array (packing, sizeof (gint64), 2 * n);
  packing->cuttable = new_array (packing, sizeof (gint64), n);
  packing->levels = new_array (packing, sizeof (guint), component->model->n_levels);
  packing->cuts = new_array (packing, sizeof (guint), n);
  packing->starts = new_array (packing, sizeof (guint), 2 * n + 1);
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
