/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Decisions one after another, in any of the formats.
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
} EquateDecisionStyle;

typedef struct _EquateDecisionWriter EquateDecisionWriter;

/**
 * equate_decision_writer_new:
 * @output: where the decisions go; must outlive the writer
 * @style: how they are written; copied
 *
 * Makes a writer.
 *
 * Returns: (transfer full): the writer; free with equate_decision_writer_free()
 *
 * Since: 0.1
 */
EquateDecisionWriter *equate_decision_writer_new (EquateOutput *output,
                                                  const EquateDecisionStyle *style);

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
 * @decision: the next decision
 * @error: return location for an error
 *
 * Writes a decision; fails as equate_output_write() does.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_decision_writer_write (EquateDecisionWriter *writer, const EquateDecision *decision,
                                       GError **error);

/**
 * equate_decision_writer_reject:
 * @writer: a writer
 *
 * Takes note of a record that there is no decision on: it counts where JSON is one object for one
 * record, and an array for several.
 *
 * Since: 0.1
 */
void equate_decision_writer_reject (EquateDecisionWriter *writer);

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
