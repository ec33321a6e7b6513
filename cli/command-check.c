/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "equivalence.h"
#include "lookup.h"
#include "options.h"
#include "refusal.h"
#include "requirement-walk.h"
#include "session.h"
#include "terminal.h"
#include "write/json-writer.h"
#include "write/requirement-text.h"
#include "write/safe-text.h"

/* --- the question in words --- */

static const char *
get_institution (const EquateQuestion *question, guint32 institution)
{
  return institution == EQUATE_NO_INDEX
             ? "any"
             : equate_ruleset_text (question->ruleset,
                                    question->ruleset->institutions[institution].id);
}

static const char *
get_code (const EquateQuestion *question, const GArray *courses, guint index)
{
  guint32 course = g_array_index (courses, guint32, index);

  return equate_ruleset_text (question->ruleset, question->ruleset->courses[course].code);
}

static const char *
get_title (const EquateQuestion *question, guint32 course)
{
  return equate_ruleset_get_title (
      question->ruleset,
      equate_ruleset_find_edition (question->ruleset, course, question->on, NULL));
}

static void
append_place (const EquateQuestion *question, guint32 institution, const GArray *courses,
              GString *out)
{
  equate_text_append_safe (out, get_institution (question, institution), -1);
  for (guint i = 0; i < courses->len; i++)
    {
      g_string_append (out, i == 0 ? ":" : ", ");
      equate_text_append_safe (out, get_code (question, courses, i), -1);
      g_string_append_c (out, ' ');
      equate_text_append_safe (out, get_title (question, g_array_index (courses, guint32, i)), -1);
    }
}

/* --- text --- */

static void
append_give (const EquateQuestion *question, guint32 index, GString *out)
{
  const EquateRuleset *ruleset = question->ruleset;
  const EquateCompiledGive *give = &ruleset->gives[index];
  const char *separator = give->kind == EQUATE_AWARD_ONE_OF ? " or " : " and ";
  g_autoptr (GString) words = NULL;

  if (give->kind == EQUATE_AWARD_ALL_OF || give->kind == EQUATE_AWARD_ONE_OF)
    {
      for (guint32 i = 0; i < give->n_children; i++)
        {
          g_string_append (out, i > 0 ? separator : "");
          append_give (question, give->first_child + i, out);
        }
      return;
    }
  words = g_string_new (NULL);
  equate_give_append_text (ruleset, index, words);
  if (give->kind != EQUATE_AWARD_ELECTIVE)
    {
      const char *code = equate_ruleset_text (ruleset, ruleset->courses[give->target].code);
      gsize at = give->kind == EQUATE_AWARD_COURSE ? strlen (code) : words->len;

      g_string_insert (words, (gssize) at, get_title (question, give->target));
      g_string_insert_c (words, (gssize) at, ' ');
    }
  equate_text_append_safe (out, words->str, -1);
  if (give->kind == EQUATE_AWARD_COURSE && give->credits_kind == EQUATE_CREDITS_CATALOG)
    {
      char buffer[EQUATE_DECIMAL_BUFFER];
      guint32 edition = equate_ruleset_find_edition (ruleset, give->target, question->on, NULL);

      g_string_append_printf (out, " (%s credits)",
                              equate_decimal_format (ruleset->editions[edition].credits, buffer));
    }
}

static void
append_list (const GPtrArray *texts, const char *separator, GString *out)
{
  for (guint i = 0; i < texts->len; i++)
    {
      g_string_append (out, i > 0 ? separator : "");
      equate_text_append_safe (out, g_ptr_array_index (texts, i), -1);
    }
}

static void
append_verdict (const EquateFinding *finding, GString *out)
{
  static const char *const words[] = {
    "equivalent",
    "equivalent if ",
    "together with ",
    "denied",
  };

  g_string_append (out, words[finding->verdict]);
  append_list (finding->together, "; ", out);
  if (finding->conditions->len == 0)
    return;
  if (finding->verdict != EQUATE_VERDICT_EQUIVALENT_IF)
    g_string_append (out, finding->verdict == EQUATE_VERDICT_DENIED ? " if " : "; and if ");
  append_list (finding->conditions, "; ", out);
}

