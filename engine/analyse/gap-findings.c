/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Holes between rules.
 *
 * EQ308: some rule takes a course with a lower passing grade, and none takes it with a better one
 * (which a lowest grade that is asked for never brings about, but a highest one does).
 * EQ309: some rule takes a course before some days, and some rule after them, but none on these
 * days; likewise between two agreements of the same institutions.
 *
 * Both are looked for wherever the rules differ: grades for each programme and each interval of
 * days, days for each programme and each band of grades.
 */
#include "analyse/families.h"
#include "analyse/gap-cells.h"
#include "analyse/samples.h"

/* The passing grades that a leaf takes; FALSE: none. */
static gboolean
set_band (const EquateRuleset *ruleset, const EquateScaleEdition *scale, EquateTaking *taking)
{
  guint32 index = ruleset->nodes[taking->node].conditions;
  taking->least = equate_scale_lowest_pass (scale);
  taking->most = (EquateMark){ .kind = EQUATE_MARK_NONE };
  if (index == EQUATE_NO_INDEX)
    return TRUE;
  const EquateCompiledConditions *conditions = &ruleset->conditions[index];
  EquateMark least
      = equate_scale_read (scale, equate_ruleset_text (ruleset, conditions->min_grade));
  if (conditions->max_grade != 0)
    taking->most = equate_scale_read (scale, equate_ruleset_text (ruleset, conditions->max_grade));
  if (least.kind == EQUATE_MARK_GRADE && equate_mark_compare (&least, &taking->least) > 0)
    taking->least = least;
  return taking->most.kind != EQUATE_MARK_GRADE
         || equate_mark_compare (&taking->most, &taking->least) >= 0;
}

static const char *
get_code (const EquateGapSubject *subject)
{
  const EquateRuleset *ruleset = subject->analysis->ruleset;
  return equate_ruleset_text (ruleset, ruleset->courses[subject->takings[0].course].code);
}

/* --- EQ308 --- */

static int
compare_bands (gconstpointer a, gconstpointer b)
{
  const EquateTaking *left = a;
  const EquateTaking *right = b;
  int order = equate_mark_compare (&left->least, &right->least);
  return order != 0 ? order : (left->node > right->node) - (left->node < right->node);
}

static void
find_grade_gaps (EquateGapSubject *subject, const guint *open, guint n, const EquateGapCell *cell)
{
  const EquateTaking *takings = subject->takings;
  guint reached = open[0]; /* whose highest grade is the best so far */
  for (guint i = 1; i < n && takings[reached].most.kind == EQUATE_MARK_GRADE; i++)
    {
      const EquateTaking *taking = &takings[open[i]];
      const EquateMark *most = &takings[reached].most;
      EquateMark next = equate_samples_next_better (subject->scale, most);
      if (next.kind == EQUATE_MARK_GRADE && equate_mark_compare (&taking->least, &next) > 0)
        equate_gap_note (subject, reached, open[i], cell);
      if (taking->most.kind != EQUATE_MARK_GRADE || equate_mark_compare (&taking->most, most) > 0)
        reached = open[i];
    }
  const EquateMark *most = &takings[reached].most;
  if (most->kind == EQUATE_MARK_GRADE
      && equate_samples_next_better (subject->scale, most).kind == EQUATE_MARK_GRADE)
    equate_gap_note (subject, reached, EQUATE_NO_TAKING, cell);
}

static void
report_grade_gap (const EquateGapSubject *subject, const EquateGap *gap)
{
  const EquateAnalysis *analysis = subject->analysis;
  g_autofree char *where = equate_gap_write_place (subject, gap);
  const char *code = get_code (subject);
  char low[EQUATE_DECIMAL_BUFFER], high[EQUATE_DECIMAL_BUFFER];
  const char *from = equate_samples_write_grade (&subject->takings[gap->before].most, low);
  const char *until = NULL;
  if (gap->after != EQUATE_NO_TAKING)
    until = equate_samples_write_grade (&subject->takings[gap->after].least, high);
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_GRADE_GAP,
      equate_analysis_rule_span (analysis, subject->takings[gap->before].owner),
      "no rule takes %s with a grade better than %s%s%s%s", code, from,
      until != NULL ? " and worse than " : "", until != NULL ? until : "", where);
  equate_diagnostic_set_label (diagnostic, "takes it with grades up to %s", from);
  if (until != NULL)
    equate_diagnostic_set_other (
        diagnostic, equate_analysis_rule_span (analysis, subject->takings[gap->after].owner),
        "rule `%s` begins again at %s",
        equate_analysis_rule_id (analysis, subject->takings[gap->after].owner), until);
  equate_diagnostic_set_witness (
      diagnostic, "%s with %s is taken%s, with the next better grade it is not", code, from, where);
  equate_diagnostic_set_help (diagnostic,
                              "raise `max-grade`, or add a rule for the grades between");
}

/* --- EQ309 --- */

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  const EquateTaking *left = a;
  const EquateTaking *right = b;
  if (left->period.from != right->period.from)
    return left->period.from < right->period.from ? -1 : 1;
  return (left->node > right->node) - (left->node < right->node);
}

