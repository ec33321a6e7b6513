/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What conversions do to grades, over all grades of all editions of their scales.
 *
 * EQ316: a passing grade for which a table has nothing.
 * EQ317: a better grade that becomes a worse one. Lines and distributions cannot do that, and no
 * chain of links that do not can; so tables are looked at where their rows begin, and chains only
 * where a link of them is at fault.
 * EQ318: a row that gives a failing grade for a passing one.
 * EQ319: distributions that are no firm ground. EQ320: a conversion that fits no scale.
 */
#include "analyse/families.h"

/* Fewer grades than this say little of a distribution. */
#define FIRM_SAMPLE 30
/* Grades of a numeric scale that are tried with a chain; of a finer scale, as many at even
 * distances. */
#define MAX_TRIED 20000

typedef struct
{
  const EquateAnalysis *analysis; /* borrowed */
  guint32 index;
  const EquateConversion *conversion; /* borrowed */
  const EquateScaleEdition *from;     /* borrowed */
  const EquateScaleEdition *to;       /* borrowed; the edition on the day */
  EquateDate on;
  gboolean has_gap; /* what was said, once for all editions */
  gboolean has_fail;
  gboolean has_turn;
} Trial;

/* --- grades to try --- */

static void
add_grade (const EquateScaleEdition *scale, const char *text, GArray *marks)
{
  EquateMark mark = equate_scale_read (scale, text);
  if (mark.kind == EQUATE_MARK_GRADE)
    g_array_append_val (marks, mark);
}

static void
add_number (const EquateScaleEdition *scale, EquateDecimal value, GArray *marks)
{
  char text[EQUATE_DECIMAL_BUFFER];
  add_grade (scale, equate_decimal_format (value, text), marks);
}

static void
add_labels (const EquateScaleEdition *edition, GArray *marks)
{
  const EquateScale *scale = equate_scale_edition_get_scale (edition);
  for (guint i = 0; i < scale->grades.length; i++)
    add_grade (edition, equate_list_index (scale->grades, EquateGrade, i)->label.text, marks);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  return equate_mark_compare (b, a);
}

/* The grades at which the result of a table may change, best first. */
static GArray *
list_turning_points (const Trial *trial)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (EquateMark));
  const EquateScale *scale = equate_scale_edition_get_scale (trial->from);
  const EquateList *rows = &trial->conversion->table;
  if (!equate_scale_is_numeric (trial->from))
    {
      add_labels (trial->from, marks);
      return marks;
    }
  add_number (trial->from, scale->best, marks);
  add_number (trial->from, scale->pass, marks);
  add_number (trial->from, scale->worst, marks);
  for (guint i = 0; i < rows->length; i++)
    add_grade (trial->from, equate_list_index (*rows, EquateTableRow, i)->at_least.text, marks);
  g_array_sort (marks, compare_marks);
  return marks;
}

static GArray *
list_all_grades (const Trial *trial)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (EquateMark));
  const EquateScale *scale = equate_scale_edition_get_scale (trial->from);
  if (!equate_scale_is_numeric (trial->from))
    {
      add_labels (trial->from, marks);
      return marks;
    }
  EquateDecimal step = scale->step != EQUATE_DECIMAL_NONE ? scale->step : 1;
  EquateDecimal span = ABS (scale->best - scale->worst);
  EquateDecimal stride = step * (span / step / MAX_TRIED + 1);
  gint sign = scale->best > scale->worst ? -1 : 1;
  for (EquateDecimal way = 0; way <= span; way += stride)
    add_number (trial->from, scale->best + sign * way, marks);
  return marks;
}

static EquateMark
convert (const Trial *trial, const EquateMark *mark)
{
  return equate_gradebook_convert (trial->analysis->ruleset->gradebook, trial->index, mark,
                                   trial->on, trial->on)
      .mark;
}

/* --- EQ316, EQ317, EQ318 --- */

static EquateDiagnostic *
report (const Trial *trial, EquateDiagnosticCode code, EquateSpan span, const char *what)
{
  return equate_diagnostic_list_add (trial->analysis->diagnostics, code, span,
                                     "conversion `%s` %s", trial->conversion->id.text, what);
}

