/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Rules that another rule makes superfluous.
 *
 * EQ307: two rules take the same and give the same at one priority, on some day for some programme.
 *
 * EQ305: for every transcript, wherever a selection applies the rule, the other rule could be
 * applied in its place, and the selection would be no worse by language.md 6.5. That holds where
 * the other is open whenever the rule is, each way of the rule contains a way of the other whose
 * leaves ask no more, and the other gives all that the rule gives. Two things could still keep the
 * other from taking its place: that it was applied as often as it may be (impossible where both
 * give the same course, which is awarded once), and that something more that it gives was awarded
 * already (impossible where no third rule gives that). Only what is proved in this manner is
 * reported; silence proves nothing.
 */
#include "analyse/families.h"

#include <stdlib.h>
#include <string.h>

/* The ways inside a longer way are not looked for. */
#define MAX_PARTS_FOR_SUBSETS 4

typedef enum
{
  WORSE,   /* the other may give less, or be kept from its place */
  AS_MUCH, /* as good in the criteria a and b */
  BETTER,  /* better in a or b */
} Comparison;

typedef struct
{
  const EquateAnalysis *analysis;  /* borrowed */
  const EquateAgreementView *view; /* borrowed */
  GHashTable *givers;              /* owned: target course + 1 -> how many rules name it */
  guint8 *is_double;               /* owned: by place in the agreement, EQ307 */
  guint8 *needless;                /* borrowed: likewise, EQ305 too */
} Doubles;

static const EquateRuleShape *
get_shape (const Doubles *doubles, guint32 rule)
{
  return &doubles->view->shapes[rule - doubles->view->rules.first];
}

static GArray *
get_atoms (const EquateRuleset *ruleset, guint32 rule)
{
  GArray *atoms = g_array_new (FALSE, FALSE, sizeof (EquateGiveAtom));
  equate_give_collect (ruleset, ruleset->rules[rule].give, atoms);
  return atoms;
}

static void
count_givers (Doubles *doubles)
{
  const EquateRuleset *ruleset = doubles->analysis->ruleset;
  EquateRange rules = doubles->view->rules;
  for (guint32 rule = rules.first; rule < rules.first + rules.count; rule++)
    {
      if (ruleset->rules[rule].give == EQUATE_NO_INDEX)
        continue;
      g_autoptr (GArray) atoms = get_atoms (ruleset, rule);
      for (guint i = 0; i < atoms->len; i++)
        {
          const EquateGiveAtom *atom = &g_array_index (atoms, EquateGiveAtom, i);
          gpointer key = GUINT_TO_POINTER (atom->target + 1);
          if (atom->kind == EQUATE_AWARD_ELECTIVE)
            continue;
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (doubles->givers, key));
          g_hash_table_insert (doubles->givers, key, GUINT_TO_POINTER (n + 1));
        }
    }
}

/* --- EQ307 --- */

static int
compare_hashes (XXH128_hash_t a, XXH128_hash_t b)
{
  return XXH128_cmp (&a, &b);
}

static int
compare_rules (const Doubles *doubles, guint32 a, guint32 b)
{
  const EquateRuleset *ruleset = doubles->analysis->ruleset;
  const EquateRuleShape *left = get_shape (doubles, a);
  const EquateRuleShape *right = get_shape (doubles, b);
  int order = compare_hashes (left->take, right->take);
  if (order == 0)
    order = compare_hashes (left->give, right->give);
  if (order == 0)
    order = compare_hashes (left->unless, right->unless);
  gint left_priority = equate_ruleset_get_terms (ruleset, a)->priority;
  gint right_priority = equate_ruleset_get_terms (ruleset, b)->priority;
  if (order == 0)
    order = (left_priority > right_priority) - (left_priority < right_priority);
  return order != 0 ? order : (int) equate_ruleset_get_terms (ruleset, a)->grade
                                  - (int) equate_ruleset_get_terms (ruleset, b)->grade;
}

static int
sort_rules (gconstpointer a, gconstpointer b, gpointer data)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;
  int order = compare_rules (data, left, right);
  return order != 0 ? order : (left > right) - (left < right);
}

static void
report_double (Doubles *doubles, guint32 rule, guint32 first)
{
  const EquateAnalysis *analysis = doubles->analysis;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_DUPLICATE_RULE,
      equate_analysis_rule_span (analysis, rule), "rule `%s` takes and gives the same as rule `%s`",
      equate_analysis_rule_id (analysis, rule), equate_analysis_rule_id (analysis, first));
  equate_diagnostic_set_label (diagnostic, "the same again");
  equate_diagnostic_set_other (diagnostic, equate_analysis_rule_span (analysis, first), "rule `%s`",
                               equate_analysis_rule_id (analysis, first));
  equate_diagnostic_set_help (diagnostic, "leave one of the two out");
  doubles->is_double[rule - doubles->view->rules.first] = TRUE;
  doubles->needless[rule - doubles->view->rules.first] = TRUE;
}

