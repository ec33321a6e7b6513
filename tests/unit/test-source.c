/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/source.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BOM "\xef\xbb\xbf"

/* --- files --- */

typedef struct
{
  char *folder; /* owned */
  char *path;   /* owned: in the folder, not there yet */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("equate-source-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "catalog.yaml", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
write_file (Fixture *fixture, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
assert_data (const EquateSource *source, const char *expected, gsize expected_length)
{
  gsize length;
  const char *data = equate_source_get_data (source, &length);

  g_assert_cmpmem (data, length, expected, expected_length);
  g_assert_cmpint (data[length], ==, '\0');
}

static void
assert_refused (const char *path, gsize max_size, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EquateSource) source
      = equate_source_new_from_file (path, "rules/a.yaml", max_size, &error);

  g_assert_null (source);
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, "rules/a.yaml"));
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *text;
    gsize text_length;
  } cases[] = {
    { "", 0, "", 0 },
    { "a: 1\n", 5, "a: 1\n", 5 },
    { "a\0b", 3, "a\0b", 3 },
    { BOM "a", 4, "a", 1 },
    { BOM BOM "a", 7, BOM "a", 4 },
    { BOM, 3, "", 0 },
    { "\xef\xbb", 2, "\xef\xbb", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize length;

      write_file (fixture, cases[i].bytes, cases[i].length);
      g_autoptr (EquateSource) source
          = equate_source_new_from_file (fixture->path, "a.yaml", 100, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (equate_source_get_name (source), ==, "a.yaml");
      assert_data (source, cases[i].text, cases[i].text_length);
      const char *bytes = equate_source_get_bytes (source, &length);
      g_assert_cmpmem (bytes, length, cases[i].bytes, cases[i].length);
    }
}

static void
test_file_size (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 300000 };
  g_autofree char *bytes = g_strnfill (300000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      write_file (fixture, bytes, sizes[i]);
      for (gsize max_size = sizes[i]; max_size <= sizes[i] + 1; max_size++)
        {
          g_autoptr (EquateSource) source
              = equate_source_new_from_file (fixture->path, "a", max_size, NULL);
          assert_data (source, bytes, sizes[i]);
        }
      if (sizes[i] > 0)
        assert_refused (fixture->path, sizes[i] - 1, EQUATE_SOURCE_ERROR,
                        EQUATE_SOURCE_ERROR_TOO_LARGE);
    }
  g_autoptr (EquateSource) source
      = equate_source_new_from_file (fixture->path, "a", G_MAXSIZE, NULL);
  assert_data (source, bytes, 300000);
}

