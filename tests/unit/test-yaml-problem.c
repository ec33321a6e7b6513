/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-problem.h"

#include <string.h>

#include "findings.h"

/* The parser's own words, and what is made of them. */
static const struct
{
  const char *context; /* nullable */
  const char *problem;
  guint32 offset; /* of the problem; the context is at 0 */
  const char *finding;
  const char *message; /* part of it */
  const char *label;   /* nullable */
  const char *help;    /* part of it; NULL: none */
} rows[] = {
  { "while parsing a block mapping", "did not find expected key", 5, "EQ004@2:1", "a key was",
    "what it belongs to begins in line 1", "indent this line" },
  { "while parsing a flow sequence", "did not find expected ',' or ']'", 2, "EQ004@1:3",
    "the list is not closed", NULL, "`]` behind the last" },
  { NULL, "mapping values are not allowed in this context", 2, "EQ004@1:3", "a second `: `", NULL,
    "quotes" },
  /* What is missing is looked for where it should have stood. */
  { "while scanning a simple key", "could not find expected ':'", 5, "EQ004@1:1",
    "the colon behind a key is missing", NULL, "key: value" },
  { "while scanning a quoted scalar", "found unexpected end of stream", 9, "EQ004@1:1",
    "the closing quote is missing", NULL, "close the quote" },
  /* At the end of the text the last word is a better place. */
  { NULL, "did not find expected <document start>", 9, "EQ004@2:4", "the document has ended", NULL,
    "`---`" },
  { "while scanning for the next token", "found character that cannot start any token", 5,
    "EQ004@2:1", "a value cannot begin with this sign", NULL, "quotes" },
  { "while doing something new", "found something new", 5, "EQ004@2:1",
    "the YAML cannot be read: found something new", "what it belongs to begins in line 1", NULL },
};

static void
test_problems (void)
{
  static const char text[] = "a: b\n@ d\n";

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquateSource) source = equate_source_new_static ("test", text, strlen (text), 1);
      g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
      const yaml_parser_t parser
          = { .error = YAML_PARSER_ERROR, .context = rows[i].context, .problem = rows[i].problem };

      equate_yaml_report_problem (list, source, &parser, rows[i].offset, 0);
      g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 1);
      const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (list, 0);
      g_autofree char *found = findings (list);

      g_test_message ("%s: %s, %s", rows[i].problem, found, diagnostic->message);
      g_assert_cmpstr (found, ==, rows[i].finding);
      g_assert_nonnull (strstr (diagnostic->message, rows[i].message));
      g_assert_cmpstr (diagnostic->label, ==, rows[i].label);
      if (rows[i].help == NULL)
        g_assert_null (diagnostic->help);
      else
        g_assert_nonnull (strstr (diagnostic->help, rows[i].help));
    }
}

static void
test_characters (void)
{
  g_autoptr (EquateSource) source = equate_source_new_static ("test", "a: \x01\n\tb\n", 8, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  const yaml_parser_t control = { .error = YAML_READER_ERROR, .problem_value = 1 };
  const yaml_parser_t tab
      = { .error = YAML_SCANNER_ERROR, .problem = "found character that cannot start any token" };

  equate_yaml_report_problem (list, source, &control, 3, 0);
  equate_yaml_report_problem (list, source, &tab, 5, 0);
  g_autofree char *found = findings (list);
  g_assert_cmpstr (found, ==, "EQ004@1:4 EQ004@2:1");
  g_assert_nonnull (strstr (equate_diagnostic_list_get (list, 0)->message, "U+0001"));
  g_assert_nonnull (strstr (equate_diagnostic_list_get (list, 1)->message, "a tab stands"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/yaml-problem/problems", test_problems);
  g_test_add_func ("/yaml-problem/characters", test_characters);
  return g_test_run ();
}
