/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/rule-shape.h"
#include "compiling.h"

typedef struct
{
  const char *name;
  const char *first;  /* what stands in a rule beside its id */
  const char *second; /* the same of the other rule */
  const char *expected;
} Row;

/* take, unless, give: the same; meet: some day and programme in common; covers: the first is open
 * whenever the second is. */
static const Row pairs[] = {
  { "alike", "take: [A1, A2], give: T1", "take: {all-of: [A2, OLD1]}, give: {course: T1}",
    "take unless give meet covers" },
  { "another condition", "take: A1, give: T1", "take: {course: A1, min-credits: 2}, give: T1",
    "unless give meet covers" },
  { "another number", "take: {n-of: 1, from: [A1, A2]}, give: T1",
    "take: {n-of: 2, from: [A1, A2]}, give: T1", "unless give meet covers" },
  { "another total", "take: {total-credits: 5, from: {match: 'A.'}}, give: T1",
    "take: {total-credits: 6, from: {match: 'A.'}}, give: T1", "unless give meet covers" },
  { "other credits", "take: A1, give: {course: T1, credits: 2}",
    "take: A1, give: {course: T1, credits: 3}", "take unless meet covers" },
  { "any order of a choice", "take: A1, give: {one-of: [T1, T2]}",
    "take: A1, give: {one-of: [T2, T1]}", "take unless give meet covers" },
  { "a list is no choice", "take: A1, give: [T1, T2]", "take: A1, give: {one-of: [T1, T2]}",
    "take unless meet covers" },
  { "shares go by place",
    "take: A1, give: [{course: T1, credits: converted}, {course: T2, credits: converted}]",
    "take: A1, give: [{course: T2, credits: converted}, {course: T1, credits: converted}]",
    "take unless meet covers" },
  { "held back", "take: A1, give: T1, unless: A2", "take: A1, give: T1", "take give meet covers" },
  { "one day in common", "take: A1, give: T1, valid: {until: 2024-06-30}",
    "take: A1, give: T1, valid: {from: 2024-06-30}", "take unless give meet" },
  { "no day in common", "take: A1, give: T1, valid: {until: 2024-06-30}",
    "take: A1, give: T1, valid: {from: 2024-07-01}", "take unless give" },
  { "within", "take: A1, give: T1, valid: {from: 2024-01-01}",
    "take: A1, give: T1, valid: {from: 2024-01-01, until: 2024-12-31}",
    "take unless give meet covers" },
  { "other programmes", "take: A1, give: T1, programmes: [ee]",
    "take: A1, give: T1, programmes: [me]", "take unless give" },
  { "one of the programmes", "take: A1, give: T1, programmes: [ee, me]",
    "take: A1, give: T1, programmes: [me]", "take unless give meet covers" },
  { "all programmes", "take: A1, give: T1, programmes: [ee]", "take: A1, give: T1",
    "take unless give meet" },
};

static Compiled *
compile_rules (const char *first, const char *second)
{
  g_autofree char *text = g_strconcat (WORLD AGREEMENT_HEAD "rules:\n  - {id: r, ", first,
                                       "}\n  - {id: s, ", second, "}\n", NULL);
  return compile_good (text);
}

static void
test_pairs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (Compiled) compiled = compile_rules (pairs[i].first, pairs[i].second);
      EquateRuleShape a, b;
      equate_rule_shape_init (compiled->ruleset, 0, &a);
      equate_rule_shape_init (compiled->ruleset, 1, &b);
      GString *text = g_string_new (NULL);
      if (equate_hash_equal (a.take, b.take))
        g_string_append (text, "take ");
      if (equate_hash_equal (a.unless, b.unless))
        g_string_append (text, "unless ");
      if (equate_hash_equal (a.give, b.give))
        g_string_append (text, "give ");
      if (equate_rules_meet (compiled->ruleset, 0, 1))
        g_string_append (text, "meet ");
      if (equate_rule_scope_covers (compiled->ruleset, 0, 1))
        g_string_append (text, "covers ");
      g_autofree char *shown = finish_list (text);
      assert_shown (pairs[i].name, shown, pairs[i].expected);
    }
}

/* What the awards come to: the numbers of courses, and the credits where they are the same always.
 */
static const struct
{
  const char *give;
  guint32 n_targets;
  EquateDecimal credits;
} gives[] = {
  { "T1", 1 << 1, 6000 },
  { "[T1, {elective: free, credits: 2}]", 1 << 1, 8000 },
  { "[T1, {waive: T2}]", 1 << 2, 6000 },
  { "{elective: free}", 1 << 0, EQUATE_DECIMAL_NONE },
  { "{one-of: [T1, [T2, {course: T3, credits: 2}]]}", 1 << 1 | 1 << 2, 6000 },
  { "{one-of: [T1, T2]}", 1 << 1, EQUATE_DECIMAL_NONE },
  { "[{one-of: [T1, {elective: free, credits: 6}]}, {one-of: [T2, {waive: T3}]}]", 1 << 1 | 1 << 2,
    EQUATE_DECIMAL_NONE },
};

