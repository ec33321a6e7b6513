/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "evaluating.h"

#define TAKE(leaf) RULE ("take: " leaf ", give: T1")
#define ALL                                                                                        \
  E ("A1", "85") ", " E ("A2", "70") ", " E ("A3", "P") ", " E ("A4", "60") ", " E ("A5", "85")
#define AT(course, day) "{course: " course ", grade: '85', date: " day "}"

/* "A1:yes A2:no min-grade A3:?grade", a line of a leaf as its rule sees the entries. */
static char *
show_hits (const Evaluated *evaluated)
{
  const EquateEvaluation *evaluation = &evaluated->evaluation;
  GString *text = g_string_new (NULL);
  for (guint t = 0; t < evaluation->n_touched; t++)
    {
      const EquateTouchedRule *touched = &evaluation->touched[t];
      if (touched->closed != EQUATE_REASON_NONE)
        g_string_append_printf (text, "(%s) ", equate_reason_get_text (touched->closed));
      for (guint h = touched->first_hit; h < touched->first_hit + touched->n_hits; h++)
        {
          const EquateLeafHit *hit = &evaluation->hits[h];
          guint missing = 0;
          gint priority = equate_ruleset_get_terms (evaluation->ruleset, touched->rule)->priority;
          EquateTruth truth = equate_hit_truth (evaluation, hit, priority, &missing);
          g_assert_cmpuint (hit->rule, ==, touched->rule);
          g_string_append_printf (text, "%s%s:%s",
                                  evaluation->n_touched > 1 ? rule_id (evaluated, hit->rule) : "",
                                  entry_code (evaluated, hit->attempt),
                                  truth == EQUATE_TRUTH_YES       ? "yes"
                                  : truth == EQUATE_TRUTH_UNKNOWN ? "?"
                                                                  : "no");
          if (truth == EQUATE_TRUTH_UNKNOWN)
            append_evidence (text, missing);
          if (hit->truth == EQUATE_TRUTH_NO)
            g_string_append_printf (text, " %s", equate_reason_get_text (hit->reason));
          g_string_append_c (text, ' ');
        }
    }
  return finish_list (text);
}

static void
run_leaves (const Case *cases, guint n, char *(*show) (const Evaluated *) )
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&cases[i]);
      g_autofree char *shown = show (evaluated);
      assert_shown (cases[i].name, shown, cases[i].expected);
    }
}

static const Case selected[] = {
  { "a code", NULL, TAKE ("A1"), NULL, ALL, "A1:yes" },
  { "a code by its key", NULL, TAKE ("' a1 '"), NULL, "{course: a1}", "A1:yes" },
  { "a former code in the rule", NULL, TAKE ("OLD1"), NULL, ALL, "A1:yes" },
  { "a former code in the transcript", NULL, TAKE ("A1"), NULL, "{course: OLD1}", "A1:yes" },
  { "every edition", NULL, TAKE ("A6"), NULL, AT ("A6", "2022-01-01") ", " AT ("A2", "2022-01-01"),
    "A6:yes" },
  { "match: the whole key", NULL, TAKE ("{match: 'A[12]'}"), NULL, ALL, "A1:yes A2:yes" },
  { "match: no part of it", NULL, TAKE ("{match: '[12]'}"), NULL, ALL, "" },
  { "match: the present code, not the former one", NULL, TAKE ("{match: 'OLD.*'}"), NULL,
    "{course: OLD1}", "" },
  { "match: the present code of a former one", NULL, TAKE ("{match: 'A\\d'}"), NULL,
    "{course: OLD1}", "A1:yes" },
  { "match: in capitals, as keys are", NULL, TAKE ("{match: 'a\\d'}"), NULL, ALL, "" },
  { "tag", NULL, TAKE ("{tag: core}"), NULL, ALL, "A4:yes" },
  { "isced by its beginning", NULL, TAKE ("{isced: '07'}"), NULL, ALL, "A4:yes" },
  { "isced is no part", NULL, TAKE ("{isced: '14'}"), NULL, ALL, "" },
  { "title: any language, any case, a part", NULL, TAKE ("{title: 'TEMAT'}"), NULL, ALL, "A1:yes" },
  { "title: the transcript's own goes before the catalog's", NULL, TAKE ("{title: 'physics'}"),
    NULL, "{course: A1, title: Physics I}, {course: A2, title: Sport}", "A1:yes" },
  { "an unknown course by match", NULL, TAKE ("{match: 'X.*'}"), NULL, "{course: x 9, credits: 3}",
    "x 9:yes" },
  { "an unknown course by title", NULL, TAKE ("{title: sport}"), NULL,
    "{course: X9, credits: 3, title: Sport}, {course: X8, credits: 3}", "X9:yes" },
  { "an unknown course without credits is out of reach", NULL, TAKE ("{match: 'X.*'}"), NULL,
    "{course: X9}", "" },
  { "what is out is not seen", NULL, TAKE ("{match: '.*'}"), NULL,
    E ("A1", "50") ", {course: A2, status: withdrawn}", "" },
};

