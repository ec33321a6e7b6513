/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which entries count: statuses and failures, then age, then repeats (language.md 9, "Order"). */
#include "decide/evaluation.h"

#include <string.h>

#define N_READ_MARKS 32u

/* A grade of the transcript that was read. */
typedef struct
{
  const EquateScaleEdition *scale; /* borrowed; NULL: free */
  const char *grade;               /* borrowed from the transcript */
  EquateMark mark;
  gboolean is_failing;
} ReadMark;

/* All entries of a transcript, judged one after the other. */
typedef struct
{
  EquateEvaluation *evaluation;        /* borrowed */
  guint32 scale;                       /* of the source institution */
  const EquateScaleEdition *own_scale; /* borrowed; NULL: which edition, the date tells */
  ReadMark read_marks[N_READ_MARKS];   /* a transcript has few different grades */
} Judging;

static gboolean
is_any_title (const EquateRuleset *ruleset, guint32 edition, const char *title)
{
  EquateRange titles = ruleset->editions[edition].titles;
  for (guint32 i = 0; i < titles.count; i++)
    if (strcmp (equate_ruleset_text (ruleset, ruleset->string_lists[titles.first + i]), title) == 0)
      return TRUE;
  return FALSE;
}

static void
warn_of_credits (EquateEvaluation *evaluation, const EquateAttempt *attempt, EquateDecimal credits)
{
  char own[EQUATE_DECIMAL_BUFFER];
  char known[EQUATE_DECIMAL_BUFFER];
  equate_evaluation_warn (evaluation, EQUATE_DIAGNOSTIC_CREDITS_DIFFER,
                          "%s has %s credits in the transcript and %s in the catalog",
                          equate_attempt_get_code (evaluation, attempt),
                          equate_decimal_format (attempt->entry->credits, own),
                          equate_decimal_format (credits, known));
}

static void
warn_of_title (EquateEvaluation *evaluation, const EquateAttempt *attempt)
{
  equate_evaluation_warn (evaluation, EQUATE_DIAGNOSTIC_CREDITS_DIFFER,
                          "%s has another title in the transcript than in the catalog: %s",
                          equate_attempt_get_code (evaluation, attempt), attempt->entry->title);
}

/* All codes at once: each look into the ruleset waits for memory unless it was asked for early. */
static void
find_courses (EquateEvaluation *evaluation, const EquateTranscript *transcript)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  EquateAttempt *attempts = evaluation->attempts;
  guint n = evaluation->n_attempts;
  const char **keys = equate_arena_take (evaluation->arena, n * sizeof *keys);
  guint32 *editions = equate_arena_take (evaluation->arena, n * sizeof *editions);
  for (guint i = 0; i < n; i++)
    keys[i] = equate_list_index (transcript->entries, EquateEntry, i)->course.key;
  equate_ruleset_find_editions (ruleset, evaluation->from, keys, n, editions);
  for (guint i = 0; i < n; i++)
    {
      const EquateEntry *entry = equate_list_index (transcript->entries, EquateEntry, i);
      if (editions[i] != EQUATE_NO_INDEX)
        __builtin_prefetch (&ruleset->editions[editions[i] & ~EQUATE_FIRST_OF_SEVERAL]);
      attempts[i] = (EquateAttempt){
        .entry = entry,
        .credits = entry->credits,
        .course = EQUATE_NO_INDEX,
        .edition = editions[i],
        .date = entry->date != 0 ? entry->date : evaluation->on,
      };
    }
}

static void
warn_of_unknown_course (EquateEvaluation *evaluation, const EquateAttempt *attempt)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  equate_evaluation_warn (
      evaluation, EQUATE_DIAGNOSTIC_UNKNOWN_ENTRY_COURSE, "%s is not in the catalog of %s",
      attempt->entry->course.text,
      equate_ruleset_text (ruleset, ruleset->institutions[evaluation->from].id));
}

