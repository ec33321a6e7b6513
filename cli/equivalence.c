/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "equivalence.h"

#include "requirement-walk.h"
#include "write/requirement-text.h"

/* One agreement that the question is put to. */
typedef struct
{
  const EquateQuestion *question;
  const EquateRuleset *ruleset;
  const EquateCompiledAgreement *agreement;
  GPtrArray *findings; /* borrowed */
} Enquiry;

static void
finding_free (gpointer data)
{
  EquateFinding *finding = data;

  g_ptr_array_unref (finding->conditions);
  g_ptr_array_unref (finding->together);
  g_free (finding);
}

const char *
equate_verdict_get_text (EquateVerdict verdict)
{
  static const char *const words[] = { "equivalent", "equivalent-if", "together-with", "denied" };

  return words[verdict];
}

/* --- what a rule gives --- */

static gboolean
holds_course (const GArray *courses, guint32 course)
{
  for (guint i = 0; i < courses->len; i++)
    if (g_array_index (courses, guint32, i) == course)
      return TRUE;
  return FALSE;
}

/* Is every target course in force on the day; of the alternatives of one-of, those of one? */
static gboolean
is_in_force (const Enquiry *enquiry, guint32 index)
{
  const EquateCompiledGive *give = &enquiry->ruleset->gives[index];
  gboolean in_force = TRUE;

  if (give->kind == EQUATE_AWARD_COURSE || give->kind == EQUATE_AWARD_WAIVER)
    equate_ruleset_find_edition (enquiry->ruleset, give->target, enquiry->question->on, &in_force);
  if (give->kind != EQUATE_AWARD_ALL_OF && give->kind != EQUATE_AWARD_ONE_OF)
    return in_force;
  for (guint32 i = 0; i < give->n_children; i++)
    if (is_in_force (enquiry, give->first_child + i) == (give->kind == EQUATE_AWARD_ONE_OF))
      return give->kind == EQUATE_AWARD_ONE_OF;
  return give->kind == EQUATE_AWARD_ALL_OF;
}

/* Can the give award what is asked for, on the day? */
static gboolean
gives_target (const Enquiry *enquiry, guint32 index)
{
  const EquateCompiledGive *give = &enquiry->ruleset->gives[index];
  const GArray *target = enquiry->question->target;

  if (!is_in_force (enquiry, index))
    return FALSE;
  if (give->kind == EQUATE_AWARD_ELECTIVE)
    return target->len == 0;
  if (give->kind == EQUATE_AWARD_COURSE || give->kind == EQUATE_AWARD_WAIVER)
    return target->len == 0 || holds_course (target, give->target);
  for (guint32 i = 0; i < give->n_children; i++)
    if (gives_target (enquiry, give->first_child + i))
      return TRUE;
  return FALSE;
}

/* The catalog credits of the courses of a give; one-of: of the largest. */
static EquateDecimal
sum_target_credits (const Enquiry *enquiry, guint32 index)
{
  const EquateCompiledGive *give = &enquiry->ruleset->gives[index];
  EquateDecimal sum = 0;
  guint32 edition;

  if (give->kind == EQUATE_AWARD_COURSE)
    {
      edition = equate_ruleset_find_edition (enquiry->ruleset, give->target, enquiry->question->on,
                                             NULL);
      return MAX (enquiry->ruleset->editions[edition].credits, 0);
    }
  if (give->kind != EQUATE_AWARD_ALL_OF && give->kind != EQUATE_AWARD_ONE_OF)
    return 0;
  for (guint32 i = 0; i < give->n_children; i++)
    {
      EquateDecimal credits = sum_target_credits (enquiry, give->first_child + i);

      sum = give->kind == EQUATE_AWARD_ALL_OF ? sum + credits : MAX (sum, credits);
    }
  return sum;
}

/* --- conditions of the whole rule --- */

static void
add_condition (GPtrArray *conditions, const char *before, const char *text, const char *after)
{
  g_ptr_array_add (conditions, g_strconcat (before, text, after, NULL));
}

