/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/digest.h"

#include <string.h>

/* Against GLib's own SHA-256, in pieces of all lengths around its blocks. */
static void
test_pieces (void)
{
  char bytes[300];
  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (char) (i * 7);
  for (gsize length = 0; length < sizeof bytes; length++)
    {
      g_autoptr (EquateDigest) digest = equate_digest_new ();
      gsize cut = length / 3;
      equate_digest_update (digest, bytes, cut);
      equate_digest_update (digest, bytes + cut, length - cut);
      g_autofree char *found = equate_digest_finish (digest);
      g_autofree char *expected = g_compute_checksum_for_data (
          G_CHECKSUM_SHA256, (const guchar *) bytes, length);
      g_assert_true (g_str_has_prefix (found, "sha256:"));
      g_assert_cmpstr (found + strlen ("sha256:"), ==, expected);
    }
}

/* FIPS 180-2, appendix B.1. */
static void
test_known (void)
{
  g_autoptr (EquateDigest) digest = equate_digest_new ();
  equate_digest_update (digest, "abc", 3);
  g_autofree char *found = equate_digest_finish (digest);
  g_assert_cmpstr (found, ==,
                   "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/pieces", test_pieces);
  g_test_add_func ("/digest/known", test_known);
  return g_test_run ();
}
