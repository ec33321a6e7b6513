/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * transcript/1: what a student has.
 */
#pragma once

#include "model/catalog.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_ENTRY_NONE, /* no status given */
  EQUATE_ENTRY_PASSED,
  EQUATE_ENTRY_FAILED,
  EQUATE_ENTRY_IN_PROGRESS,
  EQUATE_ENTRY_WITHDRAWN,
  EQUATE_ENTRY_TRANSFERRED,
} EquateEntryStatus;

typedef struct
{
  EquateSpan span;
  EquateCode course;
  const char *title;     /* NULL: the catalog's */
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: the catalog's */
  const char *grade;     /* NULL: not given */
  EquateName scale;      /* NULL text: the institution's */
  EquateDate date;       /* 0: not given */
  gint status;           /* EquateEntryStatus */
} EquateEntry;

typedef struct
{
  EquateSpan span;
  const char *id;
  const char *name; /* NULL: not given */
} EquateStudent;

typedef struct
{
  EquateSpan span;
  EquateName institution; /* NULL text: not given */
  EquateName programme;   /* NULL text: not given */
} EquateTarget;

typedef struct
{
  EquateSpan span;
  EquateStudent student;
  EquateName institution; /* NULL text: not given (CSV) */
  EquateTarget target;
  EquateList entries; /* EquateEntry */
  gint status;        /* EquateStatus */
  const char *note;
  const char *source;
} EquateTranscript;

extern const EquateChoice equate_entry_status_choices[];

G_END_DECLS
