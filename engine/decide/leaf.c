/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which leaves select an entry, and whether their conditions hold: yes, no or unknown. */
#include "decide/evaluation.h"

#include "base/limits.h"

#include <string.h>

#define MOST_LIMITS 8u
#define DIGIT_BITS 8u
#define N_DIGITS (1u << DIGIT_BITS)

/* A grade that a condition asks for, as read on a scale. */
typedef struct
{
  const EquateScaleEdition *scale; /* borrowed */
  EquateString text;
  EquateMark mark;
} Limit;

/* The search for all hits. A key is a leaf that selects an attempt: the node, the attempt, and
 * whether the pattern met its limit, from the highest bit to the lowest. */
typedef struct
{
  EquateEvaluation *evaluation; /* borrowed */
  guint64 *keys;                /* in the arena */
  guint n_keys;
  guint room; /* for keys */
  Limit limits[MOST_LIMITS]; /* those read last: agreements ask for few */
  guint n_limits;            /* read so far, in all */
} Matching;

/* What the conditions of one leaf come to while they are read one after the other. */
typedef struct
{
  EquateTruth truth;
  EquateReasonCode reason; /* of the first that says no */
  guint missing;
} Verdict;

static void
judge (Verdict *verdict, EquateTruth truth, EquateReasonCode reason, guint missing)
{
  if (truth == EQUATE_TRUTH_NO && verdict->reason == EQUATE_REASON_NONE)
    verdict->reason = reason;
  if (truth == EQUATE_TRUTH_UNKNOWN)
    verdict->missing |= missing;
  verdict->truth = MIN (verdict->truth, truth);
}

static EquateTruth
get_truth (gboolean holds)
{
  return holds ? EQUATE_TRUTH_YES : EQUATE_TRUTH_NO;
}

static const EquateMark *
read_limit (Matching *matching, const EquateScaleEdition *scale, EquateString text)
{
  for (guint i = 0; i < MIN (matching->n_limits, MOST_LIMITS); i++)
    if (matching->limits[i].text == text && matching->limits[i].scale == scale)
      return &matching->limits[i].mark;
  Limit *limit = &matching->limits[matching->n_limits++ % MOST_LIMITS];
  *limit = (Limit){ scale, text, { .kind = EQUATE_MARK_NONE } };
  limit->mark
      = equate_scale_read (scale, equate_ruleset_text (matching->evaluation->ruleset, text));
  return &limit->mark;
}

/* On the scale of the source institution as of the entry's date; what carries no mark there says
 * nothing, but an ungraded pass says no. */
static EquateTruth
judge_grade (Matching *matching, const EquateAttempt *attempt, EquateString limit, int sign)
{
  const EquateEvaluation *evaluation = matching->evaluation;
  const EquateRuleset *ruleset = evaluation->ruleset;
  if (attempt->mark.kind == EQUATE_MARK_PASSED)
    return EQUATE_TRUTH_NO;
  guint32 scale = ruleset->institutions[evaluation->from].scale;
  if (attempt->mark.kind != EQUATE_MARK_GRADE || attempt->scale != scale)
    return EQUATE_TRUTH_UNKNOWN;
  const EquateMark *asked = read_limit (matching, attempt->mark.scale, limit);
  if (asked->kind != EQUATE_MARK_GRADE)
    return EQUATE_TRUTH_UNKNOWN;
  return get_truth (sign * equate_mark_compare (&attempt->mark, asked) >= 0);
}

static void
judge_grades (Matching *matching, const EquateAttempt *attempt, const EquateCompiledConditions *conditions, Verdict *verdict)
{
  if (conditions->min_grade != 0)
    judge (verdict, judge_grade (matching, attempt, conditions->min_grade, 1),
           EQUATE_REASON_MIN_GRADE, EQUATE_EVIDENCE_GRADE);
  if (conditions->max_grade != 0)
    judge (verdict, judge_grade (matching, attempt, conditions->max_grade, -1),
           EQUATE_REASON_MAX_GRADE, EQUATE_EVIDENCE_GRADE);
}

