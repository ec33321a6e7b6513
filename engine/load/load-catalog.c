/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "base/suggest.h"
#include "load/fields.h"
#include "load/load.h"
#include "load/tables.h"

/* Looking for the nearest of many codes takes its time; further faults come without help. */
#define MAX_SUGGESTIONS 20

static void decode_identifiers (EquateDecoder *decoder, gpointer field);
static void decode_country (EquateDecoder *decoder, gpointer field);
static void decode_field_of_study (EquateDecoder *decoder, gpointer field);
static void decode_plan_item (EquateDecoder *decoder, gpointer field);

#define COURSE(member) G_STRUCT_OFFSET (EquateCourse, member)

static const EquateField course_fields[] = {
  { "code", EQUATE_FIELD_CODE, COURSE (code), EQUATE_FIELD_REQUIRED },
  { "title", EQUATE_FIELD_L10N, COURSE (title), EQUATE_FIELD_REQUIRED },
  { "credits", EQUATE_FIELD_CREDITS, COURSE (credits) },
  { "hours", EQUATE_FIELD_POINTER, COURSE (hours), .detail = &equate_hours_type },
  { "level", EQUATE_FIELD_CHOICE, COURSE (level), .detail = equate_level_choices },
  { "isced", EQUATE_FIELD_CUSTOM, COURSE (isced), .decode = decode_field_of_study,
    .shape = "isced" },
  { "semester", EQUATE_FIELD_CUSTOM, COURSE (semester), .decode = equate_load_positive,
    .shape = "positive" },
  { "language", EQUATE_FIELD_TEXT, COURSE (languages), EQUATE_FIELD_ONE_OR_LIST },
  { "valid", EQUATE_FIELD_PERIOD, COURSE (valid) },
  { "aliases", EQUATE_FIELD_CODE, COURSE (aliases), EQUATE_FIELD_IS_LIST },
  { "tags", EQUATE_FIELD_TEXT, COURSE (tags), EQUATE_FIELD_IS_LIST },
  { "prerequisites", EQUATE_FIELD_CODE, COURSE (prerequisites), EQUATE_FIELD_IS_LIST },
  { "outcomes", EQUATE_FIELD_TEXT, COURSE (outcomes), EQUATE_FIELD_IS_LIST },
  { "source", EQUATE_FIELD_TEXT, COURSE (source) },
};

EQUATE_RECORD_TYPE (course_type, "course", EquateCourse, course_fields);

#define PLAN(member) G_STRUCT_OFFSET (EquatePlanItem, member)

static const EquateField plan_fields[] = {
  { "semester", EQUATE_FIELD_CUSTOM, PLAN (semester), .decode = equate_load_positive,
    .shape = "positive" },
  { "courses", EQUATE_FIELD_CODE, PLAN (courses), EQUATE_FIELD_IS_LIST },
  { "elective", EQUATE_FIELD_TEXT, PLAN (elective) },
  { "credits", EQUATE_FIELD_CREDITS, PLAN (credits) },
};

EQUATE_RECORD_TYPE (plan_type, "line of a plan", EquatePlanItem, plan_fields);

#define PROGRAMME(member) G_STRUCT_OFFSET (EquateProgramme, member)

static const EquateField programme_fields[] = {
  { "id", EQUATE_FIELD_ID, PROGRAMME (id), EQUATE_FIELD_REQUIRED },
  { "title", EQUATE_FIELD_L10N, PROGRAMME (title) },
  { "level", EQUATE_FIELD_CHOICE, PROGRAMME (level), .detail = equate_level_choices },
  { "credits", EQUATE_FIELD_CREDITS, PROGRAMME (credits) },
  { "years", EQUATE_FIELD_CREDITS, PROGRAMME (years) },
  { "plan", EQUATE_FIELD_CUSTOM, PROGRAMME (plan), EQUATE_FIELD_IS_LIST, .decode = decode_plan_item,
    .shape = "record", .detail = &plan_type, .item_size = sizeof (EquatePlanItem) },
};

