/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/pattern.h"

#include <string.h>

#include "base/limits.h"

static EquatePattern *
compile (const char *text, EquatePatternMode mode)
{
  g_autofree char *message = NULL;
  gsize offset = 0;
  EquatePattern *pattern = equate_pattern_new (text, mode, &message, &offset);

  g_assert_cmpstr (message, ==, NULL);
  g_assert_nonnull (pattern);
  return pattern;
}

static void
test_match (void)
{
  static const struct
  {
    EquatePatternMode mode;
    const char *pattern;
    const char *subject;
    EquatePatternResult result;
  } rows[] = {
    { EQUATE_PATTERN_WHOLE, "MA1\\d\\d", "MA101", EQUATE_PATTERN_YES },
    { EQUATE_PATTERN_WHOLE, "MA1\\d\\d", "MA1011", EQUATE_PATTERN_NO },
    { EQUATE_PATTERN_WHOLE, "MA1\\d\\d", "XMA101", EQUATE_PATTERN_NO },
    { EQUATE_PATTERN_WHOLE, "MA|PH", "PHX", EQUATE_PATTERN_NO },
    { EQUATE_PATTERN_WHOLE, "MA|PH.", "PHX", EQUATE_PATTERN_YES },
    { EQUATE_PATTERN_WHOLE, "ma1", "MA1", EQUATE_PATTERN_NO },
    { EQUATE_PATTERN_WHOLE, "MA$", "MA\n", EQUATE_PATTERN_NO },
    { EQUATE_PATTERN_WHOLE, "(M)(A)(1)", "MA1", EQUATE_PATTERN_YES },
    { EQUATE_PATTERN_WHOLE, ".", "数", EQUATE_PATTERN_YES },
    { EQUATE_PATTERN_WHOLE, "\\w+", "ŁÓDŹ", EQUATE_PATTERN_YES },
    { EQUATE_PATTERN_WHOLE, "\\d", "٣", EQUATE_PATTERN_YES },
    { EQUATE_PATTERN_WHOLE, "", "", EQUATE_PATTERN_YES },
    { EQUATE_PATTERN_SEARCH, "algebra", "Linear ALGEBRA I", EQUATE_PATTERN_YES },
    { EQUATE_PATTERN_SEARCH, "łódź", "Szkoła w ŁODZI, ŁÓDŹ", EQUATE_PATTERN_YES },
    { EQUATE_PATTERN_SEARCH, "^algebra", "Linear algebra", EQUATE_PATTERN_NO },
    { EQUATE_PATTERN_SEARCH, "数学", "高等数学 I", EQUATE_PATTERN_YES },
    { EQUATE_PATTERN_WHOLE, "(a+)+b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", EQUATE_PATTERN_NO },
    { EQUATE_PATTERN_WHOLE, "(a+)+[bd]", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", EQUATE_PATTERN_LIMIT },
    { EQUATE_PATTERN_SEARCH, "(a|a)*[bd]", "aaaaaaaaaaaaaaaaaaaaaaaaac", EQUATE_PATTERN_LIMIT },
    { EQUATE_PATTERN_WHOLE, ".*", "\xff", EQUATE_PATTERN_LIMIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquatePattern) pattern = compile (rows[i].pattern, rows[i].mode);

      g_autofree char *shown = g_strescape (rows[i].subject, NULL);

      g_test_message ("%s on %s", rows[i].pattern, shown);
      g_assert_cmpint (equate_pattern_match (pattern, rows[i].subject, strlen (rows[i].subject)),
                       ==, rows[i].result);
    }
}

static void
test_subject_length (void)
{
  g_autofree char *title = g_strnfill (EQUATE_MAX_SEARCHED_TITLE + 1, 'x');
  g_autoptr (EquatePattern) search = compile ("X", EQUATE_PATTERN_SEARCH);
  g_autoptr (EquatePattern) whole = compile ("x+", EQUATE_PATTERN_WHOLE);
  gsize longest = EQUATE_MAX_SEARCHED_TITLE;

  g_assert_cmpint (equate_pattern_match (search, title, longest), ==, EQUATE_PATTERN_YES);
  g_assert_cmpint (equate_pattern_match (search, title, longest + 1), ==, EQUATE_PATTERN_LIMIT);
  g_assert_cmpint (equate_pattern_match (whole, title, longest + 1), ==, EQUATE_PATTERN_YES);
  g_assert_cmpint (equate_pattern_match (search, "xyz", 0), ==, EQUATE_PATTERN_NO);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *pattern;
    const char *message;
    gsize offset;
  } rows[] = {
    { "MA(1", "not well formed", 4 },   { "MA[1", "not well formed", 4 },
    { "MA\\Cx", "not well formed", 4 }, { "*A", "not well formed", 0 },
    { "A\xff", "not well formed", 1 },  { "(*UTF)A", "verbs", 0 },
    { "A(*ACCEPT)B", "verbs", 1 },      { "A(?C)B", "callouts", 1 },
    { "A(?C12)B", "callouts", 1 },      { "[[:alpha:]x[](*FAIL)[x]", "verbs", 13 },
    { "[\\E][](*FAIL)]", "verbs", 6 },  { "(?x)#[\n(*FAIL)#]", "verbs", 7 },
    { "\\c[(*FAIL)\\c]", "verbs", 3 },  { "\\c\\(*FAIL)", "verbs", 3 },
    { "(?#[)(*FAIL)]", "verbs", 5 },    { "\\Q[\\E(*FAIL)]", "verbs", 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *message = NULL;
      gsize offset = 99;

      g_autofree char *shown = g_strescape (rows[i].pattern, NULL);

      g_test_message ("%s", shown);
      g_assert_null (equate_pattern_new (rows[i].pattern, EQUATE_PATTERN_WHOLE, &message, &offset));
      g_assert_nonnull (strstr (message, rows[i].message));
      g_assert_cmpuint (offset, ==, rows[i].offset);
    }
}

static void
test_sizes (void)
{
  g_autofree char *longest = g_strnfill (EQUATE_MAX_PATTERN_SIZE, 'a');
  g_autofree char *too_long = g_strconcat (longest, "a", NULL);
  g_autoptr (GString) groups = g_string_new (NULL);
  g_autofree char *message = NULL;
  gsize offset = 0;

  equate_pattern_free (compile (longest, EQUATE_PATTERN_WHOLE));
  g_assert_null (equate_pattern_new (too_long, EQUATE_PATTERN_WHOLE, &message, &offset));
  g_assert_cmpstr (message, ==, "the pattern has 1025 bytes; 1024 are possible");
  g_clear_pointer (&message, g_free);

  for (guint i = 0; i < EQUATE_MAX_PATTERN_GROUPS; i++)
    g_string_append (groups, "(a)");
  g_string_append (groups, "\\([(]");
  equate_pattern_free (compile (groups->str, EQUATE_PATTERN_WHOLE));
  g_string_append (groups, "(?:a)");
  g_assert_null (equate_pattern_new (groups->str, EQUATE_PATTERN_WHOLE, &message, &offset));
  g_assert_cmpstr (message, ==, "the pattern has 101 groups; 100 are possible");
}

static void
test_prefix (void)
{
  static const struct
  {
    const char *pattern;
    const char *prefix;
  } rows[] = {
    { "MA1\\d\\d", "MA1" },
    { "MA101", "MA101" },
    { "^MA101$", "MA101" },
    { "MA1?", "MA" },
    { "MA1*", "MA" },
    { "MA1+", "MA" },
    { "MA1{0,2}", "MA" },
    { "MA\\.1", "MA.1" },
    { "W01\\-ACC\\-[0-9]+", "W01-ACC-" },
    { "MA\\.?", "MA" },
    { "数学\\d", "数学" },
    { "数学?", "数" },
    { "MA|PH", "" },
    { "MA(1|2)", "MA" },
    { "MA(?:1|2)\\d", "MA" },
    { "MA[|]1", "MA" },
    { "MA\\|1", "MA|1" },
    { "MA(1)|PH", "" },
    { "MA[(]|PH", "" },
    { "MA(?i)x", "MA" },
    { "(?i)MA", "" },
    { "MA(?#c)?", "M" },
    { "MA\\E?", "M" },
    { "MA\\Q1\\E", "M" },
    { "A\\c\\|B", "" },
    { "MA\\x31", "MA" },
    { ".*", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquatePattern) pattern = compile (rows[i].pattern, EQUATE_PATTERN_WHOLE);
      g_autoptr (EquatePattern) search = compile (rows[i].pattern, EQUATE_PATTERN_SEARCH);

      g_assert_cmpstr (equate_pattern_get_prefix (pattern), ==, rows[i].prefix);
      g_assert_cmpstr (equate_pattern_get_prefix (search), ==, "");
    }
}

/* Whatever PCRE2 matches begins with the prefix: random patterns over an alphabet so small that
 * many of them match. */
static void
test_prefix_is_sound (void)
{
  static const char *const pieces[]
      = { "A", "B",     "1",   "数",   "\\.",         "\\d", ".",    "?",  "*",
          "+", "{0,1}", "|",   "(",    ")",           "(?:", "(?i)", "[",  "]",
          "^", "$",     "\\Q", "\\E",  "(?#",         "\\|", "[^B",  "\\", "(?x)",
          "#", " ",     "\n",  "(?=A", "[[:alpha:]]", "{",   "}",    "\\c" };
  static const char *const letters[] = { "A", "B", "1", "数", ".", "|", "a" };
  guint matches = 0;

  for (guint round = 0; round < 60000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) subject = g_string_new (NULL);
      g_autofree char *message = NULL;
      gsize offset = 0;

      for (gint i = g_test_rand_int_range (1, 8); i > 0; i--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      g_autoptr (EquatePattern) pattern
          = equate_pattern_new (text->str, EQUATE_PATTERN_WHOLE, &message, &offset);
      if (pattern == NULL)
        {
          g_assert_nonnull (message);
          g_assert_cmpuint (offset, <=, text->len);
          continue;
        }
      for (guint tries = 0; tries < 30; tries++)
        {
          g_string_truncate (subject, 0);
          for (gint i = g_test_rand_int_range (0, 5); i > 0; i--)
            g_string_append (subject, letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);
          if (equate_pattern_match (pattern, subject->str, subject->len) != EQUATE_PATTERN_YES)
            continue;
          matches++;
          if (!g_str_has_prefix (subject->str, equate_pattern_get_prefix (pattern)))
            g_error ("%s matches %s without %s", text->str, subject->str,
                     equate_pattern_get_prefix (pattern));
        }
    }
  g_assert_cmpuint (matches, >, 1000);
}

static gpointer
match_many (gpointer pattern)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_assert_cmpint (equate_pattern_match (pattern, "MA101", 5), ==, EQUATE_PATTERN_YES);
      g_assert_cmpint (equate_pattern_match (pattern, "MA1O1", 5), ==, EQUATE_PATTERN_NO);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (EquatePattern) pattern = compile ("MA(\\d)+", EQUATE_PATTERN_WHOLE);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, match_many, pattern);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pattern/match", test_match);
  g_test_add_func ("/pattern/subject-length", test_subject_length);
  g_test_add_func ("/pattern/refused", test_refused);
  g_test_add_func ("/pattern/sizes", test_sizes);
  g_test_add_func ("/pattern/prefix", test_prefix);
  g_test_add_func ("/pattern/prefix-is-sound", test_prefix_is_sound);
  g_test_add_func ("/pattern/threads", test_threads);
  return g_test_run ();
}
