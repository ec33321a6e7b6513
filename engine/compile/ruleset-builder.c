/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-builder.h"

#include "base/suggest.h"
#include "compile/course-lookup.h"

#include <string.h>

/* Rules that stand together are alike; a longer search would cost more than a record that stands
 * twice. */
#define MOST_COMPARED 16u

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
  return equate_code_slots_find (
      (const EquateCodeSlot *) (gpointer) builder->code_slots->data,
      g_array_index (builder->institutions, EquateCompiledInstitution, institution).slots,
      equate_string_pool_get (builder->pool, 0), key);
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

EquateRange
equate_builder_texts (EquateRulesetBuilder *builder, const EquateList *texts)
{
  EquateRange range = { texts->length > 0 ? builder->string_lists->len : 0, texts->length };
  for (guint i = 0; i < texts->length; i++)
    {
      EquateString text
          = equate_string_pool_add (builder->pool, *equate_list_index (*texts, const char *, i));
      g_array_append_val (builder->string_lists, text);
    }
  return range;
}

EquateRange
equate_builder_names (EquateRulesetBuilder *builder, const EquateList *names)
{
  EquateRange range = { names->length > 0 ? builder->string_lists->len : 0, names->length };
  for (guint i = 0; i < names->length; i++)
    {
      EquateString text
          = equate_string_pool_add (builder->pool, equate_list_index (*names, EquateName, i)->text);
      g_array_append_val (builder->string_lists, text);
    }
  return range;
}

guint32
equate_builder_hours (EquateRulesetBuilder *builder, const EquateHours *hours)
{
  if (hours == NULL)
    return EQUATE_NO_INDEX;
  g_array_append_vals (builder->hours, hours->kinds, 1);
  return builder->hours->len - 1;
}

guint32
equate_builder_add_once (GArray *array, guint32 first, gconstpointer record)
{
  gsize size = g_array_get_element_size (array);
  guint32 least = array->len - first > MOST_COMPARED ? array->len - MOST_COMPARED : first;
  for (guint32 i = array->len; i > least; i--)
    if (memcmp (array->data + (i - 1) * size, record, size) == 0)
      return i - 1;
  g_array_append_vals (array, record, 1);
  return array->len - 1;
}

/* Records mostly stand behind one another: each line is counted from the one before. */
EquatePlace
equate_builder_place (EquateRulesetBuilder *builder, EquateSpan span)
{
  EquateLineCursor *cursor = &builder->cursor;
  if (span.source == NULL)
    return (EquatePlace){ 0, 0 };
  if (cursor->source != span.source)
    cursor->place.file
        = equate_string_pool_add (builder->pool, equate_source_get_name (span.source));
  if (cursor->source != span.source || cursor->offset > span.offset)
    {
      cursor->offset = 0;
      cursor->place.line = 1;
    }
  cursor->place.line += equate_source_count_lines (span.source, cursor->offset, span.offset);
  cursor->source = span.source;
  cursor->offset = span.offset;
  return cursor->place;
}
