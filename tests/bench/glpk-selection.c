/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "glpk-selection.h"

#include <glpk.h>
#include <math.h>

#include "base/limits.h"
#include "priorities.h"

/* Beyond this the least credits at the lowest priority drown in the solver's tolerances. */
#define MOST_SCALE 1e9

struct _GlpkSelection
{
  glp_prob *lp;       /* owned */
  GArray *rows;       /* owned: int; index 0 is not used, as for all that GLPK reads */
  GArray *columns;    /* owned: int */
  GArray *values;     /* owned: double */
  guint *target_uses; /* owned: by target course, zero between problems */
  int *target_rows;   /* owned */
  GArray *users;      /* owned: guint, by attempt */
  GArray *user_rows;  /* owned: int, by attempt */
  GArray *parts;      /* owned: Part: what each structural variable stands for */
};

/* A variable: an application (grant G_MAXUINT), or an elective of one. */
typedef struct
{
  guint application;
  guint grant;
  int column;
} Part;

GlpkSelection *
glpk_selection_new (guint n_targets)
{
  GlpkSelection *glpk = g_new0 (GlpkSelection, 1);
  glp_term_out (GLP_OFF);
  glpk->lp = glp_create_prob ();
  glpk->rows = g_array_new (FALSE, FALSE, sizeof (int));
  glpk->columns = g_array_new (FALSE, FALSE, sizeof (int));
  glpk->values = g_array_new (FALSE, FALSE, sizeof (double));
  glpk->target_uses = g_new0 (guint, n_targets + 1);
  glpk->target_rows = g_new0 (int, n_targets + 1);
  glpk->users = g_array_new (FALSE, TRUE, sizeof (guint));
  glpk->user_rows = g_array_new (FALSE, TRUE, sizeof (int));
  glpk->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  return glpk;
}

void
glpk_selection_free (GlpkSelection *glpk)
{
  glp_delete_prob (glpk->lp);
  g_array_unref (glpk->rows);
  g_array_unref (glpk->columns);
  g_array_unref (glpk->values);
  g_array_unref (glpk->users);
  g_array_unref (glpk->user_rows);
  g_array_unref (glpk->parts);
  g_free (glpk->target_uses);
  g_free (glpk->target_rows);
  g_free (glpk);
  glp_free_env ();
}

/* The solver counts in credits: thousandths would strain its tolerances. */
static double
to_credits (EquateDecimal value)
{
  return (double) value / (double) EQUATE_DECIMAL_ONE;
}

static void
add_value (GlpkSelection *glpk, int row, int column, double value)
{
  g_array_append_val (glpk->rows, row);
  g_array_append_val (glpk->columns, column);
  g_array_append_val (glpk->values, value);
}

static int
add_row (GlpkSelection *glpk, double most)
{
  int row = glp_add_rows (glpk->lp, 1);
  glp_set_row_bnds (glpk->lp, row, GLP_UP, 0, most);
  return row;
}

static gboolean
takes_part (const EquateSelectionProblem *problem, guint i)
{
  return problem->favour || problem->applications[i].unknown == NULL;
}

static gboolean
counts (const EquateCap *cap, const EquateGrant *grant)
{
  return grant->kind != EQUATE_DECIDED_WAIVER
         && (cap->elective == 0
             || (grant->kind == EQUATE_DECIDED_ELECTIVE && grant->target == cap->elective));
}

/* A limit that all applications together cannot reach is left out. */
static gboolean
can_bind (const EquateSelectionProblem *problem, const EquateCap *cap)
{
  EquateDecimal sum = 0;
  for (guint i = 0; i < problem->n_applications; i++)
    for (guint g = 0; takes_part (problem, i) && g < problem->applications[i].n_grants; g++)
      if (counts (cap, &problem->applications[i].grants[g]))
        sum += problem->applications[i].grants[g].credits;
  return sum > cap->credits;
}

static gboolean
is_capped (const EquateSelectionProblem *problem, const gboolean *binds, const EquateGrant *grant)
{
  for (guint c = 0; c < problem->n_caps; c++)
    if (binds[c] && counts (&problem->caps[c], grant))
      return TRUE;
  return FALSE;
}

