/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-text.h"

#include <string.h>

typedef struct
{
  const EquateRuleset *ruleset;             /* borrowed */
  const EquateCompiledAgreement *agreement; /* borrowed */
  EquateCompiledMatch *matches;             /* owned: by node, then edition */
  GString *out;                             /* borrowed */
} Printer;

/* --- lines --- */

static void
start_line (Printer *printer, guint depth)
{
  for (guint i = 0; i < depth; i++)
    g_string_append (printer->out, "  ");
}

static void
end_line (Printer *printer)
{
  g_string_append_c (printer->out, '\n');
}

/* What a person wrote may hold line breaks; here one fact is one line. */
static void
append_text (Printer *printer, EquateString string)
{
  for (const char *text = equate_ruleset_text (printer->ruleset, string); *text != '\0'; text++)
    if ((guchar) *text < 0x20)
      g_string_append_printf (printer->out, "\\x%02x", (guchar) *text);
    else
      g_string_append_c (printer->out, *text);
}

static void
append_decimal (Printer *printer, EquateDecimal value)
{
  char buffer[EQUATE_DECIMAL_BUFFER];
  g_string_append (printer->out, equate_decimal_format (value, buffer));
}

static void
append_ratio (Printer *printer, EquateRatio ratio)
{
  char buffer[EQUATE_RATIO_BUFFER];
  g_string_append (printer->out, equate_ratio_format (ratio, buffer));
}

static void
append_date (Printer *printer, const char *word, EquateDate date)
{
  char buffer[EQUATE_DATE_BUFFER];
  if (date != 0)
    g_string_append_printf (printer->out, " %s %s", word, equate_date_format (date, buffer));
}

static void
append_period (Printer *printer, const char *word, EquatePeriod period)
{
  g_string_append (printer->out, word);
  append_date (printer, "from", period.from);
  append_date (printer, "until", period.until);
}

static void
append_names (Printer *printer, EquateRange names)
{
  for (guint32 i = 0; i < names.count; i++)
    {
      g_string_append (printer->out, i == 0 ? " " : ", ");
      append_text (printer, printer->ruleset->string_lists[names.first + i]);
    }
}

static void
print_text (Printer *printer, guint depth, const char *word, EquateString text)
{
  if (text == 0)
    return;
  start_line (printer, depth);
  g_string_append_printf (printer->out, "%s ", word);
  append_text (printer, text);
  end_line (printer);
}

static void
print_names (Printer *printer, guint depth, const char *word, EquateRange names)
{
  if (names.count == 0)
    return;
  start_line (printer, depth);
  g_string_append (printer->out, word);
  append_names (printer, names);
  end_line (printer);
}

static void
print_period (Printer *printer, guint depth, EquatePeriod period)
{
  if (period.from == 0 && period.until == 0)
    return;
  start_line (printer, depth);
  append_period (printer, "valid", period);
  end_line (printer);
}

/* --- what a leaf selects --- */

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const EquateCompiledMatch *left = a;
  const EquateCompiledMatch *right = b;
  guint32 x = left->node & ~EQUATE_MATCH_LIMIT;
  guint32 y = right->node & ~EQUATE_MATCH_LIMIT;
  if (x != y)
    return x < y ? -1 : 1;
  return (left->edition > right->edition) - (left->edition < right->edition);
}

