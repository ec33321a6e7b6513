/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/rule-shape.h"

#include <stdlib.h>
#include <string.h>

static int
compare_hashes (gconstpointer a, gconstpointer b)
{
  return XXH128_cmp (a, b);
}

/* The kind and what it says, then the children; sorted, as a set of them means the same in any
 * order. */
static XXH128_hash_t
hash_node (const guint32 head[4], XXH128_hash_t *children, guint n, gboolean sorted)
{
  if (sorted && n > 1)
    qsort (children, n, sizeof *children, compare_hashes);
  XXH128_hash_t own = XXH3_128bits (head, 4 * sizeof head[0]);
  if (n == 0)
    return own;
  children[n] = own;
  return XXH3_128bits (children, (n + 1) * sizeof *children);
}

static XXH128_hash_t
hash_requirement (const EquateRuleset *ruleset, guint32 index)
{
  const EquateCompiledNode *node = &ruleset->nodes[index];
  guint32 conditions = equate_requirement_is_leaf (node->kind) ? node->conditions : 0;
  guint32 head[4] = { 1 + node->kind, node->value, conditions, node->n_children };
  if (node->n_children == 0)
    return hash_node (head, NULL, 0, FALSE);
  g_autofree XXH128_hash_t *children = g_new (XXH128_hash_t, node->n_children + 1);
  for (guint i = 0; i < node->n_children; i++)
    children[i] = hash_requirement (ruleset, node->first_child + i);
  /* The total of credits stands among the decimals, once for each rule. */
  if (node->kind == EQUATE_REQUIREMENT_TOTAL_CREDITS)
    head[1] = (guint32) ruleset->decimals[node->value];
  else if (node->kind != EQUATE_REQUIREMENT_N_OF)
    head[1] = 0;
  return hash_node (head, children, node->n_children, TRUE);
}

static XXH128_hash_t
hash_give (const EquateRuleset *ruleset, guint32 index)
{
  const EquateCompiledGive *give = &ruleset->gives[index];
  guint32 head[4] = { 1 + give->kind, give->target, give->credits_kind, 0 };
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    head[3] = (guint32) ruleset->decimals[give->credits];
  if (give->n_children == 0)
    return hash_node (head, NULL, 0, FALSE);
  head[1] = give->n_children;
  g_autofree XXH128_hash_t *children = g_new (XXH128_hash_t, give->n_children + 1);
  gboolean is_shared = FALSE; /* shares go by place */
  for (guint i = 0; i < give->n_children; i++)
    {
      children[i] = hash_give (ruleset, give->first_child + i);
      is_shared |= ruleset->gives[give->first_child + i].credits_kind == EQUATE_CREDITS_CONVERTED;
    }
  return hash_node (head, children, give->n_children, !is_shared);
}

/* n awarded or waived courses of one part and m of another are n + m of both. */
static guint32
add_counts (guint32 a, guint32 b)
{
  guint32 result = 0;
  for (guint i = 0; i < 32; i++)
    if ((b & (1u << i)) != 0)
      result |= a << i | (i > 0 && a >> (32 - i) != 0 ? 1u << 31 : 0);
  return result;
}

static guint32
count_targets (const EquateRuleset *ruleset, guint32 index)
{
  const EquateCompiledGive *give = &ruleset->gives[index];
  guint32 result = give->kind == EQUATE_AWARD_ONE_OF ? 0 : 1;
  if (give->kind == EQUATE_AWARD_COURSE || give->kind == EQUATE_AWARD_WAIVER)
    return 1u << 1;
  for (guint i = 0; i < give->n_children; i++)
    {
      guint32 child = count_targets (ruleset, give->first_child + i);
      result = give->kind == EQUATE_AWARD_ONE_OF ? result | child : add_counts (result, child);
    }
  return result;
}

void
equate_give_collect (const EquateRuleset *ruleset, guint32 index, GArray *atoms)
{
  const EquateCompiledGive *give = &ruleset->gives[index];
  if (give->kind == EQUATE_AWARD_ALL_OF || give->kind == EQUATE_AWARD_ONE_OF)
    {
      for (guint i = 0; i < give->n_children; i++)
        equate_give_collect (ruleset, give->first_child + i, atoms);
      return;
    }
  EquateGiveAtom atom = { give->kind, give->target, give->credits_kind, 0 };
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    atom.fixed = ruleset->decimals[give->credits];
  g_array_append_val (atoms, atom);
}

