/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * cases/1: what an agreement has to decide on given entries.
 */
#pragma once

#include "model/decision.h"
#include "model/transcript.h"

G_BEGIN_DECLS

/* A choice, truth or number that an expectation does not name. */
#define EQUATE_NOT_EXPECTED (-1)
#define EQUATE_NO_PRIORITY G_MININT

/* One word, with its place. */
typedef struct
{
  EquateSpan span;
  gint value; /* EQUATE_NOT_EXPECTED: not named */
} EquateExpectedWord;

/* An empty list says more than none. */
typedef struct
{
  EquateSpan span;
  gboolean given;
  EquateList items;
} EquateExpectedList;

/* What is left out (a NULL text, EQUATE_DECIMAL_NONE …) is free, here and below. */
typedef struct
{
  EquateSpan span;
  EquateName rule;
  gint kind; /* EquateDecidedKind */
  EquateCode target;
  EquateDecimal credits;
  const char *unit;
  const char *grade;
  EquateName conversion;
  gint method; /* EquateMethod */
  gint fallback;
  EquateExpectedList consumes; /* EquateCode */
  gint priority;
} EquateExpectedAward;

typedef struct
{
  EquateSpan span;
  EquateCode course;
  gint fate;       /* EquateFate */
  gint reason;     /* EquateReasonCode */
  EquateName rule; /* that used the entry, or that has the reason */
  EquateDecimal credits;
  const char *grade;
  const char *converted;
} EquateExpectedEntry;

typedef struct
{
  EquateSpan span;
  EquateName rule;
  EquateCode entry;
  const char *missing;
  EquateExpectedList would_award; /* EquateExpectedAward */
} EquateExpectedMissing;

typedef struct
{
  EquateSpan span;
  EquateDecimal source_earned;
  EquateDecimal source_used;
  EquateDecimal source_unused;
  EquateDecimal awarded;
  EquateDecimal cut_by_limits;
  EquateRatio rate_and_rounding; /* in credits; denominator 0: not named */
  const char *unit;
} EquateExpectedAccount;

typedef struct
{
  EquateSpan span;
  EquateExpectedWord outcome;           /* EquateOutcome */
  EquateExpectedList awards;            /* EquateExpectedAward: the whole list */
  EquateExpectedList entries;           /* EquateExpectedEntry: some of them */
  EquateExpectedList missing;           /* EquateExpectedMissing: some; given and empty: none */
  const EquateExpectedAccount *account; /* NULL: not named */
  EquateExpectedWord optimal;
  EquateExpectedList warnings; /* EquateName, codes: some; given and empty: none */
} EquateExpectation;

typedef struct
{
  EquateSpan span;
  EquateName name;
  EquateDate on;
  EquateTranscript transcript; /* its student is the name of the case */
  EquateExpectation expect;
} EquateCase;

typedef struct
{
  EquateSpan span;
  EquateName agreement;
  EquateList cases; /* EquateCase */
  gint status;      /* EquateStatus */
  const char *note;
  const char *source;
} EquateCases;

G_END_DECLS
