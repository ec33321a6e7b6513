/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Selection problems written in short:
 *
 *   "0 ab T1=6 E2=3.5 W3 *70 ^1 -4 ?; 1 b T2=4"
 *
 * An application begins with its rule and the entries that it consumes (a is the first). Then come
 * what it gives (target course 1, elective category 2, waiver of course 3), its grade share, its
 * priority, the source credits that it consumes, and whether it rests on an unknown.
 */
#pragma once

#include <string.h>

#include "decide/selection.h"

#define MAX_CHOOSING 16

typedef struct
{
  EquateCompiledRule rules[MAX_CHOOSING];
  EquateCompiledTerms terms[MAX_CHOOSING]; /* of the rule with the same index */
  EquateRuleset ruleset;
  EquateCompiledAgreement agreement;
  EquateAttempt attempts[MAX_CHOOSING];
  EquateTouchedRule touched[MAX_CHOOSING];
  EquateEvaluation evaluation;
  EquateUnknown unknown;
  guint32 entries[MAX_CHOOSING][MAX_CHOOSING];
  EquateGrant grants[MAX_CHOOSING][MAX_CHOOSING];
  EquateApplication applications[MAX_CHOOSING];
  EquateCap caps[MAX_CHOOSING];
  EquateSelectionProblem problem;
} Choosing;

/* times: what each rule may be applied, "1 2"; rules that it does not name have 1. */
static inline Choosing *
choosing_new (const char *times)
{
  Choosing *choosing = g_new0 (Choosing, 1);
  g_auto (GStrv) parts = g_strsplit (times != NULL ? times : "", " ", -1);
  guint n_times = g_strv_length (parts);
  for (guint i = 0; i < MAX_CHOOSING; i++)
    {
      choosing->rules[i].terms = i;
      choosing->terms[i].times = i < n_times ? (guint32) g_ascii_strtoull (parts[i], NULL, 10) : 1;
      choosing->touched[i].rule = i;
    }
  choosing->ruleset.rules = choosing->rules;
  choosing->ruleset.terms = choosing->terms;
  choosing->agreement.rate = (EquateRatio){ 1, 1 };
  choosing->evaluation.ruleset = &choosing->ruleset;
  choosing->evaluation.agreement = &choosing->agreement;
  choosing->evaluation.attempts = choosing->attempts;
  choosing->evaluation.touched = choosing->touched;
  choosing->problem.evaluation = &choosing->evaluation;
  choosing->problem.applications = choosing->applications;
  choosing->problem.caps = choosing->caps;
  choosing->problem.work = 1000000;
  return choosing;
}

static inline EquateApplication *
add_application (Choosing *choosing, guint32 rule)
{
  guint i = choosing->problem.n_applications++;
  g_assert_cmpuint (i, <, MAX_CHOOSING);
  EquateApplication *application = &choosing->applications[i];
  application->rule = rule;
  application->touched = rule;
  application->attempts = choosing->entries[i];
  application->grants = choosing->grants[i];
  choosing->terms[rule].priority = 0;
  choosing->evaluation.n_touched = MAX (choosing->evaluation.n_touched, rule + 1);
  return application;
}

/* Entries are added in rising order. */
static inline void
add_entry (Choosing *choosing, EquateApplication *application, guint32 entry)
{
  guint i = (guint) (application - choosing->applications);
  choosing->entries[i][application->n_attempts++] = entry;
  choosing->evaluation.n_attempts = MAX (choosing->evaluation.n_attempts, entry + 1);
  choosing->attempts[entry].counts = TRUE;
}

static inline void
add_grant (Choosing *choosing, EquateApplication *application, EquateGrant grant)
{
  guint i = (guint) (application - choosing->applications);
  choosing->grants[i][application->n_grants++] = grant;
}

static inline EquateDecimal
parse_credits (const char *text)
{
  EquateDecimal value = 0;
  g_assert_true (equate_decimal_parse (text, -1, &value));
  return value;
}

static inline void
parse_property (Choosing *choosing, EquateApplication *application, const char *text)
{
  const char *equals = strchr (text, '=');
  guint32 target = (guint32) g_ascii_strtoull (text + 1, NULL, 10);
  if (*text == 'T' || *text == 'E')
    add_grant (choosing, application,
               (EquateGrant){ *text == 'T' ? EQUATE_DECIDED_COURSE : EQUATE_DECIDED_ELECTIVE,
                              target, parse_credits (equals + 1) });
  else if (*text == 'W')
    add_grant (choosing, application, (EquateGrant){ EQUATE_DECIDED_WAIVER, target, 0 });
  else if (*text == '*')
    application->share = (gint64) target;
  else if (*text == '^')
    application->priority = (gint) g_ascii_strtoll (text + 1, NULL, 10);
  else if (*text == '-')
    application->source = parse_credits (text + 1);
  else
    {
      g_assert_cmpstr (text, ==, "?");
      application->unknown = &choosing->unknown;
    }
}