EQUATE_RECORD_TYPE (programme_type, "programme", EquateProgramme, programme_fields);

#define CATALOG(member) G_STRUCT_OFFSET (EquateCatalog, member)

static const EquateField catalog_fields[] = {
  { "institution", EQUATE_FIELD_ID, CATALOG (institution), EQUATE_FIELD_REQUIRED },
  { "name", EQUATE_FIELD_L10N, CATALOG (name), EQUATE_FIELD_REQUIRED },
  { "country", EQUATE_FIELD_CUSTOM, CATALOG (country), EQUATE_FIELD_REQUIRED,
    .decode = decode_country, .shape = "country" },
  { "identifiers", EQUATE_FIELD_CUSTOM, CATALOG (identifiers), .decode = decode_identifiers,
    .shape = "texts-by-key" },
  { "credit-unit", EQUATE_FIELD_NAME, CATALOG (credit_unit), EQUATE_FIELD_REQUIRED },
  { "grading", EQUATE_FIELD_ID, CATALOG (grading), EQUATE_FIELD_REQUIRED },
  { "courses", EQUATE_FIELD_RECORD, CATALOG (courses), EQUATE_FIELD_REQUIRED | EQUATE_FIELD_IS_LIST,
    .detail = &course_type },
  { "programmes", EQUATE_FIELD_RECORD, CATALOG (programmes), EQUATE_FIELD_IS_LIST,
    .detail = &programme_type },
  { "status", EQUATE_FIELD_CHOICE, CATALOG (status), .detail = equate_status_choices },
  { "note", EQUATE_FIELD_TEXT, CATALOG (note) },
  { "source", EQUATE_FIELD_TEXT, CATALOG (source) },
};

EQUATE_RECORD_TYPE (catalog_type, "catalog", EquateCatalog, catalog_fields);

const EquateRecordType *const equate_catalog_table = &catalog_type;

/* --- Fields --- */

static void
decode_identifier (EquateDecoder *decoder, const EquateName *key, gpointer item)
{
  EquatePair *pair = item;

  pair->key = key->text;
  equate_decode_value (decoder, EQUATE_FIELD_TEXT, NULL, &pair->value);
}

static void
decode_identifiers (EquateDecoder *decoder, gpointer field)
{
  equate_decode_mapping (decoder, sizeof (EquatePair), decode_identifier, field);
}

static void
decode_country (EquateDecoder *decoder, gpointer field)
{
  EquateName *country = field;

  if (!equate_decode_value (decoder, EQUATE_FIELD_NAME, NULL, country))
    return;
  if (strlen (country->text) == 2 && g_ascii_isupper (country->text[0])
      && g_ascii_isupper (country->text[1]))
    return;

  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      equate_decoder_get_diagnostics (decoder), EQUATE_DIAGNOSTIC_BAD_CHOICE, country->span,
      "`%s` is not a country's code", country->text);

  equate_diagnostic_set_help (diagnostic, "ISO 3166-1 has two capital letters, such as PL or CN");
}

static void
decode_field_of_study (EquateDecoder *decoder, gpointer field)
{
  equate_load_isced (decoder, 2, field);
}

static void
decode_plan_item (EquateDecoder *decoder, gpointer field)
{
  EquateDiagnosticList *diagnostics = equate_decoder_get_diagnostics (decoder);
  EquatePlanItem *item = field;

  if (!equate_decode_record (decoder, &plan_type, item))
    return;
  if (item->courses.length == 0 && !item->elective)
    equate_diagnostic_set_label (
        equate_diagnostic_list_add (
            diagnostics, EQUATE_DIAGNOSTIC_MISSING_KEY, item->span,
            "a line of a plan needs `courses`, or `elective` with `credits`"),
        "nothing is planned here");
  else if (item->elective && item->credits == EQUATE_DECIMAL_NONE)
    equate_diagnostic_set_label (
        equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_MISSING_KEY, item->span,
                                    "an elective of a plan needs `credits`"),
        "`credits` is missing");
  else if (item->courses.length > 0 && (item->elective || item->credits != EQUATE_DECIMAL_NONE))
    equate_diagnostic_set_help (
        equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_WRONG_SHAPE, item->span,
                                    "a line of a plan has either `courses`, or `elective` with "
                                    "`credits`"),
        "courses have the credits of the catalog; write electives in a line of their own");
}

