/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-stream.h"

#include <string.h>

#include "base/event.h"
#include "base/limits.h"
#include "findings.h"

/* Events as signs: ( ) document, { } mapping, [ ] list, $ end; scalars begin with = plain, "
 * quoted, ! refused. */
static char *
trace (const EquateSource *source, EquateDiagnosticList *list)
{
  static const char *const signs[] = { "(", ")", "{", "}", "[", "]", "", "$" };
  static const char *const styles[] = { "=", "\"", "?", "null", "!" };
  g_autoptr (EquateYamlStream) stream = equate_yaml_stream_new (source, list);
  EquateEventReader *reader = equate_yaml_stream_get_reader (stream);
  GString *text = g_string_new (NULL);
  EquateEvent event;

  while (equate_event_reader_next (reader, &event))
    {
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", signs[event.kind]);
      if (event.kind == EQUATE_EVENT_SCALAR)
        g_string_append_printf (text, "%s%s", styles[event.style], event.text);
    }
  g_assert_cmpint (event.kind, ==, EQUATE_EVENT_STREAM_END);
  g_assert_false (equate_event_reader_next (reader, &event));
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *yaml;
  const char *events;
  const char *findings;
} texts[] = {
  { "", "$", "" },
  { "# nothing but a comment\n", "$", "" },
  { "---\n---\n", "( = ) ( = ) $", "" },
  { "a: b\n", "( { =a =b } ) $", "" },
  { "a: 'b'\n", "( { =a \"b } ) $", "" },
  { "a: |\n  b\n", "( { =a \"b\n } ) $", "" },
  { "a:\nb: ~\n", "( { =a = =b =~ } ) $", "" },
  { "- [x, {y: z}]\n", "( [ [ =x { =y =z } ] ] ) $", "" },
  { "a: ! b\n", "( { =a =b } ) $", "" },
  { "\xef\xbb\xbf"
    "a: b\n",
    "( { =a =b } ) $", "" },
  { "%YAML 1.1\n---\na: b\n", "( { =a =b } ) $", "" },
  /* anchors, aliases, tags, merge keys: each said, the reading goes on */
  { "a: &x b\nc: *x\n", "( { =a =b =c ! } ) $", "EQ007@1:4 EQ007@2:4" },
  { "- &x [1]\n- &y {k: v}\n- *x\n", "( [ [ =1 ] { =k =v } ! ] ) $",
    "EQ007@1:3 EQ007@2:3 EQ007@3:3" },
  { "*x : b\n", "( { ! =b } ) $", "EQ007@1:1" },
  { "a: !!int 1\n", "( { =a =1 } ) $", "EQ008@1:4" },
  { "a: !t &x 1\nb: &y !t 1\n", "( { =a =1 =b =1 } ) $",
    "EQ007@1:7 EQ008@1:4 EQ007@2:4 EQ008@2:7" },
  { "a: !!map\n  b: c\n", "( { =a { =b =c } } ) $", "EQ008@1:4" },
  { "a: !<tag:x> 1\n", "( { =a =1 } ) $", "EQ008@1:4" },
  { "%TAG ! tag:x,2000:\n---\na: b\n", "( { =a =b } ) $", "EQ008@1:1" },
  { "%YAML 1.1\n%TAG ! tag:x,2000:\n---\na: b\n", "( { =a =b } ) $", "EQ008@2:1" },
  { "<<: {a: b}\n", "( { ! { =a =b } } ) $", "EQ008@1:1" },
  { "'<<': a\nb: <<\n- ", "( { \"<< =a =b =<< $", "EQ004@3:1" },
  /* syntax */
  { "a: [b\nc: d\n", "( { =a [ =b c $", "EQ004@2:2" },
  { "a: [b\n", "( { =a [ =b $", "EQ004@1:6" },
  { "a: {b: c\n", "( { =a { =b =c $", "EQ004@1:9" },
  { "a: \"x\n", "( { =a $", "EQ004@1:4" },
  { "a: b: c\n", "( { =a =b $", "EQ004@1:5" },
  { "a: b\n  c: d\n", "( { =a =b c $", "EQ004@2:4" },
  { "a: b\n c\nd\n", "( { =a =b c $", "EQ004@3:1" },
  { "a:\n  - b\n c: d\n", "( { =a [ =b ] $", "EQ004@3:2" },
  { "a: @b\n", "( { =a $", "EQ004@1:4" },
  { "a:\n\t- b\n", "( { =a $", "EQ004@2:1" },
  { "a: \"\\q\"\n", "( { =a $", "EQ004@1:5" },
  { "a: \"\\ud800\"\n", "( { =a $", "EQ004@1:7" },
  { "a: *\n", "( { =a $", "EQ004@1:5" },
  { "a: !u!t b\n", "( { =a $", "EQ004@1:4" },
  { "%FOO\n---\na: b\n", "$", "EQ004@1:5" },
  { "%YAML 3.0\n---\na: b\n", "$", "EQ004@1:1" },
  { "课: a\x01\n", "$", "EQ004@1:5" },
  { "a: b\n}\n", "( { =a =b $", "EQ004@2:1" },
  { " a: b\nc: d\n", "( { =a =b } ) $", "EQ004@2:1" },
  /* encoding */
  { "a: b\nc: \xb8\n", "$", "EQ003@2:4" },
  { "\xff\xfe"
    "a\n",
    "$", "EQ003@1:1" },
};

static void
test_events (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *yaml = texts[i].yaml;
      g_autoptr (EquateSource) source
          = equate_source_new_static ("test.yaml", yaml, strlen (yaml), 1);
      g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
      g_autofree char *events = trace (source, list);
      g_autofree char *found = findings (list);

      g_test_message ("case %u", i);
      g_assert_cmpstr (events, ==, texts[i].events);
      g_assert_cmpstr (found, ==, texts[i].findings);
    }
}

