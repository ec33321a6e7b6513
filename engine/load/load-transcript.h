/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The transcripts of a file that is held whole, one after another, from any of the formats.
 */
#pragma once

#include "load/record-reader.h"

G_BEGIN_DECLS

typedef struct _EquateTranscriptReader EquateTranscriptReader;

/* Takes over source. AUTO goes by the name's ending, else by the beginning. A transcript is limited
 * to 1 MiB. */
EquateTranscriptReader *equate_transcript_reader_new (EquateSource *source, EquateFormat format);
void equate_transcript_reader_free (EquateTranscriptReader *reader);

/* FALSE at the end. Each faulty record comes out as a record of its own with transcript NULL and
 * its diagnostics (errors); the next one is read all the same where the format allows. */
gboolean equate_transcript_reader_next (EquateTranscriptReader *reader, EquateRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateTranscriptReader, equate_transcript_reader_free)

G_END_DECLS
