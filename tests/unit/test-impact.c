/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/impact.h"
#include "compiling.h"
#include "decisions.h"

static const EquateDecidedAward awards[] = {
  { "a", EQUATE_DECIDED_COURSE, "B1", NULL, 6000, "ects", "4.0", NULL, NULL, FALSE, sample_physics,
    2, 0 },
  { "a", EQUATE_DECIDED_COURSE, "B1", NULL, 6000, "ects", "4.5", NULL, NULL, FALSE, sample_physics,
    2, 0 },
  { "b", EQUATE_DECIDED_ELECTIVE, "free", NULL, 3000, "ects", "4.0", NULL, NULL, FALSE,
    sample_physics, 1, 0 },
  { "b", EQUATE_DECIDED_ELECTIVE, "free", NULL, 3000, "ects", "4.0", NULL, NULL, FALSE,
    sample_sport, 1, 0 },
};

static EquateDecision
decision_of (const EquateDecidedAward *own, guint n, EquateOutcome outcome)
{
  EquateDecision decision
      = { .agreement = "ab", .outcome = outcome, .awards = own, .n_awards = n };

  for (guint i = 0; i < n; i++)
    decision.awarded += own[i].credits;
  return decision;
}

/* Nothing differs between the rules: only the decisions are compared. */
static void
test_awards (void)
{
  static const struct
  {
    guint before, n_before, after, n_after;
    guint lost, gained, differing;
  } rows[] = {
    { 0, 1, 0, 1, 0, 0, 0 }, /* the same */
    { 0, 1, 1, 1, 0, 0, 1 }, /* another grade */
    { 0, 0, 0, 1, 0, 1, 0 }, { 0, 1, 0, 0, 1, 0, 0 },
    { 2, 1, 3, 1, 1, 1, 0 }, /* electives from other courses are other awards */
    { 2, 2, 2, 1, 1, 0, 0 },
  };
  g_autoptr (Compiled) compiled = compile_good (WORLD AGREEMENT_HEAD "rules: []\n");
  g_autoptr (EquateRuleChanges) changes
      = equate_rule_changes_new (compiled->ruleset, compiled->ruleset);

  g_assert_cmpuint (equate_rule_changes_get_length (changes), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EquateDecision before
          = decision_of (awards + rows[i].before, rows[i].n_before, EQUATE_OUTCOME_DECIDED);
      EquateDecision after
          = decision_of (awards + rows[i].after, rows[i].n_after, EQUATE_OUTCOME_DECIDED);
      g_autoptr (EquateImpact) impact = equate_impact_new (changes, &before, &after);
      guint n[3] = { 0 };

      for (guint c = 0; c < impact->awards->len; c++)
        {
          const EquateAwardChange *change = &g_array_index (impact->awards, EquateAwardChange, c);
          n[change->after == NULL ? 0 : change->before == NULL ? 1 : 2]++;
        }
      g_test_message ("row %u", i);
      g_assert_cmpuint (n[0], ==, rows[i].lost);
      g_assert_cmpuint (n[1], ==, rows[i].gained);
      g_assert_cmpuint (n[2], ==, rows[i].differing);
      g_assert_cmpint (impact->is_changed, ==, n[0] + n[1] + n[2] > 0);
      g_assert_cmpuint (impact->causes->len, ==, impact->is_changed ? 1 : 0);
    }
}

static void
test_outcome (void)
{
  g_autoptr (Compiled) compiled = compile_good (WORLD AGREEMENT_HEAD "rules: []\n");
  g_autoptr (EquateRuleChanges) changes
      = equate_rule_changes_new (compiled->ruleset, compiled->ruleset);
  EquateDecision before = decision_of (awards, 1, EQUATE_OUTCOME_DECIDED);
  EquateDecision after = decision_of (awards, 1, EQUATE_OUTCOME_NEEDS_INFO);
  g_autoptr (EquateImpact) impact = equate_impact_new (changes, &before, &after);

  g_assert_true (impact->is_changed);
  g_assert_cmpuint (impact->awards->len, ==, 0);
}

/* Rules are compared as they were compiled: where in the file they stand does not matter. */
static void
test_rules (void)
{
#define KEPT "  - {id: kept, take: A2, give: {elective: free}}\n"
  g_autoptr (Compiled) old = compile_good (WORLD AGREEMENT_HEAD
                                           "rules:\n"
                                           "  - {id: same, take: A1, give: {elective: free}}\n"
                                           "  - {id: gone, take: A1, give: {elective: x}}\n" KEPT);
  g_autoptr (Compiled) new = compile_good (WORLD AGREEMENT_HEAD
                                           "rules:\n" KEPT
                                           "  - {id: same, take: A1, give: {elective: y}}\n"
                                           "  - {id: more, take: A1, give: {elective: x}}\n");
  g_autoptr (EquateRuleChanges) changes = equate_rule_changes_new (old->ruleset, new->ruleset);
  const char *agreement = equate_ruleset_text (old->ruleset, old->ruleset->agreements[0].id);

  g_assert_cmpuint (equate_rule_changes_get_length (changes), ==, 3);
  g_assert_cmpint (equate_rule_changes_get (changes, agreement, "same"), ==,
                   EQUATE_CHANGE_CHANGED);
  g_assert_cmpint (equate_rule_changes_get (changes, agreement, "gone"), ==,
                   EQUATE_CHANGE_REMOVED);
  g_assert_cmpint (equate_rule_changes_get (changes, agreement, "more"), ==, EQUATE_CHANGE_ADDED);
  g_assert_cmpint (equate_rule_changes_get (changes, agreement, "kept"), ==, EQUATE_CHANGE_NONE);
  g_assert_cmpint (equate_rule_changes_get (changes, agreement, NULL), ==, EQUATE_CHANGE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/impact/awards", test_awards);
  g_test_add_func ("/impact/outcome", test_outcome);
  g_test_add_func ("/impact/rules", test_rules);
  return g_test_run ();
}
