/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Any bytes as a workspace and a transcript, the last document. Where both are right the decision
 * keeps what is promised of every one, and each writer can write it.
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "../unit/compiling.h"
#include "decide/decide.h"
#include "load/load-transcript.h"
#include "write/decision-csv.h"
#include "write/decision-json.h"
#include "write/decision-text.h"

#define SEPARATOR "\n---\n"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

/* Entries of one rule may have one code: what counts is that no more are used than there are. */
static void
check_awards (const EquateDecision *decision)
{
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);
  EquateDecimal awarded = 0;

  for (guint i = 0; i < decision->n_awards; i++)
    {
      const EquateDecidedAward *award = &decision->awards[i];

      awarded += award->credits;
      g_assert_cmpint (award->credits, >=, 0);
      g_assert_cmpuint (award->n_consumes, >, 0);
      if (award->kind != EQUATE_DECIDED_ELECTIVE)
        g_assert_true (g_hash_table_add (targets, (gpointer) award->target));
      else
        g_assert_cmpint (award->credits, >, 0);
    }
  g_assert_cmpint (decision->awarded, ==, awarded);
}

/* Each entry of a rule is used once: the rule's awards name the same entries, so that of those with
 * one set of entries only the first counts. */
static void
check_entries (const EquateDecision *decision)
{
  EquateDecimal used = 0;
  gboolean is_known = TRUE;

  for (guint i = 0; i < decision->n_entries; i++)
    {
      const EquateDecidedEntry *entry = &decision->entries[i];

      if (entry->fate != EQUATE_FATE_USED)
        continue;
      g_assert_nonnull (entry->rule);
      is_known &= entry->credits != EQUATE_DECIMAL_NONE;
      used += is_known ? entry->credits : 0;
    }
  if (is_known)
    g_assert_cmpint (decision->source_used, ==, used);
  g_assert_cmpint (decision->source_used, <=, decision->source_earned);
}

static void
check_writers (const EquateDecision *decision)
{
  g_autoptr (GString) text = g_string_new (NULL);
  EquateJsonWriter writer;

  equate_json_writer_init (&writer, text, FALSE);
  equate_decision_write_json (decision, FALSE, &writer);

  cJSON *json = cJSON_ParseWithOpts (text->str, NULL, TRUE);

  g_assert_nonnull (json);
  cJSON_Delete (json);
  g_string_truncate (text, 0);
  equate_decision_append_text (decision, text);
  equate_decision_append_story (decision, text);
  for (EquateCsvTable table = EQUATE_CSV_AWARDS; table <= EQUATE_CSV_SUMMARY; table++)
    equate_decision_append_csv (decision, table, FALSE, text);
  g_assert_true (g_utf8_validate (text->str, (gssize) text->len, NULL));
}

static void
decide (const EquateRuleset *ruleset, char *transcript)
{
  g_autoptr (EquateTranscriptReader) reader = equate_transcript_reader_new (
      equate_source_new_take ("fuzz.yaml", transcript, strlen (transcript), 1), EQUATE_FORMAT_YAML);
  g_autoptr (EquateDecider) decider = equate_decider_new (ruleset);
  EquateDecideOptions options = { .on = date ("2025-02-01") };
  EquateRecord record;

  while (equate_transcript_reader_next (reader, &record))
    {
      const EquateDecision *decision
          = record.transcript == NULL
                ? NULL
                : equate_decider_decide (decider, record.transcript, &options, record.diagnostics);

      if (decision == NULL)
        {
          g_assert_cmpuint (equate_diagnostic_list_get_length (record.diagnostics), >, 0);
          continue;
        }
      check_awards (decision);
      if (decision->outcome != EQUATE_OUTCOME_NO_AGREEMENT)
        check_entries (decision);
      check_writers (decision);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *transcript = g_strrstr (text, SEPARATOR);

  if (transcript == NULL)
    return 0;
  *transcript = '\0';
  transcript += strlen (SEPARATOR);

  g_autoptr (Compiled) compiled = compile_text (text);

  if (equate_diagnostic_list_count (compiled->diagnostics, EQUATE_SEVERITY_ERROR) == 0)
    decide (compiled->ruleset, g_strdup (transcript));
  return 0;
}
