/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/conversion.h"

#include "base/suggest.h"
#include "compile/scale-edition.h"
#include "compile/scale-round.h"

/* Decimals of an exact value, beyond which it is told as a fraction. */
#define EXACT_PLACES 9

typedef struct
{
  const EquateCompiledConversion *compiled; /* borrowed */
  const EquateMark *mark;                   /* borrowed; what is converted */
  const EquateScaleEdition *to;             /* borrowed; where it goes */
  guint from_index;                         /* the mark's edition of the from scale */
  guint to_index;
  EquateConversionRun *run; /* borrowed */
} Task;

static EquateMark
no_mark (void)
{
  return (EquateMark){ .value = EQUATE_DECIMAL_NONE };
}

/* What is converted, as the person wrote it where it is still that grade. */
static const char *
write_source (const Task *task, char buffer[EQUATE_DECIMAL_BUFFER])
{
  return task->run->written != NULL ? task->run->written : equate_mark_write (task->mark, buffer);
}

/* --- telling what is done --- */

static void tell (const EquateConversionRun *run, const EquateCompiledConversion *compiled,
                  const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
tell (const EquateConversionRun *run, const EquateCompiledConversion *compiled, const char *format,
      ...)
{
  if (run->steps == NULL)
    return;

  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (
      run->steps,
      g_strdup_printf ("`%s` (%s): %s", compiled->conversion->id.text,
                       equate_choice_get_text (equate_method_choices, compiled->conversion->method),
                       text));
}

static void
append_whole (GString *text, unsigned __int128 number)
{
  if (number >= 10)
    append_whole (text, number / 10);
  g_string_append_c (text, (char) ('0' + (int) (number % 10)));
}

/* "2.125", or "2.333333333… (7/3)" where the decimals do not end. */
static char *
write_exact (EquateExact value)
{
  g_autoptr (GString) text = g_string_new (value.numerator < 0 ? "-" : NULL);
  unsigned __int128 numerator
      = (unsigned __int128) (value.numerator < 0 ? -value.numerator : value.numerator);
  unsigned __int128 denominator = (unsigned __int128) value.denominator * 1000;
  unsigned __int128 rest = numerator % denominator;

  append_whole (text, numerator / denominator);
  if (rest != 0)
    g_string_append_c (text, '.');
  for (guint i = 0; rest != 0 && i < EXACT_PLACES; i++)
    {
      g_string_append_c (text, (char) ('0' + (int) (rest * 10 / denominator)));
      rest = rest * 10 % denominator;
    }
  if (rest == 0)
    return g_string_free (g_steal_pointer (&text), FALSE);

  unsigned __int128 a = numerator, b = denominator;
  while (b != 0)
    {
      unsigned __int128 next = a % b;
      a = b;
      b = next;
    }
  g_string_append (text, value.numerator < 0 ? "… (-" : "… (");
  append_whole (text, numerator / a);
  g_string_append_c (text, '/');
  append_whole (text, denominator / a);
  g_string_append_c (text, ')');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- editions --- */

const EquateScaleEdition *
equate_scale_series_find (const EquateScaleSeries *series, EquateDate date, gboolean *in_force)
{
  const EquateScaleEdition *found = series->editions[0];
  gboolean holds = FALSE;

  if (series->n_editions == 1 && in_force == NULL)
    return found; /* in force or not: as most scales are */
  for (guint i = 0; i < series->n_editions && !holds; i++)
    {
      EquatePeriod valid = equate_scale_edition_get_scale (series->editions[i])->valid;

      if (i > 0 && valid.from > date)
        break;
      found = series->editions[i];
      holds = equate_period_contains (valid, date);
    }
  if (in_force != NULL)
    *in_force = holds;
  return found;
}

const char *
equate_scale_series_suggest (const EquateScaleSeries *series, const char *grade)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < series->n_editions; i++)
    {
      const EquateList *grades = &equate_scale_edition_get_scale (series->editions[i])->grades;

      for (guint j = 0; j < grades->length; j++)
        g_ptr_array_add (labels,
                         (gpointer) equate_list_index (*grades, EquateGrade, j)->label.text);
    }
  g_ptr_array_add (labels, NULL);
  return equate_suggest_nearest (grade, (const char *const *) labels->pdata);
}

static guint
find_edition (const EquateScaleSeries *series, const EquateScaleEdition *edition)
{
  guint i = 0;

  while (i < series->n_editions && series->editions[i] != edition)
    i++;
  return i;
}

/* --- the methods --- */

