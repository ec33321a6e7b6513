/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "lookup.h"
#include "options.h"
#include "refusal.h"
#include "session.h"
#include "terminal.h"
#include "write/safe-text.h"

/* What is asked: a grade at one institution, and where it goes. */
typedef struct
{
  const EquateRuleset *ruleset;
  const char *grade;
  guint32 from;
  guint32 to;
  EquateDate on;
} Question;

static const char *
get_scale_id (const Question *question, guint32 scale)
{
  return equate_scale_edition_get_scale (
             equate_gradebook_get_edition (question->ruleset->gradebook, scale, 0))
      ->id.text;
}

static const char *
get_id (const Question *question, guint32 institution)
{
  return equate_ruleset_text (question->ruleset, question->ruleset->institutions[institution].id);
}

/* The only conversion from the one scale to the other; EQUATE_NO_INDEX with error set. */
static guint32
find_only (const Question *question, GError **error)
{
  const EquateRuleset *ruleset = question->ruleset;
  guint32 from = ruleset->institutions[question->from].scale;
  guint32 to = ruleset->institutions[question->to].scale;
  guint32 found = EQUATE_NO_INDEX;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_found = 0;

  for (guint32 i = 0; i < equate_gradebook_get_n_conversions (ruleset->gradebook); i++)
    if (equate_gradebook_get_from (ruleset->gradebook, i) == from
        && equate_gradebook_get_to (ruleset->gradebook, i) == to)
      {
        g_string_append_printf (names, "%s%s", n_found++ > 0 ? ", " : "",
                                equate_gradebook_get_conversion (ruleset->gradebook, i)->id.text);
        found = i;
      }
  if (n_found == 1)
    return found;
  equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "no agreement from %s to %s decides and %s%s",
                 get_id (question, question->from), get_id (question, question->to),
                 n_found == 0 ? "no conversion leads from the one scale to the other"
                              : "several conversions fit; choose one with --conversion: ",
                 names->str);
  return EQUATE_NO_INDEX;
}

static guint32
find_conversion (const Question *question, const EquateCall *call, GError **error)
{
  const EquateRuleset *ruleset = question->ruleset;
  const char *named = call->values[EQUATE_OPTION_CONVERSION];
  guint32 agreement, found;

  if (named)
    {
      found = equate_gradebook_find_conversion (ruleset->gradebook, named);
      if (found == EQUATE_NO_INDEX)
        equate_refuse (error, EQUATE_DIAGNOSTIC_UNKNOWN_CONVERSION,
                       g_utf8_validate (named, -1, NULL)
                           ? equate_gradebook_suggest_conversion (ruleset->gradebook, named)
                           : NULL,
                       "unknown conversion `%s`", named);
      return found;
    }
  agreement = equate_ruleset_find_agreement (ruleset, question->from, question->to,
                                             call->values[EQUATE_OPTION_PROGRAMME], question->on);
  if (agreement != EQUATE_NO_INDEX && ruleset->agreements[agreement].conversion != EQUATE_NO_INDEX)
    return ruleset->agreements[agreement].conversion;
  return find_only (question, error);
}

static EquateExit
answer (const Question *question, guint32 conversion, GError **error)
{
  const EquateGradebook *book = question->ruleset->gradebook;
  guint32 from = equate_gradebook_get_from (book, conversion);
  const EquateScaleEdition *scale = equate_gradebook_get_scale (book, from, question->on, NULL);
  EquateMark mark = equate_scale_read (scale, question->grade);
  g_autoptr (EquateArena) arena = equate_arena_new ();
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  EquateConverted converted;
  const char *grade;

  if (mark.kind != EQUATE_MARK_GRADE)
    {
      equate_refuse (error, EQUATE_DIAGNOSTIC_UNKNOWN_GRADE, NULL,
                     mark.kind == EQUATE_MARK_UNKNOWN ? "the scale %s has no grade `%s`"
                                                      : "on the scale %s, `%s` carries no mark",
                     get_scale_id (question, from), question->grade);
      return EQUATE_EXIT_WRONG;
    }
  converted = equate_gradebook_convert (book, conversion, &mark, question->on, question->on);
  grade = equate_mark_format (&converted.mark, arena);
  equate_text_append_safe (text, question->grade, -1);
  g_string_append_printf (text, " on %s is %s on %s\n", get_scale_id (question, from),
                          grade ? grade : "no grade",
                          get_scale_id (question, equate_gradebook_get_to (book, conversion)));
  g_string_append_printf (text, "conversion %s (%s%s)\n",
                          equate_gradebook_get_conversion (book, conversion)->id.text,
                          converted.method ? converted.method : "nothing applies",
                          converted.fallback ? ", the fallback" : "");
  equate_gradebook_explain (book, conversion, &mark, question->on, question->on, steps);
  for (guint i = 0; i < steps->len; i++)
    {
      g_string_append (text, "  ");
      equate_text_append_safe (text, g_ptr_array_index (steps, i), -1);
      g_string_append_c (text, '\n');
    }
  if (!equate_print (text, error))
    return EQUATE_EXIT_FAILED;
  return grade ? EQUATE_EXIT_DONE : EQUATE_EXIT_FINDINGS;
}

EquateExit
equate_command_grade (const EquateCall *call, GError **error)
{
  const char *source = g_ptr_array_index (call->arguments, 0);
  const char *colon = strchr (source, ':');
  g_autofree char *id = g_strndup (source, strcspn (source, ":"));
  g_auto (EquateSession) session = { 0 };
  Question question = { .grade = colon ? colon + 1 : NULL };
  const char *programme = call->values[EQUATE_OPTION_PROGRAMME];
  guint32 conversion;

  if (!colon || colon[1] == '\0' || !g_utf8_validate (source, -1, NULL))
    {
      equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "`%s` is not INST:GRADE", source);
      return EQUATE_EXIT_WRONG;
    }
  if (!equate_call_get_date (call, &question.on, error)
      || !equate_session_require (&session, call, error))
    return EQUATE_EXIT_WRONG;
  question.ruleset = session.ruleset;
  if (!equate_lookup_institution (session.ruleset, id, &question.from, error)
      || !equate_lookup_institution (session.ruleset, g_ptr_array_index (call->arguments, 1),
                                     &question.to, error)
      || (programme && !equate_lookup_programme (session.ruleset, question.to, programme, error)))
    return EQUATE_EXIT_WRONG;
  conversion = find_conversion (&question, call, error);
  return conversion == EQUATE_NO_INDEX ? EQUATE_EXIT_WRONG : answer (&question, conversion, error);
}
