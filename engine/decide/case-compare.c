/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/case-compare.h"

#include "compile/case-references.h"

#include <string.h>

#define NOTHING "nothing"

/* Does what the decision has at a place meet the expectation? */
typedef gboolean (*Fits) (const EquateCaseComparison *comparison, gconstpointer expected,
                          guint place);

/* A list that is expected and the one that the decision has. */
typedef struct
{
  guint n_expected;
  guint n_got;
  guint *partner; /* owned: by place in the decision: expected one + 1, or 0 */
  gboolean *met;  /* owned: by expected one */
} Matching;

static void
matching_clear (Matching *matching)
{
  g_free (matching->partner);
  g_free (matching->met);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Matching, matching_clear)

/* One expectation may fit several things and the other way round: finds a place for this one,
 * moving others where they fit elsewhere. */
static gboolean
find_place (Matching *matching, const gboolean *fits, guint expected, gboolean *tried)
{
  for (guint place = 0; place < matching->n_got; place++)
    {
      if (!fits[expected * matching->n_got + place] || tried[place])
        continue;
      tried[place] = TRUE;
      if (matching->partner[place] > 0
          && !find_place (matching, fits, matching->partner[place] - 1, tried))
        continue;
      matching->partner[place] = expected + 1;
      return TRUE;
    }
  return FALSE;
}

/* As many pairs as there can be. */
static Matching
match (const EquateCaseComparison *comparison, const EquateList *items, gsize item_size,
       guint n_got, Fits fits)
{
  Matching matching
      = { items->length, n_got, g_new0 (guint, n_got + 1), g_new0 (gboolean, items->length + 1) };
  g_autofree gboolean *table = g_new0 (gboolean, (gsize) items->length * n_got + 1);
  g_autofree gboolean *tried = g_new (gboolean, n_got + 1);
  for (guint i = 0; i < items->length; i++)
    for (guint place = 0; place < n_got; place++)
      table[i * n_got + place]
          = fits (comparison, (const char *) items->items + i * item_size, place);
  for (guint i = 0; i < items->length; i++)
    {
      memset (tried, 0, n_got * sizeof *tried);
      matching.met[i] = find_place (&matching, table, i, tried);
    }
  return matching;
}

/* --- What fits --- */

/* NULL: not named. */
static gboolean
text_fits (const char *expected, const char *got)
{
  return expected == NULL || g_strcmp0 (expected, got) == 0;
}

static gboolean
decimal_fits (EquateDecimal expected, EquateDecimal got)
{
  return expected == EQUATE_DECIMAL_NONE || expected == got;
}

static gboolean
choice_fits (gint expected, gint got)
{
  return expected == EQUATE_NOT_EXPECTED || expected == got;
}

static gboolean
course_fits (const EquateCaseComparison *comparison, guint32 institution,
             const EquateCode *expected, const char *got)
{
  return expected->text == NULL
         || equate_code_is_course (comparison->ruleset, institution, expected, got);
}

/* In any order. */
static gboolean
consumes_fits (const EquateCaseComparison *comparison, const EquateExpectedList *expected,
               const EquateDecidedAward *got)
{
  if (!expected->given)
    return TRUE;
  if (expected->items.length != got->n_consumes)
    return FALSE;
  g_autofree gboolean *taken = g_new0 (gboolean, got->n_consumes + 1);
  for (guint i = 0; i < got->n_consumes; i++)
    {
      const EquateCode *code = equate_list_index (expected->items, EquateCode, i);
      guint place = 0;
      while (place < got->n_consumes
             && (taken[place]
                 || !course_fits (comparison, comparison->from, code, got->consumes[place])))
        place++;
      if (place == got->n_consumes)
        return FALSE;
      taken[place] = TRUE;
    }
  return TRUE;
}

