/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Tables of choices: each value has one word, each word one value.
 */
#pragma once

#include <string.h>

#include "model/catalog.h"

typedef struct
{
  const char *name;
  const EquateChoice *choices;
  gint first; /* value; those before it are never written */
  gint last;
} Choosing;

static inline void
assert_choices (const Choosing *table)
{
  gint n = 0;

  g_test_message ("%s", table->name);
  for (const EquateChoice *choice = table->choices; choice->text != NULL; choice++, n++)
    {
      g_assert_cmpint (choice->value, >=, table->first);
      g_assert_cmpint (choice->value, <=, table->last);
      g_assert_cmpstr (choice->text, !=, "");
      g_assert_cmpuint (strspn (choice->text, "abcdefghijklmnopqrstuvwxyz-"), ==,
                        strlen (choice->text));
      g_assert_cmpstr (equate_choice_get_text (table->choices, choice->value), ==, choice->text);
      for (const EquateChoice *other = table->choices; other != choice; other++)
        g_assert_cmpstr (other->text, !=, choice->text);
    }
  g_assert_cmpint (n, ==, table->last - table->first + 1);
}