static void
append_provenance (const EquateQuestion *question, const EquateCompiledAgreement *agreement,
                   GString *out)
{
  const EquateRuleset *ruleset = question->ruleset;
  char buffer[EQUATE_DATE_BUFFER];

  if (!agreement->approved_by && !agreement->approved_on && !agreement->document
      && !agreement->review_by)
    return;
  g_string_append (out, "  approved");
  if (agreement->approved_by)
    {
      g_string_append (out, " by ");
      equate_text_append_safe (out, equate_ruleset_text (ruleset, agreement->approved_by), -1);
    }
  if (agreement->approved_on)
    g_string_append_printf (out, " on %s", equate_date_format (agreement->approved_on, buffer));
  if (agreement->document)
    {
      g_string_append (out, ", ");
      equate_text_append_safe (out, equate_ruleset_text (ruleset, agreement->document), -1);
    }
  if (agreement->review_by)
    g_string_append_printf (out, ", review by %s",
                            equate_date_format (agreement->review_by, buffer));
  g_string_append_c (out, '\n');
}

/* What the grade that is asked about becomes by the agreement; FALSE: the rule carries none over, or
 * it is not for the agreement's conversion. */
static gboolean
convert_grade (const EquateQuestion *question, const EquateCompiledRule *rule,
               EquateConverted *converted)
{
  const EquateCompiledTerms *terms = &question->ruleset->terms[rule->terms];
  const EquateGradebook *book = question->ruleset->gradebook;
  guint32 conversion = question->ruleset->agreements[terms->agreement].conversion;
  EquateMark mark;
  guint32 scale;

  if (!question->grade || question->source->len == 0 || rule->give == EQUATE_NO_INDEX
      || question->ruleset->gives[rule->give].kind == EQUATE_AWARD_WAIVER
      || terms->grade == EQUATE_GRADE_NONE || conversion == EQUATE_NO_INDEX)
    return FALSE;
  scale = question->ruleset->institutions[question->from].scale;
  if (scale == EQUATE_NO_INDEX || scale != equate_gradebook_get_from (book, conversion))
    return FALSE;
  mark = equate_scale_read (equate_gradebook_get_scale (book, scale, question->on, NULL),
                            question->grade);
  *converted = equate_gradebook_convert (book, conversion, &mark, question->on, question->on);
  return mark.kind == EQUATE_MARK_GRADE;
}

static const EquateConversion *
get_conversion (const EquateQuestion *question, const EquateCompiledRule *rule)
{
  const EquateRuleset *ruleset = question->ruleset;
  guint32 agreement = ruleset->terms[rule->terms].agreement;

  return equate_gradebook_get_conversion (ruleset->gradebook,
                                          ruleset->agreements[agreement].conversion);
}

static void
append_grade (const EquateQuestion *question, const EquateCompiledRule *rule, GString *out)
{
  const EquateConversion *conversion;
  EquateConverted converted;
  char buffer[EQUATE_DECIMAL_BUFFER];
  const char *grade;

  if (!convert_grade (question, rule, &converted))
    return;
  conversion = get_conversion (question, rule);
  grade = equate_mark_write (&converted.mark, buffer);
  g_string_append (out, "  grade ");
  equate_text_append_safe (out, question->grade, -1);
  g_string_append (out, " becomes ");
  equate_text_append_safe (out, grade ? grade : "no grade", -1);
  g_string_append_printf (out, " by conversion %s (%s%s)\n", conversion->id.text,
                          equate_choice_get_text (equate_method_choices, conversion->method),
                          converted.fallback ? ", a fallback was used" : "");
}

static EquatePeriod
get_period (const EquateRuleset *ruleset, const EquateCompiledRule *rule)
{
  EquatePeriod period = ruleset->agreements[ruleset->terms[rule->terms].agreement].valid;
  EquatePeriod own = ruleset->periods[rule->valid];

  period.from = MAX (period.from, own.from);
  if (own.until && (!period.until || own.until < period.until))
    period.until = own.until;
  return period;
}

