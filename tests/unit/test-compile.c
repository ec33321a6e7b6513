/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compiling.h"

#define RULES "  - {id: r, take: A1, give: T1}\n"

typedef struct
{
  const char *name;
  const char *text;
  const char *codes; /* of the errors that are told, in the order of their places */
} Row;

static const Row rows[] = {
  { "nothing wrong", WORLD AGREEMENT ("grades: cn-pl\n", RULES), "" },
  { "an unknown scale", CATALOG ("alpha", "cn", "xx") ALPHA_COURSES, "EQ203" },
  { "an unknown conversion", WORLD AGREEMENT ("grades: xx\n", RULES), "EQ204" },
  { "all faults in one run",
    WORLD AGREEMENT ("grades: xx\n", "  - {id: r, take: A11, give: T1}\n"
                                     "  - {id: s, take: A1, give: T11}\n"),
    "EQ204 EQ201 EQ201" },
  /* The grading has a fault: what else stands in it may be what is meant. */
  { "a withheld scale",
    "equate: grading/1\nscales: [{best: 100, pass: 60, worst: 0}]\n" CATALOG ("alpha", "cn", "xx")
        ALPHA_COURSES,
    "EQ104" },
};

static void
test_findings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Compiled) compiled = compile_text (rows[i].text);
      GString *text = g_string_new (NULL);
      for (guint f = 0; f < equate_diagnostic_list_get_length (compiled->diagnostics); f++)
        g_string_append_printf (
            text, "%s ",
            equate_diagnostic_get_info (equate_diagnostic_list_get (compiled->diagnostics, f)->code)
                ->code);
      g_autofree char *shown = finish_list (text);
      assert_shown (rows[i].name, shown, rows[i].codes);
    }
}

/* Everything of the workspace has arrived, and refers to what exists. */
static void
test_parts (void)
{
  g_autoptr (Compiled) compiled = compile_good (WORLD AGREEMENT ("grades: cn-pl\n", RULES));
  const EquateRuleset *ruleset = compiled->ruleset;
  g_assert_cmpuint (ruleset->n_institutions, ==, 2);
  g_assert_cmpuint (ruleset->n_courses, ==, 7 + 5);
  g_assert_cmpuint (ruleset->n_editions, ==, 8 + 5);
  g_assert_cmpuint (ruleset->n_hours, ==, 1);
  g_assert_cmpuint (ruleset->n_programmes, ==, 2);
  g_assert_cmpuint (ruleset->n_agreements, ==, 1);
  g_assert_cmpuint (ruleset->n_rules, ==, 1);
  g_assert_cmpuint (ruleset->n_pairs, ==, 1);
  g_assert_cmpstr (text_at (compiled, ruleset->rules[0].id), ==, "r");
  g_assert_cmpstr (text_at (compiled, 0), ==, "");
  g_assert_cmpuint (ruleset->nodes[ruleset->rules[0].take].rule, ==, 0);
  const EquateCompiledGive *give = &ruleset->gives[ruleset->rules[0].give];
  g_assert_cmpstr (text_at (compiled, ruleset->courses[give->target].code), ==, "T1");
  g_assert_cmpstr (ruleset->digest, ==, equate_workspace_get_digest (compiled->workspace));
}

static void
test_empty (void)
{
  g_autoptr (Compiled) compiled = compile_good ("");
  g_assert_cmpuint (compiled->ruleset->n_institutions, ==, 0);
  g_assert_cmpuint (compiled->ruleset->n_agreements, ==, 0);
  g_assert_cmpuint (equate_ruleset_find_institution (compiled->ruleset, "alpha"), ==,
                    EQUATE_NO_INDEX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compile/findings", test_findings);
  g_test_add_func ("/compile/parts", test_parts);
  g_test_add_func ("/compile/empty", test_empty);
  return g_test_run ();
}
