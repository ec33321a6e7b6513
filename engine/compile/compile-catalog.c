/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/course-lookup.h"
#include "compile/ruleset-builder.h"

#include "base/touch.h"

#include <string.h>

/* So many are waited for together. */
#define COURSES_TOGETHER 16u

static EquateRange
add_strings (EquateRulesetBuilder *builder, const EquateString *strings, guint n)
{
  EquateRange range = { builder->string_lists->len, n };
  if (n > 0)
    g_array_append_vals (builder->string_lists, strings, n);
  return range;
}

/* English first, so that [0] is what reports show; then as the catalog writes them. */
static EquateRange
add_titles (EquateRulesetBuilder *builder, const EquateText *title)
{
  EquateString titles[64];
  guint n = 0;
  const char *first = equate_text_get (title, "en");
  if (first != NULL)
    titles[n++] = equate_string_pool_add (builder->pool, first);
  for (guint i = 0; i < title->length && n < G_N_ELEMENTS (titles); i++)
    if (title->translations[i].text != first)
      titles[n++] = equate_string_pool_add (builder->pool, title->translations[i].text);
  return add_strings (builder, titles, n);
}

static void
add_edition (EquateRulesetBuilder *builder, const EquateCourse *course, guint32 course_index,
             guint32 line)
{
  EquateCompiledEdition edition = {
    .course = course_index,
    .valid = course->valid,
    .credits = course->credits,
    .titles = add_titles (builder, &course->title),
    .languages = equate_builder_texts (builder, &course->languages),
    .tags = equate_builder_texts (builder, &course->tags),
    .isced = equate_string_pool_add (builder->pool, course->isced.text),
    .hours = equate_builder_hours (builder, course->hours),
    .level = (guint32) course->level,
    .line = line,
  };
  g_array_append_val (builder->editions, edition);
}

/* A course with what its key begins with, which tells nearly all of them apart without a look at
 * the rest. */
typedef struct
{
  guint64 beginning[2];
  const EquateCourse *course; /* borrowed */
} SortedCourse;

static SortedCourse
make_sorted (const EquateCourse *course)
{
  SortedCourse sorted = { { 0, 0 }, course };
  memcpy (sorted.beginning, course->code.key,
          MIN (strlen (course->code.key), sizeof sorted.beginning));
  for (guint i = 0; i < G_N_ELEMENTS (sorted.beginning); i++)
    sorted.beginning[i] = GUINT64_FROM_BE (sorted.beginning[i]);
  return sorted;
}

static int
compare_beginnings (const SortedCourse *left, const SortedCourse *right)
{
  for (guint i = 0; i < G_N_ELEMENTS (left->beginning); i++)
    if (left->beginning[i] != right->beginning[i])
      return left->beginning[i] < right->beginning[i] ? -1 : 1;
  return 0;
}

static gboolean
has_same_key (const SortedCourse *left, const SortedCourse *right)
{
  return compare_beginnings (left, right) == 0
         && strcmp (left->course->code.key, right->course->code.key) == 0;
}

static int
compare_courses (gconstpointer a, gconstpointer b)
{
  const SortedCourse *left = a;
  const SortedCourse *right = b;
  int beginnings = compare_beginnings (left, right);
  if (beginnings != 0)
    return beginnings;
  int order = strcmp (left->course->code.key, right->course->code.key);
  if (order != 0)
    return order;
  EquateDate from = left->course->valid.from;
  return (from > right->course->valid.from) - (from < right->course->valid.from);
}

/* They are sorted, so that they lie anywhere: several are waited for together. */
static void
fetch (const EquateStringPool *pool, const SortedCourse *sorted, guint n)
{
  for (guint i = 0; i < n; i++)
    for (gsize place = 0; place < sizeof (EquateCourse); place += 64)
      equate_touch ((const char *) sorted[i].course + place);
  for (guint i = 0; i < n; i++)
    equate_touch (sorted[i].course->code.text);
  for (guint i = 0; i < n; i++)
    equate_string_pool_touch (pool, sorted[i].course->code.text);
}

/* A third more at least than the institution has codes and aliases. */
static EquateRange
make_slots (EquateRulesetBuilder *builder, const EquateCatalog *catalog)
{
  guint32 wanted = catalog->courses.length;
  for (guint i = 0; i < catalog->courses.length; i++)
    wanted += equate_list_index (catalog->courses, EquateCourse, i)->aliases.length;
  EquateRange range = { builder->code_slots->len, 4 };
  while ((guint64) range.count * 3 < (guint64) wanted * 4)
    range.count *= 2;
  g_array_set_size (builder->code_slots, range.first + range.count);
  for (guint32 i = 0; i < range.count; i++)
    g_array_index (builder->code_slots, EquateCodeSlot, range.first + i).edition = EQUATE_NO_INDEX;
  return range;
}

