/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/case-report.h"
#include "write/safe-text.h"

/* XML has no way to write most control characters. */
static void
append_escaped (GString *out, const char *text)
{
  g_autoptr (GString) safe = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  equate_text_append_safe (safe, text, -1);
  escaped = g_markup_escape_text (safe->str, (gssize) safe->len);
  g_string_append (out, escaped);
}

static void
append_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  append_escaped (out, value);
  g_string_append_c (out, '"');
}

static void
append_number (GString *out, const char *name, guint value)
{
  g_string_append_printf (out, " %s=\"%u\"", name, value);
}

static void
append_lines (GString *out, char sign, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      g_string_append_printf (out, "  %c ", sign);
      append_escaped (out, g_ptr_array_index (lines, i));
      g_string_append_c (out, '\n');
    }
}

static void
append_failure (GString *out, const EquateCaseDifference *difference)
{
  EquatePosition position
      = equate_source_get_position (difference->span.source, difference->span.offset);
  g_autofree char *message = g_strdup_printf ("%s: not as expected", difference->what);

  g_string_append (out, "      <failure");
  append_attribute (out, "type", equate_diagnostic_get_info (EQUATE_DIAGNOSTIC_CASE_FAILED)->code);
  append_attribute (out, "message", message);
  g_string_append_c (out, '>');
  append_escaped (out, equate_source_get_name (difference->span.source));
  g_string_append_printf (out, ":%u:%u\n", position.line, position.column);
  append_lines (out, '-', difference->expected);
  append_lines (out, '+', difference->got);
  g_string_append (out, "</failure>\n");
}

static void
append_case (GString *out, const EquateCaseResult *result)
{
  EquateSpan span = result->one->name.span;

  g_string_append (out, "    <testcase");
  append_attribute (out, "classname", result->document->agreement.text);
  append_attribute (out, "name", result->one->name.text);
  append_attribute (out, "file", equate_source_get_name (span.source));
  append_number (out, "line", equate_source_get_position (span.source, span.offset).line);
  if (result->differences->len == 0)
    {
      g_string_append (out, "/>\n");
      return;
    }
  g_string_append (out, ">\n");
  for (guint i = 0; i < result->differences->len; i++)
    append_failure (out, g_ptr_array_index (result->differences, i));
  g_string_append (out, "    </testcase>\n");
}

/* The cases of one document stand together; returns where the next ones begin. */
static guint
append_suite (const EquateCaseReport *report, guint first, GString *out)
{
  const EquateCaseResult *result = g_ptr_array_index (report->results, first);
  const EquateCases *document = result->document;
  guint n_failed = 0;
  guint next = first;

  for (; next < report->results->len; next++)
    {
      result = g_ptr_array_index (report->results, next);
      if (result->document != document)
        break;
      n_failed += result->differences->len > 0;
    }
  g_string_append (out, "  <testsuite");
  append_attribute (out, "name", document->agreement.text);
  append_number (out, "tests", next - first);
  append_number (out, "failures", n_failed);
  g_string_append (out, " errors=\"0\" skipped=\"0\">\n");
  for (guint i = first; i < next; i++)
    append_case (out, g_ptr_array_index (report->results, i));
  g_string_append (out, "  </testsuite>\n");
  return next;
}

void
equate_case_report_append_junit (const EquateCaseReport *report, GString *out)
{
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
  append_number (out, "tests", report->results->len);
  append_number (out, "failures", equate_case_report_count_failed (report));
  g_string_append (out, " errors=\"0\">\n");
  for (guint i = 0; i < report->results->len;)
    i = append_suite (report, i, out);
  g_string_append (out, "</testsuites>\n");
}
