/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The last line of the output of one shard of many: what has to agree for the shards to be put together.
 */
#pragma once

#include "batch/block.h"

G_BEGIN_DECLS

typedef struct
{
  guint shard;  /* from 1 */
  guint shards; /* how many there are */
  guint64 total; /* records of the inputs, in whichever shard */
  EquateBatchCounts counts; /* of this shard */
  char *workspace; /* owned: the digest of the workspace */
  char *call;      /* owned: what the options hash to */
  char *input;     /* owned: what the inputs hash to */
} EquateShard;

/**
 * equate_shard_clear:
 * @shard: a shard
 *
 * Frees what a shard owns.
 *
 * Since: 0.1
 */
void equate_shard_clear (EquateShard *shard);

/**
 * equate_shard_append:
 * @shard: a shard
 * @out: where the line goes
 *
 * Appends the line, with its end.
 *
 * Since: 0.1
 */
void equate_shard_append (const EquateShard *shard, GString *out);

/**
 * equate_shard_parse:
 * @line: a line without its end
 * @length: bytes of @line
 * @shard: (out): the shard; equate_shard_clear() where it was read
 *
 * Reads the line.
 *
 * Returns: %FALSE where it is no such line
 *
 * Since: 0.1
 */
gboolean equate_shard_parse (const char *line, gsize length, EquateShard *shard);

/**
 * equate_shard_count:
 * @total: records of the inputs
 * @shard: a shard, from 1
 * @shards: how many there are
 *
 * Says how many records a shard has.
 *
 * Returns: the number
 *
 * Since: 0.1
 */
guint64 equate_shard_count (guint64 total, guint shard, guint shards);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EquateShard, equate_shard_clear)

G_END_DECLS
