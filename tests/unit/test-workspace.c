/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/workspace.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define CATALOG(id)                                                                                \
  "equate: catalog/1\ninstitution: " id "\nname: X\ncountry: PL\ncredit-unit: ects\n"              \
  "grading: g\ncourses: []\n"
#define AGREEMENT(id) "equate: agreement/1\nid: " id "\nto: y\n"

typedef struct
{
  char *folder; /* owned */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("equate-workspace-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
add_file (const Fixture *fixture, const char *relative, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, relative, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* "EQ207 rules/a.yaml:2", one behind the other. */
static char *
show_findings (const EquateDiagnosticList *diagnostics)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < equate_diagnostic_list_get_length (diagnostics); i++)
    {
      const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (diagnostics, i);
      const EquateSource *source = diagnostic->span.source;

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              equate_diagnostic_get_info (diagnostic->code)->code);
      if (source)
        g_string_append_printf (text, " %s:%u", equate_source_get_name (source),
                                equate_source_get_position (source, diagnostic->span.offset).line);
    }
  return g_string_free (text, FALSE);
}

/* "alpha beta", the institutions in order. */
static char *
show_catalogs (const EquateWorkspace *workspace)
{
  const GPtrArray *catalogs = equate_workspace_get_catalogs (workspace);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < catalogs->len; i++)
    {
      const EquateCatalog *catalog = g_ptr_array_index (catalogs, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", catalog->institution.text);
    }
  return g_string_free (text, FALSE);
}

static EquateWorkspace *
load (const Fixture *fixture, gsize max_file_size, EquateDiagnosticList *diagnostics)
{
  g_autoptr (GError) error = NULL;
  EquateWorkspace *workspace
      = equate_workspace_load (fixture->folder, max_file_size, diagnostics, &error);

  g_assert_no_error (error);
  g_assert_nonnull (workspace);
  return workspace;
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  add_file (fixture, "catalogs/b.yaml", CATALOG ("b"));
  add_file (fixture, "catalogs/a/z.yaml", CATALOG ("az") "---\n" CATALOG ("az-2"));
  add_file (fixture, "catalogs/a.yaml", CATALOG ("a"));
  add_file (fixture, "catalogs/B.yaml", CATALOG ("capital"));
  add_file (fixture, "rules/x.yaml", AGREEMENT ("x") "---\nequate: grading/1\n---\n" CATALOG ("r"));
  add_file (fixture, "rules/cases/c.yaml", "equate: cases/1\nagreement: x\ncases: []\n");
  add_file (fixture, "rules/cases/b.yaml",
            "equate: cases/1\nagreement: x\ncases: [{name: y, on: 2025-02-01, entries: [], expect: "
            "{awards: []}}]\n");
  add_file (fixture, "rules/readme.md", "not YAML: [");
  add_file (fixture, "rules/.hidden.yaml", "not YAML: [");
  add_file (fixture, "rules/.git/config.yaml", "not YAML: [");
  add_file (fixture, "other/x.yaml", "not YAML: [");

  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateWorkspace) workspace = load (fixture, 0, diagnostics);
  g_autofree char *catalogs = show_catalogs (workspace);
  g_autofree char *findings = show_findings (diagnostics);

  g_assert_cmpstr (findings, ==, "");
  g_assert_cmpstr (catalogs, ==, "capital a az az-2 b r");
  g_assert_cmpuint (equate_workspace_get_agreements (workspace)->len, ==, 1);
  g_assert_cmpuint (equate_workspace_get_gradings (workspace)->len, ==, 1);
  g_assert_cmpuint (equate_workspace_get_n_files (workspace), ==, 7);

  const GPtrArray *cases = equate_workspace_get_cases (workspace);

  g_assert_cmpuint (cases->len, ==, 2);
  g_assert_cmpuint (((const EquateCases *) cases->pdata[0])->cases.length, ==, 1);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  add_file (fixture, "catalogs/a.yaml", CATALOG ("a"));
  add_file (fixture, "catalogs/b.yaml", CATALOG ("b") "---\nequate: catalog/1\ncourses: [\n");
  add_file (fixture, "catalogs/c.yaml", CATALOG ("c") "---\n" CATALOG ("a"));
  add_file (fixture, "catalogs/d.yaml", "institution: d\n");
  add_file (fixture, "rules/a.yaml", AGREEMENT ("x") "---\n" AGREEMENT ("x"));
  add_file (fixture, "rules/b.yaml", "equate: transcript/1\nstudent: {id: 1}\n");
  add_file (fixture, "rules/c.yaml", "equate: agrement/1\n---\nequate: agreement/1\nidd: x\n");
  add_file (fixture, "rules/d.yaml", AGREEMENT ("d"));

  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateWorkspace) workspace = load (fixture, 0, diagnostics);
  g_autofree char *catalogs = show_catalogs (workspace);
  g_autofree char *findings = show_findings (diagnostics);

  g_assert_cmpstr (findings, ==,
                   "EQ004 catalogs/b.yaml:10 EQ207 catalogs/c.yaml:10 EQ101 catalogs/d.yaml:1 "
                   "EQ207 rules/a.yaml:6 EQ101 rules/b.yaml:1 EQ101 rules/c.yaml:1 "
                   "EQ102 rules/c.yaml:4");
  g_assert_cmpstr (catalogs, ==, "a c");
  g_assert_cmpuint (equate_workspace_get_agreements (workspace)->len, ==, 2);
  for (guint i = 0; i < equate_diagnostic_list_get_length (diagnostics); i++)
    {
      const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (diagnostics, i);

      if (strcmp (equate_source_get_name (diagnostic->span.source), "catalogs/c.yaml") == 0)
        g_assert_cmpstr (diagnostic->message, ==, "the institution `a` stands twice");
    }
}

