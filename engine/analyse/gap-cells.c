/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/gap-cells.h"

#include <stdlib.h>

#include "analyse/samples.h"

static gboolean
has_programme (const EquateRuleset *ruleset, EquateRange names, EquateString programme)
{
  for (guint32 i = names.first; i < names.first + names.count; i++)
    if (ruleset->string_lists[i] == programme)
      return TRUE;
  return names.count == 0;
}

static gboolean
is_open (const EquateGapSubject *subject, const EquateTaking *taking, const EquateGapCell *cell)
{
  const EquateRuleset *ruleset = subject->analysis->ruleset;
  if (!has_programme (ruleset, taking->programmes, cell->programme)
      || (cell->day != 0 && !equate_period_contains (taking->period, cell->day)))
    return FALSE;
  return cell->grade.kind != EQUATE_MARK_GRADE
         || (equate_mark_compare (&taking->least, &cell->grade) <= 0
             && (taking->most.kind != EQUATE_MARK_GRADE
                 || equate_mark_compare (&taking->most, &cell->grade) >= 0));
}

static void
add_number (GArray *numbers, guint32 number)
{
  for (guint i = 0; i < numbers->len; i++)
    if (g_array_index (numbers, guint32, i) == number)
      return;
  g_array_append_val (numbers, number);
}

/* Those that the rules name and the agreement serves; 0 for the others that it serves. */
static GArray *
list_programmes (const EquateGapSubject *subject)
{
  const EquateRuleset *ruleset = subject->analysis->ruleset;
  EquateRange served = subject->served;
  GArray *programmes = g_array_new (FALSE, FALSE, sizeof (EquateString));
  for (guint i = 0; i < subject->n_takings; i++)
    {
      EquateRange names = subject->takings[i].programmes;
      for (guint32 j = names.first; j < names.first + names.count; j++)
        if (has_programme (ruleset, served, ruleset->string_lists[j]))
          add_number (programmes, ruleset->string_lists[j]);
    }
  guint n_named = programmes->len;
  if (served.count == 0 || n_named < served.count)
    add_number (programmes, 0);
  return programmes;
}

void
equate_gap_add_days (const EquateGapSubject *subject, EquateString programme)
{
  g_autoptr (GArray) bounds = g_array_new (FALSE, FALSE, sizeof (EquateDate));
  EquateDate today = subject->analysis->on;
  for (guint i = 0; i < subject->n_takings; i++)
    {
      EquatePeriod period = subject->takings[i].period;
      if (period.from != 0)
        add_number (bounds, period.from);
      if (period.until != 0)
        add_number (bounds, period.until + 1);
    }
  EquateGapCell cell = { programme, 0, { .kind = EQUATE_MARK_NONE } };
  if (bounds->len == 0)
    {
      g_array_append_val (subject->cells, cell);
      return;
    }
  g_array_sort (bounds, equate_compare_numbers);
  EquateDate begin = 0;
  for (guint i = 0; i <= bounds->len; i++)
    {
      EquateDate next = i < bounds->len ? g_array_index (bounds, EquateDate, i) : G_MAXUINT32;
      cell.day = begin != 0 ? begin : next - 1;
      if (today >= begin && today < next)
        cell.day = today;
      g_array_append_val (subject->cells, cell);
      begin = next;
    }
}

static void
add_grade (const EquateGapSubject *subject, EquateString programme, EquateMark grade)
{
  EquateGapCell cell = { programme, 0, grade };
  for (guint i = 0; i < subject->cells->len; i++)
    {
      const EquateGapCell *other = &g_array_index (subject->cells, EquateGapCell, i);
      if (other->programme == programme && equate_mark_compare (&other->grade, &grade) == 0)
        return;
    }
  g_array_append_val (subject->cells, cell);
}

void
equate_gap_add_grades (const EquateGapSubject *subject, EquateString programme)
{
  for (guint i = 0; i < subject->n_takings; i++)
    {
      const EquateTaking *taking = &subject->takings[i];
      EquateMark next = { .kind = EQUATE_MARK_NONE };
      add_grade (subject, programme, taking->least);
      if (taking->most.kind == EQUATE_MARK_GRADE)
        next = equate_samples_next_better (subject->scale, &taking->most);
      if (next.kind == EQUATE_MARK_GRADE)
        add_grade (subject, programme, next);
    }
}

