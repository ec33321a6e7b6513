/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load.h"

#include <string.h>

#include "loading.h"

#define HEAD "equate: agreement/1\nid: a\nfrom: x\nto: y\nstatus: approved\n"
#define RULE(text) HEAD "rules:\n  - {id: r, " text "}\n"
#define BOTH "take: A, give: B"

static const Expectation expectations[] = {
  { "no rules", HEAD, "" },
  { "no id", "equate: agreement/1\nto: y\n", "EQ104@1:1" },
  { "a base", "equate: agreement/1\nid: a\nrules: [{id: r, " BOTH "}]\n", "" },
  { "a base for one target", "equate: agreement/1\nid: a\nto: y\n", "" },
  { "no target", "equate: agreement/1\nid: a\nfrom: x\nstatus: draft\n", "EQ104@1:1" },
  { "no status", "equate: agreement/1\nid: a\nfrom: x\nto: y\n", "EQ104@1:1" },
  { "choices", HEAD "repeats: worst\nmax-age: 5 weeks\nvalid: {from: 2025-02-30}\n",
    "EQ109@6:10 EQ107@7:10 EQ107@8:15" },
  { "rates", HEAD "credits: {rate: 0}\n", "EQ404@6:17" },
  { "negative rates", HEAD "credits: {rate: -1/2}\n", "EQ404@6:17" },
  { "roundings", HEAD "credits: {round: {step: 0, mode: half-down}}\n", "EQ109@6:34" },
  { "steps", HEAD "credits: {round: {step: 0, mode: half-even}}\n", "EQ404@6:19" },
  { "half of a rounding", HEAD "credits: {round: {step: 0.5}}\n", "" },
  { "shortfalls", HEAD "credits: {shortfall: {otherwise: {elective: free}}}\n", "EQ104@6:23" },
  { "shares of a shortfall", HEAD "credits: {shortfall: {at-most: 101%}}\n", "EQ106@6:32" },
  { "odd shares of a shortfall", HEAD "credits: {shortfall: {at-most: 1e1%}}\n", "EQ106@6:32" },
  { "less than nothing", HEAD "credits: {shortfall: {at-most: -1}}\n", "EQ106@6:32" },
  { "limits",
    HEAD
    "limits:\n  - {id: a}\n  - {id: b, credits: 1, share: 1/2}\n  - {id: c, share: 3/2}\n"
    "  - {id: d, share: -1/2}\n  - {id: e, credits: 1}\n  - {id: e, share: 1}\n  - {share: 1}\n",
    "EQ104@7:6 EQ404@8:6 EQ404@9:6 EQ404@10:6 EQ104@13:6 EQ207@12:10" },
  { "defaults", HEAD "defaults: {min-grade: '70', course: A, min-hours: {}}\n",
    "EQ102@6:29 EQ114@6:51" },
  { "a rule needs an id", HEAD "rules:\n  - {" BOTH "}\n", "EQ104@7:6" },
  { "two rules", HEAD "rules:\n  - {id: r, " BOTH "}\n  - {id: s, deny: A}\n  - {id: r, deny: A}\n",
    "EQ207@9:10" },
  { "neither", RULE ("priority: 1"), "EQ115@7:6" },
  { "only take", RULE ("take: A"), "EQ115@7:6" },
  { "only give", RULE ("give: A"), "EQ115@7:6" },
  { "both", RULE (BOTH ", deny: C"), "EQ115@7:6" },
  { "a reason without a denial", RULE (BOTH ", because: of that"), "EQ115@7:6" },
  { "a denial without effect", RULE ("deny: C, times: 2"), "EQ115@7:6" },
  { "a denial with an exception", RULE ("deny: C, unless: D"), "EQ115@7:6" },
  { "a misspelt key is one fault", RULE ("tak: A, give: B"), "EQ102@7:13" },
  { "times", RULE (BOTH ", times: 0"), "EQ106@7:38" },
  { "priorities", RULE (BOTH ", priority: 1.5, grade: best"), "EQ106@7:41 EQ109@7:53" },
  { "a denial of a combination", RULE ("deny: {any-of: [A, B]}"), "EQ112@7:20" },
  { "denials of combinations", RULE ("deny: [A, [B]]"), "EQ112@7:23" },
  { "an empty denial", RULE ("deny: []"), "EQ112@7:19" },
  { "ids", "equate: agreement/1\nid: A b\nfrom: [x, Y]\nto: y\nstatus: approved\n",
    "EQ108@2:5 EQ108@3:11" },
};

static void
test_findings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      g_autoptr (Loaded) loaded = load_text (expectations[i].text, equate_load_agreement);

      assert_findings (&expectations[i], loaded->diagnostics);
    }
}

