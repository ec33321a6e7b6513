/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "compile/snapshot-write.h"
#include "compile/snapshot.h"
#include "write/output.h"

#define SUFFIX ".snapshot"
/* Another build may still want its own, and another run may still be writing. */
#define UNUSABLE_FOR_DAYS 30
#define UNFINISHED_FOR_DAYS 1
#define SECONDS_A_DAY (24 * 60 * 60)

struct _EquateCache
{
  char *folder;             /* owned: where snapshots are kept */
  char *name;               /* owned: of the workspace's in it */
  EquateSnapshot *snapshot; /* owned, nullable: what is kept of the workspace */
  int fd;                   /* owned: its file; -1: there is none that may be believed */
  EquateFileList *list;     /* owned */
};

char *
equate_cache_get_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "equate", NULL);
}

static char *
choose_folder (const char *folder)
{
  return folder ? g_strdup (folder) : equate_cache_get_folder ();
}

/* --- what may be believed --- */

static gboolean
fail (GError **error, const char *doing, const char *name)
{
  int number = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "cannot %s %s: %s", doing, name,
               g_strerror (number));
  return FALSE;
}

/* Nobody else could have written it. */
static gboolean
is_own (int fd, mode_t kind)
{
  struct stat status;

  return fstat (fd, &status) == 0 && (status.st_mode & S_IFMT) == kind
         && status.st_uid == geteuid () && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* -1 with error set. */
static int
open_folder (const char *folder, GError **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (fd < 0)
    {
      fail (error, "open the cache folder", folder);
      return -1;
    }
  if (is_own (fd, S_IFDIR))
    return fd;
  close (fd);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
               "cannot use the cache folder %s: others may write to it", folder);
  return -1;
}

/* Writing serves the stamps only: reading is enough. */
static int
open_file (int folder, const char *name)
{
  static const int flags = O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  int fd = openat (folder, name, O_RDWR | flags);

  if (fd < 0 && (errno == EACCES || errno == EROFS))
    fd = openat (folder, name, O_RDONLY | flags);
  if (fd < 0 || is_own (fd, S_IFREG))
    return fd;
  close (fd);
  return -1;
}

/* --- opening --- */

static gboolean
fits (const EquateSnapshot *snapshot, int fd, const EquateFileList *list)
{
  if (strcmp (equate_snapshot_get_workspace (snapshot), list->folder) != 0)
    return FALSE;
  if (equate_snapshot_has_stamps (snapshot, list))
    return TRUE;
  if (!equate_snapshot_has_contents (snapshot, list))
    return FALSE;
  equate_snapshot_restamp (snapshot, fd, list);
  return TRUE;
}

/* A thread looks at the snapshot while this one lists the files: both take about as long. */
static void
begin (EquateCache *cache)
{
  int folder = open_folder (cache->folder, NULL);

  if (folder < 0)
    return;
  cache->fd = open_file (folder, cache->name);
  cache->snapshot = cache->fd >= 0 ? equate_snapshot_open (cache->fd) : NULL;
  if (cache->snapshot)
    equate_snapshot_begin (cache->snapshot);
  else
    unlinkat (folder, cache->name, 0); /* of no use to anybody */
  close (folder);
}

EquateCache *
equate_cache_new (const char *folder, const char *workspace)
{
  char *resolved = realpath (workspace, NULL);
  g_autoptr (EquateCache) cache = NULL;

  if (!resolved)
    return NULL;
  cache = g_new0 (EquateCache, 1);
  cache->folder = choose_folder (folder);
  cache->name = g_strdup_printf ("%016" G_GINT64_MODIFIER "x" SUFFIX,
                                 (guint64) XXH3_64bits (resolved, strlen (resolved)));
  cache->fd = -1;
  begin (cache);
  cache->list = equate_file_list_new (resolved, NULL);
  free (resolved);
  return cache->list ? g_steal_pointer (&cache) : NULL;
}

void
equate_cache_free (EquateCache *cache)
{
  if (!cache)
    return;
  equate_snapshot_free (cache->snapshot);
  if (cache->fd >= 0)
    close (cache->fd);
  equate_file_list_free (cache->list);
  g_free (cache->name);
  g_free (cache->folder);
  g_free (cache);
}

