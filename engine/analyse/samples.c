/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/samples.h"

#include "analyse/rule-shape.h"

#include <stdlib.h>

/* What is said of the entries of one course. */
typedef struct
{
  GArray *conditions; /* owned: guint32, of leaves that select it */
  GArray *bounds;     /* owned: EquateDate, the first day of something new */
  GArray *ages;       /* owned: EquateAge */
  gboolean is_judged; /* a denial or an `unless` looks at its grade */
} CourseSamples;

struct _EquateSamples
{
  const EquateAnalysis *analysis; /* borrowed */
  guint32 agreement;
  const guint32 *courses; /* borrowed */
  guint n_courses;
  const guint32 *rules; /* borrowed */
  guint n_rules;
  CourseSamples *details; /* owned: by place of the course */
  GArray *day_bounds;     /* owned: EquateDate, the first day of something new */
  GArray *days;           /* owned: EquateDate */
  GArray *programmes;     /* owned: guint32 */
};

static void
sort_numbers (GArray *numbers)
{
  guint n = 0;
  g_array_sort (numbers, equate_compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    if (n == 0 || g_array_index (numbers, guint32, i) != g_array_index (numbers, guint32, n - 1))
      g_array_index (numbers, guint32, n++) = g_array_index (numbers, guint32, i);
  g_array_set_size (numbers, n);
}

static void
add_period (GArray *bounds, EquatePeriod period)
{
  if (period.from != 0)
    g_array_append_val (bounds, period.from);
  if (period.until != 0)
    {
      EquateDate next = period.until + 1;
      g_array_append_val (bounds, next);
    }
}

static void
add_programmes (EquateSamples *samples, EquateRange names)
{
  const EquateRuleset *ruleset = samples->analysis->ruleset;
  guint32 to = ruleset->agreements[samples->agreement].to;
  for (guint32 i = names.first; i < names.first + names.count; i++)
    {
      guint32 programme = equate_ruleset_find_programme (
          ruleset, to, equate_ruleset_text (ruleset, ruleset->string_lists[i]));
      if (programme != EQUATE_NO_INDEX)
        g_array_append_val (samples->programmes, programme);
    }
}

static void
add_give (EquateSamples *samples, guint32 give)
{
  const EquateRuleset *ruleset = samples->analysis->ruleset;
  const EquateCompiledGive *compiled = &ruleset->gives[give];
  for (guint i = 0; i < compiled->n_children; i++)
    add_give (samples, compiled->first_child + i);
  if (compiled->kind != EQUATE_AWARD_COURSE && compiled->kind != EQUATE_AWARD_WAIVER)
    return;
  EquateRange editions = ruleset->courses[compiled->target].editions;
  for (guint32 i = editions.first; i < editions.first + editions.count; i++)
    add_period (samples->day_bounds, ruleset->editions[i].valid);
}

static void
add_rule (EquateSamples *samples, guint32 rule)
{
  const EquateCompiledRule *compiled = &samples->analysis->ruleset->rules[rule];
  const EquateCompiledTerms *terms = &samples->analysis->ruleset->terms[compiled->terms];
  add_period (samples->day_bounds, samples->analysis->ruleset->periods[compiled->valid]);
  add_programmes (samples, terms->programmes);
  if (compiled->give != EQUATE_NO_INDEX)
    add_give (samples, compiled->give);
}

/* The first match of an edition, or where it would stand. */
static guint32
find_matches (const EquateRuleset *ruleset, EquateRange range, guint32 edition)
{
  guint32 low = range.first;
  guint32 high = range.first + range.count;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (ruleset->matches[middle].edition < edition)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_leaf (EquateSamples *samples, CourseSamples *details, guint32 node)
{
  const EquateRuleset *ruleset = samples->analysis->ruleset;
  const EquateCompiledNode *leaf = &ruleset->nodes[node];
  const EquateCompiledRule *rule = &ruleset->rules[leaf->rule];
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
  gboolean is_denial = terms->deny.count > 0;
  if (!is_denial
      && bsearch (&leaf->rule, samples->rules, samples->n_rules, sizeof *samples->rules,
                  equate_compare_numbers)
             == NULL)
    return;
  if (is_denial)
    add_rule (samples, leaf->rule);
  if (leaf->conditions == EQUATE_NO_INDEX)
    return;
  const EquateCompiledConditions *conditions = &ruleset->conditions[leaf->conditions];
  g_array_append_val (details->conditions, leaf->conditions);
  add_period (details->bounds, conditions->taken);
  if (conditions->max_age != 0)
    g_array_append_val (details->ages, conditions->max_age);
  if ((conditions->min_grade != 0 || conditions->max_grade != 0)
      && (is_denial || node >= terms->unless)) /* the nodes of unless follow those of take */
    details->is_judged = TRUE;
}

static void
add_course (EquateSamples *samples, guint place)
{
  const EquateRuleset *ruleset = samples->analysis->ruleset;
  const EquateCompiledAgreement *agreement = &ruleset->agreements[samples->agreement];
  const EquateCompiledCourse *course = &ruleset->courses[samples->courses[place]];
  CourseSamples *details = &samples->details[place];
  details->conditions = g_array_new (FALSE, FALSE, sizeof (guint32));
  details->bounds = g_array_new (FALSE, FALSE, sizeof (EquateDate));
  details->ages = g_array_new (FALSE, FALSE, sizeof (EquateAge));
  if (agreement->max_age != 0)
    g_array_append_val (details->ages, agreement->max_age);
  EquateRange range = agreement->matches;
  for (guint32 e = course->editions.first; e < course->editions.first + course->editions.count; e++)
    {
      if (e > course->editions.first)
        g_array_append_val (details->bounds, ruleset->editions[e].valid.from);
      for (guint32 i = find_matches (ruleset, range, e);
           i < range.first + range.count && ruleset->matches[i].edition == e; i++)
        add_leaf (samples, details, ruleset->matches[i].node & ~EQUATE_MATCH_LIMIT);
    }
  guint32 scale = ruleset->institutions[course->institution].scale;
  for (guint i = 1; i < equate_gradebook_get_n_editions (ruleset->gradebook, scale); i++)
    {
      EquateDate from = equate_scale_edition_get_scale (
                            equate_gradebook_get_edition (ruleset->gradebook, scale, i))
                            ->valid.from;
      g_array_append_val (details->bounds, from);
    }
  sort_numbers (details->conditions);
  sort_numbers (details->bounds);
  sort_numbers (details->ages);
}

/* As the day of decision goes on, the first day that is young enough passes the other bounds. */
static void
add_ages (EquateSamples *samples, const CourseSamples *details)
{
  for (guint b = 0; b < details->bounds->len; b++)
    {
      EquateDate bound = g_array_index (details->bounds, EquateDate, b);
      g_array_append_val (samples->day_bounds, bound);
      for (guint a = 0; a < details->ages->len; a++)
        {
          EquateAge age = g_array_index (details->ages, EquateAge, a);
          EquateDate here = equate_date_add_months (bound, age) + 1;
          EquateDate before = equate_date_add_months (bound - 1, age) + 1;
          g_array_append_val (samples->day_bounds, here);
          g_array_append_val (samples->day_bounds, before);
        }
    }
}

/* One day of an interval; that of the analysis goes first, as examples of today read best. */
static void
add_day (EquateSamples *samples, EquatePeriod interval)
{
  EquateDate today = samples->analysis->on;
  EquateDate day = interval.from != 0 ? interval.from : interval.until;
  if (day == 0 || equate_period_contains (interval, today))
    day = today;
  if (day == today)
    g_array_prepend_val (samples->days, day);
  else
    g_array_append_val (samples->days, day);
}

/* One day of each interval between the bounds, within the agreement's period. */
static void
choose_days (EquateSamples *samples)
{
  EquatePeriod valid = samples->analysis->ruleset->agreements[samples->agreement].valid;
  EquateDate begin = valid.from;
  sort_numbers (samples->day_bounds);
  for (guint i = 0; i < samples->day_bounds->len; i++)
    {
      EquateDate next = g_array_index (samples->day_bounds, EquateDate, i);
      if (valid.until != 0 && next > valid.until)
        break;
      if (next <= begin)
        continue;
      add_day (samples, (EquatePeriod){ begin, next - 1 });
      begin = next;
    }
  add_day (samples, (EquatePeriod){ begin, valid.until });
}

EquateSamples *
equate_samples_new (const EquateAnalysis *analysis, guint32 agreement, const guint32 *courses,
                    guint n_courses, const guint32 *rules, guint n_rules)
{
  const EquateCompiledAgreement *compiled = &analysis->ruleset->agreements[agreement];
  EquateSamples *samples = g_new0 (EquateSamples, 1);
  *samples = (EquateSamples){
    .analysis = analysis,
    .agreement = agreement,
    .courses = courses,
    .n_courses = n_courses,
    .rules = rules,
    .n_rules = n_rules,
    .details = g_new0 (CourseSamples, n_courses),
    .day_bounds = g_array_new (FALSE, FALSE, sizeof (EquateDate)),
    .days = g_array_new (FALSE, FALSE, sizeof (EquateDate)),
    .programmes = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
  for (guint i = 0; i < n_rules; i++)
    add_rule (samples, rules[i]);
  if (compiled->shortfall_otherwise != EQUATE_NO_INDEX)
    add_give (samples, compiled->shortfall_otherwise);
  for (guint i = 0; i < n_courses; i++)
    {
      add_course (samples, i);
      add_ages (samples, &samples->details[i]);
    }
  add_programmes (samples, compiled->programmes);
  guint32 none = EQUATE_NO_INDEX;
  if (compiled->programmes.count == 0)
    g_array_append_val (samples->programmes, none);
  sort_numbers (samples->programmes);
  choose_days (samples);
  return samples;
}

void
equate_samples_free (EquateSamples *samples)
{
  for (guint i = 0; i < samples->n_courses; i++)
    {
      g_array_unref (samples->details[i].conditions);
      g_array_unref (samples->details[i].bounds);
      g_array_unref (samples->details[i].ages);
    }
  g_free (samples->details);
  g_array_unref (samples->day_bounds);
  g_array_unref (samples->days);
  g_array_unref (samples->programmes);
  g_free (samples);
}

const GArray *
equate_samples_get_days (const EquateSamples *samples)
{
  return samples->days;
}

const GArray *
equate_samples_get_programmes (const EquateSamples *samples)
{
  return samples->programmes;
}

/* The first day on which an entry is not too old for the day of decision. */
static EquateDate
get_first_young (EquateDate on, EquateAge age)
{
  EquateDate low = 1;
  EquateDate high = on;
  while (low < high)
    {
      EquateDate middle = low + (high - low) / 2;
      if (equate_date_add_months (middle, age) < on)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

EquateMark
equate_samples_next_better (const EquateScaleEdition *edition, const EquateMark *mark)
{
  const EquateScale *scale = equate_scale_edition_get_scale (edition);
  if (!equate_scale_is_numeric (edition))
    {
      if (mark->rank == 0)
        return (EquateMark){ .kind = EQUATE_MARK_NONE };
      return equate_scale_read (
          edition, equate_list_index (scale->grades, EquateGrade, mark->rank - 1)->label.text);
    }
  EquateDecimal step = scale->step != EQUATE_DECIMAL_NONE ? scale->step : 1;
  EquateDecimal over = ((mark->value % step) + step) % step;
  EquateDecimal value = scale->best > scale->worst ? mark->value - over + step
                        : over != 0                ? mark->value - over
                                                   : mark->value - step;
  char text[EQUATE_DECIMAL_BUFFER];
  EquateMark next = equate_scale_read (edition, equate_decimal_format (value, text));
  return next.kind == EQUATE_MARK_GRADE ? next : (EquateMark){ .kind = EQUATE_MARK_NONE };
}

static void
add_mark (GArray *marks, EquateMark mark)
{
  if (!equate_mark_is_passing (&mark))
    return;
  for (guint i = 0; i < marks->len; i++)
    if (equate_mark_compare (&g_array_index (marks, EquateMark, i), &mark) == 0)
      return;
  g_array_append_val (marks, mark);
}

/* The worst grade of each band of grades that the conditions tell apart. */
static void
find_marks (const EquateSamples *samples, const CourseSamples *details,
            const EquateScaleEdition *edition, GArray *marks)
{
  const EquateRuleset *ruleset = samples->analysis->ruleset;
  g_array_set_size (marks, 0);
  add_mark (marks, equate_scale_lowest_pass (edition));
  for (guint i = 0; i < details->conditions->len; i++)
    {
      const EquateCompiledConditions *conditions
          = &ruleset->conditions[g_array_index (details->conditions, guint32, i)];
      EquateMark least
          = equate_scale_read (edition, equate_ruleset_text (ruleset, conditions->min_grade));
      EquateMark most
          = equate_scale_read (edition, equate_ruleset_text (ruleset, conditions->max_grade));
      if (conditions->min_grade != 0 && least.kind == EQUATE_MARK_GRADE)
        add_mark (marks, least);
      if (conditions->max_grade != 0 && most.kind == EQUATE_MARK_GRADE)
        add_mark (marks, equate_samples_next_better (edition, &most));
    }
}

const char *
equate_samples_write_grade (const EquateMark *mark, char buffer[EQUATE_DECIMAL_BUFFER])
{
  if (mark->kind == EQUATE_MARK_GRADE && equate_scale_is_numeric (mark->scale))
    return equate_decimal_format (mark->value, buffer);
  return equate_mark_write (mark, buffer);
}

static void
add_on_date (const EquateSamples *samples, guint place, EquateDate date, GArray *entries)
{
  const EquateRuleset *ruleset = samples->analysis->ruleset;
  const CourseSamples *details = &samples->details[place];
  guint32 course = samples->courses[place];
  const EquateScaleEdition *edition = equate_gradebook_get_scale (
      ruleset->gradebook, ruleset->institutions[ruleset->courses[course].institution].scale, date,
      NULL);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (EquateMark));
  find_marks (samples, details, edition, marks);
  for (guint i = 0; i < marks->len; i++)
    {
      char buffer[EQUATE_DECIMAL_BUFFER];
      const EquateMark *mark = &g_array_index (marks, EquateMark, i);
      const char *grade = g_intern_string (equate_samples_write_grade (mark, buffer));
      EquateTrialEntry entry = { course, date, grade };
      g_array_append_val (entries, entry);
    }
  const EquateList *passed = &equate_scale_edition_get_scale (edition)->ungraded.passed;
  if (details->is_judged && passed->length > 0)
    {
      EquateTrialEntry entry = { course, date, equate_list_index (*passed, EquateName, 0)->text };
      g_array_append_val (entries, entry);
    }
}

void
equate_samples_add_entries (const EquateSamples *samples, guint place, EquateDate on,
                            GArray *entries)
{
  const CourseSamples *details = &samples->details[place];
  g_autoptr (GArray) bounds = g_array_copy (details->bounds);
  for (guint i = 0; i < details->ages->len; i++)
    {
      EquateDate young = get_first_young (on, g_array_index (details->ages, EquateAge, i));
      g_array_append_val (bounds, young);
    }
  sort_numbers (bounds);
  /* The latest first, as that is what a reader expects of an example. */
  EquateDate first = on;
  for (guint i = bounds->len; i > 0; i--)
    {
      EquateDate bound = g_array_index (bounds, EquateDate, i - 1);
      if (bound > on)
        continue;
      add_on_date (samples, place, bound, entries);
      first = bound - 1;
    }
  if (first > 0)
    add_on_date (samples, place, first, entries);
}
