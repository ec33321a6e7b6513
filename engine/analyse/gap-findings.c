/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Holes between rules.
 *
 * EQ308: some rule takes a course with a lower passing grade, and none takes it with a better one
 * (which a lowest grade that is asked for never brings about, but a highest one does).
 * EQ309: some rule takes a course before some days, and some rule after them, but none on these
 * days; likewise between two agreements of the same institutions.
 */
#include "analyse/families.h"
#include "analyse/samples.h"

#include <stdlib.h>

/* A leaf that takes a course, for one of the two axes. */
typedef struct
{
  guint32 course;
  guint32 node;
} Taken;

static int
compare_taken (gconstpointer a, gconstpointer b)
{
  const Taken *left = a;
  const Taken *right = b;
  if (left->course != right->course)
    return left->course < right->course ? -1 : 1;
  return (left->node > right->node) - (left->node < right->node);
}

static void
collect_taken (const EquateAgreementView *view, guint32 node, GArray *taken)
{
  const EquateCompiledNode *compiled = &view->ways->ruleset->nodes[node];
  guint n = 0;
  const guint32 *courses = equate_way_set_get_courses (view->ways, node, &n);
  for (guint i = 0; i < n; i++)
    {
      Taken item = { courses[i], node };
      g_array_append_val (taken, item);
    }
  for (guint i = 0; i < compiled->n_children; i++)
    collect_taken (view, compiled->first_child + i, taken);
}

/* --- EQ308 --- */

typedef struct
{
  EquateMark least;
  EquateMark most; /* NONE: up to the best */
  guint32 node;
} Band;

static int
compare_bands (gconstpointer a, gconstpointer b)
{
  const Band *left = a;
  const Band *right = b;
  int order = equate_mark_compare (&left->least, &right->least);
  return order != 0 ? order : (left->node > right->node) - (left->node < right->node);
}

/* The passing grades that a leaf takes; FALSE: none. */
static gboolean
get_band (const EquateRuleset *ruleset, const EquateScaleEdition *scale, guint32 node, Band *band)
{
  guint32 index = ruleset->nodes[node].conditions;
  *band = (Band){ equate_scale_lowest_pass (scale), { .kind = EQUATE_MARK_NONE }, node };
  if (index == EQUATE_NO_INDEX)
    return TRUE;
  const EquateCompiledConditions *conditions = &ruleset->conditions[index];
  EquateMark least
      = equate_scale_read (scale, equate_ruleset_text (ruleset, conditions->min_grade));
  if (conditions->max_grade != 0)
    band->most = equate_scale_read (scale, equate_ruleset_text (ruleset, conditions->max_grade));
  if (least.kind == EQUATE_MARK_GRADE && equate_mark_compare (&least, &band->least) > 0)
    band->least = least;
  return band->most.kind != EQUATE_MARK_GRADE
         || equate_mark_compare (&band->most, &band->least) >= 0;
}

static void
report_grade_gap (const EquateAnalysis *analysis, guint32 course, guint32 below,
                  const EquateMark *most, const Band *above)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  guint32 rule = ruleset->nodes[below].rule;
  const char *code = equate_ruleset_text (ruleset, ruleset->courses[course].code);
  char low[EQUATE_DECIMAL_BUFFER], high[EQUATE_DECIMAL_BUFFER];
  const char *from = equate_samples_write_grade (most, low);
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_GRADE_GAP,
      equate_analysis_rule_span (analysis, rule),
      "no rule takes %s with a grade better than %s%s%s", code, from,
      above != NULL ? " and worse than " : "",
      above != NULL ? equate_samples_write_grade (&above->least, high) : "");
  equate_diagnostic_set_label (diagnostic, "takes it with grades up to %s", from);
  if (above != NULL)
    equate_diagnostic_set_other (
        diagnostic, equate_analysis_rule_span (analysis, ruleset->nodes[above->node].rule),
        "rule `%s` begins again at %s",
        equate_analysis_rule_id (analysis, ruleset->nodes[above->node].rule),
        equate_samples_write_grade (&above->least, high));
  equate_diagnostic_set_witness (
      diagnostic, "%s with %s is taken, with the next better grade it is not", code, from);
  equate_diagnostic_set_help (diagnostic,
                              "raise `max-grade`, or add a rule for the grades between");
}

/* The next grade of the scale after the one, or none, is the other: nothing lies between. */
static gboolean
is_next (const EquateScaleEdition *scale, const EquateMark *worse, const EquateMark *better)
{
  if (!equate_scale_is_numeric (scale))
    return worse->rank <= better->rank + 1;
  EquateDecimal step = equate_scale_edition_get_scale (scale)->step;
  EquateDecimal distance = ABS (better->value - worse->value);
  return distance <= (step != EQUATE_DECIMAL_NONE ? step : 1);
}