/* The catalog's credits, where all editions agree on them. */
static EquateDecimal
get_catalog_credits (const EquateRuleset *ruleset, guint32 course)
{
  EquateRange editions = ruleset->courses[course].editions;
  EquateDecimal credits = ruleset->editions[editions.first].credits;
  for (guint32 i = 1; i < editions.count; i++)
    if (ruleset->editions[editions.first + i].credits != credits)
      return EQUATE_DECIMAL_NONE;
  return MAX (credits, 0);
}

static EquateDecimal
get_credits (const EquateRuleset *ruleset, guint32 index)
{
  const EquateCompiledGive *give = &ruleset->gives[index];
  if (give->kind == EQUATE_AWARD_WAIVER)
    return 0;
  if (give->kind == EQUATE_AWARD_COURSE || give->kind == EQUATE_AWARD_ELECTIVE)
    {
      if (give->credits_kind == EQUATE_CREDITS_FIXED)
        return ruleset->decimals[give->credits];
      return give->credits_kind == EQUATE_CREDITS_CATALOG && give->kind == EQUATE_AWARD_COURSE
                 ? get_catalog_credits (ruleset, give->target)
                 : EQUATE_DECIMAL_NONE;
    }
  EquateDecimal sum = 0;
  for (guint i = 0; i < give->n_children; i++)
    {
      EquateDecimal child = get_credits (ruleset, give->first_child + i);
      if (child == EQUATE_DECIMAL_NONE)
        return child;
      if (give->kind == EQUATE_AWARD_ALL_OF)
        sum += child;
      else if (i == 0)
        sum = child;
      else if (child != sum)
        return EQUATE_DECIMAL_NONE;
    }
  return sum;
}

static void
look_for_choices (const EquateRuleset *ruleset, guint32 index, EquateRuleShape *shape)
{
  const EquateCompiledGive *give = &ruleset->gives[index];
  if (give->kind == EQUATE_AWARD_ONE_OF)
    shape->has_choice = TRUE;
  if (give->n_children == 0 && give->kind != EQUATE_AWARD_WAIVER
      && give->credits_kind == EQUATE_CREDITS_CONVERTED)
    shape->has_converted = TRUE;
  for (guint i = 0; i < give->n_children; i++)
    look_for_choices (ruleset, give->first_child + i, shape);
}

gboolean
equate_periods_intersect (EquatePeriod a, EquatePeriod b, EquatePeriod *both)
{
  both->from = MAX (a.from, b.from);
  both->until = a.until == 0 || b.until == 0 ? MAX (a.until, b.until) : MIN (a.until, b.until);
  return both->until == 0 || both->from <= both->until;
}

gboolean
equate_period_covers (EquatePeriod outer, EquatePeriod inner)
{
  return outer.from <= inner.from
         && (outer.until == 0 || (inner.until != 0 && inner.until <= outer.until));
}

gboolean
equate_rule_get_period (const EquateRuleset *ruleset, guint32 rule, EquatePeriod *period)
{
  const EquateCompiledRule *compiled = &ruleset->rules[rule];
  guint32 agreement = ruleset->terms[compiled->terms].agreement;
  return equate_periods_intersect (ruleset->periods[compiled->valid],
                                   ruleset->agreements[agreement].valid, period);
}

static gboolean
has_text (const EquateRuleset *ruleset, EquateRange list, EquateString text)
{
  for (guint32 i = list.first; i < list.first + list.count; i++)
    if (ruleset->string_lists[i] == text)
      return TRUE;
  return FALSE;
}

/* No list stands for all programmes. */
static gboolean
lists_meet (const EquateRuleset *ruleset, EquateRange a, EquateRange b)
{
  if (a.count == 0 || b.count == 0)
    return TRUE;
  for (guint32 i = a.first; i < a.first + a.count; i++)
    if (has_text (ruleset, b, ruleset->string_lists[i]))
      return TRUE;
  return FALSE;
}

gboolean
equate_rule_has_programme (const EquateRuleset *ruleset, guint32 rule)
{
  const EquateCompiledTerms *terms = equate_ruleset_get_terms (ruleset, rule);
  return lists_meet (ruleset, terms->programmes,
                     ruleset->agreements[terms->agreement].programmes);
}

gboolean
equate_course_is_in_force (const EquateRuleset *ruleset, guint32 course, guint32 rule)
{
  EquatePeriod period;
  EquateRange editions = ruleset->courses[course].editions;
  if (!equate_rule_get_period (ruleset, rule, &period))
    return TRUE;
  for (guint32 i = editions.first; i < editions.first + editions.count; i++)
    if (equate_period_covers (ruleset->editions[i].valid, period))
      return TRUE;
  return FALSE;
}

