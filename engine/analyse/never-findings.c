/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * EQ304: rules, and leaves of rules, that no transcript can ever meet. Held against the courses of
 * the catalogs, entries completed on or before the day of the decision, and the days and programmes
 * for which the agreement decides. Only what is proved is reported; silence proves nothing.
 */
#include "analyse/families.h"

#include <stdlib.h>

/* The ways of an `unless` are compared up to so many. */
#define MAX_UNLESS_WAYS 256

typedef struct
{
  const EquateAnalysis *analysis;  /* borrowed */
  const EquateAgreementView *view; /* borrowed */
  guint32 rule;
  EquatePeriod period;   /* in which the rule decides */
  const GArray *denials; /* borrowed: guint32, rules */
  gboolean is_taken;     /* the leaf that is looked at belongs to `take` */
  guint n_found;         /* findings about leaves */
} Never;

static EquateDiagnostic *
report (const Never *never, EquateSpan span, const char *why)
{
  const EquateAnalysis *analysis = never->analysis;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_RULE_NEVER_APPLIES, span, "rule `%s` %s",
      equate_analysis_rule_id (analysis, never->rule), why);
  return diagnostic;
}

static void
append_period (GString *text, EquatePeriod period)
{
  char buffer[EQUATE_DATE_BUFFER];
  if (period.from == 0 && period.until == 0)
    g_string_append (text, "always");
  if (period.from != 0)
    g_string_append_printf (text, "from %s", equate_date_format (period.from, buffer));
  if (period.until != 0)
    g_string_append_printf (text, "%suntil %s", period.from != 0 ? " " : "",
                            equate_date_format (period.until, buffer));
}

/* --- leaves --- */

/* Says what is wrong with a leaf; part of a larger requirement it need not close the whole rule. */
static void
report_leaf (Never *never, EquateSpan span, const char *why, const char *label, const char *help)
{
  g_autofree char *message = g_strdup_printf ("asks for what nothing can meet: %s", why);
  EquateDiagnostic *diagnostic = report (never, span, message);
  equate_diagnostic_set_label (diagnostic, "%s", label);
  equate_diagnostic_set_help (diagnostic, "%s", help);
  never->n_found++;
}

/* On every edition of every scale of these courses the lowest grade asked for beats the highest
 * that is allowed, or only failing grades are left. */
