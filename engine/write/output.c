/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_SIZE ((gsize) 64 * 1024)
#define MAX_ATTEMPTS 100

struct _EquateOutput
{
  char *name;      /* owned: what messages call it */
  char *path;      /* owned, nullable: the file to replace */
  char *temporary; /* owned, nullable: the file that is written; NULL: directly */
  int fd;          /* -1: closed */
  gboolean owns_fd;
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

EquateOutput *
equate_output_new_for_file (const char *path, GError **error)
{
  struct stat status;
  gboolean exists = stat (path, &status) == 0;
  g_autofree char *resolved = exists ? realpath (path, NULL) : NULL;
  g_autoptr (EquateOutput) output = NULL;

  if (exists && S_ISDIR (status.st_mode))
    {
      errno = EISDIR;
      fail (error, "write", path);
      return NULL;
    }
  if (exists && !S_ISREG (status.st_mode))
    return open_directly (path, error);
  if ((exists && !resolved) || (!exists && errno != ENOENT))
    {
      fail (error, "write", path);
      return NULL;
    }
  output = output_new (path, -1, TRUE);
  output->path = g_strdup (resolved ? resolved : path);
  if (!create_temporary (output, exists ? 0600 : 0666, error))
    return NULL;
  if (exists && fchmod (output->fd, status.st_mode & 07777) < 0)
    {
      fail (error, "write", path);
      return NULL;
    }
  return g_steal_pointer (&output);
}

void
equate_output_free (EquateOutput *output)
{
  if (!output)
    return;
  /* Whoever committed has seen the errors of both; whoever did not wants none of it. */
  if (output->owns_fd && output->fd >= 0)
    close (output->fd);
  if (output->temporary)
    unlink (output->temporary);
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
    }
  return TRUE;
}

gboolean
equate_output_flush (EquateOutput *output, GError **error)
{
  gsize used = output->used;

  output->used = 0;
  return write_all (output, output->buffer, used, error);
}

gboolean
equate_output_write (EquateOutput *output, const char *bytes, gsize length, GError **error)
{
  if (output->used + length > BUFFER_SIZE && !equate_output_flush (output, error))
    return FALSE;
  if (length > BUFFER_SIZE)
    return write_all (output, bytes, length, error);
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
equate_output_commit (EquateOutput *output, GError **error)
{
  int fd = output->fd;

  if (!equate_output_flush (output, error))
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