static void
append_finding (const EquateQuestion *question, const EquateFinding *finding, GString *out)
{
  const EquateRuleset *ruleset = question->ruleset;
  const EquateCompiledRule *rule = &ruleset->rules[finding->rule];
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
  const EquateCompiledAgreement *agreement = &ruleset->agreements[terms->agreement];
  EquatePeriod period = get_period (ruleset, rule);
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_c (out, '\n');
  append_verdict (finding, out);
  g_string_append_c (out, '\n');
  if (rule->give != EQUATE_NO_INDEX)
    {
      equate_requirement_append_text (ruleset, rule->take, words);
      g_string_append (out, "  takes ");
      equate_text_append_safe (out, words->str, -1);
      g_string_append (out, "\n  gives ");
      append_give (question, rule->give, out);
      g_string_append_c (out, '\n');
    }
  append_grade (question, rule, out);
  if (terms->because)
    {
      g_string_append (out, "  because ");
      equate_text_append_safe (out, equate_ruleset_text (ruleset, terms->because), -1);
      g_string_append_c (out, '\n');
    }
  g_string_append_printf (out, "  rule %s of agreement %s (%s)",
                          equate_ruleset_text (ruleset, rule->id),
                          equate_ruleset_text (ruleset, agreement->id),
                          equate_choice_get_text (equate_status_choices, agreement->status));
  if (period.from || period.until)
    {
      g_string_append (out, ", in force ");
      equate_period_append_text (period, out);
    }
  g_string_append (out, "\n  ");
  equate_text_append_safe (out, equate_ruleset_text (ruleset, terms->file), -1);
  g_string_append_printf (out, ":%u\n", rule->line);
  append_provenance (question, agreement, out);
}

static void
append_answer (const EquateQuestion *question, const GPtrArray *findings, guint n_agreements,
               GString *out)
{
  char buffer[EQUATE_DATE_BUFFER];

  append_place (question, question->from, question->source, out);
  g_string_append (out, " → ");
  append_place (question, question->to, question->target, out);
  g_string_append_printf (out, ", on %s\n", equate_date_format (question->on, buffer));
  for (guint i = 0; i < findings->len; i++)
    append_finding (question, g_ptr_array_index (findings, i), out);
  if (n_agreements == 0)
    g_string_append (out, "\nno rule: no agreement between them is in force\n");
  else if (findings->len == 0)
    g_string_append (out, n_agreements == 1 ? "\nno rule of the agreement in force grants it\n"
                                            : "\nno rule of the agreements in force grants it\n");
}

/* --- JSON --- */

static void
write_place (const EquateQuestion *question, const char *key, guint32 institution,
             const GArray *courses, EquateJsonWriter *writer)
{
  equate_json_writer_key (writer, key);
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "institution", get_institution (question, institution));
  equate_json_writer_key (writer, "courses");
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < courses->len; i++)
    equate_json_writer_string (writer, get_code (question, courses, i));
  equate_json_writer_end (writer, ']');
  equate_json_writer_end (writer, '}');
}

static void
write_texts (const char *key, const GPtrArray *texts, EquateJsonWriter *writer)
{
  if (texts->len == 0)
    return;
  equate_json_writer_key (writer, key);
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < texts->len; i++)
    equate_json_writer_string (writer, g_ptr_array_index (texts, i));
  equate_json_writer_end (writer, ']');
}

static void
write_date (const char *key, EquateDate date, EquateJsonWriter *writer)
{
  char buffer[EQUATE_DATE_BUFFER];

  if (date)
    equate_json_writer_member (writer, key, equate_date_format (date, buffer));
}

static void
write_text (const EquateQuestion *question, const char *key, EquateString text,
            EquateJsonWriter *writer)
{
  equate_json_writer_member (writer, key,
                             text ? equate_ruleset_text (question->ruleset, text) : NULL);
}

