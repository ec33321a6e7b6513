/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * PCRE2 patterns within limits.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EquatePattern EquatePattern;

typedef enum
{
  EQUATE_PATTERN_WHOLE,  /* must match the whole subject: `match` on code keys */
  EQUATE_PATTERN_SEARCH, /* found anywhere, case-insensitively: `title` */
} EquatePatternMode;

typedef enum
{
  EQUATE_PATTERN_NO,
  EQUATE_PATTERN_YES,
  EQUATE_PATTERN_LIMIT, /* a limit was met, or the subject is too long: nobody knows */
} EquatePatternResult;

/**
 * equate_pattern_new:
 * @text: the pattern
 * @mode: whether it must match the whole or is searched for
 * @error_message: (out) (transfer full): a sentence on what is wrong; free with g_free()
 * @error_offset: (out): the byte of @text where the fault is
 *
 * Compiles a pattern within the limits of base/limits.h. Verbs `(*…)` and callouts `(?C…)` are
 * refused; inside of a character class `(*` and `(?C` may stand, unless the pattern has constructs
 * that make it hard to say where a class ends.
 *
 * Returns: (transfer full) (nullable): the pattern, free with equate_pattern_free(); %NULL with
 *   @error_message and @error_offset set where it cannot be used
 *
 * Since: 0.1
 */
EquatePattern *equate_pattern_new (const char *text, EquatePatternMode mode, char **error_message,
                                   gsize *error_offset);

/**
 * equate_pattern_free:
 * @pattern: (transfer full) (nullable): a pattern
 *
 * Frees a pattern.
 *
 * Since: 0.1
 */
void equate_pattern_free (EquatePattern *pattern);

/**
 * equate_pattern_match:
 * @pattern: a pattern
 * @subject: the text; need not end in NUL
 * @length: bytes of @subject
 *
 * Matches a pattern. Several threads may ask at once: the working memory is the thread's own.
 *
 * Returns: whether it matches; %EQUATE_PATTERN_LIMIT where a limit of base/limits.h was met, and
 *   for a subject that is no UTF-8 or, in a search, longer than %EQUATE_MAX_SEARCHED_TITLE
 *
 * Since: 0.1
 */
EquatePatternResult equate_pattern_match (EquatePattern *pattern, const char *subject,
                                          gsize length);

/**
 * equate_pattern_get_prefix:
 * @pattern: a pattern
 *
 * Says what every whole match begins with, literally: "MA1" of `MA1\d\d`. A subject that begins
 * otherwise cannot match and need not be tried.
 *
 * Returns: (transfer none): the beginning; "" where nothing is certain, and for searches
 *
 * Since: 0.1
 */
const char *equate_pattern_get_prefix (const EquatePattern *pattern);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquatePattern, equate_pattern_free)

G_END_DECLS
