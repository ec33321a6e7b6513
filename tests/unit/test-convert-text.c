/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/convert-text.h"

#include <string.h>

static const struct
{
  EquateEncoding encoding;
  const char *bytes;
  const char *text;
  gssize bad;
} rows[] = {
  { EQUATE_ENCODING_GB18030, "", "", -1 },
  { EQUATE_ENCODING_GB18030, "abc\n", "abc\n", -1 },
  { EQUATE_ENCODING_GB18030, "\xc0\xee\xc0\xd7", "李雷", -1 },
  { EQUATE_ENCODING_GB18030, "\x81\x30\x81\x30", "\xc2\x80", -1 },
  { EQUATE_ENCODING_GB18030, "a\xff\xc0\xee", "a\xff李", 1 },
  { EQUATE_ENCODING_GB18030, "\xc0\xee\xc0", "李\xff", 2 },
  { EQUATE_ENCODING_GB18030, "\xff\xff", "\xff\xff", 0 },
  { EQUATE_ENCODING_CP1250, "\xaf\xf3\xb3\xe6", "Żółć", -1 },
  { EQUATE_ENCODING_CP1250, "a\x81z", "a\xffz", 1 },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gssize bad;
      GString *text
          = equate_text_convert (rows[i].encoding, rows[i].bytes, strlen (rows[i].bytes), &bad);

      g_assert_cmpstr (text->str, ==, rows[i].text);
      g_assert_cmpint (bad, ==, rows[i].bad);
      g_string_free (text, TRUE);
    }
}

static void
test_names (void)
{
  g_assert_cmpstr (equate_encoding_get_name (EQUATE_ENCODING_GB18030), ==, "GB18030");
  g_assert_cmpstr (equate_encoding_get_name (EQUATE_ENCODING_CP1250), ==, "CP1250");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/convert-text/rows", test_rows);
  g_test_add_func ("/convert-text/names", test_names);
  return g_test_run ();
}
