/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/course-lookup.h"

/* Offsets:                      1    4    7     11   14 */
static const char strings[] = "\0A1\0A2\0B10\0aa\0cc";

static void
put (EquateCodeSlot *slots, EquateRange range, EquateString key, guint32 course)
{
  EquateCodeSlot *own = slots + range.first;
  guint32 hash = equate_code_hash (strings + key);
  guint32 i = hash & (range.count - 1);
  while (own[i].edition != EQUATE_NO_INDEX)
    i = (i + 1) & (range.count - 1);
  own[i] = (EquateCodeSlot){ hash, key, course };
}

/* Small enough that slots are taken by others. */
static void
test_codes (void)
{
  static const EquateRange ranges[] = { { 0, 4 }, { 4, 4 }, { 8, 4 }, { 12, 4 } };
  EquateCodeSlot slots[16];
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    slots[i] = (EquateCodeSlot){ 0, 0, EQUATE_NO_INDEX };
  put (slots, ranges[0], 1, 10);
  put (slots, ranges[0], 4, 11);
  put (slots, ranges[1], 1, 12);
  put (slots, ranges[1], 7, 13);
  put (slots, ranges[2], 1, 14);
  put (slots, ranges[2], 4, 15);
  static const struct
  {
    guint32 institution;
    const char *key;
    guint32 course;
  } rows[] = {
    { 0, "A1", 10 },
    { 0, "A2", 11 },
    { 0, "B10", EQUATE_NO_INDEX },
    { 1, "A1", 12 },
    { 1, "B10", 13 },
    { 1, "A2", EQUATE_NO_INDEX },
    { 2, "A1", 14 },
    { 2, "A2", 15 },
    { 3, "A1", EQUATE_NO_INDEX },
    { 0, "a1", EQUATE_NO_INDEX },
    { 0, "", EQUATE_NO_INDEX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (
        equate_code_slots_find (slots, ranges[rows[i].institution], strings, rows[i].key), ==,
        rows[i].course);
}

/* Texts with the same hash are still told apart. */
static void
test_same_hash (void)
{
  guint32 hash = equate_code_hash ("A1");
  EquateCodeSlot slots[4];
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    slots[i] = (EquateCodeSlot){ 0, 0, EQUATE_NO_INDEX };
  slots[hash & 3] = (EquateCodeSlot){ hash, 4, 21 }; /* another code */
  slots[(hash + 1) & 3] = (EquateCodeSlot){ hash, 1, 22 };

  g_assert_cmpuint (equate_code_slots_find (slots, (EquateRange){ 0, 4 }, strings, "A1"), ==, 22);
}

static void
test_institutions (void)
{
  const EquateCompiledInstitution institutions[] = { { .id = 11 }, { .id = 14 } };

  g_assert_cmpuint (equate_institutions_find (institutions, 2, strings, "aa"), ==, 0);
  g_assert_cmpuint (equate_institutions_find (institutions, 2, strings, "cc"), ==, 1);
  g_assert_cmpuint (equate_institutions_find (institutions, 2, strings, "bb"), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_institutions_find (institutions, 2, strings, "dd"), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_institutions_find (institutions, 0, strings, "aa"), ==, EQUATE_NO_INDEX);
}

static void
test_suggestions (void)
{
  const EquateCompiledCourse courses[] = { { .code = 1 }, { .code = 4 }, { .code = 7 } };
  guint32 found[3] = { 9, 9, 9 };

  g_assert_cmpuint (
      equate_courses_suggest (courses, (EquateRange){ 0, 3 }, strings, "B1O", 3, found), >=, 1);
  g_assert_cmpuint (found[0], ==, 2);
  g_assert_cmpuint (
      equate_courses_suggest (courses, (EquateRange){ 1, 1 }, strings, "A12", 3, found), ==, 1);
  g_assert_cmpuint (found[0], ==, 1);
  g_assert_cmpuint (
      equate_courses_suggest (courses, (EquateRange){ 0, 3 }, strings, "A11", 1, found), ==, 1);
  g_assert_cmpuint (found[0], ==, 0);
  g_assert_cmpuint (
      equate_courses_suggest (courses, (EquateRange){ 0, 3 }, strings, "something", 3, found), ==,
      0);
  g_assert_cmpuint (
      equate_courses_suggest (courses, (EquateRange){ 0, 0 }, strings, "A1", 3, found), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/course-lookup/codes", test_codes);
  g_test_add_func ("/course-lookup/same-hash", test_same_hash);
  g_test_add_func ("/course-lookup/institutions", test_institutions);
  g_test_add_func ("/course-lookup/suggestions", test_suggestions);
  return g_test_run ();
}
