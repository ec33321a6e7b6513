/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Why not: for each rule that an entry could have served, what stood in the way. */
#include "decide/standing.h"

static const char *
get_text (const EquateStanding *standing, EquateString string)
{
  return equate_ruleset_text (standing->evaluation->ruleset, string);
}

static gboolean
selects (const EquateStanding *standing, const EquateTouchedRule *touched, guint32 first,
         guint32 last, guint32 attempt, gboolean any)
{
  const EquateEvaluation *evaluation = standing->evaluation;
  gint priority = equate_ruleset_get_terms (evaluation->ruleset, touched->rule)->priority;
  for (guint32 h = touched->first_hit; h < touched->first_hit + touched->n_hits; h++)
    {
      const EquateLeafHit *hit = &evaluation->hits[h];
      guint missing = 0;
      if (hit->node >= first && hit->node <= last && (any || hit->attempt == attempt)
          && equate_hit_truth (evaluation, hit, priority, &missing) != EQUATE_TRUTH_NO)
        return TRUE;
    }
  return FALSE;
}

static gboolean serves (const EquateStanding *standing, const EquateTouchedRule *touched,
                        guint32 node, guint32 attempt, gboolean any);

static gboolean
serves_below (const EquateStanding *standing, const EquateTouchedRule *touched,
              const EquateCompiledNode *node, guint32 attempt, gboolean any)
{
  for (guint i = 0; i < node->n_children; i++)
    if (serves (standing, touched, node->first_child + i, attempt, any))
      return TRUE;
  return FALSE;
}

/* Does the entry (any: some entry) serve a leaf of the node? */
static gboolean
serves (const EquateStanding *standing, const EquateTouchedRule *touched, guint32 index,
        guint32 attempt, gboolean any)
{
  const EquateCompiledNode *node = &standing->evaluation->ruleset->nodes[index];
  if (equate_requirement_is_leaf (node->kind))
    return selects (standing, touched, index, index, attempt, any);
  return serves_below (standing, touched, node, attempt, any);
}

static char *describe_missing (const EquateStanding *standing, const EquateTouchedRule *touched,
                               guint32 index, guint32 attempt);

static void
append_part (GString *text, char *part, const char *between)
{
  if (part == NULL)
    return;
  if (text->len > 0)
    g_string_append (text, between);
  g_string_append (text, part);
  g_free (part);
}

/* So many more of those that nothing serves yet. */
static char *
describe_n_of (const EquateStanding *standing, const EquateTouchedRule *touched,
               const EquateCompiledNode *node, guint32 attempt)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint served = 0;
  guint open = 0;
  gboolean all = node->kind == EQUATE_REQUIREMENT_ALL_OF || node->value == node->n_children;
  for (guint i = 0; i < node->n_children; i++)
    {
      char *part = describe_missing (standing, touched, node->first_child + i, attempt);
      served += part == NULL;
      open += part != NULL;
      append_part (text, part, all ? " and " : " or ");
    }
  guint wanted = all ? node->n_children : node->value;
  if (served >= wanted || text->len == 0)
    return NULL;
  if (!all && wanted - served > 1 && wanted - served < open)
    return g_strdup_printf ("%u of %s", wanted - served, text->str);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* An alternative that the entry serves, if there is one; else any. */
