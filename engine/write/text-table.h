/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Columns that stand straight on a terminal, with wide characters as well.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EquateTextTable EquateTextTable;

/**
 * equate_text_table_new:
 * @n_columns: how many columns
 * @right: columns that are set flush right, as bits: 1 is the first
 *
 * Makes a table without rows.
 *
 * Returns: (transfer full): the table; free with equate_text_table_free()
 *
 * Since: 0.1
 */
EquateTextTable *equate_text_table_new (guint n_columns, guint right);

/**
 * equate_text_table_free:
 * @table: (transfer full) (nullable): a table
 *
 * Frees a table with its cells.
 *
 * Since: 0.1
 */
void equate_text_table_free (EquateTextTable *table);

/**
 * equate_text_table_add:
 * @table: a table
 * @text: (nullable): the next cell, row by row; LF begins another line of it; copied, with what may
 *   steer a terminal made visible
 *
 * Adds a cell.
 *
 * Since: 0.1
 */
void equate_text_table_add (EquateTextTable *table, const char *text);

/**
 * equate_text_table_append:
 * @table: a table whose last row is whole
 * @indent: blanks before each line
 * @out: where the text goes
 *
 * Appends the rows, two blanks between the columns and none at the end of a line.
 *
 * Since: 0.1
 */
void equate_text_table_append (const EquateTextTable *table, guint indent, GString *out);

/**
 * equate_text_append_wrapped:
 * @out: where the lines go
 * @text: words with blanks between them
 * @width: terminal columns of a line; a longer word has a line of its own
 * @indent: blanks before each line but the first
 *
 * Breaks a text into lines, without one at the end.
 *
 * Since: 0.1
 */
void equate_text_append_wrapped (GString *out, const char *text, guint width, guint indent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateTextTable, equate_text_table_free)

G_END_DECLS
