/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The canonical form of a YAML file: comments, the order of keys and what the file says are kept.
 */
#pragma once

#include "base/diagnostic.h"

G_BEGIN_DECLS

/**
 * equate_yaml_format:
 * @source: (transfer none): a file; outlives the findings
 * @diagnostics: (transfer none): receives what is wrong with it
 * @text: (transfer none): receives the canonical form; as it was where something is wrong
 *
 * Writes a file in its canonical form: what is in it already stays the same bytes.
 *
 * Returns: %FALSE where something was reported
 *
 * Since: 0.1
 */
gboolean equate_yaml_format (const EquateSource *source, EquateDiagnosticList *diagnostics,
                             GString *text);

/**
 * equate_yaml_is_same:
 * @left: (transfer none): a file
 * @right: (transfer none): another
 *
 * Compares what two files say, and their comments, whatever the layout; files with faults are the
 * same as no other.
 *
 * Returns: whether a reader of one finds what a reader of the other does
 *
 * Since: 0.1
 */
gboolean equate_yaml_is_same (const EquateSource *left, const EquateSource *right);

G_END_DECLS
