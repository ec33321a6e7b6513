/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compiling.h"

#define TAKE(text) AGREEMENT ("", "  - {id: r, take: " text ", give: T1}\n")

static void append_node (GString *text, const Compiled *compiled, guint32 index);

static void
append_children (GString *text, const Compiled *compiled, const EquateCompiledNode *node)
{
  for (guint i = 0; i < node->n_children; i++)
    {
      g_string_append_c (text, i == 0 ? '(' : ' ');
      append_node (text, compiled, node->first_child + i);
    }
  g_string_append_c (text, ')');
}

/* "{min-grade 70, max-credits 5}". */
static void
append_conditions (GString *text, const Compiled *compiled, guint32 index)
{
  if (index == EQUATE_NO_INDEX)
    return;
  const EquateRuleset *ruleset = compiled->ruleset;
  const EquateCompiledConditions *conditions = &ruleset->conditions[index];
  char buffer[EQUATE_DECIMAL_BUFFER];
  char from[EQUATE_DATE_BUFFER];
  char until[EQUATE_DATE_BUFFER];
  g_string_append_c (text, '{');
  if (conditions->min_grade != 0)
    g_string_append_printf (text, "min-grade %s,", text_at (compiled, conditions->min_grade));
  if (conditions->max_grade != 0)
    g_string_append_printf (text, "max-grade %s,", text_at (compiled, conditions->max_grade));
  if (conditions->min_credits != EQUATE_DECIMAL_NONE)
    g_string_append_printf (text, "min-credits %s,",
                            equate_decimal_format (conditions->min_credits, buffer));
  if (conditions->max_credits != EQUATE_DECIMAL_NONE)
    g_string_append_printf (text, "max-credits %s,",
                            equate_decimal_format (conditions->max_credits, buffer));
  if (conditions->taken.from != 0 || conditions->taken.until != 0)
    g_string_append_printf (text, "taken %s/%s,", equate_date_format (conditions->taken.from, from),
                            equate_date_format (conditions->taken.until, until));
  if (conditions->max_age != 0)
    g_string_append_printf (text, "max-age %u,", conditions->max_age);
  if (conditions->level != EQUATE_LEVEL_NONE)
    g_string_append_printf (text, "level %u,", conditions->level);
  if (conditions->language != 0)
    g_string_append_printf (text, "language %s,", text_at (compiled, conditions->language));
  if (conditions->hours != EQUATE_NO_INDEX)
    g_string_append_printf (
        text, "laboratory %s,",
        equate_decimal_format (ruleset->hours[conditions->hours][EQUATE_HOURS_LABORATORY], buffer));
  g_string_overwrite (text, text->len - 1, "}");
}

static void
append_node (GString *text, const Compiled *compiled, guint32 index)
{
  static const char *const words[]
      = { "", "match ", "tag ", "isced ", "title ", "all-of", "any-of", "n-of", "total" };
  const EquateCompiledNode *node = &compiled->ruleset->nodes[index];
  char credits[EQUATE_DECIMAL_BUFFER];
  g_string_append (text, words[node->kind]);
  g_assert_cmpuint (node->rule, ==, 0);
  if (equate_requirement_is_leaf (node->kind))
    {
      g_string_append (text, text_at (compiled, node->value));
      append_conditions (text, compiled, node->conditions);
      return;
    }
  if (node->kind == EQUATE_REQUIREMENT_N_OF)
    g_string_append_printf (text, " %u", node->value);
  if (node->kind == EQUATE_REQUIREMENT_TOTAL_CREDITS)
    g_string_append_printf (
        text, " %s", equate_decimal_format (compiled->ruleset->decimals[node->value], credits));
  append_children (text, compiled, node);
}

typedef struct
{
  const char *name;
  const char *text; /* behind the world */
  const char *expected;
} Row;

