/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The linear relaxation of a packing: columns of which as much is taken as the rows have room for.
 * Solved by the simplex method in whole numbers, so that its prices make a true bound.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef __int128 EquateWide;

/* What a column needs of a row. */
typedef struct
{
  guint32 row;
  gint32 amount; /* positive */
} EquateNeed;

typedef struct
{
  guint n_columns;
  guint n_rows;
  const gint64 *weights;   /* borrowed: by column, below EQUATE_RELAXED_MAX together */
  const guint *starts;     /* borrowed: by column and one more, into needs */
  const EquateNeed *needs; /* borrowed; each column needs some row of which it can take but once */
  const gint64 *room;      /* borrowed: by row, not negative */
} EquateRelaxed;

#define EQUATE_RELAXED_MAX ((gint64) 1 << 58)

typedef struct
{
  gint64 scale;       /* positive: what all numbers below are multiplied with */
  gint64 *taken;      /* borrowed from the caller: by column, 0 to scale */
  EquateWide *slack;  /* borrowed from the caller: by column, what its rows cost more than it is worth */
  EquateWide *prices; /* borrowed from the caller: by row */
  EquateWide total;   /* no choice is worth more */
} EquateRelaxation;

/* FALSE when the numbers grew too large or it took too long; nothing is known then. work: pivots ×
 * rows are taken from it. */
gboolean equate_relax (const EquateRelaxed *relaxed, EquateRelaxation *result, guint64 *work);

G_END_DECLS
