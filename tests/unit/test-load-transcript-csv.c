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
  { "a quote left open ends at the next one", "student,course\n1,A\n2,\"B\n3,C\n3,\"D\"\n", "1 A; EQ010@5:4" },
  { "a quote left open at the end", "student,course\n1,A\n2,\"B\n3,C\n", "1 A; EQ010@3:3; 3 C" },
  { "blank lines", "\n\nstudent,course\n\n1,A\n  \n1,B\n\n2,C\n\n", "1 A B; 2 C" },
  { "line ends in cells", "student,course\r\n1,\"A\r\nB\"\r\n2,C", "1 A\r\nB; 2 C" },
  { "no student", "student,course\n,A\n2,B\n", "EQ104@2:1; 2 B" },
};

static void
test_records (void)
{
  run_recordings (rows, G_N_ELEMENTS (rows), EQUATE_FORMAT_CSV);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-transcript-csv/records", test_records);
  return g_test_run ();
}