static gboolean
grades_contradict (const Never *never, const EquateCompiledConditions *conditions,
                   const guint32 *courses, guint n_courses)
{
  const EquateRuleset *ruleset = never->analysis->ruleset;
  if (conditions->max_grade == 0)
    return FALSE;
  guint32 last = EQUATE_NO_INDEX;
  for (guint c = 0; c < n_courses; c++)
    {
      guint32 scale = ruleset->institutions[ruleset->courses[courses[c]].institution].scale;
      if (scale == last)
        continue;
      last = scale;
      for (guint i = 0; i < equate_gradebook_get_n_editions (ruleset->gradebook, scale); i++)
        {
          const EquateScaleEdition *edition
              = equate_gradebook_get_edition (ruleset->gradebook, scale, i);
          EquateMark most
              = equate_scale_read (edition, equate_ruleset_text (ruleset, conditions->max_grade));
          EquateMark least = equate_scale_lowest_pass (edition);
          EquateMark asked
              = equate_scale_read (edition, equate_ruleset_text (ruleset, conditions->min_grade));
          if (most.kind != EQUATE_MARK_GRADE
              || (conditions->min_grade != 0 && asked.kind != EQUATE_MARK_GRADE))
            return FALSE;
          gboolean passes = equate_mark_compare (&most, &least) >= 0;
          if (passes && (conditions->min_grade == 0 || equate_mark_compare (&most, &asked) >= 0))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
edition_fits (const EquateRuleset *ruleset, const EquateCompiledConditions *conditions,
              const EquateCompiledEdition *edition)
{
  gboolean speaks = conditions->language == 0;
  for (guint32 i = 0; i < edition->languages.count && !speaks; i++)
    speaks = ruleset->string_lists[edition->languages.first + i] == conditions->language;
  if (!speaks || (conditions->level != EQUATE_LEVEL_NONE && conditions->level != edition->level))
    return FALSE;
  for (guint kind = 0; conditions->hours != EQUATE_NO_INDEX && kind < EQUATE_N_HOURS; kind++)
    {
      EquateDecimal asked = ruleset->hours[conditions->hours][kind];
      if (asked != EQUATE_DECIMAL_NONE
          && (edition->hours == EQUATE_NO_INDEX
              || MAX (ruleset->hours[edition->hours][kind], 0) < asked))
        return FALSE;
    }
  return TRUE;
}

/* Level, language and hours are only ever the catalog's: some edition must have what is asked. */
static gboolean
no_edition_fits (const Never *never, const EquateCompiledConditions *conditions,
                 const guint32 *courses, guint n_courses)
{
  const EquateRuleset *ruleset = never->analysis->ruleset;
  for (guint c = 0; c < n_courses; c++)
    {
      EquateRange editions = ruleset->courses[courses[c]].editions;
      for (guint32 i = editions.first; i < editions.first + editions.count; i++)
        if (edition_fits (ruleset, conditions, &ruleset->editions[i]))
          return FALSE;
    }
  return TRUE;
}

/* No day of decision is late enough for the entry and early enough for its age. */
static gboolean
dates_contradict (const Never *never, const EquateCompiledConditions *conditions)
{
  const EquateRuleset *ruleset = never->analysis->ruleset;
  EquateAge own = conditions->max_age;
  EquateAge all = ruleset->agreements[never->view->agreement].max_age;
  EquateAge age = own != 0 && all != 0 ? MIN (own, all) : MAX (own, all);
  EquatePeriod taken = conditions->taken;
  if (!never->is_taken)
    age = own;
  if (never->period.until != 0 && taken.from > never->period.until)
    return TRUE;
  return age != 0 && taken.until != 0 && never->period.from != 0
         && equate_date_add_months (taken.until, age) < never->period.from;
}

static void
check_conditions (Never *never, const EquateRequirement *written, guint32 node,
                  const guint32 *courses, guint n_courses)
{
  const EquateRuleset *ruleset = never->analysis->ruleset;
  guint32 index = ruleset->nodes[node].conditions;
  if (index == EQUATE_NO_INDEX)
    return;
  const EquateCompiledConditions *conditions = &ruleset->conditions[index];
  if (grades_contradict (never, conditions, courses, n_courses))
    report_leaf (never, written->span, "no passing grade lies between its limits",
                 "`max-grade` leaves no passing grade",
                 "raise `max-grade` or lower `min-grade`; a default may be one of the two");
  else if (conditions->max_credits != EQUATE_DECIMAL_NONE
           && conditions->min_credits > conditions->max_credits)
    report_leaf (never, written->span, "`min-credits` is more than `max-credits`",
                 "no credits lie between", "change one of the two; a default may be one of them");
  else if (dates_contradict (never, conditions))
    report_leaf (never, written->span, "no entry of these days counts while the rule decides",
                 "taken too early for its age, or after the last decision",
                 "compare `taken` and `max-age` with the periods of the rule and the agreement");
  else if (ruleset->nodes[node].kind != EQUATE_REQUIREMENT_TITLE
           && no_edition_fits (never, conditions, courses, n_courses))
    report_leaf (never, written->span,
                 "the catalog gives no course that it selects this level, language or hours",
                 "no course has what is asked", "ask for less, or complete the catalog");
}

static void
check_leaf (Never *never, const EquateRequirement *written, guint32 node)
{
  guint n_courses = 0;
  const guint32 *courses = equate_way_set_get_courses (never->view->ways, node, &n_courses);
  if (n_courses > 0)
    {
      check_conditions (never, written, node, courses, n_courses);
      return;
    }
  if (written->kind == EQUATE_REQUIREMENT_COURSE)
    return; /* that is EQ201 */
  report_leaf (never, written->span, "it selects no course of the catalog", "selects no course",
               written->kind == EQUATE_REQUIREMENT_MATCH
                   ? "a pattern must match the whole code, as `match: 'GE.*'` does"
                   : "compare it with what the catalog says of the courses");
}

static void
check_leaves (Never *never, const EquateRequirement *written, guint32 node)
{
  const EquateCompiledNode *compiled = &never->analysis->ruleset->nodes[node];
  if (equate_requirement_is_leaf (written->kind))
    check_leaf (never, written, node);
  for (guint i = 0; i < written->n_children; i++)
    check_leaves (never, written->children[i], compiled->first_child + i);
}

/* --- denials and unless --- */

static int
compare_courses (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;
  return (left > right) - (left < right);
}

/* The denial that is always in the way of a part, while the rule is open; EQUATE_NO_INDEX: none. */
static guint32
find_denial (const Never *never, EquateWayPart part)
{
  const EquateRuleset *ruleset = never->analysis->ruleset;
  gint priority = equate_ruleset_get_terms (ruleset, never->rule)->priority;
  for (guint i = 0; i < never->denials->len; i++)
    {
      guint32 rule = g_array_index (never->denials, guint32, i);
      const EquateCompiledRule *denial = &ruleset->rules[rule];
      const EquateCompiledTerms *denial_terms = &ruleset->terms[denial->terms];
      if (!equate_work_spend (never->view->work, 1 + denial_terms->deny.count))
        return EQUATE_NO_INDEX;
      if (denial_terms->priority < priority
          || !equate_rule_scope_covers (ruleset, rule, never->rule))
        continue;
      for (guint32 node = denial_terms->deny.first;
           node < denial_terms->deny.first + denial_terms->deny.count;
           node++)
        {
          guint n = 0;
          const guint32 *courses = equate_way_set_get_courses (never->view->ways, node, &n);
          if (n > 0 && bsearch (&part.course, courses, n, sizeof *courses, compare_courses) != NULL
              && equate_leaf_covers (ruleset, node, part.node, part.course))
            return rule;
        }
    }
  return EQUATE_NO_INDEX;
}

static GArray *
find_denials (const EquateAnalysis *analysis, const EquateAgreementView *view)
{
  GArray *denials = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 rule = view->rules.first; rule < view->rules.first + view->rules.count; rule++)
    if (equate_ruleset_get_terms (analysis->ruleset, rule)->deny.count > 0)
      g_array_append_val (denials, rule);
  return denials;
}

static gboolean
check_denials (const Never *never, const EquateRuleWay *ways, guint n_ways)
{
  const EquateAnalysis *analysis = never->analysis;
  guint32 denial = EQUATE_NO_INDEX;
  EquateWayPart shown = { 0, 0 };
  for (guint i = 0; i < n_ways; i++)
    {
      const EquateWayPart *parts = equate_way_set_parts (never->view->ways, &ways[i]);
      guint32 found = EQUATE_NO_INDEX;
      for (guint j = 0; j < ways[i].n_parts && found == EQUATE_NO_INDEX; j++)
        {
          found = find_denial (never, parts[j]);
          shown = parts[j];
        }
      if (found == EQUATE_NO_INDEX)
        return FALSE;
      denial = found;
    }
  EquateDiagnostic *diagnostic
      = report (never, equate_analysis_rule_span (analysis, never->rule),
                "can never apply: what it takes is denied at the same or a higher priority");
  const char *code
      = equate_ruleset_text (analysis->ruleset, analysis->ruleset->courses[shown.course].code);
  equate_diagnostic_set_label (diagnostic, "`%s` denies it",
                               equate_analysis_rule_id (analysis, denial));
  equate_diagnostic_set_other (diagnostic, equate_analysis_rule_span (analysis, denial),
                               "rule `%s`", equate_analysis_rule_id (analysis, denial));
  equate_diagnostic_set_witness (diagnostic, "%s with any grade on any day", code);
  equate_diagnostic_set_help (diagnostic, "give the rule a higher `priority` than the denial, or "
                                          "leave it out");
  return TRUE;
}

/* Does the way contain one that satisfies the `unless`? */
static gboolean
way_contains (const Never *never, const EquateRuleWay *way, const EquateWayPart *inner, guint n)
{
  const EquateWayPart *parts = equate_way_set_parts (never->view->ways, way);
  for (guint i = 0; i < n; i++)
    {
      gboolean found = FALSE;
      for (guint j = 0; j < way->n_parts && !found; j++)
        found = parts[j].course == inner[i].course
                && equate_leaf_covers (never->analysis->ruleset, inner[i].node, parts[j].node,
                                       inner[i].course);
      if (!found)
        return FALSE;
    }
  return n > 0;
}

static gboolean
check_unless (const Never *never, const EquateRuleWay *ways, guint n_ways)
{
  guint32 unless = equate_ruleset_get_terms (never->analysis->ruleset, never->rule)->unless;
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (EquateWayPart));
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (guint));
  if (unless == EQUATE_NO_INDEX
      || !equate_way_set_expand (never->view->ways, unless, MAX_UNLESS_WAYS, parts, lengths))
    return FALSE;
  for (guint i = 0; i < n_ways; i++)
    {
      gboolean held_back = FALSE;
      guint begin = 0;
      for (guint u = 0; u < lengths->len && !held_back; u++)
        {
          guint n = g_array_index (lengths, guint, u);
          held_back
              = equate_work_spend (never->view->work, 1 + n)
                && way_contains (never, &ways[i], &g_array_index (parts, EquateWayPart, begin), n);
          begin += n;
        }
      if (!held_back)
        return FALSE;
    }
  EquateDiagnostic *diagnostic
      = report (never, equate_analysis_rule_span (never->analysis, never->rule),
                "can never apply: whoever meets `take` also meets `unless`");
  equate_diagnostic_set_label (diagnostic, "`unless` is part of `take`");
  equate_diagnostic_set_help (diagnostic, "ask for something else in `unless`");
  return TRUE;
}

