/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "csv/csv-reader.h"

#include <string.h>

#include "base/limits.h"
#include "base/reading.h"

/* Bytes of a quoted cell, each quote in it written twice. */
#define MAX_QUOTED ((gsize) 2 * EQUATE_MAX_SCALAR_SIZE + 2)

/* One row and the text of its cells; while it is read, cells hold offsets in place of pointers. */
typedef struct
{
  GString *text; /* owned: each cell with its NUL */
  GArray *cells; /* owned: EquateCsvCell */
  EquateSpan span;
  gboolean ok;
} Row;

struct _EquateCsvReader
{
  EquateDiagnosticList *diagnostics; /* borrowed */
  const EquateSource *source;        /* borrowed; NULL: nothing is reported */
  const char *data;                  /* borrowed from source */
  const char *place;                 /* in data */
  const char *end;                   /* of data */
  char separator;
  gboolean any_encoding;      /* bytes need not be UTF-8 */
  gboolean encoding_reported; /* the hint at the encoding is worked out once */
  Row header;
  Row row;
};

static EquateSpan
span_at (const EquateCsvReader *reader, const char *start, const char *end)
{
  return (EquateSpan){ reader->source, (guint32) (start - reader->data), (guint32) (end - start) };
}

static void
report (EquateCsvReader *reader, Row *row, EquateSpan span, const char *message, const char *help)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      reader->diagnostics, EQUATE_DIAGNOSTIC_CSV_SYNTAX, span, "%s", message);

  equate_diagnostic_set_help (diagnostic, "%s", help);
  row->ok = FALSE;
}

static gboolean
at_line_end (const EquateCsvReader *reader)
{
  gsize left = (gsize) (reader->end - reader->place);

  return left == 0 || *reader->place == '\n'
         || (left > 1 && memcmp (reader->place, "\r\n", 2) == 0);
}

static void
skip_line_end (EquateCsvReader *reader)
{
  if (reader->place < reader->end && *reader->place == '\r')
    reader->place++;
  if (reader->place < reader->end)
    reader->place++;
}

/* A line of nothing but blanks is no row. */
static void
skip_blank_lines (EquateCsvReader *reader)
{
  const char *start = reader->place;

  while (reader->place < reader->end)
    {
      while (reader->place < reader->end && *reader->place == ' ')
        reader->place++;
      if (!at_line_end (reader))
        {
          reader->place = start;
          return;
        }
      skip_line_end (reader);
      start = reader->place;
    }
}

/* The quote that closes the one at start, a doubled one being none; NULL: there is none as near as
 * it has to be for a value that may be read, so that one open quote does not take the rest of a
 * large file. */
static const char *
find_closing (const char *start, const char *end)
{
  const char *limit = MIN (end, start + MIN (MAX_QUOTED, (gsize) (end - start)));
  const char *place = start + 1;

  for (;;)
    {
      const char *quote = place < limit ? memchr (place, '"', (gsize) (limit - place)) : NULL;

      if (!quote || quote + 1 == end || quote[1] != '"')
        return quote;
      place = quote + 2;
    }
}

/* Behind the opening quote; ends behind the closing one. */
static void
read_quoted (EquateCsvReader *reader, Row *row)
{
  const char *start = reader->place;
  const char *closing = find_closing (start, reader->end);

  if (!closing)
    {
      const char *newline = memchr (start, '\n', (gsize) (reader->end - start));

      report (reader, row, span_at (reader, start, start + 1), "the quote is never closed",
              "close the quote; a quote within a cell is written twice");
      reader->place = newline ? newline : reader->end;
      g_string_append_len (row->text, start + 1, reader->place - start - 1);
      return;
    }
  for (const char *run = start + 1; run <= closing;)
    {
      const char *quote = memchr (run, '"', (gsize) (closing - run) + 1);

      g_string_append_len (row->text, run, quote - run);
      if (quote < closing)
        g_string_append_c (row->text, '"');
      run = quote + 2;
    }
  reader->place = closing + 1;
}

/* Up to the separator or the end of the line. */
static void
read_plain (EquateCsvReader *reader, Row *row)
{
  const char *start = reader->place;

  for (;
       reader->place < reader->end && *reader->place != reader->separator && *reader->place != '\n';
       reader->place++)
    {
      if (*reader->place != '\r')
        continue;
      if (at_line_end (reader))
        break;
      if (!row->ok)
        continue;
      report (reader, row, span_at (reader, reader->place, reader->place + 1),
              "a carriage return stands within the row",
              "end lines with a line feed, or put the cell into quotes");
    }
  g_string_append_len (row->text, start, reader->place - start);
}

