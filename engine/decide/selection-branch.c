/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Branch and bound on one packed component, the linear relaxation solved anew at each node: first for
 * the best worth, then for the smallest list of members that has it (language.md 6.5 e). Most
 * components need one relaxation: its solution is whole, and what is not in it is worth less than it
 * costs.
 *
 * Sets of the same worth never hold one another, since every member adds to the worth or costs source
 * credits; so the smallest list is found member by member, in their order.
 */
#include "decide/selection-packing.h"

#include <string.h>

#define MOST_NODES 4000

typedef enum
{
  OPEN,
  IN,
  OUT,
} State;

typedef struct
{
  const EquatePacking *packing; /* borrowed */
  guint64 *work;                /* borrowed */
  guint nodes_left;
  gboolean gave_up;
  gboolean reach; /* look for any set of the worth best, instead of a better one */
  gboolean done;  /* found */
  gboolean has_best;
  gint64 best;
  gint64 tied; /* the most worth that a set may have which was not looked at */
  guint8 *best_set; /* owned: by member */
  guint8 *set;      /* owned: scratch, by member */
  gint64 *left;     /* owned: scratch, by row */
  gboolean *taken;  /* owned: scratch, by item of the model */
  gint64 *value;    /* owned: scratch, by level */
} Search;

typedef struct
{
  guint8 *states;       /* owned: by member */
  gint64 *share;        /* by member: what the relaxation takes of it, 0 to scale */
  EquateWide *slack;    /* by member, times scale */
  gint64 scale;
  EquateWide total;     /* of the relaxation, times scale */
  gint64 fixed;         /* worth of what is in */
  gint64 bound;
  guint *columns;       /* members in the relaxation */
  guint n_columns;
} Node;

static Node *
node_new (guint n, const guint8 *states)
{
  Node *node = g_malloc (sizeof (Node) + n * (sizeof (EquateWide) + sizeof (gint64) + sizeof (guint) + 1)
                         + sizeof (EquateWide));
  gsize place = (gsize) (node + 1);
  memset (node, 0, sizeof *node);
  node->slack = (EquateWide *) ((place + 15) & ~(gsize) 15);
  node->share = (gint64 *) (gpointer) (node->slack + n);
  node->columns = (guint *) (gpointer) (node->share + n);
  node->states = (guint8 *) (gpointer) (node->columns + n);
  if (n > 0)
    memcpy (node->states, states, n);
  return node;
}

/* Is a member's elective filled by itself, once the member is in? */
static gboolean
is_fill (const Search *search, const Node *node, guint member)
{
  return node->states[member] == IN && search->packing->cuttable[member] != 0;
}

static gboolean
fits (const Search *search, guint member)
{
  const EquatePacking *packing = search->packing;
  for (guint i = packing->starts[member]; i < packing->starts[member + 1]; i++)
    {
      const EquateNeed *need = &packing->needs[i];
      if (packing->cuttable[member] != 0 && need->row >= packing->n_resources)
        continue; /* it may be cut */
      if (search->left[need->row] < need->amount)
        return FALSE;
    }
  return TRUE;
}

static void
use (Search *search, guint member)
{
  const EquatePacking *packing = search->packing;
  for (guint i = packing->starts[member]; i < packing->starts[member + 1]; i++)
    if (packing->cuttable[member] == 0 || packing->needs[i].row < packing->n_resources)
      search->left[packing->needs[i].row] -= packing->needs[i].amount;
}

/* What no longer fits beside all that is in is out. FALSE: what is in does not fit together. */
static gboolean
propagate (Search *search, Node *node)
{
  const EquatePacking *packing = search->packing;
  memcpy (search->left, packing->room, packing->n_rows * sizeof (gint64));
  node->fixed = 0;
  for (guint m = 0; m < packing->n_members; m++)
    {
      if (node->states[m] != IN)
        continue;
      if (!fits (search, m))
        return FALSE;
      use (search, m);
      node->fixed += packing->weights[m] - packing->cuttable[m];
    }
  for (guint m = 0; m < packing->n_members; m++)
    if (node->states[m] == OPEN && !fits (search, m))
      node->states[m] = OUT;
  return TRUE;
}

/* --- the relaxation of a node --- */

typedef struct
{
  EquateRelaxed relaxed;
  gint64 *weights;   /* by column */
  guint *starts;     /* by column and one more */
  EquateNeed *needs;
  gint64 *room;      /* by row */
  gint64 *demand;    /* by row of the packing */
  guint *numbers;    /* by row of the packing: its row + 1; 0: it does not bind */
  gint64 *taken;
  EquateWide *slack;
  EquateWide *prices; /* by row */
} Relaxing;

