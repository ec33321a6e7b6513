/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-yaml.h"

#include "load/load-transcript-fields.h"
#include "yaml/yaml-stream.h"

static void
yaml_read (EquateRecordReader *reader, EquateRecord *record)
{
  g_autoptr (EquateYamlStream) stream
      = equate_yaml_stream_new (record->source, reader->diagnostics);
  g_autoptr (EquateDecoder) decoder = equate_decoder_new (equate_yaml_stream_get_reader (stream),
                                                          reader->arena, reader->diagnostics);
  EquateSpan span = { record->source, 0, 0 };

  record->transcript = equate_load_next_transcript (decoder, NULL);
  if (record->transcript || equate_diagnostic_list_get_length (reader->diagnostics) > 0)
    return;
  equate_diagnostic_set_label (
      equate_diagnostic_list_add (reader->diagnostics, EQUATE_DIAGNOSTIC_WRONG_SHAPE, span,
                                  "a transcript is a mapping"),
      "this document is empty");
}

static void
yaml_free (EquateRecordReader *reader)
{
  g_free (reader);
}

/**
 * equate_transcript_yaml_new:
 *
 * Makes a reader of YAML documents.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateRecordReader *
equate_transcript_yaml_new (void)
{
  EquateRecordReader *self = g_new0 (EquateRecordReader, 1);

  self->read = yaml_read;
  self->free = yaml_free;
  return self;
}
