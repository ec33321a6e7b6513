/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-json.h"

#include <string.h>

#include "load/load-transcript-fields.h"
#include "json/json-reader.h"

/* What both readers have. */
typedef struct
{
  EquateRecordReader base;
  const char *data;       /* borrowed from the source */
  gsize length;           /* of data */
  gsize place;            /* in data: behind the records so far */
  EquateJsonReader *json; /* owned, nullable */
  EquateDecoder *decoder; /* owned, nullable */
} Json;

static void
open_json (Json *self, gboolean (*next) (EquateRecordReader *, EquateRecord *),
           void (*free) (EquateRecordReader *), const EquateSource *source, EquateArena *arena,
           EquateDiagnosticList *diagnostics)
{
  self->base = (EquateRecordReader){ next, free, source, arena, diagnostics };
  self->data = equate_source_get_data (source, &self->length);
}

static void
close_json (Json *self)
{
  g_clear_pointer (&self->decoder, equate_decoder_free);
  g_clear_pointer (&self->json, equate_json_reader_free);
}

static void
renew_decoder (Json *self)
{
  g_clear_pointer (&self->decoder, equate_decoder_free);
  self->decoder = equate_decoder_new (equate_json_reader_get_reader (self->json), self->base.arena,
                                      self->base.diagnostics);
}

static gboolean
is_faulty (const Json *self)
{
  return equate_diagnostic_list_get_length (self->base.diagnostics) > 0;
}

/* Before a value that should be a transcript. */
static void
read_object (Json *self, EquateRecord *record)
{
  const EquateEvent *event = equate_decoder_peek (self->decoder);

  if (event->kind == EQUATE_EVENT_STREAM_END)
    return;
  if (event->kind == EQUATE_EVENT_MAPPING_START)
    {
      record->transcript = equate_load_next_transcript (self->decoder, EQUATE_TRANSCRIPT_KIND);
      return;
    }
  equate_diagnostic_set_label (
      equate_diagnostic_list_add (self->base.diagnostics, EQUATE_DIAGNOSTIC_WRONG_SHAPE,
                                  event->span, "a transcript is an object"),
      "an object in braces was expected");
  equate_decoder_skip (self->decoder);
}

/* What stands behind the value is looked at as well, without the decoder: it is as fresh as before
 * where nothing was wrong. */
static void
finish_document (Json *self)
{
  EquateEventReader *reader = equate_json_reader_get_reader (self->json);
  EquateEvent event;

  while (equate_event_reader_next (reader, &event) && event.kind != EQUATE_EVENT_STREAM_END)
    ;
}

/* --- One object, or an array --- */

typedef enum
{
  JSON_START,
  JSON_ARRAY,
  JSON_DONE,
} JsonState;

typedef struct
{
  Json json;
  JsonState state;
} JsonFile;

/* Behind the value that begins at start; in JSON that is not well formed somewhere behind start. */
static gsize
find_value_end (const Json *self, gsize start)
{
  gboolean quoted = FALSE;
  guint depth = 0;

  for (gsize place = start; place < self->length; place++)
    {
      char c = self->data[place];

      if (quoted)
        {
          if (c == '\\')
            place++;
          else if (c == '"')
            quoted = FALSE;
        }
      else if (c == '"')
        quoted = TRUE;
      else if (c == '{' || c == '[')
        depth++;
      else if (c == '}' || c == ']')
        {
          if (depth <= 1)
            return depth == 1 ? place + 1 : place;
          depth--;
        }
      else if (depth == 0 && c == ',')
        return place;
    }
  return self->length;
}

static gboolean
is_between_items (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
}

/* The record from start to end without the blanks and commas around it. */
static void
set_bytes (Json *self, EquateRecord *record, gsize start, gsize end)
{
  while (start < end && is_between_items (self->data[start]))
    start++;
  while (end > start && is_between_items (self->data[end - 1]))
    end--;
  record->source = self->base.source;
  record->bytes = self->data + start;
  record->length = end - start;
}

/* All that is left, which is no record where nothing was reported about it. */
static gboolean
take_rest (JsonFile *self, EquateRecord *record)
{
  self->state = JSON_DONE;
  set_bytes (&self->json, record, self->json.place, self->json.length);
  return is_faulty (&self->json);
}

static gboolean
next_item (JsonFile *self, EquateRecord *record)
{
  Json *json = &self->json;
  const EquateEvent *event = equate_decoder_peek (json->decoder);
  gsize start = event->span.offset;

  if (event->kind == EQUATE_EVENT_SEQUENCE_END)
    {
      equate_decoder_next (json->decoder);
      finish_document (json);
    }
  if (event->kind == EQUATE_EVENT_SEQUENCE_END || event->kind == EQUATE_EVENT_STREAM_END)
    return take_rest (self, record);
  json->place = find_value_end (json, start);
  set_bytes (json, record, start, json->place);
  if (!equate_load_check_size (record, (guint32) start, json->base.diagnostics))
    {
      equate_decoder_skip (json->decoder);
      return TRUE;
    }
  read_object (json, record);
  /* Behind a fault the next event says how much of the file went with it. */
  if (is_faulty (json))
    {
      event = equate_decoder_peek (json->decoder);
      json->place = MAX (json->place, event->span.offset);
      set_bytes (json, record, start, json->place);
      if (event->kind == EQUATE_EVENT_STREAM_END)
        self->state = JSON_DONE;
    }
  return TRUE;
}

