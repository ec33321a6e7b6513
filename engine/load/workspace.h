/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A folder with catalogs/ and rules/, read whole.
 */
#pragma once

#include "load/workspace-folder.h"

G_BEGIN_DECLS

typedef struct _EquateWorkspace EquateWorkspace;

/*
 * Reads every *.yaml below catalogs/ and rules/ in the byte order of its path (relative to the
 * workspace), with 2 threads where that pays. Faults of files go to diagnostics; a file with an
 * error contributes nothing. max_file_size: 0 for the default. GError: the folder itself cannot be read.
 */
EquateWorkspace *equate_workspace_load (const char *folder, gsize max_file_size,
                                        EquateDiagnosticList *diagnostics, GError **error);
void equate_workspace_free (EquateWorkspace *workspace);

/* The same without the files that begin as an agreement. Each of them is read when it is asked for
 * (by any thread; NULL: it cannot be read; free with equate_workspace_file_free), and handed in
 * again, in their order, for the digest, which is there after the last one. */
EquateWorkspace *equate_workspace_load_apart (const char *folder, gsize max_file_size,
                                              EquateDiagnosticList *diagnostics, GError **error);
guint equate_workspace_get_n_apart (const EquateWorkspace *workspace);
EquateWorkspaceFile *equate_workspace_parse_apart (const EquateWorkspace *workspace, guint index,
                                                   EquateDecoder *decoder, EquateArena *arena);
void equate_workspace_hand_in (EquateWorkspace *workspace, guint index,
                               const EquateWorkspaceFile *file);

/* "sha256:…" over relative path, NUL, length in decimal, NUL, bytes of each file in path order; NULL
 * while files that stand apart are to be handed in. */
const char *equate_workspace_get_digest (const EquateWorkspace *workspace);

/* All of a kind, in path and document order; pointers to records borrowed from the workspace. */
const GPtrArray *equate_workspace_get_catalogs (const EquateWorkspace *workspace);
const GPtrArray *equate_workspace_get_gradings (const EquateWorkspace *workspace);
const GPtrArray *equate_workspace_get_agreements (const EquateWorkspace *workspace);
const GPtrArray *equate_workspace_get_cases (const EquateWorkspace *workspace);

/* Whether files with faults, which contribute nothing, may have what the workspace lacks. */
gboolean equate_workspace_may_define (const EquateWorkspace *workspace, const char *id);
gboolean equate_workspace_may_have_grading (const EquateWorkspace *workspace);

/* All files in path order, read or not: EquateWorkspaceFile, borrowed. */
const GPtrArray *equate_workspace_get_files (const EquateWorkspace *workspace);

/* The files that could be read, in path order: const EquateSource *, borrowed. Free the array. */
GPtrArray *equate_workspace_list_sources (const EquateWorkspace *workspace);

/* How many files were read and how many bytes they have. */
guint equate_workspace_get_n_files (const EquateWorkspace *workspace);
guint64 equate_workspace_get_size (const EquateWorkspace *workspace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateWorkspace, equate_workspace_free)

G_END_DECLS
