/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A pattern, and from the second line on a subject: no pattern may crash or hang, and what it
 * matches must begin with its prefix.
 */
#include <string.h>

#include "compile/pattern.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const EquatePatternMode modes[] = { EQUATE_PATTERN_WHOLE, EQUATE_PATTERN_SEARCH };
  const guint8 *end = size > 0 ? memchr (data, '\n', size) : NULL;
  gsize length = end != NULL ? (gsize) (end - data) : size;
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", length);
  gsize rest = end != NULL ? size - length - 1 : 0;
  g_autofree char *subject = g_strndup (end != NULL ? (const char *) end + 1 : "", rest);

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *message = NULL;
      gsize offset = 0;
      g_autoptr (EquatePattern) pattern = equate_pattern_new (text, modes[i], &message, &offset);

      g_assert_true ((pattern == NULL) == (message != NULL));
      if (pattern == NULL)
        g_assert_cmpuint (offset, <=, strlen (text));
      else if (equate_pattern_match (pattern, subject, rest) == EQUATE_PATTERN_YES)
        g_assert_true (g_str_has_prefix (subject, equate_pattern_get_prefix (pattern)));
    }
  return 0;
}
