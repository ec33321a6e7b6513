/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/gradebook.h"

#include "base/suggest.h"
#include "compile/conversion.h"

struct _EquateGradebook
{
  EquateArena *arena;        /* owned */
  EquateScaleSeries *series; /* in the arena */
  guint n_series;
  GHashTable *scales;                    /* owned; id, borrowed: index + 1 */
  EquateCompiledConversion *conversions; /* in the arena */
  guint n_conversions;
  GHashTable *conversion_ids; /* owned; id, borrowed: index + 1 */
};

typedef struct
{
  EquateGradebook *book;             /* borrowed */
  EquateDiagnosticList *diagnostics; /* borrowed */
} Builder;

static guint32
find_index (GHashTable *table, const char *id)
{
  return id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (table, id)) - 1 : EQUATE_NO_INDEX;
}

/* --- scales --- */

static void
report_taken (Builder *builder, const EquateName *id, const EquateName *first, const char *what,
              const char *help)
{
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (builder->diagnostics, EQUATE_DIAGNOSTIC_DUPLICATE_ID, id->span,
                                    "the %s `%s` stands twice", what, id->text);

  if (first->span.source != NULL)
    equate_diagnostic_set_label (
        diagnostic, "first in %s:%u", equate_source_get_name (first->span.source),
        equate_source_get_position (first->span.source, first->span.offset).line);
  equate_diagnostic_set_help (diagnostic, "%s", help);
}

static int
compare_beginnings (gconstpointer a, gconstpointer b)
{
  const EquateScale *const *first = a, *const *second = b;
  EquateDate from_a = (*first)->valid.from, from_b = (*second)->valid.from;

  return (from_a > from_b) - (from_a < from_b);
}

static gboolean
ends_later (const EquateScale *a, const EquateScale *b)
{
  return b->valid.until != 0 && (a->valid.until == 0 || a->valid.until > b->valid.until);
}

/* scales: const EquateScale *, all of one id. */
static void
make_series (Builder *builder, EquateScaleSeries *series, GPtrArray *scales)
{
  EquateArena *arena = builder->book->arena;
  const EquateScale *longest = NULL;

  g_ptr_array_sort (scales, compare_beginnings);
  series->n_editions = scales->len;
  series->editions = equate_arena_alloc (arena, sizeof (EquateScaleEdition *) * scales->len);
  for (guint i = 0; i < scales->len; i++)
    {
      const EquateScale *scale = scales->pdata[i];

      series->id = scale->id.text;
      series->editions[i] = equate_scale_edition_new (scale, arena, builder->diagnostics);
      if (longest != NULL && equate_periods_overlap (longest->valid, scale->valid))
        report_taken (builder, &scale->id, &longest->id, "scale",
                      "give its editions periods (`valid`) that do not overlap");
      if (longest == NULL || ends_later (scale, longest))
        longest = scale;
    }
}

static void
collect_scales (Builder *builder, const GPtrArray *gradings)
{
  EquateGradebook *book = builder->book;
  g_autoptr (GPtrArray) groups
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < gradings->len; i++)
    {
      const EquateGrading *grading = gradings->pdata[i];

      for (guint j = 0; j < grading->scales.length; j++)
        {
          EquateScale *scale = equate_list_index (grading->scales, EquateScale, j);
          guint32 index = find_index (book->scales, scale->id.text);

          if (index == EQUATE_NO_INDEX)
            {
              index = groups->len;
              g_ptr_array_add (groups, g_ptr_array_new ());
              g_hash_table_insert (book->scales, (gpointer) scale->id.text,
                                   GUINT_TO_POINTER (index + 1));
            }
          g_ptr_array_add (groups->pdata[index], scale);
        }
    }

  book->n_series = groups->len;
  book->series = equate_arena_alloc (book->arena, sizeof (EquateScaleSeries) * groups->len);
  for (guint i = 0; i < groups->len; i++)
    make_series (builder, &book->series[i], groups->pdata[i]);
}

/* --- conversions --- */

static void
collect_conversions (Builder *builder, const GPtrArray *gradings)
{
  EquateGradebook *book = builder->book;
  g_autoptr (GArray) conversions = g_array_new (FALSE, TRUE, sizeof (EquateCompiledConversion));

  for (guint i = 0; i < gradings->len; i++)
    {
      const EquateGrading *grading = gradings->pdata[i];

      for (guint j = 0; j < grading->conversions.length; j++)
        {
          EquateCompiledConversion compiled
              = { .conversion = equate_list_index (grading->conversions, EquateConversion, j) };
          const EquateName *id = &compiled.conversion->id;
          guint32 first = find_index (book->conversion_ids, id->text);

          if (first == EQUATE_NO_INDEX)
            g_hash_table_insert (book->conversion_ids, (gpointer) id->text,
                                 GUINT_TO_POINTER (conversions->len + 1));
          else
            report_taken (
                builder, id,
                &g_array_index (conversions, EquateCompiledConversion, first).conversion->id,
                "conversion", "give each conversion an id of its own");
          g_array_append_val (conversions, compiled);
        }
    }
  book->n_conversions = conversions->len;
  book->conversions = equate_arena_copy (book->arena, conversions->data,
                                         sizeof (EquateCompiledConversion), conversions->len);
}

