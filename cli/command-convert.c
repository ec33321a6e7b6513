/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "decide/decide.h"
#include "decision-writer.h"
#include "input.h"
#include "load/load-transcript.h"
#include "lookup.h"
#include "options.h"
#include "refusal.h"
#include "session.h"
#include "terminal.h"
#include "write/diagnostics-text.h"

#define MAX_JOBS 1024

/* Encodings in the order of the table; UTF-8 is read as it is. */
static const char *const encodings[] = { NULL, "GB18030", "CP1250" };

typedef struct
{
  guint64 records;
  guint64 outcomes[EQUATE_OUTCOME_NO_AGREEMENT + 1];
  guint64 rejected;
} Counts;

/* A conversion of all records of a call. */
typedef struct
{
  const EquateCall *call; /* borrowed */
  EquateDecideOptions options;
  EquateDecider *decider;            /* borrowed */
  EquateDecisionWriter *writer;      /* borrowed */
  EquateOutput *rejects;             /* borrowed, nullable */
  EquateDiagnosticList *diagnostics; /* borrowed: of one record */
  EquateFormat reject_format;        /* of what stands in rejects; AUTO: nothing */
  Counts counts;
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

static gboolean
check_jobs (const char *text, GError **error)
{
  guint64 jobs;

  return !text || g_ascii_string_to_unsigned (text, 10, 1, MAX_JOBS, &jobs, NULL)
         || equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                           "`--jobs` takes a number from 1 to %d, not `%s`", MAX_JOBS, text);
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

  run->options.from = from;
  if (from && !equate_lookup_institution (ruleset, from, &institution, error))
    return FALSE;
  return !target || set_target (ruleset, target, &run->options, error);
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

/* --- records --- */

/* What a reader of the format needs between two records, or before the first. */
static gboolean
write_reject_start (Run *run, EquateFormat format, const EquateRecord *record, GError **error)
{
  gboolean is_first = run->reject_format != format;
  const char *header;
  const char *end;

  run->reject_format = format;
  if (format == EQUATE_FORMAT_YAML && !is_first && !g_str_has_prefix (record->bytes, "---"))
    return equate_output_write (run->rejects, "---\n", 4, error);
  if (format != EQUATE_FORMAT_CSV || !is_first)
    return TRUE;
  header = equate_source_get_data (record->source, NULL);
  end = strchr (header, '\n');
  if (!end || record->bytes <= header)
    return TRUE;
  return equate_output_write (run->rejects, header, (gsize) (end - header) + 1, error);
}

static gboolean
write_reject (Run *run, EquateFormat format, const EquateRecord *record, GError **error)
{
  if (!run->rejects)
    return TRUE;
  if (!write_reject_start (run, format, record, error)
      || !equate_output_write (run->rejects, record->bytes, record->length, error))
    return FALSE;
  return (record->length > 0 && record->bytes[record->length - 1] == '\n')
         || equate_output_write (run->rejects, "\n", 1, error);
}

static void
say_findings (Run *run, const EquateRecord *record, const char *name, gboolean is_rejected)
{
  EquateDiagnosticStyle style = { .colour = run->call->colour_error };
  g_autoptr (GString) text = NULL;

  if (!is_rejected && equate_diagnostic_list_get_length (run->diagnostics) == 0)
    return;
  text = g_string_new (NULL);
  equate_diagnostic_list_sort (run->diagnostics);
  equate_diagnostics_append_text (run->diagnostics, &style, text);
  if (is_rejected)
    g_string_append_printf (text, "%s: record %u is rejected\n", name, record->number);
  g_string_append_c (text, '\n');
  equate_say (text->str);
}

static gboolean
convert_record (Run *run, EquateFormat format, const EquateRecord *record, const char *name,
                GError **error)
{
  const EquateDecision *decision = NULL;

  run->counts.records++;
  equate_diagnostic_list_clear (run->diagnostics);
  equate_diagnostic_list_take_all (run->diagnostics, record->diagnostics);
  if (record->transcript)
    decision
        = equate_decider_decide (run->decider, record->transcript, &run->options, run->diagnostics);
  say_findings (run, record, name, decision == NULL);
  if (!decision)
    {
      run->counts.rejected++;
      equate_decision_writer_reject (run->writer);
      return write_reject (run, format, record, error);
    }
  run->counts.outcomes[decision->outcome]++;
  return equate_decision_writer_write (run->writer, decision, error);
}

static gboolean
convert_file (Run *run, const char *path, GError **error)
{
  const EquateCall *call = run->call;
  EquateSource *source = equate_input_open (
      path, encodings[equate_call_get_choice (call, EQUATE_OPTION_ENCODING)], error);
  g_autoptr (EquateTranscriptReader) reader = NULL;
  g_autofree char *name = NULL;
  EquateRecord record;

  if (!source)
    return FALSE;
  name = g_strdup (equate_source_get_name (source));
  reader = equate_transcript_reader_new (source,
                                         equate_call_get_choice (call, EQUATE_OPTION_FROM_FORMAT));
  while (equate_transcript_reader_next (reader, &record))
    if (!convert_record (run, equate_transcript_reader_get_format (reader), &record, name, error))
      return FALSE;
  return TRUE;
}

/* --- the whole --- */

static gboolean
check_counts (const Counts *counts, GError **error)
{
  guint64 sum = counts->rejected;

  for (gsize i = 0; i < G_N_ELEMENTS (counts->outcomes); i++)
    sum += counts->outcomes[i];
  if (sum == counts->records)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "%" G_GUINT64_FORMAT " records came in, but %" G_GUINT64_FORMAT " came out",
               counts->records, sum);
  return FALSE;
}

