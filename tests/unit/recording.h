/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The records of one format, read one after another, as a line of text.
 */
#pragma once

#include <string.h>

#include "findings.h"
#include "load/record.h"

typedef EquateRecordReader *(*NewReader) (const EquateSource *source, EquateArena *arena,
                                          EquateDiagnosticList *diagnostics);

typedef struct
{
  const char *name;
  const char *text;
  const char *expected; /* "S1 A B; EQ104@3:1": a student with the courses, or what is wrong */
} Recording;

static inline void
append_record (GString *shown, const EquateRecord *record, const EquateDiagnosticList *diagnostics)
{
  g_autofree char *found = findings (diagnostics);

  g_string_append (shown, shown->len > 0 ? "; " : "");
  g_assert_nonnull (record->source);
  g_assert_nonnull (record->bytes);
  if (*found != '\0')
    {
      g_string_append (shown, found);
      return;
    }
  g_assert_nonnull (record->transcript);
  g_string_append (shown, record->transcript->student.id);
  for (guint i = 0; i < record->transcript->entries.length; i++)
    g_string_append_printf (
        shown, " %s", equate_list_index (record->transcript->entries, EquateEntry, i)->course.text);
}

static inline void
run_recordings (const Recording *rows, guint n, NewReader new_reader)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EquateSource) source
          = equate_source_new_static ("input", rows[i].text, strlen (rows[i].text), 1);
      g_autoptr (EquateArena) arena = equate_arena_new ();
      g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
      g_autoptr (GString) shown = g_string_new (NULL);
      EquateRecordReader *reader = new_reader (source, arena, diagnostics);
      EquateRecord record = { 0 };

      while (reader->next (reader, &record))
        {
          append_record (shown, &record, diagnostics);
          record = (EquateRecord){ 0 };
          equate_diagnostic_list_clear (diagnostics);
        }
      reader->free (reader);
      if (strcmp (shown->str, rows[i].expected) == 0)
        continue;
      g_test_message ("%s: found \"%s\", expected \"%s\"", rows[i].name, shown->str,
                      rows[i].expected);
      g_test_fail ();
    }
}
