/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A compiled workspace in one mapped file. Whatever such a file holds, it is either refused or it
 * makes a ruleset that can be asked everything: each offset, index, range and choice in it is
 * looked at before anything rests on it.
 */
#pragma once

#include "compile/ruleset.h"
#include "load/file-list.h"

G_BEGIN_DECLS

typedef struct _EquateSnapshot EquateSnapshot;

/**
 * equate_snapshot_open:
 * @fd: a regular file, opened for reading; may be closed afterwards. Nobody may cut it while it is
 *   open here
 *
 * Maps a snapshot and checks what it says of its files, not yet what it holds of the ruleset.
 *
 * Returns: (transfer full) (nullable): the snapshot, or %NULL where it is damaged, or was made by
 *   another build of the program
 *
 * Since: 0.1
 */
EquateSnapshot *equate_snapshot_open (int fd);

/**
 * equate_snapshot_free:
 * @snapshot: (transfer full) (nullable): a snapshot
 *
 * Frees a snapshot.
 *
 * Since: 0.1
 */
void equate_snapshot_free (EquateSnapshot *snapshot);

/**
 * equate_snapshot_get_workspace:
 * @snapshot: a snapshot
 *
 * Says which folder it was made from.
 *
 * Returns: (transfer none) (type filename): the folder
 *
 * Since: 0.1
 */
const char *equate_snapshot_get_workspace (const EquateSnapshot *snapshot);

/**
 * equate_snapshot_get_made:
 * @snapshot: a snapshot
 *
 * Says when it was made.
 *
 * Returns: nanoseconds since 1970
 *
 * Since: 0.1
 */
gint64 equate_snapshot_get_made (const EquateSnapshot *snapshot);

/**
 * equate_snapshot_has_stamps:
 * @snapshot: a snapshot
 * @list: the files that the workspace has now
 *
 * Compares names, sizes, times and inodes: nothing is read.
 *
 * Returns: whether all are the same, and long enough unchanged to be believed
 *
 * Since: 0.1
 */
gboolean equate_snapshot_has_stamps (const EquateSnapshot *snapshot, const EquateFileList *list);

/**
 * equate_snapshot_has_contents:
 * @snapshot: a snapshot
 * @list: the files that the workspace has now
 *
 * Reads the files and compares what they hold.
 *
 * Returns: whether they hold the same under the same names
 *
 * Since: 0.1
 */
gboolean equate_snapshot_has_contents (const EquateSnapshot *snapshot, const EquateFileList *list);

/**
 * equate_snapshot_restamp:
 * @snapshot: a snapshot
 * @fd: its file, opened for writing
 * @list: the files, which equate_snapshot_has_contents() found to hold the same
 *
 * Notes in the file what the system says of the files now, so that they need not be read next time.
 * Where that fails, they will be.
 *
 * Since: 0.1
 */
void equate_snapshot_restamp (const EquateSnapshot *snapshot, int fd, const EquateFileList *list);

/**
 * equate_snapshot_begin:
 * @snapshot: a snapshot
 *
 * Lets a thread begin with what equate_snapshot_get_ruleset() does, where that pays, while the
 * caller finds out whether the snapshot is the one that it wants.
 *
 * Since: 0.1
 */
void equate_snapshot_begin (EquateSnapshot *snapshot);

/**
 * equate_snapshot_get_ruleset:
 * @snapshot: (transfer full): a snapshot
 *
 * Checks the rest of a snapshot, with 2 threads where that pays, and makes a ruleset of it.
 *
 * Returns: (transfer full) (nullable): the ruleset, which owns the snapshot, or %NULL where it is
 *   damaged
 *
 * Since: 0.1
 */
EquateRuleset *equate_snapshot_get_ruleset (EquateSnapshot *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateSnapshot, equate_snapshot_free)

G_END_DECLS
