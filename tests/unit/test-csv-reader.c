/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "csv/csv-reader.h"

#include <string.h>

#include "base/limits.h"
#include "findings.h"

/* Rows behind one another, the header first: cells in <>, ! before a faulty row. */
static char *
trace (const EquateSource *source, EquateDiagnosticList *list)
{
  g_autoptr (EquateCsvReader) reader = equate_csv_reader_new (source, list);
  GString *text = g_string_new (NULL);
  const EquateCsvCell *cells;
  guint n_cells = equate_csv_reader_get_header (reader, &cells);
  gboolean ok = TRUE;
  EquateSpan span;

  do
    {
      g_string_append (text, ok ? "" : "!");
      for (guint i = 0; i < n_cells; i++)
        {
          g_assert_cmpuint (strlen (cells[i].text), ==, cells[i].length);
          g_string_append_printf (text, "<%s>", cells[i].text);
        }
      g_string_append_c (text, '/');
    }
  while ((cells = equate_csv_reader_next (reader, &ok, &span)));
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *csv;
  const char *rows;
  const char *findings;
} texts[] = {
  { "", "/", "" },
  { "\n\r\n  \n", "/", "" },
  { "a", "<a>/", "" },
  { "a\n", "<a>/", "" },
  { "a,b\n1,2\n", "<a><b>/<1><2>/", "" },
  { "a,b\n1,2", "<a><b>/<1><2>/", "" },
  { "a,b\r\n1,2\r\n", "<a><b>/<1><2>/", "" },
  { "a;b\n1;2,5\n", "<a><b>/<1><2,5>/", "" },
  { "a\tb\n1\t2;5\n", "<a><b>/<1><2;5>/", "" },
  { "\"a,x\";b\n1;2\n", "<a,x><b>/<1><2>/", "" },
  { "a\n1,2\n", "<a>/!<1>/", "EQ010@2:1" },
  { "a\n1;2\n", "<a>/<1;2>/", "" },
  { "\xef\xbb\xbf"
    "a,b\n1,2\n",
    "<a><b>/<1><2>/", "" },
  { "\n\na,b\n\n1,2\n   \n3,4\n\n", "<a><b>/<1><2>/<3><4>/", "" },
  { "a,b\n,\n", "<a><b>/<><>/", "" },
  { "a,b\n 1 , 2 \n", "<a><b>/< 1 >< 2 >/", "" },
  { "a,b\n\"1\",\"\"\n", "<a><b>/<1><>/", "" },
  { "a,b\n\"x \"\"y\"\" z\",\"\"\"\"\n", "<a><b>/<x \"y\" z><\">/", "" },
  { "a,b\n\"1,5\",\"x\r\ny\n\"\n2,3\n", "<a><b>/<1,5><x\r\ny\n>/<2><3>/", "" },
  { "a,b\nx\"y,z\"\n", "<a><b>/<x\"y><z\">/", "" },
  { "a,b\n\"1\"\r\n", "<a><b>/!<1><>/", "EQ010@2:1" },
  /* faulty rows: each said, the others read */
  { "a,b\n1\n2,3\n4,5,6\n7,8\n", "<a><b>/!<1><>/<2><3>/!<4><5>/<7><8>/", "EQ010@2:1 EQ010@4:1" },
  { "a,b\n课,\"x\"y\n1,2\n", "<a><b>/!<课><xy>/<1><2>/", "EQ010@2:6" },
  { "a,b\n\"x\" ,2\n1,2\n", "<a><b>/!<x ><2>/<1><2>/", "EQ010@2:4" },
  { "a,b\n1,\"2\n3,4\n", "<a><b>/!<1><2>/<3><4>/", "EQ010@2:3" },
  { "\"a,b\n1,2\n", "<a,b>/!<1>/", "EQ010@1:1 EQ010@2:1" },
  { "a,b\n1\r2,3\r4\n5,6\n", "<a><b>/!<1\r2><3\r4>/<5><6>/", "EQ010@2:2" },
  { "a,b\r1,2\r", "<a><b\r1><2\r>/", "EQ010@1:4" },
  /* encoding: the row is faulty, what can be shown of it is kept */
  { "a,b\n1,\xb8\xdf\n3,4\n5,\xb8\n", "<a><b>/!<1><>/<3><4>/!<5><>/", "EQ003@2:3 EQ003@4:3" },
  { "a,\xb8\xdf\n1,2\n", "<a><>/<1><2>/", "EQ003@1:3" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (EquateSource) source
          = equate_source_new_static ("test.csv", texts[i].csv, strlen (texts[i].csv), 1);
      g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
      g_autofree char *rows = trace (source, list);
      g_autofree char *found = findings (list);

      g_test_message ("case %u", i);
      g_assert_cmpstr (rows, ==, texts[i].rows);
      g_assert_cmpstr (found, ==, texts[i].findings);
    }
}

