/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What conversions do to grades, over all grades of all editions of their scales.
 *
 * EQ316: a passing grade for which a table has nothing. EQ318: a row that gives a failing grade for
 * a passing one. That a better grade becomes a worse one needs no finding: the rows of a table
 * stand in order (EQ402), lines and distributions keep it, and so do chains of such. EQ319:
 * distributions that are no firm ground. EQ320: a conversion that fits no scale.
 */
#include "analyse/families.h"

/* Fewer grades than this say little of a distribution. */
#define FIRM_SAMPLE 30

typedef struct
{
  const EquateAnalysis *analysis; /* borrowed */
  guint32 index;
  const EquateConversion *conversion; /* borrowed */
  const EquateScaleEdition *from;     /* borrowed */
  const EquateScaleEdition *to;       /* borrowed; the edition on the day */
  EquateDate on;
  gboolean has_gap; /* it was said, once for all editions */
  gboolean has_fail;
} Crossing;

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
list_turning_points (const Crossing *crossing)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (EquateMark));
  const EquateScale *scale = equate_scale_edition_get_scale (crossing->from);
  const EquateList *rows = &crossing->conversion->table;
  if (!equate_scale_is_numeric (crossing->from))
    {
      add_labels (crossing->from, marks);
      return marks;
    }
  add_number (crossing->from, scale->best, marks);
  add_number (crossing->from, scale->pass, marks);
  add_number (crossing->from, scale->worst, marks);
  for (guint i = 0; i < rows->length; i++)
    add_grade (crossing->from, equate_list_index (*rows, EquateTableRow, i)->at_least.text, marks);
  g_array_sort (marks, compare_marks);
  return marks;
}

static EquateMark
convert (const Crossing *crossing, const EquateMark *mark)
{
  return equate_gradebook_convert (crossing->analysis->ruleset->gradebook, crossing->index, mark,
                                   crossing->on, crossing->on)
      .mark;
}

/* --- EQ316 and EQ318 --- */

/* As people write it, without the decimals of the step. */
static const char *
write_grade (const EquateMark *mark, char buffer[EQUATE_DECIMAL_BUFFER])
{
  return equate_scale_is_numeric (mark->scale) ? equate_decimal_format (mark->value, buffer)
                                               : equate_mark_write (mark, buffer);
}

static EquateDiagnostic *
report (const Crossing *crossing, EquateDiagnosticCode code, EquateSpan span, const char *what)
{
  return equate_diagnostic_list_add (crossing->analysis->diagnostics, code, span,
                                     "conversion `%s` %s", crossing->conversion->id.text, what);
}

static void
check_gap (Crossing *crossing, const GArray *marks)
{
  const EquateMark *missing = NULL;
  char grade[EQUATE_DECIMAL_BUFFER];
  for (guint i = 0; i < marks->len; i++)
    {
      const EquateMark *mark = &g_array_index (marks, EquateMark, i);
      if (equate_mark_is_passing (mark) && convert (crossing, mark).kind != EQUATE_MARK_GRADE)
        missing = mark;
    }
  if (missing == NULL || crossing->has_gap)
    return;
  crossing->has_gap = TRUE;
  EquateDiagnostic *diagnostic
      = report (crossing, EQUATE_DIAGNOSTIC_TABLE_GAP, crossing->conversion->id.span,
                "has nothing for a grade that passes");
  equate_diagnostic_set_label (diagnostic, "nothing for %s", write_grade (missing, grade));
  equate_diagnostic_set_witness (diagnostic, "%s passes on `%s` and becomes no grade of `%s`",
                                 write_grade (missing, grade), crossing->conversion->from.text,
                                 crossing->conversion->to.text);
  equate_diagnostic_set_help (diagnostic,
                              "the rows should reach down to the lowest passing grade, and give "
                              "grades that every edition of the scale has");
}

/* What the table says, before a pass is made to stay a pass. */
static const EquateTableRow *
find_row (const Crossing *crossing, const EquateMark *mark)
{
  const EquateList *rows = &crossing->conversion->table;
  for (guint i = 0; i < rows->length; i++)
    {
      const EquateTableRow *row = equate_list_index (*rows, EquateTableRow, i);
      EquateMark least = equate_scale_read (crossing->from, row->at_least.text);
      if (least.kind == EQUATE_MARK_GRADE && equate_mark_compare (mark, &least) >= 0)
        return row;
    }
  return NULL;
}

