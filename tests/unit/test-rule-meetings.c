/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/rule-meetings.h"

#include "compiling.h"

#define BAND(id, band, n) "  - {id: " id ", take: {course: A1, " band "}, give: " n "}\n"
#define E(n) "{elective: free, credits: " n "}"
#define H(n) "{elective: hum, credits: " n "}"
#define LOW "max-grade: '90'"
#define HIGH "min-grade: '80'"
/* Every grade of every entry tells the rules apart: more cases than are tried. */
#define MANY(id, grade, give)                                                                      \
  "  - {id: " id ", take: [{course: A1, min-grade: '" grade "1'}, {course: A2, min-grade: '" grade \
  "2'}, {course: A3, min-grade: '" grade "3'}, {course: A4, min-grade: '" grade                    \
  "4'}, {course: A5, min-grade: '" grade "5'}, {course: A6, min-grade: '" grade                    \
  "6'}, {course: A7, min-grade: '" grade "7'}], give: " give "}\n"
#define DENIED                                                                                     \
  "  - {id: d, priority: 9, deny: [{course: A1, min-grade: '60'}, {course: A1, taken: {from: "     \
  "1990-01-01}}]}\n"

/* Meetings as "rs:tie", "rs:overlap", "rs:untried"; needless: the letter of one rule. */
static const struct
{
  const char *name;
  const char *rules;
  char needless;
  guint64 work;
  const char *expected;
} rows[] = {
  { "a tie", BAND ("r", LOW, E ("2")) BAND ("s", HIGH, H ("2")), 0, 100000, "rs:tie" },
  { "an overlap", BAND ("r", LOW, E ("2")) BAND ("s", HIGH, H ("3")), 0, 100000, "rs:overlap" },
  { "of a needless rule", BAND ("r", LOW, E ("2")) BAND ("s", HIGH, H ("3")), 's', 100000, "" },
  { "a tie of a needless rule", BAND ("r", LOW, E ("2")) BAND ("s", HIGH, H ("2")), 's', 100000,
    "rs:tie" },
  { "several",
    BAND ("r", LOW, E ("2")) BAND ("s", HIGH, H ("3"))
        BAND ("t", HIGH, "{elective: art, credits: 3}") BAND ("u", LOW, E ("1") ", priority: 1"),
    0, 100000, "rs:overlap rt:overlap st:tie" },
  { "no more is tried once all is spent", BAND ("r", LOW, E ("2")) BAND ("s", HIGH, H ("2")), 0, 4,
    "" },
  { "more cases than are tried", MANY ("r", "6", E ("2")) MANY ("s", "7", H ("2")) DENIED, 0,
    100000000, "rs:untried" },
};

static void
test_table (void)
{
  static const char *const kinds[] = { "tie", "overlap", "untried" };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (WORLD AGREEMENT_HEAD "rules:\n", rows[i].rules, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      const EquateRuleset *ruleset = compiled->ruleset;
      EquateRange rules = ruleset->agreements[0].rules;
      guint64 shared = 0;
      EquateWork work = { rows[i].work, &shared, FALSE };
      g_autoptr (EquateWaySet) ways = equate_way_set_new (ruleset, 0, 100, &work);
      g_autofree EquateRuleShape *shapes = g_new (EquateRuleShape, rules.count);
      g_autofree guint8 *needless = g_new0 (guint8, rules.count);
      for (guint r = 0; r < rules.count; r++)
        {
          equate_rule_shape_init (ruleset, rules.first + r, &shapes[r]);
          needless[r] = *text_at (compiled, ruleset->rules[r].id) == rows[i].needless;
        }
      const EquateAnalysis analysis = { .workspace = compiled->workspace,
                                        .ruleset = ruleset,
                                        .on = date ("2025-02-01"),
                                        .diagnostics = compiled->diagnostics };
      const EquateAgreementView view = { 0, rules, &work, ways, shapes };
      g_autoptr (EquateRuleMeetings) meetings
          = equate_rule_meetings_new (&analysis, &view, needless);
      GString *shown = g_string_new (NULL);
      for (guint m = 0; m < meetings->found->len; m++)
        {
          const EquateMeeting *meeting = &g_array_index (meetings->found, EquateMeeting, m);
          g_string_append_printf (
              shown, "%s%s:%s ", text_at (compiled, ruleset->rules[meeting->early].id),
              text_at (compiled, ruleset->rules[meeting->late].id), kinds[meeting->kind]);
          g_assert_true ((meeting->example == NULL) == (meeting->kind == EQUATE_MEETING_UNTRIED));
        }
      g_autofree char *list = finish_list (shown);
      assert_shown (rows[i].name, list, rows[i].expected);
    }
}

/* One late rule after the other, by kind. */
static void
test_next (void)
{
  EquateMeeting items[] = { { 0, 1, EQUATE_MEETING_OVERLAP, NULL },
                            { 0, 2, EQUATE_MEETING_TIE, NULL },
                            { 1, 2, EQUATE_MEETING_OVERLAP, NULL },
                            { 1, 3, EQUATE_MEETING_TIE, NULL },
                            { 2, 3, EQUATE_MEETING_TIE, NULL } };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (EquateMeeting));
  g_array_append_vals (found, items, G_N_ELEMENTS (items));
  const EquateRuleMeetings meetings = { found, NULL };
  guint place = 0;
  guint n = 0;
  const EquateMeeting *first
      = equate_rule_meetings_next (&meetings, EQUATE_MEETING_TIE, &place, &n);
  g_assert_cmpuint (first->early, ==, 0);
  g_assert_cmpuint (first->late, ==, 2);
  g_assert_cmpuint (n, ==, 1);
  first = equate_rule_meetings_next (&meetings, EQUATE_MEETING_TIE, &place, &n);
  g_assert_cmpuint (first->early, ==, 1);
  g_assert_cmpuint (first->late, ==, 3);
  g_assert_cmpuint (n, ==, 2);
  g_assert_null (equate_rule_meetings_next (&meetings, EQUATE_MEETING_TIE, &place, &n));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-meetings/table", test_table);
  g_test_add_func ("/rule-meetings/next", test_next);
  return g_test_run ();
}
