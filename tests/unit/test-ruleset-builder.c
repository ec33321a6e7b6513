/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-builder.h"

#include "compiling.h"

/* A builder with the catalogs of a small world, alpha before beta. */
typedef struct
{
  Compiled *compiled;           /* owned: its workspace */
  EquateSource *source;         /* owned */
  EquateRulesetBuilder builder; /* its arrays are owned */
} Built;

static Built *
built_new (void)
{
  static const char text[] = "first\nsecond";
  Built *built = g_new0 (Built, 1);
  built->compiled = compile_good (WORLD);
  built->source = equate_source_new_static ("place.yaml", text, strlen (text), 1);
  built->builder = (EquateRulesetBuilder){
    .workspace = built->compiled->workspace,
    .diagnostics = built->compiled->diagnostics,
    .gradebook = built->compiled->ruleset->gradebook,
    .pool = equate_string_pool_new (0, 0),
    .string_lists = g_array_new (FALSE, TRUE, sizeof (EquateString)),
    .institutions = g_array_new (FALSE, TRUE, sizeof (EquateCompiledInstitution)),
    .courses = g_array_new (FALSE, TRUE, sizeof (EquateCompiledCourse)),
    .editions = g_array_new (FALSE, TRUE, sizeof (EquateCompiledEdition)),
    .hours = g_array_new (FALSE, TRUE, sizeof (EquateDecimal[EQUATE_N_HOURS])),
    .programmes = g_array_new (FALSE, TRUE, sizeof (EquateCompiledProgramme)),
    .plan_items = g_array_new (FALSE, TRUE, sizeof (EquateCompiledPlanItem)),
    .index_lists = g_array_new (FALSE, TRUE, sizeof (guint32)),
    .decimals = g_array_new (FALSE, TRUE, sizeof (EquateDecimal)),
    .code_slots = g_array_new (FALSE, TRUE, sizeof (EquateCodeSlot)),
    .catalogs = g_ptr_array_new (),
    .catalog_credits = g_array_new (FALSE, TRUE, sizeof (EquateDecimal)),
  };
  equate_compile_catalogs (&built->builder);
  return built;
}

static void
built_free (Built *built)
{
  GArray *const arrays[]
      = { built->builder.string_lists, built->builder.institutions, built->builder.courses,
          built->builder.editions,     built->builder.hours,        built->builder.programmes,
          built->builder.plan_items,   built->builder.index_lists,  built->builder.decimals,
          built->builder.code_slots,   built->builder.catalog_credits };
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  g_ptr_array_unref (built->builder.catalogs);
  equate_string_pool_free (built->builder.pool);
  equate_source_free (built->source);
  compiled_free (built->compiled);
  g_free (built);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Built, built_free)

static void
test_find (void)
{
  g_autoptr (Built) built = built_new ();
  const EquateRulesetBuilder *builder = &built->builder;
  g_assert_cmpuint (equate_builder_find_institution (builder, "alpha"), ==, 0);
  g_assert_cmpuint (equate_builder_find_institution (builder, "beta"), ==, 1);
  g_assert_cmpuint (equate_builder_find_institution (builder, "aaa"), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_builder_find_institution (builder, "b"), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_builder_find_institution (builder, "gamma"), ==, EQUATE_NO_INDEX);

  guint32 course = equate_builder_find_course (builder, 0, "A1");
  g_assert_cmpuint (course, !=, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_builder_find_course (builder, 0, "OLD1"), ==, course);
  g_assert_cmpuint (equate_builder_find_course (builder, 1, "A1"), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_builder_find_course (builder, 0, "A11"), ==, EQUATE_NO_INDEX);
}

static void
test_unknown (void)
{
  static const struct
  {
    const char *institution; /* NULL: a course of beta */
    const char *course;
    const char *code;
    const char *message;
    const char *help;
  } rows[] = {
    { "alpha1", NULL, "EQ202", "unknown institution `alpha1`", "did you mean `alpha`?" },
    { "elsewhere", NULL, "EQ202", "unknown institution `elsewhere`", NULL },
    { NULL, "T11", "EQ201", "unknown course `T11` at beta",
      "did you mean `T1` Mathematics (6 credits)?" },
    { NULL, "T44", "EQ201", "unknown course `T44` at beta", "did you mean `T4` Seminarium?" },
    { NULL, "WXYZ-99", "EQ201", "unknown course `WXYZ-99` at beta", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Built) built = built_new ();
      EquateSpan span = { built->source, 6, 6 };
      EquateName name = { .span = span, .text = rows[i].institution };
      EquateCode code = { .span = span, .text = rows[i].course, .key = rows[i].course };
      if (rows[i].institution != NULL)
        equate_builder_unknown_institution (&built->builder, &name);
      else
        equate_builder_unknown_course (&built->builder, 1, &code);
      g_assert_cmpuint (equate_diagnostic_list_get_length (built->builder.diagnostics), ==, 1);
      const EquateDiagnostic *finding = equate_diagnostic_list_get (built->builder.diagnostics, 0);
      g_assert_cmpstr (equate_diagnostic_get_info (finding->code)->code, ==, rows[i].code);
      g_assert_cmpstr (finding->message, ==, rows[i].message);
      g_assert_cmpstr (finding->help, ==, rows[i].help);
      g_assert_true (finding->span.source == built->source);
    }
}

static void
test_lists (void)
{
  g_autoptr (Built) built = built_new ();
  EquateRulesetBuilder *builder = &built->builder;
  const char *const words[] = { "one", "two", "one" };
  const EquateList list = { (gpointer) words, G_N_ELEMENTS (words) };
  guint before = builder->string_lists->len;
  EquateRange range = equate_builder_texts (builder, &list);
  g_assert_cmpuint (range.first, ==, before);
  g_assert_cmpuint (range.count, ==, 3);
  const EquateString *texts = &g_array_index (builder->string_lists, EquateString, range.first);
  g_assert_cmpstr (equate_string_pool_get (builder->pool, texts[1]), ==, "two");
  g_assert_cmpuint (texts[0], ==, texts[2]);

  EquateName names[] = { { .text = "two" }, { .text = "three" } };
  const EquateList more = { names, G_N_ELEMENTS (names) };
  EquateRange behind = equate_builder_names (builder, &more);
  g_assert_cmpuint (behind.first, ==, range.first + range.count);
  texts = &g_array_index (builder->string_lists, EquateString, range.first);
  g_assert_cmpuint (texts[3], ==, texts[1]);

  EquateHours hours = { .kinds = { 60000 } };
  guint n_hours = builder->hours->len;
  g_assert_cmpuint (equate_builder_hours (builder, NULL), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_builder_hours (builder, &hours), ==, n_hours);
  g_assert_cmpuint (equate_builder_hours (builder, &hours), ==, n_hours + 1);
}

static void
test_place (void)
{
  g_autoptr (Built) built = built_new ();
  EquatePlace place = equate_builder_place (&built->builder, (EquateSpan){ built->source, 8, 1 });
  g_assert_cmpstr (equate_string_pool_get (built->builder.pool, place.file), ==, "place.yaml");
  g_assert_cmpuint (place.line, ==, 2);
  place = equate_builder_place (&built->builder, (EquateSpan){ NULL, 0, 0 });
  g_assert_cmpuint (place.line, ==, 0);
  g_assert_cmpuint (place.file, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ruleset-builder/find", test_find);
  g_test_add_func ("/ruleset-builder/unknown", test_unknown);
  g_test_add_func ("/ruleset-builder/lists", test_lists);
  g_test_add_func ("/ruleset-builder/place", test_place);
  return g_test_run ();
}
