/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The bytes of a file or of standard input in their order, unpacked where its name ends in `.gz`.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _EquateByteInput EquateByteInput;

/**
 * equate_byte_input_open:
 * @path: (type filename): a file, or "-" for standard input
 * @error: return location for an error
 *
 * Opens an input. Fails with a #GIOErrorEnum.
 *
 * Returns: (transfer full) (nullable): the input; free with equate_byte_input_free()
 *
 * Since: 0.1
 */
EquateByteInput *equate_byte_input_open (const char *path, GError **error);

/**
 * equate_byte_input_free:
 * @input: (transfer full) (nullable): an input
 *
 * Closes an input.
 *
 * Since: 0.1
 */
void equate_byte_input_free (EquateByteInput *input);

/**
 * equate_byte_input_get_name:
 * @input: an input
 *
 * Says what is shown for the input.
 *
 * Returns: (transfer none): the name, in UTF-8
 *
 * Since: 0.1
 */
const char *equate_byte_input_get_name (const EquateByteInput *input);

/**
 * equate_byte_input_read:
 * @input: an input
 * @to: where the bytes go
 * @room: how many are wanted
 * @cancellable: (nullable): ends a wait for bytes
 * @error: return location for an error
 *
 * Reads as many bytes as are wanted; fewer only at the end, or where @cancellable ends the reading.
 * Fails with a #GIOErrorEnum: %G_IO_ERROR_CANCELLED where nothing was read before that, and with
 * another code where a file becomes shorter while it is read or ends within what was packed.
 *
 * Returns: the number of bytes, 0 at the end; -1 with @error set
 *
 * Since: 0.1
 */
gssize equate_byte_input_read (EquateByteInput *input, char *to, gsize room,
                               GCancellable *cancellable, GError **error);

/**
 * equate_byte_input_get_progress:
 * @input: an input
 * @size: (out): bytes of the file as it lies on the disk; 0 where that is not known
 *
 * Says how far the reading has come.
 *
 * Returns: how many of these bytes were read
 *
 * Since: 0.1
 */
guint64 equate_byte_input_get_progress (const EquateByteInput *input, guint64 *size);

/**
 * equate_byte_input_get_digest:
 * @input: an input
 *
 * Says what the bytes hash to that were read so far, as they lie on the disk.
 *
 * Returns: the hash
 *
 * Since: 0.1
 */
guint64 equate_byte_input_get_digest (const EquateByteInput *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateByteInput, equate_byte_input_free)

G_END_DECLS
