/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Transcripts as CSV, one entry a row.
 */
#pragma once

#include "load/record.h"

G_BEGIN_DECLS

/* Borrows the header, a source of the first row. */
EquateRecordReader *equate_transcript_csv_new (const EquateSource *header);

G_END_DECLS
