/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A document with its comments, as far as its layout needs it: whether a collection fits into a
 * line is known only when all of it has been read.
 */
#pragma once

#include "base/diagnostic.h"
#include "yaml/yaml-format-scalar.h"

G_BEGIN_DECLS

#define EQUATE_NO_COMMENT G_MAXUINT32

typedef struct
{
  const char *text; /* borrowed from the source: from the sign on, without blanks at the end */
  guint32 length;   /* bytes */
  guint32 column;   /* bytes before it in its line */
  gboolean blank;   /* a blank line stands before it */
} EquateFormatComment;

/* Comments one behind the other. */
typedef struct
{
  guint32 first;
  guint32 count;
} EquateFormatComments;

typedef enum
{
  EQUATE_NODE_SCALAR,
  EQUATE_NODE_SEQUENCE,
  EQUATE_NODE_MAPPING, /* its children are key, value, key, value, … */
} EquateNodeKind;

typedef struct
{
  EquateNodeKind kind;
  EquateFormatScalar scalar;
  guint32 next;                  /* the node behind it and all below it */
  EquateFormatComments before;   /* in lines of their own */
  EquateFormatComments trailing; /* of a collection: behind its last item */
  guint32 after;                 /* the comment in its last line, or EQUATE_NO_COMMENT */
  gboolean blank;                /* a blank line stands before it, behind its comments */
  gboolean is_flow;              /* in brackets */
  gboolean is_commented;         /* comments stand between its brackets */
} EquateFormatNode;

/* Nodes in the order of the text; the first is the root. */
typedef struct
{
  GArray *nodes;                 /* owned: EquateFormatNode */
  GArray *comments;              /* owned: EquateFormatComment */
  EquateFormatComments before;   /* before the line --- */
  EquateFormatComments trailing; /* behind the root */
  guint32 after;                 /* the comment in the line --- */
  gboolean is_explicit;          /* it has that line */
} EquateFormatDocument;

typedef struct _EquateFormatReader EquateFormatReader;

/**
 * equate_format_reader_new:
 * @source: (transfer none): a file; outlives the reader
 * @diagnostics: (transfer none): receives what is wrong with it
 *
 * Begins to read a file.
 *
 * Returns: (transfer full): the reader
 *
 * Since: 0.1
 */
EquateFormatReader *equate_format_reader_new (const EquateSource *source,
                                              EquateDiagnosticList *diagnostics);

/**
 * equate_format_reader_free:
 * @reader: (transfer full): a reader
 *
 * Ends the reading; its documents are gone with it.
 *
 * Since: 0.1
 */
void equate_format_reader_free (EquateFormatReader *reader);

/**
 * equate_format_reader_next:
 * @reader: a reader
 *
 * Reads the next document. Behind the last one comes one without nodes where comments are left.
 *
 * Returns: (transfer none) (nullable): the document, until the next call; %NULL: there is none, or
 *   something was reported
 *
 * Since: 0.1
 */
const EquateFormatDocument *equate_format_reader_next (EquateFormatReader *reader);

/**
 * equate_format_reader_get_digest:
 * @reader: a reader
 * @index: 0: what the file says; 1: its comments
 *
 * Sums up what was read so far, whatever its layout.
 *
 * Returns: the digest
 *
 * Since: 0.1
 */
guint64 equate_format_reader_get_digest (const EquateFormatReader *reader, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateFormatReader, equate_format_reader_free)

G_END_DECLS