/* --- Courses among one another --- */

static void
report_editions (EquateDecoder *decoder, const EquateCourse *a, const EquateCourse *b)
{
  const EquateCourse *first = a->code.span.offset < b->code.span.offset ? a : b;
  const EquateCourse *again = first == a ? b : a;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      equate_decoder_get_diagnostics (decoder), EQUATE_DIAGNOSTIC_DUPLICATE_COURSE,
      again->code.span, "the course `%s` stands twice for the same days", again->code.text);

  equate_diagnostic_set_label (diagnostic, "first in line %u", equate_load_line (first->code.span));
  equate_diagnostic_set_help (diagnostic,
                              "leave one of them out, or end the earlier edition with `valid`");
}

static gint
compare_editions (gconstpointer a, gconstpointer b)
{
  const EquateCourse *left = *(const EquateCourse *const *) a;
  const EquateCourse *right = *(const EquateCourse *const *) b;
  gint order = strcmp (left->code.key, right->code.key);

  if (order != 0)
    return order;
  if (left->valid.from != right->valid.from)
    return left->valid.from < right->valid.from ? -1 : 1;
  return left->code.span.offset < right->code.span.offset ? -1 : 1;
}

/* Sorted by their beginnings, an edition overlaps an earlier one if it does the longest of them. */
static void
check_editions (EquateDecoder *decoder, GPtrArray *editions)
{
  const EquateCourse *longest = NULL;

  g_ptr_array_sort (editions, compare_editions);
  for (guint i = 0; i < editions->len; i++)
    {
      const EquateCourse *course = g_ptr_array_index (editions, i);

      if (!longest || strcmp (longest->code.key, course->code.key) != 0)
        {
          longest = course;
          continue;
        }
      if (equate_periods_overlap (longest->valid, course->valid))
        report_editions (decoder, longest, course);
      if (longest->valid.until != 0
          && (course->valid.until == 0 || course->valid.until > longest->valid.until))
        longest = course;
    }
}

static void
index_codes (EquateDecoder *decoder, const EquateCatalog *catalog, GHashTable *index)
{
  g_autoptr (GHashTable) several = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();

  for (guint i = 0; i < catalog->courses.length; i++)
    {
      EquateCourse *course = equate_list_index (catalog->courses, EquateCourse, i);
      EquateCourse *first = g_hash_table_lookup (index, course->code.key);

      if (!first)
        {
          g_hash_table_insert (index, (gpointer) course->code.key, course);
          continue;
        }
      if (g_hash_table_add (several, (gpointer) course->code.key))
        g_ptr_array_add (editions, first);
      g_ptr_array_add (editions, course);
    }
  check_editions (decoder, editions);
}

/* The editions of a course may share their aliases. */
static void
index_alias (EquateDecoder *decoder, EquateCourse *course, EquateCode *alias, GHashTable *index)
{
  const EquateCourse *other = g_hash_table_lookup (index, alias->key);

  if (!other)
    {
      g_hash_table_insert (index, (gpointer) alias->key, course);
      return;
    }
  if (strcmp (other->code.key, course->code.key) == 0)
    return;

  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      equate_decoder_get_diagnostics (decoder), EQUATE_DIAGNOSTIC_DUPLICATE_COURSE, alias->span,
      "the alias `%s` of `%s` stands for another course as well", alias->text, course->code.text);

  equate_diagnostic_set_label (diagnostic, "`%s` in line %u", other->code.text,
                               equate_load_line (other->code.span));
  equate_diagnostic_set_help (diagnostic, "a former code belongs to one course: delete it here, or "
                                          "there");
}

