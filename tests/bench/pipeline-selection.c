/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The second half of the pipeline that `convert` is compared with: candidates that DuckDB found come
 * in, a line each and those of a student together; GLPK chooses among them.
 *
 *     pipeline-selection WORKSPACE CANDIDATES DATE OUT
 *
 * A line has the student, the institutions, the rule, the positions of the entries and their
 * credits. What a candidate awards is read from the workspace, which is loaded before the clock
 * starts. OUT gets a line for each student: priorities with the credits awarded there, highest
 * first. Prints one JSON object with the time on the wall.
 */
#include <stdio.h>
#include <string.h>

#include "decide/evaluation.h"
#include "glpk-selection.h"
#include "priorities.h"

#define MOST_ENTRIES 1024
#define TIME_LIMIT 2000 /* milliseconds */

enum
{
  STUDENT,
  FROM,
  TO,
  RULE,
  POSITIONS,
  CREDITS,
  N_COLUMNS
};

typedef struct
{
  EquateWorkspace *workspace; /* owned */
  EquateRuleset *ruleset;     /* owned */
  GHashTable *rules;          /* owned: id, borrowed: index + 1 */
  GlpkSelection *glpk;        /* owned */
  EquateArena *arena;         /* owned: of one student */
  EquateEvaluation evaluation;
  GArray *applications; /* owned */
  char *student;        /* owned, nullable: the present one */
  FILE *out;            /* owned */
  guint n_students;
  guint n_failed;
} Pipeline;

static void
start_student (Pipeline *pipeline, char **columns)
{
  const EquateRuleset *ruleset = pipeline->ruleset;
  EquateEvaluation *evaluation = &pipeline->evaluation;
  pipeline->student = g_strdup (columns[STUDENT]);
  equate_arena_reset (pipeline->arena);
  g_array_set_size (pipeline->applications, 0);
  evaluation->from = equate_ruleset_find_institution (ruleset, columns[FROM]);
  evaluation->to = equate_ruleset_find_institution (ruleset, columns[TO]);
  evaluation->programme = EQUATE_NO_INDEX;
  evaluation->agreement = &ruleset->agreements[equate_ruleset_find_agreement (
      ruleset, evaluation->from, evaluation->to, NULL, evaluation->on)];
  evaluation->attempts
      = equate_arena_alloc (pipeline->arena, MOST_ENTRIES * sizeof (EquateAttempt));
  evaluation->n_attempts = MOST_ENTRIES;
  evaluation->touched = equate_arena_new0 (pipeline->arena, EquateTouchedRule);
  evaluation->n_touched = 1;
  evaluation->work = EQUATE_WORK_FOR_WAYS;
}

static void
add_candidate (Pipeline *pipeline, char **columns)
{
  EquateEvaluation *evaluation = &pipeline->evaluation;
  guint32 attempts[MOST_ENTRIES];
  EquateWay way = { .n_attempts = 0 };
  gboolean fell_short = FALSE;
  char *positions = columns[POSITIONS];
  char *credits = columns[CREDITS];
  for (char *position; (position = strsep (&positions, ",")) != NULL; way.n_attempts++)
    {
      guint32 index = (guint32) atoi (position);
      g_assert (index < MOST_ENTRIES);
      attempts[way.n_attempts] = index;
      equate_decimal_parse (strsep (&credits, ","), -1, &evaluation->attempts[index].credits);
    }
  way.attempts = equate_arena_copy (pipeline->arena, attempts, sizeof *attempts, way.n_attempts);
  evaluation->touched[0].rule
      = GPOINTER_TO_UINT (g_hash_table_lookup (pipeline->rules, columns[RULE])) - 1;
  EquateWays ways = { &way, 1, 1 };
  equate_grants_add (evaluation, 0, &ways, &fell_short, pipeline->applications);
}

