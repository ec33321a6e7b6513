/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/scale.h"

#include <string.h>

#include "compile/scale-edition.h"

/* --- checks --- */

typedef struct
{
  EquateScaleEdition *edition;       /* borrowed */
  const EquateScale *scale;          /* borrowed */
  EquateDiagnosticList *diagnostics; /* borrowed */
} Check;

static EquateDiagnostic *report (Check *check, EquateSpan span, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static EquateDiagnostic *
report (Check *check, EquateSpan span, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  check->edition->faulty = TRUE;
  return equate_diagnostic_list_add (check->diagnostics, EQUATE_DIAGNOSTIC_BAD_SCALE, span,
                                     "scale `%s`: %s", check->scale->id.text, message);
}

static gboolean
lies_between (EquateDecimal value, EquateDecimal a, EquateDecimal b)
{
  return MIN (a, b) <= value && value <= MAX (a, b);
}

static void
check_numeric (Check *check)
{
  const EquateScale *scale = check->scale;
  const EquateSpan span = scale->id.span;
  const struct
  {
    const char *key;
    EquateDecimal value;
  } ends[] = { { "best", scale->best }, { "pass", scale->pass }, { "worst", scale->worst } };
  char pass[EQUATE_DECIMAL_BUFFER], best[EQUATE_DECIMAL_BUFFER], worst[EQUATE_DECIMAL_BUFFER];

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i].value == EQUATE_DECIMAL_NONE)
      equate_diagnostic_set_help (report (check, span, "`%s` is missing", ends[i].key),
                                  "a numeric scale has a best grade, the lowest that passes, and "
                                  "a worst");
  if (check->edition->faulty)
    return;

  if (scale->best == scale->worst)
    equate_diagnostic_set_help (report (check, span, "best and worst are the same number"),
                                "write the best and the worst grade that can be given");
  else if (!lies_between (scale->pass, scale->best, scale->worst))
    equate_diagnostic_set_help (report (check, span,
                                        "pass %s does not lie between best %s and worst %s",
                                        equate_decimal_format (scale->pass, pass),
                                        equate_decimal_format (scale->best, best),
                                        equate_decimal_format (scale->worst, worst)),
                                "pass is the lowest grade that passes");
  if (scale->step != EQUATE_DECIMAL_NONE && scale->step <= 0)
    equate_diagnostic_set_help (report (check, span, "the step must be more than 0"),
                                "write the finest grade that exists, such as 0.5, or leave it out");
}

/* Values go one way, up or down; grades may share one. */
static void
check_values (Check *check)
{
  EquateDecimal last = EQUATE_DECIMAL_NONE;
  int way = 0;

  for (guint i = 0; i < check->scale->grades.length; i++)
    {
      const EquateGrade *grade = equate_list_index (check->scale->grades, EquateGrade, i);
      char before[EQUATE_DECIMAL_BUFFER], value[EQUATE_DECIMAL_BUFFER];

      if (grade->value == EQUATE_DECIMAL_NONE)
        continue;
      if (last != EQUATE_DECIMAL_NONE && grade->value != last)
        {
          int step = grade->value < last ? -1 : 1;

          if (way == -step)
            equate_diagnostic_set_help (
                report (check, grade->label.span,
                        "the value %s of `%s` after %s turns the order round",
                        equate_decimal_format (grade->value, value), grade->label.text,
                        equate_decimal_format (last, before)),
                "list the grades best first");
          else
            way = step;
        }
      last = grade->value;
    }
}

static void
check_grades (Check *check)
{
  const EquateScale *scale = check->scale;
  const EquateGrade *failing = NULL;
  guint n_passing = 0;

  if (scale->step != EQUATE_DECIMAL_NONE)
    equate_diagnostic_set_help (
        report (check, scale->id.span, "a step belongs to a numeric scale; this one has grades"),
        "leave `step` out");
  for (guint i = 0; i < scale->grades.length; i++)
    {
      const EquateGrade *grade = equate_list_index (scale->grades, EquateGrade, i);

      if (grade->failed)
        failing = failing != NULL ? failing : grade;
      else if (failing != NULL)
        equate_diagnostic_set_help (report (check, grade->label.span,
                                            "the passing grade `%s` stands after the failing `%s`",
                                            grade->label.text, failing->label.text),
                                    "list the grades best first, failing ones last");
      n_passing += !grade->failed;
    }
  if (n_passing == 0)
    equate_diagnostic_set_help (report (check, scale->id.span, "no grade is a passing one"),
                                "list the grades that pass first, without `failed`");
  check_values (check);

  if (!check->edition->faulty && check->edition->has_values && n_passing > 1
      && check->edition->best == check->edition->pass)
    equate_diagnostic_set_help (
        report (check, scale->id.span, "the best and the lowest passing grade have the same value"),
        "give them their own values, or leave all values out");
}

