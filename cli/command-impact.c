/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/decide.h"
#include "input.h"
#include "load/load-transcript.h"
#include "lookup.h"
#include "options.h"
#include "refusal.h"
#include "revision.h"
#include "session.h"
#include "terminal.h"
#include "write/diagnostics-text.h"
#include "write/impact-report.h"

/* One of the two sides that are compared. */
typedef struct
{
  EquateRevision revision;
  EquateSession session;
  EquateDecider *decider; /* owned */
} Side;

typedef struct
{
  const EquateCall *call; /* borrowed */
  EquateDecideOptions options;
  Side before;
  Side after;
  EquateRuleChanges *changes; /* owned */
  EquateImpactTotals totals;
  GString *out;            /* owned: text, or JSON */
  EquateJsonWriter writer; /* into out, where JSON is asked for */
  gboolean json;
} Run;

static void
side_clear (Side *side)
{
  g_clear_pointer (&side->decider, equate_decider_free);
  equate_session_clear (&side->session);
  equate_revision_clear (&side->revision);
}

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->changes, equate_rule_changes_free);
  side_clear (&run->before);
  side_clear (&run->after);
  g_string_free (run->out, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* The workspace of a side is the one that its reference names, whatever --workspace says. */
static gboolean
open_side (Side *side, const EquateCall *call, EquateOptionId id, GError **error)
{
  EquateCall own = *call;

  if (!equate_revision_open (&side->revision, call->values[id],
                             call->values[EQUATE_OPTION_WORKSPACE], error))
    return FALSE;
  own.values[EQUATE_OPTION_WORKSPACE] = side->revision.folder;
  if (side->revision.is_temporary)
    own.values[EQUATE_OPTION_NO_CACHE] = ""; /* nobody comes back to that folder */
  if (!equate_session_require_ruleset (&side->session, &own, error))
    return FALSE;
  side->decider = equate_decider_new (side->session.ruleset);
  return TRUE;
}

/* A record that one side rejects has no decision to compare; it is told and counted. */
static void
reject (Run *run, const EquateRecord *record, const char *name)
{
  EquateDiagnosticStyle style = { .colour = run->call->colour_error };
  g_autoptr (GString) text = g_string_new (NULL);

  run->totals.rejected++;
  run->totals.records++;
  equate_diagnostic_list_sort (record->diagnostics);
  equate_diagnostics_append_text (record->diagnostics, &style, text);
  g_string_append_printf (text, "%s: record %u is left out\n\n", name, record->number);
  equate_say (text->str);
}

static void
compare_record (Run *run, const EquateRecord *record, const char *name)
{
  const EquateDecision *before = NULL, *after = NULL;
  g_autoptr (EquateImpact) impact = NULL;

  if (record->transcript)
    before = equate_decider_decide (run->before.decider, record->transcript, &run->options,
                                    record->diagnostics);
  if (before)
    after = equate_decider_decide (run->after.decider, record->transcript, &run->options,
                                   record->diagnostics);
  if (!before || !after)
    {
      reject (run, record, name);
      return;
    }
  impact = equate_impact_new (run->changes, before, after);
  equate_impact_totals_add (&run->totals, impact);
  if (!impact->is_changed)
    return;
  if (run->json)
    equate_impact_write_json (impact, &run->writer);
  else
    equate_impact_append_text (impact, run->out);
}

static gboolean
compare_file (Run *run, const char *path, GError **error)
{
  EquateSource *source = equate_input_open (path, error);
  g_autoptr (EquateTranscriptReader) reader = NULL;
  g_autofree char *name = NULL;
  EquateRecord record;

  if (!source)
    return FALSE;
  name = g_strdup (equate_source_get_name (source));
  reader = equate_transcript_reader_new (
      source, equate_call_get_choice (run->call, EQUATE_OPTION_FROM_FORMAT));
  while (equate_transcript_reader_next (reader, &record))
    compare_record (run, &record, name);
  return TRUE;
}

static void
start_report (Run *run)
{
  if (!run->json)
    return;
  equate_json_writer_init (&run->writer, run->out, TRUE);
  equate_json_writer_begin (&run->writer, '{');
  equate_json_writer_member (&run->writer, "equate", "impact/1");
  equate_json_writer_member (&run->writer, "before", run->before.session.ruleset->digest);
  equate_json_writer_member (&run->writer, "after", run->after.session.ruleset->digest);
  equate_json_writer_key (&run->writer, "students");
  equate_json_writer_begin (&run->writer, '[');
}

static void
finish_report (Run *run)
{
  guint n_rules = equate_rule_changes_get_length (run->changes);

  if (!run->json)
    {
      equate_impact_totals_append_text (&run->totals, n_rules, run->out);
      return;
    }
  equate_json_writer_end (&run->writer, ']');
  equate_json_writer_key (&run->writer, "totals");
  equate_impact_totals_write_json (&run->totals, n_rules, &run->writer);
  equate_json_writer_end (&run->writer, '}');
  g_string_append_c (run->out, '\n');
}

static gboolean
check_call (const EquateCall *call, GError **error)
{
  if (!call->values[EQUATE_OPTION_BEFORE] || !call->values[EQUATE_OPTION_AFTER])
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`impact` takes --before REF and --after REF: a folder or git:REVISION");
  return TRUE;
}

EquateExit
equate_command_impact (const EquateCall *call, GError **error)
{
  g_auto (Run) run = { .call = call, .out = g_string_new (NULL) };

  run.json = equate_call_get_choice (call, EQUATE_OPTION_FORMAT) == 1;
  if (!check_call (call, error) || !equate_call_get_date (call, &run.options.on, error))
    return EQUATE_EXIT_WRONG;
  for (guint i = 0; i < call->arguments->len; i++)
    if (!equate_input_check (g_ptr_array_index (call->arguments, i), error))
      return EQUATE_EXIT_FAILED;
  if (!open_side (&run.before, call, EQUATE_OPTION_BEFORE, error)
      || !open_side (&run.after, call, EQUATE_OPTION_AFTER, error))
    return EQUATE_EXIT_WRONG;
  run.changes = equate_rule_changes_new (run.before.session.ruleset, run.after.session.ruleset);
  start_report (&run);
  for (guint i = 0; i < call->arguments->len; i++)
    if (!compare_file (&run, g_ptr_array_index (call->arguments, i), error))
      return EQUATE_EXIT_FAILED;
  finish_report (&run);
  if (!equate_print (run.out, error))
    return EQUATE_EXIT_FAILED;
  return run.totals.changed > 0 || run.totals.rejected > 0 ? EQUATE_EXIT_FINDINGS
                                                           : EQUATE_EXIT_DONE;
}
