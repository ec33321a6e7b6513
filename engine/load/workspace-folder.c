/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/workspace-folder.h"

#include <string.h>

static const char *const folders[] = { "catalogs", "rules" };

void
equate_workspace_report_unreadable (EquateDiagnosticList *diagnostics, const GError *error)
{
  gboolean large = g_error_matches (error, EQUATE_SOURCE_ERROR, EQUATE_SOURCE_ERROR_TOO_LARGE);

  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      diagnostics, large ? EQUATE_DIAGNOSTIC_TOO_LARGE : EQUATE_DIAGNOSTIC_UNREADABLE,
      (EquateSpan){ NULL }, "%s", error->message);

  equate_diagnostic_set_help (diagnostic,
                              large ? "a file of the workspace may have 64 MiB; split it"
                                    : "put the file there and let it be read, or delete its name");
}

GPtrArray *
equate_workspace_list_files (const char *folder, gboolean *unread,
                             EquateDiagnosticList *diagnostics, GError **error)
{
  g_autoptr (EquateFileList) list = equate_file_list_new (folder, error);
  GPtrArray *files;

  if (!list)
    return NULL;
  files = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_workspace_file_free);
  for (guint i = 0; i < list->unreadable->len; i++)
    equate_workspace_report_unreadable (diagnostics, g_ptr_array_index (list->unreadable, i));
  for (guint i = 0; i < list->files->len; i++)
    {
      EquateWorkspaceFile *file = g_new0 (EquateWorkspaceFile, 1);

      file->relative = g_strdup (g_array_index (list->files, EquateListedFile, i).relative);
      g_ptr_array_add (files, file);
    }
  *unread = list->unreadable->len > 0;
  return files;
}

/**
 * equate_workspace_find:
 *
 * Looks for the nearest folder from the current one upward that holds catalogs/ and rules/.
 *
 * Returns: (transfer full) (nullable) (type filename): the folder, or %NULL
 *
 * Since: 0.1
 */
char *
equate_workspace_find (void)
{
  g_autofree char *folder = g_get_current_dir ();

  for (;;)
    {
      g_autofree char *catalogs = g_build_filename (folder, folders[0], NULL);
      g_autofree char *rules = g_build_filename (folder, folders[1], NULL);

      if (g_file_test (catalogs, G_FILE_TEST_IS_DIR) && g_file_test (rules, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&folder);

      g_autofree char *parent = g_path_get_dirname (folder);

      if (strcmp (parent, folder) == 0)
        return NULL;
      g_free (folder);
      folder = g_steal_pointer (&parent);
    }
}
