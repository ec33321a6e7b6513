/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/workspace.h"

#include <string.h>

#include "base/digest.h"
#include "base/limits.h"
#include "load/workspace-folder.h"

struct _EquateWorkspace
{
  char *folder;          /* owned */
  gsize max_file_size;   /* bytes */
  GPtrArray *apart;      /* owned; of files: those that are read when they are needed */
  GPtrArray *files;      /* owned: EquateWorkspaceFile, in path order */
  GPtrArray *arenas;     /* owned: EquateArena, one for each thread that read */
  GPtrArray *catalogs;   /* owned; the records lie in the arenas */
  GPtrArray *gradings;   /* owned; likewise */
  GPtrArray *agreements; /* owned; likewise */
  GPtrArray *cases;      /* owned; likewise */
  GHashTable *withheld;  /* owned: ids of institutions and agreements in files with faults */
  EquateDigest *summing; /* owned, nullable: what the digest is made of, */
  guint n_summed;        /* of so many files */
  char *digest;          /* owned, nullable: there in the end */
  guint n_files;         /* that could be read */
  guint64 size;          /* bytes of these */
  gboolean grading_withheld; /* there are scales or conversions in files with faults */
  gboolean unread;           /* files with faults were not read to their ends */
};

static EquateSource *
read_file (const EquateWorkspace *self, const EquateWorkspaceFile *file, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, file->relative, NULL);
  g_autofree char *shown = g_filename_display_name (file->relative);

  return equate_source_new_from_file (path, shown, self->max_file_size, error);
}

static EquateFingerprint
fingerprint (const EquateSource *source)
{
  gsize length;
  const char *bytes = equate_source_get_bytes (source, &length);

  return equate_fingerprint (bytes, length);
}

/* The present file, read or not. */
static void
add_to_digest (EquateDigest *digest, const EquateWorkspaceFile *file)
{
  if (!file->source)
    return;

  char size[32];
  gsize length;
  const char *bytes = equate_source_get_bytes (file->source, &length);

  g_snprintf (size, sizeof size, "%" G_GSIZE_FORMAT, length);
  equate_digest_update (digest, file->relative, strlen (file->relative) + 1);
  equate_digest_update (digest, size, strlen (size) + 1);
  equate_digest_update (digest, bytes, length);
}

/* Goes on up to the next file that stands apart, or to the end. */
static void
sum_up (EquateWorkspace *self)
{
  for (; self->n_summed < self->files->len; self->n_summed++)
    {
      const EquateWorkspaceFile *file = g_ptr_array_index (self->files, self->n_summed);

      if (file->apart)
        return;
      add_to_digest (self->summing, file);
    }
  self->digest = equate_digest_finish (self->summing);
}

/* apart: agreements are not wanted now. */
static void
read_files (EquateWorkspace *self, gboolean apart, EquateDiagnosticList *diagnostics)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      EquateWorkspaceFile *file = g_ptr_array_index (self->files, i);
      g_autoptr (GError) error = NULL;

      file->apart = apart && equate_workspace_file_may_wait (file, self->folder, self->max_file_size);
      if (file->apart)
        g_ptr_array_add (self->apart, file);
      else if ((file->source = read_file (self, file, &error)))
        equate_source_get_bytes (file->source, &file->size);
      else
        {
          equate_workspace_report_unreadable (diagnostics, error);
          self->unread = TRUE;
          continue;
        }
      self->n_files++;
      self->size += file->size;
    }
  sum_up (self);
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

static EquateWorkspace *
load (const char *folder, gsize max_file_size, gboolean apart, EquateDiagnosticList *diagnostics,
      GError **error)
{
  g_autoptr (EquateWorkspace) self = g_new0 (EquateWorkspace, 1);

  self->folder = g_strdup (folder);
  self->max_file_size = max_file_size ? max_file_size : EQUATE_MAX_FILE_SIZE;
  self->apart = g_ptr_array_new ();
  self->summing = equate_digest_new ();
  self->files = equate_workspace_list_files (folder, &self->unread, diagnostics, error);
  self->arenas = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_arena_free);
  self->catalogs = g_ptr_array_new ();
  self->gradings = g_ptr_array_new ();
  self->agreements = g_ptr_array_new ();
  self->cases = g_ptr_array_new ();
  self->withheld = g_hash_table_new (g_str_hash, g_str_equal);
  if (!self->files)
    return NULL;
  read_files (self, apart, diagnostics);
  equate_workspace_files_parse (self->files, self->size, self->arenas);
  merge (self, diagnostics);
  return g_steal_pointer (&self);
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
  return load (folder, max_file_size, FALSE, diagnostics, error);
}

