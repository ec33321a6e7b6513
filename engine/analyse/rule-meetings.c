/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/rule-meetings.h"

#include "analyse/award-worth.h"
#include "analyse/samples.h"
#include "analyse/way-groups.h"

#include <stdlib.h>
#include <string.h>

/* Trials for one set of courses. */
#define MAX_TRIALS 4096

/* What a pair could still be found to do, and what was found. */
typedef enum
{
  PAIR_TIES = 1 << 0,
  PAIR_OVERLAPS = 1 << 1,
  PAIR_UNTRIED = 1 << 2,
} PairState;

typedef struct
{
  guint32 early; /* rules; the key */
  guint32 late;
  guint state;                    /* PairState */
  const EquateTrialCase *example; /* owned by the meetings; of the tie, else of the overlap */
} Pair;

typedef struct
{
  const EquateAnalysis *analysis;  /* borrowed */
  const EquateAgreementView *view; /* borrowed */
  EquateRuleMeetings *meetings;    /* borrowed */
  EquateTrial *trial;              /* owned */
  GHashTable *pairs;               /* owned: Pair (owned), of which something was found */
} Search;

/* A pair of a group of which something may be found yet. */
typedef struct
{
  guint early; /* places in the group */
  guint late;
  gboolean may_tie;
  gboolean may_overlap;
  /* Of the early one, and of the late one: */
  gboolean was_alone[2];               /* it was applied to some entries, and the other was not */
  const EquateTrialCase *preferred[2]; /* it would be preferred; NULL: not so far */
} OpenPair;

/* What a trial found for one rule of a group: part of the applications. */
typedef struct
{
  guint first;
  guint n;
} Applied;

typedef struct
{
  Search *search;
  const EquateWayGroup *ways;
  GArray *open;                /* OpenPair */
  Applied *applied;            /* by place of the rule */
  const EquateTrialCase *kept; /* the present case where it is an example already */
  guint n_left;                /* trials */
  gboolean is_cut;             /* not everything could be tried */
} Group;

/* --- pairs --- */

static guint
hash_pair (gconstpointer data)
{
  const Pair *pair = data;
  return pair->early * 2654435761u + pair->late;
}

static gboolean
equal_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *left = a;
  const Pair *right = b;
  return left->early == right->early && left->late == right->late;
}

static Pair *
find_pair (const Search *search, guint32 early, guint32 late)
{
  const Pair key = { .early = early, .late = late };
  return g_hash_table_lookup (search->pairs, &key);
}

static void
add_to_pair (Search *search, guint32 early, guint32 late, PairState state,
             const EquateTrialCase *example)
{
  Pair *pair = find_pair (search, early, late);
  if (pair == NULL)
    {
      pair = g_new0 (Pair, 1);
      pair->early = early;
      pair->late = late;
      g_hash_table_add (search->pairs, pair);
    }
  pair->state |= state;
  if (example != NULL)
    pair->example = example;
}

static const EquateRuleShape *
get_shape (const Search *search, guint32 rule)
{
  return &search->view->shapes[rule - search->view->rules.first];
}

/* What the two rules give, and when, excludes neither a tie nor an overlap. */
static gboolean
could_differ (const Search *search, guint32 a, guint32 b)
{
  const EquateRuleset *ruleset = search->analysis->ruleset;
  return equate_ruleset_get_terms (ruleset, a)->priority
             == equate_ruleset_get_terms (ruleset, b)->priority
         && !equate_hash_equal (get_shape (search, a)->give, get_shape (search, b)->give)
         && equate_rules_meet (ruleset, a, b);
}

static gboolean
could_tie (const Search *search, guint32 a, guint32 b)
{
  const EquateRuleShape *left = get_shape (search, a);
  const EquateRuleShape *right = get_shape (search, b);
  return (left->n_targets & right->n_targets) != 0
         && (left->credits == right->credits || left->credits == EQUATE_DECIMAL_NONE
             || right->credits == EQUATE_DECIMAL_NONE);
}

static gboolean
could_overlap (const Search *search, guint32 a, guint32 b)
{
  const EquateRuleShape *left = get_shape (search, a);
  const EquateRuleShape *right = get_shape (search, b);
  gboolean is_sure = left->credits != EQUATE_DECIMAL_NONE && left->credits == right->credits
                     && left->n_targets == right->n_targets
                     && (left->n_targets & (left->n_targets - 1)) == 0;
  return !is_sure && (left->ground == 0 || left->ground != right->ground);
}

