/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The files that transcripts come from, and standard input.
 */
#pragma once

#include "base/source.h"

G_BEGIN_DECLS

/**
 * equate_input_check:
 * @path: (type filename): a file, or "-" for standard input
 * @error: return location for an error
 *
 * Looks whether a file can be read, before anything is written. Fails with a #GIOErrorEnum.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_input_check (const char *path, GError **error);

/**
 * equate_input_open:
 * @path: (type filename): a file, or "-" for standard input
 * @error: return location for an error
 *
 * Reads a file whole. Fails with a #GIOErrorEnum, with %EQUATE_SOURCE_ERROR where it is too large.
 *
 * Returns: (transfer full) (nullable): the source, or %NULL with @error set
 *
 * Since: 0.1
 */
EquateSource *equate_input_open (const char *path, GError **error);

G_END_DECLS
