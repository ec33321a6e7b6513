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

/* The only conversion from the one scale to the other, none where they are the same. */
static gboolean
find_only (const Question *question, guint32 *conversion, GError **error)
{
  const EquateRuleset *ruleset = question->ruleset;
  guint32 from = ruleset->institutions[question->from].scale;
  guint32 to = ruleset->institutions[question->to].scale;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_found = 0;

  for (guint32 i = 0; i < equate_gradebook_get_n_conversions (ruleset->gradebook); i++)
    if (equate_gradebook_get_from (ruleset->gradebook, i) == from
        && equate_gradebook_get_to (ruleset->gradebook, i) == to)
      {
        g_string_append_printf (names, "%s%s", n_found++ > 0 ? ", " : "",
                                equate_gradebook_get_conversion (ruleset->gradebook, i)->id.text);
        *conversion = i;
      }
  if (n_found == 0)
    *conversion = EQUATE_NO_INDEX;
  if (n_found == 1 || (n_found == 0 && from == to && from != EQUATE_NO_INDEX))
    return TRUE;
  return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                        "no agreement from %s to %s that is in force names a conversion and %s%s",
                        get_id (question, question->from), get_id (question, question->to),
                        n_found == 0 ? "none leads from the one scale to the other"
                                     : "several fit; choose one with --conversion: ",
                        names->str);
}

static gboolean
find_conversion (const Question *question, const EquateCall *call, guint32 *conversion,
                 GError **error)
{
  const EquateRuleset *ruleset = question->ruleset;
  const char *named = call->values[EQUATE_OPTION_CONVERSION];
  guint32 agreement;

  if (named)
    {
      *conversion = equate_gradebook_find_conversion (ruleset->gradebook, named);
      return *conversion != EQUATE_NO_INDEX
             || equate_refuse (error, EQUATE_DIAGNOSTIC_UNKNOWN_CONVERSION,
                               g_utf8_validate (named, -1, NULL)
                                   ? equate_gradebook_suggest_conversion (ruleset->gradebook, named)
                                   : NULL,
                               "unknown conversion `%s`", named);
    }
  agreement = equate_ruleset_find_agreement (ruleset, question->from, question->to,
                                             call->values[EQUATE_OPTION_PROGRAMME], question->on);
  if (agreement == EQUATE_NO_INDEX || ruleset->agreements[agreement].conversion == EQUATE_NO_INDEX)
    return find_only (question, conversion, error);
  *conversion = ruleset->agreements[agreement].conversion;
  return TRUE;
}

/* The conversion that leads from a scale that knows the grade to the target's; NULL: there is none.
 */
static const char *
find_other (const Question *question)
{
  const EquateGradebook *book = question->ruleset->gradebook;
  guint32 to = question->ruleset->institutions[question->to].scale;

  for (guint32 i = 0; i < equate_gradebook_get_n_conversions (book); i++)
    {
      const EquateScaleEdition *scale = equate_gradebook_get_scale (
          book, equate_gradebook_get_from (book, i), question->on, NULL);

      if (equate_gradebook_get_to (book, i) == to
          && equate_scale_read (scale, question->grade).kind == EQUATE_MARK_GRADE)
        return equate_gradebook_get_conversion (book, i)->id.text;
    }
  return NULL;
}

static void
refuse_grade (const Question *question, guint32 scale, EquateMarkKind kind, GError **error)
{
  const EquateGradebook *book = question->ruleset->gradebook;
  const char *id = get_scale_id (question, scale);
  const char *other = kind == EQUATE_MARK_UNKNOWN ? find_other (question) : NULL;

  if (kind != EQUATE_MARK_UNKNOWN)
    equate_refuse (error, EQUATE_DIAGNOSTIC_UNKNOWN_GRADE, NULL,
                   "on the scale %s, `%s` carries no mark", id, question->grade);
  else if (other)
    equate_refuse (error, EQUATE_DIAGNOSTIC_UNKNOWN_GRADE, NULL,
                   "the scale %s has no grade `%s`; another has, with --conversion %s", id,
                   question->grade, other);
  else
    {
      g_autofree char *pointed = g_strdelimit (g_strdup (question->grade), ",", '.');
      EquateMark mark = equate_scale_read (
          equate_gradebook_get_scale (book, scale, question->on, NULL), pointed);

      equate_refuse (error, EQUATE_DIAGNOSTIC_UNKNOWN_GRADE,
                     mark.kind == EQUATE_MARK_GRADE
                         ? pointed
                         : equate_gradebook_suggest_grade (book, scale, question->grade),
                     "the scale %s has no grade `%s`", id, question->grade);
    }
}

