/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "session.h"

#include "compile/ruleset-load.h"
#include "refusal.h"
#include "terminal.h"
#include "write/cache.h"
#include "write/diagnostics-text.h"

/* What a folder that is named and is none, or that does not exist, says of itself. */
static gboolean
is_wrong_folder (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY)
         || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
         || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

char *
equate_session_choose_folder (const EquateCall *call, const char *folder)
{
  const char *named = call->values[EQUATE_OPTION_WORKSPACE];
  char *found;

  if (!named)
    named = folder;
  if (!named)
    named = g_getenv ("EQUATE_WORKSPACE");
  if (named && *named != '\0')
    return g_strdup (named);
  found = equate_workspace_find ();
  return found ? found : g_strdup (EQUATE_DATADIR);
}

static void
session_init (EquateSession *session, const EquateCall *call, const char *folder)
{
  *session = (EquateSession){ .folder = equate_session_choose_folder (call, folder),
                              .diagnostics = equate_diagnostic_list_new () };
}

/* How a folder that is no workspace, or cannot be read, ends a call. */
static gboolean
refuse_folder (GError *own_error, GError **error)
{
  if (is_wrong_folder (own_error))
    equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "%s", own_error->message);
  else
    g_propagate_error (error, g_error_copy (own_error));
  return FALSE;
}

gboolean
equate_session_open (EquateSession *session, const EquateCall *call, const char *folder,
                     GError **error)
{
  g_autoptr (GError) own_error = NULL;

  session_init (session, call, folder);
  session->workspace = equate_workspace_load (session->folder, 0, session->diagnostics, &own_error);
  if (!session->workspace)
    return refuse_folder (own_error, error);
  session->ruleset = equate_ruleset_new (session->workspace, session->diagnostics);
  equate_diagnostic_list_sort (session->diagnostics);
  return TRUE;
}

static gboolean
require_no_errors (EquateSession *session, const EquateCall *call, GError **error)
{
  EquateDiagnosticStyle style = { .colour = call->colour_error };
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_errors = equate_diagnostic_list_count (session->diagnostics, EQUATE_SEVERITY_ERROR);

  if (n_errors == 0)
    return TRUE;
  equate_diagnostics_append_text (session->diagnostics, &style, text);
  g_string_append_c (text, '\n');
  equate_say (text->str);
  return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                        "the workspace has %u error%s, so nothing is decided from it", n_errors,
                        n_errors == 1 ? "" : "s");
}

gboolean
equate_session_require (EquateSession *session, const EquateCall *call, GError **error)
{
  return equate_session_open (session, call, NULL, error)
         && require_no_errors (session, call, error);
}

/* Without the records of agreements, which only findings ask for. */
static gboolean
load_ruleset (EquateSession *session, const EquateCall *call, GError **error)
{
  g_autoptr (GError) own_error = NULL;

  session->ruleset = equate_ruleset_load (session->folder, 0, &session->workspace,
                                          session->diagnostics, &own_error);
  if (!session->ruleset)
    return refuse_folder (own_error, error);
  equate_diagnostic_list_sort (session->diagnostics);
  return require_no_errors (session, call, error);
}

gboolean
equate_session_require_ruleset (EquateSession *session, const EquateCall *call, GError **error)
{
  g_autoptr (EquateCache) cache = NULL;

  session_init (session, call, NULL);
  if (!call->values[EQUATE_OPTION_NO_CACHE])
    cache = equate_cache_new (NULL, session->folder);
  session->ruleset = cache ? equate_cache_open (cache) : NULL;
  if (session->ruleset)
    return TRUE;
  if (!load_ruleset (session, call, error))
    return FALSE;
  /* Without a cache the next run takes as long as this one, and that is all. */
  if (cache)
    equate_cache_store (cache, session->workspace, session->ruleset, NULL);
  return TRUE;
}

void
equate_session_clear (EquateSession *session)
{
  g_clear_pointer (&session->ruleset, equate_ruleset_free);
  g_clear_pointer (&session->diagnostics, equate_diagnostic_list_free);
  g_clear_pointer (&session->workspace, equate_workspace_free);
  g_clear_pointer (&session->folder, g_free);
}
