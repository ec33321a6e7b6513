/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/coverage.h"

EquateCoverage *
equate_coverage_new (const EquateRuleset *ruleset)
{
  EquateCoverage *coverage = g_new0 (EquateCoverage, 1);
  coverage->ruleset = ruleset;
  coverage->items = g_array_new (FALSE, FALSE, sizeof (EquateCoveredItem));
  coverage->starts = g_hash_table_new (NULL, NULL);
  return coverage;
}

void
equate_coverage_free (EquateCoverage *coverage)
{
  g_array_unref (coverage->items);
  g_hash_table_unref (coverage->starts);
  g_free (coverage);
}

static void
add_item (EquateCoverage *coverage, EquateCoveredKind kind, guint32 rule, guint32 index)
{
  EquateCoveredItem item = { kind, EQUATE_COVERAGE_NEVER, rule, index };
  g_array_append_val (coverage->items, item);
}

static void
add_taken (EquateCoverage *coverage, guint32 rule, guint32 index)
{
  const EquateCompiledNode *node = &coverage->ruleset->nodes[index];
  gboolean chooses
      = node->kind == EQUATE_REQUIREMENT_ANY_OF || node->kind == EQUATE_REQUIREMENT_N_OF;
  for (guint32 i = 0; i < node->n_children; i++)
    {
      if (chooses)
        add_item (coverage, EQUATE_COVERED_TAKE, rule, node->first_child + i);
      add_taken (coverage, rule, node->first_child + i);
    }
}

static void
add_given (EquateCoverage *coverage, guint32 rule, guint32 index)
{
  const EquateCompiledGive *give = &coverage->ruleset->gives[index];
  if (give->kind != EQUATE_AWARD_ALL_OF && give->kind != EQUATE_AWARD_ONE_OF)
    return;
  for (guint32 i = 0; i < give->n_children; i++)
    {
      if (give->kind == EQUATE_AWARD_ONE_OF)
        add_item (coverage, EQUATE_COVERED_GIVE, rule, give->first_child + i);
      add_given (coverage, rule, give->first_child + i);
    }
}

static void
add_rule (EquateCoverage *coverage, guint32 index)
{
  const EquateCompiledRule *rule = &coverage->ruleset->rules[index];
  const EquateCompiledTerms *terms = &coverage->ruleset->terms[rule->terms];
  g_hash_table_insert (coverage->starts, GUINT_TO_POINTER (index + 1),
                       GUINT_TO_POINTER (coverage->items->len + 1));
  add_item (coverage, EQUATE_COVERED_RULE, index, index);
  if (rule->take != EQUATE_NO_INDEX)
    add_taken (coverage, index, rule->take);
  if (rule->give != EQUATE_NO_INDEX)
    add_given (coverage, index, rule->give);
  if (terms->unless != EQUATE_NO_INDEX)
    add_item (coverage, EQUATE_COVERED_UNLESS, index, terms->unless);
  for (guint32 i = 0; terms->deny.count > 1 && i < terms->deny.count; i++)
    add_item (coverage, EQUATE_COVERED_DENY, index, terms->deny.first + i);
}

void
equate_coverage_add_agreement (EquateCoverage *coverage, guint32 agreement)
{
  EquateRange rules = coverage->ruleset->agreements[agreement].rules;
  if (rules.count > 0
      && g_hash_table_contains (coverage->starts, GUINT_TO_POINTER (rules.first + 1)))
    return;
  for (guint32 i = 0; i < rules.count; i++)
    add_rule (coverage, rules.first + i);
}

guint
equate_coverage_count (const EquateCoverage *coverage, EquateCoverageState state)
{
  guint count = 0;
  for (guint i = 0; i < coverage->items->len; i++)
    count += g_array_index (coverage->items, EquateCoveredItem, i).state == state;
  return count;
}

guint
equate_coverage_get_percent (const EquateCoverage *coverage)
{
  guint64 fired = equate_coverage_count (coverage, EQUATE_COVERAGE_FIRED);
  return coverage->items->len > 0 ? (guint) (fired * 100 / coverage->items->len) : 100;
}

void
equate_coverage_mark (EquateCoverage *coverage, guint32 rule, EquateCoveredKind kind, guint32 index,
                      EquateCoverageState state)
{
  guint start
      = GPOINTER_TO_UINT (g_hash_table_lookup (coverage->starts, GUINT_TO_POINTER (rule + 1)));
  for (guint i = start; i > 0 && i <= coverage->items->len; i++)
    {
      EquateCoveredItem *item = &g_array_index (coverage->items, EquateCoveredItem, i - 1);
      if (item->rule != rule)
        return;
      if (item->kind == kind && item->index == index)
        item->state = MAX (item->state, state);
    }
}

const char *
equate_coverage_state_get_text (EquateCoverageState state)
{
  static const char *const words[] = { "never met", "refused", "fired" };
  return words[state];
}
