/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/way-set.h"

#include <stdlib.h>

/* Ways while they are put together: parts one behind the other, and where each way ends. */
typedef struct
{
  GArray *parts; /* EquateWayPart */
  GArray *ends;  /* guint32 */
} WayList;

typedef struct
{
  const EquateWaySet *set; /* borrowed */
  guint max_ways;
  gboolean is_cut;
} Expansion;

static void expand (Expansion *expansion, guint32 node, WayList *result);

static WayList *
way_list_new (void)
{
  WayList *list = g_new (WayList, 1);
  list->parts = g_array_new (FALSE, FALSE, sizeof (EquateWayPart));
  list->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  return list;
}

static void
way_list_free (WayList *list)
{
  g_array_unref (list->parts);
  g_array_unref (list->ends);
  g_free (list);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayList, way_list_free)

static const EquateWayPart *
get_way (const WayList *list, guint index, guint *n_parts)
{
  guint32 begin = index > 0 ? g_array_index (list->ends, guint32, index - 1) : 0;
  *n_parts = g_array_index (list->ends, guint32, index) - begin;
  return &g_array_index (list->parts, EquateWayPart, begin);
}

static void
spend (Expansion *expansion, guint steps)
{
  if (!equate_work_spend (expansion->set->work, steps))
    expansion->is_cut = TRUE;
}

/* The parts that were appended since the last end are a way now. */
static void
end_way (Expansion *expansion, WayList *list)
{
  if (list->ends->len >= expansion->max_ways)
    expansion->is_cut = TRUE;
  g_array_append_val (list->ends, list->parts->len);
}

static void
append_way (Expansion *expansion, WayList *list, const EquateWayPart *parts, guint n_parts)
{
  if (n_parts > 0)
    g_array_append_vals (list->parts, parts, n_parts);
  end_way (expansion, list);
}

/* A student has one attempt of each course that counts, and comes from one institution. */
static void
append_joined (Expansion *expansion, WayList *list, const EquateWayPart *a, guint n_a,
               const EquateWayPart *b, guint n_b)
{
  const EquateCompiledCourse *courses = expansion->set->ruleset->courses;
  guint begin = list->parts->len;
  guint i = 0;
  guint j = 0;
  spend (expansion, 1 + n_a + n_b);
  if (n_a > 0 && n_b > 0 && courses[a[0].course].institution != courses[b[0].course].institution)
    return;
  while (i < n_a || j < n_b)
    {
      if (i < n_a && j < n_b && a[i].course == b[j].course)
        {
          g_array_set_size (list->parts, begin);
          return;
        }
      gboolean left = j == n_b || (i < n_a && a[i].course < b[j].course);
      g_array_append_val (list->parts, *(left ? &a[i++] : &b[j++]));
    }
  end_way (expansion, list);
}

static void
expand_leaf (Expansion *expansion, guint32 node, WayList *result)
{
  guint n = 0;
  const guint32 *courses = equate_way_set_get_courses (expansion->set, node, &n);
  for (guint i = 0; i < n && !expansion->is_cut; i++)
    {
      EquateWayPart part = { courses[i], node };
      spend (expansion, 1);
      append_way (expansion, result, &part, 1);
    }
}

static void
join_lists (Expansion *expansion, const WayList *left, const WayList *right, WayList *result)
{
  for (guint i = 0; i < left->ends->len; i++)
    for (guint j = 0; j < right->ends->len && !expansion->is_cut; j++)
      {
        guint n_a = 0;
        guint n_b = 0;
        const EquateWayPart *a = get_way (left, i, &n_a);
        const EquateWayPart *b = get_way (right, j, &n_b);
        append_joined (expansion, result, a, n_a, b, n_b);
      }
}

/* Exactly n of the children: taken[k] holds the ways with k of those seen so far. */
static void
expand_n_of (Expansion *expansion, const EquateCompiledNode *node, guint n, WayList *result)
{
  if (n > node->n_children)
    return;
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func ((GDestroyNotify) way_list_free);
  for (guint k = 0; k <= n; k++)
    g_ptr_array_add (taken, way_list_new ());
  append_way (expansion, taken->pdata[0], NULL, 0);
  for (guint child = 0; child < node->n_children && !expansion->is_cut; child++)
    {
      g_autoptr (WayList) ways = way_list_new ();
      expand (expansion, node->first_child + child, ways);
      guint left = node->n_children - child - 1;
      for (guint k = MIN (n, child + 1); k > 0 && k + left >= n; k--)
        join_lists (expansion, taken->pdata[k - 1], ways, taken->pdata[k]);
    }
  const WayList *all = taken->pdata[n];
  for (guint i = 0; i < all->ends->len && !expansion->is_cut; i++)
    {
      guint n_parts = 0;
      const EquateWayPart *parts = get_way (all, i, &n_parts);
      append_way (expansion, result, parts, n_parts);
    }
}

