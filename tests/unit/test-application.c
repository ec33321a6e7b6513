/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "evaluating.h"

#define TWO "{course: A1}, {course: A2}"

static const Case order[] = {
  { "by rule, then entries", NULL,
    RULE ("take: {match: 'A[12]'}, give: T1") RULE_S ("take: A1, give: T2"), NULL, TWO,
    "r:A1>T1=6 r:A2>T1=6 s:A1>T2=4" },
  { "a list that is the beginning of another is smaller", NULL,
    RULE ("take: {any-of: [[A1, A2], A1]}, give: T1"), NULL, TWO, "r:A1>T1=6 r:A1+A2>T1=6" },
  { "entries by their place, not their code", NULL, RULE ("take: {match: 'A.'}, give: T1"), NULL,
    "{course: A2}, {course: A1}", "r:A2>T1=6 r:A1>T1=6" },
  { "choices follow entries", NULL, RULE ("take: {match: 'A.'}, give: {one-of: [T2, T1]}"), NULL,
    TWO, "r:A1>T2=4 r:A1>T1=6 r:A2>T2=4 r:A2>T1=6" },
  { "rules as the agreement has them, whatever their priority", NULL,
    RULE ("take: A1, give: T1, priority: -5") RULE_S ("take: A1, give: T2, priority: 5"), NULL, TWO,
    "r:A1>T1=6 s:A1>T2=4" },
};

static const Case unless[] = {
  { "held back", NULL, RULE ("take: A1, give: T1, unless: A2"), NULL, TWO, "" },
  { "not held back", NULL, RULE ("take: A1, give: T1, unless: A3"), NULL, TWO, "r:A1>T1=6" },
  { "by a denied entry", NULL, RULE ("take: A1, give: T1, unless: A2") RULE_D ("A2"), NULL, TWO,
    "" },
  { "by the entry that it would consume", NULL,
    RULE ("take: A1, give: T1, unless: {course: A1, min-credits: 4}"), NULL, TWO, "" },
  { "not by what is out", NULL, RULE ("take: A1, give: T1, unless: A2"), NULL,
    "{course: A1}, {course: A2, status: failed}", "r:A1>T1=6" },
  { "not by a part of a list", NULL, RULE ("take: A1, give: T1, unless: [A2, A3]"), NULL, TWO,
    "r:A1>T1=6" },
  { "unknown: all of the rule rests on it", NULL,
    RULE ("take: {match: 'A[13]'}, give: T1, unless: {course: A2, min-grade: '70'}"), NULL,
    "{course: A1}, {course: A2}, {course: A3}", "r:A1>T1=6?A2:grade r:A3>T1=6?A2:grade" },
  { "yes in one way and unknown in another is yes", NULL,
    RULE ("take: A1, give: T1, unless: {any-of: [{course: A2, min-grade: '70'}, A2]}"), NULL, TWO,
    "" },
  { "beside what take rests on", NULL,
    RULE ("take: {course: A1, max-age: 1 year}, give: T1, unless: {course: A2, min-grade: '70'}"),
    NULL, TWO, "r:A1>T1=6?A1:date?A2:grade" },
  { "defaults do not hold for it", "defaults: {min-grade: '70'}\n",
    RULE ("take: A1, give: T1, unless: A2"), NULL, E ("A1", "85") ", " E ("A2", "60"), "" },
};

static const Case closed[] = {
  { "out of force", NULL, RULE ("take: A1, give: T1, valid: {from: 2026-01-01}"), NULL, TWO, "" },
  { "for another programme", NULL, RULE ("take: A1, give: T1, programmes: [me]"),
    "institution: beta, programme: ee", TWO, "" },
  { "denied at the same priority", NULL, RULE ("take: A1, give: T1") RULE_D ("A1"), NULL, TWO, "" },
  { "denied below", NULL, RULE ("take: A1, give: T1") RULE_D ("A1, priority: -1"), NULL, TWO,
    "r:A1>T1=6" },
  { "perhaps denied", NULL, RULE ("take: A1, give: T1") RULE_D ("{course: A1, min-grade: '70'}"),
    NULL, TWO, "r:A1>T1=6?A1:grade" },
};

static void
test_order (void)
{
  run_applications (order, G_N_ELEMENTS (order));
}

