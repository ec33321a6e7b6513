/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "comparison.h"

#include <string.h>
#include <time.h>

#include "priorities.h"

#define TIME_LIMIT 20000 /* milliseconds that the other solver may take */

typedef enum
{
  OURS,
  GLPK_PLAIN,
  GLPK_PRESOLVED,
  N_SOLVERS,
} Solver;

static const char *const solver_names[N_SOLVERS] = { "equate", "glpk", "glpk-presolve" };

struct _Comparison
{
  GlpkSelection *glpk; /* owned */
  guint repeats;
  GArray *times[N_SOLVERS]; /* owned: gint64, nanoseconds */
  guint n_problems;
  guint n_applications;
  guint n_not_optimal;  /* flagged by ourselves */
  guint n_not_compared; /* too many priorities for one sum */
  guint n_time_out;     /* of the other solver */
  guint n_inexact;      /* the other solver found less than what we did */
  guint n_wrong;
};

Comparison *
comparison_new (guint n_targets, guint repeats)
{
  Comparison *comparison = g_new0 (Comparison, 1);
  comparison->glpk = glpk_selection_new (n_targets);
  comparison->repeats = repeats;
  for (guint s = 0; s < N_SOLVERS; s++)
    comparison->times[s] = g_array_new (FALSE, FALSE, sizeof (gint64));
  return comparison;
}

void
comparison_free (Comparison *comparison)
{
  glpk_selection_free (comparison->glpk);
  for (guint s = 0; s < N_SOLVERS; s++)
    g_array_unref (comparison->times[s]);
  g_free (comparison);
}

