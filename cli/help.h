/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Help, from the table of commands.
 */
#pragma once

#include "command.h"

G_BEGIN_DECLS

/**
 * equate_help_append:
 * @command: (nullable): a command; %NULL: the program as a whole
 * @out: where the text goes
 *
 * Appends how a command is called, an example first.
 *
 * Since: 0.1
 */
void equate_help_append (const EquateCommand *command, GString *out);

G_END_DECLS
