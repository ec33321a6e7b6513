/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "equate.h"

#include "compile/ruleset-load.h"
#include "decide/decide.h"
#include "load/load-transcript.h"
#include "write/cache.h"
#include "write/decision-json.h"
#include "write/diagnostics-text.h"

#include <string.h>

G_DEFINE_QUARK (equate-error, equate_error)

struct _EquateEngine
{
  EquateWorkspace *workspace; /* owned; NULL where the ruleset comes from a cache */
  EquateRuleset *ruleset;     /* owned */
};

struct _EquateSession
{
  const EquateEngine *engine; /* borrowed */
  EquateDecider *decider;     /* owned */
  char *institution;          /* owned, nullable */
  char *programme;            /* owned, nullable */
};

static void
set_findings (GError **error, EquateError code, const EquateDiagnosticList *diagnostics)
{
  g_autoptr (GString) text = g_string_new (NULL);
  equate_diagnostics_append_compact (diagnostics, text);
  g_set_error_literal (error, EQUATE_ERROR, (gint) code, g_strchomp (text->str));
}

static EquateEngine *
engine_new (EquateWorkspace *workspace, EquateRuleset *ruleset)
{
  EquateEngine *engine = g_new0 (EquateEngine, 1);
  engine->workspace = workspace;
  engine->ruleset = ruleset;
  return engine;
}

EquateEngine *
equate_engine_new (const char *folder, GError **error)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateWorkspace) workspace = NULL;
  g_autoptr (EquateRuleset) ruleset
      = equate_ruleset_load (folder, 0, &workspace, diagnostics, error);
  if (ruleset == NULL)
    return NULL;
  if (equate_diagnostic_list_count (diagnostics, EQUATE_SEVERITY_ERROR) > 0)
    {
      equate_diagnostic_list_sort (diagnostics);
      set_findings (error, EQUATE_ERROR_WORKSPACE, diagnostics);
      return NULL;
    }
  return engine_new (g_steal_pointer (&workspace), g_steal_pointer (&ruleset));
}

EquateEngine *
equate_engine_new_cached (const char *folder, const char *cache_folder, GError **error)
{
  g_autoptr (EquateCache) cache = equate_cache_new (cache_folder, folder);
  EquateRuleset *ruleset = cache != NULL ? equate_cache_open (cache) : NULL;
  if (ruleset != NULL)
    return engine_new (NULL, ruleset);
  EquateEngine *engine = equate_engine_new (folder, error);
  if (engine != NULL && cache != NULL)
    equate_cache_store (cache, engine->workspace, engine->ruleset, NULL);
  return engine;
}

void
equate_engine_free (EquateEngine *engine)
{
  equate_ruleset_free (engine->ruleset);
  equate_workspace_free (engine->workspace);
  g_free (engine);
}

const char *
equate_engine_get_digest (const EquateEngine *engine)
{
  return engine->ruleset->digest;
}

EquateSession *
equate_session_new (const EquateEngine *engine)
{
  EquateSession *session = g_new0 (EquateSession, 1);
  session->engine = engine;
  session->decider = equate_decider_new (engine->ruleset);
  return session;
}

void
equate_session_free (EquateSession *session)
{
  equate_decider_free (session->decider);
  g_free (session->institution);
  g_free (session->programme);
  g_free (session);
}

void
equate_session_set_target (EquateSession *session, const char *institution, const char *programme)
{
  g_free (session->institution);
  g_free (session->programme);
  session->institution = g_strdup (institution);
  session->programme = g_strdup (programme);
}

static gboolean
read_date (const char *text, EquateDate *date, GError **error)
{
  if (text == NULL)
    {
      *date = equate_date_today ();
      return TRUE;
    }
  if (equate_date_parse (text, -1, date))
    return TRUE;
  g_set_error (error, EQUATE_ERROR, EQUATE_ERROR_ARGUMENT,
               "`%s` is not a date written YYYY-MM-DD", text);
  return FALSE;
}

char *
equate_session_decide (EquateSession *session, const char *transcript, gssize length,
                       const char *on, GError **error)
{
  EquateDecideOptions options
      = { .to = session->institution, .programme = session->programme };
  if (!read_date (on, &options.on, error))
    return NULL;
  gsize size = length < 0 ? strlen (transcript) : (gsize) length;
  EquateSource *source
      = equate_source_new_take ("transcript", g_memdup2 (transcript, size), size, 1);
  g_autoptr (EquateTranscriptReader) reader
      = equate_transcript_reader_new (source, EQUATE_FORMAT_JSON);
  EquateRecord record;
  if (!equate_transcript_reader_next (reader, &record))
    {
      g_set_error_literal (error, EQUATE_ERROR, EQUATE_ERROR_TRANSCRIPT, "there is no transcript");
      return NULL;
    }
  const EquateDecision *decision = NULL;
  if (record.transcript != NULL)
    decision = equate_decider_decide (session->decider, record.transcript, &options,
                                      record.diagnostics);
  if (decision == NULL)
    {
      set_findings (error, EQUATE_ERROR_TRANSCRIPT, record.diagnostics);
      return NULL;
    }
  GString *json = g_string_new (NULL);
  EquateJsonWriter writer;
  equate_json_writer_init (&writer, json, FALSE);
  equate_decision_write_json (decision, FALSE, &writer);
  return g_string_free (json, FALSE);
}
