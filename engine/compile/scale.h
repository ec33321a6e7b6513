/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Grading scales ready for use: reading a grade, comparing, the share of the way from pass to best.
 * A scale has one or more editions in time; marks belong to an edition.
 */
#pragma once

#include "model/grading.h"

G_BEGIN_DECLS

typedef struct _EquateScaleEdition EquateScaleEdition;

typedef enum
{
  EQUATE_MARK_NONE,    /* no grade given */
  EQUATE_MARK_GRADE,   /* a place on the scale */
  EQUATE_MARK_PASSED,  /* an ungraded pass */
  EQUATE_MARK_FAILED,  /* an ungraded fail */
  EQUATE_MARK_PENDING, /* not decided yet */
  EQUATE_MARK_UNKNOWN, /* the scale does not know it */
} EquateMarkKind;

typedef struct
{
  EquateMarkKind kind;
  guint rank; /* GRADE on a labelled scale: index, 0 is best; ungraded: index of its label */
  EquateDecimal value; /* GRADE on a numeric scale: the number; on a labelled one: its value or
                        * EQUATE_DECIMAL_NONE; else EQUATE_DECIMAL_NONE */
  const EquateScaleEdition *scale; /* borrowed; NULL with NONE */
} EquateMark;

/**
 * equate_scale_edition_new:
 * @scale: a scale as it was read; borrowed
 * @arena: where the edition lies; must outlive it
 * @diagnostics: where faults go
 *
 * Checks a scale within itself and makes it ready. EQ401: it is numeric or has grades; pass lies
 * between best and worst, the step is more than 0; grades stand best first, with values in one
 * direction, failing ones last, at least one passing; labels and aliases are unique over the whole
 * scale, the ungraded ones included.
 *
 * Returns: (transfer none) (not nullable): the edition; a faulty one can be asked everything, but
 *   nothing should rest on the answers
 *
 * Since: 0.1
 */
EquateScaleEdition *equate_scale_edition_new (const EquateScale *scale, EquateArena *arena,
                                              EquateDiagnosticList *diagnostics);

/**
 * equate_scale_edition_get_scale:
 * @scale: an edition
 *
 * Hands out what the edition was made from.
 *
 * Returns: (transfer none): the scale as it was read
 *
 * Since: 0.1
 */
const EquateScale *equate_scale_edition_get_scale (const EquateScaleEdition *scale);

/**
 * equate_scale_edition_is_faulty:
 * @scale: an edition
 *
 * Tells whether EQ401 was reported for the scale, so that what follows from it is not reported too.
 *
 * Returns: whether it was
 *
 * Since: 0.1
 */
gboolean equate_scale_edition_is_faulty (const EquateScaleEdition *scale);

/**
 * equate_scale_is_numeric:
 * @scale: an edition
 *
 * Tells whether grades are numbers from worst to best, not labels.
 *
 * Returns: whether they are
 *
 * Since: 0.1
 */
gboolean equate_scale_is_numeric (const EquateScaleEdition *scale);

/**
 * equate_scale_read:
 * @scale: an edition
 * @grade: (nullable): the grade as it was written
 *
 * Reads a grade: a label or an alias, an ungraded label, or on a numeric scale a number from worst
 * to best. White space around it does not count, all else does. Only labels are read on a labelled
 * scale, never a number that is their value.
 *
 * Returns: the mark; of kind %EQUATE_MARK_NONE for %NULL and blanks, %EQUATE_MARK_UNKNOWN for what
 *   the scale does not know
 *
 * Since: 0.1
 */
EquateMark equate_scale_read (const EquateScaleEdition *scale, const char *grade);

/**
 * equate_mark_is_passing:
 * @mark: a mark
 *
 * Tells whether a mark is a passing grade; an ungraded pass is none.
 *
 * Returns: whether it is
 *
 * Since: 0.1
 */
gboolean equate_mark_is_passing (const EquateMark *mark);

/**
 * equate_mark_is_failing:
 * @mark: a mark
 *
 * Tells whether a mark is a failing grade or an ungraded fail.
 *
 * Returns: whether it is
 *
 * Since: 0.1
 */
