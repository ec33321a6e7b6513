/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/shard.h"

#include <string.h>

#define REST                                                                                       \
  ",\"records\":3,\"decided\":1,\"needs-info\":1,\"no-agreement\":0,\"rejected\":1,\"workspace\":" \
  "\"sha256:0a\",\"call\":\"0123456789abcdef\",\"input\":\"fedcba9876543210\"}"
#define LINE "{\"equate\":\"shard/1\",\"shard\":\"2/3\",\"total\":9" REST

static void
test_round_trip (void)
{
  g_auto (EquateShard) shard = { 0 };
  g_autoptr (GString) line = g_string_new (NULL);

  g_assert_true (equate_shard_parse (LINE, strlen (LINE), &shard));
  g_assert_cmpuint (shard.shard, ==, 2);
  g_assert_cmpuint (shard.shards, ==, 3);
  g_assert_cmpuint (shard.total, ==, 9);
  g_assert_cmpuint (shard.counts.records, ==, 3);
  g_assert_cmpuint (shard.counts.outcomes[EQUATE_OUTCOME_NEEDS_INFO], ==, 1);
  g_assert_cmpuint (shard.counts.rejected, ==, 1);
  g_assert_cmpstr (shard.input, ==, "fedcba9876543210");
  equate_shard_append (&shard, line);
  g_assert_cmpstr (line->str, ==, LINE "\n");
}

static void
test_others (void)
{
  static const char *const lines[] = {
    "",
    "{\"equate\":\"decision/1\"}",
    LINE " ",
    LINE "\n",
    "{\"equate\":\"shard/1\",\"shard\":\"4/3\",\"total\":9" REST,
    "{\"equate\":\"shard/1\",\"shard\":\"0/3\",\"total\":9" REST,
    "{\"equate\":\"shard/2\",\"shard\":\"2/3\",\"total\":9" REST,
    "{\"equate\":\"shard/1\",\"shard\":\"2/3\",\"total\":-9" REST,
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      EquateShard shard;

      g_assert_false (equate_shard_parse (lines[i], strlen (lines[i]), &shard));
    }
}

static void
test_count (void)
{
  for (guint shards = 1; shards < 6; shards++)
    for (guint64 total = 0; total < 20; total++)
      {
        guint64 sum = 0;

        for (guint shard = 1; shard <= shards; shard++)
          {
            guint64 count = 0;

            for (guint64 n = 1; n <= total; n++)
              count += (n - 1) % shards == shard - 1;
            g_assert_cmpuint (equate_shard_count (total, shard, shards), ==, count);
            sum += count;
          }
        g_assert_cmpuint (sum, ==, total);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shard/round-trip", test_round_trip);
  g_test_add_func ("/shard/others", test_others);
  g_test_add_func ("/shard/count", test_count);
  return g_test_run ();
}