static void
check_gap (Trial *trial, const GArray *marks)
{
  const EquateMark *missing = NULL;
  char grade[EQUATE_DECIMAL_BUFFER];
  for (guint i = 0; i < marks->len; i++)
    {
      const EquateMark *mark = &g_array_index (marks, EquateMark, i);
      if (equate_mark_is_passing (mark) && convert (trial, mark).kind != EQUATE_MARK_GRADE)
        missing = mark;
    }
  if (missing == NULL || trial->has_gap)
    return;
  trial->has_gap = TRUE;
  EquateDiagnostic *diagnostic
      = report (trial, EQUATE_DIAGNOSTIC_TABLE_GAP, trial->conversion->id.span,
                "has nothing for a grade that passes");
  equate_diagnostic_set_label (diagnostic, "nothing for %s", equate_mark_write (missing, grade));
  equate_diagnostic_set_witness (diagnostic, "%s passes on `%s` and becomes no grade of `%s`",
                                 equate_mark_write (missing, grade), trial->conversion->from.text,
                                 trial->conversion->to.text);
  equate_diagnostic_set_help (diagnostic,
                              "the rows should reach down to the lowest passing grade, and give "
                              "grades that every edition of the scale has");
}

static void
check_turn (Trial *trial, const GArray *marks, EquateSpan link)
{
  EquateMark before = { .kind = EQUATE_MARK_NONE };
  EquateMark before_result = before;
  for (guint i = 0; i < marks->len && !trial->has_turn; i++)
    {
      const EquateMark *mark = &g_array_index (marks, EquateMark, i);
      EquateMark result = convert (trial, mark);
      char better[EQUATE_DECIMAL_BUFFER], worse[EQUATE_DECIMAL_BUFFER];
      char low[EQUATE_DECIMAL_BUFFER], high[EQUATE_DECIMAL_BUFFER];
      if (result.kind != EQUATE_MARK_GRADE)
        continue;
      if (before.kind == EQUATE_MARK_GRADE && equate_mark_compare (&result, &before_result) > 0)
        {
          EquateDiagnostic *diagnostic
              = report (trial, EQUATE_DIAGNOSTIC_CONVERSION_NOT_MONOTONE,
                        trial->conversion->id.span, "turns a better grade into a worse one");
          equate_diagnostic_set_label (diagnostic, "%s is worse than %s",
                                       equate_mark_write (&before_result, low),
                                       equate_mark_write (&result, high));
          equate_diagnostic_set_witness (
              diagnostic, "%s becomes %s, but %s becomes %s", equate_mark_write (&before, better),
              equate_mark_write (&before_result, low), equate_mark_write (mark, worse),
              equate_mark_write (&result, high));
          if (link.source != NULL)
            equate_diagnostic_set_other (diagnostic, link, "by way of this conversion");
          equate_diagnostic_set_help (diagnostic, "put the grades that the rows give in order, best "
                                                  "first");
          trial->has_turn = TRUE;
        }
      before = *mark;
      before_result = result;
    }
}

/* What the table says, before a pass is made to stay a pass. */
static const EquateTableRow *
find_row (const Trial *trial, const EquateMark *mark)
{
  const EquateList *rows = &trial->conversion->table;
  for (guint i = 0; i < rows->length; i++)
    {
      const EquateTableRow *row = equate_list_index (*rows, EquateTableRow, i);
      EquateMark least = equate_scale_read (trial->from, row->at_least.text);
      if (least.kind == EQUATE_MARK_GRADE && equate_mark_compare (mark, &least) >= 0)
        return row;
    }
  return NULL;
}

static void
check_fail (Trial *trial, const GArray *marks)
{
  for (guint i = 0; i < marks->len && !trial->has_fail; i++)
    {
      const EquateMark *mark = &g_array_index (marks, EquateMark, i);
      const EquateTableRow *row = equate_mark_is_passing (mark) ? find_row (trial, mark) : NULL;
      if (row == NULL)
        continue;
      EquateMark give = equate_scale_read (trial->to, row->give.text);
      EquateMark result = convert (trial, mark);
      char grade[EQUATE_DECIMAL_BUFFER], written[EQUATE_DECIMAL_BUFFER];
      if (!equate_mark_is_failing (&give))
        continue;
      EquateDiagnostic *diagnostic = report (trial, EQUATE_DIAGNOSTIC_PASS_TO_FAIL, row->give.span,
                                             "gives a failing grade for a passing one");
      equate_diagnostic_set_label (diagnostic, "fails on `%s`", trial->conversion->to.text);
      equate_diagnostic_set_witness (diagnostic,
                                     "%s passes on `%s`; %s is written, as a pass stays a pass",
                                     equate_mark_write (mark, grade), trial->conversion->from.text,
                                     equate_mark_write (&result, written));
      equate_diagnostic_set_help (diagnostic, "give the lowest passing grade down to the pass of "
                                              "`%s`",
                                  trial->conversion->from.text);
      trial->has_fail = TRUE;
    }
}

/* --- over editions --- */