/**
 * equate_workspace_load_apart:
 * @folder: (type filename): the folder
 * @max_file_size: bytes that a file may have; 0 for the default of 64 MiB
 * @diagnostics: (transfer none): receives what is wrong with the files; must not outlive the
 *   workspace
 * @error: return location for an error
 *
 * Reads a workspace but for the files that begin as an agreement: equate_workspace_parse_apart()
 * reads each of them when it is needed, and equate_workspace_hand_in() takes what was read into
 * account. For whoever does not need all agreements at the same time.
 *
 * Returns: (transfer full) (nullable): the workspace, or %NULL with @error set
 *
 * Since: 0.1
 */
EquateWorkspace *
equate_workspace_load_apart (const char *folder, gsize max_file_size,
                             EquateDiagnosticList *diagnostics, GError **error)
{
  return load (folder, max_file_size, TRUE, diagnostics, error);
}

/**
 * equate_workspace_get_n_apart:
 * @workspace: (transfer none): the workspace
 *
 * Counts the files that were left out.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint
equate_workspace_get_n_apart (const EquateWorkspace *workspace)
{
  return workspace->apart->len;
}

/**
 * equate_workspace_parse_apart:
 * @workspace: (transfer none): the workspace, of which several threads may ask for several files
 * @index: one of the files that were left out, in path order
 * @decoder: (transfer none): reads it; of this thread
 * @arena: (transfer none): where its records are made
 *
 * Reads and parses a file that was left out.
 *
 * Returns: (transfer full) (nullable): the file; %NULL where it cannot be read any more. Free with
 *   equate_workspace_file_free() before @arena.
 *
 * Since: 0.1
 */
EquateWorkspaceFile *
equate_workspace_parse_apart (const EquateWorkspace *workspace, guint index,
                              EquateDecoder *decoder, EquateArena *arena)
{
  const EquateWorkspaceFile *known = g_ptr_array_index (workspace->apart, index);
  EquateSource *source = read_file (workspace, known, NULL);

  if (!source)
    return NULL;

  EquateWorkspaceFile *file = g_new0 (EquateWorkspaceFile, 1);

  file->relative = g_strdup (known->relative);
  file->source = source;
  equate_source_get_bytes (source, &file->size);
  file->fingerprint = fingerprint (source);
  equate_workspace_file_parse (file, decoder, arena);
  return file;
}

/**
 * equate_workspace_hand_in:
 * @workspace: (transfer none): the workspace; of one thread at a time
 * @index: the file of those that were left out that is next
 * @file: (transfer none): what equate_workspace_parse_apart() read of it
 *
 * Adds a file that was left out to what is known of the workspace: its digest, its size.
 *
 * Since: 0.1
 */
void
equate_workspace_hand_in (EquateWorkspace *workspace, guint index, const EquateWorkspaceFile *file)
{
  EquateWorkspaceFile *known = g_ptr_array_index (workspace->apart, index);

  g_return_if_fail (workspace->n_summed < workspace->files->len
                    && g_ptr_array_index (workspace->files, workspace->n_summed) == known);

  workspace->size += file->size - known->size;
  known->size = file->size;
  known->fingerprint = file->fingerprint;
  add_to_digest (workspace->summing, file);
  workspace->n_summed++;
  sum_up (workspace);
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
  g_clear_pointer (&workspace->files, g_ptr_array_unref);
  g_ptr_array_unref (workspace->apart);
  g_clear_pointer (&workspace->summing, equate_digest_free);
  g_free (workspace->digest);
  g_free (workspace->folder);
  g_free (workspace);
}

/**
 * equate_workspace_get_digest:
 * @workspace: (transfer none): the workspace
 *
 * Names the content of the workspace: "sha256:" and hexadecimal digits.
 *
 * Returns: (transfer none) (nullable): the digest; %NULL while files are to be handed in
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
 * equate_workspace_get_files:
 * @workspace: (transfer none): the workspace
 *
 * Gives the files in path order, those that could not be read and those that stand apart too.
 *
 * Returns: (transfer none) (element-type EquateWorkspaceFile): the files
 *
 * Since: 0.1
 */
const GPtrArray *
equate_workspace_get_files (const EquateWorkspace *workspace)
{
  return workspace->files;
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
