/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-builder.h"

#include "base/suggest.h"
#include "compile/course-lookup.h"

#include <string.h>

guint32
equate_builder_find_institution (const EquateRulesetBuilder *builder, const char *id)
{
  guint low = 0;
  guint high = builder->catalogs->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const EquateCatalog *catalog = builder->catalogs->pdata[middle];
      int order = strcmp (catalog->institution.text, id);
      if (order == 0)
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return EQUATE_NO_INDEX;
}

guint32
equate_builder_find_course (const EquateRulesetBuilder *builder, guint32 institution,
                            const char *key)
{
  return equate_code_slots_find ((const EquateCodeSlot *) (gpointer) builder->slots->data,
                                 builder->slots->len, equate_string_pool_get (builder->pool, 0),
                                 institution, key);
}

void
equate_builder_unknown_institution (EquateRulesetBuilder *builder, const EquateName *name)
{
  if (equate_workspace_may_define (builder->workspace, name->text))
    return;
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (builder->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_INSTITUTION,
                                    name->span, "unknown institution `%s`", name->text);
  equate_diagnostic_set_label (diagnostic, "no catalog has this institution");
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (name->text, 1);
  for (guint i = 0; i < builder->catalogs->len; i++)
    equate_suggest_offer (suggest,
                          ((const EquateCatalog *) builder->catalogs->pdata[i])->institution.text,
                          NULL);
  if (equate_suggest_get_length (suggest) > 0)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?",
                                equate_suggest_get (suggest, 0, NULL));
}

void
equate_builder_unknown_course (EquateRulesetBuilder *builder, guint32 institution,
                               const EquateCode *code)
{
  const EquateCatalog *catalog = builder->catalogs->pdata[institution];
  const EquateCompiledCourse *courses
      = (const EquateCompiledCourse *) (gpointer) builder->courses->data;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      builder->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE, code->span,
      "unknown course `%s` at %s", code->text, catalog->institution.text);
  equate_diagnostic_set_label (diagnostic, "not in %s",
                               equate_source_get_name (catalog->span.source));
  EquateRange range
      = institution < builder->institutions->len
            ? g_array_index (builder->institutions, EquateCompiledInstitution, institution).courses
            : (EquateRange){ 0, 0 };
  guint32 nearest = 0;
  const char *strings = equate_string_pool_get (builder->pool, 0);
  if (equate_courses_suggest (courses, range, strings, code->text, 1, &nearest) == 0)
    return;
  const EquateCompiledEdition *edition
      = &g_array_index (builder->editions, EquateCompiledEdition, courses[nearest].editions.first);
  EquateString title
      = edition->titles.count > 0
            ? g_array_index (builder->string_lists, EquateString, edition->titles.first)
            : 0;
  char credits[EQUATE_DECIMAL_BUFFER] = "";
  if (edition->credits != EQUATE_DECIMAL_NONE)
    equate_decimal_format (edition->credits, credits);
  equate_diagnostic_set_help (diagnostic, "did you mean `%s` %s%s%s%s?",
                              strings + courses[nearest].code, strings + title,
                              *credits ? " (" : "", credits, *credits ? " credits)" : "");
}

/* What files with faults withhold is not unknown. */
static EquateGradebook *
make_gradebook (const EquateWorkspace *workspace, EquateDiagnosticList *diagnostics)
{
  g_autoptr (EquateDiagnosticList) found = equate_diagnostic_list_new ();
  EquateGradebook *book
      = equate_gradebook_new (equate_workspace_get_gradings (workspace), found);
  if (equate_workspace_may_have_grading (workspace))
    {
      equate_diagnostic_list_drop (found, EQUATE_DIAGNOSTIC_UNKNOWN_SCALE);
      equate_diagnostic_list_drop (found, EQUATE_DIAGNOSTIC_UNKNOWN_CONVERSION);
    }
  equate_diagnostic_list_take_all (diagnostics, found);
  return book;
}

static GArray *
new_array (gsize size)
{
  return g_array_new (FALSE, TRUE, (guint) size);
}

