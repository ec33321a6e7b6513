/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/fields.h"

#include <string.h>

#include "loading.h"

/* One key for each kind of field, in the second line. */
typedef struct
{
  EquateSpan span;
  gint positive;
  EquateGivenChoice choice;
  EquateName isced;
  EquateHours hours;
  EquateEntry entry;
} Holder;

static void
decode_choice (EquateDecoder *decoder, gpointer field)
{
  equate_load_given_choice (decoder, equate_entry_status_choices, field);
}

static void
decode_isced (EquateDecoder *decoder, gpointer field)
{
  equate_load_isced (decoder, 2, field);
}

#define HOLDER(member) G_STRUCT_OFFSET (Holder, member)

static const EquateField holder_fields[] = {
  { "positive", EQUATE_FIELD_CUSTOM, HOLDER (positive), .decode = equate_load_positive },
  { "choice", EQUATE_FIELD_CUSTOM, HOLDER (choice), .decode = decode_choice },
  { "isced", EQUATE_FIELD_CUSTOM, HOLDER (isced), .decode = decode_isced },
  { "hours", EQUATE_FIELD_RECORD, HOLDER (hours), .detail = &equate_hours_type },
  { "entry", EQUATE_FIELD_RECORD, HOLDER (entry), .detail = &equate_entry_type },
};

EQUATE_RECORD_TYPE (holder_type, "holder", Holder, holder_fields);

static Holder *
load_holder (EquateDecoder *decoder)
{
  Holder *holder = equate_arena_new0 (equate_decoder_get_arena (decoder), Holder);

  equate_decode_document (decoder, &holder_type, holder);
  return holder;
}

static void
test_findings (void)
{
  static const Expectation rows[] = {
    { "1", "positive: 1", "" },
    { "0", "positive: 0", "EQ106@2:11" },
    { "less", "positive: -3", "EQ106@2:11" },
    { "no number", "positive: x", "EQ106@2:11" },
    { "a choice", "choice: passed", "" },
    { "no choice", "choice: past", "EQ109@2:9" },
    { "digits", "isced: 0714", "" },
    { "the fewest", "isced: '07'", "" },
    { "too few", "isced: 7", "EQ108@2:8" },
    { "too many", "isced: 07141", "EQ108@2:8" },
    { "a letter", "isced: 07a", "EQ108@2:8" },
    { "hours", "hours: {total: 60, lecture: 0, self-study: 7.5}", "" },
    { "other hours", "hours: {labs: 1}", "EQ102@2:9" },
    { "negative hours", "hours: {total: -1}", "EQ106@2:16" },
    { "an entry", "entry: {course: A}", "" },
    { "no course", "entry: {grade: 5}", "EQ104@2:9" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *document = g_strdup_printf ("equate: x\n%s\n", rows[i].text);
      g_autoptr (Loaded) loaded = load_text (document, load_holder);

      assert_findings (&rows[i], loaded->diagnostics);
    }
}

static void
test_values (void)
{
  g_autoptr (Loaded) loaded
      = load_text ("equate: x\npositive: 7\nisced: 0714\nhours: {laboratory: 15}\nchoice: failed\n",
                   load_holder);
  const Holder *holder = loaded->record;

  g_assert_cmpint (holder->positive, ==, 7);
  g_assert_cmpstr (holder->isced.text, ==, "0714");
  g_assert_true (holder->choice.given);
  g_assert_cmpint (holder->choice.value, ==, EQUATE_ENTRY_FAILED);
  g_assert_cmpint (holder->hours.kinds[EQUATE_HOURS_LABORATORY], ==, 15000);
  g_assert_cmpint (holder->hours.kinds[EQUATE_HOURS_TOTAL], ==, EQUATE_DECIMAL_NONE);
}

typedef struct
{
  gint other;
  EquateName id;
} Item;

/* Each id but the first is reported, with the line of the first; items without one are not. */
static void
test_ids (void)
{
  g_autoptr (Loaded) loaded = loaded_new ("a\nb\na\n?\n?\na\n");
  g_autoptr (EquateYamlStream) stream
      = equate_yaml_stream_new (loaded->source, loaded->diagnostics);
  g_autoptr (EquateDecoder) decoder = equate_decoder_new (equate_yaml_stream_get_reader (stream),
                                                          loaded->arena, loaded->diagnostics);
  static const char *const ids[] = { "a", "b", "a", NULL, NULL, "a" };
  Item items[G_N_ELEMENTS (ids)] = { 0 };
  const EquateList list = { items, G_N_ELEMENTS (ids) };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    items[i].id = (EquateName){ .text = ids[i], .span = { loaded->source, 2 * i, 1 } };
  equate_load_check_ids (decoder, &list, sizeof (Item), G_STRUCT_OFFSET (Item, id), "item");
  assert_findings (&(Expectation){ "ids", NULL, "EQ207@3:1 EQ207@6:1" }, loaded->diagnostics);
  g_assert_cmpstr (equate_diagnostic_list_get (loaded->diagnostics, 1)->label, ==,
                   "first in line 1");
  g_assert_cmpuint (equate_load_line (items[5].id.span), ==, 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fields/findings", test_findings);
  g_test_add_func ("/fields/values", test_values);
  g_test_add_func ("/fields/ids", test_ids);
  return g_test_run ();
}
