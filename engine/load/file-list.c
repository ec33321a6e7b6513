/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/file-list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

/* Below it a thread costs more than it saves. */
#define LEAST_SIZE_FOR_THREADS (512u * 1024)
/* Some file systems stamp to two seconds only. */
#define SETTLED_AFTER (2 * G_GINT64_CONSTANT (1000000000))
#define BUFFER_SIZE (128u * 1024)

static const char *const folders[] = { "catalogs", "rules" };

/* --- finding the files --- */

static gboolean
fail (GError **error, const char *folder, const char *relative, int number)
{
  g_autofree char *path = g_build_filename (folder, relative, NULL);
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number),
               "cannot read the folder %s: %s", shown, g_strerror (number));
  return FALSE;
}

static EquateFileStamp
get_stamp (const struct stat *status)
{
  return (EquateFileStamp){
    .size = (guint64) status->st_size,
    .changed = (gint64) ((guint64) status->st_mtim.tv_sec * G_GUINT64_CONSTANT (1000000000)
                         + (guint64) status->st_mtim.tv_nsec),
    .inode = status->st_ino,
    .device = status->st_dev,
  };
}

static gboolean add_folder (EquateFileList *list, int parent, const char *name,
                            const char *relative, GError **error);

/* Links to folders are not followed: they could lead round in a circle. */
static void
add_entry (EquateFileList *list, int parent, const struct dirent *entry, const char *folder)
{
  g_autofree char *relative = NULL;
  gboolean is_wanted = g_str_has_suffix (entry->d_name, ".yaml");
  gboolean is_folder = entry->d_type == DT_DIR;
  struct stat status = { 0 };

  if (!is_wanted && (entry->d_type == DT_REG || entry->d_type == DT_LNK))
    return;
  if (entry->d_type == DT_UNKNOWN
      && fstatat (parent, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
    is_folder = S_ISDIR (status.st_mode);
  if (!is_folder && !is_wanted)
    return;
  relative = g_strconcat (folder, "/", entry->d_name, NULL);
  if (is_folder)
    {
      GError *error = NULL;

      if (!add_folder (list, parent, entry->d_name, relative, &error))
        g_ptr_array_add (list->unreadable, error);
      return;
    }

  EquateListedFile file = { g_string_chunk_insert (list->texts, relative), { 0 } };

  if (fstatat (parent, entry->d_name, &status, 0) == 0)
    {
      if (S_ISDIR (status.st_mode))
        return;
      file.stamp = get_stamp (&status);
    }
  g_array_append_val (list->files, file);
}

static gboolean
add_folder (EquateFileList *list, int parent, const char *name, const char *relative,
            GError **error)
{
  int fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;

  if (!dir)
    {
      int number = errno;

      if (fd >= 0)
        close (fd);
      return fail (error, list->folder, relative, number);
    }
  errno = 0;
  for (const struct dirent *entry = readdir (dir); entry; entry = readdir (dir))
    {
      if (entry->d_name[0] != '.')
        add_entry (list, fd, entry, relative);
      errno = 0;
    }

  int number = errno;

  closedir (dir);
  return number == 0 || fail (error, list->folder, relative, number);
}

static gint
compare_files (gconstpointer a, gconstpointer b)
{
  const EquateListedFile *left = a;
  const EquateListedFile *right = b;

  return strcmp (left->relative, right->relative);
}

/* One of the two folders may be missing, not both. */
static gboolean
find_files (EquateFileList *list, GError **error)
{
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (list->folder, folders[i], NULL);

      if (access (path, F_OK) != 0)
        continue;
      if (!add_folder (list, AT_FDCWD, path, folders[i], error))
        return FALSE;
      n_found++;
    }
  if (n_found == 0)
    {
      g_autofree char *shown = g_filename_display_name (list->folder);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "%s is no workspace: it has neither catalogs/ nor rules/", shown);
      return FALSE;
    }
  g_array_sort (list->files, compare_files);
  return TRUE;
}

EquateFileList *
equate_file_list_new (const char *folder, GError **error)
{
  g_autoptr (EquateFileList) list = g_new0 (EquateFileList, 1);

  list->folder = g_strdup (folder);
  list->taken = g_get_real_time () * 1000;
  list->files = g_array_new (FALSE, FALSE, sizeof (EquateListedFile));
  list->texts = g_string_chunk_new (4096);
  list->unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  if (!find_files (list, error))
    return NULL;
  return g_steal_pointer (&list);
}