static gboolean
award_fits (const EquateCaseComparison *comparison, const EquateExpectedAward *expected,
            const EquateDecidedAward *got)
{
  gboolean same_target
      = got->kind == EQUATE_DECIDED_ELECTIVE
            ? text_fits (expected->target.text, got->target)
            : course_fits (comparison, comparison->to, &expected->target, got->target);
  const char *method = expected->method == EQUATE_NOT_EXPECTED
                           ? NULL
                           : equate_choice_get_text (equate_method_choices, expected->method);
  return same_target && text_fits (expected->rule.text, got->rule)
         && choice_fits (expected->kind, (gint) got->kind)
         && decimal_fits (expected->credits, got->credits) && text_fits (expected->unit, got->unit)
         && text_fits (expected->grade, got->grade)
         && text_fits (expected->conversion.text, got->conversion)
         && text_fits (method, got->method) && choice_fits (expected->fallback, got->fallback)
         && consumes_fits (comparison, &expected->consumes, got)
         && (expected->priority == EQUATE_NO_PRIORITY || expected->priority == got->priority);
}

static gboolean
decided_award_fits (const EquateCaseComparison *comparison, gconstpointer expected, guint place)
{
  return award_fits (comparison, expected, &comparison->decision->awards[place]);
}

/* A rule is the one that used the entry, or that has the reason. */
static gboolean
reason_fits (const EquateExpectedEntry *expected, const EquateDecidedEntry *got)
{
  if (expected->reason == EQUATE_NOT_EXPECTED
      && (expected->rule.text == NULL || text_fits (expected->rule.text, got->rule)))
    return TRUE;
  for (guint i = 0; i < got->n_reasons; i++)
    if (choice_fits (expected->reason, (gint) got->reasons[i].code)
        && text_fits (expected->rule.text, got->reasons[i].rule))
      return TRUE;
  return FALSE;
}

static gboolean
entry_fits (const EquateCaseComparison *comparison, gconstpointer item, guint place)
{
  const EquateExpectedEntry *expected = item;
  const EquateDecidedEntry *got = &comparison->decision->entries[place];
  return course_fits (comparison, comparison->from, &expected->course, got->course)
         && choice_fits (expected->fate, (gint) got->fate) && reason_fits (expected, got)
         && decimal_fits (expected->credits, got->credits)
         && text_fits (expected->grade, got->grade)
         && text_fits (expected->converted, got->converted);
}

/* The whole list of what would be awarded, in any order. */
static gboolean
would_award_fits (const EquateCaseComparison *comparison, const EquateExpectedList *expected,
                  const EquateMissingInfo *got)
{
  if (!expected->given)
    return TRUE;
  EquateDecision would_be = { .awards = got->would_award, .n_awards = got->n_would_award };
  EquateCaseComparison inner = *comparison;
  inner.decision = &would_be;
  g_auto (Matching) matching = match (&inner, &expected->items, sizeof (EquateExpectedAward),
                                      got->n_would_award, decided_award_fits);
  gboolean whole = matching.n_expected == matching.n_got;
  for (guint i = 0; i < matching.n_expected; i++)
    whole = whole && matching.met[i];
  return whole;
}

static gboolean
missing_fits (const EquateCaseComparison *comparison, gconstpointer item, guint place)
{
  const EquateExpectedMissing *expected = item;
  const EquateMissingInfo *got = &comparison->decision->missing[place];
  return text_fits (expected->rule.text, got->rule)
         && course_fits (comparison, comparison->from, &expected->entry, got->entry)
         && text_fits (expected->missing, got->missing)
         && would_award_fits (comparison, &expected->would_award, got);
}

static gboolean
warning_fits (const EquateCaseComparison *comparison, gconstpointer item, guint place)
{
  EquateDiagnosticCode code;
  return equate_diagnostic_lookup (((const EquateName *) item)->text, &code)
         && comparison->decision->warnings[place].code == code;
}

/* --- What differs --- */

static void
finish (EquateCaseDifference *difference)
{
  if (difference->expected->len == 0)
    g_ptr_array_add (difference->expected, g_strdup (NOTHING));
  if (difference->got->len == 0)
    g_ptr_array_add (difference->got, g_strdup (NOTHING));
}

static void
compare_word (const EquateCaseComparison *comparison, const EquateExpectedWord *word,
              const char *what, const char *expected, const char *got)
{
  if (word->value == EQUATE_NOT_EXPECTED || strcmp (expected, got) == 0)
    return;
  EquateCaseDifference *difference
      = equate_case_difference_add (comparison->differences, word->span, what);
  g_ptr_array_add (difference->expected, g_strdup (expected));
  g_ptr_array_add (difference->got, g_strdup (got));
}

