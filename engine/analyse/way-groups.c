/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/way-groups.h"
#include "analyse/analysis.h"

/* A rule with too many ways to list. */
typedef struct
{
  guint32 rule;
  GHashTable *courses; /* owned: course + 1 */
} CutRule;

typedef struct
{
  const EquateWaySet *ways; /* borrowed */
  GArray *cut;              /* owned: CutRule, by rule */
  GArray *courses;          /* owned: guint32, of the present group */
  GArray *rules;            /* owned: likewise */
} Groups;

static void
cut_rule_clear (gpointer element)
{
  g_hash_table_unref (((CutRule *) element)->courses);
}

/* The courses that a rule selects anywhere in what it takes. */
static void
collect_courses (const EquateWaySet *ways, guint32 node, GHashTable *courses)
{
  const EquateCompiledNode *compiled = &ways->ruleset->nodes[node];
  guint n = 0;
  const guint32 *selected = equate_way_set_get_courses (ways, node, &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (courses, GUINT_TO_POINTER (selected[i] + 1));
  for (guint i = 0; i < compiled->n_children; i++)
    collect_courses (ways, compiled->first_child + i, courses);
}

static GArray *
find_cut_rules (const EquateWaySet *ways)
{
  EquateRange rules = ways->ruleset->agreements[ways->agreement].rules;
  GArray *cut = g_array_new (FALSE, FALSE, sizeof (CutRule));
  g_array_set_clear_func (cut, cut_rule_clear);
  for (guint32 rule = rules.first; ways->n_cut > 0 && rule < rules.first + rules.count; rule++)
    {
      if (!equate_way_set_is_cut (ways, rule))
        continue;
      CutRule item = { rule, g_hash_table_new (NULL, NULL) };
      collect_courses (ways, ways->ruleset->rules[rule].take, item.courses);
      g_array_append_val (cut, item);
    }
  return cut;
}

static gboolean
has_courses (const CutRule *cut, const GArray *courses)
{
  for (guint i = 0; i < courses->len; i++)
    {
      gpointer key = GUINT_TO_POINTER (g_array_index (courses, guint32, i) + 1);
      if (!g_hash_table_contains (cut->courses, key))
        return FALSE;
    }
  return TRUE;
}

static gboolean
share_a_course (const CutRule *a, const CutRule *b)
{
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, a->courses);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_hash_table_contains (b->courses, key))
      return TRUE;
  return FALSE;
}

/* The ways of one set of courses, from first to end in the order. */
static void
make_group (Groups *groups, guint first, guint end)
{
  const EquateWaySet *ways = groups->ways;
  g_array_set_size (groups->rules, 0);
  g_array_set_size (groups->courses, 0);
  for (guint i = first; i < end; i++)
    {
      guint32 rule = g_array_index (ways->ways, EquateRuleWay, ways->order[i]).rule;
      if (groups->rules->len == 0
          || g_array_index (groups->rules, guint32, groups->rules->len - 1) != rule)
        g_array_append_val (groups->rules, rule);
    }
  if (groups->rules->len < 2 && groups->cut->len == 0)
    return;
  const EquateRuleWay *way = &g_array_index (ways->ways, EquateRuleWay, ways->order[first]);
  const EquateWayPart *parts = equate_way_set_parts (ways, way);
  for (guint i = 0; i < way->n_parts; i++)
    g_array_append_val (groups->courses, parts[i].course);
  for (guint i = 0; i < groups->cut->len; i++)
    if (has_courses (&g_array_index (groups->cut, CutRule, i), groups->courses))
      g_array_append_val (groups->rules, g_array_index (groups->cut, CutRule, i).rule);
  if (groups->cut->len > 0)
    g_array_sort (groups->rules, equate_compare_numbers);
}

static gboolean
is_same_set (const EquateWaySet *ways, guint a, guint b)
{
  const EquateRuleWay *left = &g_array_index (ways->ways, EquateRuleWay, ways->order[a]);
  const EquateRuleWay *right = &g_array_index (ways->ways, EquateRuleWay, ways->order[b]);
  const EquateWayPart *left_parts = equate_way_set_parts (ways, left);
  const EquateWayPart *right_parts = equate_way_set_parts (ways, right);
  if (left->hash != right->hash || left->n_parts != right->n_parts)
    return FALSE;
  for (guint i = 0; i < left->n_parts; i++)
    if (left_parts[i].course != right_parts[i].course)
      return FALSE;
  return TRUE;
}

static void
walk (Groups *groups, EquateWayGroupFunc function, gpointer data)
{
  const EquateWaySet *ways = groups->ways;
  guint end = 0;
  for (guint first = 0; first < ways->ways->len; first = end)
    {
      for (end = first + 1; end < ways->ways->len && is_same_set (ways, first, end); end++)
        ;
      if (end - first < 2 && groups->cut->len == 0)
        continue;
      if (!equate_work_spend (ways->work, end - first + groups->cut->len))
        return;
      make_group (groups, first, end);
      EquateWayGroup group
          = { (const guint32 *) (gpointer) groups->courses->data, groups->courses->len,
              (const guint32 *) (gpointer) groups->rules->data, groups->rules->len };
      if (group.n_rules > 1)
        function (&group, data);
    }
}

void
equate_way_groups_foreach (const EquateWaySet *ways, EquateWayGroupFunc function, gpointer data)
{
  g_autoptr (GArray) cut = find_cut_rules (ways);
  g_autoptr (GArray) courses = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (guint32));
  Groups groups = { ways, cut, courses, rules };
  walk (&groups, function, data);
}

void
equate_way_groups_foreach_cut_pair (const EquateWaySet *ways, EquateRulePairFunc function,
                                    gpointer data)
{
  g_autoptr (GArray) cut = find_cut_rules (ways);
  for (guint late = 1; late < cut->len; late++)
    for (guint early = 0; early < late; early++)
      {
        const CutRule *a = &g_array_index (cut, CutRule, early);
        const CutRule *b = &g_array_index (cut, CutRule, late);
        if (!equate_work_spend (ways->work, 1 + g_hash_table_size (a->courses)))
          return;
        if (share_a_course (a, b))
          function (a->rule, b->rule, data);
      }
}
