/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compiling.h"

typedef struct
{
  const char *name;
  const char *give;
  const char *expected;
} Row;

/* "all-of(T1 T2=4 ~free=converted -T3)". */
static void
append_give (GString *text, const Compiled *compiled, guint32 index)
{
  const EquateRuleset *ruleset = compiled->ruleset;
  const EquateCompiledGive *give = &ruleset->gives[index];
  char credits[EQUATE_DECIMAL_BUFFER];
  if (give->kind == EQUATE_AWARD_ALL_OF || give->kind == EQUATE_AWARD_ONE_OF)
    {
      g_string_append (text, give->kind == EQUATE_AWARD_ALL_OF ? "all-of" : "one-of");
      for (guint i = 0; i < give->n_children; i++)
        {
          g_string_append_c (text, i == 0 ? '(' : ' ');
          append_give (text, compiled, give->first_child + i);
        }
      g_string_append_c (text, ')');
      return;
    }
  if (give->kind == EQUATE_AWARD_ELECTIVE)
    g_string_append_printf (text, "~%s", text_at (compiled, give->target));
  else
    g_string_append_printf (text, "%s%s", give->kind == EQUATE_AWARD_WAIVER ? "-" : "",
                            text_at (compiled, ruleset->courses[give->target].code));
  if (give->credits_kind == EQUATE_CREDITS_CONVERTED)
    g_string_append (text, "=converted");
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    g_string_append_printf (text, "=%s",
                            equate_decimal_format (ruleset->decimals[give->credits], credits));
}

static const Row rows[] = {
  { "a course", "t1", "T1" },
  { "with the catalog's credits", "{course: T1, credits: catalog}", "T1" },
  { "with fixed credits", "{course: T4, credits: 2.5}", "T4=2.5" },
  { "with converted credits", "{course: T4, credits: converted}", "T4=converted" },
  { "an elective", "{elective: free}", "~free=converted" },
  { "an elective with credits", "{elective: free, credits: 3}", "~free=3" },
  { "a waiver", "{waive: T4}", "-T4" },
  { "a list", "[T1, {course: T2, credits: 1}, {waive: T3}]", "all-of(T1 T2=1 -T3)" },
  { "choices within a list", "[{one-of: [T1, [T2, T3]]}, {elective: a}, {elective: b, credits: 1}]",
    "all-of(one-of(T1 all-of(T2 T3)) ~a=converted ~b=1)" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (WORLD AGREEMENT ("", "  - {id: r, take: A1, give: "),
                                           rows[i].give, "}\n", NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      g_autoptr (GString) shown = g_string_new (NULL);
      append_give (shown, compiled, compiled->ruleset->rules[0].give);
      assert_shown (rows[i].name, shown->str, rows[i].expected);
    }
}

typedef struct
{
  const char *name;
  const char *give;
  gint64 credits; /* EQUATE_DECIMAL_NONE: the editions tell */
} CatalogRow;

static const CatalogRow catalog_rows[] = {
  { "one edition without a period", "T1", 6 * EQUATE_DECIMAL_ONE },
  { "whatever credits the rule gives", "{course: T2, credits: 1}", 4 * EQUATE_DECIMAL_ONE },
  { "a waiver", "{waive: T3}", 5 * EQUATE_DECIMAL_ONE },
  { "no credits stated", "{waive: T4}", 0 },
  { "a period", "T9", EQUATE_DECIMAL_NONE },
  { "an elective", "{elective: free, credits: 3}", EQUATE_DECIMAL_NONE },
};

/* What the give says of its course is what the course's editions say. */
static void
test_catalog (void)
{
  EquateDate on = 0;
  g_assert_true (equate_date_parse ("2025-02-01", -1, &on));
  for (guint i = 0; i < G_N_ELEMENTS (catalog_rows); i++)
    {
      const CatalogRow *row = &catalog_rows[i];
      g_autofree char *text = g_strconcat (WORLD AGREEMENT ("", "  - {id: r, take: A1, give: "),
                                           row->give, "}\n", NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      const EquateRuleset *ruleset = compiled->ruleset;
      const EquateCompiledGive *give = &ruleset->gives[ruleset->rules[0].give];
      EquateDecimal credits = 0;
      g_test_message ("%s", row->name);
      g_assert_cmpint (give->catalog != 0, ==, row->credits != EQUATE_DECIMAL_NONE);
      if (give->kind == EQUATE_AWARD_ELECTIVE)
        continue;
      gboolean in_force = equate_ruleset_look_up_give (ruleset, give, on, &credits);
      if (give->catalog != 0)
        {
          g_assert_true (in_force);
          g_assert_cmpint (credits, ==, row->credits);
        }
      else
        {
          g_assert_false (in_force);
          g_assert_cmpint (credits, ==, 3 * EQUATE_DECIMAL_ONE);
        }
    }
}

static void
test_otherwise (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD AGREEMENT ("credits: {shortfall: {at-most: 10%, otherwise: [{elective: free}, {waive: "
                       "T1}]}}\n",
                       "  - {id: r, take: A1, give: T1}\n"));
  const EquateCompiledAgreement *agreement = &compiled->ruleset->agreements[0];
  g_autoptr (GString) shown = g_string_new (NULL);
  append_give (shown, compiled, agreement->shortfall_otherwise);

  g_assert_cmpstr (shown->str, ==, "all-of(~free=converted -T1)");
  g_assert_true (agreement->has_shortfall);
  g_assert_cmpint (agreement->shortfall_at_most, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpint (agreement->shortfall_share.denominator, ==, 10);
}

/* A base has no target of its own: its rules are judged where they are inherited. */
static void
test_base (void)
{
  g_autoptr (Compiled) good = compile_good (
      WORLD "---\nequate: agreement/1\nid: base\nrules: [{id: r, take: A1, give: T1}]\n"
            "---\nequate: agreement/1\nid: own\nfrom: alpha\nto: beta\nextends: [base]\n"
            "status: approved\n");
  g_autoptr (Compiled) bad = compile_text (
      WORLD "---\nequate: agreement/1\nid: base\nrules: [{id: r, take: A1, give: V1}]\n"
            "---\nequate: agreement/1\nid: own\nfrom: alpha\nto: beta\nextends: [base]\n"
            "status: approved\n");
  const EquateRuleset *ruleset = good->ruleset;
  const EquateCompiledAgreement *own = &ruleset->agreements[1];
  const EquateCompiledRule *rule = &ruleset->rules[own->rules.first];
  g_autofree char *said = show_only_finding (bad);

  g_assert_cmpuint (ruleset->agreements[0].to, ==, EQUATE_NO_INDEX);
  g_assert_cmpstr (text_at (good, ruleset->courses[ruleset->gives[rule->give].target].code), ==,
                   "T1");
  g_assert_nonnull (strstr (said, "V1"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compile-give/rows", test_rows);
  g_test_add_func ("/compile-give/catalog", test_catalog);
  g_test_add_func ("/compile-give/otherwise", test_otherwise);
  g_test_add_func ("/compile-give/base", test_base);
  return g_test_run ();
}