void
equate_file_list_free (EquateFileList *list)
{
  if (!list)
    return;
  g_ptr_array_unref (list->unreadable);
  g_string_chunk_free (list->texts);
  g_array_unref (list->files);
  g_free (list->folder);
  g_free (list);
}

guint64
equate_file_list_get_size (const EquateFileList *list)
{
  guint64 size = 0;

  for (guint i = 0; i < list->files->len; i++)
    size += g_array_index (list->files, EquateListedFile, i).stamp.size;
  return size;
}

gboolean
equate_file_stamp_is_settled (const EquateFileStamp *stamp, gint64 taken)
{
  return taken >= SETTLED_AFTER && stamp->changed <= taken - SETTLED_AFTER;
}

/* --- what they hold --- */

static EquateFingerprint
make_fingerprint (XXH128_hash_t hash)
{
  return (EquateFingerprint){ hash.low64, hash.high64 };
}

EquateFingerprint
equate_fingerprint (const char *bytes, gsize length)
{
  return make_fingerprint (XXH3_128bits (bytes, length));
}

/* What the threads share. */
typedef struct
{
  const EquateFileList *list;        /* borrowed */
  const EquateFingerprint *expected; /* borrowed */
  int folder;                        /* the workspace */
  gint next;                         /* atomic: the file to look at */
  gint differs;                      /* atomic: some file does */
} Comparison;

/* What each thread has for itself. */
typedef struct
{
  char *buffer;        /* owned */
  XXH3_state_t *state; /* owned */
} Reader;

/* The file as far as its size was; one byte more and it has grown. */
static gboolean
read_fingerprint (Reader *reader, int fd, guint64 size, EquateFingerprint *fingerprint)
{
  guint64 done = 0;
  gssize count;

  XXH3_128bits_reset (reader->state);
  do
    {
      count = read (fd, reader->buffer, BUFFER_SIZE);
      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0 || done + (guint64) count > size)
        return FALSE;
      if (done == 0 && (guint64) count == size)
        {
          *fingerprint = equate_fingerprint (reader->buffer, (gsize) count);
          return TRUE;
        }
      XXH3_128bits_update (reader->state, reader->buffer, (gsize) count);
      done += (guint64) count;
    }
  while (count != 0 && done < size);
  *fingerprint = make_fingerprint (XXH3_128bits_digest (reader->state));
  return done == size;
}

static gboolean
holds (const Comparison *comparison, guint index, Reader *reader)
{
  const EquateListedFile *file = &g_array_index (comparison->list->files, EquateListedFile, index);
  EquateFingerprint found;
  int fd
      = openat (comparison->folder, file->relative, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  if (fd < 0)
    return FALSE;

  struct stat status;
  gboolean is_good = fstat (fd, &status) == 0 && S_ISREG (status.st_mode)
                     && (guint64) status.st_size == file->stamp.size
                     && read_fingerprint (reader, fd, file->stamp.size, &found);

  close (fd);
  return is_good && found.low == comparison->expected[index].low
         && found.high == comparison->expected[index].high;
}

static void *
compare_some (void *data)
{
  Comparison *comparison = data;
  Reader reader = { g_malloc (BUFFER_SIZE), XXH3_createState () };

  while (!g_atomic_int_get (&comparison->differs))
    {
      guint index = (guint) g_atomic_int_add (&comparison->next, 1);

      if (index >= comparison->list->files->len)
        break;
      if (!holds (comparison, index, &reader))
        g_atomic_int_set (&comparison->differs, TRUE);
    }
  XXH3_freeState (reader.state);
  g_free (reader.buffer);
  return NULL;
}

gboolean
equate_file_list_hold (const EquateFileList *list, const EquateFingerprint *expected)
{
  Comparison comparison = { list, expected, -1, 0, FALSE };
  pthread_t thread;
  gboolean is_started = FALSE;

  comparison.folder = open (list->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (comparison.folder < 0)
    return FALSE;
  if (equate_file_list_get_size (list) >= LEAST_SIZE_FOR_THREADS)
    is_started = pthread_create (&thread, NULL, compare_some, &comparison) == 0;
  compare_some (&comparison);
  if (is_started)
    pthread_join (thread, NULL);
  close (comparison.folder);
  return !comparison.differs;
}
