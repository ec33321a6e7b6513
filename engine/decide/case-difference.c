/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/case-difference.h"

EquateCaseDifference *
equate_case_difference_add (GPtrArray *differences, EquateSpan span, const char *what)
{
  EquateCaseDifference *difference = g_new (EquateCaseDifference, 1);
  *difference = (EquateCaseDifference){
    .span = span,
    .what = g_strdup (what),
    .expected = g_ptr_array_new_with_free_func (g_free),
    .got = g_ptr_array_new_with_free_func (g_free),
  };
  g_ptr_array_add (differences, difference);
  return difference;
}

void
equate_case_difference_free (EquateCaseDifference *difference)
{
  g_free (difference->what);
  g_ptr_array_unref (difference->expected);
  g_ptr_array_unref (difference->got);
  g_free (difference);
}

static void
append (GString *text, const char *key, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? ", " : "", key, value);
}

static void
append_decimal (GString *text, const char *key, EquateDecimal value)
{
  char buffer[EQUATE_DECIMAL_BUFFER];
  if (value != EQUATE_DECIMAL_NONE)
    append (text, key, equate_decimal_format (value, buffer));
}

static void
append_choice (GString *text, const char *key, const EquateChoice *choices, gint value)
{
  if (value != EQUATE_NOT_EXPECTED)
    append (text, key, equate_choice_get_text (choices, value));
}

static void
append_codes (GString *text, const char *const *codes, guint n)
{
  g_autoptr (GString) list = g_string_new ("[");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", codes[i]);
  g_string_append_c (list, ']');
  append (text, "consumes", list->str);
}

static char *
finish (GString *text)
{
  if (text->len == 0)
    g_string_append (text, "anything");
  return g_string_free (text, FALSE);
}

char *
equate_expected_award_describe (const EquateExpectedAward *award)
{
  GString *text = g_string_new (NULL);
  append (text, "rule", award->rule.text);
  append_choice (text, "kind", equate_decided_kind_choices, award->kind);
  append (text, "target", award->target.text);
  append_decimal (text, "credits", award->credits);
  append (text, "unit", award->unit);
  append (text, "grade", award->grade);
  append (text, "conversion", award->conversion.text);
  append_choice (text, "method", equate_method_choices, award->method);
  if (award->fallback != EQUATE_NOT_EXPECTED)
    append (text, "fallback", award->fallback ? "true" : "false");
  if (award->consumes.given)
    {
      g_autofree const char **codes = g_new (const char *, award->consumes.items.length + 1);
      for (guint i = 0; i < award->consumes.items.length; i++)
        codes[i] = equate_list_index (award->consumes.items, EquateCode, i)->text;
      append_codes (text, codes, award->consumes.items.length);
    }
  if (award->priority != EQUATE_NO_PRIORITY)
    append_decimal (text, "priority", award->priority * EQUATE_DECIMAL_ONE);
  return finish (text);
}

char *
equate_award_describe (const EquateDecidedAward *award)
{
  GString *text = g_string_new (NULL);
  append (text, "rule", award->rule);
  append (text, "kind", equate_decided_kind_get_text (award->kind));
  append (text, "target", award->target);
  append_decimal (text, "credits", award->credits);
  append (text, "unit", award->unit);
  append (text, "grade", award->grade);
  append (text, "conversion", award->conversion);
  append (text, "method", award->method);
  append (text, "fallback", award->fallback ? "true" : NULL);
  append_codes (text, award->consumes, award->n_consumes);
  append_decimal (text, "priority", award->priority * EQUATE_DECIMAL_ONE);
  return finish (text);
}

char *
equate_expected_entry_describe (const EquateExpectedEntry *entry)
{
  GString *text = g_string_new (NULL);
  append (text, "course", entry->course.text);
  append_choice (text, "fate", equate_fate_choices, entry->fate);
  append_choice (text, "reason", equate_reason_choices, entry->reason);
  append (text, "rule", entry->rule.text);
  append_decimal (text, "credits", entry->credits);
  append (text, "grade", entry->grade);
  append (text, "converted", entry->converted);
  return finish (text);
}

char *
equate_entry_describe (const EquateDecidedEntry *entry)
{
  GString *text = g_string_new (NULL);
  append (text, "course", entry->course);
  append (text, "fate", equate_fate_get_text (entry->fate));
  append (text, "rule", entry->rule);
  append_decimal (text, "credits", entry->credits);
  append (text, "grade", entry->grade);
  append (text, "converted", entry->converted);
  for (guint i = 0; i < entry->n_reasons; i++)
    {
      const EquateReason *reason = &entry->reasons[i];
      g_autofree char *words
          = g_strdup_printf ("%s by %s", equate_reason_get_text (reason->code), reason->rule);
      append (text, "reason", words);
    }
  return finish (text);
}

char *
equate_expected_missing_describe (const EquateExpectedMissing *missing)
{
  GString *text = g_string_new (NULL);
  append (text, "rule", missing->rule.text);
  append (text, "entry", missing->entry.text);
  append (text, "missing", missing->missing);
  for (guint i = 0; i < missing->would_award.items.length; i++)
    {
      g_autofree char *award = equate_expected_award_describe (
          equate_list_index (missing->would_award.items, EquateExpectedAward, i));
      g_autofree char *braced = g_strdup_printf ("{%s}", award);
      append (text, "would-award", braced);
    }
  return finish (text);
}

char *
equate_missing_describe (const EquateMissingInfo *missing)
{
  GString *text = g_string_new (NULL);
  append (text, "rule", missing->rule);
  append (text, "entry", missing->entry);
  append (text, "missing", missing->missing);
  for (guint i = 0; i < missing->n_would_award; i++)
    {
      g_autofree char *award = equate_award_describe (&missing->would_award[i]);
      g_autofree char *braced = g_strdup_printf ("{%s}", award);
      append (text, "would-award", braced);
    }
  return finish (text);
}

char *
equate_warning_describe (const EquateDecisionWarning *warning)
{
  return g_strdup_printf ("%s: %s", equate_diagnostic_get_info (warning->code)->code,
                          warning->message);
}
