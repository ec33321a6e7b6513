/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Any bytes formatted: what is written reads back to the same with the same comments, and it stays
 * as it is when it is formatted again.
 */
#include <string.h>

#include "yaml/yaml-format.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  char *text = g_malloc0 (size + 1);

  if (size > 0)
    memcpy (text, data, size);

  g_autoptr (EquateSource) source = equate_source_new_take ("fuzz.yaml", text, size, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (GString) once = g_string_new (NULL);
  g_autoptr (GString) twice = g_string_new (NULL);

  if (!equate_yaml_format (source, list, once))
    {
      g_assert_cmpuint (equate_diagnostic_list_get_length (list), >, 0);
      g_assert_cmpuint (once->len, ==, 0);
      return 0;
    }
  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 0);

  g_autoptr (EquateSource) written
      = equate_source_new_static ("written.yaml", once->str, once->len, 1);

  g_assert_true (equate_yaml_is_same (source, written));
  g_assert_true (equate_yaml_format (written, list, twice));
  g_assert_cmpstr (once->str, ==, twice->str);
  return 0;
}
