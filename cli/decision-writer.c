/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decision-writer.h"

#include "write/decision-json.h"
#include "write/decision-text.h"

struct _EquateDecisionWriter
{
  EquateOutput *output; /* borrowed */
  EquateDecisionStyle style;
  GString *text;          /* owned: what is not yet written */
  GString *single;        /* owned: JSON of the first decision, in case it stays the only one */
  EquateJsonWriter array; /* JSON: writes to text */
  guint n_decisions;
  guint n_rejected;
};

EquateDecisionWriter *
equate_decision_writer_new (EquateOutput *output, const EquateDecisionStyle *style)
{
  EquateDecisionWriter *writer = g_new0 (EquateDecisionWriter, 1);

  writer->output = output;
  writer->style = *style;
  writer->text = g_string_new (NULL);
  writer->single = g_string_new (NULL);
  equate_json_writer_init (&writer->array, writer->text, TRUE);
  if (style->format == EQUATE_DECISION_JSON)
    equate_json_writer_begin (&writer->array, '[');
  if (style->format == EQUATE_DECISION_CSV)
    equate_decision_append_csv_header (style->table, writer->text);
  return writer;
}

void
equate_decision_writer_free (EquateDecisionWriter *writer)
{
  if (!writer)
    return;
  g_string_free (writer->text, TRUE);
  g_string_free (writer->single, TRUE);
  g_free (writer);
}

static gboolean
flush (EquateDecisionWriter *writer, GString *text, GError **error)
{
  gboolean is_written = equate_output_write (writer->output, text->str, text->len, error);

  g_string_truncate (text, 0);
  return is_written;
}

static void
append_json (EquateDecisionWriter *writer, const EquateDecision *decision)
{
  EquateJsonWriter json;

  equate_decision_write_json (decision, writer->style.awards_only, &writer->array);
  if (writer->n_decisions > 1)
    return;
  equate_json_writer_init (&json, writer->single, TRUE);
  equate_decision_write_json (decision, writer->style.awards_only, &json);
}

static void
append_line (EquateDecisionWriter *writer, const EquateDecision *decision)
{
  EquateJsonWriter json;

  equate_json_writer_init (&json, writer->text, FALSE);
  equate_decision_write_json (decision, writer->style.awards_only, &json);
  g_string_append_c (writer->text, '\n');
}

static void
append_text (EquateDecisionWriter *writer, const EquateDecision *decision)
{
  if (writer->n_decisions > 1)
    g_string_append_c (writer->text, '\n');
  if (writer->style.story)
    equate_decision_append_story (decision, writer->text);
  else
    equate_decision_append_text (decision, writer->text);
}

gboolean
equate_decision_writer_write (EquateDecisionWriter *writer, const EquateDecision *decision,
                              GError **error)
{
  writer->n_decisions++;
  switch (writer->style.format)
    {
    case EQUATE_DECISION_TEXT:
      append_text (writer, decision);
      break;
    case EQUATE_DECISION_JSON:
      append_json (writer, decision);
      if (writer->n_decisions == 1)
        return TRUE;
      break;
    case EQUATE_DECISION_JSONL:
      append_line (writer, decision);
      break;
    case EQUATE_DECISION_CSV:
      equate_decision_append_csv (decision, writer->style.table, writer->style.raw, writer->text);
      break;
    }
  return flush (writer, writer->text, error);
}

void
equate_decision_writer_reject (EquateDecisionWriter *writer)
{
  writer->n_rejected++;
}

gboolean
equate_decision_writer_finish (EquateDecisionWriter *writer, GError **error)
{
  GString *rest = writer->text;

  if (writer->style.format == EQUATE_DECISION_JSON)
    {
      equate_json_writer_end (&writer->array, ']');
      if (writer->n_decisions == 1 && writer->n_rejected == 0)
        rest = writer->single;
      g_string_append_c (rest, '\n');
    }
  return flush (writer, rest, error);
}
