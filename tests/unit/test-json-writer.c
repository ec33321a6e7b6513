/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/json-writer.h"

#include <cjson/cJSON.h>
#include <string.h>

static void
write_sample (EquateJsonWriter *writer)
{
  equate_json_writer_begin (writer, '{');
  equate_json_writer_key (writer, "empty");
  equate_json_writer_begin (writer, '[');
  equate_json_writer_end (writer, ']');
  equate_json_writer_key (writer, "list");
  equate_json_writer_begin (writer, '[');
  equate_json_writer_integer (writer, G_MININT64);
  equate_json_writer_integer (writer, 0);
  equate_json_writer_boolean (writer, TRUE);
  equate_json_writer_begin (writer, '{');
  equate_json_writer_end (writer, '}');
  equate_json_writer_end (writer, ']');
  equate_json_writer_member (writer, "left-out", NULL);
  equate_json_writer_member (writer, "text", "a");
  equate_json_writer_member_decimal (writer, "credits", 7500);
  equate_json_writer_end (writer, '}');
}

static void
test_shapes (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  EquateJsonWriter writer;

  equate_json_writer_init (&writer, out, FALSE);
  write_sample (&writer);
  g_assert_cmpstr (out->str, ==,
                   "{\"empty\":[],\"list\":[-9223372036854775808,0,true,{}],\"text\":\"a\","
                   "\"credits\":\"7.5\"}");
  g_string_truncate (out, 0);
  equate_json_writer_init (&writer, out, TRUE);
  write_sample (&writer);
  g_assert_cmpstr (out->str, ==,
                   "{\n  \"empty\": [],\n  \"list\": [\n    -9223372036854775808,\n    0,\n"
                   "    true,\n    {}\n  ],\n  \"text\": \"a\",\n  \"credits\": \"7.5\"\n}");
}

static void
test_escapes (void)
{
  static const struct
  {
    const char *text;
    const char *json;
  } cases[] = {
    { "", "\"\"" },
    { "plain", "\"plain\"" },
    { "\"\\/", "\"\\\"\\\\/\"" },
    { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
    { "\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"" },
    { "电路 Łódź \xf0\x9f\x8e\x93", "\"电路 Łódź \xf0\x9f\x8e\x93\"" },
    { "end\n", "\"end\\n\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      EquateJsonWriter writer;
      cJSON *parsed;

      equate_json_writer_init (&writer, out, FALSE);
      equate_json_writer_string (&writer, cases[i].text);
      g_assert_cmpstr (out->str, ==, cases[i].json);
      parsed = cJSON_Parse (out->str);
      g_assert_cmpstr (cJSON_GetStringValue (parsed), ==, cases[i].text);
      cJSON_Delete (parsed);
    }
}

/* The buffer grows in the middle of texts of all lengths. */
static void
test_growth (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  EquateJsonWriter writer;
  gsize expected = 2;

  equate_json_writer_init (&writer, out, FALSE);
  equate_json_writer_begin (&writer, '[');
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *text = g_strnfill (i % 700, 'x');

      equate_json_writer_string (&writer, text);
      expected += i % 700 + 2 + (i > 0);
    }
  equate_json_writer_end (&writer, ']');
  g_assert_cmpuint (out->len, ==, expected);
  g_assert_cmpuint (strlen (out->str), ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-writer/shapes", test_shapes);
  g_test_add_func ("/json-writer/escapes", test_escapes);
  g_test_add_func ("/json-writer/growth", test_growth);
  return g_test_run ();
}
