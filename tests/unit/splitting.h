/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A text cut into records, as one line: "line:column bytes", with what is wrong behind a `!`.
 */
#pragma once

#include <string.h>

#include "load/record-splitter.h"

typedef struct
{
  const char *text;
  const char *expected;
} Split;

static inline char *
split_text (EquateFormat format, EquateEncoding encoding, const char *text, gsize step)
{
  g_autoptr (EquateRecordSplitter) splitter = equate_record_splitter_new (format, encoding);
  GString *shown = g_string_new (NULL);
  gsize length = strlen (text);
  gsize from = 0;

  for (gsize until = MIN (step, length);; until = MIN (until + step, length))
    {
      EquatePiece piece;

      while (equate_record_splitter_next (splitter, text + from, until - from, until == length,
                                          &piece))
        {
          const char *bytes = text + from + piece.start;

          g_assert_cmpuint (piece.origin.offset, ==, from + piece.start);
          g_string_append_printf (shown, "%u:%u ", piece.origin.line,
                                  piece.origin.column + (guint) piece.indent);
          g_string_append_len (shown, bytes + piece.indent, (gssize) (piece.length - piece.indent));
          g_string_append (shown, piece.fault ? "!|" : "|");
        }
      from += equate_record_splitter_forget (splitter, text + from);
      if (until == length)
        return g_string_free (shown, FALSE);
    }
}

/* The same however the bytes come. */
static inline void
run_splits (EquateFormat format, EquateEncoding encoding, const Split *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    for (gsize step = 1; step < 50; step++)
      {
        g_autofree char *shown = split_text (format, encoding, rows[i].text, step);

        g_assert_cmpstr (shown, ==, rows[i].expected);
      }
}
