/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/suggest.h"

#include <string.h>

static void
test_distance (void)
{
  static const struct
  {
    const char *a, *b;
    guint limit, distance;
  } cases[] = {
    { "", "", 0, 0 },
    { "", "abc", 5, 3 },
    { "", "abc", 3, 3 },
    { "", "abc", 2, 3 },
    { "course", "course", 0, 0 },
    { "course", "courses", 2, 1 },
    { "course", "coarse", 2, 1 },
    { "course", "corse", 2, 1 },
    { "course", "cuorse", 2, 1 },
    { "course", "ocurse", 2, 1 },
    { "course", "coures", 2, 1 },
    { "Course", "COURSE", 0, 0 },
    { "ŁÓDŹ", "łódź", 0, 0 },
    { "ca", "abc", 5, 3 }, /* neighbours that were swapped stay neighbours */
    { "kitten", "sitting", 9, 3 },
    { "kitten", "sitting", 3, 3 },
    { "kitten", "sitting", 2, 3 },
    { "kitten", "sitting", 0, 1 },
    { "高等数学", "高等代数", 4, 2 },
    { "高等数学", "高数等学", 4, 1 },
    { "高等数学", "高等数学甲", 4, 1 },
    { "abcdefgh", "hgfedcba", 99, 7 },
    { "abcdefgh", "hgfedcba", G_MAXUINT, 7 },
    { "abcdefgh", "ijklmnop", 3, 4 },
    { "abababab", "babababa", 2, 2 },
    { "EE2011", "EE2101", 2, 1 },
    { "x\xffy", "x\xfey", 2, 0 },
    { "a\xff", "a\xe5\xb7", 2, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpuint (equate_edit_distance (cases[i].a, cases[i].b, cases[i].limit), ==,
                        cases[i].distance);
      g_assert_cmpuint (equate_edit_distance (cases[i].b, cases[i].a, cases[i].limit), ==,
                        cases[i].distance);
    }
}

/* The definition, without a band. */
static guint
plain_distance (const char *a, const char *b)
{
  const guint n = (guint) strlen (a), m = (guint) strlen (b);
  guint cost[16][16];

  for (guint i = 0; i <= n; i++)
    for (guint j = 0; j <= m; j++)
      {
        if (i == 0 || j == 0)
          {
            cost[i][j] = i + j;
            continue;
          }
        cost[i][j] = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
        cost[i][j] = MIN (cost[i][j], MIN (cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          cost[i][j] = MIN (cost[i][j], cost[i - 2][j - 2] + 1);
      }
  return cost[n][m];
}

static void
random_text (char *text)
{
  const gint32 length = g_test_rand_int_range (0, 12);

  for (gint32 i = 0; i < length; i++)
    text[i] = (char) g_test_rand_int_range ('a', 'd');
  text[length] = '\0';
}

static void
test_band (void)
{
  char a[16], b[16];

  for (guint i = 0; i < 200000; i++)
    {
      const guint limit = (guint) g_test_rand_int_range (0, 13);
      random_text (a);
      random_text (b);
      g_assert_cmpuint (equate_edit_distance (a, b, limit), ==,
                        MIN (plain_distance (a, b), limit + 1));
    }
}

static void
test_offer (void)
{
  static const struct
  {
    const char *wanted;
    guint max;
    const char *candidates[8];
    const char *expected; /* with blanks between */
  } cases[] = {
    { "EE2011", 3, { "EE2101", "EE2012", "XX9999", "EE2000", "EE201" }, "EE2101 EE2012 EE201" },
    { "EE2011", 3, { "EE2000", "EE2012", "EE2101" }, "EE2012 EE2101 EE2000" },
    { "EE2011", 1, { "EE2000", "EE2012", "EE2101" }, "EE2012" },
    { "EE2011", 2, { "EE2000", "EE2001", "EE2012", "ee2011" }, "ee2011 EE2001" },
    { "ee2011", 1, { "EE2011", "ee2011" }, "EE2011" },
    { "tkae", 3, { "take", "give", "deny" }, "take" },
    { "a", 3, { "b", "ab", "abc", "" }, "b ab " },
    { "", 3, { "a", "ab" }, "a" },
    { "min-grad", 3, { "max-grade", "min-grade", "min-credits" }, "min-grade" },
    { "completely-different", 3, { "take", "give" }, "" },
    { "高等数学A", 3, { "高等数学B", "大学物理" }, "高等数学B" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EquateSuggest) suggest = equate_suggest_new (cases[i].wanted, cases[i].max);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint j = 0; j < G_N_ELEMENTS (cases[i].candidates) && cases[i].candidates[j]; j++)
        equate_suggest_offer (suggest, cases[i].candidates[j], &cases[i].candidates[j]);
      for (guint j = 0; j < equate_suggest_get_length (suggest); j++)
        {
          gconstpointer data = NULL;
          const char *candidate = equate_suggest_get (suggest, j, &data);
          g_assert_true (*(const char *const *) data == candidate);
          g_assert_true (equate_suggest_get (suggest, j, NULL) == candidate);
          g_string_append_printf (found, "%s%s", j > 0 ? " " : "", candidate);
        }
      g_assert_cmpstr (found->str, ==, cases[i].expected);
    }
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  const char *const candidates[] = { text, NULL };

  g_assert_null (equate_suggest_nearest (text, candidates));
  g_assert_null (equate_suggest_nearest ("xxxxxx", candidates));
  text[170] = '\0';
  g_assert_true (equate_suggest_nearest (text + 42, candidates) == text);
  g_assert_null (equate_suggest_nearest (text + 41, candidates));
  text[169] = 'x';
  text[170] = 'x';
  text[171] = '\0';
  g_assert_null (equate_suggest_nearest (text + 43, candidates));
}

static void
test_nearest (void)
{
  static const char *const names[] = { "validate", "convert", "check", "cache", NULL };
  static const char *const none[] = { NULL };

  g_assert_cmpstr (equate_suggest_nearest ("chekc", names), ==, "check");
  g_assert_cmpstr (equate_suggest_nearest ("Validat", names), ==, "validate");
  g_assert_null (equate_suggest_nearest ("frobnicate", names));
  g_assert_null (equate_suggest_nearest ("check", none));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suggest/distance", test_distance);
  g_test_add_func ("/suggest/band", test_band);
  g_test_add_func ("/suggest/offer", test_offer);
  g_test_add_func ("/suggest/long", test_long);
  g_test_add_func ("/suggest/nearest", test_nearest);
  equate_suggest_free (NULL);
  return g_test_run ();
}
