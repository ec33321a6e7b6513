/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ways in which a requirement can be satisfied. */
#include "decide/evaluation.h"

#include <string.h>

typedef struct
{
  EquateEvaluation *evaluation; /* borrowed */
  EquateTouchedRule *touched;   /* borrowed */
  gint priority;                /* denials at or above it count */
} Search;

static EquateWays find_ways (Search *search, guint32 node);

static void
append_ways (Search *search, EquateWays *ways, const EquateWay *more, guint n)
{
  if (ways->n + n > ways->room)
    {
      ways->room = MAX (2 * ways->room, ways->n + n);
      EquateWay *items = equate_arena_take (search->evaluation->arena, ways->room * sizeof *items);
      if (ways->n > 0)
        memcpy (items, ways->items, ways->n * sizeof *items);
      ways->items = items;
    }
  if (n > 0)
    memcpy (ways->items + ways->n, more, n * sizeof *more);
  ways->n += n;
}

/* One step of work; FALSE once the bound is met. */
static gboolean
may_go_on (Search *search)
{
  if (search->evaluation->work == 0)
    {
      search->touched->ways_cut = TRUE;
      return FALSE;
    }
  search->evaluation->work--;
  return TRUE;
}

static const EquateUnknown *
add_unknown (Search *search, guint32 attempt, guint missing, const EquateUnknown *next)
{
  EquateUnknown *unknown = equate_arena_new0 (search->evaluation->arena, EquateUnknown);
  *unknown = (EquateUnknown){ attempt, missing, next };
  return unknown;
}

static gboolean
share_an_attempt (const EquateWay *a, const EquateWay *b)
{
  guint i = 0;
  guint j = 0;
  while (i < a->n_attempts && j < b->n_attempts)
    {
      if (a->attempts[i] == b->attempts[j])
        return TRUE;
      if (a->attempts[i] < b->attempts[j])
        i++;
      else
        j++;
    }
  return FALSE;
}

/* Both ways together; FALSE when they would consume an entry twice. */
static gboolean
join (Search *search, const EquateWay *a, const EquateWay *b, EquateWay *result)
{
  if (share_an_attempt (a, b))
    return FALSE;
  guint n = a->n_attempts + b->n_attempts;
  guint32 *merged = equate_arena_take (search->evaluation->arena, n * sizeof *merged);
  guint i = 0;
  guint j = 0;
  for (guint k = 0; k < n; k++)
    {
      gboolean left = j == b->n_attempts
                      || (i < a->n_attempts && a->attempts[i] < b->attempts[j]);
      merged[k] = left ? a->attempts[i++] : b->attempts[j++];
    }
  result->n_attempts = n;
  result->attempts = merged;
  result->n_unknown = a->n_unknown + b->n_unknown;
  result->unknown = a->unknown;
  for (const EquateUnknown *u = b->unknown; u != NULL; u = u->next)
    result->unknown = add_unknown (search, u->attempt, u->missing, result->unknown);
  return TRUE;
}

static int
compare_sets (const EquateWay *a, const EquateWay *b)
{
  guint n = MIN (a->n_attempts, b->n_attempts);
  for (guint i = 0; i < n; i++)
    if (a->attempts[i] != b->attempts[i])
      return a->attempts[i] < b->attempts[i] ? -1 : 1;
  return (a->n_attempts > b->n_attempts) - (a->n_attempts < b->n_attempts);
}

static int
compare_ways (gconstpointer a, gconstpointer b)
{
  const EquateWay *left = a;
  const EquateWay *right = b;
  int order = compare_sets (left, right);
  if (order != 0)
    return order;
  return (left->n_unknown > right->n_unknown) - (left->n_unknown < right->n_unknown);
}

/* Each set of entries once, in the way that rests on the least that is unknown. */
static void
keep_distinct (EquateWays *ways)
{
  if (ways->n < 2)
    return;
  EquateWay *items = ways->items;
  qsort (items, ways->n, sizeof *items, compare_ways);
  guint n = 1;
  for (guint i = 1; i < ways->n; i++)
    if (compare_sets (&items[i], &items[n - 1]) != 0)
      items[n++] = items[i];
  ways->n = n;
}

