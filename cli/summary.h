/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The last line on standard error.
 */
#pragma once

#include "batch/block.h"

G_BEGIN_DECLS

/**
 * equate_say_summary:
 * @counts: what became of the records
 * @started: when the call began, in microseconds of the monotonic clock
 *
 * Sums a run up.
 *
 * Since: 0.1
 */
void equate_say_summary (const EquateBatchCounts *counts, gint64 started);

G_END_DECLS
