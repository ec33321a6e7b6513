/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "evaluating.h"

#define NO_RULES RULE ("take: A1, give: T1")
#define ON_SCALE(course, grade, scale) "{course: " course ", grade: '" grade "', scale: " scale "}"
#define AT(course, grade, day) "{course: " course ", grade: '" grade "', date: " day "}"
#define STATUS(course, status) "{course: " course ", status: " status "}"

/* "A1=4:counts>4.5?grade": credits, fate, converted grade, what every use lacks. */
static char *
show_attempts (const Evaluated *evaluated)
{
  GString *text = g_string_new (NULL);
  char credits[EQUATE_DECIMAL_BUFFER] = "";
  for (guint i = 0; i < evaluated->evaluation.n_attempts; i++)
    {
      const EquateAttempt *attempt = &evaluated->evaluation.attempts[i];
      g_string_append (text, entry_code (evaluated, i));
      if (attempt->credits != EQUATE_DECIMAL_NONE)
        g_string_append_printf (text, "=%s", equate_decimal_format (attempt->credits, credits));
      g_assert_true (attempt->counts == (attempt->fate == EQUATE_FATE_NOT_USED));
      g_string_append_printf (text, ":%s",
                              attempt->counts ? "counts" : equate_fate_get_text (attempt->fate));
      const char *converted = equate_mark_format (&attempt->converted, evaluated->arena);
      if (converted != NULL)
        g_string_append_printf (text, ">%s", converted);
      if (attempt->foreign)
        g_string_append (text, ">foreign");
      if (attempt->missing != 0)
        g_string_append_c (text, '?');
      append_evidence (text, attempt->missing);
      g_string_append_c (text, ' ');
    }
  return finish_list (text);
}

static void
run_attempts (const Case *cases, guint n, char *(*show) (const Evaluated *) )
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Evaluated) evaluated = start_evaluation (&cases[i]);
      equate_attempts_convert (&evaluated->evaluation);
      g_autofree char *shown = show (evaluated);
      assert_shown (cases[i].name, shown, cases[i].expected);
    }
}

static const Case fates[] = {
  { "a pass", GRADES, NO_RULES, NULL, E ("A1", "85"), "A1=4:counts>4.5" },
  { "exactly the pass", GRADES, NO_RULES, NULL, E ("A1", "60"), "A1=4:counts>3.0" },
  { "a failing grade", GRADES, NO_RULES, NULL, E ("A1", "59"), "A1=4:failed" },
  { "a failing grade, whatever the status says", GRADES, NO_RULES, NULL,
    "{course: A1, grade: '59', status: passed}, {course: A2, grade: F, status: passed}",
    "A1=4:failed A2=6:failed" },
  { "failed, whatever the grade", GRADES, NO_RULES, NULL,
    "{course: A1, grade: '85', status: failed}", "A1=4:failed" },
  { "a label that fails, and one that passes", GRADES, NO_RULES, NULL,
    E ("A1", "F") ", " E ("A2", "P"), "A1=4:failed A2=6:counts" },
  { "withdrawn, in-progress and transferred go before failed", GRADES, NO_RULES, NULL,
    "{course: A1, grade: '59', status: withdrawn}, {course: A2, grade: '59', status: in-progress}, "
    "{course: A3, grade: '59', status: transferred}",
    "A1=4:withdrawn A2=6:in-progress A3=2:transferred" },
  { "neither grade nor status", GRADES, NO_RULES, NULL, "{course: A1}", "A1=4:counts" },
  { "pending", GRADES, NO_RULES, NULL, E ("A1", "D"), "A1=4:counts?grade" },
  { "grades that the scale does not know", GRADES, NO_RULES, NULL,
    E ("A1", "good") ", " E ("A2", "101") ", " E ("A3", "-1"),
    "A1=4:counts?grade A2=6:counts?grade A3=2:counts?grade" },
  { "nobody says the credits", GRADES, NO_RULES, NULL, E ("A5", "85"), "A5:counts>4.5" },
  { "credits of its own", GRADES, NO_RULES, NULL,
    "{course: A1, grade: '85', credits: 5}, {course: A5, credits: 1.5}",
    "A1=5:counts>4.5 A5=1.5:counts" },
  { "a former code", GRADES, NO_RULES, NULL, E ("old1", "85"), "A1=4:counts>4.5" },
  { "unknown courses as the transcript writes them", GRADES, NO_RULES, NULL,
    "{course: x 9, grade: '85', credits: 3}, {course: X8, grade: '85'}",
    "x 9=3:counts>4.5 X8:counts>4.5" },
  { "editions by date", GRADES, NO_RULES, NULL,
    AT ("A6", "85", "2022-12-31") ", " STATUS ("A1", "failed"), "A6=3:counts>4.5 A1=4:failed" },
  { "between editions the last that began before", GRADES, NO_RULES, NULL,
    AT ("A6", "85", "2023-06-30"), "A6=3:counts>4.5" },
  { "the first day of an edition", GRADES, NO_RULES, NULL, AT ("A6", "85", "2023-07-01"),
    "A6=5:counts>4.5" },
  { "without a date the edition of the decision's day", GRADES, NO_RULES, NULL, E ("A6", "85"),
    "A6=5:counts>4.5" },
};

