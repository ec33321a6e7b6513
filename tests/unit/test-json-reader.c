/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "json/json-reader.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/limits.h"
#include "findings.h"

/* The rest of the stream as signs: ( ) document, { } object, [ ] array, $ end; scalars begin with
 * = number or word, " string, 0 null, ! refused. */
static char *
trace (EquateJsonReader *reader)
{
  static const char *const signs[] = { "(", ")", "{", "}", "[", "]", "", "$" };
  static const char *const styles[] = { "=", "\"", "?", "0", "!" };
  GString *text = g_string_new (NULL);
  EquateEvent event;

  while (equate_event_reader_next (equate_json_reader_get_reader (reader), &event))
    {
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", signs[event.kind]);
      if (event.kind != EQUATE_EVENT_SCALAR)
        continue;
      g_assert_cmpint (event.text[event.length], ==, '\0');
      g_string_append (text, styles[event.style]);
      g_string_append_len (text, event.text, (gssize) event.length);
    }
  g_assert_cmpint (event.kind, ==, EQUATE_EVENT_STREAM_END);
  return g_string_free (text, FALSE);
}

#define VALID(text, events)                                                                        \
  {                                                                                                \
    text, sizeof (text) - 1, "( " events " ) $", ""                                                \
  }

typedef struct
{
  const char *json;
  gsize length;
  const char *events;
  const char *findings;
} Text;

static const Text valid[] = {
  VALID ("{}", "{ }"),
  VALID ("[]", "[ ]"),
  VALID (" \t\r\n{} \t\r\n", "{ }"),
  VALID ("\xef\xbb\xbf{}", "{ }"),
  VALID ("0", "=0"),
  VALID ("-0", "=-0"),
  VALID ("-0.0e-0", "=-0.0e-0"),
  VALID ("10", "=10"),
  VALID ("1.50", "=1.50"),
  VALID ("1E10", "=1E10"),
  VALID ("1e+10", "=1e+10"),
  VALID ("123456789012345678901234567890", "=123456789012345678901234567890"),
  VALID ("1e400", "=1e400"),
  VALID ("true", "?true"),
  VALID ("false", "?false"),
  VALID ("null", "0null"),
  VALID ("\"\"", "\""),
  VALID ("\"a\"", "\"a"),
  VALID ("\"NO\"", "\"NO"),
  VALID ("\"a\\\"b\"", "\"a\"b"),
  VALID ("\"\\\\ \\/ \\b\\f\\n\\r\\t\"", "\"\\ / \b\f\n\r\t"),
  VALID ("\"\\u0041\\u00e9\\u8BFE\"", "\"Aé课"),
  VALID ("\"\\uD83D\\uDE00\"", "\"😀"),
  VALID ("\"课程 \x7f\"", "\"课程 \x7f"),
  VALID ("\"\xe2\x80\xa8\"", "\"\xe2\x80\xa8"),
  VALID ("\"\xef\xbf\xbf\"", "\"\xef\xbf\xbf"),
  VALID ("[1,2]", "[ =1 =2 ]"),
  VALID ("[1 , \"a\" ,null]", "[ =1 \"a 0null ]"),
  VALID ("[[],[[]],{}]", "[ [ ] [ [ ] ] { } ]"),
  VALID ("{\"a\":1}", "{ \"a =1 }"),
  VALID ("{\"a\" : {\"a\" : []}, \"b\":[{\"a\":1},{\"a\":2}]}",
         "{ \"a { \"a [ ] } \"b [ { \"a =1 } { \"a =2 } ] }"),
  VALID ("{\"\":1,\"a\":2,\"A\":3,\"aa\":4}", "{ \" =1 \"a =2 \"A =3 \"aa =4 }"),
  VALID ("{\"a\\u0062\":1}", "{ \"ab =1 }"),
  VALID ("[\"*/\",\"//\",\"#\"]", "[ \"*/ \"// \"# ]"),
};

#define INVALID(text, events, place)                                                               \
  {                                                                                                \
    text, sizeof (text) - 1, events, place                                                         \
  }

