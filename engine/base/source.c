/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
/* A line of a megabyte may have thousands of findings: none may cost a walk through all of it. */
#define MARK_STRIDE 1024u
#define FIRST_READ ((gsize) 64 * 1024)
#define TAB_WIDTH 8u

/* A place whose line and column are known: where a line begins, and now and then within one. */
typedef struct
{
  guint32 offset; /* bytes */
  guint32 start;  /* bytes: where its line begins */
  EquatePosition position;
} Mark;

struct _EquateSource
{
  char *name;        /* owned */
  char *owned;       /* owned, nullable: the bytes, unless they are borrowed */
  const char *bytes; /* borrowed, from owned or the caller */
  gsize mark_length; /* bytes of the byte order mark */
  gsize length;      /* bytes of the text behind it */
  EquateOrigin origin;
  GArray *marks; /* owned, nullable: of Mark; made when first asked for, by any thread */
};

G_DEFINE_QUARK (equate - source - error - quark, equate_source_error)

/* --- making a source --- */

static EquateSource *
source_new (const char *name, char *owned, const char *bytes, gsize length, guint first_line)
{
  EquateSource *source = g_new0 (EquateSource, 1);
  const gsize mark = strlen (BYTE_ORDER_MARK);

  source->name = g_strdup (name);
  source->owned = owned;
  source->bytes = bytes;
  source->origin = (EquateOrigin){ 0, first_line, 1 };
  if (first_line == 1 && length >= mark && memcmp (bytes, BYTE_ORDER_MARK, mark) == 0)
    source->mark_length = mark;
  source->length = length - source->mark_length;
  return source;
}

EquateSource *
equate_source_new_take (const char *name, char *data, gsize length, guint first_line)
{
  g_return_val_if_fail (length < G_MAXUINT32, NULL);

  char *owned = g_realloc (data, length + 1);
  owned[length] = '\0';
  return source_new (name, owned, owned, length, first_line);
}

EquateSource *
equate_source_new_static (const char *name, const char *data, gsize length, guint first_line)
{
  g_return_val_if_fail (length < G_MAXUINT32 && data[length] == '\0', NULL);

  return source_new (name, NULL, data, length, first_line);
}

EquateSource *
equate_source_new_part (const char *name, const char *data, gsize length,
                        const EquateOrigin *origin)
{
  g_return_val_if_fail (length < G_MAXUINT32 && data[length] == '\0', NULL);

  EquateSource *source = g_new0 (EquateSource, 1);

  source->name = g_strdup (name);
  source->bytes = data;
  source->length = length;
  source->origin = *origin;
  return source;
}

EquateSource *
equate_source_new_part_take (const char *name, char *data, gsize length,
                             const EquateOrigin *origin)
{
  EquateSource *source = equate_source_new_part (name, data, length, origin);

  source->owned = data;
  return source;
}

void
equate_source_free (EquateSource *source)
{
  if (source == NULL)
    return;
  g_clear_pointer (&source->marks, g_array_unref);
  g_free (source->owned);
  g_free (source->name);
  g_free (source);
}

/* --- reading a file --- */

static void
set_system_error (GError **error, const char *name, int number)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "cannot read %s: %s", name,
               g_strerror (number));
}

static void
set_too_large (GError **error, const char *name, gsize max_size)
{
  g_set_error (error, EQUATE_SOURCE_ERROR, EQUATE_SOURCE_ERROR_TOO_LARGE,
               "%s has more than %" G_GSIZE_FORMAT " bytes", name, max_size);
}

static gboolean
set_blocking (int file)
{
  const int flags = fcntl (file, F_GETFL);

  return flags >= 0 && (flags & O_NONBLOCK) != 0 && fcntl (file, F_SETFL, flags & ~O_NONBLOCK) == 0;
}

/* read() that begins again after a signal, and waits for a pipe that somebody writes to. */
static gssize
read_some (int file, char *to, gsize room)
{
  gssize count;

  do
    count = read (file, to, room);
  while (count < 0 && (errno == EINTR || (errno == EAGAIN && set_blocking (file))));
  return count;
}