static void
read_cell (EquateCsvReader *reader, Row *row)
{
  const char *start = reader->place;
  gsize text = row->text->len;

  if (reader->place < reader->end && *reader->place == '"')
    {
      read_quoted (reader, row);
      if (!at_line_end (reader) && *reader->place != reader->separator)
        {
          const char *next = g_utf8_find_next_char (reader->place, reader->end);

          report (reader, row, span_at (reader, reader->place, next ? next : reader->end),
                  "text stands behind a closing quote", "a quote within a cell is written twice");
          read_plain (reader, row);
        }
    }
  else
    read_plain (reader, row);

  EquateCsvCell cell
      = { GSIZE_TO_POINTER (text), row->text->len - text, span_at (reader, start, reader->place) };

  if (cell.length > EQUATE_MAX_SCALAR_SIZE)
    {
      if (reader->source)
        equate_reading_report_too_long (reader->diagnostics, cell.span);
      row->ok = FALSE;
      cell.length = 0;
      g_string_truncate (row->text, text);
    }
  g_string_append_c (row->text, '\0');
  g_array_append_val (row->cells, cell);
}

/* Cells that cannot be shown are emptied, so that the others can be used to say whose row it is. */
static void
check_encoding (EquateCsvReader *reader, Row *row)
{
  const char *start = reader->data + row->span.offset;
  const char *invalid;

  if (reader->any_encoding || g_utf8_validate_len (start, row->span.length, &invalid))
    return;
  row->ok = FALSE;
  if (reader->source && reader->encoding_reported)
    equate_diagnostic_list_add (reader->diagnostics, EQUATE_DIAGNOSTIC_ENCODING,
                                span_at (reader, invalid, invalid + 1),
                                "the row has bytes that are not UTF-8");
  else if (reader->source)
    equate_reading_report_encoding (reader->source, (guint32) (invalid - reader->data),
                                    reader->diagnostics);
  reader->encoding_reported = reader->source != NULL;
  for (guint i = 0; i < row->cells->len; i++)
    {
      EquateCsvCell *cell = &g_array_index (row->cells, EquateCsvCell, i);

      if (!g_utf8_validate_len (cell->text, cell->length, NULL))
        {
          cell->text = "";
          cell->length = 0;
        }
    }
}

/* FALSE at the end of the file. */
static gboolean
read_row (EquateCsvReader *reader, Row *row)
{
  g_string_truncate (row->text, 0);
  g_array_set_size (row->cells, 0);
  row->ok = TRUE;
  skip_blank_lines (reader);
  if (reader->place == reader->end)
    return FALSE;

  const char *start = reader->place;

  read_cell (reader, row);
  while (!at_line_end (reader))
    {
      reader->place++;
      read_cell (reader, row);
    }
  row->span = span_at (reader, start, reader->place);
  skip_line_end (reader);
  for (guint i = 0; i < row->cells->len; i++)
    {
      EquateCsvCell *cell = &g_array_index (row->cells, EquateCsvCell, i);

      cell->text = row->text->str + GPOINTER_TO_SIZE (cell->text);
    }
  check_encoding (reader, row);
  return TRUE;
}

/* Every row has at least the header's cells, whatever is wrong with it. */
static void
check_length (EquateCsvReader *reader, Row *row)
{
  guint wanted = reader->header.cells->len;
  guint found = row->cells->len;
  guint32 end = row->span.offset + row->span.length;
  EquateCsvCell none = { "", 0, { reader->source, end, 0 } };

  /* A row that is faulty already has lost its cells by that fault. */
  if (found != wanted && row->ok)
    {
      g_autofree char *message
          = g_strdup_printf ("the row has %u cells, the header %u", found, wanted);

      report (reader, row, row->span, message,
              "put cells with separators into quotes, and leave no cell out");
    }
  for (; found < wanted; found++)
    g_array_append_val (row->cells, none);
}

/* The first of the three that stands in the header outside quotes. */
static char
find_separator (const EquateCsvReader *reader)
{
  gboolean quoted = FALSE;

  for (const char *place = reader->place; place < reader->end; place++)
    {
      if (*place == '"')
        quoted = !quoted;
      else if (!quoted && (*place == ',' || *place == ';' || *place == '\t'))
        return *place;
      else if (!quoted && *place == '\n')
        break;
    }
  return ',';
}

static void
init_row (Row *row)
{
  row->text = g_string_new (NULL);
  row->cells = g_array_new (FALSE, FALSE, sizeof (EquateCsvCell));
}

static void
clear_row (Row *row)
{
  g_string_free (row->text, TRUE);
  g_array_unref (row->cells);
}

static void
set_text (EquateCsvReader *reader, const EquateSource *source, const char *data, gsize length)
{
  reader->source = source;
  reader->data = reader->place = data;
  reader->end = data + length;
  reader->any_encoding = FALSE;
  reader->encoding_reported = FALSE;
}