static Relaxing *
relaxing_new (const EquatePacking *packing)
{
  gsize n = packing->n_members + 1;
  gsize m = packing->n_rows + n;
  gsize n_needs = packing->starts[packing->n_members] + n;
  Relaxing *relaxing
      = g_malloc (sizeof (Relaxing) + 16 + (n + m) * sizeof (EquateWide) + 3 * n * sizeof (gint64)
                  + n_needs * sizeof (EquateNeed) + m * (2 * sizeof (gint64) + sizeof (guint)));
  gsize place = (gsize) (relaxing + 1);
  relaxing->slack = (EquateWide *) ((place + 15) & ~(gsize) 15);
  relaxing->prices = relaxing->slack + n;
  relaxing->weights = (gint64 *) (gpointer) (relaxing->prices + m);
  relaxing->taken = relaxing->weights + n;
  relaxing->room = relaxing->taken + n;
  relaxing->demand = relaxing->room + m;
  relaxing->needs = (EquateNeed *) (gpointer) (relaxing->demand + m);
  relaxing->numbers = (guint *) (gpointer) (relaxing->needs + n_needs);
  relaxing->starts = relaxing->numbers + m;
  memset (relaxing->demand, 0, packing->n_rows * sizeof (gint64));
  memset (relaxing->numbers, 0, packing->n_rows * sizeof (guint));
  return relaxing;
}

static gboolean
is_asked (const Search *search, const Node *node, guint member, const EquateNeed *need)
{
  return node->states[member] == OPEN
         || (is_fill (search, node, member) && need->row >= search->packing->n_resources);
}

static void
add_demand (const Search *search, const Node *node, Relaxing *relaxing)
{
  const EquatePacking *packing = search->packing;
  for (guint m = 0; m < packing->n_members; m++)
    for (guint i = packing->starts[m]; node->states[m] != OUT && i < packing->starts[m + 1]; i++)
      if (is_asked (search, node, m, &packing->needs[i]))
        relaxing->demand[packing->needs[i].row] += packing->needs[i].amount;
}

/* The needs of a column in the rows that bind. TRUE: one of them lets it be taken only once. */
static gboolean
add_needs (const Search *search, const Node *node, Relaxing *relaxing, guint member, guint *n_needs)
{
  const EquatePacking *packing = search->packing;
  gboolean once = FALSE;
  for (guint i = packing->starts[member]; i < packing->starts[member + 1]; i++)
    {
      const EquateNeed *need = &packing->needs[i];
      if (!is_asked (search, node, member, need)
          || relaxing->demand[need->row] <= search->left[need->row])
        continue;
      if (relaxing->numbers[need->row] == 0)
        {
          relaxing->room[relaxing->relaxed.n_rows] = search->left[need->row];
          relaxing->numbers[need->row] = ++relaxing->relaxed.n_rows;
        }
      relaxing->needs[(*n_needs)++]
          = (EquateNeed){ relaxing->numbers[need->row] - 1, need->amount };
      once = once || (need->row < packing->n_resources && search->left[need->row] == 1);
    }
  return once;
}

/* Members that nothing hinders are settled without. */
static void
add_columns (const Search *search, Node *node, Relaxing *relaxing)
{
  const EquatePacking *packing = search->packing;
  guint n_needs = 0;
  for (guint m = 0; m < packing->n_members; m++)
    {
      if (node->states[m] != OPEN && !is_fill (search, node, m))
        continue;
      guint before = n_needs;
      gboolean once = add_needs (search, node, relaxing, m, &n_needs);
      gint64 weight = node->states[m] == OPEN ? packing->weights[m] : packing->cuttable[m];
      if (n_needs == before)
        {
          node->fixed += weight;
          node->states[m] = IN;
          continue;
        }
      if (!once)
        {
          relaxing->needs[n_needs++] = (EquateNeed){ relaxing->relaxed.n_rows, 1 };
          relaxing->room[relaxing->relaxed.n_rows++] = 1;
        }
      relaxing->starts[node->n_columns] = before;
      relaxing->weights[node->n_columns] = weight;
      node->columns[node->n_columns++] = m;
    }
  relaxing->starts[node->n_columns] = n_needs;
}

/* What it costs at least to have the member in. One that may be cut need not pay for all that it
 * could fill. */
static EquateWide
find_slack (const Search *search, const Relaxing *relaxing, const EquateRelaxation *result,
            guint column, guint member)
{
  const EquatePacking *packing = search->packing;
  EquateWide more = (EquateWide) packing->cuttable[member] * result->scale;
  if (more == 0)
    return result->slack[column];
  for (guint i = packing->starts[member]; i < packing->starts[member + 1]; i++)
    if (packing->needs[i].row >= packing->n_resources
        && relaxing->numbers[packing->needs[i].row] > 0)
      more -= result->prices[relaxing->numbers[packing->needs[i].row] - 1]
              * packing->needs[i].amount;
  return result->slack[column] + MIN (more, 0);
}