/* --- trials --- */

static const EquateTrialCase *
keep_case (Group *group, const EquateTrialCase *question)
{
  EquateArena *arena = group->search->meetings->arena;
  if (group->kept != NULL)
    return group->kept;
  EquateTrialCase *kept = equate_arena_copy (arena, question, sizeof *question, 1);
  kept->entries = equate_arena_copy (arena, question->entries, sizeof *question->entries,
                                     question->n_entries);
  kept->rules = NULL; /* those of the meeting */
  kept->n_rules = 0;
  group->kept = kept;
  return kept;
}

/* Both are applied: does the selection prefer one that does not give all that the other does? */
static void
judge_worth (Group *group, OpenPair *pair, const EquateTrialCase *question,
             const EquateApplication *early, const EquateApplication *late)
{
  int order = equate_application_compare_worth (early, late);
  guint preferred = order < 0;
  if (order != 0 && pair->preferred[preferred] == NULL
      && !equate_application_gives_all (order > 0 ? early : late, order > 0 ? late : early))
    pair->preferred[preferred] = keep_case (group, question);
}

/* Looks at a pair in the light of a trial; TRUE when nothing more can be found of it. */
static gboolean
judge_pair (Group *group, OpenPair *pair, const EquateTrialCase *question,
            const EquateApplication *applications)
{
  Search *search = group->search;
  Applied early = group->applied[pair->early];
  Applied late = group->applied[pair->late];
  guint32 early_rule = group->ways->rules[pair->early];
  guint32 late_rule = group->ways->rules[pair->late];
  const EquateApplication *a = &applications[early.first];
  const EquateApplication *b = &applications[late.first];
  guint i = 0;
  guint j = 0;
  if (early.n == 0 && late.n == 0)
    return FALSE;
  if (early.n == 0 || late.n == 0)
    pair->was_alone[early.n == 0] = TRUE;
  else if (pair->may_tie && equate_applications_find_tie (a, early.n, b, late.n, &i, &j))
    {
      add_to_pair (search, early_rule, late_rule, PAIR_TIES, keep_case (group, question));
      return TRUE;
    }
  else if (pair->may_overlap)
    judge_worth (group, pair, question, equate_applications_find_best (a, early.n),
                 equate_applications_find_best (b, late.n));
  for (guint which = 0; which < 2 && pair->may_overlap; which++)
    if (pair->was_alone[which] && pair->preferred[which] != NULL)
      {
        add_to_pair (search, early_rule, late_rule, PAIR_OVERLAPS, pair->preferred[which]);
        pair->may_overlap = FALSE;
      }
  return !pair->may_tie && !pair->may_overlap;
}

/* Applications stand by rule. */
static void
sort_out (Group *group, const GArray *applications)
{
  guint next = 0;
  for (guint place = 0; place < group->ways->n_rules; place++)
    {
      Applied *applied = &group->applied[place];
      applied->first = next;
      while (next < applications->len
             && g_array_index (applications, EquateApplication, next).rule
                    == group->ways->rules[place])
        next++;
      applied->n = next - applied->first;
    }
}

/* FALSE when nothing is left to do, or may be done. */
static gboolean
try_case (Group *group, const EquateTrialCase *question)
{
  Search *search = group->search;
  gboolean is_cut = FALSE;
  guint n = 0;
  if (group->n_left == 0)
    {
      group->is_cut = TRUE;
      return FALSE;
    }
  group->n_left--;
  const GArray *applications = equate_trial_run (search->trial, question);
  guint64 steps = equate_trial_get_steps (search->trial, &is_cut);
  group->is_cut = group->is_cut || is_cut;
  if (!equate_work_spend (search->view->work, steps + group->ways->n_rules + group->open->len))
    return FALSE;
  sort_out (group, applications);
  group->kept = NULL;
  for (guint i = 0; i < group->open->len; i++)
    {
      OpenPair *pair = &g_array_index (group->open, OpenPair, i);
      if (!judge_pair (group, pair, question,
                       (const EquateApplication *) (gpointer) applications->data))
        g_array_index (group->open, OpenPair, n++) = *pair;
    }
  g_array_set_size (group->open, n);
  return n > 0;
}

