/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * libequate: course and credit transfer equivalence.
 *
 * A program opens a workspace once and asks for decisions, one transcript at a time. Transcripts
 * and decisions are JSON (transcript/1 and decision/1 of the language), so that any language can
 * use the library. An engine may be shared by threads; each thread makes a session of its own.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _EquateEngine EquateEngine;
typedef struct _EquateSession EquateSession;

#define EQUATE_ERROR (equate_error_quark ())
GQuark equate_error_quark (void);

/**
 * EquateError:
 * @EQUATE_ERROR_WORKSPACE: the workspace has errors; the message lists them
 * @EQUATE_ERROR_TRANSCRIPT: the transcript cannot be decided, or its target is unknown; the message
 *   lists the faults
 * @EQUATE_ERROR_ARGUMENT: the date of the call is wrong
 *
 * Why a call was refused.
 *
 * Since: 0.1
 */
typedef enum
{
  EQUATE_ERROR_WORKSPACE,
  EQUATE_ERROR_TRANSCRIPT,
  EQUATE_ERROR_ARGUMENT,
} EquateError;

/**
 * equate_engine_new:
 * @folder: a workspace: a folder with `catalogs/` and `rules/`
 * @error: where to put a #EquateError, or a #GIOError when the folder cannot be read
 *
 * Reads, checks and compiles a workspace.
 *
 * Returns: (transfer full) (nullable): an engine; free with equate_engine_free()
 *
 * Since: 0.1
 */
EquateEngine *equate_engine_new (const char *folder, GError **error);

/**
 * equate_engine_new_cached:
 * @folder: a workspace: a folder with `catalogs/` and `rules/`
 * @cache_folder: (nullable): where compiled workspaces are kept; %NULL for `equate` in the user's
 *   cache folder. It is made where it does not exist, and has to belong to the user alone
 * @error: where to put an error, as equate_engine_new() does
 *
 * Opens a workspace that was compiled before and has not changed since, else does as
 * equate_engine_new() and keeps what was compiled for the next time. Where it cannot be kept, that
 * is passed over.
 *
 * Returns: (transfer full) (nullable): an engine; free with equate_engine_free()
 *
 * Since: 0.1
 */
EquateEngine *equate_engine_new_cached (const char *folder, const char *cache_folder,
                                        GError **error);

/**
 * equate_engine_free:
 * @engine: (transfer full): an engine whose sessions are gone
 *
 * Frees an engine.
 *
 * Since: 0.1
 */
void equate_engine_free (EquateEngine *engine);

/**
 * equate_engine_get_digest:
 * @engine: an engine
 *
 * Gives the SHA-256 over the files of the workspace that the engine was made from.
 *
 * Returns: (transfer none): "sha256:…"
 *
 * Since: 0.1
 */
const char *equate_engine_get_digest (const EquateEngine *engine);

/**
 * equate_session_new:
 * @engine: an engine, which must outlive the session
 *
 * Makes the memory that decisions need, reused from one to the next.
 *
 * Returns: (transfer full): a session for one thread; free with equate_session_free()
 *
 * Since: 0.1
 */
EquateSession *equate_session_new (const EquateEngine *engine);

/**
 * equate_session_free:
 * @session: (transfer full): a session
 *
 * Frees a session.
 *
 * Since: 0.1
 */
void equate_session_free (EquateSession *session);

/**
 * equate_session_set_target:
 * @session: a session
 * @institution: (nullable): overrides the target of the transcripts
 * @programme: (nullable): its programme
 *
 * Sets where students go, for all following decisions.
 *
 * Since: 0.1
 */
void equate_session_set_target (EquateSession *session, const char *institution,
                                const char *programme);

/**
 * equate_session_decide:
 * @session: a session
 * @transcript: transcript/1 as JSON, at most 1 MiB
 * @length: bytes of @transcript, or -1 up to a NUL
 * @on: (nullable): the date of the decision, YYYY-MM-DD; today if %NULL
 * @error: where to put a #EquateError
 *
 * Decides one transcript.
 *
 * Returns: (transfer full) (nullable): decision/1 as JSON on one line; free with g_free()
 *
 * Since: 0.1
 */
char *equate_session_decide (EquateSession *session, const char *transcript, gssize length,
                             const char *on, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateEngine, equate_engine_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateSession, equate_session_free)

G_END_DECLS
