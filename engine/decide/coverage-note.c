/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/coverage-note.h"

/* Beyond it nobody works out which alternatives of a requirement were used; the rule counts all the
 * same. */
#define MAX_CONSUMED 31
#define WORK_FOR_PARTS 100000

/* How the entries that a rule consumed satisfy what it takes. Sets of them are bits. */
typedef struct
{
  const EquateEvaluation *evaluation;   /* borrowed */
  const EquateApplication *application; /* borrowed */
  GArray *used; /* borrowed: guint32, the alternatives chosen on the way, taken back when it ends */
  guint work;
} PartSearch;

static gboolean satisfies (PartSearch *search, guint32 index, guint32 set);

/* Does the leaf say yes of the entry? */
static gboolean
accepts (const PartSearch *search, guint32 leaf, guint place)
{
  const EquateEvaluation *evaluation = search->evaluation;
  const EquateTouchedRule *touched = &evaluation->touched[search->application->touched];
  for (guint32 h = touched->first_hit; h < touched->first_hit + touched->n_hits; h++)
    {
      const EquateLeafHit *hit = &evaluation->hits[h];
      if (hit->node == leaf && hit->attempt == search->application->attempts[place]
          && hit->truth == EQUATE_TRUTH_YES)
        return TRUE;
    }
  return FALSE;
}

static gboolean
accepts_all (const PartSearch *search, guint32 leaf, guint32 set)
{
  for (guint place = 0; place < search->application->n_attempts; place++)
    if ((set >> place & 1) && !accepts (search, leaf, place))
      return FALSE;
  return TRUE;
}

static gboolean
satisfies_one (PartSearch *search, const EquateCompiledNode *node, guint32 set)
{
  for (guint32 i = 0; i < node->n_children; i++)
    {
      guint32 child = node->first_child + i;
      guint before = search->used->len;
      g_array_append_val (search->used, child);
      if (satisfies (search, child, set))
        return TRUE;
      g_array_set_size (search->used, before);
    }
  return FALSE;
}

/* The sets of entries that one part may take: single ones for a leaf, else all, the largest first.
 */
static guint32
next_part (guint32 set, guint32 part, gboolean is_leaf)
{
  if (!is_leaf)
    return (part - 1) & set;
  guint32 above = set & ~(part | (part - 1));
  return above & -above;
}

/* wanted of the children from the one at place on, each with a part of the set of its own. */
static gboolean
satisfies_parts (PartSearch *search, const EquateCompiledNode *node, guint32 place, guint32 wanted,
                 guint32 set)
{
  if (wanted == 0)
    return set == 0;
  if (wanted > node->n_children - place)
    return FALSE;
  guint32 child = node->first_child + place;
  gboolean is_leaf = equate_requirement_is_leaf (search->evaluation->ruleset->nodes[child].kind);
  guint before = search->used->len;
  for (guint32 part = is_leaf ? set & -set : set; part != 0; part = next_part (set, part, is_leaf))
    {
      if (search->work == 0)
        return FALSE;
      search->work--;
      g_array_append_val (search->used, child);
      if (satisfies (search, child, part)
          && satisfies_parts (search, node, place + 1, wanted - 1, set & ~part))
        return TRUE;
      g_array_set_size (search->used, before);
    }
  return satisfies_parts (search, node, place + 1, wanted, set);
}

static gboolean
satisfies (PartSearch *search, guint32 index, guint32 set)
{
  const EquateCompiledNode *node = &search->evaluation->ruleset->nodes[index];
  switch ((EquateRequirementKind) node->kind)
    {
    case EQUATE_REQUIREMENT_ALL_OF:
      return satisfies_parts (search, node, 0, node->n_children, set);
    case EQUATE_REQUIREMENT_N_OF:
      return satisfies_parts (search, node, 0, node->value, set);
    case EQUATE_REQUIREMENT_ANY_OF:
      return satisfies_one (search, node, set);
    case EQUATE_REQUIREMENT_TOTAL_CREDITS:
      return accepts_all (search, node->first_child, set);
    default:
      return (set & (set - 1)) == 0 && accepts_all (search, index, set);
    }
}

static void
note_parts (EquateCoverage *coverage, const EquateEvaluation *evaluation,
            const EquateApplication *application)
{
  guint32 take = evaluation->ruleset->rules[application->rule].take;
  if (application->n_attempts > MAX_CONSUMED)
    return;
  g_autoptr (GArray) used = g_array_new (FALSE, FALSE, sizeof (guint32));
  PartSearch search = { evaluation, application, used, WORK_FOR_PARTS };
  if (!satisfies (&search, take,
                  (guint32) ((G_GUINT64_CONSTANT (1) << application->n_attempts) - 1)))
    return;
  for (guint i = 0; i < used->len; i++)
    equate_coverage_mark (coverage, application->rule, EQUATE_COVERED_TAKE,
                          g_array_index (used, guint32, i), EQUATE_COVERAGE_FIRED);
}

/* Is something of the give among what is granted, and not what stands in its place for a
 * shortfall? */
static gboolean
is_granted (const EquateEvaluation *evaluation, const EquateApplication *application, guint32 index)
{
  const EquateCompiledGive *give = &evaluation->ruleset->gives[index];
  for (guint32 i = 0; i < give->n_children; i++)
    if (is_granted (evaluation, application, give->first_child + i))
      return TRUE;
  for (guint g = 0; give->n_children == 0 && g < application->n_grants; g++)
    {
      gboolean is_elective = application->grants[g].kind == EQUATE_DECIDED_ELECTIVE;
      if (application->grants[g].target == give->target
          && is_elective == (give->kind == EQUATE_AWARD_ELECTIVE))
        return TRUE;
    }
  return FALSE;
}

