/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Arguments PATH…: the workspace, or files and folders in it.
 */
#pragma once

#include "command.h"

G_BEGIN_DECLS

/**
 * equate_paths_check:
 * @call: a call whose arguments are paths
 * @error: return location for an error
 *
 * Looks whether all of them exist; fails with %G_IO_ERROR_NOT_FOUND.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_paths_check (const EquateCall *call, GError **error);

/**
 * equate_paths_find_workspace:
 * @call: a call whose arguments are paths
 *
 * Finds the workspace that the paths speak of.
 *
 * Returns: (transfer full) (nullable) (type filename): the folder; %NULL: the one of the call
 *
 * Since: 0.1
 */
char *equate_paths_find_workspace (const EquateCall *call);

/**
 * equate_paths_read:
 * @call: a call whose arguments are paths
 * @folder: (type filename): the workspace
 * @error: return location for an error
 *
 * Names the paths as the sources of the workspace are named; fails with %EQUATE_REFUSAL where one
 * does not lie in it.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the paths
 *
 * Since: 0.1
 */
GPtrArray *equate_paths_read (const EquateCall *call, const char *folder, GError **error);

/**
 * equate_paths_hold:
 * @paths: (element-type utf8): what equate_paths_read() gave
 * @name: (nullable): the name of a source; %NULL lies everywhere
 *
 * Tells whether a source is one of the paths, or below one.
 *
 * Returns: %TRUE where it is, or where no path was named
 *
 * Since: 0.1
 */
gboolean equate_paths_hold (const GPtrArray *paths, const char *name);

/**
 * equate_path_is_same_file:
 * @a: (type filename): a file, or "-"
 * @b: (type filename): another one
 *
 * Tells whether two names stand for one regular file, or for one that is yet to be.
 *
 * Returns: whether they do
 *
 * Since: 0.1
 */
gboolean equate_path_is_same_file (const char *a, const char *b);

G_END_DECLS
