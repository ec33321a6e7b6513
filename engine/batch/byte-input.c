/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/byte-input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/limits.h"

#define PACKED_SIZE ((gsize) 64 * 1024)

struct _EquateByteInput
{
  char *name; /* owned */
  int fd;
  gboolean owns_fd;
  gboolean blocks;      /* a read may wait, and would not hear that the reading is to end */
  gboolean is_named_pipe;
  guint64 size;  /* of a regular file when it was opened */
  guint64 limit; /* bytes that may be read: a device may never end */
  guint64 consumed;
  XXH3_state_t *digest; /* owned: of what is consumed */
  GConverter *unpacker; /* owned, nullable */
  gboolean in_member;   /* a packed file may have several parts */
  gboolean at_end;      /* of what is packed */
  char *packed;         /* owned, nullable: what was read and not yet unpacked */
  gsize start;          /* in packed */
  gsize end;            /* in packed */
};

static gboolean
fail (const EquateByteInput *input, int code, const char *why, GError **error)
{
  g_set_error (error, G_IO_ERROR, code, "cannot read %s: %s", input->name, why);
  return FALSE;
}

static gboolean
fail_by_errno (const EquateByteInput *input, GError **error)
{
  int number = errno;

  return fail (input, (int) g_io_error_from_errno (number), g_strerror (number), error);
}

/* --- opening --- */

/* Without O_NONBLOCK a pipe would be waited for until somebody opens its other end. */
static gboolean
open_file (EquateByteInput *input, const char *path, GError **error)
{
  input->fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  input->owns_fd = TRUE;
  return input->fd >= 0 || fail_by_errno (input, error);
}

static gboolean
look_at_file (EquateByteInput *input, gboolean is_standard, GError **error)
{
  struct stat status;

  if (fstat (input->fd, &status) < 0)
    return fail_by_errno (input, error);
  if (S_ISDIR (status.st_mode))
    return fail (input, G_IO_ERROR_IS_DIRECTORY, g_strerror (EISDIR), error);
  input->blocks = is_standard && !S_ISREG (status.st_mode);
  input->is_named_pipe = S_ISFIFO (status.st_mode) && !is_standard;
  input->limit = !is_standard && (S_ISCHR (status.st_mode) || S_ISBLK (status.st_mode))
                     ? EQUATE_MAX_FILE_SIZE
                     : G_MAXUINT64;
  if (!S_ISREG (status.st_mode))
    return TRUE;
  /* Who starts the program may have read some of it already. */
  off_t place = lseek (input->fd, 0, SEEK_CUR);

  input->size = (guint64) MAX (status.st_size - MAX (place, 0), 0);
  posix_fadvise (input->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  return TRUE;
}

EquateByteInput *
equate_byte_input_open (const char *path, GError **error)
{
  gboolean is_standard = g_str_equal (path, "-");
  g_autoptr (EquateByteInput) input = g_new0 (EquateByteInput, 1);

  input->fd = STDIN_FILENO;
  input->digest = XXH3_createState ();
  XXH3_64bits_reset (input->digest);
  input->name = is_standard ? g_strdup ("<stdin>") : g_filename_display_name (path);
  if ((!is_standard && !open_file (input, path, error)) || !look_at_file (input, is_standard, error))
    return NULL;
  if (g_str_has_suffix (path, ".gz"))
    {
      input->unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      input->packed = g_malloc (PACKED_SIZE);
    }
  return g_steal_pointer (&input);
}

void
equate_byte_input_free (EquateByteInput *input)
{
  if (!input)
    return;
  if (input->owns_fd && input->fd >= 0)
    close (input->fd); /* nothing was written: a failure loses nothing */
  g_clear_object (&input->unpacker);
  XXH3_freeState (input->digest);
  g_free (input->packed);
  g_free (input->name);
  g_free (input);
}

const char *
equate_byte_input_get_name (const EquateByteInput *input)
{
  return input->name;
}

guint64
equate_byte_input_get_progress (const EquateByteInput *input, guint64 *size)
{
  *size = input->size;
  return input->consumed;
}

guint64
equate_byte_input_get_digest (const EquateByteInput *input)
{
  return XXH3_64bits_digest (input->digest);
}

/* --- reading --- */

/* FALSE where the wait was ended. */
static gboolean
wait_for_bytes (const EquateByteInput *input, GCancellable *cancellable)
{
  GPollFD ending = { .fd = -1 };
  struct pollfd both[2] = { { input->fd, POLLIN, 0 }, { -1, POLLIN, 0 } };
  gboolean can_end = cancellable && g_cancellable_make_pollfd (cancellable, &ending);

  both[1].fd = can_end ? ending.fd : -1;
  while (poll (both, 2, -1) < 0 && errno == EINTR)
    ;
  if (can_end)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_is_cancelled (cancellable);
}

/* At the end of the file: whether all of it was there. */
static gboolean
check_end (const EquateByteInput *input, GError **error)
{
  if (input->consumed < input->size)
    return fail (input, G_IO_ERROR_PARTIAL_INPUT, "it became shorter while it was read", error);
  if (input->is_named_pipe && input->consumed == 0)
    return fail (input, G_IO_ERROR_NOT_REGULAR_FILE, "it is a pipe that nobody writes to", error);
  return TRUE;
}

static gssize
take_bytes (EquateByteInput *input, const char *bytes, gssize count, GError **error)
{
  input->consumed += (guint64) count;
  XXH3_64bits_update (input->digest, bytes, (gsize) count);
  if (input->consumed > input->limit)
    return fail (input, G_IO_ERROR_NO_SPACE, "it has no end within 64 MiB", error) - 1;
  return count > 0 || check_end (input, error) ? count : -1;
}

/* What the system gives at once. */
static gssize
read_some (EquateByteInput *input, char *to, gsize room, GCancellable *cancellable, GError **error)
{
  gssize count;

  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      if (input->blocks && !wait_for_bytes (input, cancellable))
        continue;
      count = read (input->fd, to, room);
      if (count < 0 && errno == EAGAIN)
        wait_for_bytes (input, cancellable);
      else if (count < 0 && errno != EINTR)
        return fail_by_errno (input, error) - 1;
      else if (count >= 0)
        return take_bytes (input, to, count, error);
    }
  return -1;
}