static char *
describe_any_of (const EquateStanding *standing, const EquateTouchedRule *touched,
                 const EquateCompiledNode *node, guint32 attempt)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean own = serves_below (standing, touched, node, attempt, FALSE);
  for (guint i = 0; i < node->n_children; i++)
    {
      if (own && !serves (standing, touched, node->first_child + i, attempt, FALSE))
        continue;
      char *part = describe_missing (standing, touched, node->first_child + i, attempt);
      if (part == NULL)
        return NULL;
      append_part (text, part, " or ");
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* What is missing for the node in words, or NULL when nothing is. Free with g_free. */
static char *
describe_missing (const EquateStanding *standing, const EquateTouchedRule *touched, guint32 index,
                  guint32 attempt)
{
  const EquateRuleset *ruleset = standing->evaluation->ruleset;
  const EquateCompiledNode *node = &ruleset->nodes[index];
  char credits[EQUATE_DECIMAL_BUFFER];
  switch ((EquateRequirementKind) node->kind)
    {
    case EQUATE_REQUIREMENT_ALL_OF:
    case EQUATE_REQUIREMENT_N_OF:
      return describe_n_of (standing, touched, node, attempt);
    case EQUATE_REQUIREMENT_ANY_OF:
      return describe_any_of (standing, touched, node, attempt);
    case EQUATE_REQUIREMENT_TOTAL_CREDITS:
      return g_strdup_printf (
          "%s credits of %s", equate_decimal_format (ruleset->decimals[node->value], credits),
          get_text (standing, ruleset->nodes[node->first_child].value));
    default:
      return serves (standing, touched, index, attempt, TRUE)
                 ? NULL
                 : g_strdup (get_text (standing, node->value));
    }
}

static const char *
get_missing_course (const EquateStanding *standing, const EquateTouchedRule *touched,
                    guint32 attempt)
{
  const EquateCompiledRule *rule = &standing->evaluation->ruleset->rules[touched->rule];
  g_autofree char *text = describe_missing (standing, touched, rule->take, attempt);
  return text != NULL ? equate_arena_strdup (standing->evaluation->arena, text) : NULL;
}

static const char *
describe_hours (const EquateStanding *standing, guint32 index)
{
  const EquateRuleset *ruleset = standing->evaluation->ruleset;
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[EQUATE_DECIMAL_BUFFER];
  for (guint kind = 0; kind < EQUATE_N_HOURS; kind++)
    if (ruleset->hours[index][kind] != EQUATE_DECIMAL_NONE)
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "",
                              equate_hours_names[kind],
                              equate_decimal_format (ruleset->hours[index][kind], buffer));
  return equate_arena_strdup (standing->evaluation->arena, text->str);
}

static const char *
describe_period (const EquateStanding *standing, EquatePeriod period)
{
  char from[EQUATE_DATE_BUFFER] = "";
  char until[EQUATE_DATE_BUFFER] = "";
  if (period.from != 0)
    equate_date_format (period.from, from);
  if (period.until != 0)
    equate_date_format (period.until, until);
  g_autofree char *text = g_strdup_printf ("%s%s%s%s", *from ? "from " : "", from,
                                           *until ? (*from ? " until " : "until ") : "", until);
  return equate_arena_strdup (standing->evaluation->arena, text);
}

/* What the condition that said no had asked for. */
static const char *
describe_condition (const EquateStanding *standing, const EquateLeafHit *hit)
{
  const EquateRuleset *ruleset = standing->evaluation->ruleset;
  EquateArena *arena = standing->evaluation->arena;
  const EquateCompiledConditions *conditions
      = &ruleset->conditions[ruleset->nodes[hit->node].conditions];
  char number[EQUATE_DECIMAL_BUFFER];
  char age[EQUATE_DATE_BUFFER];
  switch (hit->reason)
    {
    case EQUATE_REASON_MIN_GRADE:
      return get_text (standing, conditions->min_grade);
    case EQUATE_REASON_MAX_GRADE:
      return get_text (standing, conditions->max_grade);
    case EQUATE_REASON_MIN_CREDITS:
      return equate_arena_strdup (arena, equate_decimal_format (conditions->min_credits, number));
    case EQUATE_REASON_MAX_CREDITS:
      return equate_arena_strdup (arena, equate_decimal_format (conditions->max_credits, number));
    case EQUATE_REASON_TAKEN:
      return describe_period (standing, conditions->taken);
    case EQUATE_REASON_MAX_AGE:
      return equate_arena_strdup (arena, equate_age_format (conditions->max_age, age));
    case EQUATE_REASON_LEVEL:
      return equate_choice_get_text (equate_level_choices, (gint) conditions->level);
    case EQUATE_REASON_LANGUAGE:
      return get_text (standing, conditions->language);
    case EQUATE_REASON_MIN_HOURS:
    default: /* the last of them */
      return describe_hours (standing, conditions->hours);
    }
}

