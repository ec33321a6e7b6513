/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * From the words of a command line to a call, by the tables of commands and options.
 */
#pragma once

#include "base/period.h"
#include "command.h"

G_BEGIN_DECLS

/**
 * equate_call_parse:
 * @call: (out caller-allocates): the call; equate_call_clear() in any case
 * @words: (array zero-terminated=1): the words behind the program's name; the call borrows them
 * @error: return location for an error
 *
 * Reads a command line. Fails with %EQUATE_REFUSAL, and the nearest name where there is one.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_call_parse (EquateCall *call, char **words, GError **error);

/**
 * equate_call_clear:
 * @call: a call
 *
 * Frees what a call owns.
 *
 * Since: 0.1
 */
void equate_call_clear (EquateCall *call);

/**
 * equate_call_get_choice:
 * @call: a call
 * @id: an option that takes one of several words
 *
 * Tells which of the words was given.
 *
 * Returns: its place among those of the table; 0, the first, where the option is not given
 *
 * Since: 0.1
 */
guint equate_call_get_choice (const EquateCall *call, EquateOptionId id);

/**
 * equate_call_get_date:
 * @call: a call
 * @date: (out): the day of `--on`, else today
 * @error: return location for an error
 *
 * Reads the day that counts; fails with %EQUATE_REFUSAL.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_call_get_date (const EquateCall *call, EquateDate *date, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EquateCall, equate_call_clear)

G_END_DECLS
