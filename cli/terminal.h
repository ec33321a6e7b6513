/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Standard streams, colours, and signals that end the program early.
 */
#pragma once

#include "command.h"
#include "write/output.h"

G_BEGIN_DECLS

/**
 * equate_terminal_prepare:
 *
 * Gives closed standard streams a descriptor that refuses use, so that no file takes their place,
 * and sees to it that signals leave no temporary file behind.
 *
 * Since: 0.1
 */
void equate_terminal_prepare (void);

/**
 * equate_terminal_takes_colour:
 * @fd: 1 or 2
 * @choice: (nullable): the word of `--color`
 *
 * Decides whether a stream gets colours.
 *
 * Returns: whether it does
 *
 * Since: 0.1
 */
gboolean equate_terminal_takes_colour (int fd, const char *choice);

/**
 * equate_say:
 * @text: what is said, safe for a terminal
 *
 * Writes to standard error; where nobody listens, nothing is lost.
 *
 * Since: 0.1
 */
void equate_say (const char *text);

/**
 * equate_say_bytes:
 * @text: what is said, safe for a terminal
 * @length: bytes of @text
 *
 * Writes to standard error as equate_say() does.
 *
 * Since: 0.1
 */
void equate_say_bytes (const char *text, gsize length);

/**
 * equate_print:
 * @text: results, safe for a terminal
 * @error: return location for an error
 *
 * Writes to standard output; fails as equate_output_write() does.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_print (const GString *text, GError **error);

/**
 * equate_terminal_watch:
 * @cancellable: (transfer none): is cancelled by a signal that ends the program
 *
 * Lets signals end the work at a place of its choosing; a second one ends the program at once. No
 * threads may have been started that take signals.
 *
 * Since: 0.1
 */
void equate_terminal_watch (GCancellable *cancellable);

/**
 * equate_terminal_unwatch:
 *
 * Ends what equate_terminal_watch() has begun.
 *
 * Returns: the number of the signal that came; 0: none did
 *
 * Since: 0.1
 */
int equate_terminal_unwatch (void);

/**
 * equate_terminal_open_file:
 * @path: (type filename): a file to write
 * @error: return location for an error
 *
 * Opens an output as equate_output_new_for_file() does; a signal that ends the program removes its
 * temporary file.
 *
 * Returns: (transfer full) (nullable): the output, or %NULL with @error set
 *
 * Since: 0.1
 */
EquateOutput *equate_terminal_open_file (const char *path, GError **error);

G_END_DECLS
