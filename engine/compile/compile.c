/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The workspace becomes a ruleset. */
#include "compile/case-references.h"
#include "compile/ruleset-builder.h"

/* Bytes of one array. */
#define MOST_RESERVED (32u * 1024 * 1024)

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
free_known_pattern (gpointer data)
{
  EquateKnownPattern *known = data;
  equate_pattern_free (known->pattern);
  g_free (known);
}

/* An array that grows is copied to where there is room, again and again. */
static void
reserve (GArray **array, guint n)
{
  GArray *larger = g_array_sized_new (FALSE, TRUE, g_array_get_element_size (*array), n);
  g_array_unref (*array);
  *array = larger;
}

/* What courses need is known; rules make less of each large array than a third of their text. */
static void
reserve_arrays (EquateRulesetBuilder *builder, guint n_courses)
{
  guint64 size = MIN (equate_workspace_get_size (builder->workspace) / 3, MOST_RESERVED);
  GArray **large[] = { &builder->nodes, &builder->gives, &builder->rules, &builder->matches };
  reserve (&builder->courses, n_courses);
  reserve (&builder->editions, n_courses);
  reserve (&builder->catalog_credits, n_courses);
  for (guint i = 0; i < G_N_ELEMENTS (large); i++)
    reserve (large[i], (guint) (size / g_array_get_element_size (*large[i])));
}

static guint
count_courses (const EquateWorkspace *workspace)
{
  const GPtrArray *catalogs = equate_workspace_get_catalogs (workspace);
  guint n = 0;
  for (guint i = 0; i < catalogs->len; i++)
    n += ((const EquateCatalog *) catalogs->pdata[i])->courses.length;
  return n;
}

void
equate_builder_init (EquateRulesetBuilder *builder, const EquateWorkspace *workspace,
                     EquateDiagnosticList *diagnostics)
{
  guint n_courses = count_courses (workspace);
  guint64 n_bytes = MIN (equate_workspace_get_size (workspace) / 5, MOST_RESERVED);
  *builder = (EquateRulesetBuilder){
    .workspace = workspace,
    .diagnostics = diagnostics,
    .gradebook = make_gradebook (workspace, diagnostics),
    .pool = equate_string_pool_new (n_courses, (guint) n_bytes),
#define MAKE(name, type) .name = new_array (sizeof (type)),
    EQUATE_RULESET_ARRAYS (MAKE)
#undef MAKE
    .catalogs = g_ptr_array_new (),
    .catalog_credits = new_array (sizeof (EquateDecimal)),
    .matched = new_array (sizeof (guint32)),
    .matched_institution = EQUATE_NO_INDEX,
    .condition_places = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                               (GDestroyNotify) g_bytes_unref, NULL),
  };
  reserve_arrays (builder, n_courses);
  g_array_set_size (builder->periods, 1);
  for (guint i = 0; i < G_N_ELEMENTS (builder->patterns); i++)
    builder->patterns[i]
        = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_known_pattern);
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
take_arrays (EquateRuleset *ruleset, EquateRulesetBuilder *builder)
{
  GPtrArray *memory = g_ptr_array_new_with_free_func (g_free);
  gsize n_strings;
  char *strings = equate_string_pool_steal (builder->pool, &n_strings);
  g_ptr_array_add (memory, strings);
  ruleset->strings = strings;
  ruleset->n_strings = (guint32) n_strings;
#define TAKE(name, type) ruleset->name = take_array (memory, builder->name, &ruleset->n_##name);
  EQUATE_RULESET_ARRAYS (TAKE)
#undef TAKE
  ruleset->origin = memory;
  ruleset->free_origin = (GDestroyNotify) g_ptr_array_unref;
}

EquateRuleset *
equate_builder_finish (EquateRulesetBuilder *builder)
{
  equate_compile_pairs (builder);

  EquateRuleset *ruleset = g_new0 (EquateRuleset, 1);
  ruleset->gradebook = builder->gradebook;
  ruleset->digest = equate_workspace_get_digest (builder->workspace);
  take_arrays (ruleset, builder);
  equate_string_pool_free (builder->pool);
  g_ptr_array_unref (builder->catalogs);
  g_array_unref (builder->catalog_credits);
  g_array_unref (builder->matched);
  g_hash_table_unref (builder->condition_places);
  for (guint i = 0; i < G_N_ELEMENTS (builder->patterns); i++)
    g_hash_table_unref (builder->patterns[i]);
  equate_cases_check (ruleset, builder->workspace, builder->diagnostics);
  return ruleset;
}

EquateRuleset *
equate_ruleset_new (const EquateWorkspace *workspace, EquateDiagnosticList *diagnostics)
{
  EquateRulesetBuilder builder;
  equate_builder_init (&builder, workspace, diagnostics);
  equate_compile_catalogs (&builder);
  equate_compile_agreements (&builder);
  return equate_builder_finish (&builder);
}
