/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A bound by prices (the dual of the linear relaxation). Every resource gets a price and every
 * limit a price for each thousandth of a credit, such that an item is worth no more than what it
 * uses costs. No choice can then be worth more than all resources and limits cost together. Prices
 * are vectors like weights; any prices give a true bound, good ones a tight one.
 */
#include "decide/selection-model.h"

#include <string.h>

/* So many worths of electives are all tried as the price of a limit. */
#define FEW_WORTHS 8

typedef struct
{
  const EquateComponent *component; /* borrowed */
  gint64 *weights;                  /* owned: by member, electives at the prices of the limits */
  gint64 *limit_prices;             /* owned: by cap */
  guint *order;                     /* owned: members by weight, most first */
  guint *use_starts;                /* owned: by resource, into uses */
  guint *uses;                      /* owned: members that use it */
} Pricing;

static gint64 *
vector_at (gint64 *vectors, guint index, guint n_levels)
{
  return vectors + (gsize) index * n_levels;
}

static void
index_uses (Pricing *pricing)
{
  const EquateModel *model = pricing->component->model;
  pricing->use_starts = g_new0 (guint, model->n_resources + 2);
  guint n = 0;
  for (guint m = 0; m < pricing->component->n_members; m++)
    {
      const EquateItem *item = &model->items[pricing->component->members[m]];
      for (guint r = 0; r < item->n_resources; r++)
        pricing->use_starts[item->resources[r] + 2]++;
      n += item->n_resources;
    }
  for (guint r = 2; r < model->n_resources + 2; r++)
    pricing->use_starts[r] += pricing->use_starts[r - 1];
  pricing->uses = g_new (guint, n + 1);
  for (guint m = 0; m < pricing->component->n_members; m++)
    {
      const EquateItem *item = &model->items[pricing->component->members[m]];
      for (guint r = 0; r < item->n_resources; r++)
        pricing->uses[pricing->use_starts[item->resources[r] + 1]++] = m;
    }
}

/* A grant that limits count is worth its credits less their price; an elective may be cut to
 * nothing, so it is never worth less than that. */
static void
weigh_grant (Pricing *pricing, const EquateItem *item, const EquateApplication *application,
             const EquateGrant *grant, gint64 *weight)
{
  const EquateModel *model = pricing->component->model;
  guint n = model->n_levels;
  g_autofree gint64 *unit = g_new0 (gint64, n);
  unit[item->level] = 1;
  unit[model->n_priorities + 1] = application->share;
  for (guint c = 0; c < model->n_caps; c++)
    if (equate_cap_counts (&model->caps[c], grant))
      equate_vector_add (unit, vector_at (pricing->limit_prices, c, n), -1, n);
  if (grant->kind == EQUATE_DECIDED_COURSE || equate_vector_positive (unit, n))
    equate_vector_add (weight, unit, grant->credits, n);
}

static void
weigh_members (Pricing *pricing)
{
  const EquateComponent *component = pricing->component;
  const EquateModel *model = component->model;
  guint n = model->n_levels;
  for (guint m = 0; m < component->n_members; m++)
    {
      const EquateItem *item = &model->items[component->members[m]];
      gint64 *weight = vector_at (pricing->weights, m, n);
      memcpy (weight, item->weight, n * sizeof *weight);
      if (!component->capped)
        continue;
      const EquateApplication *application
          = equate_model_application (model, component->members[m]);
      weight[item->level] = 0;
      weight[model->n_priorities + 1] = 0;
      for (guint g = 0; g < application->n_grants; g++)
        if (application->grants[g].kind != EQUATE_DECIDED_WAIVER)
          weigh_grant (pricing, item, application, &application->grants[g], weight);
    }
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer data)
{
  Pricing *pricing = data;
  guint n = pricing->component->model->n_levels;
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;
  int order = equate_vector_compare (vector_at (pricing->weights, right, n),
                                     vector_at (pricing->weights, left, n), n);
  return order != 0 ? order : (left > right) - (left < right);
}

/* Among the resources that only one item may use, the one that most want. */
static guint32
pick_resource (const Pricing *pricing, const EquateItem *item)
{
  const EquateModel *model = pricing->component->model;
  guint32 best = item->resources[0];
  guint most = 0;
  for (guint r = 0; r < item->n_resources; r++)
    {
      guint32 resource = item->resources[r];
      guint users = pricing->use_starts[resource + 1] - pricing->use_starts[resource];
      if (model->capacity[resource] == 1 && users > most)
        {
          most = users;
          best = resource;
        }
    }
  return best;
}

