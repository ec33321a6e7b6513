/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a registrar should look at again: EQ321 to EQ324 on agreements as they stand on the day,
 * EQ325 on limits that decide nothing or leave nothing.
 */
#include "analyse/families.h"

#include <string.h>

/* More than any limit: nobody can say how much it may become. */
#define UNBOUNDED EQUATE_DECIMAL_MAX

typedef struct
{
  const EquateAnalysis *analysis; /* borrowed */
  guint32 index;
  const EquateCompiledAgreement *agreement; /* borrowed */
  const EquateAgreement *written;           /* borrowed */
} Upkeep;

/* --- EQ321 to EQ324 --- */

static EquateDiagnostic *
report (const Upkeep *upkeep, EquateDiagnosticCode code, EquateSpan span, const char *what,
        const char *help)
{
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (upkeep->analysis->diagnostics, code, span, "agreement `%s` %s",
                                    upkeep->written->id.text, what);
  equate_diagnostic_set_help (diagnostic, "%s", help);
  return diagnostic;
}

static void
check_provenance (const Upkeep *upkeep)
{
  const EquateProvenance *provenance = upkeep->written->provenance;
  char day[EQUATE_DATE_BUFFER];
  if (upkeep->agreement->status == EQUATE_STATUS_APPROVED
      && (provenance == NULL || provenance->approved_by.text == NULL))
    equate_diagnostic_set_label (
        report (upkeep, EQUATE_DIAGNOSTIC_NO_PROVENANCE, upkeep->written->id.span,
                "is approved, but does not say by whom",
                "add `provenance: {approved-by: …, approved-on: …}`, or call it illustrative"),
        "no `approved-by`");
  if (provenance == NULL || provenance->review_by == 0
      || provenance->review_by >= upkeep->analysis->on)
    return;
  equate_diagnostic_set_label (
      report (upkeep, EQUATE_DIAGNOSTIC_REVIEW_OVERDUE, provenance->span,
              "should have been reviewed",
              "review it and set `review-by` to the next time, or end its period"),
      "by %s", equate_date_format (provenance->review_by, day));
}

/* Some other one decides on the day between the same institutions. */
static gboolean
has_successor (const Upkeep *upkeep, guint32 from)
{
  const EquateRuleset *ruleset = upkeep->analysis->ruleset;
  for (guint32 i = equate_ruleset_find_pair (ruleset, from, upkeep->agreement->to);
       i < ruleset->n_pairs && ruleset->pairs[i].from == from
       && ruleset->pairs[i].to == upkeep->agreement->to;
       i++)
    if (equate_period_contains (ruleset->agreements[ruleset->pairs[i].agreement].valid,
                                upkeep->analysis->on))
      return TRUE;
  return FALSE;
}

static void
check_period (const Upkeep *upkeep)
{
  const EquateRuleset *ruleset = upkeep->analysis->ruleset;
  EquateDate until = upkeep->agreement->valid.until;
  char day[EQUATE_DATE_BUFFER];
  if (until == 0 || until >= upkeep->analysis->on)
    return;
  for (guint32 i = 0; i < upkeep->agreement->from.count; i++)
    {
      guint32 from = ruleset->index_lists[upkeep->agreement->from.first + i];
      if (has_successor (upkeep, from))
        continue;
      EquateDiagnostic *diagnostic
          = report (upkeep, EQUATE_DIAGNOSTIC_AGREEMENT_EXPIRED, upkeep->written->id.span,
                    "has expired, and none follows it",
                    "prolong it, write the one that follows, or revoke it");
      equate_diagnostic_set_label (diagnostic, "valid until %s", equate_date_format (until, day));
      equate_diagnostic_set_witness (
          diagnostic, "a transcript of %s to %s is answered with no-agreement on %s",
          equate_ruleset_text (ruleset, ruleset->institutions[from].id),
          equate_ruleset_text (ruleset, ruleset->institutions[upkeep->agreement->to].id),
          equate_date_format (upkeep->analysis->on, day));
      return;
    }
}

static void
check_draft (const Upkeep *upkeep)
{
  if (upkeep->agreement->status == EQUATE_STATUS_DRAFT)
    equate_diagnostic_set_label (report (upkeep, EQUATE_DIAGNOSTIC_AGREEMENT_DRAFT,
                                         upkeep->written->id.span, "decides nothing",
                                         "set `status: approved` once it is"),
                                 "a draft");
}

/* --- EQ325: the most that rules can award --- */

static EquateDecimal
add_bounded (EquateDecimal a, EquateDecimal b)
{
  return a >= UNBOUNDED || b >= UNBOUNDED || a + b >= UNBOUNDED ? UNBOUNDED : a + b;
}

static EquateDecimal
get_catalog_credits (const EquateRuleset *ruleset, guint32 course)
{
  EquateRange editions = ruleset->courses[course].editions;
  EquateDecimal most = 0;
  for (guint32 i = 0; i < editions.count; i++)
    most = MAX (most, ruleset->editions[editions.first + i].credits);
  return most;
}

/* Of one application of a give; category 0: of everything. */
static EquateDecimal
get_most (const EquateRuleset *ruleset, guint32 index, EquateString category)
{
  const EquateCompiledGive *give = &ruleset->gives[index];
  EquateDecimal most = 0;
  for (guint i = 0; i < give->n_children; i++)
    {
      EquateDecimal child = get_most (ruleset, give->first_child + i, category);
      most = give->kind == EQUATE_AWARD_ONE_OF ? MAX (most, child) : add_bounded (most, child);
    }
  if (give->n_children > 0 || give->kind == EQUATE_AWARD_WAIVER)
    return most;
  if (category != 0 && (give->kind != EQUATE_AWARD_ELECTIVE || give->target != category))
    return 0;
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    return ruleset->decimals[give->credits];
  if (give->credits_kind == EQUATE_CREDITS_CATALOG && give->kind == EQUATE_AWARD_COURSE)
    return get_catalog_credits (ruleset, give->target);
  return UNBOUNDED;
}

