/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The record that a piece of a file holds, in any of the formats. Each thread has a reader of its own.
 */
#pragma once

#include "load/piece.h"
#include "load/record.h"

G_BEGIN_DECLS

/**
 * equate_record_reader_new:
 * @format: the format, not EQUATE_FORMAT_AUTO
 * @header: (nullable): the first row of CSV, which outlives the reader and what it reports
 * @arena: where transcripts are made; emptied before each of them
 * @diagnostics: receives what is wrong with a record; emptied likewise
 *
 * Makes a reader.
 *
 * Returns: (transfer full): the reader; free with equate_record_reader_free()
 *
 * Since: 0.1
 */
EquateRecordReader *equate_record_reader_new (EquateFormat format, const EquateSource *header,
                                              EquateArena *arena,
                                              EquateDiagnosticList *diagnostics);

/**
 * equate_record_reader_free:
 * @reader: (transfer full): a reader
 *
 * Frees a reader.
 *
 * Since: 0.1
 */
void equate_record_reader_free (EquateRecordReader *reader);

/**
 * equate_record_reader_read:
 * @reader: a reader
 * @piece: a piece that begins a record
 * @source: its bytes; outlives the record
 * @record: (out caller-allocates): the record but for its number, until the next one is read
 *
 * Reads a record; a faulty one has no transcript, and its diagnostics say why.
 *
 * Since: 0.1
 */
void equate_record_reader_read (EquateRecordReader *reader, const EquatePiece *piece,
                                const EquateSource *source, EquateRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateRecordReader, equate_record_reader_free)

G_END_DECLS
