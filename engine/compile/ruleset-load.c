/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-load.h"

#include <pthread.h>
#include <string.h>

#include "compile/ruleset-builder.h"

/* So many files may be parsed and not yet compiled: enough that no thread waits for the other. */
#define WINDOW 8u

/* A file on its way. */
typedef struct
{
  EquateArena *arena;        /* owned: its records */
  EquateWorkspaceFile *file; /* owned; NULL: not there yet */
} Parsed;

/*
 * Files are parsed by all threads, and compiled in path order by whichever thread has parsed the
 * one that is next, so that the ruleset does not depend on which was faster. Whatever is not plain
 * ends it: then the workspace is loaded as a whole, which finds the same again and more.
 */
typedef struct
{
  EquateWorkspace *workspace;       /* borrowed */
  EquateRulesetBuilder *builder;    /* borrowed; of the thread that compiles */
  GHashTable *ids;                  /* owned: of agreements; of the thread that compiles */
  pthread_mutex_t mutex;            /* guards all below */
  pthread_cond_t moved;
  GPtrArray *arenas; /* owned: empty ones */
  Parsed parsed[WINDOW];
  guint n_files;
  guint next_parsed;
  guint next_compiled;
  gboolean compiling;
  gboolean ended; /* something is not plain */
} Stream;

/* An agreement that needs no other one, of which nothing was reported. */
static const EquateAgreement *
get_plain_agreement (const EquateWorkspaceFile *file)
{
  if (file == NULL || file->documents->len != 1
      || equate_diagnostic_list_get_length (file->diagnostics) > 0)
    return NULL;
  const EquateAgreement *agreement
      = g_array_index (file->documents, EquateWorkspaceDocument, 0).agreement;
  return agreement != NULL && agreement->extends.length == 0 && agreement->from.length > 0
             ? agreement
             : NULL;
}

static gboolean
compile (Stream *stream, const EquateWorkspaceFile *file)
{
  EquateRulesetBuilder *builder = stream->builder;
  const EquateAgreement *agreement = get_plain_agreement (file);
  if (agreement == NULL || !g_hash_table_add (stream->ids, g_strdup (agreement->id.text)))
    return FALSE;
  equate_compile_agreement (builder, agreement, NULL);
  return equate_diagnostic_list_get_length (builder->diagnostics) == 0;
}

static void
drop_parsed (Stream *stream, Parsed *parsed)
{
  g_clear_pointer (&parsed->file, equate_workspace_file_free);
  equate_arena_reset (parsed->arena);
  g_ptr_array_add (stream->arenas, g_steal_pointer (&parsed->arena));
}

/* Compiles what is there in order; another thread that does so takes over what comes meanwhile. */
static void
compile_ready (Stream *stream)
{
  while (!stream->ended && !stream->compiling)
    {
      Parsed *parsed = &stream->parsed[stream->next_compiled % WINDOW];
      if (parsed->file == NULL)
        return;
      stream->compiling = TRUE;
      pthread_mutex_unlock (&stream->mutex);
      equate_workspace_hand_in (stream->workspace, stream->next_compiled, parsed->file);
      gboolean good = compile (stream, parsed->file);
      pthread_mutex_lock (&stream->mutex);
      drop_parsed (stream, parsed);
      stream->compiling = FALSE;
      stream->next_compiled++;
      stream->ended = stream->ended || !good;
      pthread_cond_broadcast (&stream->moved);
    }
}

static void
parse (Stream *stream, guint index, EquateDecoder *decoder)
{
  EquateArena *arena = stream->arenas->len > 0
                           ? g_ptr_array_steal_index_fast (stream->arenas, stream->arenas->len - 1)
                           : equate_arena_new ();
  pthread_mutex_unlock (&stream->mutex);
  EquateWorkspaceFile *file = equate_workspace_parse_apart (stream->workspace, index, decoder, arena);
  pthread_mutex_lock (&stream->mutex);
  stream->parsed[index % WINDOW] = (Parsed){ arena, file };
  stream->ended = stream->ended || file == NULL;
}

static void *
run (void *data)
{
  Stream *stream = data;
  g_autoptr (EquateDecoder) decoder = equate_decoder_new (NULL, NULL, NULL);
  pthread_mutex_lock (&stream->mutex);
  while (!stream->ended && stream->next_parsed < stream->n_files)
    {
      if (stream->next_parsed < stream->next_compiled + WINDOW)
        {
          parse (stream, stream->next_parsed++, decoder);
          compile_ready (stream);
        }
      else
        pthread_cond_wait (&stream->moved, &stream->mutex);
    }
  pthread_mutex_unlock (&stream->mutex);
  return NULL;
}

/* FALSE: not all agreements are plain. */
static gboolean
compile_apart (EquateRulesetBuilder *builder, EquateWorkspace *workspace)
{
  Stream stream = {
    .workspace = workspace,
    .builder = builder,
    .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .mutex = PTHREAD_MUTEX_INITIALIZER,
    .moved = PTHREAD_COND_INITIALIZER,
    .arenas = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_arena_free),
    .n_files = equate_workspace_get_n_apart (workspace),
  };
  pthread_t threads[EQUATE_MAX_LOAD_THREADS];
  guint n_started = 1;
  guint n_threads
      = equate_workspace_files_count_threads (equate_workspace_get_size (workspace));
  /* Where no thread can be had, this one does it all. */
  while (n_started < n_threads && pthread_create (&threads[n_started], NULL, run, &stream) == 0)
    n_started++;
  run (&stream);
  for (guint i = 1; i < n_started; i++)
    pthread_join (threads[i], NULL);
  for (guint i = 0; i < WINDOW; i++)
    if (stream.parsed[i].arena != NULL)
      drop_parsed (&stream, &stream.parsed[i]);
  g_ptr_array_unref (stream.arenas);
  g_hash_table_unref (stream.ids);
  pthread_cond_destroy (&stream.moved);
  pthread_mutex_destroy (&stream.mutex);
  return !stream.ended;
}

/* NULL: something is to be said, or is not plain. */
static EquateRuleset *
load_apart (const char *folder, gsize max_file_size, EquateWorkspace **workspace, GError **error)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateWorkspace) apart
      = equate_workspace_load_apart (folder, max_file_size, diagnostics, error);
  if (apart == NULL || equate_workspace_get_agreements (apart)->len > 0
      || equate_diagnostic_list_get_length (diagnostics) > 0)
    return NULL;
  EquateRulesetBuilder builder;
  equate_builder_init (&builder, apart, diagnostics);
  equate_compile_catalogs (&builder);
  gboolean plain = compile_apart (&builder, apart);
  g_autoptr (EquateRuleset) ruleset = equate_builder_finish (&builder);
  if (!plain || equate_diagnostic_list_get_length (diagnostics) > 0)
    return NULL;
  *workspace = g_steal_pointer (&apart);
  return g_steal_pointer (&ruleset);
}

EquateRuleset *
equate_ruleset_load (const char *folder, gsize max_file_size, EquateWorkspace **workspace,
                     EquateDiagnosticList *diagnostics, GError **error)
{
  g_autoptr (GError) own_error = NULL;
  EquateRuleset *ruleset = load_apart (folder, max_file_size, workspace, &own_error);
  if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));
  else if (ruleset == NULL)
    {
      *workspace = equate_workspace_load (folder, max_file_size, diagnostics, error);
      ruleset = *workspace != NULL ? equate_ruleset_new (*workspace, diagnostics) : NULL;
    }
  return ruleset;
}