EquateRuleset *
equate_cache_open (EquateCache *cache)
{
  EquateRuleset *ruleset = NULL;
  int folder;

  if (!cache->snapshot || !fits (cache->snapshot, cache->fd, cache->list))
    return NULL;
  ruleset = equate_snapshot_get_ruleset (g_steal_pointer (&cache->snapshot));
  folder = ruleset ? -1 : open_folder (cache->folder, NULL);
  if (folder >= 0)
    {
      unlinkat (folder, cache->name, 0);
      close (folder);
    }
  return ruleset;
}

/* --- what is kept --- */

static void
entry_free (gpointer data)
{
  EquateCacheEntry *entry = data;

  g_free (entry->workspace);
  g_free (entry);
}

static EquateCacheState
get_state (const EquateSnapshot *snapshot)
{
  g_autoptr (EquateFileList) list
      = equate_file_list_new (equate_snapshot_get_workspace (snapshot), NULL);

  if (!list)
    return EQUATE_CACHE_GONE;
  return equate_snapshot_has_stamps (snapshot, list)
                 || equate_snapshot_has_contents (snapshot, list)
             ? EQUATE_CACHE_FRESH
             : EQUATE_CACHE_CHANGED;
}

static EquateCacheEntry *
make_entry (int folder, const char *name)
{
  EquateCacheEntry *entry = g_new0 (EquateCacheEntry, 1);
  int fd = open_file (folder, name);
  g_autoptr (EquateSnapshot) snapshot = fd >= 0 ? equate_snapshot_open (fd) : NULL;
  struct stat status;

  entry->state = EQUATE_CACHE_UNUSABLE;
  if (fstatat (folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0)
    entry->size = (guint64) status.st_size;
  if (snapshot)
    {
      entry->workspace = g_strdup (equate_snapshot_get_workspace (snapshot));
      entry->made = equate_snapshot_get_made (snapshot) / G_GINT64_CONSTANT (1000000000);
      entry->state = get_state (snapshot);
    }
  if (fd >= 0)
    close (fd);
  return entry;
}

/* Names that this module gives, temporary ones included. */
static gboolean
is_ours (const char *name, gboolean *is_temporary)
{
  const char *digits = name;

  *is_temporary = name[0] == '.';
  digits += *is_temporary;
  return strspn (digits, "0123456789abcdef") == 16
         && (*is_temporary ? g_str_has_prefix (digits + 16, SUFFIX ".")
                           : strcmp (digits + 16, SUFFIX) == 0);
}

typedef void (*Visit) (int folder, const char *name, gboolean is_temporary, gpointer data);

static gboolean
visit_all (const char *path, int folder, Visit visit, gpointer data, GError **error)
{
  int again = openat (folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = again >= 0 ? fdopendir (again) : NULL;
  gboolean is_temporary;

  if (!dir)
    {
      fail (error, "read the cache folder", path);
      if (again >= 0)
        close (again);
      return FALSE;
    }
  errno = 0;
  for (const struct dirent *entry = readdir (dir); entry; entry = readdir (dir))
    {
      if (is_ours (entry->d_name, &is_temporary))
        visit (folder, entry->d_name, is_temporary, data);
      errno = 0;
    }

  gboolean is_done = errno == 0 || fail (error, "read the cache folder", path);

  closedir (dir);
  return is_done;
}

/* A folder that is not there has nothing in it. */
static gboolean
visit_folder (const char *folder, Visit visit, gpointer data, GError **error)
{
  g_autofree char *path = choose_folder (folder);
  g_autoptr (GError) refused = NULL;
  int fd = open_folder (path, &refused);

  if (fd < 0)
    {
      if (g_error_matches (refused, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }

  gboolean is_done = visit_all (path, fd, visit, data, error);

  close (fd);
  return is_done;
}

static void
add_entry (int folder, const char *name, gboolean is_temporary, gpointer data)
{
  if (!is_temporary)
    g_ptr_array_add (data, make_entry (folder, name));
}

static gint
compare_entries (gconstpointer a, gconstpointer b)
{
  const EquateCacheEntry *left = *(const EquateCacheEntry *const *) a;
  const EquateCacheEntry *right = *(const EquateCacheEntry *const *) b;

  return g_strcmp0 (left->workspace, right->workspace);
}

GPtrArray *
equate_cache_list (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);

  if (!visit_folder (folder, add_entry, entries, error))
    return NULL;
  g_ptr_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}

/* --- removing --- */

typedef struct
{
  guint n_removed; /* snapshots */
  int number;      /* what the system said of the first that could not be; 0: nothing */
  char *name;      /* owned: of that one */
} Removal;

static void
remove_file (int folder, const char *name, gboolean is_temporary, gpointer data)
{
  Removal *removal = data;

  if (unlinkat (folder, name, 0) == 0)
    removal->n_removed += !is_temporary;
  else if (errno != ENOENT && removal->number == 0)
    {
      removal->number = errno;
      removal->name = g_strdup (name);
    }
}

gboolean
equate_cache_clear (const char *folder, guint *n_removed, GError **error)
{
  Removal removal = { 0 };
  gboolean is_done = visit_folder (folder, remove_file, &removal, error);

  *n_removed = removal.n_removed;
  if (is_done && removal.number != 0)
    {
      errno = removal.number;
      is_done = fail (error, "remove", removal.name);
    }
  g_free (removal.name);
  return is_done;
}

/* Days since the file was written; 0 where nobody says. */
static gint64
get_age (int folder, const char *name)
{
  struct stat status;

  if (fstatat (folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return 0;
  return (g_get_real_time () / G_USEC_PER_SEC - status.st_mtim.tv_sec) / SECONDS_A_DAY;
}

static gboolean
is_gone (int folder, const char *name)
{
  int fd = open_file (folder, name);
  g_autoptr (EquateSnapshot) snapshot = fd >= 0 ? equate_snapshot_open (fd) : NULL;
  gboolean gone
      = snapshot ? access (equate_snapshot_get_workspace (snapshot), F_OK) != 0 && errno == ENOENT
                 : get_age (folder, name) >= UNUSABLE_FOR_DAYS;

  if (fd >= 0)
    close (fd);
  return gone;
}

/* So that the folder does not grow without end. */
static void
drop_if_gone (int folder, const char *name, gboolean is_temporary, gpointer kept)
{
  if (strcmp (name, kept) == 0)
    return;
  if (is_temporary ? get_age (folder, name) >= UNFINISHED_FOR_DAYS : is_gone (folder, name))
    unlinkat (folder, name, 0);
}

/* --- keeping --- */

static gboolean
write_bytes (const char *bytes, gsize length, gpointer data, GError **error)
{
  return equate_output_write (data, bytes, length, error);
}

/* Makes sure that the file that is replaced is one that only its owner can read: the new one is
 * given the same permissions. */
static gboolean
reserve (int folder, const char *name, gboolean *is_new, GError **error)
{
  int fd = open_file (folder, name);

  *is_new = FALSE;
  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  unlinkat (folder, name, 0);
  fd = openat (folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return errno == EEXIST || fail (error, "write", name);
  close (fd);
  *is_new = TRUE;
  return TRUE;
}

static gboolean
store (const EquateCache *cache, const EquateWorkspace *workspace, const EquateRuleset *ruleset,
       GError **error)
{
  g_autofree char *path = g_build_filename (cache->folder, cache->name, NULL);
  g_autoptr (EquateOutput) output = equate_output_new_for_file (path, error);

  return output
         && equate_snapshot_write (ruleset, workspace, cache->list, write_bytes, output, error)
         && equate_output_commit (output, error);
}

gboolean
equate_cache_store (EquateCache *cache, const EquateWorkspace *workspace,
                    const EquateRuleset *ruleset, GError **error)
{
  gboolean is_new = FALSE;
  int folder;

  if (g_mkdir_with_parents (cache->folder, 0700) != 0)
    return fail (error, "make the cache folder", cache->folder);
  folder = open_folder (cache->folder, error);
  if (folder < 0)
    return FALSE;

  gboolean is_done
      = reserve (folder, cache->name, &is_new, error) && store (cache, workspace, ruleset, error);

  if (is_done)
    visit_all (cache->folder, folder, drop_if_gone, cache->name, NULL);
  else if (is_new)
    unlinkat (folder, cache->name, 0);
  close (folder);
  return is_done;
}