static const Row shapes[] = {
  { "a code as the catalog writes it", TAKE ("' a1'"), "A1" },
  { "a former code", TAKE ("OLD1"), "A1" },
  { "a list", TAKE ("[A1, A2]"), "all-of(A1 A2)" },
  { "combinations in each other", TAKE ("[A1, {any-of: [A2, {n-of: 2, from: [A3, A4, A5]}]}]"),
    "all-of(A1 any-of(A2 n-of 2(A3 A4 A5)))" },
  { "leaves of all kinds",
    TAKE ("{any-of: [{match: 'A.'}, {tag: core}, {isced: '07'}, {title: math}]}"),
    "any-of(match A. tag core isced 07 title math)" },
  { "a total", TAKE ("{total-credits: 7.5, from: {tag: core}}"), "total 7.5(tag core)" },
  { "conditions",
    TAKE ("{course: A1, min-grade: '70', max-grade: '90', min-credits: 1, max-credits: 2, taken: "
          "{from: 2020-01-01}, max-age: 18 months, level: bachelor, language: en, min-hours: "
          "{laboratory: 5}}"),
    "A1{min-grade 70,max-grade 90,min-credits 1,max-credits 2,taken 2020-01-01/,max-age 18,level "
    "1,language en,laboratory 5}" },
};

#define WITH_DEFAULTS(text)                                                                        \
  AGREEMENT ("defaults: {min-grade: '70', max-age: 5 years, taken: {from: 2020-01-01}}\n",         \
             "  - {id: r, " text "}\n")

static const Row defaults[] = {
  { "of every leaf that does not say its own",
    WITH_DEFAULTS ("take: [A1, {course: A2, min-grade: '80'}], give: T1"),
    "all-of(A1{min-grade 70,taken 2020-01-01/,max-age 60} A2{min-grade 80,taken "
    "2020-01-01/,max-age "
    "60})" },
  { "a period is one condition",
    WITH_DEFAULTS ("take: {course: A1, taken: {until: 2024-12-31}}, give: T1"),
    "A1{min-grade 70,taken /2024-12-31,max-age 60}" },
  { "also within a total",
    WITH_DEFAULTS ("take: {total-credits: 3, from: {match: 'A.', min-credits: 2}}, give: T1"),
    "total 3(match A.{min-grade 70,min-credits 2,taken 2020-01-01/,max-age 60})" },
};

static void
run_rows (const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strconcat (WORLD, rows[i].text, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      g_autoptr (GString) shown = g_string_new (NULL);
      append_node (shown, compiled, compiled->ruleset->rules[0].take);
      assert_shown (rows[i].name, shown->str, rows[i].expected);
    }
}

static void
test_shapes (void)
{
  run_rows (shapes, G_N_ELEMENTS (shapes));
}

/* They hold for take, not for unless and deny. */
static void
test_defaults (void)
{
  run_rows (defaults, G_N_ELEMENTS (defaults));

  g_autoptr (Compiled) compiled = compile_good (
      WORLD WITH_DEFAULTS ("take: A1, give: T1, unless: [A2, A3]") "  - {id: d, deny: [A4, A5]}\n");
  const EquateRuleset *ruleset = compiled->ruleset;
  g_autoptr (GString) unless = g_string_new (NULL);
  append_node (unless, compiled, equate_ruleset_get_terms (ruleset, 0)->unless);
  g_assert_cmpstr (unless->str, ==, "all-of(A2 A3)");
  EquateRange deny = equate_ruleset_get_terms (ruleset, 1)->deny;
  g_assert_cmpuint (deny.count, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (ruleset->nodes[deny.first + i].conditions, ==,
                      EQUATE_NO_INDEX);
}

/* Equal conditions stand once; a leaf without any has none. */
static void
test_sharing (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD TAKE ("[{course: A1, min-grade: '70'}, {course: A2, min-grade: '70'}, {course: A3, "
                  "min-grade: '71'}, A4]"));
  const EquateRuleset *ruleset = compiled->ruleset;
  const EquateCompiledNode *leaves = &ruleset->nodes[ruleset->nodes[0].first_child];

  g_assert_cmpuint (ruleset->n_conditions, ==, 2);
  g_assert_cmpuint (leaves[0].conditions, ==, leaves[1].conditions);
  g_assert_cmpuint (leaves[0].conditions, !=, leaves[2].conditions);
  g_assert_cmpuint (leaves[3].conditions, ==, EQUATE_NO_INDEX);
}

