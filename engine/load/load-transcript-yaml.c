/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-yaml.h"

#include <string.h>

#include "load/load-transcript-fields.h"
#include "yaml/yaml-stream.h"

/*
 * The file is cut at the lines that end documents, which YAML allows in no other meaning; so a
 * document that is not well formed takes none of the others with it.
 */
typedef struct
{
  EquateRecordReader base;
  const char *data;      /* borrowed from the source */
  gsize length;          /* of data */
  gsize place;           /* in data */
  guint line;            /* of place */
  EquateSource *present; /* owned, nullable: the document that was read last */
} YamlReader;

/* Behind the end of the line that begins at start. */
static gsize
find_next_line (const YamlReader *self, gsize start)
{
  gsize place = start;

  while (place < self->length && self->data[place] != '\n' && self->data[place] != '\r')
    place++;
  if (place + 1 < self->length && memcmp (self->data + place, "\r\n", 2) == 0)
    return place + 2;
  return MIN (place + 1, self->length);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* `---` or `...`, followed by a blank or the end of the line. */
static gboolean
is_marker (const YamlReader *self, gsize start, gsize end, const char *marker)
{
  return end - start >= 3 && memcmp (self->data + start, marker, 3) == 0
         && (end - start == 3 || is_blank (self->data[start + 3]));
}

/* Neither blank nor a comment nor a directive. */
static gboolean
has_content (const YamlReader *self, gsize start, gsize end)
{
  gsize place = start;

  if (self->data[start] == '%')
    return FALSE;
  while (place < end && is_blank (self->data[place]))
    place++;
  return place < end && self->data[place] != '#';
}

/* The bytes of the next document; FALSE when nothing but comments is left. */
static gboolean
next_document (YamlReader *self, gsize *start, guint *first_line)
{
  gboolean content = FALSE;

  *start = self->place;
  *first_line = self->line;
  while (self->place < self->length)
    {
      gsize line = self->place;
      gsize end = find_next_line (self, line);
      gboolean ended = is_marker (self, line, end, "...");

      if (content && is_marker (self, line, end, "---"))
        return TRUE;
      content = content || (!ended && has_content (self, line, end));
      self->place = end;
      self->line++;
      if (content && ended)
        return TRUE;
    }
  return content;
}

static void
read_document (YamlReader *self, EquateRecord *record)
{
  g_autoptr (EquateYamlStream) stream
      = equate_yaml_stream_new (self->present, self->base.diagnostics);
  g_autoptr (EquateDecoder) decoder = equate_decoder_new (equate_yaml_stream_get_reader (stream),
                                                          self->base.arena, self->base.diagnostics);

  record->transcript = equate_load_next_transcript (decoder, NULL);
}

static gboolean
yaml_next (EquateRecordReader *reader, EquateRecord *record)
{
  YamlReader *self = (YamlReader *) reader;
  gsize start;
  guint first_line;

  while (next_document (self, &start, &first_line))
    {
      g_clear_pointer (&self->present, equate_source_free);
      record->bytes = self->data + start;
      record->length = self->place - start;
      self->present = equate_source_new_take (equate_source_get_name (reader->source),
                                              g_memdup2 (record->bytes, record->length),
                                              record->length, first_line);
      record->source = self->present;
      if (!equate_load_check_size (record, 0, reader->diagnostics))
        return TRUE;
      read_document (self, record);
      /* A marker without a document behind it is no record. */
      if (record->transcript || equate_diagnostic_list_get_length (reader->diagnostics) > 0)
        return TRUE;
    }
  return FALSE;
}

static void
yaml_free (EquateRecordReader *reader)
{
  YamlReader *self = (YamlReader *) reader;

  g_clear_pointer (&self->present, equate_source_free);
  g_free (self);
}

/**
 * equate_transcript_yaml_new:
 * @source: (transfer none): the file
 * @arena: (transfer none): where transcripts are made
 * @diagnostics: (transfer none): receives what is wrong with a record
 *
 * Makes a reader of YAML documents.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateRecordReader *
equate_transcript_yaml_new (const EquateSource *source, EquateArena *arena,
                            EquateDiagnosticList *diagnostics)
{
  YamlReader *self = g_new0 (YamlReader, 1);

  self->base = (EquateRecordReader){ yaml_next, yaml_free, source, arena, diagnostics };
  self->data = equate_source_get_data (source, &self->length);
  self->line = 1;
  return &self->base;
}
