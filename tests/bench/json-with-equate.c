/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "json-bench.h"
#include "json/json-reader.h"

/* Ours hands out events and builds no tree. */
struct _JsonBench
{
  EquateDiagnosticList *diagnostics; /* owned */
  EquateJsonReader *reader;          /* owned, nullable */
};

/* Whether an event is a key follows from where it stands: in an object every other one is. */
typedef struct
{
  gboolean object;
  gboolean after_key;
} Level;

static void
count_ours (JsonCounts *counts, EquateEventReader *reader)
{
  EquateEvent event;
  Level levels[64] = { { FALSE, FALSE } };
  guint depth = 0;
  while (equate_event_reader_next (reader, &event) && event.kind != EQUATE_EVENT_STREAM_END)
    {
      Level *level = &levels[depth];
      gboolean scalar = event.kind == EQUATE_EVENT_SCALAR;
      gboolean key = scalar && level->object && !level->after_key;
      counts->objects += event.kind == EQUATE_EVENT_MAPPING_START;
      counts->arrays += event.kind == EQUATE_EVENT_SEQUENCE_START;
      counts->keys += key;
      counts->scalars += scalar && !key;
      if (event.kind == EQUATE_EVENT_MAPPING_END || event.kind == EQUATE_EVENT_SEQUENCE_END)
        level = &levels[--depth];
      level->after_key = key;
      if (event.kind == EQUATE_EVENT_MAPPING_START || event.kind == EQUATE_EVENT_SEQUENCE_START)
        levels[++depth] = (Level){ event.kind == EQUATE_EVENT_MAPPING_START, FALSE };
    }
}

JsonBench *
json_bench_new (void)
{
  JsonBench *bench = g_new0 (JsonBench, 1);
  bench->diagnostics = equate_diagnostic_list_new ();
  return bench;
}

void
json_bench_free (JsonBench *bench)
{
  g_clear_pointer (&bench->reader, equate_json_reader_free);
  equate_diagnostic_list_free (bench->diagnostics);
  g_free (bench);
}

void
json_bench_read (JsonBench *bench, const char *line, gsize length, JsonCounts *counts)
{
  g_autoptr (EquateSource) source = equate_source_new_static ("line", line, length, 1);
  if (bench->reader == NULL)
    bench->reader = equate_json_reader_new (source, bench->diagnostics);
  else
    equate_json_reader_reset (bench->reader, source);
  count_ours (counts, equate_json_reader_get_reader (bench->reader));
  g_assert (equate_diagnostic_list_get_length (bench->diagnostics) == 0);
}