/* --- labels --- */

/* White space of any script: transcripts have ideographic blanks. */
static const char *
trim (const char *text, gsize *length)
{
  *length = strlen (text);
  /* Most have none: their first and last byte are printed ones of ASCII. */
  if (*length > 0 && g_ascii_isgraph (text[0]) && g_ascii_isgraph (text[*length - 1]))
    return text;
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  const char *end = text + strlen (text);
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (last < text || !g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  *length = (gsize) (end - text);
  return text;
}

static int
compare_texts (const char *a, gsize n_a, const char *b, gsize n_b)
{
  int order = memcmp (a, b, MIN (n_a, n_b));

  return order != 0 ? order : (n_a > n_b) - (n_a < n_b);
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const EquateScaleLabel *first = a, *second = b;
  int order = compare_texts (first->text, first->length, second->text, second->length);

  if (order != 0)
    return order;
  return (first->span.offset > second->span.offset) - (first->span.offset < second->span.offset);
}

static void
add_label (GArray *labels, const EquateName *name, gint kind, guint rank)
{
  EquateScaleLabel label = { .kind = kind, .rank = rank, .span = name->span };

  label.text = trim (name->text, &label.length);
  g_array_append_val (labels, label);
}

static void
add_ungraded (GArray *labels, const EquateList *names, gint kind)
{
  for (guint i = 0; i < names->length; i++)
    add_label (labels, equate_list_index (*names, EquateName, i), kind, i);
}

static gboolean read_number (const EquateScaleEdition *scale, const char *text, gsize length,
                             EquateMark *mark);

static void
collect_labels (Check *check, EquateArena *arena)
{
  const EquateScale *scale = check->scale;
  EquateScaleEdition *edition = check->edition;
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (EquateScaleLabel));

  for (guint i = 0; i < scale->grades.length; i++)
    {
      const EquateGrade *grade = equate_list_index (scale->grades, EquateGrade, i);

      add_label (labels, &grade->label, EQUATE_MARK_GRADE, i);
      for (guint j = 0; j < grade->aliases.length; j++)
        add_label (labels, equate_list_index (grade->aliases, EquateName, j), EQUATE_MARK_GRADE, i);
    }
  add_ungraded (labels, &scale->ungraded.passed, EQUATE_MARK_PASSED);
  add_ungraded (labels, &scale->ungraded.failed, EQUATE_MARK_FAILED);
  add_ungraded (labels, &scale->ungraded.pending, EQUATE_MARK_PENDING);
  g_array_sort (labels, compare_labels);

  for (guint i = 0; i < labels->len; i++)
    {
      const EquateScaleLabel *label = &g_array_index (labels, EquateScaleLabel, i);
      const EquateScaleLabel *before = i > 0 ? label - 1 : NULL;
      EquateMark mark;

      if (label->length == 0)
        equate_diagnostic_set_help (report (check, label->span, "a label consists of blanks"),
                                    "delete it, or write the label");
      else if (before != NULL
               && compare_texts (before->text, before->length, label->text, label->length) == 0)
        equate_diagnostic_set_help (report (check, label->span, "the label `%.*s` stands twice",
                                            (int) label->length, label->text),
                                    "a label means one thing: delete one of the two");
      else if (edition->numeric && !edition->faulty
               && read_number (edition, label->text, label->length, &mark))
        equate_diagnostic_set_help (report (check, label->span,
                                            "the ungraded label `%.*s` is also a number of the "
                                            "scale",
                                            (int) label->length, label->text),
                                    "delete the label: the number is read as a mark");
    }
  edition->labels = equate_arena_copy (arena, labels->data, sizeof (EquateScaleLabel), labels->len);
  edition->n_labels = labels->len;
}

/* --- making an edition --- */

static guint
places_of (EquateDecimal step)
{
  if (step % 10 != 0)
    return 3;
  if (step % 100 != 0)
    return 2;
  return step % 1000 != 0 ? 1 : 0;
}

