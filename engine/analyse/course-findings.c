/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the editions of courses mean for the rules that name them.
 *
 * EQ302: a course that a rule gives is in force on only some of the days, or on none, for which the
 * rule decides; or a course that it takes is not offered on any of them.
 * EQ303: the credits or titles of a course change between editions within these days.
 */
#include "analyse/families.h"

#include <string.h>

typedef struct
{
  const EquateAnalysis *analysis; /* borrowed */
  guint32 rule;
  EquatePeriod period;  /* in which the rule decides */
  GHashTable *drifting; /* owned: course + 1; reported once for each agreement */
} Look;

/* --- the places of courses --- */

static const EquateCatalog *
find_catalog (const EquateAnalysis *analysis, guint32 course)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const char *id = equate_ruleset_text (
      ruleset, ruleset->institutions[ruleset->courses[course].institution].id);
  const GPtrArray *catalogs = equate_workspace_get_catalogs (analysis->workspace);
  for (guint i = 0; i < catalogs->len; i++)
    {
      const EquateCatalog *catalog = catalogs->pdata[i];
      if (strcmp (catalog->institution.text, id) == 0)
        return catalog;
    }
  return NULL;
}

/* Where the catalog has an edition; no place where it cannot be told. */
static EquateSpan
find_edition_span (const EquateAnalysis *analysis, guint32 edition)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const EquateCompiledEdition *compiled = &ruleset->editions[edition];
  const char *key = equate_ruleset_text (ruleset, ruleset->courses[compiled->course].key);
  const EquateCatalog *catalog = find_catalog (analysis, compiled->course);
  for (guint i = 0; catalog != NULL && i < catalog->courses.length; i++)
    {
      const EquateCourse *course = equate_list_index (catalog->courses, EquateCourse, i);
      if (strcmp (course->code.key, key) == 0 && course->valid.from == compiled->valid.from)
        return course->code.span;
    }
  return (EquateSpan){ 0 };
}

static const char *
get_code (const Look *look, guint32 course)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  return equate_ruleset_text (ruleset, ruleset->courses[course].code);
}

/* --- EQ302 --- */

static gboolean
is_offered (const EquateRuleset *ruleset, guint32 course, EquatePeriod period)
{
  EquateRange editions = ruleset->courses[course].editions;
  for (guint32 i = editions.first; i < editions.first + editions.count; i++)
    if (equate_periods_overlap (ruleset->editions[i].valid, period))
      return TRUE;
  return FALSE;
}

/* The first run of days of the period on which no edition is in force. Days before the first
 * edition count only where the period says when it begins. */
static gboolean
find_hole (const EquateRuleset *ruleset, guint32 course, EquatePeriod period, EquatePeriod *hole)
{
  EquateRange editions = ruleset->courses[course].editions;
  EquateDate next = period.from; /* the first day that is not known to be covered */
  *hole = period;
  if (!is_offered (ruleset, course, period))
    return TRUE;
  for (guint32 i = editions.first; i < editions.first + editions.count; i++)
    {
      EquatePeriod valid = ruleset->editions[i].valid;
      if (valid.until != 0 && valid.until < next)
        continue;
      if (valid.from > next && next != 0)
        {
          *hole = (EquatePeriod){ next, period.until != 0 ? MIN (valid.from - 1, period.until)
                                                          : valid.from - 1 };
          return TRUE;
        }
      if (valid.until == 0)
        return FALSE;
      next = valid.until + 1;
      if (period.until != 0 && next > period.until)
        return FALSE;
    }
  *hole = (EquatePeriod){ next, period.until };
  return TRUE;
}

static void
add_other (const Look *look, EquateDiagnostic *diagnostic, guint32 edition)
{
  EquateSpan span = find_edition_span (look->analysis, edition);
  if (span.source != NULL)
    equate_diagnostic_set_other (
        diagnostic, span, "the catalog's %s",
        get_code (look, look->analysis->ruleset->editions[edition].course));
}

static EquateDiagnostic *
report_ended (const Look *look, EquateSpan span, guint32 course, const char *what)
{
  const EquateAnalysis *analysis = look->analysis;
  EquateRange editions = analysis->ruleset->courses[course].editions;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_COURSE_ENDED, span, "%s", what);
  add_other (look, diagnostic, editions.first + editions.count - 1);
  return diagnostic;
}

