/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "searching.h"

typedef struct
{
  const char *name;
  const char *applications;
  const char *limits;
  guint set; /* bit by item */
  const char *value;
  const char *granted;
} Row;

/* Value: credits by priority, targets, credits × share, unknowns, source credits. */
static const Row rows[] = {
  { "nothing", "0 a T1=6", "5", 0, "0,0,0,0,0", "" },
  { "within the limit", "0 a T1=6 *2 -4; 1 b E1=4 -3; 2 c T2=1", "10", 3, "10000,1,12000,0,-7000",
    "6 4" },
  { "cut", "0 a T1=6; 1 b E1=4 *2", "8", 3, "8000,1,4000,0,0", "6 2" },
  { "too many courses", "0 a T1=6; 1 b T2=4", "9", 3, "no", NULL },
  { "courses are of no category", "0 a T1=6; 1 b E1=4", "E1=3", 3, "9000,1,0,0,0", "6 3" },
  { "left without an award", "0 a T1=6; 1 b E1=4", "6", 3, "no", NULL },
  { "two electives left with nothing", "0 a T1=6; 1 b E1=4 E2=1", "6", 3, "no", NULL },
  { "one of two left with something", "0 a T1=6; 1 b E1=4 E2=1", "7 E1=0", 3, "7000,1,0,0,0",
    "6 0 1" },
  { "a waiver stays", "0 a T1=6; 1 b E1=4 W2", "6", 3, "6000,2,0,0,0", "6 0 0" },
  { "by priority", "0 a E1=4; 1 b E1=4 ^1", "5", 3, "4000,1000,0,0,0,0", "1 4" },
  { "then by grade", "0 a E1=4 *1; 1 b E1=4 *3", "5", 3, "5000,0,13000,0,0", "1 4" },
  { "then by order", "0 a E1=4 *3; 1 b E1=4 *3", "5", 3, "5000,0,15000,0,0", "4 1" },
  { "within an application by its place in the give", "0 a E2=4 E1=4", "5", 1, "5000,0,0,0,0",
    "4 1" },
  { "the tighter limit", "0 a E1=4; 1 b E1=4; 2 c E2=4", "E1=3 6", 7, "no", NULL },
  { "each up to what every limit leaves", "0 a E1=4; 1 b E2=4; 2 c E2=4", "E1=3 6", 3,
    "6000,0,0,0,0", "3 3" },
  { "priority goes before the place of a course", "0 a T1=3 ^-1; 1 b E1=4 ^1", "5", 3,
    "2000,3000,1,0,0,0", "3 2" },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Choosing) choosing = choosing_parse (rows[i].applications, rows[i].limits, NULL);
      g_autoptr (Searching) searching = searching_new (choosing);
      g_autoptr (GString) shown = g_string_new (NULL);
      gboolean allowed = value_set (searching, rows[i].set);
      for (guint l = 0; allowed && l < searching->model->n_levels; l++)
        g_string_append_printf (shown, "%s%" G_GINT64_FORMAT, l > 0 ? "," : "",
                                searching->value[l]);
      if (!allowed)
        g_string_assign (shown, "no");
      if (strcmp (shown->str, rows[i].value) == 0)
        continue;
      g_test_message ("%s: found %s, expected %s", rows[i].name, shown->str, rows[i].value);
      g_test_fail ();
    }
}

static void
test_granted (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Choosing) choosing = choosing_parse (rows[i].applications, rows[i].limits, NULL);
      g_autoptr (Searching) searching = searching_new (choosing);
      g_autoptr (GArray) granted = g_array_new (FALSE, FALSE, sizeof (EquateDecimal));
      g_autoptr (GString) shown = g_string_new (NULL);
      char credits[EQUATE_DECIMAL_BUFFER];
      if (rows[i].granted == NULL)
        continue;
      g_assert_true (take_set (searching, rows[i].set));
      equate_model_grant (searching->model, searching->taken, granted);
      for (guint g = 0; g < granted->len; g++)
        g_string_append_printf (
            shown, "%s%s", g > 0 ? " " : "",
            equate_decimal_format (g_array_index (granted, EquateDecimal, g), credits));
      if (strcmp (shown->str, rows[i].granted) == 0)
        continue;
      g_test_message ("%s: found %s, expected %s", rows[i].name, shown->str, rows[i].granted);
      g_test_fail ();
    }
}

/* The order in which limits are filled, as "item.grant". */
static void
test_order (void)
{
  g_autoptr (Choosing) choosing = choosing_parse (
      "0 a E1=1 T1=1 E2=1 *5; 1 b E1=1 ^2; 2 c E1=1 *9; 3 d T2=1; 4 e E1=1 ^-1 *9; 5 f E1=1 *5",
      "1", NULL);
  g_autoptr (Searching) searching = searching_new (choosing);
  g_autoptr (GString) shown = g_string_new (NULL);
  for (guint f = 0; f < searching->component.n_fills; f++)
    g_string_append_printf (shown, "%u.%u ", searching->component.fills[f].item,
                            searching->component.fills[f].grant);
  g_assert_cmpstr (shown->str, ==, "1.0 2.0 0.0 0.2 5.0 4.0 ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-fill/values", test_values);
  g_test_add_func ("/selection-fill/granted", test_granted);
  g_test_add_func ("/selection-fill/order", test_order);
  return g_test_run ();
}
