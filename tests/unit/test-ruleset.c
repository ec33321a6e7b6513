/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compiling.h"

/* Lines 1 to 21: students of x go to y. */
#define BASE                                                                                       \
  "equate: grading/1\n"                                                                            \
  "scales: [{id: g, best: 100, pass: 60, worst: 0}, {id: h, best: 5, pass: 3, worst: 2}]\n"        \
  "conversions: [{id: g-h, from: g, to: h, method: linear}]\n"                                     \
  "---\nequate: catalog/1\ninstitution: x\nname: X\ncountry: CN\ncredit-unit: cn\ngrading: g\n"    \
  "courses: [{code: A1, title: A, credits: 4, aliases: [OLD]}, {code: B, title: B}]\n"             \
  "programmes: [{id: p, title: P, credits: 160, years: 4}]\n"                                      \
  "---\nequate: catalog/1\ninstitution: y\nname: Y\ncountry: PL\ncredit-unit: ects\ngrading: h\n"  \
  "courses: [{code: T, title: T, credits: 6}, {code: U, title: U}]\n"                              \
  "programmes: [{id: ee, title: Q, credits: 180}, {id: me, title: R}]\n"
/* Six lines from 22; what follows stands in line 28. */
#define HEAD(id, from, to)                                                                         \
  "---\nequate: agreement/1\nid: " id "\nfrom: " from "\nto: " to "\nstatus: approved\n"
#define A BASE HEAD ("a", "x", "y")
#define RULES(text) A "rules:\n  - {id: r, " text "}\n"

typedef struct
{
  const char *name;
  const char *text;
  const char *findings;
} Row;

static const Row references[] = {
  { "nothing wrong", RULES ("take: A1, give: T, unless: OLD") "  - {id: d, deny: B}\n", "" },
  { "a course that is taken", RULES ("take: A2, give: T"), "EQ201@29:19" },
  { "one in the depth", RULES ("take: [A1, {any-of: [B, {course: C}]}], give: T"), "EQ201@29:46" },
  { "one that holds back", RULES ("take: A1, give: T, unless: C"), "EQ201@29:40" },
  { "one that is denied", RULES ("deny: [A1, C]"), "EQ201@29:24" },
  { "one that is given", RULES ("take: A1, give: [T, {one-of: [V, {waive: W}]}]"),
    "EQ201@29:43 EQ201@29:54" },
  { "one that is given instead",
    A "credits: {shortfall: {at-most: 1, otherwise: {course: V, credits: 2}}}\nrules: []\n",
    "EQ201@28:55" },
  { "one in a plan",
    "equate: grading/1\nscales: [{id: g, best: 100, pass: 60, worst: 0}]\n" CATALOG (
        "z", "ects", "g") "  - {code: T, title: T}\nprogrammes:\n  - {id: p, title: P, plan: "
                          "[{semester: 1, courses: [T, V]}]}\n",
    "EQ201@13:57" },
  { "an institution that students come from", BASE HEAD ("a", "[x, z]", "y"), "EQ202@25:11" },
  { "an institution that students go to", BASE HEAD ("a", "x", "z"), "EQ202@26:5" },
  { "the scale of a catalog",
    "equate: catalog/1\ninstitution: x\nname: X\ncountry: CN\ncredit-unit: cn\ngrading: gg\n"
    "courses: []\n",
    "EQ203@6:10" },
  { "the scale of a conversion",
    BASE "---\nequate: grading/1\nconversions: [{id: c, from: g, to: i, method: linear}]\n",
    "EQ203@24:36" },
  { "a conversion", A "grades: g-i\n", "EQ204@28:9" },
  { "a link of a chain",
    BASE
    "---\nequate: grading/1\nconversions: [{id: c, from: g, to: h, method: chain, via: [d]}]\n",
    "EQ204@24:60" },
  { "a programme of the agreement", A "programmes: [ee, civil]\n", "EQ205@28:18" },
  { "a programme of a rule", RULES ("take: A1, give: T, programmes: [p]"), "EQ205@29:45" },
  { "the programme behind the rate", A "credits: {rate: 3/2, source-programme: ee}\n",
    "EQ205@28:40" },
  { "a base", A "extends: [b]\n", "EQ206@28:11" },
  { "all of them together",
    A "grades: no\nprogrammes: [no]\nextends: [none]\nrules:\n  - {id: r, take: no, give: no}\n",
    "EQ204@28:9 EQ205@29:14 EQ206@30:11 EQ201@32:19 EQ201@32:29" },
};