static void
find_doubles (Doubles *doubles)
{
  const EquateRuleset *ruleset = doubles->analysis->ruleset;
  EquateRange rules = doubles->view->rules;
  g_autofree guint32 *sorted = g_new (guint32, rules.count + 1);
  guint n = 0;
  for (guint32 rule = rules.first; rule < rules.first + rules.count; rule++)
    if (ruleset->rules[rule].take != EQUATE_NO_INDEX)
      sorted[n++] = rule;
  qsort_r (sorted, n, sizeof *sorted, sort_rules, doubles);
  guint begin = 0;
  for (guint i = 1; i < n; i++)
    {
      if (compare_rules (doubles, sorted[begin], sorted[i]) != 0)
        begin = i;
      for (guint j = begin; j < i && !doubles->is_double[sorted[i] - rules.first]
                            && equate_work_spend (doubles->view->work, 1);
           j++)
        if (equate_rules_meet (ruleset, sorted[j], sorted[i]))
          report_double (doubles, sorted[i], sorted[j]);
    }
}

/* --- EQ305 --- */

/* Does the way of the wide rule lie within the narrow one's, its leaves asking no more? */
static gboolean
way_covers (const Doubles *doubles, const EquateRuleWay *wide, const EquateRuleWay *narrow,
            gboolean same_courses)
{
  const EquateRuleset *ruleset = doubles->analysis->ruleset;
  const EquateWayPart *a = equate_way_set_parts (doubles->view->ways, wide);
  const EquateWayPart *b = equate_way_set_parts (doubles->view->ways, narrow);
  guint j = 0;
  if (wide->n_parts > narrow->n_parts || (same_courses && wide->n_parts != narrow->n_parts))
    return FALSE;
  for (guint i = 0; i < wide->n_parts; i++)
    {
      while (j < narrow->n_parts && b[j].course < a[i].course)
        j++;
      if (j == narrow->n_parts || b[j].course != a[i].course
          || !equate_leaf_covers (ruleset, a[i].node, b[j].node, a[i].course))
        return FALSE;
    }
  return TRUE;
}

