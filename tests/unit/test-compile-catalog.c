/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compiling.h"

static char *
show_texts (const Compiled *compiled, EquateRange range)
{
  GString *text = g_string_new (NULL);
  for (guint32 i = range.first; i < range.first + range.count; i++)
    g_string_append_printf (text, "%s,", text_at (compiled, compiled->ruleset->string_lists[i]));
  return finish_list (text);
}

/* "A1=4 A6=3+5": the courses of an institution with the credits of their editions. */
static char *
show_courses (const Compiled *compiled, const char *institution)
{
  const EquateRuleset *ruleset = compiled->ruleset;
  GString *text = g_string_new (NULL);
  char credits[EQUATE_DECIMAL_BUFFER];
  guint32 index = equate_ruleset_find_institution (ruleset, institution);
  EquateRange courses = ruleset->institutions[index].courses;
  for (guint32 i = courses.first; i < courses.first + courses.count; i++)
    {
      EquateRange editions = ruleset->courses[i].editions;
      g_assert_cmpuint (ruleset->courses[i].institution, ==, index);
      g_string_append (text, text_at (compiled, ruleset->courses[i].code));
      for (guint32 e = editions.first; e < editions.first + editions.count; e++)
        {
          g_assert_cmpuint (ruleset->editions[e].course, ==, i);
          g_string_append_printf (
              text, "%c%s", e == editions.first ? '=' : '+',
              ruleset->editions[e].credits == EQUATE_DECIMAL_NONE
                  ? "-"
                  : equate_decimal_format (ruleset->editions[e].credits, credits));
        }
      g_string_append_c (text, ' ');
    }
  return finish_list (text);
}

/* By key, whatever their order in the catalog; editions by the beginning of their periods. */
static void
test_courses (void)
{
  g_autoptr (Compiled) compiled = compile_good (GRADING CATALOG (
      "zeta", "ects", "pl") "  - {code: b 2, title: B, credits: 2}\n"
                            "  - {code: A1, title: A, credits: 5, valid: {from: 2024-01-01}}\n"
                            "  - {code: 'B  1', title: B}\n"
                            "  - {code: a1, title: A, credits: 3, valid: {until: 2020-12-31}}\n"
                            "  - {code: A1, title: A, credits: 4, valid: {from: 2021-01-01, until: "
                            "2023-12-31}}\n");
  g_autofree char *shown = show_courses (compiled, "zeta");
  guint32 zeta = equate_ruleset_find_institution (compiled->ruleset, "zeta");

  g_assert_cmpstr (shown, ==, "a1=3+4+5 B  1=- b 2=2");
  g_assert_cmpuint (equate_ruleset_find_course (compiled->ruleset, zeta, "B 1"), ==, 1);
  g_assert_cmpuint (equate_ruleset_find_course (compiled->ruleset, zeta, "B 2"), ==, 2);
  g_assert_cmpstr (text_at (compiled, compiled->ruleset->courses[2].key), ==, "B 2");
}

