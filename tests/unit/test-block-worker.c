/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/block-worker.h"

#include "batching.h"

/* A record in another encoding is decided as one in UTF-8; a broken byte rejects its record alone, with
 * the places that it has in the file. */
static void
test_encodings (Folder *folder, gconstpointer data)
{
  EquateBatchSettings settings = make_settings (folder);
  static const char bytes[] = "student,institution,course,title\nS-1,alpha,A1,\xc0\xee\n"
                              "S-2,alpha,A1,\xc0\xee\xff\nS-\xc0\xd7,alpha,A1,\n";

  settings.reading.encoding = EQUATE_ENCODING_GB18030;
  settings.work.options.to = "beta";
  settings.work.style.raw = TRUE;
  g_free (folder_write (folder, "a.csv", bytes, -1));
  Written written = run_file (folder, &settings, "a.csv");
  g_assert_cmpuint (written.counts.records, ==, 3);
  g_assert_cmpuint (written.counts.rejected, ==, 1);
  g_assert_nonnull (strstr (written.out, "S-1,"));
  g_assert_nonnull (strstr (written.out, "S-雷,"));
  g_assert_nonnull (
      strstr (written.said->str, "what stands at byte 64 (line 3) is not GB18030"));
  g_assert_nonnull (strstr (written.said->str, "a.csv: record 2 is rejected"));
  g_assert_cmpstr (written.rejects, ==,
                   "student,institution,course,title\nS-2,alpha,A1,\xc0\xee\xff\n");
  written_clear (&written);
}

/* Lines, columns and bytes are those of the file, wherever it is cut. */
static void
test_places (Folder *folder, gconstpointer data)
{
  EquateBatchSettings settings = make_settings (folder);

  g_free (folder_write (folder, "a.jsonl", GOOD ("1") "\n\n" BAD ("2") "\n{\"student\":\"\xff\"}\n", -1));
  for (gsize size = 1; size < 400; size += 57)
    {
      settings.reading.block_size = size;
      Written written = run_file (folder, &settings, "a.jsonl");

      g_assert_nonnull (strstr (written.said->str, "a.jsonl:3:37\n"));
      g_assert_nonnull (strstr (written.said->str, "a.jsonl:4:13\n"));
      g_autofree char *byte = g_strdup_printf ("at byte %u (line 4)",
                                               (guint) strlen (GOOD ("1") "\n\n" BAD ("2") "\n{\"student\":\""));
      g_assert_nonnull (strstr (written.said->str, byte));
      written_clear (&written);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/block-worker/encodings", test_encodings);
  ADD ("/block-worker/places", test_places);
  return g_test_run ();
}
