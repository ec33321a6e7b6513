/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-csv.h"

#include "recording.h"

static const Recording rows[] = {
  { "an empty file", "", "" },
  { "a header alone", "student,course\n", "" },
  { "rows of one student", "student,course\n1,A\n1,B\n", "1 A B" },
  { "two students", "student,course\n1,A\n2,B\n", "1 A; 2 B" },
  { "a student who comes back", "student,course\n1,A\n2,B\n1,C\n", "1 A; 2 B; 1 C" },
  { "two institutions", "student,institution,course\n1,x,A\n1,,B\n1,y,C\n", "1 A B; 1 C" },
  { "columns in another order", "grade;course;student\n5;A;1\n", "1 A" },
  { "quotes", "student,course\n\"1\",\"A, B\"\n", "1 A, B" },
  { "an unknown column", "student,corse\n1,A\n", "EQ102@1:9" },
  { "a column twice", "student,course,course\n1,A,B\n", "EQ103@1:16" },
  { "a column missing", "student,grade\n1,5\n", "EQ104@1:1" },
  { "a fault spoils its record alone", "student,course,date\n1,A,soon\n2,B,\n", "EQ107@2:5; 2 B" },
  { "too many cells", "student,course\n1,A\n1,B,x\n2,C\n", "EQ010@3:1; 2 C" },
  { "no student", "student,course\n,A\n2,B\n", "EQ104@2:1; 2 B" },
};

static void
test_records (void)
{
  run_recordings (rows, G_N_ELEMENTS (rows), equate_transcript_csv_new);
}

/* The bytes of a record are its rows, as they stand in the file. */
static void
test_bytes (void)
{
  static const char text[] = "student,course\n1,A\n1,B\n2,C\n";
  static const char *const expected[] = { "1,A\n1,B", "2,C" };
  g_autoptr (EquateSource) source = equate_source_new_static ("input", text, strlen (text), 1);
  g_autoptr (EquateArena) arena = equate_arena_new ();
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  EquateRecordReader *reader = equate_transcript_csv_new (source, arena, diagnostics);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      EquateRecord record = { 0 };

      g_assert_true (reader->next (reader, &record));
      g_assert_cmpmem (record.bytes, record.length, expected[i], strlen (expected[i]));
      g_assert_true (record.source == source);
    }
  reader->free (reader);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-transcript-csv/records", test_records);
  g_test_add_func ("/load-transcript-csv/bytes", test_bytes);
  return g_test_run ();
}
