/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "refusal.h"

#include "terminal.h"
#include "write/diagnostics-text.h"

/* Parts the message from what may have been meant; a code or name never holds it. */
#define HELP_MARK "\n"

G_DEFINE_QUARK (equate - refusal, equate_refusal)

gboolean
equate_refuse (GError **error, int code, const char *nearest, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, EQUATE_REFUSAL, code, "%s%s%s%s", message,
               nearest ? HELP_MARK "did you mean `" : "", nearest ? nearest : "",
               nearest ? "`?" : "");
  return FALSE;
}

void
equate_refusal_print (const GError *error, gboolean colour)
{
  g_auto (GStrv) parts = g_strsplit (error->message, HELP_MARK, 2);
  EquateDiagnosticStyle style = { .colour = colour };
  EquateDiagnostic diagnostic = { .message = parts[0], .help = parts[1] };
  GString *text = g_string_new (NULL);

  if (error->domain == EQUATE_REFUSAL && error->code < EQUATE_REFUSAL_CALL)
    {
      diagnostic.code = (EquateDiagnosticCode) error->code;
      equate_diagnostic_append_text (&diagnostic, &style, text);
    }
  else
    equate_message_append_text ("error", parts[0], parts[1], &style, text);
  equate_say (text->str);
  g_string_free (text, TRUE);
}
