/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/transcript.h"

#include "choosing.h"

static const Choosing tables[] = {
  { "status", equate_entry_status_choices, EQUATE_ENTRY_PASSED, EQUATE_ENTRY_TRANSFERRED },
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
  static const char *const words[]
      = { NULL, "passed", "failed", "in-progress", "withdrawn", "transferred" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpstr (equate_choice_get_text (equate_entry_status_choices, (gint) i), ==, words[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transcript/choices", test_choices);
  g_test_add_func ("/transcript/words", test_words);
  return g_test_run ();
}
