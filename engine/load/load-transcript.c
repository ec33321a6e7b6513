/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript.h"

#include <string.h>

#include "load/load-transcript-csv.h"
#include "load/load-transcript-json.h"
#include "load/load-transcript-yaml.h"

struct _EquateTranscriptReader
{
  EquateSource *source;              /* owned */
  EquateArena *arena;                /* owned */
  EquateDiagnosticList *diagnostics; /* owned */
  EquateRecordReader *format;        /* owned */
  EquateFormat format_name;          /* of format, never AUTO */
  guint number;                      /* of the record that was read last */
};

static const struct
{
  const char *ending;
  EquateFormat format;
} endings[] = {
  { ".yaml", EQUATE_FORMAT_YAML },    { ".yml", EQUATE_FORMAT_YAML },
  { ".json", EQUATE_FORMAT_JSON },    { ".jsonl", EQUATE_FORMAT_JSONL },
  { ".ndjson", EQUATE_FORMAT_JSONL }, { ".csv", EQUATE_FORMAT_CSV },
};

/* An object that ends in its first line, with another line below it. */
static gboolean
looks_like_lines (const char *data, gsize length)
{
  const char *newline = memchr (data, '\n', length);
  const char *last = newline;

  if (!newline)
    return FALSE;
  while (last > data && g_ascii_isspace (*last))
    last--;
  while (newline < data + length && g_ascii_isspace (*newline))
    newline++;
  return *last == '}' && newline < data + length && *newline == '{';
}

/* A header has separators; the first line of YAML has a colon, or is a comment or a marker. */
static gboolean
looks_like_csv (const char *data, gsize length)
{
  const char *newline = memchr (data, '\n', length);
  gsize end = newline ? (gsize) (newline - data) : length;

  return data[0] != '#' && data[0] != '%' && !memchr (data, ':', end)
         && (memchr (data, ',', end) || memchr (data, ';', end) || memchr (data, '\t', end));
}

static EquateFormat
guess_format (const EquateSource *source)
{
  const char *name = equate_source_get_name (source);
  gsize length;
  const char *data = equate_source_get_data (source, &length);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i].ending))
      return endings[i].format;
  while (length > 0 && g_ascii_isspace (*data))
    {
      data++;
      length--;
    }
  if (length > 0 && *data == '[')
    return EQUATE_FORMAT_JSON;
  if (length > 0 && *data == '{')
    return looks_like_lines (data, length) ? EQUATE_FORMAT_JSONL : EQUATE_FORMAT_JSON;
  return looks_like_csv (data, length) ? EQUATE_FORMAT_CSV : EQUATE_FORMAT_YAML;
}

static EquateRecordReader *
open_format (EquateTranscriptReader *reader, EquateFormat format)
{
  switch (format)
    {
    case EQUATE_FORMAT_JSON:
      return equate_transcript_json_new (reader->source, reader->arena, reader->diagnostics);
    case EQUATE_FORMAT_JSONL:
      return equate_transcript_jsonl_new (reader->source, reader->arena, reader->diagnostics);
    case EQUATE_FORMAT_CSV:
      return equate_transcript_csv_new (reader->source, reader->arena, reader->diagnostics);
    case EQUATE_FORMAT_AUTO:
    case EQUATE_FORMAT_YAML:
    default:
      return equate_transcript_yaml_new (reader->source, reader->arena, reader->diagnostics);
    }
}

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
  EquateTranscriptReader *reader = g_new0 (EquateTranscriptReader, 1);

  reader->source = source;
  reader->arena = equate_arena_new ();
  reader->diagnostics = equate_diagnostic_list_new ();
  reader->format_name = format == EQUATE_FORMAT_AUTO ? guess_format (source) : format;
  reader->format = open_format (reader, reader->format_name);
  return reader;
}

/**
 * equate_transcript_reader_get_format:
 * @reader: (transfer none): a reader
 *
 * Says how the records are written.
 *
 * Returns: the format, never EQUATE_FORMAT_AUTO
 *
 * Since: 0.1
 */
EquateFormat
equate_transcript_reader_get_format (const EquateTranscriptReader *reader)
{
  return reader->format_name;
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
  reader->format->free (reader->format);
  equate_diagnostic_list_free (reader->diagnostics);
  equate_arena_free (reader->arena);
  equate_source_free (reader->source);
  g_free (reader);
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
  equate_arena_reset (reader->arena);
  equate_diagnostic_list_clear (reader->diagnostics);
  *record = (EquateRecord){ .diagnostics = reader->diagnostics };
  if (!reader->format->next (reader->format, record))
    return FALSE;
  record->number = ++reader->number;
  if (equate_diagnostic_list_count (reader->diagnostics, EQUATE_SEVERITY_ERROR) > 0)
    record->transcript = NULL;
  return TRUE;
}
