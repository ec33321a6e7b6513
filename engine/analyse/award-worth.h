/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What applications of two rules are worth to the selection, and what one awards beside the other.
 */
#pragma once

#include "decide/evaluation.h"

G_BEGIN_DECLS

/* Which of two applications the selection prefers by criteria a and b of language.md 6.5, at one
 * priority: more than 0 for a. */
int equate_application_compare_worth (const EquateApplication *a, const EquateApplication *b);

/* All that the other awards, for as many credits or more. */
gboolean equate_application_gives_all (const EquateApplication *application,
                                       const EquateApplication *other);

/* The first that none is worth more than; n is at least 1. */
const EquateApplication *equate_applications_find_best (const EquateApplication *applications,
                                                        guint n);

/* The first two that are worth the same and award different things; FALSE: there are none. */
gboolean equate_applications_find_tie (const EquateApplication *early, guint n_early,
                                       const EquateApplication *late, guint n_late,
                                       guint *place_early, guint *place_late);

G_END_DECLS
