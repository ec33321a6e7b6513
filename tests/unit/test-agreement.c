/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agreement.h"

#include "choosing.h"

static const Choosing tables[] = {
  { "round", equate_rounding_choices, EQUATE_ROUND_DOWN, EQUATE_ROUND_UP },
  { "grade", equate_grade_of_many_choices, EQUATE_GRADE_MEAN, EQUATE_GRADE_NONE },
  { "repeats", equate_repeats_choices, EQUATE_REPEATS_BEST, EQUATE_REPEATS_FIRST },
};

static void
test_choices (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    assert_choices (&tables[i]);
}

/* The words of the language, and that nothing stated is none of them. */
static void
test_words (void)
{
  g_assert_cmpstr (equate_choice_get_text (equate_rounding_choices, EQUATE_ROUND_HALF_EVEN), ==,
                   "half-even");
  g_assert_cmpstr (equate_choice_get_text (equate_grade_of_many_choices, EQUATE_GRADE_NONE), ==,
                   "none");
  g_assert_cmpstr (equate_choice_get_text (equate_repeats_choices, EQUATE_REPEATS_LATEST), ==,
                   "latest");
  g_assert_null (equate_choice_get_text (equate_repeats_choices, EQUATE_REPEATS_NONE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement/choices", test_choices);
  g_test_add_func ("/agreement/words", test_words);
  return g_test_run ();
}
