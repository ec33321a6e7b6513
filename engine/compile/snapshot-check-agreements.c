/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Millions of records are looked at each time; with less, GCC makes no vectors of these loops. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#include "base/limits.h"
#include "compile/snapshot-check.h"

/* What a whole number in a file may be, on both sides of 0. */
#define MAX_NUMBER 1000000

/* The depth of each node, from 1; 0: nobody has it as a child. A tree has each of its nodes once,
 * and children stand behind their parents: whoever walks down comes to an end soon. */
typedef struct
{
  guint8 *depths; /* owned: with what follows */
  guint32 n;
} Forest;

#define DEPTH 0x7fu
/* Of gives: the agreement decides nothing, so that it may award what no catalog has. */
#define BASE 0x80u
/* Of requirements: it selects entries. */
#define LEAF 0x80u

/* --- trees --- */

static guint
plant (Forest *forest, guint32 root, guint flags)
{
  if (root == EQUATE_NO_INDEX)
    return 0;
  if (root >= forest->n || forest->depths[root] != 0)
    return 1;
  forest->depths[root] = (guint8) (1 | flags);
  return 0;
}

static guint
grow (Forest *forest, guint32 parent, EquateRange children)
{
  guint depth = forest->depths[parent];

  if (children.count == 0)
    return 0;
  if (children.first <= parent || equate_bad_range (children, forest->n) || (depth & DEPTH) == 0
      || (depth & DEPTH) >= EQUATE_MAX_DEPTH)
    return 1;
  for (guint32 i = children.first; i < children.first + children.count; i++)
    {
      if (forest->depths[i] != 0)
        return 1;
      forest->depths[i] = (guint8) (depth + 1);
    }
  return 0;
}

/* --- requirements --- */

static guint
check_conditions (const EquateRuleset *ruleset)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_conditions; i++)
    {
      const EquateCompiledConditions *conditions = &ruleset->conditions[i];

      bad |= equate_bad_text (conditions->min_grade, ruleset)
             | equate_bad_text (conditions->max_grade, ruleset)
             | equate_bad_credits (conditions->min_credits)
             | equate_bad_credits (conditions->max_credits) | equate_bad_period (conditions->taken)
             | equate_bad_age (conditions->max_age)
             | equate_bad_text (conditions->language, ruleset)
             | equate_bad_optional (conditions->hours, ruleset->n_hours)
             | (conditions->level > EQUATE_LEVEL_DOCTORAL);
    }
  return bad;
}

static guint
check_combination (const EquateRuleset *ruleset, const EquateCompiledNode *node)
{
  guint bad = 0;

  /* Without children nobody has looked where they stand. */
  if (node->n_children == 0)
    return 1;
  for (guint32 i = 0; i < node->n_children; i++)
    bad |= ruleset->nodes[node->first_child + i].rule != node->rule;
  if (node->kind == EQUATE_REQUIREMENT_N_OF)
    bad |= node->value - 1 >= MAX_NUMBER;
  else if (node->kind == EQUATE_REQUIREMENT_TOTAL_CREDITS)
    bad |= equate_bad_index (node->value, ruleset->n_decimals) | (node->n_children != 1)
           | !equate_requirement_is_leaf (ruleset->nodes[node->first_child].kind);
  return bad;
}

/* Nodes rise with their rules, and rules with their agreements: firsts receives the first node of
 * each agreement, and behind them their number. */
static guint
check_nodes (const EquateRuleset *ruleset, Forest *forest, guint32 *firsts)
{
  guint bad = 0;
  guint32 rule = 0, next = 0;

  for (guint32 i = 0; i < ruleset->n_nodes; i++)
    {
      const EquateCompiledNode *node = &ruleset->nodes[i];

      bad |= equate_bad_index (node->rule, ruleset->n_rules) | (node->rule < rule)
             | (forest->depths[i] == 0);
      rule = node->rule;
      for (; next < ruleset->n_agreements && ruleset->agreements[next].rules.first <= rule; next++)
        firsts[next] = i;
      if (equate_requirement_is_leaf (node->kind))
        {
          bad |= equate_bad_text (node->value, ruleset) | (node->n_children != 0)
                 | equate_bad_optional (node->conditions, ruleset->n_conditions);
          forest->depths[i] |= LEAF;
        }
      else if (node->kind > EQUATE_REQUIREMENT_TOTAL_CREDITS
               || grow (forest, i, (EquateRange){ node->first_child, node->n_children })
               || check_combination (ruleset, node))
        return 1;
    }
  for (; next <= ruleset->n_agreements; next++)
    firsts[next] = ruleset->n_nodes;
  return bad;
}

