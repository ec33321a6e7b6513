/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the readers of all formats report, said alike.
 */
#pragma once

#include "base/diagnostic.h"

G_BEGIN_DECLS

/* Whether all is ASCII without NUL: one fast look that saves slower ones. */
gboolean equate_reading_is_ascii (const EquateSource *source);

/* FALSE, and EQ003 reported, where the source has bytes that are no UTF-8, or NUL. */
gboolean equate_reading_check_encoding (const EquateSource *source,
                                        EquateDiagnosticList *diagnostics);

/* EQ003 for the byte at offset, with a hint at the encoding that the file may have. */
void equate_reading_report_encoding (const EquateSource *source, guint32 offset,
                                     EquateDiagnosticList *diagnostics);

/* EQ005 and EQ006. */
void equate_reading_report_too_deep (EquateDiagnosticList *diagnostics, EquateSpan span);
void equate_reading_report_too_long (EquateDiagnosticList *diagnostics, EquateSpan span);

/* EQ103; first is the place of the key's first occurrence. */
void equate_reading_report_duplicate (EquateDiagnosticList *diagnostics, const char *key,
                                      EquateSpan again, EquateSpan first);

G_END_DECLS
