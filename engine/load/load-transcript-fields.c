/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-fields.h"

#include <string.h>

#include "load/fields.h"
#include "load/load.h"
#include "load/tables.h"

static const EquateField student_fields[] = {
  { "id", EQUATE_FIELD_TEXT, G_STRUCT_OFFSET (EquateStudent, id), EQUATE_FIELD_REQUIRED },
  { "name", EQUATE_FIELD_TEXT, G_STRUCT_OFFSET (EquateStudent, name) },
};

EQUATE_RECORD_TYPE (student_type, "student", EquateStudent, student_fields);

static const EquateField target_fields[] = {
  { "institution", EQUATE_FIELD_NAME, G_STRUCT_OFFSET (EquateTarget, institution) },
  { "programme", EQUATE_FIELD_NAME, G_STRUCT_OFFSET (EquateTarget, programme) },
};

EQUATE_RECORD_TYPE (target_type, "target", EquateTarget, target_fields);

#define TRANSCRIPT(member) G_STRUCT_OFFSET (EquateTranscript, member)

static const EquateField transcript_fields[] = {
  { "student", EQUATE_FIELD_RECORD, TRANSCRIPT (student), EQUATE_FIELD_REQUIRED,
    .detail = &student_type },
  { "institution", EQUATE_FIELD_NAME, TRANSCRIPT (institution) },
  { "target", EQUATE_FIELD_RECORD, TRANSCRIPT (target), .detail = &target_type },
  { "entries", EQUATE_FIELD_RECORD, TRANSCRIPT (entries),
    EQUATE_FIELD_REQUIRED | EQUATE_FIELD_IS_LIST, .detail = &equate_entry_type },
  { "status", EQUATE_FIELD_CHOICE, TRANSCRIPT (status), .detail = equate_status_choices },
  { "note", EQUATE_FIELD_TEXT, TRANSCRIPT (note) },
  { "source", EQUATE_FIELD_TEXT, TRANSCRIPT (source) },
};

EQUATE_RECORD_TYPE (transcript_type, "transcript", EquateTranscript, transcript_fields);

const EquateRecordType *const equate_transcript_table = &transcript_type;

/**
 * equate_load_transcript:
 * @decoder: (transfer none): behind the kind of the document
 *
 * Reads the rest of a transcript.
 *
 * Returns: (transfer none): the transcript, in the decoder's arena
 *
 * Since: 0.1
 */
EquateTranscript *
equate_load_transcript (EquateDecoder *decoder)
{
  EquateTranscript *transcript
      = equate_arena_new0 (equate_decoder_get_arena (decoder), EquateTranscript);

  equate_decode_document (decoder, &transcript_type, transcript);
  return transcript;
}

/**
 * equate_load_next_transcript:
 * @decoder: (transfer none): before a document
 * @default_kind: (nullable): the kind of documents that name none
 *
 * Reads the next document, which must be a transcript.
 *
 * Returns: (transfer none) (nullable): the transcript, in the decoder's arena; %NULL for a document
 *   of another kind, which is reported, and at the end
 *
 * Since: 0.1
 */
EquateTranscript *
equate_load_next_transcript (EquateDecoder *decoder, const char *default_kind)
{
  EquateSpan span = { NULL };
  const char *kind = equate_decoder_next_document (decoder, default_kind, &span);

  if (!kind)
    return NULL;
  if (strcmp (kind, EQUATE_TRANSCRIPT_KIND) == 0)
    return equate_load_transcript (decoder);

  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      equate_decoder_get_diagnostics (decoder), EQUATE_DIAGNOSTIC_UNKNOWN_KIND, span,
      "a document of the kind `%s` stands among transcripts", kind);

  equate_diagnostic_set_label (diagnostic, "`" EQUATE_TRANSCRIPT_KIND "` was expected");
  equate_decoder_skip_document (decoder);
  return NULL;
}
