/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-json.h"

#include "json/json-reader.h"
#include "load/load-transcript-fields.h"

typedef struct
{
  EquateRecordReader base;
  EquateJsonReader *json; /* owned, nullable: before the first record */
  EquateDecoder *decoder; /* owned, nullable: also behind a fault */
} JsonReader;

/* Before a value that should be a transcript. */
static void
read_object (JsonReader *self, EquateRecord *record)
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
finish_document (JsonReader *self)
{
  EquateEventReader *reader = equate_json_reader_get_reader (self->json);
  EquateEvent event;

  while (equate_event_reader_next (reader, &event) && event.kind != EQUATE_EVENT_STREAM_END)
    ;
}

static void
json_read (EquateRecordReader *reader, EquateRecord *record)
{
  JsonReader *self = (JsonReader *) reader;

  if (self->json)
    equate_json_reader_reset (self->json, record->source);
  else
    self->json = equate_json_reader_new (record->source, reader->diagnostics);
  if (!self->decoder)
    self->decoder = equate_decoder_new (equate_json_reader_get_reader (self->json), reader->arena,
                                        reader->diagnostics);
  if (equate_decoder_peek (self->decoder)->kind == EQUATE_EVENT_DOCUMENT_START)
    equate_decoder_next (self->decoder);
  read_object (self, record);
  finish_document (self);
  if (equate_diagnostic_list_get_length (reader->diagnostics) > 0)
    g_clear_pointer (&self->decoder, equate_decoder_free);
}

static void
json_free (EquateRecordReader *reader)
{
  JsonReader *self = (JsonReader *) reader;

  g_clear_pointer (&self->decoder, equate_decoder_free);
  g_clear_pointer (&self->json, equate_json_reader_free);
  g_free (self);
}

/**
 * equate_transcript_json_new:
 *
 * Makes a reader of JSON objects: of lines, of the items of an array, or of one alone.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateRecordReader *
equate_transcript_json_new (void)
{
  JsonReader *self = g_new0 (JsonReader, 1);

  self->base.read = json_read;
  self->base.free = json_free;
  return &self->base;
}
