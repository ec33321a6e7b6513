/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-problem.h"

#include <string.h>

/* libyaml's own words; context "" fits any. The first that fits is taken. */
typedef struct
{
  const char *context;
  const char *problem;
  const char *message;
  const char *help;
} Problem;

static const char scanning_key[] = "while scanning a simple key";
static const char scanning_quoted[] = "while scanning a quoted scalar";

static const Problem problems[] = {
  { "while parsing a block mapping", "did not find expected key", "a key was expected here",
    "indent this line like its neighbours, and write lists below a key with `-`" },
  { "while parsing a block collection", "did not find expected '-' indicator",
    "an item of the list was expected here",
    "indent the line like the one above it, or begin it with `-` where the items before it do" },
  { "while parsing a flow sequence", "did not find expected ',' or ']'",
    "the list is not closed: `,` or `]` was expected here",
    "write a comma between two items, and `]` behind the last" },
  { "while parsing a flow mapping", "did not find expected ',' or '}'",
    "the mapping is not closed: `,` or `}` was expected here",
    "write a comma between two entries, and `}` behind the last" },
  { "", "did not find expected node content", "a value was expected here",
    "write a value, or put it into quotes when it begins with a sign such as `,` or `]`" },
  { "", "did not find expected <document start>", "the document has ended before this line",
    "indent the line like the first of the document, or begin a new document with `---`" },
  { scanning_key, "", "the colon behind a key is missing",
    "write `key: value` with a blank behind the colon, or indent the line when it continues the "
    "text above" },
  { "", "mapping values are not allowed", "a second `: ` stands where only a value can stand",
    "put the value into quotes, or move what follows to a line of its own" },
  { "", "block sequence entries are not allowed", "a list cannot begin here",
    "begin the list on a line of its own below the key" },
  { "", "mapping keys are not allowed", "a key cannot begin here", NULL },
  { scanning_quoted, "found unexpected end of stream", "the closing quote is missing",
    "close the quote that opens here" },
  { scanning_quoted, "found unexpected document indicator",
    "the closing quote is missing before the document ends", "close the quote that opens here" },
  { "", "found unknown escape character", "a backslash cannot stand before this character",
    "use single quotes for text with backslashes, such as patterns" },
  { "", "did not find expected hexdecimal number", "an escape lacks digits",
    "write \\x with two, \\u with four, \\U with eight hexadecimal digits" },
  { "", "found invalid Unicode character escape code", "the escape names no character", NULL },
  { "", "found a tab character", "a tab stands where blanks are needed",
    "indent with blanks; tabs cannot indent" },
  { "while scanning a block scalar", "", "the head of the text block cannot be understood",
    "write `|` or `>` and begin the text on the next line" },
  { "while scanning an anchor", "", "`&` cannot begin a value", "put the value into quotes" },
  { "while scanning an alias", "", "`*` cannot begin a value", "put the value into quotes" },
  { "while scanning a tag", "", "`!` cannot begin a value", "put the value into quotes" },
  { "while parsing a tag", "", "`!` cannot begin a value", "put the value into quotes" },
  { "while parsing a node", "found undefined tag handle", "`!` cannot begin a value",
    "put the value into quotes" },
  { "while scanning a directive", "", "the line begins with `%` but is no directive",
    "put the value into quotes" },
  { "while scanning a %YAML directive", "", "the YAML version cannot be understood",
    "leave the line out" },
  { "while scanning a %TAG directive", "", "the tag directive cannot be understood",
    "leave the line out" },
  { "", "found incompatible YAML document", "the document asks for another version of YAML",
    "leave the line out" },
  { "", "directive", "the directive stands twice", "leave the line out" },
};

static const char no_token[] = "found character that cannot start any token";

static gboolean
begins_with (const char *text, const char *beginning)
{
  return text && strncmp (text, beginning, strlen (beginning)) == 0;
}

static const Problem *
find_problem (const char *context, const char *problem)
{
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      if (*problems[i].context && !begins_with (context, problems[i].context))
        continue;
      if (problem && strstr (problem, problems[i].problem))
        return &problems[i];
    }
  return NULL;
}

/* At the end of the text the last thing written is a better place than the empty line behind it. */
static EquateSpan
problem_span (const EquateSource *source, guint32 offset)
{
  gsize length;
  const char *data = equate_source_get_data (source, &length);
  guint32 end = (guint32) MIN (offset, length);

  if (end == length)
    while (end > 0 && strchr (" \t\r\n", data[end - 1]))
      end--;

  guint32 start = end;

  while (end < length && !strchr (" \t\r\n", data[end]))
    end++;
  return (EquateSpan){ source, start, end - start };
}

static void
report_character (EquateDiagnosticList *diagnostics, EquateSpan span, int value)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      diagnostics, EQUATE_DIAGNOSTIC_YAML_SYNTAX, span,
      "the control character U+%04X cannot stand in YAML", (guint) value);

  equate_diagnostic_set_help (diagnostic, "delete it, or write it as an escape in double quotes");
}

/* Tabs and the signs that YAML reserves come under one complaint of libyaml. */
static void
report_no_token (EquateDiagnosticList *diagnostics, EquateSpan span)
{
  gsize length;
  const char *data = equate_source_get_data (span.source, &length);
  gunichar c = span.offset < length ? g_utf8_get_char (data + span.offset) : 0;
  EquateDiagnostic *diagnostic;

  if (c == '\t')
    {
      diagnostic = equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_YAML_SYNTAX,
                                               (EquateSpan){ span.source, span.offset, 1 },
                                               "a tab stands where blanks are needed");
      equate_diagnostic_set_help (diagnostic, "indent with blanks; tabs cannot indent");
      return;
    }
  diagnostic = equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_YAML_SYNTAX, span,
                                           "a value cannot begin with this sign");
  equate_diagnostic_set_help (diagnostic, "put the value into quotes");
}

void
equate_yaml_report_problem (EquateDiagnosticList *diagnostics, const EquateSource *source,
                            const yaml_parser_t *parser, guint32 offset, guint32 context)
{
  EquateSpan span = problem_span (source, offset);

  if (parser->error == YAML_READER_ERROR)
    {
      report_character (diagnostics, (EquateSpan){ source, offset, 1 }, parser->problem_value);
      return;
    }
  if (begins_with (parser->problem, no_token))
    {
      report_no_token (diagnostics, (EquateSpan){ source, offset, MAX (span.length, 1) });
      return;
    }

  const Problem *problem = find_problem (parser->context, parser->problem);
  g_autofree char *message = problem
                                 ? g_strdup (problem->message)
                                 : g_strdup_printf ("the YAML cannot be read: %s", parser->problem);
  guint line = parser->context ? equate_source_get_position (source, context).line : 0;

  /* What is missing was noticed far behind the place where it should have stood. */
  if (begins_with (parser->context, scanning_key)
      || (begins_with (parser->context, scanning_quoted)
          && begins_with (parser->problem, "found unexpected")))
    span = begins_with (parser->context, scanning_key) ? problem_span (source, context)
                                                       : (EquateSpan){ source, context, 1 };

  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      diagnostics, EQUATE_DIAGNOSTIC_YAML_SYNTAX, span, "%s", message);

  if (line > 0 && line != equate_source_get_position (source, span.offset).line)
    equate_diagnostic_set_label (diagnostic, "what it belongs to begins in line %u", line);
  if (problem && problem->help)
    equate_diagnostic_set_help (diagnostic, "%s", problem->help);
}