/* The spans of all scalars and of what begins a container, each behind |; a mapping or list
 * without brackets begins with nothing, or with its first dash. */
static const struct
{
  const char *yaml;
  const char *slices;
} spans[] = {
  { "a: b  # c\n", "||a|b" },
  { "课程: 数学 # 注\n学分: \"四\"\n", "||课程|数学|学分|\"四\"" },
  { "课: 好\r\n名: 电路\r\n", "||课|好|名|电路" },
  { "\xef\xbb\xbf课: 好\r\n\r\n名: 电路\r\n", "||课|好|名|电路" },
  { "😀: é\nb: ü\n", "||😀|é|b|ü" },
  { "好: b\xc2\x85"
    "c: d\xe2\x80\xa8"
    "e: f\n",
    "||好|b|c|d|e|f" },
  { "a: 'x\n  课'\nb: 好\n", "||a|'x\n  课'|b|好" },
  { "a: plain\n  课\nb: 好\n", "||a|plain\n  课|b|好" },
  { "a: |\r\n  课\r\n  x\r\nb: >-\n  好\nc: 好\n", "||a|||b|>-|c|好" },
  { "- 课\n- {好: [b, c]}\n", "||课|{|好|[|b|c" },
  { "课:\n- 好\n-\n  - b\n", "||课|-|好||b" },
  { "{课: , 好}\n", "|{|课||好|" },
};

static void
test_spans (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (EquateSource) source
          = equate_source_new_static ("test.yaml", spans[i].yaml, strlen (spans[i].yaml), 1);
      g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
      g_autoptr (EquateYamlStream) stream = equate_yaml_stream_new (source, list);
      g_autoptr (GString) slices = g_string_new (NULL);
      EquateEvent event;

      while (equate_event_reader_next (equate_yaml_stream_get_reader (stream), &event))
        {
          g_autofree char *text = slice (event.span);

          if (event.kind == EQUATE_EVENT_SCALAR || event.kind == EQUATE_EVENT_MAPPING_START
              || event.kind == EQUATE_EVENT_SEQUENCE_START)
            g_string_append_printf (slices, "|%s", text);
        }
      g_test_message ("case %u", i);
      g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 0);
      g_assert_cmpstr (slices->str, ==, spans[i].slices);
    }
}

/* What takes the square of the time does not end before the time limit of the tests. */
static void
check_made (char *yaml, const char *expected)
{
  g_autoptr (EquateSource) source = equate_source_new_take ("test.yaml", yaml, strlen (yaml), 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autofree char *events = trace (source, list);
  g_autofree char *found = findings (list);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_depth (void)
{
  g_autofree char *open = repeat ("[", EQUATE_MAX_DEPTH);
  g_autofree char *close = repeat ("]", EQUATE_MAX_DEPTH);
  g_autofree char *keys = repeat ("{a: ", 100000);

  check_made (g_strconcat (open, close, NULL), "");
  check_made (g_strconcat (open, "[]", close, NULL), "EQ005@1:65");
  check_made (repeat ("[", 100000), "EQ005@1:65");
  check_made (repeat ("- ", 100000), "EQ005@1:129");
  check_made (g_strdup (keys), "EQ005@1:257");
}

static void
test_long_scalars (void)
{
  g_autofree char *longest = repeat ("x", EQUATE_MAX_SCALAR_SIZE);

  check_made (g_strdup_printf ("a: %s\nb: c\n", longest), "");
  check_made (g_strdup_printf ("a: %sx\nb: *c\n", longest), "EQ006@1:4 EQ007@2:4");
  check_made (g_strdup_printf ("a: |\n  x%s\nb: *c\n", longest), "EQ006@1:4 EQ007@3:4");
}

/* Nine aliases of nine aliases …: nothing is ever expanded. */
static void
test_alias_bomb (void)
{
  g_autoptr (GString) yaml = g_string_new ("a0: &a0 x\n");

  for (guint i = 1; i < 30; i++)
    g_string_append_printf (yaml, "a%u: &a%u [*a%u, *a%u, *a%u]\n", i, i, i - 1, i - 1, i - 1);

  g_autoptr (EquateSource) source = equate_source_new_static ("test.yaml", yaml->str, yaml->len, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autofree char *events = trace (source, list);

  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 30 + 29 * 3);
}

static void
test_directive_bomb (void)
{
  g_autoptr (GString) yaml = g_string_new (NULL);

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (yaml, "%%TAG !x%u! tag:x,2000:\n", i);
  g_string_append (yaml, "---\na: b\n");
  check_made (g_strdup (yaml->str), "EQ008@65:1");
}

static void
test_nul (void)
{
  static const char yaml[] = "a: b\nc: \0d\n";
  g_autoptr (EquateSource) source
      = equate_source_new_static ("test.yaml", yaml, sizeof yaml - 1, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autofree char *events = trace (source, list);
  g_autofree char *found = findings (list);

  g_assert_cmpstr (events, ==, "$");
  g_assert_cmpstr (found, ==, "EQ003@2:4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/yaml-stream/events", test_events);
  g_test_add_func ("/yaml-stream/spans", test_spans);
  g_test_add_func ("/yaml-stream/depth", test_depth);
  g_test_add_func ("/yaml-stream/long-scalars", test_long_scalars);
  g_test_add_func ("/yaml-stream/alias-bomb", test_alias_bomb);
  g_test_add_func ("/yaml-stream/directive-bomb", test_directive_bomb);
  g_test_add_func ("/yaml-stream/nul", test_nul);
  return g_test_run ();
}