static guint32
find_first_match (const Printer *printer, guint32 node)
{
  guint32 low = 0;
  guint32 high = printer->agreement->matches.count;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if ((printer->matches[middle].node & ~EQUATE_MATCH_LIMIT) < node)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* A course that has several editions is shown with the period of each that is selected. */
static void
append_match (Printer *printer, const EquateCompiledMatch *match)
{
  const EquateRuleset *ruleset = printer->ruleset;
  const EquateCompiledEdition *edition = &ruleset->editions[match->edition];
  const EquateCompiledCourse *course = &ruleset->courses[edition->course];
  if (printer->agreement->from.count > 1)
    {
      append_text (printer, ruleset->institutions[course->institution].id);
      g_string_append_c (printer->out, ':');
    }
  append_text (printer, course->code);
  if (course->editions.count > 1)
    {
      append_period (printer, " (edition", edition->valid);
      g_string_append_c (printer->out, ')');
    }
  if (match->node & EQUATE_MATCH_LIMIT)
    g_string_append (printer->out, " (pattern-limit)");
}

static void
append_matches (Printer *printer, guint32 node)
{
  guint32 end = printer->agreement->matches.count;
  guint32 first = find_first_match (printer, node);
  g_string_append (printer->out, " ->");
  for (guint32 i = first; i < end && (printer->matches[i].node & ~EQUATE_MATCH_LIMIT) == node; i++)
    {
      g_string_append (printer->out, i == first ? " " : ", ");
      append_match (printer, &printer->matches[i]);
    }
  if (first == end || (printer->matches[first].node & ~EQUATE_MATCH_LIMIT) != node)
    g_string_append (printer->out, " nothing");
}

/* --- requirements --- */

static void
append_condition (Printer *printer, guint *n, const char *word)
{
  g_string_append_printf (printer->out, "%s%s", (*n)++ == 0 ? " [" : "; ", word);
}

static void
append_hours (Printer *printer, guint32 hours, guint *n)
{
  if (hours == EQUATE_NO_INDEX)
    return;
  append_condition (printer, n, "min-hours");
  for (guint i = 0; i < EQUATE_N_HOURS; i++)
    {
      EquateDecimal asked = printer->ruleset->hours[hours][i];
      if (asked == EQUATE_DECIMAL_NONE)
        continue;
      g_string_append_printf (printer->out, " %s ", equate_hours_names[i]);
      append_decimal (printer, asked);
    }
}

static void
append_conditions (Printer *printer, const EquateCompiledConditions *asked)
{
  const struct
  {
    const char *word;
    EquateString text;
  } grades[] = { { "min-grade ", asked->min_grade }, { "max-grade ", asked->max_grade } };
  const struct
  {
    const char *word;
    EquateDecimal value;
  } credits[] = { { "min-credits ", asked->min_credits }, { "max-credits ", asked->max_credits } };
  char buffer[EQUATE_DATE_BUFFER];
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (grades); i++)
    if (grades[i].text != 0)
      {
        append_condition (printer, &n, grades[i].word);
        append_text (printer, grades[i].text);
      }
  for (guint i = 0; i < G_N_ELEMENTS (credits); i++)
    if (credits[i].value != EQUATE_DECIMAL_NONE)
      {
        append_condition (printer, &n, credits[i].word);
        append_decimal (printer, credits[i].value);
      }
  if (asked->taken.from != 0 || asked->taken.until != 0)
    {
      append_condition (printer, &n, "");
      append_period (printer, "taken", asked->taken);
    }
  if (asked->max_age != 0)
    {
      append_condition (printer, &n, "max-age ");
      g_string_append (printer->out, equate_age_format (asked->max_age, buffer));
    }
  if (asked->level != EQUATE_LEVEL_NONE)
    {
      append_condition (printer, &n, "level ");
      g_string_append (printer->out,
                       equate_choice_get_text (equate_level_choices, (gint) asked->level));
    }
  if (asked->language != 0)
    {
      append_condition (printer, &n, "language ");
      append_text (printer, asked->language);
    }
  append_hours (printer, asked->hours, &n);
  g_string_append_c (printer->out, ']');
}

static void
print_leaf (Printer *printer, guint32 index)
{
  static const char *const words[] = {
    [EQUATE_REQUIREMENT_COURSE] = "course", [EQUATE_REQUIREMENT_MATCH] = "match",
    [EQUATE_REQUIREMENT_TAG] = "tag",       [EQUATE_REQUIREMENT_ISCED] = "isced",
    [EQUATE_REQUIREMENT_TITLE] = "title",
  };
  const EquateCompiledNode *node = &printer->ruleset->nodes[index];
  g_string_append_printf (printer->out, "%s ", words[node->kind]);
  append_text (printer, node->value);
  if (node->conditions != EQUATE_NO_INDEX)
    append_conditions (printer, &printer->ruleset->conditions[node->conditions]);
  append_matches (printer, index);
}

static void
print_requirement (Printer *printer, guint depth, guint32 index)
{
  const EquateCompiledNode *node = &printer->ruleset->nodes[index];
  start_line (printer, depth);
  switch ((EquateRequirementKind) node->kind)
    {
    case EQUATE_REQUIREMENT_ALL_OF:
      g_string_append (printer->out, "all-of");
      break;
    case EQUATE_REQUIREMENT_ANY_OF:
      g_string_append (printer->out, "any-of");
      break;
    case EQUATE_REQUIREMENT_N_OF:
      g_string_append_printf (printer->out, "n-of %u", node->value);
      break;
    case EQUATE_REQUIREMENT_TOTAL_CREDITS:
      g_string_append (printer->out, "total-credits ");
      append_decimal (printer, printer->ruleset->decimals[node->value]);
      break;
    default:
      print_leaf (printer, index);
    }
  end_line (printer);
  for (guint32 i = 0; i < node->n_children; i++)
    print_requirement (printer, depth + 1, node->first_child + i);
}