static void
get_slack (const Pricing *pricing, const EquateBoundPrices *prices, guint member, gint64 *slack)
{
  const EquateModel *model = pricing->component->model;
  const EquateItem *item = &model->items[pricing->component->members[member]];
  guint n = model->n_levels;
  memset (slack, 0, n * sizeof *slack);
  for (guint r = 0; r < item->n_resources; r++)
    equate_vector_add (slack, vector_at (prices->prices, item->resources[r], n), 1, n);
  equate_vector_add (slack, vector_at (pricing->weights, member, n), -1, n);
}

/* Raises prices until every item is covered, dear items first. */
static void
raise_prices (Pricing *pricing, EquateBoundPrices *prices)
{
  const EquateComponent *component = pricing->component;
  guint n = component->model->n_levels;
  g_autofree gint64 *slack = g_new (gint64, n);
  for (guint i = 0; i < component->n_members; i++)
    {
      guint member = pricing->order[i];
      get_slack (pricing, prices, member, slack);
      for (guint l = 0; l < n; l++)
        slack[l] = -slack[l];
      if (!equate_vector_positive (slack, n))
        continue;
      guint32 resource
          = pick_resource (pricing, &component->model->items[component->members[member]]);
      equate_vector_add (vector_at (prices->prices, resource, n), slack, 1, n);
    }
}

/* Lowers each price as far as its items stay covered. */
static void
lower_prices (Pricing *pricing, EquateBoundPrices *prices)
{
  const EquateModel *model = pricing->component->model;
  guint n = model->n_levels;
  g_autofree gint64 *least = g_new (gint64, n);
  g_autofree gint64 *slack = g_new (gint64, n);
  for (guint r = 0; r < model->n_resources; r++)
    {
      gint64 *price = vector_at (prices->prices, r, n);
      if (pricing->use_starts[r] == pricing->use_starts[r + 1]
          || !equate_vector_positive (price, n))
        continue;
      memcpy (least, price, n * sizeof *least);
      for (guint u = pricing->use_starts[r]; u < pricing->use_starts[r + 1]; u++)
        {
          get_slack (pricing, prices, pricing->uses[u], slack);
          if (equate_vector_compare (slack, least, n) < 0)
            memcpy (least, slack, n * sizeof *least);
        }
      equate_vector_add (price, least, -1, n);
    }
}

static void
add_up (Pricing *pricing, EquateBoundPrices *prices)
{
  const EquateModel *model = pricing->component->model;
  guint n = model->n_levels;
  memset (prices->total, 0, n * sizeof *prices->total);
  for (guint r = 0; r < model->n_resources; r++)
    if (pricing->use_starts[r] < pricing->use_starts[r + 1])
      equate_vector_add (prices->total, vector_at (prices->prices, r, n), model->capacity[r], n);
  for (guint c = 0; pricing->component->capped && c < model->n_caps; c++)
    equate_vector_add (prices->total, vector_at (pricing->limit_prices, c, n),
                       model->caps[c].credits, n);
  for (guint m = 0; m < pricing->component->n_members; m++)
    get_slack (pricing, prices, m, vector_at (prices->slack, m, n));
}

static void
price_resources (Pricing *pricing, EquateBoundPrices *prices)
{
  const EquateComponent *component = pricing->component;
  guint n = component->model->n_levels;
  memset (prices->prices, 0, (gsize) component->model->n_resources * n * sizeof (gint64));
  weigh_members (pricing);
  for (guint m = 0; m < component->n_members; m++)
    pricing->order[m] = m;
  g_qsort_with_data (pricing->order, (gint) component->n_members, sizeof (guint), compare_members,
                     pricing);
  raise_prices (pricing, prices);
  lower_prices (pricing, prices);
  add_up (pricing, prices);
}

/* The price at which exactly the better electives than this one are worth their place: its own
 * worth for each credit, the source credits that it costs included. */
