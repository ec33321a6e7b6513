/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Reads and decides the records of a block and formats what comes of them. Each thread has a worker
 * of its own.
 */
#pragma once

#include "batch/block.h"
#include "decide/decide.h"

G_BEGIN_DECLS

typedef struct
{
  const EquateRuleset *ruleset; /* borrowed */
  EquateDecideOptions options;  /* borrows its texts */
  EquateDecisionStyle style;
  gboolean colour;      /* findings for a terminal that takes colours */
  gboolean keep_faults; /* somebody wants to hear what is wrong with records */
} EquateWorkSettings;

typedef struct _EquateBlockWorker EquateBlockWorker;

/**
 * equate_block_worker_new:
 * @settings: what to do; must outlive the worker
 *
 * Makes a worker.
 *
 * Returns: (transfer full): the worker; free with equate_block_worker_free()
 *
 * Since: 0.1
 */
EquateBlockWorker *equate_block_worker_new (const EquateWorkSettings *settings);

/**
 * equate_block_worker_free:
 * @worker: (transfer full) (nullable): a worker
 *
 * Frees a worker.
 *
 * Since: 0.1
 */
void equate_block_worker_free (EquateBlockWorker *worker);

/**
 * equate_block_worker_run:
 * @worker: a worker
 * @block: a block with records
 *
 * Does everything about the records of a block but writing it.
 *
 * Since: 0.1
 */
void equate_block_worker_run (EquateBlockWorker *worker, EquateBlock *block);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateBlockWorker, equate_block_worker_free)

G_END_DECLS
