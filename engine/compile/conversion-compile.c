/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/conversion.h"
#include "compile/scale-edition.h"

typedef struct
{
  EquateCompiledConversion *compiled; /* borrowed */
  const EquateConversion *conversion; /* borrowed */
  EquateArena *arena;                 /* borrowed */
  EquateDiagnosticList *diagnostics;  /* borrowed */
} Compiler;

static EquateDiagnostic *report (Compiler *compiler, EquateSpan span, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static EquateDiagnostic *
report (Compiler *compiler, EquateSpan span, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  compiler->compiled->faulty = TRUE;
  return equate_diagnostic_list_add (compiler->diagnostics, EQUATE_DIAGNOSTIC_BAD_CONVERSION, span,
                                     "conversion `%s`: %s", compiler->conversion->id.text, message);
}

/* --- grades that are named --- */

static void
report_unknown_grade (Compiler *compiler, const EquateScaleSeries *series, const EquateName *name,
                      gboolean is_ungraded)
{
  const EquateScaleEdition *newest = series->editions[series->n_editions - 1];
  char worst[EQUATE_DECIMAL_BUFFER], best[EQUATE_DECIMAL_BUFFER];

  compiler->compiled->faulty = TRUE;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      compiler->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_GRADE, name->span,
      is_ungraded ? "`%s` of the scale `%s` carries no mark"
                  : "grade `%s` is not on the scale `%s`",
      name->text, series->id);

  equate_diagnostic_set_label (diagnostic, "not a grade of `%s`", series->id);
  if (newest->numeric)
    {
      equate_diagnostic_set_help (diagnostic, "its grades are numbers from %s to %s",
                                  equate_decimal_format (newest->worst, worst),
                                  equate_decimal_format (newest->best, best));
      return;
    }

  const char *nearest = equate_scale_series_suggest (series, name->text);
  if (nearest != NULL)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
}

/* Reads a name on every edition; it has to be a grade of one of them. marks: room for each. */
static void
read_grade (Compiler *compiler, const EquateScaleSeries *series, const EquateName *name,
            EquateMark *marks)
{
  gboolean is_known = FALSE, is_ungraded = FALSE;

  for (guint i = 0; i < series->n_editions; i++)
    {
      marks[i] = equate_scale_read (series->editions[i], name->text);
      is_known = is_known || marks[i].kind == EQUATE_MARK_GRADE;
      is_ungraded = is_ungraded
                    || (marks[i].kind != EQUATE_MARK_GRADE && marks[i].kind != EQUATE_MARK_UNKNOWN);
    }
  if (!is_known)
    report_unknown_grade (compiler, series, name, is_ungraded);
}

/* A grade that is given has to exist: one between two steps would be better than the best failing
 * one, or be written as no other grade of its scale is. */
static void
check_step (Compiler *compiler, const EquateScaleSeries *series, const EquateName *name,
            const EquateMark *marks)
{
  char step[EQUATE_DECIMAL_BUFFER];

  for (guint i = 0; i < series->n_editions; i++)
    {
      const EquateScaleEdition *edition = series->editions[i];
      EquateDecimal value = marks[i].value;

      if (marks[i].kind != EQUATE_MARK_GRADE || !edition->numeric || value % edition->step == 0
          || value == edition->best || value == edition->pass || value == edition->worst)
        continue;
      equate_diagnostic_set_help (report (compiler, name->span,
                                          "`%s` lies between two grades of the scale `%s`",
                                          name->text, series->id),
                                  "its step is %s", equate_decimal_format (edition->step, step));
      return;
    }
}

/* --- table --- */

/* Whether a row stands the wrong way round on some edition: at_least has to fall, give may not
 * rise. last: the last grade that each edition knew, or NONE. */
static gboolean
is_out_of_order (EquateMark *last, const EquateMark *marks, guint n_editions, gboolean may_be_equal)
{
  gboolean found = FALSE;

  for (guint i = 0; i < n_editions; i++)
    {
      if (marks[i].kind != EQUATE_MARK_GRADE)
        continue;

      int order = last[i].kind == EQUATE_MARK_GRADE ? equate_mark_compare (&last[i], &marks[i]) : 1;
      found = found || order < 0 || (order == 0 && !may_be_equal);
      last[i] = marks[i];
    }
  return found;
}