/* --- awards --- */

static guint
check_gives (const EquateRuleset *ruleset, Forest *forest)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_gives; i++)
    {
      const EquateCompiledGive *give = &ruleset->gives[i];

      bad |= (give->credits_kind > EQUATE_CREDITS_CONVERTED) | (forest->depths[i] == 0);
      if (give->kind == EQUATE_AWARD_ALL_OF || give->kind == EQUATE_AWARD_ONE_OF)
        {
          if (grow (forest, i, (EquateRange){ give->first_child, give->n_children }))
            return 1;
          continue;
        }
      bad |= (give->kind > EQUATE_AWARD_WAIVER) | (give->n_children != 0)
             | (give->catalog > ruleset->n_decimals);
      if (give->credits_kind == EQUATE_CREDITS_FIXED)
        bad |= equate_bad_index (give->credits, ruleset->n_decimals);
      if (give->kind == EQUATE_AWARD_ELECTIVE)
        bad |= equate_bad_text (give->target, ruleset)
               | (give->credits_kind == EQUATE_CREDITS_CATALOG);
      else if (forest->depths[i] & BASE)
        bad |= equate_bad_optional (give->target, ruleset->n_courses);
      else
        bad |= equate_bad_index (give->target, ruleset->n_courses);
    }
  return bad;
}

/* --- rules --- */

static guint
check_root (const EquateRuleset *ruleset, guint32 root, guint32 rule)
{
  return root != EQUATE_NO_INDEX && ruleset->nodes[root].rule != rule;
}

static guint
check_denials (const EquateRuleset *ruleset, EquateRange leaves, guint32 rule, Forest *forest)
{
  if (equate_bad_range (leaves, ruleset->n_nodes))
    return 1;
  for (guint32 i = leaves.first; i < leaves.first + leaves.count; i++)
    if (plant (forest, i, 0) || check_root (ruleset, i, rule)
        || !equate_requirement_is_leaf (ruleset->nodes[i].kind))
      return 1;
  return 0;
}

static guint
get_flags (const EquateRuleset *ruleset, guint32 agreement)
{
  return ruleset->agreements[agreement].to == EQUATE_NO_INDEX ? BASE : 0;
}

static guint
check_terms (const EquateRuleset *ruleset)
{
  guint bad = ruleset->n_periods == 0;

  for (guint32 i = 0; i < ruleset->n_periods; i++)
    bad |= equate_bad_period (ruleset->periods[i]);
  for (guint32 i = 0; i < ruleset->n_terms; i++)
    {
      const EquateCompiledTerms *terms = &ruleset->terms[i];

      bad |= (terms->times - 1 >= MAX_NUMBER) | (terms->priority > MAX_NUMBER)
             | (terms->priority < -MAX_NUMBER) | (terms->grade > EQUATE_GRADE_NONE)
             | equate_bad_text (terms->file, ruleset) | equate_bad_text (terms->origin, ruleset)
             | equate_bad_text (terms->because, ruleset)
             | equate_bad_range (terms->programmes, ruleset->n_string_lists);
    }
  return bad;
}

static guint
check_rule (const EquateRuleset *ruleset, guint32 index, guint32 agreement, Forest *gives)
{
  const EquateCompiledRule *rule = &ruleset->rules[index];

  if (rule->terms >= ruleset->n_terms || plant (gives, rule->give, get_flags (ruleset, agreement)))
    return 1;
  return (ruleset->terms[rule->terms].agreement != agreement) | equate_bad_text (rule->id, ruleset)
         | equate_bad_index (rule->valid, ruleset->n_periods)
         | ((rule->take == EQUATE_NO_INDEX) != (rule->give == EQUATE_NO_INDEX));
}

static guint
check_takes (const EquateRuleset *ruleset, guint32 index, Forest *takes)
{
  const EquateCompiledRule *rule = &ruleset->rules[index];

  if (rule->terms >= ruleset->n_terms || plant (takes, rule->take, 0))
    return 1;

  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];

  return plant (takes, terms->unless, 0) || check_root (ruleset, rule->take, index)
         || check_root (ruleset, terms->unless, index)
         || check_denials (ruleset, terms->deny, index, takes);
}

/* --- agreements --- */

