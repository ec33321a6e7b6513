/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/build.h"

#include <string.h>
#include <xxhash.h>

/* It stays the same, and says more than the version where the linker left a build id. */
static void
test_id (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  guint64 version = XXH3_64bits (EQUATE_VERSION, strlen (EQUATE_VERSION));

  g_assert_cmpuint (equate_build_get_id (), ==, equate_build_get_id ());
  g_assert_true (g_file_get_contents (program, &bytes, &length, NULL));
  if (memmem (bytes, length, ".note.gnu.build-id", strlen (".note.gnu.build-id")) != NULL)
    g_assert_cmpuint (equate_build_get_id (), !=, version);
  else
    g_assert_cmpuint (equate_build_get_id (), ==, version);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/build/id", test_id);
  return g_test_run ();
}
