/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one way of a rule awards: credits, shortfall and grade (language.md 4 and 9). */
#include "decide/evaluation.h"

#include <string.h>

/* One alternative of a give: its parts without the lists and choices around them. */
typedef struct
{
  const EquateCompiledGive **parts; /* in the arena, as choices are */
  guint n_parts;
  guint8 *choices; /* of each one-of */
  guint n_choices;
} Alternative;

/* In the arena. */
typedef struct
{
  Alternative *items;
  guint n;
  guint room;
} Alternatives;

/* A copy with one part more, or one choice. */
static Alternative
extend (EquateEvaluation *evaluation, const Alternative *from, const EquateCompiledGive *part,
        const guint8 *choice)
{
  Alternative result = *from;
  if (part != NULL)
    {
      result.parts
          = equate_arena_alloc (evaluation->arena, (from->n_parts + 1) * sizeof *result.parts);
      if (from->n_parts > 0)
        memcpy (result.parts, from->parts, from->n_parts * sizeof *result.parts);
      result.parts[result.n_parts++] = part;
    }
  if (choice != NULL)
    {
      result.choices = equate_arena_alloc (evaluation->arena, from->n_choices + 1);
      if (from->n_choices > 0)
        memcpy (result.choices, from->choices, from->n_choices);
      result.choices[result.n_choices++] = *choice;
    }
  return result;
}

static void
append (EquateEvaluation *evaluation, Alternatives *alternatives, const Alternative *more, guint n)
{
  if (alternatives->n + n > alternatives->room)
    {
      alternatives->room = MAX (2 * alternatives->room, alternatives->n + n);
      Alternative *items
          = equate_arena_alloc (evaluation->arena, alternatives->room * sizeof *items);
      if (alternatives->n > 0)
        memcpy (items, alternatives->items, alternatives->n * sizeof *items);
      alternatives->items = items;
    }
  if (n > 0)
    memcpy (alternatives->items + alternatives->n, more, n * sizeof *more);
  alternatives->n += n;
}

static gboolean
is_in_force (const EquateEvaluation *evaluation, const EquateCompiledGive *give)
{
  EquateDecimal credits = 0;
  return equate_ruleset_look_up_give (evaluation->ruleset, give, evaluation->on, &credits);
}

static Alternatives expand (EquateEvaluation *evaluation, EquateTouchedRule *touched,
                            const EquateCompiledGive *give, Alternatives alternatives);

/* Each alternative with each child of a one-of, of which it notes the number. */
static Alternatives
expand_choice (EquateEvaluation *evaluation, EquateTouchedRule *touched,
               const EquateCompiledGive *give, Alternatives alternatives)
{
  Alternatives result = { NULL, 0, 0 };
  for (guint i = 0; i < give->n_children; i++)
    {
      Alternatives chosen = { NULL, 0, 0 };
      for (guint a = 0; a < alternatives.n; a++)
        {
          if (evaluation->work == 0)
            {
              touched->ways_cut = TRUE;
              break;
            }
          evaluation->work--;
          guint8 choice = (guint8) MIN (i, G_MAXUINT8);
          Alternative copy = extend (evaluation, &alternatives.items[a], NULL, &choice);
          append (evaluation, &chosen, &copy, 1);
        }
      chosen = expand (evaluation, touched, &evaluation->ruleset->gives[give->first_child + i],
                       chosen);
      append (evaluation, &result, chosen.items, chosen.n);
    }
  return result;
}