static void
finish_student (Pipeline *pipeline)
{
  if (pipeline->student == NULL)
    return;
  GArray *applications = pipeline->applications;
  if (applications->len > 1)
    qsort (applications->data, applications->len, sizeof (EquateApplication),
           equate_application_compare);
  EquateSelectionProblem problem = {
    .evaluation = &pipeline->evaluation,
    .applications = (const EquateApplication *) (gpointer) applications->data,
    .n_applications = applications->len,
  };
  EquateDecimal credits[MOST_PRIORITIES];
  Priorities priorities;
  problem.caps = equate_caps_find (&pipeline->evaluation, &problem.n_caps);
  priorities_init (&priorities, &problem);
  GlpkResult result = glpk_selection_solve (pipeline->glpk, &problem, FALSE, TIME_LIMIT, credits);
  pipeline->n_failed += result != GLPK_SOLVED;
  fputs (pipeline->student, pipeline->out);
  for (guint p = 0; p < priorities.n && result == GLPK_SOLVED; p++)
    fprintf (pipeline->out, "\t%d:%" G_GINT64_FORMAT, priorities.priorities[p], credits[p]);
  fputc ('\n', pipeline->out);
  pipeline->n_students++;
  g_clear_pointer (&pipeline->student, g_free);
}

static void
run (Pipeline *pipeline, const char *path)
{
  char line[8192];
  FILE *file = fopen (path, "r");
  if (file == NULL)
    g_error ("%s cannot be read", path);
  while (fgets (line, sizeof line, file) != NULL)
    {
      char *rest = line;
      char *columns[N_COLUMNS];
      line[strcspn (line, "\n")] = '\0';
      for (guint i = 0; i < N_COLUMNS; i++)
        columns[i] = strsep (&rest, "\t");
      if (pipeline->student == NULL || strcmp (pipeline->student, columns[STUDENT]) != 0)
        {
          finish_student (pipeline);
          start_student (pipeline, columns);
        }
      add_candidate (pipeline, columns);
    }
  finish_student (pipeline);
  fclose (file);
}

static gboolean
open_workspace (Pipeline *pipeline, const char *folder, GError **error)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  pipeline->workspace = equate_workspace_load (folder, 0, diagnostics, error);
  if (pipeline->workspace == NULL)
    return FALSE;
  pipeline->ruleset = equate_ruleset_new (pipeline->workspace, diagnostics);
  pipeline->rules = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint32 i = 0; i < pipeline->ruleset->n_rules; i++)
    g_hash_table_insert (
        pipeline->rules,
        (gpointer) equate_ruleset_text (pipeline->ruleset, pipeline->ruleset->rules[i].id),
        GUINT_TO_POINTER (i + 1));
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Pipeline pipeline = { .n_students = 0 };
  if (argc != 5 || !equate_date_parse (argv[3], -1, &pipeline.evaluation.on))
    {
      g_printerr ("usage: pipeline-selection WORKSPACE CANDIDATES DATE OUT\n");
      return 2;
    }
  if (!open_workspace (&pipeline, argv[1], &error))
    g_error ("%s", error->message);
  pipeline.out = fopen (argv[4], "w");
  if (pipeline.out == NULL)
    g_error ("%s cannot be written", argv[4]);
  pipeline.arena = equate_arena_new ();
  pipeline.glpk = glpk_selection_new (pipeline.ruleset->n_courses);
  pipeline.applications = g_array_new (FALSE, FALSE, sizeof (EquateApplication));
  pipeline.evaluation.ruleset = pipeline.ruleset;
  pipeline.evaluation.arena = pipeline.arena;
  gint64 started = g_get_monotonic_time ();
  run (&pipeline, argv[2]);
  if (fclose (pipeline.out) != 0)
    g_error ("%s cannot be written", argv[4]);
  double seconds = (double) (g_get_monotonic_time () - started) / 1e6;
  printf ("{\"students\": %u, \"failed\": %u, \"seconds\": %.6f}\n", pipeline.n_students,
          pipeline.n_failed, seconds);
  glpk_selection_free (pipeline.glpk);
  equate_arena_free (pipeline.arena);
  g_array_unref (pipeline.applications);
  g_hash_table_unref (pipeline.rules);
  equate_ruleset_free (pipeline.ruleset);
  equate_workspace_free (pipeline.workspace);
  return 0;
}
