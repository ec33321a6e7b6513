/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "findings.h"
#include "reading.h"

typedef struct
{
  EquateSpan span;
  EquateCode code;
  EquateDecimal credits;
  EquateName isced;
} Item;

static const EquateField item_fields[] = {
  { "code", EQUATE_FIELD_CODE, G_STRUCT_OFFSET (Item, code), EQUATE_FIELD_REQUIRED },
  { "credits", EQUATE_FIELD_CREDITS, G_STRUCT_OFFSET (Item, credits) },
  { "isced", EQUATE_FIELD_NAME, G_STRUCT_OFFSET (Item, isced) },
};
EQUATE_RECORD_TYPE (item_type, "item", Item, item_fields);

/* The value of the key in the second line, from column 4 on. */
static const struct
{
  const char *node;
  const char *found;
} rows[] = {
  { "{code: a}", "" },
  { "{code: a, note: why, source: where}", "" },
  { "{credits: 4, code: a}", "" },
  { "{code: a, note: [why]}", "EQ105@2:20" },
  { "{code: a, status: draft}", "EQ102@2:14" },
  { "{credits: 4}", "EQ104@2:5" },
  { "{code: a, code: b}", "EQ103@2:14" },
  { "{code: a, credit: 4}", "EQ102@2:14" },
  /* The key that was meant is not missing as well. */
  { "{cod: a}", "EQ102@2:5" },
  { "{code: ''}", "EQ114@2:11" },
  { "{code: a, credits: x, isced: ''}", "EQ106@2:23 EQ114@2:33" },
  { "[a]", "EQ105@2:4" },
  { "a", "EQ105@2:4" },
};

static gboolean
read_item (Reading *reading, const char *text, Item *item)
{
  EquateSpan span;

  *item = (Item){ 0 };
  reading_open (reading, text, FALSE);
  g_assert_nonnull (equate_decoder_next_document (reading->decoder, NULL, &span));
  equate_decoder_next (reading->decoder); /* the key */
  return equate_decode_record (reading->decoder, &item_type, item);
}

static void
test_findings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("equate: x\nv: %s\n", rows[i].node);
      Reading reading;
      Item item;
      gboolean good = read_item (&reading, text, &item);
      g_autofree char *found = findings (reading.list);

      if (strcmp (found, rows[i].found) != 0)
        {
          g_test_message ("%s: found \"%s\", expected \"%s\"", rows[i].node, found, rows[i].found);
          g_test_fail ();
        }
      g_assert_cmpint (good, ==, *found == '\0');
      g_assert_cmpint (equate_decoder_peek (reading.decoder)->kind, ==, EQUATE_EVENT_MAPPING_END);
      reading_close (&reading);
    }
}

/* A decimal that is left out is told from 0, also where the shape is wrong. */
static void
test_values (void)
{
  Reading reading;
  Item item;

  g_assert_true (read_item (&reading, "equate: x\nv:\n  isced: 0714\n  code: ma 1\n", &item));
  g_autofree char *place = slice (item.span);
  g_assert_cmpstr (item.code.key, ==, "MA 1");
  g_assert_cmpstr (item.isced.text, ==, "0714");
  g_assert_cmpint (item.credits, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpstr (place, ==, "isced: 0714");
  reading_close (&reading);
  g_assert_true (read_item (&reading, "equate: x\nv: {code: a, credits: 0}\n", &item));
  g_assert_cmpint (item.credits, ==, 0);
  reading_close (&reading);
  g_assert_false (read_item (&reading, "equate: x\nv: [1]\n", &item));
  g_assert_cmpint (item.credits, ==, EQUATE_DECIMAL_NONE);
  reading_close (&reading);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/yaml-decode-record/findings", test_findings);
  g_test_add_func ("/yaml-decode-record/values", test_values);
  return g_test_run ();
}
