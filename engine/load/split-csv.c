/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * CSV is cut where the student changes, or the institution. A row is looked at whole, for a faulty one
 * that does not say whose it is belongs to the record that it would otherwise be missing from.
 */
#include "load/splitter-base.h"

#include <string.h>

#include "base/limits.h"
#include "load/csv-columns.h"

typedef struct
{
  EquateRecordSplitter base;
  EquateSource *header_source;       /* owned, nullable: the header was not yet read */
  EquateDiagnosticList *diagnostics; /* owned: of the header, which is reported by who reads it */
  EquateCsvReader *csv;              /* owned, nullable: likewise */
  EquateColumns columns;
  gboolean is_faulty;   /* nothing can be read by the header: the whole file is one record */
  gboolean within;      /* place lies in a row that is too large, whose beginning was looked at */
  GString *student;     /* owned: of the record */
  GString *institution; /* owned: likewise; empty where no row has named it */
} CsvSplitter;

static void
set_text (GString *text, const EquateCsvCell *cell)
{
  g_string_truncate (text, 0);
  g_string_append_len (text, cell->text, (gssize) cell->length);
}

static gboolean
is_text (const GString *text, const EquateCsvCell *cell)
{
  return cell->length == text->len && memcmp (cell->text, text->str, text->len) == 0;
}

/* --- the header --- */

static gboolean
is_only_blank (const char *start, const char *end)
{
  while (start < end && (*start == ' ' || *start == '\r' || *start == '\n'))
    start++;
  return start == end;
}

static void
read_header (CsvSplitter *self, const char *data, const char *end)
{
  const EquateOrigin origin = { 0, 1, 1 };

  self->base.header = g_string_new_len (data, end - data);
  self->header_source = equate_source_new_part ("", self->base.header->str,
                                                self->base.header->len, &origin);
  self->csv = equate_csv_reader_new (self->header_source, self->diagnostics);
  self->is_faulty = !equate_columns_read (&self->columns, self->csv, self->diagnostics);
}

/* The header is the first line that is not blank; FALSE where it is not yet at hand. */
static gboolean
find_header (CsvSplitter *self, const char *data, gsize length, gboolean is_end)
{
  EquateRecordSplitter *base = &self->base;
  /* Only to find the end of the line: which separator it has is seen then. */
  g_autoptr (EquateSource) source = equate_source_new_static ("", "", 0, 1);
  g_autoptr (EquateCsvReader) finder = equate_csv_reader_new (source, self->diagnostics);
  const char *place = data;
  const char *end = data;

  while (end && end < data + length && is_only_blank (place, end))
    {
      place = end;
      end = equate_csv_reader_find_row_end (finder, place, data + length, is_end);
    }
  if (!end && length <= EQUATE_MAX_TRANSCRIPT_SIZE)
    return FALSE;
  if (end && !is_end && is_only_blank (place, end))
    return FALSE;
  read_header (self, data, end ? end : data + length);
  base->place = self->is_faulty ? 0 : base->header->len;
  base->start = base->place;
  return TRUE;
}

/* --- the rows --- */

/* Whether a row goes on with the record. */
static gboolean
continues (const CsvSplitter *self, const EquateCsvCell *row, gboolean is_good)
{
  const EquateCsvCell *student = equate_columns_get_cell (&self->columns, row, EQUATE_COLUMN_STUDENT);
  const EquateCsvCell *institution
      = equate_columns_get_cell (&self->columns, row, EQUATE_COLUMN_INSTITUTION);

  if (!is_good && student->length == 0)
    return TRUE;
  return is_text (self->student, student)
         && (institution->length == 0 || self->institution->len == 0
             || is_text (self->institution, institution));
}

static gsize
without_line_end (const char *data, gsize start, gsize end)
{
  if (end > start && data[end - 1] == '\n')
    end--;
  if (end > start && data[end - 1] == '\r')
    end--;
  return end;
}

