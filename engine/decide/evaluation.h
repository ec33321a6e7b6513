/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the steps of one decision share. Private to the floor.
 */
#pragma once

#include "compile/pattern.h"
#include "compile/ruleset.h"
#include "model/decision.h"
#include "model/transcript.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_TRUTH_NO,
  EQUATE_TRUTH_UNKNOWN,
  EQUATE_TRUTH_YES,
} EquateTruth;

/* Evidence that an entry may lack, in the order in which it is named. */
typedef enum
{
  EQUATE_EVIDENCE_GRADE = 1 << 0,
  EQUATE_EVIDENCE_CREDITS = 1 << 1,
  EQUATE_EVIDENCE_DATE = 1 << 2,
  EQUATE_EVIDENCE_LEVEL = 1 << 3,
  EQUATE_EVIDENCE_LANGUAGE = 1 << 4,
  EQUATE_EVIDENCE_HOURS = 1 << 5,
} EquateEvidence;

/* A denial that may hit an entry: whether it does rests on missing evidence. */
typedef struct _EquateMaybeDenial EquateMaybeDenial;
struct _EquateMaybeDenial
{
  gint priority;
  guint missing; /* EquateEvidence */
  const EquateMaybeDenial *next;
};

/* An entry of the transcript, looked up and judged by itself. */
typedef struct
{
  const EquateEntry *entry; /* borrowed from the transcript */
  EquateDecimal credits;    /* EQUATE_DECIMAL_NONE: nobody says */
  EquateMark mark;
  EquateMark converted;                  /* NONE: no converted grade */
  const EquateMaybeDenial *maybe_denied; /* NULL: none */
  guint32 course;                        /* EQUATE_NO_INDEX: unknown to the catalog */
  guint32 edition;                       /* likewise */
  guint32 scale;                         /* of the gradebook */
  EquateDate date;                       /* the entry's, or the decision's where it has none */
  gint denied_priority;
  guint8 fate;             /* EquateFate: EQUATE_FATE_NOT_USED unless it is out */
  guint8 missing;          /* EquateEvidence that every use of it lacks */
  guint8 counts : 1;       /* not out: rules may see it */
  guint8 denied : 1;       /* by a denial at denied_priority or above */
  guint8 is_converted : 1; /* by the agreement's conversion; else it is kept */
  guint8 fallback : 1;
  guint8 foreign : 1; /* graded on a scale that the agreement does not convert */
} EquateAttempt;

/* A leaf that selects an entry, and what it says of it. Small, as there are many of them. */
typedef struct
{
  guint32 rule;
  guint32 node;
  guint32 attempt;
  guint8 truth;          /* EquateTruth */
  guint8 reason;         /* EquateReasonCode: why not */
  guint8 missing;        /* EquateEvidence: why unknown */
  guint8 in_way : 1;     /* some way of the rule consumes the entry, whatever it awards */
  guint8 fell_short : 1; /* some such way was not granted as written for its shortfall */
} EquateLeafHit;

/* A rule that some leaf brings into play: its hits stand together, by node, then attempt. */
typedef struct
{
  guint32 rule;
  guint32 first_hit;
  guint32 n_hits;
  guint8 closed;       /* EquateReasonCode of the whole rule, which is not applied:
                          rule-not-valid, programme, unless */
  guint8 ways_cut : 1; /* the work bound ended the search for its ways */
  guint8 is_plain : 1; /* takes what one leaf selects, whatever else there is: each hit is a way */
} EquateTouchedRule;

/* Something that is not known, and on which a way rests. */
typedef struct _EquateUnknown EquateUnknown;
struct _EquateUnknown
{
  guint32 attempt;
  guint missing; /* EquateEvidence */
  const EquateUnknown *next;
};

/* A way in which a requirement is satisfied. */
typedef struct
{
  const guint32 *attempts; /* consumed, ascending; no two the same */
  guint n_attempts;
  guint n_unknown; /* pieces of evidence that it lacks */
  const EquateUnknown *unknown; /* NULL: it surely is satisfied */
} EquateWay;

