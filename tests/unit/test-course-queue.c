/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/course-queue.h"

#include "compile/course-lookup.h"

/* An institution with the courses A, B and C, of two editions each. */
typedef struct
{
  EquateCourseIndex index;
  EquateStringPool *pool; /* owned, as all below */
  GArray *institutions;
  GArray *code_slots;
  GArray *editions;
} World;

static void
set_up (World *world)
{
  EquateCompiledInstitution institution = { .slots = { 0, 8 }, .courses = { 0, 3 } };

  world->pool = equate_string_pool_new (0, 0);
  world->institutions = g_array_new (FALSE, TRUE, sizeof institution);
  g_array_append_val (world->institutions, institution);
  world->code_slots = g_array_new (FALSE, TRUE, sizeof (EquateCodeSlot));
  world->editions = g_array_new (FALSE, TRUE, sizeof (EquateCompiledEdition));
  for (guint i = 0; i < 8; i++)
    {
      EquateCodeSlot slot = { 0, 0, EQUATE_NO_INDEX };

      g_array_append_val (world->code_slots, slot);
    }
  for (guint i = 0; i < 3; i++)
    {
      char key[] = { (char) ('A' + (gint) i), '\0' };
      guint32 hash = equate_code_hash (key);
      guint32 place = hash % 8;

      while (g_array_index (world->code_slots, EquateCodeSlot, place).edition != EQUATE_NO_INDEX)
        place = (place + 1) % 8;
      g_array_index (world->code_slots, EquateCodeSlot, place)
          = (EquateCodeSlot){ hash, equate_string_pool_add (world->pool, key),
                              (2 * i) | EQUATE_FIRST_OF_SEVERAL };
      for (guint k = 0; k < 2; k++)
        {
          EquateCompiledEdition edition = { .course = i };

          g_array_append_val (world->editions, edition);
        }
    }
  world->index
      = (EquateCourseIndex){ world->pool, world->institutions, world->code_slots, world->editions };
}

static void
tear_down (World *world)
{
  equate_string_pool_free (world->pool);
  g_array_unref (world->institutions);
  g_array_unref (world->code_slots);
  g_array_unref (world->editions);
}

static EquateRequirement
leaf (const char *key)
{
  return (EquateRequirement){ .kind = EQUATE_REQUIREMENT_COURSE, .code = { .key = key } };
}

/* They come out as they went in; what is asked for out of turn, elsewhere or by another code is
 * not taken. */
static void
test_order (void)
{
  static const char a[] = "A", b[] = "B", x[] = "X", again[] = "A";
  World world;
  EquateCourseQueue queue;
  EquateRequirement leaves[] = { leaf (b), leaf (NULL), leaf (x) };
  EquateRequirement *children[] = { &leaves[0], &leaves[1], &leaves[2] };
  EquateRequirement all = { .kind = EQUATE_REQUIREMENT_ALL_OF, .n_children = 3 };
  EquateGive give = { .kind = EQUATE_AWARD_COURSE, .code = { .key = a } };
  EquateGive elective = { .kind = EQUATE_AWARD_ELECTIVE, .code = { .key = b } };
  guint32 course = 77;

  set_up (&world);
  all.children = children;
  equate_course_queue_clear (&queue, 0);
  equate_course_queue_add_given (&queue, &give);
  equate_course_queue_add_given (&queue, &elective);
  equate_course_queue_add_taken (&queue, &all);
  equate_course_queue_look_up (&queue, &world.index);
  equate_course_queue_touch (&queue, world.code_slots);
  g_assert_false (equate_course_queue_take (&queue, 0, b, &course));
  g_assert_false (equate_course_queue_take (&queue, 1, a, &course));
  g_assert_false (equate_course_queue_take (&queue, 0, again, &course));
  g_assert_cmpuint (course, ==, 77);
  g_assert_true (equate_course_queue_take (&queue, 0, a, &course));
  g_assert_cmpuint (course, ==, 0);
  g_assert_true (equate_course_queue_take (&queue, 0, b, &course));
  g_assert_cmpuint (course, ==, 1);
  g_assert_true (equate_course_queue_take (&queue, 0, x, &course));
  g_assert_cmpuint (course, ==, EQUATE_NO_INDEX);
  g_assert_false (equate_course_queue_take (&queue, 0, x, &course));
  tear_down (&world);
}

/* More than there is room for, and nobody's courses. */
static void
test_limits (void)
{
  static const char c[] = "C";
  World world;
  EquateCourseQueue queue;
  EquateRequirement one = leaf (c);
  guint32 course = 0;

  set_up (&world);
  equate_course_queue_clear (&queue, 0);
  for (guint i = 0; i < EQUATE_MAX_QUEUED + 1; i++)
    equate_course_queue_add_taken (&queue, &one);
  equate_course_queue_look_up (&queue, &world.index);
  for (guint i = 0; i < EQUATE_MAX_QUEUED; i++)
    {
      g_assert_true (equate_course_queue_take (&queue, 0, c, &course));
      g_assert_cmpuint (course, ==, 2);
    }
  g_assert_false (equate_course_queue_take (&queue, 0, c, &course));
  equate_course_queue_clear (&queue, EQUATE_NO_INDEX);
  equate_course_queue_add_taken (&queue, &one);
  equate_course_queue_look_up (&queue, &world.index);
  g_assert_false (equate_course_queue_take (&queue, EQUATE_NO_INDEX, c, &course));
  tear_down (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/course-queue/order", test_order);
  g_test_add_func ("/course-queue/limits", test_limits);
  return g_test_run ();
}
