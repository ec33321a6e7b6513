/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/byte-input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batching.h"
#include "write/output.h"

static GString *
read_all (const char *path, gsize step, GError **error)
{
  g_autoptr (EquateByteInput) input = equate_byte_input_open (path, error);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (step);
  gssize count;

  if (!input)
    return NULL;
  while ((count = equate_byte_input_read (input, buffer, step, NULL, error)) > 0)
    g_string_append_len (text, buffer, count);
  return count < 0 ? NULL : g_steal_pointer (&text);
}

static char *
pack (const Folder *folder, const char *text, gsize *length)
{
  g_autofree char *path = folder_path (folder, "packed");
  g_autoptr (EquateOutput) output = equate_output_new_for_file (path, NULL);
  char *packed = NULL;

  equate_output_pack (output);
  g_assert_true (equate_output_write (output, text, strlen (text), NULL));
  g_assert_true (equate_output_commit (output, NULL));
  g_assert_true (g_file_get_contents (path, &packed, length, NULL));
  return packed;
}

static void
assert_read (const char *path, const char *expected)
{
  static const gsize steps[] = { 1, 3, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) text = read_all (path, steps[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text->str, ==, expected);
    }
}

static void
assert_fails (const char *path, GIOErrorEnum code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_all (path, 1000, &error));
  g_assert_error (error, G_IO_ERROR, (int) code);
}

static void
test_plain (Folder *folder, gconstpointer data)
{
  g_autofree char *path = folder_write (folder, "a", "one\ntwo", -1);
  g_autofree char *empty = folder_write (folder, "b", "", -1);

  assert_read (path, "one\ntwo");
  assert_read (empty, "");
}

/* Parts and zeros behind them are read; what is damaged or cut off is said. */
static void
test_packed (Folder *folder, gconstpointer data)
{
  gsize length;
  g_autofree char *long_text = g_strnfill (300000, 'x');
  g_autofree char *packed = pack (folder, "one\n", &length);
  g_autoptr (GString) bytes = g_string_new_len (packed, (gssize) length);

  g_string_append_len (bytes, packed, (gssize) length);
  g_string_append_len (bytes, "\0\0\0\0", 4);
  g_autofree char *two = folder_write (folder, "a.gz", bytes->str, (gssize) bytes->len);
  assert_read (two, "one\none\n");
  g_autofree char *cut = folder_write (folder, "b.gz", packed, (gssize) length - 3);
  assert_fails (cut, G_IO_ERROR_PARTIAL_INPUT);
  g_autofree char *none = folder_write (folder, "c.gz", "one\n", -1);
  assert_fails (none, G_IO_ERROR_INVALID_DATA);
  g_string_truncate (bytes, length);
  g_string_append (bytes, "more");
  g_autofree char *more = folder_write (folder, "d.gz", bytes->str, (gssize) bytes->len);
  assert_fails (more, G_IO_ERROR_INVALID_DATA);
  g_autofree char *empty = folder_write (folder, "e.gz", "", 0);
  assert_read (empty, "");
  g_free (packed);
  packed = pack (folder, long_text, &length);
  g_autofree char *large = folder_write (folder, "f.gz", packed, (gssize) length);
  assert_read (large, long_text);
}

static void
test_odd (Folder *folder, gconstpointer data)
{
  g_autofree char *absent = folder_path (folder, "absent");
  g_autofree char *pipe = folder_path (folder, "pipe");

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_fails (absent, G_IO_ERROR_NOT_FOUND);
  assert_fails (folder->folder, G_IO_ERROR_IS_DIRECTORY);
  assert_fails (pipe, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_fails ("/dev/zero", G_IO_ERROR_NO_SPACE);
}

static void
test_shrinks (Folder *folder, gconstpointer data)
{
  g_autofree char *path = folder_write (folder, "a", "0123456789", -1);
  g_autoptr (EquateByteInput) input = equate_byte_input_open (path, NULL);
  g_autoptr (GError) error = NULL;
  char buffer[20];
  guint64 size;

  g_assert_cmpint (equate_byte_input_read (input, buffer, 3, NULL, NULL), ==, 3);
  g_assert_cmpuint (equate_byte_input_get_progress (input, &size), ==, 3);
  g_assert_cmpuint (size, ==, 10);
  g_assert_cmpint (truncate (path, 5), ==, 0);
  g_assert_cmpint (equate_byte_input_read (input, buffer, 20, NULL, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* A wait for a pipe ends; what came before is handed out first. */
static void
test_cancelled (Folder *folder, gconstpointer data)
{
  g_autofree char *path = folder_path (folder, "pipe");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  char buffer[20];

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  int writer = open (path, O_RDWR | O_CLOEXEC);
  g_autoptr (EquateByteInput) input = equate_byte_input_open (path, NULL);
  g_assert_cmpint (write (writer, "abc", 3), ==, 3);
  GThread *thread = g_thread_new (NULL, cancel_soon, cancellable);
  g_assert_cmpint (equate_byte_input_read (input, buffer, 20, cancellable, &error), ==, 3);
  g_assert_cmpint (equate_byte_input_read (input, buffer, 20, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  close (writer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/byte-input/plain", test_plain);
  ADD ("/byte-input/packed", test_packed);
  ADD ("/byte-input/odd", test_odd);
  ADD ("/byte-input/shrinks", test_shrinks);
  ADD ("/byte-input/cancelled", test_cancelled);
  return g_test_run ();
}
