/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "help.h"

#include "write/text-table.h"

#define TEXT_WIDTH 76u

static void
add_option (EquateTextTable *table, const EquateOption *option)
{
  GString *cell = g_string_new (NULL);

  if (option->short_name)
    g_string_append_printf (cell, "-%c, ", option->short_name);
  g_string_append_printf (cell, "--%s", option->name);
  if (option->argument)
    g_string_append_printf (cell, " %s", option->argument);
  equate_text_table_add (table, cell->str);
  g_string_assign (cell, "    ");
  equate_text_append_wrapped (cell, option->help, TEXT_WIDTH - 6, 4);
  equate_text_table_add (table, cell->str);
  g_string_free (cell, TRUE);
}

static void
append_options (GString *out, const char *heading, const EquateOption *options)
{
  g_autoptr (EquateTextTable) table = equate_text_table_new (1, 0);

  if (!options->name)
    return;
  g_string_append_printf (out, "\n%s\n", heading);
  for (; options->name; options++)
    add_option (table, options);
  equate_text_table_append (table, 2, out);
}

static void
append_commands (GString *out)
{
  g_autoptr (EquateTextTable) table = equate_text_table_new (2, 0);

  for (const EquateCommand *command = equate_commands; command->name; command++)
    {
      equate_text_table_add (table, command->name);
      equate_text_table_add (table, command->help);
    }
  g_string_append (out, "\nCommands\n");
  equate_text_table_append (table, 2, out);
}

void
equate_help_append (const EquateCommand *command, GString *out)
{
  g_string_append_printf (out, "Example: %s\n\nUsage: equate %s%s%s [OPTION…]\n",
                          (command ? command : equate_commands)->example,
                          command ? command->name : "COMMAND", command ? " " : "",
                          command ? command->arguments : "");
  if (!command)
    {
      append_commands (out);
      append_options (out, "Options of every command", equate_global_options);
      g_string_append (out, "\n`equate COMMAND --help` tells more about each.\n");
      return;
    }
  g_string_append_printf (out, "\n%c%s\n", g_ascii_toupper (*command->help), command->help + 1);
  if (command->details)
    {
      equate_text_append_wrapped (out, command->details, TEXT_WIDTH, 0);
      g_string_append_c (out, '\n');
    }
  append_options (out, "Options", command->options);
  append_options (out, "Options of every command", equate_global_options);
}
