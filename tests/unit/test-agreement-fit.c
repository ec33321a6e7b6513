/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compiling.h"

#define MEMBER(id, from, to, more)                                                                 \
  "---\nequate: agreement/1\nid: " id "\nfrom: " from "\nto: " to "\n" more
#define APPROVED "status: approved\n"
#define VALID(period) "valid: {" period "}\n"

/* "alpha>beta:main": who may decide between whom, in the order in which they are looked up. */
static char *
show_pairs (const Compiled *compiled)
{
  const EquateRuleset *ruleset = compiled->ruleset;
  GString *text = g_string_new (NULL);
  for (guint32 i = 0; i < ruleset->n_pairs; i++)
    {
      const EquateCompiledPair *pair = &ruleset->pairs[i];
      g_string_append_printf (text, "%s>%s:%s ",
                              text_at (compiled, ruleset->institutions[pair->from].id),
                              text_at (compiled, ruleset->institutions[pair->to].id),
                              text_at (compiled, ruleset->agreements[pair->agreement].id));
    }
  return finish_list (text);
}

static void
test_pairs (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD MEMBER ("back", "beta", "alpha", APPROVED)
          MEMBER ("draft", "alpha", "beta", "status: draft\n")
              MEMBER ("old", "alpha", "beta", APPROVED VALID ("until: 2020-12-31"))
                  MEMBER ("gone", "alpha", "beta", "status: revoked\n")
                      MEMBER ("example", "[beta, alpha]", "beta",
                              "status: illustrative\n" VALID (
                                  "from: "
                                  "2021-01-01")) "---\nequate: agreement/1\nid: base\nto: beta\n");
  g_autofree char *shown = show_pairs (compiled);

  g_assert_cmpstr (shown, ==,
                   "alpha>beta:old alpha>beta:example beta>alpha:back beta>beta:example");
}

/* Which pairs of agreements decide for the same day and programme. */
static void
test_equal_fits (void)
{
  static const struct
  {
    const char *first;
    const char *second;
    const char *day; /* NULL: they do not meet; "any day": on all of them */
  } rows[] = {
    { "", "", "any day" },
    { VALID ("from: 2024-10-01"), "", "2024-10-01" },
    { "", VALID ("from: 2024-10-01"), "2024-10-01" },
    { VALID ("until: 2024-10-01"), VALID ("from: 2024-10-01"), "2024-10-01" },
    { VALID ("until: 2024-09-30"), VALID ("from: 2024-10-01"), NULL },
    { VALID ("until: 2024-09-30"), VALID ("until: 2020-01-01"), "any day" },
    { "programmes: [ee]\n", "", NULL },
    { "programmes: [ee]\n", "programmes: [me]\n", NULL },
    { "programmes: [ee, me]\n", "programmes: [me]\n", "any day" },
    { "programmes: [me]\n" VALID ("from: 2025-01-01"),
      "programmes: [me]\n" VALID ("until: 2024-12-31"), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text
          = g_strconcat (WORLD MEMBER ("one", "alpha", "beta", APPROVED), rows[i].first,
                         MEMBER ("two", "alpha", "beta", APPROVED), rows[i].second, NULL);
      g_autoptr (Compiled) compiled = compile_text (text);
      guint n = equate_diagnostic_list_get_length (compiled->diagnostics);
      g_assert_cmpuint (n, ==, rows[i].day != NULL ? 1 : 0);
      if (n == 0)
        continue;
      const EquateDiagnostic *finding = equate_diagnostic_list_get (compiled->diagnostics, 0);
      g_autofree char *where = slice (finding->span);
      g_assert_cmpint (finding->code, ==, EQUATE_DIAGNOSTIC_AGREEMENTS_FIT_EQUALLY);
      g_assert_cmpstr (where, ==, "two");
      g_assert_nonnull (strstr (finding->message, "`one`"));
      g_assert_nonnull (strstr (finding->help, rows[i].day));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement-fit/pairs", test_pairs);
  g_test_add_func ("/agreement-fit/equal-fits", test_equal_fits);
  return g_test_run ();
}