static void
builder_init (EquateRulesetBuilder *builder, const EquateWorkspace *workspace,
              EquateDiagnosticList *diagnostics)
{
  *builder = (EquateRulesetBuilder){
    .workspace = workspace,
    .diagnostics = diagnostics,
    .gradebook = make_gradebook (workspace, diagnostics),
    .pool = equate_string_pool_new (),
    .string_lists = new_array (sizeof (EquateString)),
    .index_lists = new_array (sizeof (guint32)),
    .decimals = new_array (sizeof (EquateDecimal)),
    .institutions = new_array (sizeof (EquateCompiledInstitution)),
    .courses = new_array (sizeof (EquateCompiledCourse)),
    .editions = new_array (sizeof (EquateCompiledEdition)),
    .hours = new_array (sizeof (EquateDecimal[EQUATE_N_HOURS])),
    .programmes = new_array (sizeof (EquateCompiledProgramme)),
    .plan_items = new_array (sizeof (EquateCompiledPlanItem)),
    .conditions = new_array (sizeof (EquateCompiledConditions)),
    .nodes = new_array (sizeof (EquateCompiledNode)),
    .gives = new_array (sizeof (EquateCompiledGive)),
    .rules = new_array (sizeof (EquateCompiledRule)),
    .limits = new_array (sizeof (EquateCompiledLimit)),
    .matches = new_array (sizeof (EquateCompiledMatch)),
    .agreements = new_array (sizeof (EquateCompiledAgreement)),
    .pairs = new_array (sizeof (EquateCompiledPair)),
    .slots = new_array (sizeof (EquateCodeSlot)),
    .catalogs = g_ptr_array_new (),
    .condition_places = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                               (GDestroyNotify) g_bytes_unref, NULL),
  };
  for (guint i = 0; i < G_N_ELEMENTS (builder->patterns); i++)
    builder->patterns[i] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                  (GDestroyNotify) equate_pattern_free);
}

/* Hands an array of the builder over to the ruleset. */
static gconstpointer
take_array (GPtrArray *memory, GArray *array, guint32 *n)
{
  *n = array->len;
  gpointer data = g_array_free (array, FALSE);
  if (data != NULL)
    g_ptr_array_add (memory, data);
  return data;
}

static void
take_catalogs (EquateRuleset *ruleset, EquateRulesetBuilder *builder)
{
  GPtrArray *memory = ruleset->arrays;
  ruleset->institutions
      = take_array (memory, builder->institutions, &ruleset->n_institutions);
  ruleset->courses = take_array (memory, builder->courses, &ruleset->n_courses);
  ruleset->editions = take_array (memory, builder->editions, &ruleset->n_editions);
  ruleset->hours = take_array (memory, builder->hours, &ruleset->n_hours);
  ruleset->programmes = take_array (memory, builder->programmes, &ruleset->n_programmes);
  ruleset->plan_items = take_array (memory, builder->plan_items, &ruleset->n_plan_items);
  ruleset->code_slots = take_array (memory, builder->slots, &ruleset->n_code_slots);
}

static void
take_agreements (EquateRuleset *ruleset, EquateRulesetBuilder *builder)
{
  GPtrArray *memory = ruleset->arrays;
  ruleset->string_lists = take_array (memory, builder->string_lists, &ruleset->n_string_lists);
  ruleset->index_lists = take_array (memory, builder->index_lists, &ruleset->n_index_lists);
  ruleset->decimals = take_array (memory, builder->decimals, &ruleset->n_decimals);
  ruleset->conditions = take_array (memory, builder->conditions, &ruleset->n_conditions);
  ruleset->nodes = take_array (memory, builder->nodes, &ruleset->n_nodes);
  ruleset->gives = take_array (memory, builder->gives, &ruleset->n_gives);
  ruleset->rules = take_array (memory, builder->rules, &ruleset->n_rules);
  ruleset->limits = take_array (memory, builder->limits, &ruleset->n_limits);
  ruleset->matches = take_array (memory, builder->matches, &ruleset->n_matches);
  ruleset->agreements = take_array (memory, builder->agreements, &ruleset->n_agreements);
  ruleset->pairs = take_array (memory, builder->pairs, &ruleset->n_pairs);
}

EquateRuleset *
equate_ruleset_new (const EquateWorkspace *workspace, EquateDiagnosticList *diagnostics)
{
  EquateRulesetBuilder builder;
  builder_init (&builder, workspace, diagnostics);
  equate_compile_catalogs (&builder);
  equate_compile_agreements (&builder);
  equate_compile_pairs (&builder);

  EquateRuleset *ruleset = g_new0 (EquateRuleset, 1);
  ruleset->arrays = g_ptr_array_new_with_free_func (g_free);
  ruleset->gradebook = builder.gradebook;
  ruleset->digest = equate_workspace_get_digest (workspace);
  take_catalogs (ruleset, &builder);
  take_agreements (ruleset, &builder);
  char *strings = equate_string_pool_steal (builder.pool, &ruleset->n_strings);
  g_ptr_array_add (ruleset->arrays, strings);
  ruleset->strings = strings;
  equate_string_pool_free (builder.pool);
  g_ptr_array_unref (builder.catalogs);
  g_hash_table_unref (builder.condition_places);
  for (guint i = 0; i < G_N_ELEMENTS (builder.patterns); i++)
    g_hash_table_unref (builder.patterns[i]);
  return ruleset;
}