static void
test_spans (void)
{
  static const char csv[] = "\xef\xbb\xbf课,b\r\n\"x\n\"\"y\",课程\r\n\r\nz\r\n";
  g_autoptr (EquateSource) source = equate_source_new_static ("test.csv", csv, sizeof csv - 1, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateCsvReader) reader = equate_csv_reader_new (source, list);
  const EquateCsvCell *cells;
  EquateSpan span;
  gboolean ok;

  g_assert_cmpuint (equate_csv_reader_get_header (reader, &cells), ==, 2);

  g_autofree char *name = slice (cells[0].span);

  g_assert_cmpstr (name, ==, "课");
  cells = equate_csv_reader_next (reader, &ok, &span);

  g_autofree char *row = slice (span);
  g_autofree char *first = slice (cells[0].span);
  g_autofree char *second = slice (cells[1].span);

  g_assert_true (ok);
  g_assert_cmpstr (row, ==, "\"x\n\"\"y\",课程");
  g_assert_cmpstr (first, ==, "\"x\n\"\"y\"");
  g_assert_cmpstr (second, ==, "课程");
  g_assert_cmpuint (equate_source_get_position (source, cells[1].span.offset).line, ==, 3);
  cells = equate_csv_reader_next (reader, &ok, &span);

  g_autofree char *missing = slice (cells[1].span);

  g_assert_false (ok);
  g_assert_cmpstr (missing, ==, "");
  g_assert_cmpuint (equate_source_get_position (source, span.offset).line, ==, 5);
  g_assert_null (equate_csv_reader_next (reader, &ok, &span));
  g_assert_null (equate_csv_reader_next (reader, &ok, &span));
}

static void
test_long_cell (void)
{
  g_autofree char *longest = g_strnfill (EQUATE_MAX_SCALAR_SIZE, 'x');
  g_autofree char *csv = g_strdup_printf ("a,b\n%s,1\n\"%sx\",2\n3,4\n", longest, longest);
  g_autofree char *expected = g_strdup_printf ("<a><b>/<%s><1>/!<><2>/<3><4>/", longest);
  g_autoptr (EquateSource) source = equate_source_new_static ("test.csv", csv, strlen (csv), 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autofree char *rows = trace (source, list);
  g_autofree char *found = findings (list);

  g_assert_cmpstr (rows, ==, expected);
  g_assert_cmpstr (found, ==, "EQ006@3:1");
}

static void
test_nul (void)
{
  static const char csv[] = "a,b\n1,x\0y\n3,4\n";
  g_autoptr (EquateSource) source = equate_source_new_static ("test.csv", csv, sizeof csv - 1, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autofree char *rows = trace (source, list);
  g_autofree char *found = findings (list);

  g_assert_cmpstr (rows, ==, "<a><b>/!<1><>/<3><4>/");
  g_assert_cmpstr (found, ==, "EQ003@2:4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/csv-reader/rows", test_rows);
  g_test_add_func ("/csv-reader/spans", test_spans);
  g_test_add_func ("/csv-reader/long-cell", test_long_cell);
  g_test_add_func ("/csv-reader/nul", test_nul);
  return g_test_run ();
}
