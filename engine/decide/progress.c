/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the programme asks, and what of its plan remains. */
#include "decide/standing.h"

#include <string.h>

static gboolean
is_done (const EquateStanding *standing, guint32 course)
{
  for (guint i = 0; i < standing->selection->chosen->len; i++)
    {
      const EquateApplication *application = equate_standing_chosen (standing, i);
      for (guint g = 0; g < application->n_grants; g++)
        if (application->grants[g].kind != EQUATE_DECIDED_ELECTIVE
            && application->grants[g].target == course)
          return TRUE;
    }
  return FALSE;
}

/* Elective credits of a category that no earlier line of the plan has taken. */
static EquateDecimal
get_elective_credits (const EquateDecision *decision, const char *category)
{
  EquateDecimal sum = 0;
  for (guint i = 0; i < decision->n_awards; i++)
    if (decision->awards[i].kind == EQUATE_DECIDED_ELECTIVE
        && strcmp (decision->awards[i].target, category) == 0)
      sum += decision->awards[i].credits;
  return sum;
}

static EquateDecimal
get_earlier_credits (const EquateRuleset *ruleset, EquateRange plan, guint32 item)
{
  EquateDecimal sum = 0;
  for (guint32 i = plan.first; i < item; i++)
    if (ruleset->plan_items[i].course == EQUATE_NO_INDEX
        && ruleset->plan_items[i].elective == ruleset->plan_items[item].elective)
      sum += ruleset->plan_items[i].credits;
  return sum;
}

static void
add_elective (const EquateStanding *standing, const EquateDecision *decision, EquateRange plan,
              guint32 index, GArray *remainders)
{
  const EquateRuleset *ruleset = standing->evaluation->ruleset;
  const EquateCompiledPlanItem *item = &ruleset->plan_items[index];
  const char *category = equate_ruleset_text (ruleset, item->elective);
  EquateDecimal left = get_elective_credits (decision, category)
                       - get_earlier_credits (ruleset, plan, index);
  EquateDecimal remaining = item->credits - CLAMP (left, 0, item->credits);
  EquatePlanRemainder remainder
      = { .semester = item->semester, .elective = category, .credits = remaining };
  if (remaining > 0)
    g_array_append_val (remainders, remainder);
}

/* The courses of one line of the plan that are neither awarded nor waived. */
static guint32
add_courses (const EquateStanding *standing, guint32 first, guint32 end, GArray *remainders)
{
  const EquateRuleset *ruleset = standing->evaluation->ruleset;
  g_autoptr (GPtrArray) courses = g_ptr_array_new ();
  guint32 i = first;
  for (; i < end && ruleset->plan_items[i].item == ruleset->plan_items[first].item
         && ruleset->plan_items[i].course != EQUATE_NO_INDEX;
       i++)
    {
      guint32 course = ruleset->plan_items[i].course;
      if (!is_done (standing, course))
        g_ptr_array_add (courses, (gpointer) equate_ruleset_text (ruleset,
                                                                  ruleset->courses[course].code));
    }
  if (courses->len > 0)
    {
      EquatePlanRemainder remainder = {
        .semester = ruleset->plan_items[first].semester,
        .courses = equate_arena_copy (standing->evaluation->arena, courses->pdata,
                                      sizeof (gpointer), courses->len),
        .n_courses = courses->len,
      };
      g_array_append_val (remainders, remainder);
    }
  return i;
}

const EquateProgress *
equate_progress_find (const EquateStanding *standing, const EquateDecision *decision)
{
  const EquateEvaluation *evaluation = standing->evaluation;
  if (evaluation->programme == EQUATE_NO_INDEX)
    return NULL;
  const EquateCompiledProgramme *programme
      = &evaluation->ruleset->programmes[evaluation->programme];
  g_autoptr (GArray) remainders = g_array_new (FALSE, FALSE, sizeof (EquatePlanRemainder));
  guint32 end = programme->plan.first + programme->plan.count;
  for (guint32 i = programme->plan.first; i < end;)
    {
      if (evaluation->ruleset->plan_items[i].course == EQUATE_NO_INDEX)
        add_elective (standing, decision, programme->plan, i++, remainders);
      else
        i = add_courses (standing, i, end, remainders);
    }
  EquateProgress *progress = equate_arena_new0 (evaluation->arena, EquateProgress);
  progress->programme = equate_ruleset_text (evaluation->ruleset, programme->id);
  progress->required = programme->credits;
  progress->awarded = decision->awarded;
  progress->remaining = programme->credits == EQUATE_DECIMAL_NONE
                            ? EQUATE_DECIMAL_NONE
                            : MAX (programme->credits - decision->awarded, 0);
  progress->n_plan = remainders->len;
  progress->plan = equate_arena_copy (evaluation->arena, remainders->data,
                                      sizeof (EquatePlanRemainder), remainders->len);
  return progress;
}