/* What a file with faults would have had is not unknown. */
static void
test_withheld (Fixture *fixture, gconstpointer data)
{
  const char *faulty_grading = "equate: grading/1\nscales: [{id: s, bst: 5}]\n";
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();

  add_file (fixture, "catalogs/a.yaml", CATALOG ("a") "other: x\n");
  add_file (fixture, "catalogs/b.yaml", CATALOG ("b"));
  add_file (fixture, "rules/x.yaml", AGREEMENT ("x") "---\n" AGREEMENT ("y") "other: x\n");

  g_autoptr (EquateWorkspace) workspace = load (fixture, 0, diagnostics);

  g_assert_true (equate_workspace_may_define (workspace, "a"));
  g_assert_true (equate_workspace_may_define (workspace, "x"));
  g_assert_true (equate_workspace_may_define (workspace, "y"));
  g_assert_false (equate_workspace_may_define (workspace, "z"));
  g_assert_false (equate_workspace_may_have_grading (workspace));

  add_file (fixture, "rules/s.yaml", faulty_grading);
  g_clear_pointer (&workspace, equate_workspace_free);
  equate_diagnostic_list_clear (diagnostics);
  workspace = load (fixture, 0, diagnostics);
  g_assert_false (equate_workspace_may_define (workspace, "z"));
  g_assert_true (equate_workspace_may_have_grading (workspace));

  add_file (fixture, "rules/y.yaml", "equate: agreement/1\nid: [\n");
  g_clear_pointer (&workspace, equate_workspace_free);
  equate_diagnostic_list_clear (diagnostics);
  workspace = load (fixture, 0, diagnostics);
  g_assert_true (equate_workspace_may_define (workspace, "z"));
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "rules/gone.yaml", NULL);
  g_autofree char *round = g_build_filename (fixture->folder, "rules/round", NULL);
  g_autofree char *alias = g_build_filename (fixture->folder, "rules/alias.yaml", NULL);

  add_file (fixture, "catalogs/large.yaml", CATALOG ("a") "# more than the limit\n");
  add_file (fixture, "rules/ok.yaml", "equate: grading/1\n");
  g_assert_cmpint (symlink ("nowhere.yaml", link), ==, 0);
  g_assert_cmpint (symlink (".", round), ==, 0);
  g_assert_cmpint (symlink ("ok.yaml", alias), ==, 0);

  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateWorkspace) workspace = load (fixture, 64, diagnostics);
  g_autofree char *findings = show_findings (diagnostics);

  g_assert_cmpstr (findings, ==, "EQ002 EQ001");
  g_assert_cmpuint (equate_workspace_get_gradings (workspace)->len, ==, 2);
  g_assert_cmpuint (equate_workspace_get_n_files (workspace), ==, 2);
  g_assert_cmpuint (equate_workspace_get_size (workspace), ==, 36);
}

