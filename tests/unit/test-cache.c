/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/cache.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "snapping.h"

typedef struct
{
  World *world; /* owned */
  char *above;  /* owned: what the cache folder is made in */
  char *cache;  /* owned: the cache folder */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->world = world_new (WORLD_TEXT);
  fixture->above = g_dir_make_tmp ("equate-cache-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->cache = g_build_filename (fixture->above, "deep", "equate", NULL);
}

static guint
count_files (const Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->cache, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = g_path_get_dirname (fixture->cache);
  guint n_removed;

  equate_cache_clear (fixture->cache, &n_removed, NULL);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_rmdir (fixture->cache);
  g_rmdir (deep);
  g_assert_cmpint (g_rmdir (fixture->above), ==, 0);
  g_free (fixture->cache);
  g_free (fixture->above);
  world_free (fixture->world);
}

static gboolean
store (const Fixture *fixture, GError **error)
{
  g_autoptr (EquateCache) cache = equate_cache_new (fixture->cache, fixture->world->folder);

  return equate_cache_store (cache, fixture->world->workspace, fixture->world->ruleset, error);
}

static void
store_good (const Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  store (fixture, &error);
  g_assert_no_error (error);
}

static gboolean
opens (const Fixture *fixture)
{
  g_autoptr (EquateCache) cache = equate_cache_new (fixture->cache, fixture->world->folder);
  g_autoptr (EquateRuleset) ruleset = equate_cache_open (cache);

  if (ruleset != NULL)
    g_assert_cmpstr (ruleset->digest, ==, fixture->world->ruleset->digest);
  return ruleset != NULL;
}

/* The only file there is. */
static char *
find_file (const Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->cache, 0, NULL);

  return g_build_filename (fixture->cache, g_dir_read_name (dir), NULL);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  struct stat status;

  g_assert_false (opens (fixture));
  store_good (fixture);
  g_assert_true (opens (fixture));
  store_good (fixture);
  g_assert_true (opens (fixture));
  g_assert_cmpuint (count_files (fixture), ==, 1);

  g_autofree char *path = find_file (fixture);

  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (fixture->cache, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

/* Whatever path leads to the workspace, it is the same one. */
static void
test_paths (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->above, "link", NULL);
  g_autofree char *missing = g_build_filename (fixture->above, "missing", NULL);

  store_good (fixture);
  g_assert_cmpint (symlink (fixture->world->folder, link), ==, 0);

  g_autoptr (EquateCache) cache = equate_cache_new (fixture->cache, link);
  g_autoptr (EquateRuleset) ruleset = equate_cache_open (cache);

  g_assert_nonnull (ruleset);
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_null (equate_cache_new (fixture->cache, missing));
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  store_good (fixture);
  world_write (fixture->world, "rules/test.yaml", WORLD_TEXT "# more\n");
  g_assert_false (opens (fixture));
  g_assert_cmpuint (count_files (fixture), ==, 1); /* of no use now, but not damaged */
  world_write (fixture->world, "rules/test.yaml", WORLD_TEXT);
  g_assert_true (opens (fixture));
}

/* A file that was only touched is read once, and believed from then on. */
static void
test_touched (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->world->folder, "rules/test.yaml", NULL);
  const struct timespec times[] = { { 0, UTIME_OMIT }, { 1700000000, 5 } };

  store_good (fixture);
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);

  g_autofree char *file = find_file (fixture);
  g_autoptr (EquateFileList) list = equate_file_list_new (fixture->world->folder, NULL);
  int fd = open (file, O_RDONLY);
  g_autoptr (EquateSnapshot) before = equate_snapshot_open (fd);

  g_assert_false (equate_snapshot_has_stamps (before, list));
  g_assert_true (opens (fixture));

  g_autoptr (EquateSnapshot) after = equate_snapshot_open (fd);

  g_assert_true (equate_snapshot_has_stamps (after, list));
  close (fd);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  store_good (fixture);

  g_autofree char *path = find_file (fixture);

  g_assert_true (g_file_set_contents (path, "nothing of use", -1, NULL));
  g_assert_false (opens (fixture));
  g_assert_cmpuint (count_files (fixture), ==, 0);
  store_good (fixture);

  int fd = open (path, O_WRONLY);

  g_assert_cmpint (pwrite (fd, "damage", 6, 4000), ==, 6);
  close (fd);
  g_assert_false (opens (fixture));
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

