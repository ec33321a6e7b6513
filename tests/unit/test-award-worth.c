/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/award-worth.h"

#define C EQUATE_DECIDED_COURSE
#define E EQUATE_DECIDED_ELECTIVE
#define W EQUATE_DECIDED_WAIVER

/* Two applications, each with up to three awards; credits in thousandths. */
static const struct
{
  const char *name;
  EquateGrant a[3];
  guint n_a;
  EquateGrant b[3];
  guint n_b;
  int worth;      /* of a against b */
  gboolean gives; /* a awards all that b does */
  gboolean is_tie;
} rows[] = {
  { "the same", { { C, 1, 4000 } }, 1, { { C, 1, 4000 } }, 1, 0, TRUE, FALSE },
  { "in another order",
    { { C, 1, 4000 }, { C, 2, 3000 } },
    2,
    { { C, 2, 3000 }, { C, 1, 4000 } },
    2,
    0,
    TRUE,
    FALSE },
  { "another course", { { C, 1, 4000 } }, 1, { { C, 2, 4000 } }, 1, 0, FALSE, TRUE },
  { "more credits", { { C, 1, 4000 } }, 1, { { C, 2, 3000 } }, 1, 1, FALSE, FALSE },
  { "more of the same", { { E, 1, 4000 } }, 1, { { E, 1, 3000 } }, 1, 1, TRUE, FALSE },
  { "less of the same", { { E, 1, 2000 } }, 1, { { E, 1, 3000 } }, 1, -1, FALSE, FALSE },
  { "an elective is no course", { { C, 1, 4000 } }, 1, { { E, 1, 4000 } }, 1, 1, FALSE, FALSE },
  { "one exemption more",
    { { C, 1, 4000 }, { W, 2, 0 } },
    2,
    { { C, 1, 4000 } },
    1,
    1,
    TRUE,
    FALSE },
  { "an exemption is no course", { { C, 1, 0 } }, 1, { { W, 1, 0 } }, 1, 0, FALSE, TRUE },
  { "as much in parts",
    { { E, 1, 2000 }, { E, 1, 2000 } },
    2,
    { { E, 1, 4000 } },
    1,
    0,
    TRUE,
    TRUE },
  { "not as much in parts",
    { { E, 1, 5000 } },
    1,
    { { E, 1, 3000 }, { E, 1, 3000 } },
    2,
    -1,
    FALSE,
    FALSE },
};

static void
test_pairs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const EquateApplication a = { .grants = rows[i].a, .n_grants = rows[i].n_a };
      const EquateApplication b = { .grants = rows[i].b, .n_grants = rows[i].n_b };
      guint early = 0;
      guint late = 0;
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (equate_application_compare_worth (&a, &b), ==, rows[i].worth);
      g_assert_cmpint (equate_application_compare_worth (&b, &a), ==, -rows[i].worth);
      g_assert_cmpint (equate_application_gives_all (&a, &b), ==, rows[i].gives);
      g_assert_cmpint (equate_applications_find_tie (&a, 1, &b, 1, &early, &late), ==,
                       rows[i].is_tie);
    }
}

/* Of several the first best, and the first two that tie. */
static void
test_several (void)
{
  static const EquateGrant grants[]
      = { { C, 1, 3000 }, { C, 2, 4000 }, { C, 3, 4000 }, { C, 4, 2000 } };
  EquateApplication all[G_N_ELEMENTS (grants)] = { 0 };
  guint early = 0;
  guint late = 0;
  for (guint i = 0; i < G_N_ELEMENTS (grants); i++)
    {
      all[i].grants = &grants[i];
      all[i].n_grants = 1;
    }
  g_assert_true (equate_applications_find_best (all, 4) == &all[1]);
  g_assert_true (equate_applications_find_best (all, 1) == &all[0]);
  g_assert_true (equate_applications_find_tie (all, 2, &all[2], 2, &early, &late));
  g_assert_cmpuint (early, ==, 1);
  g_assert_cmpuint (late, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/award-worth/pairs", test_pairs);
  g_test_add_func ("/award-worth/several", test_several);
  return g_test_run ();
}
