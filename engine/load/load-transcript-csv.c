/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-csv.h"

#include <string.h>

#include "load/csv-columns.h"
#include "load/load-transcript-fields.h"

/* Two events for each cell, and those that open and close. */
#define MAX_EVENTS (2 * EQUATE_N_COLUMNS + 8)

/*
 * Rows become the events of the same transcript written as YAML, so that one set of tables reads
 * all formats. All rows of a record are of one student: it was cut where the next one begins.
 */
typedef struct
{
  EquateRecordReader base;
  EquateEventReader events;
  EquateCsvReader *csv;     /* owned */
  const EquateCsvCell *row; /* borrowed, nullable: the row at hand, NULL at the end */
  EquateSpan row_span;
  gboolean row_ok;
  EquateColumns columns;
  EquateDecoder *decoder; /* owned, nullable: also behind a fault */
  EquateEvent queue[MAX_EVENTS];
  guint queued;
  guint taken;
  gboolean open;        /* a record has begun and not ended */
  GString *institution; /* owned: of the record; empty where no row has named it */
  EquateSpan institution_span;
} CsvReader;

/* --- Rows as events --- */

static void
push (CsvReader *self, EquateEventKind kind, EquateSpan span)
{
  self->queue[self->queued++] = (EquateEvent){ .kind = kind, .span = span };
}

static void
push_scalar (CsvReader *self, const char *text, gsize length, EquateSpan span)
{
  self->queue[self->queued++]
      = (EquateEvent){ EQUATE_EVENT_SCALAR, EQUATE_SCALAR_QUOTED, text, length, span };
}

static const EquateCsvCell *
get_cell (const CsvReader *self, EquateColumn column)
{
  return equate_columns_get_cell (&self->columns, self->row, column);
}

/* A key and its value, where the cell is not empty. */
static void
push_cell (CsvReader *self, EquateColumn column, const char *key)
{
  const EquateCsvCell *cell = get_cell (self, column);

  if (cell->length == 0)
    return;
  push_scalar (self, key, strlen (key), cell->span);
  push_scalar (self, cell->text, cell->length, cell->span);
}

static void
fetch_row (CsvReader *self)
{
  self->row = equate_csv_reader_next (self->csv, &self->row_ok, &self->row_span);
}

static void
begin_record (CsvReader *self)
{
  const EquateCsvCell *student = get_cell (self, EQUATE_COLUMN_STUDENT);

  self->open = TRUE;
  g_string_truncate (self->institution, 0);
  push (self, EQUATE_EVENT_MAPPING_START, student->span);
  push_scalar (self, "student", strlen ("student"), student->span);
  push (self, EQUATE_EVENT_MAPPING_START, student->span);
  push_cell (self, EQUATE_COLUMN_STUDENT, "id");
  push_cell (self, EQUATE_COLUMN_NAME, "name");
  push (self, EQUATE_EVENT_MAPPING_END, student->span);
  push_scalar (self, "entries", strlen ("entries"), student->span);
  push (self, EQUATE_EVENT_SEQUENCE_START, student->span);
}

/* The row that waits becomes part of the record. */
static void
take_row (CsvReader *self)
{
  const EquateCsvCell *institution = get_cell (self, EQUATE_COLUMN_INSTITUTION);

  if (self->institution->len == 0)
    {
      g_string_append_len (self->institution, institution->text, (gssize) institution->length);
      self->institution_span = institution->span;
    }
  if (!self->row_ok)
    return;
  push (self, EQUATE_EVENT_MAPPING_START, self->row_span);
  for (EquateColumn column = EQUATE_COLUMN_COURSE; column < EQUATE_N_COLUMNS; column++)
    push_cell (self, column, equate_column_get_name (column));
  push (self, EQUATE_EVENT_MAPPING_END, self->row_span);
}

/* Only now it is certain whether a row has named the institution. */
static void
end_record (CsvReader *self)
{
  const GString *institution = self->institution;

  self->open = FALSE;
  push (self, EQUATE_EVENT_SEQUENCE_END, self->row_span);
  if (institution->len > 0)
    {
      push_scalar (self, "institution", strlen ("institution"), self->institution_span);
      push_scalar (self, institution->str, institution->len, self->institution_span);
    }
  push (self, EQUATE_EVENT_MAPPING_END, self->row_span);
}

/* Fills the queue from the rows. */
static void
refill (CsvReader *self)
{
  gboolean begun = self->open;

  self->queued = 0;
  self->taken = 0;
  if (!begun)
    begin_record (self);
  else
    fetch_row (self);
  if (self->row)
    take_row (self);
  else
    end_record (self);
}

static gboolean
csv_next_event (EquateEventReader *events, EquateEvent *event)
{
  CsvReader *self = (CsvReader *) ((char *) events - G_STRUCT_OFFSET (CsvReader, events));

  /* A faulty row leaves nothing in the queue. */
  while (self->taken == self->queued && (self->row || self->open))
    refill (self);
  if (self->taken == self->queued)
    return FALSE;
  *event = self->queue[self->taken++];
  return TRUE;
}

/* --- Records --- */

static void
csv_read (EquateRecordReader *reader, EquateRecord *record)
{
  CsvReader *self = (CsvReader *) reader;

  equate_csv_reader_set_rows (self->csv, record->source, reader->diagnostics);
  fetch_row (self);
  self->open = FALSE;
  self->queued = self->taken = 0;
  if (!self->decoder)
    self->decoder = equate_decoder_new (&self->events, reader->arena, reader->diagnostics);
  record->transcript = equate_load_next_transcript (self->decoder, EQUATE_TRANSCRIPT_KIND);
  if (equate_diagnostic_list_get_length (reader->diagnostics) > 0)
    g_clear_pointer (&self->decoder, equate_decoder_free);
}

static void
csv_free (EquateRecordReader *reader)
{
  CsvReader *self = (CsvReader *) reader;

  g_clear_pointer (&self->decoder, equate_decoder_free);
  equate_csv_reader_free (self->csv);
  g_string_free (self->institution, TRUE);
  g_free (self);
}

/**
 * equate_transcript_csv_new:
 * @header: (transfer none): the first row
 *
 * Makes a reader of rows.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateRecordReader *
equate_transcript_csv_new (const EquateSource *header)
{
  CsvReader *self = g_new0 (CsvReader, 1);
  g_autoptr (EquateDiagnosticList) faults = equate_diagnostic_list_new ();

  self->base.read = csv_read;
  self->base.free = csv_free;
  self->events.next = csv_next_event;
  self->institution = g_string_new (NULL);
  self->csv = equate_csv_reader_new (header, faults);
  if (!equate_columns_read (&self->columns, self->csv, faults))
    self->base.refusal = g_steal_pointer (&faults);
  return &self->base;
}
