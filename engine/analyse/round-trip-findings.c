/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * EQ312: a way there and back that gains more than 1 credit. Rules that take one course and give
 * one are followed from course to course, back to the institution where they began, directly or
 * through a third one. EQ310 where there are too many ways to follow them all.
 */
#include "analyse/families.h"

#define MARGIN EQUATE_DECIMAL_ONE
#define MAX_STEPS 3
/* Steps that are tried in all; workspaces in which everybody takes from everybody have more. */
#define MAX_WORK 4000000

/* A rule that makes one course of another. */
typedef struct
{
  guint32 from; /* courses */
  guint32 to;
  guint32 rule;
  guint32 give; /* gives: the award of the course */
  guint32 node; /* nodes: the leaf */
} Step;

typedef struct
{
  const Step *steps[MAX_STEPS];
  EquateDecimal credits[MAX_STEPS + 1]; /* before the first step, and after each */
  guint n_steps;
} Trip;

/* The agreements that take part, in ascending order; EQUATE_NO_INDEX at the end. */
typedef struct
{
  guint32 agreements[MAX_STEPS];
} Parties;

typedef struct
{
  const EquateAnalysis *analysis; /* borrowed */
  GArray *steps;                  /* owned: Step, by from, then rule */
  guint32 *ends;                  /* owned: by course, where its steps begin; and one more */
  GArray *trips;                  /* owned: Trip, in the order in which they were found */
  GHashTable *by_party;           /* owned: Parties (owned): index of trips + 1 */
  guint work;                     /* steps that were tried */
  gboolean is_cut;                /* there were more than MAX_WORK */
} Search;

/* --- the steps --- */

/* The only part of a list of one. */
static guint32
get_single_node (const EquateRuleset *ruleset, guint32 index)
{
  const EquateCompiledNode *node = &ruleset->nodes[index];
  if (node->kind == EQUATE_REQUIREMENT_ALL_OF && node->n_children == 1)
    return get_single_node (ruleset, node->first_child);
  return node->kind == EQUATE_REQUIREMENT_COURSE ? index : EQUATE_NO_INDEX;
}

static guint32
get_single_give (const EquateRuleset *ruleset, guint32 index)
{
  const EquateCompiledGive *give = &ruleset->gives[index];
  if (give->kind == EQUATE_AWARD_ALL_OF && give->n_children == 1)
    return get_single_give (ruleset, give->first_child);
  return give->kind == EQUATE_AWARD_COURSE ? index : EQUATE_NO_INDEX;
}

static const char *
get_single_key (const EquateRequirement *take)
{
  while (take->kind == EQUATE_REQUIREMENT_ALL_OF)
    take = take->children[0];
  return take->code.key;
}

static gboolean
decides (const EquateCompiledAgreement *agreement)
{
  return agreement->status == EQUATE_STATUS_APPROVED
         || agreement->status == EQUATE_STATUS_ILLUSTRATIVE;
}

/* Institutions that give as well as take: no way leads back to others. */
static guint8 *
find_both_ways (const EquateRuleset *ruleset)
{
  enum
  {
    GIVES = 1,
    TAKES = 2
  };
  guint8 *roles = g_new0 (guint8, ruleset->n_institutions + 1);
  for (guint32 i = 0; i < ruleset->n_pairs; i++)
    {
      roles[ruleset->pairs[i].from] |= GIVES;
      roles[ruleset->pairs[i].to] |= TAKES;
    }
  for (guint32 i = 0; i < ruleset->n_institutions; i++)
    roles[i] = roles[i] == (GIVES | TAKES);
  return roles;
}

static void
add_steps (Search *search, guint32 rule, const guint8 *both_ways)
{
  const EquateRuleset *ruleset = search->analysis->ruleset;
  const EquateCompiledRule *compiled = &ruleset->rules[rule];
  const EquateCompiledAgreement *agreement = &ruleset->agreements[ruleset->terms[compiled->terms].agreement];
  EquatePeriod period;
  if (compiled->take == EQUATE_NO_INDEX || !equate_rule_get_period (ruleset, rule, &period))
    return;
  Step step = { .rule = rule,
                .give = get_single_give (ruleset, compiled->give),
                .node = get_single_node (ruleset, compiled->take) };
  if (step.give == EQUATE_NO_INDEX || step.node == EQUATE_NO_INDEX)
    return;
  step.to = ruleset->gives[step.give].target;
  for (guint32 i = 0; i < agreement->from.count; i++)
    {
      guint32 institution = ruleset->index_lists[agreement->from.first + i];
      if (!both_ways[institution] || institution == agreement->to)
        continue;
      step.from = equate_ruleset_find_course (
          ruleset, institution, get_single_key (search->analysis->records[rule]->take));
      if (step.from != EQUATE_NO_INDEX)
        g_array_append_val (search->steps, step);
    }
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *left = a;
  const Step *right = b;
  if (left->from != right->from)
    return left->from < right->from ? -1 : 1;
  return (left->rule > right->rule) - (left->rule < right->rule);
}

