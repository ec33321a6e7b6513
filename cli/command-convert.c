/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/batch.h"
#include "input.h"
#include "lookup.h"
#include "options.h"
#include "refusal.h"
#include "session.h"
#include "terminal.h"

#define MAX_JOBS 1024

/* A conversion of all records of a call. */
typedef struct
{
  const EquateCall *call; /* borrowed */
  EquateBatchSettings settings;
  gint64 started; /* microseconds of the monotonic clock */
} Run;

/* --- the call --- */

static gboolean
check_combination (const EquateCall *call, GError **error)
{
  const char *const *values = call->values;
  EquateDecisionFormat format = equate_call_get_choice (call, EQUATE_OPTION_FORMAT);
  gboolean awards_only
      = values[EQUATE_OPTION_DETAIL] && g_str_equal (values[EQUATE_OPTION_DETAIL], "awards");

  if (call->arguments->len == 0)
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`convert` takes FILE…, or - for standard input");
  if (values[EQUATE_OPTION_EXPLAIN] && format != EQUATE_DECISION_TEXT)
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "`--explain` goes with --format text");
  if ((values[EQUATE_OPTION_TABLE] || values[EQUATE_OPTION_CSV_RAW])
      && format != EQUATE_DECISION_CSV)
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "`--%s` goes with --format csv",
                          values[EQUATE_OPTION_TABLE] ? "table" : "csv-raw");
  if (awards_only
      && (values[EQUATE_OPTION_EXPLAIN]
          || equate_call_get_choice (call, EQUATE_OPTION_TABLE) == EQUATE_CSV_ENTRIES))
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`--detail awards` leaves out the entries that are asked for");
  return TRUE;
}

/* How many threads may work; as many as there are processors if left out. */
static gboolean
read_jobs (const char *text, guint *jobs, GError **error)
{
  guint64 number = g_get_num_processors ();

  if (text && !g_ascii_string_to_unsigned (text, 10, 1, MAX_JOBS, &number, NULL))
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`--jobs` takes a number from 1 to %d, not `%s`", MAX_JOBS, text);
  *jobs = (guint) MIN (number, MAX_JOBS);
  return TRUE;
}

/* "INST[/PROGRAMME]": target is cut in two. */
static gboolean
set_target (const EquateRuleset *ruleset, char *target, EquateDecideOptions *options,
            GError **error)
{
  char *slash = strchr (target, '/');
  guint32 institution;

  if (slash)
    *slash = '\0';
  options->to = target;
  options->programme = slash ? slash + 1 : NULL;
  return equate_lookup_institution (ruleset, target, &institution, error)
         && (!slash || equate_lookup_programme (ruleset, institution, slash + 1, error));
}

static gboolean
set_options (Run *run, const EquateRuleset *ruleset, char *target, GError **error)
{
  const char *from = run->call->values[EQUATE_OPTION_FROM];
  guint32 institution;

  run->settings.work.options.from = from;
  if (from && !equate_lookup_institution (ruleset, from, &institution, error))
    return FALSE;
  return !target || set_target (ruleset, target, &run->settings.work.options, error);
}

static EquateDecisionStyle
get_style (const EquateCall *call)
{
  return (EquateDecisionStyle){
    .format = equate_call_get_choice (call, EQUATE_OPTION_FORMAT),
    .awards_only = call->values[EQUATE_OPTION_DETAIL]
                   && g_str_equal (call->values[EQUATE_OPTION_DETAIL], "awards"),
    .story = call->values[EQUATE_OPTION_EXPLAIN] != NULL,
    .table = equate_call_get_choice (call, EQUATE_OPTION_TABLE),
    .raw = call->values[EQUATE_OPTION_CSV_RAW] != NULL,
  };
}

/* --- the whole --- */

static void
say_summary (const EquateBatchCounts *counts, gint64 started)
{
  gint64 hundredths = (g_get_monotonic_time () - started) / 10000;
  g_autofree char *summary = g_strdup_printf (
      "%" G_GUINT64_FORMAT " record%s: %" G_GUINT64_FORMAT " decided, %" G_GUINT64_FORMAT
      " needs-info, %" G_GUINT64_FORMAT " no-agreement, %" G_GUINT64_FORMAT
      " rejected in %" G_GINT64_FORMAT ".%02d s\n",
      counts->records, counts->records == 1 ? "" : "s", counts->outcomes[EQUATE_OUTCOME_DECIDED],
      counts->outcomes[EQUATE_OUTCOME_NEEDS_INFO], counts->outcomes[EQUATE_OUTCOME_NO_AGREEMENT],
      counts->rejected, hundredths / 100, (int) (hundredths % 100));

  equate_say (summary);
}