static void
add_programmes (const Enquiry *enquiry, EquateRange programmes, GPtrArray *conditions)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (programmes.count == 0 || enquiry->question->programme)
    return;
  equate_string_list_append_text (enquiry->ruleset, programmes, " or ", text);
  add_condition (conditions, "programme ", text->str, "");
}

/* Credits that are too few in the catalog may still be enough in a transcript. */
static void
add_shortfall (const Enquiry *enquiry, const EquateCompiledRule *rule, const EquateWalk *walk,
               GPtrArray *conditions)
{
  const EquateCompiledAgreement *agreement = enquiry->agreement;
  EquateDecimal wanted = sum_target_credits (enquiry, rule->give);
  EquateRatio least = { wanted, 1 };
  EquateRatio share, used = { 0, 1 };
  EquateDecimal shown;
  g_autoptr (GString) text = NULL;
  char buffer[EQUATE_DECIMAL_BUFFER];

  for (guint i = 0; i < enquiry->question->source->len; i++)
    {
      guint32 course = g_array_index (enquiry->question->source, guint32, i);
      guint32 edition
          = equate_ruleset_find_edition (enquiry->ruleset, course, enquiry->question->on, NULL);

      if (walk->used >> i & 1)
        used.numerator += MAX (enquiry->ruleset->editions[edition].credits, 0);
    }
  if (agreement->shortfall_at_most != EQUATE_DECIMAL_NONE)
    least = equate_ratio_new (wanted - agreement->shortfall_at_most, 1);
  else if (equate_ratio_multiply (least, agreement->shortfall_share, &share))
    equate_ratio_subtract (least, share, &least);
  if (wanted == 0 || !equate_ratio_divide (least, agreement->rate, &least)
      || equate_ratio_compare (used, least) >= 0
      || !equate_ratio_round (least, 1, EQUATE_ROUND_UP, &shown))
    return;
  text = g_string_new (" source credits in all, for those of the catalog fall short");
  if (agreement->shortfall_otherwise != EQUATE_NO_INDEX)
    {
      g_string_append (text, "; else it gives ");
      equate_give_append_text (enquiry->ruleset, agreement->shortfall_otherwise, text);
    }
  add_condition (conditions, "at least ", equate_decimal_format (shown, buffer), text->str);
}

static gboolean
is_open (const Enquiry *enquiry, const EquateCompiledRule *rule)
{
  const EquateCompiledTerms *terms = &enquiry->ruleset->terms[rule->terms];
  const EquateQuestion *question = enquiry->question;

  if (!equate_period_contains (enquiry->ruleset->periods[rule->valid], question->on))
    return FALSE;
  if (terms->programmes.count == 0 || !question->programme)
    return TRUE;
  for (guint32 i = 0; i < terms->programmes.count; i++)
    {
      EquateString programme = enquiry->ruleset->string_lists[terms->programmes.first + i];

      if (g_str_equal (equate_ruleset_text (enquiry->ruleset, programme), question->programme))
        return TRUE;
    }
  return FALSE;
}

/* FALSE: the courses themselves keep the rule from being applied. */
static gboolean
add_unless (const Enquiry *enquiry, const EquateCompiledRule *rule, GPtrArray *conditions)
{
  const EquateCompiledTerms *terms = &enquiry->ruleset->terms[rule->terms];
  g_auto (EquateWalk) walk = { 0 };
  g_autoptr (GString) text = NULL;

  if (terms->unless == EQUATE_NO_INDEX)
    return TRUE;
  equate_walk_init (&walk);
  equate_walk_requirement (enquiry->question, enquiry->agreement, terms->unless, &walk);
  if (walk.together->len == 0 && walk.conditions->len == 0)
    return FALSE;
  text = g_string_new (NULL);
  equate_requirement_append_text (enquiry->ruleset, terms->unless, text);
  add_condition (conditions, "the transcript does not hold ", text->str, "");
  return TRUE;
}

/* --- denials --- */

/* What a denial says of one course: FALSE: nothing; else with the conditions under which it does.
 */
