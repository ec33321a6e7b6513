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
 * equate_output_free:
 * @output: (transfer full) (nullable): an output
 *
 * Frees an output; without equate_output_commit() nothing of it stays in the folder.
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
