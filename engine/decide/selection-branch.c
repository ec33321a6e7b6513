/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Branch and bound on one packed component, the linear relaxation solved anew at each node from
 * where it stood: first for the best worth, then for the smallest list of members that has it
 * (language.md 6.5 e). Most components need one relaxation: its solution is whole, and what is not
 * in it is worth less than it costs.
 *
 * Where it is not whole, the sums are made whole first: half a credit that the relaxation promises
 * beyond the best set is refuted at one blow by a bound on the sum of credits, but hardly ever by
 * settling one member after the other. Members are settled where all sums are whole.
 *
 * Sets of the same worth never hold one another, since every member adds to the worth or costs
 * source credits; so the smallest list is found member by member, in their order, with the sums of
 * the best.
 */
#include "decide/selection-packing.h"

#include <string.h>

/* So many members make it worth while to search the few that are left of them by themselves. */
#define MANY 1000
/* Of the relaxation: it keeps a square of them. */
#define MOST_ROWS 3000

/* What a range was before it was changed. */
typedef struct
{
  guint variable;
  EquateBetween range;
} Change;

typedef struct
{
  const EquatePacking *packing; /* borrowed */
  EquateRelax *relax;           /* owned; its ranges say which members are in, out or open */
  GArray *trail;                /* owned: Change, in the order in which they were made */
  guint64 *work;                /* borrowed */
  gboolean gave_up;
  gboolean smallest; /* look for the smallest set of the worth best, instead of a better one */
  gboolean has_best;
  gint64 best;
  gint64 tied;      /* the most worth that a set may have which was not looked at */
  guint8 *best_set; /* owned: by member */
  guint8 *set;      /* owned: scratch, by member */
  gint64 *left;     /* owned: scratch, by row */
  gboolean *taken;  /* owned: scratch, by item of the model */
  gint64 *value;    /* owned: scratch, by level */
} Search;

/* --- what is settled --- */

static gboolean
is_in (const Search *search, guint member)
{
  return search->relax->ranges[member].least == 1;
}

static gboolean
is_out (const Search *search, guint member)
{
  return search->relax->ranges[member].most == 0;
}

static gboolean
is_open (const Search *search, guint member)
{
  return !is_in (search, member) && !is_out (search, member);
}

static void
bound (Search *search, guint variable, gint64 least, gint64 most)
{
  Change change = { variable, search->relax->ranges[variable] };
  g_array_append_val (search->trail, change);
  search->relax->ranges[variable] = (EquateBetween){ least, most };
}

/* Something may be cut of an elective once it is in. */
static void
take (Search *search, guint member)
{
  bound (search, member, 1, 1);
  if (search->packing->cuttable[member] != 0)
    bound (search, search->packing->cuts[member], 0, 1);
}

static void
leave (Search *search, guint member)
{
  bound (search, member, 0, 0);
}

static void
undo (Search *search, guint mark)
{
  while (search->trail->len > mark)
    {
      const Change *change = &g_array_index (search->trail, Change, search->trail->len - 1);
      search->relax->ranges[change->variable] = change->range;
      g_array_set_size (search->trail, search->trail->len - 1);
    }
}

/* The rows that a member has to find room in: an elective may be cut. */
static guint
get_strict_rows (const EquatePacking *packing, guint member)
{
  return packing->cuttable[member] != 0 ? packing->n_resources : packing->n_limited;
}

static gboolean
fits (const Search *search, guint member)
{
  const EquatePacking *packing = search->packing;
  guint n_rows = get_strict_rows (packing, member);
  for (guint i = packing->starts[member]; i < packing->starts[member + 1]; i++)
    if (packing->needs[i].row < n_rows
        && search->left[packing->needs[i].row] < packing->needs[i].amount)
      return FALSE;
  return TRUE;
}