static const Row ids[] = {
  { "an institution", BASE CATALOG ("x", "cn", "g") "  []\n", "EQ207@24:14" },
  { "a scale", BASE "---\nequate: grading/1\nscales: [{id: g, best: 1, pass: 4, worst: 5}]\n",
    "EQ207@24:15" },
  { "a conversion",
    BASE "---\nequate: grading/1\nconversions: [{id: g-h, from: h, to: g, method: linear}]\n",
    "EQ207@24:20" },
  { "an agreement", A HEAD ("a", "y", "x"), "EQ207@30:5" },
  { "a rule", RULES ("take: A1, give: T") "  - {id: r, take: B, give: T}\n", "EQ207@30:10" },
  { "a course on the same days",
    BASE CATALOG ("z", "ects",
                  "g") "  - {code: A, title: A, valid: "
                       "{until: 2024-01-01}}\n  - {code: a, title: A, valid: {from: 2024-01-01}}\n",
    "EQ208@31:12" },
  { "editions one after the other",
    BASE CATALOG ("z", "ects",
                  "g") "  - {code: A, title: A, valid: "
                       "{until: 2024-01-01}}\n  - {code: a, title: A, valid: {from: 2024-01-02}}\n",
    "" },
  { "an alias that is another course",
    BASE CATALOG ("z", "ects", "g") "  - {code: A, title: A, "
                                    "aliases: [B]}\n  - {code: B, title: B}\n",
    "EQ208@30:35" },
  { "itself", A "extends: [a]\n", "EQ209@28:11" },
  { "a circle that others lead to",
    A "extends: [b]\n" HEAD ("b", "x", "y") "programmes: [ee]\nextends: [c]\n" HEAD (
        "c", "x", "y") "programmes: [me]\nextends: [b]\n",
    "EQ209@44:11" },
  { "through another", A "extends: [b]\n" HEAD ("b", "x", "y") "programmes: [ee]\nextends: [a]\n",
    "EQ209@36:11" },
};

static const Row conditions[] = {
  { "a grade", RULES ("take: {course: A1, min-grade: '101'}, give: T"), "EQ210@29:43" },
  { "the best and the worst grade",
    RULES ("take: {course: A1, min-grade: '0', max-grade: '100'}, give: T"), "" },
  { "a grade of the default, wherever it holds",
    A "defaults: {max-grade: A}\nrules:\n  - {id: r, take: A1, give: T}\n", "EQ210@28:23" },
  { "a grade of a denial", RULES ("deny: {course: A1, max-grade: 'F'}"), "EQ210@29:43" },
  { "a pattern that is too slow",
    BASE CATALOG ("z", "ects", "g") "  - {code: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/, title: "
                                    "A}\n" HEAD ("a", "z", "y") "rules:\n  - {id: r, take: {match: "
                                                                "'(A+)+'}, give: T}\n",
    "EQ211@38:27" },
  { "a title pattern that is too slow",
    BASE CATALOG ("z", "ects", "g") "  - {code: A, title: "
                                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}\n" HEAD (
                                        "a", "z", "y") "rules:\n  - {id: r, take: {title: "
                                                       "'(a+)+[bc]'}, give: T}\n",
    "EQ211@38:27" },
  { "a pattern with a verb", RULES ("take: {match: '(*UTF)A'}, give: T"), "EQ111@29:27" },
  { "a title pattern that is not well formed", RULES ("take: {title: '[A'}, give: T"),
    "EQ111@29:27" },
  { "a pattern that is not well formed", RULES ("take: {match: '(A'}, give: T"), "EQ111@29:27" },
};