static EquateDate
get_day (const EquateScaleEdition *edition, EquateDate otherwise)
{
  EquatePeriod valid = equate_scale_edition_get_scale (edition)->valid;
  return valid.from != 0 ? valid.from : valid.until != 0 ? valid.until : otherwise;
}

/* An entry cannot be of a day after the decision. */
static gboolean
can_meet (const EquateScaleEdition *from, const EquateScaleEdition *to)
{
  EquatePeriod source = equate_scale_edition_get_scale (from)->valid;
  EquatePeriod target = equate_scale_edition_get_scale (to)->valid;
  return target.until == 0 || source.from <= target.until;
}

static void
try_editions (const EquateAnalysis *analysis, guint32 index, EquateSpan link)
{
  const EquateGradebook *book = analysis->ruleset->gradebook;
  guint32 from = equate_gradebook_get_from (book, index);
  guint32 to = equate_gradebook_get_to (book, index);
  Trial trial = { .analysis = analysis,
                  .index = index,
                  .conversion = equate_gradebook_get_conversion (book, index) };
  gboolean is_table = trial.conversion->method == EQUATE_METHOD_TABLE;
  for (guint i = 0; i < equate_gradebook_get_n_editions (book, from); i++)
    for (guint j = 0; j < equate_gradebook_get_n_editions (book, to); j++)
      {
        trial.from = equate_gradebook_get_edition (book, from, i);
        trial.to = equate_gradebook_get_edition (book, to, j);
        if (!can_meet (trial.from, trial.to))
          continue;
        trial.on = get_day (trial.to, analysis->on);
        g_autoptr (GArray) marks
            = is_table ? list_turning_points (&trial) : list_all_grades (&trial);
        check_turn (&trial, marks, link);
        if (!is_table)
          continue;
        check_gap (&trial, marks);
        check_fail (&trial, marks);
      }
}

/* The first table on the way of a conversion that turns grades round; NULL: none. turning: by
 * conversion. */
