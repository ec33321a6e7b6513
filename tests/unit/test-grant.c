/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "evaluating.h"

#define GIVE(text) RULE ("take: A1, give: " text)
#define BOTH(text) RULE ("take: [A1, A2], give: " text)
#define ONE "{course: A1}"
#define TWO "{course: A1}, {course: A2}"
#define CREDITS(text) "credits: {" text "}\n"
#define HALF_STEPS(mode) CREDITS ("rate: 3/2, round: {step: 0.5, mode: " mode "}")
#define OWN(course, amount) "{course: " course ", credits: " amount "}"

/* A1 has 4 and A2 6 credits; T1 has 6, T2 4 and T3 5; T9 is not in force. */
static const Case awards[] = {
  { "the catalog's credits", CREDITS ("rate: 2"), GIVE ("T1"), NULL, ONE, "r:A1>T1=6" },
  { "the catalog's credits in so many words", NULL, GIVE ("{course: T1, credits: catalog}"), NULL,
    ONE, "r:A1>T1=6" },
  { "fixed credits", CREDITS ("rate: 2"), GIVE ("{course: T1, credits: 2.5}"), NULL, ONE,
    "r:A1>T1=2.5" },
  { "converted credits", CREDITS ("rate: 3/2"), GIVE ("{course: T1, credits: converted}"), NULL,
    ONE, "r:A1>T1=6" },
  { "the rate is 1", NULL, GIVE ("{course: T1, credits: converted}"), NULL, ONE, "r:A1>T1=4" },
  { "the entry's own credits", CREDITS ("rate: 3/2"), GIVE ("{course: T1, credits: converted}"),
    NULL, OWN ("A1", "3"), "r:A1>T1=4.5" },
  { "an elective is converted, if nothing is said", CREDITS ("rate: 3/2"),
    GIVE ("{elective: free}"), NULL, ONE, "r:A1>~free=6" },
  { "an elective with fixed credits", NULL, GIVE ("{elective: free, credits: 3}"), NULL, ONE,
    "r:A1>~free=3" },
  { "a waiver has no credits", NULL, GIVE ("{waive: T1}"), NULL, ONE, "r:A1>-T1" },
  { "a list: all of it", NULL, GIVE ("[T1, {waive: T2}, {elective: free, credits: 1}]"), NULL, ONE,
    "r:A1>T1=6+-T2+~free=1" },
  { "one of several", NULL, GIVE ("{one-of: [T1, T2]}"), NULL, ONE, "r:A1>T1=6 r:A1>T2=4" },
  { "choices in a list", NULL, GIVE ("[{one-of: [T1, T2]}, T3]"), NULL, ONE,
    "r:A1>T1=6+T3=5 r:A1>T2=4+T3=5" },
  { "two choices never give one course twice", NULL,
    GIVE ("[{one-of: [T1, T2]}, {one-of: [T1, "
          "T3]}]"),
    NULL, ONE, "r:A1>T1=6+T3=5 r:A1>T2=4+T1=6 r:A1>T2=4+T3=5" },
  { "awarded and waived is twice", NULL, GIVE ("[T1, {waive: T1}]"), NULL, ONE, "" },
  { "a target that is not in force", NULL, GIVE ("T9"), NULL, ONE, "" },
  { "one target of a list that is not in force", NULL, GIVE ("[T1, {waive: T9}]"), NULL, ONE, "" },
  { "an alternative that is not in force", NULL, GIVE ("{one-of: [T9, T2]}"), NULL, ONE,
    "r:A1>T2=4" },
  { "an elective of 0 credits", NULL, GIVE ("[T1, {elective: free, credits: 0}]"), NULL, ONE,
    "r:A1>T1=6" },
  { "nothing but an elective of 0 credits", NULL, GIVE ("{elective: free}"), NULL, OWN ("A1", "0"),
    "" },
};