static gboolean
is_best (const EquateScaleEdition *scale, const EquateMark *mark)
{
  if (!equate_scale_is_numeric (scale))
    return mark->rank == 0;
  return mark->value == equate_scale_edition_get_scale (scale)->best;
}

static void
check_bands (const EquateAnalysis *analysis, const Taken *taken, guint n)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  guint32 institution = ruleset->courses[taken[0].course].institution;
  const EquateScaleEdition *scale = equate_gradebook_get_scale (
      ruleset->gradebook, ruleset->institutions[institution].scale, analysis->on, NULL);
  g_autofree Band *bands = g_new (Band, n);
  guint n_bands = 0;
  for (guint i = 0; i < n; i++)
    n_bands += get_band (ruleset, scale, taken[i].node, &bands[n_bands]);
  if (n_bands == 0)
    return;
  qsort (bands, n_bands, sizeof *bands, compare_bands);
  Band reached = bands[0]; /* whose highest grade is the best so far */
  for (guint i = 1; i < n_bands && reached.most.kind == EQUATE_MARK_GRADE; i++)
    {
      if (equate_mark_compare (&bands[i].least, &reached.most) > 0
          && !is_next (scale, &reached.most, &bands[i].least))
        report_grade_gap (analysis, taken[0].course, reached.node, &reached.most, &bands[i]);
      if (bands[i].most.kind != EQUATE_MARK_GRADE
          || equate_mark_compare (&bands[i].most, &reached.most) > 0)
        reached = bands[i];
    }
  if (reached.most.kind == EQUATE_MARK_GRADE && !is_best (scale, &reached.most))
    report_grade_gap (analysis, taken[0].course, reached.node, &reached.most, NULL);
}

/* --- EQ309 --- */

typedef struct
{
  EquatePeriod period;
  guint32 index; /* rule or agreement */
} Span;

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *left = a;
  const Span *right = b;
  if (left->period.from != right->period.from)
    return left->period.from < right->period.from ? -1 : 1;
  return (left->index > right->index) - (left->index < right->index);
}

/* The holes between sorted periods, one after the other: before and after are the two beside it,
 * and 0 to begin with. */
static gboolean
find_hole (const Span *spans, guint n, guint *before, guint *after)
{
  guint reached = *after;
  for (guint i = reached + 1; i < n && spans[reached].period.until != 0; i++)
    {
      if (spans[i].period.from > spans[reached].period.until + 1)
        {
          *before = reached;
          *after = i;
          return TRUE;
        }
      if (spans[i].period.until == 0 || spans[i].period.until > spans[reached].period.until)
        reached = i;
    }
  return FALSE;
}

static EquateDiagnostic *
report_period_gap (const EquateAnalysis *analysis, EquateSpan span, const char *what,
                   const Span *before, const Span *after)
{
  char from[EQUATE_DATE_BUFFER], until[EQUATE_DATE_BUFFER];
  equate_date_format (before->period.until + 1, from);
  equate_date_format (after->period.from - 1, until);
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (analysis->diagnostics, EQUATE_DIAGNOSTIC_PERIOD_GAP, span,
                                    "%s from %s until %s", what, from, until);
  equate_diagnostic_set_label (diagnostic, "begins on %s",
                               equate_date_format (after->period.from, from));
  equate_diagnostic_set_witness (diagnostic, "a decision on %s",
                                 equate_date_format (before->period.until + 1, from));
  equate_diagnostic_set_help (diagnostic, "let one period begin on the day after the other ends");
  return diagnostic;
}

static void
check_periods (const EquateAnalysis *analysis, const Taken *taken, guint n)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  g_autofree Span *spans = g_new (Span, n);
  guint n_spans = 0;
  guint before = 0;
  guint after = 0;
  for (guint i = 0; i < n; i++)
    {
      guint32 rule = ruleset->nodes[taken[i].node].rule;
      if (!equate_rule_get_period (ruleset, rule, &spans[n_spans].period))
        continue;
      spans[n_spans++].index = rule;
    }
  qsort (spans, n_spans, sizeof *spans, compare_spans);
  g_autofree char *what = g_strdup_printf (
      "no rule takes %s", equate_ruleset_text (ruleset, ruleset->courses[taken[0].course].code));
  while (find_hole (spans, n_spans, &before, &after))
    {
      EquateDiagnostic *diagnostic
          = report_period_gap (analysis, equate_analysis_rule_span (analysis, spans[after].index),
                               what, &spans[before], &spans[after]);
      equate_diagnostic_set_other (
          diagnostic, equate_analysis_rule_span (analysis, spans[before].index),
          "rule `%s` ends before", equate_analysis_rule_id (analysis, spans[before].index));
    }
}

