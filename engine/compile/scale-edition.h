/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How an edition of a scale lies in memory; for the files that work on scales alone.
 */
#pragma once

#include "model/grading.h"

G_BEGIN_DECLS

/* What a grade may be written as. */
typedef struct
{
  const char *text; /* borrowed from the scale, without white space around it */
  gsize length;     /* bytes of text */
  gint kind;        /* EquateMarkKind: GRADE or one of the ungraded */
  guint rank;       /* of the grade, or index in the list of ungraded labels */
  EquateSpan span;
} EquateScaleLabel;

struct _EquateScaleEdition
{
  const EquateScale *scale; /* borrowed */
  gboolean faulty;
  gboolean numeric;
  gboolean has_values; /* numeric, or each passing grade has a value */
  gboolean rising;     /* the better of two numbers is the greater */
  /* Numeric, or the values of a labelled scale that has them; worst of numeric ones only. */
  EquateDecimal best;
  EquateDecimal pass;
  EquateDecimal worst;
  EquateDecimal step;
  guint places;              /* decimals of a stated step */
  const EquateGrade *grades; /* borrowed from scale; best first */
  guint n_grades;
  guint n_passing;
  gint64 share_denominator;
  const EquateScaleLabel *labels; /* in the arena; by text */
  guint n_labels;
};

G_END_DECLS