static void
compile_table (Compiler *compiler)
{
  EquateCompiledConversion *compiled = compiler->compiled;
  const EquateList *rows = &compiler->conversion->table;
  guint n_from = compiled->from->n_editions, n_to = compiled->to->n_editions;
  g_autofree EquateMark *last_least = g_new0 (EquateMark, n_from);
  g_autofree EquateMark *last_give = g_new0 (EquateMark, n_to);

  if (rows->length == 0)
    report (compiler, compiler->conversion->id.span, "its table has no rows");
  compiled->at_least
      = equate_arena_alloc (compiler->arena, sizeof (EquateMark) * n_from * rows->length);
  compiled->give = equate_arena_alloc (compiler->arena, sizeof (EquateMark) * n_to * rows->length);
  for (guint i = 0; i < rows->length; i++)
    {
      const EquateTableRow *row = equate_list_index (*rows, EquateTableRow, i);
      EquateMark *at_least = compiled->at_least + (gsize) i * n_from;
      EquateMark *give = compiled->give + (gsize) i * n_to;

      read_grade (compiler, compiled->from, &row->at_least, at_least);
      read_grade (compiler, compiled->to, &row->give, give);
      check_step (compiler, compiled->to, &row->give, give);

      gboolean gives_better = is_out_of_order (last_give, give, n_to, TRUE);

      /* Rows that stand upside down give better grades as well. */
      if (is_out_of_order (last_least, at_least, n_from, FALSE))
        equate_diagnostic_set_help (report (compiler, row->at_least.span,
                                            "the row at least `%s` is not below the row above it",
                                            row->at_least.text),
                                    "list the rows from the best grade to the worst, each once");
      else if (gives_better)
        equate_diagnostic_set_help (report (compiler, row->give.span,
                                            "`%s` is better than what the row above gives",
                                            row->give.text),
                                    "a better grade may not become a worse one");
    }
}

/* --- linear --- */

static void
check_line (Compiler *compiler, const EquateScaleSeries *series, const EquateName *name,
            gboolean needs_way)
{
  for (guint i = 0; i < series->n_editions; i++)
    {
      const EquateScaleEdition *edition = series->editions[i];

      if (!edition->has_values)
        {
          equate_diagnostic_set_help (
              report (compiler, name->span,
                      "not every passing grade of the scale `%s` has a value, so that no line can "
                      "be drawn",
                      series->id),
              "give the grades values, or use a table");
          return;
        }
      if (needs_way && edition->best == edition->pass)
        {
          equate_diagnostic_set_help (
              report (compiler, name->span,
                      "pass is best on the scale `%s`, so that no line can be drawn", series->id),
              "use a table");
          return;
        }
    }
}

/* --- distribution --- */

static void
check_counts (Compiler *compiler, const EquateScaleSeries *series,
              const EquateDistribution *distribution)
{
  guint n = distribution->counts.length;
  g_autofree EquateMark *marks = g_new0 (EquateMark, (gsize) series->n_editions * MAX (n, 1));
  gboolean any_passing = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const EquateGradeCount *count = equate_list_index (distribution->counts, EquateGradeCount, i);
      EquateMark *own = marks + (gsize) i * series->n_editions;

      read_grade (compiler, series, &count->label, own);
      if (distribution == &compiler->conversion->distributions->to)
        check_step (compiler, series, &count->label, own);
      for (guint j = 0; j < series->n_editions; j++)
        any_passing = any_passing || (count->count > 0 && equate_mark_is_passing (&own[j]));
    }
  if (!any_passing)
    equate_diagnostic_set_help (report (compiler, distribution->span,
                                        "no passing grade of the scale `%s` was counted",
                                        series->id),
                                "state in `counts` how often each passing grade was given");
}

/* The same grade under two of its names. */
static void
check_counted_twice (Compiler *compiler, const EquateScaleEdition *edition,
                     const EquateDistribution *distribution)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree gint64 *keys = g_new0 (gint64, MAX (distribution->counts.length, 1));

  for (guint i = 0; i < distribution->counts.length; i++)
    {
      const EquateName *label
          = &equate_list_index (distribution->counts, EquateGradeCount, i)->label;
      EquateMark mark = equate_scale_read (edition, label->text);

      if (mark.kind != EQUATE_MARK_GRADE)
        continue;
      keys[i] = edition->numeric ? mark.value : (gint64) mark.rank;
      if (!g_hash_table_add (seen, &keys[i]))
        equate_diagnostic_set_help (report (compiler, label->span,
                                            "`%s` was counted before under another name",
                                            label->text),
                                    "add both numbers up under one of the names");
    }
}