static void
append_joined (Search *search, const EquateWays *a, const EquateWays *b, EquateWays *result)
{
  for (guint i = 0; i < a->n; i++)
    for (guint j = 0; j < b->n; j++)
      {
        if (!may_go_on (search))
          return;
        EquateWay way;
        if (join (search, &a->items[i], &b->items[j], &way))
          append_ways (search, result, &way, 1);
      }
}

/* All of the children: what was found so far, with each way of the next. */
static EquateWays
find_all_of (Search *search, const EquateCompiledNode *node)
{
  EquateWay nothing = { NULL, 0, 0, NULL };
  EquateWays so_far = { &nothing, 1, 1 };
  for (guint child = 0; child < node->n_children; child++)
    {
      if (so_far.n == 0
          && equate_requirement_is_leaf (
              search->evaluation->ruleset->nodes[node->first_child + child].kind))
        continue; /* it costs no work, and nothing comes of it */
      EquateWays ways = find_ways (search, node->first_child + child);
      EquateWays joined = { NULL, 0, 0 };
      append_joined (search, &so_far, &ways, &joined);
      keep_distinct (&joined);
      so_far = joined;
    }
  return so_far;
}

/* Exactly n of the children: taken[k] holds the ways with k of those seen so far. */
static EquateWays
find_n_of (Search *search, const EquateCompiledNode *node, guint n)
{
  EquateWays *taken
      = equate_arena_alloc (search->evaluation->arena, (n + 1) * sizeof (EquateWays));
  EquateWay nothing = { NULL, 0, 0, NULL };
  append_ways (search, &taken[0], &nothing, 1);
  for (guint child = 0; child < node->n_children; child++)
    {
      EquateWays ways = find_ways (search, node->first_child + child);
      guint left = node->n_children - child - 1;
      for (guint k = MIN (n, child + 1); k > 0; k--)
        {
          if (k + left < n)
            break; /* too few to come */
          append_joined (search, &taken[k - 1], &ways, &taken[k]);
          keep_distinct (&taken[k]);
        }
    }
  return taken[n];
}

static EquateWays
find_any_of (Search *search, const EquateCompiledNode *node)
{
  EquateWays result = { NULL, 0, 0 };
  for (guint child = 0; child < node->n_children; child++)
    {
      EquateWays ways = find_ways (search, node->first_child + child);
      append_ways (search, &result, ways.items, ways.n);
    }
  keep_distinct (&result);
  return result;
}