/**
 * equate_csv_reader_new:
 * @source: (transfer none): the text; outlives the spans taken from it
 * @diagnostics: (transfer none): receives what is wrong with it
 *
 * Begins to read a source as CSV, and reads its header.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateCsvReader *
equate_csv_reader_new (const EquateSource *source, EquateDiagnosticList *diagnostics)
{
  EquateCsvReader *reader = g_new0 (EquateCsvReader, 1);

  equate_csv_reader_set_rows (reader, source, diagnostics);
  init_row (&reader->header);
  init_row (&reader->row);
  skip_blank_lines (reader);
  reader->separator = find_separator (reader);
  read_row (reader, &reader->header);
  return reader;
}

/**
 * equate_csv_reader_free:
 * @reader: (transfer full): the reader
 *
 * Ends the reading; header and row are gone with it.
 *
 * Since: 0.1
 */
void
equate_csv_reader_free (EquateCsvReader *reader)
{
  clear_row (&reader->header);
  clear_row (&reader->row);
  g_free (reader);
}

/**
 * equate_csv_reader_get_header:
 * @reader: (transfer none): the reader
 * @cells: (out) (transfer none): the names of the columns, as long as the reader lives
 *
 * Gives the first row.
 *
 * Returns: the number of columns; 0 for an empty file
 *
 * Since: 0.1
 */
guint
equate_csv_reader_get_header (EquateCsvReader *reader, const EquateCsvCell **cells)
{
  *cells = (const EquateCsvCell *) (gconstpointer) reader->header.cells->data;
  return reader->header.cells->len;
}

/**
 * equate_csv_reader_next:
 * @reader: (transfer none): the reader
 * @ok: (out): FALSE where something about the row was reported
 * @row_span: (out): the row as written, without its line end
 *
 * Reads the next row. It has at least as many cells as the header, also where some are missing.
 *
 * Returns: (transfer none) (nullable): its cells, until the next row is read; %NULL at the end
 *
 * Since: 0.1
 */
const EquateCsvCell *
equate_csv_reader_next (EquateCsvReader *reader, gboolean *ok, EquateSpan *row_span)
{
  Row *row = &reader->row;

  if (!read_row (reader, row))
    return NULL;
  check_length (reader, row);
  *ok = row->ok;
  *row_span = row->span;
  return (const EquateCsvCell *) (gconstpointer) row->cells->data;
}

/**
 * equate_csv_reader_set_rows:
 * @reader: (transfer none): the reader
 * @source: (transfer none): rows that follow the same header; outlives the spans taken from it
 * @diagnostics: (transfer none): receives what is wrong with them
 *
 * Reads on in another source.
 *
 * Since: 0.1
 */
void
equate_csv_reader_set_rows (EquateCsvReader *reader, const EquateSource *source,
                            EquateDiagnosticList *diagnostics)
{
  gsize length;
  const char *data = equate_source_get_data (source, &length);

  reader->diagnostics = diagnostics;
  set_text (reader, source, data, length);
}

/**
 * equate_csv_reader_find_row_end:
 * @reader: (transfer none): the reader, for the separator
 * @place: where a row begins
 * @end: the end of the bytes at hand
 * @is_end: whether no others follow them
 *
 * Finds where a row ends without reading it.
 *
 * Returns: (transfer none) (nullable): behind its line end; %NULL where more bytes are needed to tell
 *
 * Since: 0.1
 */
const char *
equate_csv_reader_find_row_end (const EquateCsvReader *reader, const char *place, const char *end,
                                gboolean is_end)
{
  for (;;)
    {
      const char *newline = memchr (place, '\n', (gsize) (end - place));
      const char *stop = newline ? newline : end;
      const char *closing;

      /* Only a quote at the beginning of a cell counts. */
      if (*place != '"')
        {
          const char *separator = memchr (place, reader->separator, (gsize) (stop - place));

          if (separator && memchr (separator, '"', (gsize) (stop - separator)))
            {
              place = separator + 1;
              continue;
            }
          return newline ? newline + 1 : is_end ? end : NULL;
        }
      closing = find_closing (place, end);
      if (!is_end && (closing ? closing + 1 == end : (gsize) (end - place) < MAX_QUOTED))
        return NULL;
      if (!closing)
        return newline ? newline + 1 : is_end ? end : NULL;
      place = closing + 1;
      if (place == end)
        return end;
    }
}

/**
 * equate_csv_reader_look:
 * @reader: (transfer none): the reader, for the header
 * @row: where a row begins
 * @end: behind its line end
 * @is_utf8: whether bytes that are no UTF-8 are a fault
 * @ok: (out): FALSE where something is wrong with it
 *
 * Reads a row that is read again later; nothing is reported.
 *
 * Returns: (transfer none) (nullable): its cells, without spans, until the next row is read; %NULL
 *   for a blank line
 *
 * Since: 0.1
 */
const EquateCsvCell *
equate_csv_reader_look (EquateCsvReader *reader, const char *row, const char *end,
                        gboolean is_utf8, gboolean *ok)
{
  EquateSpan span;

  set_text (reader, NULL, row, (gsize) (end - row));
  reader->any_encoding = !is_utf8;
  return equate_csv_reader_next (reader, ok, &span);
}
