/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

#define CODES                                                                                      \
  GRADING CATALOG ("alpha", "cn", "cn") "  - {code: CS.101, title: X, credits: 4}\n"               \
                                        "  - {code: CS.102, title: Y, credits: 4}\n"               \
                                        "  - {code: MA-101, title: Z, credits: 4}\n"               \
                                        "  - {code: EE1A1, title: Z, credits: 4}\n" CATALOG (      \
                                            "beta", "ects", "pl") BETA_COURSES

static const struct
{
  const char *name;
  const char *rule;
  const char *expected;
} rows[] = {
  { "plain", RULE ("take: {match: 'CS\\.\\d+'}, give: T1"), "" },
  { "a dot for a dot", RULE ("take: {match: 'CS.101'}, give: T1"),
    "EQ314:'CS.101'[what `CSX101` selects is selected as well]" },
  { "a dot for a dot of several", RULE ("take: {match: 'CS.\\d\\d\\d'}, give: T1"),
    "EQ314:'CS.\\d\\d\\d'[what `CSX\\d\\d\\d` selects is selected as well]" },
  { "a dot for a hyphen", RULE ("take: {match: 'MA.101'}, give: T1"),
    "EQ314:'MA.101'[what `MAX101` selects is selected as well]" },
  { "a dot for a letter", RULE ("take: {match: 'EE1.1'}, give: T1"), "" },
  { "a dot for several signs", RULE ("take: {match: '[A-Z]+.101'}, give: T1"), "" },
  { "of a class", RULE ("take: {match: 'CS[.]101'}, give: T1"), "" },
  { "repeated", RULE ("take: {match: 'CS.*101'}, give: T1"), "" },
  { "in an exception", RULE ("take: MA-101, give: T1, unless: [MA-101, {match: CS.101}]"),
    "EQ314:CS.101[what `CSX101` selects is selected as well]" },
  { "in a denial", RULE ("deny: [MA-101, {match: CS.101}]"),
    "EQ314:CS.101[what `CSX101` selects is selected as well]" },
  { "one repetition", RULE ("take: {match: '\\w+\\d'}, give: T1"), "" },
  { "slow on other codes", RULE ("take: {match: 'CS\\.(\\d+)+X|CS.101'}, give: T1"),
    "EQ313:'CS\\.(\\d+)+X|CS.101'[a code with `0` 64 times, then `!`] "
    "EQ314:'CS\\.(\\d+)+X|CS.101'[what `CS\\.(\\d+)+X|CSX101` selects is selected as well]" },
  { "slow on titles", RULE ("take: {title: '(\\d+)*Q|X'}, give: T1"),
    "EQ313:'(\\d+)*Q|X'[a title with `0` 64 times, then `!`]" },
};

static void
test_patterns (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (CODES AGREEMENT_HEAD "rules:\n", rows[i].rule, NULL);
      g_autoptr (Compiled) compiled = compile_text (text);
      g_autofree char *shown = show_analysis (compiled, "EQ313 EQ314", TRUE);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

/* What an agreement inherits is said once. */
static void
test_inherited (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      CODES
      "---\nequate: agreement/1\nid: base\nrules:\n"
      "  - {id: r, take: {match: CS.101}, give: T1}\n"
      "---\nequate: agreement/1\nid: x\nfrom: alpha\nto: beta\nextends: base\nstatus: draft\n"
      "---\nequate: agreement/1\nid: y\nfrom: alpha\nto: beta\nextends: base\nstatus: draft\n");
  g_autofree char *shown = show_analysis (compiled, "EQ313 EQ314", FALSE);

  g_assert_cmpstr (shown, ==, "EQ314:CS.101");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pattern-findings/table", test_patterns);
  g_test_add_func ("/pattern-findings/inherited", test_inherited);
  return g_test_run ();
}