/* FALSE: given up. */
static gboolean
relax (Search *search, Node *node)
{
  const EquatePacking *packing = search->packing;
  g_autofree Relaxing *relaxing = relaxing_new (packing);
  relaxing->relaxed = (EquateRelaxed){ 0, 0, relaxing->weights, relaxing->starts, relaxing->needs,
                                       relaxing->room };
  add_demand (search, node, relaxing);
  add_columns (search, node, relaxing);
  relaxing->relaxed.n_columns = node->n_columns;
  EquateRelaxation result = { 1, relaxing->taken, relaxing->slack, relaxing->prices, 0 };
  if (node->n_columns > 0 && !equate_relax (&relaxing->relaxed, &result, search->work))
    return FALSE;
  node->scale = result.scale;
  node->total = result.total;
  node->bound = node->fixed + (gint64) (result.total / result.scale);
  for (guint m = 0; m < packing->n_members; m++)
    node->share[m] = node->states[m] == IN ? node->scale : 0;
  for (guint c = 0; c < node->n_columns; c++)
    if (node->states[node->columns[c]] == OPEN)
      {
        node->share[node->columns[c]] = result.taken[c];
        node->slack[node->columns[c]]
            = find_slack (search, relaxing, &result, c, node->columns[c]);
      }
  return TRUE;
}

/* --- sets --- */

static void
add_to_set (Search *search, const Node *node, gint64 least, gint64 most)
{
  for (guint m = 0; m < search->packing->n_members; m++)
    if (!search->set[m] && node->states[m] != OUT && node->share[m] >= least
        && node->share[m] <= most && fits (search, m))
      {
        search->set[m] = TRUE;
        use (search, m);
      }
}

/* The relaxation's solution made whole: what it takes wholly, then what it takes in part; what else
 * fits. Electives that it does not take might be left without credits. */
static void
find_set (Search *search, const Node *node)
{
  const EquatePacking *packing = search->packing;
  memcpy (search->left, packing->room, packing->n_rows * sizeof (gint64));
  memset (search->set, 0, packing->n_members);
  add_to_set (search, node, node->scale, node->scale);
  add_to_set (search, node, 1, node->scale - 1);
  if (!packing->component->capped)
    add_to_set (search, node, 0, 0);
}

/* FALSE: the set is not allowed. */
static gboolean
get_worth (Search *search, gint64 *worth)
{
  const EquatePacking *packing = search->packing;
  *worth = 0;
  if (packing->component->capped)
    {
      for (guint m = 0; m < packing->n_members; m++)
        search->taken[packing->component->members[m]] = search->set[m];
      if (!equate_component_value (packing->component, search->taken, search->value))
        return FALSE;
      *worth = equate_packing_pack (packing, search->value);
      return TRUE;
    }
  for (guint m = 0; m < packing->n_members; m++)
    if (search->set[m])
      *worth += packing->weights[m];
  return TRUE;
}

/* Keeps the set of the relaxation where it is what is looked for. TRUE: the node holds nothing that
 * is worth more. */
static gboolean
try_set (Search *search, const Node *node)
{
  guint n = search->packing->n_members;
  gint64 worth = 0;
  find_set (search, node);
  if (!get_worth (search, &worth))
    return FALSE;
  if (search->reach ? worth == search->best : !search->has_best || worth > search->best)
    {
      search->done = search->reach;
      search->has_best = TRUE;
      search->best = worth;
      memcpy (search->best_set, search->set, n);
    }
  return worth == node->bound;
}

/* --- the search --- */

/* Members that would cost too much are out. */
static void
drop_dear (const Search *search, Node *node)
{
  if (!search->has_best)
    return;
  EquateWide most = node->total - (EquateWide) (search->best - node->fixed) * node->scale;
  for (guint c = 0; c < node->n_columns; c++)
    {
      guint m = node->columns[c];
      if (node->states[m] == OPEN && node->slack[m] > most)
        node->states[m] = OUT;
    }
}

/* An open member that the relaxation takes in part, the one worth most; else one that it takes, else
 * any. n_members: none is open. */
static guint
pick_member (const Search *search, const Node *node)
{
  const EquatePacking *packing = search->packing;
  guint best = packing->n_members;
  guint best_rank = 0;
  for (guint m = 0; m < packing->n_members; m++)
    {
      if (node->states[m] != OPEN)
        continue;
      guint rank = node->share[m] == 0 ? 1 : node->share[m] == node->scale ? 2 : 3;
      if (rank < best_rank || (rank == best_rank && packing->weights[m] <= packing->weights[best]))
        continue;
      best = m;
      best_rank = rank;
    }
  return best;
}

