/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/block-reader.h"

#include <glib/gstdio.h>
#include <string.h>
#include <xxhash.h>

#include "batch/byte-input.h"
#include "batch/convert-text.h"
#include "base/limits.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define BLOCK_SIZE ((gsize) 256 * 1024)
/* More than that holds no record, only what stands between two. */
#define MAX_USED ((gsize) 4 * EQUATE_MAX_TRANSCRIPT_SIZE)

struct _EquateBlockReader
{
  const char *const *paths; /* borrowed */
  guint n_paths;
  guint next; /* path to be opened */
  EquateReadSettings settings;
  EquateByteInput *input; /* owned, nullable: none is open */
  EquateBatchFile *file;  /* borrowed from files; that of input */
  GPtrArray *files;       /* owned; of EquateBatchFile */
  gboolean at_start;      /* nothing of the file was looked at */
  gboolean at_end;        /* nothing of the file is left to be read */
  GString *rest;          /* owned: what was read behind the last block */
  guint number;           /* of the record that was found last */
  XXH3_state_t *digest;   /* owned: over the digests of files that were read to their end */
  guint64 bytes_before;   /* of files that were read to their end */
  guint64 size;           /* of all files; 0: not known */
};

static void
file_free (gpointer data)
{
  EquateBatchFile *file = data;

  equate_source_free (file->header);
  g_clear_pointer (&file->splitter, equate_record_splitter_free);
  g_free (file->name);
  g_free (file);
}

/* 0 where a file is none, or has no size. */
static guint64
add_sizes (const char *const *paths, guint n_paths)
{
  guint64 sum = 0;

  for (guint i = 0; i < n_paths; i++)
    {
      GStatBuf status;

      if (g_str_equal (paths[i], "-") || g_stat (paths[i], &status) < 0
          || !S_ISREG (status.st_mode))
        return 0;
      sum += (guint64) status.st_size;
    }
  return sum;
}

EquateBlockReader *
equate_block_reader_new (const char *const *paths, guint n_paths,
                         const EquateReadSettings *settings)
{
  EquateBlockReader *reader = g_new0 (EquateBlockReader, 1);

  reader->paths = paths;
  reader->n_paths = n_paths;
  reader->settings = *settings;
  if (reader->settings.block_size == 0)
    reader->settings.block_size = BLOCK_SIZE;
  reader->files = g_ptr_array_new_with_free_func (file_free);
  reader->rest = g_string_new (NULL);
  reader->digest = XXH3_createState ();
  XXH3_64bits_reset (reader->digest);
  reader->size = add_sizes (paths, n_paths);
  return reader;
}

void
equate_block_reader_free (EquateBlockReader *reader)
{
  if (!reader)
    return;
  equate_byte_input_free (reader->input);
  g_ptr_array_unref (reader->files);
  g_string_free (reader->rest, TRUE);
  XXH3_freeState (reader->digest);
  g_free (reader);
}

guint64
equate_block_reader_get_size (const EquateBlockReader *reader)
{
  return reader->size;
}

guint
equate_block_reader_get_number (const EquateBlockReader *reader)
{
  return reader->number;
}

guint64
equate_block_reader_get_digest (const EquateBlockReader *reader)
{
  return XXH3_64bits_digest (reader->digest);
}

/* --- files --- */

static gboolean
open_next (EquateBlockReader *self, GError **error)
{
  const char *path = self->paths[self->next++];
  EquateBatchFile *file;

  self->input = equate_byte_input_open (path, error);
  if (!self->input)
    return FALSE;
  file = g_new0 (EquateBatchFile, 1);
  file->name = g_strdup (equate_byte_input_get_name (self->input));
  file->encoding = self->settings.encoding;
  g_ptr_array_add (self->files, file);
  self->file = file;
  self->at_start = TRUE;
  self->at_end = FALSE;
  return TRUE;
}

static void
close_file (EquateBlockReader *self)
{
  guint64 digest = equate_byte_input_get_digest (self->input);
  guint64 size;

  XXH3_64bits_update (self->digest, &digest, sizeof digest);
  self->bytes_before += equate_byte_input_get_progress (self->input, &size);
  g_clear_pointer (&self->input, equate_byte_input_free);
  self->file = NULL;
}

/* With the first bytes of a file in the block: what kind of file it is. */
static void
look_at_start (EquateBlockReader *self, EquateBlock *block)
{
  const gsize mark = strlen (BYTE_ORDER_MARK);
  EquateBatchFile *file = self->file;

  self->at_start = FALSE;
  if (file->encoding == EQUATE_ENCODING_UTF8 && block->used >= mark
      && memcmp (block->data, BYTE_ORDER_MARK, mark) == 0)
    {
      block->used -= mark;
      memmove (block->data, block->data + mark, block->used);
    }
  file->format = self->settings.format;
  if (file->format == EQUATE_FORMAT_AUTO)
    file->format = equate_format_guess (file->name, block->data, block->used);
  file->splitter = equate_record_splitter_new (file->format, file->encoding);
}