static void
use (Search *search, guint member)
{
  const EquatePacking *packing = search->packing;
  guint n_rows = get_strict_rows (packing, member);
  for (guint i = packing->starts[member]; i < packing->starts[member + 1]; i++)
    if (packing->needs[i].row < n_rows)
      search->left[packing->needs[i].row] -= packing->needs[i].amount;
}

/* What no longer fits beside all that is in is out. FALSE: what is in does not fit together. */
static gboolean
propagate (Search *search)
{
  const EquatePacking *packing = search->packing;
  memcpy (search->left, packing->most, packing->n_limited * sizeof (gint64));
  for (guint m = 0; m < packing->n_members; m++)
    {
      if (!is_in (search, m))
        continue;
      if (!fits (search, m))
        return FALSE;
      use (search, m);
    }
  for (guint m = 0; m < packing->n_members; m++)
    if (is_open (search, m) && !fits (search, m))
      leave (search, m);
  return TRUE;
}

/* --- sets --- */

static void
add_to_set (Search *search, gint64 least, gint64 most)
{
  for (guint m = 0; m < search->packing->n_members; m++)
    {
      gint64 share = equate_relax_get (search->relax, m);
      if (!search->set[m] && !is_out (search, m) && share >= least && share <= most
          && fits (search, m))
        {
          search->set[m] = TRUE;
          use (search, m);
        }
    }
}

/* The relaxation's solution made whole: what it takes wholly, then what it takes in part; what else
 * fits. Electives that it does not take might be left without credits. */
