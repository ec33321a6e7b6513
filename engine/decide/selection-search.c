/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Branch and bound on one component: first for the best value, then for the smallest of the sets
 * that have it (language.md 6.5 e).
 *
 * Most components are settled by a short search in a natural order. A long search goes through
 * the members part by part: parts share no resource and meet only in the limits, so that the same
 * sums are reached in many ways, of which one is followed.
 */
#include "decide/selection-memo.h"
#include "decide/selection-model.h"
#include "decide/selection-state.h"

#include <string.h>

/* Steps that a short search may take. */
#define SHORT_SEARCH 200
#define MOST_PLACES 100000
/* Items that the first set may try in vain. */
#define MOST_REFUSED 200

typedef struct
{
  EquateSearchState state;
  const guint *order; /* borrowed: members in the order of the search */
  gint64 *best;       /* owned: the best value so far, or the one to reach */
  gint64 *value;      /* owned: scratch */
  gboolean reach; /* look for a set of the value best, instead of a better one */
  gboolean any;   /* with reach: sets that are not complete count as well */
  gboolean done;
  gboolean *best_taken;      /* borrowed: by item */
  guint64 *work;             /* borrowed */
  guint64 steps_left;        /* of this search */
  EquateSelectionMemo *memo; /* owned; NULL in a short search */
  GByteArray *place;         /* owned: scratch */
} Search;

static gboolean
can_improve (const Search *search)
{
  int order = equate_vector_compare (search->state.bound, search->best, search->state.n_levels);
  return search->reach ? order >= 0 : order > 0;
}

/* Was the same left open before, with no less in hand? */
static gboolean
is_new_place (Search *search, guint from)
{
  if (search->memo == NULL)
    return TRUE;
  equate_search_state_write_place (&search->state, search->order, from, search->place);
  equate_search_state_add_up (&search->state, search->value);
  return equate_selection_memo_visit (search->memo, search->place, search->value);
}

/* What is taken, and its value, are the best so far. */
static void
keep (Search *search)
{
  const EquateComponent *component = search->state.component;
  memcpy (search->best, search->value, search->state.n_levels * sizeof (gint64));
  for (guint m = 0; m < component->n_members; m++)
    search->best_taken[component->members[m]] = search->state.taken[component->members[m]];
}

/* Compares what is taken with the best so far, or with the value to reach. */
static void
evaluate (Search *search)
{
  guint n = search->state.n_levels;
  if (!equate_component_value (search->state.component, search->state.taken, search->value))
    return;
  int order = equate_vector_compare (search->value, search->best, n);
  if (search->reach ? order != 0 : order <= 0)
    return;
  keep (search);
  search->done
      = search->reach || equate_vector_compare (search->best, search->state.prices.total, n) == 0;
}

/* A step costs what it may look at: every member of the component. */
static gboolean
may_go_on (Search *search)
{
  guint64 cost = search->state.component->n_members;
  if (search->steps_left == 0 || *search->work < cost)
    return FALSE;
  search->steps_left--;
  *search->work -= cost;
  return TRUE;
}

/* More only takes from the room that limits leave: what is not allowed stays so. */
static gboolean
is_allowed (Search *search)
{
  return !search->state.component->capped
         || equate_component_value (search->state.component, search->state.taken, search->value);
}

/* FALSE when the steps ran out before all was seen. */
static gboolean
explore (Search *search, guint from)
{
  EquateSearchState *state = &search->state;
  guint mark = state->trail->len;
  gboolean complete = TRUE;
  if (search->any)
    evaluate (search);
  for (guint i = from; i < state->component->n_members && !search->done && complete; i++)
    {
      guint member = search->order[i];
      if (state->states[member] != EQUATE_MEMBER_OPEN)
        continue;
      if (!may_go_on (search))
        {
          complete = FALSE;
          break;
        }
      guint before = state->trail->len;
      equate_search_state_take (state, member);
      if (can_improve (search) && is_allowed (search) && is_new_place (search, i + 1))
        complete = explore (search, i + 1);
      equate_search_state_undo (state, before);
      if (search->done || !complete)
        break;
      equate_search_state_leave (state, member);
      if (can_improve (search) && is_new_place (search, i + 1))
        continue;
      equate_search_state_undo (state, mark);
      return TRUE;
    }
  if (!search->any && !search->done && complete)
    evaluate (search);
  equate_search_state_undo (state, mark);
  return complete;
}

static gboolean
run (Search *search, const guint *order, guint64 steps, gboolean remember)
{
  search->order = order;
  search->steps_left = steps;
  search->done = FALSE;
  if (remember)
    search->memo = equate_selection_memo_new (search->state.n_levels, MOST_PLACES);
  gboolean complete = explore (search, 0);
  g_clear_pointer (&search->memo, equate_selection_memo_free);
  return complete || search->done;
}

static int
compare_weights (gconstpointer a, gconstpointer b, gpointer data)
{
  const Search *search = data;
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;
  int order = equate_vector_compare (equate_search_state_item (&search->state, right)->weight,
                                     equate_search_state_item (&search->state, left)->weight,
                                     search->state.n_levels);
  return order != 0 ? order : (left > right) - (left < right);
}

static guint
find_part (guint *parts, guint member)
{
  while (parts[member] != member)
    member = parts[member] = parts[parts[member]];
  return member;
}