/* Sorted by edition, which searching rests on; so many nodes from first on are the agreement's. */
static guint
check_matches (const EquateRuleset *ruleset, EquateRange range, guint32 first, guint32 count)
{
  const EquateCompiledMatch *matches = ruleset->matches + range.first;
  guint bad = 0;

  if (range.count == 0)
    return 0;
  for (guint32 i = 0; i < range.count; i++)
    bad |= (matches[i].node & ~EQUATE_MATCH_LIMIT) - first >= count;
  for (guint32 i = 1; i < range.count; i++)
    bad |= matches[i - 1].edition > matches[i].edition;
  return bad | equate_bad_index (matches[range.count - 1].edition, ruleset->n_editions);
}

/* Each page ends behind its beginning, and the last with the matches. */
static guint
check_pages (const EquateRuleset *ruleset, EquateMatchPages pages, guint32 n_matches)
{
  if (pages.n == 0)
    return 0;
  if (pages.bits > 31 || pages.first >= ruleset->n_match_pages
      || pages.n >= ruleset->n_match_pages - pages.first)
    return 1;

  const guint32 *ends = ruleset->match_pages + pages.first;
  guint bad = ends[pages.n] != n_matches;

  for (guint32 i = 0; i < pages.n; i++)
    bad |= ends[i] > ends[i + 1];
  return bad;
}

/* What selects entries are leaves of the agreement's rules. Matches come in no order of their
 * nodes: only what is small is looked up for each. */
static guint
check_selection (const EquateRuleset *ruleset, const EquateCompiledAgreement *agreement,
                 const Forest *forest, guint32 first, guint32 count)
{
  EquateRange matches = agreement->matches;
  EquateRange patterns = agreement->patterns;
  guint leaf = LEAF;

  if (check_matches (ruleset, matches, first, count)
      || check_pages (ruleset, agreement->pages, matches.count))
    return 1;
  for (guint32 i = matches.first; i < matches.first + matches.count; i++)
    leaf &= forest->depths[ruleset->matches[i].node & ~EQUATE_MATCH_LIMIT];
  for (guint32 i = patterns.first; i < patterns.first + patterns.count; i++)
    {
      guint32 node = ruleset->index_lists[i];

      if (node - first >= count
          || (ruleset->nodes[node].kind != EQUATE_REQUIREMENT_MATCH
              && ruleset->nodes[node].kind != EQUATE_REQUIREMENT_TITLE))
        return 1;
    }
  return leaf == 0;
}

static guint
check_credits (const EquateRuleset *ruleset, const EquateCompiledAgreement *agreement)
{
  guint bad = equate_bad_ratio (agreement->rate) | equate_bad_amount (agreement->round_step)
              | (agreement->round_step == 0) | (agreement->round_mode > EQUATE_ROUND_UP)
              | equate_bad_age (agreement->max_age) | (agreement->limits.count > EQUATE_MAX_LIMITS)
              | equate_bad_range (agreement->limits, ruleset->n_limits);

  if (agreement->has_shortfall)
    bad |= equate_bad_credits (agreement->shortfall_at_most)
           | ((agreement->shortfall_at_most == EQUATE_DECIMAL_NONE)
              & equate_bad_ratio (agreement->shortfall_share));
  return bad;
}

static guint
check_agreement (const EquateRuleset *ruleset, const EquateCompiledAgreement *agreement)
{
  EquateRange from = agreement->from;
  guint bad
      = equate_bad_text (agreement->id, ruleset) | equate_bad_text (agreement->title, ruleset)
        | (agreement->status > EQUATE_STATUS_REVOKED) | (agreement->repeats > EQUATE_REPEATS_FIRST)
        | equate_bad_text (agreement->place.file, ruleset)
        | equate_bad_optional (agreement->to, ruleset->n_institutions)
        | equate_bad_period (agreement->valid)
        | equate_bad_range (agreement->programmes, ruleset->n_string_lists)
        | equate_bad_text (agreement->approved_by, ruleset)
        | equate_bad_date (agreement->approved_on) | equate_bad_text (agreement->document, ruleset)
        | equate_bad_date (agreement->review_by)
        | equate_bad_range (agreement->replaced, ruleset->n_string_lists)
        | (agreement->replaced.count % 2);

  for (guint32 i = from.first; i < from.first + from.count; i++)
    bad |= equate_bad_index (ruleset->index_lists[i], ruleset->n_institutions);
  return bad | check_credits (ruleset, agreement);
}