static void
find_steps (Search *search)
{
  const EquateRuleset *ruleset = search->analysis->ruleset;
  g_autofree guint8 *both_ways = find_both_ways (ruleset);
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    {
      const EquateCompiledAgreement *agreement = &ruleset->agreements[i];
      if (!equate_analysis_is_alive (search->analysis, i) || !decides (agreement)
          || !both_ways[agreement->to])
        continue;
      for (guint32 r = 0; r < agreement->rules.count; r++)
        add_steps (search, agreement->rules.first + r, both_ways);
    }
  g_array_sort (search->steps, compare_steps);
  guint32 next = 0;
  for (guint32 course = 0; course <= ruleset->n_courses; course++)
    {
      while (next < search->steps->len && g_array_index (search->steps, Step, next).from < course)
        next++;
      search->ends[course] = next;
    }
}

/* --- credits on the way --- */

static EquateDecimal
get_catalog_credits (const Search *search, guint32 course)
{
  const EquateRuleset *ruleset = search->analysis->ruleset;
  return ruleset
      ->editions[equate_ruleset_find_edition (ruleset, course, search->analysis->on, NULL)]
      .credits;
}

static gboolean
accepts (const EquateCompiledConditions *conditions, EquateDecimal credits)
{
  return (conditions->min_credits == EQUATE_DECIMAL_NONE || credits >= conditions->min_credits)
         && (conditions->max_credits == EQUATE_DECIMAL_NONE || credits <= conditions->max_credits);
}

static gboolean
falls_short (const EquateCompiledAgreement *agreement, EquateDecimal catalog, EquateDecimal credits)
{
  __int128 missing = (__int128) catalog * agreement->rate.denominator
                     - (__int128) credits * agreement->rate.numerator;
  if (!agreement->has_shortfall)
    return FALSE;
  if (agreement->shortfall_at_most != EQUATE_DECIMAL_NONE)
    return missing > (__int128) agreement->shortfall_at_most * agreement->rate.denominator;
  return missing * agreement->shortfall_share.denominator
         > (__int128) catalog * agreement->shortfall_share.numerator * agreement->rate.denominator;
}

/* What a step makes of credits; FALSE: it is not taken. */
static gboolean
award (const Search *search, const Step *step, EquateDecimal credits, EquateDecimal *result)
{
  const EquateRuleset *ruleset = search->analysis->ruleset;
  const EquateCompiledAgreement *agreement
      = &ruleset->agreements[equate_ruleset_get_terms (ruleset, step->rule)->agreement];
  const EquateCompiledGive *give = &ruleset->gives[step->give];
  guint32 conditions = ruleset->nodes[step->node].conditions;
  EquateDecimal catalog = get_catalog_credits (search, step->to);
  if ((conditions != EQUATE_NO_INDEX && !accepts (&ruleset->conditions[conditions], credits))
      || catalog == EQUATE_DECIMAL_NONE || falls_short (agreement, catalog, credits))
    return FALSE;
  *result = give->credits_kind == EQUATE_CREDITS_FIXED ? ruleset->decimals[give->credits] : catalog;
  if (give->credits_kind != EQUATE_CREDITS_CONVERTED)
    return TRUE;
  EquateRatio exact;
  return equate_ratio_multiply (equate_ratio_new (credits, 1), agreement->rate, &exact)
         && equate_ratio_round (exact, agreement->round_step,
                                (EquateRounding) agreement->round_mode, result);
}

/* --- trips --- */

static guint
hash_parties (gconstpointer data)
{
  const Parties *parties = data;
  return (parties->agreements[0] * 31 + parties->agreements[1]) * 31 + parties->agreements[2];
}

static gboolean
equal_parties (gconstpointer a, gconstpointer b)
{
  const Parties *left = a;
  const Parties *right = b;
  for (guint i = 0; i < MAX_STEPS; i++)
    if (left->agreements[i] != right->agreements[i])
      return FALSE;
  return TRUE;
}

static Parties
get_parties (const Search *search, const Trip *trip)
{
  Parties parties = { { EQUATE_NO_INDEX, EQUATE_NO_INDEX, EQUATE_NO_INDEX } };
  for (guint i = 0; i < trip->n_steps; i++)
    {
      guint32 agreement
          = equate_ruleset_get_terms (search->analysis->ruleset, trip->steps[i]->rule)->agreement;
      guint place = i;
      for (; place > 0 && parties.agreements[place - 1] > agreement; place--)
        parties.agreements[place] = parties.agreements[place - 1];
      parties.agreements[place] = agreement;
    }
  return parties;
}

static EquateDecimal
get_gain (const Trip *trip)
{
  return trip->credits[trip->n_steps] - trip->credits[0];
}

/* One for the same agreements: the one that gains most, of these the first. */
static void
keep_trip (Search *search, const Trip *trip)
{
  Parties parties = get_parties (search, trip);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (search->by_party, &parties));
  if (known == 0)
    {
      g_array_append_val (search->trips, *trip);
      g_hash_table_insert (search->by_party, g_memdup2 (&parties, sizeof parties),
                           GUINT_TO_POINTER (search->trips->len));
      return;
    }
  Trip *best = &g_array_index (search->trips, Trip, known - 1);
  if (get_gain (trip) > get_gain (best))
    *best = *trip;
}

