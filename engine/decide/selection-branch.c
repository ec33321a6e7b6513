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
 * source credits; so of two lists the one is smaller that has the first member which only one of
 * them has. The smallest is looked for in a second tree, with the sums of the best: places where
 * all sets come behind the one that is known are left out.
 */
#include "decide/selection-settled.h"

#include <string.h>

/* So many members make it worth while to search the few that are left of them by themselves. */
#define MANY 1000
/* Of the relaxation: it keeps a square of them. */
#define MOST_ROWS 3000

typedef struct
{
  EquateSettled settled;
  guint64 *work; /* borrowed */
  gboolean gave_up;
  gboolean smallest; /* look for the smallest set of the worth best, instead of a better one */
  gboolean has_best;
  gint64 best;
  gint64 tied;      /* the most worth that a set may have which was not looked at */
  guint8 *best_set; /* owned: by member */
  guint8 *set;      /* owned: scratch, by member */
  gboolean *taken;  /* owned: scratch, by item of the model */
  gint64 *value;    /* owned: scratch, by level */
} Search;

/* FALSE: the set is not allowed. */
static gboolean
get_worth (Search *search, gint64 *worth)
{
  const EquatePacking *packing = search->settled.packing;
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
  while (m < search->settled.packing->n_members && search->set[m] == search->best_set[m])
    m++;
  return m < search->settled.packing->n_members && search->set[m];
}

/* Keeps the set of the relaxation where it is better. TRUE: here is nothing that is worth more. */
static gboolean
try_set (Search *search, gint64 most)
{
  gint64 worth = 0;
  equate_settled_find_set (&search->settled, search->set);
  if (!get_worth (search, &worth))
    return FALSE;
  if (search->smallest ? worth == search->best && is_smaller (search)
                       : !search->has_best || worth > search->best)
    {
      search->has_best = TRUE;
      search->best = worth;
      memcpy (search->best_set, search->set, search->settled.packing->n_members);
    }
  return worth == most;
}

/* --- the search --- */

/* What it costs at least to have the member in. One that may be cut need not pay for all that it
 * could fill. */
static EquateWide
find_cost (const Search *search, guint member)
{
  EquateWide cost = -(EquateWide) search->settled.relax->gains[member];
  if (search->settled.packing->cuttable[member] != 0)
    cost -= MAX (search->settled.relax->gains[search->settled.packing->cuts[member]], 0);
  return cost;
}