/* The whole list, whatever the order. */
static void
compare_awards (const EquateCaseComparison *comparison, const EquateExpectedList *awards)
{
  const EquateDecision *decision = comparison->decision;
  if (!awards->given)
    return;
  g_auto (Matching) matching = match (comparison, &awards->items, sizeof (EquateExpectedAward),
                                      decision->n_awards, decided_award_fits);
  EquateCaseDifference *difference = NULL;
  for (guint i = 0; i < matching.n_expected; i++)
    {
      const EquateExpectedAward *award = equate_list_index (awards->items, EquateExpectedAward, i);
      if (matching.met[i])
        continue;
      if (difference == NULL)
        difference
            = equate_case_difference_add (comparison->differences, award->span, "the awards");
      g_ptr_array_add (difference->expected, equate_expected_award_describe (award));
    }
  for (guint place = 0; place < matching.n_got; place++)
    {
      if (matching.partner[place] > 0)
        continue;
      if (difference == NULL)
        difference
            = equate_case_difference_add (comparison->differences, awards->span, "the awards");
      g_ptr_array_add (difference->got, equate_award_describe (&decision->awards[place]));
    }
  if (difference != NULL)
    finish (difference);
}

static void
compare_entries (const EquateCaseComparison *comparison, const EquateList *entries)
{
  const EquateDecision *decision = comparison->decision;
  g_auto (Matching) matching
      = match (comparison, entries, sizeof (EquateExpectedEntry), decision->n_entries, entry_fits);
  for (guint i = 0; i < matching.n_expected; i++)
    {
      const EquateExpectedEntry *entry = equate_list_index (*entries, EquateExpectedEntry, i);
      if (matching.met[i])
        continue;
      g_autofree char *what = g_strdup_printf ("the entry %s", entry->course.text);
      EquateCaseDifference *difference
          = equate_case_difference_add (comparison->differences, entry->span, what);
      g_ptr_array_add (difference->expected, equate_expected_entry_describe (entry));
      for (guint place = 0; place < matching.n_got; place++)
        if (matching.partner[place] == 0
            && course_fits (comparison, comparison->from, &entry->course,
                            decision->entries[place].course))
          g_ptr_array_add (difference->got, equate_entry_describe (&decision->entries[place]));
      finish (difference);
    }
}

/* Lists of which some are named; a list that is given and empty means that there are none. */
static void
compare_missing (const EquateCaseComparison *comparison, const EquateExpectedList *missing)
{
  const EquateDecision *decision = comparison->decision;
  g_auto (Matching) matching = match (comparison, &missing->items, sizeof (EquateExpectedMissing),
                                      decision->n_missing, missing_fits);
  EquateCaseDifference *difference = NULL;
  if (missing->given && matching.n_expected == 0 && matching.n_got > 0)
    difference
        = equate_case_difference_add (comparison->differences, missing->span, "what is missing");
  for (guint i = 0; i < matching.n_expected; i++)
    {
      const EquateExpectedMissing *piece
          = equate_list_index (missing->items, EquateExpectedMissing, i);
      if (matching.met[i])
        continue;
      if (difference == NULL)
        difference
            = equate_case_difference_add (comparison->differences, piece->span, "what is missing");
      g_ptr_array_add (difference->expected, equate_expected_missing_describe (piece));
    }
  for (guint place = 0; difference != NULL && place < matching.n_got; place++)
    if (matching.partner[place] == 0)
      g_ptr_array_add (difference->got, equate_missing_describe (&decision->missing[place]));
  if (difference != NULL)
    finish (difference);
}

