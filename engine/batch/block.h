/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Some records of one file that follow each other, from their bytes to their decisions. One thread at
 * a time has a block: it is filled, worked on and written, and then filled again.
 */
#pragma once

#include "load/record-splitter.h"
#include "write/decision-writer.h"

G_BEGIN_DECLS

/* A file that records come from; lives as long as the reading of all files. */
typedef struct
{
  char *name; /* owned: what is shown for it */
  EquateFormat format;
  EquateEncoding encoding;
  EquateSource *header; /* owned, nullable: the first row of CSV, in UTF-8 */
  const char *raw_header; /* borrowed from the splitter, nullable: the same as it stands in the file */
  gsize raw_header_length;
  EquateRecordSplitter *splitter; /* owned */
} EquateBatchFile;

typedef struct
{
  EquatePiece piece;
  guint number; /* of its record, from 1 */
} EquateBlockPiece;

/* A record that was rejected, for who wants to hear of it. */
typedef struct
{
  guint number;
  EquateSource *source;              /* owned: what the findings are about */
  EquateDiagnosticList *diagnostics; /* owned */
} EquateBlockFault;

typedef struct
{
  guint64 records;
  guint64 outcomes[EQUATE_OUTCOME_NO_AGREEMENT + 1];
  guint64 rejected;
} EquateBatchCounts;

/**
 * equate_batch_counts_add:
 * @counts: what is counted so far
 * @more: what comes to it
 *
 * Adds counts up.
 *
 * Since: 0.1
 */
void equate_batch_counts_add (EquateBatchCounts *counts, const EquateBatchCounts *more);

typedef struct
{
  EquateBatchFile *file; /* borrowed */
  char *data;            /* owned: with room for a NUL behind the bytes */
  gsize room;
  gsize used;
  GArray *pieces;        /* owned; of EquateBlockPiece */
  guint last_number;     /* of the last record that was seen, be it in the block or left out */
  gboolean ends_open;    /* the last record goes on in the next block */
  guint64 bytes_read;    /* of all files, up to here */
  EquateDecisionBlock decisions; /* owned */
  GString *findings;             /* owned: for people */
  GArray *rejects;               /* owned; of guint: pieces that are rejected */
  GArray *faults;                /* owned; of EquateBlockFault */
  EquateBatchCounts counts;
} EquateBlock;

/**
 * equate_block_new:
 *
 * Makes an empty block.
 *
 * Returns: (transfer full): the block; free with equate_block_free()
 *
 * Since: 0.1
 */
EquateBlock *equate_block_new (void);

/**
 * equate_block_free:
 * @block: (transfer full) (nullable): a block
 *
 * Frees a block.
 *
 * Since: 0.1
 */
void equate_block_free (EquateBlock *block);

/**
 * equate_block_reset:
 * @block: a block
 *
 * Empties a block; its memory is used again.
 *
 * Since: 0.1
 */
void equate_block_reset (EquateBlock *block);

/**
 * equate_block_reserve:
 * @block: a block
 * @room: bytes
 *
 * Makes room for bytes and a NUL behind them.
 *
 * Since: 0.1
 */
void equate_block_reserve (EquateBlock *block, gsize room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateBlock, equate_block_free)

G_END_DECLS
