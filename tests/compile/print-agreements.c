/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prints the compiled form of every agreement of a workspace; what is wrong goes to standard error. */
#include <stdio.h>

#include "compile/ruleset-text.h"
#include "write/diagnostics-text.h"

static int
print_workspace (const char *folder)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EquateWorkspace) workspace = equate_workspace_load (folder, 0, diagnostics, &error);
  if (workspace == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 3;
    }
  g_autoptr (EquateRuleset) ruleset = equate_ruleset_new (workspace, diagnostics);
  g_autoptr (GString) text = g_string_new (NULL);
  equate_diagnostic_list_sort (diagnostics);
  equate_diagnostics_append_compact (diagnostics, text);
  fputs (text->str, stderr);
  g_string_truncate (text, 0);
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    {
      g_string_append (text, i > 0 ? "\n" : "");
      equate_ruleset_append_agreement (ruleset, i, text);
    }
  fputs (text->str, stdout);
  return equate_diagnostic_list_count (diagnostics, EQUATE_SEVERITY_ERROR) > 0 ? 1 : 0;
}

int
main (int argc, char **argv)
{
  if (argc == 2)
    return print_workspace (argv[1]);
  g_printerr ("usage: %s WORKSPACE\n", argv[0]);
  return 2;
}