static void
count_uses (GlpkSelection *glpk, const EquateSelectionProblem *problem)
{
  g_array_set_size (glpk->users, 0);
  g_array_set_size (glpk->users, problem->evaluation->n_attempts);
  g_array_set_size (glpk->user_rows, 0);
  g_array_set_size (glpk->user_rows, problem->evaluation->n_attempts);
  for (guint i = 0; i < problem->n_applications; i++)
    {
      const EquateApplication *application = &problem->applications[i];
      if (!takes_part (problem, i))
        continue;
      for (guint a = 0; a < application->n_attempts; a++)
        g_array_index (glpk->users, guint, application->attempts[a])++;
      for (guint g = 0; g < application->n_grants; g++)
        if (application->grants[g].kind != EQUATE_DECIDED_ELECTIVE)
          glpk->target_uses[application->grants[g].target]++;
    }
}

static void
clear_uses (GlpkSelection *glpk, const EquateSelectionProblem *problem)
{
  for (guint i = 0; i < problem->n_applications; i++)
    for (guint g = 0; g < problem->applications[i].n_grants; g++)
      if (problem->applications[i].grants[g].kind != EQUATE_DECIDED_ELECTIVE)
        {
          glpk->target_uses[problem->applications[i].grants[g].target] = 0;
          glpk->target_rows[problem->applications[i].grants[g].target] = 0;
        }
}

/* Only what two may want needs a row. */
static void
add_use (GlpkSelection *glpk, guint users, int *row, int column)
{
  if (users < 2)
    return;
  if (*row == 0)
    *row = add_row (glpk, 1);
  add_value (glpk, *row, column, 1);
}

static void
add_elective (GlpkSelection *glpk, guint i, guint g, const EquateGrant *grant, int column,
              double worth)
{
  int own = glp_add_cols (glpk->lp, 1);
  Part part = { i, g, own };
  double credits = to_credits (grant->credits);
  g_array_append_val (glpk->parts, part);
  glp_set_col_bnds (glpk->lp, own, GLP_DB, 0, credits);
  glp_set_obj_coef (glpk->lp, own, worth);
  int row = add_row (glpk, 0);
  add_value (glpk, row, own, 1);
  add_value (glpk, row, column, -credits);
}

static void
add_application (GlpkSelection *glpk, const EquateSelectionProblem *problem, guint i,
                 const gboolean *binds, double worth)
{
  const EquateApplication *application = &problem->applications[i];
  int column = glp_add_cols (glpk->lp, 1);
  Part part = { i, G_MAXUINT, column };
  EquateDecimal whole = 0;
  g_array_append_val (glpk->parts, part);
  glp_set_col_kind (glpk->lp, column, GLP_BV);
  for (guint a = 0; a < application->n_attempts; a++)
    add_use (glpk, g_array_index (glpk->users, guint, application->attempts[a]),
             &g_array_index (glpk->user_rows, int, application->attempts[a]), column);
  for (guint g = 0; g < application->n_grants; g++)
    {
      const EquateGrant *grant = &application->grants[g];
      if (grant->kind != EQUATE_DECIDED_ELECTIVE)
        add_use (glpk, glpk->target_uses[grant->target], &glpk->target_rows[grant->target], column);
      if (grant->kind == EQUATE_DECIDED_ELECTIVE && is_capped (problem, binds, grant))
        add_elective (glpk, i, g, grant, column, worth);
      else
        whole += grant->credits;
    }
  glp_set_obj_coef (glpk->lp, column, worth * to_credits (whole));
}

static void
add_times (GlpkSelection *glpk, const EquateSelectionProblem *problem)
{
  const Part *parts = (const Part *) (gpointer) glpk->parts->data;
  for (guint first = 0; first < glpk->parts->len;)
    {
      guint32 rule = problem->applications[parts[first].application].rule;
      guint32 times = equate_ruleset_get_terms (problem->evaluation->ruleset, rule)->times;
      guint n = 0;
      guint end = first;
      for (; end < glpk->parts->len && problem->applications[parts[end].application].rule == rule;
           end++)
        n += parts[end].grant == G_MAXUINT;
      if (n > times)
        {
          int row = add_row (glpk, times);
          for (guint i = first; i < end; i++)
            if (parts[i].grant == G_MAXUINT)
              add_value (glpk, row, parts[i].column, 1);
        }
      first = end;
    }
}

