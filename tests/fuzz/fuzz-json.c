/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Any bytes as JSON: nesting is balanced, every place lies in the text, and what is found right is
 * found right by cJSON as well, which refuses less.
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "base/limits.h"
#include "json/json-reader.h"

/* cJSON gives up on numbers longer than this. */
#define OTHER_MAX_NUMBER 60

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static gboolean
walk (EquateJsonReader *reader, const EquateSource *source, gsize length)
{
  gboolean long_number = FALSE;
  EquateEvent event;
  gint depth = 0;

  while (equate_event_reader_next (equate_json_reader_get_reader (reader), &event))
    {
      g_assert_true (event.span.source == source);
      g_assert_cmpuint (event.span.offset, <=, length);
      g_assert_cmpuint (event.span.length, <=, length - event.span.offset);
      if (event.kind == EQUATE_EVENT_MAPPING_START || event.kind == EQUATE_EVENT_SEQUENCE_START)
        depth++;
      else if (event.kind == EQUATE_EVENT_MAPPING_END || event.kind == EQUATE_EVENT_SEQUENCE_END)
        depth--;
      else if (event.kind == EQUATE_EVENT_DOCUMENT_END)
        g_assert_cmpint (depth, ==, 0);
      else if (event.kind == EQUATE_EVENT_SCALAR)
        {
          long_number |= event.style == EQUATE_SCALAR_PLAIN && event.length > OTHER_MAX_NUMBER;
          g_assert_true (g_utf8_validate (event.text, (gssize) strlen (event.text), NULL));
          g_assert_cmpint (event.text[event.length], ==, '\0');
        }
      g_assert_cmpint (depth, >=, 0);
      g_assert_cmpint (depth, <=, EQUATE_MAX_DEPTH);
    }
  return long_number;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  char *text = g_malloc0 (size + 1);

  if (size > 0)
    memcpy (text, data, size);

  g_autoptr (EquateSource) source = equate_source_new_take ("fuzz.json", text, size, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateJsonReader) reader = equate_json_reader_new (source, list);
  gsize length;
  const char *start = equate_source_get_data (source, &length);
  gboolean long_number = walk (reader, source, length);
  guint n_faults = equate_diagnostic_list_get_length (list);

  if (n_faults == 0 && !long_number)
    {
      cJSON *other = cJSON_ParseWithLengthOpts (start, length + 1, NULL, TRUE);

      g_assert_nonnull (other);
      cJSON_Delete (other);
    }

  /* The same again, with buffers that hold what is left of the first time. */
  equate_json_reader_reset (reader, source);
  walk (reader, source, length);
  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 2 * n_faults);
  return 0;
}
