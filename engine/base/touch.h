/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Reading ahead.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * equate_touch:
 * @place: (not nullable): where something is read soon
 *
 * Reads a byte, with whose value nothing is done: several such reads, one behind the other, wait for
 * memory at the same time. Processors may drop a prefetch where the page is not at hand, which is
 * when it would matter most.
 *
 * Since: 0.1
 */
static inline void
equate_touch (gconstpointer place)
{
  (void) *(const volatile char *) place;
}

G_END_DECLS