gboolean equate_mark_is_failing (const EquateMark *mark);

/**
 * equate_mark_compare:
 * @a: a grade
 * @b: a grade of the same edition
 *
 * Compares two grades.
 *
 * Returns: 1 when @a is better, 0 when they are equal, -1 when it is worse
 *
 * Since: 0.1
 */
int equate_mark_compare (const EquateMark *a, const EquateMark *b);

/**
 * equate_mark_share:
 * @mark: a mark
 *
 * Works out how far a passing grade lies on the way from pass (0) to best (1): by value where every
 * passing grade has one and on numeric scales, else by rank; 1 where pass is best.
 *
 * Returns: the numerator over equate_scale_get_share_denominator(), so that sums stay exact; 0 for
 *   what is no passing grade
 *
 * Since: 0.1
 */
gint64 equate_mark_share (const EquateMark *mark);

/**
 * equate_scale_get_share_denominator:
 * @scale: an edition
 *
 * Hands out the denominator of all shares of an edition.
 *
 * Returns: the denominator, at least 1 and at most 2 × %EQUATE_DECIMAL_MAX
 *
 * Since: 0.1
 */
gint64 equate_scale_get_share_denominator (const EquateScaleEdition *scale);

/**
 * equate_mark_write:
 * @mark: a mark
 * @buffer: room for a number
 *
 * Writes a mark as its scale does: the label, or the number with the decimals of the step that the
 * scale states; without one in its shortest form. A finer number keeps all its decimals.
 *
 * Returns: (transfer none) (nullable): @buffer or the label, borrowed from the scale; %NULL for
 *   %EQUATE_MARK_NONE and %EQUATE_MARK_UNKNOWN
 *
 * Since: 0.1
 */
const char *equate_mark_write (const EquateMark *mark, char buffer[EQUATE_DECIMAL_BUFFER]);

/**
 * equate_mark_format:
 * @mark: a mark
 * @arena: where a number goes
 *
 * Writes a mark as equate_mark_write() does, for longer.
 *
 * Returns: (transfer none) (nullable): the text, in @arena or borrowed from the scale; %NULL for
 *   %EQUATE_MARK_NONE and %EQUATE_MARK_UNKNOWN
 *
 * Since: 0.1
 */
const char *equate_mark_format (const EquateMark *mark, EquateArena *arena);

/**
 * equate_scale_has_values:
 * @scale: an edition
 *
 * Tells whether a mean of several grades makes sense: the scale is numeric, or each passing grade
 * has a value.
 *
 * Returns: whether it does
 *
 * Since: 0.1
 */
gboolean equate_scale_has_values (const EquateScaleEdition *scale);

/**
 * equate_scale_nearest:
 * @scale: an edition
 * @value: a value in thousandths
 * @passing: whether only passing grades are looked at
 *
 * Finds the grade that is nearest to a value, ties to the better: on a numeric scale among best,
 * pass (else worst) and the multiples of its step between, on a labelled one among the grades with
 * values. Beyond the ends the last grade is the nearest.
 *
 * Returns: the grade; of kind %EQUATE_MARK_NONE where no grade has a value
 *
 * Since: 0.1
 */
EquateMark equate_scale_nearest (const EquateScaleEdition *scale, EquateRatio value,
                                 gboolean passing);

/**
 * equate_scale_lowest_pass:
 * @scale: an edition
 *
 * Finds the worst of the passing grades.
 *
 * Returns: the grade; of kind %EQUATE_MARK_NONE only on a faulty scale
 *
 * Since: 0.1
 */
EquateMark equate_scale_lowest_pass (const EquateScaleEdition *scale);

/**
 * equate_scale_best_fail:
 * @scale: an edition
 *
 * Finds the best of the failing grades: on a numeric scale the multiple of its step next to pass.
 *
 * Returns: the grade; of kind %EQUATE_MARK_NONE where every grade passes
 *
 * Since: 0.1
 */
EquateMark equate_scale_best_fail (const EquateScaleEdition *scale);

G_END_DECLS
