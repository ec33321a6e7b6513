/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/catalog-coverage.h"

#include "analyse/analysis.h"

typedef struct
{
  const EquateRuleset *ruleset; /* borrowed */
  guint8 *is_exception;         /* owned: by node: it stands in an `unless` */
  guint8 *marks;                /* owned: by course */
} Look;

enum
{
  TAKEN = 1,
  REACHED = 2,
  PLANNED = 4,
};

static void
coverage_free (gpointer data)
{
  EquateCatalogCoverage *coverage = data;
  g_array_unref (coverage->without_rule);
  g_array_unref (coverage->not_reached);
  g_free (coverage);
}

static void
mark_exceptions (Look *look, guint32 node)
{
  const EquateCompiledNode *compiled = &look->ruleset->nodes[node];
  look->is_exception[node] = TRUE;
  for (guint i = 0; i < compiled->n_children; i++)
    mark_exceptions (look, compiled->first_child + i);
}

static void
mark_awards (Look *look, guint32 give)
{
  const EquateCompiledGive *compiled = &look->ruleset->gives[give];
  if (compiled->kind == EQUATE_AWARD_COURSE || compiled->kind == EQUATE_AWARD_WAIVER)
    look->marks[compiled->target] |= REACHED;
  for (guint i = 0; i < compiled->n_children; i++)
    mark_awards (look, compiled->first_child + i);
}

static void
mark_rules (Look *look, const EquateCompiledAgreement *agreement)
{
  const EquateRuleset *ruleset = look->ruleset;
  for (guint32 i = 0; i < agreement->matches.count; i++)
    {
      const EquateCompiledMatch *match = &ruleset->matches[agreement->matches.first + i];
      if ((match->node & EQUATE_MATCH_LIMIT) == 0 && !look->is_exception[match->node])
        look->marks[ruleset->editions[match->edition].course] |= TAKEN;
    }
  for (guint32 i = 0; i < agreement->rules.count; i++)
    {
      guint32 give = ruleset->rules[agreement->rules.first + i].give;
      if (give != EQUATE_NO_INDEX)
        mark_awards (look, give);
    }
  if (agreement->shortfall_otherwise != EQUATE_NO_INDEX)
    mark_awards (look, agreement->shortfall_otherwise);
}

static gboolean
names_programme (const EquateRuleset *ruleset, const EquateCompiledAgreement *agreement,
                 EquateString id)
{
  EquateRange named = agreement->programmes;
  for (guint32 i = named.first; i < named.first + named.count; i++)
    if (ruleset->string_lists[i] == id)
      return TRUE;
  return named.count == 0;
}

static void
mark_plans (Look *look, const EquateCompiledAgreement *agreement)
{
  const EquateRuleset *ruleset = look->ruleset;
  EquateRange programmes = ruleset->institutions[agreement->to].programmes;
  for (guint32 p = programmes.first; p < programmes.first + programmes.count; p++)
    {
      const EquateCompiledProgramme *programme = &ruleset->programmes[p];
      if (!names_programme (ruleset, agreement, programme->id))
        continue;
      for (guint32 i = 0; i < programme->plan.count; i++)
        {
          guint32 course = ruleset->plan_items[programme->plan.first + i].course;
          if (course != EQUATE_NO_INDEX)
            look->marks[course] |= PLANNED;
        }
    }
}

static EquateCatalogCoverage *
look_at_agreement (Look *look, guint32 index)
{
  const EquateRuleset *ruleset = look->ruleset;
  const EquateCompiledAgreement *agreement = &ruleset->agreements[index];
  EquateCatalogCoverage *coverage = g_new0 (EquateCatalogCoverage, 1);
  coverage->agreement = index;
  coverage->without_rule = g_array_new (FALSE, FALSE, sizeof (guint32));
  coverage->not_reached = g_array_new (FALSE, FALSE, sizeof (guint32));
  mark_rules (look, agreement);
  mark_plans (look, agreement);
  for (guint32 i = 0; i < agreement->from.count; i++)
    {
      guint32 from = ruleset->index_lists[agreement->from.first + i];
      EquateRange courses = ruleset->institutions[from].courses;
      coverage->n_courses += courses.count;
      for (guint32 c = courses.first; c < courses.first + courses.count; c++)
        {
          if ((look->marks[c] & TAKEN) == 0)
            g_array_append_val (coverage->without_rule, c);
          look->marks[c] &= (guint8) ~TAKEN;
        }
    }
  EquateRange courses = ruleset->institutions[agreement->to].courses;
  for (guint32 c = courses.first; c < courses.first + courses.count; c++)
    {
      coverage->n_planned += (look->marks[c] & PLANNED) != 0;
      if ((look->marks[c] & (PLANNED | REACHED)) == PLANNED)
        g_array_append_val (coverage->not_reached, c);
      look->marks[c] = 0;
    }
  return coverage;
}

GPtrArray *
equate_catalog_coverage_new (const EquateRuleset *ruleset)
{
  const EquateAnalysis analysis = { .ruleset = ruleset };
  GPtrArray *all = g_ptr_array_new_with_free_func (coverage_free);
  g_autofree guint8 *is_exception = g_new0 (guint8, ruleset->n_nodes + 1);
  g_autofree guint8 *marks = g_new0 (guint8, ruleset->n_courses + 1);
  Look look = { ruleset, is_exception, marks };
  for (guint32 i = 0; i < ruleset->n_rules; i++)
    if (equate_ruleset_get_terms (ruleset, i)->unless != EQUATE_NO_INDEX)
      mark_exceptions (&look, equate_ruleset_get_terms (ruleset, i)->unless);
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    if (equate_analysis_is_alive (&analysis, i))
      g_ptr_array_add (all, look_at_agreement (&look, i));
  return all;
}