static void
compare_warnings (const EquateCaseComparison *comparison, const EquateExpectedList *warnings)
{
  const EquateDecision *decision = comparison->decision;
  g_auto (Matching) matching = match (comparison, &warnings->items, sizeof (EquateName),
                                      decision->n_warnings, warning_fits);
  EquateCaseDifference *difference = NULL;
  if (warnings->given && matching.n_expected == 0 && matching.n_got > 0)
    difference
        = equate_case_difference_add (comparison->differences, warnings->span, "the warnings");
  for (guint i = 0; i < matching.n_expected; i++)
    {
      const EquateName *code = equate_list_index (warnings->items, EquateName, i);
      if (matching.met[i])
        continue;
      if (difference == NULL)
        difference
            = equate_case_difference_add (comparison->differences, code->span, "the warnings");
      g_ptr_array_add (difference->expected, g_strdup (code->text));
    }
  for (guint place = 0; difference != NULL && place < matching.n_got; place++)
    if (matching.partner[place] == 0)
      g_ptr_array_add (difference->got, equate_warning_describe (&decision->warnings[place]));
  if (difference != NULL)
    finish (difference);
}

/* --- The account --- */

static void
add_account_line (EquateCaseDifference *difference, const char *key, const char *expected,
                  const char *got)
{
  g_ptr_array_add (difference->expected, g_strdup_printf ("%s: %s", key, expected));
  g_ptr_array_add (difference->got, g_strdup_printf ("%s: %s", key, got));
}

static void
compare_credits (EquateCaseDifference *difference, const char *key, EquateDecimal expected,
                 EquateDecimal got)
{
  char expected_text[EQUATE_DECIMAL_BUFFER];
  char got_text[EQUATE_DECIMAL_BUFFER];
  if (!decimal_fits (expected, got))
    add_account_line (difference, key, equate_decimal_format (expected, expected_text),
                      equate_decimal_format (got, got_text));
}

static void
compare_rounding (EquateCaseDifference *difference, EquateRatio expected, EquateRatio thousandths)
{
  char expected_text[EQUATE_RATIO_BUFFER];
  char got_text[EQUATE_RATIO_BUFFER];
  EquateRatio got = { 0, 1 };
  if (expected.denominator == 0
      || !equate_ratio_multiply (thousandths, (EquateRatio){ 1, EQUATE_DECIMAL_ONE }, &got)
      || equate_ratio_compare (expected, got) == 0)
    return;
  add_account_line (difference, "rate-and-rounding", equate_ratio_format (expected, expected_text),
                    equate_ratio_format (got, got_text));
}

static void
compare_account (const EquateCaseComparison *comparison, const EquateExpectedAccount *account)
{
  const EquateDecision *decision = comparison->decision;
  if (account == NULL)
    return;
  EquateCaseDifference *difference
      = equate_case_difference_add (comparison->differences, account->span, "the account");
  if (decision->agreement == NULL)
    {
      g_ptr_array_add (difference->expected, g_strdup ("an account"));
      finish (difference);
      return;
    }
  compare_credits (difference, "source-earned", account->source_earned, decision->source_earned);
  compare_credits (difference, "source-used", account->source_used, decision->source_used);
  compare_credits (difference, "source-unused", account->source_unused,
                   decision->source_earned - decision->source_used);
  compare_credits (difference, "awarded", account->awarded, decision->awarded);
  compare_credits (difference, "cut-by-limits", account->cut_by_limits, decision->cut_by_limits);
  compare_rounding (difference, account->rate_and_rounding, decision->rate_and_rounding);
  if (!text_fits (account->unit, decision->unit))
    add_account_line (difference, "unit", account->unit, decision->unit);
  if (difference->expected->len == 0)
    g_ptr_array_set_size (comparison->differences, (gint) comparison->differences->len - 1);
}

void
equate_case_compare (const EquateCaseComparison *comparison, const EquateExpectation *expect)
{
  const EquateDecision *decision = comparison->decision;
  if (expect->outcome.value != EQUATE_NOT_EXPECTED)
    compare_word (comparison, &expect->outcome, "the outcome",
                  equate_outcome_get_text ((EquateOutcome) expect->outcome.value),
                  equate_outcome_get_text (decision->outcome));
  compare_word (comparison, &expect->optimal, "`optimal`", expect->optimal.value ? "true" : "false",
                decision->optimal ? "true" : "false");
  compare_awards (comparison, &expect->awards);
  compare_entries (comparison, &expect->entries.items);
  compare_missing (comparison, &expect->missing);
  compare_account (comparison, expect->account);
  compare_warnings (comparison, &expect->warnings);
}
