/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/file-list.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a workspace is made of here: a text, or NULL for a folder; links name what they lead to. */
static const struct
{
  const char *path;
  const char *text;
  const char *link;
} things[] = {
  { "catalogs", NULL, NULL },
  { "catalogs/b.yaml", "b", NULL },
  { "catalogs/a.yaml", "a", NULL },
  { "catalogs/.hidden.yaml", "no", NULL },
  { "catalogs/readme.md", "no", NULL },
  { "catalogs/again", NULL, "." },
  { "catalogs/folder.yaml", NULL, "." },
  { "catalogs/gone.yaml", NULL, "nowhere" },
  { "rules", NULL, NULL },
  { "rules/deep", NULL, NULL },
  { "rules/deep/c.yaml", "c c", NULL },
  { "rules/deep.yaml", "d", NULL },
  { "rules/named.yaml", NULL, NULL },
  { "rules/named.yaml/e.yaml", "", NULL },
  { "other", NULL, NULL },
  { "other/f.yaml", "no", NULL },
};

static const char expected_paths[]
    = "catalogs/a.yaml 1\ncatalogs/b.yaml 1\ncatalogs/gone.yaml 0\nrules/deep.yaml 1\n"
      "rules/deep/c.yaml 3\nrules/named.yaml/e.yaml 0\n";

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("equate-list-XXXXXX", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, things[i].path, NULL);

      if (things[i].link != NULL)
        g_assert_cmpint (symlink (things[i].link, path), ==, 0);
      else if (things[i].text == NULL)
        g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      else
        g_assert_true (g_file_set_contents (path, things[i].text, -1, NULL));
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = G_N_ELEMENTS (things); i > 0; i--)
    {
      g_autofree char *path = g_build_filename (fixture->folder, things[i - 1].path, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static EquateFileList *
list_files (const Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  EquateFileList *list = equate_file_list_new (fixture->folder, &error);

  g_assert_no_error (error);
  return list;
}

static void
test_paths (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EquateFileList) list = list_files (fixture);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < list->files->len; i++)
    {
      const EquateListedFile *file = &g_array_index (list->files, EquateListedFile, i);

      g_string_append_printf (found, "%s %" G_GUINT64_FORMAT "\n", file->relative,
                              file->stamp.size);
      g_assert_cmpint (file->stamp.inode == 0, ==, strstr (file->relative, "gone") != NULL);
    }
  g_assert_cmpstr (found->str, ==, expected_paths);
  g_assert_cmpuint (equate_file_list_get_size (list), ==, 6);
  g_assert_cmpuint (list->unreadable->len, ==, 0);
}

static void
test_stamp (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "catalogs/a.yaml", NULL);
  const struct timespec times[] = { { 0, UTIME_OMIT }, { 1700000000, 123456789 } };
  EquateFileStamp stamp;

  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);

  g_autoptr (EquateFileList) list = list_files (fixture);

  stamp = g_array_index (list->files, EquateListedFile, 0).stamp;
  g_assert_cmpint (stamp.changed, ==, G_GINT64_CONSTANT (1700000000123456789));
  g_assert_true (equate_file_stamp_is_settled (&stamp, list->taken));
  g_assert_true (equate_file_stamp_is_settled (&stamp, stamp.changed + 2000000000));
  g_assert_false (equate_file_stamp_is_settled (&stamp, stamp.changed + 1999999999));
  g_assert_false (equate_file_stamp_is_settled (&stamp, 0));
  g_assert_false (equate_file_stamp_is_settled (&stamp, G_MININT64));
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *file = g_build_filename (other, "rules", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (equate_file_list_new (other, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (file, "a file", -1, NULL));
  g_assert_null (equate_file_list_new (other, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_cmpint (g_unlink (file), ==, 0);
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "rules/deep", NULL);

  if (geteuid () == 0)
    {
      g_test_skip ("root reads everything");
      return;
    }
  g_assert_cmpint (g_chmod (path, 0), ==, 0);

  g_autoptr (EquateFileList) list = list_files (fixture);

  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
  g_assert_cmpuint (list->unreadable->len, ==, 1);
  g_assert_cmpuint (list->files->len, ==, 5);
}

/* large: so much that a second thread helps, and that a file is read in pieces. */
static void
check_contents (Fixture *fixture, gsize large)
{
  g_autofree char *path = g_build_filename (fixture->folder, "rules/deep/c.yaml", NULL);
  g_autofree char *gone = g_build_filename (fixture->folder, "catalogs/gone.yaml", NULL);
  g_autofree char *text = g_strnfill (large, 'x');
  const char *texts[] = { "a", "b", "d", text, "" };
  EquateFingerprint expected[G_N_ELEMENTS (texts) + 1];

  g_assert_cmpint (g_unlink (gone), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    expected[i] = equate_fingerprint (texts[i], strlen (texts[i]));

  g_autoptr (EquateFileList) list = list_files (fixture);

  g_assert_true (equate_file_list_hold (list, expected));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      expected[i].low ^= 1;
      g_assert_false (equate_file_list_hold (list, expected));
      expected[i].low ^= 1;
      expected[i].high ^= 1;
      g_assert_false (equate_file_list_hold (list, expected));
      expected[i].high ^= 1;
    }
  text[large / 2] = 'y';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_false (equate_file_list_hold (list, expected));
  text[large / 2] = 'x';
  g_assert_true (g_file_set_contents (path, text, (gssize) large - 1, NULL));
  g_assert_false (equate_file_list_hold (list, expected));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (equate_file_list_hold (list, expected));
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_false (equate_file_list_hold (list, expected));
  g_assert_cmpint (symlink ("nowhere", gone), ==, 0);
}

static void
test_small_contents (Fixture *fixture, gconstpointer data)
{
  check_contents (fixture, 5);
}

static void
test_large_contents (Fixture *fixture, gconstpointer data)
{
  check_contents (fixture, 2 * 1024 * 1024 + 1);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/file-list/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("paths", test_paths);
  ADD ("stamp", test_stamp);
  ADD ("none", test_none);
  ADD ("unreadable", test_unreadable);
  ADD ("small contents", test_small_contents);
  ADD ("large contents", test_large_contents);
  return g_test_run ();
}
