/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/csv-columns.h"

#include <string.h>

#include "base/suggest.h"

static const char *const column_names[EQUATE_N_COLUMNS + 1]
    = { "student", "name",  "institution", "course", "title", "credits",
        "grade",   "scale", "date",        "status", NULL };

const char *
equate_column_get_name (EquateColumn column)
{
  return column_names[column];
}

/* FALSE for an unknown one. */
static gboolean
check_column (EquateColumns *columns, const EquateCsvCell *cell, guint place,
              EquateDiagnosticList *diagnostics)
{
  for (guint i = 0; i < EQUATE_N_COLUMNS; i++)
    {
      if (strcmp (cell->text, column_names[i]) != 0)
        continue;
      if (columns->places[i] >= 0)
        equate_diagnostic_set_help (
            equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_DUPLICATE_KEY, cell->span,
                                        "the column `%s` stands twice", cell->text),
            "delete one of the two columns");
      columns->places[i] = (gint) place;
      return TRUE;
    }

  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_KEY, cell->span, "unknown column `%s`", cell->text);
  const char *nearest = equate_suggest_nearest (cell->text, column_names);

  if (nearest)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
  else
    equate_diagnostic_set_help (diagnostic, "columns are student, name, institution, course, "
                                            "title, credits, grade, scale, date and status");
  return FALSE;
}

gboolean
equate_columns_read (EquateColumns *columns, EquateCsvReader *reader,
                     EquateDiagnosticList *diagnostics)
{
  static const EquateColumn required[] = { EQUATE_COLUMN_STUDENT, EQUATE_COLUMN_COURSE };
  const EquateCsvCell *cells;
  guint n_cells = equate_csv_reader_get_header (reader, &cells);
  gboolean known = TRUE;

  for (guint i = 0; i < EQUATE_N_COLUMNS; i++)
    columns->places[i] = -1;
  if (equate_diagnostic_list_get_length (diagnostics) > 0 || n_cells == 0)
    return FALSE;
  for (guint i = 0; i < n_cells; i++)
    known = check_column (columns, &cells[i], i, diagnostics) && known;
  /* A column that is missing may be the one with the unknown name. */
  for (guint i = 0; known && i < G_N_ELEMENTS (required); i++)
    if (columns->places[required[i]] < 0)
      equate_diagnostic_set_help (
          equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_MISSING_KEY, cells[0].span,
                                      "the header has no column `%s`", column_names[required[i]]),
          "the columns student and course are required; the first line holds their names");
  return equate_diagnostic_list_get_length (diagnostics) == 0;
}

const EquateCsvCell *
equate_columns_get_cell (const EquateColumns *columns, const EquateCsvCell *row,
                         EquateColumn column)
{
  static const EquateCsvCell none = { "" };

  return columns->places[column] < 0 ? &none : &row[columns->places[column]];
}