/* Of this thread alone, so that a busy machine does not count. */
static gint64
get_time (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

static gboolean
count_cap (const EquateSelectionProblem *problem, const EquateSelection *selection,
           const EquateCap *cap)
{
  EquateDecimal sum = 0;
  guint next = 0;
  for (guint i = 0; i < selection->chosen->len; i++)
    {
      const EquateApplication *application
          = &problem->applications[g_array_index (selection->chosen, guint, i)];
      for (guint g = 0; g < application->n_grants; g++)
        {
          EquateDecimal granted = g_array_index (selection->granted, EquateDecimal, next++);
          if (cap->elective == 0
              || (application->grants[g].kind == EQUATE_DECIDED_ELECTIVE
                  && application->grants[g].target == cap->elective))
            sum += granted;
        }
    }
  return sum <= cap->credits;
}

static gboolean
have_clash (const EquateApplication *a, const EquateApplication *b)
{
  for (guint i = 0; i < a->n_attempts; i++)
    for (guint j = 0; j < b->n_attempts; j++)
      if (a->attempts[i] == b->attempts[j])
        return TRUE;
  for (guint i = 0; i < a->n_grants; i++)
    for (guint j = 0; j < b->n_grants; j++)
      if (a->grants[i].kind != EQUATE_DECIDED_ELECTIVE
          && b->grants[j].kind != EQUATE_DECIDED_ELECTIVE
          && a->grants[i].target == b->grants[j].target)
        return TRUE;
  return FALSE;
}

/* Do the constraints hold for what we chose? */
static gboolean
is_allowed (const EquateSelectionProblem *problem, const EquateSelection *selection)
{
  const guint *chosen = (const guint *) (gpointer) selection->chosen->data;
  for (guint i = 0; i < selection->chosen->len; i++)
    {
      const EquateApplication *application = &problem->applications[chosen[i]];
      guint applied = 0;
      for (guint j = 0; j < selection->chosen->len; j++)
        {
          const EquateApplication *other = &problem->applications[chosen[j]];
          applied += other->rule == application->rule;
          if (i != j && have_clash (application, other))
            return FALSE;
        }
      if (applied
          > equate_ruleset_get_terms (problem->evaluation->ruleset, application->rule)->times)
        return FALSE;
    }
  for (guint c = 0; c < problem->n_caps; c++)
    if (!count_cap (problem, selection, &problem->caps[c]))
      return FALSE;
  return TRUE;
}

static void
add_up (const EquateSelectionProblem *problem, const EquateSelection *selection,
        const Priorities *priorities, EquateDecimal *credits)
{
  guint next = 0;
  memset (credits, 0, MOST_PRIORITIES * sizeof *credits);
  for (guint i = 0; i < selection->chosen->len; i++)
    {
      const EquateApplication *application
          = &problem->applications[g_array_index (selection->chosen, guint, i)];
      guint level = priorities_find (priorities, application->priority);
      for (guint g = 0; g < application->n_grants; g++)
        credits[level] += g_array_index (selection->granted, EquateDecimal, next++);
    }
}

/* A flagged choice may lack what its bound says. */
static int
compare_credits (const EquateSelection *selection, const Priorities *priorities,
                 const EquateDecimal *ours, const EquateDecimal *theirs)
{
  for (guint p = 0; p < priorities->n; p++)
    {
      EquateDecimal may_lack
          = p < selection->bound->len ? g_array_index (selection->bound, EquateBound, p).credits : 0;
      if (ours[p] + may_lack < theirs[p])
        return -1;
      if (ours[p] != theirs[p])
        return ours[p] > theirs[p] ? 1 : 0;
    }
  return 0;
}

static gint64
time_ours (Comparison *comparison, const EquateSelectionProblem *problem)
{
  gint64 least = G_MAXINT64;
  for (guint r = 0; r < comparison->repeats; r++)
    {
      gint64 start = get_time ();
      g_autoptr (EquateSelection) selection = equate_select (problem);
      least = MIN (least, get_time () - start);
    }
  return least;
}

static gint64
time_glpk (Comparison *comparison, const EquateSelectionProblem *problem, gboolean presolve)
{
  EquateDecimal credits[MOST_PRIORITIES];
  gint64 least = G_MAXINT64;
  for (guint r = 0; r < comparison->repeats; r++)
    {
      gint64 start = get_time ();
      glpk_selection_solve (comparison->glpk, problem, presolve, TIME_LIMIT, credits);
      least = MIN (least, get_time () - start);
    }
  return least;
}

static void
measure (Comparison *comparison, const EquateSelectionProblem *problem)
{
  gint64 times[N_SOLVERS] = {
    time_ours (comparison, problem),
    time_glpk (comparison, problem, FALSE),
    time_glpk (comparison, problem, TRUE),
  };
  for (guint s = 0; s < N_SOLVERS; s++)
    g_array_append_val (comparison->times[s], times[s]);
}

static void
complain (Comparison *comparison, const char *name, const char *what, const Priorities *priorities,
          const EquateDecimal *ours, const EquateDecimal *theirs)
{
  comparison->n_wrong++;
  g_printerr ("%s: %s\n", name, what);
  for (guint p = 0; p < priorities->n; p++)
    g_printerr ("  priority %d: %" G_GINT64_FORMAT " thousandths against %" G_GINT64_FORMAT "\n",
                priorities->priorities[p], ours[p], theirs[p]);
}

gboolean
comparison_add (Comparison *comparison, const EquateSelectionProblem *problem, const char *name)
{
  EquateDecimal ours[MOST_PRIORITIES] = { 0 };
  EquateDecimal theirs[MOST_PRIORITIES] = { 0 };
  Priorities priorities;
  g_autoptr (EquateSelection) selection = equate_select (problem);
  priorities_init (&priorities, problem);
  add_up (problem, selection, &priorities, ours);
  comparison->n_problems++;
  comparison->n_applications += problem->n_applications;
  comparison->n_not_optimal += !selection->optimal;
  if (!is_allowed (problem, selection))
    {
      complain (comparison, name, "the choice is not allowed", &priorities, ours, theirs);
      return FALSE;
    }
  GlpkResult result
      = glpk_selection_solve (comparison->glpk, problem, TRUE, TIME_LIMIT, theirs);
  comparison->n_not_compared += result == GLPK_NOT_SCALABLE;
  comparison->n_time_out += result == GLPK_TIME_OUT;
  int order = result == GLPK_SOLVED ? compare_credits (selection, &priorities, ours, theirs) : 0;
  comparison->n_inexact += order > 0;
  if (order < 0)
    {
      complain (comparison, name, "more credits can be awarded", &priorities, ours, theirs);
      return FALSE;
    }
  if (comparison->repeats > 0 && result != GLPK_NOT_SCALABLE)
    measure (comparison, problem);
  return TRUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;
  return (left > right) - (left < right);
}

static void
append_times (const char *name, GArray *times, GString *out)
{
  gint64 sum = 0;
  qsort (times->data, times->len, sizeof (gint64), compare_times);
  for (guint i = 0; i < times->len; i++)
    sum += g_array_index (times, gint64, i);
  g_string_append_printf (
      out,
      ", \"%s\": {\"mean\": %" G_GINT64_FORMAT ", \"p50\": %" G_GINT64_FORMAT
      ", \"p99\": %" G_GINT64_FORMAT ", \"max\": %" G_GINT64_FORMAT "}",
      name, sum / times->len, g_array_index (times, gint64, times->len / 2),
      g_array_index (times, gint64, (guint64) times->len * 99 / 100),
      g_array_index (times, gint64, times->len - 1));
}

void
comparison_append_json (const Comparison *comparison, GString *out)
{
  g_string_append_printf (
      out,
      "{\"problems\": %u, \"applications\": %u, \"not-optimal\": %u, \"not-compared\": %u, "
      "\"glpk-time-out\": %u, \"glpk-inexact\": %u, \"wrong\": %u",
      comparison->n_problems, comparison->n_applications, comparison->n_not_optimal,
      comparison->n_not_compared, comparison->n_time_out, comparison->n_inexact,
      comparison->n_wrong);
  for (guint s = 0; s < N_SOLVERS && comparison->times[s]->len > 0; s++)
    append_times (solver_names[s], comparison->times[s], out);
  g_string_append (out, "}\n");
}