/* What others may have written, or what leads elsewhere, is not looked at. */
static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (fixture->above, "elsewhere", NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  store_good (fixture);

  g_autofree char *path = find_file (fixture);

  g_assert_cmpint (g_chmod (path, 0620), ==, 0);
  g_assert_false (opens (fixture));
  store_good (fixture);
  g_assert_cmpint (g_rename (path, elsewhere), ==, 0);
  g_assert_cmpint (symlink (elsewhere, path), ==, 0);
  g_assert_false (opens (fixture));
  g_assert_cmpint (symlink (elsewhere, path), ==, 0);
  store_good (fixture);
  g_assert_true (opens (fixture));
  g_assert_false (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_unlink (elsewhere), ==, 0);

  g_assert_cmpint (g_chmod (fixture->cache, 0777), ==, 0);
  g_assert_false (opens (fixture));
  g_assert_false (store (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  entries = equate_cache_list (fixture->cache, &error);
  g_assert_null (entries);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_cmpint (g_chmod (fixture->cache, 0700), ==, 0);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = g_path_get_dirname (fixture->cache);
  g_autoptr (GError) error = NULL;
  guint n_removed = 1;

  g_autoptr (GPtrArray) none = equate_cache_list (fixture->cache, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (equate_cache_clear (fixture->cache, &n_removed, &error));
  g_assert_cmpuint (n_removed, ==, 0);
  g_assert_true (g_file_set_contents (deep, "a file", -1, NULL));
  g_assert_false (opens (fixture));
  g_assert_false (store (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_clear_error (&error);
  g_assert_null (equate_cache_list (fixture->cache, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_unlink (deep), ==, 0);
}

/* A disk without room: nothing is left behind, and what was there stays. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  struct rlimit before, small = { 2000, 2000 };
  g_autoptr (GError) error = NULL;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small.rlim_max = before.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (store (fixture, &error));
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_nonnull (error);
  g_clear_error (&error);
  store_good (fixture);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (store (fixture, &error));
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_true (opens (fixture));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, handler);
}

static char *
show (const Fixture *fixture)
{
  static const char *const states[] = { "fresh", "changed", "gone", "unusable" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = equate_cache_list (fixture->cache, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const EquateCacheEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpint (entry->workspace == NULL, ==, entry->state == EQUATE_CACHE_UNUSABLE);
      g_assert_cmpint (entry->made == 0, ==, entry->state == EQUATE_CACHE_UNUSABLE);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", states[entry->state]);
    }
  return g_string_free (text, FALSE);
}

static void
assert_shown_states (const Fixture *fixture, const char *expected)
{
  g_autofree char *found = show (fixture);

  g_assert_cmpstr (found, ==, expected);
}

/* What is listed, what goes by itself when another one is kept, and what is removed. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  Fixture other = *fixture;
  g_autofree char *unusable = g_build_filename (fixture->cache, "0123456789abcdef.snapshot", NULL);
  g_autofree char *temporary
      = g_build_filename (fixture->cache, ".0123456789abcdef.snapshot.00beef", NULL);
  g_autofree char *stranger = g_build_filename (fixture->cache, "notes.txt", NULL);
  const struct timespec old[] = { { 0, UTIME_OMIT }, { 1000000000, 0 } };
  guint n_removed;

  other.world = world_new (WORLD_TEXT);
  store_good (&other);
  assert_shown_states (fixture, "fresh");
  world_write (other.world, "rules/test.yaml", "# other\n");
  assert_shown_states (fixture, "changed");
  world_free (other.world);
  assert_shown_states (fixture, "gone");
  store_good (fixture);
  assert_shown_states (fixture, "fresh");
  g_assert_true (g_file_set_contents (unusable, "x", -1, NULL));
  g_assert_true (g_file_set_contents (temporary, "x", -1, NULL));
  g_assert_true (g_file_set_contents (stranger, "x", -1, NULL));
  store_good (fixture);
  assert_shown_states (fixture, "unusable fresh");
  g_assert_cmpuint (count_files (fixture), ==, 4);
  g_assert_cmpint (utimensat (AT_FDCWD, unusable, old, 0), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, temporary, old, 0), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, stranger, old, 0), ==, 0);
  store_good (fixture);
  assert_shown_states (fixture, "fresh");
  g_assert_cmpuint (count_files (fixture), ==, 2);
  g_assert_true (equate_cache_clear (fixture->cache, &n_removed, NULL));
  g_assert_cmpuint (n_removed, ==, 1);
  g_assert_cmpint (g_unlink (stranger), ==, 0);
  assert_shown_states (fixture, "");
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = equate_cache_get_folder ();
  g_autofree char *expected = g_build_filename (g_get_user_cache_dir (), "equate", NULL);

  g_assert_cmpstr (folder, ==, expected);
}

#define ADD(name, function) g_test_add ("/cache/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("open", test_open);
  ADD ("paths", test_paths);
  ADD ("changed", test_changed);
  ADD ("touched", test_touched);
  ADD ("damaged", test_damaged);
  ADD ("foreign", test_foreign);
  ADD ("no folder", test_no_folder);
  ADD ("full", test_full);
  ADD ("list", test_list);
  ADD ("folder", test_folder);
  return g_test_run ();
}
