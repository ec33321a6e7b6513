/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/workspace.h"

#include <string.h>

#include "base/limits.h"
#include "load/file-list.h"
#include "load/workspace-files.h"

static const char *const folders[] = { "catalogs", "rules" };

struct _EquateWorkspace
{
  GPtrArray *files;      /* owned: EquateWorkspaceFile, in path order */
  GPtrArray *arenas;     /* owned: EquateArena, one for each thread that read */
  GPtrArray *catalogs;   /* owned; the records lie in the arenas */
  GPtrArray *gradings;   /* owned; likewise */
  GPtrArray *agreements; /* owned; likewise */
  GPtrArray *cases;      /* owned; likewise */
  GHashTable *withheld;  /* owned: ids of institutions and agreements in files with faults */
  char *digest;          /* owned */
  guint n_files;         /* that could be read */
  guint64 size;          /* bytes of these */
  gboolean grading_withheld; /* there are scales or conversions in files with faults */
  gboolean unread;           /* files with faults were not read to their ends */
};

/* --- Reading the files --- */

static void
report_unreadable (EquateDiagnosticList *diagnostics, const GError *error)
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
add_file (EquateWorkspace *self, const char *relative)
{
  EquateWorkspaceFile *file = g_new0 (EquateWorkspaceFile, 1);

  file->relative = g_strdup (relative);
  g_ptr_array_add (self->files, file);
}

static gboolean
find_files (EquateWorkspace *self, const char *folder, EquateDiagnosticList *diagnostics,
            GError **error)
{
  g_autoptr (EquateFileList) list = equate_file_list_new (folder, error);

  if (!list)
    return FALSE;
  for (guint i = 0; i < list->unreadable->len; i++)
    {
      report_unreadable (diagnostics, g_ptr_array_index (list->unreadable, i));
      self->unread = TRUE;
    }
  for (guint i = 0; i < list->files->len; i++)
    add_file (self, g_array_index (list->files, EquateListedFile, i).relative);
  return TRUE;
}

static void
read_files (EquateWorkspace *self, const char *folder, gsize max_file_size,
            EquateDiagnosticList *diagnostics)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      EquateWorkspaceFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *path = g_build_filename (folder, file->relative, NULL);
      g_autofree char *shown = g_filename_display_name (file->relative);
      g_autoptr (GError) error = NULL;
      gsize length;

      file->source = equate_source_new_from_file (path, shown, max_file_size, &error);
      if (!file->source)
        {
          report_unreadable (diagnostics, error);
          self->unread = TRUE;
          continue;
        }
      equate_source_get_bytes (file->source, &length);
      self->n_files++;
      self->size += length;
    }
}

/* --- Putting them together --- */

/* Keeps the first of each id, and reports the others. */
static void
add_unique (GPtrArray *records, gpointer record, const EquateName *id, GHashTable *firsts,
            const char *what, EquateDiagnosticList *diagnostics)
{
  const EquateName *first = g_hash_table_lookup (firsts, id->text);

  if (!first)
    {
      g_hash_table_insert (firsts, (gpointer) id->text, (gpointer) id);
      g_ptr_array_add (records, record);
      return;
    }
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_DUPLICATE_ID, id->span,
                                    "the %s `%s` stands twice", what, id->text);

  equate_diagnostic_set_label (
      diagnostic, "first in %s:%u", equate_source_get_name (first->span.source),
      equate_source_get_position (first->span.source, first->span.offset).line);
  equate_diagnostic_set_help (diagnostic, "give one of the two another id");
}

/* What a file with faults would have contributed is not unknown: nothing is said about it where
 * others name it. */
static void
withhold (EquateWorkspace *self, const EquateWorkspaceFile *file)
{
  for (guint i = 0; i < equate_diagnostic_list_get_length (file->diagnostics); i++)
    if (equate_diagnostic_list_get (file->diagnostics, i)->code <= EQUATE_DIAGNOSTIC_UNKNOWN_KIND)
      self->unread = TRUE;
  for (guint i = 0; i < file->documents->len; i++)
    {
      const EquateWorkspaceDocument *document
          = &g_array_index (file->documents, EquateWorkspaceDocument, i);
      const char *id = document->catalog     ? document->catalog->institution.text
                       : document->agreement ? document->agreement->id.text
                                             : NULL;

      if (document->cases)
        continue; /* nothing refers to cases */
      if (document->grading)
        self->grading_withheld = TRUE;
      else if (id)
        g_hash_table_add (self->withheld, (gpointer) id);
      else
        self->unread = TRUE;
    }
}

