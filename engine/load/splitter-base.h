/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the splitters of the formats have in common.
 */
#pragma once

#include "load/piece.h"

G_BEGIN_DECLS

/* "Base class" of the formats: the first member of each. All places are in the bytes at hand. */
struct _EquateRecordSplitter
{
  /* Looks on from place. TRUE: a record ends at end, and place is behind what parts it from the
   * next one; FALSE: more bytes are needed, and place is as far as was looked, or nothing is left. */
  gboolean (*find) (EquateRecordSplitter *splitter, const char *data, gsize length,
                    gboolean is_end);
  void (*free) (EquateRecordSplitter *splitter);
  EquateEncoding encoding;
  guint64 base;      /* where in the file the bytes at hand begin */
  gsize start;       /* of the record, with its indent; bytes before it are no longer needed */
  gsize indent;      /* blanks before the record, from the start of its line */
  gsize place;       /* how far was looked */
  gsize end;         /* of the record that was found */
  const char *fault; /* nullable, static: of the record that was found */
  gboolean begun;    /* a record begins at start + indent */
  gboolean open;     /* its first part was handed out already */
  gsize mark;        /* a place whose line and column are known */
  guint line;        /* of mark */
  guint column;      /* of mark */
  GString *header;   /* owned, nullable: of CSV */
};

EquateRecordSplitter *equate_split_json_new (void);
EquateRecordSplitter *equate_split_yaml_new (void);
EquateRecordSplitter *equate_split_csv_new (void);

G_END_DECLS
