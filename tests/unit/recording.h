/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The records of one format, read one after another, as a line of text; whether the bytes come all at
 * once or bit by bit makes no difference.
 */
#pragma once

#include <string.h>

#include "findings.h"
#include "load/record-reader.h"
#include "load/record-splitter.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *expected; /* "S1 A B; EQ104@3:1": a student with the courses, or what is wrong */
} Recording;

static inline void
append_record (GString *shown, const EquateRecord *record)
{
  g_autofree char *found = findings (record->diagnostics);

  g_string_append (shown, shown->len > 0 ? "; " : "");
  g_assert_nonnull (record->source);
  g_assert_nonnull (record->bytes);
  if (*found != '\0')
    {
      g_assert_null (record->transcript);
      g_string_append (shown, found);
      return;
    }
  g_assert_nonnull (record->transcript);
  g_string_append (shown, record->transcript->student.id);
  for (guint i = 0; i < record->transcript->entries.length; i++)
    g_string_append_printf (
        shown, " %s", equate_list_index (record->transcript->entries, EquateEntry, i)->course.text);
}

typedef struct
{
  EquateFormat format;
  EquateRecordSplitter *splitter;    /* owned */
  EquateArena *arena;                /* owned */
  EquateDiagnosticList *diagnostics; /* owned */
  EquateSource *header;              /* owned, nullable */
  EquateRecordReader *reader;        /* owned, nullable */
} Recorder;

static inline void
read_piece (Recorder *recorder, const char *data, const EquatePiece *piece, GString *shown)
{
  g_autofree char *bytes = g_strndup (data + piece->start, piece->length);
  g_autoptr (EquateSource) source
      = equate_source_new_part ("input", bytes, piece->length, &piece->origin);
  const EquateOrigin start = { 0, 1, 1 };
  EquateRecord record;
  gsize length;

  g_assert_true (piece->is_first && piece->is_last && !piece->too_large);
  if (!recorder->reader)
    {
      const char *header = equate_record_splitter_get_header (recorder->splitter, &length);

      recorder->header = header ? equate_source_new_part ("input", header, length, &start) : NULL;
      recorder->reader = equate_record_reader_new (recorder->format, recorder->header,
                                                   recorder->arena, recorder->diagnostics);
    }
  equate_record_reader_read (recorder->reader, piece, source, &record);
  append_record (shown, &record);
  equate_diagnostic_list_clear (recorder->diagnostics);
}

/* The bytes come `step` at a time, and those that are no longer needed go. */
static inline char *
record_all (EquateFormat format, const char *text, gsize step)
{
  Recorder recorder = { .format = format,
                        .splitter = equate_record_splitter_new (format, EQUATE_ENCODING_UTF8),
                        .arena = equate_arena_new (),
                        .diagnostics = equate_diagnostic_list_new () };
  GString *shown = g_string_new (NULL);
  gsize length = strlen (text);
  gsize from = 0;

  for (gsize until = MIN (step, length);; until = MIN (until + step, length))
    {
      g_autofree char *data = g_strndup (text + from, until - from);
      EquatePiece piece;

      while (equate_record_splitter_next (recorder.splitter, data, until - from, until == length,
                                          &piece))
        read_piece (&recorder, data, &piece, shown);
      from += equate_record_splitter_forget (recorder.splitter, data);
      if (until == length)
        break;
    }
  g_clear_pointer (&recorder.reader, equate_record_reader_free);
  equate_source_free (recorder.header);
  equate_diagnostic_list_free (recorder.diagnostics);
  equate_arena_free (recorder.arena);
  equate_record_splitter_free (recorder.splitter);
  return g_string_free (shown, FALSE);
}

static inline void
run_recordings (const Recording *rows, guint n, EquateFormat format)
{
  static const gsize steps[] = { G_MAXUINT16, 1, 2, 3, 7, 30 };

  for (guint i = 0; i < n; i++)
    for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
      {
        g_autofree char *shown = record_all (format, rows[i].text, steps[s]);

        if (strcmp (shown, rows[i].expected) == 0)
          continue;
        g_test_message ("%s, by %u bytes: found \"%s\", expected \"%s\"", rows[i].name,
                        (guint) steps[s], shown, rows[i].expected);
        g_test_fail ();
      }
}
