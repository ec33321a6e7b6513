/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a rule takes, and what it gives.
 */
#pragma once

#include "model/catalog.h"

G_BEGIN_DECLS

typedef enum
{
  /* Leaves: each consumes exactly one entry. */
  EQUATE_REQUIREMENT_COURSE,
  EQUATE_REQUIREMENT_MATCH,
  EQUATE_REQUIREMENT_TAG,
  EQUATE_REQUIREMENT_ISCED,
  EQUATE_REQUIREMENT_TITLE,
  /* Combinations. */
  EQUATE_REQUIREMENT_ALL_OF,
  EQUATE_REQUIREMENT_ANY_OF,
  EQUATE_REQUIREMENT_N_OF,
  EQUATE_REQUIREMENT_TOTAL_CREDITS,
} EquateRequirementKind;

/* Conditions of a leaf, in the order in which their reasons are given. What is not asked: a NULL
 * text, EQUATE_DECIMAL_NONE, a zero. */
typedef struct
{
  EquateName min_grade; /* on the scale of the source institution, inclusive */
  EquateName max_grade;
  EquateDecimal min_credits;
  EquateDecimal max_credits;
  EquatePeriod taken;
  EquateAge max_age;
  gint level; /* EquateLevel */
  const char *language;
  const EquateHours *min_hours; /* NULL: none */
} EquateConditions;

typedef struct _EquateRequirement EquateRequirement;

struct _EquateRequirement
{
  EquateSpan span;
  EquateRequirementKind kind;
  EquateCode code;               /* COURSE */
  EquateName text;               /* MATCH and TITLE: the pattern; TAG; ISCED: the prefix */
  EquateConditions conditions;   /* of leaves */
  guint n;                       /* N_OF */
  EquateDecimal total;           /* TOTAL_CREDITS */
  EquateRequirement **children;  /* of combinations; TOTAL_CREDITS has one, a leaf */
  guint n_children;
};

#define equate_requirement_is_leaf(kind) ((kind) <= EQUATE_REQUIREMENT_TITLE)

typedef enum
{
  EQUATE_AWARD_COURSE,
  EQUATE_AWARD_ELECTIVE,
  EQUATE_AWARD_WAIVER,
  EQUATE_AWARD_ALL_OF, /* a list */
  EQUATE_AWARD_ONE_OF,
} EquateAwardKind;

typedef enum
{
  EQUATE_CREDITS_CATALOG,
  EQUATE_CREDITS_FIXED,
  EQUATE_CREDITS_CONVERTED,
} EquateCreditsKind;

typedef struct _EquateGive EquateGive;

struct _EquateGive
{
  EquateSpan span;
  EquateAwardKind kind;
  EquateCode code;      /* COURSE, WAIVER */
  EquateName category;  /* ELECTIVE */
  EquateCreditsKind credits_kind;
  EquateDecimal credits; /* FIXED */
  EquateGive **children; /* ALL_OF, ONE_OF */
  guint n_children;
};

G_END_DECLS
