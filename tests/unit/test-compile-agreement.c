/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compiling.h"

static void
test_terms (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD "---\nequate: agreement/1\nid: full\ntitle: {pl: Umowa, en: Agreement}\n"
            "from: [beta, alpha]\nto: beta\nstatus: illustrative\n"
            "valid: {from: 2024-10-01, until: 2029-09-30}\nprogrammes: [me, ee]\n"
            "provenance: {approved-by: The rector, approved-on: 2024-05-20, document: "
            "'https://example.org/a', review-by: 2027-05-20}\n"
            "credits: {rate: 3/2, round: {step: 0.5, mode: half-even}, shortfall: {at-most: 0.5}}\n"
            "grades: cn-pl\nrepeats: latest\nmax-age: 5 years\n"
            "limits:\n  - {id: all, credits: 60}\n  - {id: own, elective: free, credits: 10}\n"
            "  - {id: residency, share: 1/2}\n");
  const EquateRuleset *ruleset = compiled->ruleset;
  const EquateCompiledAgreement *agreement = &ruleset->agreements[0];
  const EquateCompiledLimit *limits = &ruleset->limits[agreement->limits.first];

  g_assert_cmpstr (text_at (compiled, agreement->id), ==, "full");
  g_assert_cmpstr (text_at (compiled, agreement->title), ==, "Agreement");
  g_assert_cmpint (agreement->status, ==, EQUATE_STATUS_ILLUSTRATIVE);
  g_assert_cmpuint (agreement->from.count, ==, 2);
  g_assert_cmpuint (ruleset->index_lists[agreement->from.first + 1], ==,
                    equate_ruleset_find_institution (ruleset, "alpha"));
  g_assert_cmpuint (agreement->to, ==, equate_ruleset_find_institution (ruleset, "beta"));
  g_assert_cmpuint (agreement->valid.until, ==, date ("2029-09-30"));
  g_assert_cmpuint (agreement->programmes.count, ==, 2);
  g_assert_cmpstr (text_at (compiled, agreement->approved_by), ==, "The rector");
  g_assert_cmpuint (agreement->review_by, ==, date ("2027-05-20"));
  g_assert_cmpint (agreement->rate.numerator, ==, 3);
  g_assert_cmpint (agreement->round_step, ==, 500);
  g_assert_cmpint (agreement->round_mode, ==, EQUATE_ROUND_HALF_EVEN);
  g_assert_cmpint (agreement->shortfall_at_most, ==, 500);
  g_assert_cmpuint (agreement->shortfall_otherwise, ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (agreement->conversion, ==,
                    equate_gradebook_find_conversion (ruleset->gradebook, "cn-pl"));
  g_assert_cmpint (agreement->repeats, ==, EQUATE_REPEATS_LATEST);
  g_assert_cmpuint (agreement->max_age, ==, 60);
  g_assert_cmpuint (agreement->limits.count, ==, 3);
  g_assert_cmpint (limits[0].credits, ==, 60000);
  g_assert_cmpuint (limits[0].elective, ==, 0);
  g_assert_cmpstr (text_at (compiled, limits[1].elective), ==, "free");
  g_assert_cmpint (limits[2].credits, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpint (limits[2].share.denominator, ==, 2);
}

/* language.md 9, "Defaults". */
static void
test_nothing_stated (void)
{
  g_autoptr (Compiled) compiled
      = compile_good (WORLD AGREEMENT ("", "  - {id: r, take: A1, give: T1}\n"));
  const EquateRuleset *ruleset = compiled->ruleset;
  const EquateCompiledAgreement *agreement = &ruleset->agreements[0];
  const EquateCompiledRule *rule = &ruleset->rules[0];
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];

  g_assert_cmpint (agreement->rate.numerator, ==, 1);
  g_assert_cmpint (agreement->rate.denominator, ==, 1);
  g_assert_cmpint (agreement->round_step, ==, 1);
  g_assert_cmpint (agreement->round_mode, ==, EQUATE_ROUND_HALF_UP);
  g_assert_false (agreement->has_shortfall);
  g_assert_cmpuint (agreement->conversion, ==, EQUATE_NO_INDEX);
  g_assert_cmpint (agreement->repeats, ==, EQUATE_REPEATS_BEST);
  g_assert_cmpuint (agreement->max_age, ==, 0);
  g_assert_cmpuint (agreement->limits.count, ==, 0);
  g_assert_cmpuint (agreement->approved_by, ==, 0);
  g_assert_cmpuint (terms->times, ==, 1);
  g_assert_cmpint (terms->priority, ==, 0);
  g_assert_cmpint (terms->grade, ==, EQUATE_GRADE_MEAN);
  g_assert_cmpuint (terms->unless, ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (terms->deny.count, ==, 0);
  g_assert_cmpuint (terms->programmes.count, ==, 0);
  g_assert_cmpuint (terms->because, ==, 0);
  g_assert_cmpuint (terms->origin, ==, 0);
}

static void
test_rules (void)
{
  g_autoptr (Compiled) compiled = compile_good (WORLD AGREEMENT (
      "", "  - {id: second, deny: [A1, A7], because: No., priority: -3}\n"
          "  - id: first\n    take: A2\n    give: T1\n    unless: A3\n    priority: 7\n"
          "    times: 3\n    grade: max\n    programmes: [ee]\n    valid: {until: 2030-01-01}\n"));
  const EquateRuleset *ruleset = compiled->ruleset;
  const EquateCompiledRule *denial = &ruleset->rules[0];
  const EquateCompiledTerms *denial_terms = &ruleset->terms[denial->terms];
  const EquateCompiledRule *rule = &ruleset->rules[1];
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];

  g_assert_cmpuint (ruleset->agreements[0].rules.count, ==, 2);
  g_assert_cmpstr (text_at (compiled, denial->id), ==, "second");
  g_assert_cmpuint (denial->take, ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (denial->give, ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (denial_terms->deny.count, ==, 2);
  g_assert_cmpint (denial_terms->priority, ==, -3);
  g_assert_cmpstr (text_at (compiled, denial_terms->because), ==, "No.");
  g_assert_cmpstr (text_at (compiled, rule->id), ==, "first");
  g_assert_cmpuint (terms->agreement, ==, 0);
  g_assert_cmpint (terms->priority, ==, 7);
  g_assert_cmpuint (terms->times, ==, 3);
  g_assert_cmpint (terms->grade, ==, EQUATE_GRADE_MAX);
  g_assert_cmpstr (text_at (compiled, ruleset->string_lists[terms->programmes.first]), ==, "ee");
  g_assert_cmpuint (ruleset->periods[rule->valid].until, ==, date ("2030-01-01"));
  g_assert_cmpuint (rule->take, <, terms->unless);
  g_assert_cmpstr (text_at (compiled, terms->file), ==, "rules/test.yaml");
  g_assert_cmpuint (rule->line, ==, denial->line + 1);
}

/* Where an inherited rule comes from, and what was replaced. */
static void
test_inheritance (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD "---\nequate: agreement/1\nid: base\nrules:\n  - {id: a, take: A1, give: T1}\n"
            "  - {id: b, take: A2, give: T2}\n"
            "---\nequate: agreement/1\nid: own\nfrom: alpha\nto: beta\nextends: [base]\n"
            "status: approved\nrules:\n  - {id: c, take: A3, give: T3}\n"
            "  - {id: b, take: A4, give: T2}\n");
  const EquateRuleset *ruleset = compiled->ruleset;
  const EquateCompiledAgreement *own = &ruleset->agreements[1];
  g_autoptr (GString) shown = g_string_new (NULL);
  for (guint32 i = own->rules.first; i < own->rules.first + own->rules.count; i++)
    g_string_append_printf (shown, "%s@%s ", text_at (compiled, ruleset->rules[i].id),
                            text_at (compiled, equate_ruleset_get_terms (ruleset, i)->origin));

  g_assert_cmpstr (shown->str, ==, "a@base b@ c@ ");
  g_assert_cmpuint (own->replaced.count, ==, 2);
  g_assert_cmpstr (text_at (compiled, ruleset->string_lists[own->replaced.first]), ==, "b");
  g_assert_cmpstr (text_at (compiled, ruleset->string_lists[own->replaced.first + 1]), ==, "base");
}

/* 60 × years ÷ credits, exactly. */
static void
test_rates (void)
{
  static const struct
  {
    const char *programme;
    const char *rate;
    gboolean fits;
  } rows[] = {
    { "credits: 160, years: 4", "3/2", TRUE },
    { "credits: 160, years: 4", "1.5", TRUE },
    { "credits: 160, years: 4", "1.501", FALSE },
    { "credits: 90, years: 3.5", "7/3", TRUE },
    { "credits: 90, years: 3.5", "2.333", FALSE },
    { "credits: 160", "1", TRUE },
    { "years: 4", "1", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "%s%sprogrammes: [{id: p, title: P, %s}]\n---\nequate: agreement/1\nid: a\nfrom: zeta\n"
          "to: beta\nstatus: approved\ncredits: {rate: %s, source-programme: p}\n",
          WORLD, CATALOG ("zeta", "cn", "cn") "  - {code: Z, title: Z}\n", rows[i].programme,
          rows[i].rate);
      g_autoptr (Compiled) compiled = compile_text (text);
      guint n = equate_diagnostic_list_get_length (compiled->diagnostics);
      g_assert_cmpuint (n, ==, rows[i].fits ? 0 : 1);
      if (n > 0)
        g_assert_cmpint (equate_diagnostic_list_get (compiled->diagnostics, 0)->code, ==,
                         EQUATE_DIAGNOSTIC_RATE_MISMATCH);
    }
}

/* More than the selection can hold. */
static void
test_many_limits (void)
{
  static const struct
  {
    guint n;
    guint findings;
  } rows[] = { { 64, 0 }, { 65, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (WORLD AGREEMENT_HEAD "limits:\n");
      for (guint l = 0; l < rows[i].n; l++)
        g_string_append_printf (text, "  - {id: l%u, elective: e%u, credits: 1}\n", l, l);
      g_autoptr (Compiled) compiled = compile_text (text->str);
      g_autofree char *found = findings (compiled->diagnostics);
      g_assert_cmpuint (equate_diagnostic_list_get_length (compiled->diagnostics), ==,
                        rows[i].findings);
      g_assert_true (rows[i].findings == 0 || g_str_has_prefix (found, "EQ404@"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compile-agreement/terms", test_terms);
  g_test_add_func ("/compile-agreement/nothing-stated", test_nothing_stated);
  g_test_add_func ("/compile-agreement/rules", test_rules);
  g_test_add_func ("/compile-agreement/inheritance", test_inheritance);
  g_test_add_func ("/compile-agreement/rates", test_rates);
  g_test_add_func ("/compile-agreement/many-limits", test_many_limits);
  return g_test_run ();
}
