/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Patterns of characters and classes one after the other, as most patterns for codes are: "MA1\d\d",
 * "PH[2-4].*". To match them needs no search, and so neither PCRE2 nor limits.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EquatePlainPattern EquatePlainPattern;

typedef enum
{
  EQUATE_PLAIN_NO,
  EQUATE_PLAIN_YES,
  EQUATE_PLAIN_UNKNOWN, /* the subject is long, or is not all printable ASCII: PCRE2 knows */
} EquatePlainResult;

/**
 * equate_plain_pattern_new:
 * @text: a pattern
 *
 * Takes a pattern of ASCII characters, `.`, `\d` and classes such as `[A-F0]`, of which the last may
 * be repeated by `*` or `+`. PCRE2 accepts all that are taken.
 *
 * Returns: (transfer full) (nullable): the pattern, free with g_free(); %NULL where there is more
 *   to it
 *
 * Since: 0.1
 */
EquatePlainPattern *equate_plain_pattern_new (const char *text);

/**
 * equate_plain_pattern_match:
 * @pattern: a pattern
 * @subject: the text; need not end in NUL
 * @length: bytes of @subject
 *
 * Matches the whole subject, as PCRE2 does.
 *
 * Returns: whether it matches
 *
 * Since: 0.1
 */
EquatePlainResult equate_plain_pattern_match (const EquatePlainPattern *pattern,
                                              const char *subject, gsize length);

G_END_DECLS