/* The grade as it was asked for, with its label where that is another. */
static void
append_grade (const Question *question, const EquateMark *mark, GString *out)
{
  char buffer[EQUATE_DECIMAL_BUFFER];
  const char *label = equate_mark_write (mark, buffer);

  equate_text_append_safe (out, question->grade, -1);
  if (equate_scale_is_numeric (mark->scale) || g_str_equal (label, question->grade))
    return;
  g_string_append (out, " (");
  equate_text_append_safe (out, label, -1);
  g_string_append_c (out, ')');
}

static void
append_steps (const Question *question, guint32 conversion, const EquateMark *mark, GString *out)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  gboolean is_number = equate_scale_is_numeric (mark->scale);

  equate_gradebook_explain (question->ruleset->gradebook, conversion, mark,
                            is_number ? question->grade : NULL, question->on, question->on, steps);
  for (guint i = 0; i < steps->len; i++)
    {
      g_string_append (out, "  ");
      equate_text_append_safe (out, g_ptr_array_index (steps, i), -1);
      g_string_append_c (out, '\n');
    }
}

/* How far the conversion can be trusted, where its file says so. */
static void
append_origin (const EquateConversion *conversion, GString *out)
{
  const char *const rows[][2]
      = { { "standing", conversion->standing }, { "source", conversion->source } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i][1])
      {
        g_string_append_printf (out, "%s: ", rows[i][0]);
        equate_text_append_safe (out, rows[i][1], -1);
        g_string_append_c (out, '\n');
      }
}

/* Whether there is a grade in the end. */
static gboolean
append_conversion (const Question *question, guint32 index, const EquateMark *mark, GString *out)
{
  const EquateGradebook *book = question->ruleset->gradebook;
  const EquateConversion *conversion = equate_gradebook_get_conversion (book, index);
  EquateConverted converted
      = equate_gradebook_convert (book, index, mark, question->on, question->on);
  char buffer[EQUATE_DECIMAL_BUFFER];
  const char *grade = equate_mark_write (&converted.mark, buffer);

  g_string_append (out, " is ");
  equate_text_append_safe (out, grade ? grade : "no grade", -1);
  g_string_append_printf (out, " on %s\n",
                          get_scale_id (question, equate_gradebook_get_to (book, index)));
  g_string_append_printf (out, "conversion %s (%s%s)\n", conversion->id.text,
                          equate_choice_get_text (equate_method_choices, conversion->method),
                          converted.fallback ? ", a fallback was used" : "");
  append_steps (question, index, mark, out);
  append_origin (conversion, out);
  return grade != NULL;
}

/* conversion: EQUATE_NO_INDEX: the grade is kept. */
static EquateExit
answer (const Question *question, guint32 conversion, GError **error)
{
  const EquateGradebook *book = question->ruleset->gradebook;
  guint32 from = conversion != EQUATE_NO_INDEX
                     ? equate_gradebook_get_from (book, conversion)
                     : question->ruleset->institutions[question->from].scale;
  EquateMark mark = equate_scale_read (equate_gradebook_get_scale (book, from, question->on, NULL),
                                       question->grade);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean has_grade = TRUE;

  if (mark.kind != EQUATE_MARK_GRADE)
    {
      refuse_grade (question, from, mark.kind, error);
      return EQUATE_EXIT_WRONG;
    }
  append_grade (question, &mark, text);
  g_string_append_printf (text, " on %s", get_scale_id (question, from));
  if (conversion != EQUATE_NO_INDEX)
    has_grade = append_conversion (question, conversion, &mark, text);
  else
    g_string_append_printf (text, " is kept: %s and %s use the same scale\n",
                            get_id (question, question->from), get_id (question, question->to));
  if (!equate_print (text, error))
    return EQUATE_EXIT_FAILED;
  return has_grade ? EQUATE_EXIT_DONE : EQUATE_EXIT_FINDINGS;
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
      || !equate_session_require_ruleset (&session, call, error))
    return EQUATE_EXIT_WRONG;
  question.ruleset = session.ruleset;
  if (!equate_lookup_institution (session.ruleset, id, &question.from, error)
      || !equate_lookup_institution (session.ruleset, g_ptr_array_index (call->arguments, 1),
                                     &question.to, error)
      || (programme && !equate_lookup_programme (session.ruleset, question.to, programme, error)))
    return EQUATE_EXIT_WRONG;
  if (!find_conversion (&question, call, &conversion, error))
    return EQUATE_EXIT_WRONG;
  return answer (&question, conversion, error);
}
