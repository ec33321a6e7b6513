/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/case-report.h"

#include "write/requirement-text.h"
#include "write/safe-text.h"
#include "write/text-table.h"

#define RED "\033[31m"
#define GREEN "\033[32m"
#define PLAIN "\033[0m"

guint
equate_case_report_count_failed (const EquateCaseReport *report)
{
  guint count = 0;

  for (guint i = 0; i < report->results->len; i++)
    {
      const EquateCaseResult *result = g_ptr_array_index (report->results, i);

      count += result->differences->len > 0;
    }
  return count;
}

char *
equate_coverage_describe (const EquateRuleset *ruleset, const EquateCoveredItem *item)
{
  static const char *const words[] = {
    [EQUATE_COVERED_RULE] = "",      [EQUATE_COVERED_TAKE] = "take ",
    [EQUATE_COVERED_GIVE] = "give ", [EQUATE_COVERED_UNLESS] = "unless ",
    [EQUATE_COVERED_DENY] = "deny ",
  };
  GString *text = g_string_new (words[item->kind]);

  if (item->kind == EQUATE_COVERED_RULE)
    g_string_append (text, equate_ruleset_text (ruleset, ruleset->rules[item->rule].id));
  else if (item->kind == EQUATE_COVERED_GIVE)
    equate_give_append_text (ruleset, item->index, text);
  else
    equate_requirement_append_text (ruleset, item->index, text);
  return g_string_free (text, FALSE);
}

/* --- Failed cases --- */

static void
append_lines (const GPtrArray *lines, char sign, const char *colour,
              const EquateDiagnosticStyle *style, GString *out)
{
  for (guint i = 0; i < lines->len; i++)
    {
      g_string_append_printf (out, "%s  %c ", style->colour ? colour : "", sign);
      equate_text_append_safe (out, g_ptr_array_index (lines, i), -1);
      g_string_append_printf (out, "%s\n", style->colour ? PLAIN : "");
    }
}

static void
append_failure (const EquateCaseResult *result, const EquateDiagnosticStyle *style, GString *out)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();

  for (guint i = 0; i < result->differences->len; i++)
    {
      const EquateCaseDifference *difference = g_ptr_array_index (result->differences, i);

      equate_case_result_report (result, i, diagnostics);
      equate_diagnostic_append_text (equate_diagnostic_list_get (diagnostics, i), style, out);
      append_lines (difference->expected, '-', RED, style, out);
      append_lines (difference->got, '+', GREEN, style, out);
      g_string_append_c (out, '\n');
    }
}

/* --- Coverage --- */

static void
append_coverage_row (const EquateCaseReport *report, const EquateCoveredItem *item,
                     EquateTextTable *table)
{
  const EquateCompiledRule *rule = &report->ruleset->rules[item->rule];
  const EquateCompiledTerms *terms = &report->ruleset->terms[rule->terms];
  gboolean is_rule = item->kind == EQUATE_COVERED_RULE;
  g_autofree char *what = equate_coverage_describe (report->ruleset, item);
  g_autofree char *shown = g_strconcat (is_rule ? "" : "  ", what, NULL);
  g_autofree char *place = g_strdup_printf (
      "%s:%u", equate_ruleset_text (report->ruleset, terms->file), rule->line);

  equate_text_table_add (table, equate_coverage_state_get_text (item->state));
  equate_text_table_add (table, shown);
  equate_text_table_add (table, is_rule ? place : "");
}

/* The items of one agreement stand together; returns where the next ones begin. */
static guint
append_agreement_coverage (const EquateCaseReport *report, guint first, GString *out)
{
  const GArray *items = report->coverage->items;
  const EquateRuleset *ruleset = report->ruleset;
  g_autoptr (EquateTextTable) table = equate_text_table_new (3, 0);
  guint32 agreement
      = equate_ruleset_get_terms (ruleset, g_array_index (items, EquateCoveredItem, first).rule)
            ->agreement;
  guint fired = 0;
  guint next;

  for (next = first; next < items->len; next++)
    {
      const EquateCoveredItem *item = &g_array_index (items, EquateCoveredItem, next);

      if (equate_ruleset_get_terms (ruleset, item->rule)->agreement != agreement)
        break;
      fired += item->state == EQUATE_COVERAGE_FIRED;
      append_coverage_row (report, item, table);
    }
  g_string_append (out, "coverage of ");
  equate_text_append_safe (out, equate_ruleset_text (ruleset, ruleset->agreements[agreement].id),
                           -1);
  g_string_append_printf (out, ": %u of %u rules and alternatives fired, %u %%\n", fired,
                          next - first, fired * 100 / (next - first));
  equate_text_table_append (table, 2, out);
  g_string_append_c (out, '\n');
  return next;
}

void
equate_case_report_append_text (const EquateCaseReport *report, const EquateDiagnosticStyle *style,
                                GString *out)
{
  for (guint i = 0; i < report->results->len; i++)
    append_failure (g_ptr_array_index (report->results, i), style, out);
  for (guint i = 0; report->shows_coverage && i < report->coverage->items->len;)
    i = append_agreement_coverage (report, i, out);
  /* A blank line stands between things, not behind the last one. */
  if (out->len > 0)
    g_string_truncate (out, out->len - 1);
}
