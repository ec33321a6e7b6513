/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/way-set.h"
#include "compiling.h"

static guint64 shared = 1000000;
static EquateWork work = { 0, &shared, FALSE };

typedef struct
{
  const char *name;
  const char *take;
  guint max_ways;
  const char *expected; /* the courses of each way */
} Row;

static const Row rows[] = {
  { "course", "A1", 10, "A1" },
  { "alias", "OLD1", 10, "A1" },
  { "list", "[A2, A1]", 10, "A1+A2" },
  { "editions count once", "A6", 10, "A6" },
  { "pattern", "{match: 'A[1-3]'}", 10, "A1 A2 A3" },
  { "as many as may be", "{match: 'A[1-3]'}", 3, "A1 A2 A3" },
  { "cut", "{match: 'A[1-3]'}", 2, "cut" },
  { "no course twice", "[A1, {match: 'A[1-3]'}]", 10, "A1+A2 A1+A3" },
  { "any-of", "{any-of: [A1, [A2, A3]]}", 10, "A1 A2+A3" },
  { "n-of", "{n-of: 2, from: [A1, A2, A3]}", 10, "A1+A2 A1+A3 A2+A3" },
  { "too many of", "{n-of: 2, from: [A1, OLD1]}", 10, "" },
  { "total", "{total-credits: 8, from: {match: 'A[1-4]'}}", 10, "A1+A2 A1+A4 A2+A3 A2+A4" },
  { "without credits", "{total-credits: 1, from: {match: 'A[57]'}}", 10, "A7" },
  { "credits of either edition", "{total-credits: 5, from: {match: 'A[67]'}}", 10, "A6 A6+A7" },
  { "nested", "[{any-of: [A1, A2]}, {n-of: 1, from: [A2, A3]}]", 10, "A1+A2 A1+A3 A2+A3" },
};

static char *
show_ways (const Compiled *compiled, const EquateWaySet *set)
{
  GString *text = g_string_new (NULL);
  guint n_ways = 0;
  const EquateRuleWay *ways = equate_way_set_get (set, 0, &n_ways);
  if (equate_way_set_is_cut (set, 0))
    g_string_append (text, "cut ");
  for (guint i = 0; i < n_ways; i++)
    {
      const EquateWayPart *parts = equate_way_set_parts (set, &ways[i]);
      guint first = 0;
      g_assert_cmpuint (equate_way_set_find (set, parts, ways[i].n_parts, &first), >, 0);
      for (guint j = 0; j < ways[i].n_parts; j++)
        g_string_append_printf (
            text, "%s%s", j > 0 ? "+" : "",
            text_at (compiled, compiled->ruleset->courses[parts[j].course].code));
      g_string_append_c (text, ' ');
    }
  return finish_list (text);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (
          WORLD AGREEMENT_HEAD "rules:\n  - {id: r, take: ", rows[i].take, ", give: T1}\n", NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      g_autoptr (EquateWaySet) set
          = equate_way_set_new (compiled->ruleset, 0, rows[i].max_ways, &work);
      g_autofree char *shown = show_ways (compiled, set);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

/* The ways of one set of courses stand together, those of earlier rules first. */
static void
test_find (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD AGREEMENT ("", "  - {id: r, take: {any-of: [A1, A2]}, give: T1}\n"
                           "  - {id: s, take: [A1, A2], give: T1}\n"
                           "  - {id: t, take: {any-of: [A2, {match: A2}]}, give: T1}\n"));
  g_autoptr (EquateWaySet) set = equate_way_set_new (compiled->ruleset, 0, 10, &work);
  guint n_ways = 0;
  const EquateRuleWay *ways = equate_way_set_get (set, 2, &n_ways);
  guint first = 0;
  g_assert_cmpuint (n_ways, ==, 2);
  g_assert_cmpuint (equate_way_set_find (set, equate_way_set_parts (set, &ways[0]), 1, &first), ==,
                    3);
  g_assert_cmpuint (g_array_index (set->ways, EquateRuleWay, set->order[first]).rule, ==, 0);
  g_assert_cmpuint (g_array_index (set->ways, EquateRuleWay, set->order[first + 2]).rule, ==, 2);
}

/* Where the work is spent the rules that are left are cut, however little they ask. */
static void
test_work (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD AGREEMENT ("", "  - {id: r, take: {match: 'A[1-3]'}, give: T1}\n"
                           "  - {id: s, take: {n-of: 3, from: [{match: 'A.'}, {match: 'A.'}, "
                           "{match: 'A.'}]}, give: T1}\n"
                           "  - {id: t, take: A1, give: T1}\n"));
  guint64 all = 5;
  EquateWork little = { 6, &all, FALSE };
  g_autoptr (EquateWaySet) set = equate_way_set_new (compiled->ruleset, 0, 1000, &little);
  g_assert_true (little.is_spent);
  g_assert_cmpuint (set->ways->len, ==, 3);
  g_assert_false (equate_way_set_is_cut (set, 0));
  g_assert_true (equate_way_set_is_cut (set, 1));
  g_assert_true (equate_way_set_is_cut (set, 2));
}

/* A total that cannot be reached is not looked for in all sets there are. */
static void
test_unreachable (void)
{
  g_autoptr (GString) text = g_string_new (GRADING CATALOG ("alpha", "cn", "cn"));
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "  - {code: A%u, title: T, credits: 1}\n", i);
  g_string_append (text, CATALOG ("beta", "ects", "pl") BETA_COURSES AGREEMENT (
                             "", "  - {id: r, take: {total-credits: 100, from: {match: 'A.*'}}, "
                                 "give: T1}\n  - {id: s, take: {total-credits: 40, from: {match: "
                                 "'A.*'}}, give: T1}\n"));
  g_autoptr (Compiled) compiled = compile_good (text->str);
  guint64 all = 0;
  EquateWork little = { 1000, &all, FALSE };
  g_autoptr (EquateWaySet) set = equate_way_set_new (compiled->ruleset, 0, 10, &little);
  g_assert_false (little.is_spent);
  g_assert_cmpuint (set->ways->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/way-set/table", test_table);
  g_test_add_func ("/way-set/find", test_find);
  g_test_add_func ("/way-set/work", test_work);
  g_test_add_func ("/way-set/unreachable", test_unreachable);
  return g_test_run ();
}
