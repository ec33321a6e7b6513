/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "manual.h"

#include <string.h>

static const char start[]
    = ".TH EQUATE 1 \"\" \"equate " EQUATE_VERSION "\" \"User Commands\"\n"
      ".SH NAME\n"
      "equate \\- course and credit transfer equivalence\n"
      ".SH SYNOPSIS\n"
      ".B equate\n"
      ".RI [ OPTION …]\n"
      ".I COMMAND\n"
      ".RI [ ARGUMENT …]\n"
      ".SH DESCRIPTION\n"
      "Tells which courses, credits and grades a student who moves between universities gets there, "
      "from course catalogs and equivalence rules that a registrar keeps as YAML files; proves that "
      "the rules make sense together; and converts transcripts, one or a million.\n"
      ".PP\n"
      "Results go to standard output, everything said about them to standard error. Nothing waits "
      "for input unless \\- is named. Options of every command stand before or after it; \\-\\- "
      "ends the options.\n";

static const char end[]
    = ".SH EXIT STATUS\n"
      ".TP\n.B 0\ndone\n"
      ".TP\n.B 1\nfindings, a \"no\", or some records rejected, all of them listed\n"
      ".TP\n.B 2\nthe call or the workspace is wrong; nothing was written\n"
      ".TP\n.B 3\nreading or writing failed or a stated limit was met; nothing was committed\n"
      ".TP\n.B 128 + n\nsignal n ended the program\n"
      ".SH ENVIRONMENT\n"
      ".TP\n.B EQUATE_WORKSPACE\nthe workspace, where no option names one\n"
      ".TP\n.B NO_COLOR\nno colours, where it is set and not empty\n"
      ".TP\n.B XDG_CACHE_HOME\nwhere the folder equate/ with what is kept of workspaces lies; else "
      "~/.cache\n";

/* What a text is in a page: no character of it is a command. */
static void
append_text (GString *out, const char *text)
{
  if (*text == '.' || *text == '\'')
    g_string_append (out, "\\&");
  for (; *text; text++)
    if (*text == '\\')
      g_string_append (out, "\\e");
    else if (*text == '-')
      g_string_append (out, "\\-");
    else
      g_string_append_c (out, *text);
}

static void
append_sentence (GString *out, const char *text)
{
  g_string_append_unichar (out, g_unichar_toupper (g_utf8_get_char (text)));
  append_text (out, g_utf8_next_char (text));
  if (!strchr (".?", text[strlen (text) - 1]))
    g_string_append_c (out, '.');
  g_string_append_c (out, '\n');
}

static void
append_options (GString *out, const EquateOption *options)
{
  for (; options->name; options++)
    {
      g_string_append (out, ".TP\n\\fB");
      if (options->short_name)
        g_string_append_printf (out, "\\-%c\\fR, \\fB", options->short_name);
      g_string_append (out, "\\-\\-");
      append_text (out, options->name);
      g_string_append (out, "\\fR");
      if (options->argument)
        {
          g_string_append (out, " \\fI");
          append_text (out, options->argument);
          g_string_append (out, "\\fR");
        }
      g_string_append_c (out, '\n');
      append_text (out, options->help);
      g_string_append_c (out, '\n');
    }
}

static void
append_command (GString *out, const EquateCommand *command)
{
  g_string_append (out, ".SS \"equate ");
  append_text (out, command->name);
  g_string_append_c (out, ' ');
  append_text (out, command->arguments);
  g_string_append (out, "\"\n");
  append_sentence (out, command->help);
  if (command->details)
    append_sentence (out, command->details);
  g_string_append (out, ".PP\n.EX\n    ");
  append_text (out, command->example);
  g_string_append (out, "\n.EE\n");
  append_options (out, command->options);
}

void
equate_manual_append (GString *out)
{
  g_string_append (out, start);
  g_string_append (out, ".SH COMMANDS\n");
  for (const EquateCommand *command = equate_commands; command->name; command++)
    append_command (out, command);
  g_string_append (out, ".SH OPTIONS OF EVERY COMMAND\n");
  append_options (out, equate_global_options);
  g_string_append (out, end);
}
