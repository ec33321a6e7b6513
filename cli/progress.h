/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The line on standard error that says how far a long run has come.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean is_wanted;
  gboolean is_shown;     /* the line stands there now */
  gint64 started;        /* microseconds of the monotonic clock */
  gint64 shown_at;       /* likewise */
  guint64 first_records; /* done by a run before this one */
  guint64 first_bytes;   /* likewise; G_MAXUINT64: not known yet */
} EquateProgressLine;

/**
 * equate_progress_init:
 * @progress: (out caller-allocates): the line
 * @choice: (nullable): the word of `--progress`
 * @records: how many records a run before this one has done
 *
 * Begins to measure; shows nothing yet.
 *
 * Since: 0.1
 */
void equate_progress_init (EquateProgressLine *progress, const char *choice, guint64 records);

/**
 * equate_progress_update:
 * @progress: the line
 * @records: records that are done
 * @bytes: bytes of the inputs that were read for them
 * @size: bytes of all inputs; 0 where that is not known
 *
 * Shows the line, a few times a second at most.
 *
 * Since: 0.1
 */
void equate_progress_update (EquateProgressLine *progress, guint64 records, guint64 bytes,
                             guint64 size);

/**
 * equate_progress_clear:
 * @progress: the line
 *
 * Takes the line away, before something else is said.
 *
 * Since: 0.1
 */
void equate_progress_clear (EquateProgressLine *progress);

G_END_DECLS
