/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "progress.h"

#include <unistd.h>

#include "terminal.h"

#define CLEAR_LINE "\r\033[K"
#define INTERVAL (G_USEC_PER_SEC / 5)

void
equate_progress_init (EquateProgressLine *progress, const char *choice, guint64 records)
{
  gboolean is_auto = !choice || g_str_equal (choice, "auto");

  *progress = (EquateProgressLine){ .is_wanted = is_auto ? isatty (STDERR_FILENO) != 0
                                                     : g_str_equal (choice, "always"),
                                .started = g_get_monotonic_time (),
                                .first_records = records,
                                .first_bytes = G_MAXUINT64 };
}

void
equate_progress_clear (EquateProgressLine *progress)
{
  if (progress->is_shown)
    equate_say (CLEAR_LINE);
  progress->is_shown = FALSE;
}

/* The time that the rest takes at the speed so far, as h:mm:ss. */
static void
append_time_left (GString *line, guint64 done, guint64 left, gint64 spent)
{
  guint64 seconds = (guint64) spent / G_USEC_PER_SEC * left / done;

  if (seconds >= 3600)
    g_string_append_printf (line, ", %" G_GUINT64_FORMAT ":%02u:%02u left", seconds / 3600,
                            (guint) (seconds / 60 % 60), (guint) (seconds % 60));
  else
    g_string_append_printf (line, ", %u:%02u left", (guint) (seconds / 60),
                            (guint) (seconds % 60));
}

void
equate_progress_update (EquateProgressLine *progress, guint64 records, guint64 bytes, guint64 size)
{
  gint64 now = g_get_monotonic_time ();
  gint64 spent = now - progress->started;
  g_autoptr (GString) line = NULL;

  /* What a run before has done says nothing about the speed of this one. */
  if (progress->first_bytes == G_MAXUINT64)
    progress->first_bytes = progress->first_records > 0 ? bytes : 0;
  if (!progress->is_wanted || now - progress->shown_at < INTERVAL)
    return;
  progress->shown_at = now;
  progress->is_shown = TRUE;
  line = g_string_new (CLEAR_LINE);
  g_string_append_printf (line, "%" G_GUINT64_FORMAT " records", records);
  if (spent > 0)
    g_string_append_printf (line, ", %" G_GUINT64_FORMAT " a second",
                            (records - progress->first_records) * G_USEC_PER_SEC
                                / (guint64) spent);
  if (size >= bytes && bytes > progress->first_bytes)
    append_time_left (line, bytes - progress->first_bytes, size - bytes, spent);
  equate_say (line->str);
}
