/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "options.h"

#include <string.h>

#include "base/suggest.h"
#include "refusal.h"

/* --- looking up --- */

static const EquateOption *
find_in (const EquateOption *options, const char *name, gsize length, char short_name)
{
  for (; options->name; options++)
    if (name ? strlen (options->name) == length && strncmp (options->name, name, length) == 0
             : options->short_name == short_name)
      return options;
  return NULL;
}

static const EquateOption *
find_option (const EquateCommand *command, const char *name, gsize length, char short_name)
{
  const EquateOption *option = find_in (equate_global_options, name, length, short_name);

  return option || !command ? option : find_in (command->options, name, length, short_name);
}

static void
offer_options (EquateSuggest *suggest, const EquateOption *options)
{
  for (; options->name; options++)
    equate_suggest_offer (suggest, options->name, NULL);
}

static gboolean
refuse_option (const EquateCommand *command, const char *word, GError **error)
{
  gsize length = strcspn (word, "=");
  g_autofree char *shown = g_strndup (word, length);
  g_autofree char *name = g_strndup (word + 2, length > 2 ? length - 2 : 0);
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (word[1] == '-' ? name : "", 1);
  g_autofree char *nearest = NULL;

  offer_options (suggest, equate_global_options);
  if (command)
    offer_options (suggest, command->options);
  if (equate_suggest_get_length (suggest) > 0)
    nearest = g_strconcat ("--", equate_suggest_get (suggest, 0, NULL), NULL);
  return equate_refuse (error, EQUATE_REFUSAL_CALL, nearest, "unknown option `%s`%s", shown,
                        command ? "" : " before a command");
}

static gboolean
set_command (EquateCall *call, const char *word, GError **error)
{
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (word, 1);

  for (const EquateCommand *command = equate_commands; command->name; command++)
    {
      if (g_str_equal (command->name, word))
        {
          call->command = command;
          return TRUE;
        }
      equate_suggest_offer (suggest, command->name, NULL);
    }
  return equate_refuse (
      error, EQUATE_REFUSAL_CALL,
      equate_suggest_get_length (suggest) > 0 ? equate_suggest_get (suggest, 0, NULL) : NULL,
      "unknown command `%s`", word);
}

/* --- values --- */

static gint
find_choice (const char *argument, const char *value)
{
  g_auto (GStrv) choices = g_strsplit (argument, "|", -1);

  for (gint i = 0; choices[i]; i++)
    if (g_str_equal (choices[i], value))
      return i;
  return -1;
}

static gboolean
set_value (EquateCall *call, const EquateOption *option, const char *value, GError **error)
{
  call->values[option->id] = value;
  if (!option->argument || !strchr (option->argument, '|')
      || find_choice (option->argument, value) >= 0)
    return TRUE;

  g_auto (GStrv) choices = g_strsplit (option->argument, "|", -1);
  g_autofree char *listed = g_strjoinv (", ", choices);
  const char *nearest = equate_suggest_nearest (value, (const char *const *) choices);

  return equate_refuse (error, EQUATE_REFUSAL_CALL, nearest, "`--%s` takes one of %s, not `%s`",
                        option->name, listed, value);
}

/* One option with its value, which may be the next word: *words then moves on. */
static gboolean
take_option (EquateCall *call, char ***words, const EquateCommand *command, GError **error)
{
  const char *word = **words;
  gboolean is_long = word[1] == '-';
  const char *equals = is_long ? strchr (word, '=') : NULL;
  gsize length = is_long ? (equals ? (gsize) (equals - word) : strlen (word)) - 2 : 0;
  const EquateOption *option
      = find_option (command, is_long ? word + 2 : NULL, length, is_long ? 0 : word[1]);
  const char *value = is_long ? (equals ? equals + 1 : NULL) : (word[2] ? word + 2 : NULL);

  if (!option)
    return refuse_option (command, word, error);
  if (!option->argument)
    {
      if (!value)
        return set_value (call, option, "", error);
      return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "`--%s` takes no value",
                            option->name);
    }
  if (!value)
    value = *++*words;
  if (value)
    return set_value (call, option, value, error);
  --*words;
  return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "`--%s` needs a value: %s", option->name,
                        option->argument);
}

/* --- the whole --- */

static gboolean
check_arguments (const EquateCall *call, GError **error)
{
  guint n = call->arguments->len;

  if (!call->command || call->values[EQUATE_OPTION_HELP] || call->values[EQUATE_OPTION_VERSION]
      || (n >= call->command->min_arguments && n <= call->command->max_arguments))
    return TRUE;
  return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "`%s` takes %s", call->command->name,
                        *call->command->arguments ? call->command->arguments : "no arguments");
}

gboolean
equate_call_parse (EquateCall *call, char **words, GError **error)
{
  gboolean is_ended = FALSE;

  *call = (EquateCall){ .arguments = g_ptr_array_new () };
  for (; *words; words++)
    {
      const char *word = *words;

      if (!is_ended && g_str_equal (word, "--"))
        is_ended = TRUE;
      else if (!is_ended && word[0] == '-' && word[1] != '\0')
        {
          if (!take_option (call, &words, call->command, error))
            return FALSE;
        }
      else if (!call->command)
        {
          if (!set_command (call, word, error))
            return FALSE;
        }
      else
        g_ptr_array_add (call->arguments, (gpointer) word);
    }
  return check_arguments (call, error);
}

void
equate_call_clear (EquateCall *call)
{
  g_clear_pointer (&call->arguments, g_ptr_array_unref);
}

guint
equate_call_get_choice (const EquateCall *call, EquateOptionId id)
{
  const EquateOption *option = NULL;

  if (!call->values[id])
    return 0;
  for (const EquateOption *i = equate_global_options; i->name; i++)
    option = i->id == id ? i : option;
  for (const EquateOption *i = call->command ? call->command->options : NULL; i && i->name; i++)
    option = i->id == id ? i : option;
  return option ? (guint) MAX (find_choice (option->argument, call->values[id]), 0) : 0;
}

gboolean
equate_call_get_date (const EquateCall *call, EquateDate *date, GError **error)
{
  const char *text = call->values[EQUATE_OPTION_ON];

  *date = text ? 0 : equate_date_today ();
  if (!text || equate_date_parse (text, -1, date))
    return TRUE;
  return equate_refuse (error, EQUATE_DIAGNOSTIC_BAD_DATE, NULL,
                        "`%s` is not a day: write YYYY-MM-DD, a real day between 1900 and 2100",
                        text);
}
