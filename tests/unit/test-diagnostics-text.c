/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/diagnostics-text.h"

#include <string.h>

static const EquateDiagnosticStyle plain = { FALSE, FALSE };

/* A finding about the first place of mark in the text. */
static EquateDiagnostic *
add (EquateDiagnosticList *list, const EquateSource *source, const char *mark)
{
  const char *data = equate_source_get_data (source, NULL);
  EquateSpan span = { source, (guint32) (strstr (data, mark) - data), (guint32) strlen (mark) };

  return equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE, span,
                                     "unknown course `%s` at cqu", mark);
}

static char *
show (const char *text, const char *mark, const char *label, const char *help,
      const EquateDiagnosticStyle *style)
{
  g_autoptr (EquateSource) source
      = equate_source_new_static ("rules/cqu-put.yaml", text, strlen (text), 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  GString *out = g_string_new (NULL);
  EquateDiagnostic *diagnostic = add (list, source, mark);

  if (label)
    equate_diagnostic_set_label (diagnostic, "%s", label);
  if (help)
    equate_diagnostic_set_help (diagnostic, "%s", help);
  equate_diagnostics_append_text (list, style, out);
  return g_string_free (out, FALSE);
}

static void
test_frame (void)
{
  g_autofree char *shown = show ("a:\n\n\n\n\n\n\n\n\n    take: EE2011          # 电路分析 II\n",
                                 "EE2011", "not in catalogs/cqu.yaml",
                                 "did you mean `EE2101` 电路分析基础 I (3.5 credits)?", &plain);

  g_assert_cmpstr (shown, ==,
                   "error[EQ201]: unknown course `EE2011` at cqu\n"
                   "  --> rules/cqu-put.yaml:10:11\n"
                   "   |\n"
                   "10 |     take: EE2011          # 电路分析 II\n"
                   "   |           ^^^^^^ not in catalogs/cqu.yaml\n"
                   "   |\n"
                   "help: did you mean `EE2101` 电路分析基础 I (3.5 credits)?\n");
}

static void
test_columns (void)
{
  static const struct
  {
    const char *text;
    const char *mark;
    const char *lines;
  } cases[] = {
    { "名称: 电路, x: EE1", "EE1", "1 | 名称: 电路, x: EE1\n  |                ^^^\n" },
    { "x: 电路分析", "电路", "1 | x: 电路分析\n  |    ^^^^\n" },
    { "\tx:\tEE1", "EE1", "1 |         x:      EE1\n  |                 ^^^\n" },
    { "电\tEE1", "EE1", "1 | 电      EE1\n  |         ^^^\n" },
    { "e\xcc\x81: EE1", "EE1", "1 | e\xcc\x81: EE1\n  |    ^^^\n" },
    { "\x1b: EE1", "EE1", "1 | \\u{1B}: EE1\n  |         ^^^\n" },
    { "\xff: EE1", "EE1", "1 | \\x{FF}: EE1\n  |         ^^^\n" },
    { "a: [\n b]", "[\n b", "1 | a: [\n  |    ^\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = show (cases[i].text, cases[i].mark, NULL, NULL, &plain);

      if (!g_str_has_suffix (shown, cases[i].lines))
        g_test_fail_printf ("case %" G_GSIZE_FORMAT ": %s", i, shown);
    }
}

static void
test_ends (void)
{
  g_autoptr (EquateSource) source = equate_source_new_static ("x", "ab\n\n", 4, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_EMPTY, (EquateSpan){ source, 2, 0 }, "a");
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_EMPTY, (EquateSpan){ source, 3, 0 }, "b");
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_ILLUSTRATIVE, (EquateSpan){ NULL },
                              "no place");
  equate_diagnostics_append_text (list, &plain, out);
  g_assert_cmpstr (out->str, ==,
                   "error[EQ114]: a\n --> x:1:3\n  |\n1 | ab\n  |   ^\n\n"
                   "error[EQ114]: b\n --> x:2:1\n  |\n2 |\n  | ^\n\n"
                   "warning[EQ504]: no place\n");
}

/* A megabyte in one line is cut around what is meant, and never within a character. */
static void
test_long_line (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *shown = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (text, "电路");
  g_string_append (text, "EE1");
  for (guint i = 0; i < 200; i++)
    g_string_append (text, "分析");
  shown = show (text->str, "EE1", "here", NULL, &plain);
  lines = g_strsplit (shown, "\n", -1);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_true (g_str_has_prefix (lines[3], "1 | …电路电"));
  g_assert_true (g_str_has_suffix (lines[3], "分析分…"));
  g_assert_cmpuint (g_utf8_strlen (lines[3], -1), <, 160);
  g_assert_cmpuint (strstr (lines[4], "^^^ here") - lines[4], ==,
                    equate_display_width (lines[3], strstr (lines[3], "EE1") - lines[3], 0));
}

static void
test_styles (void)
{
  const EquateDiagnosticStyle explaining = { FALSE, TRUE };
  const EquateDiagnosticStyle coloured = { TRUE, FALSE };
  g_autofree char *long_one = show ("EE1", "EE1", NULL, NULL, &explaining);
  g_autofree char *bright = show ("EE1", "EE1", "here", "help", &coloured);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_true (g_str_has_suffix (long_one, "  |\nnote: A rule names a course that the catalog of "
                                             "its institution does not have.\n"));
  g_assert_true (g_str_has_prefix (bright, "\033[1;31merror[EQ201]\033[0m: "));
  g_assert_nonnull (strstr (bright, "\033[1;31m^^^ here\033[0m\n"));
  equate_message_append_text ("error", "a\x1b", "b", &plain, out);
  g_assert_cmpstr (out->str, ==, "error: a\\u{1B}\nhelp: b\n");
}

static void
test_compact (void)
{
  const char *text = "名: EE1\n";
  g_autoptr (EquateSource) source = equate_source_new_static ("a\nb", text, strlen (text), 7);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  add (list, source, "EE1");
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_ILLUSTRATIVE, (EquateSpan){ NULL }, "w");
  equate_diagnostics_append_compact (list, out);
  g_assert_cmpstr (out->str, ==,
                   "a\\u{A}b:7:4: error[EQ201]: unknown course `EE1` at cqu\n"
                   "warning[EQ504]: w\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostics-text/frame", test_frame);
  g_test_add_func ("/diagnostics-text/columns", test_columns);
  g_test_add_func ("/diagnostics-text/ends", test_ends);
  g_test_add_func ("/diagnostics-text/long-line", test_long_line);
  g_test_add_func ("/diagnostics-text/styles", test_styles);
  g_test_add_func ("/diagnostics-text/compact", test_compact);
  return g_test_run ();
}
