/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Runs a fuzz target without a fuzzer: each seed as it is, then damaged in many ways. GLib prints
 * the random seed; --seed with it repeats a run. EQUATE_FUZZ_ROUNDS: damaged copies per seed.
 */
#include <glib.h>
#include <string.h>

#define ROUNDS 200
#define DAMAGES 4

/* What means something to one of the formats, or breaks UTF-8. */
static const char SIGNS[] = "\0\t\n\r \"#&'*,-:<>?[\\]{|}!%\x80\xef\xff";

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

/* An exact copy on the heap: a byte read beyond the end is seen by the sanitizers. */
static void
run_bytes (const guint8 *data, size_t size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (copy, size);
}

/* The word at or behind a place: *at is moved to its beginning. */
static guint
find_word (const GByteArray *bytes, guint *at)
{
  guint end;

  while (*at < bytes->len && !g_ascii_isalnum (bytes->data[*at]))
    ++*at;
  end = *at;
  while (end < bytes->len && g_ascii_isalnum (bytes->data[end]))
    end++;
  return end - *at;
}

/* One word in the place of another: what is written stays well formed more often than not. */
static void
swap_word (GByteArray *bytes, guint at)
{
  guint from = (guint) g_test_rand_int_range (0, (gint32) bytes->len);
  guint from_length = find_word (bytes, &from);
  g_autofree guint8 *word = g_memdup2 (bytes->data + from, from_length);
  guint length = find_word (bytes, &at);
  guint rest = bytes->len - at - length;

  g_byte_array_set_size (bytes, bytes->len + from_length);
  memmove (bytes->data + at + from_length, bytes->data + at + length, rest);
  if (from_length > 0)
    memcpy (bytes->data + at, word, from_length);
  g_byte_array_set_size (bytes, at + from_length + rest);
}

static void
change_digit (GByteArray *bytes, guint at)
{
  while (at < bytes->len && !g_ascii_isdigit (bytes->data[at]))
    at++;
  if (at < bytes->len)
    bytes->data[at] = (guint8) ('0' + g_test_rand_int_range (0, 10));
}

static void
damage (GByteArray *bytes)
{
  if (bytes->len == 0)
    {
      g_byte_array_append (bytes, (const guint8 *) "\xff", 1);
      return;
    }

  guint at = (guint) g_test_rand_int_range (0, (gint32) bytes->len);
  guint length = (guint) g_test_rand_int_range (1, (gint32) MIN (bytes->len - at, 16) + 1);

  switch (g_test_rand_int_range (0, 8))
    {
    case 0: /* one bit */
      bytes->data[at] ^= (guint8) (1u << g_test_rand_int_range (0, 8));
      break;
    case 1:
      bytes->data[at] = (guint8) SIGNS[g_test_rand_int_range (0, sizeof SIGNS - 1)];
      break;
    case 2: /* a piece is lost */
      g_byte_array_remove_range (bytes, at, length);
      break;
    case 3:
    case 4:
      swap_word (bytes, at);
      break;
    case 5:
    case 6:
      change_digit (bytes, at);
      break;
    default: /* a piece comes again, at the end */
      {
        g_autofree guint8 *piece = g_memdup2 (bytes->data + at, length);
        g_byte_array_append (bytes, piece, length);
      }
      break;
    }
}

static void
test_seed (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &text, &size, &error));
  g_assert_no_error (error);
  run_bytes ((const guint8 *) text, size);

  const char *asked = g_getenv ("EQUATE_FUZZ_ROUNDS");
  guint64 rounds = asked != NULL ? g_ascii_strtoull (asked, NULL, 10) : ROUNDS;
  for (guint64 round = 0; round < rounds; round++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) text, (guint) size);
      for (int i = g_test_rand_int_range (1, DAMAGES + 1); i > 0; i--)
        damage (bytes);
      run_bytes (bytes->data, bytes->len);
    }
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    g_error ("the folder of the seeds is missing");

  g_autoptr (GDir) folder = g_dir_open (argv[1], 0, &error);
  if (folder == NULL)
    g_error ("%s", error->message);

  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    g_ptr_array_add (paths, g_build_filename (argv[1], name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  if (paths->len == 0)
    g_error ("%s has no seeds", argv[1]);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_path_get_basename (paths->pdata[i]);
      g_autofree char *test = g_strconcat ("/fuzz/", name, NULL);

      g_test_add_data_func (test, paths->pdata[i], test_seed);
    }
  return g_test_run ();
}
