/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "splitting.h"

static const Split rows[] = {
  { "", "" },
  { "# a\n---\n\n---  # b\n...\n", "" },
  { "a: 1\n", "1:1 a: 1\n|" },
  { "a: 1", "1:1 a: 1|" },
  { "a: 1\n---\nb: 2\n", "1:1 a: 1\n|2:1 ---\nb: 2\n|" },
  { "--- {a: 1}\n--- {b: 2}\n", "1:1 --- {a: 1}\n|2:1 --- {b: 2}\n|" },
  { "a: 1\n...\n# c\n%YAML 1.1\n---\nb: 2\n...\n", "1:1 a: 1\n...\n|3:1 # c\n%YAML 1.1\n---\nb: 2\n...\n|" },
  { "a: 1\r\n---\r\nb: 2\r\n", "1:1 a: 1\r\n|2:1 ---\r\nb: 2\r\n|" },
  { "a: 1\r---\rb: 2", "1:1 a: 1\r|2:1 ---\rb: 2|" },
  { "a: ---\n ---\n----\n", "1:1 a: ---\n ---\n----\n|" },
};

static void
test_rows (void)
{
  run_splits (EQUATE_FORMAT_YAML, EQUATE_ENCODING_UTF8, rows, G_N_ELEMENTS (rows));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split-yaml/rows", test_rows);
  return g_test_run ();
}
