/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

#define E(n) "{elective: free, credits: " n "}"
#define H(n) "{elective: hum, credits: " n "}"

/* Findings stand at the rules as they were written, those of a base at the base. */
static const struct
{
  const char *name;
  const char *text;
  const char *expected;
} rows[] = {
  { "own rules",
    WORLD AGREEMENT ("", RULE ("take: A1, give: " E ("2")) RULE_S ("take: A1, give: " H ("2"))),
    "EQ306:s" },
  { "a rule of a base",
    WORLD "---\nequate: agreement/1\nid: base\nstatus: approved\nrules:\n" RULE (
        "take: A1, give: " E ("2"))
        AGREEMENT ("extends: [base]\n", RULE_S ("take: A1, give: " H ("2"))),
    "EQ306:s" },
  { "nothing to say", WORLD AGREEMENT ("", RULE ("take: A1, give: T1")), "" },
  { "no agreement", WORLD, "" },
};

static void
test_places (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Compiled) compiled = compile_good (rows[i].text);
      g_autofree char *shown = show_analysis (compiled, "EQ306", FALSE);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analyse/places", test_places);
  return g_test_run ();
}
