/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Text of other people for a terminal: nothing in it may steer the terminal or turn the reading
 * direction.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * equate_text_append_safe:
 * @out: where the text goes
 * @text: (nullable): a text; %NULL appends nothing
 * @length: bytes of @text, or -1: up to its NUL
 *
 * Appends a text with control, C1, bidi and line separator characters shown as `\u{…}` and bytes
 * that are no UTF-8 as `\x{…}`.
 *
 * Since: 0.1
 */
void equate_text_append_safe (GString *out, const char *text, gssize length);

G_END_DECLS