static const Case converted[] = {
  { "0.001 half-up, if nothing is said", CREDITS ("rate: 1/3"), GIVE ("{elective: free}"), NULL,
    OWN ("A1", "0.5"), "r:A1>~free=0.167" },
  { "down", HALF_STEPS ("down"), GIVE ("{elective: free}"), NULL, OWN ("A1", "3.3"),
    "r:A1>~free=4.5" },
  { "up", HALF_STEPS ("up"), GIVE ("{elective: free}"), NULL, OWN ("A1", "3.1"), "r:A1>~free=5" },
  { "half-up", HALF_STEPS ("half-up"), GIVE ("{elective: free}"), NULL, OWN ("A1", "3.5"),
    "r:A1>~free=5.5" },
  { "half-even", HALF_STEPS ("half-even"), GIVE ("{elective: free}"), NULL, OWN ("A1", "3.5"),
    "r:A1>~free=5" },
  { "rounded once for all that is consumed", HALF_STEPS ("down"), BOTH ("{elective: free}"), NULL,
    OWN ("A1", "1.5") ", " OWN ("A2", "1.5"), "r:A1+A2>~free=4.5" },
  { "less what is fixed", CREDITS ("rate: 3/2"), BOTH ("[T1, {elective: free}]"), NULL, TWO,
    "r:A1+A2>T1=6+~free=9" },
  { "less a fixed elective and a fixed course", NULL,
    BOTH ("[{course: T1, credits: 2}, {elective: a, credits: 3}, {elective: b}]"), NULL, TWO,
    "r:A1+A2>T1=2+~a=3+~b=5" },
  { "rounded after what is fixed is taken off", HALF_STEPS ("down"),
    GIVE ("[{course: T1, credits: 2.25}, {elective: free}]"), NULL, OWN ("A1", "3"),
    "r:A1>T1=2.25+~free=2" },
  { "never less than 0", NULL, GIVE ("[T1, {elective: free}]"), NULL, ONE, "r:A1>T1=6" },
  { "a waiver takes nothing off", NULL, GIVE ("[{waive: T1}, {elective: free}]"), NULL, ONE,
    "r:A1>-T1+~free=4" },
  /* 10 × 3/2 = 15 by 6 : 4 : 5. */
  { "in proportion to the catalog", CREDITS ("rate: 3/2"),
    BOTH ("[{course: T1, credits: converted}, {course: T2, credits: converted}, {course: T3, "
          "credits: converted}]"),
    NULL, TWO, "r:A1+A2>T1=6+T2=4+T3=5" },
  /* 10 steps by 6 : 5 are 5.45 and 4.55: 5 and 4, and one is left. */
  { "the step left to the largest remainder", CREDITS ("round: {step: 1, mode: down}"),
    BOTH ("[{course: T1, credits: converted}, {course: T3, credits: converted}]"), NULL, TWO,
    "r:A1+A2>T1=5+T3=5" },
  /* 7 steps by 6 : 4 are 4.2 and 2.8: 4 and 2, and one is left. */
  { "the largest remainder may be the later", CREDITS ("round: {step: 1, mode: down}"),
    GIVE ("[{course: T1, credits: converted}, {course: T2, credits: converted}]"), NULL,
    OWN ("A1", "7"), "r:A1>T1=4+T2=3" },
  { "electives share equally, the earlier first", CREDITS ("round: {step: 1, mode: down}"),
    GIVE ("[{elective: a}, {elective: b}, {elective: c}]"), NULL, OWN ("A1", "5"),
    "r:A1>~a=2+~b=2+~c=1" },
  { "a share of 0 is no elective", CREDITS ("round: {step: 1, mode: down}"),
    GIVE ("[{elective: a}, {elective: b}]"), NULL, OWN ("A1", "1"), "r:A1>~a=1" },
};

