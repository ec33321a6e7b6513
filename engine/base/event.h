/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the YAML and the JSON reader have in common: a document as a row of events, so that one
 * decoder with one set of field tables reads both.
 */
#pragma once

#include "base/source.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_EVENT_DOCUMENT_START,
  EQUATE_EVENT_DOCUMENT_END,
  EQUATE_EVENT_MAPPING_START,
  EQUATE_EVENT_MAPPING_END,
  EQUATE_EVENT_SEQUENCE_START,
  EQUATE_EVENT_SEQUENCE_END,
  EQUATE_EVENT_SCALAR,
  EQUATE_EVENT_STREAM_END, /* also after a fault that ends the reading */
} EquateEventKind;

typedef enum
{
  EQUATE_SCALAR_PLAIN,   /* YAML without quotes; JSON numbers */
  EQUATE_SCALAR_QUOTED,  /* YAML quoted or block; JSON strings */
  EQUATE_SCALAR_BOOLEAN, /* JSON true and false, which no text is; in YAML they are PLAIN */
  EQUATE_SCALAR_NULL,    /* JSON null */
  /* An alias, a merge key, a duplicate key of JSON, a value too long: refused and reported by the
   * reader. The text is empty; whoever reads it says nothing more. */
  EQUATE_SCALAR_REFUSED,
} EquateScalarStyle;

typedef struct
{
  EquateEventKind kind;
  EquateScalarStyle style;
  const char *text; /* borrowed until the next event; NUL behind it; scalars only */
  gsize length;     /* bytes of text */
  EquateSpan span;  /* the scalar as written; of a start or end its token */
  guint32 end;      /* YAML only: the offset behind it, of a block text behind its last line */
} EquateEvent;

typedef struct _EquateEventReader EquateEventReader;

/* "Base class" of the readers: the first member of each. */
struct _EquateEventReader
{
  /* Fills event; FALSE once the stream has ended. Faults go to the reader's diagnostics, after
   * which the stream ends. Nesting is balanced up to that point. */
  gboolean (*next) (EquateEventReader *reader, EquateEvent *event);
};

static inline gboolean
equate_event_reader_next (EquateEventReader *reader, EquateEvent *event)
{
  return reader->next (reader, event);
}

G_END_DECLS
