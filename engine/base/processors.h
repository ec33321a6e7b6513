/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How many threads can work at the same time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * equate_processors_count:
 *
 * Counts the processors that this thread may run on, which can be fewer than the machine has: a
 * second thread on one processor costs more than it brings.
 *
 * Returns: at least 1
 *
 * Since: 0.1
 */
guint equate_processors_count (void);

G_END_DECLS