/* --- rules --- */

static gboolean
check_scope (Never *never)
{
  const EquateAnalysis *analysis = never->analysis;
  const EquateCompiledRule *rule = &analysis->ruleset->rules[never->rule];
  const EquateCompiledTerms *terms = &analysis->ruleset->terms[rule->terms];
  const EquateCompiledAgreement *agreement = &analysis->ruleset->agreements[terms->agreement];
  EquateSpan span = equate_analysis_rule_span (analysis, never->rule);
  if (!equate_rule_get_period (analysis->ruleset, never->rule, &never->period))
    {
      g_autoptr (GString) own = g_string_new (NULL);
      g_autoptr (GString) all = g_string_new (NULL);
      append_period (own, analysis->ruleset->periods[rule->valid]);
      append_period (all, agreement->valid);
      EquateDiagnostic *diagnostic
          = report (never, span, "can never apply: its period and the agreement's do not meet");
      equate_diagnostic_set_label (diagnostic, "valid %s, the agreement %s", own->str, all->str);
      equate_diagnostic_set_help (diagnostic, "change one of the periods, or leave the rule out");
      return FALSE;
    }
  if (equate_rule_has_programme (analysis->ruleset, never->rule))
    return TRUE;
  EquateDiagnostic *diagnostic
      = report (never, span, "can never apply: the agreement is for none of its programmes");
  equate_diagnostic_set_label (diagnostic, "other programmes than the agreement's");
  equate_diagnostic_set_help (diagnostic, "name a programme of the agreement, or leave the rule "
                                          "out");
  return FALSE;
}

