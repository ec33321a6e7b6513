/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/processors.h"

#include <sched.h>

/* A process that was given one processor has one. */
static void
test_count (void)
{
  cpu_set_t all, one;

  g_assert_cmpint (sched_getaffinity (0, sizeof all, &all), ==, 0);
  g_assert_cmpuint (equate_processors_count (), ==, CPU_COUNT (&all));
  CPU_ZERO (&one);
  CPU_SET (sched_getcpu (), &one);
  g_assert_cmpint (sched_setaffinity (0, sizeof one, &one), ==, 0);
  g_assert_cmpuint (equate_processors_count (), ==, 1);
  g_assert_cmpint (sched_setaffinity (0, sizeof all, &all), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/processors/count", test_count);
  return g_test_run ();
}
