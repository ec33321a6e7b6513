/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Transcripts as YAML, one document each.
 */
#pragma once

#include "load/record.h"

G_BEGIN_DECLS

/* Borrows all three. */
EquateRecordReader *equate_transcript_yaml_new (const EquateSource *source, EquateArena *arena,
                                                EquateDiagnosticList *diagnostics);

G_END_DECLS
