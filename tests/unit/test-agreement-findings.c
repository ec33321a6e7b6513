/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

#define E(n) "{elective: free, credits: " n "}"
#define H(n) "{elective: hum, credits: " n "}"
#define TIE RULE ("take: A1, give: " E ("2")) RULE_S ("take: A1, give: " H ("2"))
#define OTHER(terms, rules) "---\nequate: agreement/1\nid: other\n" terms "rules:\n" rules

/* Rules meet only within their agreement, and only where it decides or will. */
static const struct
{
  const char *name;
  const char *text;
  const char *expected;
} rows[] = {
  { "one agreement", WORLD AGREEMENT ("", TIE), "EQ306:s" },
  { "two agreements",
    WORLD AGREEMENT ("", RULE ("take: A1, give: " E ("2")))
        OTHER ("from: alpha\nto: beta\nstatus: draft\n", RULE_S ("take: A1, give: " H ("2"))),
    "" },
  { "a draft", WORLD OTHER ("from: alpha\nto: beta\nstatus: draft\n", TIE), "EQ306:s" },
  { "a revoked one", WORLD OTHER ("from: alpha\nto: beta\nstatus: revoked\n", TIE), "" },
  { "each by itself",
    WORLD AGREEMENT ("", TIE) OTHER ("from: alpha\nto: beta\nstatus: draft\n", TIE),
    "EQ306:s EQ306:s" },
};

static void
test_agreements (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Compiled) compiled = compile_good (rows[i].text);
      g_autofree char *shown = show_analysis (compiled, "EQ306 EQ310", FALSE);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

/* Where the work of an agreement is spent that is told of it, and the others are looked at. */
static void
test_spent (void)
{
  g_autoptr (GString) text = g_string_new (GRADING CATALOG ("alpha", "cn", "cn"));
  for (guint i = 0; i < 64; i++)
    g_string_append_printf (text, "  - {code: A%02u, title: T, credits: 1}\n", i);
  g_string_append (text, CATALOG ("beta", "ects", "pl")
                             BETA_COURSES OTHER ("from: alpha\nto: beta\nstatus: draft\n",
                                                 RULE ("take: A01, give: " E ("2"))
                                                     RULE_S ("take: A01, give: " H ("2"))));
  g_string_append (text, AGREEMENT_HEAD "rules:\n" RULE_D ("{match: 'A.*'}"));
  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text,
                            "  - {id: r%u, take: [{match: 'A.*', min-grade: '%u'}, {match: 'A.*', "
                            "max-grade: '%u'}], give: {elective: e%u, credits: 2}}\n",
                            i, 60 + i % 30, 70 + i % 30, i);
  g_autoptr (Compiled) compiled = compile_good (text->str);
  g_autofree char *shown = show_analysis (compiled, "EQ306 EQ310", FALSE);
  g_assert_cmpstr (shown, ==, "EQ306:s EQ310:main");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement-findings/agreements", test_agreements);
  g_test_add_func ("/agreement-findings/spent", test_spent);
  return g_test_run ();
}
