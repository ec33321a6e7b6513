/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/reject-writer.h"

#include <string.h>
#include <xxhash.h>

struct _EquateRejectWriter
{
  EquateOutput *output; /* borrowed */
  EquateFormat format;  /* of what was written last; AUTO: nothing */
  guint64 header;       /* what the last header hashes to that was written */
  char last;            /* the last byte of the present record */
};

EquateRejectWriter *
equate_reject_writer_new (EquateOutput *output, EquateFormat format, guint64 header)
{
  EquateRejectWriter *writer = g_new0 (EquateRejectWriter, 1);

  writer->output = output;
  writer->format = format;
  writer->header = header;
  return writer;
}

void
equate_reject_writer_free (EquateRejectWriter *writer)
{
  g_free (writer);
}

EquateFormat
equate_reject_writer_get_state (const EquateRejectWriter *writer, guint64 *header)
{
  *header = writer->header;
  return writer->format;
}

/* What a reader of the format needs between two records, or before the first. */
static gboolean
write_start (EquateRejectWriter *self, const EquateBatchFile *file, const char *bytes, gsize length,
             GError **error)
{
  gboolean is_first = self->format != file->format;

  self->format = file->format;
  if (file->format == EQUATE_FORMAT_YAML && !is_first
      && !(length >= 3 && memcmp (bytes, "---", 3) == 0))
    return equate_output_write (self->output, "---\n", 4, error);
  if (file->format != EQUATE_FORMAT_CSV || !file->raw_header)
    return TRUE;

  guint64 header = XXH3_64bits (file->raw_header, file->raw_header_length);

  /* Where nothing could be read by the header, it is part of the record. */
  if ((!is_first && header == self->header)
      || (length >= file->raw_header_length
          && memcmp (bytes, file->raw_header, file->raw_header_length) == 0))
    return TRUE;
  self->header = header;
  return equate_output_write (self->output, file->raw_header, file->raw_header_length, error);
}

static gboolean
write_piece (EquateRejectWriter *self, const EquateBlock *block, const EquatePiece *piece,
             GError **error)
{
  const char *bytes = block->data + piece->start + piece->indent;
  gsize length = piece->length - piece->indent;

  if (piece->is_first)
    {
      self->last = '\0';
      if (!write_start (self, block->file, bytes, length, error))
        return FALSE;
    }
  if (length > 0)
    self->last = bytes[length - 1];
  return equate_output_write (self->output, bytes, length, error)
         && (!piece->is_last || self->last == '\n'
             || equate_output_write (self->output, "\n", 1, error));
}

gboolean
equate_reject_writer_write (EquateRejectWriter *writer, const EquateBlock *block, GError **error)
{
  for (guint i = 0; i < block->rejects->len; i++)
    {
      guint which = g_array_index (block->rejects, guint, i);
      const EquateBlockPiece *piece = &g_array_index (block->pieces, EquateBlockPiece, which);

      if (!write_piece (writer, block, &piece->piece, error))
        return FALSE;
    }
  return TRUE;
}
