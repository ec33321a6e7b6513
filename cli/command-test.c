/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "compile/case-references.h"
#include "options.h"
#include "paths.h"
#include "refusal.h"
#include "session.h"
#include "terminal.h"
#include "write/case-report.h"

/* The words of `--format`, in the order of the table. */
typedef enum
{
  FORMAT_TEXT,
  FORMAT_JSON,
  FORMAT_JUNIT,
} Format;

static gboolean
read_threshold (const EquateCall *call, guint64 *threshold, GError **error)
{
  const char *text = call->values[EQUATE_OPTION_THRESHOLD];

  return !text || g_ascii_string_to_unsigned (text, 10, 0, 100, threshold, NULL)
         || equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                           "`--threshold` takes a whole number from 0 to 100, not `%s`", text);
}

/* What was asked for is covered as a whole: all agreements, or those whose cases are run. */
static void
add_agreements (const EquateCall *call, const EquateRuleset *ruleset, const GPtrArray *documents,
                EquateCoverage *coverage)
{
  gboolean is_part = call->arguments->len > 0 || call->values[EQUATE_OPTION_FILTER];

  for (guint32 i = 0; !is_part && i < ruleset->n_agreements; i++)
    if (ruleset->agreements[i].to != EQUATE_NO_INDEX && ruleset->agreements[i].from.count > 0
        && ruleset->agreements[i].status != EQUATE_STATUS_REVOKED)
      equate_coverage_add_agreement (coverage, i);
  for (guint i = 0; i < documents->len; i++)
    equate_coverage_add_agreement (
        coverage, equate_cases_find_agreement (ruleset, g_ptr_array_index (documents, i)));
}

/* The documents among the paths. */
static GPtrArray *
choose_documents (const EquateSession *session, const GPtrArray *paths)
{
  const GPtrArray *all = equate_workspace_get_cases (session->workspace);
  GPtrArray *documents = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      const EquateCases *document = g_ptr_array_index (all, i);

      if (equate_paths_hold (paths, equate_source_get_name (document->span.source)))
        g_ptr_array_add (documents, (gpointer) document);
    }
  return documents;
}

static gboolean
is_wanted (const EquateCall *call, const EquateCase *one)
{
  const char *filter = call->values[EQUATE_OPTION_FILTER];

  return !filter || strstr (one->name.text, filter);
}

static GPtrArray *
run_cases (const EquateCall *call, const EquateRuleset *ruleset, GPtrArray *documents,
           EquateCoverage *coverage)
{
  g_autoptr (EquateDecider) decider = equate_decider_new (ruleset);
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_case_result_free);

  add_agreements (call, ruleset, documents, coverage);
  for (guint i = 0; i < documents->len; i++)
    {
      const EquateCases *document = g_ptr_array_index (documents, i);

      for (guint c = 0; c < document->cases.length; c++)
        {
          const EquateCase *one = equate_list_index (document->cases, EquateCase, c);

          if (is_wanted (call, one))
            g_ptr_array_add (results, equate_case_run (decider, ruleset, document, one, coverage));
        }
    }
  return results;
}

static gboolean
has_wanted (const EquateCall *call, const EquateCases *document)
{
  for (guint i = 0; i < document->cases.length; i++)
    if (is_wanted (call, equate_list_index (document->cases, EquateCase, i)))
      return TRUE;
  return FALSE;
}

/* Leaves out documents without a wanted case; a filter that finds nothing is misspelt. */
static gboolean
filter_documents (const EquateCall *call, GPtrArray *documents, GError **error)
{
  const char *filter = call->values[EQUATE_OPTION_FILTER];

  for (guint i = documents->len; i > 0; i--)
    if (!has_wanted (call, g_ptr_array_index (documents, i - 1)))
      g_ptr_array_remove_index (documents, i - 1);
  return !filter || documents->len > 0
         || equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "no case has `%s` in its name",
                           filter);
}

static gboolean
write_junit (const EquateCaseReport *report, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (EquateOutput) output = NULL;

  if (!path)
    return TRUE;
  output = equate_terminal_open_file (path, error);
  if (!output)
    return FALSE;
  equate_case_report_append_junit (report, text);
  return equate_output_write (output, text->str, text->len, error)
         && equate_output_commit (output, error);
}

static gboolean
print_report (const EquateCall *call, const EquateCaseReport *report, GError **error)
{
  EquateDiagnosticStyle style = { .colour = call->colour_out };
  g_autoptr (GString) text = g_string_new (NULL);

  switch ((Format) equate_call_get_choice (call, EQUATE_OPTION_FORMAT))
    {
    case FORMAT_TEXT:
      equate_case_report_append_text (report, &style, text);
      break;
    case FORMAT_JSON:
      equate_case_report_append_json (report, text);
      break;
    case FORMAT_JUNIT:
      equate_case_report_append_junit (report, text);
      break;
    }
  return equate_print (text, error);
}

static void
say_summary (const EquateCaseReport *report, guint n_failed, guint64 threshold)
{
  guint n = report->results->len;
  guint percent = equate_coverage_get_percent (report->coverage);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%u case%s: %u passed, %u failed", n, n == 1 ? "" : "s",
                          n - n_failed, n_failed);
  if (report->coverage->items->len > 0)
    g_string_append_printf (text, "; %u of %u rules and alternatives fired, %u %%",
                            equate_coverage_count (report->coverage, EQUATE_COVERAGE_FIRED),
                            report->coverage->items->len, percent);
  if (percent < threshold)
    g_string_append_printf (text, ", less than %u %%", (guint) threshold);
  g_string_append_c (text, '\n');
  equate_say (text->str);
}

static EquateExit
test (const EquateCall *call, const EquateRuleset *ruleset, GPtrArray *documents, guint64 threshold,
      GError **error)
{
  g_autoptr (EquateCoverage) coverage = equate_coverage_new (ruleset);
  g_autoptr (GPtrArray) results = run_cases (call, ruleset, documents, coverage);
  EquateCaseReport report
      = { ruleset, results, coverage, call->values[EQUATE_OPTION_COVERAGE] != NULL };
  guint n_failed = equate_case_report_count_failed (&report);

  if (!write_junit (&report, call->values[EQUATE_OPTION_JUNIT], error)
      || !print_report (call, &report, error))
    return EQUATE_EXIT_FAILED;
  say_summary (&report, n_failed, threshold);
  return n_failed > 0 || equate_coverage_get_percent (coverage) < threshold ? EQUATE_EXIT_FINDINGS
                                                                            : EQUATE_EXIT_DONE;
}

EquateExit
equate_command_test (const EquateCall *call, GError **error)
{
  g_autofree char *folder = equate_paths_find_workspace (call);
  EquateCall own = *call;
  g_auto (EquateSession) session = { 0 };
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GPtrArray) documents = NULL;
  guint64 threshold = 0;

  if (!read_threshold (call, &threshold, error))
    return EQUATE_EXIT_WRONG;
  if (!equate_paths_check (call, error))
    return EQUATE_EXIT_FAILED;
  if (folder)
    own.values[EQUATE_OPTION_WORKSPACE] = folder;
  if (!equate_session_require (&session, &own, error))
    return EQUATE_EXIT_WRONG;
  paths = equate_paths_read (call, session.folder, error);
  if (!paths)
    return EQUATE_EXIT_FAILED;
  documents = choose_documents (&session, paths);
  if (!filter_documents (call, documents, error))
    return EQUATE_EXIT_WRONG;
  return test (call, session.ruleset, documents, threshold, error);
}