static const Case shortfalls[] = {
  { "exactly at most is allowed", CREDITS ("rate: 1, shortfall: {at-most: 2}"), GIVE ("T1"), NULL,
    ONE, "r:A1>T1=6" },
  { "more is not", CREDITS ("rate: 1, shortfall: {at-most: 1.999}"), GIVE ("T1"), NULL, ONE, "" },
  { "unrounded", CREDITS ("rate: 3/2, round: {step: 1, mode: up}, shortfall: {at-most: 0}"),
    GIVE ("T1"), NULL, OWN ("A1", "3.999"), "" },
  { "a share of the target", CREDITS ("rate: 1, shortfall: {at-most: 10%}"), GIVE ("T3"), NULL,
    OWN ("A1", "4.5"), "r:A1>T3=5" },
  { "more than the share", CREDITS ("rate: 1, shortfall: {at-most: 10%}"), GIVE ("T3"), NULL,
    OWN ("A1", "4.499"), "" },
  { "earned credits may be more", CREDITS ("rate: 3, shortfall: {at-most: 0}"), GIVE ("T1"), NULL,
    ONE, "r:A1>T1=6" },
  { "against the catalog, not what is given", CREDITS ("rate: 1, shortfall: {at-most: 1}"),
    GIVE ("{course: T1, credits: 2}"), NULL, ONE, "" },
  { "against all courses of the give", CREDITS ("rate: 1, shortfall: {at-most: 0}"),
    BOTH ("[T1, T2]"), NULL, TWO, "r:A1+A2>T1=6+T2=4" },
  { "a waiver is no course award", CREDITS ("rate: 1, shortfall: {at-most: 0}"),
    GIVE ("{waive: T1}"), NULL, ONE, "r:A1>-T1" },
  { "an elective never falls short", CREDITS ("rate: 1, shortfall: {at-most: 0}"),
    GIVE ("{elective: free, credits: 9}"), NULL, ONE, "r:A1>~free=9" },
  { "otherwise",
    CREDITS ("rate: 1, shortfall: {at-most: 1, otherwise: {elective: free, credits: converted}}"),
    GIVE ("T1"), NULL, ONE, "r:A1>~free=4" },
  { "otherwise replaces the whole give",
    CREDITS ("rate: 1, shortfall: {at-most: 1, otherwise: {elective: free}}"),
    GIVE ("[T1, {waive: T2}]"), NULL, ONE, "r:A1>~free=4" },
  { "otherwise is not tested again",
    CREDITS ("rate: 1, shortfall: {at-most: 0, otherwise: {course: T3}}"), GIVE ("T1"), NULL, ONE,
    "r:A1>T3=5" },
  { "the alternatives of one-of by themselves",
    CREDITS ("rate: 1, shortfall: {at-most: 0, otherwise: {elective: free}}"),
    GIVE ("{one-of: [T2, {waive: T3}]}"), NULL, ONE, "r:A1>T2=4 r:A1>-T3" },
};

#define MARKS E ("A1", "95") ", " E ("A2", "75")
#define MEAN(how) RULE ("take: [A1, A2], give: T1, grade: " how)

static const Case grades[] = {
  { "converted", GRADES, GIVE ("T1"), NULL, E ("A1", "95"), "r:A1>T1=6/5.0" },
  /* (4 × 5.0 + 6 × 4.0) ÷ 10 = 4.4. */
  { "the mean by source credits", GRADES, BOTH ("T1"), NULL, MARKS, "r:A1+A2>T1=6/4.5" },
  /* (5.0 + 4.5) ÷ 2 = 4.75, between two grades. */
  { "ties to the better", GRADES, BOTH ("T1"), NULL,
    "{course: A1, grade: '95', credits: 3}, {course: A2, grade: '85', credits: 3}",
    "r:A1+A2>T1=6/5.0" },
  { "the best", GRADES, MEAN ("max"), NULL, MARKS, "r:A1+A2>T1=6/5.0" },
  { "the worst", GRADES, MEAN ("min"), NULL, MARKS, "r:A1+A2>T1=6/4.0" },
  { "none", GRADES, MEAN ("none"), NULL, MARKS, "r:A1+A2>T1=6" },
  { "entries without a mark are left out", GRADES, BOTH ("T1"), NULL,
    E ("A1", "75") ", " E ("A2", "P"), "r:A1+A2>T1=6/4.0" },
  { "two marks of three", GRADES, RULE ("take: [A1, A2, A3], give: T1"), NULL,
    MARKS ", " E ("A3", "P"), "r:A1+A2+A3>T1=6/4.5" },
  { "no marks", GRADES, BOTH ("T1"), NULL, E ("A1", "P") ", " E ("A2", "P"), "r:A1+A2>T1=6" },
  { "another scale is left out", GRADES, BOTH ("T1"), NULL,
    E ("A1", "75") ", {course: A2, grade: A, scale: abc}", "r:A1+A2>T1=6/4.0" },
  { "a scale without values has no mean of several", "grades: cn-abc\n", BOTH ("T1"), NULL, MARKS,
    "r:A1+A2>T1=6" },
  { "of one it has", "grades: cn-abc\n", BOTH ("T1"), NULL, E ("A1", "95") ", " E ("A2", "P"),
    "r:A1+A2>T1=6/A" },
  { "and it has a best", "grades: cn-abc\n", MEAN ("max"), NULL, MARKS, "r:A1+A2>T1=6/A" },
  { "without credits all weigh the same", GRADES, RULE ("take: [A5, A1], give: T1"), NULL,
    E ("A5", "95") ", {course: A1, grade: '75', credits: 0}", "r:A5+A1>T1=6/4.5" },
};

