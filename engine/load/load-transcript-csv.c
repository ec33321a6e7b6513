/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-csv.h"

#include <string.h>

#include "base/suggest.h"
#include "csv/csv-reader.h"
#include "load/load-transcript-fields.h"

typedef enum
{
  COLUMN_STUDENT,
  COLUMN_NAME,
  COLUMN_INSTITUTION,
  COLUMN_COURSE, /* from here on keys of an entry */
  COLUMN_TITLE,
  COLUMN_CREDITS,
  COLUMN_GRADE,
  COLUMN_SCALE,
  COLUMN_DATE,
  COLUMN_STATUS,
  N_COLUMNS
} Column;

static const char *const column_names[N_COLUMNS + 1]
    = { "student", "name",  "institution", "course", "title", "credits",
        "grade",   "scale", "date",        "status", NULL };

/* Two events for each cell, and those that open and close. */
#define MAX_EVENTS (2 * N_COLUMNS + 8)

/*
 * Rows become the events of the same transcript written as YAML, so that one set of tables reads
 * all formats. A row is looked at before the one ahead of it is finished, to see whose it is; what
 * is wrong with it waits until it is taken.
 */
typedef struct
{
  EquateRecordReader base;
  EquateEventReader events;
  EquateCsvReader *csv;        /* owned, nullable: not yet begun */
  EquateDiagnosticList *ahead; /* owned: findings about the row that waits */
  const EquateCsvCell *row;    /* borrowed, nullable: the row that waits, NULL at the end */
  EquateSpan row_span;
  gboolean row_ok;
  gint columns[N_COLUMNS]; /* where the column stands; -1: it does not */
  EquateDecoder *decoder;  /* owned, nullable */
  EquateEvent queue[MAX_EVENTS];
  guint queued;
  guint taken;
  gboolean open;        /* a record has begun and not ended */
  GString *student;     /* owned: of the record */
  GString *institution; /* owned: likewise; empty where no row has named it */
  EquateSpan institution_span;
  EquateSpan span; /* the rows of the record */
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
get_cell (const CsvReader *self, Column column)
{
  static const EquateCsvCell none = { "" };

  return self->columns[column] < 0 ? &none : &self->row[self->columns[column]];
}

/* A key and its value, where the cell is not empty. */
static void
push_cell (CsvReader *self, Column column, const char *key)
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

static gboolean
is_cell (const EquateCsvCell *cell, const GString *text)
{
  return cell->length == text->len && memcmp (cell->text, text->str, text->len) == 0;
}

/* Whether the row that waits goes on with the record. A faulty row that does not say whose it is
 * belongs to the record that it would otherwise be missing from. */
static gboolean
continues (const CsvReader *self)
{
  const EquateCsvCell *student = get_cell (self, COLUMN_STUDENT);
  const EquateCsvCell *institution = get_cell (self, COLUMN_INSTITUTION);

  if (!self->row_ok && student->length == 0)
    return TRUE;
  return is_cell (student, self->student)
         && (institution->length == 0 || self->institution->len == 0
             || is_cell (institution, self->institution));
}

static void
begin_record (CsvReader *self)
{
  const EquateCsvCell *student = get_cell (self, COLUMN_STUDENT);

  self->open = TRUE;
  self->span = self->row_span;
  g_string_truncate (self->student, 0);
  g_string_append_len (self->student, student->text, (gssize) student->length);
  g_string_truncate (self->institution, 0);
  push (self, EQUATE_EVENT_MAPPING_START, student->span);
  push_scalar (self, "student", strlen ("student"), student->span);
  push (self, EQUATE_EVENT_MAPPING_START, student->span);
  push_cell (self, COLUMN_STUDENT, "id");
  push_cell (self, COLUMN_NAME, "name");
  push (self, EQUATE_EVENT_MAPPING_END, student->span);
  push_scalar (self, "entries", strlen ("entries"), student->span);
  push (self, EQUATE_EVENT_SEQUENCE_START, student->span);
}

/* The row that waits becomes part of the record. */
static void
take_row (CsvReader *self)
{
  const EquateCsvCell *institution = get_cell (self, COLUMN_INSTITUTION);

  self->span.length = self->row_span.offset + self->row_span.length - self->span.offset;
  if (self->institution->len == 0)
    {
      g_string_append_len (self->institution, institution->text, (gssize) institution->length);
      self->institution_span = institution->span;
    }
  equate_diagnostic_list_take_all (self->base.diagnostics, self->ahead);
  if (!self->row_ok)
    return;
  push (self, EQUATE_EVENT_MAPPING_START, self->row_span);
  for (Column column = COLUMN_COURSE; column < N_COLUMNS; column++)
    push_cell (self, column, column_names[column]);
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
  if (self->row && (!begun || continues (self)))
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

/* --- The header --- */

/* FALSE for an unknown one. */
static gboolean
check_column (CsvReader *self, const EquateCsvCell *cell, guint place)
{
  EquateDiagnosticList *diagnostics = self->base.diagnostics;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      if (strcmp (cell->text, column_names[i]) != 0)
        continue;
      if (self->columns[i] >= 0)
        equate_diagnostic_set_help (
            equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_DUPLICATE_KEY, cell->span,
                                        "the column `%s` stands twice", cell->text),
            "delete one of the two columns");
      self->columns[i] = (gint) place;
      return TRUE;
    }

  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_KEY, cell->span, "unknown column `%s`", cell->text);
  const char *nearest = equate_suggest_nearest (cell->text, column_names);

  if (nearest)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
  else
    equate_diagnostic_set_help (diagnostic, "columns are student, name, institution, course, "
                                            "title, credits, grade, scale, date and status");
  return FALSE;
}