static const Row credits[] = {
  { "the programme's rate", A "credits: {rate: 3/2, source-programme: p}\n", "" },
  { "the same rate in decimals", A "credits: {rate: 1.5, source-programme: p}\n", "" },
  { "another rate", A "credits: {rate: 4/3, source-programme: p}\n", "EQ403@28:40" },
  { "the rate of 1 that is not stated", A "credits: {source-programme: p}\n", "EQ403@28:29" },
  { "a course without credits", RULES ("take: A1, give: U"), "EQ404@29:29" },
  { "a course without credits among others", RULES ("take: A1, give: [T, {course: U}]"),
    "EQ404@29:42" },
  { "fixed credits", RULES ("take: A1, give: {course: U, credits: 2}"), "" },
  { "a waiver needs none", RULES ("take: A1, give: {waive: U}"), "" },
  { "electives and courses that are converted",
    RULES ("take: A1, give: [{course: T, credits: converted}, {elective: e}]"), "EQ404@29:29" },
  { "shares in proportion to nothing",
    RULES ("take: A1, give: [{course: T, credits: converted}, {course: U, credits: converted}]"),
    "EQ404@29:72" },
  { "the whole share needs no proportion",
    RULES ("take: A1, give: [T, {one-of: [{course: U, credits: converted}, {waive: U}]}]"), "" },
  { "nor do alternatives",
    RULES ("take: A1, give: {one-of: [{course: T, credits: converted}, {course: U, credits: "
           "converted}]}"),
    "" },
  { "from somewhere to nowhere",
    BASE "---\nequate: agreement/1\nid: a\nfrom: x\nextends: [b]\n"
         "status: approved\n---\nequate: agreement/1\nid: b\n",
    "EQ104@24:5" },
};

#define B(more) HEAD ("b", "x", "y") more
#define VALID(from, until) "valid: {from: " from ", until: " until "}\n"

/* The second one's id stands in line 31 where the first has one line of its own. */
static const Row pairs[] = {
  { "two of the same", A "note: x\n" B (""), "EQ301@31:5" },
  { "one after the other",
    A VALID ("2020-01-01", "2024-12-31") B (VALID ("2025-01-01", "2029-01-01")), "" },
  { "on one day", A VALID ("2020-01-01", "2025-01-01") B (VALID ("2025-01-01", "2029-01-01")),
    "EQ301@31:5" },
  { "one names a programme", A "programmes: [ee]\n" B (""), "" },
  { "both name it", A "programmes: [me, ee]\n" B ("programmes: [ee]\n"), "EQ301@31:5" },
  { "each names its own", A "programmes: [me]\n" B ("programmes: [ee]\n"), "" },
  { "a list is no less specific", A "note: x\n" HEAD ("b", "[y, x]", "y"), "EQ301@31:5" },
  { "the other way", A "note: x\n" HEAD ("b", "y", "x"), "" },
  { "a draft", A "note: x\n---\nequate: agreement/1\nid: b\nfrom: x\nto: y\nstatus: draft\n",
    "" },
  { "a revoked one",
    A "note: x\n---\nequate: agreement/1\nid: b\nfrom: x\nto: y\nstatus: revoked\n", "" },
  { "an illustrative one",
    A "note: x\n---\nequate: agreement/1\nid: b\nfrom: x\nto: y\nstatus: illustrative\n",
    "EQ301@31:5" },
  { "three of the same", A "note: x\n" B ("") HEAD ("c", "x", "y"),
    "EQ301@31:5 EQ301@37:5 EQ301@37:5" },
};