static void
find_set (Search *search)
{
  const EquatePacking *packing = search->packing;
  gint64 scale = search->relax->scale;
  memcpy (search->left, packing->most, packing->n_limited * sizeof (gint64));
  memset (search->set, 0, packing->n_members);
  add_to_set (search, scale, scale);
  add_to_set (search, 1, scale - 1);
  if (!packing->component->capped)
    add_to_set (search, 0, 0);
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

/* Does the list of the set's members come before that of the best? The first that only one of them
 * has decides. */
static gboolean
is_smaller (const Search *search)
{
  guint m = 0;
  while (m < search->packing->n_members && search->set[m] == search->best_set[m])
    m++;
  return m < search->packing->n_members && search->set[m];
}

/* Keeps the set of the relaxation where it is better. TRUE: here is nothing that is worth more. */
static gboolean
try_set (Search *search, gint64 most)
{
  gint64 worth = 0;
  find_set (search);
  if (!get_worth (search, &worth))
    return FALSE;
  if (search->smallest ? worth == search->best && is_smaller (search)
                       : !search->has_best || worth > search->best)
    {
      search->has_best = TRUE;
      search->best = worth;
      memcpy (search->best_set, search->set, search->packing->n_members);
    }
  return worth == most;
}

/* --- the search --- */

/* What it costs at least to have the member in. One that may be cut need not pay for all that it
 * could fill. */
static EquateWide
find_cost (const Search *search, guint member)
{
  EquateWide cost = -(EquateWide) search->relax->gains[member];
  if (search->packing->cuttable[member] != 0)
    cost -= MAX (search->relax->gains[search->packing->cuts[member]], 0);
  return cost;
}

/* Members that would cost too much are out, those without which too much would be lost are in. */
static void
settle_dear (Search *search)
{
  if (!search->has_best)
    return;
  const EquateRelax *relax = search->relax;
  EquateWide most = relax->total - (EquateWide) search->best * relax->scale;
  for (guint m = 0; m < search->packing->n_members; m++)
    {
      if (!is_open (search, m) || relax->gains[m] == 0)
        continue;
      if (relax->gains[m] > most)
        take (search, m);
      else if (find_cost (search, m) > most)
        leave (search, m);
    }
}

/* What is looked at counts. FALSE: it was too much. */
static gboolean
work (Search *search, guint64 cost)
{
  search->gave_up = search->gave_up || *search->work < cost;
  if (!search->gave_up)
    *search->work -= cost;
  return !search->gave_up;
}

/* A variable of which the relaxation takes no whole number, and what it costs to take more or less.
 */
typedef struct
{
  guint variable;
  gint64 floor;
  gboolean more_first; /* which costs less, so that a good set is found soon */
  double least;        /* the lesser cost; negative: there is no such variable */
  double most;
} Branch;

/* Keeps the variable that costs most whichever way: there the bound falls fastest. */
static void
weigh_branch (Search *search, guint variable, Branch *branch)
{
  gint64 scale = search->relax->scale;
  gint64 level = equate_relax_get (search->relax, variable);
  gint64 floor = level / scale - (level % scale < 0);
  double less = 0;
  double more = 0;
  if (level == floor * scale || !work (search, search->relax->n_rows))
    return;
  equate_relax_weigh (search->relax, variable, &less, &more);
  less *= (double) (level - floor * scale);
  more *= (double) (floor * scale + scale - level);
  double least = MIN (less, more);
  double most = MAX (less, more);
  if (least < branch->least || (least == branch->least && most <= branch->most))
    return;
  *branch = (Branch){ variable, floor, more <= less, least, most };
}

/* The first of the levels whose sum is not whole; else the best of the other sums, else of the
 * members. FALSE: all is whole. */
static gboolean
pick_branch (Search *search, Branch *branch)
{
  const EquatePacking *packing = search->packing;
  guint sums = packing->n_columns + packing->n_limited;
  guint end = packing->n_columns + search->relax->n_rows;
  guint levels = MIN (sums + packing->n_levels, end);
  *branch = (Branch){ .least = -1 };
  for (guint v = sums; v < levels && branch->least < 0; v++)
    weigh_branch (search, v, branch);
  if (branch->least >= 0)
    return TRUE;
  for (guint v = levels; v < end; v++)
    weigh_branch (search, v, branch);
  if (branch->least >= 0)
    return TRUE;
  for (guint m = 0; m < packing->n_members; m++)
    weigh_branch (search, m, branch);
  return branch->least >= 0;
}

/* Where all is whole: an open member that the best set does not have, else any. n_members: none is
 * open. */
static guint
pick_member (const Search *search)
{
  const EquatePacking *packing = search->packing;
  guint first = packing->n_members;
  for (guint m = packing->n_members; m > 0; m--)
    if (is_open (search, m - 1)
        && (first == packing->n_members || !search->best_set[m - 1] || search->best_set[first]))
      first = m - 1;
  return first;
}

/* A set of the same worth is no better, but it may be smaller. */
static gboolean
is_hopeless (Search *search, gint64 most)
{
  if (!search->has_best || most > search->best)
    return FALSE;
  if (search->smallest)
    return most < search->best;
  search->tied = MAX (search->tied, most);
  return TRUE;
}

/* A smaller set has a member that the best one does not have, and all that the best one has before
 * it: those before the first that it could be are in. FALSE: there is no smaller set. */
static gboolean
narrow (Search *search)
{
  for (guint m = 0; m < search->packing->n_members; m++)
    {
      if (!search->best_set[m] && !is_out (search, m))
        return TRUE;
      if (search->best_set[m] && is_out (search, m))
        return FALSE;
      if (search->best_set[m] && is_open (search, m))
        take (search, m);
    }
  return FALSE;
}

static gboolean
has_others (const Search *search)
{
  for (guint m = 0; m < search->packing->n_members; m++)
    if (is_open (search, m) && !search->best_set[m])
      return TRUE;
  return FALSE;
}

/* The bound on what is allowed here. FALSE: nothing is that is worth as much as the best, or given
 * up. */
static gboolean
relax (Search *search, gint64 *most)
{
  gint64 asked = search->has_best ? search->best : G_MININT64;
  if (!propagate (search) || !work (search, search->packing->n_columns + search->relax->n_rows))
    return FALSE;
  EquateRelaxResult result = equate_relax_solve (search->relax, asked, search->work);
  if (result == EQUATE_RELAX_GAVE_UP) /* it began anew, with small numbers */
    result = equate_relax_solve (search->relax, asked, search->work);
  search->gave_up = result == EQUATE_RELAX_GAVE_UP;
  *most = (gint64) (search->relax->total / search->relax->scale);
  return result == EQUATE_RELAX_SOLVED;
}

static void explore (Search *search);

/* Looks for sets with the variable in this range. */
static void
explore_range (Search *search, guint variable, gint64 least, gint64 most)
{
  guint mark = search->trail->len;
  if (search->gave_up)
    return;
  if (variable < search->packing->n_members && least == 1)
    take (search, variable);
  else
    bound (search, variable, least, most);
  explore (search);
  undo (search, mark);
}

static void
explore_both (Search *search, const Branch *branch)
{
  EquateBetween range = search->relax->ranges[branch->variable];
  if (branch->more_first)
    explore_range (search, branch->variable, branch->floor + 1, range.most);
  explore_range (search, branch->variable, range.least, branch->floor);
  if (!branch->more_first)
    explore_range (search, branch->variable, branch->floor + 1, range.most);
}

/* Does what was taken here keep the ranges that have changed since? */
static gboolean
still_holds (const Search *search, guint mark, const guint8 *here)
{
  for (guint t = mark; t < search->trail->len; t++)
    {
      guint variable = g_array_index (search->trail, Change, t).variable;
      if (variable < search->packing->n_members && here[variable] != is_in (search, variable))
        return FALSE;
    }
  return TRUE;
}

/* All is whole here, and there may still be sets to look for: those with a member that is not taken
 * here, then those with the next one but without the first. As long as what was taken stays allowed
 * it need not be relaxed again. */
static void
explore_whole (Search *search)
{
  guint n = search->packing->n_members;
  gboolean holds = TRUE;
  g_autofree guint8 *here = g_malloc (n);
  for (guint m = 0; m < n; m++)
    here[m] = equate_relax_get (search->relax, m) > 0;
  for (guint member = pick_member (search); member < n && holds; member = pick_member (search))
    {
      guint mark = search->trail->len;
      explore_range (search, member, 1, 1);
      if (search->gave_up)
        return;
      leave (search, member);
      if (search->smallest && !narrow (search))
        return;
      holds = still_holds (search, mark, here);
    }
  if (!holds)
    explore (search);
}

/* Goes through all that the ranges allow, once it was relaxed. */
static void
divide (Search *search, gint64 most)
{
  Branch branch;
  if (is_hopeless (search, most))
    return;
  gboolean is_best = try_set (search, most);
  settle_dear (search);
  if (search->smallest && !narrow (search))
    return;
  if (!search->smallest && is_best && has_others (search))
    search->tied = MAX (search->tied, search->best);
  if (!search->smallest && (is_best || is_hopeless (search, most)))
    return;
  if (pick_branch (search, &branch))
    explore_both (search, &branch);
  else
    explore_whole (search);
}

static void
explore (Search *search)
{
  gint64 most = 0;
  guint mark = search->trail->len;
  if ((!search->smallest || narrow (search)) && relax (search, &most))
    divide (search, most);
  undo (search, mark);
}

/* --- all of it --- */

/* Every best set has the sums of the one that is known. */
static void
bound_sums (Search *search)
{
  const EquatePacking *packing = search->packing;
  const EquateComponent *component = packing->component;
  for (guint m = 0; m < packing->n_members; m++)
    search->taken[component->members[m]] = search->best_set[m];
  equate_component_value (component, search->taken, search->value);
  for (guint l = 0; l < component->model->n_levels; l++)
    if (packing->levels[l] > 0)
      {
        gint64 sum = search->value[l] / packing->divisors[l];
        bound (search, packing->n_columns + packing->levels[l] - 1, sum, sum);
      }
}

/* The best of all sets. FALSE: it is the only one that is worth as much, or given up. Sums take
 * part where the first relaxation does not prove it. */
static gboolean
search_best (Search *search)
{
  gint64 most = 0;
  if (!relax (search, &most))
    return FALSE;
  gboolean is_best = try_set (search, most);
  settle_dear (search);
  if (is_best && !has_others (search))
    return FALSE;
  equate_relax_activate (search->relax);
  if (is_best)
    search->tied = search->best;
  else
    explore (search);
  return !search->gave_up && search->tied == search->best;
}

/* Beside the best few members may be left; of many it pays to search only those, all anew. FALSE:
 * that was not done. */
static gboolean
search_few (Search *search, gboolean *taken, EquateBranchResult *result)
{
  const EquateComponent *component = search->packing->component;
  EquateComponent rest = *component;
  gint64 most = 0;
  if (component->n_members < MANY || !relax (search, &most))
    return FALSE;
  settle_dear (search);
  g_autofree guint *members = g_new (guint, component->n_members);
  rest.n_members = 0;
  for (guint m = 0; m < component->n_members; m++)
    if (!is_out (search, m))
      members[rest.n_members++] = component->members[m];
  if (rest.n_members > component->n_members / 2)
    return FALSE;
  rest.members = members;
  if (component->capped)
    rest.fills = equate_fills_new (component->model, members, rest.n_members, &rest.n_fills);
  *result = equate_component_branch (&rest, taken, search->work);
  if (component->capped)
    g_free (rest.fills);
  return TRUE;
}

/* Of the sets that are worth as much as the best the smallest. */
static EquateBranchResult
search_smallest (Search *search, gboolean *taken)
{
  const EquateComponent *component = search->packing->component;
  EquateBranchResult result = EQUATE_BRANCH_SOLVED;
  undo (search, 0);
  bound_sums (search);
  if (search_few (search, taken, &result) && result == EQUATE_BRANCH_SOLVED)
    return EQUATE_BRANCH_SOLVED;
  search->smallest = TRUE;
  if (result == EQUATE_BRANCH_SOLVED)
    explore (search);
  for (guint m = 0; m < component->n_members; m++)
    taken[component->members[m]] = search->best_set[m];
  return search->gave_up ? EQUATE_BRANCH_GAVE_UP : result;
}

EquateBranchResult
equate_component_branch (const EquateComponent *component, gboolean *taken, guint64 *work)
{
  guint n = component->n_members;
  if (n == 0)
    return EQUATE_BRANCH_SOLVED;
  g_autoptr (EquatePacking) packing = equate_packing_new (component);
  if (packing == NULL || packing->n_rows > MOST_ROWS)
    return EQUATE_BRANCH_GAVE_UP;
  EquateRelaxed relaxed
      = { packing->n_columns, packing->n_rows, packing->n_limited, packing->weights,
          packing->starts,    packing->needs,  packing->least,     packing->most };
  g_autoptr (EquateRelax) simplex = equate_relax_new (&relaxed);
  g_autoptr (GArray) trail = g_array_new (FALSE, FALSE, sizeof (Change));
  g_autofree guint8 *sets = g_malloc0 (2 * (gsize) n + 1);
  g_autofree gint64 *left = g_new (gint64, packing->n_rows + component->model->n_levels + 1);
  g_autofree gboolean *scratch = g_new0 (gboolean, component->model->n_items + 1);
  for (guint c = n; c < packing->n_columns; c++)
    simplex->ranges[c].most = 0; /* until the elective is in */
  Search search = {
    .packing = packing,
    .relax = simplex,
    .trail = trail,
    .work = work,
    .tied = G_MININT64,
    .best_set = sets,
    .set = sets + n,
    .left = left,
    .taken = scratch,
    .value = left + packing->n_rows,
  };
  gboolean is_tied = search_best (&search);
  for (guint m = 0; m < n; m++)
    taken[component->members[m]] = !is_tied && search.best_set[m];
  if (is_tied)
    return search_smallest (&search, taken);
  return search.gave_up ? EQUATE_BRANCH_GAVE_UP : EQUATE_BRANCH_SOLVED;
}
