/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/merge.h"

#include <string.h>

#include "batch/line-input.h"
#include "batch/shard.h"

/* A line that is as long is no last line; longer ones need not be kept. */
#define MAX_LAST_LINE ((gsize) 4096)

G_DEFINE_QUARK (equate - merge - error, equate_merge_error)

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (EQUATE_MERGE_ERROR, EQUATE_MERGE_ERROR_SHARDS,
                                                format, arguments));
  va_end (arguments);
  return FALSE;
}

/* --- one file --- */

typedef struct
{
  guint64 lines; /* with the last one */
  guint64 empty;
  GString *last; /* owned */
  gboolean is_ended;
} Lines;

static gboolean
read_lines (EquateLineInput *input, Lines *lines, GError **error)
{
  g_autoptr (GError) own_error = NULL;
  const char *line;
  gsize length;

  while ((line = equate_line_input_next (input, &length, &lines->is_ended, &own_error)))
    {
      lines->lines++;
      lines->empty += length == 0 ? 1 : 0;
      g_string_truncate (lines->last, 0);
      g_string_append_len (lines->last, line, (gssize) MIN (length, MAX_LAST_LINE));
    }
  if (!own_error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}

/* The file has what its last line says. */
static gboolean
check_lines (const Lines *lines, const EquateShard *shard, const char *name, GError **error)
{
  guint64 records = lines->lines - 1;

  if (records == shard->counts.records && lines->empty == shard->counts.rejected
      && records == equate_shard_count (shard->total, shard->shard, shard->shards))
    return TRUE;
  return refuse (error,
                 "%s is damaged: it has %" G_GUINT64_FORMAT " records, and its last line says %"
                 G_GUINT64_FORMAT,
                 name, records, shard->counts.records);
}

static gboolean
read_shard (const char *path, EquateShard *shard, GError **error)
{
  g_autoptr (EquateLineInput) input = equate_line_input_open (path, error);
  Lines lines = { 0 };
  gboolean is_good;

  if (!input)
    return FALSE;
  lines.last = g_string_new (NULL);
  is_good = read_lines (input, &lines, error);
  if (is_good && (!lines.is_ended || !equate_shard_parse (lines.last->str, lines.last->len, shard)))
    is_good = refuse (error,
                      "%s is cut off, or no output of `convert --shard`: its last line does not "
                      "say which shard it is",
                      equate_line_input_get_name (input));
  else if (is_good)
    is_good = check_lines (&lines, shard, equate_line_input_get_name (input), error);
  g_string_free (lines.last, TRUE);
  return is_good;
}

/* --- all files --- */

/* That a shard belongs to the same run as the first. */
static gboolean
check_same (const EquateShard *first, const EquateShard *shard, const char *first_path,
            const char *path, GError **error)
{
  if (shard->shards != first->shards)
    return refuse (error, "%s is one of %u shards, but %s is one of %u", path, shard->shards,
                   first_path, first->shards);
  if (!g_str_equal (shard->workspace, first->workspace))
    return refuse (error, "%s was decided by another workspace than %s", path, first_path);
  if (!g_str_equal (shard->call, first->call))
    return refuse (error, "%s was made with other options, or another version, than %s", path,
                   first_path);
  if (shard->total != first->total || !g_str_equal (shard->input, first->input))
    return refuse (error, "%s was made from other transcripts than %s", path, first_path);
  return TRUE;
}

static gboolean
place_shards (const EquateShard *shards, const char *const *paths, guint n_paths, guint *order,
              GError **error)
{
  guint n_shards = shards[0].shards;
  g_autofree guint *found = g_new0 (guint, n_paths);

  for (guint i = 0; i < n_paths; i++)
    {
      if (!check_same (&shards[0], &shards[i], paths[0], paths[i], error))
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (shards[j].shard == shards[i].shard)
          return refuse (error, "%s and %s are both shard %u of %u", paths[j], paths[i],
                         shards[i].shard, n_shards);
    }
  for (guint i = 0; i < n_paths; i++)
    if (shards[i].shard <= n_paths)
      found[shards[i].shard - 1] = i + 1;
  for (guint i = 0; i < MIN (n_shards, n_paths + 1); i++)
    if (i == n_paths || found[i] == 0)
      return refuse (error, "shard %u of %u is missing", i + 1, n_shards);
    else
      order[i] = found[i] - 1;
  return TRUE;
}

gboolean
equate_merge_check (const char *const *paths, guint n_paths, guint *order,
                    EquateBatchCounts *counts, GError **error)
{
  g_autofree EquateShard *shards = g_new0 (EquateShard, n_paths);
  gboolean is_good = TRUE;

  *counts = (EquateBatchCounts){ 0 };
  for (guint i = 0; i < n_paths && is_good; i++)
    {
      is_good = read_shard (paths[i], &shards[i], error);
      equate_batch_counts_add (counts, &shards[i].counts);
    }
  is_good = is_good && place_shards (shards, paths, n_paths, order, error);
  for (guint i = 0; i < n_paths; i++)
    equate_shard_clear (&shards[i]);
  return is_good;
}

static gboolean
write_line (EquateLineInput *input, EquateOutput *output, GError **error)
{
  g_autoptr (GError) own_error = NULL;
  gboolean is_ended;
  gsize length;
  const char *line = equate_line_input_next (input, &length, &is_ended, &own_error);

  if (own_error)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }
  if (!line)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                   "cannot read %s: it became shorter while it was read",
                   equate_line_input_get_name (input));
      return FALSE;
    }
  return length == 0
         || (equate_output_write (output, line, length, error)
             && equate_output_write (output, "\n", 1, error));
}

gboolean
equate_merge_write (const char *const *paths, guint n_paths, const guint *order,
                    const EquateBatchCounts *counts, EquateOutput *output, GError **error)
{
  g_autoptr (GPtrArray) inputs
      = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_line_input_free);

  for (guint i = 0; i < n_paths; i++)
    {
      EquateLineInput *input = equate_line_input_open (paths[order[i]], error);

      if (!input)
        return FALSE;
      g_ptr_array_add (inputs, input);
    }
  for (guint64 i = 0; i < counts->records; i++)
    if (!write_line (g_ptr_array_index (inputs, i % n_paths), output, error))
      return FALSE;
  return TRUE;
}
