/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-csv.h"

#include <string.h>

#include "write/decision-json.h"

#define COMMON "student,from,to,programme,agreement,agreement-status,on"

static const char *const headers[] = {
  [EQUATE_CSV_AWARDS] = COMMON ",rule,kind,target,title,credits,unit,grade,conversion,method,"
                               "fallback,consumes,priority\n",
  [EQUATE_CSV_ENTRIES] = COMMON ",course,title,credits,grade,converted,fate,rule,missing,reasons,"
                                "nearest\n",
  [EQUATE_CSV_SUMMARY] = COMMON ",outcome,optimal,awards,needs-info,source-earned,source-used,"
                                "source-unused,awarded,unit,cut-by-limits,rate-and-rounding,"
                                "required,remaining,warnings,workspace\n",
};

/* A row in the making. */
typedef struct
{
  GString *out;  /* borrowed */
  GString *cell; /* owned: for cells of several values */
  gboolean raw;
  gboolean has_cells;
} Row;

static gboolean
is_plain_number (const char *text)
{
  EquateDecimal value;

  return equate_decimal_parse (text, -1, &value);
}

void
equate_csv_append_cell (GString *out, const char *text, gboolean raw)
{
  gboolean is_formula
      = !raw && text && *text != '\0' && strchr ("=+-@\t\r", *text) && !is_plain_number (text);

  if (!text)
    return;
  if (!strpbrk (text, ",\"\r\n"))
    {
      if (is_formula)
        g_string_append_c (out, '\'');
      g_string_append (out, text);
      return;
    }
  g_string_append (out, is_formula ? "\"'" : "\"");
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

static void
append_text (Row *row, const char *text)
{
  if (row->has_cells)
    g_string_append_c (row->out, ',');
  row->has_cells = TRUE;
  equate_csv_append_cell (row->out, text, row->raw);
}

static void
begin_row (Row *row, const EquateDecision *decision)
{
  char date[EQUATE_DATE_BUFFER];

  row->has_cells = FALSE;
  append_text (row, decision->student);
  append_text (row, decision->from);
  append_text (row, decision->to);
  append_text (row, decision->programme);
  append_text (row, decision->agreement);
  append_text (row, decision->agreement ? decision->agreement_status : NULL);
  append_text (row, equate_date_format (decision->on, date));
}

static void
append_decimal (Row *row, EquateDecimal value)
{
  char buffer[EQUATE_DECIMAL_BUFFER];

  append_text (row, value == EQUATE_DECIMAL_NONE ? NULL : equate_decimal_format (value, buffer));
}

static void
append_number (Row *row, gint value)
{
  append_decimal (row, value * EQUATE_DECIMAL_ONE);
}

static void
append_boolean (Row *row, gboolean value)
{
  append_text (row, value ? "true" : "false");
}

/* One more value of the cell that is collected. */
static void
collect (Row *row, const char *value)
{
  if (row->cell->len > 0)
    g_string_append (row->cell, "; ");
  g_string_append (row->cell, value);
}

static void
append_collected (Row *row)
{
  append_text (row, row->cell->str);
  g_string_truncate (row->cell, 0);
}

static void
append_award (Row *row, const EquateDecision *decision, const EquateDecidedAward *award)
{
  begin_row (row, decision);
  append_text (row, award->rule);
  append_text (row, equate_decided_kind_get_text (award->kind));
  append_text (row, award->target);
  append_text (row, award->title);
  append_decimal (row, award->credits);
  append_text (row, award->unit);
  append_text (row, award->grade);
  append_text (row, award->conversion);
  append_text (row, award->method);
  append_text (row, award->fallback ? "true" : NULL);
  for (guint i = 0; i < award->n_consumes; i++)
    collect (row, award->consumes[i]);
  append_collected (row);
  append_number (row, award->priority);
  g_string_append_c (row->out, '\n');
}

static void
append_entry (Row *row, const EquateDecision *decision, const EquateDecidedEntry *entry)
{
  begin_row (row, decision);
  append_text (row, entry->course);
  append_text (row, entry->title);
  append_decimal (row, entry->credits);
  append_text (row, entry->grade);
  append_text (row, entry->converted);
  append_text (row, equate_fate_get_text (entry->fate));
  append_text (row, entry->rule);
  for (guint i = 0; i < decision->n_missing && entry->fate == EQUATE_FATE_NEEDS_INFO; i++)
    if (g_str_equal (decision->missing[i].entry, entry->course))
      collect (row, decision->missing[i].missing);
  append_collected (row);
  for (guint i = 0; i < entry->n_reasons; i++)
    {
      const EquateReason *reason = &entry->reasons[i];

      if (reason->rule)
        {
          collect (row, reason->rule);
          g_string_append (row->cell, ": ");
          g_string_append (row->cell, equate_reason_get_text (reason->code));
        }
      else
        collect (row, equate_reason_get_text (reason->code));
      if (reason->detail)
        g_string_append_printf (row->cell, " (%s)", reason->detail);
    }
  append_collected (row);
  for (guint i = 0; i < entry->n_nearest; i++)
    collect (row, entry->nearest[i]);
  append_collected (row);
  g_string_append_c (row->out, '\n');
}

static void
append_account (Row *row, const EquateDecision *decision)
{
  gboolean has = decision->outcome != EQUATE_OUTCOME_NO_AGREEMENT;
  const EquateProgress *progress = has ? decision->progress : NULL;
  char buffer[EQUATE_RATIO_BUFFER];

  append_decimal (row, has ? decision->source_earned : EQUATE_DECIMAL_NONE);
  append_decimal (row, has ? decision->source_used : EQUATE_DECIMAL_NONE);
  append_decimal (row, has ? decision->source_earned - decision->source_used : EQUATE_DECIMAL_NONE);
  append_decimal (row, has ? decision->awarded : EQUATE_DECIMAL_NONE);
  append_text (row, has ? decision->unit : NULL);
  append_decimal (row, has ? decision->cut_by_limits : EQUATE_DECIMAL_NONE);
  append_text (row,
               has ? equate_rate_and_rounding_format (decision->rate_and_rounding, buffer) : NULL);
  append_decimal (row, progress ? progress->required : EQUATE_DECIMAL_NONE);
  append_decimal (row, progress ? progress->remaining : EQUATE_DECIMAL_NONE);
}

static void
append_summary (Row *row, const EquateDecision *decision)
{
  begin_row (row, decision);
  append_text (row, equate_outcome_get_text (decision->outcome));
  append_boolean (row, decision->optimal);
  append_number (row, (gint) decision->n_awards);
  append_number (row, (gint) decision->n_missing);
  append_account (row, decision);
  for (guint i = 0; i < decision->n_warnings; i++)
    collect (row, equate_diagnostic_get_info (decision->warnings[i].code)->code);
  append_collected (row);
  append_text (row, decision->workspace);
  g_string_append_c (row->out, '\n');
}

void
equate_decision_append_csv_header (EquateCsvTable table, GString *out)
{
  g_string_append (out, headers[table]);
}

void
equate_decision_append_csv (const EquateDecision *decision, EquateCsvTable table, gboolean raw,
                            GString *out)
{
  Row row = { out, g_string_new (NULL), raw };

  if (table == EQUATE_CSV_SUMMARY)
    append_summary (&row, decision);
  for (guint i = 0; table == EQUATE_CSV_AWARDS && i < decision->n_awards; i++)
    append_award (&row, decision, &decision->awards[i]);
  for (guint i = 0; table == EQUATE_CSV_ENTRIES && i < decision->n_entries; i++)
    append_entry (&row, decision, &decision->entries[i]);
  g_string_free (row.cell, TRUE);
}