/* Extends each alternative by the give; those with a course that is not in force are void. */
static Alternatives
expand (EquateEvaluation *evaluation, EquateTouchedRule *touched, const EquateCompiledGive *give,
        Alternatives alternatives)
{
  if (give->kind == EQUATE_AWARD_ONE_OF)
    return expand_choice (evaluation, touched, give, alternatives);
  if (give->kind == EQUATE_AWARD_ALL_OF)
    {
      for (guint i = 0; i < give->n_children; i++)
        alternatives = expand (evaluation, touched,
                               &evaluation->ruleset->gives[give->first_child + i], alternatives);
      return alternatives;
    }
  if (give->kind != EQUATE_AWARD_ELECTIVE && !is_in_force (evaluation, give))
    return (Alternatives){ NULL, 0, 0 };
  for (guint a = 0; a < alternatives.n; a++)
    alternatives.items[a] = extend (evaluation, &alternatives.items[a], give, NULL);
  return alternatives;
}

static Alternatives
find_alternatives (EquateEvaluation *evaluation, guint32 touched, guint32 give,
                   const Alternative *start)
{
  Alternatives alternatives = { NULL, 0, 0 };
  append (evaluation, &alternatives, start, 1);
  return expand (evaluation, &evaluation->touched[touched], &evaluation->ruleset->gives[give],
                 alternatives);
}

static EquateDecimal
get_catalog_credits (const EquateEvaluation *evaluation, const EquateCompiledGive *give)
{
  EquateDecimal credits = 0;
  equate_ruleset_look_up_give (evaluation->ruleset, give, evaluation->on, &credits);
  return credits;
}

static gboolean
is_converted (const EquateCompiledGive *give)
{
  return give->kind != EQUATE_AWARD_WAIVER && give->credits_kind == EQUATE_CREDITS_CONVERTED;
}

static EquateDecimal
get_fixed_credits (const EquateEvaluation *evaluation, const EquateCompiledGive *give)
{
  if (give->kind == EQUATE_AWARD_WAIVER)
    return 0;
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    return evaluation->ruleset->decimals[give->credits];
  return get_catalog_credits (evaluation, give);
}

/* Whole steps in proportion to the weights, rounded down; the steps left go to the largest
 * remainders, the earlier first. */
static void
share_out (EquateArena *arena, EquateDecimal total, EquateDecimal step,
           const EquateDecimal *weights, guint n, EquateDecimal *shares)
{
  __extension__ typedef __int128 Wide;
  Wide sum = 0;
  if (n == 1)
    {
      shares[0] = total / step * step;
      return;
    }
  for (guint i = 0; i < n; i++)
    sum += weights[i];
  gint64 steps = total / step;
  gint64 left = steps;
  Wide *remainders = equate_arena_alloc (arena, n * sizeof *remainders);
  for (guint i = 0; i < n; i++)
    {
      Wide scaled = sum > 0 ? (Wide) steps * weights[i] : steps;
      Wide divisor = sum > 0 ? sum : (Wide) n;
      shares[i] = (EquateDecimal) (scaled / divisor) * step;
      remainders[i] = scaled % divisor;
      left -= shares[i] / step;
    }
  while (left-- > 0)
    {
      guint best = 0;
      for (guint i = 1; i < n; i++)
        if (remainders[i] > remainders[best])
          best = i;
      shares[best] += step;
      remainders[best] = -1;
    }
}

/* consumed × rate, less what is fixed, at least 0, rounded once. */
static EquateDecimal
get_converted_total (const EquateEvaluation *evaluation, const Alternative *parts,
                     EquateDecimal source)
{
  const EquateCompiledAgreement *agreement = evaluation->agreement;
  EquateDecimal fixed = 0;
  for (guint i = 0; i < parts->n_parts; i++)
    if (!is_converted (parts->parts[i]))
      fixed += get_fixed_credits (evaluation, parts->parts[i]);
  EquateRatio exact = { 0, 1 };
  EquateDecimal total = 0;
  if (!equate_ratio_multiply ((EquateRatio){ source, 1 }, agreement->rate, &exact)
      || !equate_ratio_subtract (exact, (EquateRatio){ fixed, 1 }, &exact)
      || exact.numerator <= 0
      || !equate_ratio_round (exact, agreement->round_step, agreement->round_mode, &total))
    return 0;
  return total;
}

