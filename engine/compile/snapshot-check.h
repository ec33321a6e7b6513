/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Whether the arrays of a ruleset, wherever they come from, can be walked without harm. Private to
 * the modules of the snapshot.
 *
 * The loops gather what is bad instead of branching on it: with millions of records that is what
 * makes them cheap.
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

/* The texts, the catalogs and the table of codes. */
gboolean equate_snapshot_check_catalogs (const EquateRuleset *ruleset);

/* The agreements, what their rules award, and the table of pairs. */
gboolean equate_snapshot_check_agreements (const EquateRuleset *ruleset);

/* What their rules take, and which editions that selects. */
gboolean equate_snapshot_check_requirements (const EquateRuleset *ruleset);

/* What refers to the gradebook, once that is made and the others have passed. */
gboolean equate_snapshot_check_grades (const EquateRuleset *ruleset);

/* Each is 0 for a good value; others are bits to be gathered. */

static inline guint
equate_bad_index (guint32 index, guint32 n)
{
  return index >= n;
}

static inline guint
equate_bad_optional (guint32 index, guint32 n)
{
  return (index >= n) & (index != EQUATE_NO_INDEX);
}

static inline guint
equate_bad_range (EquateRange range, guint32 n)
{
  return (guint64) range.first + range.count > n;
}

static inline guint
equate_bad_text (EquateString text, const EquateRuleset *ruleset)
{
  return text >= ruleset->n_strings;
}

/* 1900-01-01 and 2100-12-31 */
#define EQUATE_FIRST_DAY 693596u
#define EQUATE_LAST_DAY 767009u

static inline guint
equate_bad_date (EquateDate date)
{
  return (date - EQUATE_FIRST_DAY > EQUATE_LAST_DAY - EQUATE_FIRST_DAY) & (date != 0);
}

static inline guint
equate_bad_period (EquatePeriod period)
{
  return equate_bad_date (period.from) | equate_bad_date (period.until);
}

/* Months: as many as there are between the first day and the last. */
static inline guint
equate_bad_age (EquateAge age)
{
  return age > 2400u;
}

static inline guint
equate_bad_amount (EquateDecimal amount)
{
  return (guint64) amount > (guint64) EQUATE_DECIMAL_MAX;
}

static inline guint
equate_bad_credits (EquateDecimal credits)
{
  return equate_bad_amount (credits) & (credits != EQUATE_DECIMAL_NONE);
}

static inline guint
equate_bad_ratio (EquateRatio ratio)
{
  return equate_bad_amount (ratio.numerator) | equate_bad_amount (ratio.denominator)
         | (ratio.denominator == 0);
}

G_END_DECLS
