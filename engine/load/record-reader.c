/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/record-reader.h"

#include "base/limits.h"
#include "load/load-transcript-csv.h"
#include "load/load-transcript-json.h"
#include "load/load-transcript-yaml.h"

EquateRecordReader *
equate_record_reader_new (EquateFormat format, const EquateSource *header, EquateArena *arena,
                          EquateDiagnosticList *diagnostics)
{
  EquateRecordReader *reader;

  switch (format)
    {
    case EQUATE_FORMAT_JSON:
    case EQUATE_FORMAT_JSONL:
      reader = equate_transcript_json_new ();
      break;
    case EQUATE_FORMAT_CSV:
      reader = equate_transcript_csv_new (header);
      break;
    case EQUATE_FORMAT_AUTO:
    case EQUATE_FORMAT_YAML:
    default:
      reader = equate_transcript_yaml_new ();
      break;
    }
  reader->arena = arena;
  reader->diagnostics = diagnostics;
  return reader;
}

void
equate_record_reader_free (EquateRecordReader *reader)
{
  if (reader->refusal)
    equate_diagnostic_list_free (reader->refusal);
  reader->free (reader);
}

static void
report_fault (EquateRecordReader *reader, const EquatePiece *piece, const EquateSource *source)
{
  EquateSpan span = { source, (guint32) piece->indent, 0 };

  equate_diagnostic_list_add (reader->diagnostics, EQUATE_DIAGNOSTIC_JSON_SYNTAX, span, "%s",
                              piece->fault);
}

static void
report_size (EquateRecordReader *reader, const EquateSource *source)
{
  EquateSpan span = { source, 0, 0 };

  equate_diagnostic_set_help (
      equate_diagnostic_list_add (reader->diagnostics, EQUATE_DIAGNOSTIC_TOO_LARGE, span,
                                  "the transcript has more than %u bytes",
                                  EQUATE_MAX_TRANSCRIPT_SIZE),
      "a transcript may have 1 MiB");
}

void
equate_record_reader_read (EquateRecordReader *reader, const EquatePiece *piece,
                           const EquateSource *source, EquateRecord *record)
{
  gsize length;
  const char *bytes = equate_source_get_data (source, &length);

  equate_arena_reset (reader->arena);
  equate_diagnostic_list_clear (reader->diagnostics);
  *record = (EquateRecord){ .source = source,
                            .bytes = bytes + piece->indent,
                            .length = length - piece->indent,
                            .diagnostics = reader->diagnostics };
  if (reader->refusal)
    equate_diagnostic_list_take_all (reader->diagnostics, reader->refusal);
  else if (piece->fault)
    report_fault (reader, piece, source);
  else if (piece->too_large)
    report_size (reader, source);
  else
    reader->read (reader, record);
  if (equate_diagnostic_list_count (reader->diagnostics, EQUATE_SEVERITY_ERROR) > 0)
    record->transcript = NULL;
}