static void explore (Search *search, const guint8 *states, gint64 bound);

static void
try_member (Search *search, Node *node, guint member)
{
  guint n = search->packing->n_members;
  g_autofree guint8 *states = g_memdup2 (node->states, n);
  states[member] = IN;
  explore (search, states, node->bound);
  node->states[member] = OUT;
}

/* A set of the same worth is no better, but it may be smaller. */
static gboolean
is_hopeless (Search *search, gint64 bound)
{
  if (!search->has_best || bound > search->best)
    return FALSE;
  if (search->reach)
    return bound < search->best;
  search->tied = MAX (search->tied, bound);
  return TRUE;
}

/* FALSE: given up, or what is in does not fit together. */
static gboolean
open_node (Search *search, Node *node)
{
  guint n = search->packing->n_members;
  if (!propagate (search, node))
    return FALSE;
  search->gave_up = search->nodes_left == 0 || *search->work < n;
  if (search->gave_up)
    return FALSE;
  search->nodes_left--;
  *search->work -= n;
  search->gave_up = !relax (search, node);
  return !search->gave_up;
}

static gboolean
has_others (const Search *search, const Node *node)
{
  for (guint m = 0; m < search->packing->n_members; m++)
    if (node->states[m] == OPEN && !search->best_set[m])
      return TRUE;
  return FALSE;
}

/* Looks for sets with the states of the node. */
static void
divide (Search *search, Node *node)
{
  if (is_hopeless (search, node->bound))
    return;
  gboolean is_best = try_set (search, node);
  drop_dear (search, node);
  if (is_best && has_others (search, node))
    search->tied = MAX (search->tied, search->best);
  if (is_best || search->done)
    return;
  guint member = pick_member (search, node);
  if (member == search->packing->n_members || is_hopeless (search, node->bound))
    return;
  try_member (search, node, member);
  if (!search->gave_up && !search->done)
    explore (search, node->states, node->bound);
}

/* bound: on every set with these states. */
static void
explore (Search *search, const guint8 *states, gint64 bound)
{
  if (is_hopeless (search, bound))
    return;
  g_autofree Node *node = node_new (search->packing->n_members, states);
  if (open_node (search, node))
    divide (search, node);
}

/* Member by member: is there a best set with it, all before being settled? The set that is known
 * answers for its own members. */
static void
settle_in_order (Search *search, Node *node)
{
  search->reach = TRUE;
  drop_dear (search, node);
  for (guint m = 0; m < search->packing->n_members && has_others (search, node); m++)
    {
      if (node->states[m] != OPEN)
        continue;
      if (!search->best_set[m])
        {
          search->done = FALSE;
          try_member (search, node, m);
        }
      if (search->gave_up)
        return;
      node->states[m] = search->best_set[m] ? IN : OUT;
      if (search->best_set[m])
        propagate (search, node);
    }
}

/* The best set of all, from the node in which everything is open. */
static void
search_all (Search *search)
{
  guint n = search->packing->n_members;
  g_autofree guint8 *states = g_malloc0 (n);
  g_autofree Node *node = node_new (n, states);
  if (!open_node (search, node))
    return;
  memcpy (states, node->states, n);
  divide (search, node);
  memcpy (node->states, states, n);
  if (!search->gave_up && search->tied == search->best)
    settle_in_order (search, node);
}

EquateBranchResult
equate_component_branch (const EquateComponent *component, gboolean *taken, guint64 *work)
{
  guint n = component->n_members;
  if (n == 0)
    return EQUATE_BRANCH_SOLVED;
  g_autoptr (EquatePacking) packing = equate_packing_new (component);
  if (packing == NULL)
    return EQUATE_BRANCH_GAVE_UP;
  g_autofree guint8 *sets = g_malloc0 (2 * (gsize) n + 1);
  g_autofree gint64 *left = g_new (gint64, packing->n_rows + component->model->n_levels + 1);
  g_autofree gboolean *scratch = g_new0 (gboolean, component->model->n_items + 1);
  guint64 half = *work / 2;
  guint64 rest = half;
  Search search = {
    .packing = packing,
    .work = &rest,
    .nodes_left = MOST_NODES,
    .tied = G_MININT64,
    .best_set = sets,
    .set = sets + n,
    .left = left,
    .taken = scratch,
    .value = left + packing->n_rows,
  };
  search_all (&search);
  *work -= half - rest;
  for (guint m = 0; m < n; m++)
    taken[component->members[m]] = search.best_set[m];
  return search.gave_up ? EQUATE_BRANCH_GAVE_UP : EQUATE_BRANCH_SOLVED;
}
