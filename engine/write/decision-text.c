/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-text.h"

#include <string.h>

#include "base/source.h"
#include "write/decision-words.h"
#include "write/safe-text.h"
#include "write/text-table.h"

/* A code of more columns gets a line of its own, below the title. */
#define LONG_CODE 16u
/* A longer title is broken. */
#define COURSE_WIDTH 46u

static void
add_cell (EquateTextTable *table, GString *cell)
{
  equate_text_table_add (table, cell->str);
  g_string_truncate (cell, 0);
}

/* The table makes cells safe, so that here the texts go in as they are. */
static void
append_named (GString *cell, const char *code, const char *title)
{
  gboolean is_long = equate_display_width (code, strlen (code), 0) > LONG_CODE;
  g_autofree char *both = NULL;

  if (!title || *title == '\0')
    {
      g_string_append (cell, code);
      return;
    }
  both = is_long ? g_strdup (title) : g_strconcat (code, " ", title, NULL);
  equate_text_append_wrapped (cell, both, COURSE_WIDTH, 2);
  if (is_long)
    g_string_append_printf (cell, "\n%s", code);
}

static const char *
find_title (const EquateDecision *decision, const char *course)
{
  for (guint i = 0; i < decision->n_entries; i++)
    if (g_str_equal (decision->entries[i].course, course))
      return decision->entries[i].title;
  return NULL;
}

static void
add_award (EquateTextTable *table, const EquateDecision *decision, guint index, GString *cell)
{
  const EquateDecidedAward *award = &decision->awards[index];
  const EquateDecidedAward *previous = index > 0 ? &decision->awards[index - 1] : NULL;
  gboolean is_same = previous && equate_award_is_of_same (previous, award);

  for (guint i = 0; i < award->n_consumes && !is_same; i++)
    {
      g_string_append (cell, i > 0 ? "\n" : "");
      append_named (cell, award->consumes[i], find_title (decision, award->consumes[i]));
    }
  if (is_same)
    g_string_append (cell, "〃");
  add_cell (table, cell);
  g_string_append (cell, award->kind == EQUATE_DECIDED_ELECTIVE ? "elective: " : "");
  append_named (cell, award->target, award->title);
  add_cell (table, cell);
  equate_award_append_credits (award, cell);
  add_cell (table, cell);
  equate_text_table_add (table, award->grade);
  g_string_append (cell, award->rule);
  if (award->fallback)
    g_string_append_printf (cell, " (grade by the fallback %s)", award->method);
  add_cell (table, cell);
}

static void
append_awards (const EquateDecision *decision, GString *out)
{
  g_autoptr (EquateTextTable) table = equate_text_table_new (5, 1 << 2);
  GString *cell = g_string_new (NULL);

  if (decision->n_awards == 0)
    g_string_append (out, "\nNothing is awarded.\n");
  else
    {
      g_string_append (out, "\nAwarded\n");
      equate_text_table_add (table, "Course");
      equate_text_table_add (table, "Recognised as");
      equate_text_table_add (table, "Credits");
      equate_text_table_add (table, "Grade");
      equate_text_table_add (table, "Rule");
      for (guint i = 0; i < decision->n_awards; i++)
        add_award (table, decision, i, cell);
      equate_text_table_append (table, 2, out);
    }
  g_string_free (cell, TRUE);
}

static void
append_why (const EquateDecidedEntry *entry, GString *cell)
{
  if (entry->fate != EQUATE_FATE_NOT_USED || entry->n_reasons == 0)
    g_string_append (cell, equate_fate_get_phrase (entry->fate));
  /* What an entry lacks is told among the missing evidence, with what it would bring. */
  for (guint i = 0; entry->fate != EQUATE_FATE_NEEDS_INFO && i < entry->n_reasons; i++)
    {
      g_string_append (cell, cell->len > 0 ? "\n" : "");
      equate_reason_append_text (&entry->reasons[i], cell);
    }
  for (guint i = 0; i < entry->n_nearest; i++)
    g_string_append_printf (cell, "%s%s", i > 0 ? ", " : "; near: ", entry->nearest[i]);
}

static void
append_entries (const EquateDecision *decision, GString *out)
{
  g_autoptr (EquateTextTable) table = equate_text_table_new (4, 1 << 1);
  GString *cell = g_string_new (NULL);
  gboolean is_any = FALSE;

  for (guint i = 0; i < decision->n_entries; i++)
    {
      const EquateDecidedEntry *entry = &decision->entries[i];
      char buffer[EQUATE_DECIMAL_BUFFER];

      if (entry->fate == EQUATE_FATE_USED)
        continue;
      is_any = TRUE;
      append_named (cell, entry->course, entry->title);
      add_cell (table, cell);
      equate_text_table_add (table, entry->credits == EQUATE_DECIMAL_NONE
                                        ? NULL
                                        : equate_decimal_format (entry->credits, buffer));
      equate_text_table_add (table, entry->grade);
      append_why (entry, cell);
      add_cell (table, cell);
    }
  if (is_any)
    g_string_append (out, "\nNot awarded\n");
  equate_text_table_append (table, 2, out);
  g_string_free (cell, TRUE);
}

static void
append_missing (const EquateDecision *decision, GString *out)
{
  if (decision->n_missing > 0)
    g_string_append (out, "\nMissing evidence\n");
  for (guint i = 0; i < decision->n_missing; i++)
    {
      g_string_append (out, "  ");
      equate_decision_append_course (decision, decision->missing[i].entry, out);
      g_string_append (out, ": ");
      equate_missing_append_text (&decision->missing[i], out);
      g_string_append_c (out, '\n');
    }
}

void
equate_decision_append_text (const EquateDecision *decision, GString *out)
{
  equate_decision_append_heading (decision, out);
  equate_decision_append_warnings (decision, out);
  if (decision->outcome == EQUATE_OUTCOME_NO_AGREEMENT)
    return;
  append_awards (decision, out);
  append_entries (decision, out);
  append_missing (decision, out);
  equate_decision_append_account (decision, out);
}
