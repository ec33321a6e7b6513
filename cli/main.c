/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "help.h"
#include "options.h"
#include "refusal.h"
#include "terminal.h"
#include "write/diagnostics-text.h"

static EquateExit
show (const GString *text, GError **error)
{
  return equate_print (text, error) ? EQUATE_EXIT_DONE : EQUATE_EXIT_FAILED;
}

static EquateExit
run (const EquateCall *call, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (call->values[EQUATE_OPTION_HELP])
    {
      equate_help_append (call->command, text);
      return show (text, error);
    }
  if (call->values[EQUATE_OPTION_VERSION])
    {
      g_string_append (text, "equate " EQUATE_VERSION "\n");
      return show (text, error);
    }
  if (call->command)
    return call->command->run (call, error);
  equate_help_append (NULL, text);
  equate_say (text->str);
  return EQUATE_EXIT_WRONG;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (EquateCall) call = { 0 };
  EquateExit status = EQUATE_EXIT_WRONG;

  equate_terminal_prepare ();
  if (equate_call_parse (&call, argv + (argc > 0), &error))
    {
      const char *choice = call.values[EQUATE_OPTION_COLOR];

      call.colour_out = equate_terminal_takes_colour (1, choice);
      call.colour_error = equate_terminal_takes_colour (2, choice);
      status = run (&call, &error);
    }
  if (!error)
    return (int) status;
  equate_refusal_print (error, call.colour_error);
  return error->domain == EQUATE_REFUSAL ? EQUATE_EXIT_WRONG : EQUATE_EXIT_FAILED;
}