static void
check_target_period (const Look *look, EquateSpan span, guint32 course)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  EquatePeriod hole;
  if (!find_hole (ruleset, course, look->period, &hole))
    return;
  gboolean all = !is_offered (ruleset, course, look->period);
  g_autofree char *message = g_strdup_printf (
      "%s is not in force on %s of the days on which rule `%s` gives it", get_code (look, course),
      all ? "any" : "some", equate_analysis_rule_id (look->analysis, look->rule));
  EquateDiagnostic *diagnostic = report_ended (look, span, course, message);
  char from[EQUATE_DATE_BUFFER], until[EQUATE_DATE_BUFFER];
  equate_date_format (hole.from, from);
  equate_date_format (hole.until, until);
  if (hole.until == 0)
    equate_diagnostic_set_label (diagnostic, "not from %s on", from);
  else if (hole.from == 0)
    equate_diagnostic_set_label (diagnostic, "not until %s", until);
  else
    equate_diagnostic_set_label (diagnostic, "not from %s until %s", from, until);
  equate_diagnostic_set_witness (diagnostic, "a decision on %s cannot award it",
                                 hole.from != 0 ? from : until);
  equate_diagnostic_set_help (diagnostic,
                              "end the rule with the course, name the course that follows it, or "
                              "correct the period in the catalog");
}

/* What has ended can still stand in transcripts; what is not offered on any day of the rule is
 * worth a look. */
static void
check_source_period (const Look *look, EquateSpan span, guint32 course)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  if (is_offered (ruleset, course, look->period))
    return;
  EquateRange editions = ruleset->courses[course].editions;
  EquatePeriod last = ruleset->editions[editions.first + editions.count - 1].valid;
  gboolean has_ended = last.until != 0 && last.until < look->period.from;
  g_autofree char *message = g_strdup_printf (
      "%s is not offered on any of the days for which rule `%s` decides", get_code (look, course),
      equate_analysis_rule_id (look->analysis, look->rule));
  EquateDiagnostic *diagnostic = report_ended (look, span, course, message);
  char day[EQUATE_DATE_BUFFER];
  equate_diagnostic_set_label (diagnostic, has_ended ? "ended on %s" : "begins on %s",
                               equate_date_format (has_ended ? last.until : last.from, day));
  equate_diagnostic_set_help (
      diagnostic, "leave it out, or correct the period in the catalog; if older entries "
                  "are meant, say so by `taken`");
}

/* --- EQ303 --- */

static const char *
describe (const EquateRuleset *ruleset, guint32 edition, GString *text)
{
  char credits[EQUATE_DECIMAL_BUFFER];
  const char *title = equate_ruleset_get_title (ruleset, edition);
  EquateDecimal amount = ruleset->editions[edition].credits;
  g_string_assign (text, "");
  if (*title != '\0')
    g_string_append_printf (text, "“%s”, ", title);
  if (amount == EQUATE_DECIMAL_NONE)
    g_string_append (text, "no credits");
  else
    g_string_append_printf (text, "%s credits", equate_decimal_format (amount, credits));
  return text->str;
}

static gboolean
titles_differ (const EquateRuleset *ruleset, EquateRange a, EquateRange b)
{
  return a.count != b.count
         || (a.count > 0
             && memcmp (&ruleset->string_lists[a.first], &ruleset->string_lists[b.first],
                        a.count * sizeof (EquateString))
                    != 0);
}

static void
report_drift (const Look *look, EquateSpan span, guint32 edition, gboolean credits)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  char last[EQUATE_DATE_BUFFER], first[EQUATE_DATE_BUFFER];
  guint32 course = ruleset->editions[edition].course;
  EquateDate change = ruleset->editions[edition].valid.from;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      look->analysis->diagnostics, EQUATE_DIAGNOSTIC_COURSE_DRIFT, span,
      "the %s of %s change%s while rule `%s` decides", credits ? "credits" : "title",
      get_code (look, course), credits ? "" : "s",
      equate_analysis_rule_id (look->analysis, look->rule));
  equate_diagnostic_set_label (diagnostic, "another edition from %s on",
                               equate_date_format (change, first));
  equate_diagnostic_set_witness (
      diagnostic, "%s: %s; %s: %s", equate_date_format (change - 1, last),
      describe (ruleset, edition - 1, before), first, describe (ruleset, edition, after));
  add_other (look, diagnostic, edition);
  equate_diagnostic_set_help (diagnostic,
                              "see whether the two editions are still equivalent; if not, end the "
                              "rule with the first and write another for the second");
}