static const Case ages[] = {
  { "to the day", "max-age: 2 years\n", NO_RULES, NULL,
    AT ("A1", "85", "2023-02-01") ", " AT ("A2", "85", "2023-01-31"),
    "A1=4:counts>foreign A2=6:too-old" },
  { "in calendar months", "max-age: 3 months\n", NO_RULES, NULL,
    AT ("A1", "85", "2024-11-01") ", " AT ("A2", "85", "2024-10-31"),
    "A1=4:counts>foreign A2=6:too-old" },
  { "no date", "max-age: 2 years\n", NO_RULES, NULL, E ("A1", "85"), "A1=4:counts>foreign?date" },
  { "neither date nor grade", "max-age: 2 years\n", NO_RULES, NULL, E ("A1", "D"),
    "A1=4:counts?grade,date" },
  { "failed goes before too old", "max-age: 2 years\n", NO_RULES, NULL,
    AT ("A1", "50", "2020-01-01"), "A1=4:failed" },
  { "too old goes before repeated", "max-age: 2 years\n", NO_RULES, NULL,
    AT ("A1", "95", "2020-01-01") ", " AT ("A1", "61", "2024-01-01"),
    "A1=4:too-old A1=4:counts>foreign" },
};

static const Case repeats[] = {
  { "best, if nothing is said", GRADES, NO_RULES, NULL,
    AT ("A1", "85", "2023-01-01") ", " AT ("A1", "70", "2024-01-01"),
    "A1=4:counts>4.5 A1=4:repeated" },
  { "equally good: the later", GRADES "repeats: best\n", NO_RULES, NULL,
    AT ("A1", "85", "2024-01-02") ", " AT ("A1", "85", "2024-01-01"),
    "A1=4:counts>4.5 A1=4:repeated" },
  { "equally good on one day: the later in the transcript", GRADES, NO_RULES, NULL,
    AT ("A1", "85", "2024-01-02") ", " AT ("A1", "85", "2024-01-02"),
    "A1=4:repeated A1=4:counts>4.5" },
  { "latest", GRADES "repeats: latest\n", NO_RULES, NULL,
    AT ("A1", "85", "2023-01-01") ", " AT ("A1", "70", "2024-01-01"),
    "A1=4:repeated A1=4:counts>3.5" },
  { "first", GRADES "repeats: first\n", NO_RULES, NULL,
    AT ("A1", "85", "2024-01-01") ", " AT ("A1", "70", "2023-01-01"),
    "A1=4:repeated A1=4:counts>3.5" },
  { "no date is the earliest", GRADES "repeats: latest\n", NO_RULES, NULL,
    AT ("A1", "70", "2023-01-01") ", " E ("A1", "85"), "A1=4:counts>3.5 A1=4:repeated" },
  { "no date is the first", GRADES "repeats: first\n", NO_RULES, NULL,
    AT ("A1", "70", "2023-01-01") ", " E ("A1", "85"), "A1=4:repeated A1=4:counts>4.5" },
  { "a failed attempt is none", GRADES "repeats: latest\n", NO_RULES, NULL,
    AT ("A1", "85", "2023-01-01") ", " AT ("A1", "50", "2024-01-01"),
    "A1=4:counts>4.5 A1=4:failed" },
  { "three", GRADES, NO_RULES, NULL, E ("A1", "70") ", " E ("A1", "95") ", " E ("A1", "80"),
    "A1=4:repeated A1=4:counts>5.0 A1=4:repeated" },
  { "an ungraded pass is below every mark", GRADES, NO_RULES, NULL,
    AT ("A1", "60", "2023-01-01") ", " AT ("A1", "P", "2024-01-01"),
    "A1=4:counts>3.0 A1=4:repeated" },
  { "no grade is below an ungraded pass", GRADES, NO_RULES, NULL,
    "{course: A1, grade: P, date: 2023-01-01}, {course: A1, date: 2024-01-01}",
    "A1=4:counts A1=4:repeated" },
  { "each on its own scale", GRADES, NO_RULES, NULL,
    E ("A1", "99") ", " ON_SCALE ("A1", "A", "abc"), "A1=4:repeated A1=4:counts>foreign" },
  { "each on its own scale, the other way round", GRADES, NO_RULES, NULL,
    E ("A1", "85") ", " ON_SCALE ("A1", "B", "abc"), "A1=4:counts>4.5 A1=4:repeated" },
  { "a pending attempt beside another does not count", GRADES "repeats: latest\n", NO_RULES, NULL,
    AT ("A1", "70", "2023-01-01") ", " AT ("A1", "D", "2024-01-01"),
    "A1=4:counts>3.5 A1=4:repeated?grade" },
  { "a pending first attempt does not count", GRADES "repeats: first\n", NO_RULES, NULL,
    AT ("A1", "D", "2023-01-01") ", " AT ("A1", "70", "2024-01-01"),
    "A1=4:repeated?grade A1=4:counts>3.5" },
  { "the former code is the same course", GRADES, NO_RULES, NULL,
    E ("OLD1", "70") ", " E ("A1", "85"), "A1=4:repeated A1=4:counts>4.5" },
  { "unknown courses by their key", GRADES, NO_RULES, NULL,
    E ("x9", "70") ", " E ("X9", "85") ", " E ("X8", "85"),
    "x9:repeated X9:counts>4.5 X8:counts>4.5" },
};