/* Where the first edition of the course is not all there is to say. */
static guint32
choose_edition (EquateEvaluation *evaluation, const EquateAttempt *attempt)
{
  gboolean in_force = FALSE;
  guint32 edition = equate_ruleset_find_edition (evaluation->ruleset, attempt->course,
                                                 attempt->date, &in_force);
  if (!in_force)
    {
      char date[EQUATE_DATE_BUFFER];
      equate_evaluation_warn (evaluation, EQUATE_DIAGNOSTIC_NO_EDITION,
                              "%s has no edition that was in force on %s",
                              equate_attempt_get_code (evaluation, attempt),
                              equate_date_format (attempt->date, date));
    }
  return edition;
}

static void
find_edition (EquateEvaluation *evaluation, EquateAttempt *attempt)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  const EquateEntry *entry = attempt->entry;
  if (attempt->edition == EQUATE_NO_INDEX)
    {
      warn_of_unknown_course (evaluation, attempt);
      return;
    }
  gboolean several = (attempt->edition & EQUATE_FIRST_OF_SEVERAL) != 0;
  attempt->edition &= ~EQUATE_FIRST_OF_SEVERAL;
  attempt->course = ruleset->editions[attempt->edition].course;
  if (several || !equate_period_contains (ruleset->editions[attempt->edition].valid, attempt->date))
    attempt->edition = choose_edition (evaluation, attempt);
  const EquateCompiledEdition *edition = &ruleset->editions[attempt->edition];
  if (attempt->credits == EQUATE_DECIMAL_NONE)
    attempt->credits = edition->credits;
  else if (attempt->credits != edition->credits && edition->credits != EQUATE_DECIMAL_NONE)
    warn_of_credits (evaluation, attempt, edition->credits);
  if (entry->title != NULL && !is_any_title (ruleset, attempt->edition, entry->title))
    warn_of_title (evaluation, attempt);
}

static gboolean
is_same_text (const char *a, const char *b)
{
  while (*a != '\0' && *a == *b) /* short ones, as grades are */
    {
      a++;
      b++;
    }
  return *a == *b;
}

static const ReadMark *
read_mark (Judging *judging, const EquateScaleEdition *scale, const char *grade)
{
  /* Letters and what follows them, + or -, all have places of their own. */
  guint second = grade[0] != '\0' ? (guchar) grade[1] : 0;
  ReadMark *read = &judging->read_marks[((guchar) grade[0] % 8 + 8 * (second / 2)) % N_READ_MARKS];
  if (read->scale != scale || !is_same_text (read->grade, grade))
    {
      *read = (ReadMark){ scale, grade, equate_scale_read (scale, grade), FALSE };
      read->is_failing = equate_mark_is_failing (&read->mark);
    }
  return read;
}

static void
warn_of_grade (EquateEvaluation *evaluation, const EquateAttempt *attempt)
{
  equate_evaluation_warn (
      evaluation, EQUATE_DIAGNOSTIC_UNKNOWN_ENTRY_GRADE, "%s: the scale `%s` has no grade `%s`",
      equate_attempt_get_code (evaluation, attempt),
      equate_scale_edition_get_scale (attempt->mark.scale)->id.text, attempt->entry->grade);
}

/* FALSE: the grade is a failing one. */
static gboolean
read_grade (Judging *judging, EquateAttempt *attempt)
{
  const EquateGradebook *book = judging->evaluation->ruleset->gradebook;
  const EquateEntry *entry = attempt->entry;
  attempt->scale = entry->scale.text != NULL ? equate_gradebook_find_scale (book, entry->scale.text)
                                             : judging->scale;
  if (entry->grade == NULL)
    return TRUE;
  const EquateScaleEdition *scale
      = attempt->scale == judging->scale && judging->own_scale != NULL
            ? judging->own_scale
            : equate_gradebook_get_scale (book, attempt->scale, attempt->date, NULL);
  const ReadMark *read = read_mark (judging, scale, entry->grade);
  attempt->mark = read->mark;
  if (attempt->mark.kind == EQUATE_MARK_UNKNOWN)
    warn_of_grade (judging->evaluation, attempt);
  if (attempt->mark.kind == EQUATE_MARK_UNKNOWN || attempt->mark.kind == EQUATE_MARK_PENDING)
    attempt->missing |= EQUATE_EVIDENCE_GRADE;
  return !read->is_failing;
}