/* "A1 A6=3 A6=5!", the editions that the leaf of the first rule selects; ! where a pattern met its
 * limit. */
static char *
show_matches (const Compiled *compiled)
{
  const EquateRuleset *ruleset = compiled->ruleset;
  EquateRange matches = ruleset->agreements[0].matches;
  GString *text = g_string_new (NULL);
  char credits[EQUATE_DECIMAL_BUFFER];
  for (guint32 i = matches.first; i < matches.first + matches.count; i++)
    {
      const EquateCompiledEdition *edition = &ruleset->editions[ruleset->matches[i].edition];
      const EquateCompiledCourse *course = &ruleset->courses[edition->course];
      if (i > matches.first)
        g_assert_cmpuint (ruleset->matches[i - 1].edition, <=, ruleset->matches[i].edition);
      g_string_append (text, text_at (compiled, course->code));
      if (course->editions.count > 1)
        g_string_append_printf (text, "=%s", equate_decimal_format (edition->credits, credits));
      if (ruleset->matches[i].node & EQUATE_MATCH_LIMIT)
        g_string_append_c (text, '!');
      g_string_append_c (text, ' ');
    }
  return finish_list (text);
}

static const Row matches[] = {
  { "a code: all editions", TAKE ("A6"), "A6=3 A6=5" },
  { "match: the whole key", TAKE ("{match: 'A[1-3]'}"), "A1 A2 A3" },
  { "match: with alternatives", TAKE ("{match: 'A1|A2|B.*'}"), "A1 A2" },
  { "match: alternatives stay whole", TAKE ("{match: 'A|1'}"), "" },
  { "match: a beginning", TAKE ("{match: 'A1.*'}"), "A1" },
  { "match: a fixed text", TAKE ("{match: A7}"), "A7" },
  { "match: no former codes", TAKE ("{match: 'OLD1'}"), "" },
  { "match: everything", TAKE ("{match: '.*'}"), "A1 A2 A3 A4 A5 A6=3 A6=5 A7" },
  { "match: a text that may be absent", TAKE ("{match: 'A1?'}"), "A1" },
  { "tag", TAKE ("{tag: core}"), "A4" },
  { "tag: the whole of it", TAKE ("{tag: cor}"), "" },
  { "isced: its beginning", TAKE ("{isced: '071'}"), "A4" },
  { "title: any language, any case", TAKE ("{title: 'MATEM|phys'}"), "A1 A2" },
  { "title: each edition", TAKE ("{title: draw}"), "A6=3 A6=5" },
};

static void
test_matches (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      g_autofree char *text = g_strconcat (WORLD, matches[i].text, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      g_autofree char *shown = show_matches (compiled);
      assert_shown (matches[i].name, shown, matches[i].expected);
    }
}

/* Each match lies in the page of its edition. */
static void
test_pages (void)
{
  g_autoptr (GString) text = g_string_new (GRADING CATALOG ("alpha", "cn", "cn"));
  for (guint i = 100; i < 400; i++)
    g_string_append_printf (text, "  - {code: A%u, title: a}\n", i);
  g_string_append (text, CATALOG ("beta", "ects", "pl") BETA_COURSES TAKE ("{match: 'A.[0-4].'}"));
  g_autoptr (Compiled) compiled = compile_good (text->str);
  const EquateRuleset *ruleset = compiled->ruleset;
  const EquateCompiledAgreement *agreement = &ruleset->agreements[0];
  const guint32 *ends = &ruleset->match_pages[agreement->pages.first];

  g_assert_cmpuint (agreement->matches.count, ==, 150);
  g_assert_cmpuint (agreement->pages.n, ==, 16); /* 250 editions, 16 each */
  g_assert_cmpuint (ends[agreement->pages.n], ==, agreement->matches.count);
  for (guint32 i = 0; i < agreement->matches.count; i++)
    {
      guint32 edition = ruleset->matches[agreement->matches.first + i].edition;
      guint32 page = (edition - agreement->pages.edition) >> agreement->pages.bits;
      g_assert_cmpuint (ends[page], <=, i);
      g_assert_cmpuint (i, <, ends[page + 1]);
    }
}

