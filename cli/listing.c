/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "listing.h"

#include <string.h>

#include "write/json-writer.h"
#include "write/text-table.h"

struct _EquateListing
{
  const char *const *headings; /* borrowed */
  guint n_columns;
  guint right;
  char *filter;     /* owned, nullable; without regard to case */
  GPtrArray *cells; /* owned; of char * */
};

EquateListing *
equate_listing_new (const char *const *headings, guint right, const char *filter)
{
  EquateListing *listing = g_new0 (EquateListing, 1);

  listing->headings = headings;
  listing->n_columns = g_strv_length ((char **) headings);
  listing->right = right;
  listing->filter = filter ? g_utf8_casefold (filter, -1) : NULL;
  listing->cells = g_ptr_array_new_with_free_func (g_free);
  return listing;
}

void
equate_listing_free (EquateListing *listing)
{
  if (!listing)
    return;
  g_ptr_array_unref (listing->cells);
  g_free (listing->filter);
  g_free (listing);
}

static gboolean
is_wanted (const EquateListing *listing, char **row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL;

  if (!listing->filter)
    return TRUE;
  for (guint i = 0; i < listing->n_columns; i++)
    {
      g_string_append (text, row[i]);
      g_string_append_c (text, '\n');
    }
  folded = g_utf8_casefold (text->str, (gssize) text->len);
  return strstr (folded, listing->filter) != NULL;
}

void
equate_listing_add (EquateListing *listing, const char *cell)
{
  GPtrArray *cells = listing->cells;

  g_ptr_array_add (cells, g_strdup (cell ? cell : ""));
  if (cells->len % listing->n_columns > 0)
    return;
  if (!is_wanted (listing, (char **) cells->pdata + cells->len - listing->n_columns))
    g_ptr_array_set_size (cells, (gint) (cells->len - listing->n_columns));
}

guint
equate_listing_get_length (const EquateListing *listing)
{
  return listing->cells->len / listing->n_columns;
}

static void
append_json (const EquateListing *listing, GString *out)
{
  EquateJsonWriter writer;

  equate_json_writer_init (&writer, out, TRUE);
  equate_json_writer_begin (&writer, '[');
  for (guint i = 0; i < listing->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (listing->cells, i);
      guint column = i % listing->n_columns;

      if (column == 0)
        equate_json_writer_begin (&writer, '{');
      equate_json_writer_member (&writer, listing->headings[column], *cell ? cell : NULL);
      if (column + 1 == listing->n_columns)
        equate_json_writer_end (&writer, '}');
    }
  equate_json_writer_end (&writer, ']');
  g_string_append_c (out, '\n');
}

void
equate_listing_append (const EquateListing *listing, gboolean as_json, GString *out)
{
  g_autoptr (EquateTextTable) table = NULL;

  if (as_json)
    {
      append_json (listing, out);
      return;
    }
  if (listing->cells->len == 0)
    return;
  table = equate_text_table_new (listing->n_columns, listing->right);
  for (guint i = 0; i < listing->n_columns; i++)
    equate_text_table_add (table, listing->headings[i]);
  for (guint i = 0; i < listing->cells->len; i++)
    equate_text_table_add (table, g_ptr_array_index (listing->cells, i));
  equate_text_table_append (table, 0, out);
}
