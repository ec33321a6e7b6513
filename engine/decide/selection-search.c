/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Branch and bound on one component, twice: first for the best value, best items first; then, in
 * the order of the applications, for the first set of that value, which is the smallest of them
 * (language.md 6.5 e).
 */
#include "decide/selection-model.h"

#include <string.h>

typedef enum
{
  STATE_OPEN,
  STATE_TAKEN,
  STATE_OUT, /* left out, or no longer possible */
} State;

typedef struct
{
  const EquateComponent *component; /* borrowed */
  EquateBoundPrices prices;         /* owned arrays */
  guint n_levels;
  guint *order;       /* owned: members in the order of the search */
  State *states;      /* owned: by member */
  gboolean *taken;    /* owned: by item of the model */
  guint *open;        /* owned: by resource: members that could still use it */
  guint *room;        /* owned: by resource: how many more may */
  guint *use_starts;  /* owned: by resource, into uses */
  guint *uses;        /* owned */
  GArray *trail;      /* owned: guint, members in the order in which their state was settled */
  gint64 *bound;      /* owned: on what the search can still reach */
  gint64 *best;       /* owned: the best value so far, or the one to reach */
  gint64 *value;      /* owned: scratch */
  gboolean has_best;
  gboolean by_order; /* the second search: looks for the first set of the value `best` */
  gboolean done;
  gboolean *best_taken; /* borrowed: by item */
  guint64 *work;        /* borrowed */
} Search;

static gint64 *
vector_at (gint64 *vectors, guint index, guint n_levels)
{
  return vectors + (gsize) index * n_levels;
}

static const EquateItem *
get_item (const Search *search, guint member)
{
  return &search->component->model->items[search->component->members[member]];
}

/* A member is settled: what its resources can no longer be used for leaves the bound. */
static void
settle (Search *search, guint member, State state)
{
  const EquateItem *item = get_item (search, member);
  guint n = search->n_levels;
  search->states[member] = state;
  g_array_append_val (search->trail, member);
  for (guint r = 0; r < item->n_resources; r++)
    {
      guint32 resource = item->resources[r];
      search->open[resource]--;
      if (state == STATE_TAKEN)
        search->room[resource]--;
      else if (search->open[resource] < search->room[resource])
        equate_vector_add (search->bound, vector_at (search->prices.prices, resource, n), -1, n);
    }
  if (state == STATE_TAKEN)
    {
      equate_vector_add (search->bound, vector_at (search->prices.slack, member, n), -1, n);
      search->taken[search->component->members[member]] = TRUE;
    }
}

static void
unsettle (Search *search, guint mark)
{
  guint n = search->n_levels;
  while (search->trail->len > mark)
    {
      guint member = g_array_index (search->trail, guint, search->trail->len - 1);
      g_array_set_size (search->trail, search->trail->len - 1);
      const EquateItem *item = get_item (search, member);
      State state = search->states[member];
      search->states[member] = STATE_OPEN;
      for (guint r = item->n_resources; r > 0; r--)
        {
          guint32 resource = item->resources[r - 1];
          if (state == STATE_TAKEN)
            search->room[resource]++;
          else if (search->open[resource] < search->room[resource])
            equate_vector_add (search->bound, vector_at (search->prices.prices, resource, n), 1,
                               n);
          search->open[resource]++;
        }
      if (state != STATE_TAKEN)
        continue;
      equate_vector_add (search->bound, vector_at (search->prices.slack, member, n), 1, n);
      search->taken[search->component->members[member]] = FALSE;
    }
}

/* Takes the member; all that want what it used up are out. */
static void
take (Search *search, guint member)
{
  const EquateItem *item = get_item (search, member);
  settle (search, member, STATE_TAKEN);
  for (guint r = 0; r < item->n_resources; r++)
    {
      guint32 resource = item->resources[r];
      if (search->room[resource] > 0)
        continue;
      for (guint u = search->use_starts[resource]; u < search->use_starts[resource + 1]; u++)
        if (search->states[search->uses[u]] == STATE_OPEN)
          settle (search, search->uses[u], STATE_OUT);
    }
}

static gboolean
can_improve (const Search *search)
{
  if (!search->has_best)
    return TRUE;
  int order = equate_vector_compare (search->bound, search->best, search->n_levels);
  return search->by_order ? order >= 0 : order > 0;
}

static void
keep_taken (Search *search)
{
  for (guint m = 0; m < search->component->n_members; m++)
    {
      guint item = search->component->members[m];
      search->best_taken[item] = search->taken[item];
    }
}