/* The next combination, one sample of each course; FALSE after the last. */
static gboolean
go_on (guint *places, const GPtrArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      if (++places[i] < ((const GArray *) points->pdata[i])->len)
        return TRUE;
      places[i] = 0;
    }
  return FALSE;
}

/* All combinations of the courses' samples for one day and programme. */
static gboolean
try_combinations (Group *group, EquateTrialCase *question, const GPtrArray *points)
{
  g_autofree guint *places = g_new0 (guint, points->len);
  g_autofree EquateTrialEntry *entries = g_new (EquateTrialEntry, points->len);
  question->entries = entries;
  question->n_entries = points->len;
  do
    {
      for (guint i = 0; i < points->len; i++)
        entries[i] = g_array_index ((const GArray *) points->pdata[i], EquateTrialEntry, places[i]);
      if (!try_case (group, question))
        return FALSE;
    }
  while (go_on (places, points));
  return TRUE;
}

static gboolean
try_day (Group *group, const EquateSamples *samples, EquateTrialCase *question)
{
  const EquateRuleset *ruleset = group->search->analysis->ruleset;
  const GArray *programmes = equate_samples_get_programmes (samples);
  guint32 institution = ruleset->courses[group->ways->courses[0]].institution;
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < group->ways->n_courses; i++)
    {
      GArray *entries = g_array_new (FALSE, FALSE, sizeof (EquateTrialEntry));
      equate_samples_add_entries (samples, i, question->on, entries);
      g_ptr_array_add (points, entries);
    }
  for (guint p = 0; p < programmes->len; p++)
    {
      question->programme = g_array_index (programmes, guint32, p);
      if (equate_trial_agreement_fits (ruleset, question->agreement, institution,
                                       question->programme, question->on)
          && !try_combinations (group, question, points))
        return FALSE;
    }
  return TRUE;
}

static void
try_samples (Group *group)
{
  const Search *search = group->search;
  const EquateWayGroup *ways = group->ways;
  g_autoptr (EquateSamples) samples
      = equate_samples_new (search->analysis, search->view->agreement, ways->courses,
                            ways->n_courses, ways->rules, ways->n_rules);
  EquateTrialCase question = {
    .agreement = search->view->agreement,
    .rules = ways->rules,
    .n_rules = ways->n_rules,
  };
  const GArray *days = equate_samples_get_days (samples);
  for (guint i = 0; i < days->len; i++)
    {
      question.on = g_array_index (days, EquateDate, i);
      if (!try_day (group, samples, &question))
        return;
    }
}

/* --- groups --- */

static void
find_open (Group *group)
{
  const Search *search = group->search;
  const EquateWayGroup *ways = group->ways;
  for (guint late = 1; late < ways->n_rules; late++)
    for (guint early = 0; early < late; early++)
      {
        guint32 a = ways->rules[early];
        guint32 b = ways->rules[late];
        if (!could_differ (search, a, b))
          continue;
        const Pair *known = find_pair (search, a, b);
        guint state = known != NULL ? known->state : 0;
        OpenPair pair = { .early = early,
                          .late = late,
                          .may_tie = (state & PAIR_TIES) == 0 && could_tie (search, a, b),
                          .may_overlap = (state & (PAIR_TIES | PAIR_OVERLAPS)) == 0
                                         && could_overlap (search, a, b) };
        if (pair.may_tie || pair.may_overlap)
          g_array_append_val (group->open, pair);
      }
}

static void
try_group (const EquateWayGroup *ways, gpointer data)
{
  Search *search = data;
  if (!equate_work_spend (search->view->work, (guint64) ways->n_rules * ways->n_rules / 2))
    return;
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (OpenPair));
  g_autofree Applied *applied = g_new (Applied, ways->n_rules);
  Group group = { search, ways, open, applied, NULL, MAX_TRIALS, FALSE };
  find_open (&group);
  if (open->len == 0)
    return;
  try_samples (&group);
  for (guint i = 0; group.is_cut && i < open->len; i++)
    {
      const OpenPair *pair = &g_array_index (open, OpenPair, i);
      add_to_pair (search, ways->rules[pair->early], ways->rules[pair->late], PAIR_UNTRIED, NULL);
    }
}

/* Two rules of which neither has a list of sets. */
static void
leave_untried (guint32 early, guint32 late, gpointer data)
{
  Search *search = data;
  if (could_differ (search, early, late)
      && (could_tie (search, early, late) || could_overlap (search, early, late)))
    add_to_pair (search, early, late, PAIR_UNTRIED, NULL);
}

