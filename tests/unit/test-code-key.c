/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/code-key.h"

#include <locale.h>
#include <string.h>

static const struct
{
  const char *code;
  const char *key;
} cases[] = {
  { "", "" },
  { "ET1-101", "ET1-101" },
  { "et1-101", "ET1-101" },
  { "  ET1 \t\r\n 101 ", "ET1 101" },
  { "\v\fA\v\fB\v\f", "A B" },
  { "   ", "" },
  { "0123", "0123" },
  { "1e10", "1E10" },
  { "istanbul i", "ISTANBUL I" },
  { "a_b.c/d", "A_B.C/D" },
  { "\x7f", "\x7f" },
  { "[z`{", "[Z`{" },
  { "łódź", "ŁÓDŹ" },
  { "工程 101", "工程 101" },
  { "ＥＴ１－１０１", "ET1-101" },                                 /* full width */
  { "X\xc2\xa0Y", "X Y" },                                         /* no-break space */
  { "X\xe3\x80\x80Y", "X Y" },                                     /* ideographic space */
  { "\xe2\x80\x83X\xe2\x80\x83\xe2\x80\x89Y\xe2\x80\xa8", "X Y" }, /* em, thin, line */
  { "X\xc2\x85Y", "X Y" },                                         /* next line */
  { "straße", "STRASSE" },
  { "STRAẞE", "STRASSE" },
  { "İ", "İ" },
  { "ı", "I" },
  { "ﬁ", "FI" },
  { "Ⅳ", "IV" },
  { "x²", "X2" },
  { "e\xcc\x81", "É" }, /* e, combining acute */
  { "ŉ", "ʼN" },
  { "ǆ", "DŽ" },
  { "ǅ", "DŽ" },
  { "σς", "ΣΣ" },
  { "µ", "Μ" }, /* micro sign, Greek capital mu */
  { "ᾳ", "ΑΙ" },
  { "ﬀﬃ", "FFFFI" },
  { "№ 1", "NO 1" },
  { "ａ\xe3\x80\x80ｂ", "A B" },
  { "\xf0\x9f\x8e\x93", "\xf0\x9f\x8e\x93" }, /* beyond the first plane */
};

static void
check_cases (void)
{
  g_autoptr (GString) key = g_string_new ("what was there before");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *copy = equate_code_key_dup (cases[i].code);
      g_autofree char *longer = g_strconcat (cases[i].code, "rest", NULL);

      g_assert_cmpstr (copy, ==, cases[i].key);
      equate_code_key (cases[i].code, -1, key);
      g_assert_cmpstr (key->str, ==, cases[i].key);
      g_assert_cmpuint (key->len, ==, strlen (cases[i].key));
      equate_code_key (longer, (gssize) strlen (cases[i].code), key);
      g_assert_cmpstr (key->str, ==, cases[i].key);
      equate_code_key (cases[i].key, -1, key);
      g_assert_cmpstr (key->str, ==, cases[i].key);
    }
}

static void
test_cases (void)
{
  check_cases ();
}

/* Where i and I are no pair, or marks are kept over i. */
static void
test_locale (gconstpointer name)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  if (setlocale (LC_ALL, name) == NULL)
    {
      g_test_skip ("the system does not have the locale");
      return;
    }
  check_cases ();
  setlocale (LC_ALL, before);
}

static void
check_stable (const char *text)
{
  g_autofree char *key = equate_code_key_dup (text);
  g_autofree char *again = equate_code_key_dup (key);

  g_assert_cmpstr (again, ==, key);
  g_assert_true (g_utf8_validate (key, -1, NULL));
  if (equate_code_key_is_key (text, strlen (text)))
    g_assert_cmpstr (text, ==, key);
  if (*key && g_str_is_ascii (key))
    g_assert_true (equate_code_key_is_key (key, strlen (key)));
}

static void
test_every_character (void)
{
  char text[16];

  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      if (!g_unichar_validate (c))
        continue;
      text[g_unichar_to_utf8 (c, text)] = '\0';
      check_stable (text);
    }
}

static gunichar
random_character (void)
{
  static const struct
  {
    gint32 first, end;
  } ranges[] = {
    { 0x20, 0x7f },     { 0x09, 0x0e },     { 0xa0, 0x250 },    { 0x300, 0x370 },
    { 0x340, 0x346 },   { 0x370, 0x400 },   { 0x1e00, 0x2000 }, { 0x2000, 0x2070 },
    { 0x2150, 0x2190 }, { 0x3040, 0x3100 }, { 0x4e00, 0x5000 }, { 0xac00, 0xad00 },
    { 0x1100, 0x1200 }, { 0xfb00, 0xfb10 }, { 0xff00, 0xffef }, { 0x1f80, 0x2000 },
  };
  const gint32 i = g_test_rand_int_range (0, G_N_ELEMENTS (ranges));

  return (gunichar) g_test_rand_int_range (ranges[i].first, ranges[i].end);
}

static void
test_random (void)
{
  for (guint i = 0; i < 100000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const gint32 length = g_test_rand_int_range (0, 8);
      for (gint32 j = 0; j < length; j++)
        g_string_append_unichar (text, random_character ());
      check_stable (text->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code-key/cases", test_cases);
  g_test_add_data_func ("/code-key/locale/tr", "tr_TR.UTF-8", test_locale);
  g_test_add_data_func ("/code-key/locale/lt", "lt_LT.UTF-8", test_locale);
  g_test_add_data_func ("/code-key/locale/pl", "pl_PL.UTF-8", test_locale);
  g_test_add_data_func ("/code-key/locale/C", "C", test_locale);
  g_test_add_func ("/code-key/every-character", test_every_character);
  g_test_add_func ("/code-key/random", test_random);
  return g_test_run ();
}