/* Of all rules, each as often as it may be applied. That a course is awarded once only is left
 * aside: the sum is a bound. */
static EquateDecimal
sum_most (const Upkeep *upkeep, EquateString category, EquateDecimal enough)
{
  const EquateRuleset *ruleset = upkeep->analysis->ruleset;
  const EquateCompiledAgreement *agreement = upkeep->agreement;
  EquateDecimal otherwise = agreement->shortfall_otherwise != EQUATE_NO_INDEX
                                ? get_most (ruleset, agreement->shortfall_otherwise, category)
                                : 0;
  EquateDecimal sum = 0;
  for (guint32 i = 0; i < agreement->rules.count && sum <= enough; i++)
    {
      const EquateCompiledRule *rule = &ruleset->rules[agreement->rules.first + i];
      const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
      if (rule->take == EQUATE_NO_INDEX)
        continue;
      EquateDecimal once = MAX (get_most (ruleset, rule->give, category), otherwise);
      if (once > 0 && once > UNBOUNDED / terms->times)
        return UNBOUNDED;
      sum = add_bounded (sum, once * terms->times);
    }
  return sum;
}

/* --- EQ325: what limits allow --- */

/* The least that a limit may come to for any programme; UNBOUNDED: it is never a limit. */
static EquateDecimal
get_least (const Upkeep *upkeep, const EquateCompiledLimit *limit)
{
  const EquateRuleset *ruleset = upkeep->analysis->ruleset;
  if (limit->credits != EQUATE_DECIMAL_NONE)
    return limit->credits;
  EquateRange named = upkeep->agreement->programmes;
  EquateRange programmes = ruleset->institutions[upkeep->agreement->to].programmes;
  EquateDecimal least = UNBOUNDED;
  for (guint32 i = programmes.first; i < programmes.first + programmes.count; i++)
    {
      const EquateCompiledProgramme *programme = &ruleset->programmes[i];
      gboolean is_meant = named.count == 0;
      for (guint32 j = 0; j < named.count; j++)
        is_meant |= ruleset->string_lists[named.first + j] == programme->id;
      if (!is_meant || programme->credits == EQUATE_DECIMAL_NONE)
        continue;
      EquateDecimal share = (EquateDecimal) ((__int128) programme->credits * limit->share.numerator
                                             / limit->share.denominator);
      least = MIN (least, share);
    }
  return least;
}

static EquateDiagnostic *
report_limit (const Upkeep *upkeep, const EquateLimit *limit, const char *what, const char *help)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      upkeep->analysis->diagnostics, EQUATE_DIAGNOSTIC_LIMIT_WITHOUT_EFFECT, limit->id.span,
      "limit `%s` %s", limit->id.text, what);
  equate_diagnostic_set_help (diagnostic, "%s", help);
  return diagnostic;
}

static void
check_limit (const Upkeep *upkeep, const EquateLimit *written, const EquateCompiledLimit *limit)
{
  EquateDecimal least = get_least (upkeep, limit);
  char text[EQUATE_DECIMAL_BUFFER];
  if (least == UNBOUNDED)
    {
      equate_diagnostic_set_label (
          report_limit (upkeep, written, "never binds",
                        "state the credits of the programme in the catalog, or limit by `credits`"),
          "no programme of the target states its credits");
      return;
    }
  if (least == 0)
    {
      equate_diagnostic_set_label (
          report_limit (upkeep, written, "leaves nothing to be awarded",
                        "leave the rules out that award what it forbids, or allow some"),
          "0 credits");
      return;
    }
  EquateDecimal most = sum_most (upkeep, limit->elective, least);
  if (most == 0)
    equate_diagnostic_set_label (
        report_limit (upkeep, written, "never binds", "correct what it is about, or leave it out"),
        "no rule awards such credits");
  else if (most <= least)
    equate_diagnostic_set_label (
        report_limit (upkeep, written, "never binds", "lower it, or leave it out"),
        "all rules together award at most %s", equate_decimal_format (most, text));
}

/* What is inherited may bind in other agreements: it is judged where it stands alone. */
static void
check_limits (const Upkeep *upkeep)
{
  const EquateRuleset *ruleset = upkeep->analysis->ruleset;
  EquateRange limits = upkeep->agreement->limits;
  for (guint i = 0; i < upkeep->written->limits.length; i++)
    {
      const EquateLimit *written = equate_list_index (upkeep->written->limits, EquateLimit, i);
      for (guint32 j = limits.first; j < limits.first + limits.count; j++)
        if (written->id.text != NULL
            && strcmp (equate_ruleset_text (ruleset, ruleset->limits[j].id), written->id.text) == 0)
          check_limit (upkeep, written, &ruleset->limits[j]);
    }
}

void
equate_find_upkeep_findings (const EquateAnalysis *analysis)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    {
      if (!equate_analysis_is_alive (analysis, i))
        continue;
      Upkeep upkeep = { analysis, i, &ruleset->agreements[i],
                        equate_workspace_get_agreements (analysis->workspace)->pdata[i] };
      check_draft (&upkeep);
      check_limits (&upkeep);
      if (ruleset->agreements[i].status == EQUATE_STATUS_DRAFT)
        continue;
      check_provenance (&upkeep);
      check_period (&upkeep);
    }
}
