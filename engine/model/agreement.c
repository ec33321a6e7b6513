/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agreement.h"

const EquateChoice equate_rounding_choices[] = {
  { "down", EQUATE_ROUND_DOWN },
  { "half-up", EQUATE_ROUND_HALF_UP },
  { "half-even", EQUATE_ROUND_HALF_EVEN },
  { "up", EQUATE_ROUND_UP },
  { NULL },
};

const EquateChoice equate_grade_of_many_choices[] = {
  { "mean", EQUATE_GRADE_MEAN },
  { "min", EQUATE_GRADE_MIN },
  { "max", EQUATE_GRADE_MAX },
  { "none", EQUATE_GRADE_NONE },
  { NULL },
};

const EquateChoice equate_repeats_choices[] = {
  { "best", EQUATE_REPEATS_BEST },
  { "latest", EQUATE_REPEATS_LATEST },
  { "first", EQUATE_REPEATS_FIRST },
  { NULL },
};
