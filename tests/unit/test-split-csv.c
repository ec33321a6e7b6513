/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "splitting.h"

static const Split rows[] = {
  { "", "" },
  { "\n\n", "" },
  { "student,course\n", "" },
  { "student,course\n1,A\n1,B\n2,C\n", "2:1 1,A\n1,B|4:1 2,C|" },
  { "student,course\r\n1,A\r\n\r\n1,B\r\n2,C", "2:1 1,A\r\n\r\n1,B|5:1 2,C|" },
  { "course;student\n\"A;\n\";1\nB;\"1\"\nC;2\n", "2:1 \"A;\n\";1\nB;\"1\"|5:1 C;2|" },
  { "student,institution,course\n1,,A\n1,x,B\n1,y,C\n", "2:1 1,,A\n1,x,B|4:1 1,y,C|" },
  /* A faulty row without a student belongs to the record before it, another one to none. */
  { "student,course\n1,A\n,B,C\n,D\n", "2:1 1,A\n,B,C|4:1 ,D|" },
  { "student,course\n1,\"A\n2,B\n", "2:1 1,\"A|3:1 2,B|" },
  { "student,corse\n1,A\n2,B\n", "1:1 student,corse\n1,A\n2,B\n|" },
};

static void
test_rows (void)
{
  run_splits (EQUATE_FORMAT_CSV, EQUATE_ENCODING_UTF8, rows, G_N_ELEMENTS (rows));
}

/* Students are told apart by the bytes of their names, whatever they say. */
static void
test_gb18030 (void)
{
  static const Split chinese[] = {
    { "student,course\n\xc0\xee,A\n\xc0\xd7,B\n\xc0\xd7,C\n", "2:1 \xc0\xee,A|3:1 \xc0\xd7,B\n\xc0\xd7,C|" },
  };

  run_splits (EQUATE_FORMAT_CSV, EQUATE_ENCODING_GB18030, chinese, G_N_ELEMENTS (chinese));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split-csv/rows", test_rows);
  g_test_add_func ("/split-csv/gb18030", test_gb18030);
  return g_test_run ();
}
