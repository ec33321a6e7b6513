/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The run of `convert`: its files, where it stands when it is interrupted, and what it says.
 */
#pragma once

#include "batch/batch.h"
#include "command.h"

G_BEGIN_DECLS

/**
 * equate_conversion_run:
 * @call: the call, for its options
 * @settings: what to do; the outputs and what is said are filled in
 * @started: when the call began, in microseconds of the monotonic clock
 * @error: return location for an error
 *
 * Decides on all records of a call. Fails with a #GIOErrorEnum, and with %EQUATE_REFUSAL where there is
 * something to go on with that is another run.
 *
 * Returns: the exit status; 128 + n where a signal has ended the run
 *
 * Since: 0.1
 */
EquateExit equate_conversion_run (const EquateCall *call, EquateBatchSettings *settings,
                                  gint64 started, GError **error);

G_END_DECLS
