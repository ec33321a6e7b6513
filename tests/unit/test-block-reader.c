/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/block-reader.h"

#include "base/limits.h"
#include "batching.h"

/* Each record as "number:bytes|", its parts joined. */
static char *
read_records (const char *const *paths, guint n, EquateReadSettings settings)
{
  g_autoptr (EquateBlockReader) reader = equate_block_reader_new (paths, n, &settings);
  g_autoptr (EquateBlock) block = equate_block_new ();
  g_autoptr (GError) error = NULL;
  GString *shown = g_string_new (NULL);

  while (equate_block_reader_fill (reader, block, NULL, &error))
    for (guint i = 0; i < block->pieces->len; i++)
      {
        const EquateBlockPiece *next = &g_array_index (block->pieces, EquateBlockPiece, i);

        if (next->piece.is_first)
          g_string_append_printf (shown, "%u:", next->number);
        g_string_append_len (shown, block->data + next->piece.start, (gssize) next->piece.length);
        if (next->piece.is_last)
          g_string_append_c (shown, '|');
      }
  g_assert_no_error (error);
  return g_string_free (shown, FALSE);
}

/* Numbers go on from file to file, whatever the size of blocks; marks at the beginning are left out. */
static void
test_files (Folder *folder, gconstpointer data)
{
  g_autofree char *a = folder_write (folder, "a.jsonl", "\xef\xbb\xbf{1}\n\n{22}\r\n{333}", -1);
  g_autofree char *b = folder_write (folder, "b", "", -1);
  g_autofree char *c = folder_write (folder, "c.csv", "student,course\n1,A\n1,B\n2,C\n", -1);
  const char *const paths[] = { a, b, c };

  for (gsize size = 1; size < 40; size++)
    {
      EquateReadSettings settings = { .block_size = size };
      g_autofree char *shown = read_records (paths, 3, settings);

      g_assert_cmpstr (shown, ==, "1:{1}|2:{22}|3:{333}|4:1,A\n1,B|5:2,C|");
      settings.skip = 2;
      g_autofree char *rest = read_records (paths, 3, settings);
      g_assert_cmpstr (rest, ==, "3:{333}|4:1,A\n1,B|5:2,C|");
      settings.shard = 2;
      settings.shards = 3;
      g_autofree char *shard = read_records (paths, 3, settings);
      g_assert_cmpstr (shard, ==, "5:2,C|");
    }
}

/* A record that is too large comes in parts, none of which is much larger than a record may be. */
static void
test_large (Folder *folder, gconstpointer data)
{
  g_autofree char *large = g_strnfill (5 * EQUATE_MAX_TRANSCRIPT_SIZE, 'x');
  g_autofree char *text = g_strconcat ("{1}\n", large, "\n{3}\n", NULL);
  g_autofree char *path = folder_write (folder, "a.jsonl", text, -1);
  g_autofree char *expected = g_strconcat ("1:{1}|2:", large, "|3:{3}|", NULL);
  const char *const paths[] = { path };
  const EquateReadSettings settings = { 0 };
  g_autofree char *shown = read_records (paths, 1, settings);
  g_autoptr (EquateBlockReader) reader = equate_block_reader_new (paths, 1, &settings);
  g_autoptr (EquateBlock) block = equate_block_new ();

  g_assert_true (strcmp (shown, expected) == 0);
  while (equate_block_reader_fill (reader, block, NULL, NULL))
    g_assert_cmpuint (block->room, <, 2 * EQUATE_MAX_TRANSCRIPT_SIZE);
}

/* What stands between records may have any length. */
static void
test_gaps (Folder *folder, gconstpointer data)
{
  g_autofree char *blanks = g_strnfill (9 * EQUATE_MAX_TRANSCRIPT_SIZE, '\n');
  g_autofree char *text = g_strconcat ("[", blanks, "1,", blanks, "2", blanks, "]", NULL);
  g_autofree char *path = folder_write (folder, "a.json", text, -1);
  const char *const paths[] = { path };
  g_autofree char *shown = read_records (paths, 1, (EquateReadSettings){ 0 });

  g_assert_cmpstr (shown, ==, "1:1|2:2|");
}

static void
test_digest (Folder *folder, gconstpointer data)
{
  g_autofree char *a = folder_write (folder, "a.jsonl", "{1}\n{2}\n", -1);
  const char *const paths[] = { a };
  guint64 digests[3];

  for (guint i = 0; i < 3; i++)
    {
      EquateReadSettings settings = { .block_size = i + 1 };
      g_autoptr (EquateBlockReader) reader = equate_block_reader_new (paths, 1, &settings);
      g_autoptr (EquateBlock) block = equate_block_new ();

      if (i == 2)
        g_free (folder_write (folder, "a.jsonl", "{1}\n{3}\n", -1));
      while (equate_block_reader_fill (reader, block, NULL, NULL))
        ;
      digests[i] = equate_block_reader_get_digest (reader);
      g_assert_cmpuint (equate_block_reader_get_number (reader), ==, 2);
      g_assert_cmpuint (equate_block_reader_get_size (reader), ==, 8);
    }
  g_assert_cmpuint (digests[0], ==, digests[1]);
  g_assert_cmpuint (digests[0], !=, digests[2]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/block-reader/files", test_files);
  ADD ("/block-reader/large", test_large);
  ADD ("/block-reader/gaps", test_gaps);
  ADD ("/block-reader/digest", test_digest);
  return g_test_run ();
}