static void
run_rows (const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Compiled) compiled = compile_text (rows[i].text);
      g_autofree char *found = findings (compiled->diagnostics);
      assert_shown (rows[i].name, found, rows[i].findings);
    }
}

#define RUN_ROWS(rows) run_rows (rows, G_N_ELEMENTS (rows))

static void
test_references (void)
{
  RUN_ROWS (references);
}

static void
test_ids (void)
{
  RUN_ROWS (ids);
}

static void
test_conditions (void)
{
  RUN_ROWS (conditions);
}

static void
test_credits (void)
{
  RUN_ROWS (credits);
}

static void
test_pairs (void)
{
  RUN_ROWS (pairs);
}

/* What a registrar is told to mend. */
static void
test_mends (void)
{
  static const struct
  {
    const char *text;
    const char *mend;
  } rows[] = {
    { RULES ("take: A2, give: T"), "did you mean `A1`" },
    { BASE HEAD ("a", "xx", "y"), "did you mean `x`" },
    { A "grades: g-i\n", "did you mean `g-h`" },
    { A "extends: [aa]\n", "did you mean `a`" },
    { A "credits: {rate: 4/3, source-programme: p}\n", "3/2" },
    { A VALID ("2020-01-01", "2025-01-01") B (VALID ("2025-01-01", "2029-01-01")), "2025-01-01" },
    { RULES ("take: A1, give: U"), "credits" },
    { A "programmes: [eee]\n", "did you mean `ee`" },
    { RULES ("take: {course: A1, min-grade: '101'}, give: T"), "from 0 to 100" },
    { BASE HEAD ("a", "y", "x") "rules: [{id: r, take: {course: T, min-grade: '7'}, give: A1}]\n",
      "from 2 to 5" },
    { RULES ("take: {match: '(*UTF)A'}, give: T"), "verbs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Compiled) compiled = compile_text (rows[i].text);
      g_autofree char *said = show_only_finding (compiled);
      const char *help = strstr (said, "; ");
      if (strstr (help, rows[i].mend) == NULL)
        {
          g_test_message ("expected \"%s\" in \"%s\"", rows[i].mend, said);
          g_test_fail ();
        }
    }
}

static void
test_lookups (void)
{
  g_autoptr (Compiled) compiled = compile_good (A);
  const EquateRuleset *ruleset = compiled->ruleset;
  guint32 x = equate_ruleset_find_institution (ruleset, "x");
  guint32 y = equate_ruleset_find_institution (ruleset, "y");
  guint32 course = equate_ruleset_find_course (ruleset, x, "A1");
  guint32 nearest[2];

  g_assert_cmpstr (text_at (compiled, ruleset->institutions[x].id), ==, "x");
  g_assert_cmpuint (equate_ruleset_find_institution (ruleset, "z"), ==, EQUATE_NO_INDEX);
  g_assert_cmpstr (text_at (compiled, ruleset->courses[course].code), ==, "A1");
  g_assert_cmpuint (equate_ruleset_find_course (ruleset, x, "OLD"), ==, course);
  g_assert_cmpuint (equate_ruleset_find_course (ruleset, y, "A1"), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_ruleset_find_course (ruleset, x, "T"), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_ruleset_find_programme (ruleset, y, "ee"), !=, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_ruleset_find_programme (ruleset, x, "ee"), ==, EQUATE_NO_INDEX);
  g_assert_cmpstr (equate_ruleset_suggest_institution (ruleset, "yy"), ==, "y");
  g_assert_null (equate_ruleset_suggest_institution (ruleset, "something else"));
  g_assert_cmpuint (equate_ruleset_suggest_courses (ruleset, x, "A11", 2, nearest), ==, 1);
  g_assert_cmpuint (nearest[0], ==, course);
  g_assert_cmpstr (equate_ruleset_get_title (ruleset, ruleset->courses[course].editions.first), ==,
                   "A");
}

static void
test_editions (void)
{
  static const struct
  {
    const char *day;
    int credits;
    gboolean in_force;
  } rows[] = {
    { "2019-12-31", 1, FALSE }, /* before them all: the first */
    { "2020-01-01", 1, TRUE },  { "2021-12-31", 1, TRUE },
    { "2022-06-01", 1, FALSE }, /* the last that began before */
    { "2023-01-01", 2, TRUE },  { "2023-12-31", 2, TRUE },
    { "2024-01-01", 3, TRUE },  { "2030-01-01", 3, TRUE },
  };
  g_autoptr (Compiled) compiled = compile_good (BASE CATALOG (
      "z", "ects", "g") "  - {code: A, title: A, credits: 3, valid: {from: 2024-01-01}}\n"
                        "  - {code: A, title: A, credits: 1, valid: {from: 2020-01-01, until: "
                        "2021-12-31}}\n"
                        "  - {code: A, title: A, credits: 2, valid: {from: 2023-01-01, until: "
                        "2023-12-31}}\n");
  const EquateRuleset *ruleset = compiled->ruleset;
  guint32 course
      = equate_ruleset_find_course (ruleset, equate_ruleset_find_institution (ruleset, "z"), "A");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean in_force = !rows[i].in_force;
      guint32 edition
          = equate_ruleset_find_edition (ruleset, course, date (rows[i].day), &in_force);
      g_assert_cmpint (ruleset->editions[edition].credits, ==, 1000 * rows[i].credits);
      g_assert_cmpint (in_force, ==, rows[i].in_force);
      g_assert_cmpuint (equate_ruleset_find_edition (ruleset, course, date (rows[i].day), NULL), ==,
                        edition);
    }
}

