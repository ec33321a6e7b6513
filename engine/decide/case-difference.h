/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What is expected and what a decision has, as lines for people.
 */
#pragma once

#include "model/cases.h"
#include "model/grading.h"

G_BEGIN_DECLS

/* What is expected and what came out instead, as lines for people; what is alike is left out. */
typedef struct
{
  EquateSpan span;     /* of the expectation */
  char *what;          /* owned: "the awards" */
  GPtrArray *expected; /* owned: of owned texts */
  GPtrArray *got;      /* owned: of owned texts */
} EquateCaseDifference;

/* Adds a difference without lines; what: "the awards". */
EquateCaseDifference *equate_case_difference_add (GPtrArray *differences, EquateSpan span,
                                                  const char *what);
void equate_case_difference_free (EquateCaseDifference *difference);

/* "rule: physics, target: FIZ1": free with g_free. */
char *equate_expected_award_describe (const EquateExpectedAward *award);
char *equate_award_describe (const EquateDecidedAward *award);
char *equate_expected_entry_describe (const EquateExpectedEntry *entry);
char *equate_entry_describe (const EquateDecidedEntry *entry);
char *equate_expected_missing_describe (const EquateExpectedMissing *missing);
char *equate_missing_describe (const EquateMissingInfo *missing);
char *equate_warning_describe (const EquateDecisionWarning *warning);

G_END_DECLS