static guint
make_grants (const EquateEvaluation *evaluation, const Alternative *parts, EquateDecimal source,
             EquateGrant *grants)
{
  guint n_converted = 0;
  EquateArena *arena = evaluation->arena;
  EquateDecimal of_one[2]; /* most give one course */
  EquateDecimal *weights = of_one;
  if (parts->n_parts != 1)
    weights = equate_arena_alloc (arena, 2 * parts->n_parts * sizeof *weights);
  EquateDecimal *shares = weights + parts->n_parts;
  for (guint i = 0; i < parts->n_parts; i++)
    {
      const EquateCompiledGive *give = parts->parts[i];
      if (is_converted (give))
        weights[n_converted++] = give->kind == EQUATE_AWARD_COURSE
                                     ? get_catalog_credits (evaluation, give)
                                     : EQUATE_DECIMAL_ONE;
    }
  if (n_converted > 0)
    share_out (arena, get_converted_total (evaluation, parts, source),
               evaluation->agreement->round_step, weights, n_converted, shares);
  guint n = 0;
  guint next = 0;
  for (guint i = 0; i < parts->n_parts; i++)
    {
      const EquateCompiledGive *give = parts->parts[i];
      EquateGrant grant = { EQUATE_DECIDED_COURSE, give->target, 0 };
      grant.credits
          = is_converted (give) ? shares[next++] : get_fixed_credits (evaluation, give);
      if (give->kind == EQUATE_AWARD_ELECTIVE)
        grant.kind = EQUATE_DECIDED_ELECTIVE;
      else if (give->kind == EQUATE_AWARD_WAIVER)
        grant.kind = EQUATE_DECIDED_WAIVER;
      if (grant.kind != EQUATE_DECIDED_ELECTIVE || grant.credits > 0)
        grants[n++] = grant;
    }
  return n;
}

/* Is consumed × rate less than the catalog's credits of the courses by more than is allowed? */
static gboolean
falls_short (const EquateEvaluation *evaluation, const Alternative *parts, EquateDecimal source)
{
  const EquateCompiledAgreement *agreement = evaluation->agreement;
  EquateDecimal wanted = 0;
  gboolean has_course = FALSE;
  if (!agreement->has_shortfall)
    return FALSE;
  for (guint i = 0; i < parts->n_parts; i++)
    {
      const EquateCompiledGive *give = parts->parts[i];
      if (give->kind != EQUATE_AWARD_COURSE)
        continue;
      has_course = TRUE;
      wanted += get_catalog_credits (evaluation, give);
    }
  if (!has_course)
    return FALSE;
  EquateRatio allowed = { agreement->shortfall_at_most, 1 };
  EquateRatio short_by = { 0, 1 };
  if (agreement->shortfall_at_most == EQUATE_DECIMAL_NONE
      && !equate_ratio_multiply (agreement->shortfall_share, (EquateRatio){ wanted, 1 }, &allowed))
    return FALSE;
  return equate_ratio_multiply ((EquateRatio){ source, 1 }, agreement->rate, &short_by)
         && equate_ratio_subtract ((EquateRatio){ wanted, 1 }, short_by, &short_by)
         && equate_ratio_compare (short_by, allowed) > 0;
}

static gboolean
awards_twice (const EquateGrant *grants, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      if (grants[i].kind != EQUATE_DECIDED_ELECTIVE && grants[j].kind != EQUATE_DECIDED_ELECTIVE
          && grants[i].target == grants[j].target)
        return TRUE;
  return FALSE;
}

