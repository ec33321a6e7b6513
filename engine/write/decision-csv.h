/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Decisions as CSV: three tables with fixed headers. Lines end in LF, cells are quoted as in
 * RFC 4180; several values in one cell are parted by "; ".
 */
#pragma once

#include "model/decision.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_CSV_AWARDS,  /* a row for each award */
  EQUATE_CSV_ENTRIES, /* a row for each entry: its fate and why */
  EQUATE_CSV_SUMMARY, /* a row for each decision */
} EquateCsvTable;

/**
 * equate_csv_append_cell:
 * @out: the row
 * @text: (nullable): the cell; %NULL is empty
 * @raw: leave alone what a spreadsheet takes for a formula
 *
 * Appends a cell, quoted where it has to be. One that begins with `=`, `+`, `-`, `@`, tab or CR and
 * is no plain number gets a leading apostrophe, so that a spreadsheet keeps it as text.
 *
 * Since: 0.1
 */
void equate_csv_append_cell (GString *out, const char *text, gboolean raw);

/**
 * equate_decision_append_csv_header:
 * @table: which table
 * @out: where the row goes
 *
 * Appends the header of a table.
 *
 * Since: 0.1
 */
void equate_decision_append_csv_header (EquateCsvTable table, GString *out);

/**
 * equate_decision_append_csv:
 * @decision: a decision
 * @table: which table
 * @raw: leave alone what a spreadsheet takes for a formula
 * @out: where the rows go
 *
 * Appends the rows that a decision has in a table.
 *
 * Since: 0.1
 */
void equate_decision_append_csv (const EquateDecision *decision, EquateCsvTable table, gboolean raw,
                                 GString *out);

G_END_DECLS