static gboolean
denies (const Enquiry *enquiry, const EquateCompiledRule *denial, GArray *course,
        GPtrArray *conditions)
{
  const EquateCompiledTerms *denial_terms = &enquiry->ruleset->terms[denial->terms];
  EquateQuestion question = *enquiry->question;

  question.source = course;
  for (guint32 i = 0; i < denial_terms->deny.count; i++)
    {
      g_auto (EquateWalk) walk = { 0 };

      equate_walk_init (&walk);
      equate_walk_requirement (&question, enquiry->agreement, denial_terms->deny.first + i, &walk);
      if (walk.used == 0)
        continue;
      for (guint j = 0; j < walk.conditions->len; j++)
        g_ptr_array_add (conditions, g_strdup (g_ptr_array_index (walk.conditions, j)));
      return TRUE;
    }
  return FALSE;
}

/* FALSE: a denial keeps a course that the rule uses out of its reach. */
static gboolean
add_denials (const Enquiry *enquiry, const EquateCompiledRule *rule, const EquateWalk *walk,
             GPtrArray *conditions)
{
  const EquateRuleset *ruleset = enquiry->ruleset;
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];

  for (guint32 i = 0; i < enquiry->agreement->rules.count; i++)
    {
      const EquateCompiledRule *denial = &ruleset->rules[enquiry->agreement->rules.first + i];
      const EquateCompiledTerms *denial_terms = &ruleset->terms[denial->terms];

      if (denial_terms->deny.count == 0 || denial_terms->priority < terms->priority
          || !is_open (enquiry, denial))
        continue;
      for (guint j = 0; j < enquiry->question->source->len; j++)
        {
          g_autoptr (GArray) course = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_autoptr (GPtrArray) when = g_ptr_array_new_with_free_func (g_free);

          g_array_append_val (course, g_array_index (enquiry->question->source, guint32, j));
          if (!(walk->used >> j & 1) || !denies (enquiry, denial, course, when))
            continue;
          if (when->len == 0)
            return FALSE;
          add_condition (conditions, "not ", g_ptr_array_index (when, 0), " (else it is denied)");
        }
    }
  return TRUE;
}

/* --- rules --- */

static void
add_finding (const Enquiry *enquiry, const EquateCompiledRule *rule, EquateVerdict verdict,
             GPtrArray *conditions, GPtrArray *together)
{
  EquateFinding *finding = g_new0 (EquateFinding, 1);

  finding->verdict = verdict;
  finding->rule = (guint32) (rule - enquiry->ruleset->rules);
  finding->conditions = g_ptr_array_ref (conditions);
  finding->together = g_ptr_array_ref (together);
  g_ptr_array_add (enquiry->findings, finding);
}

static void
add_age (const Enquiry *enquiry, GPtrArray *conditions)
{
  char buffer[EQUATE_DATE_BUFFER];

  if (enquiry->agreement->max_age)
    add_condition (conditions, "not older than ",
                   equate_age_format (enquiry->agreement->max_age, buffer), "");
}

static void
ask_denial (const Enquiry *enquiry, const EquateCompiledRule *rule)
{
  const EquateCompiledTerms *terms = &enquiry->ruleset->terms[rule->terms];
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) together = g_ptr_array_new_with_free_func (g_free);
  gboolean is_denied = FALSE;

  for (guint i = 0; i < enquiry->question->source->len; i++)
    {
      g_autoptr (GArray) course = g_array_new (FALSE, FALSE, sizeof (guint32));

      g_array_append_val (course, g_array_index (enquiry->question->source, guint32, i));
      is_denied = denies (enquiry, rule, course, conditions) || is_denied;
    }
  if (!is_denied)
    return;
  add_programmes (enquiry, terms->programmes, conditions);
  add_finding (enquiry, rule, EQUATE_VERDICT_DENIED, conditions, together);
}

