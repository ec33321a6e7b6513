/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where records begin and end in bytes that come in bit by bit. Nothing is read of a record but what
 * parts it from the next one, so that many threads can read records that one has found.
 */
#pragma once

#include "load/piece.h"

G_BEGIN_DECLS

/**
 * equate_format_guess:
 * @name: the name of a file; `.gz` at its end does not count
 * @data: its beginning
 * @length: bytes of @data
 *
 * Guesses the format by the ending of the name, else by the beginning of the text.
 *
 * Returns: the format, never EQUATE_FORMAT_AUTO
 *
 * Since: 0.1
 */
EquateFormat equate_format_guess (const char *name, const char *data, gsize length);

/**
 * equate_record_splitter_new:
 * @format: the format, not EQUATE_FORMAT_AUTO
 * @encoding: the encoding of the bytes, in all of which the characters that part records are ASCII
 *
 * Makes a splitter for one file.
 *
 * Returns: (transfer full): the splitter; free with equate_record_splitter_free()
 *
 * Since: 0.1
 */
EquateRecordSplitter *equate_record_splitter_new (EquateFormat format, EquateEncoding encoding);

/**
 * equate_record_splitter_free:
 * @splitter: (transfer full): a splitter
 *
 * Frees a splitter.
 *
 * Since: 0.1
 */
void equate_record_splitter_free (EquateRecordSplitter *splitter);

/**
 * equate_record_splitter_next:
 * @splitter: a splitter
 * @data: the bytes from where equate_record_splitter_forget() has left it
 * @length: how many there are by now
 * @is_end: whether these are the last ones
 * @piece: (out): the next piece
 *
 * Finds the next record, or the next part of one that is too large.
 *
 * Returns: %FALSE where more bytes are needed, or nothing is left
 *
 * Since: 0.1
 */
gboolean equate_record_splitter_next (EquateRecordSplitter *splitter, const char *data,
                                      gsize length, gboolean is_end, EquatePiece *piece);

/**
 * equate_record_splitter_forget:
 * @splitter: a splitter
 * @data: the bytes that were looked at last
 *
 * Lets go of the bytes of pieces that were handed out; what follows them is what
 * equate_record_splitter_next() has to be given next.
 *
 * Returns: how many bytes are no longer needed
 *
 * Since: 0.1
 */
gsize equate_record_splitter_forget (EquateRecordSplitter *splitter, const char *data);

/**
 * equate_record_splitter_get_header:
 * @splitter: a splitter that has found a record
 * @length: (out): its bytes
 *
 * Gives the first row of CSV, which says what the others hold.
 *
 * Returns: (transfer none) (nullable): the row with its line end and a NUL, as long as the splitter
 *   lives; %NULL for other formats
 *
 * Since: 0.1
 */
const char *equate_record_splitter_get_header (const EquateRecordSplitter *splitter,
                                               gsize *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateRecordSplitter, equate_record_splitter_free)

G_END_DECLS
