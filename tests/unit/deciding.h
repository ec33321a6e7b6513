/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A transcript decided by the rules of a case, and the parts of the decision as short texts.
 */
#pragma once

#include "compiling.h"
#include "decide/decide.h"
#include "load/load-transcript.h"

#define TODAY "2025-02-01"

typedef struct
{
  const char *name;
  const char *terms;   /* of the agreement, whole lines; NULL: none */
  const char *rules;   /* list items: whole lines */
  const char *target;  /* NULL: beta without a programme */
  const char *entries; /* what stands between the brackets */
  const char *expected;
} Case;

typedef struct
{
  Compiled *compiled;             /* owned */
  EquateTranscriptReader *reader; /* owned */
  EquateRecord record;            /* borrowed from the reader */
  EquateDecider *decider;         /* owned */
  const EquateDecision *decision; /* borrowed from the decider; NULL: rejected */
} Decided;

#define GRADES "grades: cn-pl\n"
#define RULE(text) "  - {id: r, " text "}\n"
#define RULE_S(text) "  - {id: s, " text "}\n"
#define RULE_D(text) "  - {id: d, deny: " text "}\n"
#define E(course, grade) "{course: " course ", grade: '" grade "'}"

static inline Compiled *
compile_case (const Case *test)
{
  g_autofree char *text = g_strconcat (WORLD AGREEMENT_HEAD, test->terms != NULL ? test->terms : "",
                                       "rules:\n", test->rules, NULL);
  return compile_good (text);
}

/* The transcript has to outlive the record. */
static inline EquateTranscriptReader *
read_entries (const char *target, const char *entries, EquateRecord *record)
{
  char *text = g_strconcat ("equate: transcript/1\nstudent: {id: S-1}\ninstitution: alpha\n"
                            "target: {",
                            target != NULL ? target : "institution: beta", "}\nentries: [", entries,
                            "]\n", NULL);
  EquateTranscriptReader *reader = equate_transcript_reader_new (
      equate_source_new_take ("transcript.yaml", text, strlen (text), 1), EQUATE_FORMAT_YAML);
  g_assert_true (equate_transcript_reader_next (reader, record));
  g_autofree char *found = findings (record->diagnostics);
  g_assert_cmpstr (found, ==, "");
  return reader;
}

static inline void
decided_free (Decided *decided)
{
  equate_decider_free (decided->decider);
  equate_transcript_reader_free (decided->reader);
  compiled_free (decided->compiled);
  g_free (decided);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decided, decided_free)

static inline Decided *
decide_with (const Case *test, EquateDecideOptions options)
{
  Decided *decided = g_new0 (Decided, 1);
  decided->compiled = compile_case (test);
  decided->reader = read_entries (test->target, test->entries, &decided->record);
  decided->decider = equate_decider_new (decided->compiled->ruleset);
  if (options.on == 0)
    options.on = date (TODAY);
  decided->decision = equate_decider_decide (decided->decider, decided->record.transcript, &options,
                                             decided->record.diagnostics);
  return decided;
}

static inline Decided *
decide (const Case *test)
{
  return decide_with (test, (EquateDecideOptions){ 0 });
}

/* "~free=4", "-T1" (a waiver), "T1=6/4.5". */
static inline void
append_award (GString *text, const EquateDecidedAward *award)
{
  char credits[EQUATE_DECIMAL_BUFFER];
  g_assert_cmpstr (award->unit, ==, "ects");
  if (award->kind == EQUATE_DECIDED_WAIVER)
    {
      g_string_append_printf (text, "-%s", award->target);
      g_assert_cmpint (award->credits, ==, 0);
      g_assert_null (award->grade);
      return;
    }
  g_string_append_printf (text, "%s%s=%s%s%s", award->kind == EQUATE_DECIDED_ELECTIVE ? "~" : "",
                          award->target, equate_decimal_format (award->credits, credits),
                          award->grade != NULL ? "/" : "",
                          award->grade != NULL ? award->grade : "");
}

/* "r:T1=6/4.5<A1+A2", one after another. */
static inline char *
show_awards (const EquateDecision *decision)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < decision->n_awards; i++)
    {
      const EquateDecidedAward *award = &decision->awards[i];
      g_string_append_printf (text, "%s:", award->rule);
      append_award (text, award);
      for (guint c = 0; c < award->n_consumes; c++)
        g_string_append_printf (text, "%s%s", c == 0 ? "<" : "+", award->consumes[c]);
      g_string_append_c (text, ' ');
    }
  return finish_list (text);
}

/* "A1:used(r) A2:not-used[r min-grade 70; s denied]". */
static inline char *
show_entries (const EquateDecision *decision)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < decision->n_entries; i++)
    {
      const EquateDecidedEntry *entry = &decision->entries[i];
      g_string_append_printf (text, "%s:%s", entry->course, equate_fate_get_text (entry->fate));
      if (entry->rule != NULL)
        g_string_append_printf (text, "(%s)", entry->rule);
      for (guint r = 0; r < entry->n_reasons; r++)
        g_string_append_printf (text, "%s%s %s%s%s", r == 0 ? "[" : "; ", entry->reasons[r].rule,
                                equate_reason_get_text (entry->reasons[r].code),
                                entry->reasons[r].detail != NULL ? " " : "",
                                entry->reasons[r].detail != NULL ? entry->reasons[r].detail : "");
      g_string_append (text, entry->n_reasons > 0 ? "] " : " ");
    }
  return finish_list (text);
}

/* "r:A1 grade>T1=6": rule, entry, what it lacks, and what would be awarded. */
static inline char *
show_missing (const EquateDecision *decision)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < decision->n_missing; i++)
    {
      const EquateMissingInfo *info = &decision->missing[i];
      g_string_append_printf (text, "%s:%s %s>", info->rule, info->entry, info->missing);
      for (guint a = 0; a < info->n_would_award; a++)
        {
          g_string_append (text, a > 0 ? "+" : "");
          append_award (text, &info->would_award[a]);
        }
      g_string_append_c (text, ' ');
    }
  g_assert_true ((decision->n_missing > 0) == (decision->outcome == EQUATE_OUTCOME_NEEDS_INFO));
  return finish_list (text);
}

static inline char *
show_warnings (const EquateDecision *decision)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < decision->n_warnings; i++)
    g_string_append_printf (text, "%s ",
                            equate_diagnostic_get_info (decision->warnings[i].code)->code);
  return finish_list (text);
}

static inline char *
show_account (const EquateDecision *decision)
{
  char earned[EQUATE_DECIMAL_BUFFER];
  char used[EQUATE_DECIMAL_BUFFER];
  char awarded[EQUATE_DECIMAL_BUFFER];
  char cut[EQUATE_DECIMAL_BUFFER];
  char rest[EQUATE_RATIO_BUFFER];
  return g_strdup_printf ("earned %s used %s awarded %s cut %s rest %s",
                          equate_decimal_format (decision->source_earned, earned),
                          equate_decimal_format (decision->source_used, used),
                          equate_decimal_format (decision->awarded, awarded),
                          equate_decimal_format (decision->cut_by_limits, cut),
                          equate_ratio_format (decision->rate_and_rounding, rest));
}

static inline void
run_cases (const Case *cases, guint n, char *(*show) (const EquateDecision *) )
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Decided) decided = decide (&cases[i]);
      g_assert_nonnull (decided->decision);
      g_autofree char *shown = show (decided->decision);
      assert_shown (cases[i].name, shown, cases[i].expected);
    }
}

#define RUN(cases, show) run_cases (cases, G_N_ELEMENTS (cases), show)
