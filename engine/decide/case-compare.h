/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A decision held against an expectation. Private to the floor.
 */
#pragma once

#include "compile/ruleset.h"
#include "decide/case-difference.h"

G_BEGIN_DECLS

typedef struct
{
  const EquateRuleset *ruleset; /* borrowed */
  guint32 from;
  guint32 to;
  const EquateDecision *decision; /* borrowed */
  GPtrArray *differences;         /* borrowed: receives EquateCaseDifference */
} EquateCaseComparison;

/* Adds what differs, in the order of decision/1. */
void equate_case_compare (const EquateCaseComparison *comparison, const EquateExpectation *expect);

G_END_DECLS