/* Everything up to the end, one byte beyond max_size at the most. */
static char *
read_all (int file, const char *name, gsize expected, gsize max_size, gsize *length, GError **error)
{
  gsize room = 0, used = 0;
  gssize count;
  g_autofree char *data = NULL;

  do
    {
      if (used == room)
        {
          room = MIN (room == 0 ? expected + 1 : room * 2, max_size + 1);
          char *larger = g_try_realloc (data, room);
          if (larger == NULL)
            {
              set_system_error (error, name, ENOMEM);
              return NULL;
            }
          data = larger;
        }
      count = read_some (file, data + used, room - used);
      if (count < 0)
        {
          set_system_error (error, name, errno);
          return NULL;
        }
      used += (gsize) count;
      if (used > max_size)
        {
          set_too_large (error, name, max_size);
          return NULL;
        }
    }
  while (count > 0);
  *length = used;
  return g_steal_pointer (&data);
}

static char *
read_file (int file, const char *name, gsize max_size, gsize *length, GError **error)
{
  struct stat status;

  if (fstat (file, &status) < 0)
    {
      set_system_error (error, name, errno);
      return NULL;
    }
  if (S_ISDIR (status.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "cannot read %s: it is a folder",
                   name);
      return NULL;
    }
  if (S_ISREG (status.st_mode) && (guint64) status.st_size > max_size)
    {
      set_too_large (error, name, max_size);
      return NULL;
    }

  const gsize expected = S_ISREG (status.st_mode) ? (gsize) status.st_size : 0;
  g_autofree char *data
      = read_all (file, name, expected > 0 ? expected : FIRST_READ, max_size, length, error);
  if (data != NULL && *length == 0 && S_ISFIFO (status.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                   "cannot read %s: it is a pipe that nobody writes to", name);
      return NULL;
    }
  return g_steal_pointer (&data);
}

EquateSource *
equate_source_new_from_file (const char *path, const char *name, gsize max_size, GError **error)
{
  gsize length = 0;
  const gsize limit = MIN (max_size, (gsize) G_MAXUINT32 - 1);
  /* Without O_NONBLOCK a pipe would be waited for until somebody opens its other end. */
  const int file = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  if (file < 0)
    {
      set_system_error (error, name, errno);
      return NULL;
    }

  char *data = read_file (file, name, limit, &length, error);
  close (file); /* nothing was written: a failure loses nothing */
  return data == NULL ? NULL : equate_source_new_take (name, data, length, 1);
}

/* --- what it holds --- */

const char *
equate_source_get_name (const EquateSource *source)
{
  return source->name;
}

const char *
equate_source_get_data (const EquateSource *source, gsize *length)
{
  if (length != NULL)
    *length = source->length;
  return source->bytes + source->mark_length;
}

const char *
equate_source_get_bytes (const EquateSource *source, gsize *length)
{
  *length = source->mark_length + source->length;
  return source->bytes;
}

/* --- lines and columns --- */

/* Bytes of the character at p; 1 where it is no UTF-8. */
static gsize
character_length (const char *p, const char *end)
{
  if ((guchar) *p < 0x80 || (gint) g_utf8_get_char_validated (p, end - p) < 0)
    return 1;
  return (gsize) g_utf8_skip[(guchar) *p];
}

static GArray *
make_marks (const EquateSource *source)
{
  const char *const data = equate_source_get_data (source, NULL);
  const char *const end = data + source->length;
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  Mark mark = { 0, 0, { source->origin.line, source->origin.column } };
  guint32 last = 0;

  g_array_append_val (marks, mark);
  for (const char *p = data; p < end;)
    {
      const gboolean line_end = *p == '\n' || (*p == '\r' && p[1] != '\n');
      const gboolean in_line_end = *p == '\r' && !line_end;

      p += character_length (p, end);
      mark.offset = (guint32) (p - data);
      mark.position.column++;
      if (line_end)
        {
          mark.start = mark.offset;
          mark.position.line++;
          mark.position.column = 1;
        }
      if (line_end || (mark.offset - last >= MARK_STRIDE && !in_line_end))
        {
          g_array_append_val (marks, mark);
          last = mark.offset;
        }
    }
  return marks;
}

