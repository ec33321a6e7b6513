/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/checkpoint.h"

#include "batching.h"

static const EquateCheckpoint example = {
  .number = 12,
  .output = 345,
  .rejects = 67,
  .counts = { .records = 10, .outcomes = { 5, 3, 1 }, .rejected = 1 },
  .reject_format = EQUATE_FORMAT_CSV,
  .reject_header = G_MAXUINT64,
};

static void
test_save (Folder *folder, gconstpointer data)
{
  g_autofree char *path = folder_path (folder, "state");
  g_autofree char *call = NULL;
  EquateCheckpoint loaded;

  g_assert_false (equate_checkpoint_load (path, &call, &loaded));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (equate_checkpoint_save (path, "--on\t2025-02-01\ninput a\t7\n", &example, NULL));
      g_assert_true (equate_checkpoint_load (path, &call, &loaded));
      g_assert_cmpstr (call, ==, "--on\t2025-02-01\ninput a\t7\n");
      g_clear_pointer (&call, g_free);
      g_assert_cmpuint (loaded.number, ==, example.number);
      g_assert_cmpuint (loaded.output, ==, example.output);
      g_assert_cmpuint (loaded.rejects, ==, example.rejects);
      g_assert_cmpmem (&loaded.counts, sizeof loaded.counts, &example.counts,
                       sizeof example.counts);
      g_assert_cmpint (loaded.reject_format, ==, example.reject_format);
      g_assert_cmpuint (loaded.reject_header, ==, example.reject_header);
    }
  equate_checkpoint_remove (path);
  g_assert_false (equate_checkpoint_load (path, &call, &loaded));
}

/* No byte may be other than it was written, nor missing, nor one too many. */
static void
test_damaged (Folder *folder, gconstpointer data)
{
  g_autofree char *path = folder_path (folder, "state");
  g_autofree char *text = NULL;
  g_autofree char *call = NULL;
  EquateCheckpoint loaded;
  gsize length;

  g_assert_true (equate_checkpoint_save (path, "a\tb\n", &example, NULL));
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (gsize i = 0; i < length; i++)
    {
      g_assert_true (g_file_set_contents (path, text, (gssize) i, NULL));
      g_assert_false (equate_checkpoint_load (path, &call, &loaded));
      text[i] ^= 1;
      g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
      g_assert_false (equate_checkpoint_load (path, &call, &loaded));
      text[i] ^= 1;
    }
}

static void
test_unwritable (Folder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->folder, "absent", "state", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (equate_checkpoint_save (path, "", &example, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_compare (void)
{
  static const struct
  {
    const char *before;
    const char *now;
    const char *words;
  } rows[] = {
    { "a\t1\nb\t2\n", "a\t1\nb\t2\n", NULL },
    { "a\t1\nb\t2\n", "a\t1\nb\t3\n", "b: it was 2, and is 3 now" },
    { "a\t1\n", "a\t1\nb\t3\n", "b: it was left out, and is 3 now" },
    { "a\t1\nb\t2\n", "b\t2\n", "a: it was 1, and is left out now" },
    { "b\t2\nbb\t4\n", "bb\t4\nc\t1\n", "c: it was left out, and is 1 now" },
    { "a\t1\nb\t2\n", "b\t2\na\t1\n", "the order of the inputs has changed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = equate_checkpoint_compare (rows[i].before, rows[i].now);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/checkpoint/save", test_save);
  ADD ("/checkpoint/damaged", test_damaged);
  ADD ("/checkpoint/unwritable", test_unwritable);
  g_test_add_func ("/checkpoint/compare", test_compare);
  return g_test_run ();
}
