/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/processors.h"

#include <sched.h>

guint
equate_processors_count (void)
{
  cpu_set_t set;

  /* GLib counts those of the machine. A set of more than 1,024 does not fit here. */
  if (sched_getaffinity (0, sizeof set, &set) != 0)
    return g_get_num_processors ();
  return MAX (1, (guint) CPU_COUNT (&set));
}
