/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "conversion.h"

#include <unistd.h>

#include "batch/shard.h"
#include "fingerprint.h"
#include "progress.h"
#include "refusal.h"
#include "summary.h"
#include "terminal.h"

/* How often it is noted where a run stands that another one could go on with. */
#define CHECKPOINT_INTERVAL (2 * G_USEC_PER_SEC)

typedef struct
{
  const EquateCall *call;        /* borrowed */
  EquateBatchSettings *settings; /* borrowed */
  EquateOutput *output;          /* owned */
  EquateOutput *rejects;         /* owned, nullable */
  EquateBatch *batch;            /* owned */
  GCancellable *cancellable;     /* owned */
  char *state;                   /* owned, nullable: the file of checkpoints; NULL: none are made */
  char *fingerprint;             /* owned: what run this is */
  gboolean has_checkpoint;       /* there is a good one on the disk */
  gint64 checked_at;             /* microseconds of the monotonic clock */
  GError *error;                 /* owned, nullable: of a checkpoint */
  EquateProgressLine progress;
} Conversion;

static void
conversion_clear (Conversion *self)
{
  g_clear_object (&self->batch);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->output, equate_output_free);
  g_clear_pointer (&self->rejects, equate_output_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->fingerprint, g_free);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Conversion, conversion_clear)

/* --- files --- */

static gboolean
is_packed (const char *path)
{
  return g_str_has_suffix (path, ".gz");
}

/* Whether a run with this output could be gone on with. */
static gboolean
is_resumable (const char *path)
{
  return !is_packed (path) && equate_output_is_replaced (path);
}

static gboolean
check_resume (const EquateCall *call, gboolean can_resume, GError **error)
{
  const char *output = call->values[EQUATE_OPTION_OUTPUT];
  const char *rejects = call->values[EQUATE_OPTION_REJECTS];

  if (!call->values[EQUATE_OPTION_RESUME] || can_resume)
    return TRUE;
  if (!output || g_str_equal (output, "-"))
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`--resume` goes on with a file: name it with --output");
  if (is_packed (output) || (rejects && is_packed (rejects)))
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`--resume` cannot go on with a packed file; pack it afterwards");
  return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                        "`--resume` goes on with files, not with pipes and devices");
}

static EquateOutput *
open_file (const char *path, gboolean is_partial, guint64 size, GError **error)
{
  EquateOutput *output = is_partial ? equate_output_new_partial (path, size, error)
                                    : equate_terminal_open_file (path, error);

  if (output && is_packed (path))
    equate_output_pack (output);
  return output;
}

static gboolean
open_outputs (Conversion *self, const EquateCheckpoint *from, GError **error)
{
  const char *output = self->call->values[EQUATE_OPTION_OUTPUT];
  const char *rejects = self->call->values[EQUATE_OPTION_REJECTS];
  gboolean is_partial = self->state != NULL;

  g_clear_pointer (&self->output, equate_output_free);
  g_clear_pointer (&self->rejects, equate_output_free);
  if (!output || g_str_equal (output, "-"))
    self->output = equate_output_new_for_fd (STDOUT_FILENO, "standard output");
  else
    self->output = open_file (output, is_partial, from->output, error);
  if (!self->output)
    return FALSE;
  /* Until all is open, nothing may be lost that was there before. */
  equate_output_keep (self->output, from->output > 0);
  if (rejects)
    self->rejects = open_file (rejects, is_partial, from->rejects, error);
  if (rejects && !self->rejects)
    return FALSE;
  equate_output_keep (self->output, FALSE);
  return TRUE;
}

/* Opens what an interrupted run has left; FALSE without error where there is nothing. */
static gboolean
open_left (Conversion *self, EquateCheckpoint *checkpoint, GError **error)
{
  g_autofree char *call = NULL;
  g_autofree char *difference = NULL;
  g_autoptr (GError) own_error = NULL;

  if (!self->call->values[EQUATE_OPTION_RESUME]
      || !equate_checkpoint_load (self->state, &call, checkpoint))
    return FALSE;
  difference = equate_checkpoint_compare (call, self->fingerprint);
  if (difference)
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "this is another run than the one that was interrupted: %s; repeat that "
                          "call, or leave --resume out to begin anew",
                          difference);
  if (open_outputs (self, checkpoint, &own_error))
    return TRUE;
  /* A run that was cut off while it put its files into place has left only one of them. */
  if (!g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
      && !g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}

static gboolean
open_all (Conversion *self, GError **error)
{
  const char *output = self->call->values[EQUATE_OPTION_OUTPUT];
  const char *rejects = self->call->values[EQUATE_OPTION_REJECTS];
  gboolean can_resume = output && !g_str_equal (output, "-") && is_resumable (output)
                        && (!rejects || is_resumable (rejects));
  EquateCheckpoint *done = &self->settings->done;
  GError *own_error = NULL;

  if (!check_resume (self->call, can_resume, error))
    return FALSE;
  if (can_resume)
    {
      g_autofree char *partial = equate_output_get_partial_name (output);

      self->state = g_strconcat (partial, ".state", NULL);
      self->fingerprint = equate_fingerprint_new (self->call, self->settings, TRUE);
      self->has_checkpoint = open_left (self, done, &own_error);
      if (own_error)
        {
          g_propagate_error (error, own_error);
          return FALSE;
        }
    }
  if (self->has_checkpoint)
    return TRUE;
  *done = (EquateCheckpoint){ 0 };
  if (!open_outputs (self, done, error))
    return FALSE;
  if (self->state)
    equate_checkpoint_remove (self->state);
  return TRUE;
}

/* --- where the run stands --- */

