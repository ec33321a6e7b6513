/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/workspace-files.h"

#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/processors.h"
#include "base/suggest.h"
#include "load/load.h"
#include "yaml/yaml-stream.h"

/* Below it a thread costs more than it saves. */
#define LEAST_SIZE_FOR_THREADS (64u * 1024)

/* A worker's share is whatever it gets hold of first; the results do not depend on it. */
typedef struct
{
  GPtrArray *tasks; /* borrowed: files, the largest first, so that both threads end together */
  gint next;        /* atomic */
} Work;

typedef struct
{
  Work *work;         /* borrowed: shared by all */
  EquateArena *arena; /* borrowed: its own */
} Worker;

/**
 * equate_workspace_file_free:
 * @file: (transfer full): a file
 *
 * Frees a file with its source; its records lie in an arena.
 *
 * Since: 0.1
 */
void
equate_workspace_file_free (EquateWorkspaceFile *file)
{
  g_clear_pointer (&file->documents, g_array_unref);
  g_clear_pointer (&file->diagnostics, equate_diagnostic_list_free);
  g_clear_pointer (&file->source, equate_source_free);
  g_free (file->relative);
  g_free (file);
}

/* --- One file --- */

/**
 * equate_workspace_file_may_wait:
 * @file: (transfer none): a file; its size is set
 * @folder: (type filename): the workspace
 * @max_size: bytes that a file may have
 *
 * Looks whether a file begins as an agreement, which is enough to leave it for later. A file that
 * cannot be read, or is too large, is none that waits.
 *
 * Returns: whether it does
 *
 * Since: 0.1
 */
gboolean
equate_workspace_file_may_wait (EquateWorkspaceFile *file, const char *folder, gsize max_size)
{
  static const char mark[] = "\xef\xbb\xbf";
  static const char beginning[] = "equate: agreement/1\n";
  char text[sizeof mark + sizeof beginning] = "";
  struct stat status;
  g_autofree char *path = g_build_filename (folder, file->relative, NULL);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  if (fd < 0)
    return FALSE;

  gboolean good = fstat (fd, &status) == 0 && S_ISREG (status.st_mode)
                  && (guint64) status.st_size <= max_size
                  && read (fd, text, sizeof text - 1) == sizeof text - 1;

  close (fd);
  file->size = good ? (gsize) status.st_size : 0;
  return good
         && g_str_has_prefix (text + (g_str_has_prefix (text, mark) ? strlen (mark) : 0),
                              beginning);
}

static void
report_kind (EquateDecoder *decoder, const char *kind, EquateSpan span)
{
  static const char *const kinds[] = { "catalog/1", "grading/1", "agreement/1", "cases/1", NULL };
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      equate_decoder_get_diagnostics (decoder), EQUATE_DIAGNOSTIC_UNKNOWN_KIND, span,
      "a workspace has no documents of the kind `%s`", kind);
  const char *nearest = equate_suggest_nearest (kind, kinds);

  if (strcmp (kind, "transcript/1") == 0)
    equate_diagnostic_set_help (diagnostic,
                                "keep transcripts elsewhere, and name them to `equate convert`");
  else if (nearest)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
  else
    equate_diagnostic_set_help (diagnostic, "it has catalog/1, grading/1, agreement/1 and cases/1");
}

static void
load_document (EquateDecoder *decoder, const char *kind, EquateSpan span, GArray *documents)
{
  EquateWorkspaceDocument document = { NULL };

  if (strcmp (kind, "catalog/1") == 0)
    document.catalog = equate_load_catalog (decoder);
  else if (strcmp (kind, "grading/1") == 0)
    document.grading = equate_load_grading (decoder);
  else if (strcmp (kind, "agreement/1") == 0)
    document.agreement = equate_load_agreement (decoder);
  else if (strcmp (kind, "cases/1") == 0)
    document.cases = equate_load_cases (decoder);
  else
    {
      report_kind (decoder, kind, span);
      equate_decoder_skip_document (decoder);
      return;
    }
  g_array_append_val (documents, document);
}