static void
check_drift (const Look *look, EquateSpan span, guint32 course)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  EquateRange editions = ruleset->courses[course].editions;
  if (editions.count < 2 || g_hash_table_contains (look->drifting, GUINT_TO_POINTER (course + 1)))
    return;
  for (guint32 i = editions.first + 1; i < editions.first + editions.count; i++)
    {
      const EquateCompiledEdition *a = &ruleset->editions[i - 1];
      const EquateCompiledEdition *b = &ruleset->editions[i];
      gboolean credits = a->credits != b->credits;
      if ((!credits && !titles_differ (ruleset, a->titles, b->titles))
          || !equate_periods_overlap (a->valid, look->period)
          || !equate_periods_overlap (b->valid, look->period))
        continue;
      report_drift (look, span, i, credits);
      g_hash_table_add (look->drifting, GUINT_TO_POINTER (course + 1));
      return;
    }
}

/* --- rules --- */

static void
look_at_take (const Look *look, const EquateRequirement *written, guint32 node)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  const EquateCompiledNode *compiled = &ruleset->nodes[node];
  const EquateCompiledAgreement *agreement
      = &ruleset->agreements[equate_ruleset_get_terms (ruleset, look->rule)->agreement];
  for (guint32 i = 0; written->kind == EQUATE_REQUIREMENT_COURSE && i < agreement->from.count; i++)
    {
      guint32 course = equate_ruleset_find_course (
          ruleset, ruleset->index_lists[agreement->from.first + i], written->code.key);
      if (course == EQUATE_NO_INDEX)
        continue;
      check_source_period (look, written->span, course);
      check_drift (look, written->span, course);
    }
  for (guint i = 0; i < written->n_children; i++)
    look_at_take (look, written->children[i], compiled->first_child + i);
}

static void
look_at_give (const Look *look, const EquateGive *written, guint32 give)
{
  const EquateCompiledGive *compiled = &look->analysis->ruleset->gives[give];
  if (written->kind == EQUATE_AWARD_COURSE || written->kind == EQUATE_AWARD_WAIVER)
    {
      check_target_period (look, written->span, compiled->target);
      check_drift (look, written->span, compiled->target);
    }
  for (guint i = 0; i < written->n_children; i++)
    look_at_give (look, written->children[i], compiled->first_child + i);
}

/* Does every course of an institution exist on all days, in one edition? */
static gboolean
is_timeless (const EquateRuleset *ruleset, guint32 institution)
{
  EquateRange courses = ruleset->institutions[institution].courses;
  for (guint32 c = courses.first; c < courses.first + courses.count; c++)
    {
      EquateRange editions = ruleset->courses[c].editions;
      EquatePeriod valid = ruleset->editions[editions.first].valid;
      if (editions.count > 1 || valid.from != 0 || valid.until != 0)
        return FALSE;
    }
  return TRUE;
}

static void
look_at_agreement (const EquateAnalysis *analysis, guint32 index, const guint8 *timeless)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const EquateCompiledAgreement *agreement = &ruleset->agreements[index];
  gboolean nothing_ends = timeless[agreement->to];
  for (guint32 i = 0; i < agreement->from.count; i++)
    nothing_ends = nothing_ends && timeless[ruleset->index_lists[agreement->from.first + i]];
  if (nothing_ends)
    return;
  g_autoptr (GHashTable) drifting = g_hash_table_new (NULL, NULL);
  for (guint32 i = 0; i < agreement->rules.count; i++)
    {
      Look look = { analysis, agreement->rules.first + i, { 0, 0 }, drifting };
      const EquateCompiledRule *rule = &ruleset->rules[look.rule];
      const EquateRule *written = analysis->records[look.rule];
      if (rule->take == EQUATE_NO_INDEX
          || !equate_rule_get_period (ruleset, look.rule, &look.period))
        continue;
      look_at_take (&look, written->take, rule->take);
      look_at_give (&look, written->give, rule->give);
    }
}

void
equate_find_course_findings (const EquateAnalysis *analysis)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  g_autofree guint8 *timeless = g_new0 (guint8, ruleset->n_institutions + 1);
  for (guint32 i = 0; i < ruleset->n_institutions; i++)
    timeless[i] = is_timeless (ruleset, i);
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    if (equate_analysis_is_alive (analysis, i))
      look_at_agreement (analysis, i, timeless);
}
