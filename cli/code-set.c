/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "code-set.h"

#include <string.h>

#include "base/suggest.h"
#include "refusal.h"

/* Codes have three digits; a family is what one or two of them begin with. */
static gboolean
is_family (const char *word)
{
  gsize length = strlen (word);

  return (length == 3 || length == 4) && g_ascii_strncasecmp (word, "EQ", 2) == 0
         && g_ascii_isdigit (word[2]) && (length == 3 || g_ascii_isdigit (word[3]));
}

static gboolean
add_family (EquateCodeSet *set, const char *word)
{
  gboolean found = FALSE;

  for (guint i = 0; i < EQUATE_N_DIAGNOSTICS; i++)
    if (g_ascii_strncasecmp (equate_diagnostic_get_info (i)->code, word, strlen (word)) == 0)
      set->has[i] = found = TRUE;
  return found;
}

static gboolean
refuse_word (const char *word, GError **error)
{
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (word, 1);

  for (guint i = 0; i < EQUATE_N_DIAGNOSTICS; i++)
    {
      equate_suggest_offer (suggest, equate_diagnostic_get_info (i)->name, NULL);
      equate_suggest_offer (suggest, equate_diagnostic_get_info (i)->code, NULL);
    }
  return equate_refuse (
      error, EQUATE_REFUSAL_CALL,
      equate_suggest_get_length (suggest) > 0 ? equate_suggest_get (suggest, 0, NULL) : NULL,
      "there is no diagnostic `%s`", word);
}

gboolean
equate_code_set_parse (EquateCodeSet *set, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  *set = (EquateCodeSet){ { 0 } };
  for (char **word = words; *word != NULL; word++)
    {
      EquateDiagnosticCode code;

      g_strstrip (*word);
      if (equate_diagnostic_lookup (*word, &code))
        set->has[code] = TRUE;
      else if (!is_family (*word) || !add_family (set, *word))
        return refuse_word (*word, error);
    }
  return TRUE;
}