static const EquateConversion *
find_turning (const EquateAnalysis *analysis, guint32 index, const guint8 *turning)
{
  const EquateGradebook *book = analysis->ruleset->gradebook;
  const EquateConversion *conversion = equate_gradebook_get_conversion (book, index);
  if (turning[index])
    return conversion;
  for (guint i = 0; i <= conversion->via.length; i++)
    {
      const EquateName *name = i < conversion->via.length
                                   ? equate_list_index (conversion->via, EquateName, i)
                                   : &conversion->fallback;
      guint32 link = equate_gradebook_find_conversion (book, name->text);
      const EquateConversion *found
          = link != EQUATE_NO_INDEX ? find_turning (analysis, link, turning) : NULL;
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
check_conversions (const EquateAnalysis *analysis)
{
  const EquateGradebook *book = analysis->ruleset->gradebook;
  guint n = equate_gradebook_get_n_conversions (book);
  g_autofree guint8 *turning = g_new0 (guint8, n + 1);
  gboolean any = FALSE;
  for (guint32 i = 0; i < n; i++)
    {
      guint before = equate_diagnostic_list_get_length (analysis->diagnostics);
      if (equate_gradebook_get_conversion (book, i)->method != EQUATE_METHOD_TABLE)
        continue;
      try_editions (analysis, i, (EquateSpan){ 0 });
      for (guint j = before; j < equate_diagnostic_list_get_length (analysis->diagnostics); j++)
        turning[i] |= equate_diagnostic_list_get (analysis->diagnostics, j)->code
                      == EQUATE_DIAGNOSTIC_CONVERSION_NOT_MONOTONE;
      any = any || turning[i];
    }
  for (guint32 i = 0; any && i < n; i++)
    {
      const EquateConversion *link = find_turning (analysis, i, turning);
      if (link != NULL && !turning[i])
        try_editions (analysis, i, link->id.span);
    }
}

/* --- EQ319 --- */

static EquateDiagnostic *
report_weak (const EquateAnalysis *analysis, EquateSpan span, const char *scale, const char *what)
{
  return equate_diagnostic_list_add (analysis->diagnostics, EQUATE_DIAGNOSTIC_DISTRIBUTION_WEAK, span,
                                     "the distribution of `%s` %s", scale, what);
}

static void
check_distribution (const EquateAnalysis *analysis, const EquateConversion *conversion,
                    const EquateDistribution *distribution, const char *scale)
{
  gint64 sum = 0;
  for (guint i = 0; i < distribution->counts.length; i++)
    sum += equate_list_index (distribution->counts, EquateGradeCount, i)->count;
  gint64 sample = distribution->sample > 0 ? distribution->sample : sum;
  if (sample < FIRM_SAMPLE && conversion->min_sample == 0)
    {
      EquateDiagnostic *diagnostic
          = report_weak (analysis, distribution->span, scale, "is that of few grades");
      equate_diagnostic_set_label (diagnostic, "%" G_GINT64_FORMAT " grades", sample);
      equate_diagnostic_set_help (diagnostic, "count more, or say with `min-sample` and `fallback` "
                                              "what holds for a small sample");
    }
  if (sum != sample)
    {
      EquateDiagnostic *diagnostic
          = report_weak (analysis, distribution->span, scale, "does not add up to its sample");
      equate_diagnostic_set_label (diagnostic,
                                   "the counts add up to %" G_GINT64_FORMAT
                                   ", the sample is %" G_GINT64_FORMAT,
                                   sum, sample);
      equate_diagnostic_set_help (diagnostic, "count the failing grades as well, or correct "
                                              "`sample`");
    }
  if (distribution->years.length == 0)
    {
      EquateDiagnostic *diagnostic = report_weak (analysis, distribution->span, scale,
                                                  "does not say from which years it is");
      equate_diagnostic_set_label (diagnostic, "no `years`");
      equate_diagnostic_set_help (diagnostic, "add `years`, such as [2021, 2023]");
    }
}

static void
check_distributions (const EquateAnalysis *analysis)
{
  const EquateGradebook *book = analysis->ruleset->gradebook;
  for (guint32 i = 0; i < equate_gradebook_get_n_conversions (book); i++)
    {
      const EquateConversion *conversion = equate_gradebook_get_conversion (book, i);
      if (conversion->method != EQUATE_METHOD_DISTRIBUTION)
        continue;
      check_distribution (analysis, conversion, &conversion->distributions->from,
                          conversion->from.text);
      check_distribution (analysis, conversion, &conversion->distributions->to,
                          conversion->to.text);
    }
}

/* --- EQ320 --- */

static gboolean
begins_right (const EquateRuleset *ruleset, const EquateCompiledAgreement *agreement, guint32 scale)
{
  for (guint32 i = 0; i < agreement->from.count; i++)
    if (ruleset->institutions[ruleset->index_lists[agreement->from.first + i]].scale == scale)
      return TRUE;
  return FALSE;
}

static gboolean
fits (const EquateRuleset *ruleset, const EquateCompiledAgreement *agreement, guint32 conversion)
{
  return begins_right (ruleset, agreement,
                       equate_gradebook_get_from (ruleset->gradebook, conversion))
         && equate_gradebook_get_to (ruleset->gradebook, conversion)
                == ruleset->institutions[agreement->to].scale;
}

static void
report_fits_nowhere (const EquateAnalysis *analysis, guint32 index)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  const EquateCompiledAgreement *agreement = &ruleset->agreements[index];
  const EquateAgreement *written
      = equate_workspace_get_agreements (analysis->workspace)->pdata[index];
  const EquateConversion *conversion
      = equate_gradebook_get_conversion (ruleset->gradebook, agreement->conversion);
  gboolean begins = begins_right (
      ruleset, agreement, equate_gradebook_get_from (ruleset->gradebook, agreement->conversion));
  const char *target = equate_ruleset_text (ruleset, ruleset->institutions[agreement->to].id);
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_GRADES_FIT_NOWHERE,
      written->grades.text != NULL ? written->grades.span : written->id.span,
      begins ? "conversion `%s` ends at `%s`, which is not the scale of %s"
             : "conversion `%s` begins at `%s`, the scale of no institution that %s takes from",
      conversion->id.text, begins ? conversion->to.text : conversion->from.text, target);
  equate_diagnostic_set_label (diagnostic, "their grades are not converted");
  equate_diagnostic_set_other (diagnostic, conversion->id.span, "the conversion");
  for (guint32 i = 0; i < equate_gradebook_get_n_conversions (ruleset->gradebook); i++)
    if (fits (ruleset, agreement, i))
      {
        equate_diagnostic_set_help (
            diagnostic, "`%s` leads from one scale to the other",
            equate_gradebook_get_conversion (ruleset->gradebook, i)->id.text);
        return;
      }
  equate_diagnostic_set_help (diagnostic, "write a conversion between the scales of the two "
                                          "institutions");
}

void
equate_find_grading_findings (const EquateAnalysis *analysis)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  check_conversions (analysis);
  check_distributions (analysis);
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    if (equate_analysis_is_alive (analysis, i)
        && ruleset->agreements[i].conversion != EQUATE_NO_INDEX
        && !fits (ruleset, &ruleset->agreements[i], ruleset->agreements[i].conversion))
      report_fits_nowhere (analysis, i);
}