/* --- awards --- */

static void
append_award (Printer *printer, const EquateCompiledGive *give)
{
  const EquateRuleset *ruleset = printer->ruleset;
  if (give->kind == EQUATE_AWARD_ELECTIVE)
    {
      g_string_append (printer->out, "elective ");
      append_text (printer, give->target);
    }
  else
    {
      g_string_append (printer->out, give->kind == EQUATE_AWARD_WAIVER ? "waive " : "course ");
      if (give->target != EQUATE_NO_INDEX)
        append_text (printer, ruleset->courses[give->target].code);
      else
        g_string_append_c (printer->out, '?'); /* of a base that names no target institution */
    }
  if (give->kind == EQUATE_AWARD_WAIVER)
    return;
  g_string_append (printer->out, ", credits ");
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    append_decimal (printer, ruleset->decimals[give->credits]);
  else
    g_string_append (printer->out,
                     give->credits_kind == EQUATE_CREDITS_CONVERTED ? "converted" : "catalog");
}

static void
print_give (Printer *printer, guint depth, guint32 index)
{
  const EquateCompiledGive *give = &printer->ruleset->gives[index];
  gboolean is_list = give->kind == EQUATE_AWARD_ALL_OF || give->kind == EQUATE_AWARD_ONE_OF;
  start_line (printer, depth);
  if (is_list)
    g_string_append (printer->out, give->kind == EQUATE_AWARD_ALL_OF ? "all-of" : "one-of");
  else
    append_award (printer, give);
  end_line (printer);
  for (guint32 i = 0; is_list && i < give->n_children; i++)
    print_give (printer, depth + 1, give->first_child + i);
}

/* --- terms --- */

static void
print_institutions (Printer *printer)
{
  const EquateRuleset *ruleset = printer->ruleset;
  EquateRange from = printer->agreement->from;
  for (guint32 i = 0; i < from.count; i++)
    print_text (printer, 1, "from",
                ruleset->institutions[ruleset->index_lists[from.first + i]].id);
  if (printer->agreement->to != EQUATE_NO_INDEX)
    print_text (printer, 1, "to", ruleset->institutions[printer->agreement->to].id);
}

static void
print_provenance (Printer *printer)
{
  const EquateCompiledAgreement *agreement = printer->agreement;
  print_text (printer, 1, "approved-by", agreement->approved_by);
  print_text (printer, 1, "document", agreement->document);
  if (agreement->approved_on == 0 && agreement->review_by == 0)
    return;
  start_line (printer, 1);
  g_string_append (printer->out, "dates");
  append_date (printer, "approved-on", agreement->approved_on);
  append_date (printer, "review-by", agreement->review_by);
  end_line (printer);
}

static void
print_shortfall (Printer *printer)
{
  const EquateCompiledAgreement *agreement = printer->agreement;
  if (!agreement->has_shortfall)
    return;
  start_line (printer, 1);
  g_string_append (printer->out, "shortfall at-most ");
  if (agreement->shortfall_at_most != EQUATE_DECIMAL_NONE)
    append_decimal (printer, agreement->shortfall_at_most);
  else
    {
      append_ratio (printer, agreement->shortfall_share);
      g_string_append (printer->out, " of the course");
    }
  end_line (printer);
  if (agreement->shortfall_otherwise != EQUATE_NO_INDEX)
    print_give (printer, 2, agreement->shortfall_otherwise);
}

