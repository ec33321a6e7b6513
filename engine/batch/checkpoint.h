/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How far a run has come, on the disk: what another one has to know to go on with it.
 */
#pragma once

#include "batch/block.h"

G_BEGIN_DECLS

typedef struct
{
  guint number;             /* of the last record that was passed */
  guint64 output;           /* bytes of the decisions that are good */
  guint64 rejects;          /* the same of the rejected records */
  EquateBatchCounts counts; /* of what these hold */
  EquateFormat reject_format; /* of the record that was rejected last; AUTO: there is none */
  guint64 reject_header;      /* what the header of CSV before it hashes to */
} EquateCheckpoint;

/**
 * equate_checkpoint_save:
 * @path: (type filename): the file
 * @call: what the run is: lines of a name, a tab and a value each
 * @checkpoint: how far it has come
 * @error: return location for an error
 *
 * Writes a checkpoint; the file holds the old one or the new one at any time. Fails with a
 * #GIOErrorEnum.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_checkpoint_save (const char *path, const char *call,
                                 const EquateCheckpoint *checkpoint, GError **error);

/**
 * equate_checkpoint_load:
 * @path: (type filename): the file
 * @call: (out) (transfer full): what the run was
 * @checkpoint: (out): how far it has come
 *
 * Reads a checkpoint.
 *
 * Returns: %FALSE where there is none that could be gone on from
 *
 * Since: 0.1
 */
gboolean equate_checkpoint_load (const char *path, char **call, EquateCheckpoint *checkpoint);

/**
 * equate_checkpoint_remove:
 * @path: (type filename): the file
 *
 * Removes a checkpoint, whether it exists or not.
 *
 * Since: 0.1
 */
void equate_checkpoint_remove (const char *path);

/**
 * equate_checkpoint_compare:
 * @before: what a run was
 * @now: what another one is
 *
 * Says in words where two runs differ.
 *
 * Returns: (transfer full) (nullable): the words; %NULL where they do not
 *
 * Since: 0.1
 */
char *equate_checkpoint_compare (const char *before, const char *now);

G_END_DECLS