static const Case unknown[] = {
  { "credits that nobody says, where they decide", NULL,
    RULE ("take: A5, give: {course: T1, credits: converted}"), NULL, "{course: A5}",
    "r:A5>T1=0?A5:credits" },
  { "a fixed award needs no credits", NULL, RULE ("take: A5, give: T1"), NULL, "{course: A5}",
    "r:A5>T1=6" },
  { "a shortfall needs them", CREDITS ("rate: 1, shortfall: {at-most: 6}"),
    RULE ("take: A5, give: T1"), NULL, "{course: A5}", "r:A5>T1=6?A5:credits" },
};

static void
test_awards (void)
{
  run_applications (awards, G_N_ELEMENTS (awards));
}

static void
test_converted (void)
{
  run_applications (converted, G_N_ELEMENTS (converted));
}

static void
test_shortfalls (void)
{
  run_applications (shortfalls, G_N_ELEMENTS (shortfalls));
}

static void
test_grades (void)
{
  run_applications (grades, G_N_ELEMENTS (grades));
}

static void
test_unknown (void)
{
  run_applications (unknown, G_N_ELEMENTS (unknown));
}

/* A share of the target's credits that no number holds is more than can be missing. No file says so,
 * a damaged snapshot may. */
static void
test_vast_share (void)
{
  static const struct
  {
    EquateRatio share;
    guint n_applications;
  } rows[] = { { { 1, 100 }, 0 }, { { 1, 3 }, 1 }, { { G_MAXINT64, 1 }, 1 } };
  const Case test
      = { NULL, CREDITS ("shortfall: {at-most: 10%}"), GIVE ("T1"), NULL, ONE, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
      EquateCompiledAgreement agreement = *evaluated->evaluation.agreement;
      agreement.shortfall_share = rows[i].share;
      evaluated->evaluation.agreement = &agreement;
      g_autoptr (GArray) applications = equate_applications_find (&evaluated->evaluation);
      g_assert_cmpuint (applications->len, ==, rows[i].n_applications);
    }
}

/* Alternatives that nobody looked at are said to be missing. */
static void
test_work_bound (void)
{
  static const struct
  {
    guint64 work;
    gboolean cut;
  } rows[] = { { 0, TRUE }, { 3, TRUE }, { 6, FALSE } };
  const Case test
      = { NULL, NULL, GIVE ("[{one-of: [T1, T2]}, {one-of: [T3, {waive: T4}]}]"), NULL, ONE, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&test);
      evaluated->evaluation.work = rows[i].work;
      g_autoptr (GArray) applications = equate_applications_find (&evaluated->evaluation);
      g_assert_cmpint (evaluated->evaluation.touched[0].ways_cut, ==, rows[i].cut);
      g_assert_cmpint (applications->len == 4, ==, !rows[i].cut);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grant/awards", test_awards);
  g_test_add_func ("/grant/converted", test_converted);
  g_test_add_func ("/grant/shortfalls", test_shortfalls);
  g_test_add_func ("/grant/grades", test_grades);
  g_test_add_func ("/grant/unknown", test_unknown);
  g_test_add_func ("/grant/vast-share", test_vast_share);
  g_test_add_func ("/grant/work-bound", test_work_bound);
  return g_test_run ();
}
