/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * agreement/1: the rules between institutions.
 */
#pragma once

#include "model/requirement.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_GRADE_MEAN, /* weighted by source credits */
  EQUATE_GRADE_MIN,
  EQUATE_GRADE_MAX,
  EQUATE_GRADE_NONE,
} EquateGradeOfMany;

typedef enum
{
  EQUATE_REPEATS_NONE, /* not stated: best */
  EQUATE_REPEATS_BEST,
  EQUATE_REPEATS_LATEST,
  EQUATE_REPEATS_FIRST,
} EquateRepeats;

typedef struct
{
  EquateSpan span;
  EquateName id;
  EquateRequirement *take; /* NULL for a denial */
  EquateGive *give;        /* NULL for a denial */
  EquateRequirement *unless; /* NULL: none */
  EquateRequirement **deny;  /* leaves; n_deny 0: not a denial */
  guint n_deny;
  const char *because;
  gint grade; /* EquateGradeOfMany */
  gint priority;
  gint times; /* at least 1 */
  EquatePeriod valid;
  EquateList programmes; /* EquateName */
  const char *note;
  const char *source;
} EquateRule;

typedef struct
{
  EquateSpan span;
  EquateDecimal step;
  gint mode; /* EquateRounding */
} EquateRoundRule;

typedef struct
{
  EquateSpan span;
  EquateDecimal at_most;   /* target credits; EQUATE_DECIMAL_NONE where a share is given */
  EquateRatio at_most_share; /* of the target courses; denominator 0: credits are given */
  EquateGive *otherwise;   /* NULL: nothing in its place */
} EquateShortfall;

typedef struct
{
  EquateSpan span;
  EquateRatio rate; /* denominator 0: 1 */
  EquateName source_programme;
  const EquateRoundRule *round; /* NULL: 0.001 half-up */
  const EquateShortfall *shortfall; /* NULL: none */
} EquateCreditTerms;

typedef struct
{
  EquateSpan span;
  EquateName id;
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: a share */
  EquateRatio share;     /* of the target programme's credits; denominator 0: credits */
  const char *elective;  /* NULL: all awarded credits */
} EquateLimit;

typedef struct
{
  EquateSpan span;
  EquateName approved_by;
  EquateDate approved_on;
  const char *document;
  EquateDate review_by;
} EquateProvenance;

typedef struct
{
  EquateSpan span;
  EquateName id;
  EquateText title;
  EquateList from; /* EquateName; empty in a base */
  EquateName to;
  EquateList extends; /* EquateName */
  gint status;        /* EquateStatus */
  EquatePeriod valid;
  EquateList programmes; /* EquateName */
  const EquateProvenance *provenance; /* NULL: none */
  const EquateCreditTerms *credits;   /* NULL: not stated */
  EquateName grades;
  EquateList limits; /* EquateLimit */
  gint repeats;      /* EquateRepeats */
  EquateAge max_age;
  EquateConditions *defaults; /* NULL: not stated */
  EquateList rules;           /* EquateRule */
  const char *note;
  const char *source;
} EquateAgreement;

extern const EquateChoice equate_rounding_choices[];
extern const EquateChoice equate_grade_of_many_choices[];
extern const EquateChoice equate_repeats_choices[];

G_END_DECLS
