/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "requirement-walk.h"

#include "write/requirement-text.h"

void
equate_walk_init (EquateWalk *walk)
{
  walk->used = 0;
  walk->is_refused = FALSE;
  walk->conditions = g_ptr_array_new_with_free_func (g_free);
  walk->together = g_ptr_array_new_with_free_func (g_free);
}

void
equate_walk_clear (EquateWalk *walk)
{
  g_clear_pointer (&walk->conditions, g_ptr_array_unref);
  g_clear_pointer (&walk->together, g_ptr_array_unref);
}

/* --- leaves --- */

static gboolean
selects (const EquateRuleset *ruleset, const EquateCompiledAgreement *agreement, guint32 node,
         guint32 edition)
{
  guint32 low = agreement->matches.first;
  guint32 high = low + agreement->matches.count;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (ruleset->matches[middle].edition < edition)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint32 i = low; i < agreement->matches.first + agreement->matches.count; i++)
    if (ruleset->matches[i].edition != edition || ruleset->matches[i].node == node)
      return ruleset->matches[i].edition == edition;
  return FALSE;
}

/* Takes out of asked what the grade of the question settles; FALSE: it says no. */
static gboolean
settle_grade (const EquateQuestion *question, const EquateCompiledEdition *edition,
              EquateCompiledConditions *asked)
{
  const EquateRuleset *ruleset = question->ruleset;
  guint32 institution = ruleset->courses[edition->course].institution;
  guint32 scale = ruleset->institutions[institution].scale;
  const EquateString bounds[] = { asked->min_grade, asked->max_grade };
  const EquateScaleEdition *marks;
  EquateMark mark;

  if (!question->grade || scale == EQUATE_NO_INDEX)
    return TRUE;
  marks = equate_gradebook_get_scale (ruleset->gradebook, scale, question->on, NULL);
  mark = equate_scale_read (marks, question->grade);
  if (equate_mark_is_failing (&mark))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      EquateMark bound;
      int order;

      if (!bounds[i])
        continue;
      bound = equate_scale_read (marks, equate_ruleset_text (ruleset, bounds[i]));
      if (mark.kind != EQUATE_MARK_GRADE || bound.kind != EQUATE_MARK_GRADE)
        return FALSE;
      order = equate_mark_compare (&mark, &bound);
      if (i == 0 ? order < 0 : order > 0)
        return FALSE;
    }
  asked->min_grade = asked->max_grade = 0;
  return TRUE;
}

static gboolean
settle_credits (const EquateCompiledEdition *edition, EquateCompiledConditions *asked)
{
  if (edition->credits == EQUATE_DECIMAL_NONE)
    return TRUE;
  if (asked->min_credits != EQUATE_DECIMAL_NONE && edition->credits < asked->min_credits)
    return FALSE;
  if (asked->max_credits != EQUATE_DECIMAL_NONE && edition->credits > asked->max_credits)
    return FALSE;
  asked->min_credits = asked->max_credits = EQUATE_DECIMAL_NONE;
  return TRUE;
}