static const Text invalid[] = {
  INVALID ("", "( $", "EQ009@1:1"),
  INVALID (" ", "( $", "EQ009@1:2"),
  INVALID ("[", "( [ $", "EQ009@1:2"),
  INVALID ("{", "( { $", "EQ009@1:2"),
  INVALID ("]", "( $", "EQ009@1:1"),
  INVALID ("[}", "( [ $", "EQ009@1:2"),
  INVALID ("{]", "( { $", "EQ009@1:2"),
  INVALID ("[1", "( [ =1 $", "EQ009@1:3"),
  INVALID ("[1}", "( [ =1 $", "EQ009@1:3"),
  INVALID ("[1 2]", "( [ =1 $", "EQ009@1:4"),
  INVALID ("[1,]", "( [ =1 $", "EQ009@1:4"),
  INVALID ("[,1]", "( [ $", "EQ009@1:2"),
  INVALID ("[1,,2]", "( [ =1 $", "EQ009@1:4"),
  INVALID ("[1:2]", "( [ =1 $", "EQ009@1:3"),
  INVALID ("{\"a\"}", "( { $", "EQ009@1:5"),
  INVALID ("{\"a\":}", "( { \"a $", "EQ009@1:6"),
  INVALID ("{\"a\":1,}", "( { \"a =1 $", "EQ009@1:8"),
  INVALID ("{\"a\" 1}", "( { $", "EQ009@1:6"),
  INVALID ("{\"a\":1 \"b\":2}", "( { \"a =1 $", "EQ009@1:8"),
  INVALID ("{\"a\":1", "( { \"a =1 $", "EQ009@1:7"),
  INVALID ("{a:1}", "( { $", "EQ009@1:2"),
  INVALID ("{'a':1}", "( { $", "EQ009@1:2"),
  INVALID ("{1:1}", "( { $", "EQ009@1:2"),
  INVALID ("{,}", "( { $", "EQ009@1:2"),
  INVALID ("'a'", "( $", "EQ009@1:1"),
  INVALID ("a", "( $", "EQ009@1:1"),
  INVALID ("True", "( $", "EQ009@1:1"),
  INVALID ("nul", "( $", "EQ009@1:1"),
  INVALID ("nulll", "( 0null $", "EQ009@1:5"),
  INVALID ("NaN", "( $", "EQ009@1:1"),
  INVALID ("-NaN", "( $", "EQ009@1:2"),
  INVALID ("Infinity", "( $", "EQ009@1:1"),
  INVALID ("-Infinity", "( $", "EQ009@1:2"),
  INVALID ("01", "( $", "EQ009@1:1"),
  INVALID ("-01", "( $", "EQ009@1:2"),
  INVALID ("00", "( $", "EQ009@1:1"),
  INVALID ("1.", "( $", "EQ009@1:3"),
  INVALID ("[1.]", "( [ $", "EQ009@1:4"),
  INVALID ("1.e1", "( $", "EQ009@1:3"),
  INVALID (".5", "( $", "EQ009@1:1"),
  INVALID ("-.5", "( $", "EQ009@1:2"),
  INVALID ("+1", "( $", "EQ009@1:1"),
  INVALID ("-", "( $", "EQ009@1:2"),
  INVALID ("--1", "( $", "EQ009@1:2"),
  INVALID ("1e", "( $", "EQ009@1:3"),
  INVALID ("1e+", "( $", "EQ009@1:4"),
  INVALID ("1e1.5", "( =1e1 $", "EQ009@1:4"),
  INVALID ("0x10", "( =0 $", "EQ009@1:2"),
  INVALID ("1_000", "( =1 $", "EQ009@1:2"),
  INVALID ("４", "( $", "EQ009@1:1"),
  INVALID ("1 2", "( =1 $", "EQ009@1:3"),
  INVALID ("{} {}", "( { } $", "EQ009@1:4"),
  INVALID ("[]]", "( [ ] $", "EQ009@1:3"),
  INVALID ("{}x", "( { } $", "EQ009@1:3"),
  INVALID ("[1] // x", "( [ =1 ] $", "EQ009@1:5"),
  INVALID ("/* x */ 1", "( $", "EQ009@1:1"),
  INVALID ("[1, # x\n2]", "( [ =1 $", "EQ009@1:5"),
  INVALID ("\"a", "( $", "EQ009@1:1"),
  INVALID ("\"", "( $", "EQ009@1:1"),
  INVALID ("\"a\\\"", "( $", "EQ009@1:1"),
  INVALID ("\"a\\", "( $", "EQ009@1:3"),
  INVALID ("\"a\nb\"", "( $", "EQ009@1:3"),
  INVALID ("\"a\tb\"", "( $", "EQ009@1:3"),
  INVALID ("\"\x1f\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\a\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\'\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\x41\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\U0041\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\u004\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\u004g\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\u", "( $", "EQ009@1:2"),
  INVALID ("\"课\\uD83D\"", "( $", "EQ009@1:3"),
  INVALID ("\"\\uD83Dx\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\uD83D\\n\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\uD83D\\uD83D\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\uDE00\"", "( $", "EQ009@1:2"),
  INVALID ("\"\\uDE00\\uD83D\"", "( $", "EQ009@1:2"),
  INVALID ("[\xc2\xa0"
           "1]",
           "( [ $", "EQ009@1:2"),
  INVALID ("[1\x0c]", "( [ =1 $", "EQ009@1:3"),
  INVALID ("\xef\xbb\xbf\xef\xbb\xbf{}", "( $", "EQ009@1:1"),
  /* encoding */
  INVALID ("{\"a\":\n\"\xe9\"}", "$", "EQ003@2:2"),
  INVALID ("\"\xed\xa0\x80\"", "$", "EQ003@1:2"),
  INVALID ("\"\xc0\x80\"", "$", "EQ003@1:2"),
  INVALID ("\"\xf4\x90\x80\x80\"", "$", "EQ003@1:2"),
  INVALID ("\"\0\"", "$", "EQ003@1:2"),
  INVALID ("[1]\0", "$", "EQ003@1:4"),
  INVALID ("\xff\xfe[\0]\0", "$", "EQ003@1:1"),
  /* keys: said, and the rest is read */
  INVALID ("{\"a\":1,\"a\":2}", "( { \"a =1 ! =2 } ) $", "EQ103@1:8"),
  INVALID ("{\"a\":1,\"\\u0061\":{},\"b\":3,\"a\":4}", "( { \"a =1 ! { } \"b =3 ! =4 } ) $",
           "EQ103@1:8 EQ103@1:26"),
  INVALID ("{\"\":1,\"\":2}", "( { \" =1 ! =2 } ) $", "EQ103@1:7"),
  INVALID ("{\"b\":{\"a\":1,\"b\":2},\"b\":3}", "( { \"b { \"a =1 \"b =2 } ! =3 } ) $",
           "EQ103@1:20"),
};

