/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The ways of the rules of an agreement before any transcript: which courses each way consumes,
 * and by which leaf of the rule. A way stands for all entries of these courses, whatever their
 * grades and dates; what the leaves ask of them is read where it is needed.
 */
#pragma once

#include "analyse/work.h"
#include "compile/ruleset.h"

G_BEGIN_DECLS

/* A rule with more ways than this is cut: none of its ways is listed. */
#define EQUATE_MAX_WAYS 4096

/* A course, and the leaf that consumes it. */
typedef struct
{
  guint32 course;
  guint32 node;
} EquateWayPart;

typedef struct
{
  guint32 rule;
  guint32 first_part; /* parts: by course, no course twice, all of one institution */
  guint32 n_parts;
  guint32 hash; /* of the courses */
} EquateRuleWay;

typedef struct
{
  const EquateRuleset *ruleset; /* borrowed */
  EquateWork *work;             /* borrowed */
  guint32 agreement;
  guint32 first_node; /* of those that select a course */
  guint32 n_nodes;
  guint32 *node_ends;    /* owned: n_nodes + 1, into node_courses */
  guint32 *node_courses; /* owned: by node, then course */
  GArray *parts;         /* owned: EquateWayPart */
  GArray *ways;          /* owned: EquateRuleWay, by rule */
  guint32 *rule_ends;    /* owned: rules + 1, into ways */
  guint32
      *order; /* owned: ways, those of fewer courses first, those of the same together, by rule */
  guint8 *is_cut; /* owned: by place of the rule in the agreement */
  guint n_cut;
} EquateWaySet;

/* Lists the ways of all rules that take. A set of courses may stand several times, by different
 * leaves. Where the work is spent, the rules that are left are cut. */
EquateWaySet *equate_way_set_new (const EquateRuleset *ruleset, guint32 agreement, guint max_ways,
                                  EquateWork *work);
void equate_way_set_free (EquateWaySet *set);

/* The ways of a rule (an index of the ruleset). */
const EquateRuleWay *equate_way_set_get (const EquateWaySet *set, guint32 rule, guint *n_ways);

static inline const EquateWayPart *
equate_way_set_parts (const EquateWaySet *set, const EquateRuleWay *way)
{
  return &g_array_index (set->parts, EquateWayPart, way->first_part);
}

gboolean equate_way_set_is_cut (const EquateWaySet *set, guint32 rule);

/* The courses that a leaf selects, ascending. */
const guint32 *equate_way_set_get_courses (const EquateWaySet *set, guint32 node, guint *n_courses);

/* The hash of a set of courses, as that of a way. */
guint32 equate_way_hash (const EquateWayPart *parts, guint n_parts);

/* The ways of exactly these courses: how many, from first in the order on. */
guint equate_way_set_find (const EquateWaySet *set, const EquateWayPart *parts, guint n_parts,
                           guint *first);

/* Appends the ways of any requirement (of an `unless`): their parts, and how many parts each has.
 * FALSE where there are more than max_ways, or the work is spent. */
gboolean equate_way_set_expand (const EquateWaySet *set, guint32 node, guint max_ways,
                                GArray *parts, GArray *lengths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateWaySet, equate_way_set_free)

G_END_DECLS
