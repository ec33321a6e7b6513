/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_SIZE ((gsize) 64 * 1024)
#define PACKED_SIZE ((gsize) 16 * 1024)
#define MAX_ATTEMPTS 100
#define PARTIAL_ENDING ".partial"

struct _EquateOutput
{
  char *name;      /* owned: what messages call it */
  char *path;      /* owned, nullable: the file to replace */
  char *temporary; /* owned, nullable: the file that is written; NULL: directly */
  int fd;          /* -1: closed */
  gboolean owns_fd;
  gboolean is_kept;   /* the temporary file stays without a commit */
  GConverter *packer; /* owned, nullable: packs what is written */
  guint64 size;       /* bytes that the file has */
  gsize used;
  char buffer[BUFFER_SIZE];
};

static gboolean
fail (GError **error, const char *doing, const char *name)
{
  int number = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "cannot %s %s: %s", doing, name,
               g_strerror (number));
  return FALSE;
}

static EquateOutput *
output_new (const char *name, int fd, gboolean owns_fd)
{
  EquateOutput *output = g_new (EquateOutput, 1);

  output->name = g_strdup (name);
  output->path = NULL;
  output->temporary = NULL;
  output->fd = fd;
  output->owns_fd = owns_fd;
  output->is_kept = FALSE;
  output->packer = NULL;
  output->size = 0;
  output->used = 0;
  return output;
}

EquateOutput *
equate_output_new_for_fd (int fd, const char *name)
{
  return output_new (name, fd, FALSE);
}

/* A name that nobody has: the number is only there to pass over what others left behind. */
static gboolean
create_temporary (EquateOutput *output, mode_t mode, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (output->path);
  g_autofree char *base = g_path_get_basename (output->path);

  for (guint i = 0; i < MAX_ATTEMPTS; i++)
    {
      g_autofree char *name = g_strdup_printf (".%s.%06x", base, g_random_int () & 0xffffff);
      g_autofree char *temporary = g_build_filename (folder, name, NULL);

      output->fd
          = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode & 0777);
      if (output->fd >= 0)
        {
          output->temporary = g_steal_pointer (&temporary);
          return TRUE;
        }
      if (errno != EEXIST)
        break;
    }
  return fail (error, "write", output->name);
}

static EquateOutput *
open_directly (const char *path, GError **error)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY);

  if (fd < 0)
    {
      fail (error, "write", path);
      return NULL;
    }
  return output_new (path, fd, TRUE);
}

/* A file that is to be replaced, or NULL with error set. */
static EquateOutput *
name_file (const char *path, mode_t *mode, GError **error)
{
  struct stat status;
  gboolean exists = stat (path, &status) == 0;
  g_autofree char *resolved = exists ? realpath (path, NULL) : NULL;
  EquateOutput *output;

  if (exists && S_ISDIR (status.st_mode))
    errno = EISDIR;
  if ((exists && S_ISDIR (status.st_mode)) || (exists && !resolved) || (!exists && errno != ENOENT))
    {
      fail (error, "write", path);
      return NULL;
    }
  output = output_new (path, -1, TRUE);
  output->path = g_strdup (resolved ? resolved : path);
  *mode = exists ? status.st_mode & 07777 : (mode_t) -1;
  return output;
}

/* The permissions of the file that is replaced, where there is one. */
static gboolean
set_mode (EquateOutput *output, mode_t mode, GError **error)
{
  return mode == (mode_t) -1 || fchmod (output->fd, mode) == 0
         || fail (error, "write", output->name);
}

gboolean
equate_output_is_replaced (const char *path)
{
  struct stat status;

  return stat (path, &status) < 0 || S_ISREG (status.st_mode) || S_ISDIR (status.st_mode);
}

EquateOutput *
equate_output_new_for_file (const char *path, GError **error)
{
  g_autoptr (EquateOutput) output = NULL;
  mode_t mode;

  if (!equate_output_is_replaced (path))
    return open_directly (path, error);
  output = name_file (path, &mode, error);
  if (!output || !create_temporary (output, mode == (mode_t) -1 ? 0666 : 0600, error)
      || !set_mode (output, mode, error))
    return NULL;
  return g_steal_pointer (&output);
}

/* --- partial files --- */

char *
equate_output_get_partial_name (const char *path)
{
  g_autofree char *resolved = realpath (path, NULL);

  return g_strconcat (resolved ? resolved : path, PARTIAL_ENDING, NULL);
}

/* Takes the file for this run alone, as long as it is open. */
static gboolean
lock (EquateOutput *output, const char *partial, GError **error)
{
  if (flock (output->fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (errno != EWOULDBLOCK)
    return fail (error, "write", partial);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "another run is writing %s", partial);
  return FALSE;
}

/* What an earlier run has left, locked; FALSE with error set. */
static gboolean
open_left (EquateOutput *output, const char *partial, struct stat *status, GError **error)
{
  output->fd = open (partial, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (output->fd < 0 || fstat (output->fd, status) < 0)
    return fail (error, "write", partial);
  return lock (output, partial, error);
}

/* A new file in place of one that was left and that nobody writes any more. It is never emptied, for
 * it may have other names. */
static gboolean
create_partial (EquateOutput *output, const char *partial, mode_t mode, GError **error)
{
  const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  struct stat status;

  output->fd = open (partial, flags, mode);
  if (output->fd < 0 && errno == EEXIST)
    {
      if (!open_left (output, partial, &status, error))
        return FALSE;
      if (unlink (partial) < 0)
        return fail (error, "replace", partial);
      close (output->fd);
      output->fd = open (partial, flags, mode);
    }
  return output->fd >= 0 ? lock (output, partial, error) : fail (error, "write", output->name);
}

/* What was left, cut to what is known to be good. */
static gboolean
reopen_partial (EquateOutput *output, const char *partial, guint64 size, GError **error)
{
  struct stat status;

  if (!open_left (output, partial, &status, error))
    return FALSE;
  if (!S_ISREG (status.st_mode) || status.st_nlink != 1 || status.st_uid != geteuid ()
      || (guint64) status.st_size < size)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                   "%s is not what the run before has left", partial);
      return FALSE;
    }
  output->size = size;
  return (ftruncate (output->fd, (off_t) size) == 0
          && lseek (output->fd, (off_t) size, SEEK_SET) >= 0)
         || fail (error, "write", partial);
}