/* Members that would cost too much are out, those without which too much would be lost are in. */
static void
settle_dear (Search *search)
{
  if (!search->has_best)
    return;
  const EquateRelax *relax = search->settled.relax;
  EquateWide most = relax->total - (EquateWide) search->best * relax->scale;
  for (guint m = 0; m < search->settled.packing->n_members; m++)
    {
      if (!equate_settled_is_open (&search->settled, m) || relax->gains[m] == 0)
        continue;
      if (relax->gains[m] > most)
        equate_settled_take (&search->settled, m);
      else if (find_cost (search, m) > most)
        equate_settled_leave (&search->settled, m);
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
  gint64 scale = search->settled.relax->scale;
  gint64 level = equate_relax_get (search->settled.relax, variable);
  gint64 floor = level / scale - (level % scale < 0);
  double less = 0;
  double more = 0;
  if (level == floor * scale || !work (search, search->settled.relax->n_rows))
    return;
  equate_relax_weigh (search->settled.relax, variable, &less, &more);
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
  const EquatePacking *packing = search->settled.packing;
  guint sums = packing->n_columns + packing->n_limited;
  guint end = packing->n_columns + search->settled.relax->n_rows;
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
  const EquatePacking *packing = search->settled.packing;
  guint first = packing->n_members;
  for (guint m = packing->n_members; m > 0; m--)
    if (equate_settled_is_open (&search->settled, m - 1)
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
  for (guint m = 0; m < search->settled.packing->n_members; m++)
    {
      if (!search->best_set[m] && !equate_settled_is_out (&search->settled, m))
        return TRUE;
      if (search->best_set[m] && equate_settled_is_out (&search->settled, m))
        return FALSE;
      if (search->best_set[m] && equate_settled_is_open (&search->settled, m))
        equate_settled_take (&search->settled, m);
    }
  return FALSE;
}

static gboolean
has_others (const Search *search)
{
  for (guint m = 0; m < search->settled.packing->n_members; m++)
    if (equate_settled_is_open (&search->settled, m) && !search->best_set[m])
      return TRUE;
  return FALSE;
}

/* The bound on what is allowed here. FALSE: nothing is that is worth as much as the best, or given
 * up. */
static gboolean
relax (Search *search, gint64 *most)
{
  gint64 asked = search->has_best ? search->best : G_MININT64;
  if (!equate_settled_propagate (&search->settled)
      || !work (search, search->settled.packing->n_columns + search->settled.relax->n_rows))
    return FALSE;
  EquateRelaxResult result = equate_relax_solve (search->settled.relax, asked, search->work);
  if (result == EQUATE_RELAX_GAVE_UP) /* it began anew, with small numbers */
    result = equate_relax_solve (search->settled.relax, asked, search->work);
  search->gave_up = result == EQUATE_RELAX_GAVE_UP;
  *most = (gint64) (search->settled.relax->total / search->settled.relax->scale);
  return result == EQUATE_RELAX_SOLVED;
}

static void explore (Search *search);

/* Looks for sets with the variable in this range. */
static void
explore_range (Search *search, guint variable, gint64 least, gint64 most)
{
  guint mark = search->settled.trail->len;
  if (search->gave_up)
    return;
  if (variable < search->settled.packing->n_members && least == 1)
    equate_settled_take (&search->settled, variable);
  else
    equate_settled_bound (&search->settled, variable, least, most);
  explore (search);
  equate_settled_undo (&search->settled, mark);
}

static void
explore_both (Search *search, const Branch *branch)
{
  EquateBetween range = search->settled.relax->ranges[branch->variable];
  if (branch->more_first)
    explore_range (search, branch->variable, branch->floor + 1, range.most);
  explore_range (search, branch->variable, range.least, branch->floor);
  if (!branch->more_first)
    explore_range (search, branch->variable, branch->floor + 1, range.most);
}

/* All is whole here, and there may still be sets to look for: those with a member that is not taken
 * here, then those with the next one but without the first. As long as what was taken stays allowed
 * it need not be relaxed again. */
static void
explore_whole (Search *search)
{
  guint n = search->settled.packing->n_members;
  gboolean holds = TRUE;
  g_autofree guint8 *here = g_malloc (n);
  for (guint m = 0; m < n; m++)
    here[m] = equate_relax_get (search->settled.relax, m) > 0;
  for (guint member = pick_member (search); member < n && holds; member = pick_member (search))
    {
      guint mark = search->settled.trail->len;
      explore_range (search, member, 1, 1);
      if (search->gave_up)
        return;
      equate_settled_leave (&search->settled, member);
      if (search->smallest && !narrow (search))
        return;
      holds = equate_settled_holds (&search->settled, mark, here);
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
  guint mark = search->settled.trail->len;
  if ((!search->smallest || narrow (search)) && relax (search, &most))
    divide (search, most);
  equate_settled_undo (&search->settled, mark);
}

/* --- all of it --- */

/* Every best set has the sums of the one that is known. */
static void
bound_sums (Search *search)
{
  const EquatePacking *packing = search->settled.packing;
  const EquateComponent *component = packing->component;
  for (guint m = 0; m < packing->n_members; m++)
    search->taken[component->members[m]] = search->best_set[m];
  equate_component_value (component, search->taken, search->value);
  for (guint l = 0; l < component->model->n_levels; l++)
    if (packing->levels[l] > 0)
      {
        gint64 sum = search->value[l] / packing->divisors[l];
        equate_settled_bound (&search->settled, packing->n_columns + packing->levels[l] - 1, sum,
                              sum);
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
  equate_relax_activate (search->settled.relax);
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
  const EquateComponent *component = search->settled.packing->component;
  EquateComponent rest = *component;
  gint64 most = 0;
  if (component->n_members < MANY || !relax (search, &most))
    return FALSE;
  settle_dear (search);
  g_autofree guint *members = g_new (guint, component->n_members);
  rest.n_members = 0;
  for (guint m = 0; m < component->n_members; m++)
    if (!equate_settled_is_out (&search->settled, m))
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
static void
search_smallest (Search *search, gboolean *taken)
{
  const EquateComponent *component = search->settled.packing->component;
  EquateBranchResult result = EQUATE_BRANCH_SOLVED;
  equate_settled_undo (&search->settled, 0);
  bound_sums (search);
  gboolean done = search_few (search, taken, &result);
  if (done && result == EQUATE_BRANCH_SOLVED)
    return;
  search->gave_up = search->gave_up || done;
  search->smallest = TRUE;
  explore (search);
  for (guint m = 0; m < component->n_members; m++)
    taken[component->members[m]] = search->best_set[m];
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
  g_autofree guint8 *sets = g_malloc0 (2 * (gsize) n + 1);
  g_autofree gint64 *value = g_new (gint64, component->model->n_levels);
  g_autofree gboolean *scratch = g_new0 (gboolean, component->model->n_items + 1);
  Search search = {
    .work = work,
    .tied = G_MININT64,
    .best_set = sets,
    .set = sets + n,
    .taken = scratch,
    .value = value,
  };
  equate_settled_init (&search.settled, packing);
  gboolean is_tied = search_best (&search);
  for (guint m = 0; m < n; m++)
    taken[component->members[m]] = !is_tied && search.best_set[m];
  if (is_tied)
    search_smallest (&search, taken);
  equate_settled_clear (&search.settled);
  return search.gave_up ? EQUATE_BRANCH_GAVE_UP : EQUATE_BRANCH_SOLVED;
}