static EquateFate
judge_status (const EquateAttempt *attempt, gboolean passes)
{
  switch (attempt->entry->status)
    {
    case EQUATE_ENTRY_WITHDRAWN:
      return EQUATE_FATE_WITHDRAWN;
    case EQUATE_ENTRY_IN_PROGRESS:
      return EQUATE_FATE_IN_PROGRESS;
    case EQUATE_ENTRY_TRANSFERRED:
      return EQUATE_FATE_TRANSFERRED;
    case EQUATE_ENTRY_FAILED:
      return EQUATE_FATE_FAILED;
    default:
      return passes ? EQUATE_FATE_NOT_USED : EQUATE_FATE_FAILED;
    }
}

static EquateFate
judge_age (EquateEvaluation *evaluation, EquateAttempt *attempt)
{
  EquateAge max_age = evaluation->agreement->max_age;
  if (max_age == 0)
    return EQUATE_FATE_NOT_USED;
  if (attempt->entry->date == 0)
    attempt->missing |= EQUATE_EVIDENCE_DATE;
  else if (evaluation->on > equate_date_add_months (attempt->entry->date, max_age))
    return EQUATE_FATE_TOO_OLD;
  return EQUATE_FATE_NOT_USED;
}

static int
compare_dates (const EquateAttempt *a, const EquateAttempt *b)
{
  if (a->entry->date != b->entry->date)
    return a->entry->date < b->entry->date ? -1 : 1;
  return (a > b) - (a < b); /* transcript order */
}

/* How well an attempt stands, each on its own scale: graded, ungraded, without a grade. */
static guint
get_rank (const EquateAttempt *attempt)
{
  if (attempt->mark.kind == EQUATE_MARK_GRADE)
    return 2;
  return attempt->mark.kind == EQUATE_MARK_PASSED ? 1 : 0;
}

static int
compare_marks (const EquateAttempt *a, const EquateAttempt *b)
{
  guint left = get_rank (a);
  guint right = get_rank (b);
  if (left != right || left != 2)
    return (left > right) - (left < right);
  EquateRatio left_share = equate_ratio_new (equate_mark_share (&a->mark),
                                             equate_scale_get_share_denominator (a->mark.scale));
  EquateRatio right_share = equate_ratio_new (equate_mark_share (&b->mark),
                                              equate_scale_get_share_denominator (b->mark.scale));
  return equate_ratio_compare (left_share, right_share);
}

static gboolean
is_pending (const EquateAttempt *attempt)
{
  return attempt->mark.kind == EQUATE_MARK_PENDING || attempt->mark.kind == EQUATE_MARK_UNKNOWN;
}

/* Whether b takes the place of a as the attempt that counts. */
static gboolean
goes_before (const EquateEvaluation *evaluation, const EquateAttempt *a, const EquateAttempt *b)
{
  if (is_pending (a) != is_pending (b))
    return is_pending (a);
  int later = compare_dates (a, b);
  if (evaluation->agreement->repeats == EQUATE_REPEATS_FIRST)
    return later > 0;
  int better = evaluation->agreement->repeats == EQUATE_REPEATS_BEST ? compare_marks (a, b) : 0;
  return better != 0 ? better < 0 : later < 0;
}

static guint
get_course_hash (const EquateAttempt *attempt)
{
  return attempt->course != EQUATE_NO_INDEX ? attempt->course * 0x9e3779b1u >> 8
                                            : g_str_hash (attempt->entry->course.key);
}

static gboolean
is_same_course (const EquateAttempt *a, const EquateAttempt *b)
{
  if (a->course != EQUATE_NO_INDEX || b->course != EQUATE_NO_INDEX)
    return a->course == b->course;
  return strcmp (a->entry->course.key, b->entry->course.key) == 0;
}