static void
judge_credits (const EquateAttempt *attempt, const EquateCompiledConditions *conditions,
               Verdict *verdict)
{
  gboolean known = attempt->credits != EQUATE_DECIMAL_NONE;
  if (conditions->min_credits != EQUATE_DECIMAL_NONE)
    judge (verdict,
           known ? get_truth (attempt->credits >= conditions->min_credits) : EQUATE_TRUTH_UNKNOWN,
           EQUATE_REASON_MIN_CREDITS, EQUATE_EVIDENCE_CREDITS);
  if (conditions->max_credits != EQUATE_DECIMAL_NONE)
    judge (verdict,
           known ? get_truth (attempt->credits <= conditions->max_credits) : EQUATE_TRUTH_UNKNOWN,
           EQUATE_REASON_MAX_CREDITS, EQUATE_EVIDENCE_CREDITS);
}

static void
judge_dates (const EquateEvaluation *evaluation, const EquateAttempt *attempt,
             const EquateCompiledConditions *conditions, Verdict *verdict)
{
  EquateDate date = attempt->entry->date;
  if (conditions->taken.from != 0 || conditions->taken.until != 0)
    judge (verdict,
           date != 0 ? get_truth (equate_period_contains (conditions->taken, date))
                     : EQUATE_TRUTH_UNKNOWN,
           EQUATE_REASON_TAKEN, EQUATE_EVIDENCE_DATE);
  if (conditions->max_age != 0)
    judge (verdict,
           date != 0 ? get_truth (evaluation->on
                                  <= equate_date_add_months (date, conditions->max_age))
                     : EQUATE_TRUTH_UNKNOWN,
           EQUATE_REASON_MAX_AGE, EQUATE_EVIDENCE_DATE);
}

static EquateTruth
judge_language (const EquateRuleset *ruleset, const EquateCompiledEdition *edition,
                EquateString language)
{
  if (edition == NULL || edition->languages.count == 0)
    return EQUATE_TRUTH_UNKNOWN;
  for (guint32 i = 0; i < edition->languages.count; i++)
    if (ruleset->string_lists[edition->languages.first + i] == language)
      return EQUATE_TRUTH_YES;
  return EQUATE_TRUTH_NO;
}

static EquateTruth
judge_hours (const EquateRuleset *ruleset, const EquateCompiledEdition *edition, guint32 asked)
{
  if (edition == NULL || edition->hours == EQUATE_NO_INDEX)
    return EQUATE_TRUTH_UNKNOWN;
  for (guint kind = 0; kind < EQUATE_N_HOURS; kind++)
    {
      EquateDecimal wanted = ruleset->hours[asked][kind];
      EquateDecimal given = ruleset->hours[edition->hours][kind];
      /* A kind that is missing from stated hours is 0. */
      if (wanted != EQUATE_DECIMAL_NONE && MAX (given, 0) < wanted)
        return EQUATE_TRUTH_NO;
    }
  return EQUATE_TRUTH_YES;
}

static void
judge_course (const EquateEvaluation *evaluation, const EquateAttempt *attempt,
              const EquateCompiledConditions *conditions, Verdict *verdict)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  const EquateCompiledEdition *edition
      = attempt->edition != EQUATE_NO_INDEX ? &ruleset->editions[attempt->edition] : NULL;
  if (conditions->level != EQUATE_LEVEL_NONE)
    judge (verdict,
           edition == NULL || edition->level == EQUATE_LEVEL_NONE
               ? EQUATE_TRUTH_UNKNOWN
               : get_truth (edition->level == conditions->level),
           EQUATE_REASON_LEVEL, EQUATE_EVIDENCE_LEVEL);
  if (conditions->language != 0)
    judge (verdict, judge_language (ruleset, edition, conditions->language), EQUATE_REASON_LANGUAGE,
           EQUATE_EVIDENCE_LANGUAGE);
  if (conditions->hours != EQUATE_NO_INDEX)
    judge (verdict, judge_hours (ruleset, edition, conditions->hours), EQUATE_REASON_MIN_HOURS,
           EQUATE_EVIDENCE_HOURS);
}

