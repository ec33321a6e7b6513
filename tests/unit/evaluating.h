/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A decision step by step, as far as a test wants to go.
 */
#pragma once

#include "decide/evaluation.h"
#include "deciding.h"

typedef struct
{
  Compiled *compiled;             /* owned */
  EquateTranscriptReader *reader; /* owned */
  EquateRecord record;            /* borrowed from the reader */
  EquateArena *arena;             /* owned */
  GHashTable *patterns;           /* owned */
  GArray *warnings;               /* owned */
  EquateEvaluation evaluation;
} Evaluated;

static inline void
evaluated_free (Evaluated *evaluated)
{
  g_array_unref (evaluated->warnings);
  g_hash_table_unref (evaluated->patterns);
  equate_arena_free (evaluated->arena);
  equate_transcript_reader_free (evaluated->reader);
  compiled_free (evaluated->compiled);
  g_free (evaluated);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Evaluated, evaluated_free)

static inline Evaluated *
start_evaluation (const Case *test)
{
  Evaluated *evaluated = g_new0 (Evaluated, 1);
  evaluated->compiled = compile_case (test);
  const EquateRuleset *ruleset = evaluated->compiled->ruleset;
  evaluated->reader = read_entries (test->target, test->entries, &evaluated->record);
  evaluated->arena = equate_arena_new ();
  evaluated->patterns
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) equate_pattern_free);
  evaluated->warnings = g_array_new (FALSE, FALSE, sizeof (EquateDecisionWarning));
  guint32 to = equate_ruleset_find_institution (ruleset, "beta");
  const char *programme = evaluated->record.transcript->target.programme.text;
  evaluated->evaluation = (EquateEvaluation){
    .ruleset = ruleset,
    .agreement = &ruleset->agreements[0],
    .from = equate_ruleset_find_institution (ruleset, "alpha"),
    .to = to,
    .programme
    = programme != NULL ? equate_ruleset_find_programme (ruleset, to, programme) : EQUATE_NO_INDEX,
    .on = date (TODAY),
    .arena = evaluated->arena,
    .patterns = evaluated->patterns,
    .warnings = evaluated->warnings,
    .work = 100000,
  };
  equate_attempts_judge (&evaluated->evaluation, evaluated->record.transcript);
  return evaluated;
}

static inline Evaluated *
evaluate_to_leaves (const Case *test)
{
  Evaluated *evaluated = start_evaluation (test);
  equate_leaves_match (&evaluated->evaluation);
  return evaluated;
}

static inline const char *
entry_code (const Evaluated *evaluated, guint32 attempt)
{
  return equate_attempt_get_code (&evaluated->evaluation, &evaluated->evaluation.attempts[attempt]);
}

static inline const char *
rule_id (const Evaluated *evaluated, guint32 rule)
{
  return text_at (evaluated->compiled, evaluated->compiled->ruleset->rules[rule].id);
}

/* "grade,date", in the order of the bits. */
static inline void
append_evidence (GString *text, guint missing)
{
  static const char *const words[] = { "grade", "credits", "date", "level", "language", "hours" };
  const char *between = "";
  for (guint bit = 0; bit < G_N_ELEMENTS (words); bit++)
    if ((missing & (1u << bit)) != 0)
      {
        g_string_append_printf (text, "%s%s", between, words[bit]);
        between = ",";
      }
  g_assert_cmpuint (missing >> G_N_ELEMENTS (words), ==, 0);
}

static inline void
append_entries (GString *text, const Evaluated *evaluated, const guint32 *attempts, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_assert_cmpuint (attempts[i - 1], <, attempts[i]);
      g_string_append_printf (text, "%s%s", i > 0 ? "+" : "", entry_code (evaluated, attempts[i]));
    }
}

/* "A1:grade A2:date", for what a way or an application rests on. */
static inline void
append_unknown_list (GString *text, const Evaluated *evaluated, const EquateUnknown *unknown)
{
  guint *missing = g_newa0 (guint, evaluated->evaluation.n_attempts);
  for (; unknown != NULL; unknown = unknown->next)
    missing[unknown->attempt] |= unknown->missing;
  for (guint i = 0; i < evaluated->evaluation.n_attempts; i++)
    if (missing[i] != 0)
      {
        g_string_append_printf (text, "?%s:", entry_code (evaluated, i));
        append_evidence (text, missing[i]);
      }
}

static inline char *
show_evaluation_warnings (const Evaluated *evaluated)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < evaluated->warnings->len; i++)
    {
      EquateDiagnosticCode code
          = g_array_index (evaluated->warnings, EquateDecisionWarning, i).code;
      g_string_append_printf (text, "%s ", equate_diagnostic_get_info (code)->code);
    }
  return finish_list (text);
}

/* "~free=4", "-T1" (a waiver), "T1=6". */
static inline void
append_grant (GString *text, const Evaluated *evaluated, const EquateGrant *grant)
{
  const EquateRuleset *ruleset = evaluated->compiled->ruleset;
  char credits[EQUATE_DECIMAL_BUFFER];
  equate_decimal_format (grant->credits, credits);
  if (grant->kind == EQUATE_DECIDED_ELECTIVE)
    g_string_append_printf (text, "~%s=%s", text_at (evaluated->compiled, grant->target), credits);
  else if (grant->kind == EQUATE_DECIDED_WAIVER)
    g_string_append_printf (text, "-%s",
                            text_at (evaluated->compiled, ruleset->courses[grant->target].code));
  else
    g_string_append_printf (text, "%s=%s",
                            text_at (evaluated->compiled, ruleset->courses[grant->target].code),
                            credits);
}

/* "r:A1+A2>T1=6+~free=2/4.5?A1:grade": rule, entries, grants, grade, what it rests on. */
static inline char *
show_application (const Evaluated *evaluated, const EquateApplication *application)
{
  GString *text = g_string_new (rule_id (evaluated, application->rule));
  g_string_append_c (text, ':');
  append_entries (text, evaluated, application->attempts, application->n_attempts);
  for (guint g = 0; g < application->n_grants; g++)
    {
      g_string_append (text, g == 0 ? ">" : "+");
      append_grant (text, evaluated, &application->grants[g]);
    }
  const char *grade = equate_mark_format (&application->grade, evaluated->arena);
  if (grade != NULL)
    g_string_append_printf (text, "/%s", grade);
  append_unknown_list (text, evaluated, application->unknown);
  return g_string_free (text, FALSE);
}

static inline char *
show_applications (Evaluated *evaluated)
{
  g_autoptr (GArray) applications = equate_applications_find (&evaluated->evaluation);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < applications->len; i++)
    {
      g_autofree char *shown
          = show_application (evaluated, &g_array_index (applications, EquateApplication, i));
      g_string_append_printf (text, "%s ", shown);
    }
  return finish_list (text);
}

static inline void
run_applications (const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Evaluated) evaluated = evaluate_to_leaves (&cases[i]);
      g_autofree char *shown = show_applications (evaluated);
      assert_shown (cases[i].name, shown, cases[i].expected);
    }
}