/* The least and the most credits among the editions of a course. */
static void
get_credits (const EquateRuleset *ruleset, guint32 course, EquateDecimal *least,
             EquateDecimal *most)
{
  EquateRange editions = ruleset->courses[course].editions;
  *least = G_MAXINT64;
  *most = 0;
  for (guint32 i = editions.first; i < editions.first + editions.count; i++)
    {
      EquateDecimal credits = MAX (ruleset->editions[i].credits, 0);
      *most = MAX (*most, credits);
      if (credits > 0)
        *least = MIN (*least, credits);
    }
}

typedef struct
{
  guint32 node; /* the leaf */
  const guint32 *courses;
  guint n_courses;
  EquateDecimal wanted;
  EquateDecimal *rest; /* the most that the courses from a place on have together */
  GArray *so_far;      /* EquateWayPart */
  WayList *result;
} TotalSearch;

/* Every set of which some editions reach the total with no course to spare; sets that only mixtures
 * of editions reach may be among them without being ways. */
static void
expand_total (Expansion *expansion, TotalSearch *total, guint first, EquateDecimal least,
              EquateDecimal most, EquateDecimal smallest)
{
  const EquateRuleset *ruleset = expansion->set->ruleset;
  for (guint i = first;
       i < total->n_courses && !expansion->is_cut && most + total->rest[i] >= total->wanted; i++)
    {
      EquateDecimal low = 0;
      EquateDecimal high = 0;
      EquateWayPart part = { total->courses[i], total->node };
      get_credits (ruleset, part.course, &low, &high);
      spend (expansion, 1);
      if (high == 0
          || (total->so_far->len > 0
              && ruleset->courses[g_array_index (total->so_far, EquateWayPart, 0).course]
                         .institution
                     != ruleset->courses[part.course].institution))
        continue;
      EquateDecimal spare = MIN (smallest, high);
      if (least + low - spare >= total->wanted)
        continue;
      g_array_append_val (total->so_far, part);
      if (most + high >= total->wanted)
        append_way (expansion, total->result, (EquateWayPart *) (gpointer) total->so_far->data,
                    total->so_far->len);
      expand_total (expansion, total, i + 1, least + low, most + high, spare);
      g_array_set_size (total->so_far, total->so_far->len - 1);
    }
}

static void
start_total (Expansion *expansion, const EquateCompiledNode *node, WayList *result)
{
  const EquateRuleset *ruleset = expansion->set->ruleset;
  g_autoptr (GArray) so_far = g_array_new (FALSE, FALSE, sizeof (EquateWayPart));
  TotalSearch total = { .node = node->first_child,
                        .wanted = ruleset->decimals[node->value],
                        .so_far = so_far,
                        .result = result };
  total.courses = equate_way_set_get_courses (expansion->set, total.node, &total.n_courses);
  g_autofree EquateDecimal *rest = g_new0 (EquateDecimal, total.n_courses + 1);
  for (guint i = total.n_courses; i > 0; i--)
    {
      EquateDecimal low = 0;
      EquateDecimal high = 0;
      get_credits (ruleset, total.courses[i - 1], &low, &high);
      rest[i - 1] = rest[i] + high;
    }
  total.rest = rest;
  expand_total (expansion, &total, 0, 0, 0, G_MAXINT64);
}

static void
expand (Expansion *expansion, guint32 index, WayList *result)
{
  const EquateCompiledNode *node = &expansion->set->ruleset->nodes[index];
  switch ((EquateRequirementKind) node->kind)
    {
    case EQUATE_REQUIREMENT_ALL_OF:
      expand_n_of (expansion, node, node->n_children, result);
      return;
    case EQUATE_REQUIREMENT_N_OF:
      expand_n_of (expansion, node, node->value, result);
      return;
    case EQUATE_REQUIREMENT_ANY_OF:
      for (guint i = 0; i < node->n_children && !expansion->is_cut; i++)
        expand (expansion, node->first_child + i, result);
      return;
    case EQUATE_REQUIREMENT_TOTAL_CREDITS:
      start_total (expansion, node, result);
      return;
    default:
      expand_leaf (expansion, index, result);
    }
}

