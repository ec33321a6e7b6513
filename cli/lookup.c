/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "lookup.h"

#include <string.h>

#include "base/code-key.h"
#include "base/suggest.h"
#include "refusal.h"

#define MAX_NEAREST 3u

static gboolean
check_text (const char *text, GError **error)
{
  return g_utf8_validate (text, -1, NULL)
         || equate_refuse (error, EQUATE_DIAGNOSTIC_ENCODING, NULL, "`%s` is not UTF-8", text);
}

gboolean
equate_lookup_institution (const EquateRuleset *ruleset, const char *id, guint32 *institution,
                           GError **error)
{
  if (!check_text (id, error))
    return FALSE;
  *institution = equate_ruleset_find_institution (ruleset, id);
  return *institution != EQUATE_NO_INDEX
         || equate_refuse (error, EQUATE_DIAGNOSTIC_UNKNOWN_INSTITUTION,
                           equate_ruleset_suggest_institution (ruleset, id),
                           "unknown institution `%s`", id);
}

gboolean
equate_lookup_programme (const EquateRuleset *ruleset, guint32 institution, const char *id,
                         GError **error)
{
  const EquateCompiledInstitution *target = &ruleset->institutions[institution];
  g_autoptr (EquateSuggest) suggest = NULL;

  if (!check_text (id, error))
    return FALSE;
  if (equate_ruleset_find_programme (ruleset, institution, id) != EQUATE_NO_INDEX)
    return TRUE;
  suggest = equate_suggest_new (id, 1);
  for (guint32 i = 0; i < target->programmes.count; i++)
    equate_suggest_offer (
        suggest,
        equate_ruleset_text (ruleset, ruleset->programmes[target->programmes.first + i].id), NULL);
  return equate_refuse (
      error, EQUATE_DIAGNOSTIC_UNKNOWN_PROGRAMME,
      equate_suggest_get_length (suggest) > 0 ? equate_suggest_get (suggest, 0, NULL) : NULL,
      "unknown programme `%s` at %s", id, equate_ruleset_text (ruleset, target->id));
}

static gboolean
refuse_course (const EquateRuleset *ruleset, guint32 institution, const char *code, GError **error)
{
  const EquateCompiledInstitution *place = &ruleset->institutions[institution];
  guint32 courses[MAX_NEAREST];
  guint n = equate_ruleset_suggest_courses (ruleset, institution, code, MAX_NEAREST, courses);
  g_autoptr (GString) nearest = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      guint32 edition = ruleset->courses[courses[i]].editions.first;

      if (i > 0)
        g_string_append (nearest, "`, `");
      g_string_append_printf (nearest, "%s %s",
                              equate_ruleset_text (ruleset, ruleset->courses[courses[i]].code),
                              equate_ruleset_get_title (ruleset, edition));
    }
  return equate_refuse (error, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE, n > 0 ? nearest->str : NULL,
                        "unknown course `%s` at %s", code,
                        equate_ruleset_text (ruleset, place->id));
}

static gboolean
add_course (const EquateRuleset *ruleset, const char *code, EquatePlaceName *place, GError **error)
{
  g_autofree char *key = equate_code_key_dup (code);
  guint32 course = equate_ruleset_find_course (ruleset, place->institution, key);

  if (course == EQUATE_NO_INDEX)
    return refuse_course (ruleset, place->institution, code, error);
  for (guint i = 0; i < place->courses->len; i++)
    if (g_array_index (place->courses, guint32, i) == course)
      return TRUE;
  g_array_append_val (place->courses, course);
  return TRUE;
}

gboolean
equate_lookup_place (const EquateRuleset *ruleset, const char *text, EquatePlaceName *place,
                     GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *id = g_strndup (text, colon ? (gsize) (colon - text) : strlen (text));
  g_auto (GStrv) codes = NULL;

  *place = (EquatePlaceName){ EQUATE_NO_INDEX, g_array_new (FALSE, FALSE, sizeof (guint32)) };
  if (!check_text (text, error))
    return FALSE;
  if (g_str_equal (text, "any"))
    return TRUE;
  if (!equate_lookup_institution (ruleset, id, &place->institution, error))
    return FALSE;
  if (!colon)
    return TRUE;
  codes = g_strsplit (colon + 1, ",", -1);
  for (guint i = 0; codes[i]; i++)
    if (!add_course (ruleset, codes[i], place, error))
      return FALSE;
  return place->courses->len > 0
         || equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "`%s` names no course", text);
}

void
equate_place_name_clear (EquatePlaceName *place)
{
  g_clear_pointer (&place->courses, g_array_unref);
}