static void
check_text (const Text *text)
{
  g_autoptr (EquateSource) source
      = equate_source_new_static ("test.json", text->json, text->length, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateJsonReader) reader = equate_json_reader_new (source, list);
  g_autofree char *events = trace (reader);
  g_autofree char *found = findings (list);

  g_autofree char *shown = g_strescape (text->json, NULL);

  g_test_message ("%s", shown);
  g_assert_cmpstr (events, ==, text->events);
  g_assert_cmpstr (found, ==, text->findings);
}

static void
test_valid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    {
      cJSON *other = cJSON_ParseWithLengthOpts (valid[i].json, valid[i].length, NULL, FALSE);

      check_text (&valid[i]);
      g_assert_nonnull (other);
      cJSON_Delete (other);
    }
}

static void
test_invalid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    check_text (&invalid[i]);
}

/* RFC 8259 lets the escape stand; whoever makes a C string of it has to look. */
static void
test_escaped_nul (void)
{
  static const Text text = { "\"a\\u0000b\"", 10, NULL, NULL };
  g_autoptr (EquateSource) source
      = equate_source_new_static ("test.json", text.json, text.length, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateJsonReader) reader = equate_json_reader_new (source, list);
  EquateEvent event;

  equate_event_reader_next (equate_json_reader_get_reader (reader), &event);
  equate_event_reader_next (equate_json_reader_get_reader (reader), &event);
  g_assert_cmpmem (event.text, event.length, "a\0b", 3);
  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 0);
}

