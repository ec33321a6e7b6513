/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/workspace-folder.h"

#include <glib/gstdio.h>

#include "findings.h"

static const char *const names[] = { "rules/b.yaml", "catalogs/z.yaml", "rules/b/a.yaml",
                                     "rules/.hidden.yaml", "rules/b.yml", "other/a.yaml" };

static char *
make_folder (guint n_names)
{
  char *folder = g_dir_make_tmp ("equate-folder-XXXXXX", NULL);

  for (guint i = 0; i < n_names; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *parent = g_path_get_dirname (path);

      g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
      g_assert_true (g_file_set_contents (path, "", 0, NULL));
    }
  return folder;
}

static void
remove_folder (const char *folder)
{
  static const char *const parents[] = { "rules/b", "rules", "catalogs", "other", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_remove (path);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    {
      g_autofree char *path = g_build_filename (folder, parents[i], NULL);

      g_rmdir (path);
    }
}

/* In the order of bytes: "." goes before "/". */
static void
test_list (void)
{
  static const char *const expected[] = { "catalogs/z.yaml", "rules/b.yaml", "rules/b/a.yaml" };
  g_autofree char *folder = make_folder (G_N_ELEMENTS (names));
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  gboolean unread = TRUE;
  g_autoptr (GPtrArray) files = equate_workspace_list_files (folder, &unread, diagnostics, NULL);

  g_assert_cmpuint (files->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < files->len; i++)
    {
      const EquateWorkspaceFile *file = files->pdata[i];

      g_assert_cmpstr (file->relative, ==, expected[i]);
      g_assert_null (file->source);
    }
  g_assert_false (unread);
  g_assert_cmpuint (equate_diagnostic_list_get_length (diagnostics), ==, 0);
  remove_folder (folder);
}

static void
test_none (void)
{
  g_autofree char *folder = make_folder (0);
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (GError) error = NULL;
  gboolean unread;

  g_assert_null (equate_workspace_list_files (folder, &unread, diagnostics, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  remove_folder (folder);
}

static void
test_report (void)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (GError) large
      = g_error_new (EQUATE_SOURCE_ERROR, EQUATE_SOURCE_ERROR_TOO_LARGE, "too large");
  g_autoptr (GError) other = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "gone");

  equate_workspace_report_unreadable (diagnostics, large);
  equate_workspace_report_unreadable (diagnostics, other);
  g_assert_cmpint (equate_diagnostic_list_get (diagnostics, 0)->code, ==,
                   EQUATE_DIAGNOSTIC_TOO_LARGE);
  g_assert_cmpint (equate_diagnostic_list_get (diagnostics, 1)->code, ==,
                   EQUATE_DIAGNOSTIC_UNREADABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace-folder/list", test_list);
  g_test_add_func ("/workspace-folder/none", test_none);
  g_test_add_func ("/workspace-folder/report", test_report);
  return g_test_run ();
}