static void
write_origin (const EquateQuestion *question, const EquateCompiledRule *rule,
              EquateJsonWriter *writer)
{
  const EquateCompiledTerms *terms = &question->ruleset->terms[rule->terms];
  const EquateCompiledAgreement *agreement = &question->ruleset->agreements[terms->agreement];
  EquatePeriod period = get_period (question->ruleset, rule);

  write_text (question, "rule", rule->id, writer);
  write_text (question, "agreement", agreement->id, writer);
  equate_json_writer_member (writer, "agreement-status",
                             equate_choice_get_text (equate_status_choices, agreement->status));
  write_text (question, "file", terms->file, writer);
  equate_json_writer_key (writer, "line");
  equate_json_writer_integer (writer, rule->line);
  equate_json_writer_key (writer, "valid");
  equate_json_writer_begin (writer, '{');
  write_date ("from", period.from, writer);
  write_date ("until", period.until, writer);
  equate_json_writer_end (writer, '}');
  equate_json_writer_key (writer, "provenance");
  equate_json_writer_begin (writer, '{');
  write_text (question, "approved-by", agreement->approved_by, writer);
  write_date ("approved-on", agreement->approved_on, writer);
  write_text (question, "document", agreement->document, writer);
  write_date ("review-by", agreement->review_by, writer);
  equate_json_writer_end (writer, '}');
}

static void
write_grade (const EquateQuestion *question, const EquateCompiledRule *rule,
             EquateJsonWriter *writer)
{
  const EquateConversion *conversion;
  EquateConverted converted;
  char buffer[EQUATE_DECIMAL_BUFFER];

  if (!convert_grade (question, rule, &converted))
    return;
  conversion = get_conversion (question, rule);
  equate_json_writer_member (writer, "grade", equate_mark_write (&converted.mark, buffer));
  equate_json_writer_member (writer, "conversion", conversion->id.text);
  equate_json_writer_member (writer, "method",
                             equate_choice_get_text (equate_method_choices, conversion->method));
  if (!converted.fallback)
    return;
  equate_json_writer_key (writer, "fallback");
  equate_json_writer_boolean (writer, TRUE);
}

static void
write_finding (const EquateQuestion *question, const EquateFinding *finding,
               EquateJsonWriter *writer)
{
  const EquateRuleset *ruleset = question->ruleset;
  const EquateCompiledRule *rule = &ruleset->rules[finding->rule];
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
  g_autoptr (GString) words = g_string_new (NULL);

  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "verdict", equate_verdict_get_text (finding->verdict));
  write_texts ("conditions", finding->conditions, writer);
  write_texts ("together-with", finding->together, writer);
  if (rule->give != EQUATE_NO_INDEX)
    {
      equate_requirement_append_text (ruleset, rule->take, words);
      equate_json_writer_member (writer, "take", words->str);
      g_string_truncate (words, 0);
      equate_give_append_text (ruleset, rule->give, words);
      equate_json_writer_member (writer, "give", words->str);
    }
  write_grade (question, rule, writer);
  write_text (question, "because", terms->because, writer);
  write_origin (question, rule, writer);
  equate_json_writer_end (writer, '}');
}

static void
write_answer (const EquateQuestion *question, const GPtrArray *findings, gboolean is_granted,
              GString *out)
{
  EquateJsonWriter writer;

  equate_json_writer_init (&writer, out, TRUE);
  equate_json_writer_begin (&writer, '{');
  write_place (question, "source", question->from, question->source, &writer);
  write_place (question, "target", question->to, question->target, &writer);
  equate_json_writer_member (&writer, "programme", question->programme);
  equate_json_writer_member (&writer, "grade", question->grade);
  write_date ("on", question->on, &writer);
  equate_json_writer_key (&writer, "granted");
  equate_json_writer_boolean (&writer, is_granted);
  equate_json_writer_key (&writer, "findings");
  equate_json_writer_begin (&writer, '[');
  for (guint i = 0; i < findings->len; i++)
    write_finding (question, g_ptr_array_index (findings, i), &writer);
  equate_json_writer_end (&writer, ']');
  equate_json_writer_end (&writer, '}');
  g_string_append_c (out, '\n');
}

