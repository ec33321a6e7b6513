/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which build of the engine this is.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * equate_build_get_id:
 *
 * Tells builds apart, those of one version as well: by the version and, where the linker left one,
 * the build id of the file that holds this code. For what one build writes and no other may read.
 *
 * Returns: a number that another build does not have
 *
 * Since: 0.1
 */
guint64 equate_build_get_id (void);

G_END_DECLS
