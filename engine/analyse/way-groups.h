/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Sets of courses that several rules of an agreement could consume, each with these rules.
 */
#pragma once

#include "analyse/way-set.h"

G_BEGIN_DECLS

/* Rules that could all consume one set of courses. */
typedef struct
{
  const guint32 *courses; /* borrowed: ascending, of one institution */
  guint n_courses;
  const guint32 *rules; /* borrowed: ascending, two or more */
  guint n_rules;
} EquateWayGroup;

typedef void (*EquateWayGroupFunc) (const EquateWayGroup *group, gpointer data);
typedef void (*EquateRulePairFunc) (guint32 early, guint32 late, gpointer data);

/* Calls for every set that some rule lists a way for, those of fewer courses first. Rules whose
 * ways are cut stand in every group whose courses they select, whether or not they could consume
 * it. Ends early where the work is spent. */
void equate_way_groups_foreach (const EquateWaySet *ways, EquateWayGroupFunc function,
                                gpointer data);

/* Calls for all pairs of rules whose ways are both cut and that select some course in common: what
 * they consume stands in no group. */
void equate_way_groups_foreach_cut_pair (const EquateWaySet *ways, EquateRulePairFunc function,
                                         gpointer data);

G_END_DECLS
