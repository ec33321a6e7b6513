/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/scale-round.h"

#include "compile/scale-edition.h"

static EquateMark
no_mark (void)
{
  return (EquateMark){ .value = EQUATE_DECIMAL_NONE };
}

static __int128
floor_divide (__int128 a, __int128 b)
{
  return a / b - (a % b < 0);
}

/* --- numeric scales --- */

static EquateDecimal
next_to_pass (const EquateScaleEdition *scale)
{
  EquateDecimal step = scale->step;

  if (scale->rising)
    {
      EquateDecimal below = (EquateDecimal) floor_divide (scale->pass - 1, step) * step;
      return MAX (below, scale->worst);
    }

  EquateDecimal above = ((EquateDecimal) floor_divide (scale->pass, step) + 1) * step;
  return MIN (above, scale->worst);
}

/* The ends of a range exist as well, whatever the step: pass stays pass, and best stays best. */
static EquateMark
round_number (const EquateScaleEdition *scale, EquateExact value, EquateGradeRounding rounding,
              EquateGradeRange range)
{
  EquateDecimal best = range == EQUATE_GRADES_FAILING ? next_to_pass (scale) : scale->best;
  EquateDecimal worst = range == EQUATE_GRADES_PASSING ? scale->pass : scale->worst;
  EquateMark mark = { EQUATE_MARK_GRADE, 0, 0, scale };
  __int128 low = floor_divide (value.numerator, value.denominator * scale->step) * scale->step;
  __int128 high = low + scale->step;

  low = CLAMP (low, MIN (best, worst), MAX (best, worst));
  high = CLAMP (high, MIN (best, worst), MAX (best, worst));
  if (low * value.denominator == value.numerator)
    high = low;
  else if (high * value.denominator == value.numerator)
    low = high;

  __int128 beyond_middle = 2 * value.numerator - (low + high) * value.denominator;
  gboolean take_high = scale->rising == (rounding == EQUATE_GRADE_ROUND_UP);
  if (rounding == EQUATE_GRADE_ROUND_NEAREST)
    take_high = beyond_middle > 0 || (beyond_middle == 0 && scale->rising);
  mark.value = (EquateDecimal) (take_high ? high : low);
  return mark;
}

/* --- labelled scales --- */

/* How much better than the value a grade is, over the denominator of the value. */
static __int128
lead_of (const EquateScaleEdition *scale, guint rank, EquateExact value)
{
  __int128 lead = scale->grades[rank].value * value.denominator - value.numerator;

  return scale->rising ? lead : -lead;
}

/* Whether a grade that stands behind the one chosen before (with less lead, or as much) fits more.
 */
static gboolean
fits_more (__int128 lead, __int128 chosen, EquateGradeRounding rounding)
{
  if (lead == chosen)
    return FALSE;
  switch (rounding)
    {
    case EQUATE_GRADE_ROUND_DOWN:
      return chosen > 0;
    case EQUATE_GRADE_ROUND_UP:
      return lead >= 0;
    case EQUATE_GRADE_ROUND_NEAREST:
    default:
      return (lead < 0 ? -lead : lead) < (chosen < 0 ? -chosen : chosen);
    }
}

static EquateMark
round_label (const EquateScaleEdition *scale, EquateExact value, EquateGradeRounding rounding,
             EquateGradeRange range)
{
  guint first = range == EQUATE_GRADES_FAILING ? scale->n_passing : 0;
  guint end = range == EQUATE_GRADES_PASSING ? scale->n_passing : scale->n_grades;
  EquateMark mark = no_mark ();
  __int128 chosen = 0;

  for (guint rank = first; rank < end; rank++)
    {
      if (scale->grades[rank].value == EQUATE_DECIMAL_NONE)
        continue;

      __int128 lead = lead_of (scale, rank, value);
      if (mark.kind == EQUATE_MARK_NONE || fits_more (lead, chosen, rounding))
        {
          mark = (EquateMark){ EQUATE_MARK_GRADE, rank, scale->grades[rank].value, scale };
          chosen = lead;
        }
    }
  return mark;
}

/* --- both --- */

EquateMark
equate_scale_round (const EquateScaleEdition *scale, EquateExact value,
                    EquateGradeRounding rounding, EquateGradeRange range)
{
  if (!scale->numeric)
    return round_label (scale, value, rounding, range);
  if (range == EQUATE_GRADES_FAILING && scale->pass == scale->worst)
    return no_mark ();
  return round_number (scale, value, rounding, range);
}

EquateMark
equate_scale_nearest (const EquateScaleEdition *scale, EquateRatio value, gboolean passing)
{
  EquateExact exact = { value.numerator, value.denominator };

  return equate_scale_round (scale, exact, EQUATE_GRADE_ROUND_NEAREST,
                             passing ? EQUATE_GRADES_PASSING : EQUATE_GRADES_ALL);
}

EquateMark
equate_scale_best_fail (const EquateScaleEdition *scale)
{
  if (scale->numeric)
    return equate_scale_round (scale, (EquateExact){ scale->pass, 1 }, EQUATE_GRADE_ROUND_UP,
                               EQUATE_GRADES_FAILING);
  if (scale->n_passing == scale->n_grades)
    return no_mark ();
  return (EquateMark){ EQUATE_MARK_GRADE, scale->n_passing, scale->grades[scale->n_passing].value,
                       scale };
}