/* The exact mean of the marks, weighted by source credits (evenly where they have none). */
static gboolean
get_mean (const EquateEvaluation *evaluation, const guint32 *attempts, guint n, EquateRatio *mean)
{
  EquateRatio sum = { 0, 1 };
  gint64 weights = 0;
  for (guint pass = 0; pass < 2 && weights == 0; pass++)
    for (guint i = 0; i < n; i++)
      {
        const EquateAttempt *attempt = &evaluation->attempts[attempts[i]];
        gint64 weight = pass == 1 ? 1 : MAX (attempt->credits, 0);
        EquateRatio part = { attempt->converted.value, 1 };
        if (attempt->converted.kind != EQUATE_MARK_GRADE)
          continue;
        if (!equate_ratio_multiply (part, (EquateRatio){ weight, 1 }, &part)
            || !equate_ratio_add (sum, part, &sum))
          return FALSE;
        weights += weight;
      }
  return equate_ratio_divide (sum, (EquateRatio){ weights, 1 }, mean);
}

static EquateMark
get_extreme (const EquateEvaluation *evaluation, const guint32 *attempts, guint n, gboolean best)
{
  EquateMark result = { .kind = EQUATE_MARK_NONE };
  for (guint i = 0; i < n; i++)
    {
      const EquateMark *mark = &evaluation->attempts[attempts[i]].converted;
      if (mark->kind != EQUATE_MARK_GRADE)
        continue;
      int order = result.kind == EQUATE_MARK_NONE ? 0 : equate_mark_compare (mark, &result);
      if (result.kind == EQUATE_MARK_NONE || (best ? order > 0 : order < 0))
        result = *mark;
    }
  return result;
}

static EquateMark
combine_marks (const EquateEvaluation *evaluation, const guint32 *attempts, guint n,
               EquateGradeOfMany how)
{
  EquateMark none = { .kind = EQUATE_MARK_NONE };
  guint n_marks = 0;
  if (n == 1)
    {
      const EquateMark *only = &evaluation->attempts[attempts[0]].converted;
      return only->kind == EQUATE_MARK_GRADE && how != EQUATE_GRADE_NONE ? *only : none;
    }
  for (guint i = 0; i < n; i++)
    n_marks += evaluation->attempts[attempts[i]].converted.kind == EQUATE_MARK_GRADE;
  if (n_marks == 0 || how == EQUATE_GRADE_NONE)
    return none;
  if (n_marks == 1 || how != EQUATE_GRADE_MEAN)
    return get_extreme (evaluation, attempts, n, how != EQUATE_GRADE_MIN);
  EquateMark any = get_extreme (evaluation, attempts, n, TRUE);
  EquateRatio mean = { 0, 1 };
  if (!equate_scale_has_values (any.scale) || !get_mean (evaluation, attempts, n, &mean))
    return none;
  return equate_scale_nearest (any.scale, mean, TRUE);
}

static void
set_grade (const EquateEvaluation *evaluation, EquateApplication *application,
           EquateGradeOfMany how)
{
  application->grade
      = combine_marks (evaluation, application->attempts, application->n_attempts, how);
  if (application->grade.kind != EQUATE_MARK_GRADE)
    return;
  application->share = equate_mark_share (&application->grade);
  for (guint i = 0; i < application->n_attempts; i++)
    {
      const EquateAttempt *attempt = &evaluation->attempts[application->attempts[i]];
      if (attempt->converted.kind != EQUATE_MARK_GRADE || !attempt->is_converted)
        continue;
      application->is_converted = TRUE;
      application->fallback |= attempt->fallback;
    }
}

/* Where credits decide what is awarded, entries without any leave the way unknown. */
static const EquateUnknown *
add_unknown_credits (EquateEvaluation *evaluation, const EquateWay *way, const Alternative *parts)
{
  const EquateUnknown *unknown = way->unknown;
  gboolean matters = FALSE;
  for (guint i = 0; i < parts->n_parts; i++)
    {
      const EquateCompiledGive *give = parts->parts[i];
      matters = matters || is_converted (give)
                || (evaluation->agreement->has_shortfall && give->kind == EQUATE_AWARD_COURSE);
    }
  for (guint i = 0; matters && i < way->n_attempts; i++)
    {
      if (evaluation->attempts[way->attempts[i]].credits != EQUATE_DECIMAL_NONE)
        continue;
      EquateUnknown *item = equate_arena_new0 (evaluation->arena, EquateUnknown);
      *item = (EquateUnknown){ way->attempts[i], EQUATE_EVIDENCE_CREDITS, unknown };
      unknown = item;
    }
  return unknown;
}

