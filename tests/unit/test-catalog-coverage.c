/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/catalog-coverage.h"

#include "compiling.h"

static void
append_codes (const Compiled *compiled, const GArray *courses, GString *text)
{
  for (guint i = 0; i < courses->len; i++)
    g_string_append_printf (
        text, " %s",
        text_at (compiled, compiled->ruleset->courses[g_array_index (courses, guint32, i)].code));
}

/* "main 7: A2 A3, 3: T1": those that are left out behind how many there are. */
static char *
show (const Compiled *compiled)
{
  g_autoptr (GPtrArray) all = equate_catalog_coverage_new (compiled->ruleset);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < all->len; i++)
    {
      const EquateCatalogCoverage *one = all->pdata[i];
      g_string_append_printf (
          text, "%s %u:", text_at (compiled, compiled->ruleset->agreements[one->agreement].id),
          one->n_courses);
      append_codes (compiled, one->without_rule, text);
      g_string_append_printf (text, ", %u:", one->n_planned);
      append_codes (compiled, one->not_reached, text);
      g_string_append_c (text, ' ');
    }
  return finish_list (text);
}

static const struct
{
  const char *name;
  const char *text;
  const char *expected;
} rows[] = {
  { "nothing", AGREEMENT_HEAD, "main 7: A1 A2 A3 A4 A5 A6 A7, 3: T1 T2 T3" },
  { "taken, awarded and waived",
    AGREEMENT ("", "  - {id: r, take: {any-of: [A1, A2]}, give: [T1, {waive: T2}]}\n"),
    "main 7: A3 A4 A5 A6 A7, 3: T3" },
  { "denied, selected, an exception",
    AGREEMENT ("", "  - {id: r, take: {match: 'A[1-4]'}, give: {elective: x}, unless: [A5, A6]}\n"
                   "  - {id: s, deny: A7}\n"),
    "main 7: A5 A6, 3: T1 T2 T3" },
  { "choices", AGREEMENT ("", "  - {id: r, take: A1, give: {one-of: [T1, T3]}}\n"),
    "main 7: A2 A3 A4 A5 A6 A7, 3: T2" },
  { "a programme without a plan",
    AGREEMENT ("programmes: [me]\n", "  - {id: r, take: A1, give: T1}\n"),
    "main 7: A2 A3 A4 A5 A6 A7, 0:" },
  { "each by itself",
    AGREEMENT (
        "programmes: [ee]\n",
        "  - {id: r, take: A1, give: T1}\n") "---\nequate: agreement/1\nid: back\nfrom: beta\nto: "
                                             "alpha\nstatus: draft\nrules:\n"
                                             "  - {id: r, take: T1, give: A1}\n"
                                             "---\nequate: agreement/1\nid: base\nto: beta\n",
    "main 7: A2 A3 A4 A5 A6 A7, 3: T2 T3 back 5: T2 T3 T4 T9, 0:" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (WORLD, rows[i].text, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      g_autofree char *shown = show (compiled);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-coverage/table", test_table);
  return g_test_run ();
}