/**
 * equate_workspace_file_parse:
 * @file: (transfer none): a file with its source
 * @decoder: (transfer none): reads it; nobody else's meanwhile
 * @arena: (transfer none): where its records are made
 *
 * Reads the documents of a file.
 *
 * Since: 0.1
 */
void
equate_workspace_file_parse (EquateWorkspaceFile *file, EquateDecoder *decoder, EquateArena *arena)
{
  EquateSpan span = { NULL };

  file->diagnostics = equate_diagnostic_list_new ();
  file->documents = g_array_new (FALSE, FALSE, sizeof (EquateWorkspaceDocument));

  g_autoptr (EquateYamlStream) stream = equate_yaml_stream_new (file->source, file->diagnostics);

  equate_decoder_restart (decoder, equate_yaml_stream_get_reader (stream), arena,
                          file->diagnostics);
  for (const char *kind = equate_decoder_next_document (decoder, NULL, &span); kind;
       kind = equate_decoder_next_document (decoder, NULL, &span))
    load_document (decoder, kind, span, file->documents);
}

/* --- All files --- */

static void *
run (void *data)
{
  Worker *worker = data;
  Work *work = worker->work;
  g_autoptr (EquateDecoder) decoder = equate_decoder_new (NULL, NULL, NULL);

  for (;;)
    {
      guint task = (guint) g_atomic_int_add (&work->next, 1);

      if (task >= work->tasks->len)
        return NULL;
      equate_workspace_file_parse (g_ptr_array_index (work->tasks, task), decoder, worker->arena);
    }
}

static gint
compare_sizes (gconstpointer a, gconstpointer b)
{
  const EquateWorkspaceFile *left = *(const EquateWorkspaceFile *const *) a;
  const EquateWorkspaceFile *right = *(const EquateWorkspaceFile *const *) b;
  gsize left_size;
  gsize right_size;

  equate_source_get_bytes (left->source, &left_size);
  equate_source_get_bytes (right->source, &right_size);
  return (left_size < right_size) - (left_size > right_size);
}

/**
 * equate_workspace_files_count_threads:
 * @size: bytes that are to be parsed
 *
 * Says how many threads pay: not more than there are processors, and one where there is little to
 * do.
 *
 * Returns: at least 1, at most %EQUATE_MAX_LOAD_THREADS
 *
 * Since: 0.1
 */
guint
equate_workspace_files_count_threads (guint64 size)
{
  return size >= LEAST_SIZE_FOR_THREADS ? MIN (EQUATE_MAX_LOAD_THREADS, equate_processors_count ())
                                        : 1;
}

/**
 * equate_workspace_files_parse:
 * @files: (transfer none) (element-type EquateWorkspaceFile): the files in path order
 * @size: bytes of all of them
 * @arenas: (transfer none) (element-type EquateArena): receives where the records were made
 *
 * Parses the files whose sources are there, each with its findings.
 *
 * Since: 0.1
 */
void
equate_workspace_files_parse (GPtrArray *files, guint64 size, GPtrArray *arenas)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new ();
  guint n_threads = equate_workspace_files_count_threads (size);
  Work work = { tasks, 0 };
  Worker workers[EQUATE_MAX_LOAD_THREADS];
  pthread_t threads[EQUATE_MAX_LOAD_THREADS];
  gboolean started[EQUATE_MAX_LOAD_THREADS] = { FALSE };

  for (guint i = 0; i < files->len; i++)
    {
      EquateWorkspaceFile *file = g_ptr_array_index (files, i);

      if (file->source)
        g_ptr_array_add (tasks, file);
    }
  g_ptr_array_sort (tasks, compare_sizes);
  for (guint i = 0; i < n_threads; i++)
    {
      workers[i] = (Worker){ &work, equate_arena_new () };
      g_ptr_array_add (arenas, workers[i].arena);
    }
  /* Where no thread can be had, this one does it all. */
  for (guint i = 1; i < n_threads; i++)
    started[i] = pthread_create (&threads[i], NULL, run, &workers[i]) == 0;
  run (&workers[0]);
  for (guint i = 1; i < n_threads; i++)
    if (started[i])
      pthread_join (threads[i], NULL);
}