/* The choices of an application stand in the order of the give; place is the next one. */
static void
note_choices (EquateCoverage *coverage, const EquateEvaluation *evaluation,
              const EquateApplication *application, guint32 index, guint *place, gboolean chosen)
{
  const EquateCompiledGive *give = &evaluation->ruleset->gives[index];
  if (give->kind == EQUATE_AWARD_ALL_OF)
    for (guint32 i = 0; i < give->n_children; i++)
      note_choices (coverage, evaluation, application, give->first_child + i, place, chosen);
  if (give->kind != EQUATE_AWARD_ONE_OF || *place >= application->n_choices)
    return;
  guint32 child = give->first_child + application->choices[(*place)++];
  equate_coverage_mark (coverage, application->rule, EQUATE_COVERED_GIVE, child,
                        chosen && is_granted (evaluation, application, child)
                            ? EQUATE_COVERAGE_FIRED
                            : EQUATE_COVERAGE_REFUSED);
  note_choices (coverage, evaluation, application, child, place, chosen);
}

static void
note_application (EquateCoverage *coverage, const EquateEvaluation *evaluation,
                  const EquateApplication *application, gboolean chosen)
{
  guint place = 0;
  note_choices (coverage, evaluation, application,
                evaluation->ruleset->rules[application->rule].give, &place, chosen);
  if (!chosen)
    return;
  equate_coverage_mark (coverage, application->rule, EQUATE_COVERED_RULE, application->rule,
                        EQUATE_COVERAGE_FIRED);
  note_parts (coverage, evaluation, application);
}

/* Marks the alternatives on the way down to the leaf; FALSE where it is not below the node. */
static gboolean
note_way (EquateCoverage *coverage, guint32 rule, guint32 index, guint32 leaf)
{
  const EquateCompiledNode *node = &coverage->ruleset->nodes[index];
  gboolean holds = index == leaf;
  for (guint32 i = 0; i < node->n_children && !holds; i++)
    holds = note_way (coverage, rule, node->first_child + i, leaf);
  if (holds)
    equate_coverage_mark (coverage, rule, EQUATE_COVERED_TAKE, index, EQUATE_COVERAGE_REFUSED);
  return holds;
}

/* An exception that no entry needed has kept nothing from being applied. */
static gboolean
is_met (const EquateEvaluation *evaluation, const EquateTouchedRule *touched)
{
  for (guint h = 0; h < touched->n_hits; h++)
    if (equate_hit_is_taken (evaluation, &evaluation->hits[touched->first_hit + h]))
      return TRUE;
  return FALSE;
}

static void
note_hit (EquateCoverage *coverage, const EquateEvaluation *evaluation,
          const EquateTouchedRule *touched, const EquateLeafHit *hit)
{
  const EquateCompiledRule *rule = &evaluation->ruleset->rules[touched->rule];
  const EquateCompiledTerms *terms = &evaluation->ruleset->terms[rule->terms];
  gboolean denies = terms->deny.count > 0 && hit->truth == EQUATE_TRUTH_YES
                    && touched->closed == EQUATE_REASON_NONE;
  EquateCoverageState state = denies ? EQUATE_COVERAGE_FIRED : EQUATE_COVERAGE_REFUSED;
  equate_coverage_mark (coverage, touched->rule, EQUATE_COVERED_RULE, touched->rule, state);
  equate_coverage_mark (coverage, touched->rule, EQUATE_COVERED_DENY, hit->node, state);
  if (rule->take != EQUATE_NO_INDEX)
    note_way (coverage, touched->rule, rule->take, hit->node);
}

static void
note_touched (EquateCoverage *coverage, const EquateEvaluation *evaluation,
              const EquateTouchedRule *touched)
{
  gboolean excepted = touched->closed == EQUATE_REASON_UNLESS && is_met (evaluation, touched);
  for (guint h = 0; h < touched->n_hits; h++)
    {
      const EquateLeafHit *hit = &evaluation->hits[touched->first_hit + h];
      if (equate_hit_is_taken (evaluation, hit))
        note_hit (coverage, evaluation, touched, hit);
      else
        equate_coverage_mark (coverage, touched->rule, EQUATE_COVERED_UNLESS,
                              equate_ruleset_get_terms (evaluation->ruleset, touched->rule)->unless,
                              excepted ? EQUATE_COVERAGE_FIRED : EQUATE_COVERAGE_REFUSED);
    }
}

void
equate_coverage_note (EquateCoverage *coverage, const EquateEvaluation *evaluation,
                      const GArray *applications, const EquateSelection *selection)
{
  for (guint i = 0; i < evaluation->n_touched; i++)
    note_touched (coverage, evaluation, &evaluation->touched[i]);
  guint next = 0; /* chosen ones are ascending */
  for (guint i = 0; i < applications->len; i++)
    {
      gboolean chosen
          = next < selection->chosen->len && g_array_index (selection->chosen, guint, next) == i;
      next += chosen;
      note_application (coverage, evaluation, &g_array_index (applications, EquateApplication, i),
                        chosen);
    }
}