/* More bytes to unpack; FALSE with error set. */
static gboolean
refill (EquateByteInput *input, GCancellable *cancellable, GError **error)
{
  gssize count = read_some (input, input->packed, PACKED_SIZE, cancellable, error);

  input->start = 0;
  input->end = count > 0 ? (gsize) count : 0;
  input->at_end = count == 0;
  return count >= 0;
}

/* Zeros may fill up the file behind a part; anything else is the next one. */
static void
begin_member (EquateByteInput *input)
{
  while (input->consumed > 0 && input->start < input->end && input->packed[input->start] == '\0')
    input->start++;
  if (input->start == input->end)
    return;
  g_converter_reset (input->unpacker);
  input->in_member = TRUE;
}

static gssize
unpack_some (EquateByteInput *input, char *to, gsize room, GCancellable *cancellable,
             GError **error)
{
  gsize taken, given = 0;

  while (given == 0)
    {
      g_autoptr (GError) own_error = NULL;
      GConverterResult result;

      if (input->start == input->end && !input->at_end && !refill (input, cancellable, error))
        return -1;
      if (!input->in_member)
        begin_member (input);
      if (!input->in_member && input->at_end)
        return 0;
      if (!input->in_member)
        continue;
      if (input->start == input->end && input->at_end)
        return fail (input, G_IO_ERROR_PARTIAL_INPUT, "what is packed in it is cut off", error) - 1;
      result = g_converter_convert (input->unpacker, input->packed + input->start,
                                    input->end - input->start, to, room, 0, &taken, &given,
                                    &own_error);
      if (result == G_CONVERTER_ERROR)
        return fail (input, G_IO_ERROR_INVALID_DATA, "it is not packed by gzip, or damaged", error)
               - 1;
      input->start += taken;
      input->in_member = result != G_CONVERTER_FINISHED;
    }
  return (gssize) given;
}

gssize
equate_byte_input_read (EquateByteInput *input, char *to, gsize room, GCancellable *cancellable,
                        GError **error)
{
  gsize used = 0;

  while (used < room)
    {
      g_autoptr (GError) own_error = NULL;
      gssize count = input->unpacker
                         ? unpack_some (input, to + used, room - used, cancellable, &own_error)
                         : read_some (input, to + used, room - used, cancellable, &own_error);

      if (count < 0 && used > 0 && g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        break;
      if (count < 0)
        {
          g_propagate_error (error, g_steal_pointer (&own_error));
          return -1;
        }
      if (count == 0)
        break;
      used += (gsize) count;
    }
  return (gssize) used;
}
