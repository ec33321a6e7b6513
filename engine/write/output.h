/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where results go: a file that is old or new but never half, or straight on to a pipe.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _EquateOutput EquateOutput;

/**
 * equate_output_new_for_fd:
 * @fd: an open file descriptor, which stays open
 * @name: what messages call it; copied
 *
 * Makes an output that is written directly, such as standard output.
 *
 * Returns: (transfer full): the output; free with equate_output_free()
 *
 * Since: 0.1
 */
EquateOutput *equate_output_new_for_fd (int fd, const char *name);

/**
 * equate_output_new_for_file:
 * @path: (type filename): the file; of a symbolic link the file that it leads to
 * @error: return location for an error
 *
 * Makes an output whose bytes go to a temporary file beside @path, with the permissions of the file
 * that stands there or those of a new one. A pipe or a device is written directly. Fails with a
 * #GIOErrorEnum where the system refuses.
 *
 * Returns: (transfer full) (nullable): the output, or %NULL with @error set
 *
 * Since: 0.1
 */
EquateOutput *equate_output_new_for_file (const char *path, GError **error);

/**
 * equate_output_new_partial:
 * @path: (type filename): the file; of a symbolic link the file that it leads to
 * @size: how many bytes of `PATH.partial` stay, which an earlier run has left; 0: none of it
 * @error: return location for an error
 *
 * Makes an output whose bytes go to `PATH.partial`, so that another run can go on with it. No two
 * runs have it at the same time: fails with %G_IO_ERROR_BUSY then, with %G_IO_ERROR_PARTIAL_INPUT
 * where it has fewer than @size bytes or is none of ours, and else as equate_output_new_for_file()
 * does. Only for a @path for which equate_output_is_replaced() holds.
 *
 * Returns: (transfer full) (nullable): the output, or %NULL with @error set
 *
 * Since: 0.1
 */
EquateOutput *equate_output_new_partial (const char *path, guint64 size, GError **error);

/**
 * equate_output_is_replaced:
 * @path: (type filename): a file
 *
 * Tells files, which are replaced as a whole, from pipes and devices, which are written directly.
 *
 * Returns: %TRUE for a file, whether it exists or not
 *
 * Since: 0.1
 */
gboolean equate_output_is_replaced (const char *path);

/**
 * equate_output_get_partial_name:
 * @path: (type filename): a file
 *
 * Says where equate_output_new_partial() writes.
 *
 * Returns: (transfer full) (type filename): the name
 *
 * Since: 0.1
 */
char *equate_output_get_partial_name (const char *path);

/**
 * equate_output_pack:
 * @output: an output to which nothing was written
 *
 * Packs all bytes as gzip does; the same bytes give the same file.
 *
 * Since: 0.1
 */
void equate_output_pack (EquateOutput *output);

/**
 * equate_output_free:
 * @output: (transfer full) (nullable): an output
 *
 * Frees an output; without equate_output_commit() nothing of it stays in the folder, unless
 * equate_output_keep() was called.
 *
 * Since: 0.1
 */
void equate_output_free (EquateOutput *output);

/**
 * equate_output_get_temporary:
 * @output: an output
 *
 * Says which file has to go when the process ends early.
 *
 * Returns: (transfer none) (nullable) (type filename): the temporary file; %NULL where there is
 * none
 *
 * Since: 0.1
 */
const char *equate_output_get_temporary (const EquateOutput *output);

/**
 * equate_output_write:
 * @output: an output
 * @bytes: what to write
 * @length: how many bytes
 * @error: return location for an error
 *
 * Writes through a buffer. Fails with a #GIOErrorEnum: %G_IO_ERROR_BROKEN_PIPE where nobody reads
 * any more.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_output_write (EquateOutput *output, const char *bytes, gsize length,
                              GError **error);

/**
 * equate_output_flush:
 * @output: an output
 * @error: return location for an error
 *
 * Hands on what the buffer holds; fails as equate_output_write() does.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_output_flush (EquateOutput *output, GError **error);

/**
 * equate_output_sync:
 * @output: an output that is not packed
 * @size: (out): the bytes of its file
 * @error: return location for an error
 *
 * Brings what was written so far to the disk; fails as equate_output_write() does.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_output_sync (EquateOutput *output, guint64 *size, GError **error);

/**
 * equate_output_keep:
 * @output: an output
 * @is_kept: whether it stays
 *
 * Says whether the temporary file stays where it is when the output is freed.
 *
 * Since: 0.1
 */
void equate_output_keep (EquateOutput *output, gboolean is_kept);

/**
 * equate_output_commit:
 * @output: an output, which takes no more bytes afterwards
 * @error: return location for an error
 *
 * Brings everything to the disk and puts the file in its place; fails as equate_output_write()
 * does, the old file being untouched then.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_output_commit (EquateOutput *output, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateOutput, equate_output_free)

G_END_DECLS
