/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/diagnostics-github.h"

#include <string.h>

static const struct
{
  const char *name; /* of the file; NULL: about no place */
  guint32 offset;
  guint32 length;
  const char *message;
  const char *help; /* nullable */
  const char *line;
} rows[] = {
  { "rules/a.yaml", 3, 4, "no course `MA1`", NULL,
    "::error file=rules/a.yaml,line=2,col=1,endLine=2,endColumn=5,title=EQ201::no course `MA1`\n" },
  { "rules/a.yaml", 5, 1, "no course", "add it",
    "::error file=rules/a.yaml,line=2,col=3,endLine=2,endColumn=4,title=EQ201::no course%0Ahelp: "
    "add it\n" },
  /* A column of another line would say nothing. */
  { "a", 0, 6, "long", NULL, "::error file=a,line=1,col=1,endLine=2,title=EQ201::long\n" },
  { "a,b:c%d", 0, 1, "a, b: 5%\r\n", NULL,
    "::error file=a%2Cb%3Ac%25d,line=1,col=1,endLine=1,endColumn=2,title=EQ201::a, b: "
    "5%25%0D%0A\n" },
  { NULL, 0, 0, "nowhere", NULL, "::error title=EQ201::nowhere\n" },
};

static void
test_lines (void)
{
  static const char text[] = "ab\ncdefg\n";

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquateSource) source = equate_source_new_static (
          rows[i].name != NULL ? rows[i].name : "", text, strlen (text), 1);
      g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
      g_autoptr (GString) out = g_string_new (NULL);
      EquateSpan span = { rows[i].name != NULL ? source : NULL, rows[i].offset, rows[i].length };
      EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
          list, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE, span, "%s", rows[i].message);

      if (rows[i].help != NULL)
        equate_diagnostic_set_help (diagnostic, "%s", rows[i].help);
      equate_diagnostics_append_github (list, out);
      g_assert_cmpstr (out->str, ==, rows[i].line);
    }
}

/* A line each, with the severity of the table, in the order of the list. */
static void
test_all (void)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (GString) out = g_string_new ("before\n");

  equate_diagnostics_append_github (list, out);
  g_assert_cmpstr (out->str, ==, "before\n");
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_ILLUSTRATIVE, (EquateSpan){ 0 }, "one");
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE, (EquateSpan){ 0 }, "two");
  equate_diagnostics_append_github (list, out);
  g_assert_cmpstr (out->str, ==, "before\n::warning title=EQ504::one\n::error title=EQ201::two\n");
}

/* What shows it stands before what mends it. */
static void
test_witness (void)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_GRADE_GAP, (EquateSpan){ 0 }, "a gap");

  equate_diagnostic_set_help (diagnostic, "mend it");
  equate_diagnostic_set_witness (diagnostic, "%s", "A1 with 70");
  equate_diagnostics_append_github (list, out);
  g_assert_cmpstr (out->str, ==,
                   "::warning title=EQ308::a gap%0Awitness: A1 with 70%0Ahelp: mend it\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostics-github/lines", test_lines);
  g_test_add_func ("/diagnostics-github/all", test_all);
  g_test_add_func ("/diagnostics-github/witness", test_witness);
  return g_test_run ();
}