/* How the leaves of one rule see one entry. */
typedef struct
{
  const EquateLeafHit *first; /* of those that say no: by the earliest condition */
  gboolean selected;          /* some leaf of take or deny selects it */
  gboolean accepted;          /* one does not say no */
  gboolean sure;              /* one says yes */
  gboolean pattern_limit;
  gboolean in_way;
  gboolean fell_short;
} View;

static View
view_entry (const EquateStanding *standing, const EquateTouchedRule *touched, guint32 attempt)
{
  View view = { NULL, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE };
  for (guint32 h = touched->first_hit; h < touched->first_hit + touched->n_hits; h++)
    {
      const EquateLeafHit *hit = &standing->evaluation->hits[h];
      if (hit->attempt != attempt || !equate_hit_is_taken (standing->evaluation, hit))
        continue;
      view.selected = TRUE;
      view.accepted |= hit->truth != EQUATE_TRUTH_NO;
      view.sure |= hit->truth == EQUATE_TRUTH_YES;
      view.pattern_limit |= hit->reason == EQUATE_REASON_PATTERN_LIMIT;
      view.in_way |= hit->in_way;
      view.fell_short |= hit->fell_short;
      if (hit->truth == EQUATE_TRUTH_NO
          && (view.first == NULL || hit->reason < view.first->reason))
        view.first = hit;
    }
  return view;
}

/* The denial that keeps the entry from a rule of the priority: the first of them. */
static const char *
describe_denial (const EquateStanding *standing, guint32 attempt, gint priority)
{
  const EquateEvaluation *evaluation = standing->evaluation;
  EquateString text = 0;
  for (guint i = 0; i < evaluation->n_touched && text == 0; i++)
    {
      const EquateTouchedRule *touched = &evaluation->touched[i];
      const EquateCompiledRule *rule = &evaluation->ruleset->rules[touched->rule];
      const EquateCompiledTerms *terms = &evaluation->ruleset->terms[rule->terms];
      if (terms->deny.count == 0 || terms->priority < priority
          || touched->closed != EQUATE_REASON_NONE)
        continue;
      for (guint32 h = touched->first_hit; h < touched->first_hit + touched->n_hits; h++)
        if (evaluation->hits[h].attempt == attempt
            && evaluation->hits[h].truth == EQUATE_TRUTH_YES)
          text = terms->because != 0 ? terms->because : rule->id;
    }
  return get_text (standing, text);
}

static const char *
describe_limits (const EquateStanding *standing, const EquateApplication *application)
{
  const EquateEvaluation *evaluation = standing->evaluation;
  const EquateRange limits = evaluation->agreement->limits;
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint32 i = limits.first; i < limits.first + limits.count; i++)
    {
      const EquateCompiledLimit *limit = &evaluation->ruleset->limits[i];
      gboolean counts = FALSE;
      EquateCap cap = { 0, limit->elective };
      for (guint g = 0; g < application->n_grants; g++)
        counts = counts
                 || (application->grants[g].kind != EQUATE_DECIDED_WAIVER
                     && (cap.elective == 0
                         || (application->grants[g].kind == EQUATE_DECIDED_ELECTIVE
                             && application->grants[g].target == cap.elective)));
      if (counts)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                                get_text (standing, limit->id));
    }
  return text->len > 0 ? equate_arena_strdup (evaluation->arena, text->str) : NULL;
}

