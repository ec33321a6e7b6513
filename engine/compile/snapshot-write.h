/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A compiled workspace becomes a file that snapshot.h opens again.
 */
#pragma once

#include "compile/ruleset.h"
#include "load/file-list.h"

G_BEGIN_DECLS

/* Takes the next bytes of a snapshot; FALSE with error set ends the writing. */
typedef gboolean (*EquateSnapshotSink) (const char *bytes, gsize length, gpointer data,
                                        GError **error);

/**
 * equate_snapshot_write:
 * @ruleset: a ruleset made without errors
 * @workspace: what it was made from
 * @list: the files of the workspace, listed before they were read
 * @sink: takes the bytes, from the first to the last
 * @data: for @sink
 * @error: return location for an error
 *
 * Writes a ruleset with what tells whether it is still that of the workspace. Fails with
 * %G_IO_ERROR_BUSY where the files changed while they were read, and as @sink does.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_snapshot_write (const EquateRuleset *ruleset, const EquateWorkspace *workspace,
                                const EquateFileList *list, EquateSnapshotSink sink, gpointer data,
                                GError **error);

G_END_DECLS
