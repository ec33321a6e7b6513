/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The outputs of shards, put together as if one run had written them.
 */
#pragma once

#include "batch/block.h"

G_BEGIN_DECLS

#define EQUATE_MERGE_ERROR (equate_merge_error_quark ())

typedef enum
{
  EQUATE_MERGE_ERROR_SHARDS /* they are not all shards of one run, each once and whole */
} EquateMergeError;

/**
 * equate_merge_error_quark:
 *
 * Names the error domain of merging.
 *
 * Returns: the quark
 *
 * Since: 0.1
 */
GQuark equate_merge_error_quark (void);

/**
 * equate_merge_check:
 * @paths: (array length=n_paths): the files, in any order
 * @n_paths: how many
 * @order: (out caller-allocates) (array length=n_paths): the files in the order of the shards, as
 *   indices
 * @counts: (out): what became of the records, in all shards
 * @error: return location for an error
 *
 * Reads all files once and makes sure that they are the shards of one run. Fails with
 * %EQUATE_MERGE_ERROR where they are not and with a #GIOErrorEnum.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_merge_check (const char *const *paths, guint n_paths, guint *order,
                             EquateBatchCounts *counts, GError **error);

/**
 * equate_merge_write:
 * @paths: (array length=n_paths): the files
 * @n_paths: how many
 * @order: (array length=n_paths): their order, from equate_merge_check()
 * @counts: what is in them, likewise
 * @output: where the decisions go
 * @error: return location for an error
 *
 * Writes the decisions in the order of the records. Fails with a #GIOErrorEnum.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_merge_write (const char *const *paths, guint n_paths, const guint *order,
                             const EquateBatchCounts *counts, EquateOutput *output,
                             GError **error);

G_END_DECLS
