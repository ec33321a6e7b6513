/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/requirement-text.h"

#include <string.h>

/* Parts of an enumeration: what stands before the next one. */
static void
append_separator (GString *out, gsize start, const char *separator)
{
  if (out->len > start)
    g_string_append (out, separator);
}

static void
append_decimal (GString *out, EquateDecimal value)
{
  char buffer[EQUATE_DECIMAL_BUFFER];

  g_string_append (out, equate_decimal_format (value, buffer));
}

void
equate_period_append_text (EquatePeriod period, GString *out)
{
  char buffer[EQUATE_DATE_BUFFER];

  if (period.from)
    g_string_append_printf (out, "from %s", equate_date_format (period.from, buffer));
  if (period.from && period.until)
    g_string_append_c (out, ' ');
  if (period.until)
    g_string_append_printf (out, "until %s", equate_date_format (period.until, buffer));
}

void
equate_string_list_append_text (const EquateRuleset *ruleset, EquateRange list,
                                const char *separator, GString *out)
{
  for (guint32 i = 0; i < list.count; i++)
    {
      if (i > 0)
        g_string_append (out, separator);
      g_string_append (out, equate_ruleset_text (ruleset, ruleset->string_lists[list.first + i]));
    }
}

static void
append_credit_conditions (const EquateCompiledConditions *conditions, gsize start, GString *out)
{
  if (conditions->min_credits != EQUATE_DECIMAL_NONE)
    {
      append_separator (out, start, ", ");
      g_string_append (out, "at least ");
      append_decimal (out, conditions->min_credits);
      g_string_append (out, " credits");
    }
  if (conditions->max_credits != EQUATE_DECIMAL_NONE)
    {
      append_separator (out, start, ", ");
      g_string_append (out, "at most ");
      append_decimal (out, conditions->max_credits);
      g_string_append (out, " credits");
    }
}

static void
append_hours (const EquateRuleset *ruleset, guint32 hours, gsize start, GString *out)
{
  for (guint i = 0; hours != EQUATE_NO_INDEX && i < EQUATE_N_HOURS; i++)
    {
      EquateDecimal wanted = ruleset->hours[hours][i];

      if (wanted == EQUATE_DECIMAL_NONE)
        continue;
      append_separator (out, start, ", ");
      g_string_append (out, "at least ");
      append_decimal (out, wanted);
      g_string_append_printf (out, " hours %s%s", i == EQUATE_HOURS_TOTAL ? "in " : "of ",
                              equate_hours_names[i]);
    }
}

void
equate_conditions_append_text (const EquateRuleset *ruleset, const EquateCompiledConditions *asked,
                               GString *out)
{
  char buffer[EQUATE_DATE_BUFFER];
  gsize start = out->len;

  if (asked->min_grade)
    g_string_append_printf (out, "a grade of at least %s",
                            equate_ruleset_text (ruleset, asked->min_grade));
  if (asked->max_grade)
    {
      append_separator (out, start, ", ");
      g_string_append_printf (out, "a grade of at most %s",
                              equate_ruleset_text (ruleset, asked->max_grade));
    }
  append_credit_conditions (asked, start, out);
  if (asked->taken.from || asked->taken.until)
    {
      append_separator (out, start, ", ");
      g_string_append (out, "completion ");
      equate_period_append_text (asked->taken, out);
    }
  if (asked->max_age)
    {
      append_separator (out, start, ", ");
      g_string_append_printf (out, "not older than %s", equate_age_format (asked->max_age, buffer));
    }
  if (asked->level)
    {
      append_separator (out, start, ", ");
      g_string_append_printf (out, "%s level",
                              equate_choice_get_text (equate_level_choices, asked->level));
    }
  if (asked->language)
    {
      append_separator (out, start, ", ");
      g_string_append_printf (out, "taught in %s", equate_ruleset_text (ruleset, asked->language));
    }
  append_hours (ruleset, asked->hours, start, out);
}

