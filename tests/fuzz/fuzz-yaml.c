/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Any bytes as YAML: nesting is balanced as long as nothing is wrong, every place lies in the text,
 * and the decoder comes to an end.
 */
#include <string.h>

#include "base/limits.h"
#include "yaml/yaml-decode.h"
#include "yaml/yaml-stream.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

typedef struct
{
  EquateSpan span;
  EquateCode code;
  EquateText title;
  EquateDecimal credits;
  EquatePeriod valid;
  EquateList aliases; /* EquateCode */
  EquateList rules;   /* Record, read as this one */
} Record;

static void decode_rules (EquateDecoder *decoder, gpointer field);

static const EquateField fields[] = {
  { "code", EQUATE_FIELD_CODE, G_STRUCT_OFFSET (Record, code), EQUATE_FIELD_REQUIRED },
  { "title", EQUATE_FIELD_L10N, G_STRUCT_OFFSET (Record, title) },
  { "credits", EQUATE_FIELD_CREDITS, G_STRUCT_OFFSET (Record, credits) },
  { "valid", EQUATE_FIELD_PERIOD, G_STRUCT_OFFSET (Record, valid) },
  { "aliases", EQUATE_FIELD_CODE, G_STRUCT_OFFSET (Record, aliases), EQUATE_FIELD_ONE_OR_LIST },
  { "rules", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (Record, rules), 0, NULL, decode_rules },
};
EQUATE_RECORD_TYPE (record_type, "record", Record, fields);

static void
decode_rule (EquateDecoder *decoder, gpointer item)
{
  equate_decode_record (decoder, &record_type, item);
}

static void
decode_rules (EquateDecoder *decoder, gpointer field)
{
  equate_decode_list (decoder, sizeof (Record), decode_rule, TRUE, field);
}

static void
walk (const EquateSource *source, gsize length)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateYamlStream) stream = equate_yaml_stream_new (source, list);
  EquateEvent event;
  gint depth = 0;

  while (equate_event_reader_next (equate_yaml_stream_get_reader (stream), &event))
    {
      g_assert_true (event.span.source == source);
      g_assert_cmpuint (event.span.offset, <=, length);
      g_assert_cmpuint (event.span.length, <=, length - event.span.offset);
      if (event.kind == EQUATE_EVENT_MAPPING_START || event.kind == EQUATE_EVENT_SEQUENCE_START)
        depth++;
      else if (event.kind == EQUATE_EVENT_MAPPING_END || event.kind == EQUATE_EVENT_SEQUENCE_END)
        depth--;
      else if (event.kind == EQUATE_EVENT_SCALAR)
        {
          g_assert_cmpuint (event.length, <=, EQUATE_MAX_SCALAR_SIZE);
          g_assert_cmpint (event.text[event.length], ==, '\0');
        }
      g_assert_cmpint (depth, >=, 0);
      g_assert_cmpint (depth, <=, EQUATE_MAX_DEPTH);
    }
  if (equate_diagnostic_list_get_length (list) == 0)
    g_assert_cmpint (depth, ==, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  char *text = g_malloc0 (size + 1);

  if (size > 0)
    memcpy (text, data, size);

  g_autoptr (EquateSource) source = equate_source_new_take ("fuzz.yaml", text, size, 1);
  gsize length;

  equate_source_get_data (source, &length);
  walk (source, length);

  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateArena) arena = equate_arena_new ();
  g_autoptr (EquateYamlStream) stream = equate_yaml_stream_new (source, list);
  g_autoptr (EquateDecoder) decoder
      = equate_decoder_new (equate_yaml_stream_get_reader (stream), arena, list);
  EquateSpan span;

  while (equate_decoder_next_document (decoder, "record/1", &span))
    {
      Record record = { .code = { NULL } };

      if (equate_decode_document (decoder, &record_type, &record))
        g_assert_nonnull (record.code.key);
    }
  equate_diagnostic_list_sort (list);
  return 0;
}
