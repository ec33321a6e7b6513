/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-settled.h"

#include <string.h>

void
equate_settled_init (EquateSettled *settled, const EquatePacking *packing)
{
  settled->packing = packing;
  settled->relaxed = (EquateRelaxed){
    packing->n_columns, packing->n_rows, packing->n_limited, packing->weights,
    packing->starts,    packing->needs,  packing->least,     packing->most,
  };
  settled->relax = equate_relax_new (&settled->relaxed);
  settled->trail = g_array_new (FALSE, FALSE, sizeof (EquateSettledChange));
  settled->left = g_new (gint64, packing->n_limited + 1);
  for (guint c = packing->n_members; c < packing->n_columns; c++)
    settled->relax->ranges[c].most = 0; /* until the elective is in */
}

void
equate_settled_clear (EquateSettled *settled)
{
  g_clear_pointer (&settled->relax, equate_relax_free);
  g_clear_pointer (&settled->trail, g_array_unref);
  g_clear_pointer (&settled->left, g_free);
}

void
equate_settled_bound (EquateSettled *settled, guint variable, gint64 least, gint64 most)
{
  EquateSettledChange change = { variable, settled->relax->ranges[variable] };
  g_array_append_val (settled->trail, change);
  settled->relax->ranges[variable] = (EquateBetween){ least, most };
}

void
equate_settled_take (EquateSettled *settled, guint member)
{
  equate_settled_bound (settled, member, 1, 1);
  if (settled->packing->cuttable[member] != 0)
    equate_settled_bound (settled, settled->packing->cuts[member], 0, 1);
}

void
equate_settled_leave (EquateSettled *settled, guint member)
{
  equate_settled_bound (settled, member, 0, 0);
}

void
equate_settled_undo (EquateSettled *settled, guint mark)
{
  while (settled->trail->len > mark)
    {
      const EquateSettledChange *change
          = &g_array_index (settled->trail, EquateSettledChange, settled->trail->len - 1);
      settled->relax->ranges[change->variable] = change->range;
      g_array_set_size (settled->trail, settled->trail->len - 1);
    }
}

/* The rows that a member has to find room in: an elective may be cut. */
static guint
get_strict_rows (const EquatePacking *packing, guint member)
{
  return packing->cuttable[member] != 0 ? packing->n_resources : packing->n_limited;
}

static gboolean
fits (const EquateSettled *settled, guint member)
{
  const EquatePacking *packing = settled->packing;
  guint n_rows = get_strict_rows (packing, member);
  for (guint i = packing->starts[member]; i < packing->starts[member + 1]; i++)
    if (packing->needs[i].row < n_rows
        && settled->left[packing->needs[i].row] < packing->needs[i].amount)
      return FALSE;
  return TRUE;
}

static void
use (EquateSettled *settled, guint member)
{
  const EquatePacking *packing = settled->packing;
  guint n_rows = get_strict_rows (packing, member);
  for (guint i = packing->starts[member]; i < packing->starts[member + 1]; i++)
    if (packing->needs[i].row < n_rows)
      settled->left[packing->needs[i].row] -= packing->needs[i].amount;
}

gboolean
equate_settled_propagate (EquateSettled *settled)
{
  const EquatePacking *packing = settled->packing;
  memcpy (settled->left, packing->most, packing->n_limited * sizeof (gint64));
  for (guint m = 0; m < packing->n_members; m++)
    {
      if (!equate_settled_is_in (settled, m))
        continue;
      if (!fits (settled, m))
        return FALSE;
      use (settled, m);
    }
  for (guint m = 0; m < packing->n_members; m++)
    if (equate_settled_is_open (settled, m) && !fits (settled, m))
      equate_settled_leave (settled, m);
  return TRUE;
}

static void
add_to_set (EquateSettled *settled, guint8 *set, gint64 least, gint64 most)
{
  for (guint m = 0; m < settled->packing->n_members; m++)
    {
      gint64 share = equate_relax_get (settled->relax, m);
      if (!set[m] && !equate_settled_is_out (settled, m) && share >= least && share <= most
          && fits (settled, m))
        {
          set[m] = TRUE;
          use (settled, m);
        }
    }
}

void
equate_settled_find_set (EquateSettled *settled, guint8 *set)
{
  const EquatePacking *packing = settled->packing;
  gint64 scale = settled->relax->scale;
  memcpy (settled->left, packing->most, packing->n_limited * sizeof (gint64));
  memset (set, 0, packing->n_members);
  add_to_set (settled, set, scale, scale);
  add_to_set (settled, set, 1, scale - 1);
  if (!packing->component->capped)
    add_to_set (settled, set, 0, 0);
}

gboolean
equate_settled_holds (const EquateSettled *settled, guint mark, const guint8 *taken)
{
  for (guint t = mark; t < settled->trail->len; t++)
    {
      guint variable = g_array_index (settled->trail, EquateSettledChange, t).variable;
      if (variable < settled->packing->n_members
          && taken[variable] != equate_settled_is_in (settled, variable))
        return FALSE;
    }
  return TRUE;
}