static gboolean
json_next (EquateRecordReader *reader, EquateRecord *record)
{
  JsonFile *self = (JsonFile *) reader;
  Json *json = &self->json;

  if (self->state == JSON_START)
    {
      json->json = equate_json_reader_new (reader->source, reader->diagnostics);
      renew_decoder (json);
      if (equate_decoder_peek (json->decoder)->kind == EQUATE_EVENT_DOCUMENT_START)
        equate_decoder_next (json->decoder);
      if (equate_decoder_peek (json->decoder)->kind != EQUATE_EVENT_SEQUENCE_START)
        {
          take_rest (self, record);
          if (equate_load_check_size (record, 0, reader->diagnostics))
            {
              read_object (json, record);
              finish_document (json);
            }
          return TRUE;
        }
      equate_decoder_next (json->decoder);
      self->state = JSON_ARRAY;
    }
  return self->state == JSON_ARRAY && next_item (self, record);
}

static void
json_free (EquateRecordReader *reader)
{
  close_json ((Json *) reader);
  g_free (reader);
}

/**
 * equate_transcript_json_new:
 * @source: (transfer none): the file
 * @arena: (transfer none): where transcripts are made
 * @diagnostics: (transfer none): receives what is wrong with a record
 *
 * Makes a reader of one JSON object or an array of them.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateRecordReader *
equate_transcript_json_new (const EquateSource *source, EquateArena *arena,
                            EquateDiagnosticList *diagnostics)
{
  JsonFile *self = g_new0 (JsonFile, 1);

  open_json (&self->json, json_next, json_free, source, arena, diagnostics);
  return &self->json.base;
}

/* --- JSON Lines --- */

typedef struct
{
  Json json;
  guint line;            /* of the next line */
  GString *text;         /* owned: the present line, with the NUL that a source needs */
  EquateSource *present; /* owned, nullable: the present line */
} JsonLines;

static gboolean
is_blank_line (const char *start, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (start[i] != ' ' && start[i] != '\t' && start[i] != '\r')
      return FALSE;
  return TRUE;
}

/* The next line that is not blank, without its end; FALSE at the end of the file. */
static gboolean
next_line (JsonLines *self, EquateRecord *record)
{
  Json *json = &self->json;

  while (json->place < json->length)
    {
      const char *start = json->data + json->place;
      const char *newline = memchr (start, '\n', json->length - json->place);
      gsize length = newline ? (gsize) (newline - start) : json->length - json->place;

      json->place += length + (newline ? 1 : 0);
      self->line++;
      record->bytes = start;
      record->length = length > 0 && start[length - 1] == '\r' ? length - 1 : length;
      if (!is_blank_line (start, length))
        return TRUE;
    }
  return FALSE;
}

static void
open_line (JsonLines *self, EquateRecord *record)
{
  Json *json = &self->json;

  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, record->bytes, (gssize) record->length);
  self->present = equate_source_new_static (equate_source_get_name (json->base.source),
                                            self->text->str, self->text->len, self->line - 1);
  record->source = self->present;
}

static gboolean
jsonl_next (EquateRecordReader *reader, EquateRecord *record)
{
  JsonLines *self = (JsonLines *) reader;
  Json *json = &self->json;

  g_clear_pointer (&self->present, equate_source_free);
  if (!next_line (self, record))
    return FALSE;
  open_line (self, record);
  if (!equate_load_check_size (record, 0, reader->diagnostics))
    return TRUE;
  if (json->json)
    equate_json_reader_reset (json->json, self->present);
  else
    json->json = equate_json_reader_new (self->present, reader->diagnostics);
  if (!json->decoder)
    renew_decoder (json);
  if (equate_decoder_peek (json->decoder)->kind == EQUATE_EVENT_DOCUMENT_START)
    equate_decoder_next (json->decoder);
  read_object (json, record);
  finish_document (json);
  if (is_faulty (json))
    g_clear_pointer (&json->decoder, equate_decoder_free);
  return TRUE;
}

static void
jsonl_free (EquateRecordReader *reader)
{
  JsonLines *self = (JsonLines *) reader;

  close_json (&self->json);
  g_clear_pointer (&self->present, equate_source_free);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * equate_transcript_jsonl_new:
 * @source: (transfer none): the file
 * @arena: (transfer none): where transcripts are made
 * @diagnostics: (transfer none): receives what is wrong with a record
 *
 * Makes a reader of JSON Lines.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateRecordReader *
equate_transcript_jsonl_new (const EquateSource *source, EquateArena *arena,
                             EquateDiagnosticList *diagnostics)
{
  JsonLines *self = g_new0 (JsonLines, 1);

  open_json (&self->json, jsonl_next, jsonl_free, source, arena, diagnostics);
  self->line = 1;
  self->text = g_string_new (NULL);
  return &self->json.base;
}
