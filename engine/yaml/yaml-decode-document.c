/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "yaml/yaml-decode-private.h"

#define KINDS "`catalog/1`, `grading/1`, `agreement/1`, `transcript/1` or `cases/1`"

/**
 * equate_decoder_new:
 * @reader: (transfer none) (nullable): gives the events; outlives the decoder, or its restart
 * @arena: (transfer none) (nullable): where records and texts are made
 * @diagnostics: (transfer none) (nullable): receives what is wrong
 *
 * Makes a decoder, which stands before the first document.
 *
 * Returns: (transfer full): the decoder
 *
 * Since: 0.1
 */
EquateDecoder *
equate_decoder_new (EquateEventReader *reader, EquateArena *arena,
                    EquateDiagnosticList *diagnostics)
{
  EquateDecoder *decoder = g_new0 (EquateDecoder, 1);

  decoder->scratch = g_string_new (NULL);
  decoder->levels = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  equate_decoder_restart (decoder, reader, arena, diagnostics);
  return decoder;
}

/**
 * equate_decoder_restart:
 * @decoder: (transfer none): a decoder, wherever it stands
 * @reader: (transfer none): gives the events; outlives the decoder
 * @arena: (transfer none): where records and texts are made
 * @diagnostics: (transfer none): receives what is wrong
 *
 * Reads something else, as a new decoder would: one that has read a long list has room for the
 * next.
 *
 * Since: 0.1
 */
void
equate_decoder_restart (EquateDecoder *decoder, EquateEventReader *reader, EquateArena *arena,
                        EquateDiagnosticList *diagnostics)
{
  decoder->reader = reader;
  decoder->arena = arena;
  decoder->diagnostics = diagnostics;
  decoder->peeked = FALSE;
  decoder->ended = FALSE;
  decoder->key = NULL;
  decoder->level = 0;
  decoder->default_kind = NULL;
  decoder->kind_span = decoder->document_span = (EquateSpan){ NULL };
  decoder->first_report = 0;
  decoder->in_array = FALSE;
}

/**
 * equate_decoder_free:
 * @decoder: (transfer full): the decoder
 *
 * Frees the decoder; what it made stays in the arena.
 *
 * Since: 0.1
 */
void
equate_decoder_free (EquateDecoder *decoder)
{
  g_string_free (decoder->scratch, TRUE);
  g_ptr_array_unref (decoder->levels);
  g_free (decoder);
}

/**
 * equate_decoder_get_arena:
 * @decoder: (transfer none): the decoder
 *
 * Returns: (transfer none): where its records are made
 *
 * Since: 0.1
 */
EquateArena *
equate_decoder_get_arena (EquateDecoder *decoder)
{
  return decoder->arena;
}

/**
 * equate_decoder_get_diagnostics:
 * @decoder: (transfer none): the decoder
 *
 * Returns: (transfer none): what receives its findings
 *
 * Since: 0.1
 */
EquateDiagnosticList *
equate_decoder_get_diagnostics (EquateDecoder *decoder)
{
  return decoder->diagnostics;
}

/**
 * equate_decoder_peek:
 * @decoder: (transfer none): the decoder
 *
 * Looks at the next event without taking it; at the end that is STREAM_END, ever again.
 *
 * Returns: (transfer none): the event, until the one after it is looked at
 *
 * Since: 0.1
 */
const EquateEvent *
equate_decoder_peek (EquateDecoder *decoder)
{
  return peek (decoder);
}

/**
 * equate_decoder_next:
 * @decoder: (transfer none): the decoder
 *
 * Takes the next event; STREAM_END is never used up.
 *
 * Returns: (transfer none): the event, until the one after it is looked at
 *
 * Since: 0.1
 */
const EquateEvent *
equate_decoder_next (EquateDecoder *decoder)
{
  return take (decoder);
}

static gboolean
is_start (const EquateEvent *event)
{
  return event->kind == EQUATE_EVENT_MAPPING_START || event->kind == EQUATE_EVENT_SEQUENCE_START;
}

static gboolean
is_end (const EquateEvent *event)
{
  return event->kind == EQUATE_EVENT_MAPPING_END || event->kind == EQUATE_EVENT_SEQUENCE_END;
}

/* Takes events until as many containers were closed as are open. */
static void
skip_open (EquateDecoder *decoder, guint depth)
{
  while (depth > 0)
    {
      const EquateEvent *event = take (decoder);

      if (event->kind == EQUATE_EVENT_STREAM_END)
        return;
      if (is_start (event))
        depth++;
      else if (is_end (event))
        depth--;
    }
}

/**
 * equate_decoder_skip:
 * @decoder: (transfer none): the decoder, before a node
 *
 * Leaves out one node with all that is in it; before the end of a container nothing happens.
 *
 * Since: 0.1
 */
void
equate_decoder_skip (EquateDecoder *decoder)
{
  const EquateEvent *event = peek (decoder);

  if (event->kind != EQUATE_EVENT_SCALAR && !is_start (event))
    return;
  skip_open (decoder, is_start (take (decoder)) ? 1 : 0);
}

static const char *
node_name (const EquateEvent *event)
{
  if (event->kind == EQUATE_EVENT_MAPPING_START)
    return "a mapping";
  return event->kind == EQUATE_EVENT_SEQUENCE_START ? "a list" : "a single value";
}

/**
 * equate_decoder_wrong_shape:
 * @decoder: (transfer none): the decoder, before a node
 * @expected: what should stand there, with its article: "a list"
 *
 * Reports that a node has the wrong shape and leaves it out.
 *
 * Since: 0.1
 */
