/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * "Did you mean": the nearest of the names that exist.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EquateSuggest EquateSuggest;

/**
 * equate_edit_distance:
 * @a: a text
 * @b: a text
 * @limit: how many changes are of interest
 *
 * Counts the changes (insert, delete, replace, swap of neighbours) between two texts, in code
 * points and without regard to case.
 *
 * Returns: the number of changes, or @limit + 1 when there are more than @limit
 *
 * Since: 0.1
 */
guint equate_edit_distance (const char *a, const char *b, guint limit);

/**
 * equate_suggest_new:
 * @wanted: what was written; copied
 * @max: how many candidates are kept, at least 1
 *
 * Begins to collect the nearest of the candidates: those within a third of the length of @wanted,
 * at least 1 change, case ignored. A text of more than 128 characters is near to nothing.
 *
 * Returns: (transfer full): the collection; free with equate_suggest_free()
 *
 * Since: 0.1
 */
EquateSuggest *equate_suggest_new (const char *wanted, guint max);

/**
 * equate_suggest_free:
 * @suggest: (transfer full) (nullable): a collection
 *
 * Frees a collection, but not the candidates.
 *
 * Since: 0.1
 */
void equate_suggest_free (EquateSuggest *suggest);

/**
 * equate_suggest_offer:
 * @suggest: a collection
 * @candidate: a name that exists; borrowed until @suggest is freed
 * @data: (nullable): handed back with @candidate
 *
 * Offers a name, which is kept if it is among the nearest.
 *
 * Since: 0.1
 */
void equate_suggest_offer (EquateSuggest *suggest, const char *candidate, gconstpointer data);

/**
 * equate_suggest_get_length:
 * @suggest: a collection
 *
 * Counts the candidates that are kept.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint equate_suggest_get_length (const EquateSuggest *suggest);

/**
 * equate_suggest_get:
 * @suggest: a collection
 * @index: which candidate, from 0
 * @data: (out) (optional): what was offered with it
 *
 * Hands back a candidate: nearest first, equally near ones in the order in which they were offered.
 *
 * Returns: (transfer none): the candidate
 *
 * Since: 0.1
 */
const char *equate_suggest_get (const EquateSuggest *suggest, guint index, gconstpointer *data);

/**
 * equate_suggest_nearest:
 * @wanted: what was written
 * @candidates: (array zero-terminated=1): the names that exist
 *
 * Finds the nearest of a list, as equate_suggest_new() does.
 *
 * Returns: (transfer none) (nullable): one of @candidates, or %NULL when none is near
 *
 * Since: 0.1
 */
const char *equate_suggest_nearest (const char *wanted, const char *const *candidates);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateSuggest, equate_suggest_free)

G_END_DECLS
