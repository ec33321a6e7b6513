/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/case-compare.h"

#include "deciding.h"

#define ANYTHING                                                                                   \
  .outcome = { .value = EQUATE_NOT_EXPECTED }, .optimal = { .value = EQUATE_NOT_EXPECTED }

static EquateExpectedAward any_award[] = { {
    .kind = EQUATE_NOT_EXPECTED,
    .credits = EQUATE_DECIMAL_NONE,
    .method = EQUATE_NOT_EXPECTED,
    .fallback = EQUATE_NOT_EXPECTED,
    .priority = EQUATE_NO_PRIORITY,
} };
static EquateExpectedEntry failed_entry[] = { {
    .course = { .text = "A1", .key = "A1" },
    .fate = EQUATE_FATE_FAILED,
    .reason = EQUATE_NOT_EXPECTED,
    .credits = EQUATE_DECIMAL_NONE,
} };
static EquateExpectedMissing any_missing[] = { { .missing = NULL } };
static EquateName warning[] = { { .text = "EQ503" } };
static const EquateExpectedAccount account = {
  .source_earned = 0,
  .source_used = EQUATE_DECIMAL_NONE,
  .source_unused = EQUATE_DECIMAL_NONE,
  .awarded = EQUATE_DECIMAL_NONE,
  .cut_by_limits = EQUATE_DECIMAL_NONE,
};

/* The decision has one award of 6 credits, one used entry and nothing else. */
static const struct
{
  const char *name;
  EquateExpectation expect;
  const char *differences;
} rows[] = {
  { "nothing is expected", { ANYTHING }, "" },
  { "outcome",
    { .outcome = { .value = EQUATE_OUTCOME_DECIDED }, .optimal = { .value = EQUATE_NOT_EXPECTED } },
    "" },
  { "an award", { ANYTHING, .awards = { .given = TRUE, .items = { any_award, 1 } } }, "" },
  { "no award", { ANYTHING, .awards = { .given = TRUE } }, "the awards" },
  { "an entry",
    { ANYTHING, .entries = { .given = TRUE, .items = { failed_entry, 1 } } },
    "the entry A1" },
  { "no entry in particular", { ANYTHING, .entries = { .given = TRUE } }, "" },
  { "nothing missing", { ANYTHING, .missing = { .given = TRUE } }, "" },
  { "no warning", { ANYTHING, .warnings = { .given = TRUE } }, "" },
  { "all at once, in the order of the decision",
    { .outcome = { .value = EQUATE_OUTCOME_NO_AGREEMENT },
      .optimal = { .value = FALSE },
      .awards = { .given = TRUE },
      .entries = { .given = TRUE, .items = { failed_entry, 1 } },
      .missing = { .given = TRUE, .items = { any_missing, 1 } },
      .account = &account,
      .warnings = { .given = TRUE, .items = { warning, 1 } } },
    "the outcome, `optimal`, the awards, the entry A1, what is missing, the account, the "
    "warnings" },
};

static void
test_compare (void)
{
  const Case test = { NULL, GRADES, RULE ("take: A1, give: T1"), NULL, E ("A1", "85"), NULL };
  g_autoptr (Decided) decided = decide (&test);
  const EquateRuleset *ruleset = decided->compiled->ruleset;
  g_assert_nonnull (decided->decision);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) differences
          = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_case_difference_free);
      const EquateCaseComparison comparison = {
        .ruleset = ruleset,
        .from = equate_ruleset_find_institution (ruleset, "alpha"),
        .to = equate_ruleset_find_institution (ruleset, "beta"),
        .decision = decided->decision,
        .differences = differences,
      };
      equate_case_compare (&comparison, &rows[i].expect);
      g_autoptr (GString) text = g_string_new (NULL);
      for (guint d = 0; d < differences->len; d++)
        {
          const EquateCaseDifference *difference = differences->pdata[d];
          g_string_append_printf (text, "%s%s", d > 0 ? ", " : "", difference->what);
          g_assert_cmpuint (difference->expected->len + difference->got->len, >, 0);
        }
      assert_shown (rows[i].name, text->str, rows[i].differences);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-compare/compare", test_compare);
  return g_test_run ();
}