static const Case conditions[] = {
  { "min-grade is inclusive", NULL, TAKE ("{match: '.*', min-grade: '70'}"), NULL, ALL,
    "A1:yes A2:yes A3:no min-grade A4:no min-grade A5:yes" },
  { "max-grade is inclusive, and an ungraded pass has none", NULL,
    TAKE ("{match: '.*', max-grade: '70'}"), NULL, ALL,
    "A1:no max-grade A2:yes A3:no max-grade A4:yes A5:no max-grade" },
  { "no grade, a pending one, one of another scale", NULL, TAKE ("{match: '.*', min-grade: '70'}"),
    NULL, "{course: A1}, {course: A2, grade: D}, {course: A3, grade: A, scale: abc}",
    "A1:?grade A2:?grade A3:?grade" },
  { "pending without a condition", NULL, TAKE ("A1"), NULL, E ("A1", "D"), "A1:?grade" },
  { "credits", NULL, TAKE ("{match: '.*', min-credits: 4, max-credits: 5}"), NULL, ALL,
    "A1:yes A2:no max-credits A3:no min-credits A4:yes A5:?credits" },
  { "credits of the entry", NULL, TAKE ("{course: A1, min-credits: 5}"), NULL,
    "{course: A1, credits: 5}", "A1:yes" },
  { "taken is inclusive", NULL,
    TAKE ("{match: '.*', taken: {from: 2024-01-01, until: 2024-12-31}}"), NULL,
    AT ("A1", "2024-01-01") ", " AT ("A2", "2024-12-31") ", " AT ("A3", "2025-01-01") ", " AT (
        "A4", "2023-12-31") ", {course: A5}",
    "A1:yes A2:yes A3:no taken A4:no taken A5:?date" },
  { "max-age to the day", NULL, TAKE ("{match: '.*', max-age: 2 years}"), NULL,
    AT ("A1", "2023-02-01") ", " AT ("A2", "2023-01-31") ", {course: A3}",
    "A1:yes A2:no max-age A3:?date" },
  { "level", NULL, TAKE ("{match: '.*', level: bachelor}"), NULL, "{course: A4}, {course: A1}",
    "A4:yes A1:?level" },
  { "another level", NULL, TAKE ("{course: A4, level: master}"), NULL, "{course: A4}",
    "A4:no level" },
  { "language", NULL, TAKE ("{match: '.*', language: pl}"), NULL, "{course: A4}, {course: A1}",
    "A4:yes A1:?language" },
  { "another language", NULL, TAKE ("{course: A4, language: zh}"), NULL, "{course: A4}",
    "A4:no language" },
  { "hours are inclusive", NULL, TAKE ("{match: '.*', min-hours: {total: 60, laboratory: 15}}"),
    NULL, "{course: A4}, {course: A1}", "A4:yes A1:?hours" },
  { "too few hours", NULL, TAKE ("{course: A4, min-hours: {laboratory: 15.5}}"), NULL,
    "{course: A4}", "A4:no min-hours" },
  { "a kind missing from stated hours is 0", NULL, TAKE ("{course: A4, min-hours: {lecture: 1}}"),
    NULL, "{course: A4}", "A4:no min-hours" },
  { "the catalog says nothing of an unknown course", NULL,
    TAKE ("{match: 'X.*', level: bachelor, language: en, min-hours: {total: 1}}"), NULL,
    "{course: X9, credits: 1}", "X9:?level,language,hours" },
  { "no goes before unknown", NULL, TAKE ("{course: A1, min-grade: '70', min-credits: 5}"), NULL,
    "{course: A1}", "A1:no min-credits" },
  { "the first of the list that says no", NULL,
    TAKE ("{course: A4, level: master, max-credits: 1, min-grade: '70'}"), NULL, E ("A4", "60"),
    "A4:no min-grade" },
  { "all that is missing", "max-age: 1 year\n",
    TAKE ("{course: A5, min-grade: '70', min-credits: 1, level: bachelor}"), NULL, "{course: A5}",
    "A5:?grade,credits,date,level" },
};

