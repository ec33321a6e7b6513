/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which rules, and which alternatives inside them, decisions have met.
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_COVERED_RULE,
  EQUATE_COVERED_TAKE,   /* one of any-of or n-of */
  EQUATE_COVERED_GIVE,   /* one of one-of */
  EQUATE_COVERED_UNLESS, /* what keeps a rule from being applied */
  EQUATE_COVERED_DENY,   /* one of several that a denial names */
} EquateCoveredKind;

/* In the order of what is known: a later one takes the place of an earlier one. */
typedef enum
{
  EQUATE_COVERAGE_NEVER,   /* no entry met it */
  EQUATE_COVERAGE_REFUSED, /* met, but it did not come to anything */
  EQUATE_COVERAGE_FIRED,
} EquateCoverageState;

typedef struct
{
  EquateCoveredKind kind;
  EquateCoverageState state;
  guint32 rule;
  guint32 index; /* of nodes or gives; of a rule itself the rule */
} EquateCoveredItem;

typedef struct
{
  const EquateRuleset *ruleset; /* borrowed */
  GArray *items;                /* owned: EquateCoveredItem, a rule before its alternatives */
  GHashTable *starts;           /* owned: rule + 1 -> place of its item + 1 */
} EquateCoverage;

/**
 * equate_coverage_new:
 * @ruleset: (transfer none): the ruleset; must outlive the coverage
 *
 * Makes a record of what is met, so far of no agreement.
 *
 * Returns: (transfer full): the record; free with equate_coverage_free()
 *
 * Since: 0.1
 */
EquateCoverage *equate_coverage_new (const EquateRuleset *ruleset);

/**
 * equate_coverage_free:
 * @coverage: (transfer full): the record
 *
 * Frees a record.
 *
 * Since: 0.1
 */
void equate_coverage_free (EquateCoverage *coverage);

/**
 * equate_coverage_add_agreement:
 * @coverage: (transfer none): the record
 * @agreement: an index of agreements
 *
 * Takes the rules of an agreement into the record, once; rules of others are not noted.
 *
 * Since: 0.1
 */
void equate_coverage_add_agreement (EquateCoverage *coverage, guint32 agreement);

/**
 * equate_coverage_count:
 * @coverage: (transfer none): the record
 * @state: a state
 *
 * Counts the rules and alternatives in a state.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint equate_coverage_count (const EquateCoverage *coverage, EquateCoverageState state);

/**
 * equate_coverage_get_percent:
 * @coverage: (transfer none): the record
 *
 * Works out how much of the rules and alternatives fired.
 *
 * Returns: per cent, rounded down; 100 where there is nothing to meet
 *
 * Since: 0.1
 */
guint equate_coverage_get_percent (const EquateCoverage *coverage);

/**
 * equate_coverage_mark:
 * @coverage: (transfer none): the record
 * @rule: an index of rules
 * @kind: what of the rule
 * @index: of nodes or gives; of the rule itself the rule
 * @state: what is known of it
 *
 * Notes a state, unless more is known already.
 *
 * Since: 0.1
 */
void equate_coverage_mark (EquateCoverage *coverage, guint32 rule, EquateCoveredKind kind,
                           guint32 index, EquateCoverageState state);

/**
 * equate_coverage_state_get_text:
 * @state: a state
 *
 * Gives the words for a state: `fired`, `refused`, `never met`.
 *
 * Returns: (transfer none): the words
 *
 * Since: 0.1
 */
const char *equate_coverage_state_get_text (EquateCoverageState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateCoverage, equate_coverage_free)

G_END_DECLS