/* Compares what is taken with the best; in the second search any set may be the one. */
static void
evaluate (Search *search)
{
  if (!equate_component_value (search->component, search->taken, search->value))
    return;
  int order = search->has_best
                  ? equate_vector_compare (search->value, search->best, search->n_levels)
                  : 1;
  if (search->by_order ? order != 0 : order <= 0)
    return;
  memcpy (search->best, search->value, search->n_levels * sizeof (gint64));
  search->has_best = TRUE;
  keep_taken (search);
  search->done = search->by_order
                 || equate_vector_compare (search->best, search->prices.total, search->n_levels)
                        == 0;
}

static void
explore (Search *search, guint from)
{
  guint mark = search->trail->len;
  if (search->by_order)
    evaluate (search);
  for (guint i = from; i < search->component->n_members && !search->done; i++)
    {
      guint member = search->order[i];
      if (search->states[member] != STATE_OPEN)
        continue;
      if (*search->work == 0)
        break;
      (*search->work)--;
      guint before = search->trail->len;
      take (search, member);
      if (can_improve (search))
        explore (search, i + 1);
      unsettle (search, before);
      if (search->done)
        break;
      settle (search, member, STATE_OUT);
      if (!can_improve (search))
        {
          unsettle (search, mark);
          return;
        }
    }
  if (!search->by_order && !search->done && *search->work > 0)
    evaluate (search);
  unsettle (search, mark);
}

static int
compare_weights (gconstpointer a, gconstpointer b, gpointer data)
{
  const Search *search = data;
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;
  int order = equate_vector_compare (get_item (search, right)->weight,
                                     get_item (search, left)->weight, search->n_levels);
  return order != 0 ? order : (left > right) - (left < right);
}

static void
index_uses (Search *search)
{
  const EquateModel *model = search->component->model;
  search->use_starts = g_new0 (guint, model->n_resources + 2);
  search->open = g_new0 (guint, model->n_resources + 1);
  search->room = g_memdup2 (model->capacity, model->n_resources * sizeof (guint));
  guint n = 0;
  for (guint m = 0; m < search->component->n_members; m++)
    for (guint r = 0; r < get_item (search, m)->n_resources; r++, n++)
      search->open[get_item (search, m)->resources[r]]++;
  for (guint r = 0; r < model->n_resources; r++)
    search->use_starts[r + 1] = search->use_starts[r] + search->open[r];
  search->uses = g_new (guint, n + 1);
  g_autofree guint *next = g_memdup2 (search->use_starts, (model->n_resources + 1) * sizeof (guint));
  for (guint m = 0; m < search->component->n_members; m++)
    for (guint r = 0; r < get_item (search, m)->n_resources; r++)
      search->uses[next[get_item (search, m)->resources[r]]++] = m;
}

static void
search_init (Search *search)
{
  const EquateComponent *component = search->component;
  const EquateModel *model = component->model;
  gsize n = model->n_levels;
  search->n_levels = model->n_levels;
  search->prices.total = g_new0 (gint64, n);
  search->prices.prices = g_new0 (gint64, model->n_resources * n + 1);
  search->prices.slack = g_new0 (gint64, component->n_members * n + 1);
  equate_component_price (component, &search->prices);
  search->order = g_new (guint, component->n_members + 1);
  for (guint m = 0; m < component->n_members; m++)
    search->order[m] = m;
  search->states = g_new0 (State, component->n_members + 1);
  search->taken = g_new0 (gboolean, model->n_items + 1);
  search->trail = g_array_new (FALSE, FALSE, sizeof (guint));
  search->bound = g_memdup2 (search->prices.total, n * sizeof (gint64));
  search->best = g_new0 (gint64, n);
  search->value = g_new0 (gint64, n);
  index_uses (search);
}

static void
search_clear (Search *search)
{
  g_free (search->prices.total);
  g_free (search->prices.prices);
  g_free (search->prices.slack);
  g_free (search->order);
  g_free (search->states);
  g_free (search->taken);
  g_free (search->open);
  g_free (search->room);
  g_free (search->use_starts);
  g_free (search->uses);
  g_array_unref (search->trail);
  g_free (search->bound);
  g_free (search->best);
  g_free (search->value);
}

gboolean
equate_component_search (const EquateComponent *component, gboolean *taken, guint64 *work)
{
  Search search = { .component = component, .best_taken = taken, .work = work };
  search_init (&search);
  g_qsort_with_data (search.order, (gint) component->n_members, sizeof (guint), compare_weights,
                     &search);
  explore (&search, 0);
  gboolean exact = *work > 0;
  if (exact)
    {
      for (guint m = 0; m < component->n_members; m++)
        search.order[m] = m;
      search.by_order = TRUE;
      search.done = FALSE;
      explore (&search, 0);
      exact = *work > 0;
    }
  search_clear (&search);
  return exact;
}
