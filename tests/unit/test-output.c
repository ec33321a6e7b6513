/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/output.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder; /* owned */
  char *path;   /* owned: a file in it */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("equate-output-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "out.json", NULL);
}

static guint
count_files (const Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (folder))
    count++;
  return count;
}

/* Nothing but the file itself may be left. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
write_text (EquateOutput *output, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (equate_output_write (output, text, strlen (text), &error));
  g_assert_no_error (error);
}

static void
commit (EquateOutput *output)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (equate_output_commit (output, &error));
  g_assert_no_error (error);
}

static void
assert_content (const char *path, const char *expected)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static void
test_commit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EquateOutput) output = equate_output_new_for_file (fixture->path, NULL);
  mode_t mask = umask (022);
  struct stat status;

  umask (mask);
  write_text (output, "new");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_nonnull (equate_output_get_temporary (output));
  commit (output);
  g_assert_null (equate_output_get_temporary (output));
  assert_content (fixture->path, "new");
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0666 & ~mask);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_abandoned (Fixture *fixture, gconstpointer data)
{
  EquateOutput *output;

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  output = equate_output_new_for_file (fixture->path, NULL);
  write_text (output, "new");
  g_assert_true (equate_output_flush (output, NULL));
  equate_output_free (output);
  assert_content (fixture->path, "old");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_mode_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EquateOutput) output = NULL;
  struct stat status;

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  output = equate_output_new_for_file (fixture->path, NULL);
  write_text (output, "new");
  commit (output);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  assert_content (fixture->path, "new");
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autoptr (EquateOutput) output = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  g_assert_cmpint (symlink ("out.json", link), ==, 0);
  output = equate_output_new_for_file (link, NULL);
  write_text (output, "new");
  commit (output);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_content (fixture->path, "new");
  g_assert_cmpint (g_unlink (link), ==, 0);
}

/* Texts that fit the buffer, that fill it and that are larger come out in their order. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  static const gsize lengths[] = { 1, 65535, 1, 65536, 3, 200000, 0, 65537, 5 };
  g_autoptr (EquateOutput) output = equate_output_new_for_file (fixture->path, NULL);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *text = g_strnfill (lengths[i], (char) ('a' + i));

      write_text (output, text);
      g_string_append (expected, text);
    }
  commit (output);
  assert_content (fixture->path, expected->str);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *absent = g_build_filename (fixture->folder, "absent", "out", NULL);
  g_autofree char *below_file = g_build_filename (fixture->path, "out", NULL);
  const struct
  {
    const char *path;
    GIOErrorEnum code;
  } cases[] = {
    { fixture->folder, G_IO_ERROR_IS_DIRECTORY },
    { absent, G_IO_ERROR_NOT_FOUND },
    { below_file, G_IO_ERROR_NOT_DIRECTORY },
  };

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (equate_output_new_for_file (cases[i].path, &error));
      g_assert_error (error, G_IO_ERROR, (int) cases[i].code);
    }
}

static void
test_devices (void)
{
  g_autoptr (EquateOutput) null = equate_output_new_for_file ("/dev/null", NULL);
  g_autoptr (EquateOutput) full = equate_output_new_for_file ("/dev/full", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (equate_output_get_temporary (null));
  write_text (null, "x");
  commit (null);
  write_text (full, "x");
  g_assert_false (equate_output_commit (full, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_broken_pipe (void)
{
  int ends[2];
  g_autoptr (EquateOutput) output = NULL;
  g_autoptr (GError) error = NULL;
  void (*old) (int) = signal (SIGPIPE, SIG_IGN);

  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  close (ends[0]);
  output = equate_output_new_for_fd (ends[1], "the pipe");
  write_text (output, "x");
  g_assert_false (equate_output_flush (output, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_assert_cmpstr (error->message, ==, "cannot write the pipe: Broken pipe");
  close (ends[1]);
  signal (SIGPIPE, old);
}

/* Only one run at a time has the partial file; what was left is replaced, or cut and gone on with. */
static void
test_partial (Fixture *fixture, gconstpointer data)
{
  g_autofree char *partial = equate_output_get_partial_name (fixture->path);
  EquateOutput *output = equate_output_new_partial (fixture->path, 0, NULL);
  g_autoptr (GError) error = NULL;
  guint64 size;

  g_assert_true (g_str_has_suffix (partial, "/out.json.partial"));
  write_text (output, "one two");
  g_assert_true (equate_output_sync (output, &size, NULL));
  g_assert_cmpuint (size, ==, 7);
  assert_content (partial, "one two");
  g_assert_null (equate_output_new_partial (fixture->path, 3, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  equate_output_keep (output, TRUE);
  equate_output_free (output);
  g_assert_null (equate_output_new_partial (fixture->path, 8, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  output = equate_output_new_partial (fixture->path, 4, NULL);
  write_text (output, "three");
  commit (output);
  equate_output_free (output);
  assert_content (fixture->path, "one three");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* What was left may have other names, which keep what they have; a link leads nowhere. */
static void
test_partial_left (Fixture *fixture, gconstpointer data)
{
  g_autofree char *partial = equate_output_get_partial_name (fixture->path);
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  EquateOutput *output;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (other, "other", -1, NULL));
  g_assert_cmpint (link (other, partial), ==, 0);
  g_assert_null (equate_output_new_partial (fixture->path, 2, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  g_clear_error (&error);
  output = equate_output_new_partial (fixture->path, 0, NULL);
  write_text (output, "new");
  commit (output);
  equate_output_free (output);
  assert_content (other, "other");
  g_assert_cmpint (symlink ("other", partial), ==, 0);
  g_assert_null (equate_output_new_partial (fixture->path, 0, &error));
  g_assert_nonnull (error);
  assert_content (other, "other");
  g_unlink (partial);
  g_unlink (other);
}

static void
test_packed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (200000, 'a');
  g_autofree char *first = NULL;
  gsize lengths[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EquateOutput) output = equate_output_new_for_file (fixture->path, NULL);
      g_autofree char *content = NULL;

      equate_output_pack (output);
      write_text (output, "one");
      write_text (output, large);
      commit (output);
      g_assert_true (g_file_get_contents (fixture->path, &content, &lengths[i], NULL));
      g_assert_cmpuint (lengths[i], <, 2000);
      if (first)
        g_assert_cmpmem (content, lengths[1], first, lengths[0]);
      first = first ? first : g_steal_pointer (&content);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/output/commit", test_commit);
  ADD ("/output/abandoned", test_abandoned);
  ADD ("/output/mode-is-kept", test_mode_is_kept);
  ADD ("/output/link", test_link);
  ADD ("/output/large", test_large);
  ADD ("/output/refused", test_refused);
  ADD ("/output/partial", test_partial);
  ADD ("/output/partial-left", test_partial_left);
  ADD ("/output/packed", test_packed);
  g_test_add_func ("/output/devices", test_devices);
  g_test_add_func ("/output/broken-pipe", test_broken_pipe);
  return g_test_run ();
}