static void
report_unknown (Builder *builder, EquateDiagnosticCode code, const EquateName *name,
                const char *what, const char *nearest)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (builder->diagnostics, code, name->span,
                                                             "unknown %s `%s`", what, name->text);

  equate_diagnostic_set_label (diagnostic, "no grading document has it");
  if (nearest != NULL)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
}

static const EquateScaleSeries *
resolve_scale (Builder *builder, const EquateName *name)
{
  EquateGradebook *book = builder->book;
  guint32 index = find_index (book->scales, name->text);

  if (index != EQUATE_NO_INDEX)
    return &book->series[index];
  report_unknown (builder, EQUATE_DIAGNOSTIC_UNKNOWN_SCALE, name, "grading scale",
                  equate_gradebook_suggest_scale (book, name->text));
  return NULL;
}

static EquateCompiledConversion *
resolve_conversion (Builder *builder, EquateCompiledConversion *user, const EquateName *name)
{
  EquateGradebook *book = builder->book;
  guint32 index = find_index (book->conversion_ids, name->text);

  if (index != EQUATE_NO_INDEX)
    return &book->conversions[index];
  user->faulty = TRUE;
  report_unknown (builder, EQUATE_DIAGNOSTIC_UNKNOWN_CONVERSION, name, "grade conversion",
                  equate_gradebook_suggest_conversion (book, name->text));
  return NULL;
}

static void
resolve (Builder *builder, EquateCompiledConversion *compiled)
{
  const EquateConversion *conversion = compiled->conversion;

  compiled->from = resolve_scale (builder, &conversion->from);
  compiled->to = resolve_scale (builder, &conversion->to);
  compiled->n_via = conversion->via.length;
  compiled->via = equate_arena_alloc (builder->book->arena,
                                      sizeof (EquateCompiledConversion *) * compiled->n_via);
  for (guint i = 0; i < compiled->n_via; i++)
    compiled->via[i] = resolve_conversion (builder, compiled,
                                           equate_list_index (conversion->via, EquateName, i));
  if (conversion->fallback.text != NULL)
    compiled->fallback = resolve_conversion (builder, compiled, &conversion->fallback);
}

/* --- cycles --- */

/* How far the walk along chains and fallbacks has come with a conversion. */
typedef struct
{
  guint next;       /* of its links: those of the chain, then the fallback */
  guint steps;      /* 0: not done; else how many conversions it passes through, itself included */
  gboolean is_open; /* the walk is below it */
} Visit;

static const EquateName *
get_link (const EquateCompiledConversion *compiled, guint index, EquateCompiledConversion **link)
{
  if (index < compiled->n_via)
    {
      *link = compiled->via[index];
      return equate_list_index (compiled->conversion->via, EquateName, index);
    }
  *link = compiled->fallback;
  return index == compiled->n_via ? &compiled->conversion->fallback : NULL;
}

static void
refuse (Builder *builder, EquateCompiledConversion *compiled, EquateSpan span, const char *why)
{
  compiled->faulty = TRUE;
  equate_diagnostic_set_help (
      equate_diagnostic_list_add (builder->diagnostics, EQUATE_DIAGNOSTIC_BAD_CONVERSION, span,
                                  "conversion `%s`: %s", compiled->conversion->id.text, why),
      "shorten `via`, or leave the `fallback` out");
}

static void
close_visit (Builder *builder, EquateCompiledConversion *compiled, Visit *visits)
{
  EquateCompiledConversion *conversions = builder->book->conversions;
  Visit *visit = &visits[compiled - conversions];
  EquateCompiledConversion *link = NULL;

  visit->steps = 1;
  for (guint i = 0; get_link (compiled, i, &link) != NULL; i++)
    if (link != NULL)
      {
        compiled->faulty = compiled->faulty || link->faulty;
        visit->steps = MIN (visit->steps + visits[link - conversions].steps, G_MAXUINT / 2);
      }
  visit->is_open = FALSE;
  if (visit->steps <= EQUATE_MAX_CONVERSION_STEPS)
    return;
  if (!compiled->faulty)
    refuse (builder, compiled, compiled->conversion->id.span,
            "it leads through more than 64 conversions");
  visit->steps = EQUATE_MAX_CONVERSION_STEPS + 1;
}

/* Depth first with a stack of its own: chains may refer to one another without end. */
static void
walk_links (Builder *builder, guint start, Visit *visits)
{
  EquateCompiledConversion *conversions = builder->book->conversions;
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));

  if (visits[start].steps != 0)
    return;
  visits[start].is_open = TRUE;
  g_array_append_val (open, start);
  while (open->len > 0)
    {
      guint at = g_array_index (open, guint, open->len - 1);
      EquateCompiledConversion *compiled = &conversions[at], *link = NULL;
      const EquateName *name = get_link (compiled, visits[at].next++, &link);

      if (name == NULL)
        {
          close_visit (builder, compiled, visits);
          g_array_set_size (open, open->len - 1);
          continue;
        }
      if (link == NULL)
        continue;

      guint next = (guint) (link - conversions);
      if (visits[next].is_open)
        refuse (builder, compiled, name->span, "it leads back to itself");
      else if (visits[next].steps == 0)
        {
          visits[next].is_open = TRUE;
          g_array_append_val (open, next);
        }
    }
}

