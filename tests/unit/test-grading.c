/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/grading.h"

#include "choosing.h"

static const Choosing tables[] = {
  { "method", equate_method_choices, EQUATE_METHOD_TABLE, EQUATE_METHOD_CHAIN },
  { "round", equate_grade_rounding_choices, EQUATE_GRADE_ROUND_NEAREST, EQUATE_GRADE_ROUND_UP },
  { "overlap", equate_overlap_choices, EQUATE_OVERLAP_MEAN, EQUATE_OVERLAP_MAX },
};

static void
test_choices (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    assert_choices (&tables[i]);
}

static void
test_words (void)
{
  g_assert_cmpstr (equate_choice_get_text (equate_method_choices, EQUATE_METHOD_DISTRIBUTION), ==,
                   "distribution");
  g_assert_cmpstr (equate_choice_get_text (equate_grade_rounding_choices, EQUATE_GRADE_ROUND_DOWN),
                   ==, "down");
  g_assert_cmpstr (equate_choice_get_text (equate_overlap_choices, EQUATE_OVERLAP_MIN), ==, "min");
  /* A method has to be stated. */
  g_assert_null (equate_choice_get_text (equate_method_choices, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grading/choices", test_choices);
  g_test_add_func ("/grading/words", test_words);
  return g_test_run ();
}
