/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/checkpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#define KIND "equate: checkpoint/1\n"
#define END "end\t%016" G_GINT64_MODIFIER "x\n"
#define END_LENGTH 21u

/* The numbers in the order of the file. */
#define N_NUMBERS 9u

static const char *const names[N_NUMBERS] = {
  "passed", "output", "rejects", "decided", "needs-info", "no-agreement", "rejected",
  "reject-format", "reject-header",
};

static void
get_numbers (const EquateCheckpoint *checkpoint, guint64 numbers[N_NUMBERS])
{
  const guint64 *outcomes = checkpoint->counts.outcomes;
  const guint64 all[N_NUMBERS] = {
    checkpoint->number,
    checkpoint->output,
    checkpoint->rejects,
    outcomes[EQUATE_OUTCOME_DECIDED],
    outcomes[EQUATE_OUTCOME_NEEDS_INFO],
    outcomes[EQUATE_OUTCOME_NO_AGREEMENT],
    checkpoint->counts.rejected,
    (guint64) checkpoint->reject_format,
    checkpoint->reject_header,
  };

  memcpy (numbers, all, sizeof all);
}

static void
set_numbers (EquateCheckpoint *checkpoint, const guint64 numbers[N_NUMBERS])
{
  EquateBatchCounts counts = { .rejected = numbers[6] };

  counts.outcomes[EQUATE_OUTCOME_DECIDED] = numbers[3];
  counts.outcomes[EQUATE_OUTCOME_NEEDS_INFO] = numbers[4];
  counts.outcomes[EQUATE_OUTCOME_NO_AGREEMENT] = numbers[5];
  counts.records = numbers[3] + numbers[4] + numbers[5] + numbers[6];
  *checkpoint = (EquateCheckpoint){ .number = (guint) numbers[0],
                                    .output = numbers[1],
                                    .rejects = numbers[2],
                                    .counts = counts,
                                    .reject_format = (EquateFormat) numbers[7],
                                    .reject_header = numbers[8] };
}

/* --- writing --- */

static gboolean
fail (const char *path, GError **error)
{
  int number = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "cannot write %s: %s", path,
               g_strerror (number));
  return FALSE;
}

static gboolean
write_file (int fd, const GString *text)
{
  gsize done = 0;

  while (done < text->len)
    {
      gssize count = write (fd, text->str + done, text->len - done);

      if (count < 0 && errno != EINTR)
        return FALSE;
      done += count > 0 ? (gsize) count : 0;
    }
  return fsync (fd) == 0;
}

gboolean
equate_checkpoint_save (const char *path, const char *call, const EquateCheckpoint *checkpoint,
                        GError **error)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  g_autoptr (GString) text = g_string_new (KIND);
  guint64 numbers[N_NUMBERS];
  gboolean is_written;
  int fd;

  get_numbers (checkpoint, numbers);
  for (gsize i = 0; i < N_NUMBERS; i++)
    g_string_append_printf (text, "%s\t%" G_GUINT64_FORMAT "\n", names[i], numbers[i]);
  g_string_append (text, call);
  g_string_append_printf (text, END, (guint64) XXH3_64bits (text->str, text->len));
  unlink (fresh); /* of a run that was killed; who has the partial file has this one, too */
  fd = open (fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (path, error);
  is_written = write_file (fd, text) || fail (path, error);
  if (close (fd) < 0 && is_written)
    is_written = fail (path, error);
  if (is_written && rename (fresh, path) < 0)
    is_written = fail (path, error);
  if (!is_written)
    unlink (fresh);
  return is_written;
}

void
equate_checkpoint_remove (const char *path)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);

  unlink (fresh);
  unlink (path);
}

/* --- reading --- */

/* Whether the file ends with what the text before that hashes to. */
static gboolean
is_whole (const char *text, gsize length)
{
  g_autofree char *end = NULL;

  if (length < END_LENGTH || !g_str_has_prefix (text, KIND))
    return FALSE;
  end = g_strdup_printf (END, (guint64) XXH3_64bits (text, length - END_LENGTH));
  return strcmp (text + length - END_LENGTH, end) == 0;
}

/* Behind the number of a line that begins with the name; NULL where it does not. */
static const char *
read_number (const char *line, const char *name, guint64 *number)
{
  const gsize length = strlen (name);
  char *end;

  if (strncmp (line, name, length) != 0 || line[length] != '\t')
    return NULL;
  *number = g_ascii_strtoull (line + length + 1, &end, 10);
  return *end == '\n' ? end + 1 : NULL;
}

gboolean
equate_checkpoint_load (const char *path, char **call, EquateCheckpoint *checkpoint)
{
  g_autofree char *text = NULL;
  guint64 numbers[N_NUMBERS];
  const char *line;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL) || !is_whole (text, length))
    return FALSE;
  line = text + strlen (KIND);
  for (gsize i = 0; i < N_NUMBERS && line; i++)
    line = read_number (line, names[i], &numbers[i]);
  if (!line)
    return FALSE;
  set_numbers (checkpoint, numbers);
  *call = g_strndup (line, length - END_LENGTH - (gsize) (line - text));
  return TRUE;
}

/* --- comparing --- */

/* The value that a name has among lines; NULL: none. */
static const char *
find_value (char **lines, const char *line)
{
  const gsize length = strcspn (line, "\t");

  for (; *lines; lines++)
    if (strncmp (*lines, line, length) == 0 && (*lines)[length] == '\t')
      return *lines + length + 1;
  return NULL;
}

char *
equate_checkpoint_compare (const char *before, const char *now)
{
  g_auto (GStrv) old_lines = g_strsplit (before, "\n", -1);
  g_auto (GStrv) lines = g_strsplit (now, "\n", -1);
  char **const sides[] = { lines, old_lines };

  if (g_str_equal (before, now))
    return NULL;
  for (gsize side = 0; side < G_N_ELEMENTS (sides); side++)
    for (char **line = sides[side]; *line; line++)
      {
        const char *is = find_value (lines, *line);
        const char *was = find_value (old_lines, *line);

        if (g_strcmp0 (is, was) != 0)
          return g_strdup_printf ("%.*s: it was %s, and is %s now", (int) strcspn (*line, "\t"),
                                  *line, was ? was : "left out", is ? is : "left out");
      }
  return g_strdup ("the order of the inputs has changed");
}
