/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Are these courses equivalent there?
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

typedef struct
{
  const EquateRuleset *ruleset;
  guint32 from;          /* institution; EQUATE_NO_INDEX: any */
  const GArray *source;  /* borrowed; of guint32, courses; empty: whatever gives the target */
  guint32 to;            /* institution; EQUATE_NO_INDEX: any */
  const GArray *target;  /* borrowed; of guint32, courses; empty: whatever is given */
  const char *programme; /* nullable */
  const char *grade;     /* nullable: in all source courses */
  EquateDate on;
} EquateQuestion;

G_END_DECLS