static inline void
parse_application (Choosing *choosing, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  EquateApplication *application
      = add_application (choosing, (guint32) g_ascii_strtoull (parts[0], NULL, 10));
  for (const char *entry = parts[1]; *entry != '\0'; entry++)
    add_entry (choosing, application, (guint32) (*entry - 'a'));
  for (guint i = 2; parts[i] != NULL; i++)
    parse_property (choosing, application, parts[i]);
  choosing->terms[application->rule].priority = application->priority;
}

/* limits: "10 E2=4", credits of all, and of one elective category; nullable. */
static inline Choosing *
choosing_parse (const char *text, const char *limits, const char *times)
{
  Choosing *choosing = choosing_new (times);
  g_auto (GStrv) applications = g_strsplit (text, "; ", -1);
  for (guint i = 0; applications[i] != NULL; i++)
    parse_application (choosing, applications[i]);
  for (guint i = 1; i < choosing->problem.n_applications; i++)
    g_assert_cmpint (
        equate_application_compare (&choosing->applications[i - 1], &choosing->applications[i]), <=,
        0);
  g_auto (GStrv) parts = g_strsplit (limits != NULL ? limits : "", " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *equals = strchr (parts[i], '=');
      EquateCap *cap = &choosing->caps[choosing->problem.n_caps++];
      if (equals != NULL)
        cap->elective = (EquateString) g_ascii_strtoull (parts[i] + 1, NULL, 10);
      cap->credits = parse_credits (equals != NULL ? equals + 1 : parts[i]);
    }
  return choosing;
}

