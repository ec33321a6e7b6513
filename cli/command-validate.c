/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdlib.h>
#include <string.h>

#include "analyse/analyse.h"
#include "analyse/suppress.h"
#include "code-set.h"
#include "options.h"
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

static gboolean
has_folder (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* The nearest workspace from a path upward; NULL when it lies in none. */
static char *
find_above (const char *path)
{
  g_autofree char *folder = realpath (path, NULL);

  while (folder && !(has_folder (folder, "catalogs") && has_folder (folder, "rules")))
    {
      g_autofree char *below = g_steal_pointer (&folder);
      g_autofree char *parent = g_path_get_dirname (below);

      if (!g_str_equal (parent, below))
        folder = g_steal_pointer (&parent);
    }
  return g_steal_pointer (&folder);
}

static gboolean
check_paths (const EquateCall *call, GError **error)
{
  for (guint i = 0; i < call->arguments->len; i++)
    {
      const char *path = g_ptr_array_index (call->arguments, i);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "cannot read %s: it does not exist",
                   path);
      return FALSE;
    }
  return TRUE;
}

/* The workspace that the paths speak of; NULL: the one of the call. */
static char *
choose_workspace (const EquateCall *call)
{
  const char *first;

  if (call->arguments->len == 0 || call->values[EQUATE_OPTION_WORKSPACE])
    return NULL;
  first = g_ptr_array_index (call->arguments, 0);
  if (has_folder (first, "catalogs") || has_folder (first, "rules"))
    return g_strdup (first);
  return find_above (first);
}

/* A path as the sources of the workspace are named; "" is the workspace itself. */
static char *
make_relative (const char *path, const char *workspace, GError **error)
{
  g_autofree char *full = realpath (path, NULL);
  g_autofree char *top = realpath (workspace, NULL);
  gsize length = top ? strlen (top) : 0;

  if (full && top && g_str_equal (full, top))
    return g_strdup ("");
  if (full && top && strncmp (full, top, length) == 0 && full[length] == '/')
    return g_filename_display_name (full + length + 1);
  equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "%s does not lie in the workspace %s", path,
                 workspace);
  return NULL;
}

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

static gboolean
read_paths (const EquateCall *call, const char *folder, Choice *choice, GError **error)
{
  choice->paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < call->arguments->len; i++)
    {
      char *path = make_relative (g_ptr_array_index (call->arguments, i), folder, error);

      if (!path)
        return FALSE;
      g_ptr_array_add (choice->paths, path);
    }
  return TRUE;
}

/* Codes choose among warnings only: whoever looks away from an error trusts what nobody can. */
static gboolean
is_wanted (const EquateDiagnostic *diagnostic, gpointer data)
{
  const Choice *choice = data;
  const char *name
      = diagnostic->span.source ? equate_source_get_name (diagnostic->span.source) : NULL;

  if (diagnostic->severity == EQUATE_SEVERITY_WARNING
      && (!choice->select.has[diagnostic->code] || choice->ignore.has[diagnostic->code]))
    return FALSE;
  for (guint i = 0; i < choice->paths->len; i++)
    {
      const char *path = g_ptr_array_index (choice->paths, i);
      gsize length = strlen (path);

      if (length == 0 || !name)
        return TRUE;
      if (strncmp (name, path, length) == 0 && (name[length] == '/' || name[length] == '\0'))
        return TRUE;
    }
  return choice->paths->len == 0;
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

static void
say_summary (const EquateSession *session, guint n_errors, guint n_warnings)
{
  guint n_files = equate_workspace_get_n_files (session->workspace);
  g_autofree char *summary = g_strdup_printf (
      "%u file%s: %u error%s, %u warning%s\n", n_files, n_files == 1 ? "" : "s", n_errors,
      n_errors == 1 ? "" : "s", n_warnings, n_warnings == 1 ? "" : "s");

  equate_say (summary);
}

/* What the rules mean together; of a workspace that cannot be trusted nobody can say. */
static void
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
}

EquateExit
equate_command_validate (const EquateCall *call, GError **error)
{
  g_autofree char *folder = choose_workspace (call);
  g_auto (EquateSession) session = { 0 };
  g_auto (Choice) choice = { 0 };
  guint n_errors, n_warnings;
  EquateDate on;

  if (!equate_call_get_date (call, &on, error) || !read_codes (call, &choice, error))
    return EQUATE_EXIT_WRONG;
  if (!check_paths (call, error))
    return EQUATE_EXIT_FAILED;
  if (!equate_session_open (&session, call, folder, error))
    return EQUATE_EXIT_WRONG;
  if (!read_paths (call, session.folder, &choice, error))
    return EQUATE_EXIT_FAILED;
  analyse (&session, on);
  equate_diagnostic_list_filter (session.diagnostics, is_wanted, &choice);
  n_errors = equate_diagnostic_list_count (session.diagnostics, EQUATE_SEVERITY_ERROR);
  n_warnings = equate_diagnostic_list_count (session.diagnostics, EQUATE_SEVERITY_WARNING);
  if (!print_findings (call, session.diagnostics, error))
    return EQUATE_EXIT_FAILED;
  say_summary (&session, n_errors, n_warnings);
  if (n_errors > 0 || (n_warnings > 0 && call->values[EQUATE_OPTION_STRICT]))
    return EQUATE_EXIT_FINDINGS;
  return EQUATE_EXIT_DONE;
}
