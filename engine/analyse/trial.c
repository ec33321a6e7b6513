/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/trial.h"

#include <stdlib.h>

/* Ways tried for one case; far beyond what a handful of entries needs. */
#define WORK 20000

struct _EquateTrial
{
  const EquateRuleset *ruleset; /* borrowed */
  EquateArena *arena;           /* owned: the current case */
  GHashTable *patterns;         /* owned: node + 1 -> EquatePattern */
  GArray *warnings;             /* owned: EquateDecisionWarning */
  GArray *entries;              /* owned: EquateEntry */
  GArray *applications;         /* owned, nullable: EquateApplication */
  guint64 steps;                /* of the last case */
  gboolean is_cut;              /* it met WORK */
};

EquateTrial *
equate_trial_new (const EquateRuleset *ruleset)
{
  EquateTrial *trial = g_new0 (EquateTrial, 1);
  trial->ruleset = ruleset;
  trial->arena = equate_arena_new ();
  trial->patterns = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) equate_pattern_free);
  trial->warnings = g_array_new (FALSE, FALSE, sizeof (EquateDecisionWarning));
  trial->entries = g_array_new (FALSE, TRUE, sizeof (EquateEntry));
  return trial;
}

void
equate_trial_free (EquateTrial *trial)
{
  equate_arena_free (trial->arena);
  g_hash_table_unref (trial->patterns);
  g_array_unref (trial->warnings);
  g_array_unref (trial->entries);
  g_clear_pointer (&trial->applications, g_array_unref);
  g_free (trial);
}

static void
fill_entries (EquateTrial *trial, const EquateTrialCase *question)
{
  const EquateRuleset *ruleset = trial->ruleset;
  g_array_set_size (trial->entries, 0);
  for (guint i = 0; i < question->n_entries; i++)
    {
      const EquateCompiledCourse *course = &ruleset->courses[question->entries[i].course];
      EquateEntry entry = {
        .course = { .text = equate_ruleset_text (ruleset, course->code),
                    .key = equate_ruleset_text (ruleset, course->key) },
        .credits = EQUATE_DECIMAL_NONE,
        .grade = question->entries[i].grade,
        .date = question->entries[i].date,
      };
      g_array_append_val (trial->entries, entry);
    }
}

static int
compare_rules (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;
  return (left > right) - (left < right);
}

/* The denials have been heard; of the rules that may be applied only those asked for stay. */
static void
keep_rules (EquateEvaluation *evaluation, const EquateTrialCase *question)
{
  guint n = 0;
  for (guint i = 0; i < evaluation->n_touched; i++)
    if (bsearch (&evaluation->touched[i].rule, question->rules, question->n_rules,
                 sizeof *question->rules, compare_rules)
        != NULL)
      evaluation->touched[n++] = evaluation->touched[i];
  evaluation->n_touched = n;
}

/* Keeps what is sure and consumes everything. */
static void
keep_whole (GArray *applications, guint n_entries)
{
  EquateApplication *items = (EquateApplication *) (gpointer) applications->data;
  guint n = 0;
  for (guint i = 0; i < applications->len; i++)
    if (items[i].n_attempts == n_entries && items[i].unknown == NULL)
      items[n++] = items[i];
  g_array_set_size (applications, n);
}

const GArray *
equate_trial_run (EquateTrial *trial, const EquateTrialCase *question)
{
  const EquateRuleset *ruleset = trial->ruleset;
  equate_arena_reset (trial->arena);
  g_array_set_size (trial->warnings, 0);
  g_clear_pointer (&trial->applications, g_array_unref);
  fill_entries (trial, question);
  EquateTranscript transcript = {
    .entries = { trial->entries->data, question->n_entries },
  };
  EquateEvaluation evaluation = {
    .ruleset = ruleset,
    .agreement = &ruleset->agreements[question->agreement],
    .from = ruleset->courses[question->entries[0].course].institution,
    .to = ruleset->agreements[question->agreement].to,
    .programme = question->programme,
    .on = question->on,
    .arena = trial->arena,
    .patterns = trial->patterns,
    .warnings = trial->warnings,
    .work = WORK,
  };
  equate_attempts_judge (&evaluation, &transcript);
  equate_leaves_match (&evaluation);
  keep_rules (&evaluation, question);
  trial->applications = equate_applications_find (&evaluation);
  trial->steps = question->n_entries + evaluation.n_hits + WORK - evaluation.work;
  trial->is_cut = FALSE;
  for (guint i = 0; i < evaluation.n_touched; i++)
    trial->is_cut = trial->is_cut || evaluation.touched[i].ways_cut;
  keep_whole (trial->applications, question->n_entries);
  return trial->applications;
}

guint64
equate_trial_get_steps (const EquateTrial *trial, gboolean *is_cut)
{
  *is_cut = trial->is_cut;
  return trial->steps;
}

char *
equate_trial_case_describe (const EquateRuleset *ruleset, const EquateTrialCase *question)
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

char *
equate_trial_awards_describe (const EquateRuleset *ruleset, const EquateApplication *application,
                              gboolean with_credits)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < application->n_grants; i++)
    {
      const EquateGrant *grant = &application->grants[i];
      char credits[EQUATE_DECIMAL_BUFFER];
      equate_decimal_format (grant->credits, credits);
      if (i > 0)
        g_string_append (text, " and ");
      if (grant->kind == EQUATE_DECIDED_ELECTIVE)
        g_string_append_printf (text, "%s credits of %s", credits,
                                equate_ruleset_text (ruleset, grant->target));
      else
        g_string_append_printf (
            text, "%s%s", grant->kind == EQUATE_DECIDED_WAIVER ? "exemption from " : "",
            equate_ruleset_text (ruleset, ruleset->courses[grant->target].code));
      if (with_credits && grant->kind == EQUATE_DECIDED_COURSE)
        g_string_append_printf (text, " (%s %s)", credits,
                                grant->credits == EQUATE_DECIMAL_ONE ? "credit" : "credits");
    }
  return g_string_free (text, FALSE);
}

gboolean
equate_trial_agreement_fits (const EquateRuleset *ruleset, guint32 agreement, guint32 institution,
                             guint32 programme, EquateDate on)
{
  const EquateCompiledAgreement *compiled = &ruleset->agreements[agreement];
  const char *id = programme != EQUATE_NO_INDEX
                       ? equate_ruleset_text (ruleset, ruleset->programmes[programme].id)
                       : NULL;
  if (compiled->status == EQUATE_STATUS_APPROVED || compiled->status == EQUATE_STATUS_ILLUSTRATIVE)
    return equate_ruleset_find_agreement (ruleset, institution, compiled->to, id, on) == agreement;
  gboolean is_named = compiled->programmes.count == 0;
  for (guint32 i = 0; i < compiled->programmes.count && programme != EQUATE_NO_INDEX; i++)
    is_named = is_named
               || ruleset->string_lists[compiled->programmes.first + i]
                      == ruleset->programmes[programme].id;
  return is_named && equate_period_contains (compiled->valid, on);
}