/* Members that share a resource are of one part, named by its first member. */
static guint *
find_parts (const EquateSearchState *state)
{
  guint n = state->component->n_members;
  guint *parts = g_new (guint, n + 1);
  for (guint m = 0; m < n; m++)
    parts[m] = m;
  for (guint r = 0; r < state->component->model->n_resources; r++)
    for (guint u = state->use_starts[r] + 1; u < state->use_starts[r + 1]; u++)
      {
        guint a = find_part (parts, state->uses[u - 1]);
        guint b = find_part (parts, state->uses[u]);
        parts[MAX (a, b)] = MIN (a, b);
      }
  for (guint m = 0; m < n; m++)
    parts[m] = find_part (parts, m);
  return parts;
}

/* by_weight regrouped: part after part, each keeping its order. */
static guint *
order_by_parts (const Search *search, const guint *by_weight)
{
  guint n = search->state.component->n_members;
  g_autofree guint *parts = find_parts (&search->state);
  g_autofree gboolean *placed = g_new0 (gboolean, n + 1);
  guint *order = g_new (guint, n + 1);
  guint n_placed = 0;
  for (guint i = 0; i < n; i++)
    {
      guint part = parts[by_weight[i]];
      if (placed[part])
        continue;
      placed[part] = TRUE;
      for (guint j = i; j < n; j++)
        if (parts[by_weight[j]] == part)
          order[n_placed++] = by_weight[j];
    }
  return order;
}

/* A first set to improve, so that a search that is given up has something to give: best items first,
 * as far as they are allowed. */
static void
take_greedily (Search *search, const guint *by_weight)
{
  EquateSearchState *state = &search->state;
  guint refused = 0;
  for (guint i = 0; i < state->component->n_members && refused < MOST_REFUSED; i++)
    {
      if (state->states[by_weight[i]] != EQUATE_MEMBER_OPEN)
        continue;
      guint before = state->trail->len;
      equate_search_state_take (state, by_weight[i]);
      if (is_allowed (search))
        continue;
      equate_search_state_undo (state, before);
      equate_search_state_leave (state, by_weight[i]);
      refused++;
    }
  equate_component_value (state->component, state->taken, search->value);
  keep (search);
  equate_search_state_undo (state, 0);
}

static gboolean
find_best (Search *search, const guint *by_weight, const guint *by_parts)
{
  if (run (search, by_weight, SHORT_SEARCH, FALSE))
    return TRUE;
  return run (search, by_parts, G_MAXUINT64, TRUE);
}

/* Can the best value be reached from where the state is? */
static gboolean
can_reach (Search *search, const guint *by_parts, gboolean *reached)
{
  gboolean complete = run (search, by_parts, G_MAXUINT64, TRUE);
  *reached = search->done;
  return complete;
}

/*
 * Member by member in the order of the applications: is there a best set with it, all before being
 * settled? The set that is known answers for its own members.
 */
static gboolean
settle_in_order (Search *search, const guint *by_parts)
{
  EquateSearchState *state = &search->state;
  const EquateComponent *component = state->component;
  g_autofree gint64 *value = g_new (gint64, state->n_levels);
  for (guint m = 0; m < component->n_members; m++)
    {
      search->steps_left = 1;
      if (!may_go_on (search))
        return FALSE;
      if (equate_component_value (component, state->taken, value)
          && equate_vector_compare (value, search->best, state->n_levels) == 0)
        break; /* complete: a list that is the beginning of another is smaller */
      if (state->states[m] != EQUATE_MEMBER_OPEN)
        continue;
      guint before = state->trail->len;
      equate_search_state_take (state, m);
      if (search->best_taken[component->members[m]])
        continue;
      gboolean reached = FALSE;
      if (can_improve (search) && !can_reach (search, by_parts, &reached))
        return FALSE;
      if (reached)
        continue;
      equate_search_state_undo (state, before);
      equate_search_state_leave (state, m);
    }
  for (guint m = 0; m < component->n_members; m++)
    search->best_taken[component->members[m]] = state->taken[component->members[m]];
  return TRUE;
}

static gboolean
find_smallest (Search *search, const guint *in_order, const guint *by_parts)
{
  search->reach = TRUE;
  search->any = TRUE;
  if (run (search, in_order, SHORT_SEARCH, FALSE))
    return TRUE;
  search->any = FALSE;
  return settle_in_order (search, by_parts);
}

gboolean
equate_component_search (const EquateComponent *component, gboolean *taken, guint64 *work)
{
  Search search = { .best_taken = taken, .work = work };
  guint n = component->n_members;
  equate_search_state_init (&search.state, component);
  search.best = g_new0 (gint64, search.state.n_levels);
  search.value = g_new0 (gint64, search.state.n_levels);
  search.place = g_byte_array_new ();
  g_autofree guint *in_order = g_new (guint, n + 1);
  for (guint m = 0; m < n; m++)
    in_order[m] = m;
  g_autofree guint *by_weight = g_memdup2 (in_order, n * sizeof (guint));
  g_qsort_with_data (by_weight, (gint) n, sizeof (guint), compare_weights, &search);
  g_autofree guint *by_parts = order_by_parts (&search, by_weight);
  take_greedily (&search, by_weight);
  gboolean exact = find_best (&search, by_weight, by_parts)
                   && find_smallest (&search, in_order, by_parts);
  g_free (search.best);
  g_free (search.value);
  g_byte_array_unref (search.place);
  equate_search_state_clear (&search.state);
  return exact;
}
