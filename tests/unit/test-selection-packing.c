/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-packing.h"

#include "searching.h"

static const struct
{
  const char *name;
  const char *applications;
  const char *limits;
  guint n_rows; /* of the packing: those that can bind */
} rows[] = {
  { "nothing in common", "0 a T1=6 -4; 1 b T2=4 -4", NULL, 0 },
  { "one entry for two", "0 a T1=6 -4; 1 a T2=4 -4", NULL, 1 },
  { "one target for two", "0 a T1=6 -4; 1 b T1=6 -4", NULL, 1 },
  { "entry and target of the same two", "0 a T1=6 -4; 1 a T1=6 -4", NULL, 1 },
  { "with a limit", "0 a T1=6 -4; 1 b T2=4 -4", "7", 1 },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Choosing) choosing = choosing_parse (rows[i].applications, rows[i].limits, NULL);
      g_autoptr (Searching) searching = searching_new (choosing);
      g_autoptr (EquatePacking) packing = equate_packing_new (&searching->component);
      g_assert_nonnull (packing);
      g_test_message ("%s: %u rows", rows[i].name, packing->n_limited);
      g_assert_cmpuint (packing->n_members, ==, 2);
      g_assert_cmpuint (packing->n_limited, ==, rows[i].n_rows);
      for (guint m = 0; m < packing->n_members; m++)
        g_assert_cmpint (packing->weights[m], ==,
                         equate_packing_pack (packing, searching->model->items[m].weight));
    }
}

static int
sign (gint64 number)
{
  return (number > 0) - (number < 0);
}

/* Packed values compare as the vectors do, for all allowed sets. TRUE when it could be packed. */
static gboolean
assert_order (const Choosing *choosing)
{
  g_autoptr (Searching) searching = searching_new (choosing);
  g_autoptr (EquatePacking) packing = equate_packing_new (&searching->component);
  if (packing == NULL)
    return FALSE;
  guint n = searching->model->n_levels;
  guint n_sets = 1u << searching->model->n_items;
  g_autofree gint64 *values = g_new (gint64, (gsize) n_sets * MAX_CHOOSING);
  guint n_values = 0;
  for (guint mask = 0; mask < n_sets; mask++)
    if (value_set (searching, mask))
      memcpy (&values[(gsize) n_values++ * MAX_CHOOSING], searching->value, n * sizeof *values);
  for (guint a = 0; a < n_values; a++)
    for (guint b = 0; b < a; b++)
      {
        const gint64 *first = &values[(gsize) a * MAX_CHOOSING];
        const gint64 *second = &values[(gsize) b * MAX_CHOOSING];
        gint64 difference
            = equate_packing_pack (packing, first) - equate_packing_pack (packing, second);
        if (sign (difference) == equate_vector_compare (first, second, n))
          continue;
        g_autofree char *problem = show_problem (choosing);
        g_error ("sets of \"%s\" are packed in another order", problem);
      }
  return TRUE;
}

static void
test_random (void)
{
  guint packed = 0;
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (Choosing) random = choosing_random (2, 7);
      g_autoptr (Choosing) hard = choosing_hard (6, i % 2 == 0);
      packed += assert_order (random);
      packed += assert_order (hard);
    }
  g_test_message ("%u of 800 were packed", packed);
  g_assert_cmpuint (packed, >, 50);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *name;
    const char *applications;
    const char *limits;
    gboolean packed;
  } refused[] = {
    { "credits far apart at many levels do not fit into one number",
      "0 a T1=999999.999 ^9 *999999 -99999.999; 1 b T2=999999.998 ^8 *999998 -99999.998; "
      "2 c T3=999999.997 ^7 *999997 -99999.997; 3 d T4=999999.991 ^6 *999991 -99999.991",
      NULL, FALSE },
    { "what is worth something", "0 a E1=0.001 -1; 1 b E1=4 -1", "3", TRUE },
    { "what is worth nothing, which no rule awards", "0 a E1=0 -1; 1 b E1=4 -1", "3", FALSE },
    { "1000001 steps to a limit", "0 a T1=1000 -1; 1 b T2=0.001 -1", "1000", TRUE },
    { "2000001 steps to a limit", "0 a T1=2000 -1; 1 b T2=0.001 -1", "2000", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (Choosing) choosing
          = choosing_parse (refused[i].applications, refused[i].limits, NULL);
      g_autoptr (Searching) searching = searching_new (choosing);
      g_autoptr (EquatePacking) packing = equate_packing_new (&searching->component);
      g_test_message ("%s", refused[i].name);
      g_assert_cmpint (packing != NULL, ==, refused[i].packed);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-packing/rows", test_rows);
  g_test_add_func ("/selection-packing/random", test_random);
  g_test_add_func ("/selection-packing/refused", test_refused);
  return g_test_run ();
}