guint32
equate_way_hash (const EquateWayPart *parts, guint n_parts)
{
  guint32 hash = 2166136261u;
  for (guint i = 0; i < n_parts; i++)
    hash = (hash ^ parts[i].course) * 2654435761u;
  return hash;
}

/* The nodes that select something stand between two numbers. */
static void
find_nodes (EquateWaySet *set, EquateRange range)
{
  guint32 least = G_MAXUINT32;
  guint32 most = 0;
  for (guint32 i = range.first; i < range.first + range.count; i++)
    {
      guint32 node = set->ruleset->matches[i].node & ~EQUATE_MATCH_LIMIT;
      least = MIN (least, node);
      most = MAX (most, node);
    }
  set->first_node = least;
  set->n_nodes = range.count > 0 ? most - least + 1 : 0;
}

/* Hands each course to the nodes that select it, once however many editions it has. next NULL:
 * only counts. */
static void
place_courses (EquateWaySet *set, EquateRange range, guint32 *next)
{
  const EquateRuleset *ruleset = set->ruleset;
  g_autofree guint32 *last = g_new (guint32, set->n_nodes + 1);
  for (guint32 n = 0; n < set->n_nodes; n++)
    last[n] = EQUATE_NO_INDEX;
  for (guint32 i = range.first; i < range.first + range.count; i++)
    {
      guint32 node = ruleset->matches[i].node - set->first_node;
      guint32 course = ruleset->editions[ruleset->matches[i].edition].course;
      if ((ruleset->matches[i].node & EQUATE_MATCH_LIMIT) != 0 || last[node] == course)
        continue;
      last[node] = course;
      if (next != NULL)
        set->node_courses[next[node]++] = course;
      else
        set->node_ends[node + 1]++;
    }
}

/* Which courses each node selects: the matches turned round. */
static void
index_nodes (EquateWaySet *set)
{
  EquateRange range = set->ruleset->agreements[set->agreement].matches;
  find_nodes (set, range);
  set->node_ends = g_new0 (guint32, set->n_nodes + 1);
  set->node_courses = g_new (guint32, range.count + 1);
  place_courses (set, range, NULL);
  for (guint32 n = 0; n < set->n_nodes; n++)
    set->node_ends[n + 1] += set->node_ends[n];
  g_autofree guint32 *next
      = g_memdup2 (set->node_ends, sizeof (guint32) * ((gsize) set->n_nodes + 1));
  place_courses (set, range, next);
}

/* Few courses go first, as examples of few are the better ones. */
static int
compare_sets (const EquateWaySet *set, const EquateRuleWay *a, const EquateWayPart *a_parts,
              guint32 index)
{
  const EquateRuleWay *b = &g_array_index (set->ways, EquateRuleWay, index);
  const EquateWayPart *b_parts = equate_way_set_parts (set, b);
  if (a->n_parts != b->n_parts)
    return a->n_parts < b->n_parts ? -1 : 1;
  if (a->hash != b->hash)
    return a->hash < b->hash ? -1 : 1;
  for (guint i = 0; i < a->n_parts; i++)
    if (a_parts[i].course != b_parts[i].course)
      return a_parts[i].course < b_parts[i].course ? -1 : 1;
  return 0;
}

static int
compare_ways (gconstpointer a, gconstpointer b, gpointer data)
{
  const EquateWaySet *set = data;
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;
  const EquateRuleWay *way = &g_array_index (set->ways, EquateRuleWay, left);
  int order = compare_sets (set, way, equate_way_set_parts (set, way), right);
  return order != 0 ? order : (left > right) - (left < right); /* ways rise with their rules */
}

guint
equate_way_set_find (const EquateWaySet *set, const EquateWayPart *parts, guint n_parts,
                     guint *first)
{
  EquateRuleWay wanted = { .n_parts = n_parts, .hash = equate_way_hash (parts, n_parts) };
  guint low = 0;
  guint high = set->ways->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (compare_sets (set, &wanted, parts, set->order[middle]) > 0)
        low = middle + 1;
      else
        high = middle;
    }
  *first = low;
  while (high < set->ways->len && compare_sets (set, &wanted, parts, set->order[high]) == 0)
    high++;
  return high - low;
}

