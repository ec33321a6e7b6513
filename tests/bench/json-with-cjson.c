/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <cjson/cJSON.h>

#include "json-bench.h"

static void
count_cjson (JsonCounts *counts, const cJSON *value)
{
  counts->objects += cJSON_IsObject (value);
  counts->arrays += cJSON_IsArray (value);
  counts->scalars += !cJSON_IsObject (value) && !cJSON_IsArray (value);
  for (const cJSON *child = value->child; child != NULL; child = child->next)
    {
      counts->keys += child->string != NULL;
      count_cjson (counts, child);
    }
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
  cJSON *value = cJSON_ParseWithLength (line, length);
  count_cjson (counts, value);
  cJSON_Delete (value);
}