static void
check_fail (Crossing *crossing, const GArray *marks)
{
  for (guint i = 0; i < marks->len && !crossing->has_fail; i++)
    {
      const EquateMark *mark = &g_array_index (marks, EquateMark, i);
      const EquateTableRow *row = equate_mark_is_passing (mark) ? find_row (crossing, mark) : NULL;
      if (row == NULL)
        continue;
      EquateMark give = equate_scale_read (crossing->to, row->give.text);
      EquateMark result = convert (crossing, mark);
      char grade[EQUATE_DECIMAL_BUFFER], written[EQUATE_DECIMAL_BUFFER];
      if (!equate_mark_is_failing (&give))
        continue;
      EquateDiagnostic *diagnostic
          = report (crossing, EQUATE_DIAGNOSTIC_PASS_TO_FAIL, row->give.span,
                    "gives a failing grade for a passing one");
      equate_diagnostic_set_label (diagnostic, "fails on `%s`", crossing->conversion->to.text);
      equate_diagnostic_set_witness (diagnostic,
                                     "%s passes on `%s`; %s is written, as a pass stays a pass",
                                     write_grade (mark, grade), crossing->conversion->from.text,
                                     equate_mark_write (&result, written));
      equate_diagnostic_set_help (diagnostic,
                                  "give the lowest passing grade down to the pass of "
                                  "`%s`",
                                  crossing->conversion->from.text);
      crossing->has_fail = TRUE;
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
check_table (const EquateAnalysis *analysis, guint32 index)
{
  const EquateGradebook *book = analysis->ruleset->gradebook;
  guint32 from = equate_gradebook_get_from (book, index);
  guint32 to = equate_gradebook_get_to (book, index);
  Crossing crossing = { .analysis = analysis,
                        .index = index,
                        .conversion = equate_gradebook_get_conversion (book, index) };
  for (guint i = 0; i < equate_gradebook_get_n_editions (book, from); i++)
    for (guint j = 0; j < equate_gradebook_get_n_editions (book, to); j++)
      {
        crossing.from = equate_gradebook_get_edition (book, from, i);
        crossing.to = equate_gradebook_get_edition (book, to, j);
        if (!can_meet (crossing.from, crossing.to))
          continue;
        crossing.on = get_day (crossing.to, analysis->on);
        g_autoptr (GArray) marks = list_turning_points (&crossing);
        check_gap (&crossing, marks);
        check_fail (&crossing, marks);
      }
}

/* --- EQ319 --- */

static EquateDiagnostic *
report_weak (const EquateAnalysis *analysis, EquateSpan span, const char *scale, const char *what)
{
  return equate_diagnostic_list_add (analysis->diagnostics, EQUATE_DIAGNOSTIC_DISTRIBUTION_WEAK,
                                     span, "the distribution of `%s` %s", scale, what);
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
      equate_diagnostic_set_label (
          diagnostic, "the counts add up to %" G_GINT64_FORMAT ", the sample is %" G_GINT64_FORMAT,
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
check_conversion (const EquateAnalysis *analysis, guint32 index)
{
  const EquateConversion *conversion
      = equate_gradebook_get_conversion (analysis->ruleset->gradebook, index);
  if (conversion->method == EQUATE_METHOD_TABLE)
    check_table (analysis, index);
  if (conversion->method != EQUATE_METHOD_DISTRIBUTION)
    return;
  check_distribution (analysis, conversion, &conversion->distributions->from,
                      conversion->from.text);
  check_distribution (analysis, conversion, &conversion->distributions->to, conversion->to.text);
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
  for (guint32 i = 0; i < equate_gradebook_get_n_conversions (ruleset->gradebook); i++)
    check_conversion (analysis, i);
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    if (equate_analysis_is_alive (analysis, i)
        && ruleset->agreements[i].conversion != EQUATE_NO_INDEX
        && !fits (ruleset, &ruleset->agreements[i], ruleset->agreements[i].conversion))
      report_fits_nowhere (analysis, i);
}
