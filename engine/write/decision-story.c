/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-text.h"
#include "write/decision-words.h"
#include "write/safe-text.h"

/* How near a course came to being recognised: the smaller, the nearer. */
typedef enum
{
  NEAR_EVIDENCE,  /* a paper is missing */
  NEAR_LIMIT,     /* only a limit stands in the way */
  NEAR_CONDITION, /* a rule would take it, but for a condition */
  NEAR_RULE,      /* a rule would take it, but is not applied */
  NEAR_DENIED,
  NEAR_OUT, /* failed, repeated, too old, still going on */
  NEAR_NOTHING,
} Nearness;

typedef struct
{
  Nearness nearness;
  guint index;
} Miss;

static Nearness
rank_reason (EquateReasonCode code)
{
  switch (code)
    {
    case EQUATE_REASON_MIN_GRADE:
    case EQUATE_REASON_MAX_GRADE:
    case EQUATE_REASON_MIN_CREDITS:
    case EQUATE_REASON_MAX_CREDITS:
    case EQUATE_REASON_TAKEN:
    case EQUATE_REASON_MAX_AGE:
    case EQUATE_REASON_LEVEL:
    case EQUATE_REASON_LANGUAGE:
    case EQUATE_REASON_MIN_HOURS:
    case EQUATE_REASON_SHORTFALL:
    case EQUATE_REASON_MISSING_COURSE:
      return NEAR_CONDITION;
    case EQUATE_REASON_LIMIT:
      return NEAR_LIMIT;
    case EQUATE_REASON_DENIED:
      return NEAR_DENIED;
    default:
      return NEAR_RULE;
    }
}

static Nearness
rank_entry (const EquateDecidedEntry *entry)
{
  Nearness nearness = NEAR_NOTHING;

  if (entry->fate == EQUATE_FATE_NEEDS_INFO)
    return NEAR_EVIDENCE;
  if (entry->fate == EQUATE_FATE_CUT_BY_LIMIT)
    return NEAR_LIMIT;
  if (entry->fate == EQUATE_FATE_DENIED)
    return NEAR_DENIED;
  if (entry->fate < EQUATE_FATE_USED)
    return NEAR_OUT;
  for (guint i = 0; i < entry->n_reasons; i++)
    nearness = MIN (nearness, rank_reason (entry->reasons[i].code));
  return nearness;
}

static int
compare_misses (gconstpointer a, gconstpointer b)
{
  const Miss *left = a;
  const Miss *right = b;

  if (left->nearness != right->nearness)
    return left->nearness < right->nearness ? -1 : 1;
  return left->index < right->index ? -1 : left->index > right->index;
}

static void
append_consumed (const EquateDecision *decision, const EquateDecidedAward *award, GString *out)
{
  for (guint i = 0; i < award->n_consumes; i++)
    {
      if (i > 0)
        g_string_append (out, i + 1 < award->n_consumes ? ", " : " and ");
      equate_decision_append_course (decision, award->consumes[i], out);
    }
}

static void
append_what (const EquateDecidedAward *award, gboolean is_plural, GString *out)
{
  if (award->kind == EQUATE_DECIDED_WAIVER)
    {
      g_string_append (out, is_plural ? "exempt from " : "exempts from ");
      equate_award_append_target (award, out);
      return;
    }
  g_string_append (out, is_plural ? "count as " : "counts as ");
  equate_award_append_target (award, out);
  g_string_append (out, ": ");
  equate_award_append_credits (award, out);
  if (!award->grade)
    return;
  g_string_append (out, " with the grade ");
  equate_text_append_safe (out, award->grade, -1);
}

/* The grade of each entry that was consumed, before and after. */
static void
append_converted (const EquateDecision *decision, const EquateDecidedAward *award, GString *out)
{
  const char *separator = ": ";

  for (guint i = 0; i < award->n_consumes; i++)
    for (guint j = 0; j < decision->n_entries; j++)
      {
        const EquateDecidedEntry *entry = &decision->entries[j];

        if (entry->fate != EQUATE_FATE_USED || !entry->converted || !entry->grade
            || !g_str_equal (entry->course, award->consumes[i])
            || !g_str_equal (entry->rule, award->rule))
          continue;
        g_string_append (out, separator);
        equate_text_append_safe (out, entry->grade, -1);
        g_string_append (out, " became ");
        equate_text_append_safe (out, entry->converted, -1);
        separator = ", ";
      }
}

