/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The numbers of the dual simplex method and one turn of it: which basic variable leaves, which
 * enters in its place, and what that makes of the numbers.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef __int128 EquateWide;

/* What a column needs of a row. */
typedef struct
{
  guint32 row;
  gint32 amount;
} EquateNeed;

typedef struct
{
  guint n_columns;
  guint n_rows;
  guint n_active;          /* of the rows, the first ones; the others do not matter as yet */
  const gint64 *weights;   /* borrowed: by column */
  const guint *starts;     /* borrowed: by column and one more, into needs */
  const EquateNeed *needs; /* borrowed: of each column in the order of the rows */
  const gint64 *least;     /* borrowed: by row */
  const gint64 *most;      /* borrowed: by row */
} EquateRelaxed;

/* Entries of the inverse beyond this are not followed. */
#define EQUATE_RELAX_LARGEST (1 << 29)

/* A variable is a column, or n_columns + a row: its activity. */
typedef struct
{
  gint64 least;
  gint64 most;
} EquateBetween;

typedef struct
{
  const EquateRelaxed *relaxed; /* borrowed */
  guint n_rows;                 /* that are active */
  gint64 scale;          /* positive: what the levels, gains and the total are multiplied with */
  EquateBetween *ranges; /* owned: by variable; may be changed between solutions */
  gint64 *gains;         /* owned: by variable, for one more of it: positive ones are at their most,
                            negative         ones at their least */
  EquateWide total;      /* of the last solution: no choice is worth more */
  /* The rest is the method's own. */
  gint32 *inverse;       /* of the basis: by row × all rows, times scale */
  gint64 largest;        /* as much as the entries of the inverse, at least */
  gint64 *levels;        /* by row: of the basic variable, times scale */
  gint64 *places;        /* by variable that is not basic: where in its range it is */
  gint64 *across;        /* by variable: its part in the row that is turned, times scale */
  gint64 *down;          /* by row: the entering variable as the basis sees it, times scale */
  gint64 *factors;       /* by row: scratch */
  gint64 *used;          /* by row: scratch */
  double *edges;         /* by row: how far it reaches */
  guint *basis;          /* by row: a variable */
  guint *seats;          /* by variable: its row + 1; 0: not basic */
  guint *row_starts;     /* by row and one more, into row_needs */
  EquateNeed *row_needs; /* the needs by rows; "row" is the column */
  guint *candidates;     /* scratch: by variable */
  guint *listed;         /* variables that have a part in the row */
  guint n_listed;
  guint8 *is_listed; /* by variable */
} EquateRelax;

/* How much of a variable is taken, times scale. */
static inline gint64
equate_relax_get (const EquateRelax *relax, guint variable)
{
  return relax->seats[variable] > 0 ? relax->levels[relax->seats[variable] - 1]
                                    : relax->places[variable] * relax->scale;
}

typedef struct
{
  guint leaving;  /* row */
  guint entering; /* variable */
  gint64 beyond;  /* how far the leaving variable is outside its range, times scale */
  gboolean above; /* on which side */
} EquateTurn;

static inline gint32 *
equate_relax_row (const EquateRelax *relax, guint row)
{
  return relax->inverse + (gsize) row * relax->relaxed->n_rows;
}

/* Brings a variable that is not basic to another place; the levels follow all moves together. */
void equate_relax_move (EquateRelax *relax, guint variable, gint64 place);

/* FALSE: a number is too large. */
gboolean equate_relax_follow (EquateRelax *relax);

/* The basic variable that is farthest beyond its range, as far as its row reaches; by_order: the
 * first one that is. FALSE: none is. */
gboolean equate_turn_find_leaving (const EquateRelax *relax, gboolean by_order, EquateTurn *turn);

/* The part that each variable has in a row; those that are not listed have none. */
void equate_turn_find_across (EquateRelax *relax, guint row);

/* Moves variables to the other ends of their ranges, those that cost least first, until the next is
 * more than enough: that one enters. by_order: the first one enters. FALSE: all of them are not
 * enough, so that nothing is allowed. */
gboolean equate_turn_find_entering (EquateRelax *relax, gboolean by_order, EquateTurn *turn,
                                    gboolean *moved);

/* The entering variable becomes basic in the place of the leaving one, which comes to the end of
 * its range. FALSE: a number is too large; all the numbers are useless then. */
gboolean equate_turn_take (EquateRelax *relax, const EquateTurn *turn);

G_END_DECLS