/* From 2024 on D fails and E is no grade any more. */
#define CHANGING                                                                                   \
  NO_RULES                                                                                         \
      "---\nequate: grading/1\nscales:\n"                                                          \
      "  - {id: eu, valid: {until: 2023-12-31}, grades: [{label: A}, {label: B}, {label: D}, "     \
      "{label: E}, {label: F, failed: true}]}\n"                                                   \
      "  - {id: eu, valid: {from: 2024-01-01}, grades: [{label: A}, {label: B}, {label: D, "       \
      "failed: true}, {label: F, failed: true}]}\n"                                                \
      "conversions:\n"                                                                             \
      "  - {id: cn-eu, from: cn, to: eu, method: table, table: [{at-least: 80, give: A}, "         \
      "{at-least: 60, give: B}, {at-least: 0, give: F}]}\n"
#define ON_EU(course, grade, day)                                                                  \
  "{course: " course ", grade: '" grade "', scale: eu, date: " day "}"

static const Case conversions[] = {
  { "the scale of the conversion's end is kept", GRADES, NO_RULES, NULL,
    ON_SCALE ("A1", "bdb", "pl"), "A1=4:counts>5.0" },
  { "another scale is not converted", GRADES, NO_RULES, NULL, ON_SCALE ("A1", "A", "abc"),
    "A1=4:counts>foreign" },
  { "without a conversion the target's scale is kept", NULL, NO_RULES, NULL,
    ON_SCALE ("A1", "4.5", "pl") ", " E ("A2", "85"), "A1=4:counts>4.5 A2=6:counts>foreign" },
  { "kept, where the edition of the decision's day has it", "grades: cn-eu\n", CHANGING, NULL,
    ON_EU ("A1", "B", "2023-06-01"), "A1=4:counts>B" },
  { "the lowest pass, where it failed by then; none, where it is no grade any more",
    "grades: cn-eu\n", CHANGING, NULL,
    ON_EU ("A1", "D", "2023-06-01") ", " ON_EU ("A2", "E", "2023-06-01"),
    "A1=4:counts>B A2=6:counts" },
  { "an ungraded pass has nothing to convert", GRADES, NO_RULES, NULL, E ("A1", "P"),
    "A1=4:counts" },
};

static const Case warnings[] = {
  { "nothing to say", GRADES, NO_RULES, NULL,
    "{course: A1, title: Matematyka, credits: 4}, {course: A5, credits: 3}", "" },
  { "other credits", GRADES, NO_RULES, NULL, "{course: A1, credits: 5}", "EQ503" },
  { "another title", GRADES, NO_RULES, NULL, "{course: A1, title: Maths}", "EQ503" },
  { "an unknown grade", GRADES, NO_RULES, NULL, E ("A1", "good"), "EQ505" },
  { "a pending grade is known", GRADES, NO_RULES, NULL, E ("A1", "D"), "" },
  { "an unknown course", GRADES, NO_RULES, NULL, E ("X9", "85"), "EQ506" },
  { "no edition in force", GRADES, NO_RULES, NULL, AT ("A6", "85", "2023-03-01"), "EQ507" },
  { "all together", GRADES, NO_RULES, NULL,
    "{course: A6, grade: good, date: 2023-03-01, credits: 9, title: Other}",
    "EQ507 EQ503 EQ503 EQ505" },
};

static void
test_fates (void)
{
  run_attempts (fates, G_N_ELEMENTS (fates), show_attempts);
}

static void
test_ages (void)
{
  run_attempts (ages, G_N_ELEMENTS (ages), show_attempts);
}

static void
test_repeats (void)
{
  run_attempts (repeats, G_N_ELEMENTS (repeats), show_attempts);
}

static void
test_conversions (void)
{
  run_attempts (conversions, G_N_ELEMENTS (conversions), show_attempts);
}

static void
test_warnings (void)
{
  run_attempts (warnings, G_N_ELEMENTS (warnings), show_evaluation_warnings);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attempt/fates", test_fates);
  g_test_add_func ("/attempt/ages", test_ages);
  g_test_add_func ("/attempt/repeats", test_repeats);
  g_test_add_func ("/attempt/conversions", test_conversions);
  g_test_add_func ("/attempt/warnings", test_warnings);
  return g_test_run ();
}
