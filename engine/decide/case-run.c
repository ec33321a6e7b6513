/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/case-run.h"

#include "compile/case-references.h"
#include "decide/case-compare.h"

static EquateCaseResult *
result_new (const EquateCases *document, const EquateCase *one)
{
  EquateCaseResult *result = g_new (EquateCaseResult, 1);
  *result = (EquateCaseResult){
    .document = document,
    .one = one,
    .differences = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_case_difference_free),
  };
  return result;
}

void
equate_case_result_free (EquateCaseResult *result)
{
  g_ptr_array_unref (result->differences);
  g_free (result);
}

EquateCaseResult *
equate_case_run (EquateDecider *decider, const EquateRuleset *ruleset, const EquateCases *document,
                 const EquateCase *one, EquateCoverage *coverage)
{
  EquateCaseResult *result = result_new (document, one);
  guint32 index = equate_cases_find_agreement (ruleset, document);
  const EquateCompiledAgreement *agreement = &ruleset->agreements[index];
  guint32 from = equate_case_find_source (ruleset, index, one);
  EquateDecideOptions options = {
    .on = one->on,
    .from = equate_ruleset_text (ruleset, ruleset->institutions[from].id),
    .to = equate_ruleset_text (ruleset, ruleset->institutions[agreement->to].id),
    .programme = one->transcript.target.programme.text,
    .agreement = agreement,
    .coverage = coverage,
  };
  /* Never rejected: what a transcript may name wrongly was looked for when the case was read. */
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  const EquateDecision *decision
      = equate_decider_decide (decider, &one->transcript, &options, diagnostics);
  EquateCaseComparison comparison = { ruleset, from, agreement->to, decision, result->differences };
  equate_case_compare (&comparison, &one->expect);
  return result;
}

void
equate_case_result_report (const EquateCaseResult *result, guint index,
                           EquateDiagnosticList *diagnostics)
{
  const EquateCaseDifference *difference = result->differences->pdata[index];
  equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_CASE_FAILED, difference->span,
                              "the case `%s` failed: %s", result->one->name.text, difference->what);
}