/* Borrows the keys; aliases lead to their courses. */
static GHashTable *
index_courses (EquateDecoder *decoder, const EquateCatalog *catalog)
{
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);

  index_codes (decoder, catalog, index);
  for (guint i = 0; i < catalog->courses.length; i++)
    {
      EquateCourse *course = equate_list_index (catalog->courses, EquateCourse, i);

      for (guint j = 0; j < course->aliases.length; j++)
        index_alias (decoder, course, equate_list_index (course->aliases, EquateCode, j), index);
    }
  return g_steal_pointer (&index);
}

/* --- Plans --- */

static void
suggest_course (EquateDiagnostic *diagnostic, const EquateCatalog *catalog, const EquateCode *code)
{
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (code->text, 1);
  gconstpointer nearest = NULL;

  for (guint i = 0; i < catalog->courses.length; i++)
    {
      const EquateCourse *course = equate_list_index (catalog->courses, EquateCourse, i);

      equate_suggest_offer (suggest, course->code.text, course);
    }
  if (equate_suggest_get_length (suggest) == 0)
    return;
  equate_suggest_get (suggest, 0, &nearest);

  const EquateCourse *course = nearest;
  const char *title = equate_text_get (&course->title, NULL);
  char credits[EQUATE_DECIMAL_BUFFER];

  if (course->credits == EQUATE_DECIMAL_NONE)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s` %s?", course->code.text, title);
  else
    equate_diagnostic_set_help (diagnostic, "did you mean `%s` %s (%s credits)?", course->code.text,
                                title, equate_decimal_format (course->credits, credits));
}

static void
check_plan_item (EquateDecoder *decoder, const EquateCatalog *catalog, const EquatePlanItem *item,
                 GHashTable *index, guint *n_suggestions)
{
  for (guint i = 0; i < item->courses.length; i++)
    {
      const EquateCode *code = equate_list_index (item->courses, EquateCode, i);

      if (g_hash_table_contains (index, code->key))
        continue;

      EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
          equate_decoder_get_diagnostics (decoder), EQUATE_DIAGNOSTIC_UNKNOWN_COURSE, code->span,
          "unknown course `%s` at %s", code->text, catalog->institution.text);

      equate_diagnostic_set_label (diagnostic, "not in %s",
                                   equate_source_get_name (code->span.source));
      if ((*n_suggestions)++ < MAX_SUGGESTIONS)
        suggest_course (diagnostic, catalog, code);
    }
}

static void
check_plans (EquateDecoder *decoder, const EquateCatalog *catalog, GHashTable *index)
{
  guint n_suggestions = 0;

  for (guint i = 0; i < catalog->programmes.length; i++)
    {
      const EquateProgramme *programme
          = equate_list_index (catalog->programmes, EquateProgramme, i);

      for (guint j = 0; j < programme->plan.length; j++)
        check_plan_item (decoder, catalog, equate_list_index (programme->plan, EquatePlanItem, j),
                         index, &n_suggestions);
    }
}

/**
 * equate_load_catalog:
 * @decoder: (transfer none): behind the kind of the document
 *
 * Reads the rest of a catalog with the checks that need no other document.
 *
 * Returns: (transfer none): the catalog, in the decoder's arena
 *
 * Since: 0.1
 */
EquateCatalog *
equate_load_catalog (EquateDecoder *decoder)
{
  EquateCatalog *catalog = equate_arena_new0 (equate_decoder_get_arena (decoder), EquateCatalog);
  gboolean whole = equate_decode_document (decoder, &catalog_type, catalog);
  g_autoptr (GHashTable) index = index_courses (decoder, catalog);

  equate_load_check_ids (decoder, &catalog->programmes, sizeof (EquateProgramme), PROGRAMME (id),
                         "programme");
  /* A course with a fault of its own is not in the list; a plan that names it is not wrong. */
  if (whole)
    check_plans (decoder, catalog, index);
  return catalog;
}
