/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/safe-text.h"

static void
test_safe (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *shown;
  } cases[] = {
    { NULL, -1, "" },
    { "", -1, "" },
    { "plain text", -1, "plain text" },
    { "电路 Łódź \xf0\x9f\x8e\x93", -1, "电路 Łódź \xf0\x9f\x8e\x93" },
    { "cut here", 3, "cut" },
    { "\x1b[31mred", -1, "\\u{1B}[31mred" },
    { "a\nb\tc\rd", -1, "a\\u{A}b\\u{9}c\\u{D}d" },
    { "\x7f", -1, "\\u{7F}" },
    { "\xc2\x9b[1m", -1, "\\u{9B}[1m" },
    { "\xc2\xa0", -1, "\xc2\xa0" },
    { "a\xe2\x80\xae.", -1, "a\\u{202E}." },
    { "\xe2\x81\xa6x\xe2\x81\xa9", -1, "\\u{2066}x\\u{2069}" },
    { "\xe2\x80\xa8", -1, "\\u{2028}" },
    { "\xd8\x9c\xe2\x80\x8e", -1, "\\u{61C}\\u{200E}" },
    { "x\xff\xfe", -1, "x\\x{FF}\\x{FE}" },
    { "\xe7\x94", -1, "\\x{E7}\\x{94}" },
    { "电路", 4, "电\\x{E8}" },
    { "a\0b", 3, "a\\u{0}b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new ("> ");
      g_autofree char *expected = g_strconcat ("> ", cases[i].shown, NULL);

      equate_text_append_safe (out, cases[i].text, cases[i].length);
      g_assert_cmpstr (out->str, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safe-text/safe", test_safe);
  return g_test_run ();
}
