/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Findings in a form that a table of expectations can hold, and texts that are long on purpose.
 */
#pragma once

#include "base/diagnostic.h"

/* "EQ102@4:5 EQ103@6:1", in the order in which they were reported. */
static inline char *
findings (const EquateDiagnosticList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < equate_diagnostic_list_get_length (list); i++)
    {
      const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (list, i);
      EquatePosition place
          = equate_source_get_position (diagnostic->span.source, diagnostic->span.offset);

      g_assert_true (g_utf8_validate (diagnostic->message, -1, NULL));
      g_string_append_printf (text, "%s%s@%u:%u", i > 0 ? " " : "",
                              equate_diagnostic_get_info (diagnostic->code)->code, place.line,
                              place.column);
    }
  return g_string_free (text, FALSE);
}

/* The text of a span as it stands in the source. */
static inline char *
slice (EquateSpan span)
{
  gsize length;
  const char *data = equate_source_get_data (span.source, &length);

  g_assert_cmpuint (span.offset, <=, length);
  g_assert_cmpuint (span.length, <=, length - span.offset);
  return g_strndup (data + span.offset, span.length);
}

/* So many pieces one after the other. Owned by the caller. */
static inline char *
repeat (const char *piece, gsize times)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < times; i++)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}