static void
add_slot (EquateRulesetBuilder *builder, EquateRange range, const char *key, EquateString text,
          guint32 edition)
{
  EquateCodeSlot *slots = &g_array_index (builder->code_slots, EquateCodeSlot, range.first);
  guint32 mask = range.count - 1;
  guint32 hash = equate_code_hash (key);
  guint32 i = hash & mask;
  while (slots[i].edition != EQUATE_NO_INDEX)
    i = (i + 1) & mask;
  slots[i] = (EquateCodeSlot){ hash, text, edition };
}

/* In the order in which they are written, which is that of their lines. */
static guint32 *
find_lines (EquateRulesetBuilder *builder, const EquateCatalog *catalog)
{
  guint32 *lines = g_new (guint32, catalog->courses.length);
  for (guint i = 0; i < catalog->courses.length; i++)
    lines[i] = equate_builder_place (
                   builder, equate_list_index (catalog->courses, EquateCourse, i)->span)
                   .line;
  return lines;
}

static void
compile_courses (EquateRulesetBuilder *builder, const EquateCatalog *catalog, guint32 institution,
                 EquateRange slots)
{
  guint n = catalog->courses.length;
  g_autofree SortedCourse *sorted = g_new (SortedCourse, n);
  for (guint i = 0; i < n; i++)
    sorted[i] = make_sorted (equate_list_index (catalog->courses, EquateCourse, i));
  if (n > 1)
    qsort (sorted, n, sizeof *sorted, compare_courses);
  g_autofree guint32 *lines = find_lines (builder, catalog);
  for (guint i = 0; i < n; i++)
    {
      const EquateCourse *course = sorted[i].course;
      if (i % COURSES_TOGETHER == 0)
        fetch (builder->pool, sorted + i, MIN (n - i, COURSES_TOGETHER));
      if (i == 0 || !has_same_key (&sorted[i - 1], &sorted[i]))
        {
          gboolean several = i + 1 < n && has_same_key (&sorted[i], &sorted[i + 1]);
          EquateString code = equate_string_pool_add (builder->pool, course->code.text);
          EquateCompiledCourse compiled = {
            .code = code,
            .key = course->code.key == course->code.text
                       ? code
                       : equate_string_pool_add (builder->pool, course->code.key),
            .institution = institution,
            .editions = { builder->editions->len, 0 },
          };
          g_array_append_val (builder->courses, compiled);
          add_slot (builder, slots, course->code.key, compiled.key,
                    builder->editions->len | (several ? EQUATE_FIRST_OF_SEVERAL : 0));
        }
      guint32 index = builder->courses->len - 1;
      g_array_index (builder->courses, EquateCompiledCourse, index).editions.count++;
      add_edition (builder, course, index,
                   lines[course - equate_list_index (catalog->courses, EquateCourse, 0)]);
    }
}

static void
add_catalog_credits (EquateRulesetBuilder *builder, EquateRange courses)
{
  for (guint32 i = courses.first; i < courses.first + courses.count; i++)
    {
      EquateRange editions = g_array_index (builder->courses, EquateCompiledCourse, i).editions;
      const EquateCompiledEdition *edition
          = &g_array_index (builder->editions, EquateCompiledEdition, editions.first);
      gboolean only
          = editions.count == 1 && edition->valid.from == 0 && edition->valid.until == 0;
      EquateDecimal credits = only ? edition->credits : EQUATE_ASK_EDITIONS;
      g_array_append_val (builder->catalog_credits, credits);
    }
}

static guint32
get_slot (const EquateRulesetBuilder *builder, EquateRange range, const char *key)
{
  return equate_code_slots_find (&g_array_index (builder->code_slots, EquateCodeSlot, 0), range,
                                 equate_string_pool_get (builder->pool, 0), key);
}

/* After all codes: an alias never hides a code. */
static void
add_aliases (EquateRulesetBuilder *builder, const EquateCatalog *catalog, guint32 institution)
{
  EquateRange slots
      = g_array_index (builder->institutions, EquateCompiledInstitution, institution).slots;
  for (guint i = 0; i < catalog->courses.length; i++)
    {
      const EquateCourse *course = equate_list_index (catalog->courses, EquateCourse, i);
      if (course->aliases.length == 0)
        continue;
      guint32 edition = get_slot (builder, slots, course->code.key);
      for (guint j = 0; j < course->aliases.length; j++)
        {
          const char *key = equate_list_index (course->aliases, EquateCode, j)->key;
          if (equate_builder_find_course (builder, institution, key) == EQUATE_NO_INDEX)
            add_slot (builder, slots, key, equate_string_pool_add (builder->pool, key), edition);
        }
    }
}

