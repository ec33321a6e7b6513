/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How much an analysis may do. What is compared is counted, not timed, so that the same workspace
 * gives the same findings on every machine, and none makes the analysis hang. An agreement has so
 * much for each of its rules, and what all share beside that.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A step is a pair of rules, a course of a way or an entry of an example that is looked at. */
#define EQUATE_WORK_PER_RULE 2000
#define EQUATE_WORK_SHARED 20000000

typedef struct
{
  guint64 own;
  guint64 *shared;   /* borrowed: what is left for all */
  gboolean is_spent; /* more was asked for than was left */
} EquateWork;

/* FALSE: there is no more, now and from now on. */
static inline gboolean
equate_work_spend (EquateWork *work, guint64 steps)
{
  guint64 beyond = steps > work->own ? steps - work->own : 0;
  work->is_spent = work->is_spent || beyond > *work->shared;
  if (work->is_spent)
    return FALSE;
  work->own -= steps - beyond;
  *work->shared -= beyond;
  return TRUE;
}

G_END_DECLS