/* A whole row; TRUE: the record ends before it. */
static gboolean
take_row (CsvSplitter *self, const char *data, gsize next)
{
  EquateRecordSplitter *base = &self->base;
  gboolean is_good = TRUE;
  const EquateCsvCell *row
      = equate_csv_reader_look (self->csv, data + base->place, data + next,
                                base->encoding == EQUATE_ENCODING_UTF8, &is_good);
  const EquateCsvCell *institution;

  if (row && base->begun && !continues (self, row, is_good))
    return TRUE;
  if (row && !base->begun)
    {
      set_text (self->student, equate_columns_get_cell (&self->columns, row, EQUATE_COLUMN_STUDENT));
      g_string_truncate (self->institution, 0);
      base->begun = TRUE;
    }
  if (row)
    {
      institution = equate_columns_get_cell (&self->columns, row, EQUATE_COLUMN_INSTITUTION);
      if (self->institution->len == 0)
        set_text (self->institution, institution);
      base->end = without_line_end (data, base->place, next);
    }
  base->place = next;
  if (!base->begun)
    base->start = next;
  return FALSE;
}

/* A row that is too large is a record of its own, up to the end of its line. */
static gboolean
take_large_row (CsvSplitter *self, const char *data, gsize length, gboolean is_end)
{
  EquateRecordSplitter *base = &self->base;
  const char *newline = memchr (data + base->place, '\n', length - base->place);

  base->begun = TRUE;
  self->within = !newline;
  base->place = newline ? (gsize) (newline - data) + 1 : length;
  base->end = without_line_end (data, base->start, base->place);
  return newline || is_end;
}

static gboolean
find_rows (CsvSplitter *self, const char *data, gsize length, gboolean is_end)
{
  EquateRecordSplitter *base = &self->base;

  while (base->place < length && !self->within)
    {
      const char *next = equate_csv_reader_find_row_end (self->csv, data + base->place,
                                                         data + length, is_end);

      if (!next && length - base->place <= EQUATE_MAX_TRANSCRIPT_SIZE)
        return FALSE;
      if (!next && base->begun)
        return TRUE;
      if (!next)
        return take_large_row (self, data, length, is_end);
      if (take_row (self, data, (gsize) (next - data)))
        return TRUE;
    }
  if (self->within && base->place < length)
    return take_large_row (self, data, length, is_end);
  return is_end && base->begun;
}

static gboolean
find_whole (CsvSplitter *self, gsize length, gboolean is_end)
{
  EquateRecordSplitter *base = &self->base;

  if (equate_diagnostic_list_get_length (self->diagnostics) == 0)
    return FALSE; /* an empty file */
  if (is_end && base->place == length && !base->begun)
    return FALSE;
  base->begun = TRUE;
  base->place = base->end = length;
  return is_end;
}

static gboolean
csv_find (EquateRecordSplitter *splitter, const char *data, gsize length, gboolean is_end)
{
  CsvSplitter *self = (CsvSplitter *) splitter;

  if (!self->csv && !find_header (self, data, length, is_end))
    return FALSE;
  return self->is_faulty ? find_whole (self, length, is_end)
                         : find_rows (self, data, length, is_end);
}

static void
csv_free (EquateRecordSplitter *splitter)
{
  CsvSplitter *self = (CsvSplitter *) splitter;

  g_clear_pointer (&self->csv, equate_csv_reader_free);
  g_clear_pointer (&self->header_source, equate_source_free);
  equate_diagnostic_list_free (self->diagnostics);
  g_string_free (self->student, TRUE);
  g_string_free (self->institution, TRUE);
  g_free (self);
}

EquateRecordSplitter *
equate_split_csv_new (void)
{
  CsvSplitter *self = g_new0 (CsvSplitter, 1);

  self->base.find = csv_find;
  self->base.free = csv_free;
  self->diagnostics = equate_diagnostic_list_new ();
  self->student = g_string_new (NULL);
  self->institution = g_string_new (NULL);
  return &self->base;
}
