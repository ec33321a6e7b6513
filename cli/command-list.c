/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "base/suggest.h"
#include "listing.h"
#include "lookup.h"
#include "options.h"
#include "refusal.h"
#include "session.h"
#include "terminal.h"
#include "write/requirement-text.h"

/* A listing in the making. */
typedef struct
{
  const EquateSession *session; /* borrowed */
  EquateListing *listing;       /* borrowed */
  GString *cell;                /* owned: the cell that is put together */
} List;

static void
add_text (List *list, EquateString text)
{
  equate_listing_add (list->listing, equate_ruleset_text (list->session->ruleset, text));
}

static void
add_cell (List *list)
{
  equate_listing_add (list->listing, list->cell->str);
  g_string_truncate (list->cell, 0);
}

static void
add_decimal (List *list, EquateDecimal value)
{
  char buffer[EQUATE_DECIMAL_BUFFER];

  equate_listing_add (list->listing,
                      value == EQUATE_DECIMAL_NONE ? NULL : equate_decimal_format (value, buffer));
}

static void
add_number (List *list, guint number)
{
  add_decimal (list, number * EQUATE_DECIMAL_ONE);
}

static void
add_period (List *list, EquatePeriod period)
{
  equate_period_append_text (period, list->cell);
  add_cell (list);
}

static void
add_place (List *list, EquateString file, guint line)
{
  g_string_append_printf (list->cell, "%s:%u",
                          equate_ruleset_text (list->session->ruleset, file), line);
  add_cell (list);
}

static void
add_scale_id (List *list, guint32 scale)
{
  const EquateGradebook *book = list->session->ruleset->gradebook;

  equate_listing_add (list->listing, scale == EQUATE_NO_INDEX
                                         ? NULL
                                         : equate_scale_edition_get_scale (
                                               equate_gradebook_get_edition (book, scale, 0))
                                               ->id.text);
}

static void
add_span (List *list, EquateSpan span)
{
  g_string_append_printf (list->cell, "%s:%u", equate_source_get_name (span.source),
                          equate_source_get_position (span.source, span.offset).line);
  add_cell (list);
}

/* --- the lists --- */

static gboolean
list_institutions (List *list, const char *filter, GError **error)
{
  const EquateRuleset *ruleset = list->session->ruleset;

  for (guint32 i = 0; i < ruleset->n_institutions; i++)
    {
      const EquateCompiledInstitution *institution = &ruleset->institutions[i];

      add_text (list, institution->id);
      add_text (list, institution->name);
      add_text (list, institution->native_name);
      add_text (list, institution->country);
      add_text (list, institution->credit_unit);
      add_scale_id (list, institution->scale);
      add_number (list, institution->courses.count);
      for (guint32 j = 0; j < institution->programmes.count; j++)
        g_string_append_printf (
            list->cell, "%s%s", j > 0 ? ", " : "",
            equate_ruleset_text (ruleset,
                                 ruleset->programmes[institution->programmes.first + j].id));
      add_cell (list);
    }
  return TRUE;
}

static void
add_edition (List *list, const EquateCompiledCourse *course, const EquateCompiledEdition *edition)
{
  const EquateRuleset *ruleset = list->session->ruleset;
  const EquateCompiledInstitution *institution = &ruleset->institutions[course->institution];

  add_text (list, institution->id);
  add_text (list, course->code);
  equate_string_list_append_text (ruleset, edition->titles, " / ", list->cell);
  add_cell (list);
  add_decimal (list, edition->credits);
  add_text (list, institution->credit_unit);
  equate_listing_add (list->listing, equate_choice_get_text (equate_level_choices, edition->level));
  add_period (list, edition->valid);
}

/* The filter of courses names their institution; what is left of it goes to the rows. */
static gboolean
list_courses (List *list, const char *filter, GError **error)
{
  const EquateRuleset *ruleset = list->session->ruleset;
  guint32 institution = EQUATE_NO_INDEX;

  if (filter)
    {
      g_autofree char *id = g_strndup (filter, strcspn (filter, ":"));

      if (!equate_lookup_institution (ruleset, id, &institution, error))
        return FALSE;
    }
  for (guint32 i = 0; i < ruleset->n_courses; i++)
    {
      const EquateCompiledCourse *course = &ruleset->courses[i];

      if (institution != EQUATE_NO_INDEX && course->institution != institution)
        continue;
      for (guint32 j = 0; j < course->editions.count; j++)
        add_edition (list, course, &ruleset->editions[course->editions.first + j]);
    }
  return TRUE;
}

