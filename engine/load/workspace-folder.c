/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/workspace-folder.h"

#include <string.h>

static const char *const folders[] = { "catalogs", "rules" };

/* The files that were found so far. */
typedef struct
{
  const char *folder;                /* borrowed */
  GPtrArray *files;                  /* borrowed: EquateWorkspaceFile */
  EquateDiagnosticList *diagnostics; /* borrowed */
  gboolean unread;                   /* a folder could not be read */
} Listing;

static gboolean add_folder (Listing *listing, const char *relative, GError **error);

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

static void
add_file (Listing *listing, const char *relative)
{
  EquateWorkspaceFile *file = g_new0 (EquateWorkspaceFile, 1);

  file->relative = g_strdup (relative);
  g_ptr_array_add (listing->files, file);
}

/* Links to folders are not followed: they could lead round in a circle. */
static void
add_path (Listing *listing, const char *relative)
{
  g_autofree char *path = g_build_filename (listing->folder, relative, NULL);
  g_autoptr (GError) error = NULL;
  gboolean link = g_file_test (path, G_FILE_TEST_IS_SYMLINK);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      if (!link && !add_folder (listing, relative, &error))
        {
          equate_workspace_report_unreadable (listing->diagnostics, error);
          listing->unread = TRUE;
        }
    }
  else if (g_str_has_suffix (relative, ".yaml"))
    add_file (listing, relative);
}

static gboolean
add_folder (Listing *listing, const char *relative, GError **error)
{
  g_autofree char *path = g_build_filename (listing->folder, relative, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);

  if (!dir)
    return FALSE;
  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir))
    {
      g_autofree char *inner = g_build_filename (relative, name, NULL);

      if (name[0] != '.')
        add_path (listing, inner);
    }
  return TRUE;
}

static gint
compare_files (gconstpointer a, gconstpointer b)
{
  const EquateWorkspaceFile *left = *(const EquateWorkspaceFile *const *) a;
  const EquateWorkspaceFile *right = *(const EquateWorkspaceFile *const *) b;

  return strcmp (left->relative, right->relative);
}

/* One of the two folders may be missing, not both. */
GPtrArray *
equate_workspace_list_files (const char *folder, gboolean *unread,
                             EquateDiagnosticList *diagnostics, GError **error)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_workspace_file_free);
  Listing listing = { folder, files, diagnostics, FALSE };
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folder, folders[i], NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      if (!add_folder (&listing, folders[i], error))
        return NULL;
      n_found++;
    }
  if (n_found == 0)
    {
      g_autofree char *shown = g_filename_display_name (folder);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "%s is no workspace: it has neither catalogs/ nor rules/", shown);
      return NULL;
    }
  g_ptr_array_sort (files, compare_files);
  *unread = listing.unread;
  return g_steal_pointer (&files);
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
