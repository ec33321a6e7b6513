/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/terms.h"

#include <string.h>

#include "loading.h"

typedef struct
{
  EquateSpan span;
  EquateConditions conditions;
  EquateAlternatives alternatives;
} Holder;

static void
decode_item (EquateDecoder *decoder, gpointer field)
{
  EquateName *name = equate_arena_new0 (equate_decoder_get_arena (decoder), EquateName);

  equate_decode_value (decoder, EQUATE_FIELD_NAME, NULL, name);
  *(EquateName **) field = name;
}

static void
decode_alternatives (EquateDecoder *decoder, gpointer field)
{
  equate_load_alternatives (decoder, decode_item, EQUATE_DIAGNOSTIC_BAD_REQUIREMENT, field);
}

static const EquateField holder_fields[] = {
  { "defaults", EQUATE_FIELD_RECORD, G_STRUCT_OFFSET (Holder, conditions),
    .detail = &equate_conditions_type },
  { "any", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (Holder, alternatives),
    .decode = decode_alternatives },
};

EQUATE_RECORD_TYPE (holder_type, "holder", Holder, holder_fields);

static Holder *
load_holder (EquateDecoder *decoder)
{
  Holder *holder = equate_arena_new0 (equate_decoder_get_arena (decoder), Holder);

  equate_decode_document (decoder, &holder_type, holder);
  return holder;
}

static const struct
{
  const char *conditions;
  const char *findings;
  gboolean given;
} rows[] = {
  { "{}", "", FALSE },
  { "{note: why}", "", FALSE },
  { "{min-grade: 70}", "", TRUE },
  { "{max-grade: '5.0'}", "", TRUE },
  { "{min-credits: 0}", "", TRUE },
  { "{max-credits: 2.5}", "", TRUE },
  { "{taken: {from: 2020-01-01}}", "", TRUE },
  { "{taken: {until: 2020-01-01}}", "", TRUE },
  { "{max-age: 5 years}", "", TRUE },
  { "{level: master}", "", TRUE },
  { "{language: en}", "", TRUE },
  { "{min-hours: {laboratory: 15}}", "", TRUE },
  { "{min-hours: {}}", "EQ114@2:23", TRUE },
  { "{min-hours: {note: none}}", "EQ114@2:24", TRUE },
  { "{min-hours: 15}", "EQ105@2:23", TRUE },
  { "{min-grad: 70}", "EQ102@2:12", FALSE },
  { "{level: expert}", "EQ109@2:19", FALSE },
};

static void
test_conditions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *document = g_strdup_printf ("equate: x\ndefaults: %s\n", rows[i].conditions);
      g_autoptr (Loaded) loaded = load_text (document, load_holder);
      const Holder *holder = loaded->record;

      assert_findings (&(Expectation){ rows[i].conditions, document, rows[i].findings },
                       loaded->diagnostics);
      g_test_message ("%s", rows[i].conditions);
      g_assert_cmpint (equate_conditions_given (&holder->conditions), ==, rows[i].given);
    }
}

static void
test_alternatives (void)
{
  static const struct
  {
    const char *node;
    const char *findings;
    const char *shown; /* the items, a blank behind each */
  } lists[] = {
    { "[A]", "", "A " },      { "[A, B, C]", "", "A B C " },          { "[]", "EQ112@2:6", "" },
    { "A", "EQ105@2:6", "" }, { "[A, '', C]", "EQ114@2:10", "A C " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *document = g_strdup_printf ("equate: x\nany: %s\n", lists[i].node);
      g_autoptr (Loaded) loaded = load_text (document, load_holder);
      const EquateAlternatives *alternatives = &((const Holder *) loaded->record)->alternatives;
      g_autoptr (GString) shown = g_string_new (NULL);

      assert_findings (&(Expectation){ lists[i].node, document, lists[i].findings },
                       loaded->diagnostics);
      g_assert_true (alternatives->given);
      for (guint j = 0; j < alternatives->length; j++)
        g_string_append_printf (shown, "%s ", ((const EquateName *) alternatives->items[j])->text);
      g_assert_cmpstr (shown->str, ==, lists[i].shown);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/terms/conditions", test_conditions);
  g_test_add_func ("/terms/alternatives", test_alternatives);
  return g_test_run ();
}