static gboolean
list_agreements (List *list, const char *filter, GError **error)
{
  const EquateRuleset *ruleset = list->session->ruleset;

  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    {
      const EquateCompiledAgreement *agreement = &ruleset->agreements[i];

      add_text (list, agreement->id);
      for (guint32 j = 0; j < agreement->from.count; j++)
        {
          guint32 from = ruleset->index_lists[agreement->from.first + j];

          g_string_append_printf (list->cell, "%s%s", j > 0 ? ", " : "",
                                  equate_ruleset_text (ruleset, ruleset->institutions[from].id));
        }
      add_cell (list);
      add_text (list,
                agreement->to == EQUATE_NO_INDEX ? 0 : ruleset->institutions[agreement->to].id);
      equate_listing_add (list->listing,
                          equate_choice_get_text (equate_status_choices, agreement->status));
      add_period (list, agreement->valid);
      equate_string_list_append_text (ruleset, agreement->programmes, ", ", list->cell);
      add_cell (list);
      add_number (list, agreement->rules.count);
      add_place (list, agreement->place.file, agreement->place.line);
    }
  return TRUE;
}

static void
append_denial (const EquateRuleset *ruleset, const EquateCompiledRule *rule, GString *out)
{
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
  for (guint32 i = 0; i < terms->deny.count; i++)
    {
      if (i > 0)
        g_string_append (out, " or ");
      equate_requirement_append_text (ruleset, terms->deny.first + i, out);
    }
}

/* note: what the origin is said to be beside its name. */
static void
add_rule (List *list, EquateString agreement, const EquateCompiledRule *rule, EquateString origin,
          const char *note)
{
  const EquateRuleset *ruleset = list->session->ruleset;
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];

  add_text (list, agreement);
  add_text (list, rule->id);
  if (rule->take != EQUATE_NO_INDEX)
    equate_requirement_append_text (ruleset, rule->take, list->cell);
  else
    append_denial (ruleset, rule, list->cell);
  add_cell (list);
  if (rule->give != EQUATE_NO_INDEX)
    equate_give_append_text (ruleset, rule->give, list->cell);
  else
    g_string_append (list->cell, "denied");
  add_cell (list);
  g_string_append_printf (list->cell, "%d", terms->priority);
  add_cell (list);
  g_string_append_printf (list->cell, "%s%s", equate_ruleset_text (ruleset, origin), note);
  add_cell (list);
  add_place (list, terms->file, rule->line);
}

static const EquateCompiledRule *
find_rule (const EquateRuleset *ruleset, EquateString agreement, EquateString id)
{
  for (guint32 i = 0; i < ruleset->n_rules; i++)
    if (strcmp (equate_ruleset_text (ruleset, ruleset->rules[i].id),
                equate_ruleset_text (ruleset, id))
            == 0
        && ruleset->agreements[equate_ruleset_get_terms (ruleset, i)->agreement].id == agreement)
      return &ruleset->rules[i];
  return NULL;
}

static void
add_replaced (List *list, const EquateCompiledAgreement *agreement)
{
  const EquateRuleset *ruleset = list->session->ruleset;
  const EquateString *pair = ruleset->string_lists + agreement->replaced.first;

  for (guint32 i = 0; i < agreement->replaced.count; i += 2)
    {
      const EquateCompiledRule *rule = find_rule (ruleset, pair[i + 1], pair[i]);

      if (rule)
        add_rule (list, agreement->id, rule, pair[i + 1], " (replaced)");
    }
}

static gboolean
list_rules (List *list, const char *filter, GError **error)
{
  const EquateRuleset *ruleset = list->session->ruleset;

  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    {
      const EquateCompiledAgreement *agreement = &ruleset->agreements[i];

      for (guint32 j = 0; j < agreement->rules.count; j++)
        {
          const EquateCompiledRule *rule = &ruleset->rules[agreement->rules.first + j];
          const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];

          add_rule (list, agreement->id, rule, terms->origin, "");
        }
      add_replaced (list, agreement);
    }
  return TRUE;
}

static void
append_grades (const EquateScale *scale, GString *out)
{
  const EquateGrade *grades = scale->grades.items;
  char buffer[EQUATE_DECIMAL_BUFFER];

  if (scale->grades.length == 0)
    {
      g_string_append_printf (out, "%s to ", equate_decimal_format (scale->best, buffer));
      g_string_append_printf (out, "%s, ", equate_decimal_format (scale->worst, buffer));
      g_string_append_printf (out, "pass %s", equate_decimal_format (scale->pass, buffer));
    }
  for (guint i = 0; i < scale->grades.length; i++)
    g_string_append_printf (out, "%s%s%s", i > 0 ? ", " : "", grades[i].label.text,
                            grades[i].failed ? " (failed)" : "");
}

