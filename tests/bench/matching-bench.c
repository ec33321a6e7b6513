/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Matching alone: which rules are satisfied for which transcript, and by which entries.
 *
 *     matching-bench [--count N] [--repeats N] [--threads N] [--list FILE] WORKSPACE TRANSCRIPTS DATE
 *
 * The transcripts are read before the clock starts. Prints one JSON object: processor time of the
 * thread, the shortest of the repeats; with several threads the time on the wall. --list writes a
 * line for each candidate: student, rule, positions of the entries from 0.
 */
#include <stdio.h>
#include <time.h>

#include "compile/pattern.h"
#include "decide/evaluation.h"
#include "decide/selection-problem.h"
#include "load/load-transcript.h"

typedef struct
{
  gint count;
  gint repeats;
  gint threads;
  char *list;   /* owned */
  char **names; /* owned */
} Options;

typedef struct
{
  EquateWorkspace *workspace; /* owned */
  EquateRuleset *ruleset;     /* owned */
  EquateDate on;
  EquateArena *arena;     /* owned: the transcripts */
  GPtrArray *transcripts; /* owned: EquateTranscript */
} Bench;

/* What one thread works with. */
typedef struct
{
  const Bench *bench; /* borrowed */
  guint first;        /* transcripts */
  guint end;
  FILE *list;           /* borrowed, nullable */
  EquateArena *arena;   /* owned */
  GHashTable *patterns; /* owned */
  GArray *warnings;     /* owned */
  guint64 n_candidates;
} Worker;

static double
get_seconds (clockid_t id)
{
  struct timespec now;
  clock_gettime (id, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* --- input --- */

static void
copy_name (EquateArena *arena, EquateName *name)
{
  name->text = equate_arena_strdup (arena, name->text);
}

/* The reader forgets a transcript with the next one. */
static EquateTranscript *
copy_transcript (EquateArena *arena, const EquateTranscript *from)
{
  EquateTranscript *transcript = equate_arena_copy (arena, from, sizeof *from, 1);
  transcript->student.id = equate_arena_strdup (arena, from->student.id);
  copy_name (arena, &transcript->institution);
  copy_name (arena, &transcript->target.institution);
  copy_name (arena, &transcript->target.programme);
  transcript->entries.items = equate_arena_copy (arena, from->entries.items, sizeof (EquateEntry),
                                                 from->entries.length);
  for (guint i = 0; i < from->entries.length; i++)
    {
      EquateEntry *entry = equate_list_index (transcript->entries, EquateEntry, i);
      gboolean is_key = entry->course.key == entry->course.text;
      entry->course.text = equate_arena_strdup (arena, entry->course.text);
      entry->course.key
          = is_key ? entry->course.text : equate_arena_strdup (arena, entry->course.key);
      entry->title = equate_arena_strdup (arena, entry->title);
      entry->grade = equate_arena_strdup (arena, entry->grade);
      copy_name (arena, &entry->scale);
    }
  return transcript;
}

static gboolean
read_transcripts (Bench *bench, const char *path, gint count, GError **error)
{
  EquateSource *source = equate_source_new_from_file (path, path, G_MAXUINT32 - 1, error);
  if (source == NULL)
    return FALSE;
  g_autoptr (EquateTranscriptReader) reader
      = equate_transcript_reader_new (source, EQUATE_FORMAT_AUTO);
  EquateRecord record;
  for (gint i = 0; i < count && equate_transcript_reader_next (reader, &record); i++)
    if (record.transcript != NULL)
      g_ptr_array_add (bench->transcripts, copy_transcript (bench->arena, record.transcript));
  return TRUE;
}

static gboolean
open_workspace (Bench *bench, const Options *options, GError **error)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  if (!equate_date_parse (options->names[2], -1, &bench->on))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s is no date", options->names[2]);
      return FALSE;
    }
  bench->workspace = equate_workspace_load (options->names[0], 0, diagnostics, error);
  if (bench->workspace == NULL)
    return FALSE;
  bench->ruleset = equate_ruleset_new (bench->workspace, diagnostics);
  if (equate_diagnostic_list_count (diagnostics, EQUATE_SEVERITY_ERROR) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the workspace %s has errors",
               options->names[0]);
  return FALSE;
}

/* --- matching --- */

static void
list_ways (const Worker *worker, const EquateTranscript *transcript, guint32 rule,
           const EquateWays *ways)
{
  const EquateRuleset *ruleset = worker->bench->ruleset;
  for (guint i = 0; i < ways->n; i++)
    {
      const EquateWay *way = &ways->items[i];
      fprintf (worker->list, "%s\t%s\t", transcript->student.id,
               equate_ruleset_text (ruleset, ruleset->rules[rule].id));
      for (guint a = 0; a < way->n_attempts; a++)
        fprintf (worker->list, a > 0 ? ",%u" : "%u", way->attempts[a]);
      fputc ('\n', worker->list);
    }
}