/* --- the whole --- */

EquateGradebook *
equate_gradebook_new (const GPtrArray *gradings, EquateDiagnosticList *diagnostics)
{
  EquateGradebook *book = g_new0 (EquateGradebook, 1);
  Builder builder = { book, diagnostics };

  book->arena = equate_arena_new ();
  book->scales = g_hash_table_new (g_str_hash, g_str_equal);
  book->conversion_ids = g_hash_table_new (g_str_hash, g_str_equal);
  collect_scales (&builder, gradings);
  collect_conversions (&builder, gradings);
  for (guint i = 0; i < book->n_conversions; i++)
    resolve (&builder, &book->conversions[i]);
  for (guint i = 0; i < book->n_conversions; i++)
    equate_conversion_compile (&book->conversions[i], book->arena, diagnostics);

  g_autofree Visit *visits = g_new0 (Visit, MAX (book->n_conversions, 1));
  for (guint i = 0; i < book->n_conversions; i++)
    walk_links (&builder, i, visits);
  return book;
}

void
equate_gradebook_free (EquateGradebook *book)
{
  if (book == NULL)
    return;
  g_hash_table_unref (book->scales);
  g_hash_table_unref (book->conversion_ids);
  equate_arena_free (book->arena);
  g_free (book);
}

guint
equate_gradebook_get_n_scales (const EquateGradebook *book)
{
  return book->n_series;
}

guint
equate_gradebook_get_n_conversions (const EquateGradebook *book)
{
  return book->n_conversions;
}

guint32
equate_gradebook_find_scale (const EquateGradebook *book, const char *id)
{
  return find_index (book->scales, id);
}

guint32
equate_gradebook_find_conversion (const EquateGradebook *book, const char *id)
{
  return find_index (book->conversion_ids, id);
}

const EquateConversion *
equate_gradebook_get_conversion (const EquateGradebook *book, guint32 conversion)
{
  return book->conversions[conversion].conversion;
}

static guint32
get_series_index (const EquateGradebook *book, const EquateScaleSeries *series)
{
  return series != NULL ? (guint32) (series - book->series) : EQUATE_NO_INDEX;
}

guint32
equate_gradebook_get_from (const EquateGradebook *book, guint32 conversion)
{
  return get_series_index (book, book->conversions[conversion].from);
}

guint32
equate_gradebook_get_to (const EquateGradebook *book, guint32 conversion)
{
  return get_series_index (book, book->conversions[conversion].to);
}

const EquateScaleEdition *
equate_gradebook_get_scale (const EquateGradebook *book, guint32 scale, EquateDate date,
                            gboolean *in_force)
{
  return equate_scale_series_find (&book->series[scale], date, in_force);
}

guint
equate_gradebook_get_n_editions (const EquateGradebook *book, guint32 scale)
{
  return book->series[scale].n_editions;
}

const EquateScaleEdition *
equate_gradebook_get_edition (const EquateGradebook *book, guint32 scale, guint index)
{
  return book->series[scale].editions[index];
}

const char *
equate_gradebook_suggest_scale (const EquateGradebook *book, const char *id)
{
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (id, 1);

  for (guint i = 0; i < book->n_series; i++)
    equate_suggest_offer (suggest, book->series[i].id, NULL);
  return equate_suggest_get_length (suggest) > 0 ? equate_suggest_get (suggest, 0, NULL) : NULL;
}

const char *
equate_gradebook_suggest_conversion (const EquateGradebook *book, const char *id)
{
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (id, 1);

  for (guint i = 0; i < book->n_conversions; i++)
    equate_suggest_offer (suggest, book->conversions[i].conversion->id.text, NULL);
  return equate_suggest_get_length (suggest) > 0 ? equate_suggest_get (suggest, 0, NULL) : NULL;
}

const char *
equate_gradebook_suggest_grade (const EquateGradebook *book, guint32 scale, const char *grade)
{
  return equate_scale_series_suggest (&book->series[scale], grade);
}

EquateConverted
equate_gradebook_convert (const EquateGradebook *book, guint32 conversion, const EquateMark *mark,
                          EquateDate entry_date, EquateDate on)
{
  EquateConversionRun run = { .entry_date = entry_date, .on = on };
  EquateMark result = equate_conversion_apply (&book->conversions[conversion], mark, &run);

  return (EquateConverted){ result, run.method, run.fallback };
}

void
equate_gradebook_explain (const EquateGradebook *book, guint32 conversion, const EquateMark *mark,
                          const char *written, EquateDate entry_date, EquateDate on,
                          GPtrArray *steps)
{
  EquateConversionRun run = { entry_date, on, steps, written };

  equate_conversion_apply (&book->conversions[conversion], mark, &run);
}
