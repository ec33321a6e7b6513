/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/decision.h"

#include "choosing.h"

static const Choosing tables[] = {
  { "outcome", equate_outcome_choices, EQUATE_OUTCOME_DECIDED, EQUATE_OUTCOME_NO_AGREEMENT },
  { "fate", equate_fate_choices, EQUATE_FATE_WITHDRAWN, EQUATE_FATE_NOT_USED },
  { "reason", equate_reason_choices, EQUATE_REASON_NONE, EQUATE_REASON_NOT_SELECTED },
  { "kind", equate_decided_kind_choices, EQUATE_DECIDED_COURSE, EQUATE_DECIDED_WAIVER },
};

static void
test_choices (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    assert_choices (&tables[i]);
}

/* The words of the format, which other programs read. */
static void
test_words (void)
{
  g_assert_cmpstr (equate_outcome_get_text (EQUATE_OUTCOME_NEEDS_INFO), ==, "needs-info");
  g_assert_cmpstr (equate_fate_get_text (EQUATE_FATE_CUT_BY_LIMIT), ==, "cut-by-limit");
  g_assert_cmpstr (equate_reason_get_text (EQUATE_REASON_MIN_GRADE), ==, "min-grade");
  g_assert_cmpstr (equate_decided_kind_get_text (EQUATE_DECIDED_WAIVER), ==, "waiver");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision/choices", test_choices);
  g_test_add_func ("/decision/words", test_words);
  return g_test_run ();
}
