/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * grading/1: scales and conversions.
 */
#pragma once

#include "model/catalog.h"

G_BEGIN_DECLS

typedef struct
{
  EquateSpan span;
  EquateName label;
  EquateDecimal value; /* EQUATE_DECIMAL_NONE where a mean makes no sense */
  EquateList aliases;  /* EquateName */
  gboolean failed;
} EquateGrade;

typedef struct
{
  EquateSpan span;
  EquateList passed;  /* EquateName */
  EquateList failed;  /* EquateName */
  EquateList pending; /* EquateName */
} EquateUngraded;

/* Numeric (best, pass, worst) or with grades, best first. */
typedef struct
{
  EquateSpan span;
  EquateName id;
  EquateDecimal best; /* the three EQUATE_DECIMAL_NONE where there are grades */
  EquateDecimal pass;
  EquateDecimal worst;
  EquateDecimal step; /* EQUATE_DECIMAL_NONE: 0.001 */
  EquateList grades;  /* EquateGrade */
  EquateUngraded ungraded;
  EquatePeriod valid;
  const char *standing;
  const char *source;
  const char *note;
} EquateScale;

typedef enum
{
  EQUATE_METHOD_TABLE = 1,
  EQUATE_METHOD_LINEAR,
  EQUATE_METHOD_DISTRIBUTION,
  EQUATE_METHOD_CHAIN,
} EquateMethod;

typedef enum
{
  EQUATE_GRADE_ROUND_NEAREST, /* ties to the better grade */
  EQUATE_GRADE_ROUND_DOWN,    /* never better than earned */
  EQUATE_GRADE_ROUND_UP,
} EquateGradeRounding;

typedef enum
{
  EQUATE_OVERLAP_MEAN,
  EQUATE_OVERLAP_MIN,
  EQUATE_OVERLAP_MAX,
} EquateOverlap;

typedef struct
{
  EquateSpan span;
  EquateName at_least; /* a grade of the source scale */
  EquateName give;     /* a grade of the target scale */
} EquateTableRow;

typedef struct
{
  EquateName label;
  gint count;
} EquateGradeCount;

typedef struct
{
  EquateSpan span;
  gint sample;       /* 0: not stated */
  EquateList years;  /* gint */
  const char *isced;
  EquateList counts; /* EquateGradeCount */
} EquateDistribution;

typedef struct
{
  EquateSpan span;
  EquateDistribution from;
  EquateDistribution to;
} EquateDistributions;

typedef struct
{
  EquateSpan span;
  EquateName id;
  EquateName from;
  EquateName to;
  gint method;       /* EquateMethod */
  EquateList table;  /* EquateTableRow */
  gint round;        /* EquateGradeRounding */
  gboolean has_round;
  const EquateDistributions *distributions; /* NULL: none */
  gint overlap;                             /* EquateOverlap */
  gint min_sample;                          /* 0: none asked */
  EquateName fallback;
  EquateList via; /* EquateName: conversions */
  const char *standing;
  const char *source;
  const char *note;
} EquateConversion;

typedef struct
{
  EquateSpan span;
  EquateList scales;      /* EquateScale */
  EquateList conversions; /* EquateConversion */
  gint status;            /* EquateStatus */
  const char *note;
  const char *source;
} EquateGrading;

extern const EquateChoice equate_method_choices[];
extern const EquateChoice equate_grade_rounding_choices[];
extern const EquateChoice equate_overlap_choices[];

G_END_DECLS
