/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * From a folder to a ruleset without holding all agreements at the same time.
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

/**
 * equate_ruleset_load:
 * @folder: (type filename): the folder of a workspace
 * @max_file_size: bytes that a file may have; 0 for the default of 64 MiB
 * @workspace: (out) (transfer full): what the ruleset rests on; free it after the ruleset with
 *   equate_workspace_free(). Its agreements are there where something was reported or one of
 *   them rests on others.
 * @diagnostics: (transfer none): receives what equate_workspace_load() and equate_ruleset_new() say;
 *   must not outlive @workspace
 * @error: return location for an error
 *
 * Loads a workspace and compiles it: the same ruleset and the same findings as in two steps, in
 * less time and memory. For whoever needs the ruleset and not the records of the agreements.
 *
 * Returns: (transfer full) (nullable): the ruleset; %NULL with @error set where the folder cannot
 *   be read
 *
 * Since: 0.1
 */
EquateRuleset *equate_ruleset_load (const char *folder, gsize max_file_size,
                                    EquateWorkspace **workspace, EquateDiagnosticList *diagnostics,
                                    GError **error);

G_END_DECLS