static EquateMark
convert_by_table (const Task *task)
{
  const EquateCompiledConversion *compiled = task->compiled;
  const EquateList *rows = &compiled->conversion->table;
  char grade[EQUATE_DECIMAL_BUFFER];

  for (guint i = 0; i < rows->length; i++)
    {
      const EquateTableRow *row = equate_list_index (*rows, EquateTableRow, i);
      const EquateMark *least
          = &compiled->at_least[i * compiled->from->n_editions + task->from_index];
      const EquateMark *give = &compiled->give[i * compiled->to->n_editions + task->to_index];

      /* The row may be about a grade that only another edition has. */
      if (least->kind != EQUATE_MARK_GRADE || equate_mark_compare (task->mark, least) < 0)
        continue;
      tell (task->run, compiled, "%s is at least %s, which gives %s%s", write_source (task, grade),
            row->at_least.text, row->give.text,
            give->kind == EQUATE_MARK_GRADE ? "" : ", a grade that the scale no longer has");
      return give->kind == EQUATE_MARK_GRADE ? *give : no_mark ();
    }
  tell (task->run, compiled, "%s reaches no row: no grade", write_source (task, grade));
  return no_mark ();
}

/* The point of the line from (from_a, to_a) to (from_b, to_b) at value. */
static EquateExact
find_on_line (EquateDecimal value, EquateDecimal from_a, EquateDecimal from_b, EquateDecimal to_a,
              EquateDecimal to_b)
{
  EquateExact exact = { .denominator = from_b - from_a };

  exact.numerator = to_a * exact.denominator + (__int128) (value - from_a) * (to_b - to_a);
  if (exact.denominator < 0)
    {
      exact.numerator = -exact.numerator;
      exact.denominator = -exact.denominator;
    }
  return exact;
}

static void
tell_line (const Task *task, EquateExact exact, const EquateMark *result)
{
  static const char *const roundings[] = {
    [EQUATE_GRADE_ROUND_NEAREST] = "to the nearest grade",
    [EQUATE_GRADE_ROUND_DOWN] = "down, never better than earned",
    [EQUATE_GRADE_ROUND_UP] = "up, in the student's favour",
  };
  char grade[EQUATE_DECIMAL_BUFFER], rounded[EQUATE_DECIMAL_BUFFER];

  if (task->run->steps == NULL)
    return;

  g_autofree char *text = write_exact (exact);
  tell (task->run, task->compiled, "%s is exactly %s", write_source (task, grade), text);
  tell (task->run, task->compiled, "rounded %s: %s", roundings[task->compiled->conversion->round],
        equate_mark_write (result, rounded));
}

static EquateMark
convert_failing (const Task *task)
{
  EquateMark result = equate_scale_best_fail (task->to);
  char grade[EQUATE_DECIMAL_BUFFER], fail[EQUATE_DECIMAL_BUFFER];

  if (result.kind == EQUATE_MARK_GRADE)
    tell (task->run, task->compiled, "%s fails and becomes %s, the best failing grade",
          write_source (task, grade), equate_mark_write (&result, fail));
  else
    tell (task->run, task->compiled, "%s fails, and the scale has no failing grade: no grade",
          write_source (task, grade));
  return result;
}

static EquateMark
convert_by_line (const Task *task)
{
  const EquateScaleEdition *from = task->mark->scale, *to = task->to;
  EquateGradeRounding rounding = (EquateGradeRounding) task->compiled->conversion->round;
  gboolean passing = equate_mark_is_passing (task->mark);

  if (!passing && (!from->numeric || !to->numeric || to->pass == to->worst))
    return convert_failing (task);

  EquateExact exact
      = passing ? find_on_line (task->mark->value, from->pass, from->best, to->pass, to->best)
                : find_on_line (task->mark->value, from->pass, from->worst, to->pass, to->worst);
  EquateMark result = equate_scale_round (to, exact, rounding,
                                          passing ? EQUATE_GRADES_PASSING : EQUATE_GRADES_FAILING);
  tell_line (task, exact, &result);
  return result;
}

/* A fallback or the link of a chain; on: the day of the scale that it ends at; written: as for a
 * run. */
static EquateMark
convert_by_other (const Task *task, const EquateCompiledConversion *other, const EquateMark *mark,
                  const char *written, EquateDate on)
{
  EquateConversionRun run = { task->run->entry_date, on, task->run->steps, written };
  EquateMark result = equate_conversion_apply (other, mark, &run);

  task->run->method = run.method;
  task->run->fallback = task->run->fallback || run.fallback;
  return result;
}

