/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/requirement-text.h"

#include "compiling.h"

#define RULES                                                                                      \
  "  - {id: plain, take: A1, give: T1}\n"                                                          \
  "  - {id: all, take: [{course: A1, min-grade: '70', max-grade: '90'}, A2], give: [T1, {course: " \
  "T2, credits: 3}]}\n"                                                                            \
  "  - {id: any, take: {any-of: [A1, {all-of: [A2, A3]}]}, give: {one-of: [T1, {waive: T2}]}}\n"   \
  "  - {id: some, take: {n-of: 2, from: [A1, A2, A3]}, give: {elective: free, credits: 2.5}}\n"    \
  "  - id: total\n    take: {total-credits: 6, from: {match: 'A\\d', min-credits: 2, "             \
  "max-credits: 5}}\n    give: {elective: free, credits: converted}\n"                             \
  "  - id: leaf\n    take: {tag: core, taken: {from: 2020-01-01, until: 2024-12-31}, max-age: 5 "  \
  "years, level: bachelor, language: en, min-hours: {total: 60, laboratory: 15}}\n    give: T3\n"  \
  "  - {id: others, take: [{isced: '07'}, {title: circ}], give: T3}\n"

static void
test_rules (void)
{
  g_autoptr (Compiled) compiled = compile_good (WORLD AGREEMENT ("", RULES));
  static const struct
  {
    const char *take;
    const char *give;
  } cases[] = {
    { "A1", "T1" },
    { "A1 with a grade of at least 70, a grade of at most 90 and A2", "T1 and T2 (3 credits)" },
    { "A1 or (A2 and A3)", "T1 or exemption from T2" },
    { "2 of A1, A2, A3", "elective free (2.5 credits)" },
    { "6 credits in total, each from a course with a code like A\\d with at least 2 credits, at "
      "most 5 credits",
      "elective free (converted credits)" },
    { "a course tagged core with completion from 2020-01-01 until 2024-12-31, not older than 5 "
      "years, bachelor level, taught in en, at least 60 hours in total, at least 15 hours of "
      "laboratory",
      "T3" },
    { "a course of ISCED field 07 and a course with a title like circ", "T3" },
  };

  g_assert_cmpuint (compiled->ruleset->n_rules, ==, G_N_ELEMENTS (cases));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const EquateCompiledRule *rule = &compiled->ruleset->rules[i];
      g_autoptr (GString) take = g_string_new (NULL);
      g_autoptr (GString) give = g_string_new (NULL);

      equate_requirement_append_text (compiled->ruleset, rule->take, take);
      equate_give_append_text (compiled->ruleset, rule->give, give);
      assert_shown (text_at (compiled, rule->id), take->str, cases[i].take);
      assert_shown (text_at (compiled, rule->id), give->str, cases[i].give);
    }
}

static void
test_period (void)
{
  static const struct
  {
    EquatePeriod period;
    const char *text;
  } cases[] = {
    { { 0, 0 }, "" },
    { { 739283, 0 }, "from 2025-02-01" },
    { { 0, 739283 }, "until 2025-02-01" },
    { { 739282, 739283 }, "from 2025-01-31 until 2025-02-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      equate_period_append_text (cases[i].period, text);
      g_assert_cmpstr (text->str, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/requirement-text/rules", test_rules);
  g_test_add_func ("/requirement-text/period", test_period);
  return g_test_run ();
}
