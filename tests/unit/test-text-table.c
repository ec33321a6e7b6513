/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/text-table.h"

static void
test_columns (void)
{
  g_autoptr (EquateTextTable) table = equate_text_table_new (3, 1 << 1);
  g_autoptr (GString) out = g_string_new (NULL);
  static const char *const cells[] = {
    "Course", "Credits", "Title", "电路", "3.5", "short", "Łódź", "10", NULL, "", "", "\x1b",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    equate_text_table_add (table, cells[i]);
  equate_text_table_append (table, 1, out);
  g_assert_cmpstr (out->str, ==,
                   " Course  Credits  Title\n"
                   " 电路        3.5  short\n"
                   " Łódź         10\n"
                   "                  \\u{1B}\n");
}

static void
test_lines (void)
{
  g_autoptr (EquateTextTable) table = equate_text_table_new (3, 0);
  g_autoptr (GString) out = g_string_new (NULL);

  equate_text_table_add (table, "a\nlonger");
  equate_text_table_add (table, "b\n\nc");
  equate_text_table_add (table, "d");
  equate_text_table_append (table, 0, out);
  g_assert_cmpstr (out->str, ==, "a       b  d\nlonger\n        c\n");
}

static void
test_empty (void)
{
  g_autoptr (EquateTextTable) table = equate_text_table_new (2, 0);
  g_autoptr (GString) out = g_string_new (NULL);

  equate_text_table_append (table, 2, out);
  g_assert_cmpstr (out->str, ==, "");
}

static void
test_wrapped (void)
{
  static const struct
  {
    const char *text;
    guint width;
    guint indent;
    const char *lines;
  } cases[] = {
    { "", 10, 0, "" },
    { "one two three", 7, 2, "one two\n  three" },
    { "one two three", 6, 0, "one\ntwo\nthree" },
    { "incomprehensible words", 5, 1, "incomprehensible\n words" },
    { "电路 分析 基础", 9, 0, "电路 分析\n基础" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      equate_text_append_wrapped (out, cases[i].text, cases[i].width, cases[i].indent);
      g_assert_cmpstr (out->str, ==, cases[i].lines);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-table/columns", test_columns);
  g_test_add_func ("/text-table/lines", test_lines);
  g_test_add_func ("/text-table/empty", test_empty);
  g_test_add_func ("/text-table/wrapped", test_wrapped);
  return g_test_run ();
}