static gboolean
list_scales (List *list, const char *filter, GError **error)
{
  const EquateGradebook *book = list->session->ruleset->gradebook;

  for (guint32 i = 0; i < equate_gradebook_get_n_scales (book); i++)
    for (guint j = 0; j < equate_gradebook_get_n_editions (book, i); j++)
      {
        const EquateScale *scale
            = equate_scale_edition_get_scale (equate_gradebook_get_edition (book, i, j));

        equate_listing_add (list->listing, scale->id.text);
        append_grades (scale, list->cell);
        add_cell (list);
        add_period (list, scale->valid);
        equate_listing_add (list->listing, scale->standing);
        add_span (list, scale->span);
      }
  return TRUE;
}

static gboolean
list_conversions (List *list, const char *filter, GError **error)
{
  const EquateGradebook *book = list->session->ruleset->gradebook;

  for (guint32 i = 0; i < equate_gradebook_get_n_conversions (book); i++)
    {
      const EquateConversion *conversion = equate_gradebook_get_conversion (book, i);

      equate_listing_add (list->listing, conversion->id.text);
      equate_listing_add (list->listing, conversion->from.text);
      equate_listing_add (list->listing, conversion->to.text);
      equate_listing_add (list->listing,
                          equate_choice_get_text (equate_method_choices, conversion->method));
      equate_listing_add (list->listing, conversion->standing);
      add_span (list, conversion->span);
    }
  return TRUE;
}

/* --- the command --- */

typedef struct
{
  const char *name;
  guint right; /* columns flush right, as bits */
  const char *headings[9];
  gboolean (*fill) (List *list, const char *filter, GError **error);
} Kind;

static const Kind kinds[] = {
  { "institutions",
    1 << 6,
    { "institution", "name", "native-name", "country", "credit-unit", "grading", "courses",
      "programmes" },
    list_institutions },
  { "courses",
    1 << 3,
    { "institution", "code", "title", "credits", "unit", "level", "valid" },
    list_courses },
  { "agreements",
    1 << 6,
    { "agreement", "from", "to", "status", "valid", "programmes", "rules", "place" },
    list_agreements },
  { "rules",
    1 << 4,
    { "agreement", "rule", "take", "give", "priority", "origin", "place" },
    list_rules },
  { "scales", 0, { "scale", "grades", "valid", "standing", "place" }, list_scales },
  { "conversions",
    0,
    { "conversion", "from", "to", "method", "standing", "place" },
    list_conversions },
};

static const Kind *
find_kind (const char *name, GError **error)
{
  const char *names[G_N_ELEMENTS (kinds) + 1] = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      names[i] = kinds[i].name;
      if (g_str_equal (names[i], name))
        return &kinds[i];
    }
  equate_refuse (error, EQUATE_REFUSAL_CALL,
                 g_utf8_validate (name, -1, NULL) ? equate_suggest_nearest (name, names) : NULL,
                 "`list` knows no `%s`", name);
  return NULL;
}

EquateExit
equate_command_list (const EquateCall *call, GError **error)
{
  const Kind *kind = find_kind (g_ptr_array_index (call->arguments, 0), error);
  const char *filter = call->arguments->len > 1 ? g_ptr_array_index (call->arguments, 1) : NULL;
  g_auto (EquateSession) session = { 0 };
  g_autoptr (EquateListing) listing = NULL;
  g_autoptr (GString) cell = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *row_filter = filter;

  if (!kind)
    return EQUATE_EXIT_WRONG;
  if (filter && !g_utf8_validate (filter, -1, NULL))
    {
      equate_refuse (error, EQUATE_DIAGNOSTIC_ENCODING, NULL, "the filter is not UTF-8");
      return EQUATE_EXIT_WRONG;
    }
  if (!equate_session_require_ruleset (&session, call, error))
    return EQUATE_EXIT_WRONG;
  if (filter && kind->fill == list_courses)
    row_filter = strchr (filter, ':') ? strchr (filter, ':') + 1 : NULL;
  listing = equate_listing_new (kind->headings, kind->right, row_filter);
  if (!kind->fill (&(List){ &session, listing, cell }, filter, error))
    return EQUATE_EXIT_WRONG;
  equate_listing_append (listing, equate_call_get_choice (call, EQUATE_OPTION_FORMAT) == 1, text);
  if (!equate_print (text, error))
    return EQUATE_EXIT_FAILED;
  return equate_listing_get_length (listing) > 0 || !filter ? EQUATE_EXIT_DONE
                                                            : EQUATE_EXIT_FINDINGS;
}