/* The first row of CSV, once it was seen. */
static void
take_header (EquateBatchFile *file)
{
  const EquateOrigin origin = { 0, 1, 1 };
  gsize length;
  const char *header = equate_record_splitter_get_header (file->splitter, &length);
  gssize bad;

  if (!header)
    return;
  file->raw_header = header;
  file->raw_header_length = length;
  if (file->encoding == EQUATE_ENCODING_UTF8)
    {
      file->header = equate_source_new_part (file->name, header, length, &origin);
      return;
    }
  GString *text = equate_text_convert (file->encoding, header, length, &bad);
  gsize text_length = text->len;

  file->header
      = equate_source_new_take (file->name, g_string_free (text, FALSE), text_length, 1);
}

/* --- blocks --- */

/* Reads until the block has `wanted` bytes, or the file ends. */
static gboolean
read_up_to (EquateBlockReader *self, EquateBlock *block, gsize wanted, GCancellable *cancellable,
            GError **error)
{
  gssize count;

  if (self->at_end || block->used >= wanted)
    return TRUE;
  equate_block_reserve (block, wanted);
  count = equate_byte_input_read (self->input, block->data + block->used, wanted - block->used,
                                  cancellable, error);
  if (count < 0)
    return FALSE;
  block->used += (gsize) count;
  /* Fewer than were wanted are the last, or the last before the reading was ended. */
  self->at_end = block->used < wanted && !g_cancellable_is_cancelled (cancellable);
  return TRUE;
}

static gboolean
is_wanted (const EquateBlockReader *self)
{
  const EquateReadSettings *settings = &self->settings;

  return self->number > settings->skip
         && (settings->shards <= 1 || (self->number - 1) % settings->shards == settings->shard - 1);
}

/* Whether there were any, wanted or not. */
static gboolean
take_pieces (EquateBlockReader *self, EquateBlock *block)
{
  EquateBlockPiece next;
  gboolean any = FALSE;

  while (equate_record_splitter_next (self->file->splitter, block->data, block->used, self->at_end,
                                      &next.piece))
    {
      self->number += next.piece.is_first ? 1 : 0;
      next.number = self->number;
      any = TRUE;
      block->ends_open = !next.piece.is_last;
      if (is_wanted (self))
        g_array_append_val (block->pieces, next);
    }
  if (!self->file->header)
    take_header (self->file);
  return any;
}

/* Leaves what belongs to no piece for the next block. */
static void
keep_rest (EquateBlockReader *self, EquateBlock *block)
{
  gsize done = equate_record_splitter_forget (self->file->splitter, block->data);

  g_string_truncate (self->rest, 0);
  g_string_append_len (self->rest, block->data + done, (gssize) (block->used - done));
}

/* The next pieces of the open file; the block has none where the file ends without any. */
static gboolean
fill_from_file (EquateBlockReader *self, EquateBlock *block, GCancellable *cancellable,
                GError **error)
{
  gsize wanted = MAX (self->settings.block_size, strlen (BYTE_ORDER_MARK));
  guint64 size;

  block->file = self->file;
  equate_block_reserve (block, MAX (wanted, self->rest->len));
  memcpy (block->data, self->rest->str, self->rest->len);
  block->used = self->rest->len;
  for (;; wanted = block->used + self->settings.block_size)
    {
      if (!read_up_to (self, block, wanted, cancellable, error))
        return FALSE;
      if (self->at_start)
        look_at_start (self, block);
      if (take_pieces (self, block) || self->at_end || block->used > MAX_USED)
        break;
    }
  keep_rest (self, block);
  block->last_number = self->number;
  block->bytes_read
      = self->bytes_before + equate_byte_input_get_progress (self->input, &size);
  if (self->at_end)
    close_file (self);
  return TRUE;
}

gboolean
equate_block_reader_fill (EquateBlockReader *reader, EquateBlock *block,
                          GCancellable *cancellable, GError **error)
{
  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!reader->input && reader->next == reader->n_paths)
        return FALSE;
      if (!reader->input && !open_next (reader, error))
        return FALSE;
      equate_block_reset (block);
      if (!fill_from_file (reader, block, cancellable, error))
        return FALSE;
    }
  while (block->pieces->len == 0);
  return TRUE;
}