/* The ranges of all agreements follow one another, so that none is walked twice. */
static guint
follow (EquateRange range, guint32 *next, guint32 n)
{
  guint bad = (range.first < *next) | equate_bad_range (range, n);

  *next = range.first + range.count;
  return bad;
}

/* Where the records of each agreement lie; each rule is of one. */
static guint
check_ranges (const EquateRuleset *ruleset)
{
  guint32 rules = 0, matches = 0, lists = 0;

  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    {
      const EquateCompiledAgreement *agreement = &ruleset->agreements[i];
      EquateRange range = agreement->rules;

      if (range.first != rules || follow (range, &rules, ruleset->n_rules)
          || follow (agreement->matches, &matches, ruleset->n_matches)
          || follow (agreement->from, &lists, ruleset->n_index_lists)
          || follow (agreement->patterns, &lists, ruleset->n_index_lists))
        return 1;
    }
  return rules != ruleset->n_rules;
}

static guint
check_limits (const EquateRuleset *ruleset)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_limits; i++)
    {
      const EquateCompiledLimit *limit = &ruleset->limits[i];

      bad |= equate_bad_text (limit->id, ruleset) | equate_bad_text (limit->elective, ruleset)
             | equate_bad_credits (limit->credits)
             | ((limit->credits == EQUATE_DECIMAL_NONE) & equate_bad_ratio (limit->share));
    }
  return bad;
}

static guint
check_pairs (const EquateRuleset *ruleset)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_pairs; i++)
    {
      const EquateCompiledPair *pair = &ruleset->pairs[i];

      if (pair->agreement >= ruleset->n_agreements)
        return 1;
      bad |= equate_bad_index (pair->from, ruleset->n_institutions)
             | equate_bad_index (pair->to, ruleset->n_institutions)
             | (ruleset->agreements[pair->agreement].to != pair->to)
             | (i > 0
                && (pair[-1].from > pair->from
                    || (pair[-1].from == pair->from && pair[-1].to > pair->to)));
    }
  return bad;
}

/* --- the whole --- */

static gboolean
check_trees (const EquateRuleset *ruleset, Forest *takes, guint32 *firsts)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_rules; i++)
    bad |= check_takes (ruleset, i, takes);
  if (bad || check_nodes (ruleset, takes, firsts))
    return FALSE;
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    bad |= check_selection (ruleset, &ruleset->agreements[i], takes, firsts[i],
                            firsts[i + 1] - firsts[i]);
  return !bad;
}

gboolean
equate_snapshot_check_requirements (const EquateRuleset *ruleset)
{
  if (check_ranges (ruleset) || check_conditions (ruleset))
    return FALSE;

  Forest takes = { g_malloc0 (ruleset->n_nodes + 1), ruleset->n_nodes };
  g_autofree guint32 *firsts = g_new (guint32, ruleset->n_agreements + 1);
  gboolean is_good = check_trees (ruleset, &takes, firsts);

  g_free (takes.depths);
  return is_good;
}

static gboolean
check_awards (const EquateRuleset *ruleset, Forest *gives)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    {
      const EquateCompiledAgreement *agreement = &ruleset->agreements[i];
      EquateRange rules = agreement->rules;

      for (guint32 rule = rules.first; rule < rules.first + rules.count; rule++)
        bad |= check_rule (ruleset, rule, i, gives);
      bad |= plant (gives, agreement->shortfall_otherwise, get_flags (ruleset, i))
             | check_agreement (ruleset, agreement);
    }
  return !bad && !check_gives (ruleset, gives);
}

gboolean
equate_snapshot_check_agreements (const EquateRuleset *ruleset)
{
  if (check_ranges (ruleset) || check_terms (ruleset) || check_limits (ruleset)
      || check_pairs (ruleset))
    return FALSE;

  Forest gives = { g_malloc0 (ruleset->n_gives + 1), ruleset->n_gives };
  gboolean is_good = check_awards (ruleset, &gives);

  g_free (gives.depths);
  return is_good;
}

/* Students come with grades of the scale of their institution. */
gboolean
equate_snapshot_check_grades (const EquateRuleset *ruleset)
{
  guint32 n_scales = equate_gradebook_get_n_scales (ruleset->gradebook);
  guint32 n_conversions = equate_gradebook_get_n_conversions (ruleset->gradebook);
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_institutions; i++)
    bad |= equate_bad_index (ruleset->institutions[i].scale, n_scales);
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    bad |= equate_bad_optional (ruleset->agreements[i].conversion, n_conversions);
  return !bad;
}
