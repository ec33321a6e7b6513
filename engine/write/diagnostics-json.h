/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Findings for programs: our own JSON, and SARIF 2.1.0.
 */
#pragma once

#include "base/diagnostic.h"

G_BEGIN_DECLS

/**
 * equate_diagnostics_append_json:
 * @diagnostics: findings
 * @out: where the text goes
 *
 * Appends an array of objects with code, name, severity, file, line, column, end-line, end-column
 * (of the character behind the last one), message, label and help; what does not exist is left out.
 *
 * Since: 0.1
 */
void equate_diagnostics_append_json (const EquateDiagnosticList *diagnostics, GString *out);

/**
 * equate_diagnostics_append_sarif:
 * @diagnostics: findings
 * @out: where the text goes
 *
 * Appends a SARIF 2.1.0 log; columns count characters.
 *
 * Since: 0.1
 */
void equate_diagnostics_append_sarif (const EquateDiagnosticList *diagnostics, GString *out);

G_END_DECLS
