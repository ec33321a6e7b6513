/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Eight bytes of a text looked at together, for what reads and writes JSON.
 */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

#define EQUATE_ALL_BYTES(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

/* The highest bit of the first byte below the limit (at most 128) is set in the result, and perhaps
 * those of some behind it; of none before it. */
static inline guint64
equate_bytes_find_below (guint64 bytes, guint64 limit)
{
  return (bytes - EQUATE_ALL_BYTES (limit)) & ~bytes & EQUATE_ALL_BYTES (0x80);
}

/**
 * equate_bytes_find_special:
 * @text: at least eight bytes
 *
 * Finds the first of eight bytes that cannot stand for itself in a string of JSON: a control
 * character, a quote or a backslash.
 *
 * Returns: its index, 8 where there is none
 *
 * Since: 0.1
 */
static inline guint
equate_bytes_find_special (const char *text)
{
  guint64 bytes;

  memcpy (&bytes, text, sizeof bytes);
  bytes = GUINT64_FROM_LE (bytes);

  guint64 found = equate_bytes_find_below (bytes, 0x20)
                  | equate_bytes_find_below (bytes ^ EQUATE_ALL_BYTES ('"'), 1)
                  | equate_bytes_find_below (bytes ^ EQUATE_ALL_BYTES ('\\'), 1);

  return found != 0 ? (guint) __builtin_ctzll (found) / 8 : 8;
}

G_END_DECLS
