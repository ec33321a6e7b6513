/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A text with all that is needed to decode it.
 */
#pragma once

#include <string.h>

#include "yaml/yaml-decode.h"
#include "yaml/yaml-stream.h"
#include "json/json-reader.h"

/* A text being read. */
typedef struct
{
  EquateSource *source;
  EquateArena *arena;
  EquateDiagnosticList *list;
  EquateYamlStream *stream;
  EquateJsonReader *json;
  EquateDecoder *decoder;
} Reading;

static inline void
reading_open (Reading *reading, const char *text, gboolean json)
{
  EquateEventReader *reader;

  *reading = (Reading){ 0 };
  reading->source = equate_source_new_static ("test", text, strlen (text), 1);
  reading->arena = equate_arena_new ();
  reading->list = equate_diagnostic_list_new ();
  if (json)
    {
      reading->json = equate_json_reader_new (reading->source, reading->list);
      reader = equate_json_reader_get_reader (reading->json);
    }
  else
    {
      reading->stream = equate_yaml_stream_new (reading->source, reading->list);
      reader = equate_yaml_stream_get_reader (reading->stream);
    }
  reading->decoder = equate_decoder_new (reader, reading->arena, reading->list);
}

static inline void
reading_close (Reading *reading)
{
  equate_decoder_free (reading->decoder);
  g_clear_pointer (&reading->stream, equate_yaml_stream_free);
  g_clear_pointer (&reading->json, equate_json_reader_free);
  equate_diagnostic_list_free (reading->list);
  equate_arena_free (reading->arena);
  equate_source_free (reading->source);
}