static inline void
choosing_free (Choosing *choosing)
{
  g_free (choosing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choosing, choosing_free)

/* "0:6 2:3.5+1": the applications that were chosen, each with the credits of its grants. */
static inline char *
show_selection (const Choosing *choosing, const EquateSelection *selection)
{
  GString *text = g_string_new (NULL);
  char credits[EQUATE_DECIMAL_BUFFER];
  guint next = 0;
  for (guint i = 0; i < selection->chosen->len; i++)
    {
      guint index = g_array_index (selection->chosen, guint, i);
      g_string_append_printf (text, "%s%u", i > 0 ? " " : "", index);
      for (guint g = 0; g < choosing->applications[index].n_grants; g++)
        {
          EquateDecimal granted = g_array_index (selection->granted, EquateDecimal, next++);
          g_string_append_printf (text, "%c%s", g == 0 ? ':' : '+',
                                  equate_decimal_format (granted, credits));
        }
    }
  g_assert_cmpuint (next, ==, selection->granted->len);
  return g_string_free (text, FALSE);
}

/* --- Small random problems; GLib prints the seed, and --seed repeats a run --- */

static inline guint
pick (guint from, guint to)
{
  return (guint) g_test_rand_int_range ((gint32) from, (gint32) to + 1);
}

static inline void
add_random_grants (Choosing *choosing, EquateApplication *application)
{
  guint n = pick (1, pick (1, 3));
  guint used = 0;
  for (guint g = 0; g < n; g++)
    {
      EquateGrant grant = { (EquateDecidedKind) pick (0, 2), pick (1, 4), 500 * pick (1, 8) };
      if (grant.kind == EQUATE_DECIDED_ELECTIVE)
        grant.target = pick (1, 2);
      else if (used & 1u << grant.target)
        continue;
      else
        used |= 1u << grant.target;
      if (grant.kind == EQUATE_DECIDED_WAIVER)
        grant.credits = 0;
      add_grant (choosing, application, grant);
    }
}

static inline Choosing *
choosing_random (guint least, guint most)
{
  static const guint8 choices[MAX_CHOOSING]
      = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
  Choosing *choosing = choosing_new (NULL);
  guint n = pick (least, most);
  guint n_entries = pick (MAX (least / 2, 1), most / 2 + 1);
  guint sources = pick (0, 2); /* 0: they do not matter */
  choosing->problem.favour = pick (0, 2) == 0;
  choosing->agreement.rate = (EquateRatio){ 2 * pick (0, 2) + 1, 2 };
  for (guint i = 0; i < 4; i++)
    choosing->terms[i].times = pick (1, 2);
  for (guint i = 0; i < n; i++)
    {
      EquateApplication *application = add_application (choosing, pick (0, 3));
      application->choices = &choices[i];
      application->n_choices = 1;
      application->priority = 1 - (gint) pick (0, pick (0, 2));
      application->share = pick (0, pick (0, 3));
      application->unknown = pick (0, 5) == 0 ? &choosing->unknown : NULL;
      guint first = pick (0, n_entries - 1);
      for (guint e = first; e < n_entries && (e == first || pick (0, 2) == 0); e++)
        {
          add_entry (choosing, application, e);
          application->source += sources * 1000 * (e % 3);
        }
      add_random_grants (choosing, application);
    }
  qsort (choosing->applications, n, sizeof (EquateApplication), equate_application_compare);
  for (guint i = pick (0, 3); i > 0; i--)
    choosing->caps[choosing->problem.n_caps++]
        = (EquateCap){ 500 * pick (0, 2 * n + 4), pick (0, 2) };
  return choosing;
}

/* Many applications for few entries and targets, so that the relaxation takes parts and many sets are
 * worth the same. */
static inline Choosing *
choosing_dense (guint n)
{
  static const guint8 choices[MAX_CHOOSING]
      = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
  Choosing *choosing = choosing_new (NULL);
  guint n_entries = pick (4, 6);
  guint n_rules = pick (4, 7);
  guint shares = pick (0, 2); /* 0: all the same */
  choosing->problem.favour = pick (0, 1) == 0;
  for (guint r = 0; r < n_rules; r++)
    choosing->terms[r].times = pick (1, 3);
  for (guint i = 0; i < n; i++)
    {
      guint32 rule = pick (0, n_rules - 1);
      gboolean elective = rule == 0 && pick (0, 1) == 0;
      EquateApplication *application = add_application (choosing, rule);
      application->choices = &choices[i];
      application->n_choices = 1;
      application->priority = rule == 0 ? -1 : 0;
      application->share = pick (0, shares);
      application->unknown = pick (0, 7) == 0 ? &choosing->unknown : NULL;
      guint first = pick (0, n_entries - 1);
      guint second = pick (0, n_entries - 1);
      add_entry (choosing, application, MIN (first, second));
      if (first != second && pick (0, 2) > 0)
        add_entry (choosing, application, MAX (first, second));
      application->source = 1000 * (EquateDecimal) application->n_attempts;
      guint target = pick (1, 4);
      add_grant (choosing, application,
                 (EquateGrant){ elective ? EQUATE_DECIDED_ELECTIVE : EQUATE_DECIDED_COURSE,
                                elective ? 1 : target, 1000 * pick (2, 3) });
      if (!elective && pick (0, 3) == 0)
        add_grant (choosing, application, (EquateGrant){ EQUATE_DECIDED_WAIVER, target + 4, 0 });
    }
  qsort (choosing->applications, n, sizeof (EquateApplication), equate_application_compare);
  if (pick (0, 1) == 0)
    choosing->caps[choosing->problem.n_caps++] = (EquateCap){ 1000 * pick (3, 9), 0 };
  if (pick (0, 1) == 0)
    choosing->caps[choosing->problem.n_caps++] = (EquateCap){ 500 * pick (2, 6), 1 };
  return choosing;
}

/* Courses that fill a limit in many ways, none of them exactly. */
static inline Choosing *
choosing_hard (guint n, gboolean ties)
{
  Choosing *choosing = choosing_new (NULL);
  EquateDecimal sum = 0;
  for (guint i = 0; i < n; i++)
    {
      gboolean second = i > 0 && pick (0, 4) == 0;
      gboolean elective = !ties && pick (0, 5) == 0;
      guint entry = second ? choosing->entries[i - 1][0] : choosing->evaluation.n_attempts;
      EquateApplication *application = add_application (choosing, i);
      EquateGrant grant
          = { elective ? EQUATE_DECIDED_ELECTIVE : EQUATE_DECIDED_COURSE,
              elective ? pick (1, 2) : i, ties ? 1000 * pick (2, 4) : 100 * pick (10, 30) };
      add_entry (choosing, application, entry);
      add_grant (choosing, application, grant);
      application->share = ties ? 0 : pick (0, 1);
      application->source = ties ? grant.credits : 1000 * pick (0, 2);
      sum += grant.credits;
    }
  choosing->caps[0] = (EquateCap){ sum / 2 + 50, 0 };
  choosing->caps[1] = (EquateCap){ 100 * pick (10, 40), 1 };
  choosing->problem.n_caps = 2;
  return choosing;
}

/* In the notation of the tables, so that a failure can become a row. */
static inline char *
show_problem (const Choosing *choosing)
{
  static const char kinds[] = { 'T', 'E', 'W' };
  GString *text = g_string_new (choosing->problem.favour ? "favour " : "");
  char credits[EQUATE_DECIMAL_BUFFER];
  for (guint i = 0; i < choosing->problem.n_applications; i++)
    {
      const EquateApplication *application = &choosing->applications[i];
      g_string_append_printf (text, "%s%u ", i > 0 ? "; " : "", application->rule);
      for (guint a = 0; a < application->n_attempts; a++)
        g_string_append_c (text, (char) ('a' + application->attempts[a]));
      for (guint g = 0; g < application->n_grants; g++)
        g_string_append_printf (text, " %c%u=%s", kinds[application->grants[g].kind],
                                application->grants[g].target,
                                equate_decimal_format (application->grants[g].credits, credits));
      g_string_append_printf (text, " *%" G_GINT64_FORMAT " ^%d -%s%s", application->share,
                              application->priority,
                              equate_decimal_format (application->source, credits),
                              application->unknown != NULL ? " ?" : "");
    }
  for (guint c = 0; c < choosing->problem.n_caps; c++)
    g_string_append_printf (text, " | %u=%s", choosing->caps[c].elective,
                            equate_decimal_format (choosing->caps[c].credits, credits));
  for (guint r = 0; r < choosing->evaluation.n_touched; r++)
    g_string_append_printf (text, " | times %u", choosing->terms[r].times);
  return g_string_free (text, FALSE);
}
