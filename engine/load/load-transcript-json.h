/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Transcripts as JSON: one object, an array of them, or JSON Lines.
 */
#pragma once

#include "load/record.h"

G_BEGIN_DECLS

/* One object or an array of them. Borrows all three. */
EquateRecordReader *equate_transcript_json_new (const EquateSource *source, EquateArena *arena,
                                                EquateDiagnosticList *diagnostics);

/* One object a line. Borrows all three. */
EquateRecordReader *equate_transcript_jsonl_new (const EquateSource *source, EquateArena *arena,
                                                 EquateDiagnosticList *diagnostics);

G_END_DECLS