static const GArray *
get_marks (const EquateSource *source)
{
  /* Not visible from outside: the same marks, whoever is first to need them. */
  GArray **place = &((EquateSource *) source)->marks;
  GArray *marks = g_atomic_pointer_get (place);

  if (marks == NULL)
    {
      marks = make_marks (source);
      if (!g_atomic_pointer_compare_and_exchange (place, NULL, marks))
        {
          g_array_unref (marks);
          marks = g_atomic_pointer_get (place);
        }
    }
  return marks;
}

/* The last mark at or before the offset. */
static guint
find_mark (const GArray *marks, guint32 offset)
{
  guint low = 0, high = marks->len;

  while (high - low > 1)
    {
      const guint middle = low + (high - low) / 2;
      if (g_array_index (marks, Mark, middle).offset <= offset)
        low = middle;
      else
        high = middle;
    }
  return low;
}

guint64
equate_source_get_file_offset (const EquateSource *source, guint32 offset)
{
  return source->origin.offset + offset;
}

EquatePosition
equate_source_get_position (const EquateSource *source, guint32 offset)
{
  const GArray *marks = get_marks (source);
  const char *const data = equate_source_get_data (source, NULL);
  const char *const end = data + source->length;
  const char *const target = data + MIN (offset, source->length);
  const Mark *mark = &g_array_index (marks, Mark, find_mark (marks, (guint32) (target - data)));
  EquatePosition position = mark->position;

  for (const char *p = data + mark->offset; p < target; position.column++)
    {
      p += character_length (p, end);
      if (p > target)
        break;
    }
  return position;
}

/* Places of one byte between two places of the text. */
static guint
count_bytes (const char *place, const char *end, char byte)
{
  guint count = 0;

  for (; (place = memchr (place, byte, (gsize) (end - place))) != NULL; place++)
    count++;
  return count;
}

guint
equate_source_count_lines (const EquateSource *source, guint32 from, guint32 to)
{
  const char *const data = equate_source_get_data (source, NULL);
  const char *const start = data + MIN (from, source->length);
  const char *const end = data + MIN (to, source->length);
  guint count;

  if (start >= end)
    return 0;
  count = count_bytes (start, end, '\n');
  for (const char *p = start; (p = memchr (p, '\r', (gsize) (end - p))) != NULL; p++)
    count += p[1] != '\n';
  return count;
}

const char *
equate_source_get_line (const EquateSource *source, guint32 offset, gsize *length, guint32 *start)
{
  const GArray *marks = get_marks (source);
  const char *const data = equate_source_get_data (source, NULL);
  const guint32 target = (guint32) MIN (offset, source->length);
  guint i = find_mark (marks, target);
  const Mark *mark = &g_array_index (marks, Mark, i);
  gsize end = source->length;

  for (i++; i < marks->len && end == source->length; i++)
    {
      const Mark *next = &g_array_index (marks, Mark, i);
      if (next->start == mark->start)
        continue;
      /* CRLF, LF or CR stands before the next line. */
      end = next->start - 1u;
      if (data[end] == '\n' && end > mark->start && data[end - 1] == '\r')
        end--;
    }
  *length = end - mark->start;
  if (start != NULL)
    *start = mark->start;
  return data + mark->start;
}

guint
equate_display_width (const char *text, gsize length, guint start)
{
  const char *const end = text + length;
  guint column = start;

  for (const char *p = text; p < end; p += character_length (p, end))
    {
      const gunichar c = g_utf8_get_char_validated (p, end - p);
      if (*p == '\t')
        column += TAB_WIDTH - column % TAB_WIDTH;
      else if ((gint) c < 0)
        column++;
      else if (!g_unichar_iszerowidth (c))
        column += g_unichar_iswide (c) ? 2 : 1;
    }
  return column - start;
}

