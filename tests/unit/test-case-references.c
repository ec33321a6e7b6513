/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/case-references.h"

#include "compiling.h"

#define MAIN                                                                                       \
  AGREEMENT ("credits: {shortfall: {at-most: 1, otherwise: {elective: rest}}}\n",                  \
             "  - {id: r, take: A1, give: {one-of: [T1, {elective: free}]}}\n"                     \
             "  - {id: d, deny: A7}\n")
#define BOTH                                                                                       \
  "---\nequate: agreement/1\nid: both\nfrom: [alpha, beta]\nto: beta\nstatus: draft\nrules: []\n"  \
  "---\nequate: agreement/1\nid: base\nrules: []\n"
/* One line, so that a place is told by its column alone. */
#define CASES(agreement) "---\n{equate: cases/1, agreement: " agreement ", cases: [{name: c, "
#define ON "on: 2025-02-01, "

static const struct
{
  const char *name;
  const char *cases;
  const char *codes;
} rows[] = {
  { "all is known",
    CASES ("main") ON "programme: ee, from: alpha, entries: [{course: old1, scale: abc}], expect: "
                      "{awards: [{rule: r, target: t1, consumes: [A1]}], entries: [{course: A1, "
                      "rule: d}], needs-info: [{rule: r, entry: OLD1}]}}]}\n",
    "" },
  { "categories",
    CASES ("main") ON "entries: [], expect: {awards: [{target: free}, {kind: elective, target: "
                      "rest}]}}]}\n",
    "" },
  { "agreement", CASES ("mian") ON "entries: [], expect: {awards: []}}]}\n", "EQ206" },
  { "a base", CASES ("base") ON "entries: [], expect: {awards: []}}]}\n", "EQ602" },
  { "one of several", CASES ("both") ON "entries: [], expect: {awards: []}}]}\n", "EQ602" },
  { "one is named",
    CASES ("both") ON "from: beta, entries: [{course: T1}], expect: {awards: []}}]}\n", "" },
  { "not one of them", CASES ("main") ON "from: beta, entries: [], expect: {awards: []}}]}\n",
    "EQ602" },
  { "programme", CASES ("main") ON "programme: xx, entries: [], expect: {awards: []}}]}\n",
    "EQ205" },
  { "entries", CASES ("main") ON "entries: [{course: A77, scale: xx}], expect: {awards: []}}]}\n",
    "EQ203 EQ506" },
  { "an unknown course on purpose",
    CASES ("main") ON "entries: [{course: A77}], expect: {entries: [{course: a77, fate: "
                      "unknown-course}]}}]}\n",
    "" },
  { "awards",
    CASES ("main") ON "entries: [], expect: {awards: [{rule: x, target: T77, conversion: none, "
                      "consumes: [A1]}, {kind: elective, target: T1}, {kind: course, target: "
                      "free}]}}]}\n",
    "EQ603 EQ201 EQ204 EQ603 EQ603 EQ201" },
  { "the rest",
    CASES ("main") ON "entries: [], expect: {entries: [{course: A1, rule: x}], needs-info: "
                      "[{rule: x, entry: A1, would-award: [{target: T77}]}]}}]}\n",
    "EQ603 EQ603 EQ603 EQ603 EQ201" },
};

static char *
show_codes (const EquateDiagnosticList *list)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < equate_diagnostic_list_get_length (list); i++)
    g_string_append_printf (
        text, "%s ", equate_diagnostic_get_info (equate_diagnostic_list_get (list, i)->code)->code);
  return finish_list (text);
}

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (WORLD MAIN BOTH, rows[i].cases, NULL);
      g_autoptr (Compiled) compiled = compile_text (text);
      g_autoptr (EquateDiagnosticList) found = equate_diagnostic_list_new ();
      equate_cases_check (compiled->ruleset, compiled->workspace, found);
      g_autofree char *shown = show_codes (found);
      assert_shown (rows[i].name, shown, rows[i].codes);
      /* The workspace is not sound without them. */
      g_assert_cmpuint (equate_diagnostic_list_get_length (compiled->diagnostics), ==,
                        equate_diagnostic_list_get_length (found));
    }
}

static void
test_same_course (void)
{
  g_autoptr (Compiled) compiled = compile_good (WORLD);
  guint32 alpha = equate_ruleset_find_institution (compiled->ruleset, "alpha");
  const EquateCode alias = { .text = "old1", .key = "OLD1" };
  const EquateCode unknown = { .text = "zz 9", .key = "ZZ 9" };

  g_assert_true (equate_code_is_course (compiled->ruleset, alpha, &alias, "A1"));
  g_assert_false (equate_code_is_course (compiled->ruleset, alpha, &alias, "A2"));
  g_assert_true (equate_code_is_course (compiled->ruleset, alpha, &unknown, " Zz  9"));
  g_assert_false (equate_code_is_course (compiled->ruleset, alpha, &unknown, "A1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-references/check", test_check);
  g_test_add_func ("/case-references/same-course", test_same_course);
  return g_test_run ();
}
