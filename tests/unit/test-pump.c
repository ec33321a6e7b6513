/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/pump.h"

static const struct
{
  const char *pattern;
  EquatePatternMode mode;
  const char *found; /* NULL: nothing slows it down */
} rows[] = {
  { "", EQUATE_PATTERN_WHOLE, NULL },
  { "MA\\d{4}", EQUATE_PATTERN_WHOLE, NULL },
  { "(MA|PH)\\d+[A-Z]?", EQUATE_PATTERN_WHOLE, NULL },
  { "[A-Z]+-[0-9]+(-[0-9]+)*", EQUATE_PATTERN_WHOLE, NULL },
  { "\\p{Lu}{2,4}\\s*\\d+", EQUATE_PATTERN_WHOLE, NULL },
  { "(?:introduction|intro) to .*programming", EQUATE_PATTERN_SEARCH, NULL },
  { "(A+)+", EQUATE_PATTERN_WHOLE, "`A` 64 times, then `!`" },
  { "(A+)+!", EQUATE_PATTERN_WHOLE, "`A` 64 times, then `!~`" },
  { "X([A-C]*)*Z", EQUATE_PATTERN_WHOLE, "`A` 64 times, then `Z!`" },
  { "([^-]+)*Z", EQUATE_PATTERN_WHOLE, "`A` 64 times, then `Z!`" },
  { "(\\d+\\s?)+Z", EQUATE_PATTERN_WHOLE, "`0` 64 times, then ` Z!`" },
  { "(A|B|AB)*C", EQUATE_PATTERN_WHOLE, "`ABAB` 16 times, then `C!`" },
  { "A\\d|B(\\d+)+Z", EQUATE_PATTERN_WHOLE, "`0` 64 times, then `!`" },
  { "(?<year>\\d*)*\\.", EQUATE_PATTERN_WHOLE, "`0` 64 times, then `.!`" },
  { ".*.*.*.*.*.*Z", EQUATE_PATTERN_WHOLE, "`A` 64 times, then `AAAAAZ!`" },
  { "A?A?A?A?A?A?A?A?A?A?A?A?A?A?A?A?A?A?A?A?B", EQUATE_PATTERN_WHOLE,
    "`A` 64 times, then `AAAAAAAAAAAAAAAAAAAB!`" },
  { "(数+)+学", EQUATE_PATTERN_SEARCH, "`数` 64 times, then `!`" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = equate_pump_find (rows[i].pattern, rows[i].mode);

      if (g_strcmp0 (found, rows[i].found) == 0)
        continue;
      g_test_message ("%s: found %s, expected %s", rows[i].pattern, found, rows[i].found);
      g_test_fail ();
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pump/table", test_table);
  return g_test_run ();
}
