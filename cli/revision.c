/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "revision.h"

#include <glib/gstdio.h>
#include <string.h>

#include "refusal.h"

static const char prefix[] = "git:";

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder
      = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      remove_tree (below);
    }
  g_remove (path);
}

/* FALSE where the program cannot be run, or says no: then with its own words. */
static gboolean
run (const char *const *words, GError **error)
{
  g_autofree char *said = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                     NULL, NULL, NULL, &said, &status, error))
    return FALSE;
  if (g_spawn_check_wait_status (status, NULL))
    return TRUE;
  g_strstrip (said);
  return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "%s", said);
}

static gboolean
take_out (EquateRevision *revision, const char *name, const char *workspace, GError **error)
{
  g_autofree char *archive = NULL;

  /* A name that begins with a hyphen would be an option to git. */
  if (*name == '-' || *name == '\0')
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "`%s` is no revision", name);
  revision->folder = g_dir_make_tmp ("equate-XXXXXX", error);
  if (!revision->folder)
    return FALSE;
  revision->is_temporary = TRUE;
  archive = g_build_filename (revision->folder, "workspace.tar", NULL);
  const char *git[] = { "git", "-C", workspace, "archive", "--format=tar", "-o", archive, name,
                        "--", "catalogs", "rules", NULL };
  const char *tar[] = { "tar", "-x", "-f", archive, "-C", revision->folder, NULL };
  return run (git, error) && run (tar, error);
}

gboolean
equate_revision_open (EquateRevision *revision, const char *reference, const char *workspace,
                      GError **error)
{
  *revision = (EquateRevision){ 0 };
  if (g_str_has_prefix (reference, prefix))
    return take_out (revision, reference + strlen (prefix), workspace ? workspace : ".", error);
  revision->folder = g_strdup (reference);
  return TRUE;
}

void
equate_revision_clear (EquateRevision *revision)
{
  if (revision->is_temporary)
    remove_tree (revision->folder);
  g_clear_pointer (&revision->folder, g_free);
}
