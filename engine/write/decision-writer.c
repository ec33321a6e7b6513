/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-writer.h"

#include <string.h>

#include "write/decision-json.h"
#include "write/decision-text.h"

/* A text that has grown beyond this is not kept for the next block. */
#define KEPT_SIZE ((gsize) 4 * 1024 * 1024)

struct _EquateDecisionWriter
{
  EquateOutput *output; /* borrowed */
  EquateDecisionStyle style;
  GString *pending; /* owned: JSON of the first record while it is the only one, in an array */
  GString *single;  /* owned: the same without an array; empty where it has no decision */
  guint64 n_records;
  guint64 n_decisions;
};

/* --- blocks --- */

void
equate_decision_block_init (EquateDecisionBlock *block)
{
  *block = (EquateDecisionBlock){ g_string_new (NULL), g_string_new (NULL), 0, 0 };
}

static void
empty (GString **text)
{
  if ((*text)->allocated_len > KEPT_SIZE)
    {
      g_string_free (*text, TRUE);
      *text = g_string_new (NULL);
    }
  g_string_truncate (*text, 0);
}

void
equate_decision_block_reset (EquateDecisionBlock *block)
{
  empty (&block->text);
  empty (&block->single);
  block->n_records = 0;
  block->n_decisions = 0;
}

void
equate_decision_block_clear (EquateDecisionBlock *block)
{
  g_string_free (block->text, TRUE);
  g_string_free (block->single, TRUE);
}

/* An item of an array, with what parts it from the one before; the very first of an array is written
 * as if there were one. */
static void
append_json (EquateDecisionBlock *block, const EquateDecisionStyle *style,
             const EquateDecision *decision, gboolean is_very_first)
{
  EquateJsonWriter json;

  equate_json_writer_init (&json, block->text, TRUE);
  json.depth = 1;
  json.is_first = FALSE;
  equate_decision_write_json (decision, style->awards_only, &json);
  if (!is_very_first)
    return;
  equate_json_writer_init (&json, block->single, TRUE);
  equate_decision_write_json (decision, style->awards_only, &json);
}

static void
append_line (GString *text, const EquateDecisionStyle *style, const EquateDecision *decision)
{
  EquateJsonWriter json;

  equate_json_writer_init (&json, text, FALSE);
  equate_decision_write_json (decision, style->awards_only, &json);
  g_string_append_c (text, '\n');
}

/* Each with an empty line before it. */
static void
append_text (GString *text, const EquateDecisionStyle *style, const EquateDecision *decision)
{
  g_string_append_c (text, '\n');
  if (style->story)
    equate_decision_append_story (decision, text);
  else
    equate_decision_append_text (decision, text);
}

void
equate_decision_block_append (EquateDecisionBlock *block, const EquateDecisionStyle *style,
                              const EquateDecision *decision, gboolean is_very_first)
{
  block->n_records++;
  block->n_decisions += decision ? 1 : 0;
  if (!decision)
    {
      if (style->keep_lines && style->format == EQUATE_DECISION_JSONL)
        g_string_append_c (block->text, '\n');
      return;
    }
  switch (style->format)
    {
    case EQUATE_DECISION_TEXT:
      append_text (block->text, style, decision);
      break;
    case EQUATE_DECISION_JSON:
      append_json (block, style, decision, is_very_first);
      break;
    case EQUATE_DECISION_JSONL:
      append_line (block->text, style, decision);
      break;
    case EQUATE_DECISION_CSV:
      equate_decision_append_csv (decision, style->table, style->raw, block->text);
      break;
    }
}

/* --- the writer --- */

EquateDecisionWriter *
equate_decision_writer_new (EquateOutput *output, const EquateDecisionStyle *style,
                            guint n_records, guint n_decisions)
{
  EquateDecisionWriter *writer = g_new0 (EquateDecisionWriter, 1);

  writer->output = output;
  writer->style = *style;
  writer->pending = g_string_new (NULL);
  writer->single = g_string_new (NULL);
  writer->n_records = n_records;
  writer->n_decisions = n_decisions;
  return writer;
}

void
equate_decision_writer_free (EquateDecisionWriter *writer)
{
  if (!writer)
    return;
  g_string_free (writer->pending, TRUE);
  g_string_free (writer->single, TRUE);
  g_free (writer);
}

static gboolean
put (EquateDecisionWriter *writer, const char *bytes, gsize length, GError **error)
{
  return length == 0 || equate_output_write (writer->output, bytes, length, error);
}

static gboolean
put_header (EquateDecisionWriter *writer, GError **error)
{
  g_autoptr (GString) header = g_string_new (NULL);

  equate_decision_append_csv_header (writer->style.table, header);
  return put (writer, header->str, header->len, error);
}

/* With the second record it is certain that there will be an array. What comes first in it has no
 * comma before it. */
static gboolean
put_items (EquateDecisionWriter *writer, const EquateDecisionBlock *block, GError **error)
{
  gboolean was_single = writer->n_records <= 1;

  if (writer->n_records + block->n_records <= 1)
    {
      g_string_append_len (writer->pending, block->text->str, (gssize) block->text->len);
      g_string_append_len (writer->single, block->single->str, (gssize) block->single->len);
      return TRUE;
    }
  if (was_single && !put (writer, "[", 1, error))
    return FALSE;
  if (was_single && writer->pending->len > 0
      && !put (writer, writer->pending->str + 1, writer->pending->len - 1, error))
    return FALSE;
  gsize first = writer->n_decisions == 0 && block->text->len > 0 ? 1 : 0;
  return put (writer, block->text->str + first, block->text->len - first, error);
}

gboolean
equate_decision_writer_write (EquateDecisionWriter *writer, const EquateDecisionBlock *block,
                              GError **error)
{
  gboolean is_first = writer->n_decisions == 0;
  gsize skipped;

  if (writer->style.format == EQUATE_DECISION_JSON)
    {
      if (!put_items (writer, block, error))
        return FALSE;
    }
  else
    {
      if (writer->style.format == EQUATE_DECISION_CSV && writer->n_records == 0
          && block->n_records > 0 && !put_header (writer, error))
        return FALSE;
      skipped = writer->style.format == EQUATE_DECISION_TEXT && is_first && block->text->len > 0;
      if (!put (writer, block->text->str + skipped, block->text->len - skipped, error))
        return FALSE;
    }
  writer->n_records += block->n_records;
  writer->n_decisions += block->n_decisions;
  return TRUE;
}

gboolean
equate_decision_writer_is_settled (const EquateDecisionWriter *writer)
{
  return writer->style.format != EQUATE_DECISION_JSON || writer->n_records > 1;
}

gboolean
equate_decision_writer_finish (EquateDecisionWriter *writer, GError **error)
{
  const char *end;

  if (writer->style.format == EQUATE_DECISION_CSV && writer->n_records == 0)
    return put_header (writer, error);
  if (writer->style.format != EQUATE_DECISION_JSON)
    return TRUE;
  if (writer->n_records == 1 && writer->n_decisions == 1)
    return put (writer, writer->single->str, writer->single->len, error)
           && put (writer, "\n", 1, error);
  end = writer->n_decisions > 0 ? "\n]\n" : writer->n_records > 1 ? "]\n" : "[]\n";
  return put (writer, end, strlen (end), error);
}
