/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * EQ306: rules between which only the tie-break decides.
 *
 * Two rules of one agreement are ambiguous if some transcript has a set of entries that each of the
 * two could consume as a whole, both surely (nothing unknown, nothing denied, no `unless` met), at
 * one priority, for the same sum of credits and the same number of courses awarded or waived, but
 * with different awards: criteria a and b of language.md 6.5 are equal and d is, so that grades or
 * the order of the rules decide what the student gets. Rules whose gives are written alike are no
 * rivals (EQ307 and EQ305 speak of these), and neither are the choices of one rule.
 *
 * Transcripts are those of students for whom the agreement decides, with entries of courses of the
 * catalog, with the catalog's credits and titles, completed on or before the day of the decision,
 * with any grade of the institution's scale. Credits and titles of an entry's own, codes that no
 * catalog knows and grades of other scales are not counted; entries without a date, and without a
 * grade, satisfy nothing that an entry of the day of decision, or some graded one or an ungraded
 * pass, would not.
 *
 * Silence is a proof. More entries never make a rule possible that was not (they can only meet an
 * `unless`), so that it is enough to look at the set itself. All sets that two rules could consume
 * are listed (way-set.h), and of each set a sample of every kind of day, programme, dates and
 * grades (samples.h) is put before the two rules (trial.h). What is too much to be tried is said:
 * EQ310.
 */
#include "analyse/families.h"
#include "analyse/samples.h"
#include "analyse/trial.h"

#include <stdlib.h>
#include <string.h>

/* Trials for one set of courses. */
#define MAX_TRIALS 4096

/* What is known of a rule and the earlier rules that it ties with. */
typedef struct
{
  guint n_rivals;
  guint32 rival;   /* the first in the agreement */
  char *witness;   /* owned */
  char *own_award; /* owned */
  char *award;     /* owned: the rival's */
} RivalRule;

typedef struct
{
  const EquateAnalysis *analysis;  /* borrowed */
  const EquateAgreementView *view; /* borrowed */
  EquateTrial *trial;              /* owned */
  RivalRule *rules;                /* owned: by place in the agreement */
  GHashTable *found;               /* owned: pairs of rules */
  GHashTable *untried;             /* owned: pairs of rules already reported (EQ310) */
} Rivals;

/* Rules that could all consume one set of courses. */
typedef struct
{
  Rivals *rivals;
  GArray *courses; /* guint32 */
  GArray *rules;   /* guint32, ascending */
  guint n_open;    /* pairs that could tie and are not found yet */
} Group;

static gint64
pair_key (guint32 a, guint32 b)
{
  return (gint64) (((guint64) MAX (a, b) << 32) | MIN (a, b));
}

static gboolean
has_pair (GHashTable *pairs, guint32 a, guint32 b)
{
  gint64 key = pair_key (a, b);
  return g_hash_table_contains (pairs, &key);
}

static void
add_pair (GHashTable *pairs, guint32 a, guint32 b)
{
  gint64 key = pair_key (a, b);
  g_hash_table_add (pairs, g_memdup2 (&key, sizeof key));
}

/* What the two rules give, and when, does not exclude a tie. */
static gboolean
could_tie (const Rivals *rivals, guint32 a, guint32 b)
{
  const EquateRuleset *ruleset = rivals->analysis->ruleset;
  const EquateRuleShape *left = &rivals->view->shapes[a - rivals->view->rules.first];
  const EquateRuleShape *right = &rivals->view->shapes[b - rivals->view->rules.first];
  return a != b && equate_ruleset_get_terms (ruleset, a)->priority
                       == equate_ruleset_get_terms (ruleset, b)->priority
         && (left->n_targets & right->n_targets) != 0
         && (left->credits == right->credits || left->credits == EQUATE_DECIMAL_NONE
             || right->credits == EQUATE_DECIMAL_NONE)
         && !equate_hash_equal (left->give, right->give) && equate_rules_meet (ruleset, a, b);
}

/* --- what is said --- */

