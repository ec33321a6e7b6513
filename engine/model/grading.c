/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/grading.h"

const EquateChoice equate_method_choices[] = {
  { "table", EQUATE_METHOD_TABLE },
  { "linear", EQUATE_METHOD_LINEAR },
  { "distribution", EQUATE_METHOD_DISTRIBUTION },
  { "chain", EQUATE_METHOD_CHAIN },
  { NULL },
};

const EquateChoice equate_grade_rounding_choices[] = {
  { "nearest", EQUATE_GRADE_ROUND_NEAREST },
  { "down", EQUATE_GRADE_ROUND_DOWN },
  { "up", EQUATE_GRADE_ROUND_UP },
  { NULL },
};

const EquateChoice equate_overlap_choices[] = {
  { "mean", EQUATE_OVERLAP_MEAN },
  { "min", EQUATE_OVERLAP_MIN },
  { "max", EQUATE_OVERLAP_MAX },
  { NULL },
};
