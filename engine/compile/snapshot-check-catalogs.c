/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Millions of records are looked at each time; with less, GCC makes no vectors of these loops. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#include <string.h>

#include "compile/snapshot-check.h"

/* Bytes that are looked at together. */
#define BLOCK 1024u

/* --- texts --- */

static gboolean
is_ascii (const char *bytes, gsize length)
{
  guchar all = 0;

  for (gsize i = 0; i < length; i++)
    all |= (guchar) bytes[i];
  return all < 0x80;
}

/* Whoever walks over characters must meet whole ones, or runs over the end of the text. */
static gboolean
is_utf8 (const char *text, const char *end)
{
  for (; text < end; text += strlen (text) + 1)
    if (!g_utf8_validate (text, -1, NULL))
      return FALSE;
  return TRUE;
}

/* The first byte is the text that is none, the last one ends the last text. */
static gboolean
check_strings (const EquateRuleset *ruleset)
{
  const char *strings = ruleset->strings;
  gsize size = ruleset->n_strings;
  gsize next;

  if (size == 0 || strings[0] != '\0' || strings[size - 1] != '\0')
    return FALSE;
  for (gsize at = 0; at < size; at = next)
    {
      next = MIN (at + BLOCK, size);
      if (is_ascii (strings + at, next - at))
        continue;

      /* Whole texts: from the end of the one before to the end of the last. */
      const char *before = at > 0 ? memrchr (strings, '\0', at) : NULL;

      next += strlen (strings + next - 1);
      if (!is_utf8 (before ? before + 1 : strings, strings + next))
        return FALSE;
    }
  return TRUE;
}

static guint
check_lists (const EquateRuleset *ruleset)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_string_lists; i++)
    bad |= equate_bad_text (ruleset->string_lists[i], ruleset);
  for (guint32 i = 0; i < ruleset->n_decimals; i++)
    bad |= equate_bad_amount (ruleset->decimals[i]);
  for (guint32 i = 0; i < ruleset->n_hours; i++)
    for (guint kind = 0; kind < EQUATE_N_HOURS; kind++)
      bad |= equate_bad_credits (ruleset->hours[i][kind]);
  return bad;
}

/* --- catalogs --- */

static guint
check_institutions (const EquateRuleset *ruleset)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_institutions; i++)
    {
      const EquateCompiledInstitution *institution = &ruleset->institutions[i];

      bad |= equate_bad_text (institution->id, ruleset)
             | equate_bad_text (institution->name, ruleset)
             | equate_bad_text (institution->native_name, ruleset)
             | equate_bad_text (institution->country, ruleset)
             | equate_bad_text (institution->credit_unit, ruleset)
             | equate_bad_text (institution->file, ruleset)
             | equate_bad_range (institution->courses, ruleset->n_courses)
             | equate_bad_range (institution->programmes, ruleset->n_programmes);
      if (bad
          || (i > 0
              && strcmp (equate_ruleset_text (ruleset, institution[-1].id),
                         equate_ruleset_text (ruleset, institution->id))
                     >= 0))
        return 1;
    }
  return bad;
}

/* A course without an edition would have no credits to look up. */
static guint
check_courses (const EquateRuleset *ruleset)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_courses; i++)
    {
      const EquateCompiledCourse *course = &ruleset->courses[i];

      bad |= equate_bad_text (course->code, ruleset) | equate_bad_text (course->key, ruleset)
             | equate_bad_index (course->institution, ruleset->n_institutions)
             | equate_bad_range (course->editions, ruleset->n_editions)
             | (course->editions.count == 0);
    }
  return bad;
}

static guint
check_editions (const EquateRuleset *ruleset)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_editions; i++)
    {
      const EquateCompiledEdition *edition = &ruleset->editions[i];

      bad |= equate_bad_index (edition->course, ruleset->n_courses)
             | equate_bad_period (edition->valid) | equate_bad_credits (edition->credits)
             | equate_bad_range (edition->titles, ruleset->n_string_lists)
             | equate_bad_range (edition->languages, ruleset->n_string_lists)
             | equate_bad_range (edition->tags, ruleset->n_string_lists)
             | equate_bad_text (edition->isced, ruleset)
             | equate_bad_optional (edition->hours, ruleset->n_hours)
             | (edition->level > EQUATE_LEVEL_DOCTORAL);
    }
  return bad;
}

static guint
check_programmes (const EquateRuleset *ruleset)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_programmes; i++)
    {
      const EquateCompiledProgramme *programme = &ruleset->programmes[i];

      bad |= equate_bad_text (programme->id, ruleset) | equate_bad_text (programme->title, ruleset)
             | equate_bad_index (programme->institution, ruleset->n_institutions)
             | equate_bad_credits (programme->credits) | equate_bad_credits (programme->years)
             | equate_bad_range (programme->plan, ruleset->n_plan_items);
    }
  for (guint32 i = 0; i < ruleset->n_plan_items; i++)
    {
      const EquateCompiledPlanItem *item = &ruleset->plan_items[i];

      bad |= equate_bad_optional (item->course, ruleset->n_courses)
             | equate_bad_text (item->elective, ruleset)
             | ((item->course == EQUATE_NO_INDEX) & equate_bad_amount (item->credits));
    }
  return bad;
}

/* A free slot is what ends the search for a code that nobody has. */
static guint
check_own_slots (const EquateRuleset *ruleset, EquateRange own)
{
  guint32 n_free = 0;

  if (own.count == 0 || (own.count & (own.count - 1)) != 0
      || equate_bad_range (own, ruleset->n_code_slots))
    return 1;
  for (guint32 i = 0; i < own.count; i++)
    n_free += ruleset->code_slots[own.first + i].edition == EQUATE_NO_INDEX;
  return n_free == 0;
}

static guint
check_code_slots (const EquateRuleset *ruleset)
{
  guint bad = 0;

  for (guint32 i = 0; i < ruleset->n_institutions; i++)
    bad |= check_own_slots (ruleset, ruleset->institutions[i].slots);
  for (guint32 i = 0; i < ruleset->n_code_slots; i++)
    {
      const EquateCodeSlot *slot = &ruleset->code_slots[i];

      bad |= (((slot->edition & ~EQUATE_FIRST_OF_SEVERAL) >= ruleset->n_editions)
              & (slot->edition != EQUATE_NO_INDEX))
             | equate_bad_text (slot->key, ruleset);
    }
  return bad;
}

gboolean
equate_snapshot_check_catalogs (const EquateRuleset *ruleset)
{
  return check_strings (ruleset) && !check_lists (ruleset) && !check_institutions (ruleset)
         && !check_courses (ruleset) && !check_editions (ruleset) && !check_programmes (ruleset)
         && !check_code_slots (ruleset);
}
