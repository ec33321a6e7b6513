/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/reject-writer.h"

#include "base/limits.h"
#include "batching.h"

static void
assert_rejects (const Folder *folder, const char *const *names, guint n, gsize small_size,
                const char *expected)
{
  const gsize sizes[] = { small_size, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      EquateBatchSettings settings = make_settings (folder);
      settings.reading.block_size = sizes[i];
      Written written = run_files (folder, settings, names, n);

      g_assert_cmpstr (written.rejects, ==, expected);
      written_clear (&written);
    }
}

/* What was rejected can be read again: documents are parted, and rows have their header once. */
static void
test_formats (Folder *folder, gconstpointer data)
{
  static const char *const yaml[] = { "a.yaml", "a.yaml" };
  static const char *const csv[] = { "a.csv", "b.csv", "c.csv" };
  static const char *const json[] = { "a.json" };

  g_free (folder_write (folder, "a.yaml", "x: 1\n---\ny: 1\n...\nz: 1", -1));
  assert_rejects (folder, yaml, 2, 1, "x: 1\n---\ny: 1\n...\n---\nz: 1\n---\nx: 1\n---\ny: 1\n...\n---\nz: 1\n");
  g_free (folder_write (folder, "a.csv", "student,course\n1,A\n2,B\n", -1));
  g_free (folder_write (folder, "b.csv", "student,course\n3,C\n", -1));
  g_free (folder_write (folder, "c.csv", "course,student\nD,4\n", -1));
  assert_rejects (folder, csv, 3, 1, "student,course\n1,A\n2,B\n3,C\ncourse,student\nD,4\n");
  g_free (folder_write (folder, "a.csv", "student,corse\n1,A\n", -1));
  assert_rejects (folder, csv, 2, 1, "student,corse\n1,A\nstudent,course\n3,C\n");
  g_free (folder_write (folder, "a.json", "[{\"a\": 1},\n  7 ]", -1));
  assert_rejects (folder, json, 1, 1, "{\"a\": 1}\n7\n");
}

/* A record that was never held whole comes out whole. */
static void
test_large (Folder *folder, gconstpointer data)
{
  static const char *const names[] = { "a.jsonl" };
  g_autofree char *large = g_strnfill (3 * EQUATE_MAX_TRANSCRIPT_SIZE, 'x');
  g_autofree char *text = g_strconcat (GOOD ("1") "\n", large, "\r\n" BAD ("3"), NULL);
  g_autofree char *expected = g_strconcat (large, "\n" BAD ("3") "\n", NULL);

  g_free (folder_write (folder, "a.jsonl", text, -1));
  assert_rejects (folder, names, 1, 100000, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/reject-writer/formats", test_formats);
  ADD ("/reject-writer/large", test_large);
  return g_test_run ();
}