static char *
describe_awards (const EquateRuleset *ruleset, const EquateApplication *application)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < application->n_grants; i++)
    {
      const EquateGrant *grant = &application->grants[i];
      char credits[EQUATE_DECIMAL_BUFFER];
      if (i > 0)
        g_string_append (text, " and ");
      if (grant->kind == EQUATE_DECIDED_ELECTIVE)
        g_string_append_printf (text, "%s credits of %s",
                                equate_decimal_format (grant->credits, credits),
                                equate_ruleset_text (ruleset, grant->target));
      else
        g_string_append_printf (
            text, "%s%s", grant->kind == EQUATE_DECIDED_WAIVER ? "exemption from " : "",
            equate_ruleset_text (ruleset, ruleset->courses[grant->target].code));
    }
  return g_string_free (text, FALSE);
}

static char *
describe_case (const EquateRuleset *ruleset, const EquateTrialCase *question)
{
  GString *text = g_string_new (NULL);
  char day[EQUATE_DATE_BUFFER];
  for (guint i = 0; i < question->n_entries; i++)
    {
      const EquateTrialEntry *entry = &question->entries[i];
      g_string_append_printf (text, "%s%s with %s, taken %s", i > 0 ? "; " : "",
                              equate_ruleset_text (ruleset, ruleset->courses[entry->course].code),
                              entry->grade, equate_date_format (entry->date, day));
    }
  g_string_append_printf (text, "; decided on %s", equate_date_format (question->on, day));
  if (question->programme != EQUATE_NO_INDEX)
    g_string_append_printf (
        text, " for %s",
        equate_ruleset_text (ruleset, ruleset->programmes[question->programme].id));
  return g_string_free (text, FALSE);
}

static void
report_tie (const Rivals *rivals, guint32 rule)
{
  const EquateAnalysis *analysis = rivals->analysis;
  const RivalRule *known = &rivals->rules[rule - rivals->view->rules.first];
  const char *id = equate_analysis_rule_id (analysis, rule);
  const char *rival = equate_analysis_rule_id (analysis, known->rival);
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_RULES_TIE,
      equate_analysis_rule_span (analysis, rule),
      "rules `%s` and `%s` give different things for the same courses, and nothing ranks them",
      rival, id);
  if (known->n_rivals == 1)
    equate_diagnostic_set_label (diagnostic, "gives %s; `%s` gives %s", known->own_award, rival,
                                 known->award);
  else
    equate_diagnostic_set_label (diagnostic, "gives %s; `%s` gives %s; ties with %u earlier rules",
                                 known->own_award, rival, known->award, known->n_rivals);
  equate_diagnostic_set_other (diagnostic, equate_analysis_rule_span (analysis, known->rival),
                               "rule `%s`", rival);
  equate_diagnostic_set_witness (diagnostic, "%s", known->witness);
  equate_diagnostic_set_help (diagnostic,
                              "give one of the two a higher `priority`, let one ask for something "
                              "else, or write one rule with `one-of`");
}

static void
report_untried (Rivals *rivals, guint32 a, guint32 b)
{
  const EquateAnalysis *analysis = rivals->analysis;
  guint32 rule = MAX (a, b);
  guint32 other = MIN (a, b);
  if (has_pair (rivals->untried, a, b))
    return;
  add_pair (rivals->untried, a, b);
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      analysis->diagnostics, EQUATE_DIAGNOSTIC_TOO_MANY_WAYS,
      equate_analysis_rule_span (analysis, rule),
      "rules `%s` and `%s` can be met in too many ways to compare them all",
      equate_analysis_rule_id (analysis, other), equate_analysis_rule_id (analysis, rule));
  equate_diagnostic_set_label (diagnostic, "may tie with `%s`",
                               equate_analysis_rule_id (analysis, other));
  equate_diagnostic_set_other (diagnostic, equate_analysis_rule_span (analysis, other), "rule `%s`",
                               equate_analysis_rule_id (analysis, other));
  equate_diagnostic_set_help (diagnostic,
                              "give one of the two a higher `priority`, or ask for fewer "
                              "courses at a time");
}

/* --- trials --- */

static int
compare_grants (gconstpointer a, gconstpointer b)
{
  const EquateGrant *left = a;
  const EquateGrant *right = b;
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  if (left->target != right->target)
    return left->target < right->target ? -1 : 1;
  return (left->credits > right->credits) - (left->credits < right->credits);
}