/* Leaves that are all that their rules say. */
static void
test_alone (void)
{
  static const struct
  {
    const char *rule;
    gboolean alone;
  } rows[] = {
    { TAKE ("A1"), TRUE },
    { TAKE ("{match: 'A.', min-grade: '70'}"), TRUE },
    { TAKE ("[A1, A2]"), FALSE },
    { AGREEMENT ("", "  - {id: r, take: A1, give: T1, priority: 3, times: 2}\n"), TRUE },
    { AGREEMENT ("", "  - {id: r, take: A1, give: T1, valid: {from: 2020-01-01}}\n"), FALSE },
    { AGREEMENT ("", "  - {id: r, take: A1, give: T1, unless: A2}\n"), FALSE },
    { AGREEMENT ("", "  - {id: r, take: A1, give: T1, programmes: [ee]}\n"), FALSE },
    { AGREEMENT ("", "  - {id: r, deny: A1}\n"), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (WORLD, rows[i].rule, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      for (guint32 node = 0; node < compiled->ruleset->n_nodes; node++)
        g_assert_cmpint (compiled->ruleset->nodes[node].is_alone, ==, rows[i].alone);
    }
}

/* A title that is too long to be searched is no fault of the workspace. */
static void
test_long_titles (void)
{
  g_autofree char *title = g_strnfill (513, 'a');
  g_autofree char *text
      = g_strconcat (GRADING CATALOG ("alpha", "cn", "cn") "  - {code: A1, title: ", title,
                     "}\n  - {code: A2, title: {en: ", title, ", pl: b}}\n",
                     CATALOG ("beta", "ects", "pl") BETA_COURSES TAKE ("{title: b}"), NULL);
  g_autoptr (Compiled) compiled = compile_good (text);
  g_autofree char *shown = show_matches (compiled);

  g_assert_cmpstr (shown, ==, "A1! A2");
}

/* Leaves that have to look at what only a transcript has. */
static void
test_patterns (void)
{
  g_autoptr (Compiled) compiled = compile_good (WORLD TAKE (
      "[A1, {match: 'B.'}, {title: x}, {tag: core}]") "  - {id: d, deny: {match: C}}\n");
  const EquateRuleset *ruleset = compiled->ruleset;
  EquateRange patterns = ruleset->agreements[0].patterns;
  g_autoptr (GString) shown = g_string_new (NULL);
  for (guint32 i = patterns.first; i < patterns.first + patterns.count; i++)
    g_string_append_printf (shown, "%s ",
                            text_at (compiled, ruleset->nodes[ruleset->index_lists[i]].value));

  g_assert_cmpstr (shown->str, ==, "B. x C ");
}

/* Several institutions: each its own courses; one that knows the code is enough. */
static void
test_several_sources (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD CATALOG ("gamma", "cn", "cn") "  - {code: G1, title: G}\n  - {code: A1, title: A}\n"
                                          "---\nequate: agreement/1\nid: main\nfrom: [gamma, "
                                          "alpha]\nto: beta\nstatus: approved\nrules:\n"
                                          "  - {id: r, take: {any-of: [A1, G1, A2]}, give: T1}\n");
  g_autofree char *shown = show_matches (compiled);

  g_assert_cmpstr (shown, ==, "A1 A2 A1 G1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compile-requirement/shapes", test_shapes);
  g_test_add_func ("/compile-requirement/defaults", test_defaults);
  g_test_add_func ("/compile-requirement/sharing", test_sharing);
  g_test_add_func ("/compile-requirement/matches", test_matches);
  g_test_add_func ("/compile-requirement/pages", test_pages);
  g_test_add_func ("/compile-requirement/alone", test_alone);
  g_test_add_func ("/compile-requirement/long-titles", test_long_titles);
  g_test_add_func ("/compile-requirement/patterns", test_patterns);
  g_test_add_func ("/compile-requirement/several-sources", test_several_sources);
  return g_test_run ();
}