/* Whatever gives the target: the whole requirement is the condition. */
static void
ask_reverse (const Enquiry *enquiry, const EquateCompiledRule *rule)
{
  const EquateCompiledTerms *terms = &enquiry->ruleset->terms[rule->terms];
  const EquateCompiledNode *take = &enquiry->ruleset->nodes[rule->take];
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) together = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_plain = take->kind == EQUATE_REQUIREMENT_COURSE;

  if (take->conditions != EQUATE_NO_INDEX && is_plain)
    equate_conditions_append_text (enquiry->ruleset,
                                   &enquiry->ruleset->conditions[take->conditions], text);
  if (!is_plain)
    equate_requirement_append_text (enquiry->ruleset, rule->take, text);
  if (text->len > 0)
    add_condition (conditions, "", text->str, "");
  if (terms->unless != EQUATE_NO_INDEX)
    {
      g_string_truncate (text, 0);
      equate_requirement_append_text (enquiry->ruleset, terms->unless, text);
      add_condition (conditions, "the transcript does not hold ", text->str, "");
    }
  add_programmes (enquiry, enquiry->agreement->programmes, conditions);
  add_programmes (enquiry, terms->programmes, conditions);
  add_age (enquiry, conditions);
  add_finding (enquiry, rule,
               conditions->len > 0 ? EQUATE_VERDICT_EQUIVALENT_IF : EQUATE_VERDICT_EQUIVALENT,
               conditions, together);
}

static void
ask_rule (const Enquiry *enquiry, const EquateCompiledRule *rule)
{
  const EquateCompiledTerms *terms = &enquiry->ruleset->terms[rule->terms];
  g_auto (EquateWalk) walk = { 0 };
  EquateVerdict verdict;

  equate_walk_init (&walk);
  equate_walk_requirement (enquiry->question, enquiry->agreement, rule->take, &walk);
  if (walk.used == 0 || walk.is_refused || !add_unless (enquiry, rule, walk.conditions)
      || !add_denials (enquiry, rule, &walk, walk.conditions))
    return;
  if (enquiry->agreement->has_shortfall && walk.together->len == 0)
    add_shortfall (enquiry, rule, &walk, walk.conditions);
  add_programmes (enquiry, enquiry->agreement->programmes, walk.conditions);
  add_programmes (enquiry, terms->programmes, walk.conditions);
  add_age (enquiry, walk.conditions);
  verdict = walk.together->len > 0     ? EQUATE_VERDICT_TOGETHER_WITH
            : walk.conditions->len > 0 ? EQUATE_VERDICT_EQUIVALENT_IF
                                       : EQUATE_VERDICT_EQUIVALENT;
  add_finding (enquiry, rule, verdict, walk.conditions, walk.together);
}

static void
ask_agreement (const Enquiry *enquiry)
{
  for (guint32 i = 0; i < enquiry->agreement->rules.count; i++)
    {
      const EquateCompiledRule *rule
          = &enquiry->ruleset->rules[enquiry->agreement->rules.first + i];
      const EquateCompiledTerms *terms = &enquiry->ruleset->terms[rule->terms];

      if (!is_open (enquiry, rule))
        continue;
      if (terms->deny.count > 0)
        ask_denial (enquiry, rule);
      else if (!gives_target (enquiry, rule->give))
        continue;
      else if (enquiry->question->source->len == 0)
        ask_reverse (enquiry, rule);
      else
        ask_rule (enquiry, rule);
    }
}

/* With a programme only the agreement that decides it is asked, else all that are in force. */
static gboolean
bears (const EquateQuestion *question, const EquateCompiledPair *pair)
{
  const EquateRuleset *ruleset = question->ruleset;

  if ((question->from != EQUATE_NO_INDEX && pair->from != question->from)
      || (question->to != EQUATE_NO_INDEX && pair->to != question->to))
    return FALSE;
  if (question->programme)
    return equate_ruleset_find_agreement (ruleset, pair->from, pair->to, question->programme,
                                          question->on)
           == pair->agreement;
  return equate_period_contains (ruleset->agreements[pair->agreement].valid, question->on);
}

GPtrArray *
equate_question_answer (const EquateQuestion *question, guint *n_agreements)
{
  const EquateRuleset *ruleset = question->ruleset;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (finding_free);

  *n_agreements = 0;
  for (guint32 i = 0; i < ruleset->n_pairs; i++)
    {
      const EquateCompiledPair *pair = &ruleset->pairs[i];
      Enquiry enquiry = { question, ruleset, &ruleset->agreements[pair->agreement], findings };

      if (!bears (question, pair))
        continue;
      ++*n_agreements;
      ask_agreement (&enquiry);
    }
  return g_steal_pointer (&findings);
}
