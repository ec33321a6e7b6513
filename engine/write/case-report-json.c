/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/case-report.h"
#include "write/json-writer.h"

static void
write_integer (EquateJsonWriter *writer, const char *key, gint64 value)
{
  equate_json_writer_key (writer, key);
  equate_json_writer_integer (writer, value);
}

static void
write_place (EquateJsonWriter *writer, EquateSpan span)
{
  EquatePosition position = equate_source_get_position (span.source, span.offset);

  equate_json_writer_member (writer, "file", equate_source_get_name (span.source));
  write_integer (writer, "line", position.line);
  write_integer (writer, "column", position.column);
}

static void
write_lines (EquateJsonWriter *writer, const char *key, const GPtrArray *lines)
{
  equate_json_writer_key (writer, key);
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < lines->len; i++)
    equate_json_writer_string (writer, g_ptr_array_index (lines, i));
  equate_json_writer_end (writer, ']');
}

static void
write_case (EquateJsonWriter *writer, const EquateCaseResult *result)
{
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "agreement", result->document->agreement.text);
  equate_json_writer_member (writer, "name", result->one->name.text);
  write_place (writer, result->one->name.span);
  equate_json_writer_key (writer, "passed");
  equate_json_writer_boolean (writer, result->differences->len == 0);
  equate_json_writer_key (writer, "differences");
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < result->differences->len; i++)
    {
      const EquateCaseDifference *difference = g_ptr_array_index (result->differences, i);

      equate_json_writer_begin (writer, '{');
      equate_json_writer_member (writer, "what", difference->what);
      write_place (writer, difference->span);
      write_lines (writer, "expected", difference->expected);
      write_lines (writer, "got", difference->got);
      equate_json_writer_end (writer, '}');
    }
  equate_json_writer_end (writer, ']');
  equate_json_writer_end (writer, '}');
}

static void
write_covered (EquateJsonWriter *writer, const EquateCaseReport *report,
               const EquateCoveredItem *item)
{
  static const char *const words[] = { "rule", "take", "give", "unless", "deny" };
  static const char *const states[] = { "never-met", "refused", "fired" };
  const EquateRuleset *ruleset = report->ruleset;
  const EquateCompiledRule *rule = &ruleset->rules[item->rule];
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
  g_autofree char *what = equate_coverage_describe (ruleset, item);

  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (
      writer, "agreement", equate_ruleset_text (ruleset, ruleset->agreements[terms->agreement].id));
  equate_json_writer_member (writer, "rule", equate_ruleset_text (ruleset, rule->id));
  equate_json_writer_member (writer, "kind", words[item->kind]);
  equate_json_writer_member (writer, "what", what);
  equate_json_writer_member (writer, "file", equate_ruleset_text (ruleset, terms->file));
  write_integer (writer, "line", rule->line);
  equate_json_writer_member (writer, "state", states[item->state]);
  equate_json_writer_end (writer, '}');
}

static void
write_totals (EquateJsonWriter *writer, const EquateCaseReport *report)
{
  guint n_failed = equate_case_report_count_failed (report);

  equate_json_writer_key (writer, "totals");
  equate_json_writer_begin (writer, '{');
  write_integer (writer, "cases", report->results->len);
  write_integer (writer, "passed", report->results->len - n_failed);
  write_integer (writer, "failed", n_failed);
  write_integer (writer, "fired", equate_coverage_count (report->coverage, EQUATE_COVERAGE_FIRED));
  write_integer (writer, "refused",
                 equate_coverage_count (report->coverage, EQUATE_COVERAGE_REFUSED));
  write_integer (writer, "never-met",
                 equate_coverage_count (report->coverage, EQUATE_COVERAGE_NEVER));
  write_integer (writer, "percent", equate_coverage_get_percent (report->coverage));
  equate_json_writer_end (writer, '}');
}

void
equate_case_report_append_json (const EquateCaseReport *report, GString *out)
{
  EquateJsonWriter writer;

  equate_json_writer_init (&writer, out, TRUE);
  equate_json_writer_begin (&writer, '{');
  equate_json_writer_key (&writer, "cases");
  equate_json_writer_begin (&writer, '[');
  for (guint i = 0; i < report->results->len; i++)
    write_case (&writer, g_ptr_array_index (report->results, i));
  equate_json_writer_end (&writer, ']');
  if (report->shows_coverage)
    {
      equate_json_writer_key (&writer, "coverage");
      equate_json_writer_begin (&writer, '[');
      for (guint i = 0; i < report->coverage->items->len; i++)
        write_covered (&writer, report,
                       &g_array_index (report->coverage->items, EquateCoveredItem, i));
      equate_json_writer_end (&writer, ']');
    }
  write_totals (&writer, report);
  equate_json_writer_end (&writer, '}');
  g_string_append_c (out, '\n');
}