static gboolean
ways_cover (const Doubles *doubles, guint32 wide, guint32 narrow, gboolean same_courses)
{
  guint n_wide = 0;
  guint n_narrow = 0;
  const EquateRuleWay *a = equate_way_set_get (doubles->view->ways, wide, &n_wide);
  const EquateRuleWay *b = equate_way_set_get (doubles->view->ways, narrow, &n_narrow);
  for (guint i = 0; i < n_narrow; i++)
    {
      gboolean found = FALSE;
      for (guint j = 0; j < n_wide && !found; j++)
        found = equate_work_spend (doubles->view->work, 1)
                && way_covers (doubles, &a[j], &b[i], same_courses);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_atom (const GArray *atoms, const EquateGiveAtom *wanted)
{
  for (guint i = 0; i < atoms->len; i++)
    {
      const EquateGiveAtom *atom = &g_array_index (atoms, EquateGiveAtom, i);
      if (atom->kind == wanted->kind && atom->target == wanted->target
          && atom->credits_kind == wanted->credits_kind && atom->fixed >= wanted->fixed)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_target (const GArray *atoms, guint32 target)
{
  for (guint i = 0; i < atoms->len; i++)
    {
      const EquateGiveAtom *atom = &g_array_index (atoms, EquateGiveAtom, i);
      if (atom->kind != EQUATE_AWARD_ELECTIVE && atom->target == target)
        return TRUE;
    }
  return FALSE;
}

/* Nothing that the other gives beyond the rule can keep it from the rule's place. */
static gboolean
extras_are_free (const Doubles *doubles, const GArray *more, const GArray *less, guint32 rule)
{
  const EquateRuleset *ruleset = doubles->analysis->ruleset;
  for (guint i = 0; i < more->len; i++)
    {
      const EquateGiveAtom *atom = &g_array_index (more, EquateGiveAtom, i);
      if (atom->kind == EQUATE_AWARD_ELECTIVE || has_target (less, atom->target))
        continue;
      gpointer n = g_hash_table_lookup (doubles->givers, GUINT_TO_POINTER (atom->target + 1));
      if (GPOINTER_TO_UINT (n) != 1 || !equate_course_is_in_force (ruleset, atom->target, rule))
        return FALSE;
    }
  return TRUE;
}

/* What the other gives, against what the rule gives. */
static Comparison
compare_gives (const Doubles *doubles, guint32 other, guint32 rule)
{
  const EquateRuleset *ruleset = doubles->analysis->ruleset;
  const EquateRuleShape *wide = get_shape (doubles, other);
  const EquateRuleShape *narrow = get_shape (doubles, rule);
  if (equate_hash_equal (wide->give, narrow->give))
    return AS_MUCH;
  if (wide->has_choice || narrow->has_choice || wide->credits == EQUATE_DECIMAL_NONE
      || narrow->credits == EQUATE_DECIMAL_NONE || wide->credits < narrow->credits)
    return WORSE;
  g_autoptr (GArray) more = get_atoms (ruleset, other);
  g_autoptr (GArray) less = get_atoms (ruleset, rule);
  for (guint i = 0; i < less->len; i++)
    if (!has_atom (more, &g_array_index (less, EquateGiveAtom, i)))
      return WORSE;
  gboolean has_limits = ruleset->agreements[doubles->view->agreement].limits.count > 0;
  if ((has_limits && wide->credits > narrow->credits)
      || !extras_are_free (doubles, more, less, rule))
    return WORSE;
  return wide->credits > narrow->credits || wide->n_targets > narrow->n_targets ? BETTER : AS_MUCH;
}

/* May the other be applied once more in every selection that applies the rule? */
static gboolean
times_allow (const Doubles *doubles, guint32 other)
{
  const EquateRuleset *ruleset = doubles->analysis->ruleset;
  const EquateRuleShape *shape = get_shape (doubles, other);
  guint n_ways = 0;
  const EquateRuleWay *ways = equate_way_set_get (doubles->view->ways, other, &n_ways);
  if (!shape->has_choice && (shape->n_targets & 1) == 0
      && !ruleset->agreements[doubles->view->agreement].has_shortfall)
    return TRUE; /* the rule gives the same course, which is awarded once */
  g_autoptr (GHashTable) courses = g_hash_table_new (NULL, NULL);
  guint smallest = G_MAXUINT;
  for (guint i = 0; i < n_ways; i++)
    {
      const EquateWayPart *parts = equate_way_set_parts (doubles->view->ways, &ways[i]);
      smallest = MIN (smallest, ways[i].n_parts);
      for (guint j = 0; j < ways[i].n_parts; j++)
        {
          guint32 kind = ruleset->nodes[parts[j].node].kind;
          if (kind == EQUATE_REQUIREMENT_MATCH || kind == EQUATE_REQUIREMENT_TITLE)
            return FALSE; /* nobody knows how many courses there are */
          g_hash_table_add (courses, GUINT_TO_POINTER (parts[j].course + 1));
        }
    }
  guint32 times = equate_ruleset_get_terms (ruleset, other)->times;
  return n_ways > 0 && g_hash_table_size (courses) / smallest <= times;
}

/* The same grade comes of the same entries. */
static gboolean
grades_are_same (const Doubles *doubles, guint32 other, guint32 rule)
{
  const EquateRuleset *ruleset = doubles->analysis->ruleset;
  guint32 left = equate_ruleset_get_terms (ruleset, other)->grade;
  guint32 right = equate_ruleset_get_terms (ruleset, rule)->grade;
  guint n_ways = 0;
  const EquateRuleWay *ways = equate_way_set_get (doubles->view->ways, rule, &n_ways);
  if (left == right)
    return TRUE;
  if (left == EQUATE_GRADE_NONE || right == EQUATE_GRADE_NONE)
    return FALSE;
  for (guint i = 0; i < n_ways; i++)
    if (ways[i].n_parts > 1)
      return FALSE;
  return TRUE;
}

/* Does the other rule always do as well? */
static Comparison
compare_with (const Doubles *doubles, guint32 other, guint32 rule)
{
  const EquateRuleset *ruleset = doubles->analysis->ruleset;
  const EquateRuleShape *wide = get_shape (doubles, other);
  const EquateRuleShape *narrow = get_shape (doubles, rule);
  const EquateCompiledTerms *left = equate_ruleset_get_terms (ruleset, other);
  const EquateCompiledTerms *right = equate_ruleset_get_terms (ruleset, rule);
  if (other == rule || left->priority < right->priority
      || (left->unless != EQUATE_NO_INDEX && !equate_hash_equal (wide->unless, narrow->unless))
      || !equate_rule_scope_covers (ruleset, other, rule))
    return WORSE;
  Comparison gives = compare_gives (doubles, other, rule);
  if (gives == WORSE)
    return WORSE;
  if (left->priority > right->priority && narrow->credits != EQUATE_DECIMAL_NONE
      && narrow->credits > 0)
    gives = BETTER;
  /* Other entries would give another grade, which may be the better one. */
  gboolean same_courses = gives != BETTER || wide->has_converted
                          || ruleset->agreements[doubles->view->agreement].has_shortfall;
  if (gives != BETTER && !grades_are_same (doubles, other, rule))
    return WORSE;
  if (!ways_cover (doubles, other, rule, same_courses) || !times_allow (doubles, other))
    return WORSE;
  return gives;
}

static void
report_never (const Doubles *doubles, guint32 rule, guint32 other, Comparison how)
{
  const EquateAnalysis *analysis = doubles->analysis;
  const char *id = equate_analysis_rule_id (analysis, rule);
  const char *other_id = equate_analysis_rule_id (analysis, other);
  gboolean is_never = how == BETTER || other < rule;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_RULE_NEVER_SELECTED,
      equate_analysis_rule_span (analysis, rule),
      is_never ? "rule `%s` is never selected: rule `%s` asks no more and gives no less"
               : "rule `%s` changes nothing: rule `%s` asks no more and gives the same",
      id, other_id);
  equate_diagnostic_set_label (diagnostic, "whoever meets it also meets `%s`", other_id);
  equate_diagnostic_set_other (diagnostic, equate_analysis_rule_span (analysis, other), "rule `%s`",
                               other_id);
  equate_diagnostic_set_help (
      diagnostic,
      "leave `%s` out, or let `%s` ask for more; should both count, the one "
      "that asks for more has to give more or have the higher priority",
      id, other_id);
}

/* The rules with a way of exactly these courses; the first that always does as well is reported. */
static gboolean
try_courses (const Doubles *doubles, guint32 rule, const EquateWayPart *parts, guint n_parts)
{
  const EquateWaySet *ways = doubles->view->ways;
  guint first = 0;
  guint n = equate_way_set_find (ways, parts, n_parts, &first);
  guint32 last = EQUATE_NO_INDEX;
  for (guint i = first; i < first + n; i++)
    {
      guint32 other = g_array_index (ways->ways, EquateRuleWay, ways->order[i]).rule;
      if (!equate_work_spend (doubles->view->work, 1))
        return FALSE;
      if (other == last)
        continue;
      last = other;
      Comparison how = compare_with (doubles, other, rule);
      if (how == WORSE || doubles->is_double[other - doubles->view->rules.first])
        continue;
      /* Of two that do the same the later one is named. */
      if (how == AS_MUCH && other > rule && compare_with (doubles, rule, other) == AS_MUCH)
        continue;
      report_never (doubles, rule, other, how);
      doubles->needless[rule - doubles->view->rules.first] = TRUE;
      return TRUE;
    }
  return FALSE;
}

static void
find_never_selected (const Doubles *doubles, guint32 rule)
{
  guint n_ways = 0;
  const EquateRuleWay *way = equate_way_set_get (doubles->view->ways, rule, &n_ways);
  if (n_ways == 0)
    return;
  const EquateWayPart *parts = equate_way_set_parts (doubles->view->ways, way);
  if (try_courses (doubles, rule, parts, way->n_parts) || way->n_parts > MAX_PARTS_FOR_SUBSETS)
    return;
  for (guint subset = 1; subset + 1 < 1u << way->n_parts; subset++)
    {
      EquateWayPart some[MAX_PARTS_FOR_SUBSETS];
      guint n = 0;
      for (guint i = 0; i < way->n_parts; i++)
        if ((subset & (1u << i)) != 0)
          some[n++] = parts[i];
      if (try_courses (doubles, rule, some, n))
        return;
    }
}

void
equate_find_double_findings (const EquateAnalysis *analysis, const EquateAgreementView *view,
                             guint8 *needless)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  g_autoptr (GHashTable) givers = g_hash_table_new (NULL, NULL);
  g_autofree guint8 *is_double = g_new0 (guint8, view->rules.count + 1);
  Doubles doubles = { analysis, view, givers, is_double, needless };
  count_givers (&doubles);
  find_doubles (&doubles);
  for (guint32 rule = view->rules.first; rule < view->rules.first + view->rules.count; rule++)
    if (ruleset->rules[rule].take != EQUATE_NO_INDEX && !is_double[rule - view->rules.first])
      find_never_selected (&doubles, rule);
}
