/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "paths.h"

#include <sys/stat.h>

#include <stdlib.h>
#include <string.h>

#include "refusal.h"

static gboolean
has_folder (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* The nearest workspace from a path upward; NULL when it lies in none. */
static char *
find_above (const char *path)
{
  g_autofree char *folder = realpath (path, NULL);

  while (folder && !(has_folder (folder, "catalogs") && has_folder (folder, "rules")))
    {
      g_autofree char *below = g_steal_pointer (&folder);
      g_autofree char *parent = g_path_get_dirname (below);

      if (!g_str_equal (parent, below))
        folder = g_steal_pointer (&parent);
    }
  return g_steal_pointer (&folder);
}

gboolean
equate_paths_check (const EquateCall *call, GError **error)
{
  for (guint i = 0; i < call->arguments->len; i++)
    {
      const char *path = g_ptr_array_index (call->arguments, i);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "cannot read %s: it does not exist",
                   path);
      return FALSE;
    }
  return TRUE;
}

char *
equate_paths_find_workspace (const EquateCall *call)
{
  const char *first;

  if (call->arguments->len == 0 || call->values[EQUATE_OPTION_WORKSPACE])
    return NULL;
  first = g_ptr_array_index (call->arguments, 0);
  if (has_folder (first, "catalogs") || has_folder (first, "rules"))
    return g_strdup (first);
  return find_above (first);
}

/* A path as the sources of the workspace are named; "" is the workspace itself. */
static char *
make_relative (const char *path, const char *workspace, GError **error)
{
  g_autofree char *full = realpath (path, NULL);
  g_autofree char *top = realpath (workspace, NULL);
  gsize length = top ? strlen (top) : 0;

  if (full && top && g_str_equal (full, top))
    return g_strdup ("");
  if (full && top && strncmp (full, top, length) == 0 && full[length] == '/')
    return g_filename_display_name (full + length + 1);
  equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "%s does not lie in the workspace %s", path,
                 workspace);
  return NULL;
}

GPtrArray *
equate_paths_read (const EquateCall *call, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < call->arguments->len; i++)
    {
      char *path = make_relative (g_ptr_array_index (call->arguments, i), folder, error);

      if (!path)
        return NULL;
      g_ptr_array_add (paths, path);
    }
  return g_steal_pointer (&paths);
}

gboolean
equate_paths_hold (const GPtrArray *paths, const char *name)
{
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      gsize length = strlen (path);

      if (length == 0 || !name)
        return TRUE;
      if (strncmp (name, path, length) == 0 && (name[length] == '/' || name[length] == '\0'))
        return TRUE;
    }
  return paths->len == 0;
}

gboolean
equate_path_is_same_file (const char *a, const char *b)
{
  struct stat of_a, of_b;

  if (g_str_equal (a, "-") || g_str_equal (b, "-"))
    return FALSE;
  if (stat (a, &of_a) < 0 || stat (b, &of_b) < 0)
    return g_str_equal (a, b);
  return S_ISREG (of_a.st_mode) && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}
