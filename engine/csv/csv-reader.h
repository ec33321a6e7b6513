/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * CSV by RFC 4180, row by row, with places. The separator (comma, semicolon or tab) is the one that
 * occurs first in the header outside quotes.
 */
#pragma once

#include "base/diagnostic.h"
#include "base/source.h"

G_BEGIN_DECLS

typedef struct _EquateCsvReader EquateCsvReader;

typedef struct
{
  const char *text; /* borrowed until the next row; NUL behind it; quotes resolved */
  gsize length;
  EquateSpan span; /* the cell as written */
} EquateCsvCell;

/* Borrows source and diagnostics; the first row is the header. */
EquateCsvReader *equate_csv_reader_new (const EquateSource *source,
                                        EquateDiagnosticList *diagnostics);
void equate_csv_reader_free (EquateCsvReader *reader);

/* The header's cells; 0 for an empty file. */
guint equate_csv_reader_get_header (EquateCsvReader *reader, const EquateCsvCell **cells);

/* The next row; NULL at the end. A faulty row (EQ010: another number of cells, text behind a closing quote) is
 * reported and handed out with ok FALSE so that the caller can count it. A quote that is not closed within 128 KiB ends
 * with its line. Blank lines are passed over. row_span: the row as written, without its line end. */
const EquateCsvCell *equate_csv_reader_next (EquateCsvReader *reader, gboolean *ok,
                                             EquateSpan *row_span);

/* Reads on in another source, whose rows follow the same header. */
void equate_csv_reader_set_rows (EquateCsvReader *reader, const EquateSource *source,
                                 EquateDiagnosticList *diagnostics);

/* Behind the row that begins at place, its line end included; NULL where more bytes are needed to tell. */
const char *equate_csv_reader_find_row_end (const EquateCsvReader *reader, const char *place,
                                            const char *end, gboolean is_end);

/* A row of bytes that are no source: what is wrong with it is not reported, and cells have no spans. */
const EquateCsvCell *equate_csv_reader_look (EquateCsvReader *reader, const char *row,
                                             const char *end, gboolean is_utf8, gboolean *ok);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateCsvReader, equate_csv_reader_free)

G_END_DECLS