/* Of each course the attempt that counts so far, in an open table of indices + 1. */
static void
judge_repeats (EquateEvaluation *evaluation)
{
  guint n_slots = 16;
  while (n_slots < 2 * evaluation->n_attempts)
    n_slots *= 2;
  guint32 *slots = equate_arena_alloc (evaluation->arena, n_slots * sizeof *slots);
  for (guint i = 0; i < evaluation->n_attempts; i++)
    {
      EquateAttempt *attempt = &evaluation->attempts[i];
      if (!attempt->counts)
        continue;
      guint slot = get_course_hash (attempt) & (n_slots - 1);
      while (slots[slot] != 0
             && !is_same_course (attempt, &evaluation->attempts[slots[slot] - 1]))
        slot = (slot + 1) & (n_slots - 1);
      EquateAttempt *other = slots[slot] != 0 ? &evaluation->attempts[slots[slot] - 1] : NULL;
      EquateAttempt *loser = NULL;
      if (other != NULL)
        loser = goes_before (evaluation, other, attempt) ? other : attempt;
      if (loser != attempt)
        slots[slot] = i + 1;
      if (loser == NULL)
        continue;
      loser->counts = FALSE;
      loser->fate = EQUATE_FATE_REPEATED;
    }
}

/* The grade there, worked out once for each entry. */
static void
convert_grade (EquateEvaluation *evaluation, EquateAttempt *attempt)
{
  const EquateGradebook *book = evaluation->ruleset->gradebook;
  guint32 conversion = evaluation->agreement->conversion;
  if (!attempt->counts || !equate_mark_is_passing (&attempt->mark))
    return;
  if (conversion != EQUATE_NO_INDEX
      && attempt->scale == equate_gradebook_get_from (book, conversion))
    {
      EquateConverted converted = equate_gradebook_convert (book, conversion, &attempt->mark,
                                                            attempt->date, evaluation->on);
      attempt->converted = converted.mark;
      attempt->is_converted = TRUE;
      attempt->fallback = converted.fallback;
      return;
    }
  guint32 kept = conversion != EQUATE_NO_INDEX
                     ? equate_gradebook_get_to (book, conversion)
                     : evaluation->ruleset->institutions[evaluation->to].scale;
  attempt->foreign = attempt->scale != kept;
  if (attempt->foreign)
    return;
  /* The edition of the decision's day, so that all grades of the decision can be compared. */
  const EquateScaleEdition *edition
      = equate_gradebook_get_scale (book, kept, evaluation->on, NULL);
  attempt->converted = attempt->mark.scale == edition
                           ? attempt->mark
                           : equate_scale_read (edition, attempt->entry->grade);
  if (equate_mark_is_passing (&attempt->converted))
    return;
  /* Passed once, passed for good: language.md 9, "Grade". */
  attempt->converted = attempt->converted.kind == EQUATE_MARK_GRADE
                           ? equate_scale_lowest_pass (edition)
                           : (EquateMark){ .kind = EQUATE_MARK_NONE };
}

static void
judge_entry (Judging *judging, EquateAttempt *attempt)
{
  find_edition (judging->evaluation, attempt);
  EquateFate fate = judge_status (attempt, read_grade (judging, attempt));
  if (fate == EQUATE_FATE_NOT_USED)
    fate = judge_age (judging->evaluation, attempt);
  attempt->fate = (guint8) fate;
  attempt->counts = fate == EQUATE_FATE_NOT_USED;
}

void
equate_attempts_judge (EquateEvaluation *evaluation, const EquateTranscript *transcript)
{
  const EquateRuleset *ruleset = evaluation->ruleset;
  guint n = transcript->entries.length;
  Judging judging = {
    .evaluation = evaluation,
    .scale = ruleset->institutions[evaluation->from].scale,
  };
  if (judging.scale != EQUATE_NO_INDEX
      && equate_gradebook_get_n_editions (ruleset->gradebook, judging.scale) == 1)
    judging.own_scale = equate_gradebook_get_edition (ruleset->gradebook, judging.scale, 0);
  evaluation->n_attempts = n;
  evaluation->attempts = equate_arena_take (evaluation->arena, n * sizeof (EquateAttempt));
  find_courses (evaluation, transcript);
  equate_matches_fetch (evaluation);
  for (guint i = 0; i < n; i++)
    judge_entry (&judging, &evaluation->attempts[i]);
  judge_repeats (evaluation);
}

void
equate_attempts_convert (EquateEvaluation *evaluation)
{
  for (guint i = 0; i < evaluation->n_attempts; i++)
    convert_grade (evaluation, &evaluation->attempts[i]);
}
