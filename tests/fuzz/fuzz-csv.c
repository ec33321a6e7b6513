/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Any bytes as CSV: rows stand one behind the other in the text, with all cells of the header, each
 * UTF-8; a row that is not right was reported.
 */
#include <string.h>

#include "csv/csv-reader.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static void
check_cell (const EquateCsvCell *cell, gsize length)
{
  g_assert_cmpuint (cell->span.offset, <=, length);
  g_assert_cmpuint (cell->span.length, <=, length - cell->span.offset);
  g_assert_cmpuint (strlen (cell->text), ==, cell->length);
  g_assert_true (g_utf8_validate (cell->text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  char *text = g_malloc0 (size + 1);

  if (size > 0)
    memcpy (text, data, size);

  g_autoptr (EquateSource) source = equate_source_new_take ("fuzz.csv", text, size, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateCsvReader) reader = equate_csv_reader_new (source, list);
  const EquateCsvCell *cells;
  guint n_cells = equate_csv_reader_get_header (reader, &cells);
  guint n_faults = equate_diagnostic_list_get_length (list);
  guint32 end = 0;
  EquateSpan span;
  gboolean ok;
  gsize length;

  equate_source_get_data (source, &length);
  for (guint i = 0; i < n_cells; i++)
    check_cell (&cells[i], length);
  while ((cells = equate_csv_reader_next (reader, &ok, &span)))
    {
      g_assert_true (ok == (equate_diagnostic_list_get_length (list) == n_faults));
      n_faults = equate_diagnostic_list_get_length (list);
      g_assert_cmpuint (span.offset, >=, end);
      end = span.offset + span.length;
      g_assert_cmpuint (end, <=, length);
      for (guint i = 0; i < n_cells; i++)
        check_cell (&cells[i], length);
    }
  return 0;
}