static void
find_period_gaps (EquateGapSubject *subject, const guint *open, guint n, const EquateGapCell *cell)
{
  const EquateTaking *takings = subject->takings;
  guint reached = open[0]; /* whose last day is the latest so far */
  for (guint i = 1; i < n && takings[reached].period.until != 0; i++)
    {
      EquatePeriod period = takings[open[i]].period;
      if (period.from > takings[reached].period.until + 1)
        equate_gap_note (subject, reached, open[i], cell);
      if (period.until == 0 || period.until > takings[reached].period.until)
        reached = open[i];
    }
}

static EquateDiagnostic *
report_period_gap (const EquateGapSubject *subject, const EquateGap *gap, const char *what,
                   EquateSpan span)
{
  g_autofree char *where = equate_gap_write_place (subject, gap);
  EquatePeriod before = subject->takings[gap->before].period;
  EquatePeriod after = subject->takings[gap->after].period;
  char from[EQUATE_DATE_BUFFER], until[EQUATE_DATE_BUFFER];
  equate_date_format (before.until + 1, from);
  equate_date_format (after.from - 1, until);
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (subject->analysis->diagnostics, EQUATE_DIAGNOSTIC_PERIOD_GAP,
                                    span, "%s%s from %s until %s", what, where, from, until);
  equate_diagnostic_set_label (diagnostic, "begins on %s", equate_date_format (after.from, from));
  equate_diagnostic_set_witness (diagnostic, "a decision on %s%s",
                                 equate_date_format (before.until + 1, from), where);
  equate_diagnostic_set_help (diagnostic, "let one period begin on the day after the other ends");
  return diagnostic;
}

static void
report_rule_gap (const EquateGapSubject *subject, const EquateGap *gap)
{
  const EquateAnalysis *analysis = subject->analysis;
  guint32 before = subject->takings[gap->before].owner;
  guint32 after = subject->takings[gap->after].owner;
  g_autofree char *what = g_strdup_printf ("no rule takes %s", get_code (subject));
  EquateDiagnostic *diagnostic
      = report_period_gap (subject, gap, what, equate_analysis_rule_span (analysis, after));
  equate_diagnostic_set_other (diagnostic, equate_analysis_rule_span (analysis, before),
                               "rule `%s` ends before", equate_analysis_rule_id (analysis, before));
}

static void
report_agreement_gap (const EquateGapSubject *subject, const EquateGap *gap, guint32 from)
{
  const EquateRuleset *ruleset = subject->analysis->ruleset;
  const GPtrArray *written = equate_workspace_get_agreements (subject->analysis->workspace);
  const EquateAgreement *early = written->pdata[subject->takings[gap->before].owner];
  const EquateAgreement *late = written->pdata[subject->takings[gap->after].owner];
  guint32 to = ruleset->agreements[subject->takings[gap->after].owner].to;
  g_autofree char *what
      = g_strdup_printf ("no agreement from %s to %s decides",
                         equate_ruleset_text (ruleset, ruleset->institutions[from].id),
                         equate_ruleset_text (ruleset, ruleset->institutions[to].id));
  EquateDiagnostic *diagnostic = report_period_gap (subject, gap, what, late->id.span);
  equate_diagnostic_set_other (diagnostic, early->id.span, "agreement `%s` ends before",
                               early->id.text);
}

/* Between an agreement and the others of the same institutions; told at the one after the hole. */
static void
check_agreements (const EquateAnalysis *analysis, const EquateAgreementView *view, guint32 from)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  guint32 to = ruleset->agreements[view->agreement].to;
  g_autoptr (GArray) takings = g_array_new (FALSE, FALSE, sizeof (EquateTaking));
  for (guint32 i = equate_ruleset_find_pair (ruleset, from, to);
       i < ruleset->n_pairs && ruleset->pairs[i].from == from && ruleset->pairs[i].to == to; i++)
    {
      guint32 agreement = ruleset->pairs[i].agreement;
      const EquateCompiledAgreement *compiled = &ruleset->agreements[agreement];
      EquateTaking taking = { .node = agreement,
                              .owner = agreement,
                              .programmes = compiled->programmes,
                              .period = compiled->valid };
      g_array_append_val (takings, taking);
    }
  if (takings->len < 2)
    return;
  EquateGapSubject subject = { .analysis = analysis, .work = view->work };
  equate_gap_subject_init (&subject, takings);
  if (equate_gaps_find (&subject, equate_gap_add_programme, compare_periods, find_period_gaps))
    for (guint i = 0; i < subject.gaps->len; i++)
      {
        const EquateGap *gap = &g_array_index (subject.gaps, EquateGap, i);
        if (subject.takings[gap->after].owner == view->agreement)
          report_agreement_gap (&subject, gap, from);
      }
  equate_gap_subject_clear (&subject);
}

/* --- courses --- */

static int
compare_takings (gconstpointer a, gconstpointer b)
{
  const EquateTaking *left = a;
  const EquateTaking *right = b;
  if (left->course != right->course)
    return left->course < right->course ? -1 : 1;
  return (left->node > right->node) - (left->node < right->node);
}

