/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/line-input.h"

#include "batching.h"

static char *
read_lines (const char *path)
{
  g_autoptr (EquateLineInput) input = equate_line_input_open (path, NULL);
  GString *shown = g_string_new (NULL);
  gboolean is_ended;
  const char *line;
  gsize length;

  while ((line = equate_line_input_next (input, &length, &is_ended, NULL)))
    {
      g_string_append_len (shown, line, (gssize) length);
      g_string_append_c (shown, is_ended ? '|' : '.');
    }
  return g_string_free (shown, FALSE);
}

static void
test_lines (Folder *folder, gconstpointer data)
{
  static const char *const rows[][2] = {
    { "", "" }, { "a", "a." }, { "a\n", "a|" }, { "\n\nb\r\n", "||b\r|" }, { "a\nb", "a|b." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = folder_write (folder, "a", rows[i][0], -1);
      g_autofree char *shown = read_lines (path);

      g_assert_cmpstr (shown, ==, rows[i][1]);
    }
}

/* Lines longer than what is read at a time. */
static void
test_long (Folder *folder, gconstpointer data)
{
  g_autofree char *first = g_strnfill (300000, 'a');
  g_autofree char *second = g_strnfill (65535, 'b');
  g_autofree char *text = g_strconcat (first, "\n", second, "\nc\n", NULL);
  g_autofree char *expected = g_strconcat (first, "|", second, "|c|", NULL);
  g_autofree char *path = folder_write (folder, "a", text, -1);
  g_autofree char *shown = read_lines (path);

  g_assert_cmpstr (shown, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/line-input/lines", test_lines);
  ADD ("/line-input/long", test_long);
  return g_test_run ();
}
