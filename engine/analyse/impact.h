/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Whose decision changes when the rules change, and by which rule.
 */
#pragma once

#include "compile/ruleset.h"
#include "model/decision.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_CHANGE_NONE,
  EQUATE_CHANGE_CHANGED,
  EQUATE_CHANGE_ADDED,
  EQUATE_CHANGE_REMOVED,
} EquateChange;

/* "unchanged", "changed", "added", "removed". */
const char *equate_change_get_text (EquateChange change);

/* What differs between two rulesets, rule by rule as they were compiled. */
typedef struct _EquateRuleChanges EquateRuleChanges;

EquateRuleChanges *equate_rule_changes_new (const EquateRuleset *before,
                                            const EquateRuleset *after);
void equate_rule_changes_free (EquateRuleChanges *changes);

/* How a rule of an agreement differs; rule NULL: its terms and limits. */
EquateChange equate_rule_changes_get (const EquateRuleChanges *changes, const char *agreement,
                                      const char *rule);

/* How many rules differ. */
guint equate_rule_changes_get_length (const EquateRuleChanges *changes);

/* One target that is awarded differently. */
typedef struct
{
  const EquateDecidedAward *before; /* borrowed; NULL: gained */
  const EquateDecidedAward *after;  /* borrowed; NULL: lost */
} EquateAwardChange;

/* Why: a rule that differs and takes part; rule NULL: the agreement's terms; agreement NULL: the
 * catalogs or the grading that unchanged rules rest on. */
typedef struct
{
  const char *agreement; /* borrowed */
  const char *rule;      /* borrowed */
  EquateChange change;
} EquateImpactCause;

/* What changes for one transcript. */
typedef struct
{
  const EquateDecision *before; /* borrowed */
  const EquateDecision *after;  /* borrowed */
  GArray *awards;               /* owned: EquateAwardChange, in the order of the awards */
  GArray *causes;               /* owned: EquateImpactCause, each once */
  gboolean is_changed;          /* outcome, agreement, awards, credits or grades differ */
} EquateImpact;

/* Compares two decisions on one transcript; both must live as long as the impact. */
EquateImpact *equate_impact_new (const EquateRuleChanges *changes, const EquateDecision *before,
                                 const EquateDecision *after);
void equate_impact_free (EquateImpact *impact);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateRuleChanges, equate_rule_changes_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateImpact, equate_impact_free)

G_END_DECLS
