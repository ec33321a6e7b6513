/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Decisions one after another, in any of the formats. They are formatted a block at a time, by any
 * number of threads; a writer puts the blocks together in their order, so that the bytes do not tell
 * how the records were cut into blocks.
 */
#pragma once

#include "write/decision-csv.h"
#include "write/output.h"

G_BEGIN_DECLS

/* The words of `--format`, in the order of the table. */
typedef enum
{
  EQUATE_DECISION_TEXT,
  EQUATE_DECISION_JSON,
  EQUATE_DECISION_JSONL,
  EQUATE_DECISION_CSV,
} EquateDecisionFormat;

typedef struct
{
  EquateDecisionFormat format;
  gboolean awards_only;
  gboolean story;       /* text */
  EquateCsvTable table; /* CSV */
  gboolean raw;         /* CSV */
  gboolean keep_lines;  /* JSON Lines: an empty line for a record without a decision */
} EquateDecisionStyle;

/* The decisions of some records that follow each other. */
typedef struct
{
  GString *text;   /* owned */
  GString *single; /* owned: JSON of the first decision, in case its record stays the only one */
  guint n_records;
  guint n_decisions;
} EquateDecisionBlock;

typedef struct _EquateDecisionWriter EquateDecisionWriter;

/**
 * equate_decision_block_init:
 * @block: (out caller-allocates): an empty block
 *
 * Makes a block; equate_decision_block_clear() frees what it owns.
 *
 * Since: 0.1
 */
void equate_decision_block_init (EquateDecisionBlock *block);

/**
 * equate_decision_block_reset:
 * @block: a block
 *
 * Empties a block for the next records; its memory is used again unless it has grown large.
 *
 * Since: 0.1
 */
void equate_decision_block_reset (EquateDecisionBlock *block);

/**
 * equate_decision_block_clear:
 * @block: a block
 *
 * Frees what a block owns.
 *
 * Since: 0.1
 */
void equate_decision_block_clear (EquateDecisionBlock *block);

/**
 * equate_decision_block_append:
 * @block: a block
 * @style: how decisions are written
 * @decision: (nullable): the decision on the next record, or %NULL where there is none
 * @is_very_first: whether the record is the first of all, which may stay the only one
 *
 * Formats a decision.
 *
 * Since: 0.1
 */
void equate_decision_block_append (EquateDecisionBlock *block, const EquateDecisionStyle *style,
                                   const EquateDecision *decision, gboolean is_very_first);

/**
 * equate_decision_writer_new:
 * @output: where the decisions go; must outlive the writer
 * @style: how they are written; copied
 * @n_records: how many records are in @output already
 * @n_decisions: on how many of these there is a decision
 *
 * Makes a writer.
 *
 * Returns: (transfer full): the writer; free with equate_decision_writer_free()
 *
 * Since: 0.1
 */
EquateDecisionWriter *equate_decision_writer_new (EquateOutput *output,
                                                  const EquateDecisionStyle *style,
                                                  guint n_records, guint n_decisions);

/**
 * equate_decision_writer_free:
 * @writer: (transfer full) (nullable): a writer
 *
 * Frees a writer, but not its output.
 *
 * Since: 0.1
 */
void equate_decision_writer_free (EquateDecisionWriter *writer);

/**
 * equate_decision_writer_write:
 * @writer: a writer
 * @block: the decisions that come next
 * @error: return location for an error
 *
 * Writes the decisions of a block; fails as equate_output_write() does.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_decision_writer_write (EquateDecisionWriter *writer,
                                       const EquateDecisionBlock *block, GError **error);

/**
 * equate_decision_writer_is_settled:
 * @writer: a writer
 *
 * Tells whether all decisions so far are in the output, and what comes next follows from their
 * number alone.
 *
 * Returns: whether the output could be gone on with by another writer
 *
 * Since: 0.1
 */
gboolean equate_decision_writer_is_settled (const EquateDecisionWriter *writer);

/**
 * equate_decision_writer_finish:
 * @writer: a writer
 * @error: return location for an error
 *
 * Writes what is still to come, after the last decision; fails as equate_output_write() does.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_decision_writer_finish (EquateDecisionWriter *writer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateDecisionWriter, equate_decision_writer_free)

G_END_DECLS
