/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The manual page, from the table of commands.
 */
#pragma once

#include "command.h"

G_BEGIN_DECLS

/**
 * equate_manual_append:
 * @out: where the page goes
 *
 * Appends equate(1) in the language of man(7), UTF-8.
 *
 * Since: 0.1
 */
void equate_manual_append (GString *out);

G_END_DECLS