void
equate_decoder_wrong_shape (EquateDecoder *decoder, const char *expected)
{
  if (!equate_decoder_check_present (decoder))
    return;

  EquateEvent found = *peek (decoder);
  EquateDiagnostic *diagnostic;

  /* A mapping without brackets has no token of its own; its first key shows the place. */
  if (found.kind == EQUATE_EVENT_MAPPING_START && found.span.length == 0)
    {
      take (decoder);
      found.span = peek (decoder)->span;
      skip_open (decoder, 1);
    }
  else
    equate_decoder_skip (decoder);
  if (decoder->key)
    diagnostic = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_WRONG_SHAPE,
                                             found.span, "`%s` takes %s, not %s", decoder->key,
                                             expected, node_name (&found));
  else
    diagnostic = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_WRONG_SHAPE,
                                             found.span, "%s stands here", node_name (&found));
  equate_diagnostic_set_label (diagnostic, "%s was expected", expected);
  if (decoder->key && found.kind == EQUATE_EVENT_SCALAR && strcmp (expected, "a list") == 0)
    equate_diagnostic_set_help (diagnostic, "a list of one is written `%s: [%.*s]`", decoder->key,
                                (int) found.span.length,
                                equate_source_get_data (found.span.source, NULL) + found.span.offset);
}

/* --- Documents --- */

static void
report_no_kind (EquateDecoder *decoder, EquateSpan span)
{
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_KIND, span,
                                    "the document does not begin with its kind");

  equate_diagnostic_set_help (diagnostic, "write `equate: KIND` first, where KIND is " KINDS);
}

/* The kind that the document's first entry names; NULL: there is none, or none that can be used. */
static const char *
read_kind (EquateDecoder *decoder, EquateSpan *span)
{
  const EquateEvent *event = peek (decoder);

  if (event->kind != EQUATE_EVENT_SCALAR || event->length != strlen ("equate")
      || memcmp (event->text, "equate", event->length) != 0)
    return NULL;

  EquateName kind = { NULL };

  decoder->kind_span = take (decoder)->span;
  decoder->document_span = equate_decoder_entry_span (decoder->kind_span, peek (decoder));
  decoder->key = "equate";
  if (!equate_decode_value (decoder, EQUATE_FIELD_NAME, NULL, &kind))
    return NULL;
  *span = kind.span;
  return kind.text;
}

/* Inside the mapping of a document. NULL: there was no kind, and the document has been left out. */
static const char *
open_document (EquateDecoder *decoder, const char *default_kind, EquateSpan *span)
{
  guint before = equate_diagnostic_list_get_length (decoder->diagnostics);

  decoder->key = NULL;
  decoder->kind_span = (EquateSpan){ NULL };
  decoder->default_kind = NULL;

  EquateSpan first = peek (decoder)->span;

  *span = first;

  const char *kind = read_kind (decoder, span);

  if (kind)
    return kind;
  if (default_kind && !decoder->kind_span.source)
    {
      decoder->default_kind = default_kind;
      return default_kind;
    }
  if (!decoder->ended && equate_diagnostic_list_get_length (decoder->diagnostics) == before)
    report_no_kind (decoder, first);
  equate_decoder_skip_document (decoder);
  return NULL;
}

/* Takes what stands between two documents. TRUE: the mapping of a document has been entered. */
static gboolean
find_document (EquateDecoder *decoder, gboolean arrays)
{
  const EquateEvent *event = peek (decoder);

  switch (event->kind)
    {
    case EQUATE_EVENT_MAPPING_START:
      take (decoder);
      return TRUE;
    case EQUATE_EVENT_SEQUENCE_START:
      if (arrays && !decoder->in_array)
        {
          decoder->in_array = TRUE;
          take (decoder);
          return FALSE;
        }
      break;
    case EQUATE_EVENT_SEQUENCE_END:
      decoder->in_array = FALSE;
      take (decoder);
      return FALSE;
    case EQUATE_EVENT_SCALAR:
      if (event->style == EQUATE_SCALAR_PLAIN && event->length == 0)
        {
          take (decoder);
          return FALSE;
        }
      break;
    default:
      take (decoder);
      return FALSE;
    }
  decoder->key = NULL;
  if (arrays)
    equate_decoder_wrong_shape (decoder, "a mapping");
  else
    {
      report_no_kind (decoder, event->span);
      equate_decoder_skip (decoder);
    }
  return FALSE;
}

/**
 * equate_decoder_next_document:
 * @decoder: (transfer none): the decoder, behind the document before
 * @default_kind: (nullable): the kind of documents that name none
 * @kind_span: (out): where the kind stands, else the document's first key
 *
 * Goes to the next document. With a default kind the items of a top-level list are documents.
 *
 * Returns: (transfer none) (nullable): the kind, in the arena; %NULL at the end of the stream
 *
 * Since: 0.1
 */
const char *
equate_decoder_next_document (EquateDecoder *decoder, const char *default_kind,
                              EquateSpan *kind_span)
{
  decoder->first_report = equate_diagnostic_list_get_length (decoder->diagnostics);
  while (peek (decoder)->kind != EQUATE_EVENT_STREAM_END)
    {
      /* What its directives are reported for counts as part of a document. */
      gboolean opening = decoder->event.kind == EQUATE_EVENT_DOCUMENT_START;

      if (find_document (decoder, default_kind != NULL))
        {
          const char *kind = open_document (decoder, default_kind, kind_span);

          if (kind)
            return kind;
        }
      if (!opening)
        decoder->first_report = equate_diagnostic_list_get_length (decoder->diagnostics);
    }
  return NULL;
}

/**
 * equate_decoder_skip_document:
 * @decoder: (transfer none): the decoder, inside a document's mapping
 *
 * Leaves out the rest of the document.
 *
 * Since: 0.1
 */
void
equate_decoder_skip_document (EquateDecoder *decoder)
{
  skip_open (decoder, 1);
}
