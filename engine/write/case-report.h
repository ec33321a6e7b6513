/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What came of cases: which failed and how, and what of the rules they meet.
 */
#pragma once

#include "decide/case-run.h"
#include "write/diagnostics-text.h"

G_BEGIN_DECLS

typedef struct
{
  const EquateRuleset *ruleset;   /* borrowed */
  const GPtrArray *results;       /* borrowed: EquateCaseResult, in the order of the files */
  const EquateCoverage *coverage; /* borrowed */
  gboolean shows_coverage;        /* item by item */
} EquateCaseReport;

/**
 * equate_case_report_count_failed:
 * @report: (transfer none): a report
 *
 * Counts the cases that failed.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint equate_case_report_count_failed (const EquateCaseReport *report);

/**
 * equate_coverage_describe:
 * @ruleset: (transfer none): the ruleset
 * @item: (transfer none): a rule or an alternative of it
 *
 * Names what is covered: the id of a rule, or the words of an alternative.
 *
 * Returns: (transfer full): the text; free with g_free()
 *
 * Since: 0.1
 */
char *equate_coverage_describe (const EquateRuleset *ruleset, const EquateCoveredItem *item);

/**
 * equate_case_report_append_text:
 * @report: (transfer none): a report
 * @style: (transfer none): how it looks
 * @out: receives the text
 *
 * Appends the failed cases with frames, below each what was expected (-) and what came out (+), and
 * the coverage if that is shown.
 *
 * Since: 0.1
 */
void equate_case_report_append_text (const EquateCaseReport *report,
                                     const EquateDiagnosticStyle *style, GString *out);

/**
 * equate_case_report_append_json:
 * @report: (transfer none): a report
 * @out: receives the text
 *
 * Appends a JSON object with all cases, the coverage and the totals.
 *
 * Since: 0.1
 */
void equate_case_report_append_json (const EquateCaseReport *report, GString *out);

/**
 * equate_case_report_append_junit:
 * @report: (transfer none): a report
 * @out: receives the text
 *
 * Appends a JUnit document: a suite for each document of cases.
 *
 * Since: 0.1
 */
void equate_case_report_append_junit (const EquateCaseReport *report, GString *out);

G_END_DECLS