static void
settle_numeric (EquateScaleEdition *edition)
{
  const EquateScale *scale = edition->scale;

  edition->numeric = TRUE;
  edition->has_values = TRUE;
  edition->best = scale->best;
  edition->pass = scale->pass;
  edition->worst = scale->worst;
  edition->rising = scale->best > scale->worst;
  edition->step = scale->step != EQUATE_DECIMAL_NONE ? scale->step : 1;
  edition->places = places_of (edition->step);
}

static void
settle_grades (EquateScaleEdition *edition)
{
  const EquateGrade *first = NULL, *last = NULL;

  edition->grades = edition->scale->grades.items;
  edition->n_grades = edition->scale->grades.length;
  edition->has_values = TRUE;
  for (guint i = 0; i < edition->n_grades; i++)
    {
      const EquateGrade *grade = &edition->grades[i];

      if (grade->value != EQUATE_DECIMAL_NONE)
        {
          first = first != NULL ? first : grade;
          last = grade;
        }
      if (grade->failed)
        continue;
      edition->n_passing++;
      edition->has_values = edition->has_values && grade->value != EQUATE_DECIMAL_NONE;
    }
  edition->rising = first == NULL || first->value >= last->value;
  if (edition->has_values && edition->n_passing > 0)
    {
      edition->best = edition->grades[0].value;
      edition->pass = edition->grades[edition->n_passing - 1].value;
    }
}

/* Whatever a faulty scale says, questions to it must have answers. */
static void
settle_faulty (EquateScaleEdition *edition)
{
  edition->has_values = edition->numeric;
  edition->rising = TRUE;
  edition->best = EQUATE_DECIMAL_MAX;
  edition->pass = 0;
  edition->worst = -EQUATE_DECIMAL_MAX;
  edition->step = 1;
}

EquateScaleEdition *
equate_scale_edition_new (const EquateScale *scale, EquateArena *arena,
                          EquateDiagnosticList *diagnostics)
{
  EquateScaleEdition *edition = equate_arena_new0 (arena, EquateScaleEdition);
  Check check = { edition, scale, diagnostics };
  gboolean has_numbers = scale->best != EQUATE_DECIMAL_NONE || scale->pass != EQUATE_DECIMAL_NONE
                         || scale->worst != EQUATE_DECIMAL_NONE;

  edition->scale = scale;
  if (scale->grades.length > 0)
    {
      settle_grades (edition);
      if (has_numbers)
        equate_diagnostic_set_help (report (&check, scale->id.span,
                                            "it has grades and is numeric; it can only be one of "
                                            "them"),
                                    "leave out `grades`, or best, pass and worst");
      else
        check_grades (&check);
    }
  else
    {
      settle_numeric (edition);
      if (has_numbers)
        check_numeric (&check);
      else
        equate_diagnostic_set_help (
            report (&check, scale->id.span, "it needs grades, or best, pass and worst"),
            "write the three numbers, or list the grades, best first");
    }
  collect_labels (&check, arena);
  if (edition->faulty)
    settle_faulty (edition);

  edition->share_denominator
      = edition->has_values ? ABS (edition->best - edition->pass) : (gint64) edition->n_passing - 1;
  edition->share_denominator = MAX (edition->share_denominator, 1);
  return edition;
}

const EquateScale *
equate_scale_edition_get_scale (const EquateScaleEdition *scale)
{
  return scale->scale;
}

gboolean
equate_scale_edition_is_faulty (const EquateScaleEdition *scale)
{
  return scale->faulty;
}

gboolean
equate_scale_is_numeric (const EquateScaleEdition *scale)
{
  return scale->numeric;
}

gboolean
equate_scale_has_values (const EquateScaleEdition *scale)
{
  return scale->has_values;
}

gint64
equate_scale_get_share_denominator (const EquateScaleEdition *scale)
{
  return scale->share_denominator;
}

EquateMark
equate_scale_lowest_pass (const EquateScaleEdition *scale)
{
  EquateMark mark = { EQUATE_MARK_GRADE, 0, scale->pass, scale };

  if (scale->numeric)
    return mark;
  if (scale->n_passing == 0)
    return (EquateMark){ .value = EQUATE_DECIMAL_NONE };
  mark.rank = scale->n_passing - 1;
  mark.value = scale->grades[mark.rank].value;
  return mark;
}

/* --- reading --- */

