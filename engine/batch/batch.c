/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/batch.h"

#include "batch/block-queue.h"
#include "batch/reject-writer.h"

struct _EquateBatch
{
  GObject parent;
  EquateBatchSettings settings;
  EquateBlockReader *reader;    /* owned, nullable: not running */
  EquateDecisionWriter *writer; /* owned, nullable: not begun */
  EquateRejectWriter *rejects;  /* owned, nullable: likewise, or there are none to be written */
  EquateBatchCounts counts;
  guint number;       /* of the last record that is written */
  gboolean ends_open; /* of that record only a part is written */
};

G_DEFINE_FINAL_TYPE (EquateBatch, equate_batch, G_TYPE_OBJECT)

enum
{
  SIGNAL_PROGRESS,
  SIGNAL_REJECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
equate_batch_finalize (GObject *object)
{
  EquateBatch *self = EQUATE_BATCH (object);

  equate_block_reader_free (self->reader);
  equate_decision_writer_free (self->writer);
  g_clear_pointer (&self->rejects, equate_reject_writer_free);
  G_OBJECT_CLASS (equate_batch_parent_class)->finalize (object);
}

static void
equate_batch_class_init (EquateBatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = equate_batch_finalize;
  signals[SIGNAL_PROGRESS]
      = g_signal_new ("progress", EQUATE_TYPE_BATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_UINT64, G_TYPE_UINT64, G_TYPE_UINT64);
  signals[SIGNAL_REJECTED] = g_signal_new ("rejected", EQUATE_TYPE_BATCH, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                           G_TYPE_POINTER);
}

static void
equate_batch_init (EquateBatch *self)
{
}

EquateBatch *
equate_batch_new (const EquateBatchSettings *settings)
{
  EquateBatch *self = g_object_new (EQUATE_TYPE_BATCH, NULL);

  self->settings = *settings;
  self->settings.reading.skip = settings->done.number;
  self->counts = settings->done.counts;
  self->number = settings->done.number;
  return self;
}

const EquateBatchCounts *
equate_batch_get_counts (const EquateBatch *self)
{
  return &self->counts;
}

gboolean
equate_batch_get_place (const EquateBatch *self, EquateCheckpoint *checkpoint)
{
  checkpoint->number = self->number;
  checkpoint->counts = self->counts;
  if (self->rejects)
    checkpoint->reject_format
        = equate_reject_writer_get_state (self->rejects, &checkpoint->reject_header);
  return !self->ends_open && self->writer && equate_decision_writer_is_settled (self->writer);
}

guint
equate_batch_get_total (const EquateBatch *self, guint64 *digest)
{
  *digest = equate_block_reader_get_digest (self->reader);
  return equate_block_reader_get_number (self->reader);
}

static void
tell (EquateBatch *self, const EquateBlock *block)
{
  for (guint i = 0; i < block->faults->len; i++)
    {
      const EquateBlockFault *fault = &g_array_index (block->faults, EquateBlockFault, i);

      g_signal_emit (self, signals[SIGNAL_REJECTED], 0, fault->number, fault->diagnostics);
    }
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, self->counts.records, block->bytes_read,
                 equate_block_reader_get_size (self->reader));
}

/* The rejected records first: where the decisions are, nothing is missing. */
static gboolean
write_block (EquateBatch *self, const EquateBlock *block, GError **error)
{
  if (block->findings->len > 0 && self->settings.say)
    self->settings.say (block->findings->str, block->findings->len, self->settings.say_data);
  if (self->rejects && !equate_reject_writer_write (self->rejects, block, error))
    return FALSE;
  if (!equate_decision_writer_write (self->writer, &block->decisions, error))
    return FALSE;
  equate_batch_counts_add (&self->counts, &block->counts);
  self->number = block->last_number;
  self->ends_open = block->ends_open;
  tell (self, block);
  return TRUE;
}

/* Puts in blocks as long as there is room; FALSE where no more will come. */
static gboolean
put_blocks (EquateBatch *self, EquateBlockQueue *queue, GCancellable *cancellable, GError **error)
{
  EquateBlock *block = equate_block_queue_get_room (queue);

  for (; block; block = equate_block_queue_get_room (queue))
    {
      if (!equate_block_reader_fill (self->reader, block, cancellable, error))
        return FALSE;
      equate_block_queue_put (queue);
    }
  return TRUE;
}

/* What was read before an error or the end of the run is still written. */
static gboolean
run_blocks (EquateBatch *self, EquateBlockQueue *queue, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) read_error = NULL;
  gboolean has_more = TRUE;
  EquateBlock *block;

  do
    {
      has_more = has_more && put_blocks (self, queue, cancellable, &read_error);
      block = equate_block_queue_take (queue);
      if (block && !write_block (self, block, error))
        return FALSE;
    }
  while (block);
  if (!read_error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&read_error));
  return FALSE;
}

/* That the inputs have the records that a run before has left behind. */
static gboolean
check_skipped (const EquateBatch *self, GError **error)
{
  guint found = equate_block_reader_get_number (self->reader);

  if (found >= self->settings.done.number)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "the run to go on with has passed %u records, but the inputs have only %u",
               self->settings.done.number, found);
  return FALSE;
}

/* That every record has one outcome. */
static gboolean
check_counts (const EquateBatch *self, GError **error)
{
  guint64 sum = self->counts.rejected;

  for (gsize i = 0; i < G_N_ELEMENTS (self->counts.outcomes); i++)
    sum += self->counts.outcomes[i];
  if (sum == self->counts.records)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "%" G_GUINT64_FORMAT " records came in, but %" G_GUINT64_FORMAT " came out",
               self->counts.records, sum);
  return FALSE;
}

gboolean
equate_batch_run (EquateBatch *self, const char *const *paths, guint n_paths,
                  GCancellable *cancellable, GError **error)
{
  const EquateBatchSettings *settings = &self->settings;
  g_autoptr (EquateBlockQueue) queue = NULL;

  g_return_val_if_fail (self->reader == NULL, FALSE);
  self->settings.work.keep_faults
      = g_signal_has_handler_pending (self, signals[SIGNAL_REJECTED], 0, TRUE);
  self->reader = equate_block_reader_new (paths, n_paths, &settings->reading);
  self->writer = equate_decision_writer_new (
      settings->output, &settings->work.style, (guint) self->counts.records,
      (guint) (self->counts.records - self->counts.rejected));
  if (settings->rejects)
    self->rejects = equate_reject_writer_new (settings->rejects, settings->done.reject_format,
                                              settings->done.reject_header);
  queue = equate_block_queue_new (&settings->work, settings->jobs);
  return run_blocks (self, queue, cancellable, error) && check_skipped (self, error)
         && equate_decision_writer_finish (self->writer, error) && check_counts (self, error);
}