static void
test_gives (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (gives); i++)
    {
      g_autofree char *rule = g_strconcat ("take: A1, give: ", gives[i].give, NULL);
      g_autoptr (Compiled) compiled = compile_rules (rule, "take: A2, give: T1");
      EquateRuleShape shape;
      equate_rule_shape_init (compiled->ruleset, 0, &shape);
      g_assert_cmphex (shape.n_targets, ==, gives[i].n_targets);
      g_assert_cmpint (shape.credits, ==, gives[i].credits);
    }
}

/* Are both rules, if they take the same courses, always applied together? FALSE: it depends. */
static const struct
{
  const char *first;
  const char *second;
  gboolean is_same;
} grounds[] = {
  { "take: A1, give: T1", "take: {any-of: [[A1, A2], {match: A.}]}, give: T2", TRUE },
  { "take: {course: A1, min-grade: '70'}, give: T1",
    "take: [{course: A1, min-grade: '70'}, {course: A2, min-grade: '70'}], give: T2", TRUE },
  { "take: {course: A1, min-grade: '70'}, give: T1", "take: A1, give: T2", FALSE },
  { "take: [{course: A1, min-grade: '70'}, A2], give: T1",
    "take: [{course: A1, min-grade: '70'}, A2], give: T2", FALSE },
  { "take: {tag: core}, give: T1", "take: {tag: core}, give: T2", FALSE },
  { "take: A1, give: T1, unless: A2", "take: A1, give: T2, unless: A2", FALSE },
  { "take: A1, give: T1, valid: {until: 2024-06-30}", "take: A1, give: T2", FALSE },
  { "take: A1, give: T1, valid: {until: 2024-06-30}",
    "take: A1, give: T2, valid: {until: 2024-06-30}", TRUE },
  { "take: A1, give: T1, programmes: [ee]", "take: A1, give: T2", FALSE },
  { "take: A1, give: T1, programmes: [ee]", "take: A1, give: T2, programmes: [ee]", TRUE },
  { "take: A1, give: T1", "take: A1, give: T9", FALSE }, /* not in force before 2030 */
  { "take: A1, give: {elective: free}", "take: A1, give: {elective: hum}", FALSE },
};

static void
test_grounds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      g_autoptr (Compiled) compiled = compile_rules (grounds[i].first, grounds[i].second);
      EquateRuleShape a, b;
      equate_rule_shape_init (compiled->ruleset, 0, &a);
      equate_rule_shape_init (compiled->ruleset, 1, &b);
      g_test_message ("%s / %s", grounds[i].first, grounds[i].second);
      g_assert_cmpint (a.ground != 0 && a.ground == b.ground, ==, grounds[i].is_same);
    }
}

/* Does the leaf of the first rule say yes whenever that of the second does? */
static const struct
{
  const char *wide;
  const char *narrow;
  gboolean covers;
} leaves[] = {
  { "A1", "{course: A1, min-grade: '70'}", TRUE },
  { "{course: A1, min-grade: '70'}", "A1", FALSE },
  { "{course: A1, min-grade: '70'}", "{course: A1, min-grade: '80'}", TRUE },
  { "{course: A1, max-grade: '70'}", "{course: A1, max-grade: '80'}", FALSE },
  { "{match: 'A.'}", "A1", TRUE },
  { "A1", "{match: A1}", FALSE },   /* a transcript may have codes that no catalog knows */
  { "{title: math}", "A1", FALSE }, /* or titles of its own */
  { "A1", "{title: math}", FALSE },
  { "{title: math}", "{title: math, min-credits: 1}", TRUE },
  { "{course: A1, taken: {from: 2020-01-01}}", "{course: A1, taken: {from: 2021-01-01}}", TRUE },
  { "{course: A1, taken: {until: 2020-01-01}}", "{course: A1, taken: {from: 2019-01-01}}", FALSE },
  { "{course: A1, max-age: 2 years}", "{course: A1, max-age: 24 months}", TRUE },
  { "{course: A1, max-credits: 4}", "{course: A1, max-credits: 5}", FALSE },
  { "{course: A1, level: master}", "{course: A1, level: bachelor}", FALSE },
};

static void
test_leaves (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (leaves); i++)
    {
      g_autofree char *first = g_strconcat ("take: ", leaves[i].wide, ", give: T1", NULL);
      g_autofree char *second = g_strconcat ("take: ", leaves[i].narrow, ", give: T1", NULL);
      g_autoptr (Compiled) compiled = compile_rules (first, second);
      const EquateRuleset *ruleset = compiled->ruleset;
      guint32 course = equate_ruleset_find_course (
          ruleset, equate_ruleset_find_institution (ruleset, "alpha"), "A1");
      if (equate_leaf_covers (ruleset, ruleset->rules[0].take, ruleset->rules[1].take, course)
          == leaves[i].covers)
        continue;
      g_test_message ("%s and %s", leaves[i].wide, leaves[i].narrow);
      g_test_fail ();
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-shape/pairs", test_pairs);
  g_test_add_func ("/rule-shape/gives", test_gives);
  g_test_add_func ("/rule-shape/leaves", test_leaves);
  g_test_add_func ("/rule-shape/grounds", test_grounds);
  return g_test_run ();
}
