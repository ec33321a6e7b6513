/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "findings.h"
#include "reading.h"

static void
decode_number (EquateDecoder *decoder, gpointer item)
{
  equate_decode_value (decoder, EQUATE_FIELD_INTEGER, NULL, item);
}

static void
decode_entry (EquateDecoder *decoder, const EquateName *key, gpointer item)
{
  g_assert_nonnull (key->text);
  equate_decode_value (decoder, EQUATE_FIELD_INTEGER, NULL, item);
}

typedef enum
{
  LIST,
  ONE_OR_LIST,
  MAPPING,
} Shape;

/* The value of the key in the second line, from column 4 on. */
static const struct
{
  Shape shape;
  const char *node;
  const char *items; /* a blank behind each */
  const char *found;
} rows[] = {
  { LIST, "[]", "", "" },
  { LIST, "[1, 2, 3]", "1 2 3 ", "" },
  { LIST, "\n- 1\n- 2", "1 2 ", "" },
  { LIST, "1", "", "EQ105@2:4" },
  { LIST, "{a: 1}", "", "EQ105@2:4" },
  { LIST, "''", "", "EQ114@2:4" },
  /* Items about which something was reported are left out. */
  { LIST, "[1, x, 3]", "1 3 ", "EQ106@2:8" },
  { LIST, "[1, '', 3]", "1 3 ", "EQ114@2:8" },
  { LIST, "[1, [2], 3]", "1 3 ", "EQ105@2:8" },
  { ONE_OR_LIST, "[1, 2]", "1 2 ", "" },
  { ONE_OR_LIST, "7", "7 ", "" },
  { ONE_OR_LIST, "x", "", "EQ106@2:4" },
  { MAPPING, "{}", "", "" },
  { MAPPING, "{b: 2, a: 1}", "2 1 ", "" },
  { MAPPING, "{a: 1, b: x, c: 3}", "1 3 ", "EQ106@2:14" },
  { MAPPING, "{a: 1, b: , c: 3}", "1 3 ", "EQ114@2:14" },
  { MAPPING, "{a: 1, b: 2, a: 3}", "1 2 3 ", "EQ103@2:17" },
  { MAPPING, "{a: 1, a: 2}", "1 2 ", "EQ103@2:11" },
  { MAPPING, "[1]", "", "EQ105@2:4" },
  { MAPPING, "1", "", "EQ105@2:4" },
};

static gboolean
decode (EquateDecoder *decoder, Shape shape, EquateList *list)
{
  if (shape == MAPPING)
    return equate_decode_mapping (decoder, sizeof (gint), decode_entry, list);
  return equate_decode_list (decoder, sizeof (gint), decode_number, shape == ONE_OR_LIST, list);
}

static void
test_lists (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("equate: x\nv: %s\n", rows[i].node);
      g_autoptr (GString) items = g_string_new (NULL);
      EquateList list;
      EquateSpan span;
      Reading reading;

      reading_open (&reading, text, FALSE);
      g_assert_nonnull (equate_decoder_next_document (reading.decoder, NULL, &span));
      equate_decoder_next (reading.decoder); /* the key */
      gboolean good = decode (reading.decoder, rows[i].shape, &list);
      g_autofree char *found = findings (reading.list);

      for (guint j = 0; j < list.length; j++)
        g_string_append_printf (items, "%d ", *equate_list_index (list, gint, j));
      if (strcmp (found, rows[i].found) != 0 || strcmp (items->str, rows[i].items) != 0)
        {
          g_test_message ("%s: found %s\"%s\", expected %s\"%s\"", rows[i].node, items->str, found,
                          rows[i].items, rows[i].found);
          g_test_fail ();
        }
      g_assert_cmpint (good, ==, *found == '\0');
      /* The whole node is taken, also a faulty one. */
      g_assert_cmpint (equate_decoder_peek (reading.decoder)->kind, ==, EQUATE_EVENT_MAPPING_END);
      reading_close (&reading);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/yaml-decode-list/lists", test_lists);
  return g_test_run ();
}
