/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * SHA-256 over bytes that come piece by piece.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EquateDigest EquateDigest;

/**
 * equate_digest_new:
 *
 * Begins a digest over nothing.
 *
 * Returns: (transfer full): the digest; free with equate_digest_free()
 *
 * Since: 0.1
 */
EquateDigest *equate_digest_new (void);

/**
 * equate_digest_free:
 * @digest: (transfer full) (nullable): a digest
 *
 * Frees a digest.
 *
 * Since: 0.1
 */
void equate_digest_free (EquateDigest *digest);

/**
 * equate_digest_update:
 * @digest: a digest
 * @bytes: what follows
 * @length: bytes of it
 *
 * Goes on with more bytes.
 *
 * Since: 0.1
 */
void equate_digest_update (EquateDigest *digest, gconstpointer bytes, gsize length);

/**
 * equate_digest_finish:
 * @digest: a digest, of no more use afterwards
 *
 * Names what was digested.
 *
 * Returns: (transfer full): "sha256:" and 64 hexadecimal digits
 *
 * Since: 0.1
 */
char *equate_digest_finish (EquateDigest *digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateDigest, equate_digest_free)

G_END_DECLS
