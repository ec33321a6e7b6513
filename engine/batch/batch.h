/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Transcripts to decisions, one or a million: reading, deciding by any number of threads, and writing
 * in the order of the records. The bytes that come out do not depend on the number of threads.
 */
#pragma once

#include "batch/block-reader.h"
#include "batch/block-worker.h"
#include "batch/checkpoint.h"

G_BEGIN_DECLS

#define EQUATE_TYPE_BATCH (equate_batch_get_type ())
G_DECLARE_FINAL_TYPE (EquateBatch, equate_batch, EQUATE, BATCH, GObject)

/**
 * EquateBatch::progress:
 * @batch: the batch
 * @records: records that are done; those of a run before it that it goes on with are counted
 * @bytes: bytes of the inputs that were read for them
 * @size: bytes of all inputs; 0 where that is not known
 *
 * Some records more are written. Emitted in the thread that runs the batch.
 *
 * Since: 0.1
 */

/**
 * EquateBatch::rejected:
 * @batch: the batch
 * @number: the number of the record, from 1
 * @diagnostics: the findings about it, an #EquateDiagnosticList that is valid during the call
 *
 * A record was rejected. Emitted in the thread that runs the batch, in the order of the records, before
 * the #EquateBatch::progress that counts it.
 *
 * Since: 0.1
 */

/* Gets what people should read about the records. */
typedef void (*EquateBatchSay) (const char *text, gsize length, gpointer data);

typedef struct
{
  EquateReadSettings reading;
  EquateWorkSettings work;
  guint jobs;             /* threads; not 0 */
  EquateOutput *output;   /* borrowed: the decisions */
  EquateOutput *rejects;  /* borrowed, nullable: rejected records as they came */
  EquateBatchSay say;     /* nullable */
  gpointer say_data;      /* handed to say */
  EquateCheckpoint done;  /* where a run before this one has come to; zeroed: there was none */
} EquateBatchSettings;

/**
 * equate_batch_new:
 * @settings: what to do; copied, what it borrows must outlive the batch
 *
 * Makes a batch.
 *
 * Returns: (transfer full): the batch
 *
 * Since: 0.1
 */
EquateBatch *equate_batch_new (const EquateBatchSettings *settings);

/**
 * equate_batch_run:
 * @batch: a batch that has not run
 * @paths: (array length=n_paths): files, or "-" for standard input
 * @n_paths: how many
 * @cancellable: (nullable): ends the run behind the records that are already read
 * @error: return location for an error
 *
 * Decides on all records and writes to the outputs, which are neither flushed nor committed. Fails as
 * equate_byte_input_read() and equate_output_write() do, and with %G_IO_ERROR_CANCELLED; then what was
 * written by then is whole records.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_batch_run (EquateBatch *batch, const char *const *paths, guint n_paths,
                           GCancellable *cancellable, GError **error);

/**
 * equate_batch_get_counts:
 * @batch: a batch
 *
 * Counts the records that are written, with those of the run before.
 *
 * Returns: (transfer none): the counts
 *
 * Since: 0.1
 */
const EquateBatchCounts *equate_batch_get_counts (const EquateBatch *batch);

/**
 * equate_batch_get_place:
 * @batch: a batch
 * @checkpoint: (inout): where it has come to; the sizes of the outputs are left alone
 *
 * Says where another run could go on, with what is written to the outputs by now.
 *
 * Returns: %FALSE where none could, since the outputs hold a part of something
 *
 * Since: 0.1
 */
gboolean equate_batch_get_place (const EquateBatch *batch, EquateCheckpoint *checkpoint);

/**
 * equate_batch_get_total:
 * @batch: a batch that has run
 * @digest: (out): what the bytes of the inputs hash to
 *
 * Says how many records the inputs have, be they in the shard or not.
 *
 * Returns: the number of the last record
 *
 * Since: 0.1
 */
guint equate_batch_get_total (const EquateBatch *batch, guint64 *digest);

G_END_DECLS
