/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "splitting.h"

static const Split rows[] = {
  { "", "1:1 |" },
  { " \n ", "2:2 |" },
  { "[]", "" },
  { " [ ] \n", "" },
  { "{\"a\": [1]}\n", "1:1 {\"a\": [1]}|" },
  { "\n  7 8\n", "2:3 7 8|" },
  { "[1,2]", "1:2 1|1:4 2|" },
  { "[{},\n [],\n\n\t\"x, ]\"]", "1:2 {}|2:2 []|4:2 \"x, ]\"|" },
  { "[{\"a\": \"\\\"}\"}, 1]", "1:2 {\"a\": \"\\\"}\"}|1:16 1|" },
  { "[1 2]", "1:2 1|1:4 2!|" },
  { "[1,,2,]", "1:2 1|1:4 !|1:5 2|1:7 !|" },
  { "[1", "1:2 1|" },
  { "[1,", "1:2 1|1:4 !|" },
  { "[1] 2 3\n", "1:2 1|1:5 2 3!|" },
  { "[\"x\n,1]", "1:2 \"x\n|2:2 1|" },
  { "[}]", "1:2 }|" },
};

static void
test_rows (void)
{
  run_splits (EQUATE_FORMAT_JSON, EQUATE_ENCODING_UTF8, rows, G_N_ELEMENTS (rows));
}

/* The second byte of a Chinese character may look like a bracket or a quote; it is none. */
static void
test_gb18030 (void)
{
  static const Split chinese[] = {
    { "[\"\x81\x5d\x81\x7d\x81\x5c\",\"\x81\x5b\"]",
      "1:2 \"\x81\x5d\x81\x7d\x81\x5c\"|1:8 \"\x81\x5b\"|" },
    { "[\"\x81\x30\x81\x30\",1]", "1:2 \"\x81\x30\x81\x30\"|1:6 1|" },
  };

  run_splits (EQUATE_FORMAT_JSON, EQUATE_ENCODING_GB18030, chinese, G_N_ELEMENTS (chinese));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split-json/rows", test_rows);
  g_test_add_func ("/split-json/gb18030", test_gb18030);
  return g_test_run ();
}
