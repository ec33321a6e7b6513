/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Finding an institution and a course by what they are called: the same for a ruleset that is
 * being made and for one that is ready.
 */
#pragma once

#include "compile/compiled.h"

G_BEGIN_DECLS

guint32 equate_code_hash (const char *key);

/* range: the slots of the institution. What the slot of the key leads to; EQUATE_NO_INDEX where
 * there is none. */
guint32 equate_code_slots_find (const EquateCodeSlot *slots, EquateRange range, const char *strings,
                                const char *key);

/* Many at once, which hides how long memory takes to answer: editions[i] is found for keys[i]. */
void equate_code_slots_find_many (const EquateCodeSlot *slots, EquateRange range,
                                  const char *strings, const char *const *keys, guint n,
                                  guint32 *editions);

/* institutions are sorted by id. */
guint32 equate_institutions_find (const EquateCompiledInstitution *institutions, guint32 n,
                                  const char *strings, const char *id);

/* The nearest codes of an institution to a wrong one, nearest first: indices of courses. */
guint equate_courses_suggest (const EquateCompiledCourse *courses, EquateRange range,
                              const char *strings, const char *code, guint max, guint32 *found);

G_END_DECLS
