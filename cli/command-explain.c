/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/suggest.h"
#include "command.h"
#include "error-examples.h"
#include "refusal.h"
#include "terminal.h"
#include "write/diagnostics-text.h"
#include "write/text-table.h"

static gboolean
refuse_code (const char *text, GError **error)
{
  g_autoptr (EquateSuggest) suggest = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return equate_refuse (error, EQUATE_DIAGNOSTIC_ENCODING, NULL, "the code is not UTF-8");
  suggest = equate_suggest_new (text, 1);
  for (guint i = 0; i < EQUATE_N_DIAGNOSTICS; i++)
    {
      equate_suggest_offer (suggest, equate_diagnostic_get_info (i)->code, NULL);
      equate_suggest_offer (suggest, equate_diagnostic_get_info (i)->name, NULL);
    }
  return equate_refuse (
      error, EQUATE_REFUSAL_CALL,
      equate_suggest_get_length (suggest) > 0 ? equate_suggest_get (suggest, 0, NULL) : NULL,
      "unknown code `%s`", text);
}

static void
append_all (GString *out)
{
  g_autoptr (EquateTextTable) table = equate_text_table_new (3, 0);

  for (guint i = 0; i < EQUATE_N_DIAGNOSTICS; i++)
    {
      const EquateDiagnosticInfo *info = equate_diagnostic_get_info (i);

      equate_text_table_add (table, info->code);
      equate_text_table_add (table, info->name);
      equate_text_table_add (table, info->title);
    }
  equate_text_table_append (table, 0, out);
}

static void
append_example (const char *code, GString *out)
{
  for (const EquateErrorExample *example = equate_error_examples; example->code; example++)
    if (g_str_equal (example->code, code))
      g_string_append_printf (out, "\nExample\n\n%s", example->text);
}

EquateExit
equate_command_explain (const EquateCall *call, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  EquateDiagnosticCode code;

  if (call->arguments->len == 0)
    append_all (text);
  else
    {
      const char *wanted = g_ptr_array_index (call->arguments, 0);
      const EquateDiagnosticInfo *info;

      if (!equate_diagnostic_lookup (wanted, &code))
        {
          refuse_code (wanted, error);
          return EQUATE_EXIT_WRONG;
        }
      info = equate_diagnostic_get_info (code);
      g_string_append_printf (text, "%s[%s]: %s (%s)\n\n%s\n",
                              equate_severity_get_text (info->severity), info->code, info->title,
                              info->name, info->explanation);
      append_example (info->code, text);
    }
  return equate_print (text, error) ? EQUATE_EXIT_DONE : EQUATE_EXIT_FAILED;
}
