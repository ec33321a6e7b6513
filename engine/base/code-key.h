/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How codes are compared.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * equate_code_key:
 * @code: a course code, valid UTF-8 without NUL
 * @length: bytes of @code, or -1: up to its NUL
 * @key: where the key goes; cleared first
 *
 * Works out by what a course code is compared: NFKC, trimmed, inner white space one blank, upper
 * case by Unicode's full mapping (ß and ẞ are SS) and never by the locale. The key of a key is the
 * key itself. Codes in ASCII need no memory beyond that of @key.
 *
 * Since: 0.1
 */
void equate_code_key (const char *code, gssize length, GString *key);

/**
 * equate_code_key_is_key:
 * @code: a course code
 * @length: bytes of @code
 *
 * Looks whether a code in ASCII without NUL is its own key, as most codes are.
 *
 * Returns: %TRUE when equate_code_key() would give the same bytes; %FALSE also where only that
 *   function can tell
 *
 * Since: 0.1
 */
gboolean equate_code_key_is_key (const char *code, gsize length);

/**
 * equate_code_key_dup:
 * @code: a course code, valid UTF-8
 *
 * Works out the key of a course code as equate_code_key() does.
 *
 * Returns: (transfer full): the key; free with g_free()
 *
 * Since: 0.1
 */
char *equate_code_key_dup (const char *code);

G_END_DECLS
