/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Field tables: from events straight into structs. Unknown, duplicate and missing keys and wrong
 * values are all reported; none ends the reading.
 */
#pragma once

#include "base/arena.h"
#include "base/decimal.h"
#include "base/diagnostic.h"
#include "base/event.h"
#include "base/period.h"

G_BEGIN_DECLS

/* An optional decimal that is not there. */
#define EQUATE_DECIMAL_NONE G_MININT64

/* A text with its place, for what refers to something or is checked later. */
typedef struct
{
  const char *text; /* NULL: not given */
  EquateSpan span;
} EquateName;

/* A course code: as written, and the key by which it is compared. */
typedef struct
{
  const char *text; /* NULL: not given */
  const char *key;
  EquateSpan span;
} EquateCode;

/* Text in several languages; a plain string has the one language "". */
typedef struct
{
  const char *language;
  const char *text;
} EquateTranslation;

typedef struct
{
  const EquateTranslation *translations;
  guint length;
} EquateText;

/* Items one behind the other, of the type that the field says. */
typedef struct
{
  gpointer items;
  guint length;
} EquateList;

typedef enum
{
  EQUATE_FIELD_TEXT,    /* const char *; not empty */
  EQUATE_FIELD_NAME,    /* EquateName; not empty */
  EQUATE_FIELD_ID,      /* EquateName; [a-z0-9-]+ */
  EQUATE_FIELD_CODE,    /* EquateCode; not empty */
  EQUATE_FIELD_L10N,    /* EquateText; a string or a mapping language: string */
  EQUATE_FIELD_DECIMAL, /* EquateDecimal; EQUATE_DECIMAL_NONE where left out */
  EQUATE_FIELD_CREDITS, /* the same, at least 0 */
  EQUATE_FIELD_RATIO,   /* EquateRatio; denominator 0 where left out */
  EQUATE_FIELD_INTEGER, /* gint; a whole number within +- one million */
  EQUATE_FIELD_BOOLEAN, /* gboolean; true or false */
  EQUATE_FIELD_DATE,    /* EquateDate */
  EQUATE_FIELD_PERIOD,  /* EquatePeriod; a mapping from, until */
  EQUATE_FIELD_AGE,     /* EquateAge */
  EQUATE_FIELD_CHOICE,  /* gint; detail: EquateChoice[], ended by a NULL text */
  EQUATE_FIELD_RECORD,  /* the struct in place; detail: EquateRecordType */
  EQUATE_FIELD_POINTER, /* pointer to a new struct; detail: EquateRecordType */
  EQUATE_FIELD_CUSTOM,  /* whatever decode makes of it */
} EquateFieldType;

typedef enum
{
  EQUATE_FIELD_OPTIONAL = 0,
  EQUATE_FIELD_REQUIRED = 1 << 0,
  EQUATE_FIELD_IS_LIST = 1 << 1,     /* a list of the type into an EquateList */
  EQUATE_FIELD_ONE_OR_LIST = 1 << 2, /* the same; a single value counts as a list of one */
  EQUATE_FIELD_NOT_EMPTY = 1 << 3,   /* a list of nothing would not mean what its absence means */
} EquateFieldFlags;

typedef struct
{
  const char *text;
  gint value;
} EquateChoice;

typedef struct _EquateDecoder EquateDecoder;

/* Reads exactly one node (scalar, sequence or mapping) from the decoder into field; reports what
 * is wrong. item_size: how large an item is where the field is a list of custom ones. */
typedef void (*EquateDecodeFunc) (EquateDecoder *decoder, gpointer field);

typedef struct
{
  const char *key;
  EquateFieldType type;
  gsize offset;
  EquateFieldFlags flags;
  gconstpointer detail;
  EquateDecodeFunc decode; /* custom only */
  gsize item_size;         /* lists of custom only */
  const char *shape;       /* custom only: what decode reads, by its name in the JSON Schemas */
} EquateField;

