/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/text-table.h"

#include <string.h>

#include "base/source.h"
#include "write/safe-text.h"

struct _EquateTextTable
{
  guint n_columns;
  guint right;
  GPtrArray *cells; /* owned; of char **: the lines of a cell */
  guint *widths;    /* owned; terminal columns of each column */
};

EquateTextTable *
equate_text_table_new (guint n_columns, guint right)
{
  EquateTextTable *table = g_new0 (EquateTextTable, 1);

  table->n_columns = n_columns;
  table->right = right;
  table->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  table->widths = g_new0 (guint, n_columns);
  return table;
}

void
equate_text_table_free (EquateTextTable *table)
{
  if (!table)
    return;
  g_ptr_array_unref (table->cells);
  g_free (table->widths);
  g_free (table);
}

void
equate_text_table_add (EquateTextTable *table, const char *text)
{
  g_auto (GStrv) written = g_strsplit (text ? text : "", "\n", -1);
  guint *width = &table->widths[table->cells->len % table->n_columns];
  guint n_lines = g_strv_length (written);
  char **lines = g_new0 (char *, n_lines + 1);

  for (guint i = 0; i < n_lines; i++)
    {
      GString *safe = g_string_new (NULL);

      equate_text_append_safe (safe, written[i], -1);
      *width = MAX (*width, equate_display_width (safe->str, safe->len, 0));
      lines[i] = g_string_free (safe, FALSE);
    }
  g_ptr_array_add (table->cells, lines);
}

static void
append_blanks (GString *out, guint count)
{
  for (; count > 0; count--)
    g_string_append_c (out, ' ');
}

/* One line of a row; FALSE where no cell has so many. */
static gboolean
append_line (const EquateTextTable *table, char ***row, guint line, guint indent, GString *out)
{
  gboolean has_text = FALSE;
  guint pending = indent;

  for (guint i = 0; i < table->n_columns; i++)
    {
      const char *text = line < g_strv_length (row[i]) ? row[i][line] : "";
      guint width = equate_display_width (text, strlen (text), 0);
      guint rest = table->widths[i] - width;
      gboolean is_right = (table->right >> i & 1) != 0;

      has_text = has_text || line < g_strv_length (row[i]);
      if (*text != '\0')
        {
          append_blanks (out, pending + (is_right ? rest : 0));
          g_string_append (out, text);
          pending = is_right ? 0 : rest;
        }
      else
        pending += table->widths[i];
      pending += 2;
    }
  return has_text;
}

void
equate_text_table_append (const EquateTextTable *table, guint indent, GString *out)
{
  for (guint i = 0; i < table->cells->len; i += table->n_columns)
    {
      char ***row = (char ***) table->cells->pdata + i;

      for (guint line = 0; append_line (table, row, line, indent, out); line++)
        g_string_append_c (out, '\n');
    }
}

void
equate_text_append_wrapped (GString *out, const char *text, guint width, guint indent)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint column = 0;

  for (guint i = 0; words[i]; i++)
    {
      guint length = equate_display_width (words[i], strlen (words[i]), 0);
      gboolean is_first = column == 0;

      if (!is_first && column + 1 + length > width)
        {
          g_string_append_c (out, '\n');
          append_blanks (out, indent);
          column = 0;
        }
      else if (!is_first)
        g_string_append_c (out, ' ');
      g_string_append (out, words[i]);
      column += length + (column > 0);
    }
}
