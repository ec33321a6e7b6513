/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Findings as workflow commands, which a forge shows beside the changed lines.
 */
#pragma once

#include "base/diagnostic.h"

G_BEGIN_DECLS

/**
 * equate_diagnostics_append_github:
 * @diagnostics: findings
 * @out: where the text goes
 *
 * Appends all findings, a line each: `::error file=…,line=…,col=…,title=EQ201::message`.
 *
 * Since: 0.1
 */
void equate_diagnostics_append_github (const EquateDiagnosticList *diagnostics, GString *out);

G_END_DECLS
