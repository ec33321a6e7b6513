/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "base/processors.h"
#include "conversion.h"
#include "input.h"
#include "lookup.h"
#include "options.h"
#include "paths.h"
#include "refusal.h"
#include "session.h"
#include "terminal.h"

#define MAX_JOBS 1024
#define MAX_SHARDS 1000000

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
  guint64 number = equate_processors_count ();

  if (text && !g_ascii_string_to_unsigned (text, 10, 1, MAX_JOBS, &number, NULL))
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`--jobs` takes a number from 1 to %d, not `%s`", MAX_JOBS, text);
  *jobs = (guint) MIN (number, MAX_JOBS);
  return TRUE;
}

/* "K/N". */
static gboolean
read_shard (const EquateCall *call, EquateReadSettings *reading, GError **error)
{
  const char *text = call->values[EQUATE_OPTION_SHARD];
  g_auto (GStrv) parts = g_strsplit (text ? text : "", "/", 2);
  guint64 shard, shards;

  if (!text)
    return TRUE;
  if (!parts[0] || !parts[1]
      || !g_ascii_string_to_unsigned (parts[1], 10, 1, MAX_SHARDS, &shards, NULL)
      || !g_ascii_string_to_unsigned (parts[0], 10, 1, shards, &shard, NULL))
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`--shard` takes K/N with K from 1 to N, such as 2/8, not `%s`", text);
  if (equate_call_get_choice (call, EQUATE_OPTION_FORMAT) != EQUATE_DECISION_JSONL)
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "`--shard` goes with --format jsonl");
  reading->shard = (guint) shard;
  reading->shards = (guint) shards;
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
    .keep_lines = call->values[EQUATE_OPTION_SHARD] != NULL,
  };
}

/* --- the whole --- */

/* Decides on all records with a workspace that can be trusted. */
static EquateExit
convert (Run *run, const EquateRuleset *ruleset, GError **error)
{
  const EquateCall *call = run->call;
  EquateBatchSettings *settings = &run->settings;

  settings->work.ruleset = ruleset;
  settings->work.style = get_style (call);
  settings->work.options.awards_only = settings->work.style.awards_only;
  settings->work.colour = call->colour_error;
  settings->reading.format = equate_call_get_choice (call, EQUATE_OPTION_FROM_FORMAT);
  settings->reading.encoding = equate_call_get_choice (call, EQUATE_OPTION_ENCODING);
  return equate_conversion_run (call, settings, run->started, error);
}

/* What is read is never replaced, nor one output by the other. */
static gboolean
check_outputs (const EquateCall *call, GError **error)
{
  const char *output = call->values[EQUATE_OPTION_OUTPUT];
  const char *rejects = call->values[EQUATE_OPTION_REJECTS];

  if (output && rejects && equate_path_is_same_file (output, rejects))
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`--output` and `--rejects` name the same file: %s", rejects);
  for (guint i = 0; i < call->arguments->len; i++)
    {
      const char *input = g_ptr_array_index (call->arguments, i);

      if (output && equate_path_is_same_file (output, input))
        return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                              "`--output` would replace the input %s", input);
      if (rejects && equate_path_is_same_file (rejects, input))
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
      || !read_shard (call, &run.settings.reading, error) || !check_outputs (call, error)
      || !equate_call_get_date (call, &run.settings.work.options.on, error))
    return EQUATE_EXIT_WRONG;
  for (guint i = 0; i < call->arguments->len; i++)
    if (!equate_input_check (g_ptr_array_index (call->arguments, i), error))
      return EQUATE_EXIT_FAILED;
  if (!equate_session_require_ruleset (&session, call, error)
      || !set_options (&run, session.ruleset, target, error))
    return EQUATE_EXIT_WRONG;
  return convert (&run, session.ruleset, error);
}
