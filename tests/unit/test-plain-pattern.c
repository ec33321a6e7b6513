/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/plain-pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

static void
test_plain (void)
{
  static const struct
  {
    const char *text;
    gboolean plain;
  } rows[] = {
    { "", TRUE },
    { "MA 101", TRUE },
    { "MA1\\d\\d", TRUE },
    { "PH[2-4A].*", TRUE },
    { "EN\\d+", TRUE },
    { "A\\.1", TRUE },
    { "A-1", TRUE },
    { "A?", FALSE },
    { "A*1", FALSE },
    { "A++", FALSE },
    { "A{2}", FALSE },
    { "A|B", FALSE },
    { "(A)", FALSE },
    { "^A", FALSE },
    { "A$", FALSE },
    { "[^A]", FALSE },
    { "[A-]", FALSE },
    { "[]A]", FALSE },
    { "[[:alpha:]]", FALSE },
    { "[\\d]", FALSE },
    { "\\w", FALSE },
    { "\\QA\\E", FALSE },
    { "数", FALSE },
    { "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", TRUE },
    { "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456", FALSE },
    { "[B-A]", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree EquatePlainPattern *pattern = equate_plain_pattern_new (rows[i].text);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (pattern != NULL, ==, rows[i].plain);
    }
}

static void
test_long (void)
{
  g_autofree char *letters = g_strnfill (254, 'A');
  g_autofree char *longest = g_strconcat ("[", letters, "]", NULL);
  g_autofree char *longer = g_strconcat ("[A", letters, "]", NULL);
  g_autofree EquatePlainPattern *pattern = equate_plain_pattern_new (longest);

  g_assert_nonnull (pattern);
  g_assert_null (equate_plain_pattern_new (longer));
}

/* What it does not know it leaves to PCRE2, which may find faults in it. */
static void
test_unknown (void)
{
  g_autofree EquatePlainPattern *pattern = equate_plain_pattern_new ("A.*");
  g_autofree char *subject = g_strnfill (257, 'A');

  g_assert_cmpint (equate_plain_pattern_match (pattern, subject, 256), ==, EQUATE_PLAIN_YES);
  g_assert_cmpint (equate_plain_pattern_match (pattern, subject, 257), ==, EQUATE_PLAIN_UNKNOWN);
  g_assert_cmpint (equate_plain_pattern_match (pattern, "A\n", 2), ==, EQUATE_PLAIN_UNKNOWN);
  g_assert_cmpint (equate_plain_pattern_match (pattern, "B\xff", 2), ==, EQUATE_PLAIN_UNKNOWN);
}

static char *
make_text (const char *const *pieces, guint n_pieces, gint longest)
{
  GString *text = g_string_new (NULL);

  for (gint i = g_test_rand_int_range (0, longest); i > 0; i--)
    g_string_append (text, pieces[g_test_rand_int_range (0, (gint32) n_pieces)]);
  return g_string_free (text, FALSE);
}

/* Random patterns on random subjects: PCRE2 says the same wherever it is not asked. */
static void
test_same_as_pcre2 (void)
{
  static const char *const pieces[]
      = { "A",  "B",   "1",   ".",  "\\d", "\\.", "[A-C]", "[1B]", "*", "+",  "-",
          "\\-", "[A", "]",   "-C", "[^A]", "?",   "|",     "{2}",  "}", "\\w", " ",
          "\\+", "(A)", "\\b", "#" };
  static const char *const letters[] = { "A", "B", "C", "1", "2", ".", "-", " ", "+", "#", "a" };
  guint compared[2] = { 0, 0 };
  guint refused = 0;

  for (guint round = 0; round < 40000; round++)
    {
      g_autofree char *text = make_text (pieces, G_N_ELEMENTS (pieces), 6);
      g_autofree EquatePlainPattern *plain = equate_plain_pattern_new (text);
      int error;
      PCRE2_SIZE offset;
      pcre2_code *code = pcre2_compile (
          (PCRE2_SPTR) text, PCRE2_ZERO_TERMINATED,
          PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error,
          &offset, NULL);

      if (code == NULL && plain != NULL)
        g_error ("%s is taken", text);
      if (plain == NULL)
        {
          refused += code == NULL;
          pcre2_code_free (code);
          continue;
        }

      pcre2_match_data *data = pcre2_match_data_create (1, NULL);

      for (guint tries = 0; tries < 20; tries++)
        {
          g_autofree char *subject = make_text (letters, G_N_ELEMENTS (letters), 5);
          gsize length = strlen (subject);
          gboolean expected
              = pcre2_match (code, (PCRE2_SPTR) subject, length, 0, 0, data, NULL) >= 0;

          if (equate_plain_pattern_match (plain, subject, length)
              != (expected ? EQUATE_PLAIN_YES : EQUATE_PLAIN_NO))
            g_error ("%s on %s", text, subject);
          compared[expected]++;
        }
      pcre2_match_data_free (data);
      pcre2_code_free (code);
    }
  g_assert_cmpuint (refused, >, 1000);
  g_assert_cmpuint (compared[FALSE], >, 1000);
  g_assert_cmpuint (compared[TRUE], >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plain-pattern/plain", test_plain);
  g_test_add_func ("/plain-pattern/long", test_long);
  g_test_add_func ("/plain-pattern/unknown", test_unknown);
  g_test_add_func ("/plain-pattern/same-as-pcre2", test_same_as_pcre2);
  return g_test_run ();
}