static const Case denials[] = {
  { "rules of the same and of lower priority", NULL,
    RULE ("take: A1, give: T1") RULE_S ("take: A1, give: T2, priority: 1") RULE_D ("A1"), NULL,
    "{course: A1}", "rA1:no sA1:yes dA1:no" },
  { "a higher priority denies more", NULL,
    RULE ("take: A1, give: T1, priority: 2") RULE_S ("take: A1, give: T2, priority: 3")
        RULE_D ("A1, priority: 2"),
    NULL, "{course: A1}", "rA1:no sA1:yes dA1:no" },
  { "any of a list", NULL, RULE ("take: {match: '.*'}, give: T1") RULE_D ("[A1, {tag: core}]"),
    NULL, "{course: A1}, {course: A2}, {course: A4}", "rA1:no rA2:yes rA4:no dA1:no dA4:no" },
  { "a condition that says no denies nothing", NULL,
    RULE ("take: A1, give: T1") RULE_D ("{course: A1, max-grade: '70'}"), NULL, E ("A1", "85"),
    "rA1:yes dA1:no max-grade" },
  { "a condition that nobody can judge", NULL,
    RULE ("take: A1, give: T1") RULE_S ("take: A1, give: T2, priority: 1")
        RULE_D ("{course: A1, max-grade: '70'}"),
    NULL, "{course: A1}", "rA1:?grade sA1:yes dA1:?grade" },
  { "out of force", NULL, RULE ("take: A1, give: T1") RULE_D ("A1, valid: {until: 2025-01-31}"),
    NULL, "{course: A1}", "rA1:yes (rule-not-valid) dA1:yes" },
  { "in force on its last day", NULL,
    RULE ("take: A1, give: T1") RULE_D ("A1, valid: {until: 2025-02-01}"), NULL, "{course: A1}",
    "rA1:no dA1:no" },
};

static const Case closed[] = {
  { "not yet", NULL, RULE ("take: A1, give: T1, valid: {from: 2025-02-02}"), NULL, "{course: A1}",
    "(rule-not-valid) A1:yes" },
  { "from this day", NULL, RULE ("take: A1, give: T1, valid: {from: 2025-02-01}"), NULL,
    "{course: A1}", "A1:yes" },
  { "of this programme", NULL, RULE ("take: A1, give: T1, programmes: [me, ee]"),
    "institution: beta, programme: ee", "{course: A1}", "A1:yes" },
  { "of another programme", NULL, RULE ("take: A1, give: T1, programmes: [me]"),
    "institution: beta, programme: ee", "{course: A1}", "(programme) A1:yes" },
  { "without a programme", NULL, RULE ("take: A1, give: T1, programmes: [me]"), NULL,
    "{course: A1}", "(programme) A1:yes" },
  { "the period goes first", NULL,
    RULE ("take: A1, give: T1, programmes: [me], valid: {from: 2025-02-02}"), NULL, "{course: A1}",
    "(rule-not-valid) A1:yes" },
};

static void
test_selected (void)
{
  run_leaves (selected, G_N_ELEMENTS (selected), show_hits);
}

static void
test_conditions (void)
{
  run_leaves (conditions, G_N_ELEMENTS (conditions), show_hits);
}

static void
test_denials (void)
{
  run_leaves (denials, G_N_ELEMENTS (denials), show_hits);
}

static void
test_closed (void)
{
  run_leaves (closed, G_N_ELEMENTS (closed), show_hits);
}

/* Never a silent no: the reason and a warning. */
static void
test_pattern_limits (void)
{
  g_autofree char *letters = g_strnfill (60, 'A');
  g_autofree char *code = g_strdup_printf ("{course: %s!, credits: 1}", letters);
  g_autofree char *title = g_strnfill (513, 'a');
  g_autofree char *entry = g_strdup_printf ("{course: A1, title: %s}", title);
  title[512] = '\0';
  g_autofree char *fitting = g_strdup_printf ("{course: A1, title: %s}", title);
  g_autofree char *shown = g_strdup_printf ("%s!:no pattern-limit", letters);
  const Case cases[] = {
    { "a code that only the transcript has", NULL, TAKE ("{match: '(A+)+'}"), NULL, code, shown },
    { "a title that is too long", NULL, TAKE ("{title: b}"), NULL, entry, "A1:no pattern-limit" },
    { "a title that is just short enough", NULL, TAKE ("{title: a}"), NULL, fitting, "A1:yes" },
  };
  const char *const said[] = { "EQ506 EQ508", "EQ503 EQ508", "EQ503" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&cases[i]);
      g_autofree char *hits = show_hits (evaluated);
      g_autofree char *found = show_evaluation_warnings (evaluated);
      assert_shown (cases[i].name, hits, cases[i].expected);
      assert_shown (cases[i].name, found, said[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/leaf/selected", test_selected);
  g_test_add_func ("/leaf/conditions", test_conditions);
  g_test_add_func ("/leaf/denials", test_denials);
  g_test_add_func ("/leaf/closed", test_closed);
  g_test_add_func ("/leaf/pattern-limits", test_pattern_limits);
  return g_test_run ();
}
