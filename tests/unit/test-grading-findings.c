/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

#define TABLE(id, from, to, rows)                                                                  \
  "  - {id: " id ", from: " from ", to: " to ", method: table, table: [" rows "]}\n"
#define ROW(at_least, give) "{at-least: " at_least ", give: '" give "'}, "
#define SHARES(more, from, to)                                                                     \
  "  - {id: x, from: abc, to: pl, method: distribution, " more "distributions: {from: {" from      \
  "}, to: {" to "}}}\n"
#define FIRM "years: [2021], counts: {'5.0': 10, '3.0': 20}"

static const struct
{
  const char *name;
  const char *conversions; /* behind those of the world */
  const char *expected;
} rows[] = {
  { "all is well", "", "" },
  { "rows that end above the pass", TABLE ("x", "cn", "pl", ROW ("90", "5.0") ROW ("70", "3.0")),
    "EQ316:x[60 passes on `cn` and becomes no grade of `pl`]" },
  { "failing grades need no row", TABLE ("x", "cn", "pl", ROW ("60", "3.0")), "" },
  { "a label without a row", TABLE ("x", "abc", "pl", ROW ("B", "3.0")),
    "EQ316:x[C passes on `abc` and becomes no grade of `pl`]" },
  { "a pass that fails", TABLE ("x", "cn", "pl", ROW ("70", "3.0") ROW ("0", "2.0")),
    "EQ318:'2.0'[60 passes on `cn`; 3.0 is written, as a pass stays a pass]" },
  { "a label that fails", TABLE ("x", "abc", "pl", ROW ("B", "3.0") ROW ("F", "2.0")),
    "EQ318:'2.0'[C passes on `abc`; 3.0 is written, as a pass stays a pass]" },
  { "few grades", SHARES ("", "years: 2021, counts: {A: 29}", FIRM), "EQ319:years: 2021" },
  { "few grades, but it says so", SHARES ("min-sample: 30, ", "years: 2021, counts: {A: 29}", FIRM),
    "" },
  { "enough of them", SHARES ("", "years: 2021, counts: {A: 30}", FIRM), "" },
  { "does not add up", SHARES ("", "sample: 31, years: 2021, counts: {A: 30}", FIRM),
    "EQ319:sample: 31" },
  { "failing ones count", SHARES ("", "sample: 31, years: 2021, counts: {A: 30, F: 1}", FIRM), "" },
  { "no years", SHARES ("", "counts: {A: 30}", FIRM), "EQ319:counts" },
};

static void
test_conversions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (GRADING, rows[i].conversions, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      g_autofree char *shown = show_analysis (compiled, "EQ316 EQ318 EQ319", TRUE);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

#define EDITIONS(first, second)                                                                    \
  "equate: grading/1\nscales:\n"                                                                   \
  "  - {id: cn, best: 100, pass: 60, worst: 0}\n"                                                  \
  "  - {id: ab, valid: {" first "}, grades: [{label: A}, {label: B}]}\n"                           \
  "  - {id: ab, valid: {" second "}, grades: [{label: A}, {label: C}]}\nconversions:\n"

/* A row about a grade that only one edition has. */
static void
test_editions (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } editions[] = {
    { EDITIONS ("until: 2020-12-31", "from: 2021-01-01")
          TABLE ("x", "cn", "ab", ROW ("90", "A") ROW ("0", "B")),
      "EQ316:x[60 passes on `cn` and becomes no grade of `ab`]" },
    { EDITIONS ("until: 2020-12-31", "from: 2021-01-01")
          TABLE ("x", "ab", "cn", ROW ("A", "90") ROW ("B", "70")),
      "EQ316:x[C passes on `ab` and becomes no grade of `cn`]" },
    { EDITIONS ("until: 2020-12-31", "from: 2021-01-01")
          TABLE ("x", "ab", "cn", ROW ("A", "90") ROW ("B", "70") ROW ("C", "70")),
      "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (editions); i++)
    {
      g_autoptr (Compiled) compiled = compile_good (editions[i].text);
      g_autofree char *shown = show_analysis (compiled, "EQ316", TRUE);
      assert_shown ("editions", shown, editions[i].expected);
    }
}

static const Analysed agreements[] = {
  { "from scale to scale", "grades: cn-pl\n", RULE ("take: A1, give: T1"), "" },
  { "none", NULL, RULE ("take: A1, give: T1"), "" },
  { "ends elsewhere", "grades: cn-abc\n", RULE ("take: A1, give: T1"), "EQ320:cn-abc" },
};

static void
test_agreements (void)
{
  run_analysis (agreements, G_N_ELEMENTS (agreements), "EQ320", TRUE);
  g_autoptr (Compiled) compiled = compile_good (
      WORLD
      "---\nequate: agreement/1\nid: back\nfrom: beta\nto: alpha\ngrades: cn-pl\nstatus: draft\n");
  g_autofree char *shown = show_analysis (compiled, "EQ320", TRUE);
  g_assert_cmpstr (shown, ==, "EQ320:cn-pl");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grading-findings/conversions", test_conversions);
  g_test_add_func ("/grading-findings/editions", test_editions);
  g_test_add_func ("/grading-findings/agreements", test_agreements);
  return g_test_run ();
}
