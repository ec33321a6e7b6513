/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/families.h"
#include "analysing.h"

#define WAY(id, from, to, more, take, give)                                                        \
  "---\nequate: agreement/1\nid: " id "\nfrom: " from "\nto: " to "\nstatus: approved\n" more      \
  "rules:\n  - {id: " id "-1, take: " take ", give: " give "}\n"
#define GAMMA CATALOG ("gamma", "cn", "cn") "  - {code: G1, title: Mathematics, credits: 8}\n"
#define SHORTFALL "credits: {shortfall: {at-most: 1}}\n"
#define HALF "credits: {rate: 1/2, round: {step: 1, mode: up}}\n"

static const struct
{
  const char *name;
  const char *agreements;
  const char *expected;
} rows[] = {
  { "there and back",
    WAY ("out", "alpha", "beta", "", "A1", "T1") WAY ("back", "beta", "alpha", "", "[T1]", "[A2]"),
    "EQ312:out-1[alpha:A1 (4) → beta:T1 (6) → alpha:A2 (6)]" },
  { "what was there before",
    WAY ("out", "alpha", "beta", "", "A1", "T1") WAY ("back", "beta", "alpha", "", "T1", "A1"),
    "" },
  { "one credit more",
    WAY ("out", "alpha", "beta", "", "A1", "T1")
        WAY ("back", "beta", "alpha", "", "T1", "{course: A1, credits: 5}"),
    "" },
  { "no way back", WAY ("out", "alpha", "beta", "", "A1", "T1"), "" },
  { "a draft",
    WAY ("out", "alpha", "beta", "", "A1",
         "T1") "---\nequate: agreement/1\nid: back\nfrom: beta\nto: alpha\nstatus: draft\nrules:\n"
               "  - {id: b, take: T1, give: A2}\n",
    "" },
  { "too short to be given",
    WAY ("out", "alpha", "beta", SHORTFALL, "A1", "T1")
        WAY ("back", "beta", "alpha", "", "T1", "A2"),
    "" },
  { "too few to be taken",
    WAY ("out", "alpha", "beta", "", "A1", "T1")
        WAY ("back", "beta", "alpha", "", "{course: T1, min-credits: 7}", "A2"),
    "" },
  { "converted",
    WAY ("out", "alpha", "beta", HALF, "A7", "{course: T1, credits: converted}")
        WAY ("back", "beta", "alpha", "", "T1", "{course: A3, credits: 3}"),
    "EQ312:out-1[alpha:A7 (1) → beta:T1 (1) → alpha:A3 (3)]" },
  { "never on one day",
    WAY ("out", "alpha", "beta", "valid: {until: 2020-12-31}\n", "A1", "T1")
        WAY ("back", "beta", "alpha", "valid: {from: 2021-01-01}\n", "T1", "A2"),
    "" },
  { "through a third",
    GAMMA WAY ("out", "alpha", "beta", "", "A1", "T1") WAY ("on", "beta", "gamma", "", "T1", "G1")
        WAY ("back", "gamma", "alpha", "", "G1", "A2"),
    "EQ312:out-1[alpha:A1 (4) → beta:T1 (6) → gamma:G1 (8) → alpha:A2 (6)]" },
  { "within the institution", WAY ("in", "alpha", "alpha", "", "A1", "A2"), "" },
};

static void
test_trips (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (WORLD, rows[i].agreements, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      g_autofree char *shown = show_analysis (compiled, "EQ312", TRUE);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

/* Of all ways by the same agreements the one that gains most stands for them. */
static void
test_most (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD
          WAY ("out", "alpha", "beta", "", "A1", "T1") "  - {id: more, take: A3, give: T3}\n" WAY (
              "back", "beta", "alpha", "", "T1", "A2") "  - {id: back-2, take: T3, give: A6}\n");
  g_autofree char *shown = show_analysis (compiled, "EQ312", TRUE);

  g_assert_cmpstr (shown, ==, "EQ312:more[alpha:A3 (2) → beta:T3 (5) → alpha:A6 (5)]");
}

/* Rules of every pair of courses there and back: more ways than are tried, which is told once. */
static void
test_cut (void)
{
  enum
  {
    N = 170
  };
  g_autoptr (GString) text = g_string_new (GRADING CATALOG ("alpha", "cn", "cn"));
  for (guint i = 0; i < N; i++)
    g_string_append_printf (text, "  - {code: A%u, title: A, credits: 1}\n", i);
  g_string_append (text, CATALOG ("beta", "ects", "pl"));
  for (guint i = 0; i < N; i++)
    g_string_append_printf (text, "  - {code: T%u, title: T, credits: 1}\n", i);
  for (guint way = 0; way < 2; way++)
    {
      g_string_append_printf (text,
                              "---\nequate: agreement/1\nid: %s\nfrom: %s\nto: %s\n"
                              "status: approved\nrules:\n",
                              way == 0 ? "out" : "back", way == 0 ? "alpha" : "beta",
                              way == 0 ? "beta" : "alpha");
      for (guint i = 0; i < N * N; i++)
        g_string_append_printf (text, "  - {id: r%u-%u, take: %c%u, give: %c%u}\n", way, i,
                                way == 0 ? 'A' : 'T', i / N, way == 0 ? 'T' : 'A', i % N);
    }
  g_autoptr (Compiled) compiled = compile_good (text->str);
  EquateAnalysis analysis = { .workspace = compiled->workspace,
                              .ruleset = compiled->ruleset,
                              .on = date (TODAY),
                              .diagnostics = compiled->diagnostics };
  g_autofree const EquateRule **records = g_new0 (const EquateRule *, compiled->ruleset->n_rules);
  const GPtrArray *agreements = equate_workspace_get_agreements (compiled->workspace);
  guint n = 0;
  for (guint a = 0; a < agreements->len; a++)
    for (guint i = 0; i < ((const EquateAgreement *) agreements->pdata[a])->rules.length; i++)
      records[n++] = equate_list_index (((const EquateAgreement *) agreements->pdata[a])->rules,
                                        EquateRule, i);
  analysis.records = records;
  equate_find_round_trip_findings (&analysis);
  g_assert_cmpuint (equate_diagnostic_list_get_length (compiled->diagnostics), ==, 1);
  g_assert_cmpint (equate_diagnostic_list_get (compiled->diagnostics, 0)->code, ==,
                   EQUATE_DIAGNOSTIC_TOO_MANY_WAYS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/round-trip-findings/table", test_trips);
  g_test_add_func ("/round-trip-findings/most", test_most);
  g_test_add_func ("/round-trip-findings/cut", test_cut);
  return g_test_run ();
}
