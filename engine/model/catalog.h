/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * catalog/1: an institution, its courses and programmes. Plain data; everything is borrowed from
 * the arena of the workspace.
 */
#pragma once

#include "yaml/yaml-decode.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_STATUS_NONE,
  EQUATE_STATUS_DRAFT,
  EQUATE_STATUS_ILLUSTRATIVE,
  EQUATE_STATUS_APPROVED,
  EQUATE_STATUS_REVOKED,
} EquateStatus;

typedef enum
{
  EQUATE_LEVEL_NONE,
  EQUATE_LEVEL_BACHELOR,
  EQUATE_LEVEL_MASTER,
  EQUATE_LEVEL_DOCTORAL,
} EquateLevel;

typedef enum
{
  EQUATE_HOURS_TOTAL,
  EQUATE_HOURS_LECTURE,
  EQUATE_HOURS_EXERCISES,
  EQUATE_HOURS_LABORATORY,
  EQUATE_HOURS_PROJECT,
  EQUATE_HOURS_SEMINAR,
  EQUATE_HOURS_SELF_STUDY,
  EQUATE_N_HOURS
} EquateHoursKind;

/* Hours by kind; EQUATE_DECIMAL_NONE where a kind is not listed. */
typedef struct
{
  EquateSpan span;
  EquateDecimal kinds[EQUATE_N_HOURS];
} EquateHours;

/* A key with a text, as in identifiers. */
typedef struct
{
  const char *key;
  const char *value;
} EquatePair;

typedef struct
{
  EquateSpan span;
  EquateCode code;
  EquateText title;
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: not stated */
  const EquateHours *hours; /* NULL: not stated */
  gint level;               /* EquateLevel */
  EquateName isced;         /* 2 to 4 digits */
  gint semester;            /* 0: not stated */
  EquateList languages;     /* const char * */
  EquatePeriod valid;
  EquateList aliases;       /* EquateCode */
  EquateList tags;          /* const char * */
  EquateList prerequisites; /* EquateCode */
  EquateList outcomes;      /* const char * */
  const char *source;
} EquateCourse;

/* One line of a plan: courses, or elective credits. */
typedef struct
{
  EquateSpan span;
  gint semester;
  EquateList courses;  /* EquateCode */
  const char *elective; /* NULL: courses */
  EquateDecimal credits; /* of the elective */
} EquatePlanItem;

typedef struct
{
  EquateSpan span;
  EquateName id;
  EquateText title;
  gint level;            /* EquateLevel */
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: not stated */
  EquateDecimal years;   /* EQUATE_DECIMAL_NONE: not stated */
  EquateList plan;       /* EquatePlanItem */
} EquateProgramme;

typedef struct
{
  EquateSpan span;
  EquateName institution;
  EquateText name;
  EquateName country;
  EquateList identifiers; /* EquatePair */
  EquateName credit_unit;
  EquateName grading;
  EquateList courses;    /* EquateCourse */
  EquateList programmes; /* EquateProgramme */
  gint status;           /* EquateStatus */
  const char *note;
  const char *source;
} EquateCatalog;

extern const EquateChoice equate_status_choices[];
extern const EquateChoice equate_level_choices[];
extern const char *const equate_hours_names[EQUATE_N_HOURS];

/* The text in the language, else in English, else the first; NULL for an empty one. */
const char *equate_text_get (const EquateText *text, const char *language);

/* The word of a choice's value; NULL when it has none. */
const char *equate_choice_get_text (const EquateChoice *choices, gint value);

G_END_DECLS