/* --- encodings --- */

gssize
equate_source_find_invalid (const EquateSource *source)
{
  const char *const data = equate_source_get_data (source, NULL);
  const char *invalid;

  return g_utf8_validate_len (data, source->length, &invalid) ? -1 : invalid - data;
}

/* UTF-8 in which something went wrong has more characters that are right than bytes that are not.
 */
static gboolean
is_damaged_utf8 (const guchar *p, const guchar *end)
{
  gsize right = 0, wrong = 0;

  while (p < end)
    {
      const gsize length = character_length ((const char *) p, (const char *) end);
      right += length > 1;
      wrong += length == 1 && *p >= 0x80;
      p += length;
    }
  return right >= wrong;
}

static gboolean
is_between (guchar byte, guchar first, guchar last)
{
  return byte >= first && byte <= last;
}

/* Bytes of the GB18030 character at p; 0 where there is none. Behind the text stands a NUL. */
static gsize
gb18030_length (const guchar *p)
{
  if (*p < 0x80)
    return 1;
  if (!is_between (p[0], 0x81, 0xfe))
    return 0;
  if (is_between (p[1], 0x40, 0xfe) && p[1] != 0x7f)
    return 2;
  return is_between (p[1], 0x30, 0x39) && is_between (p[2], 0x81, 0xfe)
                 && is_between (p[3], 0x30, 0x39)
             ? 4
             : 0;
}

/* Polish may be well-formed GB18030 by chance, but only Chinese is nearly all of the 3,755 Han
 * characters that GB 2312 puts first for their frequency. */
static gboolean
looks_like_gb18030 (const guchar *p, const guchar *end)
{
  gsize frequent = 0, other = 0;

  while (p < end)
    {
      const gsize length = gb18030_length (p);
      if (length == 0)
        return FALSE;
      const gboolean in_ascii_row = is_between (p[0], 0xa1, 0xa3); /* its punctuation and letters */
      if (length > 1 && is_between (p[0], 0xb0, 0xd7) && p[1] >= 0xa1)
        frequent++;
      else if (length > 1 && !(in_ascii_row && p[1] >= 0xa1))
        other++;
      p += length;
    }
  return frequent > other;
}

/* Letters of Central Europe and the punctuation of its typewriters, without control characters. */
static gboolean
looks_like_cp1250 (const guchar *p, const guchar *end)
{
  static const guchar low_letters[] = "\x8a\x8c\x8d\x8e\x8f\x9a\x9c\x9d\x9e\x9f\xa3\xa5\xaa\xaf"
                                      "\xb3\xb9\xba\xbc\xbe\xbf"
                                      "\x82\x84\x85\x91\x92\x93\x94\x96\x97\xa0\xa7\xab\xb0\xbb";

  for (; p < end; p++)
    {
      const gboolean text = is_between (*p, 0x20, 0x7e) || is_between (*p, '\t', '\r')
                            || (*p >= 0xc0 && *p != 0xd7 && *p != 0xf7 && *p != 0xff)
                            || (*p >= 0x80 && strchr ((const char *) low_letters, *p) != NULL);
      if (!text)
        return FALSE;
    }
  return TRUE;
}

const char *
equate_source_guess_encoding (const EquateSource *source)
{
  const guchar *const data = (const guchar *) equate_source_get_data (source, NULL);
  const guchar *const end = data + source->length;

  if (equate_source_find_invalid (source) < 0 || memchr (data, '\0', source->length) != NULL
      || is_damaged_utf8 (data, end))
    return NULL;
  if (looks_like_gb18030 (data, end))
    return "GB18030";
  return looks_like_cp1250 (data, end) ? "CP1250" : NULL;
}