/* --- what was found --- */

static int
compare_meetings (gconstpointer a, gconstpointer b)
{
  const EquateMeeting *left = a;
  const EquateMeeting *right = b;
  if (left->late != right->late)
    return left->late < right->late ? -1 : 1;
  if (left->early != right->early)
    return left->early < right->early ? -1 : 1;
  return (left->kind > right->kind) - (left->kind < right->kind);
}

static void
add_meeting (const Search *search, const Pair *pair, EquateMeetingKind kind)
{
  EquateMeeting meeting = { pair->early, pair->late, kind, NULL };
  if (kind != EQUATE_MEETING_UNTRIED)
    meeting.example = pair->example;
  g_array_append_val (search->meetings->found, meeting);
}

static void
collect (const Search *search, const guint8 *needless)
{
  guint32 first = search->view->rules.first;
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, search->pairs);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Pair *pair = key;
      gboolean overlaps = (pair->state & (PAIR_TIES | PAIR_OVERLAPS)) == PAIR_OVERLAPS;
      if ((pair->state & PAIR_TIES) != 0)
        add_meeting (search, pair, EQUATE_MEETING_TIE);
      if (overlaps && !needless[pair->early - first] && !needless[pair->late - first])
        add_meeting (search, pair, EQUATE_MEETING_OVERLAP);
      if ((pair->state & (PAIR_TIES | PAIR_UNTRIED)) == PAIR_UNTRIED
          && (!overlaps || could_tie (search, pair->early, pair->late)))
        add_meeting (search, pair, EQUATE_MEETING_UNTRIED);
    }
  g_array_sort (search->meetings->found, compare_meetings);
}

EquateRuleMeetings *
equate_rule_meetings_new (const EquateAnalysis *analysis, const EquateAgreementView *view,
                          const guint8 *needless)
{
  EquateRuleMeetings *meetings = g_new (EquateRuleMeetings, 1);
  meetings->found = g_array_new (FALSE, FALSE, sizeof (EquateMeeting));
  meetings->arena = equate_arena_new ();
  g_autoptr (EquateTrial) trial = equate_trial_new (analysis->ruleset);
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (hash_pair, equal_pairs, g_free, NULL);
  Search search = { analysis, view, meetings, trial, pairs };
  equate_way_groups_foreach (view->ways, try_group, &search);
  equate_way_groups_foreach_cut_pair (view->ways, leave_untried, &search);
  collect (&search, needless);
  return meetings;
}

void
equate_rule_meetings_free (EquateRuleMeetings *meetings)
{
  g_array_unref (meetings->found);
  equate_arena_free (meetings->arena);
  g_free (meetings);
}

const EquateMeeting *
equate_rule_meetings_next (const EquateRuleMeetings *meetings, EquateMeetingKind kind, guint *place,
                           guint *n)
{
  const EquateMeeting *first = NULL;
  *n = 0;
  for (; *place < meetings->found->len; ++*place)
    {
      const EquateMeeting *meeting = &g_array_index (meetings->found, EquateMeeting, *place);
      if (first != NULL && meeting->late != first->late)
        break;
      if (meeting->kind != kind)
        continue;
      if (first == NULL)
        first = meeting;
      ++*n;
    }
  return first;
}

void
equate_meeting_show (EquateTrial *trial, const EquateMeeting *meeting,
                     const EquateApplication **early, const EquateApplication **late)
{
  const guint32 rules[] = { meeting->early, meeting->late };
  EquateTrialCase question = *meeting->example;
  question.rules = rules;
  question.n_rules = G_N_ELEMENTS (rules);
  const GArray *found = equate_trial_run (trial, &question);
  const EquateApplication *applications = (const EquateApplication *) (gpointer) found->data;
  guint n = 0;
  while (n < found->len && applications[n].rule == meeting->early)
    n++;
  guint i = 0;
  guint j = 0;
  if (meeting->kind == EQUATE_MEETING_TIE
      && equate_applications_find_tie (applications, n, &applications[n], found->len - n, &i, &j))
    {
      *early = &applications[i];
      *late = &applications[n + j];
      return;
    }
  *early = equate_applications_find_best (applications, n);
  *late = equate_applications_find_best (&applications[n], found->len - n);
}
