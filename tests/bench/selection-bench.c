/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Our selection against GLPK, on the problems of real decisions or on dense random ones:
 *
 *     selection-bench [--repeats N] [--count N] WORKSPACE TRANSCRIPTS DATE
 *     selection-bench [--repeats N] [--count N] [--seed N] --dense
 *
 * Prints one JSON object. Exit status 1: a choice of ours was not allowed or not the best.
 */
#include <stdio.h>
#include <string.h>

#include "comparison.h"
#include "compile/pattern.h"
#include "dense-problem.h"
#include "load/load-transcript.h"

typedef struct
{
  gint repeats;
  gint count;
  gint seed;
  gint entries;
  gint targets;
  gboolean dense;
  char **names; /* owned */
} Options;

typedef struct
{
  EquateWorkspace *workspace;   /* owned */
  EquateRuleset *ruleset;       /* owned */
  EquateArena *arena;           /* owned */
  GHashTable *patterns;         /* owned */
  GArray *warnings;             /* owned */
  Comparison *comparison;       /* borrowed */
  EquateDate on;
} Bench;

static gboolean
has_unknown (const GArray *applications)
{
  for (guint i = 0; i < applications->len; i++)
    if (g_array_index (applications, EquateApplication, i).unknown != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
compare_both (Bench *bench, EquateEvaluation *evaluation, const EquateTranscript *transcript)
{
  equate_attempts_judge (evaluation, transcript);
  equate_leaves_match (evaluation);
  g_autoptr (GArray) applications = equate_applications_find (evaluation);
  EquateSelectionProblem problem = {
    .evaluation = evaluation,
    .applications = (const EquateApplication *) (gpointer) applications->data,
    .n_applications = applications->len,
    .work = EQUATE_WORK_FOR_SELECTION,
  };
  problem.caps = equate_caps_find (evaluation, &problem.n_caps);
  gboolean good = comparison_add (bench->comparison, &problem, transcript->student.id);
  if (!has_unknown (applications))
    return good;
  problem.favour = TRUE;
  return comparison_add (bench->comparison, &problem, transcript->student.id) && good;
}

/* The steps of a decision up to the selection; a transcript that none decides is passed over. */
static gboolean
compare_transcript (Bench *bench, const EquateTranscript *transcript)
{
  const EquateRuleset *ruleset = bench->ruleset;
  const char *programme = transcript->target.programme.text;
  equate_arena_reset (bench->arena);
  g_array_set_size (bench->warnings, 0);
  EquateEvaluation evaluation = {
    .ruleset = ruleset,
    .from = equate_ruleset_find_institution (ruleset, transcript->institution.text),
    .to = equate_ruleset_find_institution (ruleset, transcript->target.institution.text),
    .programme = EQUATE_NO_INDEX,
    .on = bench->on,
    .arena = bench->arena,
    .patterns = bench->patterns,
    .warnings = bench->warnings,
    .work = EQUATE_WORK_FOR_WAYS,
  };
  if (programme != NULL)
    evaluation.programme = equate_ruleset_find_programme (ruleset, evaluation.to, programme);
  guint32 agreement = equate_ruleset_find_agreement (ruleset, evaluation.from, evaluation.to,
                                                     programme, bench->on);
  if (agreement == EQUATE_NO_INDEX)
    return TRUE;
  evaluation.agreement = &ruleset->agreements[agreement];
  return compare_both (bench, &evaluation, transcript);
}

static gboolean
compare_transcripts (Bench *bench, const char *path, gint count, GError **error)
{
  EquateSource *source = equate_source_new_from_file (path, path, G_MAXINT32, error);
  if (source == NULL)
    return FALSE;
  g_autoptr (EquateTranscriptReader) reader
      = equate_transcript_reader_new (source, EQUATE_FORMAT_AUTO);
  EquateRecord record;
  gboolean good = TRUE;
  for (gint i = 0; i < count && equate_transcript_reader_next (reader, &record); i++)
    if (record.transcript != NULL && !compare_transcript (bench, record.transcript))
      good = FALSE;
  return good;
}

static gboolean
open_workspace (Bench *bench, const char *folder, GError **error)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  bench->workspace = equate_workspace_load (folder, 0, diagnostics, error);
  if (bench->workspace == NULL)
    return FALSE;
  bench->ruleset = equate_ruleset_new (bench->workspace, diagnostics);
  if (equate_diagnostic_list_count (diagnostics, EQUATE_SEVERITY_ERROR) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the workspace %s has errors", folder);
  return FALSE;
}

static gboolean
run_workspace (const Options *options, GString *out, GError **error)
{
  Bench bench = { .arena = equate_arena_new () };
  gboolean good = open_workspace (&bench, options->names[0], error);
  bench.patterns
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) equate_pattern_free);
  bench.warnings = g_array_new (FALSE, FALSE, sizeof (EquateDecisionWarning));
  if (good && !equate_date_parse (options->names[2], -1, &bench.on))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s is no date", options->names[2]);
      good = FALSE;
    }
  if (good)
    {
      g_autoptr (Comparison) comparison
          = comparison_new (bench.ruleset->n_courses, (guint) options->repeats);
      bench.comparison = comparison;
      good = compare_transcripts (&bench, options->names[1], options->count, error);
      comparison_append_json (comparison, out);
    }
  g_clear_pointer (&bench.ruleset, equate_ruleset_free);
  g_clear_pointer (&bench.workspace, equate_workspace_free);
  equate_arena_free (bench.arena);
  g_hash_table_unref (bench.patterns);
  g_array_unref (bench.warnings);
  return good;
}

static gboolean
run_dense (const Options *options, GString *out)
{
  g_autoptr (Comparison) comparison
      = comparison_new ((guint) options->targets + 1, (guint) options->repeats);
  gboolean good = TRUE;
  for (gint i = 0; i < options->count; i++)
    {
      guint32 seed = (guint32) (options->seed + i);
      g_autofree char *name = g_strdup_printf ("seed %u", seed);
      g_autoptr (DenseProblem) dense
          = dense_problem_new (seed, (guint) options->entries, (guint) options->targets,
                               200 + seed % 5 * 50);
      good = comparison_add (comparison, dense_problem_get (dense), name) && good;
    }
  comparison_append_json (comparison, out);
  return good;
}

int
main (int argc, char **argv)
{
  Options options = { .repeats = 3, .count = G_MAXINT, .seed = 1, .entries = 60, .targets = 40 };
  const GOptionEntry entries[] = {
    { "repeats", 0, 0, G_OPTION_ARG_INT, &options.repeats, "measure so often; 0: not at all", "N" },
    { "count", 0, 0, G_OPTION_ARG_INT, &options.count, "so many problems", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, "of the dense problems", "N" },
    { "entries", 0, 0, G_OPTION_ARG_INT, &options.entries, "of a dense problem", "N" },
    { "targets", 0, 0, G_OPTION_ARG_INT, &options.targets, "of a dense problem", "N" },
    { "dense", 0, 0, G_OPTION_ARG_NONE, &options.dense, "random problems full of conflicts", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.names, NULL,
      "[WORKSPACE TRANSCRIPTS DATE]" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  guint n_names = options.names != NULL ? g_strv_length (options.names) : 0;
  if (n_names != (options.dense ? 0 : 3))
    {
      g_printerr ("%s", g_option_context_get_help (context, TRUE, NULL));
      return 2;
    }
  gboolean good = options.dense ? run_dense (&options, out) : run_workspace (&options, out, &error);
  fputs (out->str, stdout);
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  g_strfreev (options.names);
  return good ? 0 : error != NULL ? 2 : 1;
}