static void
compile_plan (EquateRulesetBuilder *builder, const EquateProgramme *programme, guint32 institution)
{
  for (guint i = 0; i < programme->plan.length; i++)
    {
      const EquatePlanItem *item = equate_list_index (programme->plan, EquatePlanItem, i);
      EquateCompiledPlanItem compiled = {
        .course = EQUATE_NO_INDEX,
        .semester = item->semester,
        .item = i,
      };
      for (guint j = 0; j < item->courses.length; j++)
        {
          const EquateCode *code = equate_list_index (item->courses, EquateCode, j);
          compiled.course = equate_builder_find_course (builder, institution, code->key);
          if (compiled.course == EQUATE_NO_INDEX)
            equate_builder_unknown_course (builder, institution, code);
          else
            g_array_append_val (builder->plan_items, compiled);
        }
      if (item->elective == NULL)
        continue;
      compiled.course = EQUATE_NO_INDEX;
      compiled.elective = equate_string_pool_add (builder->pool, item->elective);
      compiled.credits = item->credits;
      g_array_append_val (builder->plan_items, compiled);
    }
}

static void
compile_programmes (EquateRulesetBuilder *builder, const EquateCatalog *catalog,
                    guint32 institution)
{
  for (guint i = 0; i < catalog->programmes.length; i++)
    {
      const EquateProgramme *programme
          = equate_list_index (catalog->programmes, EquateProgramme, i);
      EquateCompiledProgramme compiled = {
        .id = equate_string_pool_add (builder->pool, programme->id.text),
        .title = equate_string_pool_add (builder->pool, equate_text_get (&programme->title, "en")),
        .institution = institution,
        .credits = programme->credits,
        .years = programme->years,
        .plan = { builder->plan_items->len, 0 },
      };
      compile_plan (builder, programme, institution);
      compiled.plan.count = builder->plan_items->len - compiled.plan.first;
      g_array_append_val (builder->programmes, compiled);
    }
}

static const char *
get_native_name (const EquateText *name, const char *english)
{
  for (guint i = 0; i < name->length; i++)
    if (name->translations[i].text != english)
      return name->translations[i].text;
  return NULL;
}

static guint32
find_scale (EquateRulesetBuilder *builder, const EquateName *name)
{
  guint32 scale = equate_gradebook_find_scale (builder->gradebook, name->text);
  if (scale != EQUATE_NO_INDEX || name->text == NULL
      || equate_workspace_may_have_grading (builder->workspace))
    return scale;
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (builder->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_SCALE,
                                    name->span, "unknown grading scale `%s`", name->text);
  equate_diagnostic_set_label (diagnostic, "no grading document has this scale");
  const char *nearest = equate_gradebook_suggest_scale (builder->gradebook, name->text);
  if (nearest != NULL)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
  return scale;
}

static void
compile_institution (EquateRulesetBuilder *builder, guint32 index)
{
  const EquateCatalog *catalog = builder->catalogs->pdata[index];
  const char *english = equate_text_get (&catalog->name, "en");
  EquateCompiledInstitution institution = {
    .id = equate_string_pool_add (builder->pool, catalog->institution.text),
    .name = equate_string_pool_add (builder->pool, english),
    .native_name
    = equate_string_pool_add (builder->pool, get_native_name (&catalog->name, english)),
    .country = equate_string_pool_add (builder->pool, catalog->country.text),
    .credit_unit = equate_string_pool_add (builder->pool, catalog->credit_unit.text),
    .scale = find_scale (builder, &catalog->grading),
    .courses = { builder->courses->len, 0 },
    .programmes = { builder->programmes->len, 0 },
    .slots = make_slots (builder, catalog),
    .file = equate_builder_place (builder, catalog->span).file,
  };
  compile_courses (builder, catalog, index, institution.slots);
  institution.courses.count = builder->courses->len - institution.courses.first;
  add_catalog_credits (builder, institution.courses);
  g_array_append_val (builder->institutions, institution);
  add_aliases (builder, catalog, index);
  compile_programmes (builder, catalog, index);
  g_array_index (builder->institutions, EquateCompiledInstitution, index).programmes.count
      = builder->programmes->len - institution.programmes.first;
}

static int
compare_catalogs (gconstpointer a, gconstpointer b)
{
  const EquateCatalog *left = *(const EquateCatalog *const *) a;
  const EquateCatalog *right = *(const EquateCatalog *const *) b;
  return strcmp (left->institution.text, right->institution.text);
}

void
equate_compile_catalogs (EquateRulesetBuilder *builder)
{
  const GPtrArray *catalogs = equate_workspace_get_catalogs (builder->workspace);
  for (guint i = 0; i < catalogs->len; i++)
    g_ptr_array_add (builder->catalogs, catalogs->pdata[i]);
  g_ptr_array_sort (builder->catalogs, compare_catalogs);
  for (guint32 i = 0; i < builder->catalogs->len; i++)
    compile_institution (builder, i);
}
