/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Blocks on their way through threads: each is put in by one thread, worked on by any, and taken out by
 * the first thread in the order in which it was put in. All that threads share is guarded by one
 * pthread mutex, which is taken a few times for each block and never for a record.
 */
#pragma once

#include "batch/block-worker.h"

G_BEGIN_DECLS

typedef struct _EquateBlockQueue EquateBlockQueue;

/**
 * equate_block_queue_new:
 * @settings: what workers do; must outlive the queue
 * @jobs: how many threads may work, the one that owns the queue among them
 *
 * Makes a queue and starts its threads.
 *
 * Returns: (transfer full): the queue; free with equate_block_queue_free()
 *
 * Since: 0.1
 */
EquateBlockQueue *equate_block_queue_new (const EquateWorkSettings *settings, guint jobs);

/**
 * equate_block_queue_free:
 * @queue: (transfer full) (nullable): a queue
 *
 * Ends the threads and frees the queue with all blocks in it.
 *
 * Since: 0.1
 */
void equate_block_queue_free (EquateBlockQueue *queue);

/**
 * equate_block_queue_get_room:
 * @queue: a queue
 *
 * Hands out an empty block, where another one may be put in.
 *
 * Returns: (transfer none) (nullable): a block; %NULL where one has to be taken out before
 *
 * Since: 0.1
 */
EquateBlock *equate_block_queue_get_room (EquateBlockQueue *queue);

/**
 * equate_block_queue_put:
 * @queue: a queue
 *
 * Puts in the block that equate_block_queue_get_room() has handed out, filled by now.
 *
 * Since: 0.1
 */
void equate_block_queue_put (EquateBlockQueue *queue);

/**
 * equate_block_queue_take:
 * @queue: a queue
 *
 * Takes out the block that was put in first; works on blocks as long as it is not done. The block is
 * in the caller's hands until the next call of this function.
 *
 * Returns: (transfer none) (nullable): the block; %NULL where none is left
 *
 * Since: 0.1
 */
EquateBlock *equate_block_queue_take (EquateBlockQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateBlockQueue, equate_block_queue_free)

G_END_DECLS