/* One that names the programme goes before one that does not. */
static void
test_agreements (void)
{
  static const struct
  {
    const char *from;
    const char *programme;
    const char *day;
    const char *expected;
  } rows[] = {
    { "x", NULL, "2024-06-01", "general" }, { "x", "me", "2024-06-01", "general" },
    { "x", "ee", "2024-06-01", "special" }, { "x", "ee", "2025-01-01", "special" },
    { "x", "ee", "2025-01-02", "general" }, { "x", NULL, "2023-12-31", NULL },
    { "x", "ee", "2023-12-31", "special" }, { "y", NULL, "2024-06-01", "back" },
    { "y", "ee", "2024-06-01", "back" },    { "x", NULL, "2035-01-01", "general" },
  };
  g_autoptr (Compiled) compiled
      = compile_good (BASE HEAD ("general", "[x]", "y") "valid: {from: 2024-01-01}\n" HEAD (
          "special", "x",
          "y") "programmes: [ee]\nvalid: {until: 2025-01-01}\n" HEAD ("back", "y",
                                                                      "x") "---\nequate: "
                                                                           "agreement/1\nid: "
                                                                           "draft\nfrom: x\nto: "
                                                                           "y\nstatus: draft\n");
  const EquateRuleset *ruleset = compiled->ruleset;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint32 from = equate_ruleset_find_institution (ruleset, rows[i].from);
      guint32 found = equate_ruleset_find_agreement (ruleset, from, 1 - from, rows[i].programme,
                                                     date (rows[i].day));
      const char *id
          = found == EQUATE_NO_INDEX ? NULL : text_at (compiled, ruleset->agreements[found].id);
      g_assert_cmpstr (id, ==, rows[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ruleset/references", test_references);
  g_test_add_func ("/ruleset/ids", test_ids);
  g_test_add_func ("/ruleset/conditions", test_conditions);
  g_test_add_func ("/ruleset/credits", test_credits);
  g_test_add_func ("/ruleset/pairs", test_pairs);
  g_test_add_func ("/ruleset/mends", test_mends);
  g_test_add_func ("/ruleset/lookups", test_lookups);
  g_test_add_func ("/ruleset/editions", test_editions);
  g_test_add_func ("/ruleset/agreements", test_agreements);
  return g_test_run ();
}