static EquateMark
convert_by_fallback (const Task *task, const char *scale, gint64 sample)
{
  const EquateCompiledConversion *compiled = task->compiled;
  const EquateCompiledConversion *fallback = compiled->fallback;

  tell (task->run, compiled,
        "the sample of `%s` has %" G_GINT64_FORMAT " grades, fewer than %d: %s", scale, sample,
        compiled->conversion->min_sample, fallback != NULL ? "the fallback is used" : "no grade");
  if (fallback == NULL)
    return no_mark ();
  task->run->fallback = TRUE;
  return convert_by_other (task, fallback, task->mark, task->run->written, task->run->on);
}

static EquateMark
convert_by_distribution (const Task *task)
{
  const EquateCompiledConversion *compiled = task->compiled;
  const EquateConversion *conversion = compiled->conversion;
  const EquateShares *from = compiled->from_shares[task->from_index];
  const EquateShares *to = compiled->to_shares[task->to_index];
  EquateOverlap overlap = (EquateOverlap) conversion->overlap;
  char grade[EQUATE_DECIMAL_BUFFER], found[EQUATE_DECIMAL_BUFFER];

  if (from == NULL || to == NULL)
    {
      tell (task->run, compiled, "grades were counted that the scale did not have then: no grade");
      return no_mark ();
    }
  if (from->sample < conversion->min_sample)
    return convert_by_fallback (task, compiled->from->id, from->sample);
  if (to->sample < conversion->min_sample)
    return convert_by_fallback (task, compiled->to->id, to->sample);
  if (!equate_mark_is_passing (task->mark))
    return convert_failing (task);

  EquateShareRange range = equate_shares_find (from, task->mark);
  const EquateGradeShare *share = equate_shares_convert (from, range, to, overlap);
  tell (task->run, compiled,
        "%s lies between %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT " and %" G_GINT64_FORMAT
        "/%" G_GINT64_FORMAT " of the passing grades, best first",
        write_source (task, grade), range.start, from->total, range.end, from->total);
  tell (task->run, compiled, "overlap %s: %s, which ends at %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
        equate_choice_get_text (equate_overlap_choices, conversion->overlap),
        equate_mark_write (&share->mark, found), share->until, to->total);
  return share->mark;
}

static EquateMark
convert_by_chain (const Task *task)
{
  const EquateCompiledConversion *compiled = task->compiled;
  EquateMark mark = *task->mark;

  tell (task->run, compiled, "%u conversions, one after the other", compiled->n_via);
  for (guint i = 0; i < compiled->n_via && mark.kind == EQUATE_MARK_GRADE; i++)
    mark = convert_by_other (task, compiled->via[i], &mark, i == 0 ? task->run->written : NULL,
                             i + 1 < compiled->n_via ? task->run->entry_date : task->run->on);
  task->run->method = equate_choice_get_text (equate_method_choices, EQUATE_METHOD_CHAIN);
  return mark;
}

/* --- the whole --- */

/* A failing grade never becomes a passing one, nor the other way round. */
static EquateMark
hold_outcome (const Task *task, EquateMark result)
{
  char before[EQUATE_DECIMAL_BUFFER], after[EQUATE_DECIMAL_BUFFER];
  gboolean passing = equate_mark_is_passing (task->mark);

  if (result.kind != EQUATE_MARK_GRADE || equate_mark_is_passing (&result) == passing)
    return result;
  if (!passing)
    return convert_failing (task);

  EquateMark lowest = equate_scale_lowest_pass (result.scale);
  tell (task->run, task->compiled, "a pass stays a pass: %s becomes %s, the lowest passing grade",
        equate_mark_write (&result, before), equate_mark_write (&lowest, after));
  return lowest;
}

EquateMark
equate_conversion_apply (const EquateCompiledConversion *compiled, const EquateMark *mark,
                         EquateConversionRun *run)
{
  static EquateMark (*const methods[]) (const Task *task) = {
    [EQUATE_METHOD_TABLE] = convert_by_table,
    [EQUATE_METHOD_LINEAR] = convert_by_line,
    [EQUATE_METHOD_DISTRIBUTION] = convert_by_distribution,
    [EQUATE_METHOD_CHAIN] = convert_by_chain,
  };
  Task task = { .compiled = compiled, .mark = mark, .run = run };

  run->method = equate_choice_get_text (equate_method_choices, compiled->conversion->method);
  run->fallback = FALSE;
  if (compiled->faulty || mark->kind != EQUATE_MARK_GRADE)
    return no_mark ();

  task.from_index = find_edition (compiled->from, mark->scale);
  if (task.from_index == compiled->from->n_editions)
    return no_mark ();
  task.to = equate_scale_series_find (compiled->to, run->on, NULL);
  task.to_index = find_edition (compiled->to, task.to);
  return hold_outcome (&task, methods[compiled->conversion->method](&task));
}