/* In the arena, as its items are. */
typedef struct
{
  EquateWay *items;
  guint n;
  guint room;
} EquateWays;

typedef struct
{
  EquateDecidedKind kind;
  guint32 target; /* courses, or the category as EquateString */
  EquateDecimal credits;
} EquateGrant;

/* A rule applied in one way with one choice of awards. */
typedef struct
{
  guint32 rule;
  guint32 touched; /* index of the touched rule */
  const guint32 *attempts;
  guint n_attempts;
  const guint8 *choices; /* of each one-of, in the order of the give */
  guint n_choices;
  const EquateGrant *grants;
  guint n_grants;
  const EquateUnknown *unknown;
  gint priority;
  EquateMark grade; /* NONE: no grade */
  gboolean is_converted; /* some mark went through the conversion */
  gboolean fallback;
  gint64 share;         /* of the grade, over the scale's common denominator */
  EquateDecimal source; /* credits consumed */
} EquateApplication;

typedef struct
{
  const EquateRuleset *ruleset;
  const EquateCompiledAgreement *agreement;
  guint32 from;
  guint32 to;
  guint32 programme; /* EQUATE_NO_INDEX: none */
  EquateDate on;
  EquateArena *arena;       /* borrowed: memory of this decision */
  GHashTable *patterns;     /* borrowed: node -> EquatePattern, of the decider */
  GArray *warnings;         /* borrowed: EquateDecisionWarning */
  EquateAttempt *attempts;  /* by position in the transcript */
  guint n_attempts;
  EquateLeafHit *hits;
  EquateWay *hit_ways; /* room for one of each hit, where that alone satisfies its rule */
  guint n_hits;
  EquateTouchedRule *touched; /* by rule */
  guint n_touched;
  guint64 work; /* what is left of the work bound */
} EquateEvaluation;

/* Looks the entries up, reads their grades and settles which of them count. */
void equate_attempts_judge (EquateEvaluation *evaluation, const EquateTranscript *transcript);

/* Works out the grade there of each entry that counts. */
void equate_attempts_convert (EquateEvaluation *evaluation);

/* Asks for the memory in which the leaves of the entries will be searched. */
void equate_matches_fetch (const EquateEvaluation *evaluation);

/* Finds all hits and touched rules, and applies the denials. */
void equate_leaves_match (EquateEvaluation *evaluation);

/* A hit as seen by a rule of the priority: denials, pending grades and missing ages included. */
static inline EquateTruth
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

/* All ways of a requirement of a touched rule, each set of entries once, fewest unknowns first;
 * with_denials: as take sees them (unless does not). */
EquateWays equate_ways_find (EquateEvaluation *evaluation, EquateTouchedRule *touched,
                             guint32 node, gboolean with_denials);

/* All ways in which a touched rule is satisfied; none where it is closed, by what it says under
 * unless as well, and for a denial. Here ends the question which rules are satisfied by what; what
 * they award is the next. */
EquateWays equate_rule_find_ways (EquateEvaluation *evaluation, EquateTouchedRule *touched);

/* All applications of all touched rules, sorted as language.md 6.5 e compares them: converts the
 * grades, then finds the ways of each rule and what they award. Array of EquateApplication. */
GArray *equate_applications_find (EquateEvaluation *evaluation);
int equate_application_compare (gconstpointer a, gconstpointer b);

/* Is the hit of what the rule takes, or denies (not of its unless)? */
gboolean equate_hit_is_taken (const EquateEvaluation *evaluation, const EquateLeafHit *hit);

/* What each of the ways of a rule awards, for each choice; appends to applications. fell_short: by
 * way, whether some choice did. */
void equate_grants_add (EquateEvaluation *evaluation, guint32 touched, const EquateWays *ways,
                        gboolean *fell_short, GArray *applications);

void equate_evaluation_warn (EquateEvaluation *evaluation, EquateDiagnosticCode code,
                             const char *format, ...) G_GNUC_PRINTF (3, 4);

/* The code of an attempt as it is shown. */
const char *equate_attempt_get_code (const EquateEvaluation *evaluation,
                                     const EquateAttempt *attempt);

G_END_DECLS