static gboolean
read_number (const EquateScaleEdition *scale, const char *text, gsize length, EquateMark *mark)
{
  EquateDecimal value = 0;

  if (!equate_decimal_parse (text, (gssize) length, &value)
      || !lies_between (value, scale->worst, scale->best))
    return FALSE;
  *mark = (EquateMark){ EQUATE_MARK_GRADE, 0, value, scale };
  return TRUE;
}

static const EquateScaleLabel *
find_label (const EquateScaleEdition *scale, const char *text, gsize length)
{
  guint low = 0, high = scale->n_labels;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const EquateScaleLabel *label = &scale->labels[middle];
      int order = (guchar) *text - (guchar) *label->text; /* neither is empty */

      if (order == 0)
        order = compare_texts (text, length, label->text, label->length);
      if (order == 0)
        return label;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

EquateMark
equate_scale_read (const EquateScaleEdition *scale, const char *grade)
{
  EquateMark mark = { EQUATE_MARK_UNKNOWN, 0, EQUATE_DECIMAL_NONE, scale };
  gsize length = 0;
  const char *text = grade != NULL ? trim (grade, &length) : "";

  if (length == 0)
    return (EquateMark){ .value = EQUATE_DECIMAL_NONE };

  const EquateScaleLabel *label = find_label (scale, text, length);
  if (label != NULL)
    {
      mark.kind = (EquateMarkKind) label->kind;
      mark.rank = label->rank;
      if (mark.kind == EQUATE_MARK_GRADE)
        mark.value = scale->grades[mark.rank].value;
    }
  else if (scale->numeric)
    read_number (scale, text, length, &mark);
  return mark;
}

/* --- marks --- */

static gboolean
is_worse_than_pass (const EquateMark *mark)
{
  const EquateScaleEdition *scale = mark->scale;

  if (!scale->numeric)
    return mark->rank >= scale->n_passing;
  return scale->rising ? mark->value < scale->pass : mark->value > scale->pass;
}

gboolean
equate_mark_is_passing (const EquateMark *mark)
{
  return mark->kind == EQUATE_MARK_GRADE && !is_worse_than_pass (mark);
}

gboolean
equate_mark_is_failing (const EquateMark *mark)
{
  return mark->kind == EQUATE_MARK_FAILED
         || (mark->kind == EQUATE_MARK_GRADE && is_worse_than_pass (mark));
}

int
equate_mark_compare (const EquateMark *a, const EquateMark *b)
{
  if (!a->scale->numeric)
    return (a->rank < b->rank) - (a->rank > b->rank);

  int order = (a->value > b->value) - (a->value < b->value);
  return a->scale->rising ? order : -order;
}

gint64
equate_mark_share (const EquateMark *mark)
{
  if (!equate_mark_is_passing (mark))
    return 0;

  const EquateScaleEdition *scale = mark->scale;
  if (scale->numeric ? scale->best == scale->pass : scale->n_passing == 1)
    return scale->share_denominator;
  return scale->has_values ? ABS (mark->value - scale->pass)
                           : (gint64) (scale->n_passing - 1 - mark->rank);
}

/* The label of a mark that has one. */
static const char *
get_label (const EquateMark *mark)
{
  const EquateUngraded *ungraded = &mark->scale->scale->ungraded;
  const EquateList *names = mark->kind == EQUATE_MARK_PASSED   ? &ungraded->passed
                            : mark->kind == EQUATE_MARK_FAILED ? &ungraded->failed
                                                               : &ungraded->pending;

  if (mark->kind == EQUATE_MARK_GRADE)
    return mark->scale->grades[mark->rank].label.text;
  return equate_list_index (*names, EquateName, mark->rank)->text;
}

const char *
equate_mark_write (const EquateMark *mark, char buffer[EQUATE_DECIMAL_BUFFER])
{
  if (mark->kind == EQUATE_MARK_NONE || mark->kind == EQUATE_MARK_UNKNOWN)
    return NULL;
  if (mark->kind != EQUATE_MARK_GRADE || !mark->scale->numeric)
    return get_label (mark);
  return equate_decimal_format_places (mark->value,
                                       MAX (mark->scale->places, places_of (mark->value)), buffer);
}

const char *
equate_mark_format (const EquateMark *mark, EquateArena *arena)
{
  char buffer[EQUATE_DECIMAL_BUFFER];
  const char *text = equate_mark_write (mark, buffer);

  return text == buffer ? equate_arena_strdup (arena, text) : text;
}