static void
add_key (Matching *matching, guint32 node, guint32 attempt)
{
  if (matching->n_keys == matching->room)
    {
      guint room = MAX (2 * matching->room, 256);
      guint64 *keys = equate_arena_alloc (matching->evaluation->arena, room * sizeof *keys);
      if (matching->n_keys > 0)
        memcpy (keys, matching->keys, matching->n_keys * sizeof *keys);
      matching->keys = keys;
      matching->room = room;
    }
  guint64 limit = (node & EQUATE_MATCH_LIMIT) != 0;
  node &= ~EQUATE_MATCH_LIMIT;
  __builtin_prefetch (&matching->evaluation->ruleset->nodes[node]);
  matching->keys[matching->n_keys++] = (guint64) node << 32 | (guint64) attempt << 1 | limit;
  if (!limit)
    return;
  const EquateEvaluation *evaluation = matching->evaluation;
  const EquateRuleset *ruleset = evaluation->ruleset;
  equate_evaluation_warn (
      matching->evaluation, EQUATE_DIAGNOSTIC_ENTRY_PATTERN_LIMIT,
      "rule %s: the pattern met its limit on %s",
      equate_ruleset_text (ruleset, ruleset->rules[ruleset->nodes[node].rule].id),
      equate_attempt_get_code (evaluation, &evaluation->attempts[attempt]));
}

/* It compiled when the workspace was read; NULL: a damaged snapshot says what does not. */
static EquatePattern *
get_pattern (EquateEvaluation *evaluation, guint32 node, EquatePatternMode mode)
{
  EquatePattern *pattern = g_hash_table_lookup (evaluation->patterns, GUINT_TO_POINTER (node + 1));
  if (pattern != NULL)
    return pattern;
  const char *text
      = equate_ruleset_text (evaluation->ruleset, evaluation->ruleset->nodes[node].value);
  g_autofree char *message = NULL;
  gsize offset = 0;
  pattern = equate_pattern_new (text, mode, &message, &offset);
  if (pattern != NULL)
    g_hash_table_insert (evaluation->patterns, GUINT_TO_POINTER (node + 1), pattern);
  return pattern;
}

/* What only the transcript has goes to PCRE2: the codes of unknown courses, and own titles. */
static void
match_patterns (Matching *matching, guint32 attempt_index)
{
  EquateEvaluation *evaluation = matching->evaluation;
  const EquateRuleset *ruleset = evaluation->ruleset;
  const EquateAttempt *attempt = &evaluation->attempts[attempt_index];
  const EquateRange patterns = evaluation->agreement->patterns;
  for (guint32 i = patterns.first; i < patterns.first + patterns.count; i++)
    {
      guint32 node = ruleset->index_lists[i];
      gboolean is_title = ruleset->nodes[node].kind == EQUATE_REQUIREMENT_TITLE;
      const char *subject = is_title ? attempt->entry->title : attempt->entry->course.key;
      if (subject == NULL || (!is_title && attempt->course != EQUATE_NO_INDEX))
        continue;
      EquatePattern *pattern = get_pattern (
          evaluation, node, is_title ? EQUATE_PATTERN_SEARCH : EQUATE_PATTERN_WHOLE);
      EquatePatternResult result = pattern != NULL
                                       ? equate_pattern_match (pattern, subject, strlen (subject))
                                       : EQUATE_PATTERN_LIMIT;
      if (result == EQUATE_PATTERN_LIMIT)
        add_key (matching, node | EQUATE_MATCH_LIMIT, attempt_index);
      else if (result == EQUATE_PATTERN_YES)
        add_key (matching, node, attempt_index);
    }
}

/* The first match of each attempt's edition, or one behind it. All searches go on together, so that
 * memory is asked for the next step of each while the others take theirs. */
static guint32 *
find_matches (const EquateEvaluation *evaluation)
{
  const EquateRange range = evaluation->agreement->matches;
  const EquateCompiledMatch *matches = evaluation->ruleset->matches;
  guint n = evaluation->n_attempts;
  guint32 *found = equate_arena_alloc (evaluation->arena, n * sizeof *found);
  for (guint i = 0; i < n; i++)
    found[i] = range.first;
  for (guint32 left = range.count; left > 0;)
    {
      guint32 half = (left + 1) / 2;
      guint32 next = left > 1 ? (left - half + 1) / 2 : 1;
      for (guint i = 0; i < n; i++)
        {
          /* Without a branch: nobody could guess it. */
          found[i] += half * (matches[found[i] + half - 1].edition < evaluation->attempts[i].edition);
          __builtin_prefetch (&matches[found[i] + next - 1]);
        }
      left -= half;
    }
  return found;
}

