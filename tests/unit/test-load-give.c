/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load.h"

#include <string.h>

#include "loading.h"

/* The award is the value of the one key in the second line, from column 4 on. */
typedef struct
{
  EquateSpan span;
  EquateGive *give;
} Holder;

static void
decode_give (EquateDecoder *decoder, gpointer field)
{
  *(EquateGive **) field = equate_load_give (decoder);
}

static const EquateField holder_fields[] = {
  { "g", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (Holder, give), .decode = decode_give },
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
  const char *node;
  EquateAwardKind kind;
  EquateCreditsKind credits_kind;
  EquateDecimal credits; /* read where they are fixed */
  guint n_children;
} awards[] = {
  { "ET1", EQUATE_AWARD_COURSE, EQUATE_CREDITS_CATALOG, 0, 0 },
  { "{course: ET1}", EQUATE_AWARD_COURSE, EQUATE_CREDITS_CATALOG, 0, 0 },
  { "{course: ET1, credits: catalog}", EQUATE_AWARD_COURSE, EQUATE_CREDITS_CATALOG, 0, 0 },
  { "{course: ET1, credits: converted}", EQUATE_AWARD_COURSE, EQUATE_CREDITS_CONVERTED, 0, 0 },
  { "{course: ET1, credits: 2.5}", EQUATE_AWARD_COURSE, EQUATE_CREDITS_FIXED, 2500, 0 },
  { "{elective: free}", EQUATE_AWARD_ELECTIVE, EQUATE_CREDITS_CONVERTED, 0, 0 },
  { "{elective: free, credits: 0}", EQUATE_AWARD_ELECTIVE, EQUATE_CREDITS_FIXED, 0, 0 },
  { "[A, {waive: B}, {elective: x}]", EQUATE_AWARD_ALL_OF, EQUATE_CREDITS_CATALOG, 0, 3 },
  { "{one-of: [A, B]}", EQUATE_AWARD_ONE_OF, EQUATE_CREDITS_CATALOG, 0, 2 },
};

static void
test_awards (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (awards); i++)
    {
      g_autofree char *document = g_strdup_printf ("equate: x\ng: %s\n", awards[i].node);
      g_autoptr (Loaded) loaded = load_text (document, load_holder);
      const EquateGive *give = ((const Holder *) loaded->record)->give;
      g_autofree char *found = findings (loaded->diagnostics);

      g_test_message ("%s", awards[i].node);
      g_assert_cmpstr (found, ==, "");
      g_assert_cmpint (give->kind, ==, awards[i].kind);
      g_assert_cmpint (give->credits_kind, ==, awards[i].credits_kind);
      g_assert_cmpuint (give->n_children, ==, awards[i].n_children);
      if (give->credits_kind == EQUATE_CREDITS_FIXED)
        g_assert_cmpint (give->credits, ==, awards[i].credits);
    }
}

/* Each fault is reported once, and with the mend. */
static void
test_faults (void)
{
  static const struct
  {
    const char *node;
    const char *findings;
    const char *help; /* part of it */
  } rows[] = {
    { "{credits: 3}", "EQ113@2:5", "exactly one of" },
    { "{course: A, elective: free}", "EQ113@2:5", "a list gives several" },
    { "{elective: free, credits: catalog}", "EQ113@2:5", "write a number" },
    { "{waive: A, credits: 3}", "EQ113@2:5", "leave `credits` out" },
    { "{one-of: [A], credits: 3}", "EQ113@2:5", "{one-of: [{course: CODE, credits: N}" },
    { "{one-of: []}", "EQ113@2:13", "at least one" },
    { "{corse: A}", "EQ102@2:5", "did you mean `course`?" },
    { "[{course: A, credits: converted}, {elective: free}]", "EQ404@2:4", "two rules" },
    { "{one-of: [A, [{elective: x}, {course: B, credits: converted}]]}", "EQ404@2:17",
      "two rules" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *document = g_strdup_printf ("equate: x\ng: %s\n", rows[i].node);
      g_autoptr (Loaded) loaded = load_text (document, load_holder);

      assert_findings (&(Expectation){ rows[i].node, document, rows[i].findings },
                       loaded->diagnostics);
      g_assert_nonnull (
          strstr (equate_diagnostic_list_get (loaded->diagnostics, 0)->help, rows[i].help));
    }
}

/* What is chosen between cannot meet in one award. */
static void
test_no_mixture (void)
{
  g_autoptr (Loaded) loaded = load_text (
      "equate: x\ng: {one-of: [{course: A, credits: converted}, {elective: x}]}\n", load_holder);

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-give/awards", test_awards);
  g_test_add_func ("/load-give/faults", test_faults);
  g_test_add_func ("/load-give/no-mixture", test_no_mixture);
  return g_test_run ();
}
