/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Text of other encodings as UTF-8.
 */
#pragma once

#include "load/record-splitter.h"

G_BEGIN_DECLS

/**
 * equate_encoding_get_name:
 * @encoding: an encoding
 *
 * Gives its name, as iconv and people know it.
 *
 * Returns: (transfer none): the name
 *
 * Since: 0.1
 */
const char *equate_encoding_get_name (EquateEncoding encoding);

/**
 * equate_text_convert:
 * @encoding: the encoding, not that of UTF-8
 * @bytes: a text in it
 * @length: bytes of @bytes
 * @bad: (out): the first byte that is not in the encoding; -1: all are
 *
 * Converts a text. A byte that is not in the encoding becomes 0xFF, which is no UTF-8 either.
 *
 * Returns: (transfer full): the text in UTF-8
 *
 * Since: 0.1
 */
GString *equate_text_convert (EquateEncoding encoding, const char *bytes, gsize length,
                              gssize *bad);

G_END_DECLS