static void
match_attempt (Matching *matching, guint32 index, guint32 first)
{
  const EquateEvaluation *evaluation = matching->evaluation;
  const EquateRuleset *ruleset = evaluation->ruleset;
  const EquateAttempt *attempt = &evaluation->attempts[index];
  gboolean own_title = attempt->entry->title != NULL;
  if (attempt->course == EQUATE_NO_INDEX && attempt->credits == EQUATE_DECIMAL_NONE)
    return; /* out of reach of every rule */
  if (attempt->course == EQUATE_NO_INDEX || own_title)
    match_patterns (matching, index);
  if (attempt->course == EQUATE_NO_INDEX)
    return;
  const EquateRange range = evaluation->agreement->matches;
  for (guint32 i = first;
       i < range.first + range.count && ruleset->matches[i].edition == attempt->edition; i++)
    {
      guint32 node = ruleset->matches[i].node;
      if (!own_title
          || ruleset->nodes[node & ~EQUATE_MATCH_LIMIT].kind != EQUATE_REQUIREMENT_TITLE)
        add_key (matching, node, index);
    }
}

/* By node, then attempt. They come by attempt: sorting them by their nodes alone, digit by digit,
 * keeps that order. */
static void
sort_keys (Matching *matching)
{
  guint n = matching->n_keys;
  guint64 *keys = matching->keys;
  guint64 least = G_MAXUINT64;
  guint64 most = 0;
  for (guint i = 0; i < n; i++)
    {
      least = MIN (least, keys[i] >> 32);
      most = MAX (most, keys[i] >> 32);
    }
  guint64 *sorted = equate_arena_alloc (matching->evaluation->arena, n * sizeof *sorted);
  for (guint shift = 0; n > 0 && (most - least) >> shift > 0; shift += DIGIT_BITS)
    {
      guint32 ends[N_DIGITS + 1] = { 0 };
      for (guint i = 0; i < n; i++)
        ends[(((keys[i] >> 32) - least) >> shift & (N_DIGITS - 1)) + 1]++;
      for (guint digit = 1; digit < N_DIGITS; digit++)
        ends[digit] += ends[digit - 1];
      for (guint i = 0; i < n; i++)
        sorted[ends[((keys[i] >> 32) - least) >> shift & (N_DIGITS - 1)]++] = keys[i];
      guint64 *other = keys;
      keys = sorted;
      sorted = other;
    }
  matching->keys = keys;
}

static void
judge_hit (Matching *matching, guint64 key, EquateLeafHit *hit)
{
  const EquateEvaluation *evaluation = matching->evaluation;
  const EquateRuleset *ruleset = evaluation->ruleset;
  guint32 node = (guint32) (key >> 32);
  guint32 index = (guint32) key >> 1;
  Verdict verdict = { EQUATE_TRUTH_YES, EQUATE_REASON_NONE, 0 };
  const EquateAttempt *attempt = &evaluation->attempts[index];
  if (key & 1)
    judge (&verdict, EQUATE_TRUTH_NO, EQUATE_REASON_PATTERN_LIMIT, 0);
  else if (ruleset->nodes[node].conditions != EQUATE_NO_INDEX)
    {
      const EquateCompiledConditions *conditions
          = &ruleset->conditions[ruleset->nodes[node].conditions];
      judge_grades (matching, attempt, conditions, &verdict);
      judge_credits (attempt, conditions, &verdict);
      judge_dates (evaluation, attempt, conditions, &verdict);
      judge_course (evaluation, attempt, conditions, &verdict);
    }
  *hit = (EquateLeafHit){ ruleset->nodes[node].rule, node,           index,
                          verdict.truth,             verdict.reason, verdict.missing };
}

EquateReasonCode
equate_rule_closed (const EquateEvaluation *evaluation, const EquateCompiledRule *rule)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
  if (!equate_period_contains (ruleset->periods[rule->valid], evaluation->on))
    return EQUATE_REASON_RULE_NOT_VALID;
  if (terms->programmes.count == 0)
    return EQUATE_REASON_NONE;
  if (evaluation->programme == EQUATE_NO_INDEX)
    return EQUATE_REASON_PROGRAMME;
  for (guint32 i = 0; i < terms->programmes.count; i++)
    if (ruleset->string_lists[terms->programmes.first + i]
        == ruleset->programmes[evaluation->programme].id)
      return EQUATE_REASON_NONE;
  return EQUATE_REASON_PROGRAMME;
}

