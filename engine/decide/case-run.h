/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A case decided by its agreement, and how that differs from what it expects.
 */
#pragma once

#include "decide/case-difference.h"
#include "decide/decide.h"

G_BEGIN_DECLS

typedef struct
{
  const EquateCases *document; /* borrowed: the document that the case stands in */
  const EquateCase *one;       /* borrowed */
  GPtrArray *differences;      /* owned: EquateCaseDifference; empty: passed */
} EquateCaseResult;

/**
 * equate_case_run:
 * @decider: (transfer none): memory for the decision
 * @ruleset: (transfer none): the ruleset of @decider, made without errors
 * @document: (transfer none): a document of its workspace
 * @one: (transfer none): a case in it
 * @coverage: (transfer none) (nullable): receives which rules the case meets
 *
 * Decides a case by its agreement, whatever the status of that, and compares the decision with what
 * the case expects.
 *
 * Returns: (transfer full): the result; free with equate_case_result_free()
 *
 * Since: 0.1
 */
EquateCaseResult *equate_case_run (EquateDecider *decider, const EquateRuleset *ruleset,
                                   const EquateCases *document, const EquateCase *one,
                                   EquateCoverage *coverage);

/**
 * equate_case_result_free:
 * @result: (transfer full): a result
 *
 * Frees a result.
 *
 * Since: 0.1
 */
void equate_case_result_free (EquateCaseResult *result);

/**
 * equate_case_result_report:
 * @result: (transfer none): a result
 * @index: which of its differences
 * @diagnostics: (transfer none): receives EQ601
 *
 * Reports a difference at the place of its expectation.
 *
 * Since: 0.1
 */
void equate_case_result_report (const EquateCaseResult *result, guint index,
                                EquateDiagnosticList *diagnostics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateCaseResult, equate_case_result_free)

G_END_DECLS