static EquateOutput *
open_output (const EquateCall *call, GError **error)
{
  const char *path = call->values[EQUATE_OPTION_OUTPUT];

  return path && !g_str_equal (path, "-")
             ? equate_terminal_open_file (path, error)
             : equate_output_new_for_fd (STDOUT_FILENO, "standard output");
}

static void
say_findings (const char *text, gsize length, gpointer data)
{
  equate_say_bytes (text, length);
}

/* The rejected ones first: where the decisions are in place, nothing is missing. */
static gboolean
run_batch (EquateBatch *batch, const EquateBatchSettings *settings, const GPtrArray *paths,
           GError **error)
{
  return equate_batch_run (batch, (const char *const *) paths->pdata, paths->len, NULL, error)
         && (!settings->rejects || equate_output_commit (settings->rejects, error))
         && equate_output_commit (settings->output, error);
}

/* Decides on all records with a workspace that can be trusted. */
static EquateExit
convert (Run *run, const EquateRuleset *ruleset, GError **error)
{
  const EquateCall *call = run->call;
  const char *rejects_path = call->values[EQUATE_OPTION_REJECTS];
  EquateBatchSettings *settings = &run->settings;
  g_autoptr (EquateOutput) output = open_output (call, error);
  g_autoptr (EquateOutput) rejects = NULL;
  g_autoptr (EquateBatch) batch = NULL;

  if (!output)
    return EQUATE_EXIT_FAILED;
  if (rejects_path)
    {
      rejects = equate_terminal_open_file (rejects_path, error);
      if (!rejects)
        return EQUATE_EXIT_FAILED;
    }
  settings->output = output;
  settings->rejects = rejects;
  settings->say = say_findings;
  settings->work.ruleset = ruleset;
  settings->work.style = get_style (call);
  settings->work.options.awards_only = settings->work.style.awards_only;
  settings->work.colour = call->colour_error;
  settings->reading.format = equate_call_get_choice (call, EQUATE_OPTION_FROM_FORMAT);
  settings->reading.encoding = equate_call_get_choice (call, EQUATE_OPTION_ENCODING);
  batch = equate_batch_new (settings);
  if (!run_batch (batch, settings, call->arguments, error))
    return EQUATE_EXIT_FAILED;
  say_summary (equate_batch_get_counts (batch), run->started);
  return equate_batch_get_counts (batch)->rejected > 0 ? EQUATE_EXIT_FINDINGS : EQUATE_EXIT_DONE;
}

/* Do two names stand for one regular file, or for one that is yet to be? */
static gboolean
is_same_file (const char *a, const char *b)
{
  struct stat of_a, of_b;

  if (g_str_equal (a, "-") || g_str_equal (b, "-"))
    return FALSE;
  if (stat (a, &of_a) < 0 || stat (b, &of_b) < 0)
    return g_str_equal (a, b);
  return S_ISREG (of_a.st_mode) && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

/* What is read is never replaced, nor one output by the other. */
static gboolean
check_outputs (const EquateCall *call, GError **error)
{
  const char *output = call->values[EQUATE_OPTION_OUTPUT];
  const char *rejects = call->values[EQUATE_OPTION_REJECTS];

  if (output && rejects && is_same_file (output, rejects))
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`--output` and `--rejects` name the same file: %s", rejects);
  for (guint i = 0; i < call->arguments->len; i++)
    {
      const char *input = g_ptr_array_index (call->arguments, i);

      if (output && is_same_file (output, input))
        return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                              "`--output` would replace the input %s", input);
      if (rejects && is_same_file (rejects, input))
        return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                              "`--rejects` would replace the input %s", input);
    }
  return TRUE;
}

EquateExit
equate_command_convert (const EquateCall *call, GError **error)
{
  g_auto (EquateSession) session = { 0 };
  g_autofree char *target = g_strdup (call->values[EQUATE_OPTION_TO]);
  Run run = { .call = call, .started = g_get_monotonic_time () };

  if (!check_combination (call, error) || !read_jobs (call->values[EQUATE_OPTION_JOBS], &run.settings.jobs, error)
      || !check_outputs (call, error)
      || !equate_call_get_date (call, &run.settings.work.options.on, error))
    return EQUATE_EXIT_WRONG;
  for (guint i = 0; i < call->arguments->len; i++)
    if (!equate_input_check (g_ptr_array_index (call->arguments, i), error))
      return EQUATE_EXIT_FAILED;
  if (!equate_session_require (&session, call, error)
      || !set_options (&run, session.ruleset, target, error))
    return EQUATE_EXIT_WRONG;
  return convert (&run, session.ruleset, error);
}