static void
deny (EquateEvaluation *evaluation, EquateAttempt *attempt, const EquateLeafHit *hit,
      gint priority)
{
  if (hit->truth == EQUATE_TRUTH_YES && attempt->missing == 0)
    {
      attempt->denied_priority
          = attempt->denied ? MAX (attempt->denied_priority, priority) : priority;
      attempt->denied = TRUE;
    }
  else if (hit->truth != EQUATE_TRUTH_NO)
    {
      EquateMaybeDenial *denial = equate_arena_new0 (evaluation->arena, EquateMaybeDenial);
      *denial = (EquateMaybeDenial){ priority, hit->missing | attempt->missing,
                                     attempt->maybe_denied };
      attempt->maybe_denied = denial;
    }
}

static void
apply_denials (EquateEvaluation *evaluation)
{
  for (guint i = 0; i < evaluation->n_touched; i++)
    {
      const EquateTouchedRule *touched = &evaluation->touched[i];
      const EquateCompiledRule *rule = &evaluation->ruleset->rules[touched->rule];
      const EquateCompiledTerms *terms = &evaluation->ruleset->terms[rule->terms];
      if (terms->deny.count == 0 || touched->closed != EQUATE_REASON_NONE)
        continue;
      for (guint32 h = 0; h < touched->n_hits; h++)
        {
          const EquateLeafHit *hit = &evaluation->hits[touched->first_hit + h];
          deny (evaluation, &evaluation->attempts[hit->attempt], hit, terms->priority);
        }
    }
}

static void
collect_touched (EquateEvaluation *evaluation)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  EquateTouchedRule *touched = equate_arena_alloc (
      evaluation->arena, evaluation->n_hits * sizeof (EquateTouchedRule));
  guint n = 0;
  for (guint32 i = 0; i < evaluation->n_hits; i++)
    {
      guint32 rule = evaluation->hits[i].rule;
      if (n == 0 || touched[n - 1].rule != rule)
        {
          touched[n++] = (EquateTouchedRule){
            .rule = rule,
            .first_hit = i,
            .closed = equate_rule_closed (evaluation, &ruleset->rules[rule]),
          };
        }
      touched[n - 1].n_hits++;
    }
  evaluation->n_touched = n;
  evaluation->touched = touched;
}

void
equate_leaves_match (EquateEvaluation *evaluation)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  Matching matching = { .evaluation = evaluation };
  const guint32 *first = find_matches (evaluation);
  for (guint32 i = 0; i < evaluation->n_attempts; i++)
    if (evaluation->attempts[i].counts)
      match_attempt (&matching, i, first[i]);
  for (guint i = 0; i < matching.n_keys; i++)
    __builtin_prefetch (&ruleset->rules[ruleset->nodes[matching.keys[i] >> 32].rule]);
  sort_keys (&matching);
  evaluation->n_hits = matching.n_keys;
  evaluation->hits
      = equate_arena_alloc (evaluation->arena, matching.n_keys * sizeof (EquateLeafHit));
  for (guint i = 0; i < matching.n_keys; i++)
    judge_hit (&matching, matching.keys[i], &evaluation->hits[i]);
  collect_touched (evaluation);
  apply_denials (evaluation);
}

EquateTruth
equate_hit_truth (const EquateEvaluation *evaluation, const EquateLeafHit *hit, gint priority,
                  guint *missing)
{
  const EquateAttempt *attempt = &evaluation->attempts[hit->attempt];
  *missing = 0;
  if (hit->truth == EQUATE_TRUTH_NO || (attempt->denied && attempt->denied_priority >= priority))
    return EQUATE_TRUTH_NO;
  *missing = hit->missing | attempt->missing;
  for (const EquateMaybeDenial *d = attempt->maybe_denied; d != NULL; d = d->next)
    if (d->priority >= priority)
      *missing |= d->missing;
  return *missing != 0 ? EQUATE_TRUTH_UNKNOWN : EQUATE_TRUTH_YES;
}