/* Applications with the entry exist: what kept them all from being chosen. */
static void
explain_choice (const EquateStanding *standing, guint32 touched, guint32 attempt,
                EquateReason *reason)
{
  const EquateApplication *cut = NULL;
  const EquateApplication *spent = NULL;
  const EquateApplication *rival = NULL;
  for (guint i = standing->starts[touched]; i < standing->starts[touched + 1]; i++)
    {
      const EquateApplication *application
          = &g_array_index (standing->applications, EquateApplication, i);
      if (!equate_application_consumes (application, attempt))
        continue;
      if (equate_standing_is_spent (standing, application))
        spent = application;
      if (cut == NULL && equate_standing_is_cut (standing, application))
        cut = application;
      if (rival == NULL)
        rival = equate_standing_rival (standing, application);
    }
  reason->code = EQUATE_REASON_NOT_SELECTED;
  if (spent != NULL)
    {
      reason->code = EQUATE_REASON_TIMES;
      g_autofree char *times
          = g_strdup_printf ("%u", equate_ruleset_get_terms (standing->evaluation->ruleset,
                                                             spent->rule)
                                       ->times);
      reason->detail = equate_arena_strdup (standing->evaluation->arena, times);
    }
  else if (cut != NULL)
    {
      reason->code = EQUATE_REASON_LIMIT;
      reason->detail = describe_limits (standing, cut);
    }
  else if (rival != NULL)
    reason->detail
        = get_text (standing, standing->evaluation->ruleset->rules[rival->rule].id);
}

static gboolean
has_application (const EquateStanding *standing, guint32 touched, guint32 attempt)
{
  for (guint i = standing->starts[touched]; i < standing->starts[touched + 1]; i++)
    if (equate_application_consumes (
            &g_array_index (standing->applications, EquateApplication, i), attempt))
      return TRUE;
  return FALSE;
}

/* The first that fits, in the order of language.md 9, "Reasons". */
static gboolean
explain_rule (const EquateStanding *standing, guint32 index, guint32 attempt, EquateReason *reason)
{
  const EquateEvaluation *evaluation = standing->evaluation;
  const EquateTouchedRule *touched = &evaluation->touched[index];
  const EquateCompiledRule *rule = &evaluation->ruleset->rules[touched->rule];
  const EquateCompiledTerms *terms = &evaluation->ruleset->terms[rule->terms];
  const EquateAttempt *tried = &evaluation->attempts[attempt];
  View view = view_entry (standing, touched, attempt);
  if (!view.selected || (terms->deny.count > 0 && !view.sure))
    return FALSE; /* a denial says something of an entry only where it surely denies it */
  *reason = (EquateReason){ get_text (standing, rule->id), touched->closed, NULL };
  if (view.pattern_limit && !view.accepted)
    reason->code = EQUATE_REASON_PATTERN_LIMIT;
  else if (touched->closed != EQUATE_REASON_NONE)
    return TRUE;
  else if (tried->denied && tried->denied_priority >= terms->priority)
    {
      reason->code = EQUATE_REASON_DENIED;
      reason->detail = describe_denial (standing, attempt, terms->priority);
    }
  else if (terms->deny.count > 0)
    return FALSE; /* the entry itself lacks evidence */
  else if (!view.accepted)
    {
      reason->code = view.first->reason;
      reason->detail = describe_condition (standing, view.first);
    }
  else if (has_application (standing, index, attempt))
    explain_choice (standing, index, attempt, reason);
  else if (view.in_way)
    reason->code = view.fell_short ? EQUATE_REASON_SHORTFALL : EQUATE_REASON_NOT_SELECTED;
  else
    {
      reason->code = EQUATE_REASON_MISSING_COURSE;
      reason->detail = get_missing_course (standing, touched, attempt);
    }
  return TRUE;
}

const EquateReason *
equate_reasons_find (const EquateStanding *standing, guint32 attempt, guint *n_reasons)
{
  guint n = 0;
  for (guint h = standing->first_hits[attempt]; h != 0; h = standing->next_hits[h - 1])
    n++;
  EquateReason *reasons = equate_arena_alloc (standing->evaluation->arena, n * sizeof *reasons);
  *n_reasons = 0;
  for (guint h = standing->first_hits[attempt]; h != 0; h = standing->next_hits[h - 1])
    if (explain_rule (standing, standing->hit_rules[h - 1], attempt, &reasons[*n_reasons]))
      ++*n_reasons;
  return reasons;
}