/* Do the two agreements speak of the same programmes? */
static gboolean
have_same_programmes (const EquateRuleset *ruleset, EquateRange a, EquateRange b)
{
  if (a.count != b.count)
    return FALSE;
  for (guint32 i = 0; i < a.count; i++)
    if (ruleset->string_lists[a.first + i] != ruleset->string_lists[b.first + i])
      return FALSE;
  return TRUE;
}

static void
report_agreement_gap (const EquateAnalysis *analysis, guint32 from, const Span *before,
                      const Span *after)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const GPtrArray *written = equate_workspace_get_agreements (analysis->workspace);
  const EquateAgreement *late = written->pdata[after->index];
  const EquateAgreement *early = written->pdata[before->index];
  guint32 to = ruleset->agreements[after->index].to;
  g_autofree char *what
      = g_strdup_printf ("no agreement from %s to %s decides",
                         equate_ruleset_text (ruleset, ruleset->institutions[from].id),
                         equate_ruleset_text (ruleset, ruleset->institutions[to].id));
  EquateDiagnostic *diagnostic = report_period_gap (analysis, late->id.span, what, before, after);
  equate_diagnostic_set_other (diagnostic, early->id.span, "agreement `%s` ends before",
                               early->id.text);
}

/* Between an agreement and the others of the same institutions; told at the one after the hole. */
static void
check_agreements (const EquateAnalysis *analysis, guint32 index, guint32 from)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const EquateCompiledAgreement *own = &ruleset->agreements[index];
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  guint before = 0;
  guint after = 0;
  for (guint32 i = equate_ruleset_find_pair (ruleset, from, own->to);
       i < ruleset->n_pairs && ruleset->pairs[i].from == from && ruleset->pairs[i].to == own->to;
       i++)
    {
      guint32 agreement = ruleset->pairs[i].agreement;
      const EquateCompiledAgreement *other = &ruleset->agreements[agreement];
      Span span = { other->valid, agreement };
      if (have_same_programmes (ruleset, own->programmes, other->programmes))
        g_array_append_val (spans, span);
    }
  g_array_sort (spans, compare_spans);
  const Span *sorted = (const Span *) (gpointer) spans->data;
  while (find_hole (sorted, spans->len, &before, &after))
    if (sorted[after].index == index)
      report_agreement_gap (analysis, from, &sorted[before], &sorted[after]);
}

/* --- agreements --- */

/* Whether there is anything that could leave a hole. */
static void
look_for_bounds (const EquateAnalysis *analysis, const EquateAgreementView *view,
                 const GArray *taken, gboolean *grades, gboolean *periods)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  for (guint i = 0; i < taken->len && !(*grades && *periods); i++)
    {
      const EquateCompiledNode *node = &ruleset->nodes[g_array_index (taken, Taken, i).node];
      EquatePeriod valid = ruleset->periods[ruleset->rules[node->rule].valid];
      *periods = *periods || valid.from != 0 || valid.until != 0;
      *grades = *grades
                || (node->conditions != EQUATE_NO_INDEX
                    && ruleset->conditions[node->conditions].max_grade != 0);
    }
}

void
equate_find_gap_findings (const EquateAnalysis *analysis, const EquateAgreementView *view)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Taken));
  gboolean grades = FALSE;
  gboolean periods = FALSE;
  const EquateCompiledAgreement *agreement = &ruleset->agreements[view->agreement];
  for (guint32 i = 0; i < agreement->from.count && agreement->valid.from != 0; i++)
    check_agreements (analysis, view->agreement, ruleset->index_lists[agreement->from.first + i]);
  for (guint32 rule = view->rules.first; rule < view->rules.first + view->rules.count; rule++)
    if (ruleset->rules[rule].take != EQUATE_NO_INDEX)
      collect_taken (view, ruleset->rules[rule].take, taken);
  look_for_bounds (analysis, view, taken, &grades, &periods);
  if (!grades && !periods)
    return;
  g_array_sort (taken, compare_taken);
  const Taken *items = (const Taken *) (gpointer) taken->data;
  guint end = 0;
  for (guint first = 0; first < taken->len; first = end)
    {
      for (end = first; end < taken->len && items[end].course == items[first].course; end++)
        ;
      if (grades)
        check_bands (analysis, &items[first], end - first);
      if (periods)
        check_periods (analysis, &items[first], end - first);
    }
}
