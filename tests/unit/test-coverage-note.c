/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/coverage-note.h"

#include "evaluating.h"

#define ENTRIES "{course: A1}, {course: A2}, {course: A3}"

/* expected: of the items in their order, F fired, r refused, - never met; a rule in brackets. */
static const Case rows[] = {
  { "applied", NULL, RULE ("take: A1, give: T1"), NULL, ENTRIES, "[F]" },
  { "no entry", NULL, RULE ("take: A4, give: T1"), NULL, ENTRIES, "[-]" },
  { "a part of it", NULL, RULE ("take: [A1, A4], give: T1"), NULL, ENTRIES, "[r]" },
  { "not chosen", NULL, RULE ("take: A1, give: T1") RULE_S ("take: A1, give: T2"), NULL, ENTRIES,
    "[F][r]" },
  { "the alternative that was used", NULL, RULE ("take: {any-of: [A4, A2]}, give: T1"), NULL,
    ENTRIES, "[F]-F" },
  { "parts side by side", NULL,
    RULE ("take: {n-of: 2, from: [A1, {any-of: [A4, A3]}, A5]}, give: T1"), NULL, ENTRIES,
    "[F]FF-F-" },
  { "a part that takes what another one leaves", NULL,
    RULE ("take: [{any-of: [A1, A2]}, A3], give: T1"), NULL, "{course: A1}, {course: A3}",
    "[F]F-" },
  { "an entry that only a later alternative can take", NULL,
    RULE ("take: {n-of: 2, from: [A4, {match: 'A.'}, A1, A5]}, give: T1"), NULL,
    "{course: A1}, {course: A2}", "[F]-FF-" },
  { "a choice of awards", NULL, RULE ("take: A1, give: {one-of: [T2, T1]}"), NULL, ENTRIES,
    "[F]rF" },
  { "a choice of several awards", NULL, RULE ("take: A1, give: {one-of: [[T1, T2], T3]}"), NULL,
    ENTRIES, "[F]Fr" },
  { "a choice in whose place something else is awarded",
    "credits: {shortfall: {at-most: 0, otherwise: {elective: free}}}\n",
    RULE ("take: A1, give: {one-of: [T1, T3]}"), NULL, ENTRIES, "[F]rr" },
  { "choices of what was not applied", NULL,
    RULE ("take: A1, give: T1, priority: 1") RULE_S ("take: A1, give: {one-of: [T2, T3]}"), NULL,
    ENTRIES, "[F][r]rr" },
  { "an exception", NULL, RULE ("take: A1, give: T1, unless: A2"), NULL, ENTRIES, "[r]F" },
  { "an exception without need", NULL, RULE ("take: A4, give: T1, unless: A2"), NULL, ENTRIES,
    "[-]r" },
  { "a denial", NULL, RULE_D ("[A1, A4]"), NULL, ENTRIES, "[F]F-" },
  { "a denial on other days", NULL, "  - {id: d, deny: A1, valid: {until: 2020-01-01}}\n", NULL,
    ENTRIES, "[r]" },
};

static char *
note (const Case *test)
{
  g_autoptr (Evaluated) evaluated = evaluate_to_leaves (test);
  g_autoptr (GArray) applications = equate_applications_find (&evaluated->evaluation);
  const EquateSelectionProblem problem = {
    .evaluation = &evaluated->evaluation,
    .applications = (const EquateApplication *) (gpointer) applications->data,
    .n_applications = applications->len,
    .work = 10000,
  };
  g_autoptr (EquateSelection) selection = equate_select (&problem);
  g_autoptr (EquateCoverage) coverage = equate_coverage_new (evaluated->compiled->ruleset);
  equate_coverage_add_agreement (coverage, 0);
  equate_coverage_note (coverage, &evaluated->evaluation, applications, selection);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < coverage->items->len; i++)
    {
      const EquateCoveredItem *item = &g_array_index (coverage->items, EquateCoveredItem, i);
      g_string_append_printf (text, item->kind == EQUATE_COVERED_RULE ? "[%c]" : "%c",
                              "-rF"[item->state]);
    }
  return g_string_free (text, FALSE);
}

static void
test_note (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = note (&rows[i]);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

/* [{any-of: [A1, A2]}, …] and so many leaves for one entry each; the any-of may stand last. */
static char *
note_long (guint n_leaves, gboolean last)
{
  const char *choice = "{any-of: [A1, A2]}";
  g_autoptr (GString) take = g_string_new (last ? NULL : choice);
  g_autoptr (GString) entries = g_string_new (last ? NULL : "{course: A1}");
  for (guint i = 0; i < n_leaves; i++)
    {
      const char *between = i > 0 || !last ? ", " : "";
      g_string_append_printf (take, "%s{match: 'X%u'}", between, i);
      g_string_append_printf (entries, "%s{course: X%u, credits: 1}", between, i);
    }
  if (last)
    {
      g_string_append_printf (take, ", %s", choice);
      g_string_append (entries, ", {course: A1}");
    }
  g_autofree char *rules
      = g_strdup_printf ("  - {id: r, take: [%s], give: T1}\n", take->str);
  const Case test = { NULL, NULL, rules, NULL, entries->str, NULL };
  return note (&test);
}

/* Where it takes too long to tell which alternatives were used, the rule counts all the same. */
static void
test_bounds (void)
{
  static const struct
  {
    const char *name;
    guint n_leaves;
    gboolean last;
    const char *expected;
  } bounds[] = {
    { "32768 sets come before that of the alternative", 14, FALSE, "[F]F-" },
    { "262144 do", 17, FALSE, "[F]r-" },
    { "31 entries", 30, TRUE, "[F]F-" },
    { "32 entries", 31, TRUE, "[F]r-" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      g_autofree char *shown = note_long (bounds[i].n_leaves, bounds[i].last);
      assert_shown (bounds[i].name, shown, bounds[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage-note/note", test_note);
  g_test_add_func ("/coverage-note/bounds", test_bounds);
  return g_test_run ();
}
