/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/csv-columns.h"

#include <string.h>

#include "findings.h"

static const struct
{
  const char *header;
  const char *found; /* findings; "" and not readable: an empty file */
  gboolean is_readable;
} rows[] = {
  { "", "", FALSE },
  { "student,course", "", TRUE },
  { "course;grade;student", "", TRUE },
  { "student,name,institution,course,title,credits,grade,scale,date,status", "", TRUE },
  { "student", "EQ104@1:1", FALSE },
  { "student,corse", "EQ102@1:9", FALSE },
  { "student,course,course", "EQ103@1:16", FALSE },
};

static void
test_header (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquateSource) source
          = equate_source_new_static ("a", rows[i].header, strlen (rows[i].header), 1);
      g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
      g_autoptr (EquateCsvReader) reader = equate_csv_reader_new (source, diagnostics);
      EquateColumns columns;
      gboolean is_readable = equate_columns_read (&columns, reader, diagnostics);
      g_autofree char *found = findings (diagnostics);

      g_assert_cmpstr (found, ==, rows[i].found);
      g_assert_cmpint (is_readable, ==, rows[i].is_readable);
    }
}

/* A column that the file does not have is empty. */
static void
test_cells (void)
{
  static const char text[] = "grade;course;student\n5;A;1\n";
  g_autoptr (EquateSource) source = equate_source_new_static ("a", text, strlen (text), 1);
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateCsvReader) reader = equate_csv_reader_new (source, diagnostics);
  const EquateCsvCell *row;
  EquateColumns columns;
  EquateSpan span;
  gboolean is_good;

  g_assert_true (equate_columns_read (&columns, reader, diagnostics));
  row = equate_csv_reader_next (reader, &is_good, &span);
  g_assert_cmpstr (equate_columns_get_cell (&columns, row, EQUATE_COLUMN_STUDENT)->text, ==, "1");
  g_assert_cmpstr (equate_columns_get_cell (&columns, row, EQUATE_COLUMN_GRADE)->text, ==, "5");
  g_assert_cmpstr (equate_columns_get_cell (&columns, row, EQUATE_COLUMN_DATE)->text, ==, "");
  g_assert_cmpstr (equate_column_get_name (EQUATE_COLUMN_DATE), ==, "date");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-columns/header", test_header);
  g_test_add_func ("/csv-columns/cells", test_cells);
  return g_test_run ();
}
