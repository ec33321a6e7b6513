/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/block.h"

/* Findings that have grown beyond this are not kept for the next records. */
#define KEPT_SIZE ((gsize) 1024 * 1024)

void
equate_batch_counts_add (EquateBatchCounts *counts, const EquateBatchCounts *more)
{
  counts->records += more->records;
  counts->rejected += more->rejected;
  for (gsize i = 0; i < G_N_ELEMENTS (counts->outcomes); i++)
    counts->outcomes[i] += more->outcomes[i];
}

static void
clear_fault (gpointer element)
{
  EquateBlockFault *fault = element;

  equate_source_free (fault->source);
  equate_diagnostic_list_free (fault->diagnostics);
}

EquateBlock *
equate_block_new (void)
{
  EquateBlock *block = g_new0 (EquateBlock, 1);

  block->pieces = g_array_new (FALSE, FALSE, sizeof (EquateBlockPiece));
  block->findings = g_string_new (NULL);
  block->rejects = g_array_new (FALSE, FALSE, sizeof (guint));
  block->faults = g_array_new (FALSE, FALSE, sizeof (EquateBlockFault));
  g_array_set_clear_func (block->faults, clear_fault);
  equate_decision_block_init (&block->decisions);
  return block;
}

void
equate_block_free (EquateBlock *block)
{
  if (!block)
    return;
  equate_decision_block_clear (&block->decisions);
  g_array_unref (block->faults);
  g_array_unref (block->rejects);
  g_string_free (block->findings, TRUE);
  g_array_unref (block->pieces);
  g_free (block->data);
  g_free (block);
}

void
equate_block_reset (EquateBlock *block)
{
  block->file = NULL;
  block->used = 0;
  block->ends_open = FALSE;
  g_array_set_size (block->pieces, 0);
  g_array_set_size (block->rejects, 0);
  g_array_set_size (block->faults, 0);
  if (block->findings->allocated_len > KEPT_SIZE)
    {
      g_string_free (block->findings, TRUE);
      block->findings = g_string_new (NULL);
    }
  g_string_truncate (block->findings, 0);
  equate_decision_block_reset (&block->decisions);
  block->counts = (EquateBatchCounts){ 0 };
}

void
equate_block_reserve (EquateBlock *block, gsize room)
{
  if (room <= block->room)
    return;
  block->room = room;
  block->data = g_realloc (block->data, room + 1);
}