static gboolean
settle_language (const EquateRuleset *ruleset, const EquateCompiledEdition *edition,
                 EquateCompiledConditions *asked)
{
  const char *wanted = equate_ruleset_text (ruleset, asked->language);

  if (!asked->language || edition->languages.count == 0)
    return TRUE;
  for (guint32 i = 0; i < edition->languages.count; i++)
    {
      EquateString language = ruleset->string_lists[edition->languages.first + i];

      if (g_str_equal (equate_ruleset_text (ruleset, language), wanted))
        {
          asked->language = 0;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
settle_hours (const EquateRuleset *ruleset, const EquateCompiledEdition *edition,
              EquateCompiledConditions *asked)
{
  if (asked->hours == EQUATE_NO_INDEX || edition->hours == EQUATE_NO_INDEX)
    return TRUE;
  for (guint i = 0; i < EQUATE_N_HOURS; i++)
    {
      EquateDecimal wanted = ruleset->hours[asked->hours][i];
      EquateDecimal stated = ruleset->hours[edition->hours][i];

      if (wanted != EQUATE_DECIMAL_NONE && MAX (stated, 0) < wanted)
        return FALSE;
    }
  asked->hours = EQUATE_NO_INDEX;
  return TRUE;
}

/* Settles what catalog and question can; FALSE: the course does not meet the conditions. */
static gboolean
settle (const EquateQuestion *question, const EquateCompiledEdition *edition,
        EquateCompiledConditions *asked)
{
  gboolean has_level = asked->level && edition->level;

  if (has_level && asked->level != edition->level)
    return FALSE;
  if (has_level)
    asked->level = 0;
  return settle_grade (question, edition, asked) && settle_credits (edition, asked)
         && settle_language (question->ruleset, edition, asked)
         && settle_hours (question->ruleset, edition, asked);
}

static EquateCompiledConditions
get_conditions (const EquateRuleset *ruleset, const EquateCompiledNode *node)
{
  if (node->conditions != EQUATE_NO_INDEX)
    return ruleset->conditions[node->conditions];
  return (EquateCompiledConditions){ .min_credits = EQUATE_DECIMAL_NONE,
                                     .max_credits = EQUATE_DECIMAL_NONE,
                                     .hours = EQUATE_NO_INDEX };
}

static void
add_conditions (const EquateRuleset *ruleset, const EquateCompiledEdition *edition,
                const EquateCompiledConditions *asked, EquateWalk *walk)
{
  g_autoptr (GString) text = g_string_new (NULL);

  equate_conditions_append_text (ruleset, asked, text);
  if (text->len == 0)
    return;
  g_string_prepend (text, " with ");
  g_string_prepend (text, equate_ruleset_text (ruleset, ruleset->courses[edition->course].code));
  g_ptr_array_add (walk->conditions, g_strdup (text->str));
}

/* Uses one more course of the question for a leaf; EQUATE_NO_INDEX: none fits. */
static guint32
use_course (const EquateQuestion *question, const EquateCompiledAgreement *agreement, guint32 node,
            EquateWalk *walk)
{
  const EquateRuleset *ruleset = question->ruleset;

  for (guint i = 0; i < question->source->len; i++)
    {
      guint32 course = g_array_index (question->source, guint32, i);
      guint32 edition = equate_ruleset_find_edition (ruleset, course, question->on, NULL);
      EquateCompiledConditions asked = get_conditions (ruleset, &ruleset->nodes[node]);

      if ((walk->used >> i & 1) || !selects (ruleset, agreement, node, edition)
          || !settle (question, &ruleset->editions[edition], &asked))
        continue;
      walk->used |= G_GUINT64_CONSTANT (1) << i;
      add_conditions (ruleset, &ruleset->editions[edition], &asked, walk);
      return edition;
    }
  return EQUATE_NO_INDEX;
}

static void
need (const EquateQuestion *question, guint32 node, EquateWalk *walk)
{
  g_autoptr (GString) text = g_string_new (NULL);

  equate_requirement_append_text (question->ruleset, node, text);
  g_ptr_array_add (walk->together, g_strdup (text->str));
}

/* How many courses of the question a leaf selects that are still free. */
static guint
count_selected (const EquateQuestion *question, const EquateCompiledAgreement *agreement,
                guint32 node, const EquateWalk *walk)
{
  guint n = 0;

  for (guint i = 0; i < question->source->len; i++)
    {
      guint32 course = g_array_index (question->source, guint32, i);
      guint32 edition = equate_ruleset_find_edition (question->ruleset, course, question->on, NULL);

      if (!(walk->used >> i & 1) && selects (question->ruleset, agreement, node, edition))
        n++;
    }
  return n;
}

static void
walk_leaf (const EquateQuestion *question, const EquateCompiledAgreement *agreement, guint32 node,
           EquateWalk *walk)
{
  if (use_course (question, agreement, node, walk) != EQUATE_NO_INDEX)
    return;
  /* The very course is asked about, and a condition says no: no other course can stand for it. */
  if (question->ruleset->nodes[node].kind == EQUATE_REQUIREMENT_COURSE
      && count_selected (question, agreement, node, walk) > 0)
    walk->is_refused = TRUE;
  need (question, node, walk);
}

/* --- combinations --- */

static void
add_all (GPtrArray *to, const GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_strdup (g_ptr_array_index (from, i)));
}

/* Does a lead further than b from where both began? One that uses a course goes before one that
 * does not; then what is needed besides counts, then the conditions. */
static gboolean
is_better (const EquateWalk *a, const EquateWalk *b, guint64 before)
{
  gboolean a_uses = a->used != before;
  gboolean b_uses = b->used != before;

  if (a_uses != b_uses)
    return a_uses;
  if (a->is_refused != b->is_refused)
    return b->is_refused;
  if (a->together->len != b->together->len)
    return a->together->len < b->together->len;
  return a->conditions->len < b->conditions->len;
}

/* Satisfies so many of the children, the one that leads furthest first. */
static void
walk_some (const EquateQuestion *question, const EquateCompiledAgreement *agreement, guint32 node,
           guint wanted, EquateWalk *walk)
{
  const EquateCompiledNode *requirement = &question->ruleset->nodes[node];
  g_autofree gboolean *taken = g_new0 (gboolean, requirement->n_children);
  gsize needed_before = walk->together->len;
  guint64 used_before = walk->used;
  gboolean refused_before = walk->is_refused;

  for (guint n = 0; n < wanted; n++)
    {
      g_auto (EquateWalk) best = { 0 };
      guint32 best_child = EQUATE_NO_INDEX;

      for (guint32 i = 0; i < requirement->n_children; i++)
        {
          g_auto (EquateWalk) tried = { 0 };

          if (taken[i])
            continue;
          equate_walk_init (&tried);
          tried.used = walk->used;
          equate_walk_requirement (question, agreement, requirement->first_child + i, &tried);
          if (best_child != EQUATE_NO_INDEX && !is_better (&tried, &best, walk->used))
            continue;
          equate_walk_clear (&best);
          best = tried;
          tried = (EquateWalk){ 0 };
          best_child = i;
        }
      if (best_child == EQUATE_NO_INDEX)
        break;
      taken[best_child] = TRUE;
      walk->used = best.used;
      walk->is_refused = walk->is_refused || best.is_refused;
      add_all (walk->conditions, best.conditions);
      add_all (walk->together, best.together);
    }
  if (walk->used != used_before)
    return;
  /* No course of the question is among them: any of the ways would do. */
  g_ptr_array_set_size (walk->together, (gint) needed_before);
  walk->is_refused = refused_before;
  need (question, node, walk);
}

static void
walk_total (const EquateQuestion *question, const EquateCompiledAgreement *agreement, guint32 node,
            EquateWalk *walk)
{
  const EquateRuleset *ruleset = question->ruleset;
  const EquateCompiledNode *requirement = &ruleset->nodes[node];
  EquateDecimal rest = ruleset->decimals[requirement->value];
  char buffer[EQUATE_DECIMAL_BUFFER];
  g_autoptr (GString) text = NULL;

  while (rest > 0)
    {
      guint32 edition = use_course (question, agreement, requirement->first_child, walk);

      if (edition == EQUATE_NO_INDEX)
        break;
      if (ruleset->editions[edition].credits != EQUATE_DECIMAL_NONE)
        rest -= ruleset->editions[edition].credits;
    }
  if (rest <= 0)
    return;
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s more credits, each from ",
                          equate_decimal_format (rest, buffer));
  equate_requirement_append_text (ruleset, requirement->first_child, text);
  g_ptr_array_add (walk->together, g_strdup (text->str));
}

/* How early a child is walked, the smaller the earlier: the choosiest leaf first, so that a pattern
 * does not use up the course that another leaf names; what is made of several leaves last. */
static guint
get_turn (const EquateQuestion *question, const EquateCompiledAgreement *agreement, guint32 node,
          const EquateWalk *walk)
{
  const EquateCompiledNode *leaf = &question->ruleset->nodes[node];

  if (leaf->n_children > 0)
    return 2 * EQUATE_MAX_ASKED + 1;
  return 2 * count_selected (question, agreement, node, walk)
         + (leaf->kind != EQUATE_REQUIREMENT_COURSE ? 1 : 0);
}

static void
walk_all (const EquateQuestion *question, const EquateCompiledAgreement *agreement, guint32 node,
          EquateWalk *walk)
{
  const EquateCompiledNode *requirement = &question->ruleset->nodes[node];
  g_autofree gboolean *is_done = g_new0 (gboolean, requirement->n_children);

  for (guint32 n = 0; n < requirement->n_children; n++)
    {
      guint32 next = EQUATE_NO_INDEX;
      guint least = G_MAXUINT;

      for (guint32 i = 0; i < requirement->n_children; i++)
        {
          guint turn = get_turn (question, agreement, requirement->first_child + i, walk);

          if (is_done[i] || turn >= least)
            continue;
          least = turn;
          next = i;
        }
      is_done[next] = TRUE;
      equate_walk_requirement (question, agreement, requirement->first_child + next, walk);
    }
}

void
equate_walk_requirement (const EquateQuestion *question, const EquateCompiledAgreement *agreement,
                         guint32 node, EquateWalk *walk)
{
  const EquateCompiledNode *requirement = &question->ruleset->nodes[node];

  switch ((EquateRequirementKind) requirement->kind)
    {
    case EQUATE_REQUIREMENT_ALL_OF:
      walk_all (question, agreement, node, walk);
      break;
    case EQUATE_REQUIREMENT_ANY_OF:
      walk_some (question, agreement, node, 1, walk);
      break;
    case EQUATE_REQUIREMENT_N_OF:
      walk_some (question, agreement, node, requirement->value, walk);
      break;
    case EQUATE_REQUIREMENT_TOTAL_CREDITS:
      walk_total (question, agreement, node, walk);
      break;
    default:
      walk_leaf (question, agreement, node, walk);
    }
}