static void
test_terms (void)
{
  g_autoptr (Loaded) loaded = load_text (
      "equate: agreement/1\nid: bjut-opole\nfrom: [bjut, bistu]\nto: opole\nextends: [base]\n"
      "status: illustrative\nvalid: {from: 2024-10-01, until: 2029-09-30}\nprogrammes: [ee-bsc]\n"
      "provenance: {approved-by: The rector, approved-on: 2024-05-20}\n"
      "credits:\n  rate: 3/2\n  source-programme: se\n  round: {step: 0.5, mode: up}\n"
      "  shortfall: {at-most: 10%, otherwise: {elective: free, credits: converted}}\n"
      "grades: cn-pl\nlimits:\n  - {id: free, elective: free, credits: 10}\n"
      "  - {id: residency, share: 1/2}\nrepeats: latest\nmax-age: 5 years\n"
      "defaults: {min-grade: \"70\"}\n",
      equate_load_agreement);
  const EquateAgreement *agreement = loaded->record;
  const EquateLimit *limits = equate_list_index (agreement->limits, EquateLimit, 0);

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
  g_assert_cmpuint (agreement->from.length, ==, 2);
  g_assert_cmpstr (equate_list_index (agreement->from, EquateName, 1)->text, ==, "bistu");
  g_assert_cmpint (agreement->status, ==, EQUATE_STATUS_ILLUSTRATIVE);
  g_assert_cmpstr (agreement->provenance->approved_by.text, ==, "The rector");
  g_assert_cmpint (agreement->credits->rate.numerator, ==, 3);
  g_assert_cmpint (agreement->credits->rate.denominator, ==, 2);
  g_assert_cmpint (agreement->credits->round->step, ==, 500);
  g_assert_cmpint (agreement->credits->round->mode, ==, EQUATE_ROUND_UP);
  g_assert_cmpint (agreement->credits->shortfall->at_most, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpint (agreement->credits->shortfall->at_most_share.denominator, ==, 10);
  g_assert_cmpint (agreement->credits->shortfall->otherwise->kind, ==, EQUATE_AWARD_ELECTIVE);
  g_assert_cmpint (limits[0].credits, ==, 10000);
  g_assert_cmpint (limits[0].share.denominator, ==, 0);
  g_assert_cmpint (limits[1].credits, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpint (limits[1].share.denominator, ==, 2);
  g_assert_cmpint (agreement->repeats, ==, EQUATE_REPEATS_LATEST);
  g_assert_cmpuint (agreement->max_age, ==, 60);
  g_assert_cmpstr (agreement->defaults->min_grade.text, ==, "70");
  g_assert_cmpint (agreement->defaults->min_credits, ==, EQUATE_DECIMAL_NONE);
}

static void
test_rules (void)
{
  g_autoptr (Loaded) loaded = load_text (
      HEAD "credits: {round: {step: 0.5}, shortfall: {at-most: 0.5}}\nrules:\n"
           "  - id: first\n    take: [A, B]\n    give: C\n    grade: none\n    priority: -10\n"
           "    times: 3\n    unless: D\n    programmes: [ee]\n    valid: {from: 2020-01-01}\n"
           "  - {id: second, deny: {match: 'PE.*'}, because: No sport.}\n"
           "  - {id: third, deny: [A, {tag: sport}]}\n",
      equate_load_agreement);
  const EquateAgreement *agreement = loaded->record;
  const EquateRule *rules = equate_list_index (agreement->rules, EquateRule, 0);

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
  g_assert_cmpint (agreement->credits->rate.denominator, ==, 0);
  g_assert_cmpint (agreement->credits->round->mode, ==, EQUATE_ROUND_HALF_UP);
  g_assert_cmpint (agreement->credits->shortfall->at_most, ==, 500);
  g_assert_null (agreement->credits->shortfall->otherwise);
  g_assert_null (agreement->defaults);
  g_assert_cmpuint (agreement->rules.length, ==, 3);
  g_assert_cmpint (rules[0].take->kind, ==, EQUATE_REQUIREMENT_ALL_OF);
  g_assert_cmpint (rules[0].give->kind, ==, EQUATE_AWARD_COURSE);
  g_assert_cmpint (rules[0].grade, ==, EQUATE_GRADE_NONE);
  g_assert_cmpint (rules[0].priority, ==, -10);
  g_assert_cmpint (rules[0].times, ==, 3);
  g_assert_cmpstr (rules[0].unless->code.key, ==, "D");
  g_assert_cmpuint (rules[0].n_deny, ==, 0);
  g_assert_null (rules[1].take);
  g_assert_null (rules[1].give);
  g_assert_cmpuint (rules[1].n_deny, ==, 1);
  g_assert_cmpstr (rules[1].deny[0]->text.text, ==, "PE.*");
  g_assert_cmpstr (rules[1].because, ==, "No sport.");
  g_assert_cmpint (rules[1].times, ==, 1);
  g_assert_cmpint (rules[1].grade, ==, EQUATE_GRADE_MEAN);
  g_assert_cmpuint (rules[2].n_deny, ==, 2);
  g_assert_cmpint (rules[2].deny[1]->kind, ==, EQUATE_REQUIREMENT_TAG);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-agreement/findings", test_findings);
  g_test_add_func ("/load-agreement/terms", test_terms);
  g_test_add_func ("/load-agreement/rules", test_rules);
  return g_test_run ();
}
