/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/merge.h"

#include "batch/shard.h"
#include "batching.h"

/* A shard of `total` records, numbered; each third is rejected. */
static char *
write_shard (const Folder *folder, guint shard, guint shards, guint total, const char *call)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = g_strdup_printf ("%u-%u-%s", shard, shards, call);
  g_auto (EquateShard) end = { .shard = shard,
                               .shards = shards,
                               .total = total,
                               .workspace = g_strdup ("sha256:0"),
                               .call = g_strdup_printf ("%016x", (guint) call[0]),
                               .input = g_strdup ("0000000000000000") };

  for (guint n = shard; n <= total; n += shards)
    {
      end.counts.records++;
      end.counts.rejected += n % 3 == 0;
      end.counts.outcomes[EQUATE_OUTCOME_DECIDED] += n % 3 != 0;
      if (n % 3 != 0)
        g_string_append_printf (text, "{\"n\":%u}", n);
      g_string_append_c (text, '\n');
    }
  equate_shard_append (&end, text);
  return folder_write (folder, name, text->str, (gssize) text->len);
}

static void
test_order (Folder *folder, gconstpointer data)
{
  for (guint total = 0; total < 12; total++)
    {
      g_autofree char *a = write_shard (folder, 1, 3, total, "x");
      g_autofree char *b = write_shard (folder, 2, 3, total, "x");
      g_autofree char *c = write_shard (folder, 3, 3, total, "x");
      const char *const paths[] = { c, a, b };
      g_autofree char *out = folder_path (folder, "out");
      g_autoptr (EquateOutput) output = equate_output_new_for_file (out, NULL);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      EquateBatchCounts counts;
      guint order[3];

      equate_merge_check (paths, 3, order, &counts, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (counts.records, ==, total);
      g_assert_cmpuint (counts.rejected, ==, total / 3);
      g_assert_true (equate_merge_write (paths, 3, order, &counts, output, NULL));
      g_assert_true (equate_output_commit (output, NULL));
      for (guint n = 1; n <= total; n++)
        if (n % 3 != 0)
          g_string_append_printf (expected, "{\"n\":%u}\n", n);
      g_autofree char *text = folder_read (folder, "out");
      g_assert_cmpstr (text, ==, expected->str);
    }
}

static void
assert_refused (const char *const *paths, guint n, const char *words)
{
  g_autofree guint *order = g_new (guint, n);
  g_autoptr (GError) error = NULL;
  EquateBatchCounts counts;

  g_assert_false (equate_merge_check (paths, n, order, &counts, &error));
  g_assert_error (error, EQUATE_MERGE_ERROR, EQUATE_MERGE_ERROR_SHARDS);
  if (strstr (error->message, words) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, words);
}

static void
test_refused (Folder *folder, gconstpointer data)
{
  g_autofree char *a = write_shard (folder, 1, 2, 9, "x");
  g_autofree char *b = write_shard (folder, 2, 2, 9, "x");
  g_autofree char *other_call = write_shard (folder, 2, 2, 9, "y");
  g_autofree char *other_number = write_shard (folder, 2, 3, 9, "x");
  g_autofree char *text = folder_read (folder, "2-2-x");
  g_autofree char *cut = folder_write (folder, "cut", text, (gssize) strlen (text) - 1);
  g_autofree char *none = folder_write (folder, "none", "{}\n", -1);
  g_autofree char *empty = folder_write (folder, "empty", "", -1);
  g_autofree char *short_one = folder_write (folder, "short", strchr (text, '\n') + 1, -1);
  const struct
  {
    const char *paths[3];
    guint n;
    const char *words;
  } rows[] = {
    { { a }, 1, "shard 2 of 2 is missing" },
    { { b }, 1, "shard 1 of 2 is missing" },
    { { a, b, a }, 3, "are both shard 1 of 2" },
    { { a, other_call }, 2, "other options" },
    { { a, other_number }, 2, "is one of 3 shards" },
    { { a, cut }, 2, "is cut off" },
    { { a, none }, 2, "is cut off, or no output of `convert --shard`" },
    { { a, empty }, 2, "is cut off" },
    { { a, short_one }, 2, "is damaged: it has 3 records, and its last line says 4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refused (rows[i].paths, rows[i].n, rows[i].words);
}

/* Shards of other transcripts have another total; of another workspace another digest. */
static void
test_foreign (Folder *folder, gconstpointer data)
{
  g_autofree char *a = write_shard (folder, 1, 2, 9, "x");
  g_autofree char *b = write_shard (folder, 2, 2, 8, "x");
  const char *const paths[] = { a, b };

  assert_refused (paths, 2, "was made from other transcripts");
  g_free (write_shard (folder, 2, 2, 9, "x"));
  g_autofree char *text = folder_read (folder, "2-2-x");
  g_strdelimit (strstr (text, "sha256:0"), "0", '1');
  g_free (folder_write (folder, "2-2-x", text, -1));
  assert_refused (paths, 2, "another workspace");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/merge/order", test_order);
  ADD ("/merge/refused", test_refused);
  ADD ("/merge/foreign", test_foreign);
  return g_test_run ();
}
