/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/digest.h"

#ifdef EQUATE_HAVE_NETTLE
#include <nettle/sha2.h>

/* Nettle uses the processor's own instructions, which GLib does not: ten times as fast. */
struct _EquateDigest
{
  struct sha256_ctx context;
};

EquateDigest *
equate_digest_new (void)
{
  EquateDigest *digest = g_new0 (EquateDigest, 1);

  sha256_init (&digest->context);
  return digest;
}

void
equate_digest_free (EquateDigest *digest)
{
  g_free (digest);
}

void
equate_digest_update (EquateDigest *digest, gconstpointer bytes, gsize length)
{
  sha256_update (&digest->context, length, bytes);
}

char *
equate_digest_finish (EquateDigest *digest)
{
  GString *text = g_string_new ("sha256:");
  guint8 bytes[SHA256_DIGEST_SIZE];

  sha256_digest (&digest->context, sizeof bytes, bytes);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

#else

struct _EquateDigest
{
  GChecksum *checksum; /* owned */
};

EquateDigest *
equate_digest_new (void)
{
  EquateDigest *digest = g_new0 (EquateDigest, 1);

  digest->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  return digest;
}

void
equate_digest_free (EquateDigest *digest)
{
  if (digest == NULL)
    return;
  g_checksum_free (digest->checksum);
  g_free (digest);
}

void
equate_digest_update (EquateDigest *digest, gconstpointer bytes, gsize length)
{
  g_checksum_update (digest->checksum, bytes, (gssize) length);
}

char *
equate_digest_finish (EquateDigest *digest)
{
  return g_strconcat ("sha256:", g_checksum_get_string (digest->checksum), NULL);
}

#endif
