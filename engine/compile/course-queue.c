/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/course-queue.h"

#include "base/touch.h"
#include "compile/course-lookup.h"

void
equate_course_queue_clear (EquateCourseQueue *queue, guint32 institution)
{
  queue->institution = institution;
  queue->n = 0;
  queue->next = 0;
}

static void
add (EquateCourseQueue *queue, const EquateCode *code)
{
  /* Without a key the code is at fault. */
  if (code->key != NULL && queue->n < EQUATE_MAX_QUEUED)
    queue->keys[queue->n++] = code->key;
}

void
equate_course_queue_add_taken (EquateCourseQueue *queue, const EquateRequirement *requirement)
{
  if (requirement->kind == EQUATE_REQUIREMENT_COURSE)
    add (queue, &requirement->code);
  for (guint i = 0; i < requirement->n_children; i++)
    equate_course_queue_add_taken (queue, requirement->children[i]);
}

void
equate_course_queue_add_given (EquateCourseQueue *queue, const EquateGive *give)
{
  if (give->kind == EQUATE_AWARD_COURSE || give->kind == EQUATE_AWARD_WAIVER)
    add (queue, &give->code);
  for (guint i = 0; i < give->n_children; i++)
    equate_course_queue_add_given (queue, give->children[i]);
}

/* Slots lead to the first edition of a course. */
static void
find_courses (EquateCourseQueue *queue, const EquateCompiledEdition *editions)
{
  for (guint i = 0; i < queue->n; i++)
    if (queue->courses[i] != EQUATE_NO_INDEX)
      {
        queue->courses[i] &= ~EQUATE_FIRST_OF_SEVERAL;
        equate_touch (&editions[queue->courses[i]].course);
      }
  for (guint i = 0; i < queue->n; i++)
    if (queue->courses[i] != EQUATE_NO_INDEX)
      queue->courses[i] = editions[queue->courses[i]].course;
}

void
equate_course_queue_look_up (EquateCourseQueue *queue, const EquateCourseIndex *index)
{
  if (queue->institution == EQUATE_NO_INDEX)
    queue->n = 0;
  if (queue->n == 0)
    return;
  EquateRange slots
      = g_array_index (index->institutions, EquateCompiledInstitution, queue->institution).slots;
  equate_code_slots_find_many ((const EquateCodeSlot *) (gpointer) index->code_slots->data, slots,
                               equate_string_pool_get (index->pool, 0), queue->keys, queue->n,
                               queue->courses);
  find_courses (queue, (const EquateCompiledEdition *) (gpointer) index->editions->data);
}

void
equate_course_queue_touch (const EquateCourseQueue *queue, const GArray *records)
{
  gsize size = g_array_get_element_size ((GArray *) records);
  for (guint i = 0; i < queue->n; i++)
    if (queue->courses[i] != EQUATE_NO_INDEX)
      equate_touch (records->data + queue->courses[i] * size);
}
