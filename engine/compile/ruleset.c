/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset.h"

#include "base/suggest.h"
#include "compile/course-lookup.h"

#include <string.h>

void
equate_ruleset_free (EquateRuleset *ruleset)
{
  equate_gradebook_free (ruleset->gradebook);
  ruleset->free_origin (ruleset->origin);
  g_free (ruleset);
}

guint32
equate_ruleset_find_institution (const EquateRuleset *ruleset, const char *id)
{
  return equate_institutions_find (ruleset->institutions, ruleset->n_institutions,
                                   ruleset->strings, id);
}

guint32
equate_ruleset_find_course (const EquateRuleset *ruleset, guint32 institution, const char *key)
{
  guint32 edition = equate_code_slots_find (
      ruleset->code_slots, ruleset->institutions[institution].slots, ruleset->strings, key);
  return edition != EQUATE_NO_INDEX ? ruleset->editions[edition & ~EQUATE_FIRST_OF_SEVERAL].course
                                    : EQUATE_NO_INDEX;
}

void
equate_ruleset_find_editions (const EquateRuleset *ruleset, guint32 institution,
                              const char *const *keys, guint n, guint32 *editions)
{
  equate_code_slots_find_many (ruleset->code_slots, ruleset->institutions[institution].slots,
                               ruleset->strings, keys, n, editions);
}

guint32
equate_ruleset_find_programme (const EquateRuleset *ruleset, guint32 institution, const char *id)
{
  EquateRange range = ruleset->institutions[institution].programmes;
  for (guint32 i = range.first; i < range.first + range.count; i++)
    if (strcmp (equate_ruleset_text (ruleset, ruleset->programmes[i].id), id) == 0)
      return i;
  return EQUATE_NO_INDEX;
}

guint32
equate_ruleset_find_edition (const EquateRuleset *ruleset, guint32 course, EquateDate date,
                             gboolean *in_force)
{
  EquateRange editions = ruleset->courses[course].editions;
  guint32 result = editions.first;
  gboolean found = FALSE;
  for (guint32 i = editions.first; i < editions.first + editions.count && !found; i++)
    {
      EquatePeriod valid = ruleset->editions[i].valid;
      if (valid.from <= date)
        result = i;
      found = equate_period_contains (valid, date);
    }
  if (in_force != NULL)
    *in_force = found;
  return result;
}

/* 2: names the programme; 1: names none; 0: does not fit. */
static guint
fit_programme (const EquateRuleset *ruleset, EquateRange programmes, const char *programme)
{
  if (programmes.count == 0)
    return 1;
  for (guint32 i = 0; programme != NULL && i < programmes.count; i++)
    if (strcmp (equate_ruleset_text (ruleset, ruleset->string_lists[programmes.first + i]),
                programme)
        == 0)
      return 2;
  return 0;
}

guint32
equate_ruleset_find_pair (const EquateRuleset *ruleset, guint32 from, guint32 to)
{
  guint32 low = 0;
  guint32 high = ruleset->n_pairs;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const EquateCompiledPair *pair = &ruleset->pairs[middle];
      if (pair->from < from || (pair->from == from && pair->to < to))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint32
equate_ruleset_find_agreement (const EquateRuleset *ruleset, guint32 from, guint32 to,
                               const char *programme, EquateDate on)
{
  guint32 best = EQUATE_NO_INDEX;
  guint best_fit = 0;
  for (guint32 i = equate_ruleset_find_pair (ruleset, from, to);
       i < ruleset->n_pairs && ruleset->pairs[i].from == from && ruleset->pairs[i].to == to; i++)
    {
      const EquateCompiledAgreement *agreement = &ruleset->agreements[ruleset->pairs[i].agreement];
      if (!equate_period_contains (agreement->valid, on))
        continue;
      guint fit = fit_programme (ruleset, agreement->programmes, programme);
      if (fit <= best_fit)
        continue;
      best_fit = fit;
      best = ruleset->pairs[i].agreement;
    }
  return best;
}

gboolean
equate_ruleset_agreement_fits (const EquateRuleset *ruleset, guint32 agreement,
                               const char *programme, EquateDate on)
{
  const EquateCompiledAgreement *compiled = &ruleset->agreements[agreement];
  return equate_period_contains (compiled->valid, on)
         && fit_programme (ruleset, compiled->programmes, programme) > 0;
}

const char *
equate_ruleset_suggest_institution (const EquateRuleset *ruleset, const char *id)
{
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (id, 1);
  for (guint32 i = 0; i < ruleset->n_institutions; i++)
    equate_suggest_offer (suggest, equate_ruleset_text (ruleset, ruleset->institutions[i].id),
                          NULL);
  return equate_suggest_get_length (suggest) > 0 ? equate_suggest_get (suggest, 0, NULL) : NULL;
}

guint
equate_ruleset_suggest_courses (const EquateRuleset *ruleset, guint32 institution,
                                const char *code, guint max, guint32 *courses)
{
  return equate_courses_suggest (ruleset->courses, ruleset->institutions[institution].courses,
                                 ruleset->strings, code, max, courses);
}

const char *
equate_ruleset_get_title (const EquateRuleset *ruleset, guint32 edition)
{
  EquateRange titles = ruleset->editions[edition].titles;
  return titles.count > 0 ? equate_ruleset_text (ruleset, ruleset->string_lists[titles.first]) : "";
}
