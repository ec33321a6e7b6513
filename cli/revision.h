/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A workspace as it is in a folder, or as it was at a revision of git.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EquateRevision:
 * @folder: (owned): the workspace
 * @is_temporary: @folder was made for this and goes with it
 *
 * Where a workspace is to be read from.
 *
 * Since: 0.1
 */
typedef struct
{
  char *folder;
  gboolean is_temporary;
} EquateRevision;

/**
 * equate_revision_open:
 * @revision: (out caller-allocates): receives the folder; clear with equate_revision_clear(), also
 *   after a failure
 * @reference: a folder, or `git:REVISION` of the repository that @workspace lies in
 * @workspace: (nullable): the workspace whose history is meant; the current folder if %NULL
 * @error: receives %EQUATE_REFUSAL where git refuses, else what the system said
 *
 * Finds a workspace, or takes it out of git into a folder of its own.
 *
 * Returns: %FALSE with @error set where there is none
 *
 * Since: 0.1
 */
gboolean equate_revision_open (EquateRevision *revision, const char *reference,
                               const char *workspace, GError **error);

/**
 * equate_revision_clear:
 * @revision: a revision
 *
 * Removes what was taken out of git.
 *
 * Since: 0.1
 */
void equate_revision_clear (EquateRevision *revision);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EquateRevision, equate_revision_clear)

G_END_DECLS
