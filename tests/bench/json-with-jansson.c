/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <jansson.h>

#include "json-bench.h"

static void
count_jansson (JsonCounts *counts, json_t *value)
{
  const char *key;
  json_t *child;
  size_t index;
  counts->objects += json_is_object (value);
  counts->arrays += json_is_array (value);
  counts->scalars += !json_is_object (value) && !json_is_array (value);
  json_object_foreach (value, key, child)
    {
      counts->keys++;
      count_jansson (counts, child);
    }
  json_array_foreach (value, index, child)
    count_jansson (counts, child);
}

JsonBench *
json_bench_new (void)
{
  return NULL;
}

void
json_bench_free (JsonBench *bench)
{
}

void
json_bench_read (JsonBench *bench, const char *line, gsize length, JsonCounts *counts)
{
  json_t *value = json_loadb (line, length, JSON_REJECT_DUPLICATES, NULL);
  count_jansson (counts, value);
  json_decref (value);
}
