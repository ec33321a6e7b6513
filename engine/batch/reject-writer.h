/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Rejected records as they came in, so that they can be mended and read again.
 */
#pragma once

#include "batch/block.h"

G_BEGIN_DECLS

typedef struct _EquateRejectWriter EquateRejectWriter;

/**
 * equate_reject_writer_new:
 * @output: where they go; must outlive the writer
 * @format: the format of what stands there already; %EQUATE_FORMAT_AUTO: nothing does
 * @header: what the header of CSV before it hashes to
 *
 * Makes a writer.
 *
 * Returns: (transfer full): the writer; free with equate_reject_writer_free()
 *
 * Since: 0.1
 */
EquateRejectWriter *equate_reject_writer_new (EquateOutput *output, EquateFormat format,
                                              guint64 header);

/**
 * equate_reject_writer_free:
 * @writer: (transfer full): a writer
 *
 * Frees a writer, but not its output.
 *
 * Since: 0.1
 */
void equate_reject_writer_free (EquateRejectWriter *writer);

/**
 * equate_reject_writer_get_state:
 * @writer: a writer
 * @header: (out): what the header of CSV hashes to that was written last
 *
 * Says what another writer has to know that goes on with the output.
 *
 * Returns: the format of what was written last; %EQUATE_FORMAT_AUTO: nothing was
 *
 * Since: 0.1
 */
EquateFormat equate_reject_writer_get_state (const EquateRejectWriter *writer, guint64 *header);

/**
 * equate_reject_writer_write:
 * @writer: a writer
 * @block: a block that was worked on
 * @error: return location for an error
 *
 * Writes the rejected records of a block; fails as equate_output_write() does.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_reject_writer_write (EquateRejectWriter *writer, const EquateBlock *block,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateRejectWriter, equate_reject_writer_free)

G_END_DECLS