static void
add_cap (GlpkSelection *glpk, const EquateSelectionProblem *problem, const EquateCap *cap)
{
  int row = add_row (glpk, to_credits (cap->credits));
  for (guint p = 0; p < glpk->parts->len; p++)
    {
      const Part *part = &g_array_index (glpk->parts, Part, p);
      const EquateApplication *application = &problem->applications[part->application];
      EquateDecimal whole = 0;
      if (part->grant != G_MAXUINT)
        {
          if (counts (cap, &application->grants[part->grant]))
            add_value (glpk, row, part->column, 1);
          continue;
        }
      for (guint g = 0; g < application->n_grants; g++)
        if (application->grants[g].kind == EQUATE_DECIDED_COURSE
            && counts (cap, &application->grants[g]))
          whole += application->grants[g].credits;
      if (whole > 0)
        add_value (glpk, row, part->column, to_credits (whole));
    }
}

static void
build (GlpkSelection *glpk, const EquateSelectionProblem *problem, const Priorities *priorities)
{
  gboolean binds[EQUATE_MAX_LIMITS];
  for (guint c = 0; c < problem->n_caps; c++)
    binds[c] = can_bind (problem, &problem->caps[c]);
  glp_erase_prob (glpk->lp);
  glp_set_obj_dir (glpk->lp, GLP_MAX);
  g_array_set_size (glpk->parts, 0);
  g_array_set_size (glpk->rows, 1);
  g_array_set_size (glpk->columns, 1);
  g_array_set_size (glpk->values, 1);
  count_uses (glpk, problem);
  for (guint i = 0; i < problem->n_applications; i++)
    if (takes_part (problem, i))
      add_application (
          glpk, problem, i, binds,
          priorities->worth[priorities_find (priorities, problem->applications[i].priority)]);
  add_times (glpk, problem);
  for (guint c = 0; c < problem->n_caps; c++)
    if (binds[c])
      add_cap (glpk, problem, &problem->caps[c]);
  clear_uses (glpk, problem);
  glp_load_matrix (glpk->lp, (int) glpk->rows->len - 1, (const int *) (gpointer) glpk->rows->data,
                   (const int *) (gpointer) glpk->columns->data,
                   (const double *) (gpointer) glpk->values->data);
}

static void
add_up (const GlpkSelection *glpk, const EquateSelectionProblem *problem,
        const Priorities *priorities, EquateDecimal *credits)
{
  for (guint p = 0; p < priorities->n; p++)
    credits[p] = 0;
  for (guint p = 0; p < glpk->parts->len; p++)
    {
      const Part *part = &g_array_index (glpk->parts, Part, p);
      const EquateApplication *application = &problem->applications[part->application];
      guint level = priorities_find (priorities, application->priority);
      double value = glp_mip_col_val (glpk->lp, part->column);
      double worth = priorities->worth[level];
      credits[level] += llround (value * glp_get_obj_coef (glpk->lp, part->column) / worth
                                 * (double) EQUATE_DECIMAL_ONE);
    }
}

GlpkResult
glpk_selection_solve (GlpkSelection *glpk, const EquateSelectionProblem *problem, gboolean presolve,
                      int time_limit, EquateDecimal *credits)
{
  Priorities priorities;
  priorities_init (&priorities, problem);
  if (priorities.n > 0 && priorities.worth[0] > MOST_SCALE)
    return GLPK_NOT_SCALABLE;
  build (glpk, problem, &priorities);
  glp_iocp how;
  glp_init_iocp (&how);
  how.msg_lev = GLP_MSG_OFF;
  how.presolve = presolve ? GLP_ON : GLP_OFF;
  how.tm_lim = time_limit;
  if (glp_get_num_cols (glpk->lp) == 0)
    {
      add_up (glpk, problem, &priorities, credits);
      return GLPK_SOLVED;
    }
  if (!presolve)
    {
      glp_smcp simplex;
      glp_init_smcp (&simplex);
      simplex.msg_lev = GLP_MSG_OFF;
      glp_simplex (glpk->lp, &simplex);
    }
  if (glp_intopt (glpk->lp, &how) != 0 || glp_mip_status (glpk->lp) != GLP_OPT)
    return GLPK_TIME_OUT;
  add_up (glpk, problem, &priorities, credits);
  return GLPK_SOLVED;
}