void
equate_gap_add_programme (const EquateGapSubject *subject, EquateString programme)
{
  EquateGapCell cell = { programme, 0, { .kind = EQUATE_MARK_NONE } };
  g_array_append_val (subject->cells, cell);
}

/* --- gaps --- */

void
equate_gap_note (EquateGapSubject *subject, guint before, guint after, const EquateGapCell *cell)
{
  for (guint i = 0; i < subject->gaps->len; i++)
    {
      EquateGap *gap = &g_array_index (subject->gaps, EquateGap, i);
      if (gap->before != before || gap->after != after)
        continue;
      gap->n_cells++;
      return;
    }
  EquateGap gap = { before, after, *cell, 1 };
  g_array_append_val (subject->gaps, gap);
}

void
equate_gap_subject_init (EquateGapSubject *subject, GArray *takings)
{
  subject->takings = (EquateTaking *) (gpointer) takings->data;
  subject->n_takings = takings->len;
  subject->cells = g_array_new (FALSE, FALSE, sizeof (EquateGapCell));
  subject->gaps = g_array_new (FALSE, FALSE, sizeof (EquateGap));
}

void
equate_gap_subject_clear (EquateGapSubject *subject)
{
  g_array_unref (subject->cells);
  g_array_unref (subject->gaps);
}

gboolean
equate_gaps_find (EquateGapSubject *subject, EquateAddCells add_cells, GCompareFunc compare,
                  EquateFindGaps find)
{
  g_autoptr (GArray) programmes = list_programmes (subject);
  g_autofree guint *open = g_new (guint, subject->n_takings);
  guint64 bounds = 2 * (guint64) subject->n_takings + 1;
  if (!equate_work_spend (subject->work, programmes->len * bounds * subject->n_takings))
    return FALSE;
  g_array_set_size (subject->cells, 0);
  g_array_set_size (subject->gaps, 0);
  qsort (subject->takings, subject->n_takings, sizeof (EquateTaking), compare);
  for (guint i = 0; i < programmes->len; i++)
    add_cells (subject, g_array_index (programmes, EquateString, i));
  for (guint i = 0; i < subject->cells->len; i++)
    {
      const EquateGapCell *cell = &g_array_index (subject->cells, EquateGapCell, i);
      guint n = 0;
      for (guint t = 0; t < subject->n_takings; t++)
        if (is_open (subject, &subject->takings[t], cell))
          open[n++] = t;
      if (n > 0)
        find (subject, open, n, cell);
    }
  return TRUE;
}

char *
equate_gap_write_place (const EquateGapSubject *subject, const EquateGap *gap)
{
  GString *text = g_string_new (NULL);
  const EquateTaking *before = &subject->takings[gap->before];
  gboolean has_programmes = FALSE;
  gboolean has_others = FALSE;
  guint n_open = 0;
  for (guint i = 0; i < subject->cells->len; i++)
    {
      const EquateGapCell *cell = &g_array_index (subject->cells, EquateGapCell, i);
      n_open += is_open (subject, before, cell);
      has_programmes = has_programmes || cell->programme != gap->cell.programme;
      has_others = has_others || cell->day != gap->cell.day
                   || (cell->grade.kind == EQUATE_MARK_GRADE
                       && equate_mark_compare (&cell->grade, &gap->cell.grade) != 0);
    }
  if (n_open == gap->n_cells)
    return g_string_free (text, FALSE);
  char buffer[MAX (EQUATE_DATE_BUFFER, EQUATE_DECIMAL_BUFFER)];
  if (has_programmes && gap->cell.programme != 0)
    g_string_append_printf (text, " for the programme `%s`",
                            equate_ruleset_text (subject->analysis->ruleset, gap->cell.programme));
  else if (has_programmes)
    g_string_append (text, " for a programme that the rules do not name");
  if (has_others && gap->cell.day != 0)
    g_string_append_printf (text, " on %s", equate_date_format (gap->cell.day, buffer));
  if (has_others && gap->cell.grade.kind == EQUATE_MARK_GRADE)
    g_string_append_printf (text, " with %s",
                            equate_samples_write_grade (&gap->cell.grade, buffer));
  return g_string_free (text, FALSE);
}
