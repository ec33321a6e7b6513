/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * libyaml's events with places in bytes, and with the limits kept. Anchors, aliases, tags and
 * merge keys are refused with the alternative named.
 */
#pragma once

#include "base/diagnostic.h"
#include "base/event.h"

G_BEGIN_DECLS

typedef struct _EquateYamlStream EquateYamlStream;

/* Borrows source and diagnostics. Invalid UTF-8 and NUL are reported here (EQ003, with line and
 * byte offset, and a hint at the encoding), and the stream is then empty. */
EquateYamlStream *equate_yaml_stream_new (const EquateSource *source,
                                          EquateDiagnosticList *diagnostics);
void equate_yaml_stream_free (EquateYamlStream *stream);

/* The stream as an event reader; borrowed. */
EquateEventReader *equate_yaml_stream_get_reader (EquateYamlStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateYamlStream, equate_yaml_stream_free)

G_END_DECLS
