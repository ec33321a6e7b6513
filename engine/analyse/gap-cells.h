/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where what takes a course leaves something out, wherever it does not do so alike: the students
 * are divided into cells, within which each taking is open to all or to none, and gaps are looked
 * for in each cell on the axis that is left.
 */
#pragma once

#include "analyse/analysis.h"
#include "analyse/work.h"

G_BEGIN_DECLS

/* A leaf that takes a course; or an agreement as a whole. */
typedef struct
{
  guint32 course;
  guint32 node;
  guint32 owner;          /* rule; or agreement */
  EquateRange programmes; /* of the rule or agreement */
  EquatePeriod period;    /* of the rule, within that of the agreement */
  EquateMark least;       /* of the passing grades */
  EquateMark most;        /* NONE: up to the best */
} EquateTaking;

/* Students for whom all takings are open or closed alike, on the axis that is not looked at. */
typedef struct
{
  EquateString programme; /* 0: any that no rule names */
  EquateDate day;         /* 0: any */
  EquateMark grade;       /* NONE: any */
} EquateGapCell;

typedef struct
{
  guint before;       /* takings */
  guint after;        /* EQUATE_NO_TAKING: up to the best grade */
  EquateGapCell cell; /* the first that it was found in */
  guint n_cells;
} EquateGap;

#define EQUATE_NO_TAKING G_MAXUINT

/* What is said of one course, or of two institutions. */
typedef struct
{
  const EquateAnalysis *analysis;  /* borrowed */
  EquateWork *work;                /* borrowed */
  const EquateScaleEdition *scale; /* borrowed; of two institutions: NULL */
  EquateRange served;              /* programmes of the agreement; none: all */
  EquateTaking *takings;           /* borrowed; sorted anew for each axis */
  guint n_takings;
  GArray *cells; /* owned: EquateGapCell */
  GArray *gaps;  /* owned: EquateGap */
} EquateGapSubject;

/* takings (EquateTaking, not empty) are borrowed and sorted in place. The rest of the subject is
 * filled in by the caller. */
void equate_gap_subject_init (EquateGapSubject *subject, GArray *takings);
void equate_gap_subject_clear (EquateGapSubject *subject);

/* Appends the cells of a programme to those of the subject. */
typedef void (*EquateAddCells) (const EquateGapSubject *subject, EquateString programme);

/* One day of each interval between the bounds of the periods: today where it lies in one. */
void equate_gap_add_days (const EquateGapSubject *subject, EquateString programme);

/* The worst grade of each band that the takings tell apart. */
void equate_gap_add_grades (const EquateGapSubject *subject, EquateString programme);

/* All students of it. */
void equate_gap_add_programme (const EquateGapSubject *subject, EquateString programme);

/* Looks at the takings that are open in a cell (indices, at least one), in their order. */
typedef void (*EquateFindGaps) (EquateGapSubject *subject, const guint *open, guint n,
                                const EquateGapCell *cell);

/* For a function of that kind; the same gap in several cells is one. */
void equate_gap_note (EquateGapSubject *subject, guint before, guint after,
                      const EquateGapCell *cell);

/* Sorts the takings by compare, and fills the cells and gaps of the subject anew. FALSE: that is
 * too much work. */
gboolean equate_gaps_find (EquateGapSubject *subject, EquateAddCells add_cells,
                           GCompareFunc compare, EquateFindGaps find);

/* " for the programme `ee` on 2024-01-01": where the gap is, unless it is wherever the taking
 * before it is open. Owned by the caller. */
char *equate_gap_write_place (const EquateGapSubject *subject, const EquateGap *gap);

G_END_DECLS