static void
set_limit_price (Pricing *pricing, guint cap, const EquateFill *fill)
{
  const EquateModel *model = pricing->component->model;
  guint n = model->n_levels;
  gint64 *price = vector_at (pricing->limit_prices, cap, n);
  memset (price, 0, n * sizeof *price);
  if (fill == NULL)
    return;
  const EquateRatio rate = model->problem->evaluation->agreement->rate;
  price[model->items[fill->item].level] = 1;
  price[model->n_priorities + 1] = equate_model_application (model, fill->item)->share;
  if (model->source_factor == rate.numerator)
    price[n - 1] = -rate.denominator;
}

static gboolean
same_worth (const EquateModel *model, const EquateFill *a, const EquateFill *b)
{
  return model->items[a->item].level == model->items[b->item].level
         && equate_model_application (model, a->item)->share
                == equate_model_application (model, b->item)->share;
}

/* One elective of each worth that the limit counts, in filling order: NULL stands for no price. */
static GPtrArray *
find_worths (const Pricing *pricing, guint cap)
{
  const EquateComponent *component = pricing->component;
  const EquateModel *model = component->model;
  GPtrArray *worths = g_ptr_array_new ();
  for (guint f = 0; f < component->n_fills; f++)
    {
      const EquateFill *fill = &component->fills[f];
      const EquateGrant *grant
          = &equate_model_application (model, fill->item)->grants[fill->grant];
      if (equate_cap_counts (&model->caps[cap], grant)
          && (worths->len == 0 || !same_worth (model, worths->pdata[worths->len - 1], fill)))
        g_ptr_array_add (worths, (gpointer) fill);
    }
  g_ptr_array_add (worths, NULL);
  return worths;
}

/* Prices everything with the worth as the price of the limit; keeps it where that is the best. */
static void
try_worth (Pricing *pricing, guint cap, const EquateFill *worth, EquateBoundPrices *prices,
           gint64 *best, const EquateFill **best_worth)
{
  guint n = pricing->component->model->n_levels;
  set_limit_price (pricing, cap, worth);
  price_resources (pricing, prices);
  if (equate_vector_compare (prices->total, best, n) >= 0)
    return;
  memcpy (best, prices->total, n * sizeof *best);
  *best_worth = worth;
}

/*
 * The best price of a limit is the worth of some elective. The bound falls and then rises from the
 * dearest to the cheapest, so thirds that cannot hold the best are left out; where prices that are
 * not quite the best bend that line, the bound is a little worse, and still true.
 */
static void
price_limit (Pricing *pricing, guint cap, EquateBoundPrices *prices)
{
  guint n = pricing->component->model->n_levels;
  g_autoptr (GPtrArray) worths = find_worths (pricing, cap);
  g_autofree gint64 *best = g_memdup2 (prices->total, n * sizeof (gint64));
  g_autofree gint64 *total = g_new (gint64, n);
  const EquateFill *best_worth = NULL;
  guint low = 0;
  guint high = worths->len - 1;
  while (high - low > FEW_WORTHS)
    {
      guint third = (high - low) / 3;
      try_worth (pricing, cap, worths->pdata[low + third], prices, best, &best_worth);
      memcpy (total, prices->total, n * sizeof *total);
      try_worth (pricing, cap, worths->pdata[high - third], prices, best, &best_worth);
      if (equate_vector_compare (total, prices->total, n) <= 0)
        high -= third;
      else
        low += third;
    }
  for (guint i = low; i <= high; i++)
    try_worth (pricing, cap, worths->pdata[i], prices, best, &best_worth);
  set_limit_price (pricing, cap, best_worth);
  price_resources (pricing, prices);
}

void
equate_component_price (const EquateComponent *component, EquateBoundPrices *prices)
{
  const EquateModel *model = component->model;
  gsize n = model->n_levels;
  Pricing pricing = {
    .component = component,
    .weights = g_new0 (gint64, component->n_members * n + 1),
    .limit_prices = g_new0 (gint64, model->n_caps * n + 1),
    .order = g_new (guint, component->n_members + 1),
  };
  index_uses (&pricing);
  price_resources (&pricing, prices);
  for (guint c = 0; component->capped && c < model->n_caps; c++)
    price_limit (&pricing, c, prices);
  g_free (pricing.weights);
  g_free (pricing.limit_prices);
  g_free (pricing.order);
  g_free (pricing.use_starts);
  g_free (pricing.uses);
}
