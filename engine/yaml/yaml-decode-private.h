/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the files of the decoder share: documents and nodes, records, values and lists.
 */
#pragma once

#include "yaml/yaml-decode.h"

G_BEGIN_DECLS

#define EQUATE_N_PLANS 16u
#define EQUATE_MAX_DECIMALS 28u

/* What is worked out of a record's table when the first such record comes. */
typedef struct
{
  const EquateRecordType *type; /* borrowed; NULL: nothing yet */
  guint64 required;             /* a bit for each field */
  guint n_decimals;
  guint16 decimals[EQUATE_MAX_DECIMALS]; /* where they lie, those of records in place too */
} EquateRecordPlan;

struct _EquateDecoder
{
  EquateEventReader *reader;         /* borrowed */
  EquateArena *arena;                /* borrowed */
  EquateDiagnosticList *diagnostics; /* borrowed */
  EquateEvent event;                 /* its text is the reader's */
  gboolean peeked;                   /* event is still to be taken */
  gboolean ended;                    /* no document is complete any more */
  const char *key;                   /* borrowed, nullable: the field being read, for messages */
  GString *scratch;                  /* owned: keys of codes, texts for messages */
  GPtrArray *levels;                 /* owned: GByteArray, the items of each list being read */
  guint level;
  const char *default_kind; /* borrowed, nullable: of the present document, where it named none */
  EquateSpan kind_span;     /* of the key; zeroed where the document named no kind */
  EquateSpan document_span; /* of the key and the kind */
  guint first_report;       /* of the present document */
  gboolean in_array;        /* the documents are the items of one top-level list */
  EquateRecordPlan plans[EQUATE_N_PLANS]; /* each at a place that follows from its type */
};

/* equate_decoder_peek() and _next() for the loops that every event runs through. */
static inline const EquateEvent *
peek (EquateDecoder *decoder)
{
  if (decoder->peeked)
    return &decoder->event;
  /* What ends a stream is an event too, and stays: peeked is not cleared behind it. */
  equate_event_reader_next (decoder->reader, &decoder->event);
  decoder->ended = decoder->event.kind == EQUATE_EVENT_STREAM_END;
  decoder->peeked = TRUE;
  return &decoder->event;
}

static inline const EquateEvent *
take (EquateDecoder *decoder)
{
  const EquateEvent *event = peek (decoder);

  decoder->peeked = event->kind == EQUATE_EVENT_STREAM_END;
  return event;
}

/* The place of a record: its first key, with the value where that is a scalar in the same line. */
EquateSpan equate_decoder_entry_span (EquateSpan key, const EquateEvent *value);

/* Reads the value of a field of the record. */
void equate_decoder_read_field (EquateDecoder *decoder, const EquateField *field, gpointer record);

/* The room that a value of the type needs; not for records and custom ones. */
gsize equate_decoder_value_size (EquateFieldType type);

/* Takes a scalar that has no value, or is true or false in JSON, and says what is wrong with it. */
void equate_decoder_refuse_scalar (EquateDecoder *decoder);

/* TRUE: the node has a value; else it is taken, and reported. */
static inline gboolean
equate_decoder_check_present (EquateDecoder *decoder)
{
  const EquateEvent *event = peek (decoder);

  if (event->kind != EQUATE_EVENT_SCALAR)
    return event->kind != EQUATE_EVENT_STREAM_END;
  if (event->length > 0 && event->style <= EQUATE_SCALAR_QUOTED)
    return TRUE;
  equate_decoder_refuse_scalar (decoder);
  return FALSE;
}

/* The text of a scalar for a message: cut where it is long. Borrowed until the next call. */
const char *equate_decoder_shown (EquateDecoder *decoder, const EquateEvent *event);

/* "did you mean", or, where nothing is near, all names; ended by NULL. */
void equate_decoder_help_with_names (EquateDiagnostic *diagnostic, const char *wanted,
                                     GPtrArray *names);

G_END_DECLS
