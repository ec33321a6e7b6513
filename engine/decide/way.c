/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ways in which a requirement can be satisfied. */
#include "decide/evaluation.h"

typedef struct
{
  EquateEvaluation *evaluation; /* borrowed */
  EquateTouchedRule *touched;   /* borrowed */
  gint priority;                /* denials at or above it count */
} Search;

static GArray *find_ways (Search *search, guint32 node);

static GArray *
new_ways (void)
{
  return g_array_new (FALSE, FALSE, sizeof (EquateWay));
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
  guint32 *merged = equate_arena_alloc (search->evaluation->arena, n * sizeof *merged);
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
keep_distinct (GArray *ways)
{
  if (ways->len < 2)
    return;
  EquateWay *items = (EquateWay *) (gpointer) ways->data;
  qsort (items, ways->len, sizeof *items, compare_ways);
  guint n = 1;
  for (guint i = 1; i < ways->len; i++)
    if (compare_sets (&items[i], &items[n - 1]) != 0)
      items[n++] = items[i];
  g_array_set_size (ways, n);
}

static void
append_joined (Search *search, const GArray *a, const GArray *b, GArray *result)
{
  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++)
      {
        if (!may_go_on (search))
          return;
        EquateWay way;
        if (join (search, &g_array_index (a, EquateWay, i), &g_array_index (b, EquateWay, j), &way))
          g_array_append_val (result, way);
      }
}

/* Exactly n of the children: taken[k] holds the ways with k of those seen so far. */
static GArray *
find_n_of (Search *search, const EquateCompiledNode *node, guint n)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint k = 0; k <= n; k++)
    g_ptr_array_add (taken, new_ways ());
  EquateWay nothing = { NULL, 0, 0, NULL };
  g_array_append_val ((GArray *) taken->pdata[0], nothing);
  for (guint child = 0; child < node->n_children; child++)
    {
      g_autoptr (GArray) ways = find_ways (search, node->first_child + child);
      guint left = node->n_children - child - 1;
      for (guint k = MIN (n, child + 1); k > 0; k--)
        {
          if (k + left < n)
            break; /* too few to come */
          append_joined (search, taken->pdata[k - 1], ways, taken->pdata[k]);
          keep_distinct (taken->pdata[k]);
        }
    }
  return g_array_ref (taken->pdata[n]);
}

static GArray *
find_any_of (Search *search, const EquateCompiledNode *node)
{
  GArray *result = new_ways ();
  for (guint child = 0; child < node->n_children; child++)
    {
      g_autoptr (GArray) ways = find_ways (search, node->first_child + child);
      if (ways->len > 0)
        g_array_append_vals (result, ways->data, ways->len);
    }
  keep_distinct (result);
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

static GArray *
find_leaf (Search *search, guint32 node)
{
  EquateEvaluation *evaluation = search->evaluation;
  GArray *result = new_ways ();
  guint32 end = search->touched->first_hit + search->touched->n_hits;
  for (guint32 i = find_hits (search, node); i < end && evaluation->hits[i].node == node; i++)
    {
      guint missing = 0;
      const EquateLeafHit *hit = &evaluation->hits[i];
      if (equate_hit_truth (evaluation, hit, search->priority, &missing) == EQUATE_TRUTH_NO)
        continue;
      EquateWay way = { &hit->attempt, 1, 0, NULL };
      if (missing != 0)
        {
          way.n_unknown = (guint) __builtin_popcount (missing);
          way.unknown = add_unknown (search, hit->attempt, missing, NULL);
        }
      g_array_append_val (result, way);
    }
  return result;
}

typedef struct
{
  const GArray *leaves; /* by credits, most first */
  const EquateDecimal *credits;
  EquateDecimal wanted;
  GArray *result;
} TotalSearch;

/* Most credits first, so that the last one taken is the smallest: a set that reaches the total
 * with it, and not before, has no entry to spare. */
static void
reach_total (Search *search, TotalSearch *total, guint first, const EquateWay *so_far,
             EquateDecimal reached)
{
  for (guint i = first; i < total->leaves->len; i++)
    {
      if (!may_go_on (search))
        return;
      EquateWay way;
      if (!join (search, so_far, &g_array_index (total->leaves, EquateWay, i), &way))
        continue;
      EquateDecimal sum = reached + total->credits[i];
      if (sum >= total->wanted)
        g_array_append_val (total->result, way);
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

static GArray *
find_total (Search *search, const EquateCompiledNode *node)
{
  const EquateEvaluation *evaluation = search->evaluation;
  g_autoptr (GArray) leaves = find_leaf (search, node->first_child);
  for (guint i = leaves->len; i > 0; i--)
    if (evaluation->attempts[g_array_index (leaves, EquateWay, i - 1).attempts[0]].credits <= 0)
      g_array_remove_index (leaves, i - 1); /* without credits it brings the total no nearer */
  g_array_sort_with_data (leaves, compare_credits, (gpointer) evaluation);
  g_autofree EquateDecimal *credits = g_new (EquateDecimal, leaves->len + 1);
  for (guint i = 0; i < leaves->len; i++)
    credits[i] = evaluation->attempts[g_array_index (leaves, EquateWay, i).attempts[0]].credits;
  TotalSearch total
      = { leaves, credits, evaluation->ruleset->decimals[node->value], new_ways () };
  EquateWay nothing = { NULL, 0, 0, NULL };
  reach_total (search, &total, 0, &nothing, 0);
  keep_distinct (total.result);
  return total.result;
}

static GArray *
find_ways (Search *search, guint32 index)
{
  const EquateCompiledNode *node = &search->evaluation->ruleset->nodes[index];
  switch ((EquateRequirementKind) node->kind)
    {
    case EQUATE_REQUIREMENT_ALL_OF:
      return find_n_of (search, node, node->n_children);
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

GArray *
equate_ways_find (EquateEvaluation *evaluation, EquateTouchedRule *touched, guint32 node,
                  gboolean with_denials)
{
  Search search = { evaluation, touched,
                    with_denials
                        ? equate_ruleset_get_terms (evaluation->ruleset, touched->rule)->priority
                        : G_MAXINT };
  return find_ways (&search, node);
}
