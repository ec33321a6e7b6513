/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "findings.h"
#include "reading.h"

static const EquateChoice levels[] = { { "bachelor", 1 }, { "master", 2 }, { NULL, 0 } };

typedef union
{
  gint integer;
  EquateDecimal decimal;
  EquateRatio ratio;
  EquateName name;
  EquateCode code;
  EquateText text;
  EquateDate date;
  EquatePeriod period;
} Value;

/* The value of the key in the second line, from column 4 on. */
static const struct
{
  EquateFieldType type;
  const char *node;
  const char *found; /* "": it is read */
} rows[] = {
  { EQUATE_FIELD_TEXT, "a b", "" },
  { EQUATE_FIELD_TEXT, "''", "EQ114@2:4" },
  { EQUATE_FIELD_TEXT, "[a]", "EQ105@2:4" },
  { EQUATE_FIELD_ID, "a-1", "" },
  { EQUATE_FIELD_ID, "A_1", "EQ108@2:4" },
  { EQUATE_FIELD_ID, "\"a\\0b\"", "EQ003@2:4" },
  { EQUATE_FIELD_CODE, "ma 1", "" },
  { EQUATE_FIELD_L10N, "a", "" },
  { EQUATE_FIELD_L10N, "{en: a, zh-Hans: b}", "" },
  { EQUATE_FIELD_TEXT, "\"a\\0b\"", "EQ003@2:4" },
  { EQUATE_FIELD_L10N, "\"a\\0b\"", "EQ003@2:4" },
  { EQUATE_FIELD_L10N, "{}", "EQ114@2:4" },
  { EQUATE_FIELD_L10N, "{English: a}", "EQ108@2:5" },
  { EQUATE_FIELD_DECIMAL, "-1.125", "" },
  { EQUATE_FIELD_DECIMAL, "1.0005", "EQ106@2:4" },
  { EQUATE_FIELD_DECIMAL, "1e3", "EQ106@2:4" },
  { EQUATE_FIELD_CREDITS, "0", "" },
  { EQUATE_FIELD_CREDITS, "-1", "EQ106@2:4" },
  { EQUATE_FIELD_RATIO, "3/2", "" },
  { EQUATE_FIELD_RATIO, "3/0", "EQ106@2:4" },
  { EQUATE_FIELD_INTEGER, "1000000", "" },
  { EQUATE_FIELD_INTEGER, "1000001", "EQ106@2:4" },
  { EQUATE_FIELD_INTEGER, "1.5", "EQ106@2:4" },
  { EQUATE_FIELD_BOOLEAN, "true", "" },
  { EQUATE_FIELD_BOOLEAN, "yes", "EQ109@2:4" },
  { EQUATE_FIELD_DATE, "2024-02-29", "" },
  { EQUATE_FIELD_DATE, "2023-02-29", "EQ107@2:4" },
  { EQUATE_FIELD_PERIOD, "{from: 2020-01-01}", "" },
  { EQUATE_FIELD_PERIOD, "{from: 2020-01-02, until: 2020-01-01}", "EQ110@2:5" },
  { EQUATE_FIELD_PERIOD, "2020", "EQ105@2:4" },
  { EQUATE_FIELD_CHOICE, "master", "" },
  { EQUATE_FIELD_CHOICE, "Master", "EQ109@2:4" },
};

static gboolean
read_value (Reading *reading, EquateFieldType type, const char *node, Value *value)
{
  g_autofree char *text = g_strdup_printf ("equate: x\nv: %s\n", node);
  EquateSpan span;

  reading_open (reading, g_intern_string (text), FALSE);
  g_assert_nonnull (equate_decoder_next_document (reading->decoder, NULL, &span));
  equate_decoder_next (reading->decoder); /* the key */
  return equate_decode_value (reading->decoder, type, levels, value);
}

/* What is wrong is reported, and the field left alone; the node is taken either way. */
static void
test_findings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Reading reading;
      Value value = { 0 };
      const Value untouched = { 0 };
      gboolean good = read_value (&reading, rows[i].type, rows[i].node, &value);
      g_autofree char *found = findings (reading.list);

      if (strcmp (found, rows[i].found) != 0)
        {
          g_test_message ("%s: found \"%s\", expected \"%s\"", rows[i].node, found, rows[i].found);
          g_test_fail ();
        }
      g_assert_cmpint (good, ==, *found == '\0');
      if (!good)
        g_assert_cmpint (memcmp (&value, &untouched, sizeof value), ==, 0);
      g_assert_cmpint (equate_decoder_peek (reading.decoder)->kind, ==, EQUATE_EVENT_MAPPING_END);
      reading_close (&reading);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *node;
    EquateDecimal value;
  } numbers[] = { { "7.5", 7500 }, { "-0.125", -125 }, { "'4'", 4000 }, { "0", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      Reading reading;
      Value value = { 0 };

      g_assert_true (read_value (&reading, EQUATE_FIELD_DECIMAL, numbers[i].node, &value));
      g_assert_cmpint (value.decimal, ==, numbers[i].value);
      reading_close (&reading);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/yaml-decode-value/findings", test_findings);
  g_test_add_func ("/yaml-decode-value/numbers", test_numbers);
  return g_test_run ();
}