/* FALSE where the file cannot be read by its header; whether anything was reported tells an empty
 * file from a faulty one. */
static gboolean
read_header (CsvReader *self)
{
  static const Column required[] = { COLUMN_STUDENT, COLUMN_COURSE };
  const EquateCsvCell *cells;
  gboolean known = TRUE;

  self->csv = equate_csv_reader_new (self->base.source, self->ahead);
  equate_diagnostic_list_take_all (self->base.diagnostics, self->ahead);

  guint n_cells = equate_csv_reader_get_header (self->csv, &cells);

  for (guint i = 0; i < N_COLUMNS; i++)
    self->columns[i] = -1;
  if (equate_diagnostic_list_get_length (self->base.diagnostics) > 0 || n_cells == 0)
    return FALSE;
  for (guint i = 0; i < n_cells; i++)
    known = check_column (self, &cells[i], i) && known;
  /* A column that is missing may be the one with the unknown name. */
  for (guint i = 0; known && i < G_N_ELEMENTS (required); i++)
    if (self->columns[required[i]] < 0)
      equate_diagnostic_set_help (
          equate_diagnostic_list_add (self->base.diagnostics, EQUATE_DIAGNOSTIC_MISSING_KEY,
                                      cells[0].span, "the header has no column `%s`",
                                      column_names[required[i]]),
          "the columns student and course are required; the first line holds their names");
  return equate_diagnostic_list_get_length (self->base.diagnostics) == 0;
}

/* --- Records --- */

static gboolean
csv_next (EquateRecordReader *reader, EquateRecord *record)
{
  CsvReader *self = (CsvReader *) reader;

  record->source = reader->source;
  if (!self->csv)
    {
      if (!read_header (self))
        {
          record->bytes = equate_source_get_data (reader->source, &record->length);
          return equate_diagnostic_list_get_length (reader->diagnostics) > 0;
        }
      fetch_row (self);
    }
  if (!self->row)
    return FALSE;
  if (!self->decoder)
    self->decoder = equate_decoder_new (&self->events, reader->arena, reader->diagnostics);
  record->transcript = equate_load_next_transcript (self->decoder, EQUATE_TRANSCRIPT_KIND);
  record->bytes = equate_source_get_data (reader->source, NULL) + self->span.offset;
  record->length = self->span.length;
  equate_load_check_size (record, self->span.offset, reader->diagnostics);
  return TRUE;
}

static void
csv_free (EquateRecordReader *reader)
{
  CsvReader *self = (CsvReader *) reader;

  g_clear_pointer (&self->decoder, equate_decoder_free);
  g_clear_pointer (&self->csv, equate_csv_reader_free);
  equate_diagnostic_list_free (self->ahead);
  g_string_free (self->student, TRUE);
  g_string_free (self->institution, TRUE);
  g_free (self);
}

/**
 * equate_transcript_csv_new:
 * @source: (transfer none): the file
 * @arena: (transfer none): where transcripts are made
 * @diagnostics: (transfer none): receives what is wrong with a record
 *
 * Makes a reader of CSV.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateRecordReader *
equate_transcript_csv_new (const EquateSource *source, EquateArena *arena,
                           EquateDiagnosticList *diagnostics)
{
  CsvReader *self = g_new0 (CsvReader, 1);

  self->base = (EquateRecordReader){ csv_next, csv_free, source, arena, diagnostics };
  self->events.next = csv_next_event;
  self->ahead = equate_diagnostic_list_new ();
  self->student = g_string_new (NULL);
  self->institution = g_string_new (NULL);
  return &self->base;
}