/* All awards of one application in one sentence; returns the index behind them. */
static guint
append_application (const EquateDecision *decision, guint first, GString *out)
{
  const EquateDecidedAward *award = &decision->awards[first];
  guint i = first;

  g_string_append (out, "  ");
  append_consumed (decision, award, out);
  g_string_append_c (out, ' ');
  for (; i < decision->n_awards && equate_award_is_of_same (award, &decision->awards[i]); i++)
    {
      g_string_append (out, i > first ? ", and " : "");
      append_what (&decision->awards[i], award->n_consumes > 1, out);
    }
  g_string_append (out, ", by rule ");
  equate_text_append_safe (out, award->rule, -1);
  g_string_append (out, ".\n");
  if (award->conversion && award->grade)
    {
      g_string_append (out, "    The grade was converted by ");
      equate_text_append_safe (out, award->conversion, -1);
      g_string_append_printf (out, " (%s%s)", award->method,
                              award->fallback ? ", its fallback: a sample is too small" : "");
      append_converted (decision, award, out);
      g_string_append (out, ".\n");
    }
  return i;
}

/* A text of other people may bring its own. */
static void
end_sentence (GString *out)
{
  if (out->str[out->len - 1] != '.')
    g_string_append_c (out, '.');
  g_string_append_c (out, '\n');
}

static void
append_reasons (const EquateDecidedEntry *entry, GString *out)
{
  if (entry->fate != EQUATE_FATE_NOT_USED || entry->n_reasons == 0)
    g_string_append_printf (out, ": %s.\n", equate_fate_get_phrase (entry->fate));
  else
    g_string_append (out, ":\n");
  /* What an entry lacks is told below, with what it would bring. */
  for (guint i = 0; entry->fate != EQUATE_FATE_NEEDS_INFO && i < entry->n_reasons; i++)
    {
      g_string_append (out, "    ");
      equate_reason_append_text (&entry->reasons[i], out);
      end_sentence (out);
    }
  for (guint i = 0; i < entry->n_nearest; i++)
    {
      g_string_append (out, i > 0 ? ", " : "    The catalog has ");
      equate_text_append_safe (out, entry->nearest[i], -1);
    }
  g_string_append (out, entry->n_nearest > 0 ? ".\n" : "");
}

static void
append_miss (const EquateDecision *decision, const EquateDecidedEntry *entry, GString *out)
{
  g_string_append (out, "  ");
  equate_decision_append_course (decision, entry->course, out);
  if (entry->grade)
    {
      g_string_append (out, ", grade ");
      equate_text_append_safe (out, entry->grade, -1);
    }
  append_reasons (entry, out);
  for (guint i = 0; i < decision->n_missing; i++)
    if (entry->fate == EQUATE_FATE_NEEDS_INFO
        && g_str_equal (decision->missing[i].entry, entry->course))
      {
        g_string_append (out, "    ");
        equate_missing_append_text (&decision->missing[i], out);
        g_string_append (out, ".\n");
      }
}

/* Near misses and hopeless cases under headings of their own. */
static void
append_misses (const EquateDecision *decision, GString *out)
{
  g_autoptr (GArray) misses = g_array_new (FALSE, FALSE, sizeof (Miss));
  gboolean is_near = TRUE;

  for (guint i = 0; i < decision->n_entries; i++)
    {
      Miss miss = { rank_entry (&decision->entries[i]), i };

      if (decision->entries[i].fate != EQUATE_FATE_USED)
        g_array_append_val (misses, miss);
    }
  g_array_sort (misses, compare_misses);
  for (guint i = 0; i < misses->len; i++)
    {
      const Miss *miss = &g_array_index (misses, Miss, i);

      if (i == 0 && miss->nearness <= NEAR_RULE)
        g_string_append (out, "\nWhat nearly was recognised\n");
      if (miss->nearness > NEAR_RULE && (i == 0 || is_near))
        g_string_append (out, "\nWhat is not recognised\n");
      is_near = miss->nearness <= NEAR_RULE;
      append_miss (decision, &decision->entries[miss->index], out);
    }
}

void
equate_decision_append_story (const EquateDecision *decision, GString *out)
{
  equate_decision_append_heading (decision, out);
  equate_decision_append_warnings (decision, out);
  if (decision->outcome == EQUATE_OUTCOME_NO_AGREEMENT)
    {
      g_string_append (out, "\nNo agreement between the two is in force on this day, so nothing "
                            "can be said about any course.\n");
      return;
    }
  g_string_append (out, decision->n_awards > 0 ? "\nWhat is recognised\n"
                                               : "\nNothing is recognised.\n");
  for (guint i = 0; i < decision->n_awards;)
    i = append_application (decision, i, out);
  append_misses (decision, out);
  equate_decision_append_account (decision, out);
}
