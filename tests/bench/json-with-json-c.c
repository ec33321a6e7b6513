/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <json-c/json.h>

#include "json-bench.h"

static void
count_json_c (JsonCounts *counts, json_object *value)
{
  if (json_object_is_type (value, json_type_object))
    {
      counts->objects++;
      json_object_object_foreach (value, key, child)
        {
          counts->keys += key != NULL;
          count_json_c (counts, child);
        }
      return;
    }
  gboolean array = json_object_is_type (value, json_type_array);
  counts->arrays += array;
  counts->scalars += !array;
  for (size_t i = 0; array && i < json_object_array_length (value); i++)
    count_json_c (counts, json_object_array_get_idx (value, i));
}

struct _JsonBench
{
  json_tokener *tokener; /* owned */
};

JsonBench *
json_bench_new (void)
{
  JsonBench *bench = g_new0 (JsonBench, 1);
  bench->tokener = json_tokener_new ();
  return bench;
}

void
json_bench_free (JsonBench *bench)
{
  json_tokener_free (bench->tokener);
  g_free (bench);
}

void
json_bench_read (JsonBench *bench, const char *line, gsize length, JsonCounts *counts)
{
  json_object *value = json_tokener_parse_ex (bench->tokener, line, (int) length);
  count_json_c (counts, value);
  json_object_put (value);
  json_tokener_reset (bench->tokener);
}
