/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Calls that are wrong: what is said, and what to do instead.
 */
#pragma once

#include "base/diagnostic.h"

G_BEGIN_DECLS

/* The domain of calls that are wrong (exit status 2). Its codes are those of diagnostics, or this
 * one. */
#define EQUATE_REFUSAL (equate_refusal_quark ())
#define EQUATE_REFUSAL_CALL ((int) EQUATE_N_DIAGNOSTICS)

/**
 * equate_refusal_quark:
 *
 * Names the error domain of refused calls.
 *
 * Returns: the quark
 *
 * Since: 0.1
 */
GQuark equate_refusal_quark (void);

/**
 * equate_refuse:
 * @error: return location for the error
 * @code: a #EquateDiagnosticCode, or %EQUATE_REFUSAL_CALL
 * @nearest: (nullable): what may have been meant
 * @format: the message in the manner of printf()
 * @...: what @format asks for
 *
 * Refuses a call.
 *
 * Returns: %FALSE
 *
 * Since: 0.1
 */
gboolean equate_refuse (GError **error, int code, const char *nearest, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/**
 * equate_refusal_print:
 * @error: an error of any domain
 * @colour: with the escapes of a terminal
 *
 * Prints an error to standard error, made safe for a terminal.
 *
 * Since: 0.1
 */
void equate_refusal_print (const GError *error, gboolean colour);

G_END_DECLS
