/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where a workspace is, and which files it has.
 */
#pragma once

#include "load/workspace-files.h"

G_BEGIN_DECLS

/* Every *.yaml below catalogs/ and rules/: EquateWorkspaceFile, in the byte order of their paths,
 * not yet read. unread (out): a folder below these could not be read, which is reported. Free the
 * array. NULL and error: the folder itself cannot be read. */
GPtrArray *equate_workspace_list_files (const char *folder, gboolean *unread,
                                        EquateDiagnosticList *diagnostics, GError **error);

/* Reports a file or a folder that cannot be read, or that is too large (EQ001, EQ002). */
void equate_workspace_report_unreadable (EquateDiagnosticList *diagnostics, const GError *error);

/* Nearest folder from the current one upward that holds catalogs/ and rules/; NULL when none does.
 * Free with g_free. */
char *equate_workspace_find (void);

G_END_DECLS
