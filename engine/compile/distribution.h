/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How the passing grades of a scale are distributed, and which grade holds the same place in
 * another distribution (ECTS Users' Guide 2015).
 */
#pragma once

#include "compile/scale.h"

G_BEGIN_DECLS

/* A passing grade that was given, and where its range of the cumulated counts ends. */
typedef struct
{
  EquateMark mark;
  gint64 until;
} EquateGradeShare;

/* Passing grades with counts above 0, best first; each range begins where the one before ends. */
typedef struct
{
  const EquateGradeShare *shares; /* in the arena */
  guint n_shares;
  gint64 total;  /* of the counts */
  gint64 sample; /* as stated, else total */
} EquateShares;

/* Where a grade lies: from start to end of shares->total; a point where they are equal. */
typedef struct
{
  gint64 start;
  gint64 end;
} EquateShareRange;

/**
 * equate_shares_new:
 * @distribution: what was counted
 * @scale: the edition that the counted grades are read on
 * @arena: where the result lies
 *
 * Orders counted grades and adds them up. Failing grades do not count.
 *
 * Returns: (transfer none) (nullable): the shares, in @arena; %NULL where the edition does not know
 *   one of the grades, so that the shares would be wrong, or no passing grade was given
 *
 * Since: 0.1
 */
const EquateShares *equate_shares_new (const EquateDistribution *distribution,
                                       const EquateScaleEdition *scale, EquateArena *arena);

/**
 * equate_shares_find:
 * @shares: the shares of an edition
 * @mark: a passing grade of the same edition
 *
 * Finds where a grade lies; one that was never given is a point between its neighbours.
 *
 * Returns: its range
 *
 * Since: 0.1
 */
EquateShareRange equate_shares_find (const EquateShares *shares, const EquateMark *mark);

/**
 * equate_shares_convert:
 * @from: the shares that @range was found in
 * @range: where a grade lies
 * @to: the shares of the target
 * @overlap: which grade is taken where the range meets several
 *
 * Finds the target grade that holds the same place.
 *
 * Returns: (transfer none): one of @to
 *
 * Since: 0.1
 */
const EquateGradeShare *equate_shares_convert (const EquateShares *from, EquateShareRange range,
                                               const EquateShares *to, EquateOverlap overlap);

G_END_DECLS