static const EquateShares **
compile_shares (Compiler *compiler, const EquateScaleSeries *series,
                const EquateDistribution *distribution)
{
  const EquateShares **shares
      = equate_arena_alloc (compiler->arena, sizeof (EquateShares *) * series->n_editions);
  const EquateShares *known = NULL;

  check_counts (compiler, series, distribution);
  check_counted_twice (compiler, series->editions[series->n_editions - 1], distribution);
  for (guint i = 0; i < series->n_editions; i++)
    {
      shares[i] = equate_shares_new (distribution, series->editions[i], compiler->arena);
      known = shares[i] != NULL ? shares[i] : known;
    }
  if (known == NULL && !compiler->compiled->faulty)
    equate_diagnostic_set_help (report (compiler, distribution->span,
                                        "no edition of the scale `%s` has all counted grades",
                                        series->id),
                                "count the grades of one edition only");
  if (known != NULL && known->sample < known->total)
    equate_diagnostic_set_help (report (compiler, distribution->span,
                                        "the sample of %" G_GINT64_FORMAT
                                        " is smaller than the %" G_GINT64_FORMAT
                                        " grades that were counted",
                                        known->sample, known->total),
                                "leave `sample` out: the counts are then added up");
  return shares;
}

static void
compile_distribution (Compiler *compiler)
{
  EquateCompiledConversion *compiled = compiler->compiled;
  const EquateConversion *conversion = compiler->conversion;

  if (conversion->distributions == NULL)
    {
      report (compiler, conversion->id.span, "it has no distributions");
      return;
    }
  compiled->from_shares
      = compile_shares (compiler, compiled->from, &conversion->distributions->from);
  compiled->to_shares = compile_shares (compiler, compiled->to, &conversion->distributions->to);

  const EquateCompiledConversion *fallback = compiled->fallback;
  if (fallback != NULL && fallback->from != NULL && fallback->to != NULL
      && (fallback->from != compiled->from || fallback->to != compiled->to))
    equate_diagnostic_set_help (
        report (compiler, conversion->fallback.span,
                "its fallback `%s` converts from `%s` to `%s` instead of from `%s` to `%s`",
                conversion->fallback.text, fallback->from->id, fallback->to->id, compiled->from->id,
                compiled->to->id),
        "name a conversion between the same two scales");
}

/* --- chain --- */

static void
check_links (Compiler *compiler)
{
  EquateCompiledConversion *compiled = compiler->compiled;
  const EquateList *names = &compiler->conversion->via;
  const EquateScaleSeries *at = compiled->from;

  if (compiled->n_via == 0)
    report (compiler, compiler->conversion->id.span, "its chain has no links");
  for (guint i = 0; i < compiled->n_via; i++)
    {
      const EquateCompiledConversion *link = compiled->via[i];
      const EquateName *name = equate_list_index (*names, EquateName, i);

      if (link != NULL && at != NULL && link->from != NULL && link->from != at)
        equate_diagnostic_set_help (
            report (compiler, name->span, "its link `%s` begins at the scale `%s` instead of `%s`",
                    name->text, link->from->id, at->id),
            "each link begins at the scale at which the one before it ends");
      at = link != NULL ? link->to : NULL;
      if (i + 1 == compiled->n_via && at != NULL && at != compiled->to)
        equate_diagnostic_set_help (
            report (compiler, name->span,
                    "its last link `%s` ends at the scale `%s` instead of `%s`", name->text, at->id,
                    compiled->to->id),
            "add a conversion from `%s` to `%s` behind it", at->id, compiled->to->id);
    }
}

/* --- the whole --- */

static gboolean
has_faulty_edition (const EquateScaleSeries *series)
{
  for (guint i = 0; i < series->n_editions; i++)
    if (equate_scale_edition_is_faulty (series->editions[i]))
      return TRUE;
  return FALSE;
}

void
equate_conversion_compile (EquateCompiledConversion *compiled, EquateArena *arena,
                           EquateDiagnosticList *diagnostics)
{
  Compiler compiler = { compiled, compiled->conversion, arena, diagnostics };

  /* What can be said of a conversion rests on its scales. */
  if (compiled->from == NULL || compiled->to == NULL || has_faulty_edition (compiled->from)
      || has_faulty_edition (compiled->to))
    {
      compiled->faulty = TRUE;
      return;
    }
  switch ((EquateMethod) compiled->conversion->method)
    {
    case EQUATE_METHOD_TABLE:
      compile_table (&compiler);
      break;
    case EQUATE_METHOD_LINEAR:
      check_line (&compiler, compiled->from, &compiled->conversion->from, TRUE);
      check_line (&compiler, compiled->to, &compiled->conversion->to, FALSE);
      break;
    case EQUATE_METHOD_DISTRIBUTION:
      compile_distribution (&compiler);
      break;
    case EQUATE_METHOD_CHAIN:
    default:
      check_links (&compiler);
      break;
    }
}
