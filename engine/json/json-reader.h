/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * JSON by RFC 8259 to the letter, pulled event by event, without a tree. Depth 64; invalid UTF-8,
 * lone surrogates, duplicate keys, NaN and raw control characters are refused with their place.
 */
#pragma once

#include "base/diagnostic.h"
#include "base/event.h"

G_BEGIN_DECLS

typedef struct _EquateJsonReader EquateJsonReader;

/* Borrows source and diagnostics. Exactly one top-level value with white space
 * around it; gives DOCUMENT_START and DOCUMENT_END around that value. */
EquateJsonReader *equate_json_reader_new (const EquateSource *source,
                                          EquateDiagnosticList *diagnostics);

/* The same reader for the next source: buffers are reused. */
void equate_json_reader_reset (EquateJsonReader *reader, const EquateSource *source);
void equate_json_reader_free (EquateJsonReader *reader);
EquateEventReader *equate_json_reader_get_reader (EquateJsonReader *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateJsonReader, equate_json_reader_free)

G_END_DECLS
