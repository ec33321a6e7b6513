/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The lines of an input, one after another; no more than a line and a little is held.
 */
#pragma once

#include "batch/byte-input.h"

G_BEGIN_DECLS

typedef struct _EquateLineInput EquateLineInput;

/**
 * equate_line_input_open:
 * @path: (type filename): a file; unpacked where its name ends in `.gz`
 * @error: return location for an error
 *
 * Opens an input. Fails as equate_byte_input_open() does.
 *
 * Returns: (transfer full) (nullable): the input; free with equate_line_input_free()
 *
 * Since: 0.1
 */
EquateLineInput *equate_line_input_open (const char *path, GError **error);

/**
 * equate_line_input_free:
 * @input: (transfer full) (nullable): an input
 *
 * Closes an input.
 *
 * Since: 0.1
 */
void equate_line_input_free (EquateLineInput *input);

/**
 * equate_line_input_get_name:
 * @input: an input
 *
 * Says what is shown for the input.
 *
 * Returns: (transfer none): the name, in UTF-8
 *
 * Since: 0.1
 */
const char *equate_line_input_get_name (const EquateLineInput *input);

/**
 * equate_line_input_next:
 * @input: an input
 * @length: (out): bytes of the line, without its end
 * @is_ended: (out): whether it has an end; the last one may have none
 * @error: return location for an error
 *
 * Reads a line. Fails as equate_byte_input_read() does.
 *
 * Returns: (transfer none) (nullable): the line, until the next one is read; %NULL behind the last
 *   one, or with @error set
 *
 * Since: 0.1
 */
const char *equate_line_input_next (EquateLineInput *input, gsize *length, gboolean *is_ended,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateLineInput, equate_line_input_free)

G_END_DECLS
