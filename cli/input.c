/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

/* A source has offsets of 32 bits; a pipe may never end, and a device often does not. */
#define MAX_REGULAR_SIZE ((gsize) G_MAXUINT32 - 1)
#define MAX_PIPE_SIZE ((gsize) 1024 * 1024 * 1024)
#define CHUNK ((gsize) 256 * 1024)

static gboolean
fail (GError **error, const char *name, int number)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "cannot read %s: %s", name,
               g_strerror (number));
  return FALSE;
}

gboolean
equate_input_check (const char *path, GError **error)
{
  gboolean is_standard = g_str_equal (path, "-");
  struct stat status;

  if (is_standard)
    {
      int flags = fcntl (STDIN_FILENO, F_GETFL);

      return (flags >= 0 && (flags & O_ACCMODE) != O_WRONLY)
             || fail (error, "standard input", EBADF);
    }
  if (stat (path, &status) < 0 || access (path, R_OK) < 0)
    return fail (error, path, errno);
  return !S_ISDIR (status.st_mode) || fail (error, path, EISDIR);
}

static EquateSource *
read_standard_input (GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gssize count;

  do
    {
      gsize used = bytes->len;

      if (used >= MAX_PIPE_SIZE)
        {
          g_set_error (error, EQUATE_SOURCE_ERROR, EQUATE_SOURCE_ERROR_TOO_LARGE,
                       "standard input has more than %" G_GSIZE_FORMAT " bytes", MAX_PIPE_SIZE);
          return NULL;
        }
      g_byte_array_set_size (bytes, (guint) (used + CHUNK));
      do
        count = read (STDIN_FILENO, bytes->data + used, CHUNK);
      while (count < 0 && errno == EINTR);
      if (count < 0)
        {
          fail (error, "standard input", errno);
          return NULL;
        }
      g_byte_array_set_size (bytes, (guint) (used + (gsize) count));
    }
  while (count > 0);

  gsize length = bytes->len;

  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return equate_source_new_take (
      "<stdin>", (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE), length, 1);
}

static EquateSource *
read_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  struct stat status;
  gsize limit = MAX_PIPE_SIZE;

  if (stat (path, &status) == 0 && S_ISREG (status.st_mode))
    limit = MAX_REGULAR_SIZE;
  else if (S_ISCHR (status.st_mode) || S_ISBLK (status.st_mode))
    limit = EQUATE_MAX_FILE_SIZE;
  return equate_source_new_from_file (path, name, limit, error);
}

EquateSource *
equate_input_open (const char *path, GError **error)
{
  return g_str_equal (path, "-") ? read_standard_input (error) : read_file (path, error);
}
