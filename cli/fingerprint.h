/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What run of `convert` a call is, so that only parts of the same run are put together.
 */
#pragma once

#include "batch/batch.h"
#include "command.h"

G_BEGIN_DECLS

/**
 * equate_fingerprint_new:
 * @call: a call of `convert`
 * @settings: what it comes to
 * @is_whole: with the inputs, the shard and the file of rejected records; else only what all shards
 *   have in common, wherever they run
 *
 * Lists what the output depends on: lines of a name, a tab and a value each.
 *
 * Returns: (transfer full): the lines
 *
 * Since: 0.1
 */
char *equate_fingerprint_new (const EquateCall *call, const EquateBatchSettings *settings,
                              gboolean is_whole);

/**
 * equate_fingerprint_hash:
 * @fingerprint: the lines
 *
 * Hashes the lines.
 *
 * Returns: (transfer full): 16 hexadecimal digits
 *
 * Since: 0.1
 */
char *equate_fingerprint_hash (const char *fingerprint);

G_END_DECLS
