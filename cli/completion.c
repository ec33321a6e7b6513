/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "completion.h"

#include <string.h>

typedef enum
{
  OFFER_NOTHING, /* what only the person can know */
  OFFER_WORDS,
  OFFER_FILES,
  OFFER_FOLDERS,
} Offer;

/* What may stand where the table says "a|b|c", "FILE", "[PATH…]" or the like; words (nullable)
 * receives the words with blanks between them, to be freed. */
static Offer
get_offer (const char *argument, char **words)
{
  gsize length = strcspn (argument, " [");

  if (memchr (argument, '|', length))
    {
      *words = g_strdelimit (g_strndup (argument, length), "|", ' ');
      return OFFER_WORDS;
    }
  *words = NULL;
  if (strstr (argument, "FILE") || strstr (argument, "PATH"))
    return OFFER_FILES;
  return strcmp (argument, "DIR") == 0 || strcmp (argument, "REF") == 0 ? OFFER_FOLDERS
                                                                        : OFFER_NOTHING;
}

/* --- bash --- */

static void
append_bash_offer (GString *out, const char *argument)
{
  g_autofree char *words = NULL;

  switch (get_offer (argument, &words))
    {
    case OFFER_WORDS:
      g_string_append_printf (out, "COMPREPLY=($(compgen -W '%s' -- \"$current\"))", words);
      break;
    case OFFER_FILES:
      g_string_append (out, "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")");
      break;
    case OFFER_FOLDERS:
      g_string_append (out, "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\")");
      break;
    case OFFER_NOTHING:
    default:
      g_string_append_c (out, ':');
      break;
    }
  g_string_append (out, " ;;\n");
}

/* The names that an option has, with a separator between them. */
static void
append_names (GString *out, const EquateOption *option, const char *separator)
{
  g_string_append_printf (out, "--%s", option->name);
  if (option->short_name)
    g_string_append_printf (out, "%s-%c", separator, option->short_name);
}

static void
append_bash_names (GString *out, const EquateOption *options)
{
  for (; options->name; options++)
    {
      g_string_append_c (out, ' ');
      append_names (out, options, " ");
    }
}

/* The value of an option, by "COMMAND OPTION"; of those that every command has by "* OPTION". */
static void
append_bash_values (GString *out, const char *command, const EquateOption *options)
{
  for (; options->name; options++)
    {
      if (!options->argument)
        continue;
      g_string_append_printf (out, "    %s\" --%s\"", command, options->name);
      if (options->short_name)
        g_string_append_printf (out, "|%s\" -%c\"", command, options->short_name);
      g_string_append (out, ") ");
      append_bash_offer (out, options->argument);
    }
}

void
equate_completion_append_bash (GString *out)
{
  g_string_append (out, "# Completion of equate for bash, made from the program's table of commands.\n"
                        "_equate() {\n"
                        "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
                        "  local command= options= word\n"
                        "  # Of --name=value only the value is completed.\n"
                        "  [ \"$current\" = = ] && current=\n"
                        "  [ \"$previous\" = = ] && previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
                        "  COMPREPLY=()\n"
                        "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD - 1}\"; do\n"
                        "    case \"$word\" in\n      ");
  for (const EquateCommand *command = equate_commands; command->name; command++)
    g_string_append_printf (out, "%s%s", command == equate_commands ? "" : "|", command->name);
  g_string_append (out, ") command=$word; break ;;\n    esac\n  done\n"
                        "  case \"$command $previous\" in\n");
  for (const EquateCommand *command = equate_commands; command->name; command++)
    append_bash_values (out, command->name, command->options);
  append_bash_values (out, "*", equate_global_options);
  g_string_append (out, "    *)\n      options='");
  append_bash_names (out, equate_global_options);
  g_string_append (out, "'\n      case \"$command\" in\n        '') options+=' ");
  for (const EquateCommand *command = equate_commands; command->name; command++)
    g_string_append_printf (out, "%s ", command->name);
  g_string_append (out, "' ;;\n");
  for (const EquateCommand *command = equate_commands; command->name; command++)
    {
      g_string_append_printf (out, "        %s) options+='", command->name);
      append_bash_names (out, command->options);
      g_string_append (out, "' ;;\n");
    }
  g_string_append (out, "      esac\n"
                        "      if [ -z \"$command\" ] || [[ \"$current\" == -* ]]; then\n"
                        "        COMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
                        "        return\n"
                        "      fi\n"
                        "      case \"$command\" in\n");
  for (const EquateCommand *command = equate_commands; command->name; command++)
    {
      g_string_append_printf (out, "        %s) ", command->name);
      append_bash_offer (out, command->arguments);
    }
  g_string_append (out, "      esac ;;\n  esac\n}\ncomplete -F _equate equate\n");
}

/* --- fish --- */

static void
append_fish_text (GString *out, const char *text)
{
  g_string_append_c (out, '\'');
  for (; *text; text++)
    {
      if (*text == '\'' || *text == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '\'');
}

static void
append_fish_offer (GString *out, const char *argument)
{
  g_autofree char *words = NULL;

  switch (get_offer (argument, &words))
    {
    case OFFER_WORDS:
      g_string_append (out, " -x -a ");
      append_fish_text (out, words);
      break;
    case OFFER_FILES:
      g_string_append (out, " -r -F");
      break;
    case OFFER_FOLDERS:
      g_string_append (out, " -x -a '(__fish_complete_directories)'");
      break;
    case OFFER_NOTHING:
    default:
      g_string_append (out, " -x");
      break;
    }
}

static void
append_fish_options (GString *out, const char *condition, const EquateOption *options)
{
  for (; options->name; options++)
    {
      g_string_append_printf (out, "complete -c equate%s -l %s", condition, options->name);
      if (options->short_name)
        g_string_append_printf (out, " -s %c", options->short_name);
      if (options->argument)
        append_fish_offer (out, options->argument);
      g_string_append (out, " -d ");
      append_fish_text (out, options->help);
      g_string_append_c (out, '\n');
    }
}

void
equate_completion_append_fish (GString *out)
{
  g_string_append (out, "# Completion of equate for fish, made from the program's table of commands.\n"
                        "complete -c equate -f\n");
  append_fish_options (out, "", equate_global_options);
  for (const EquateCommand *command = equate_commands; command->name; command++)
    {
      g_autofree char *condition
          = g_strdup_printf (" -n '__fish_seen_subcommand_from %s'", command->name);

      g_string_append_printf (out, "complete -c equate -n __fish_use_subcommand -a %s -d ",
                              command->name);
      append_fish_text (out, command->help);
      g_string_append_c (out, '\n');
      append_fish_options (out, condition, command->options);

      g_autofree char *words = NULL;
      Offer offer = get_offer (command->arguments, &words);

      if (offer == OFFER_NOTHING)
        continue;
      g_string_append_printf (out, "complete -c equate%s", condition);
      if (offer == OFFER_WORDS)
        g_string_append_printf (out, " -a '%s'\n", words);
      else
        g_string_append (out, " -F\n");
    }
}