/* Notes where the run stands; FALSE without error where it stands nowhere to go on from. */
static gboolean
save_checkpoint (Conversion *self, GError **error)
{
  EquateCheckpoint checkpoint = { 0 };

  if (!equate_batch_get_place (self->batch, &checkpoint) || checkpoint.number == 0)
    return FALSE;
  if (!equate_output_sync (self->output, &checkpoint.output, error)
      || (self->rejects && !equate_output_sync (self->rejects, &checkpoint.rejects, error))
      || !equate_checkpoint_save (self->state, self->fingerprint, &checkpoint, error))
    return FALSE;
  self->has_checkpoint = TRUE;
  self->checked_at = g_get_monotonic_time ();
  return TRUE;
}

static void
on_progress (EquateBatch *batch, guint64 records, guint64 bytes, guint64 size, Conversion *self)
{
  equate_progress_update (&self->progress, records, bytes, size);
  if (!self->state || self->error
      || g_get_monotonic_time () - self->checked_at < CHECKPOINT_INTERVAL)
    return;
  save_checkpoint (self, &self->error);
  if (self->error)
    g_cancellable_cancel (self->cancellable);
}

static void
on_findings (const char *text, gsize length, gpointer data)
{
  Conversion *self = data;

  equate_progress_clear (&self->progress);
  equate_say_bytes (text, length);
}

/* --- the end --- */

static gboolean
write_shard_end (Conversion *self, GError **error)
{
  const EquateReadSettings *reading = &self->settings->reading;
  g_autofree char *call = equate_fingerprint_new (self->call, self->settings, FALSE);
  g_autoptr (GString) line = g_string_new (NULL);
  guint64 digest;
  g_auto (EquateShard) shard = { .shard = reading->shard,
                                 .shards = reading->shards,
                                 .total = equate_batch_get_total (self->batch, &digest),
                                 .counts = *equate_batch_get_counts (self->batch),
                                 .workspace = g_strdup (self->settings->work.ruleset->digest),
                                 .call = equate_fingerprint_hash (call) };

  shard.input = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", digest);
  equate_shard_append (&shard, line);
  return equate_output_write (self->output, line->str, line->len, error);
}

/* The rejected ones first: where the decisions are in place, nothing is missing. */
static gboolean
commit (Conversion *self, GError **error)
{
  if (self->settings->reading.shards > 0 && !write_shard_end (self, error))
    return FALSE;
  return (!self->rejects || equate_output_commit (self->rejects, error))
         && equate_output_commit (self->output, error);
}

/* A signal has ended the run: what is done stays, where it can. */
static EquateExit
stop (Conversion *self, int number, GError **error)
{
  guint64 records = equate_batch_get_counts (self->batch)->records;
  g_autofree char *said = NULL;
  GError *own_error = NULL;

  if (self->state)
    save_checkpoint (self, &own_error);
  else if (!equate_output_get_temporary (self->output))
    equate_output_flush (self->output, &own_error);
  if (own_error)
    {
      if (self->state)
        equate_checkpoint_remove (self->state);
      g_propagate_error (error, own_error);
      return EQUATE_EXIT_FAILED;
    }
  equate_output_keep (self->output, self->has_checkpoint);
  if (self->rejects)
    equate_output_keep (self->rejects, self->has_checkpoint);
  said = g_strdup_printf ("stopped after %" G_GUINT64_FORMAT " record%s%s\n", records,
                          records == 1 ? "" : "s",
                          self->has_checkpoint
                              ? ", which are kept; the same call with --resume goes on"
                              : "");
  equate_say (said);
  return (EquateExit) (128 + number);
}

static EquateExit
finish (Conversion *self, gboolean is_done, gint64 started, GError **error)
{
  const EquateBatchCounts *counts = equate_batch_get_counts (self->batch);
  gboolean is_cancelled
      = error && g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !self->error;
  int number = equate_terminal_unwatch ();

  equate_progress_clear (&self->progress);
  if (is_cancelled && number != 0)
    {
      g_clear_error (error);
      return stop (self, number, error);
    }
  if (self->error)
    {
      g_clear_error (error);
      g_propagate_error (error, g_steal_pointer (&self->error));
      is_done = FALSE;
    }
  is_done = is_done && commit (self, error);
  if (self->state)
    equate_checkpoint_remove (self->state);
  if (!is_done)
    return EQUATE_EXIT_FAILED;
  equate_say_summary (counts, started);
  return counts->rejected > 0 ? EQUATE_EXIT_FINDINGS : EQUATE_EXIT_DONE;
}

EquateExit
equate_conversion_run (const EquateCall *call, EquateBatchSettings *settings, gint64 started,
                       GError **error)
{
  g_auto (Conversion) self = { .call = call, .settings = settings };
  gboolean is_done;

  self.cancellable = g_cancellable_new ();
  self.checked_at = g_get_monotonic_time ();
  equate_terminal_watch (self.cancellable);
  if (!open_all (&self, error))
    {
      equate_terminal_unwatch ();
      return EQUATE_EXIT_FAILED;
    }
  equate_progress_init (&self.progress, call->values[EQUATE_OPTION_PROGRESS],
                        settings->done.counts.records);
  settings->output = self.output;
  settings->rejects = self.rejects;
  settings->say = on_findings;
  settings->say_data = &self;
  self.batch = equate_batch_new (settings);
  g_signal_connect (self.batch, "progress", G_CALLBACK (on_progress), &self);
  is_done = equate_batch_run (self.batch, (const char *const *) call->arguments->pdata,
                              call->arguments->len, self.cancellable, error);
  return finish (&self, is_done, started, error);
}
