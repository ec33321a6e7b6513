/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * decision/1: what a student gets, and why not more. Everything is borrowed from the arena that
 * the decision was made in, or from the ruleset and transcript that it was made from.
 */
#pragma once

#include "base/decimal.h"
#include "base/diagnostic.h"
#include "base/period.h"
#include "model/catalog.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_OUTCOME_DECIDED,
  EQUATE_OUTCOME_NEEDS_INFO,
  EQUATE_OUTCOME_NO_AGREEMENT,
} EquateOutcome;

/* In the order in which the first that fits is chosen. */
typedef enum
{
  EQUATE_FATE_WITHDRAWN,
  EQUATE_FATE_IN_PROGRESS,
  EQUATE_FATE_TRANSFERRED,
  EQUATE_FATE_FAILED,
  EQUATE_FATE_TOO_OLD,
  EQUATE_FATE_REPEATED,
  EQUATE_FATE_USED,
  EQUATE_FATE_NEEDS_INFO,
  EQUATE_FATE_CUT_BY_LIMIT,
  EQUATE_FATE_DENIED,
  EQUATE_FATE_UNKNOWN_COURSE,
  EQUATE_FATE_NOT_USED,
} EquateFate;

typedef enum
{
  EQUATE_REASON_NONE,
  EQUATE_REASON_PATTERN_LIMIT,
  EQUATE_REASON_RULE_NOT_VALID,
  EQUATE_REASON_PROGRAMME,
  EQUATE_REASON_UNLESS,
  EQUATE_REASON_DENIED,
  EQUATE_REASON_MIN_GRADE,
  EQUATE_REASON_MAX_GRADE,
  EQUATE_REASON_MIN_CREDITS,
  EQUATE_REASON_MAX_CREDITS,
  EQUATE_REASON_TAKEN,
  EQUATE_REASON_MAX_AGE,
  EQUATE_REASON_LEVEL,
  EQUATE_REASON_LANGUAGE,
  EQUATE_REASON_MIN_HOURS,
  EQUATE_REASON_SHORTFALL,
  EQUATE_REASON_MISSING_COURSE,
  EQUATE_REASON_TIMES,
  EQUATE_REASON_LIMIT,
  EQUATE_REASON_NOT_SELECTED,
} EquateReasonCode;

typedef enum
{
  EQUATE_DECIDED_COURSE,
  EQUATE_DECIDED_ELECTIVE,
  EQUATE_DECIDED_WAIVER,
} EquateDecidedKind;

typedef struct
{
  const char *rule; /* id */
  EquateDecidedKind kind;
  const char *target; /* the course's code as its catalog writes it, or the category */
  const char *title;  /* of the course, in English if there is; nullable; for people (text output) */
  EquateDecimal credits;
  const char *unit;       /* nullable */
  const char *grade;      /* nullable: no grade */
  const char *conversion; /* id; NULL where none was used */
  const char *method;     /* of the conversion; NULL likewise */
  gboolean fallback;
  const char **consumes; /* codes in transcript order */
  guint n_consumes;
  gint priority;
} EquateDecidedAward;

typedef struct
{
  const char *rule;
  EquateReasonCode code;
  const char *detail; /* nullable */
} EquateReason;

typedef struct
{
  const char *course;    /* as the catalog writes it; of an unknown one as the transcript does */
  const char *title;     /* nullable; for people */
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: unknown */
  const char *grade;     /* as the transcript writes it; nullable */
  const char *converted; /* of a used entry; nullable */
  EquateFate fate;
  const char *rule; /* used and needs-info: the rule; else NULL */
  const EquateReason *reasons;
  guint n_reasons;
  const char *const *nearest; /* of an unknown course: the nearest codes */
  guint n_nearest;
} EquateDecidedEntry;

typedef struct
{
  const char *rule;
  const char *entry;   /* code of the entry that lacks it */
  const char *missing; /* "grade", "date", "level" … */
  const EquateDecidedAward *would_award;
  guint n_would_award;
} EquateMissingInfo;

typedef struct
{
  EquateDiagnosticCode code;
  const char *message;
} EquateDecisionWarning;

typedef struct
{
  gint semester;        /* 0: not stated */
  const char **courses; /* those that remain */
  guint n_courses;
  const char *elective;  /* NULL: courses */
  EquateDecimal credits; /* that remain of the elective */
} EquatePlanRemainder;

typedef struct
{
  const char *programme;
  EquateDecimal required;  /* EQUATE_DECIMAL_NONE where the programme states no credits */
  EquateDecimal awarded;
  EquateDecimal remaining; /* likewise */
  const EquatePlanRemainder *plan;
  guint n_plan;
} EquateProgress;

typedef struct
{
  gint priority;
  EquateDecimal credits;
} EquateBound;

typedef struct
{
  const char *student; /* nullable */
  const char *student_name; /* nullable; for people */
  const char *from;
  const char *to;
  const char *agreement;        /* NULL: no agreement */
  const char *agreement_status; /* NULL likewise */
  const char *programme;        /* nullable */
  EquateDate on;
  EquateOutcome outcome;
  gboolean optimal;
  const EquateBound *bound; /* highest priority first; where not optimal */
  guint n_bound;
  const EquateDecidedAward *awards;
  guint n_awards;
  const EquateDecidedEntry *entries;
  guint n_entries;
  const EquateMissingInfo *missing;
  guint n_missing;
  /* The account; source_unit and unit are those of the two institutions. */
  EquateDecimal source_earned;
  EquateDecimal source_used;
  EquateDecimal awarded;
  EquateDecimal cut_by_limits;
  EquateRatio rate_and_rounding; /* awarded - used x rate, in thousandths: 7.5 credits is 7500/1 */
  const char *unit;
  const char *source_unit;
  const EquateProgress *progress; /* nullable */
  const EquateDecisionWarning *warnings;
  guint n_warnings;
  const char *workspace; /* "sha256:…" */
} EquateDecision;

extern const EquateChoice equate_outcome_choices[];
extern const EquateChoice equate_fate_choices[];
extern const EquateChoice equate_reason_choices[];
extern const EquateChoice equate_decided_kind_choices[];

/* "decided", "used", "min-grade", "course": the words of the format. */
const char *equate_outcome_get_text (EquateOutcome outcome);
const char *equate_fate_get_text (EquateFate fate);
const char *equate_reason_get_text (EquateReasonCode reason);
const char *equate_decided_kind_get_text (EquateDecidedKind kind);

G_END_DECLS