static void
append_leaf (const EquateRuleset *ruleset, const EquateCompiledNode *node, GString *out)
{
  static const char *const words[] = {
    [EQUATE_REQUIREMENT_COURSE] = "",
    [EQUATE_REQUIREMENT_MATCH] = "a course with a code like ",
    [EQUATE_REQUIREMENT_TAG] = "a course tagged ",
    [EQUATE_REQUIREMENT_ISCED] = "a course of ISCED field ",
    [EQUATE_REQUIREMENT_TITLE] = "a course with a title like ",
  };
  const char *with = " with ";
  gsize before;

  g_string_append (out, words[node->kind]);
  g_string_append (out, equate_ruleset_text (ruleset, node->value));
  if (node->conditions == EQUATE_NO_INDEX)
    return;
  g_string_append (out, with);
  before = out->len;
  equate_conditions_append_text (ruleset, &ruleset->conditions[node->conditions], out);
  if (out->len == before)
    g_string_truncate (out, before - strlen (with));
}

static void
append_children (const EquateRuleset *ruleset, const EquateCompiledNode *node,
                 const char *separator, GString *out)
{
  for (guint32 i = 0; i < node->n_children; i++)
    {
      guint32 child = node->first_child + i;
      gboolean is_leaf = equate_requirement_is_leaf (ruleset->nodes[child].kind);

      if (i > 0)
        g_string_append (out, separator);
      g_string_append (out, is_leaf ? "" : "(");
      equate_requirement_append_text (ruleset, child, out);
      g_string_append (out, is_leaf ? "" : ")");
    }
}

void
equate_requirement_append_text (const EquateRuleset *ruleset, guint32 node, GString *out)
{
  const EquateCompiledNode *requirement = &ruleset->nodes[node];

  switch ((EquateRequirementKind) requirement->kind)
    {
    case EQUATE_REQUIREMENT_ALL_OF:
      append_children (ruleset, requirement, " and ", out);
      break;
    case EQUATE_REQUIREMENT_ANY_OF:
      append_children (ruleset, requirement, " or ", out);
      break;
    case EQUATE_REQUIREMENT_N_OF:
      g_string_append_printf (out, "%u of ", requirement->value);
      append_children (ruleset, requirement, ", ", out);
      break;
    case EQUATE_REQUIREMENT_TOTAL_CREDITS:
      append_decimal (out, ruleset->decimals[requirement->value]);
      g_string_append (out, " credits in total, each from ");
      append_children (ruleset, requirement, ", ", out);
      break;
    default:
      append_leaf (ruleset, requirement, out);
    }
}

static void
append_give_credits (const EquateRuleset *ruleset, const EquateCompiledGive *give, GString *out)
{
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    {
      g_string_append (out, " (");
      append_decimal (out, ruleset->decimals[give->credits]);
      g_string_append (out, " credits)");
    }
  else if (give->credits_kind == EQUATE_CREDITS_CONVERTED)
    g_string_append (out, " (converted credits)");
}

void
equate_give_append_text (const EquateRuleset *ruleset, guint32 give, GString *out)
{
  const EquateCompiledGive *award = &ruleset->gives[give];

  switch ((EquateAwardKind) award->kind)
    {
    case EQUATE_AWARD_COURSE:
    case EQUATE_AWARD_WAIVER:
      g_string_append (out, award->kind == EQUATE_AWARD_WAIVER ? "exemption from " : "");
      g_string_append (out, equate_ruleset_text (ruleset, ruleset->courses[award->target].code));
      break;
    case EQUATE_AWARD_ELECTIVE:
      g_string_append_printf (out, "elective %s", equate_ruleset_text (ruleset, award->target));
      break;
    case EQUATE_AWARD_ALL_OF:
    case EQUATE_AWARD_ONE_OF:
      for (guint32 i = 0; i < award->n_children; i++)
        {
          if (i > 0)
            g_string_append (out, award->kind == EQUATE_AWARD_ALL_OF ? " and " : " or ");
          equate_give_append_text (ruleset, award->first_child + i, out);
        }
      return;
    }
  if (award->kind != EQUATE_AWARD_WAIVER)
    append_give_credits (ruleset, award, out);
}