static void
test_no_workspace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autofree char *folder = g_build_filename (fixture->folder, "missing", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "rules", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (equate_workspace_load (folder, 0, diagnostics, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (equate_workspace_load (fixture->folder, 0, diagnostics, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  add_file (fixture, "rules", "a file");
  g_assert_null (equate_workspace_load (fixture->folder, 0, diagnostics, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_cmpuint (equate_diagnostic_list_get_length (diagnostics), ==, 0);
}

/* The digest is worked out here from its definition, over the bytes as they stand in the files. */
static void
test_digest (Fixture *fixture, gconstpointer data)
{
  const char parts[] = "catalogs/a.yaml\0"
                       "17\0"
                       "\xef\xbb\xbf# no documents"
                       "rules/a.yaml\0"
                       "18\0"
                       "equate: grading/1\n";
  g_autofree char *sum
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) parts, sizeof parts - 1);
  g_autofree char *expected = g_strconcat ("sha256:", sum, NULL);

  add_file (fixture, "catalogs/a.yaml", "\xef\xbb\xbf# no documents");
  add_file (fixture, "rules/a.yaml", "equate: grading/1\n");

  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateWorkspace) workspace = load (fixture, 0, diagnostics);

  g_assert_cmpstr (equate_workspace_get_digest (workspace), ==, expected);
}

/* Enough bytes for a second thread: what comes out does not depend on which was faster. */
static void
test_threads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *digest = NULL;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("catalogs/c%03u.yaml", i);
      g_autofree char *padding = g_strnfill (7 * i, ' ');
      g_autofree char *text
          = g_strdup_printf ("equate: catalog/1\n%s# padding\ninstitution: c%03u\nname: X\n"
                             "country: PL\ncredit-unit: ects\ngrading: g\ncourses: []\n%s",
                             padding, i, i % 10 == 0 ? "wrong: 1\n" : "");

      add_file (fixture, name, text);
      if (i % 10 != 0)
        g_string_append_printf (expected, "%sc%03u", expected->len > 0 ? " " : "", i);
    }
  for (guint round = 0; round < 5; round++)
    {
      g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
      g_autoptr (EquateWorkspace) workspace = load (fixture, 0, diagnostics);
      g_autofree char *catalogs = show_catalogs (workspace);

      g_assert_cmpstr (catalogs, ==, expected->str);
      g_assert_cmpuint (equate_diagnostic_list_get_length (diagnostics), ==, 20);
      g_assert_cmpstr (
          equate_source_get_name (equate_diagnostic_list_get (diagnostics, 19)->span.source), ==,
          "catalogs/c190.yaml");
      if (digest)
        g_assert_cmpstr (equate_workspace_get_digest (workspace), ==, digest);
      else
        digest = g_strdup (equate_workspace_get_digest (workspace));
    }
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = g_get_current_dir ();
  g_autofree char *inner = g_build_filename (fixture->folder, "rules/agreements/deep", NULL);

  add_file (fixture, "catalogs/a.yaml", "");
  add_file (fixture, "rules/agreements/deep/a.yaml", "");
  g_assert_cmpint (g_chdir (inner), ==, 0);

  g_autofree char *found = equate_workspace_find ();
  g_autofree char *found_again = NULL;

  g_assert_nonnull (found);
  g_assert_cmpint (g_chdir (found), ==, 0);
  g_assert_true (g_file_test ("catalogs/a.yaml", G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_chdir ("/"), ==, 0);
  found_again = equate_workspace_find ();
  g_assert_null (found_again);
  g_assert_cmpint (g_chdir (before), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/workspace/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("order", test_order);
  ADD ("faults", test_faults);
  ADD ("withheld", test_withheld);
  ADD ("unreadable", test_unreadable);
  ADD ("no-workspace", test_no_workspace);
  ADD ("digest", test_digest);
  ADD ("threads", test_threads);
  ADD ("find", test_find);
  return g_test_run ();
}