/* --- the command --- */

static gboolean
check_grade (const EquateQuestion *question, GError **error)
{
  const EquateRuleset *ruleset = question->ruleset;
  const EquateScaleEdition *scale;
  EquateMark mark;
  guint32 index;

  if (!question->grade || question->from == EQUATE_NO_INDEX)
    return TRUE;
  if (!g_utf8_validate (question->grade, -1, NULL))
    return equate_refuse (error, EQUATE_DIAGNOSTIC_ENCODING, NULL, "the grade is not UTF-8");
  index = ruleset->institutions[question->from].scale;
  if (index == EQUATE_NO_INDEX)
    return TRUE;
  scale = equate_gradebook_get_scale (ruleset->gradebook, index, question->on, NULL);
  mark = equate_scale_read (scale, question->grade);
  return (mark.kind != EQUATE_MARK_UNKNOWN && mark.kind != EQUATE_MARK_PENDING)
         || equate_refuse (error, EQUATE_DIAGNOSTIC_UNKNOWN_GRADE, NULL,
                           mark.kind == EQUATE_MARK_PENDING
                               ? "on the scale %s, `%s` is pending: ask with the grade that may come"
                               : "the scale %s has no grade `%s`",
                           equate_scale_edition_get_scale (scale)->id.text, question->grade);
}

static gboolean
check_question (const EquateQuestion *question, gboolean is_reverse, GError **error)
{
  const GArray *needed = is_reverse ? question->target : question->source;

  if (needed->len == 0)
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "%s names no course: write INST:CODE",
                          is_reverse ? "TARGET" : "SOURCE");
  if (question->source->len > EQUATE_MAX_ASKED)
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "SOURCE names more than %u courses",
                          EQUATE_MAX_ASKED);
  if (question->programme && question->to == EQUATE_NO_INDEX)
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                          "`--programme` needs a TARGET institution");
  return (!question->programme
          || equate_lookup_programme (question->ruleset, question->to, question->programme, error))
         && check_grade (question, error);
}

static EquateExit
answer (const EquateQuestion *question, gboolean as_json, GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_granted = FALSE;
  guint n_agreements;

  findings = equate_question_answer (question, &n_agreements);
  for (guint i = 0; i < findings->len; i++)
    {
      const EquateFinding *finding = g_ptr_array_index (findings, i);

      is_granted = is_granted || finding->verdict != EQUATE_VERDICT_DENIED;
    }
  if (as_json)
    write_answer (question, findings, is_granted, text);
  else
    append_answer (question, findings, n_agreements, text);
  if (!equate_print (text, error))
    return EQUATE_EXIT_FAILED;
  return is_granted ? EQUATE_EXIT_DONE : EQUATE_EXIT_FINDINGS;
}

EquateExit
equate_command_check (const EquateCall *call, GError **error)
{
  g_auto (EquateSession) session = { 0 };
  g_auto (EquatePlaceName) source = { 0 };
  g_auto (EquatePlaceName) target = { 0 };
  EquateQuestion question = { .programme = call->values[EQUATE_OPTION_PROGRAMME],
                              .grade = call->values[EQUATE_OPTION_GRADE] };

  if (!equate_call_get_date (call, &question.on, error)
      || !equate_session_require_ruleset (&session, call, error)
      || !equate_lookup_place (session.ruleset, g_ptr_array_index (call->arguments, 0), &source,
                               error)
      || !equate_lookup_place (session.ruleset, g_ptr_array_index (call->arguments, 1), &target,
                               error))
    return EQUATE_EXIT_WRONG;
  question.ruleset = session.ruleset;
  question.from = source.institution;
  question.source = source.courses;
  question.to = target.institution;
  question.target = target.courses;
  if (!check_question (&question, call->values[EQUATE_OPTION_REVERSE] != NULL, error))
    return EQUATE_EXIT_WRONG;
  return answer (&question, equate_call_get_choice (call, EQUATE_OPTION_FORMAT) == 1, error);
}
