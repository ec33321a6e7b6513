/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript.h"

#include "load/record-splitter.h"

struct _EquateTranscriptReader
{
  EquateSource *file; /* owned */
  const char *data;   /* borrowed from file */
  gsize length;       /* bytes at data */
  EquateRecordSplitter *splitter;    /* owned */
  EquateRecordReader *reader;        /* owned, nullable: before the first record */
  EquateArena *arena;                /* owned */
  EquateDiagnosticList *diagnostics; /* owned */
  EquateFormat format;               /* never AUTO */
  EquateSource *header;              /* owned, nullable: of CSV */
  GString *text;                     /* owned: the present record, with the NUL that a source needs */
  EquateSource *present;             /* owned, nullable: the present record */
  guint number;                      /* of the record that was read last */
};

/**
 * equate_transcript_reader_new:
 * @source: (transfer full): the file
 * @format: its format; %EQUATE_FORMAT_AUTO goes by the ending of its name, else by its beginning
 *
 * Makes a reader of the transcripts of a file.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateTranscriptReader *
equate_transcript_reader_new (EquateSource *source, EquateFormat format)
{
  EquateTranscriptReader *self = g_new0 (EquateTranscriptReader, 1);

  self->file = source;
  self->data = equate_source_get_data (source, &self->length);
  self->format = format == EQUATE_FORMAT_AUTO
                     ? equate_format_guess (equate_source_get_name (source), self->data, self->length)
                     : format;
  self->splitter = equate_record_splitter_new (self->format, EQUATE_ENCODING_UTF8);
  self->arena = equate_arena_new ();
  self->diagnostics = equate_diagnostic_list_new ();
  self->text = g_string_new (NULL);
  return self;
}

/**
 * equate_transcript_reader_free:
 * @reader: (transfer full): the reader
 *
 * Frees the reader with its source and its last record.
 *
 * Since: 0.1
 */
void
equate_transcript_reader_free (EquateTranscriptReader *reader)
{
  g_clear_pointer (&reader->reader, equate_record_reader_free);
  equate_record_splitter_free (reader->splitter);
  equate_diagnostic_list_free (reader->diagnostics);
  equate_arena_free (reader->arena);
  equate_source_free (reader->present);
  equate_source_free (reader->header);
  equate_source_free (reader->file);
  g_string_free (reader->text, TRUE);
  g_free (reader);
}

static void
open_reader (EquateTranscriptReader *self)
{
  const EquateOrigin origin = { 0, 1, 1 };
  gsize length;
  const char *header = equate_record_splitter_get_header (self->splitter, &length);

  if (header)
    self->header = equate_source_new_part (equate_source_get_name (self->file), header, length,
                                           &origin);
  self->reader
      = equate_record_reader_new (self->format, self->header, self->arena, self->diagnostics);
}

/**
 * equate_transcript_reader_next:
 * @reader: (transfer none): the reader
 * @record: (out caller-allocates): the record, until the next one is read
 *
 * Reads the next record; a faulty one has no transcript, and its diagnostics say why.
 *
 * Returns: FALSE at the end
 *
 * Since: 0.1
 */
gboolean
equate_transcript_reader_next (EquateTranscriptReader *reader, EquateRecord *record)
{
  EquatePiece piece;

  if (!equate_record_splitter_next (reader->splitter, reader->data, reader->length, TRUE, &piece))
    return FALSE;
  if (!reader->reader)
    open_reader (reader);
  equate_source_free (reader->present);
  g_string_truncate (reader->text, 0);
  g_string_append_len (reader->text, reader->data + piece.start, (gssize) piece.length);
  reader->present = equate_source_new_part (equate_source_get_name (reader->file),
                                            reader->text->str, reader->text->len, &piece.origin);
  equate_record_reader_read (reader->reader, &piece, reader->present, record);
  record->number = ++reader->number;
  return TRUE;
}
