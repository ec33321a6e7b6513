/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/diagnostics-github.h"

#include <string.h>

#include "write/diagnostics-text.h"

/* A property ends at a comma and the properties at a colon, so these are escaped there as well. */
static void
append_escaped (GString *out, const char *text, const char *escaped)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 || strchr (escaped, *text))
      g_string_append_printf (out, "%%%02X", (guchar) *text);
    else
      g_string_append_c (out, *text);
}

static void
append_place (GString *out, const EquateSpan *span)
{
  EquatePosition start = equate_source_get_position (span->source, span->offset);
  EquatePosition end = equate_source_get_position (span->source, span->offset + span->length);

  g_string_append (out, "file=");
  append_escaped (out, equate_source_get_name (span->source), "%:,");
  g_string_append_printf (out, ",line=%u,col=%u,endLine=%u", start.line, start.column, end.line);
  if (end.line == start.line)
    g_string_append_printf (out, ",endColumn=%u", end.column);
  g_string_append_c (out, ',');
}

static void
append_line (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  append_escaped (out, "\n", "%");
  g_string_append_printf (out, "%s: ", name);
  append_escaped (out, text, "%");
}

void
equate_diagnostics_append_github (const EquateDiagnosticList *diagnostics, GString *out)
{
  for (guint i = 0; i < equate_diagnostic_list_get_length (diagnostics); i++)
    {
      const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (diagnostics, i);

      g_string_append_printf (out, "::%s ", equate_severity_get_text (diagnostic->severity));
      if (diagnostic->span.source)
        append_place (out, &diagnostic->span);
      g_string_append_printf (out,
                              "title=%s::", equate_diagnostic_get_info (diagnostic->code)->code);
      append_escaped (out, diagnostic->message, "%");
      append_line (out, "witness", diagnostic->witness);
      append_line (out, "help", diagnostic->help);
      g_string_append_c (out, '\n');
    }
}
