/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Rows under headings, some of them left out by a filter, as a text table or as JSON.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EquateListing EquateListing;

/**
 * equate_listing_new:
 * @headings: (array zero-terminated=1): the headings, which are the keys of JSON as well; they must
 *   outlive the listing
 * @right: columns that are set flush right, as bits: 1 is the first
 * @filter: (nullable): a text that a row must hold, in small or capital letters
 *
 * Makes a listing without rows.
 *
 * Returns: (transfer full): the listing; free with equate_listing_free()
 *
 * Since: 0.1
 */
EquateListing *equate_listing_new (const char *const *headings, guint right, const char *filter);

/**
 * equate_listing_free:
 * @listing: (transfer full) (nullable): a listing
 *
 * Frees a listing with its rows.
 *
 * Since: 0.1
 */
void equate_listing_free (EquateListing *listing);

/**
 * equate_listing_add:
 * @listing: a listing
 * @cell: (nullable): the next cell, row by row; copied
 *
 * Adds a cell; with the last one of a row the row is there, or left out by the filter.
 *
 * Since: 0.1
 */
void equate_listing_add (EquateListing *listing, const char *cell);

/**
 * equate_listing_get_length:
 * @listing: a listing
 *
 * Counts the rows that are not left out.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint equate_listing_get_length (const EquateListing *listing);

/**
 * equate_listing_append:
 * @listing: a listing
 * @as_json: an array of objects, empty cells left out; else a text table
 * @out: where the text goes
 *
 * Appends the rows.
 *
 * Since: 0.1
 */
void equate_listing_append (const EquateListing *listing, gboolean as_json, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateListing, equate_listing_free)

G_END_DECLS
