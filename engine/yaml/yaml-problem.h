/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * libyaml's complaints in the words of those who write the files.
 */
#pragma once

#include <yaml.h>

#include "base/diagnostic.h"

G_BEGIN_DECLS

/* Reports what stopped the parser (EQ004). offset: the byte of the problem; context: the byte where
 * what it belongs to began, read only where the parser names a context. */
void equate_yaml_report_problem (EquateDiagnosticList *diagnostics, const EquateSource *source,
                                 const yaml_parser_t *parser, guint32 offset, guint32 context);

G_END_DECLS
