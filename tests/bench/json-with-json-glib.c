/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <json-glib/json-glib.h>

#include "json-bench.h"

static void count_json_glib (JsonCounts *counts, JsonNode *node);

static void
count_member (JsonObject *object, const char *name, JsonNode *node, gpointer data)
{
  ((JsonCounts *) data)->keys++;
  count_json_glib (data, node);
}

static void
count_element (JsonArray *array, guint index, JsonNode *node, gpointer data)
{
  count_json_glib (data, node);
}

static void
count_json_glib (JsonCounts *counts, JsonNode *node)
{
  counts->objects += JSON_NODE_HOLDS_OBJECT (node);
  counts->arrays += JSON_NODE_HOLDS_ARRAY (node);
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), count_member, counts);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), count_element, counts);
  else
    counts->scalars++;
}

struct _JsonBench
{
  JsonParser *parser; /* owned */
};

JsonBench *
json_bench_new (void)
{
  JsonBench *bench = g_new0 (JsonBench, 1);
  bench->parser = json_parser_new ();
  return bench;
}

void
json_bench_free (JsonBench *bench)
{
  g_object_unref (bench->parser);
  g_free (bench);
}

void
json_bench_read (JsonBench *bench, const char *line, gsize length, JsonCounts *counts)
{
  json_parser_load_from_data (bench->parser, line, (gssize) length, NULL);
  count_json_glib (counts, json_parser_get_root (bench->parser));
}