/* In path order, so that the result does not depend on which thread was faster. */
static void
merge (EquateWorkspace *self, EquateDiagnosticList *diagnostics)
{
  g_autoptr (GHashTable) institutions = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) agreements = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->files->len; i++)
    {
      EquateWorkspaceFile *file = g_ptr_array_index (self->files, i);

      if (!file->source)
        continue;

      gboolean faulty = equate_diagnostic_list_count (file->diagnostics, EQUATE_SEVERITY_ERROR) > 0;

      if (faulty)
        withhold (self, file);
      equate_diagnostic_list_take_all (diagnostics, file->diagnostics);
      for (guint j = 0; j < file->documents->len; j++)
        {
          const EquateWorkspaceDocument *document
              = &g_array_index (file->documents, EquateWorkspaceDocument, j);

          /* What a faulty agreement names is checked all the same: all faults in one run. Nothing
           * is decided on a workspace that has errors. */
          if (faulty && (!document->agreement || !document->agreement->id.text))
            continue;
          if (document->catalog)
            add_unique (self->catalogs, document->catalog, &document->catalog->institution,
                        institutions, "institution", diagnostics);
          else if (document->agreement)
            add_unique (self->agreements, document->agreement, &document->agreement->id, agreements,
                        "agreement", diagnostics);
          else if (document->cases)
            g_ptr_array_add (self->cases, document->cases);
          else
            g_ptr_array_add (self->gradings, document->grading);
        }
    }
}

/**
 * equate_workspace_load:
 * @folder: (type filename): the folder
 * @max_file_size: bytes that a file may have; 0 for the default of 64 MiB
 * @diagnostics: (transfer none): receives what is wrong with the files; must not outlive the
 *   workspace
 * @error: return location for an error
 *
 * Reads a workspace whole. Fails with a #GFileError or #GIOErrorEnum where the folder cannot be
 * read or is no workspace.
 *
 * Returns: (transfer full) (nullable): the workspace, or %NULL with @error set
 *
 * Since: 0.1
 */
EquateWorkspace *
equate_workspace_load (const char *folder, gsize max_file_size, EquateDiagnosticList *diagnostics,
                       GError **error)
{
  g_autoptr (EquateWorkspace) self = g_new0 (EquateWorkspace, 1);

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_workspace_file_free);
  self->arenas = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_arena_free);
  self->catalogs = g_ptr_array_new ();
  self->gradings = g_ptr_array_new ();
  self->agreements = g_ptr_array_new ();
  self->cases = g_ptr_array_new ();
  self->withheld = g_hash_table_new (g_str_hash, g_str_equal);
  if (!find_files (self, folder, diagnostics, error))
    return NULL;
  read_files (self, folder, max_file_size ? max_file_size : EQUATE_MAX_FILE_SIZE, diagnostics);
  self->digest = equate_workspace_files_parse (self->files, self->size, self->arenas);
  merge (self, diagnostics);
  return g_steal_pointer (&self);
}

/**
 * equate_workspace_free:
 * @workspace: (transfer full) (nullable): the workspace
 *
 * Frees the workspace with all its records and sources.
 *
 * Since: 0.1
 */
void
equate_workspace_free (EquateWorkspace *workspace)
{
  if (!workspace)
    return;
  g_ptr_array_unref (workspace->catalogs);
  g_ptr_array_unref (workspace->gradings);
  g_ptr_array_unref (workspace->agreements);
  g_ptr_array_unref (workspace->cases);
  g_hash_table_unref (workspace->withheld);
  g_ptr_array_unref (workspace->arenas);
  g_ptr_array_unref (workspace->files);
  g_free (workspace->digest);
  g_free (workspace);
}

