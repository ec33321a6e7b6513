/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "summary.h"

#include "terminal.h"

void
equate_say_summary (const EquateBatchCounts *counts, gint64 started)
{
  gint64 hundredths = (g_get_monotonic_time () - started) / 10000;
  g_autofree char *summary = g_strdup_printf (
      "%" G_GUINT64_FORMAT " record%s: %" G_GUINT64_FORMAT " decided, %" G_GUINT64_FORMAT
      " needs-info, %" G_GUINT64_FORMAT " no-agreement, %" G_GUINT64_FORMAT
      " rejected in %" G_GINT64_FORMAT ".%02d s\n",
      counts->records, counts->records == 1 ? "" : "s", counts->outcomes[EQUATE_OUTCOME_DECIDED],
      counts->outcomes[EQUATE_OUTCOME_NEEDS_INFO], counts->outcomes[EQUATE_OUTCOME_NO_AGREEMENT],
      counts->rejected, hundredths / 100, (int) (hundredths % 100));

  equate_say (summary);
}
