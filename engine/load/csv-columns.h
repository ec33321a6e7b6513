/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which column of a CSV file of transcripts holds what.
 */
#pragma once

#include "csv/csv-reader.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_COLUMN_STUDENT,
  EQUATE_COLUMN_NAME,
  EQUATE_COLUMN_INSTITUTION,
  EQUATE_COLUMN_COURSE, /* from here on keys of an entry */
  EQUATE_COLUMN_TITLE,
  EQUATE_COLUMN_CREDITS,
  EQUATE_COLUMN_GRADE,
  EQUATE_COLUMN_SCALE,
  EQUATE_COLUMN_DATE,
  EQUATE_COLUMN_STATUS,
  EQUATE_N_COLUMNS
} EquateColumn;

typedef struct
{
  gint places[EQUATE_N_COLUMNS]; /* of the cells in a row; -1: the file has no such column */
} EquateColumns;

/**
 * equate_column_get_name:
 * @column: a column
 *
 * Gives the name that the header has for a column.
 *
 * Returns: (transfer none): the name
 *
 * Since: 0.1
 */
const char *equate_column_get_name (EquateColumn column);

/**
 * equate_columns_read:
 * @columns: (out caller-allocates): the columns
 * @reader: a reader behind the header
 * @diagnostics: receives what is wrong with the header
 *
 * Reads the header.
 *
 * Returns: %FALSE where rows cannot be read by it, or there is none; whether anything was reported
 *   tells a faulty file from an empty one
 *
 * Since: 0.1
 */
gboolean equate_columns_read (EquateColumns *columns, EquateCsvReader *reader,
                              EquateDiagnosticList *diagnostics);

/**
 * equate_columns_get_cell:
 * @columns: columns
 * @row: a row
 * @column: which one
 *
 * Gives the cell of a column.
 *
 * Returns: (transfer none): the cell, an empty one where the file has no such column
 *
 * Since: 0.1
 */
const EquateCsvCell *equate_columns_get_cell (const EquateColumns *columns,
                                              const EquateCsvCell *row, EquateColumn column);

G_END_DECLS