static void
collect_takings (const EquateAgreementView *view, guint32 node, GArray *takings)
{
  const EquateCompiledNode *compiled = &view->ways->ruleset->nodes[node];
  guint n = 0;
  const guint32 *courses = equate_way_set_get_courses (view->ways, node, &n);
  for (guint i = 0; i < n; i++)
    {
      EquateTaking taking = { .course = courses[i], .node = node, .owner = compiled->rule };
      g_array_append_val (takings, taking);
    }
  for (guint i = 0; i < compiled->n_children; i++)
    collect_takings (view, compiled->first_child + i, takings);
}

/* Takings are alike where only their leaves differ: the first stands for all. */
static gboolean
is_alike (const EquateTaking *a, const EquateTaking *b)
{
  return a->programmes.first == b->programmes.first && a->programmes.count == b->programmes.count
         && a->period.from == b->period.from && a->period.until == b->period.until
         && a->most.kind == b->most.kind && equate_mark_compare (&a->least, &b->least) == 0
         && (a->most.kind != EQUATE_MARK_GRADE || equate_mark_compare (&a->most, &b->most) == 0);
}

/* The takings of one course that can be met, without those that are like another; FALSE: too much
 * work. */
static gboolean
choose_takings (EquateGapSubject *subject, const EquateTaking *takings, guint n, GArray *chosen)
{
  const EquateRuleset *ruleset = subject->analysis->ruleset;
  g_array_set_size (chosen, 0);
  for (guint i = 0; i < n; i++)
    {
      EquateTaking taking = takings[i];
      guint k = 0;
      if (!equate_rule_get_period (ruleset, taking.owner, &taking.period)
          || !set_band (ruleset, subject->scale, &taking))
        continue;
      taking.programmes = equate_ruleset_get_terms (ruleset, taking.owner)->programmes;
      if (!equate_work_spend (subject->work, chosen->len + 1))
        return FALSE;
      while (k < chosen->len && !is_alike (&g_array_index (chosen, EquateTaking, k), &taking))
        k++;
      if (k == chosen->len)
        g_array_append_val (chosen, taking);
    }
  return chosen->len > 0;
}

static void
check_course (EquateGapSubject *subject, const EquateTaking *takings, guint n)
{
  const EquateRuleset *ruleset = subject->analysis->ruleset;
  guint32 institution = ruleset->courses[takings[0].course].institution;
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (EquateTaking));
  subject->scale = equate_gradebook_get_scale (
      ruleset->gradebook, ruleset->institutions[institution].scale, subject->analysis->on, NULL);
  if (!choose_takings (subject, takings, n, chosen))
    return;
  equate_gap_subject_init (subject, chosen);
  if (equate_gaps_find (subject, equate_gap_add_days, compare_bands, find_grade_gaps))
    for (guint i = 0; i < subject->gaps->len; i++)
      report_grade_gap (subject, &g_array_index (subject->gaps, EquateGap, i));
  if (equate_gaps_find (subject, equate_gap_add_grades, compare_periods, find_period_gaps))
    for (guint i = 0; i < subject->gaps->len; i++)
      report_rule_gap (subject, &g_array_index (subject->gaps, EquateGap, i));
  equate_gap_subject_clear (subject);
}

/* Whether there is anything that could leave a hole. */
static gboolean
have_bounds (const EquateRuleset *ruleset, const GArray *takings)
{
  for (guint i = 0; i < takings->len; i++)
    {
      const EquateCompiledNode *node
          = &ruleset->nodes[g_array_index (takings, EquateTaking, i).node];
      EquatePeriod valid = ruleset->periods[ruleset->rules[node->rule].valid];
      if (valid.from != 0 || valid.until != 0
          || (node->conditions != EQUATE_NO_INDEX
              && ruleset->conditions[node->conditions].max_grade != 0))
        return TRUE;
    }
  return FALSE;
}

void
equate_find_gap_findings (const EquateAnalysis *analysis, const EquateAgreementView *view)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const EquateCompiledAgreement *agreement = &ruleset->agreements[view->agreement];
  g_autoptr (GArray) takings = g_array_new (FALSE, FALSE, sizeof (EquateTaking));
  EquateGapSubject subject
      = { .analysis = analysis, .work = view->work, .served = agreement->programmes };
  for (guint32 i = 0; i < agreement->from.count && agreement->valid.from != 0; i++)
    check_agreements (analysis, view, ruleset->index_lists[agreement->from.first + i]);
  for (guint32 rule = view->rules.first; rule < view->rules.first + view->rules.count; rule++)
    if (ruleset->rules[rule].take != EQUATE_NO_INDEX)
      collect_takings (view, ruleset->rules[rule].take, takings);
  if (!have_bounds (ruleset, takings))
    return;
  g_array_sort (takings, compare_takings);
  const EquateTaking *items = (const EquateTaking *) (gpointer) takings->data;
  guint end = 0;
  for (guint first = 0; first < takings->len; first = end)
    {
      for (end = first; end < takings->len && items[end].course == items[first].course; end++)
        ;
      check_course (&subject, &items[first], end - first);
    }
}
