/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Run while the project is built: what is made from the table of commands beside the help. */
#include <stdio.h>
#include <string.h>

#include "completion.h"
#include "manual.h"

static const struct
{
  const char *name;
  void (*append) (GString *out);
} kinds[] = {
  { "man", equate_manual_append },
  { "bash", equate_completion_append_bash },
  { "fish", equate_completion_append_fish },
};

int
main (int argc, char **argv)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (gsize i = 0; argc == 2 && i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (argv[1], kinds[i].name) == 0)
      kinds[i].append (out);
  if (out->len == 0)
    {
      fputs ("usage: make-manual man|bash|fish\n", stderr);
      return 2;
    }
  return fwrite (out->str, 1, out->len, stdout) == out->len && fflush (stdout) == 0 ? 0 : 3;
}