/**
 * equate_workspace_get_digest:
 * @workspace: (transfer none): the workspace
 *
 * Names the content of the workspace: "sha256:" and hexadecimal digits.
 *
 * Returns: (transfer none): the digest
 *
 * Since: 0.1
 */
const char *
equate_workspace_get_digest (const EquateWorkspace *workspace)
{
  return workspace->digest;
}

/**
 * equate_workspace_get_catalogs:
 * @workspace: (transfer none): the workspace
 *
 * Gives the catalogs in path and document order.
 *
 * Returns: (transfer none) (element-type EquateCatalog): the catalogs
 *
 * Since: 0.1
 */
const GPtrArray *
equate_workspace_get_catalogs (const EquateWorkspace *workspace)
{
  return workspace->catalogs;
}

/**
 * equate_workspace_get_gradings:
 * @workspace: (transfer none): the workspace
 *
 * Gives the grading documents in path and document order.
 *
 * Returns: (transfer none) (element-type EquateGrading): the grading documents
 *
 * Since: 0.1
 */
const GPtrArray *
equate_workspace_get_gradings (const EquateWorkspace *workspace)
{
  return workspace->gradings;
}

/**
 * equate_workspace_get_agreements:
 * @workspace: (transfer none): the workspace
 *
 * Gives the agreements in path and document order.
 *
 * Returns: (transfer none) (element-type EquateAgreement): the agreements
 *
 * Since: 0.1
 */
const GPtrArray *
equate_workspace_get_agreements (const EquateWorkspace *workspace)
{
  return workspace->agreements;
}

/**
 * equate_workspace_get_cases:
 * @workspace: (transfer none): the workspace
 *
 * Gives the documents of cases in path and document order.
 *
 * Returns: (transfer none) (element-type EquateCases): the documents
 *
 * Since: 0.1
 */
const GPtrArray *
equate_workspace_get_cases (const EquateWorkspace *workspace)
{
  return workspace->cases;
}

/**
 * equate_workspace_list_sources:
 * @workspace: (transfer none): the workspace
 *
 * Gives the files that could be read, in path order.
 *
 * Returns: (transfer container) (element-type EquateSource): the files
 *
 * Since: 0.1
 */
GPtrArray *
equate_workspace_list_sources (const EquateWorkspace *workspace)
{
  GPtrArray *sources = g_ptr_array_new ();

  for (guint i = 0; i < workspace->files->len; i++)
    {
      const EquateWorkspaceFile *file = g_ptr_array_index (workspace->files, i);

      if (file->source)
        g_ptr_array_add (sources, file->source);
    }
  return sources;
}

/**
 * equate_workspace_may_define:
 * @workspace: (transfer none): the workspace
 * @id: of an institution or agreement that the workspace does not have
 *
 * Says whether a file that contributes nothing for its faults may have the id.
 *
 * Returns: TRUE when nobody can say that the id is unknown
 *
 * Since: 0.1
 */
gboolean
equate_workspace_may_define (const EquateWorkspace *workspace, const char *id)
{
  return workspace->unread || g_hash_table_contains (workspace->withheld, id);
}

/**
 * equate_workspace_may_have_grading:
 * @workspace: (transfer none): the workspace
 *
 * Says whether a file that contributes nothing for its faults may have scales or conversions.
 *
 * Returns: TRUE when nobody can say that one is unknown
 *
 * Since: 0.1
 */
gboolean
equate_workspace_may_have_grading (const EquateWorkspace *workspace)
{
  return workspace->unread || workspace->grading_withheld;
}

/**
 * equate_workspace_get_n_files:
 * @workspace: (transfer none): the workspace
 *
 * Counts the files that were read.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint
equate_workspace_get_n_files (const EquateWorkspace *workspace)
{
  return workspace->n_files;
}

/**
 * equate_workspace_get_size:
 * @workspace: (transfer none): the workspace
 *
 * Counts the bytes of the files that were read.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint64
equate_workspace_get_size (const EquateWorkspace *workspace)
{
  return workspace->size;
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