static void
test_file_refused (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture->path, 100, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  assert_refused (fixture->folder, 100, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  assert_refused ("/dev/zero", 1000000, EQUATE_SOURCE_ERROR, EQUATE_SOURCE_ERROR_TOO_LARGE);
  assert_refused ("/proc/self/mem", 100, G_IO_ERROR, G_IO_ERROR_FAILED);

  /* One that vanished: only its link is left. */
  g_assert_cmpint (symlink ("gone.yaml", fixture->path), ==, 0);
  assert_refused (fixture->path, 100, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_file_unreadable (Fixture *fixture, gconstpointer data)
{
  if (geteuid () == 0)
    {
      g_test_skip ("root may read everything");
      return;
    }
  write_file (fixture, "a", 1);
  g_assert_cmpint (g_chmod (fixture->path, 0), ==, 0);
  assert_refused (fixture->path, 100, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

static void
test_file_without_size (void)
{
  g_autoptr (EquateSource) empty = equate_source_new_from_file ("/dev/null", "null", 100, NULL);
  g_autoptr (EquateSource) maps
      = equate_source_new_from_file ("/proc/self/maps", "maps", 10000000, NULL);
  gsize length;

  assert_data (empty, "", 0);
  equate_source_get_data (maps, &length);
  g_assert_cmpuint (length, >, 0);
  assert_refused ("/proc/self/maps", 10, EQUATE_SOURCE_ERROR, EQUATE_SOURCE_ERROR_TOO_LARGE);
}

/* Late, so that the reader comes first; more than a pipe holds at once. */
static gpointer
write_late (gpointer data)
{
  const int file = GPOINTER_TO_INT (data);
  g_autofree char *bytes = g_strnfill (200000, 'y');
  gsize written = 0;

  g_usleep (100000);
  while (written < 200000)
    {
      const gssize count = write (file, bytes + written, 200000 - written);
      g_assert_cmpint (count, >, 0);
      written += (gsize) count;
    }
  close (file);
  return NULL;
}

static void
test_pipe (Fixture *fixture, gconstpointer data)
{
  int ends[2];
  g_autofree char *expected = g_strnfill (200000, 'y');

  /* Nobody writes: no waiting for ever. */
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_refused (fixture->path, 100, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);

  g_assert_cmpint (pipe (ends), ==, 0);
  g_autofree char *path = g_strdup_printf ("/dev/fd/%d", ends[0]);
  GThread *writer = g_thread_new ("writer", write_late, GINT_TO_POINTER (ends[1]));
  g_autoptr (EquateSource) source = equate_source_new_from_file (path, "pipe", 1000000, NULL);
  g_thread_join (writer);
  assert_data (source, expected, 200000);
  close (ends[0]);
}

static void
test_pipe_too_large (void)
{
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_autofree char *path = g_strdup_printf ("/dev/fd/%d", ends[0]);
  g_assert_cmpint (write (ends[1], "0123456789x", 11), ==, 11);
  assert_refused (path, 10, EQUATE_SOURCE_ERROR, EQUATE_SOURCE_ERROR_TOO_LARGE);
  close (ends[0]);
  close (ends[1]);
}

/* --- memory --- */

static void
test_memory (void)
{
  static const char borrowed[] = "one\ntwo";
  gsize length;
  g_autoptr (EquateSource) source = equate_source_new_static ("s", borrowed, 7, 1);

  g_assert_true (equate_source_get_data (source, NULL) == borrowed);
  assert_data (source, "one\ntwo", 7);

  /* Only where the file begins can a byte order mark stand. */
  g_autoptr (EquateSource) first = equate_source_new_static ("s", BOM "{}", 5, 1);
  g_autoptr (EquateSource) later = equate_source_new_static ("s", BOM "{}", 5, 2);
  assert_data (first, "{}", 2);
  assert_data (later, BOM "{}", 5);
  g_assert_cmpmem (equate_source_get_bytes (later, &length), length, BOM "{}", 5);

  /* Without a NUL behind it. */
  char *unended = g_malloc (3);
  memcpy (unended, "abc", 3);
  g_autoptr (EquateSource) taken = equate_source_new_take ("s", unended, 3, 1);
  assert_data (taken, "abc", 3);
  g_autoptr (EquateSource) nothing = equate_source_new_take ("s", NULL, 0, 1);
  assert_data (nothing, "", 0);
}

/* --- lines and columns --- */

static const struct
{
  const char *text;
  guint first_line;
  guint32 offset;
  EquatePosition position;
  const char *line;
  guint32 start;
} positions[] = {
  { "", 1, 0, { 1, 1 }, "", 0 },
  { "", 1, 5, { 1, 1 }, "", 0 },
  { "abc", 1, 0, { 1, 1 }, "abc", 0 },
  { "abc", 1, 2, { 1, 3 }, "abc", 0 },
  { "abc", 1, 3, { 1, 4 }, "abc", 0 },
  { "abc", 1, G_MAXUINT32, { 1, 4 }, "abc", 0 },
  { "abc", 7, 1, { 7, 2 }, "abc", 0 },
  { "a\nb\n", 1, 1, { 1, 2 }, "a", 0 },
  { "a\nb\n", 1, 2, { 2, 1 }, "b", 2 },
  { "a\nb\n", 1, 4, { 3, 1 }, "", 4 },
  { "a\nb\n", 9, 4, { 11, 1 }, "", 4 },
  { "\n\n\n", 1, 1, { 2, 1 }, "", 1 },
  { "a\r\nb", 1, 1, { 1, 2 }, "a", 0 },
  { "a\r\nb", 1, 2, { 1, 3 }, "a", 0 },
  { "a\r\nb", 1, 3, { 2, 1 }, "b", 3 },
  { "a\rb\rc", 1, 2, { 2, 1 }, "b", 2 },
  { "a\rb\rc", 1, 4, { 3, 1 }, "c", 4 },
  { "a\r\r\nb", 1, 2, { 2, 1 }, "", 2 },
  { "a\r\r\nb", 1, 4, { 3, 1 }, "b", 4 },
  { "a\n\rb", 1, 2, { 2, 1 }, "", 2 },
  { "a\n\rb", 1, 3, { 3, 1 }, "b", 3 },
  { "a\r", 1, 2, { 2, 1 }, "", 2 },
  { "工程x\n图", 1, 3, { 1, 2 }, "工程x", 0 },
  { "工程x\n图", 1, 4, { 1, 2 }, "工程x", 0 }, /* within a character */
  { "工程x\n图", 1, 5, { 1, 2 }, "工程x", 0 },
  { "工程x\n图", 1, 6, { 1, 3 }, "工程x", 0 },
  { "工程x\n图", 1, 8, { 2, 1 }, "图", 8 },
  { "工程x\n图", 1, 11, { 2, 2 }, "图", 8 },
  { "\xd6\xd0x", 1, 2, { 1, 3 }, "\xd6\xd0x", 0 }, /* no UTF-8 */
  { "\xe5\xb7", 1, 2, { 1, 3 }, "\xe5\xb7", 0 },   /* cut off */
  { BOM "ab", 1, 1, { 1, 2 }, "ab", 0 },
  { "x\xe2\x80\xa8y", 1, 4, { 1, 3 }, "x\xe2\x80\xa8y", 0 }, /* ends no line in a file */
};

static void
test_position (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      gsize length;
      guint32 start;
      g_autoptr (EquateSource) source = equate_source_new_static (
          "s", positions[i].text, strlen (positions[i].text), positions[i].first_line);
      const EquatePosition position = equate_source_get_position (source, positions[i].offset);
      const char *line = equate_source_get_line (source, positions[i].offset, &length, &start);

      g_test_message ("row %u", i);
      g_assert_cmpuint (position.line, ==, positions[i].position.line);
      g_assert_cmpuint (position.column, ==, positions[i].position.column);
      g_assert_cmpmem (line, length, positions[i].line, strlen (positions[i].line));
      g_assert_cmpuint (start, ==, positions[i].start);
      g_assert_true (equate_source_get_line (source, positions[i].offset, &length, NULL) == line);
    }
}

/* Random text with long lines, against a walk from its start. */
static void
test_position_long (void)
{
  static const char *const pieces[] = { "x", "工", "é", "\xff", "\t", "\r\n", "\n", "\r" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    {
      const gboolean ends = g_test_rand_int_range (0, 4000) == 0;
      const gint32 piece = ends ? g_test_rand_int_range (5, 8) : g_test_rand_int_range (0, 5);
      g_string_append (text, pieces[piece]);
    }
  g_autoptr (EquateSource) source = equate_source_new_static ("s", text->str, text->len, 1);

  EquatePosition expected = { 1, 1 };
  guint32 line_start = 0;
  for (guint32 offset = 0; offset < text->len;)
    {
      const EquatePosition position = equate_source_get_position (source, offset);
      const guchar byte = (guchar) text->str[offset];
      gsize length;
      guint32 start;
      const char *line = equate_source_get_line (source, offset, &length, &start);

      g_assert_cmpuint (position.line, ==, expected.line);
      g_assert_cmpuint (position.column, ==, expected.column);
      g_assert_cmpuint (start, ==, line_start);
      g_assert_cmpuint (length, ==, strcspn (line, "\r\n"));
      offset += byte == 0xe5 ? 3 : byte == 0xc3 ? 2 : 1;
      expected.column++;
      if (byte == '\n' || (byte == '\r' && text->str[offset] != '\n'))
        {
          expected.line++;
          expected.column = 1;
          line_start = offset;
        }
    }
}

static gpointer
ask_position (gpointer data)
{
  return GUINT_TO_POINTER (equate_source_get_position (data, 150000).line);
}

static void
test_position_threads (void)
{
  g_autofree char *text = g_strnfill (200000, '\n');
  GThread *threads[4];

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (EquateSource) source = equate_source_new_static ("s", text, 200000, 1);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("asker", ask_position, source);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 150001);
    }
}

static void
test_display_width (void)
{
  static const struct
  {
    const char *text;
    guint start, width;
  } cases[] = {
    { "", 0, 0 },
    { "take", 0, 4 },
    { "工程", 0, 4 },
    { "Łódź", 0, 4 },
    { "e\xcc\x81", 0, 1 },      /* e, combining acute */
    { "x\xe2\x80\x8by", 0, 2 }, /* zero width space */
    { "ＥＴ", 0, 4 },
    { "한", 0, 2 },
    { "\t", 0, 8 },
    { "\t", 7, 1 },
    { "\t", 8, 8 },
    { "ab\tc", 0, 9 },
    { "工程电路\t", 0, 16 },
    { "工程电\t", 0, 8 },
    { "ab\tc", 5, 4 },
    { "\xff\xfe", 0, 2 },
    { "\xe5\xb7", 0, 2 },
    { "\xf0\x9f\x8e\x93", 0, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpuint (
          equate_display_width (cases[i].text, strlen (cases[i].text), cases[i].start), ==,
          cases[i].width);
    }
}

/* --- encodings --- */

static void
test_encoding (void)
{
  static const struct
  {
    const char *text;
    gsize length; /* 0: up to NUL */
    gssize invalid;
    const char *guess;
  } cases[] = {
    { "", 0, -1, NULL },
    { "plain", 0, -1, NULL },
    { "工程 Łódź", 0, -1, NULL },
    { BOM "ok", 0, -1, NULL },
    { "ab\0c", 4, 2, NULL },
    { "\xff\xfex\0", 4, 0, NULL },
    { BOM "\xff", 0, 0, NULL },
    { "\xc0\xaf", 0, 0, "GB18030" }, /* an overlong slash, and a Han character */
    { "a\xed\xa0\x80", 0, 1, NULL }, /* a surrogate */
    { "name: \xb9\xa4\xb3\xcc\n", 0, 6, "GB18030" },
    { "\xb8\xdf\xb5\xc8\xca\xfd\xd1\xa7\xa3\xac\xd2\xbb", 0, 0, "GB18030" },
    { "\xb5\xe7\xc2\xb7\x81\x30\x81\x30", 0, 0, "GB18030" },
    { "Politechnika \xa3\xf3\x64zka", 0, 13, "CP1250" },
    { "\xafo\xb3nierz gra\xb3 w \xb6\x63i", 0, 0, NULL }, /* B6 is ISO 8859-2 */
    { "\xafo\xb3nierz", 0, 0, "CP1250" },
    { "Za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1", 0, 2, "CP1250" },
    { "Analiza matematyczna \x96 wyk\xb3\x61\x64", 0, 21, "CP1250" },
    { "工程数学 \xb3", 0, 13, NULL }, /* UTF-8 with one wrong byte */
    { "Łódź \xb3", 0, 8, NULL },
    { "\x01\xb9", 0, 1, NULL },
    { "a\x81\x7f", 0, 1, NULL },
    { "\xb9\xa4\x81\x30\x81", 0, 0, NULL }, /* cut off within a character */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gsize length = cases[i].length > 0 ? cases[i].length : strlen (cases[i].text);
      g_autoptr (EquateSource) source = equate_source_new_static ("s", cases[i].text, length, 1);

      g_test_message ("row %u", i);
      g_assert_cmpint (equate_source_find_invalid (source), ==, cases[i].invalid);
      g_assert_cmpstr (equate_source_guess_encoding (source), ==, cases[i].guess);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/source/file/read", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add ("/source/file/size", Fixture, NULL, set_up, test_file_size, tear_down);
  g_test_add ("/source/file/refused", Fixture, NULL, set_up, test_file_refused, tear_down);
  g_test_add ("/source/file/unreadable", Fixture, NULL, set_up, test_file_unreadable, tear_down);
  g_test_add_func ("/source/file/without-size", test_file_without_size);
  g_test_add ("/source/pipe", Fixture, NULL, set_up, test_pipe, tear_down);
  g_test_add_func ("/source/pipe/too-large", test_pipe_too_large);
  g_test_add_func ("/source/memory", test_memory);
  g_test_add_func ("/source/position", test_position);
  g_test_add_func ("/source/position/long", test_position_long);
  g_test_add_func ("/source/position/threads", test_position_threads);
  g_test_add_func ("/source/display-width", test_display_width);
  g_test_add_func ("/source/encoding", test_encoding);
  equate_source_free (NULL);
  return g_test_run ();
}