static gboolean
has_common_day (const Search *search, const Trip *trip)
{
  EquatePeriod all = { 0, 0 };
  for (guint i = 0; i < trip->n_steps; i++)
    {
      EquatePeriod period;
      if (!equate_rule_get_period (search->analysis->ruleset, trip->steps[i]->rule, &period)
          || !equate_periods_intersect (all, period, &all))
        return FALSE;
    }
  return TRUE;
}

static guint32
get_institution (const Search *search, guint32 course)
{
  return search->analysis->ruleset->courses[course].institution;
}

/* The steps on from where the trip has come to; the depth is that of MAX_STEPS. */
static void
go_on (Search *search, Trip *trip)
{
  const Step *last = trip->steps[trip->n_steps - 1];
  guint32 home = get_institution (search, trip->steps[0]->from);
  if (get_institution (search, last->to) == home)
    {
      if (get_gain (trip) > MARGIN && has_common_day (search, trip))
        keep_trip (search, trip);
      return;
    }
  if (trip->n_steps == MAX_STEPS)
    return;
  for (guint32 i = search->ends[last->to]; i < search->ends[last->to + 1]; i++)
    {
      if (search->work++ >= MAX_WORK)
        {
          search->is_cut = TRUE;
          return;
        }
      const Step *step = &g_array_index (search->steps, Step, i);
      Trip longer = *trip;
      if (!award (search, step, trip->credits[trip->n_steps], &longer.credits[trip->n_steps + 1]))
        continue;
      longer.steps[longer.n_steps++] = step;
      go_on (search, &longer);
    }
}

static void
report (const Search *search, const Trip *trip)
{
  const EquateRuleset *ruleset = search->analysis->ruleset;
  g_autoptr (GString) way = g_string_new (NULL);
  char before[EQUATE_DECIMAL_BUFFER], after[EQUATE_DECIMAL_BUFFER];
  for (guint i = 0; i <= trip->n_steps; i++)
    {
      guint32 course = i == 0 ? trip->steps[0]->from : trip->steps[i - 1]->to;
      g_string_append_printf (
          way, "%s%s:%s (%s)", i > 0 ? " → " : "",
          equate_ruleset_text (ruleset,
                               ruleset->institutions[ruleset->courses[course].institution].id),
          equate_ruleset_text (ruleset, ruleset->courses[course].code),
          equate_decimal_format (trip->credits[i], before));
    }
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      search->analysis->diagnostics, EQUATE_DIAGNOSTIC_ROUND_TRIP_GAIN,
      equate_analysis_rule_span (search->analysis, trip->steps[0]->rule),
      "there and back, %s credits become %s", equate_decimal_format (trip->credits[0], before),
      equate_decimal_format (trip->credits[trip->n_steps], after));
  equate_diagnostic_set_label (diagnostic, "gains %s",
                               equate_decimal_format (get_gain (trip), before));
  equate_diagnostic_set_witness (diagnostic, "%s", way->str);
  equate_diagnostic_set_other (
      diagnostic,
      equate_analysis_rule_span (search->analysis, trip->steps[trip->n_steps - 1]->rule),
      "the way back");
  equate_diagnostic_set_help (diagnostic, "compare the credits of these courses; a `shortfall` "
                                          "keeps a course from being given for less than it is "
                                          "worth");
}

/* Told once: from the rule on nothing was tried, and of the rule not everything. */
static void
report_cut (const Search *search, guint32 rule)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      search->analysis->diagnostics, EQUATE_DIAGNOSTIC_TOO_MANY_WAYS,
      equate_analysis_rule_span (search->analysis, rule),
      "from rule `%s` on there are too many ways there and back to try them all",
      equate_analysis_rule_id (search->analysis, rule));
  equate_diagnostic_set_label (diagnostic, "may begin a way that gains credits");
  equate_diagnostic_set_help (diagnostic, "validate the agreements of fewer institutions together");
}

void
equate_find_round_trip_findings (const EquateAnalysis *analysis)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autofree guint32 *ends = g_new (guint32, analysis->ruleset->n_courses + 1);
  g_autoptr (GArray) trips = g_array_new (FALSE, FALSE, sizeof (Trip));
  g_autoptr (GHashTable) by_party
      = g_hash_table_new_full (hash_parties, equal_parties, g_free, NULL);
  Search search = { analysis, steps, ends, trips, by_party, 0, FALSE };
  find_steps (&search);
  for (guint32 i = 0; i < steps->len && !search.is_cut; i++)
    {
      Trip trip = { .steps = { &g_array_index (steps, Step, i) }, .n_steps = 1 };
      trip.credits[0] = get_catalog_credits (&search, trip.steps[0]->from);
      if (trip.credits[0] != EQUATE_DECIMAL_NONE
          && award (&search, trip.steps[0], trip.credits[0], &trip.credits[1]))
        go_on (&search, &trip);
      if (search.is_cut)
        report_cut (&search, trip.steps[0]->rule);
    }
  for (guint i = 0; i < trips->len; i++)
    report (&search, &g_array_index (trips, Trip, i));
}