static gboolean
awards_are_same (const EquateApplication *a, const EquateApplication *b)
{
  if (a->n_grants != b->n_grants)
    return FALSE;
  g_autofree EquateGrant *left = g_memdup2 (a->grants, a->n_grants * sizeof (EquateGrant));
  g_autofree EquateGrant *right = g_memdup2 (b->grants, b->n_grants * sizeof (EquateGrant));
  qsort (left, a->n_grants, sizeof *left, compare_grants);
  qsort (right, b->n_grants, sizeof *right, compare_grants);
  for (guint i = 0; i < a->n_grants; i++)
    if (compare_grants (&left[i], &right[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
applications_tie (const EquateApplication *a, const EquateApplication *b)
{
  EquateDecimal credits = 0;
  gint n_targets = 0;
  if (a->rule == b->rule || a->priority != b->priority)
    return FALSE;
  for (guint i = 0; i < a->n_grants; i++)
    {
      credits += a->grants[i].credits;
      n_targets += a->grants[i].kind != EQUATE_DECIDED_ELECTIVE;
    }
  for (guint i = 0; i < b->n_grants; i++)
    {
      credits -= b->grants[i].credits;
      n_targets -= b->grants[i].kind != EQUATE_DECIDED_ELECTIVE;
    }
  return credits == 0 && n_targets == 0 && !awards_are_same (a, b);
}

static void
add_tie (Rivals *rivals, const EquateTrialCase *question, const EquateApplication *a,
         const EquateApplication *b)
{
  const EquateRuleset *ruleset = rivals->analysis->ruleset;
  const EquateApplication *early = a->rule < b->rule ? a : b;
  const EquateApplication *late = a->rule < b->rule ? b : a;
  RivalRule *rule = &rivals->rules[late->rule - rivals->view->rules.first];
  add_pair (rivals->found, a->rule, b->rule);
  rule->n_rivals++;
  if (rule->n_rivals > 1 && rule->rival < early->rule)
    return;
  rule->rival = early->rule;
  g_free (rule->witness);
  g_free (rule->own_award);
  g_free (rule->award);
  rule->witness = describe_case (ruleset, question);
  rule->own_award = describe_awards (ruleset, late);
  rule->award = describe_awards (ruleset, early);
}

/* TRUE when every pair that could tie was found to. */
static gboolean
try_case (Group *group, const EquateTrialCase *question)
{
  Rivals *rivals = group->rivals;
  const GArray *applications = equate_trial_run (rivals->trial, question);
  for (guint i = 0; i < applications->len; i++)
    for (guint j = i + 1; j < applications->len && group->n_open > 0; j++)
      {
        const EquateApplication *a = &g_array_index (applications, EquateApplication, i);
        const EquateApplication *b = &g_array_index (applications, EquateApplication, j);
        if (!applications_tie (a, b) || !could_tie (rivals, a->rule, b->rule)
            || has_pair (rivals->found, a->rule, b->rule))
          continue;
        add_tie (rivals, question, a, b);
        group->n_open--;
      }
  return group->n_open == 0;
}

/* The next combination, one sample of each course; FALSE after the last. */
static gboolean
go_on (guint *places, const GPtrArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      if (++places[i] < ((const GArray *) points->pdata[i])->len)
        return TRUE;
      places[i] = 0;
    }
  return FALSE;
}

/* All combinations of the courses' samples for one day and programme; FALSE when nothing is left to
 * do, or may be done. */
static gboolean
try_combinations (Group *group, EquateTrialCase *question, const GPtrArray *points, guint *n_left)
{
  g_autofree guint *places = g_new0 (guint, points->len);
  g_autofree EquateTrialEntry *entries = g_new (EquateTrialEntry, points->len);
  question->entries = entries;
  question->n_entries = points->len;
  do
    {
      for (guint i = 0; i < points->len; i++)
        entries[i] = g_array_index ((const GArray *) points->pdata[i], EquateTrialEntry, places[i]);
      if (*n_left == 0)
        return FALSE;
      (*n_left)--;
      if (try_case (group, question))
        return FALSE;
    }
  while (go_on (places, points));
  return TRUE;
}

static gboolean
try_day (Group *group, const EquateSamples *samples, EquateTrialCase *question, guint *n_left)
{
  const EquateRuleset *ruleset = group->rivals->analysis->ruleset;
  const GArray *programmes = equate_samples_get_programmes (samples);
  guint32 institution = ruleset->courses[g_array_index (group->courses, guint32, 0)].institution;
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < group->courses->len; i++)
    {
      GArray *entries = g_array_new (FALSE, FALSE, sizeof (EquateTrialEntry));
      equate_samples_add_entries (samples, i, question->on, entries);
      g_ptr_array_add (points, entries);
    }
  for (guint p = 0; p < programmes->len; p++)
    {
      question->programme = g_array_index (programmes, guint32, p);
      if (equate_trial_agreement_fits (ruleset, question->agreement, institution,
                                       question->programme, question->on)
          && !try_combinations (group, question, points, n_left))
        return FALSE;
    }
  return TRUE;
}

static void
count_open (Group *group)
{
  const guint32 *rules = (const guint32 *) (gpointer) group->rules->data;
  group->n_open = 0;
  for (guint i = 0; i < group->rules->len; i++)
    for (guint j = i + 1; j < group->rules->len; j++)
      if (could_tie (group->rivals, rules[i], rules[j])
          && !has_pair (group->rivals->found, rules[i], rules[j]))
        group->n_open++;
}

static void
report_open (Group *group)
{
  const guint32 *rules = (const guint32 *) (gpointer) group->rules->data;
  for (guint i = 0; i < group->rules->len; i++)
    for (guint j = i + 1; j < group->rules->len; j++)
      if (could_tie (group->rivals, rules[i], rules[j])
          && !has_pair (group->rivals->found, rules[i], rules[j]))
        report_untried (group->rivals, rules[i], rules[j]);
}

static void
try_group (Group *group)
{
  count_open (group);
  if (group->n_open == 0)
    return;
  const guint32 *rules = (const guint32 *) (gpointer) group->rules->data;
  g_autoptr (EquateSamples) samples
      = equate_samples_new (group->rivals->analysis, group->rivals->view->agreement,
                            (const guint32 *) (gpointer) group->courses->data, group->courses->len,
                            rules, group->rules->len);
  EquateTrialCase question = {
    .agreement = group->rivals->view->agreement,
    .rules = rules,
    .n_rules = group->rules->len,
  };
  const GArray *days = equate_samples_get_days (samples);
  guint n_left = MAX_TRIALS;
  for (guint i = 0; i < days->len; i++)
    {
      question.on = g_array_index (days, EquateDate, i);
      if (!try_day (group, samples, &question, &n_left))
        break;
    }
  if (n_left == 0 && group->n_open > 0)
    report_open (group);
}

/* --- groups --- */

/* The courses that a rule selects anywhere in what it takes. */
static void
collect_courses (const EquateWaySet *ways, guint32 node, GHashTable *courses)
{
  const EquateCompiledNode *compiled = &ways->ruleset->nodes[node];
  guint n = 0;
  const guint32 *selected = equate_way_set_get_courses (ways, node, &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (courses, GUINT_TO_POINTER (selected[i] + 1));
  for (guint i = 0; i < compiled->n_children; i++)
    collect_courses (ways, compiled->first_child + i, courses);
}

/* Rules with too many ways to list: the trials find out which sets they consume. */
typedef struct
{
  guint32 rule;
  GHashTable *courses; /* owned: course + 1 */
} WideRule;

static void
wide_rule_clear (gpointer element)
{
  g_hash_table_unref (((WideRule *) element)->courses);
}

static GArray *
find_wide_rules (const Rivals *rivals)
{
  const EquateWaySet *ways = rivals->view->ways;
  EquateRange rules = rivals->view->rules;
  GArray *wide = g_array_new (FALSE, FALSE, sizeof (WideRule));
  g_array_set_clear_func (wide, wide_rule_clear);
  for (guint32 rule = rules.first; ways->n_cut > 0 && rule < rules.first + rules.count; rule++)
    {
      if (!equate_way_set_is_cut (ways, rule))
        continue;
      WideRule item = { rule, g_hash_table_new (NULL, NULL) };
      collect_courses (ways, ways->ruleset->rules[rule].take, item.courses);
      g_array_append_val (wide, item);
    }
  return wide;
}

static gboolean
has_courses (const WideRule *wide, const GArray *courses)
{
  for (guint i = 0; i < courses->len; i++)
    {
      gpointer key = GUINT_TO_POINTER (g_array_index (courses, guint32, i) + 1);
      if (!g_hash_table_contains (wide->courses, key))
        return FALSE;
    }
  return TRUE;
}

static gboolean
share_a_course (const WideRule *a, const WideRule *b)
{
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, a->courses);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_hash_table_contains (b->courses, key))
      return TRUE;
  return FALSE;
}

/* Two rules of which neither has a list of sets. */
static void
compare_wide_rules (Rivals *rivals, const GArray *wide)
{
  for (guint i = 0; i < wide->len; i++)
    for (guint j = i + 1; j < wide->len; j++)
      {
        const WideRule *a = &g_array_index (wide, WideRule, i);
        const WideRule *b = &g_array_index (wide, WideRule, j);
        if (could_tie (rivals, a->rule, b->rule) && share_a_course (a, b))
          report_untried (rivals, a->rule, b->rule);
      }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;
  return (left > right) - (left < right);
}

/* The ways of one set of courses, from first to end in the order. */
static void
make_group (Group *group, guint first, guint end, const GArray *wide)
{
  const EquateWaySet *ways = group->rivals->view->ways;
  g_array_set_size (group->rules, 0);
  g_array_set_size (group->courses, 0);
  for (guint i = first; i < end; i++)
    {
      guint32 rule = g_array_index (ways->ways, EquateRuleWay, ways->order[i]).rule;
      if (group->rules->len == 0
          || g_array_index (group->rules, guint32, group->rules->len - 1) != rule)
        g_array_append_val (group->rules, rule);
    }
  if (group->rules->len < 2 && wide->len == 0)
    return;
  const EquateRuleWay *way = &g_array_index (ways->ways, EquateRuleWay, ways->order[first]);
  const EquateWayPart *parts = equate_way_set_parts (ways, way);
  for (guint i = 0; i < way->n_parts; i++)
    g_array_append_val (group->courses, parts[i].course);
  for (guint i = 0; i < wide->len; i++)
    if (has_courses (&g_array_index (wide, WideRule, i), group->courses))
      g_array_append_val (group->rules, g_array_index (wide, WideRule, i).rule);
  if (wide->len > 0)
    g_array_sort (group->rules, compare_numbers);
}

static gboolean
is_same_set (const EquateWaySet *ways, guint a, guint b)
{
  const EquateRuleWay *left = &g_array_index (ways->ways, EquateRuleWay, ways->order[a]);
  const EquateRuleWay *right = &g_array_index (ways->ways, EquateRuleWay, ways->order[b]);
  const EquateWayPart *left_parts = equate_way_set_parts (ways, left);
  const EquateWayPart *right_parts = equate_way_set_parts (ways, right);
  if (left->hash != right->hash || left->n_parts != right->n_parts)
    return FALSE;
  for (guint i = 0; i < left->n_parts; i++)
    if (left_parts[i].course != right_parts[i].course)
      return FALSE;
  return TRUE;
}

static void
try_groups (Rivals *rivals, const GArray *wide)
{
  const EquateWaySet *ways = rivals->view->ways;
  g_autoptr (GArray) courses = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (guint32));
  Group group = { rivals, courses, rules, 0 };
  guint end = 0;
  for (guint first = 0; first < ways->ways->len; first = end)
    {
      for (end = first + 1; end < ways->ways->len && is_same_set (ways, first, end); end++)
        ;
      if (end - first < 2 && wide->len == 0)
        continue;
      make_group (&group, first, end, wide);
      if (rules->len > 1)
        try_group (&group);
    }
}

static void
rivals_clear (Rivals *rivals)
{
  for (guint32 i = 0; i < rivals->view->rules.count; i++)
    {
      g_free (rivals->rules[i].witness);
      g_free (rivals->rules[i].own_award);
      g_free (rivals->rules[i].award);
    }
  g_free (rivals->rules);
  equate_trial_free (rivals->trial);
  g_hash_table_unref (rivals->found);
  g_hash_table_unref (rivals->untried);
}

void
equate_find_rival_findings (const EquateAnalysis *analysis, const EquateAgreementView *view)
{
  Rivals rivals = {
    .analysis = analysis,
    .view = view,
    .trial = equate_trial_new (analysis->ruleset),
    .rules = g_new0 (RivalRule, view->rules.count + 1),
    .found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .untried = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
  };
  g_autoptr (GArray) wide = find_wide_rules (&rivals);
  try_groups (&rivals, wide);
  compare_wide_rules (&rivals, wide);
  for (guint32 i = 0; i < view->rules.count; i++)
    if (rivals.rules[i].n_rivals > 0)
      report_tie (&rivals, view->rules.first + i);
  rivals_clear (&rivals);
}
