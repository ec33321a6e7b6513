/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "analyse/analyse.h"
#include "analyse/catalog-coverage.h"
#include "analyse/suppress.h"
#include "code-set.h"
#include "coverage-output.h"
#include "options.h"
#include "paths.h"
#include "refusal.h"
#include "session.h"
#include "terminal.h"
#include "write/diagnostics-github.h"
#include "write/diagnostics-json.h"
#include "write/diagnostics-text.h"

/* The words of `--format`, in the order of the table. */
typedef enum
{
  FORMAT_TEXT,
  FORMAT_COMPACT,
  FORMAT_JSON,
  FORMAT_SARIF,
  FORMAT_GITHUB,
} Format;

/* Which findings are shown and counted. */
typedef struct
{
  GPtrArray *paths; /* owned; of char *; empty: all */
  EquateCodeSet select;
  EquateCodeSet ignore;
} Choice;

static void
choice_clear (Choice *choice)
{
  g_clear_pointer (&choice->paths, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

static gboolean
read_codes (const EquateCall *call, Choice *choice, GError **error)
{
  const char *select = call->values[EQUATE_OPTION_SELECT];
  const char *ignore = call->values[EQUATE_OPTION_IGNORE];

  if (select ? !equate_code_set_parse (&choice->select, select, error)
             : !memset (choice->select.has, TRUE, sizeof choice->select.has))
    return FALSE;
  return !ignore || equate_code_set_parse (&choice->ignore, ignore, error);
}

/* Codes choose among warnings only: whoever looks away from an error trusts what nobody can. */
static gboolean
is_wanted (const EquateDiagnostic *diagnostic, gpointer data)
{
  const Choice *choice = data;

  if (diagnostic->severity == EQUATE_SEVERITY_WARNING
      && (!choice->select.has[diagnostic->code] || choice->ignore.has[diagnostic->code]))
    return FALSE;
  return equate_paths_hold (choice->paths, diagnostic->span.source
                                               ? equate_source_get_name (diagnostic->span.source)
                                               : NULL);
}

static gboolean
print_findings (const EquateCall *call, const EquateDiagnosticList *findings, GError **error)
{
  EquateDiagnosticStyle style = { call->colour_out, call->values[EQUATE_OPTION_EXPLAIN] != NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  switch ((Format) equate_call_get_choice (call, EQUATE_OPTION_FORMAT))
    {
    case FORMAT_TEXT:
      equate_diagnostics_append_text (findings, &style, text);
      break;
    case FORMAT_COMPACT:
      equate_diagnostics_append_compact (findings, text);
      break;
    case FORMAT_JSON:
      equate_diagnostics_append_json (findings, text);
      break;
    case FORMAT_SARIF:
      equate_diagnostics_append_sarif (findings, text);
      break;
    case FORMAT_GITHUB:
      equate_diagnostics_append_github (findings, text);
      break;
    }
  return equate_print (text, error);
}

static gboolean
print_coverage (const EquateCall *call, const EquateRuleset *ruleset, const Choice *choice,
                GError **error)
{
  g_autoptr (GPtrArray) coverage = equate_catalog_coverage_new (ruleset);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = coverage->len; i > 0; i--)
    {
      const EquateCatalogCoverage *one = g_ptr_array_index (coverage, i - 1);
      EquateString file = ruleset->agreements[one->agreement].place.file;

      if (!equate_paths_hold (choice->paths, equate_ruleset_text (ruleset, file)))
        g_ptr_array_remove_index (coverage, i - 1);
    }
  if (equate_call_get_choice (call, EQUATE_OPTION_FORMAT) == FORMAT_JSON)
    equate_coverage_append_json (ruleset, coverage, text);
  else
    equate_coverage_append_text (ruleset, coverage, text);
  return equate_print (text, error);
}

/* The coverage takes the place of the findings, but for errors: then nobody can say it. */
static gboolean
print_result (const EquateCall *call, const EquateSession *session, const Choice *choice,
              gboolean is_trusted, GError **error)
{
  if (call->values[EQUATE_OPTION_COVERAGE] && is_trusted)
    return print_coverage (call, session->ruleset, choice, error);
  return print_findings (call, session->diagnostics, error);
}

static gboolean
check_coverage (const EquateCall *call, GError **error)
{
  guint format = equate_call_get_choice (call, EQUATE_OPTION_FORMAT);

  if (!call->values[EQUATE_OPTION_COVERAGE] || format == FORMAT_TEXT || format == FORMAT_JSON)
    return TRUE;
  return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                        "--coverage is written as text or json, not as %s",
                        call->values[EQUATE_OPTION_FORMAT]);
}

static void
say_summary (const EquateSession *session, guint n_errors, guint n_warnings)
{
  guint n_files = equate_workspace_get_n_files (session->workspace);
  g_autofree char *summary = g_strdup_printf (
      "%u file%s: %u error%s, %u warning%s\n", n_files, n_files == 1 ? "" : "s", n_errors,
      n_errors == 1 ? "" : "s", n_warnings, n_warnings == 1 ? "" : "s");

  equate_say (summary);
}

/* What the rules mean together; of a workspace that cannot be trusted nobody can say. FALSE: it
 * cannot. */
static gboolean
analyse (EquateSession *session, EquateDate on)
{
  const EquateAnalysis analysis = {
    .workspace = session->workspace,
    .ruleset = session->ruleset,
    .on = on,
    .diagnostics = session->diagnostics,
  };
  gboolean has_errors
      = equate_diagnostic_list_count (session->diagnostics, EQUATE_SEVERITY_ERROR) > 0;

  if (!has_errors)
    equate_analyse (&analysis);
  equate_findings_suppress (session->workspace, !has_errors, session->diagnostics);
  equate_diagnostic_list_sort (session->diagnostics);
  return equate_diagnostic_list_count (session->diagnostics, EQUATE_SEVERITY_ERROR) == 0;
}

EquateExit
equate_command_validate (const EquateCall *call, GError **error)
{
  g_autofree char *folder = equate_paths_find_workspace (call);
  g_auto (EquateSession) session = { 0 };
  g_auto (Choice) choice = { 0 };
  gboolean is_trusted;
  guint n_errors, n_warnings;
  EquateDate on;

  if (!equate_call_get_date (call, &on, error) || !read_codes (call, &choice, error)
      || !check_coverage (call, error))
    return EQUATE_EXIT_WRONG;
  if (!equate_paths_check (call, error))
    return EQUATE_EXIT_FAILED;
  if (!equate_session_open (&session, call, folder, error))
    return EQUATE_EXIT_WRONG;
  choice.paths = equate_paths_read (call, session.folder, error);
  if (!choice.paths)
    return EQUATE_EXIT_FAILED;
  is_trusted = analyse (&session, on);
  equate_diagnostic_list_filter (session.diagnostics, is_wanted, &choice);
  n_errors = equate_diagnostic_list_count (session.diagnostics, EQUATE_SEVERITY_ERROR);
  n_warnings = equate_diagnostic_list_count (session.diagnostics, EQUATE_SEVERITY_WARNING);
  if (!print_result (call, &session, &choice, is_trusted, error))
    return EQUATE_EXIT_FAILED;
  say_summary (&session, n_errors, n_warnings);
  if (n_errors > 0 || (n_warnings > 0 && call->values[EQUATE_OPTION_STRICT]))
    return EQUATE_EXIT_FINDINGS;
  return EQUATE_EXIT_DONE;
}