static void
say_summary (const Counts *counts, gint64 started)
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

static gboolean
convert_all (Run *run, EquateOutput *output, GError **error)
{
  const GPtrArray *paths = run->call->arguments;

  for (guint i = 0; i < paths->len; i++)
    if (!convert_file (run, g_ptr_array_index (paths, i), error))
      return FALSE;
  /* The rejected ones first: where the decisions are in place, nothing is missing. */
  return check_counts (&run->counts, error) && equate_decision_writer_finish (run->writer, error)
         && (!run->rejects || equate_output_commit (run->rejects, error))
         && equate_output_commit (output, error);
}

static EquateOutput *
open_output (const EquateCall *call, GError **error)
{
  const char *path = call->values[EQUATE_OPTION_OUTPUT];

  return path && !g_str_equal (path, "-")
             ? equate_terminal_open_file (path, error)
             : equate_output_new_for_fd (STDOUT_FILENO, "standard output");
}

/* Decides on all records with a workspace that can be trusted. */
static EquateExit
convert (Run *run, const EquateRuleset *ruleset, GError **error)
{
  const char *rejects_path = run->call->values[EQUATE_OPTION_REJECTS];
  EquateDecisionStyle style = get_style (run->call);
  g_autoptr (EquateDecider) decider = equate_decider_new (ruleset);
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateOutput) output = open_output (run->call, error);
  g_autoptr (EquateOutput) rejects = NULL;
  g_autoptr (EquateDecisionWriter) writer = NULL;

  if (!output)
    return EQUATE_EXIT_FAILED;
  if (rejects_path)
    {
      rejects = equate_terminal_open_file (rejects_path, error);
      if (!rejects)
        return EQUATE_EXIT_FAILED;
    }
  writer = equate_decision_writer_new (output, &style);
  run->options.awards_only = style.awards_only;
  run->decider = decider;
  run->diagnostics = diagnostics;
  run->writer = writer;
  run->rejects = rejects;
  if (!convert_all (run, output, error))
    return EQUATE_EXIT_FAILED;
  say_summary (&run->counts, run->started);
  return run->counts.rejected > 0 ? EQUATE_EXIT_FINDINGS : EQUATE_EXIT_DONE;
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

  if (!check_combination (call, error) || !check_jobs (call->values[EQUATE_OPTION_JOBS], error)
      || !check_outputs (call, error)
      || !equate_call_get_date (call, &run.options.on, error))
    return EQUATE_EXIT_WRONG;
  for (guint i = 0; i < call->arguments->len; i++)
    if (!equate_input_check (g_ptr_array_index (call->arguments, i), error))
      return EQUATE_EXIT_FAILED;
  if (!equate_session_require_ruleset (&session, call, error)
      || !set_options (&run, session.ruleset, target, error))
    return EQUATE_EXIT_WRONG;
  return convert (&run, session.ruleset, error);
}
