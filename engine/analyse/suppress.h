/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Findings that a comment in the file allows: `# equate: allow EQ305 reason`, at the end of the
 * line that the finding is about or on the lines right above it.
 */
#pragma once

#include "load/workspace.h"

G_BEGIN_DECLS

/**
 * equate_findings_suppress:
 * @workspace: the workspace, for the text of its files
 * @is_complete: whether everything that could be found is among @findings, so that a comment that
 *   allows nothing is a finding itself
 * @findings: all findings; those that are allowed are taken away
 *
 * Takes away the warnings that comments allow, never an error. Adds EQ326 for a comment without a
 * reason, which allows nothing, and EQ327 for one that allows nothing that is there; sort @findings
 * afterwards.
 *
 * Since: 0.1
 */
void equate_findings_suppress (const EquateWorkspace *workspace, gboolean is_complete,
                               EquateDiagnosticList *findings);

G_END_DECLS
