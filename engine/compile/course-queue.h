/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The courses that the next rules name, looked up together: one after the other each would wait for
 * memory. Private to the compiler.
 */
#pragma once

#include "compile/ruleset.h"
#include "compile/string-pool.h"

G_BEGIN_DECLS

#define EQUATE_MAX_QUEUED 64u

/* What is looked up in. */
typedef struct
{
  const EquateStringPool *pool; /* borrowed, as all below */
  const GArray *institutions;
  const GArray *code_slots;
  const GArray *editions;
} EquateCourseIndex;

typedef struct
{
  guint32 institution; /* of all; EQUATE_NO_INDEX: nothing is queued */
  guint n;
  guint next;
  const char *keys[EQUATE_MAX_QUEUED]; /* borrowed */
  guint32 courses[EQUATE_MAX_QUEUED];  /* EQUATE_NO_INDEX: unknown */
} EquateCourseQueue;

/**
 * equate_course_queue_clear:
 * @queue: a queue
 * @institution: whose courses come; %EQUATE_NO_INDEX: nobody's
 *
 * Begins anew.
 *
 * Since: 0.1
 */
void equate_course_queue_clear (EquateCourseQueue *queue, guint32 institution);

/**
 * equate_course_queue_add_taken:
 * @queue: a queue
 * @requirement: (transfer none): a requirement; outlives what is queued
 *
 * Queues the codes of a requirement in the order in which it is compiled; those for which there is
 * no room are left out.
 *
 * Since: 0.1
 */
void equate_course_queue_add_taken (EquateCourseQueue *queue,
                                    const EquateRequirement *requirement);

/**
 * equate_course_queue_add_given:
 * @queue: a queue
 * @give: (transfer none): an award; outlives what is queued
 *
 * The same for an award.
 *
 * Since: 0.1
 */
void equate_course_queue_add_given (EquateCourseQueue *queue, const EquateGive *give);

/**
 * equate_course_queue_look_up:
 * @queue: a queue
 * @index: (transfer none): where
 *
 * Finds all that is queued.
 *
 * Since: 0.1
 */
void equate_course_queue_look_up (EquateCourseQueue *queue, const EquateCourseIndex *index);

/**
 * equate_course_queue_touch:
 * @queue: a queue in which all was found
 * @records: (transfer none): something of each course
 *
 * Touches what is read of the courses soon.
 *
 * Since: 0.1
 */
void equate_course_queue_touch (const EquateCourseQueue *queue, const GArray *records);

/**
 * equate_course_queue_take:
 * @queue: a queue
 * @institution: whose course
 * @key: (transfer none): the key of its code
 * @course: (out): what was found
 *
 * Takes what comes next where that is the same key of the same code.
 *
 * Returns: %FALSE where it is not, and is to be looked up by itself
 *
 * Since: 0.1
 */
static inline gboolean
equate_course_queue_take (EquateCourseQueue *queue, guint32 institution, const char *key,
                          guint32 *course)
{
  if (queue->next == queue->n || queue->keys[queue->next] != key
      || queue->institution != institution)
    return FALSE;
  *course = queue->courses[queue->next++];
  return TRUE;
}

G_END_DECLS