/* As 6.5 e compares them; a list that is the beginning of another is smaller. */
static void
test_compare (void)
{
  static const guint32 attempts[] = { 2, 5 };
  static const guint8 choices[] = { 1, 0 };
  static const guint8 later[] = { 1, 2 };
  static const EquateApplication rising[] = {
    { .rule = 1, .attempts = attempts, .n_attempts = 1 },
    { .rule = 1, .attempts = attempts, .n_attempts = 1, .choices = choices, .n_choices = 1 },
    { .rule = 1, .attempts = attempts, .n_attempts = 1, .choices = choices, .n_choices = 2 },
    { .rule = 1, .attempts = attempts, .n_attempts = 1, .choices = later, .n_choices = 2 },
    { .rule = 1, .attempts = attempts, .n_attempts = 2 },
    { .rule = 1, .attempts = attempts + 1, .n_attempts = 1 },
    { .rule = 2, .attempts = attempts, .n_attempts = 1 },
  };
  for (gint i = 0; i < (gint) G_N_ELEMENTS (rising); i++)
    for (gint j = 0; j < (gint) G_N_ELEMENTS (rising); j++)
      g_assert_cmpint (equate_application_compare (&rising[i], &rising[j]), ==,
                       (i > j) - (i < j));
}

static void
test_unless (void)
{
  run_applications (unless, G_N_ELEMENTS (unless));
}

static void
test_closed (void)
{
  run_applications (closed, G_N_ELEMENTS (closed));
}

/* What reasons are made from: the rule that is closed, and the entries that some way consumes. */
static void
test_marks (void)
{
  static const struct
  {
    const char *rules;
    EquateReasonCode closed;
    gboolean in_way;
    gboolean taken;
  } rows[] = {
    { RULE ("take: A1, give: T1"), EQUATE_REASON_NONE, TRUE, TRUE },
    { RULE ("take: [A1, A3], give: T1"), EQUATE_REASON_NONE, FALSE, TRUE },
    { RULE ("take: A1, give: T9"), EQUATE_REASON_RULE_NOT_VALID, FALSE, TRUE },
    { RULE ("take: A1, give: {one-of: [T9, {waive: T9}]}"), EQUATE_REASON_RULE_NOT_VALID, FALSE,
      TRUE },
    { RULE ("take: A1, give: {one-of: [T9, T1]}"), EQUATE_REASON_NONE, TRUE, TRUE },
    { RULE ("take: A1, give: [T9, T1]"), EQUATE_REASON_RULE_NOT_VALID, FALSE, TRUE },
    { RULE ("take: A1, give: T1, unless: A2"), EQUATE_REASON_UNLESS, FALSE, TRUE },
    { RULE ("take: A3, give: T1, unless: A1"), EQUATE_REASON_UNLESS, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Case test = { NULL, NULL, rows[i].rules, NULL, TWO, NULL };
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
      g_autoptr (GArray) applications = equate_applications_find (&evaluated->evaluation);
      const EquateEvaluation *evaluation = &evaluated->evaluation;
      g_assert_cmpuint (evaluation->n_touched, ==, 1);
      g_assert_cmpint (evaluation->touched[0].closed, ==, rows[i].closed);
      g_assert_cmpint (evaluation->hits[0].in_way, ==, rows[i].in_way);
      g_assert_cmpint (equate_hit_is_taken (evaluation, &evaluation->hits[0]), ==, rows[i].taken);
      g_assert_cmpint (applications->len > 0, ==, rows[i].in_way);
    }
}

/* An exception that was not looked at to its end may be met: the rule must not award too much. */
static void
test_work_bound (void)
{
  static const struct
  {
    const char *unless;
    guint64 work;
    EquateReasonCode closed;
    gboolean cut;
  } rows[] = {
    { "{n-of: 2, from: [A2, A3]}", 1000, EQUATE_REASON_NONE, FALSE },
    { "{n-of: 2, from: [A2, A3]}", 0, EQUATE_REASON_UNLESS, TRUE },
    { "{any-of: [{course: A2, min-grade: '70'}, {n-of: 2, from: [A2, A3]}]}", 1000,
      EQUATE_REASON_NONE, FALSE },
    { "{any-of: [{course: A2, min-grade: '70'}, {n-of: 2, from: [A2, A3]}]}", 0,
      EQUATE_REASON_UNLESS, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *rules
          = g_strdup_printf ("  - {id: r, take: A1, give: T1, unless: %s}\n", rows[i].unless);
      const Case test = { NULL, NULL, rules, NULL, TWO, NULL };
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
      evaluated->evaluation.work = rows[i].work;
      g_autoptr (GArray) applications = equate_applications_find (&evaluated->evaluation);
      g_assert_cmpint (evaluated->evaluation.touched[0].closed, ==, rows[i].closed);
      g_assert_cmpint (evaluated->evaluation.touched[0].ways_cut, ==, rows[i].cut);
      g_assert_cmpuint (applications->len, ==, rows[i].cut ? 0 : 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/application/order", test_order);
  g_test_add_func ("/application/compare", test_compare);
  g_test_add_func ("/application/unless", test_unless);
  g_test_add_func ("/application/closed", test_closed);
  g_test_add_func ("/application/marks", test_marks);
  g_test_add_func ("/application/work-bound", test_work_bound);
  return g_test_run ();
}
