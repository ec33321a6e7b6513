/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/course-lookup.h"

#include "base/suggest.h"

#include <string.h>
#include <xxhash.h>

#define LOOKED_UP_TOGETHER 64u

guint32
equate_code_hash (const char *key)
{
  return (guint32) XXH3_64bits (key, strlen (key));
}

static guint32
find_hashed (const EquateCodeSlot *own, guint32 mask, const char *strings, const char *key,
             guint32 hash)
{
  for (guint32 i = hash & mask; own[i].course != EQUATE_NO_INDEX; i = (i + 1) & mask)
    if (own[i].hash == hash && strcmp (strings + own[i].key, key) == 0)
      return own[i].course;
  return EQUATE_NO_INDEX;
}

guint32
equate_code_slots_find (const EquateCodeSlot *slots, EquateRange range, const char *strings,
                        const char *key)
{
  return find_hashed (slots + range.first, range.count - 1, strings, key, equate_code_hash (key));
}

void
equate_code_slots_find_many (const EquateCodeSlot *slots, EquateRange range, const char *strings,
                             const char *const *keys, guint n, guint32 *courses)
{
  const EquateCodeSlot *own = slots + range.first;
  guint32 mask = range.count - 1;
  guint32 hashes[LOOKED_UP_TOGETHER];
  for (guint first = 0; first < n; first += LOOKED_UP_TOGETHER)
    {
      guint some = MIN (n - first, LOOKED_UP_TOGETHER);
      for (guint i = 0; i < some; i++)
        {
          hashes[i] = equate_code_hash (keys[first + i]);
          __builtin_prefetch (&own[hashes[i] & mask]);
        }
      for (guint i = 0; i < some; i++)
        __builtin_prefetch (strings + own[hashes[i] & mask].key);
      for (guint i = 0; i < some; i++)
        courses[first + i] = find_hashed (own, mask, strings, keys[first + i], hashes[i]);
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