static void
check_ways (Never *never)
{
  const EquateAnalysis *analysis = never->analysis;
  guint n_ways = 0;
  const EquateRuleWay *ways = equate_way_set_get (never->view->ways, never->rule, &n_ways);
  if (equate_way_set_is_cut (never->view->ways, never->rule) || never->n_found > 0)
    return;
  if (n_ways > 0)
    {
      if (never->denials->len == 0 || !check_denials (never, ways, n_ways))
        check_unless (never, ways, n_ways);
      return;
    }
  EquateDiagnostic *diagnostic
      = report (never, equate_analysis_rule_span (analysis, never->rule),
                "can never apply: no set of courses satisfies what it takes");
  equate_diagnostic_set_label (diagnostic, "no course counts twice");
  equate_diagnostic_set_help (diagnostic, "each course counts once, and all come from one "
                                          "institution: ask for fewer, or name more courses");
}

void
equate_find_never_findings (const EquateAnalysis *analysis, const EquateAgreementView *view)
{
  g_autoptr (GArray) denials = find_denials (analysis, view);
  for (guint32 i = 0; i < view->rules.count; i++)
    {
      guint32 index = view->rules.first + i;
      const EquateCompiledRule *rule = &analysis->ruleset->rules[index];
      const EquateCompiledTerms *terms = &analysis->ruleset->terms[rule->terms];
      const EquateRule *written = analysis->records[index];
      Never never = { analysis, view, index, { 0, 0 }, denials, TRUE, 0 };
      if (!check_scope (&never))
        continue;
      if (rule->take != EQUATE_NO_INDEX)
        {
          check_leaves (&never, written->take, rule->take);
          check_ways (&never);
        }
      never.is_taken = FALSE;
      for (guint d = 0; d < terms->deny.count; d++)
        check_leaves (&never, written->deny[d], terms->deny.first + d);
      if (terms->unless != EQUATE_NO_INDEX)
        check_leaves (&never, written->unless, terms->unless);
    }
}