static void
sort_ways (EquateWaySet *set)
{
  set->order = g_new (guint32, set->ways->len + 1);
  for (guint32 i = 0; i < set->ways->len; i++)
    set->order[i] = i;
  qsort_r (set->order, set->ways->len, sizeof *set->order, compare_ways, set);
}

static void
add_rule (EquateWaySet *set, guint32 rule, guint max_ways, WayList *list)
{
  Expansion expansion = { set, max_ways, FALSE };
  g_array_set_size (list->parts, 0);
  g_array_set_size (list->ends, 0);
  expand (&expansion, set->ruleset->rules[rule].take, list);
  if (expansion.is_cut)
    {
      set->is_cut[rule - set->ruleset->agreements[set->agreement].rules.first] = TRUE;
      set->n_cut++;
      return;
    }
  for (guint i = 0; i < list->ends->len; i++)
    {
      EquateRuleWay way = { .rule = rule, .first_part = set->parts->len };
      const EquateWayPart *parts = get_way (list, i, &way.n_parts);
      if (way.n_parts == 0)
        continue; /* an application consumes something */
      way.hash = equate_way_hash (parts, way.n_parts);
      g_array_append_vals (set->parts, parts, way.n_parts);
      g_array_append_val (set->ways, way);
    }
}

EquateWaySet *
equate_way_set_new (const EquateRuleset *ruleset, guint32 agreement, guint max_ways,
                    EquateWork *work)
{
  EquateRange rules = ruleset->agreements[agreement].rules;
  EquateWaySet *set = g_new0 (EquateWaySet, 1);
  g_autoptr (WayList) list = way_list_new ();
  set->ruleset = ruleset;
  set->work = work;
  set->agreement = agreement;
  set->parts = g_array_new (FALSE, FALSE, sizeof (EquateWayPart));
  set->ways = g_array_new (FALSE, FALSE, sizeof (EquateRuleWay));
  set->rule_ends = g_new0 (guint32, rules.count + 1);
  set->is_cut = g_new0 (guint8, rules.count + 1);
  index_nodes (set);
  for (guint i = 0; i < rules.count; i++)
    {
      if (ruleset->rules[rules.first + i].take != EQUATE_NO_INDEX)
        add_rule (set, rules.first + i, max_ways, list);
      set->rule_ends[i + 1] = set->ways->len;
    }
  sort_ways (set);
  return set;
}

void
equate_way_set_free (EquateWaySet *set)
{
  g_free (set->node_ends);
  g_free (set->node_courses);
  g_array_unref (set->parts);
  g_array_unref (set->ways);
  g_free (set->rule_ends);
  g_free (set->order);
  g_free (set->is_cut);
  g_free (set);
}

const EquateRuleWay *
equate_way_set_get (const EquateWaySet *set, guint32 rule, guint *n_ways)
{
  guint32 place = rule - set->ruleset->agreements[set->agreement].rules.first;
  *n_ways = set->rule_ends[place + 1] - set->rule_ends[place];
  return &g_array_index (set->ways, EquateRuleWay, set->rule_ends[place]);
}

gboolean
equate_way_set_is_cut (const EquateWaySet *set, guint32 rule)
{
  return set->is_cut[rule - set->ruleset->agreements[set->agreement].rules.first];
}

const guint32 *
equate_way_set_get_courses (const EquateWaySet *set, guint32 node, guint *n_courses)
{
  *n_courses = 0;
  if (node < set->first_node || node - set->first_node >= set->n_nodes)
    return NULL;
  guint32 place = node - set->first_node;
  *n_courses = set->node_ends[place + 1] - set->node_ends[place];
  return &set->node_courses[set->node_ends[place]];
}

gboolean
equate_way_set_expand (const EquateWaySet *set, guint32 node, guint max_ways, GArray *parts,
                       GArray *lengths)
{
  Expansion expansion = { set, max_ways, FALSE };
  g_autoptr (WayList) list = way_list_new ();
  expand (&expansion, node, list);
  for (guint i = 0; i < list->ends->len && !expansion.is_cut; i++)
    {
      guint n_parts = 0;
      const EquateWayPart *way = get_way (list, i, &n_parts);
      if (n_parts > 0)
        g_array_append_vals (parts, way, n_parts);
      g_array_append_val (lengths, n_parts);
    }
  return !expansion.is_cut;
}
