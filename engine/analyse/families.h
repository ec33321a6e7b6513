/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The families of findings. Private to the floor.
 */
#pragma once

#include "analyse/analysis.h"
#include "analyse/rule-shape.h"
#include "analyse/way-set.h"

G_BEGIN_DECLS

/* Everything that one family has to say of a workspace; the driver holds the list of them. */
typedef void (*EquateFamily) (const EquateAnalysis *analysis);

/* course-findings.c: EQ302 and EQ303. */
void equate_find_course_findings (const EquateAnalysis *analysis);

/* agreement-findings.c: what the rules of each agreement are to one another, EQ304 to EQ310. */
void equate_find_agreement_findings (const EquateAnalysis *analysis);

/* credit-findings.c: EQ311. */
void equate_find_credit_findings (const EquateAnalysis *analysis);

/* round-trip-findings.c: EQ312. */
void equate_find_round_trip_findings (const EquateAnalysis *analysis);

/* pattern-findings.c: EQ313 and EQ314. */
void equate_find_pattern_findings (const EquateAnalysis *analysis);

/* grading-findings.c: EQ316 and EQ318 to EQ320. */
void equate_find_grading_findings (const EquateAnalysis *analysis);

/* upkeep-findings.c: EQ321 to EQ325. */
void equate_find_upkeep_findings (const EquateAnalysis *analysis);

/* What is worked out once for all that is said of an agreement. */
typedef struct
{
  guint32 agreement;
  EquateRange rules;             /* of the ruleset */
  EquateWork *work;              /* borrowed */
  const EquateWaySet *ways;      /* borrowed */
  const EquateRuleShape *shapes; /* borrowed: by place in the agreement */
} EquateAgreementView;

typedef struct _EquateRuleMeetings EquateRuleMeetings;

/* Its parts. never-findings.c: EQ304. */
void equate_find_never_findings (const EquateAnalysis *analysis, const EquateAgreementView *view);
/* double-findings.c: EQ305 and EQ307; needless: by place in the agreement, set for the rules that
 * they name. */
void equate_find_double_findings (const EquateAnalysis *analysis, const EquateAgreementView *view,
                                  guint8 *needless);
/* rival-findings.c: EQ306 and EQ310. */
void equate_find_rival_findings (const EquateAnalysis *analysis,
                                 const EquateRuleMeetings *meetings);
/* overlap-findings.c: EQ328. */
void equate_find_overlap_findings (const EquateAnalysis *analysis,
                                   const EquateRuleMeetings *meetings);
/* gap-findings.c: EQ308 and EQ309. */
void equate_find_gap_findings (const EquateAnalysis *analysis, const EquateAgreementView *view);

G_END_DECLS
