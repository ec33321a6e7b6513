/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Findings for people: with the line that they are about, or one line each.
 */
#pragma once

#include "base/diagnostic.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean colour;  /* with the escapes of a terminal */
  gboolean explain; /* with the long text of the code */
} EquateDiagnosticStyle;

/**
 * equate_diagnostic_append_text:
 * @diagnostic: a finding
 * @style: how it looks
 * @out: where the text goes
 *
 * Appends a finding with its source line and carets under what is meant.
 *
 * Since: 0.1
 */
void equate_diagnostic_append_text (const EquateDiagnostic *diagnostic,
                                    const EquateDiagnosticStyle *style, GString *out);

/**
 * equate_message_append_text:
 * @word: "error" or "warning"
 * @message: what is wrong
 * @help: (nullable): what to do about it
 * @style: how it looks
 * @out: where the text goes
 *
 * Appends what has neither a code nor a place, in the shape of a finding.
 *
 * Since: 0.1
 */
void equate_message_append_text (const char *word, const char *message, const char *help,
                                 const EquateDiagnosticStyle *style, GString *out);

/**
 * equate_diagnostics_append_text:
 * @diagnostics: findings
 * @style: how they look
 * @out: where the text goes
 *
 * Appends all findings, an empty line between them.
 *
 * Since: 0.1
 */
void equate_diagnostics_append_text (const EquateDiagnosticList *diagnostics,
                                     const EquateDiagnosticStyle *style, GString *out);

/**
 * equate_diagnostics_append_compact:
 * @diagnostics: findings
 * @out: where the text goes
 *
 * Appends all findings, a line each: `file:line:column: error[EQ201]: message`.
 *
 * Since: 0.1
 */
void equate_diagnostics_append_compact (const EquateDiagnosticList *diagnostics, GString *out);

/**
 * equate_severity_get_text:
 * @severity: a severity
 *
 * Gives the word for a severity.
 *
 * Returns: (transfer none): "error" or "warning"
 *
 * Since: 0.1
 */
const char *equate_severity_get_text (EquateSeverity severity);

G_END_DECLS
