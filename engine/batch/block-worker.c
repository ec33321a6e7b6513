/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/block-worker.h"

#include <string.h>

#include "batch/convert-text.h"
#include "load/record-reader.h"
#include "write/diagnostics-text.h"
#include "write/safe-text.h"

struct _EquateBlockWorker
{
  const EquateWorkSettings *settings; /* borrowed */
  EquateDecider *decider;             /* owned */
  EquateArena *arena;                 /* owned: the present transcript */
  EquateDiagnosticList *diagnostics;  /* owned: of the present record */
  EquateRecordReader *reader;         /* owned, nullable: of file */
  const EquateBatchFile *file;        /* borrowed, nullable: of the last block */
};

EquateBlockWorker *
equate_block_worker_new (const EquateWorkSettings *settings)
{
  EquateBlockWorker *worker = g_new0 (EquateBlockWorker, 1);

  worker->settings = settings;
  worker->decider = equate_decider_new (settings->ruleset);
  worker->arena = equate_arena_new ();
  worker->diagnostics = equate_diagnostic_list_new ();
  return worker;
}

void
equate_block_worker_free (EquateBlockWorker *worker)
{
  if (!worker)
    return;
  g_clear_pointer (&worker->reader, equate_record_reader_free);
  equate_diagnostic_list_free (worker->diagnostics);
  equate_arena_free (worker->arena);
  equate_decider_free (worker->decider);
  g_free (worker);
}

static void
open_file (EquateBlockWorker *self, const EquateBatchFile *file)
{
  if (self->file == file)
    return;
  g_clear_pointer (&self->reader, equate_record_reader_free);
  self->reader
      = equate_record_reader_new (file->format, file->header, self->arena, self->diagnostics);
  self->file = file;
}

/* --- one record --- */

static void
report_encoding (EquateBlockWorker *self, const EquatePiece *piece, const EquateSource *source,
                 gsize bad)
{
  gsize length;
  const char *text = equate_source_get_data (source, &length);
  const char *byte = memchr (text, 0xff, length);
  EquateSpan span = { source, byte ? (guint32) (byte - text) : 0, 1 };
  EquatePosition position = equate_source_get_position (source, span.offset);

  equate_diagnostic_set_help (
      equate_diagnostic_list_add (
          self->diagnostics, EQUATE_DIAGNOSTIC_ENCODING, span,
          "what stands at byte %" G_GUINT64_FORMAT " (line %u) is not %s",
          piece->origin.offset + bad, position.line, equate_encoding_get_name (self->file->encoding)),
      "see whether the file is in the encoding that --encoding names");
}

/* A record of another encoding than UTF-8; the source owns its text. */
static EquateSource *
read_converted (EquateBlockWorker *self, const char *bytes, const EquatePiece *piece,
                EquateRecord *record)
{
  gssize bad;
  GString *text = equate_text_convert (self->file->encoding, bytes, piece->length, &bad);
  gsize length = text->len;
  EquateSource *source = equate_source_new_part_take (
      self->file->name, g_string_free (text, FALSE), length, &piece->origin);

  equate_record_reader_read (self->reader, piece, source, record);
  if (bad < 0 || piece->fault || piece->too_large)
    return source;
  record->transcript = NULL;
  equate_diagnostic_list_clear (self->diagnostics);
  report_encoding (self, piece, source, (gsize) bad);
  return source;
}

static void
append_findings (EquateBlockWorker *self, EquateBlock *block, guint number, gboolean is_rejected)
{
  EquateDiagnosticStyle style = { .colour = self->settings->colour };

  if (!is_rejected && equate_diagnostic_list_get_length (self->diagnostics) == 0)
    return;
  equate_diagnostic_list_sort (self->diagnostics);
  equate_diagnostics_append_text (self->diagnostics, &style, block->findings);
  if (is_rejected)
    {
      equate_text_append_safe (block->findings, block->file->name, -1);
      g_string_append_printf (block->findings, ": record %u is rejected\n", number);
    }
  g_string_append_c (block->findings, '\n');
}

static void
note_fault (EquateBlockWorker *self, EquateBlock *block, guint number, EquateSource *source)
{
  EquateBlockFault fault = { number, source, equate_diagnostic_list_new () };

  equate_diagnostic_list_take_all (fault.diagnostics, self->diagnostics);
  g_array_append_val (block->faults, fault);
}

/* Takes over source. */
static void
decide_record (EquateBlockWorker *self, EquateBlock *block, guint i, const EquateRecord *record,
               EquateSource *source)
{
  const EquateWorkSettings *settings = self->settings;
  const guint number = g_array_index (block->pieces, EquateBlockPiece, i).number;
  const EquateDecision *decision = NULL;

  if (record->transcript)
    decision = equate_decider_decide (self->decider, record->transcript, &settings->options,
                                      self->diagnostics);
  append_findings (self, block, number, decision == NULL);
  equate_decision_block_append (&block->decisions, &settings->style, decision, number == 1);
  block->counts.records++;
  if (decision)
    block->counts.outcomes[decision->outcome]++;
  else
    {
      block->counts.rejected++;
      g_array_append_val (block->rejects, i);
    }
  if (!decision && settings->keep_faults)
    note_fault (self, block, number, source);
  else
    equate_source_free (source);
}

static void
run_piece (EquateBlockWorker *self, EquateBlock *block, guint i)
{
  const EquatePiece *piece = &g_array_index (block->pieces, EquateBlockPiece, i).piece;
  char *bytes = block->data + piece->start;
  EquateRecord record;

  if (!piece->is_first)
    {
      g_array_append_val (block->rejects, i);
      return;
    }
  if (block->file->encoding != EQUATE_ENCODING_UTF8)
    {
      EquateSource *converted = read_converted (self, bytes, piece, &record);

      decide_record (self, block, i, &record, converted);
      return;
    }
  /* A source has a NUL behind it: it takes the place of the byte that follows the record. */
  char follows = bytes[piece->length];

  bytes[piece->length] = '\0';
  EquateSource *source
      = equate_source_new_part (self->file->name, bytes, piece->length, &piece->origin);
  equate_record_reader_read (self->reader, piece, source, &record);
  decide_record (self, block, i, &record, source);
  bytes[piece->length] = follows;
}

void
equate_block_worker_run (EquateBlockWorker *worker, EquateBlock *block)
{
  open_file (worker, block->file);
  for (guint i = 0; i < block->pieces->len; i++)
    run_piece (worker, block, i);
}
