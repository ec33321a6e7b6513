/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which leaves select an entry, and whether their conditions hold: yes, no or unknown. */
#include "decide/evaluation.h"

#include "base/limits.h"

#include <string.h>

#define N_BARS 8u
#define MOST_DIGIT_BITS 6u
#define MOST_STEPS 16u

/* What conditions ask of a grade, as read on a scale. */
typedef struct
{
  guint32 conditions;              /* their index + 1; 0: free */
  const EquateScaleEdition *scale; /* borrowed; NULL: of entries without a grade */
  gboolean by_rank;                /* its grades are labels */
  gboolean asks_min;
  gboolean asks_max;
  gboolean asks_more; /* than a grade */
  EquateMark min;
  EquateMark max;
} Bar;

/* The search for all hits. A key is a leaf that selects an attempt: the node, the attempt, and
 * whether the pattern met its limit, from the highest bit to the lowest. */
typedef struct
{
  EquateEvaluation *evaluation; /* borrowed */
  guint64 *keys;                /* in the arena */
  guint n_keys;
  guint room;       /* for keys */
  guint32 scale;    /* of the source institution */
  gboolean denies;  /* some rule that is touched is a denial */
  Bar bars[N_BARS]; /* agreements ask for few different things */
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

static EquateMark
read_limit (const EquateRuleset *ruleset, const EquateScaleEdition *scale, EquateString text)
{
  if (text == 0 || scale == NULL)
    return (EquateMark){ .kind = EQUATE_MARK_NONE };
  return equate_scale_read (scale, equate_ruleset_text (ruleset, text));
}

static void
make_bar (const EquateRuleset *ruleset, guint32 index, const EquateScaleEdition *scale, Bar *bar)
{
  const EquateCompiledConditions *conditions = &ruleset->conditions[index];
  *bar = (Bar){
    .conditions = index + 1,
    .scale = scale,
    .by_rank = scale != NULL && !equate_scale_is_numeric (scale),
    .asks_min = conditions->min_grade != 0,
    .asks_max = conditions->max_grade != 0,
    .asks_more = conditions->min_credits != EQUATE_DECIMAL_NONE
                 || conditions->max_credits != EQUATE_DECIMAL_NONE || conditions->taken.from != 0
                 || conditions->taken.until != 0 || conditions->max_age != 0
                 || conditions->level != EQUATE_LEVEL_NONE || conditions->language != 0
                 || conditions->hours != EQUATE_NO_INDEX,
    .min = read_limit (ruleset, scale, conditions->min_grade),
    .max = read_limit (ruleset, scale, conditions->max_grade),
  };
}

static const Bar *
get_bar (Matching *matching, guint32 conditions, const EquateScaleEdition *scale)
{
  Bar *bar = &matching->bars[conditions % N_BARS];
  if (bar->conditions != conditions + 1 || bar->scale != scale)
    make_bar (matching->evaluation->ruleset, conditions, scale, bar);
  return bar;
}

/* On the scale of the source institution as of the entry's date; what carries no mark there says
 * nothing, but an ungraded pass says no. */
static EquateTruth
judge_grade (const Matching *matching, const EquateAttempt *attempt, const Bar *bar,
             const EquateMark *asked, int sign)
{
  if (attempt->mark.kind == EQUATE_MARK_PASSED)
    return EQUATE_TRUTH_NO;
  if (attempt->mark.kind != EQUATE_MARK_GRADE || attempt->scale != matching->scale
      || asked->kind != EQUATE_MARK_GRADE)
    return EQUATE_TRUTH_UNKNOWN;
  /* A rank is the smaller, the better. */
  int order = bar->by_rank ? (int) asked->rank - (int) attempt->mark.rank
                           : equate_mark_compare (&attempt->mark, asked);
  return get_truth (sign * order >= 0);
}

static void
judge_grades (const Matching *matching, const EquateAttempt *attempt, const Bar *bar,
              Verdict *verdict)
{
  if (bar->asks_min)
    judge (verdict, judge_grade (matching, attempt, bar, &bar->min, 1), EQUATE_REASON_MIN_GRADE,
           EQUATE_EVIDENCE_GRADE);
  if (bar->asks_max)
    judge (verdict, judge_grade (matching, attempt, bar, &bar->max, -1), EQUATE_REASON_MAX_GRADE,
           EQUATE_EVIDENCE_GRADE);
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
judge_others (const EquateEvaluation *evaluation, const EquateAttempt *attempt,
              const EquateCompiledConditions *conditions, Verdict *verdict)
{
  judge_credits (attempt, conditions, verdict);
  judge_dates (evaluation, attempt, conditions, verdict);
  judge_course (evaluation, attempt, conditions, verdict);
}

static void
make_room (Matching *matching)
{
  guint room = MAX (2 * matching->room, 256);
  guint64 *keys = equate_arena_take (matching->evaluation->arena, room * sizeof *keys);
  if (matching->n_keys > 0)
    memcpy (keys, matching->keys, matching->n_keys * sizeof *keys);
  matching->keys = keys;
  matching->room = room;
}

static void
warn_of_limit (EquateEvaluation *evaluation, guint32 node, guint32 attempt)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  equate_evaluation_warn (
      evaluation, EQUATE_DIAGNOSTIC_ENTRY_PATTERN_LIMIT, "rule %s: the pattern met its limit on %s",
      equate_ruleset_text (ruleset, ruleset->rules[ruleset->nodes[node].rule].id),
      equate_attempt_get_code (evaluation, &evaluation->attempts[attempt]));
}

static inline void
add_key (Matching *matching, guint32 node, guint32 attempt)
{
  if (G_UNLIKELY (matching->n_keys == matching->room))
    make_room (matching);
  guint64 limit = (node & EQUATE_MATCH_LIMIT) != 0;
  node &= ~EQUATE_MATCH_LIMIT;
  __builtin_prefetch (&matching->evaluation->ruleset->nodes[node]);
  matching->keys[matching->n_keys++] = (guint64) node << 32 | (guint64) attempt << 1 | limit;
  if (G_UNLIKELY (limit))
    warn_of_limit (matching->evaluation, node, attempt);
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

/* The page of the edition, as a range of matches; empty where there is none. */
static inline EquateRange
get_page (const EquateEvaluation *evaluation, guint32 edition)
{
  const EquateCompiledAgreement *agreement = evaluation->agreement;
  guint32 page = (edition - agreement->pages.edition) >> agreement->pages.bits;
  if (page >= agreement->pages.n)
    return (EquateRange){ 0, 0 };
  const guint32 *ends = &evaluation->ruleset->match_pages[agreement->pages.first + page];
  return (EquateRange){ agreement->matches.first + ends[0], ends[1] - ends[0] };
}

void
equate_matches_fetch (const EquateEvaluation *evaluation)
{
  const EquateCompiledMatch *matches = evaluation->ruleset->matches;
  for (guint i = 0; i < evaluation->n_attempts; i++)
    {
      EquateRange page = get_page (evaluation, evaluation->attempts[i].edition);
      __builtin_prefetch (&matches[page.first]);
      __builtin_prefetch (&matches[page.first + page.count / 2]);
    }
}

/* The first match of the edition in the range, or one behind it. */
static guint32
find_match (const EquateCompiledMatch *matches, EquateRange range, guint32 edition)
{
  guint32 found = range.first;
  guint32 left = range.count;
  while (left > MOST_STEPS)
    {
      guint32 half = (left + 1) / 2;
      /* Without a branch: nobody could guess it. */
      found += half * (matches[found + half - 1].edition < edition);
      left -= half;
    }
  /* The last steps one by one: their memory need not wait for the step before. */
  for (; left > 0 && matches[found].edition < edition; left--)
    found++;
  return found;
}

static void
match_attempt (Matching *matching, guint32 index)
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
  const EquateCompiledMatch *end = ruleset->matches + range.first + range.count;
  guint32 edition = attempt->edition;
  EquateRange page = get_page (evaluation, edition);
  if (page.count == 0)
    return;
  for (const EquateCompiledMatch *match
       = ruleset->matches + find_match (ruleset->matches, page, edition);
       match < end && match->edition == edition; match++)
    {
      guint32 node = match->node;
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
  const EquateRuleset *ruleset = matching->evaluation->ruleset;
  guint n = matching->n_keys;
  guint64 *keys = matching->keys;
  guint32 least = G_MAXUINT32;
  guint32 most = 0;
  for (guint i = 0; i < n; i++)
    {
      guint32 node = (guint32) (keys[i] >> 32);
      least = MIN (least, node);
      most = MAX (most, node);
      if (!ruleset->nodes[node].is_alone)
        __builtin_prefetch (&ruleset->rules[ruleset->nodes[node].rule]);
    }
  guint bits = n > 0 ? g_bit_storage (most - least) : 0;
  guint digits = (bits + MOST_DIGIT_BITS - 1) / MOST_DIGIT_BITS;
  guint digit_bits = digits > 0 ? (bits + digits - 1) / digits : 0;
  guint64 *sorted = equate_arena_take (matching->evaluation->arena, n * sizeof *sorted);
  for (guint digit = 0; most != least && digit < digits; digit++)
    {
      guint shift = digit * digit_bits;
      guint32 mask = (1u << digit_bits) - 1;
      guint32 ends[(1u << MOST_DIGIT_BITS) + 1] = { 0 };
      for (guint i = 0; i < n; i++)
        ends[(((guint32) (keys[i] >> 32) - least) >> shift & mask) + 1]++;
      for (guint32 value = 1; value <= mask; value++)
        ends[value] += ends[value - 1];
      for (guint i = 0; i < n; i++)
        sorted[ends[((guint32) (keys[i] >> 32) - least) >> shift & mask]++] = keys[i];
      guint64 *other = keys;
      keys = sorted;
      sorted = other;
    }
  matching->keys = keys;
}

static inline Verdict
judge_hit (Matching *matching, const EquateCompiledNode *node, const EquateAttempt *attempt)
{
  Verdict verdict = { EQUATE_TRUTH_YES, EQUATE_REASON_NONE, 0 };
  if (node->conditions == EQUATE_NO_INDEX)
    return verdict;
  const Bar *bar = get_bar (matching, node->conditions, attempt->mark.scale);
  judge_grades (matching, attempt, bar, &verdict);
  if (bar->asks_more)
    judge_others (matching->evaluation, attempt,
                  &matching->evaluation->ruleset->conditions[node->conditions], &verdict);
  return verdict;
}

/* Does the rule's own period and programme fit? EQUATE_REASON_NONE: yes. */
static EquateReasonCode
find_closed (const EquateEvaluation *evaluation, const EquateCompiledRule *rule,
             const EquateCompiledTerms *terms)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
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

/* With the first of its hits, which is at the node. */
static inline EquateTouchedRule
touch (Matching *matching, const EquateCompiledNode *node, guint32 hit)
{
  if (node->is_alone)
    return (EquateTouchedRule){ .rule = node->rule, .first_hit = hit, .is_plain = 1 };
  const EquateRuleset *ruleset = matching->evaluation->ruleset;
  const EquateCompiledRule *rule = &ruleset->rules[node->rule];
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
  matching->denies |= terms->deny.count > 0;
  return (EquateTouchedRule){
    .rule = node->rule,
    .first_hit = hit,
    .closed = (guint8) find_closed (matching->evaluation, rule, terms),
    .is_plain = rule->take == (guint32) (node - ruleset->nodes) && terms->unless == EQUATE_NO_INDEX,
  };
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

/* All of it in the order of the keys, which is that of the rules. */
static void
judge_hits (Matching *matching)
{
  EquateEvaluation *evaluation = matching->evaluation;
  const EquateCompiledNode *nodes = evaluation->ruleset->nodes;
  const EquateAttempt *attempts = evaluation->attempts;
  const guint64 *keys = matching->keys;
  guint n_hits = matching->n_keys;
  EquateLeafHit *hits = equate_arena_take (evaluation->arena, n_hits * sizeof *hits);
  EquateTouchedRule *touched = equate_arena_take (evaluation->arena, n_hits * sizeof *touched);
  guint n_touched = 0;
  guint32 rule = EQUATE_NO_INDEX;
  for (guint32 i = 0; i < n_hits; i++)
    {
      guint32 index = (guint32) (keys[i] >> 32);
      guint32 attempt = (guint32) keys[i] >> 1;
      const EquateCompiledNode *node = &nodes[index];
      if (node->rule != rule)
        {
          rule = node->rule;
          touched[n_touched++] = touch (matching, node, i);
        }
      touched[n_touched - 1].n_hits++;
      Verdict verdict = { EQUATE_TRUTH_NO, EQUATE_REASON_PATTERN_LIMIT, 0 };
      if ((keys[i] & 1) == 0)
        verdict = judge_hit (matching, node, &attempts[attempt]);
      hits[i] = (EquateLeafHit){
        .rule = rule,
        .node = index,
        .attempt = attempt,
        .truth = (guint8) verdict.truth,
        .reason = (guint8) verdict.reason,
        .missing = (guint8) verdict.missing,
      };
    }
  evaluation->hits = hits;
  evaluation->n_hits = n_hits;
  evaluation->hit_ways = equate_arena_take (evaluation->arena, n_hits * sizeof (EquateWay));
  evaluation->touched = touched;
  evaluation->n_touched = n_touched;
}

void
equate_leaves_match (EquateEvaluation *evaluation)
{
  Matching matching = {
    .evaluation = evaluation,
    .scale = evaluation->ruleset->institutions[evaluation->from].scale,
  };
  for (guint32 i = 0; i < evaluation->n_attempts; i++)
    if (evaluation->attempts[i].counts)
      match_attempt (&matching, i);
  sort_keys (&matching);
  judge_hits (&matching);
  if (matching.denies)
    apply_denials (evaluation);
}