EquateOutput *
equate_output_new_partial (const char *path, guint64 size, GError **error)
{
  mode_t mode;
  g_autoptr (EquateOutput) output = name_file (path, &mode, error);
  g_autofree char *partial = NULL;

  if (!output)
    return NULL;
  partial = g_strconcat (output->path, PARTIAL_ENDING, NULL);
  if (size > 0 ? !reopen_partial (output, partial, size, error)
               : !create_partial (output, partial, mode == (mode_t) -1 ? 0666 : 0600, error))
    return NULL;
  output->temporary = g_steal_pointer (&partial);
  return set_mode (output, mode, error) ? g_steal_pointer (&output) : NULL;
}

void
equate_output_pack (EquateOutput *output)
{
  output->packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
}

void
equate_output_free (EquateOutput *output)
{
  if (!output)
    return;
  /* Whoever committed has seen the errors of both; whoever did not wants none of it. */
  if (output->owns_fd && output->fd >= 0)
    close (output->fd);
  if (output->temporary && !output->is_kept)
    unlink (output->temporary);
  g_clear_object (&output->packer);
  g_free (output->temporary);
  g_free (output->path);
  g_free (output->name);
  g_free (output);
}

const char *
equate_output_get_temporary (const EquateOutput *output)
{
  return output->temporary;
}

static gboolean
write_all (EquateOutput *output, const char *bytes, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize written = write (output->fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return fail (error, "write", output->name);
      bytes += written;
      length -= (gsize) written;
      output->size += (guint64) written;
    }
  return TRUE;
}

/* With is_end, also what the packer has held back. */
static gboolean
write_packed (EquateOutput *output, const char *bytes, gsize length, gboolean is_end,
              GError **error)
{
  GConverterFlags flags = is_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS;
  char packed[PACKED_SIZE];
  gsize taken, given;
  GConverterResult result;

  if (length == 0 && !is_end)
    return TRUE;
  do
    {
      result = g_converter_convert (output->packer, bytes, length, packed, sizeof packed, flags,
                                    &taken, &given, error);
      if (result == G_CONVERTER_ERROR || !write_all (output, packed, given, error))
        return FALSE;
      bytes += taken;
      length -= taken;
    }
  while (length > 0 || (is_end && result != G_CONVERTER_FINISHED));
  return TRUE;
}

static gboolean
hand_on (EquateOutput *output, const char *bytes, gsize length, GError **error)
{
  return output->packer ? write_packed (output, bytes, length, FALSE, error)
                        : write_all (output, bytes, length, error);
}

gboolean
equate_output_flush (EquateOutput *output, GError **error)
{
  gsize used = output->used;

  output->used = 0;
  return hand_on (output, output->buffer, used, error);
}

gboolean
equate_output_write (EquateOutput *output, const char *bytes, gsize length, GError **error)
{
  if (output->used + length > BUFFER_SIZE && !equate_output_flush (output, error))
    return FALSE;
  if (length > BUFFER_SIZE)
    return hand_on (output, bytes, length, error);
  memcpy (output->buffer + output->used, bytes, length);
  output->used += length;
  return TRUE;
}

/* A rename lasts only when its folder is on the disk; some file systems cannot do that for a
 * folder. */
static gboolean
sync_folder (const EquateOutput *output, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (output->path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_done;

  if (fd < 0)
    return errno == EACCES || fail (error, "write", folder);
  is_done = fsync (fd) == 0 || errno == EINVAL || errno == EROFS || fail (error, "write", folder);
  close (fd);
  return is_done;
}

gboolean
equate_output_sync (EquateOutput *output, guint64 *size, GError **error)
{
  if (!equate_output_flush (output, error))
    return FALSE;
  *size = output->size;
  return fdatasync (output->fd) == 0 || fail (error, "write", output->name);
}

void
equate_output_keep (EquateOutput *output, gboolean is_kept)
{
  output->is_kept = is_kept;
}

gboolean
equate_output_commit (EquateOutput *output, GError **error)
{
  int fd = output->fd;

  if (!equate_output_flush (output, error)
      || (output->packer && !write_packed (output, NULL, 0, TRUE, error)))
    return FALSE;
  if (output->temporary && fsync (fd) < 0)
    return fail (error, "write", output->name);
  if (output->owns_fd)
    {
      output->fd = -1;
      if (close (fd) < 0)
        return fail (error, "close", output->name);
    }
  if (!output->temporary)
    return TRUE;
  if (rename (output->temporary, output->path) < 0)
    return fail (error, "replace", output->name);
  g_clear_pointer (&output->temporary, g_free);
  return sync_folder (output, error);
}