static void
match (Worker *worker, const EquateTranscript *transcript)
{
  const EquateRuleset *ruleset = worker->bench->ruleset;
  EquateEvaluation evaluation = {
    .ruleset = ruleset,
    .from = equate_ruleset_find_institution (ruleset, transcript->institution.text),
    .to = equate_ruleset_find_institution (ruleset, transcript->target.institution.text),
    .programme = EQUATE_NO_INDEX,
    .on = worker->bench->on,
    .arena = worker->arena,
    .patterns = worker->patterns,
    .warnings = worker->warnings,
    .work = EQUATE_WORK_FOR_WAYS,
  };
  const char *programme = transcript->target.programme.text;
  if (programme != NULL)
    evaluation.programme = equate_ruleset_find_programme (ruleset, evaluation.to, programme);
  guint32 agreement = equate_ruleset_find_agreement (ruleset, evaluation.from, evaluation.to,
                                                     programme, evaluation.on);
  if (agreement == EQUATE_NO_INDEX)
    return;
  evaluation.agreement = &ruleset->agreements[agreement];
  equate_attempts_judge (&evaluation, transcript);
  equate_leaves_match (&evaluation);
  for (guint i = 0; i < evaluation.n_touched; i++)
    {
      EquateWays ways = equate_rule_find_ways (&evaluation, &evaluation.touched[i]);
      worker->n_candidates += ways.n;
      if (worker->list != NULL)
        list_ways (worker, transcript, evaluation.touched[i].rule, &ways);
    }
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  worker->n_candidates = 0;
  for (guint i = worker->first; i < worker->end; i++)
    {
      equate_arena_reset (worker->arena);
      g_array_set_size (worker->warnings, 0);
      match (worker, worker->bench->transcripts->pdata[i]);
    }
  return NULL;
}

static Worker *
start_workers (const Bench *bench, guint n)
{
  Worker *workers = g_new0 (Worker, n);
  for (guint i = 0; i < n; i++)
    {
      Worker *worker = &workers[i];
      worker->bench = bench;
      worker->first = bench->transcripts->len * i / n;
      worker->end = bench->transcripts->len * (i + 1) / n;
      worker->arena = equate_arena_new ();
      worker->patterns
          = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) equate_pattern_free);
      worker->warnings = g_array_new (FALSE, FALSE, sizeof (EquateDecisionWarning));
    }
  return workers;
}

static void
stop_workers (Worker *workers, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      equate_arena_free (workers[i].arena);
      g_hash_table_unref (workers[i].patterns);
      g_array_unref (workers[i].warnings);
    }
  g_free (workers);
}

static double
run_once (Worker *workers, guint n)
{
  clockid_t id = n > 1 ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
  g_autofree GThread **threads = g_new0 (GThread *, n);
  double started = get_seconds (id);
  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_new ("match", work, &workers[i]);
  work (&workers[0]);
  for (guint i = 1; i < n; i++)
    g_thread_join (threads[i]);
  return get_seconds (id) - started;
}

static gboolean
list_all (Worker *worker, const char *path, GError **error)
{
  worker->list = fopen (path, "w");
  if (worker->list != NULL)
    work (worker);
  if (worker->list != NULL && fclose (worker->list) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s cannot be written", path);
  return FALSE;
}

static gboolean
run (const Options *options, GError **error)
{
  g_autoptr (EquateArena) arena = equate_arena_new ();
  g_autoptr (GPtrArray) transcripts = g_ptr_array_new ();
  Bench bench = { .arena = arena, .transcripts = transcripts };
  gboolean good = open_workspace (&bench, options, error)
                  && read_transcripts (&bench, options->names[1], options->count, error);
  if (good)
    {
      guint n = options->list != NULL ? 1 : (guint) options->threads;
      Worker *workers = start_workers (&bench, n);
      double best = G_MAXDOUBLE;
      for (gint i = 0; i < options->repeats; i++)
        {
          double seconds = run_once (workers, n);
          best = MIN (best, seconds);
        }
      guint64 n_candidates = 0;
      for (guint i = 0; i < n; i++)
        n_candidates += workers[i].n_candidates;
      if (options->list != NULL)
        good = list_all (&workers[0], options->list, error);
      printf ("{\"transcripts\": %u, \"candidates\": %" G_GUINT64_FORMAT ", \"seconds\": %.6f}\n",
              transcripts->len, n_candidates, best);
      stop_workers (workers, n);
    }
  g_clear_pointer (&bench.ruleset, equate_ruleset_free);
  g_clear_pointer (&bench.workspace, equate_workspace_free);
  return good;
}

int
main (int argc, char **argv)
{
  Options options = { .count = G_MAXINT, .repeats = 1, .threads = 1 };
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_INT, &options.count, "so many transcripts at most", "N" },
    { "repeats", 0, 0, G_OPTION_ARG_INT, &options.repeats, "measure so often", "N" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &options.threads, "with so many threads", "N" },
    { "list", 0, 0, G_OPTION_ARG_FILENAME, &options.list, "write the candidates", "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.names, NULL,
      "WORKSPACE TRANSCRIPTS DATE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_option_context_add_main_entries (context, entries, NULL);
  gboolean good = g_option_context_parse (context, &argc, &argv, &error);
  if (good && (options.names == NULL || g_strv_length (options.names) != 3 || options.repeats < 1
               || options.threads < 1))
    {
      g_printerr ("%s", g_option_context_get_help (context, TRUE, NULL));
      return 2;
    }
  good = good && run (&options, &error);
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  g_strfreev (options.names);
  g_free (options.list);
  return good ? 0 : 2;
}