static void
test_spans (void)
{
  static const char json[] = "\xef\xbb\xbf{ \"课\" : [\"a\\n\", -1.5],\r\n\t\"b\":null}";
  static const char *const slices[]
      = { "", "{", "\"课\"", "[", "\"a\\n\"", "-1.5", "]", "\"b\"", "null", "}", "", "" };
  g_autoptr (EquateSource) source
      = equate_source_new_static ("test.json", json, sizeof json - 1, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateJsonReader) reader = equate_json_reader_new (source, list);
  EquateEvent event;

  for (guint i = 0; i < G_N_ELEMENTS (slices); i++)
    {
      g_assert_true (equate_event_reader_next (equate_json_reader_get_reader (reader), &event));

      g_autofree char *text = slice (event.span);

      g_assert_cmpstr (text, ==, slices[i]);
    }
  g_assert_false (equate_event_reader_next (equate_json_reader_get_reader (reader), &event));
}

/* What takes the square of the time does not end before the time limit of the tests. */
static void
check_made (char *json, const char *expected)
{
  g_autoptr (EquateSource) source = equate_source_new_take ("test.json", json, strlen (json), 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateJsonReader) reader = equate_json_reader_new (source, list);
  g_autofree char *events = trace (reader);
  g_autofree char *found = findings (list);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_limits (void)
{
  g_autofree char *open = repeat ("[", EQUATE_MAX_DEPTH);
  g_autofree char *close = repeat ("]", EQUATE_MAX_DEPTH);
  g_autofree char *longest = repeat ("1", EQUATE_MAX_SCALAR_SIZE);

  check_made (g_strconcat (open, close, NULL), "");
  check_made (g_strconcat (open, "[]", close, NULL), "EQ005@1:65");
  check_made (repeat ("[", 100000), "EQ005@1:65");
  check_made (repeat ("{\"a\":", 100000), "EQ005@1:321");
  check_made (g_strdup_printf ("[\"%s\", %s]", longest, longest), "");
  check_made (g_strdup_printf ("[\"%s1\", 1%s]", longest, longest), "EQ006@1:2 EQ006@1:65543");
  check_made (g_strdup_printf ("{\"%s1\": 1, \"a\": }", longest), "EQ006@1:2 EQ009@1:65551");
}

/* Many keys in one object, and many objects with the same ones. */
static void
test_many_keys (void)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < 1000; i++)
    g_string_append (json, "{\"a\": {\"a\": 1, \"b\": 2}, \"b\": [{\"a\": 3}]}, ");
  g_string_append_c (json, '{');
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (json, "\"key%u\": {\"key%u\": 1},\n", i, i);
  g_string_append (json, "\"key50000\": 1}]");
  check_made (g_strdup (json->str), "EQ103@100001:1");
}

static void
test_reset (void)
{
  static const char *const records[]
      = { "{\"a\":1}", "{\"a\":{\"b\":[1", "{\"a\":1,\"b\":2}", "\"\xff\"", "{\"a\\", "{\"a\":1}" };
  static const char *const events[]
      = { "( { \"a =1 } ) $", "( { \"a { \"b [ =1 $", "( { \"a =1 \"b =2 } ) $", "$", "( { $",
          "( { \"a =1 } ) $" };
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateSource) none = equate_source_new_static ("none", "", 0, 1);
  g_autoptr (EquateJsonReader) reader = equate_json_reader_new (none, list);

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (EquateSource) source
          = equate_source_new_static ("test.jsonl", records[i], strlen (records[i]), i + 1);

      equate_json_reader_reset (reader, source);

      g_autofree char *found = trace (reader);

      g_assert_cmpstr (found, ==, events[i]);
      equate_diagnostic_list_clear (list);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/json-reader/valid", test_valid);
  g_test_add_func ("/json-reader/invalid", test_invalid);
  g_test_add_func ("/json-reader/escaped-nul", test_escaped_nul);
  g_test_add_func ("/json-reader/spans", test_spans);
  g_test_add_func ("/json-reader/limits", test_limits);
  g_test_add_func ("/json-reader/many-keys", test_many_keys);
  g_test_add_func ("/json-reader/reset", test_reset);
  return g_test_run ();
}