static guint32
find_hits (Search *search, guint32 node)
{
  const EquateTouchedRule *touched = search->touched;
  guint32 low = touched->first_hit;
  guint32 high = touched->first_hit + touched->n_hits;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (search->evaluation->hits[middle].node < node)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* A way that takes what a hit selects; FALSE: it says no. */
static gboolean
take_hit (Search *search, const EquateLeafHit *hit, EquateWay *way)
{
  guint missing = 0;
  if (equate_hit_truth (search->evaluation, hit, search->priority, &missing) == EQUATE_TRUTH_NO)
    return FALSE;
  *way = (EquateWay){ &hit->attempt, 1, 0, NULL };
  if (missing == 0)
    return TRUE;
  way->n_unknown = (guint) __builtin_popcount (missing);
  way->unknown = add_unknown (search, hit->attempt, missing, NULL);
  return TRUE;
}

static EquateWays
find_leaf (Search *search, guint32 node)
{
  const EquateLeafHit *hits = search->evaluation->hits;
  guint32 end = search->touched->first_hit + search->touched->n_hits;
  EquateWays result = { NULL, 0, 0 };
  for (guint32 i = find_hits (search, node); i < end && hits[i].node == node; i++)
    {
      EquateWay way;
      if (take_hit (search, &hits[i], &way))
        append_ways (search, &result, &way, 1);
    }
  return result;
}

typedef struct
{
  EquateWays leaves; /* by credits, most first */
  EquateDecimal wanted;
  EquateWays result;
} TotalSearch;

static EquateDecimal
get_credits (const EquateEvaluation *evaluation, const EquateWay *leaf)
{
  return evaluation->attempts[leaf->attempts[0]].credits;
}

/* Most credits first, so that the last one taken is the smallest: a set that reaches the total
 * with it, and not before, has no entry to spare. */
static void
reach_total (Search *search, TotalSearch *total, guint first, const EquateWay *so_far,
             EquateDecimal reached)
{
  for (guint i = first; i < total->leaves.n; i++)
    {
      if (!may_go_on (search))
        return;
      EquateWay way;
      if (!join (search, so_far, &total->leaves.items[i], &way))
        continue;
      EquateDecimal sum = reached + get_credits (search->evaluation, &total->leaves.items[i]);
      if (sum >= total->wanted)
        append_ways (search, &total->result, &way, 1);
      else
        reach_total (search, total, i + 1, &way, sum);
    }
}

static int
compare_credits (gconstpointer a, gconstpointer b, gpointer data)
{
  const EquateEvaluation *evaluation = data;
  guint left = ((const EquateWay *) a)->attempts[0];
  guint right = ((const EquateWay *) b)->attempts[0];
  EquateDecimal left_credits = evaluation->attempts[left].credits;
  EquateDecimal right_credits = evaluation->attempts[right].credits;
  if (left_credits != right_credits)
    return left_credits > right_credits ? -1 : 1;
  return (left > right) - (left < right);
}

static EquateWays
find_total (Search *search, const EquateCompiledNode *node)
{
  const EquateEvaluation *evaluation = search->evaluation;
  EquateWays leaves = find_leaf (search, node->first_child);
  TotalSearch total = { .wanted = evaluation->ruleset->decimals[node->value] };
  for (guint i = 0; i < leaves.n; i++)
    if (get_credits (evaluation, &leaves.items[i]) > 0) /* else it brings the total no nearer */
      append_ways (search, &total.leaves, &leaves.items[i], 1);
  if (total.leaves.n > 1)
    g_qsort_with_data (total.leaves.items, (gint) total.leaves.n, sizeof (EquateWay),
                       compare_credits, (gpointer) evaluation);
  EquateWay nothing = { NULL, 0, 0, NULL };
  reach_total (search, &total, 0, &nothing, 0);
  keep_distinct (&total.result);
  return total.result;
}

static EquateWays
find_ways (Search *search, guint32 index)
{
  const EquateCompiledNode *node = &search->evaluation->ruleset->nodes[index];
  switch ((EquateRequirementKind) node->kind)
    {
    case EQUATE_REQUIREMENT_ALL_OF:
      return find_all_of (search, node);
    case EQUATE_REQUIREMENT_N_OF:
      return find_n_of (search, node, node->value);
    case EQUATE_REQUIREMENT_ANY_OF:
      return find_any_of (search, node);
    case EQUATE_REQUIREMENT_TOTAL_CREDITS:
      return find_total (search, node);
    default:
      return find_leaf (search, index);
    }
}

EquateWays
equate_ways_find (EquateEvaluation *evaluation, EquateTouchedRule *touched, guint32 node,
                  gboolean with_denials)
{
  Search search = { evaluation, touched,
                    with_denials
                        ? equate_ruleset_get_terms (evaluation->ruleset, touched->rule)->priority
                        : G_MAXINT };
  return find_ways (&search, node);
}

/* All that the ways rest on, one behind the other. */
static const EquateUnknown *
collect_unknown (EquateEvaluation *evaluation, const EquateWays *ways)
{
  const EquateUnknown *result = NULL;
  for (guint i = 0; i < ways->n; i++)
    for (const EquateUnknown *u = ways->items[i].unknown; u != NULL; u = u->next)
      {
        EquateUnknown *copy = equate_arena_new0 (evaluation->arena, EquateUnknown);
        *copy = (EquateUnknown){ u->attempt, u->missing, result };
        result = copy;
      }
  return result;
}

/* Whether the transcript also satisfies what holds the rule back, and if nobody knows, why. */
static EquateTruth
judge_unless (EquateEvaluation *evaluation, EquateTouchedRule *touched,
              const EquateUnknown **unknown)
{
  guint32 unless = equate_ruleset_get_terms (evaluation->ruleset, touched->rule)->unless;
  if (unless == EQUATE_NO_INDEX)
    return EQUATE_TRUTH_NO;
  EquateWays ways = equate_ways_find (evaluation, touched, unless, FALSE);
  for (guint i = 0; i < ways.n; i++)
    if (ways.items[i].unknown == NULL)
      return EQUATE_TRUTH_YES;
  if (touched->ways_cut)
    return EQUATE_TRUTH_YES; /* not all was looked at: the rule must not award too much */
  *unknown = collect_unknown (evaluation, &ways);
  return ways.n > 0 ? EQUATE_TRUTH_UNKNOWN : EQUATE_TRUTH_NO;
}

static const EquateUnknown *
append_unknown (EquateEvaluation *evaluation, const EquateUnknown *list, const EquateUnknown *more)
{
  for (; more != NULL; more = more->next)
    {
      EquateUnknown *copy = equate_arena_new0 (evaluation->arena, EquateUnknown);
      *copy = (EquateUnknown){ more->attempt, more->missing, list };
      list = copy;
    }
  return list;
}

/* A rule that takes more than one leaf, or is held back by something. */
static EquateWays
find_combined (EquateEvaluation *evaluation, EquateTouchedRule *touched)
{
  guint32 take = evaluation->ruleset->rules[touched->rule].take;
  const EquateUnknown *unless = NULL;
  if (take == EQUATE_NO_INDEX)
    return (EquateWays){ NULL, 0, 0 };
  if (judge_unless (evaluation, touched, &unless) == EQUATE_TRUTH_YES)
    {
      touched->closed = EQUATE_REASON_UNLESS;
      return (EquateWays){ NULL, 0, 0 };
    }
  EquateWays ways = equate_ways_find (evaluation, touched, take, TRUE);
  for (guint i = 0; i < ways.n && unless != NULL; i++)
    ways.items[i].unknown = append_unknown (evaluation, ways.items[i].unknown, unless);
  return ways;
}

static gboolean
take_doubtful_hit (EquateEvaluation *evaluation, EquateTouchedRule *touched,
                   const EquateLeafHit *hit, EquateWay *way)
{
  Search search = { evaluation, touched,
                    equate_ruleset_get_terms (evaluation->ruleset, touched->rule)->priority };
  return take_hit (&search, hit, way);
}

EquateWays
equate_rule_find_ways (EquateEvaluation *evaluation, EquateTouchedRule *touched)
{
  EquateWays ways = { evaluation->hit_ways + touched->first_hit, 0, touched->n_hits };
  if (touched->closed != EQUATE_REASON_NONE)
    return ways;
  if (!touched->is_plain)
    return find_combined (evaluation, touched);
  const EquateLeafHit *hits = evaluation->hits + touched->first_hit;
  for (guint32 i = 0; i < touched->n_hits; i++)
    {
      if (hits[i].truth == EQUATE_TRUTH_NO)
        continue;
      const EquateAttempt *attempt = &evaluation->attempts[hits[i].attempt];
      EquateWay *way = &ways.items[ways.n];
      if (hits[i].truth == EQUATE_TRUTH_YES && attempt->missing == 0 && !attempt->denied
          && attempt->maybe_denied == NULL)
        {
          *way = (EquateWay){ &hits[i].attempt, 1, 0, NULL };
          ways.n++;
        }
      else
        ways.n += take_doubtful_hit (evaluation, touched, &hits[i], way);
    }
  return ways;
}