static gboolean
gives_always (const EquateRuleset *ruleset, guint32 rule)
{
  gboolean result = TRUE;
  g_autoptr (GArray) atoms = g_array_new (FALSE, FALSE, sizeof (EquateGiveAtom));
  equate_give_collect (ruleset, ruleset->rules[rule].give, atoms);
  for (guint i = 0; i < atoms->len && result; i++)
    {
      const EquateGiveAtom *atom = &g_array_index (atoms, EquateGiveAtom, i);
      result = atom->kind == EQUATE_AWARD_ELECTIVE
               || equate_course_is_in_force (ruleset, atom->target, rule);
    }
  return result;
}

/* Whether all leaves choose by the code alone and set the same conditions. */
static gboolean
asks_alike (const EquateRuleset *ruleset, guint32 index, guint32 *conditions, gboolean *is_first)
{
  const EquateCompiledNode *node = &ruleset->nodes[index];
  if (node->kind == EQUATE_REQUIREMENT_TOTAL_CREDITS)
    return FALSE;
  for (guint i = 0; i < node->n_children; i++)
    if (!asks_alike (ruleset, node->first_child + i, conditions, is_first))
      return FALSE;
  if (node->n_children > 0)
    return TRUE;
  gboolean is_same = *is_first || *conditions == node->conditions;
  *conditions = node->conditions;
  *is_first = FALSE;
  return is_same
         && (node->kind == EQUATE_REQUIREMENT_COURSE || node->kind == EQUATE_REQUIREMENT_MATCH);
}

static guint64
find_ground (const EquateRuleset *ruleset, guint32 index, const EquateRuleShape *shape)
{
  const EquateCompiledRule *rule = &ruleset->rules[index];
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
  guint32 conditions = EQUATE_NO_INDEX;
  gboolean is_first = TRUE;
  if (shape->has_converted || terms->unless != EQUATE_NO_INDEX
      || ruleset->agreements[terms->agreement].has_shortfall
      || !asks_alike (ruleset, rule->take, &conditions, &is_first)
      || !gives_always (ruleset, index))
    return 0;
  EquatePeriod valid = ruleset->periods[rule->valid];
  const guint32 head[] = { valid.from, valid.until, conditions };
  guint64 programmes = XXH3_64bits (&ruleset->string_lists[terms->programmes.first],
                                    terms->programmes.count * sizeof ruleset->string_lists[0]);
  return MAX (XXH3_64bits_withSeed (head, sizeof head, programmes), 1);
}

void
equate_rule_shape_init (const EquateRuleset *ruleset, guint32 index, EquateRuleShape *shape)
{
  const EquateCompiledRule *rule = &ruleset->rules[index];
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
  const EquateCompiledAgreement *agreement = &ruleset->agreements[terms->agreement];
  memset (shape, 0, sizeof *shape);
  shape->credits = EQUATE_DECIMAL_NONE;
  if (terms->unless != EQUATE_NO_INDEX)
    shape->unless = hash_requirement (ruleset, terms->unless);
  if (rule->take == EQUATE_NO_INDEX)
    return;
  shape->take = hash_requirement (ruleset, rule->take);
  shape->give = hash_give (ruleset, rule->give);
  shape->n_targets = count_targets (ruleset, rule->give);
  look_for_choices (ruleset, rule->give, shape);
  if (!agreement->has_shortfall)
    shape->credits = get_credits (ruleset, rule->give);
  else if (agreement->shortfall_otherwise != EQUATE_NO_INDEX)
    shape->n_targets |= count_targets (ruleset, agreement->shortfall_otherwise);
  shape->ground = find_ground (ruleset, index, shape);
}

gboolean
equate_rules_meet (const EquateRuleset *ruleset, guint32 a, guint32 b)
{
  EquatePeriod left, right, both;
  return equate_rule_get_period (ruleset, a, &left) && equate_rule_get_period (ruleset, b, &right)
         && equate_periods_intersect (left, right, &both)
         && lists_meet (ruleset, equate_ruleset_get_terms (ruleset, a)->programmes,
                        equate_ruleset_get_terms (ruleset, b)->programmes);
}

