/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "searching.h"

typedef struct
{
  Searching *searching;     /* owned */
  EquateBoundPrices prices; /* owned arrays */
} Priced;

static Priced *
priced_new (const Choosing *choosing)
{
  Priced *priced = g_new0 (Priced, 1);
  priced->searching = searching_new (choosing);
  const EquateModel *model = priced->searching->model;
  gsize n = model->n_levels;
  priced->prices.total = g_new0 (gint64, n);
  priced->prices.prices = g_new0 (gint64, model->n_resources * n + 1);
  priced->prices.slack = g_new0 (gint64, model->n_items * n + 1);
  equate_component_price (&priced->searching->component, &priced->prices);
  return priced;
}

static void
priced_free (Priced *priced)
{
  g_free (priced->prices.total);
  g_free (priced->prices.prices);
  g_free (priced->prices.slack);
  searching_free (priced->searching);
  g_free (priced);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Priced, priced_free)

typedef struct
{
  const char *name;
  const char *applications;
  const char *limits;
  const char *times;
  const char *total; /* credits by priority, targets, credits × share, unknowns, source credits */
} Row;

/* Where the bound is what the best choice is worth. */
static const Row rows[] = {
  { "nothing to share", "0 a T1=6 -4; 1 b T2=4 -3", NULL, NULL, "10000,2,0,0,-7000" },
  { "the better of two", "0 a T1=6; 1 a T2=4", NULL, NULL, "6000,1,0,0,0" },
  { "the better of three for one target", "0 a T1=6; 1 b T1=4; 2 c T1=7", NULL, NULL,
    "7000,1,0,0,0" },
  { "two priorities", "0 a T1=6; 1 a T2=4 ^1; 2 b T3=1", NULL, NULL, "4000,1000,2,0,0,0" },
  /* 12 + 11 + 10 thousand: the price of the limit is the worth of the fourth. */
  { "the best three of many that a limit cuts",
    "0 a E1=1 *7; 1 b E1=1 *1; 2 c E1=1 *12; 3 d E1=1 *3; 4 e E1=1 *10; 5 f E1=1 *5; 6 g E1=1 *9; "
    "7 h E1=1 *8; 8 i E1=1 *2; 9 j E1=1 *11; 10 k E1=1 *4; 11 l E1=1 *6",
    "3", NULL, "3000,0,33000,0,0" },
  { "the best ten of them",
    "0 a E1=1 *7; 1 b E1=1 *1; 2 c E1=1 *12; 3 d E1=1 *3; 4 e E1=1 *10; 5 f E1=1 *5; 6 g E1=1 *9; "
    "7 h E1=1 *8; 8 i E1=1 *2; 9 j E1=1 *11; 10 k E1=1 *4; 11 l E1=1 *6",
    "E1=10", NULL, "10000,0,75000,0,0" },
};

static void
test_totals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Choosing) choosing
          = choosing_parse (rows[i].applications, rows[i].limits, rows[i].times);
      g_autoptr (Priced) priced = priced_new (choosing);
      g_autoptr (GString) shown = g_string_new (NULL);
      for (guint l = 0; l < priced->searching->model->n_levels; l++)
        g_string_append_printf (shown, "%s%" G_GINT64_FORMAT, l > 0 ? "," : "",
                                priced->prices.total[l]);
      if (strcmp (shown->str, rows[i].total) == 0)
        continue;
      g_test_message ("%s: found %s, expected %s", rows[i].name, shown->str, rows[i].total);
      g_test_fail ();
    }
}

static gboolean
is_not_negative (const gint64 *vector, guint n)
{
  for (guint l = 0; l < n; l++)
    if (vector[l] != 0)
      return vector[l] > 0;
  return TRUE;
}

/* What a set is worth is the total less the slack of its items and what it leaves of resources, or
 * less than that: the search relies on it at every step. */
static gboolean
bound_holds (const Priced *priced, guint mask)
{
  const EquateModel *model = priced->searching->model;
  guint n = model->n_levels;
  gint64 bound[MAX_CHOOSING];
  memcpy (bound, priced->prices.total, n * sizeof *bound);
  g_autofree guint *left = g_memdup2 (model->capacity, model->n_resources * sizeof (guint));
  g_autofree guint *users = g_new0 (guint, model->n_resources + 1);
  for (guint i = 0; i < model->n_items; i++)
    for (guint r = 0; r < model->items[i].n_resources; r++)
      {
        users[model->items[i].resources[r]]++;
        left[model->items[i].resources[r]] -= mask >> i & 1;
      }
  for (guint r = 0; r < model->n_resources; r++)
    if (users[r] > 0)
      equate_vector_add (bound, priced->prices.prices + r * n, -(gint64) left[r], n);
  for (guint i = 0; i < model->n_items; i++)
    if (mask >> i & 1)
      equate_vector_add (bound, priced->prices.slack + i * n, -1, n);
  return equate_vector_compare (bound, priced->searching->value, n) >= 0;
}

static gboolean
prices_are_good (const Priced *priced)
{
  const EquateModel *model = priced->searching->model;
  guint n = model->n_levels;
  for (guint i = 0; i < model->n_items; i++)
    if (!is_not_negative (priced->prices.slack + i * n, n))
      return FALSE;
  for (guint r = 0; r < model->n_resources; r++)
    if (!is_not_negative (priced->prices.prices + r * n, n))
      return FALSE;
  for (guint mask = 0; mask < 1u << model->n_items; mask++)
    if (value_set (priced->searching, mask) && !bound_holds (priced, mask))
      return FALSE;
  return TRUE;
}

static void
test_bounds (void)
{
  for (guint i = 0; i < 1000 && !g_test_failed (); i++)
    {
      g_autoptr (Choosing) choosing = choosing_random (1, 8);
      g_autoptr (Priced) priced = priced_new (choosing);
      if (prices_are_good (priced))
        continue;
      g_autofree char *problem = show_problem (choosing);
      g_test_message ("%s", problem);
      g_test_fail ();
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-bound/totals", test_totals);
  g_test_add_func ("/selection-bound/bounds", test_bounds);
  return g_test_run ();
}
