/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A transcript from events, whatever the format.
 */
#pragma once

#include "load/record.h"

G_BEGIN_DECLS

#define EQUATE_TRANSCRIPT_KIND "transcript/1"

/* The next document as a transcript, in the decoder's arena; NULL and reported where it is of
 * another kind, NULL at the end of the stream. default_kind: as for equate_decoder_next_document().
 */
EquateTranscript *equate_load_next_transcript (EquateDecoder *decoder, const char *default_kind);

G_END_DECLS
