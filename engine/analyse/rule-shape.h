/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a rule looks like from outside: whether two rules take or give the same, and what can be
 * said of the awards before anybody meets them.
 */
#pragma once

#include "compile/ruleset.h"

#include <xxhash.h>

G_BEGIN_DECLS

typedef struct
{
  XXH128_hash_t take;   /* the order of lists does not matter; zero: a denial */
  XXH128_hash_t unless; /* zero: none */
  XXH128_hash_t give;
  guint32 n_targets;     /* bit n: some alternative awards or waives n courses; bit 31: or more */
  EquateDecimal credits; /* of every alternative on every day; EQUATE_DECIMAL_NONE: it depends */
  gboolean has_choice;   /* some one-of */
  gboolean has_converted;
  /* When and for what grades and dates the rule is applied, if that does not depend on the course;
   * 0: it does. Of two rules of one priority with the same, and with ways of the same courses, both
   * are always applied or neither. */
  guint64 ground;
} EquateRuleShape;

/* One award of a give without choices. */
typedef struct
{
  guint32 kind;         /* EquateAwardKind: COURSE, ELECTIVE, WAIVER */
  guint32 target;       /* courses, or the category as EquateString */
  guint32 credits_kind; /* EquateCreditsKind */
  EquateDecimal fixed;  /* FIXED */
} EquateGiveAtom;

void equate_rule_shape_init (const EquateRuleset *ruleset, guint32 rule, EquateRuleShape *shape);

static inline gboolean
equate_hash_equal (XXH128_hash_t a, XXH128_hash_t b)
{
  return a.low64 == b.low64 && a.high64 == b.high64;
}

/* Appends all awards that stand in a give, those of every choice included, as EquateGiveAtom. */
void equate_give_collect (const EquateRuleset *ruleset, guint32 give, GArray *atoms);

/* The course is in force on every day on which the rule may be applied. */
gboolean equate_course_is_in_force (const EquateRuleset *ruleset, guint32 course, guint32 rule);

/* The days on which a rule may be applied: its period within that of its agreement; FALSE: none. */
gboolean equate_rule_get_period (const EquateRuleset *ruleset, guint32 rule, EquatePeriod *period);

/* What two periods share; FALSE: nothing. */
gboolean equate_periods_intersect (EquatePeriod a, EquatePeriod b, EquatePeriod *both);

/* Every day of inner lies in outer. */
gboolean equate_period_covers (EquatePeriod outer, EquatePeriod inner);

/* Some day and some programme (or none) at which both rules of an agreement may be applied. */
gboolean equate_rules_meet (const EquateRuleset *ruleset, guint32 a, guint32 b);

/* On every day and for every programme for which inner may be applied, outer may be. */
gboolean equate_rule_scope_covers (const EquateRuleset *ruleset, guint32 outer, guint32 inner);

/* Whether the programmes of a rule meet those of its agreement. */
gboolean equate_rule_has_programme (const EquateRuleset *ruleset, guint32 rule);

/* Whenever the narrow leaf says yes of an entry of the course, the wide one does, in every
 * transcript. FALSE also where that is true but does not follow from the leaves alone. */
gboolean equate_leaf_covers (const EquateRuleset *ruleset, guint32 wide, guint32 narrow,
                             guint32 course);

G_END_DECLS