gboolean
equate_rule_scope_covers (const EquateRuleset *ruleset, guint32 outer, guint32 inner)
{
  EquatePeriod wide, narrow;
  if (!equate_rule_get_period (ruleset, inner, &narrow))
    return TRUE;
  if (!equate_rule_get_period (ruleset, outer, &wide) || !equate_period_covers (wide, narrow))
    return FALSE;
  EquateRange all = equate_ruleset_get_terms (ruleset, outer)->programmes;
  EquateRange some = equate_ruleset_get_terms (ruleset, inner)->programmes;
  if (all.count == 0)
    return TRUE;
  for (guint32 i = some.first; i < some.first + some.count; i++)
    if (!has_text (ruleset, all, ruleset->string_lists[i]))
      return FALSE;
  return some.count > 0;
}

/* On every edition of the source scale the narrow limit is at least as strict. */
static gboolean
limit_covers (const EquateRuleset *ruleset, guint32 course, EquateString wide, EquateString narrow,
              int sign)
{
  const EquateGradebook *book = ruleset->gradebook;
  guint32 scale = ruleset->institutions[ruleset->courses[course].institution].scale;
  if (wide == 0 || wide == narrow)
    return TRUE;
  if (narrow == 0)
    return FALSE;
  for (guint i = 0; i < equate_gradebook_get_n_editions (book, scale); i++)
    {
      const EquateScaleEdition *edition = equate_gradebook_get_edition (book, scale, i);
      EquateMark loose = equate_scale_read (edition, equate_ruleset_text (ruleset, wide));
      EquateMark strict = equate_scale_read (edition, equate_ruleset_text (ruleset, narrow));
      if (loose.kind != EQUATE_MARK_GRADE || strict.kind != EQUATE_MARK_GRADE
          || sign * equate_mark_compare (&strict, &loose) < 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
conditions_cover (const EquateRuleset *ruleset, guint32 wide_index, guint32 narrow_index,
                  guint32 course)
{
  if (wide_index == EQUATE_NO_INDEX || wide_index == narrow_index)
    return TRUE;
  if (narrow_index == EQUATE_NO_INDEX)
    return FALSE;
  const EquateCompiledConditions *wide = &ruleset->conditions[wide_index];
  const EquateCompiledConditions *narrow = &ruleset->conditions[narrow_index];
  gboolean no_max = wide->max_credits == EQUATE_DECIMAL_NONE;
  return limit_covers (ruleset, course, wide->min_grade, narrow->min_grade, 1)
         && limit_covers (ruleset, course, wide->max_grade, narrow->max_grade, -1)
         && wide->min_credits <= narrow->min_credits
         && (no_max
             || (narrow->max_credits != EQUATE_DECIMAL_NONE
                 && narrow->max_credits <= wide->max_credits))
         && ((wide->taken.from == 0 && wide->taken.until == 0)
             || ((narrow->taken.from != 0 || narrow->taken.until != 0)
                 && equate_period_covers (wide->taken, narrow->taken)))
         && (wide->max_age == 0 || (narrow->max_age != 0 && narrow->max_age <= wide->max_age))
         && (wide->language == 0 || wide->language == narrow->language)
         && (wide->hours == EQUATE_NO_INDEX || wide->hours == narrow->hours)
         && (wide->level == 0 || wide->level == narrow->level);
}

static gboolean
selects_edition (const EquateRuleset *ruleset, const EquateCompiledNode *node,
                 const EquateCompiledEdition *edition)
{
  if (node->kind == EQUATE_REQUIREMENT_TAG)
    return has_text (ruleset, edition->tags, node->value);
  return g_str_has_prefix (equate_ruleset_text (ruleset, edition->isced),
                           equate_ruleset_text (ruleset, node->value));
}

gboolean
equate_leaf_covers (const EquateRuleset *ruleset, guint32 wide_index, guint32 narrow_index,
                    guint32 course)
{
  const EquateCompiledNode *wide = &ruleset->nodes[wide_index];
  const EquateCompiledNode *narrow = &ruleset->nodes[narrow_index];
  gboolean same = wide->kind == narrow->kind && wide->value == narrow->value;
  /* Patterns also select what only a transcript has: codes that no catalog knows, own titles. */
  if (!same
      && (wide->kind == EQUATE_REQUIREMENT_TITLE || narrow->kind == EQUATE_REQUIREMENT_TITLE
          || narrow->kind == EQUATE_REQUIREMENT_MATCH))
    return FALSE;
  EquateRange editions = ruleset->courses[course].editions;
  if (!same && (wide->kind == EQUATE_REQUIREMENT_TAG || wide->kind == EQUATE_REQUIREMENT_ISCED))
    for (guint32 i = editions.first; i < editions.first + editions.count; i++)
      if (!selects_edition (ruleset, wide, &ruleset->editions[i]))
        return FALSE;
  return conditions_cover (ruleset, wide->conditions, narrow->conditions, course);
}