static void
print_terms (Printer *printer)
{
  const EquateCompiledAgreement *agreement = printer->agreement;
  char buffer[EQUATE_DATE_BUFFER];
  g_string_append (printer->out, "agreement ");
  append_text (printer, agreement->id);
  g_string_append_printf (printer->out, ": %s\n",
                          equate_choice_get_text (equate_status_choices, agreement->status));
  print_text (printer, 1, "title", agreement->title);
  print_institutions (printer);
  print_period (printer, 1, agreement->valid);
  print_names (printer, 1, "programmes", agreement->programmes);
  print_provenance (printer);
  g_string_append (printer->out, "  rate ");
  append_ratio (printer, agreement->rate);
  g_string_append (printer->out, ", step ");
  append_decimal (printer, agreement->round_step);
  g_string_append_printf (
      printer->out, ", %s\n",
      equate_choice_get_text (equate_rounding_choices, agreement->round_mode));
  print_shortfall (printer);
  if (agreement->conversion != EQUATE_NO_INDEX)
    g_string_append_printf (
        printer->out, "  grades %s\n",
        equate_gradebook_get_conversion (printer->ruleset->gradebook, agreement->conversion)
            ->id.text);
  g_string_append_printf (printer->out, "  repeats %s\n",
                          equate_choice_get_text (equate_repeats_choices, agreement->repeats));
  if (agreement->max_age != 0)
    g_string_append_printf (printer->out, "  max-age %s\n",
                            equate_age_format (agreement->max_age, buffer));
}

static void
print_limits (Printer *printer)
{
  EquateRange limits = printer->agreement->limits;
  for (guint32 i = limits.first; i < limits.first + limits.count; i++)
    {
      const EquateCompiledLimit *limit = &printer->ruleset->limits[i];
      g_string_append (printer->out, "  limit ");
      append_text (printer, limit->id);
      g_string_append (printer->out, ": ");
      if (limit->credits != EQUATE_DECIMAL_NONE)
        append_decimal (printer, limit->credits);
      else
        {
          append_ratio (printer, limit->share);
          g_string_append (printer->out, " of the programme");
        }
      if (limit->elective != 0)
        {
          g_string_append (printer->out, ", elective ");
          append_text (printer, limit->elective);
        }
      end_line (printer);
    }
}

/* --- rules --- */

static void
print_part (Printer *printer, const char *word, guint32 node)
{
  if (node == EQUATE_NO_INDEX)
    return;
  g_string_append_printf (printer->out, "    %s\n", word);
  print_requirement (printer, 3, node);
}

static void
print_rule (Printer *printer, const EquateCompiledRule *rule)
{
  const EquateCompiledTerms *terms = &printer->ruleset->terms[rule->terms];
  g_string_append (printer->out, "  rule ");
  append_text (printer, rule->id);
  g_string_append_printf (printer->out, ": priority %d, times %u, grade %s\n", terms->priority,
                          terms->times,
                          equate_choice_get_text (equate_grade_of_many_choices, terms->grade));
  print_text (printer, 2, "inherited from", terms->origin);
  print_period (printer, 2, printer->ruleset->periods[rule->valid]);
  print_names (printer, 2, "programmes", terms->programmes);
  print_part (printer, "take", rule->take);
  print_part (printer, "unless", terms->unless);
  if (terms->deny.count > 0)
    g_string_append (printer->out, "    deny\n");
  for (guint32 i = 0; i < terms->deny.count; i++)
    print_requirement (printer, 3, terms->deny.first + i);
  print_text (printer, 2, "because", terms->because);
  if (rule->give == EQUATE_NO_INDEX)
    return;
  g_string_append (printer->out, "    give\n");
  print_give (printer, 3, rule->give);
}

static void
print_replaced (Printer *printer)
{
  EquateRange replaced = printer->agreement->replaced;
  const EquateString *pair = printer->ruleset->string_lists + replaced.first;
  for (guint32 i = 0; i < replaced.count; i += 2)
    {
      g_string_append (printer->out, "  replaced ");
      append_text (printer, pair[i]);
      g_string_append (printer->out, " of ");
      append_text (printer, pair[i + 1]);
      end_line (printer);
    }
}

void
equate_ruleset_append_agreement (const EquateRuleset *ruleset, guint32 agreement, GString *out)
{
  const EquateCompiledAgreement *compiled = &ruleset->agreements[agreement];
  EquateRange matches = compiled->matches;
  g_autofree EquateCompiledMatch *by_node
      = g_memdup2 (ruleset->matches + matches.first, matches.count * sizeof *by_node);
  if (matches.count > 1)
    qsort (by_node, matches.count, sizeof *by_node, compare_matches);
  Printer printer = { ruleset, compiled, by_node, out };
  print_terms (&printer);
  print_limits (&printer);
  for (guint32 i = 0; i < compiled->rules.count; i++)
    print_rule (&printer, &ruleset->rules[compiled->rules.first + i]);
  print_replaced (&printer);
}
