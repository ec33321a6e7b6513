/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/suppress.h"

#include "compiling.h"

static const struct
{
  const char *name;
  const char *text;     /* a finding stands at every letter W (EQ307) and E (EQ301, an error) */
  const char *expected; /* what is left when all was looked at */
} rows[] = {
  { "nothing", "a: W\n", "EQ307@2:4" },
  { "at the end of the line", "a: W # equate: allow EQ307 known\n", "" },
  { "above", "# equate: allow EQ307 known\na: W\n", "" },
  { "by name", "# equate: allow duplicate-rule known\na: W\n", "" },
  { "indented, without blanks", "a:\n  #equate: allow EQ307 known\n  - W\n", "" },
  { "several above", "# equate: allow EQ305 why\n# about it\n# equate: allow EQ307 known\na: W\n",
    "EQ327@2:1" },
  { "several findings", "# equate: allow EQ307 known\na: [W, W]\n", "" },
  { "not the line after next", "# equate: allow EQ307 known\na: b\nc: W\n", "EQ307@4:4 EQ327@2:1" },
  { "not behind an empty line", "# equate: allow EQ307 known\n\nc: W\n", "EQ307@4:4 EQ327@2:1" },
  { "not the line below one with text", "a: b # equate: allow EQ307 known\nc: W\n",
    "EQ307@3:4 EQ327@2:6" },
  { "another code", "# equate: allow EQ305 known\na: W\n", "EQ307@3:4 EQ327@2:1" },
  { "no reason", "# equate: allow EQ307\na: W\n", "EQ307@3:4 EQ326@2:1" },
  { "blanks are no reason", "# equate: allow EQ307  \t\na: W\n", "EQ307@3:4 EQ326@2:1" },
  { "no code", "# equate: allow\na: W\n", "EQ307@3:4 EQ326@2:1" },
  { "an unknown code", "# equate: allow EQ999 known\na: W\n", "EQ307@3:4 EQ327@2:1" },
  { "an error", "# equate: allow EQ301 known\na: E\n", "EQ301@3:4 EQ327@2:1" },
  { "at the end of the file", "a: W\n# equate: allow EQ307 known", "EQ307@2:4 EQ327@3:1" },
  { "another word", "# equate: allowed EQ307 known\na: W\n", "EQ307@3:4" },
  { "within a text", "a: 'x # equate: allow EQ307 known W'\n", "EQ307@2:35" },
  { "within another text", "a: \"x\\\" # equate: allow EQ307 known W\"\n", "EQ307@2:37" },
  { "within a block", "a: |\n  x\n  # equate: allow EQ307 known\nb: W\n", "EQ307@5:4" },
  { "within a folded block", "a:\n  - note: >-\n\n      # equate: allow EQ307 known\n    b: W\n",
    "EQ307@6:8" },
  { "at the sign of a block", "a: W\nb: | # equate: allow EQ307 known\n  W\n",
    "EQ307@2:4 EQ307@4:3 EQ327@3:6" },
  { "behind a block", "a: |\n  x\n# equate: allow EQ307 known\nb: W\n", "" },
  { "behind an indented block", "a:\n  - |\n    x\n\n  # equate: allow EQ307 known\n  - W\n", "" },
  { "within lines of a plain text", "a: x\n  y\n  W\n", "EQ307@4:3" },
  { "within lines of a quoted text", "a: 'x\n  # equate: allow EQ307 known\n  W'\n", "EQ307@4:3" },
  { "behind a text", "a: ['it''s', W] # equate: allow EQ307 known\n", "" },
  { "behind an apostrophe", "a: it's W # equate: allow EQ307 known\n", "" },
  { "no comment", "a: W#equate: allow EQ307 known\n", "EQ307@2:4" },
  { "lines of another system", "# equate: allow EQ307 known\r\na: W\r\n", "" },
};

/* A workspace of one file whose first line is the kind of a document without courses. */
static EquateWorkspace *
load (const char *text, EquateDiagnosticList *findings)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("equate-suppress-XXXXXX", &error);
  g_autofree char *rules = g_build_filename (folder, "rules", NULL);
  g_autofree char *path = g_build_filename (rules, "test.yaml", NULL);
  g_autofree char *whole = g_strconcat ("equate: grading/1\n", text, NULL);
  g_assert_cmpint (g_mkdir (rules, 0700), ==, 0);
  g_file_set_contents (path, whole, -1, &error);
  g_assert_no_error (error);
  EquateWorkspace *workspace = equate_workspace_load (folder, 0, findings, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (rules), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return workspace;
}

static char *
suppress (const char *text, gboolean is_complete)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateWorkspace) workspace = load (text, list);
  g_autoptr (GPtrArray) sources = equate_workspace_list_sources (workspace);
  const EquateSource *source = sources->pdata[0];
  const char *data = equate_source_get_data (source, NULL);
  g_assert_cmpuint (sources->len, ==, 1);
  equate_diagnostic_list_clear (list);
  for (const char *at = strpbrk (strchr (data, '\n'), "WE"); at != NULL;
       at = strpbrk (at + 1, "WE"))
    if (at[1] != 'Q')
      equate_diagnostic_list_add (list,
                                  *at == 'W' ? EQUATE_DIAGNOSTIC_DUPLICATE_RULE
                                             : EQUATE_DIAGNOSTIC_AGREEMENTS_FIT_EQUALLY,
                                  (EquateSpan){ source, (guint32) (at - data), 1 }, "found");
  equate_findings_suppress (workspace, is_complete, list);
  return findings (list);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = suppress (rows[i].text, TRUE);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

/* Where not everything was looked at, a comment may be right. */
static void
test_incomplete (void)
{
  g_autofree char *unused = suppress ("a: b # equate: allow EQ307 known\n", FALSE);
  g_autofree char *unknown = suppress ("a: b # equate: allow EQ999 known\n", FALSE);
  g_autofree char *bare = suppress ("a: b # equate: allow EQ307\n", FALSE);

  g_assert_cmpstr (unused, ==, "");
  g_assert_cmpstr (unknown, ==, "EQ327@2:6");
  g_assert_cmpstr (bare, ==, "EQ326@2:6");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suppress/table", test_table);
  g_test_add_func ("/suppress/incomplete", test_incomplete);
  return g_test_run ();
}
