/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The workspace becomes a ruleset. */
#include "compile/case-references.h"
#include "compile/ruleset-builder.h"

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
  equate_cases_check (ruleset, workspace, diagnostics);
  return ruleset;
}
