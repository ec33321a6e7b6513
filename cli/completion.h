/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What shells offer while a call is typed, from the table of commands.
 */
#pragma once

#include "command.h"

G_BEGIN_DECLS

/**
 * equate_completion_append_bash:
 * @out: where the script goes
 *
 * Appends a completion for bash, and for zsh by its bashcompinit.
 *
 * Since: 0.1
 */
void equate_completion_append_bash (GString *out);

/**
 * equate_completion_append_fish:
 * @out: where the script goes
 *
 * Appends a completion for fish.
 *
 * Since: 0.1
 */
void equate_completion_append_fish (GString *out);

G_END_DECLS
