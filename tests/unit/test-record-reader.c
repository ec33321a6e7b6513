/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/record-reader.h"

#include <string.h>

#include "findings.h"

#define GOOD "{\"student\":{\"id\":\"1\"},\"entries\":[]}"

/* One reader for one record after another; none is marked by the one before it. */
static void
test_pieces (void)
{
  static const struct
  {
    const char *text;
    EquatePiece piece;
    const char *found;
  } rows[] = {
    { GOOD, { .is_first = TRUE, .is_last = TRUE }, "" },
    { "{", { .is_first = TRUE, .is_last = TRUE }, "EQ009@7:4" },
    { "  " GOOD, { .indent = 2, .is_first = TRUE, .is_last = TRUE }, "" },
    { "  " GOOD, { .indent = 2, .is_first = TRUE, .is_last = TRUE, .fault = "no" }, "EQ009@7:5" },
    { GOOD, { .is_first = TRUE, .too_large = TRUE }, "EQ002@7:3" },
    { GOOD, { .is_first = TRUE, .is_last = TRUE }, "" },
  };
  const EquateOrigin origin = { 100, 7, 3 };
  g_autoptr (EquateArena) arena = equate_arena_new ();
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateRecordReader) reader
      = equate_record_reader_new (EQUATE_FORMAT_JSONL, NULL, arena, diagnostics);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquateSource) source
          = equate_source_new_part ("a", rows[i].text, strlen (rows[i].text), &origin);
      EquateRecord record;

      equate_record_reader_read (reader, &rows[i].piece, source, &record);
      g_autofree char *found = findings (diagnostics);
      g_assert_cmpstr (found, ==, rows[i].found);
      g_assert_cmpint (record.transcript != NULL, ==, *found == '\0');
      g_assert_cmpmem (record.bytes, record.length, rows[i].text + rows[i].piece.indent,
                       strlen (rows[i].text) - rows[i].piece.indent);
    }
}

/* A header that nothing can be read by is said once, in its place, and not what is below it. */
static void
test_refusal (void)
{
  static const char text[] = "student,corse\n1,A\n";
  const EquatePiece piece = { .is_first = TRUE, .too_large = TRUE };
  g_autoptr (EquateSource) header = equate_source_new_static ("a", "student,corse\n", 14, 1);
  g_autoptr (EquateSource) source = equate_source_new_static ("a", text, strlen (text), 1);
  g_autoptr (EquateArena) arena = equate_arena_new ();
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateRecordReader) reader
      = equate_record_reader_new (EQUATE_FORMAT_CSV, header, arena, diagnostics);
  EquateRecord record;

  equate_record_reader_read (reader, &piece, source, &record);
  g_autofree char *found = findings (diagnostics);
  g_assert_cmpstr (found, ==, "EQ102@1:9");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-reader/pieces", test_pieces);
  g_test_add_func ("/record-reader/refusal", test_refusal);
  return g_test_run ();
}
