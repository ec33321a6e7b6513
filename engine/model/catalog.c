/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/catalog.h"

#include <string.h>

const EquateChoice equate_status_choices[] = {
  { "draft", EQUATE_STATUS_DRAFT },
  { "illustrative", EQUATE_STATUS_ILLUSTRATIVE },
  { "approved", EQUATE_STATUS_APPROVED },
  { "revoked", EQUATE_STATUS_REVOKED },
  { NULL },
};

const EquateChoice equate_level_choices[] = {
  { "bachelor", EQUATE_LEVEL_BACHELOR },
  { "master", EQUATE_LEVEL_MASTER },
  { "doctoral", EQUATE_LEVEL_DOCTORAL },
  { NULL },
};

const char *const equate_hours_names[EQUATE_N_HOURS] = {
  [EQUATE_HOURS_TOTAL] = "total",           [EQUATE_HOURS_LECTURE] = "lecture",
  [EQUATE_HOURS_EXERCISES] = "exercises",   [EQUATE_HOURS_LABORATORY] = "laboratory",
  [EQUATE_HOURS_PROJECT] = "project",       [EQUATE_HOURS_SEMINAR] = "seminar",
  [EQUATE_HOURS_SELF_STUDY] = "self-study",
};

static const char *
find_translation (const EquateText *text, const char *language)
{
  for (guint i = 0; i < text->length; i++)
    if (strcmp (text->translations[i].language, language) == 0)
      return text->translations[i].text;
  return NULL;
}

/**
 * equate_text_get:
 * @text: (transfer none): a text in any number of languages
 * @language: (nullable): the language wished for, such as "pl"
 *
 * Chooses the text in the language, else in English, else the first.
 *
 * Returns: (transfer none) (nullable): the text, or %NULL where there is none at all
 *
 * Since: 0.1
 */
const char *
equate_text_get (const EquateText *text, const char *language)
{
  const char *found = language ? find_translation (text, language) : NULL;

  if (!found)
    found = find_translation (text, "en");
  if (!found && text->length > 0)
    found = text->translations[0].text;
  return found;
}

/**
 * equate_choice_get_text:
 * @choices: (transfer none): choices, ended by one without a text
 * @value: a value
 *
 * Finds the word that stands for a value in the files.
 *
 * Returns: (transfer none) (nullable): the word, or %NULL where the value has none
 *
 * Since: 0.1
 */
const char *
equate_choice_get_text (const EquateChoice *choices, gint value)
{
  for (const EquateChoice *choice = choices; choice->text; choice++)
    if (choice->value == value)
      return choice->text;
  return NULL;
}
