/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/catalog.h"

#include <string.h>

#include "model/agreement.h"
#include "model/decision.h"
#include "model/grading.h"
#include "model/transcript.h"

static void
test_text (void)
{
  const EquateTranslation several[] = { { "pl", "Matematyka" }, { "en", "Mathematics" } };
  const EquateTranslation plain[] = { { "", "Physics" } };
  const struct
  {
    EquateText text;
    const char *language;
    const char *expected;
  } cases[] = {
    { { several, 2 }, "pl", "Matematyka" },  { { several, 2 }, "zh", "Mathematics" },
    { { several, 2 }, NULL, "Mathematics" }, { { several, 1 }, "zh", "Matematyka" },
    { { plain, 1 }, "en", "Physics" },       { { NULL, 0 }, "en", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (equate_text_get (&cases[i].text, cases[i].language), ==, cases[i].expected);
}

/* Every choice has a word and a value of its own, and leads back to its word. */
static void
test_choices (void)
{
  const EquateChoice *const all[] = {
    equate_status_choices,        equate_level_choices,          equate_method_choices,
    equate_overlap_choices,       equate_grade_rounding_choices, equate_rounding_choices,
    equate_grade_of_many_choices, equate_repeats_choices,        equate_entry_status_choices,
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_assert_nonnull (all[i][0].text);
      for (const EquateChoice *choice = all[i]; choice->text; choice++)
        g_assert_cmpstr (equate_choice_get_text (all[i], choice->value), ==, choice->text);
      g_assert_null (equate_choice_get_text (all[i], 1000));
    }
  g_assert_null (equate_choice_get_text (equate_status_choices, EQUATE_STATUS_NONE));
  g_assert_null (equate_choice_get_text (equate_repeats_choices, EQUATE_REPEATS_NONE));
  g_assert_cmpstr (equate_choice_get_text (equate_status_choices, EQUATE_STATUS_APPROVED), ==,
                   "approved");
}

static void
test_words (void)
{
  for (guint i = 0; i < EQUATE_N_HOURS; i++)
    g_assert_nonnull (equate_hours_names[i]);
  for (guint i = EQUATE_REASON_NONE; i <= EQUATE_REASON_NOT_SELECTED; i++)
    g_assert_nonnull (equate_reason_get_text ((EquateReasonCode) i));
  for (guint i = EQUATE_FATE_WITHDRAWN; i <= EQUATE_FATE_NOT_USED; i++)
    g_assert_nonnull (equate_fate_get_text ((EquateFate) i));
  g_assert_cmpstr (equate_hours_names[EQUATE_HOURS_SELF_STUDY], ==, "self-study");
  g_assert_cmpstr (equate_outcome_get_text (EQUATE_OUTCOME_NO_AGREEMENT), ==, "no-agreement");
  g_assert_cmpstr (equate_fate_get_text (EQUATE_FATE_CUT_BY_LIMIT), ==, "cut-by-limit");
  g_assert_cmpstr (equate_reason_get_text (EQUATE_REASON_MIN_HOURS), ==, "min-hours");
  g_assert_cmpstr (equate_decided_kind_get_text (EQUATE_DECIDED_WAIVER), ==, "waiver");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/text", test_text);
  g_test_add_func ("/catalog/choices", test_choices);
  g_test_add_func ("/catalog/words", test_words);
  return g_test_run ();
}
