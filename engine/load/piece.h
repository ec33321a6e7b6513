/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a file is cut into.
 */
#pragma once

#include "base/source.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_FORMAT_AUTO,
  EQUATE_FORMAT_YAML,
  EQUATE_FORMAT_JSON, /* one object, or an array of them */
  EQUATE_FORMAT_JSONL,
  EQUATE_FORMAT_CSV,
} EquateFormat;

/* In the order of the words of `--encoding`. */
typedef enum
{
  EQUATE_ENCODING_UTF8,
  EQUATE_ENCODING_GB18030,
  EQUATE_ENCODING_CP1250,
} EquateEncoding;

/* A record, or a part of one that is too large to be held whole. */
typedef struct
{
  gsize start; /* in the bytes that were looked at */
  gsize length;
  gsize indent;        /* blanks at its start that are not of the record, but of its first line */
  EquateOrigin origin; /* of start; only where is_first */
  const char *fault;   /* nullable, static: what is wrong with the place where it stands */
  gboolean is_first;   /* the record begins here */
  gboolean is_last;    /* the record ends here */
  gboolean too_large;
} EquatePiece;

typedef struct _EquateRecordSplitter EquateRecordSplitter;

G_END_DECLS