static void
add_application (EquateEvaluation *evaluation, guint32 touched_index, const EquateWay *way,
                 const Alternative *alternative, EquateDecimal source, GArray *applications)
{
  const EquateTouchedRule *touched = &evaluation->touched[touched_index];
  const EquateCompiledRule *rule = &evaluation->ruleset->rules[touched->rule];
  const EquateCompiledTerms *terms = &evaluation->ruleset->terms[rule->terms];
  EquateGrant *grants = equate_arena_alloc (evaluation->arena,
                                            alternative->n_parts * sizeof (EquateGrant));
  guint n = make_grants (evaluation, alternative, source, grants);
  if (n == 0 || awards_twice (grants, n))
    return;
  g_array_set_size (applications, applications->len + 1);
  EquateApplication *application
      = &g_array_index (applications, EquateApplication, applications->len - 1);
  *application = (EquateApplication){
    .rule = touched->rule,
    .touched = touched_index,
    .attempts = way->attempts,
    .n_attempts = way->n_attempts,
    .choices = alternative->choices,
    .n_choices = alternative->n_choices,
    .grants = grants,
    .n_grants = n,
    .unknown = add_unknown_credits (evaluation, way, alternative),
    .priority = terms->priority,
    .source = source,
  };
  set_grade (evaluation, application, terms->grade);
}

/* What stands in the place of an alternative that falls short; the choices that led to it stay. */
static void
add_otherwise (EquateEvaluation *evaluation, guint32 touched, const EquateWay *way,
               const Alternative *instead_of, EquateDecimal source, GArray *applications)
{
  guint32 otherwise = evaluation->agreement->shortfall_otherwise;
  if (otherwise == EQUATE_NO_INDEX)
    return;
  Alternative start = { NULL, 0, instead_of->choices, instead_of->n_choices };
  Alternatives alternatives = find_alternatives (evaluation, touched, otherwise, &start);
  for (guint i = 0; i < alternatives.n; i++)
    add_application (evaluation, touched, way, &alternatives.items[i], source, applications);
}

static gboolean
add_way (EquateEvaluation *evaluation, guint32 touched, const EquateWay *way,
         const Alternatives *alternatives, GArray *applications)
{
  EquateDecimal source = 0;
  for (guint i = 0; i < way->n_attempts; i++)
    source += MAX (evaluation->attempts[way->attempts[i]].credits, 0);
  gboolean any_short = FALSE;
  for (guint i = 0; i < alternatives->n; i++)
    {
      const Alternative *alternative = &alternatives->items[i];
      gboolean is_short = falls_short (evaluation, alternative, source);
      any_short |= is_short;
      if (is_short)
        add_otherwise (evaluation, touched, way, alternative, source, applications);
      else
        add_application (evaluation, touched, way, alternative, source, applications);
    }
  return any_short;
}

void
equate_grants_add (EquateEvaluation *evaluation, guint32 touched, const EquateWays *ways,
                   gboolean *fell_short, GArray *applications)
{
  guint32 give = evaluation->ruleset->rules[evaluation->touched[touched].rule].give;
  const Alternative nothing = { NULL, 0, NULL, 0 };
  Alternatives alternatives = { NULL, 0, 0 };
  guint64 cost = G_MAXUINT64; /* of finding them, which is the same for each way */
  for (guint i = 0; i < ways->n; i++)
    {
      if (evaluation->work >= cost)
        evaluation->work -= cost;
      else
        {
          guint64 before = evaluation->work;
          alternatives = find_alternatives (evaluation, touched, give, &nothing);
          cost = before - evaluation->work;
        }
      fell_short[i] = add_way (evaluation, touched, &ways->items[i], &alternatives, applications);
    }
}
