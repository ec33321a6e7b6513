/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Subjects that make a pattern slow, if anything does: what it repeats, repeated, with an end that
 * does not match.
 */
#pragma once

#include "compile/pattern.h"

G_BEGIN_DECLS

/**
 * equate_pump_find:
 * @text: a pattern that equate_pattern_new() takes
 * @mode: how it is matched
 *
 * Looks for a subject on which the pattern meets the limits of base/limits.h. At most 64 subjects
 * are tried, so that the time is bounded.
 *
 * Returns: (transfer full) (nullable): such a subject in words, free with g_free(); %NULL: none of
 *   those tried
 *
 * Since: 0.1
 */
char *equate_pump_find (const char *text, EquatePatternMode mode);

G_END_DECLS
