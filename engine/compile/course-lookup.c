/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/course-lookup.h"

#include "base/suggest.h"

#include <string.h>
#include <xxhash.h>

#define LOOKED_UP_TOGETHER 64u

guint32
equate_code_hash (guint32 institution, const char *key)
{
  return (guint32) XXH3_64bits_withSeed (key, strlen (key), institution);
}

static guint32
find_hashed (const EquateCodeSlot *slots, guint32 mask, const char *strings, guint32 institution,
             const char *key, guint32 hash)
{
  for (guint32 i = hash & mask; slots[i].course != EQUATE_NO_INDEX; i = (i + 1) & mask)
    if (slots[i].hash == hash && slots[i].institution == institution
        && strcmp (strings + slots[i].key, key) == 0)
      return slots[i].course;
  return EQUATE_NO_INDEX;
}

guint32
equate_code_slots_find (const EquateCodeSlot *slots, guint32 n_slots, const char *strings,
                        guint32 institution, const char *key)
{
  return find_hashed (slots, n_slots - 1, strings, institution, key,
                      equate_code_hash (institution, key));
}

void
equate_code_slots_find_many (const EquateCodeSlot *slots, guint32 n_slots, const char *strings,
                             guint32 institution, const char *const *keys, guint n,
                             guint32 *courses)
{
  guint32 mask = n_slots - 1;
  guint32 hashes[LOOKED_UP_TOGETHER];
  for (guint first = 0; first < n; first += LOOKED_UP_TOGETHER)
    {
      guint some = MIN (n - first, LOOKED_UP_TOGETHER);
      for (guint i = 0; i < some; i++)
        {
          hashes[i] = equate_code_hash (institution, keys[first + i]);
          __builtin_prefetch (&slots[hashes[i] & mask]);
        }
      for (guint i = 0; i < some; i++)
        __builtin_prefetch (strings + slots[hashes[i] & mask].key);
      for (guint i = 0; i < some; i++)
        courses[first + i]
            = find_hashed (slots, mask, strings, institution, keys[first + i], hashes[i]);
    }
}

guint32
equate_institutions_find (const EquateCompiledInstitution *institutions, guint32 n,
                          const char *strings, const char *id)
{
  guint32 low = 0;
  guint32 high = n;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      int order = strcmp (strings + institutions[middle].id, id);
      if (order == 0)
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return EQUATE_NO_INDEX;
}

guint
equate_courses_suggest (const EquateCompiledCourse *courses, EquateRange range,
                        const char *strings, const char *code, guint max, guint32 *found)
{
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (code, max);
  for (guint32 i = range.first; i < range.first + range.count; i++)
    equate_suggest_offer (suggest, strings + courses[i].code, &courses[i]);
  guint n = equate_suggest_get_length (suggest);
  for (guint i = 0; i < n; i++)
    {
      gconstpointer course = NULL;
      equate_suggest_get (suggest, i, &course);
      found[i] = (guint32) ((const EquateCompiledCourse *) course - courses);
    }
  return n;
}
