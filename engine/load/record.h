/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One transcript of many, as it came in, and what reads one of a format.
 */
#pragma once

#include "model/transcript.h"

G_BEGIN_DECLS

/* One record as it came in. */
typedef struct
{
  guint number;               /* from 1, over the whole file */
  const EquateSource *source; /* borrowed until the next record */
  const char *bytes;          /* the record as it stands in the file; borrowed likewise */
  gsize length;
  EquateTranscript *transcript;      /* in the reader's arena until the next record; NULL: faulty */
  EquateDiagnosticList *diagnostics; /* of this record; borrowed */
} EquateRecord;

typedef struct _EquateRecordReader EquateRecordReader;

/* "Base class" of the formats: the first member of each. */
struct _EquateRecordReader
{
  /* Reads all of the record's source; what is wrong with it is reported. */
  void (*read) (EquateRecordReader *reader, EquateRecord *record);
  void (*free) (EquateRecordReader *reader);
  EquateArena *arena;                /* borrowed: emptied before each record */
  EquateDiagnosticList *diagnostics; /* borrowed: emptied before each record */
  EquateDiagnosticList *refusal;     /* owned, nullable: why none of the file can be read */
};

G_END_DECLS
