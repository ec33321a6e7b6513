/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-model.h"

#include "selecting.h"

typedef struct
{
  const char *name;
  const char *applications;
  const char *limits;
  const char *times;
  gboolean favour;
  const char *expected;
} Row;

/* "0:0,1,3": each item's application and the resources that it uses; then what these hold. */
static char *
show_resources (const EquateModel *model)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < model->n_items; i++)
    {
      g_string_append_printf (text, "%u:", model->items[i].application);
      for (guint r = 0; r < model->items[i].n_resources; r++)
        g_string_append_printf (text, "%s%u", r > 0 ? "," : "", model->items[i].resources[r]);
      g_string_append_c (text, ' ');
    }
  g_string_append (text, "|");
  for (guint r = 0; r < model->n_resources; r++)
    g_string_append_printf (text, " %u", model->capacity[r]);
  return g_string_free (text, FALSE);
}

/* The weights of each item by level, credits in thousandths. */
static char *
show_weights (const EquateModel *model)
{
  GString *text = g_string_new (NULL);
  for (guint p = 0; p < model->n_priorities; p++)
    g_string_append_printf (text, "%s%d", p > 0 ? "," : "^", model->priorities[p]);
  for (guint i = 0; i < model->n_items; i++)
    for (guint l = 0; l < model->n_levels; l++)
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, l > 0 ? "," : " ",
                              model->items[i].weight[l]);
  return g_string_free (text, FALSE);
}

static char *
show_limits (const EquateModel *model)
{
  GString *text = g_string_new (NULL);
  char credits[EQUATE_DECIMAL_BUFFER];
  for (guint c = 0; c < model->n_caps; c++)
    g_string_append_printf (text, "%s%u=%s", c > 0 ? " " : "", model->caps[c].elective,
                            equate_decimal_format (model->caps[c].credits, credits));
  return g_string_free (text, FALSE);
}

/* Entries are the first resources, then targets that several want, then rules. */
static const Row resources[] = {
  { "entries", "0 a T1=6; 1 ab T2=4", NULL, NULL, FALSE, "0:0 1:0,1 | 1 1" },
  { "a target that only one gives is none", "0 a T1=6; 1 b T2=4", NULL, NULL, FALSE,
    "0:0 1:1 | 1 1" },
  { "a target that two give", "0 a T1=6; 1 b T1=4; 2 c T2=1", NULL, NULL, FALSE,
    "0:0,3 1:1,3 2:2 | 1 1 1 1" },
  { "a waiver is a target", "0 a W1; 1 b T1=4", NULL, NULL, FALSE, "0:0,2 1:1,2 | 1 1 1" },
  { "an elective is none", "0 a E1=2; 1 b E1=4", NULL, NULL, FALSE, "0:0 1:1 | 1 1" },
  { "a rule that may be applied fewer times than it could", "0 a E1=2; 0 b E1=4; 0 c E1=1", NULL,
    "2", FALSE, "0:0,3 1:1,3 2:2,3 | 1 1 1 2" },
  { "a rule that may be applied as often as it can", "0 a E1=2; 0 b E1=4", NULL, "2", FALSE,
    "0:0 1:1 | 1 1" },
  { "unknowns are out", "0 a T1=6 ?; 1 b T1=4", NULL, NULL, FALSE, "1:1 | 1 1" },
  { "unknowns are in", "0 a T1=6 ?; 1 b T1=4", NULL, NULL, TRUE, "0:0,2 1:1,2 | 1 1 1" },
};

/* Priorities; then credits by priority, targets, credits × share, unknowns, source credits. */
static const Row weights[] = {
  { "one priority", "0 a T1=6 *3 -4", NULL, NULL, FALSE, "^0 6000,1,18000,0,-4000" },
  { "the highest first", "0 a T1=6; 1 b E1=4 ^2; 2 c W2 ^-1", NULL, NULL, FALSE,
    "^2,0,-1 0,6000,0,1,0,0,0 4000,0,0,0,0,0,0 0,0,0,1,0,0,0" },
  { "each once", "0 a E1=1 ^2; 1 b E1=4 ^2", NULL, NULL, FALSE, "^2 1000,0,0,0,0 4000,0,0,0,0" },
  { "several grants", "0 a T1=6 E1=2 W2 *2", NULL, NULL, FALSE, "^0 8000,2,16000,0,0" },
  { "an unknown", "0 a T1=6 ?", NULL, NULL, TRUE, "^0 6000,1,0,-1,0" },
};

static const Row limits[] = {
  { "none", "0 a T1=6", NULL, NULL, FALSE, "" },
  { "one that cannot bind", "0 a T1=6; 1 b E1=4", "10 E1=4", NULL, FALSE, "" },
  { "ones that can", "0 a T1=6; 1 b E1=4", "9.999 E1=3", NULL, FALSE, "0=9.999 1=3" },
  { "an entry is consumed once", "0 a T1=6; 1 a E1=4", "6", NULL, FALSE, "" },
  { "another category", "0 a E1=6", "E2=1", NULL, FALSE, "" },
  { "a course is of no category", "0 a T1=6", "E1=1", NULL, FALSE, "" },
  { "those that take no part do not count", "0 a T1=6 ?; 1 b E1=4", "5", NULL, FALSE, "" },
};

static void
run_rows (const Row *rows, guint n, char *(*show) (const EquateModel *) )
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Choosing) choosing
          = choosing_parse (rows[i].applications, rows[i].limits, rows[i].times);
      choosing->problem.favour = rows[i].favour;
      EquateModel *model = equate_model_new (&choosing->problem);
      g_autofree char *shown = show (model);
      if (strcmp (shown, rows[i].expected) != 0)
        {
          g_test_message ("%s: found \"%s\", expected \"%s\"", rows[i].name, shown,
                          rows[i].expected);
          g_test_fail ();
        }
      equate_model_free (model);
    }
}

static void
test_resources (void)
{
  run_rows (resources, G_N_ELEMENTS (resources), show_resources);
}

static void
test_weights (void)
{
  run_rows (weights, G_N_ELEMENTS (weights), show_weights);
}

static void
test_limits (void)
{
  run_rows (limits, G_N_ELEMENTS (limits), show_limits);
}

static void
test_vectors (void)
{
  gint64 a[] = { 1, 0, -5 };
  const gint64 b[] = { 1, -1, 9 };
  g_assert_cmpint (equate_vector_compare (a, b, 3), ==, 1);
  g_assert_cmpint (equate_vector_compare (b, a, 3), ==, -1);
  g_assert_cmpint (equate_vector_compare (a, b, 1), ==, 0);
  g_assert_true (equate_vector_positive (a, 3));
  equate_vector_add (a, b, -1, 3);
  g_assert_cmpint (a[0], ==, 0);
  g_assert_cmpint (a[1], ==, 1);
  g_assert_cmpint (a[2], ==, -14);
  g_assert_true (equate_vector_positive (a, 3));
  g_assert_false (equate_vector_positive (a, 1));
  equate_vector_add (a, a, -2, 3);
  g_assert_false (equate_vector_positive (a, 3));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-model/resources", test_resources);
  g_test_add_func ("/selection-model/weights", test_weights);
  g_test_add_func ("/selection-model/limits", test_limits);
  g_test_add_func ("/selection-model/vectors", test_vectors);
  return g_test_run ();
}