typedef struct
{
  const char *name; /* as a person calls it: "course" */
  gsize size;
  const EquateField *fields;
  guint n_fields;
  gssize span_offset; /* where the record's EquateSpan lies; -1: it keeps none */
} EquateRecordType;

#define EQUATE_RECORD_TYPE(Name, text, Type, fields)                                               \
  static const EquateRecordType Name                                                               \
      = { text, sizeof (Type), fields, G_N_ELEMENTS (fields), G_STRUCT_OFFSET (Type, span) }

/* Borrows all three; records are made in the arena. */
EquateDecoder *equate_decoder_new (EquateEventReader *reader, EquateArena *arena,
                                   EquateDiagnosticList *diagnostics);
void equate_decoder_free (EquateDecoder *decoder);

/* Reads something else from the start, with the memory that the decoder has. */
void equate_decoder_restart (EquateDecoder *decoder, EquateEventReader *reader, EquateArena *arena,
                             EquateDiagnosticList *diagnostics);
EquateArena *equate_decoder_get_arena (EquateDecoder *decoder);
EquateDiagnosticList *equate_decoder_get_diagnostics (EquateDecoder *decoder);

/* The next event without taking it; taking it; leaving out a whole node. */
const EquateEvent *equate_decoder_peek (EquateDecoder *decoder);
const EquateEvent *equate_decoder_next (EquateDecoder *decoder);
void equate_decoder_skip (EquateDecoder *decoder);

/*
 * Goes to the next document: its kind, the value of its first key `equate`, is handed out and the
 * decoder stands behind it, inside the document's mapping. NULL at the end of the stream. A document
 * without a kind is reported (EQ101) and left out. An empty document is passed over silently.
 * For JSON without documents each top-level object counts as one; there the kind may stand at any place and is optional
 * when default_kind is not NULL (then it is handed out, and a key equate in the record is checked against it).
 */
const char *equate_decoder_next_document (EquateDecoder *decoder, const char *default_kind,
                                          EquateSpan *kind_span);

/* Reads the rest of the document's mapping as a record; ends behind the document. TRUE when nothing
 * was reported on the way. */
gboolean equate_decode_document (EquateDecoder *decoder, const EquateRecordType *type,
                                 gpointer record);

/* Leaves out the rest of the document. */
void equate_decoder_skip_document (EquateDecoder *decoder);

/* Reads one mapping as a record, in place. The keys `source` and `note` (a text) are accepted in every
 * record, kept where the record has fields of that name. Span: from the first key to the end of
 * the mapping's first line at least. */
gboolean equate_decode_record (EquateDecoder *decoder, const EquateRecordType *type,
                               gpointer record);

/* Reads one node as a field of that type (no lists); FALSE when something was reported. */
gboolean equate_decode_value (EquateDecoder *decoder, EquateFieldType type, gconstpointer detail,
                              gpointer field);

/* A sequence of nodes, each read by decode into item_size bytes; or, with one_or_list, one node. */
gboolean equate_decode_list (EquateDecoder *decoder, gsize item_size, EquateDecodeFunc decode,
                             gboolean one_or_list, EquateList *list);

/* Called for each entry of an open mapping, before the node of its value, of which it reads exactly
 * one. item is zeroed; key is valid during the call, its text as long as the arena. */
typedef void (*EquateDecodeEntryFunc) (EquateDecoder *decoder, const EquateName *key,
                                       gpointer item);

/* A mapping whose keys are free (identifiers, counts): an item for each entry. Duplicate keys are
 * reported; items about which something was reported are left out, here as in all lists. */
gboolean equate_decode_mapping (EquateDecoder *decoder, gsize item_size,
                                EquateDecodeEntryFunc decode, EquateList *list);

/* Reports EQ105 with what was expected ("a list", "a code or a list") and leaves the node out;
 * for a missing value it says so instead (EQ114). */
void equate_decoder_wrong_shape (EquateDecoder *decoder, const char *expected);

#define equate_list_index(list, Type, i) (((Type *) (list).items) + (i))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateDecoder, equate_decoder_free)

G_END_DECLS
