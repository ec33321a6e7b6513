/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Transcripts as CSV, one entry a row.
 */
#pragma once

#include "load/record.h"

G_BEGIN_DECLS

/* Borrows all three. */
EquateRecordReader *equate_transcript_csv_new (const EquateSource *source, EquateArena *arena,
                                               EquateDiagnosticList *diagnostics);

G_END_DECLS
