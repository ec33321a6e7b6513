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
  guint32 course;           /* EQUATE_NO_INDEX: unknown to the catalog */
  guint32 edition;          /* likewise */
  EquateDecimal credits;    /* EQUATE_DECIMAL_NONE: nobody says */
  guint32 scale;            /* of the gradebook */
  EquateMark mark;
  EquateDate date;          /* the entry's, or the decision's where it has none */
  EquateFate fate;          /* EQUATE_FATE_NOT_USED unless it is out */
  gboolean counts;          /* not out: rules may see it */
  guint missing;            /* EquateEvidence that every use of it lacks */
  gboolean denied;          /* by a denial at denied_priority or above */
  gint denied_priority;
  const EquateMaybeDenial *maybe_denied; /* NULL: none */
  EquateMark converted;       /* NONE: no converted grade */
  gboolean is_converted;      /* by the agreement's conversion; else it is kept */
  gboolean fallback;
  gboolean foreign; /* graded on a scale that the agreement does not convert */
} EquateAttempt;

/* A leaf that selects an entry, and what it says of it. */
typedef struct
{
  guint32 rule;
  guint32 node;
  guint32 attempt;
  EquateTruth truth;
  EquateReasonCode reason; /* why not */
  guint missing;           /* EquateEvidence: why unknown */
  gboolean in_way;         /* some way of the rule consumes the entry, whatever it awards */
  gboolean fell_short;     /* some such way was not granted as written for its shortfall */
} EquateLeafHit;

/* A rule that some leaf brings into play: its hits stand together, by node, then attempt. */
typedef struct
{
  guint32 rule;
  guint32 first_hit;
  guint32 n_hits;
  EquateReasonCode closed; /* the whole rule is not applied: rule-not-valid, programme, unless */
  gboolean ways_cut;       /* the work bound ended the search for its ways */
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
  guint n_hits;
  EquateTouchedRule *touched; /* by rule */
  guint n_touched;
  guint64 work; /* what is left of the work bound */
} EquateEvaluation;

/* Looks the entries up, reads their grades and settles which of them count. */
void equate_attempts_judge (EquateEvaluation *evaluation, const EquateTranscript *transcript);

/* Finds all hits and touched rules, and applies the denials. */
void equate_leaves_match (EquateEvaluation *evaluation);

/* Does the rule's own period and programme fit? EQUATE_REASON_NONE: yes. */
EquateReasonCode equate_rule_closed (const EquateEvaluation *evaluation,
                                     const EquateCompiledRule *rule);

/* A hit as seen by a rule of the priority: denials, pending grades and missing ages included. */
EquateTruth equate_hit_truth (const EquateEvaluation *evaluation, const EquateLeafHit *hit,
                              gint priority, guint *missing);

/* All ways of a requirement of a touched rule, each set of entries once, fewest unknowns first;
 * with_denials: as take sees them (unless does not). */
EquateWays equate_ways_find (EquateEvaluation *evaluation, EquateTouchedRule *touched,
                             guint32 node, gboolean with_denials);

/* All applications of all touched rules, sorted as language.md 6.5 e compares them. Array of
 * EquateApplication. */
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