static void
test_editions (void)
{
  g_autoptr (Compiled) compiled = compile_good (WORLD);
  const EquateRuleset *ruleset = compiled->ruleset;
  guint32 alpha = equate_ruleset_find_institution (ruleset, "alpha");
  guint32 beta = equate_ruleset_find_institution (ruleset, "beta");
  guint32 first
      = ruleset->courses[equate_ruleset_find_course (ruleset, alpha, "A1")].editions.first;
  guint32 target
      = ruleset->courses[equate_ruleset_find_course (ruleset, beta, "T1")].editions.first;
  const EquateCompiledEdition *full
      = &ruleset->editions[ruleset->courses[equate_ruleset_find_course (ruleset, alpha, "A4")]
                               .editions.first];
  g_autofree char *titles = show_texts (compiled, ruleset->editions[first].titles);
  g_autofree char *swapped = show_texts (compiled, ruleset->editions[target].titles);
  g_autofree char *languages = show_texts (compiled, full->languages);
  g_autofree char *tags = show_texts (compiled, full->tags);

  /* English first, so that [0] is what reports show. */
  g_assert_cmpstr (titles, ==, "Mathematics,Matematyka");
  g_assert_cmpstr (swapped, ==, "Mathematics,Matematyka");
  g_assert_cmpstr (languages, ==, "en,pl");
  g_assert_cmpstr (tags, ==, "core");
  g_assert_cmpstr (text_at (compiled, full->isced), ==, "0714");
  g_assert_cmpint (full->level, ==, EQUATE_LEVEL_BACHELOR);
  g_assert_cmpint (ruleset->hours[full->hours][EQUATE_HOURS_TOTAL], ==, 60000);
  g_assert_cmpint (ruleset->hours[full->hours][EQUATE_HOURS_LABORATORY], ==, 15000);
  g_assert_cmpint (ruleset->hours[full->hours][EQUATE_HOURS_LECTURE], ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpuint (ruleset->editions[first].hours, ==, EQUATE_NO_INDEX);
  g_assert_cmpint (ruleset->editions[first].level, ==, EQUATE_LEVEL_NONE);
  g_assert_cmpuint (ruleset->editions[first].isced, ==, 0);
}

static void
test_aliases (void)
{
  g_autoptr (Compiled) compiled = compile_good (GRADING CATALOG (
      "zeta", "ects", "pl") "  - {code: A, title: A, aliases: [Old 1, 'old 2'], valid: {until: "
                            "2020-12-31}}\n"
                            "  - {code: A, title: A, aliases: [OLD 3], valid: {from: 2021-01-01}}\n"
                            "  - {code: B, title: B}\n");
  static const struct
  {
    const char *key;
    guint32 course;
  } rows[] = {
    { "A", 0 },     { "OLD 1", 0 }, { "OLD 2", 0 },
    { "OLD 3", 0 }, { "B", 1 },     { "OLD 4", EQUATE_NO_INDEX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (equate_ruleset_find_course (compiled->ruleset, 0, rows[i].key), ==,
                      rows[i].course);
}

static void
test_institutions (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      GRADING "---\nequate: catalog/1\ninstitution: zeta\nname: {pl: Uczelnia, en: School}\n"
              "country: PL\ncredit-unit: ects\ngrading: pl\ncourses: []\n"
              "---\nequate: catalog/1\ninstitution: alpha\nname: {zh: 学院}\ncountry: CN\n"
              "credit-unit: cn\ngrading: cn\ncourses: []\n");
  const EquateRuleset *ruleset = compiled->ruleset;
  const EquateCompiledInstitution *alpha = &ruleset->institutions[0];
  const EquateCompiledInstitution *zeta = &ruleset->institutions[1];

  g_assert_cmpuint (ruleset->n_institutions, ==, 2);
  g_assert_cmpstr (text_at (compiled, alpha->id), ==, "alpha");
  g_assert_cmpstr (text_at (compiled, alpha->name), ==, "学院");
  g_assert_cmpuint (alpha->native_name, ==, 0);
  g_assert_cmpstr (text_at (compiled, alpha->credit_unit), ==, "cn");
  g_assert_cmpuint (alpha->scale, ==, equate_gradebook_find_scale (ruleset->gradebook, "cn"));
  g_assert_cmpstr (text_at (compiled, zeta->name), ==, "School");
  g_assert_cmpstr (text_at (compiled, zeta->native_name), ==, "Uczelnia");
  g_assert_cmpstr (text_at (compiled, zeta->country), ==, "PL");
  g_assert_cmpstr (text_at (compiled, zeta->file), ==, "rules/test.yaml");
  g_assert_cmpuint (zeta->courses.count, ==, 0);
}

/* "1:T1 1:T2 2:~free=5", one course or elective after the other. */
static void
test_programmes (void)
{
  g_autoptr (Compiled) compiled = compile_good (WORLD);
  const EquateRuleset *ruleset = compiled->ruleset;
  guint32 beta = equate_ruleset_find_institution (ruleset, "beta");
  const EquateCompiledProgramme *ee
      = &ruleset->programmes[equate_ruleset_find_programme (ruleset, beta, "ee")];
  const EquateCompiledProgramme *me
      = &ruleset->programmes[equate_ruleset_find_programme (ruleset, beta, "me")];
  g_autoptr (GString) plan = g_string_new (NULL);
  char credits[EQUATE_DECIMAL_BUFFER];
  for (guint32 i = ee->plan.first; i < ee->plan.first + ee->plan.count; i++)
    {
      const EquateCompiledPlanItem *item = &ruleset->plan_items[i];
      g_string_append_printf (plan, "%d/%u:", item->semester, item->item);
      if (item->course != EQUATE_NO_INDEX)
        g_string_append (plan, text_at (compiled, ruleset->courses[item->course].code));
      else
        g_string_append_printf (plan, "~%s=%s", text_at (compiled, item->elective),
                                equate_decimal_format (item->credits, credits));
      g_string_append_c (plan, ' ');
    }

  g_assert_cmpstr (plan->str, ==, "1/0:T1 1/0:T2 2/1:T3 2/2:~free=5 3/3:~free=4 ");
  g_assert_cmpstr (text_at (compiled, ee->title), ==, "Electrical Engineering");
  g_assert_cmpint (ee->credits, ==, 30000);
  g_assert_cmpint (ee->years, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpint (me->credits, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpuint (me->plan.count, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compile-catalog/courses", test_courses);
  g_test_add_func ("/compile-catalog/editions", test_editions);
  g_test_add_func ("/compile-catalog/aliases", test_aliases);
  g_test_add_func ("/compile-catalog/institutions", test_institutions);
  g_test_add_func ("/compile-catalog/programmes", test_programmes);
  return g_test_run ();
}
