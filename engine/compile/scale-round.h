/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * From an exact value to a grade that exists.
 */
#pragma once

#include "compile/scale.h"

G_BEGIN_DECLS

/* An exact value in thousandths. Wider than EquateRatio, so that a line between any two scales can
 * be worked out: numbers of scales have at most 41 bits, products of three of them still fit. */
typedef struct
{
  __int128 numerator;
  __int128 denominator; /* more than 0 */
} EquateExact;

/* The grades that a value may go to. */
typedef enum
{
  EQUATE_GRADES_ALL,
  EQUATE_GRADES_PASSING,
  EQUATE_GRADES_FAILING,
} EquateGradeRange;

/**
 * equate_scale_round:
 * @scale: an edition
 * @value: an exact value in thousandths, its numerator within ± 2^84, its denominator below 2^42
 * @rounding: %EQUATE_GRADE_ROUND_DOWN: the best grade that is not better, %EQUATE_GRADE_ROUND_UP:
 *   the worst grade that is not worse, %EQUATE_GRADE_ROUND_NEAREST: the nearest, ties to the better
 * @range: which grades are possible
 *
 * Finds the grade that an exact value goes to: on a numeric scale a multiple of its step or an end
 * of @range, on a labelled one a grade with a value. Beyond the ends it is the last grade there.
 *
 * Returns: the grade; of kind %EQUATE_MARK_NONE where @range has none with a value
 *
 * Since: 0.1
 */
EquateMark equate_scale_round (const EquateScaleEdition *scale, EquateExact value,
                               EquateGradeRounding rounding, EquateGradeRange range);

G_END_DECLS
