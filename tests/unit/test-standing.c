/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/standing.h"

#include "evaluating.h"

typedef struct
{
  const char *name;
  const char *rules;
  const char *entries;
  EquateCap cap; /* credits 0: none */
  const char *expected;
} Row;

/* "r:A1>T1=6 chosen; s:A1>T2=4 rival=r spent cut", one application after the other. */
static char *
show_standing (const Evaluated *evaluated, const EquateStanding *standing)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < standing->applications->len; i++)
    {
      const EquateApplication *application
          = &g_array_index (standing->applications, EquateApplication, i);
      const EquateApplication *rival = equate_standing_rival (standing, application);
      g_autofree char *shown = show_application (evaluated, application);
      gboolean chosen = FALSE;
      for (guint c = 0; c < standing->selection->chosen->len; c++)
        chosen = chosen || equate_standing_chosen (standing, c) == application;
      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", shown);
      if (chosen)
        {
          g_string_append (text, " chosen");
          continue;
        }
      if (rival != NULL)
        g_string_append_printf (text, " rival=%s", rule_id (evaluated, rival->rule));
      if (equate_standing_is_spent (standing, application))
        g_string_append (text, " spent");
      if (equate_standing_is_cut (standing, application))
        g_string_append (text, " cut");
    }
  return g_string_free (text, FALSE);
}

static EquateSelection *
choose (const EquateEvaluation *evaluation, const GArray *applications, const EquateCap *cap)
{
  EquateSelectionProblem problem = {
    .evaluation = evaluation,
    .applications = (const EquateApplication *) (gpointer) applications->data,
    .n_applications = applications->len,
    .caps = cap,
    .n_caps = cap->credits > 0,
    .work = 10000,
  };
  return equate_select (&problem);
}

static const Row rows[] = {
  { "a rival for the entry",
    RULE ("take: A1, give: T1") RULE_S ("take: A1, give: T2"),
    "{course: A1}",
    { 0, 0 },
    "r:A1>T1=6 chosen; s:A1>T2=4 rival=r" },
  { "a rival for the target",
    RULE ("take: A1, give: T1") RULE_S ("take: A2, give: {waive: T1}"),
    "{course: A1}, {course: A2}",
    { 0, 0 },
    "r:A1>T1=6 chosen; s:A2>-T1 rival=r" },
  { "no rival for an elective",
    RULE ("take: A1, give: {elective: free}") RULE_S ("take: A2, give: {elective: free}"),
    "{course: A1}, {course: A2}",
    { 0, 0 },
    "r:A1>~free=4 chosen; s:A2>~free=6 chosen" },
  { "applied as often as it may be",
    RULE ("take: {match: 'A.'}, give: {elective: free}, times: 2"),
    "{course: A1}, {course: A2}, {course: A3}",
    { 0, 0 },
    "r:A1>~free=4 chosen; r:A2>~free=6 chosen; r:A3>~free=2 spent" },
  { "cut by a limit",
    RULE ("take: A1, give: T1") RULE_S ("take: A2, give: T2"),
    "{course: A1}, {course: A2}",
    { 7000, 0 },
    "r:A1>T1=6 chosen; s:A2>T2=4 cut" },
  { "a rival goes before a limit",
    RULE ("take: A1, give: T1") RULE_S ("take: [A1, A2], give: T2"),
    "{course: A1}, {course: A2}",
    { 7000, 0 },
    "r:A1>T1=6 chosen; s:A1+A2>T2=4 rival=r" },
  { "what is unknown is not cut",
    RULE ("take: A1, give: T1") RULE_S ("take: {course: A2, min-grade: '70'}, give: T2"),
    "{course: A1}, {course: A2}",
    { 7000, 0 },
    "r:A1>T1=6 chosen; s:A2>T2=4?A2:grade" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Case test = { rows[i].name, NULL, rows[i].rules, NULL, rows[i].entries, NULL };
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
      g_autoptr (GArray) applications = equate_applications_find (&evaluated->evaluation);
      g_autoptr (EquateSelection) selection
          = choose (&evaluated->evaluation, applications, &rows[i].cap);
      g_autoptr (EquateStanding) standing
          = equate_standing_new (&evaluated->evaluation, applications, selection);
      g_autofree char *shown = show_standing (evaluated, standing);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}

static void
test_users (void)
{
  const Case test = { NULL,
                      NULL,
                      RULE ("take: [A1, A3], give: T1") RULE_S ("take: A7, give: T2, times: 2"),
                      NULL,
                      "{course: A1}, {course: A2}, {course: A3}, {course: A7}",
                      NULL };
  const EquateCap none = { 0, 0 };
  g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
  g_autoptr (GArray) applications = equate_applications_find (&evaluated->evaluation);
  g_autoptr (EquateSelection) selection = choose (&evaluated->evaluation, applications, &none);
  g_autoptr (EquateStanding) standing
      = equate_standing_new (&evaluated->evaluation, applications, selection);
  const EquateApplication *first = equate_standing_chosen (standing, 0);

  g_assert_cmpuint (standing->user[0], ==, 1);
  g_assert_cmpuint (standing->user[1], ==, 0);
  g_assert_cmpuint (standing->user[2], ==, 1);
  g_assert_cmpuint (standing->user[3], ==, 2);
  g_assert_cmpuint (standing->applied[0], ==, 1);
  g_assert_cmpuint (standing->applied[1], ==, 1);
  g_assert_false (equate_standing_is_spent (standing, equate_standing_chosen (standing, 1)));
  g_assert_true (equate_application_consumes (first, 0));
  g_assert_false (equate_application_consumes (first, 1));
  g_assert_true (equate_application_consumes (first, 2));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/standing/rows", test_rows);
  g_test_add_func ("/standing/users", test_users);
  return g_test_run ();
}
