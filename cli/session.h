/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The workspace that a command works with, read and compiled once.
 */
#pragma once

#include "command.h"
#include "compile/ruleset.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;                      /* owned */
  EquateWorkspace *workspace;        /* owned; NULL where the ruleset comes from the cache */
  EquateRuleset *ruleset;            /* owned */
  EquateDiagnosticList *diagnostics; /* owned: sorted */
} EquateSession;

/**
 * equate_session_choose_folder:
 * @call: the call, for its options
 * @folder: (nullable) (type filename): the workspace, where the call names it otherwise
 *
 * Chooses the workspace that a call works with, whether it exists or not.
 *
 * Returns: (transfer full) (type filename): the folder; free with g_free()
 *
 * Since: 0.1
 */
char *equate_session_choose_folder (const EquateCall *call, const char *folder);

/**
 * equate_session_open:
 * @session: (out caller-allocates): the session; equate_session_clear() in any case
 * @call: the call, for its options
 * @folder: (nullable) (type filename): the workspace, where the call names it otherwise
 * @error: return location for an error
 *
 * Reads and compiles the workspace, whatever is wrong with it. Fails with %EQUATE_REFUSAL where
 * there is no workspace and with a #GIOErrorEnum where it cannot be read.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_session_open (EquateSession *session, const EquateCall *call, const char *folder,
                              GError **error);

/**
 * equate_session_require:
 * @session: (out caller-allocates): the session; equate_session_clear() in any case
 * @call: the call, for its options
 * @error: return location for an error
 *
 * Reads and compiles a workspace that can be trusted to decide; what is wrong with another one goes
 * to standard error. Fails as equate_session_open() does, and with %EQUATE_REFUSAL for errors in
 * the workspace.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_session_require (EquateSession *session, const EquateCall *call, GError **error);

/**
 * equate_session_require_ruleset:
 * @session: (out caller-allocates): the session; equate_session_clear() in any case
 * @call: the call, for its options
 * @error: return location for an error
 *
 * Does as equate_session_require() for whoever needs the ruleset only: it may come from the cache,
 * unless the call says `--no-cache`, and goes there otherwise.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_session_require_ruleset (EquateSession *session, const EquateCall *call,
                                         GError **error);

/**
 * equate_session_clear:
 * @session: a session
 *
 * Frees what a session owns.
 *
 * Since: 0.1
 */
void equate_session_clear (EquateSession *session);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EquateSession, equate_session_clear)

G_END_DECLS
