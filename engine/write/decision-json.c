/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-json.h"

static void
write_texts (EquateJsonWriter *writer, const char *key, const char *const *texts, guint n_texts)
{
  equate_json_writer_key (writer, key);
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < n_texts; i++)
    equate_json_writer_string (writer, texts[i]);
  equate_json_writer_end (writer, ']');
}

void
equate_award_write_json (const EquateDecidedAward *award, EquateJsonWriter *writer)
{
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "rule", award->rule);
  equate_json_writer_member (writer, "kind", equate_decided_kind_get_text (award->kind));
  equate_json_writer_member (writer, "target", award->target);
  equate_json_writer_member_decimal (writer, "credits", award->credits);
  equate_json_writer_member (writer, "unit", award->unit);
  equate_json_writer_member (writer, "grade", award->grade);
  equate_json_writer_member (writer, "conversion", award->conversion);
  equate_json_writer_member (writer, "method", award->method);
  if (award->fallback)
    {
      equate_json_writer_key (writer, "fallback");
      equate_json_writer_boolean (writer, TRUE);
    }
  write_texts (writer, "consumes", award->consumes, award->n_consumes);
  equate_json_writer_key (writer, "priority");
  equate_json_writer_integer (writer, award->priority);
  equate_json_writer_end (writer, '}');
}

static void
write_awards (EquateJsonWriter *writer, const char *key, const EquateDecidedAward *awards,
              guint n_awards)
{
  equate_json_writer_key (writer, key);
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < n_awards; i++)
    equate_award_write_json (&awards[i], writer);
  equate_json_writer_end (writer, ']');
}

static void
write_reasons (EquateJsonWriter *writer, const EquateDecidedEntry *entry)
{
  equate_json_writer_key (writer, "reasons");
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < entry->n_reasons; i++)
    {
      const EquateReason *reason = &entry->reasons[i];

      equate_json_writer_begin (writer, '{');
      equate_json_writer_member (writer, "rule", reason->rule);
      equate_json_writer_member (writer, "code", equate_reason_get_text (reason->code));
      equate_json_writer_member (writer, "detail", reason->detail);
      equate_json_writer_end (writer, '}');
    }
  equate_json_writer_end (writer, ']');
}

static void
write_entry (EquateJsonWriter *writer, const EquateDecidedEntry *entry)
{
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "course", entry->course);
  if (entry->credits != EQUATE_DECIMAL_NONE)
    equate_json_writer_member_decimal (writer, "credits", entry->credits);
  equate_json_writer_member (writer, "grade", entry->grade);
  equate_json_writer_member (writer, "converted", entry->converted);
  equate_json_writer_member (writer, "fate", equate_fate_get_text (entry->fate));
  equate_json_writer_member (writer, "rule", entry->rule);
  if (entry->n_reasons > 0)
    write_reasons (writer, entry);
  if (entry->n_nearest > 0)
    write_texts (writer, "nearest", entry->nearest, entry->n_nearest);
  equate_json_writer_end (writer, '}');
}

static void
write_missing (EquateJsonWriter *writer, const EquateMissingInfo *missing)
{
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "rule", missing->rule);
  equate_json_writer_member (writer, "entry", missing->entry);
  equate_json_writer_member (writer, "missing", missing->missing);
  write_awards (writer, "would-award", missing->would_award, missing->n_would_award);
  equate_json_writer_end (writer, '}');
}

/* Places that a terminating decimal is written with; a longer one is a ratio. */
#define MOST_PLACES 24

/* Long division: FALSE where the decimal does not end in time. */
static gboolean
format_exactly (EquateRatio thousandths, char buffer[EQUATE_RATIO_BUFFER])
{
  __extension__ typedef unsigned __int128 Wide;
  const gboolean negative = thousandths.numerator < 0;
  Wide magnitude = negative ? -(Wide) thousandths.numerator : (Wide) thousandths.numerator;
  Wide divisor = (Wide) thousandths.denominator * 1000;
  gsize length = (gsize) g_snprintf (buffer, EQUATE_RATIO_BUFFER, "%s%" G_GUINT64_FORMAT,
                                     negative ? "-" : "", (guint64) (magnitude / divisor));
  Wide rest = magnitude % divisor;

  if (rest != 0)
    buffer[length++] = '.';
  for (guint place = 0; rest != 0; place++)
    {
      if (place == MOST_PLACES)
        return FALSE;
      rest *= 10;
      buffer[length++] = (char) ('0' + (int) (rest / divisor));
      rest %= divisor;
    }
  buffer[length] = '\0';
  return TRUE;
}

const char *
equate_rate_and_rounding_format (EquateRatio thousandths, char buffer[EQUATE_RATIO_BUFFER])
{
  EquateRatio credits;

  if (format_exactly (thousandths, buffer))
    return buffer;
  if (equate_ratio_divide (thousandths, (EquateRatio){ 1000, 1 }, &credits))
    return equate_ratio_format (credits, buffer);
  /* Three noughts divide by a thousand where 64 bits cannot. */
  equate_ratio_format (thousandths, buffer);
  g_strlcat (buffer, "000", EQUATE_RATIO_BUFFER);
  return buffer;
}

static void
write_account (EquateJsonWriter *writer, const EquateDecision *decision)
{
  char buffer[EQUATE_RATIO_BUFFER];

  equate_json_writer_key (writer, "account");
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member_decimal (writer, "source-earned", decision->source_earned);
  equate_json_writer_member_decimal (writer, "source-used", decision->source_used);
  equate_json_writer_member_decimal (writer, "source-unused",
                                     decision->source_earned - decision->source_used);
  equate_json_writer_member_decimal (writer, "awarded", decision->awarded);
  equate_json_writer_member_decimal (writer, "cut-by-limits", decision->cut_by_limits);
  equate_json_writer_member (writer, "rate-and-rounding",
                             equate_rate_and_rounding_format (decision->rate_and_rounding, buffer));
  equate_json_writer_member (writer, "unit", decision->unit);
  equate_json_writer_end (writer, '}');
}

static void
write_progress (EquateJsonWriter *writer, const EquateProgress *progress)
{
  equate_json_writer_key (writer, "progress");
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "programme", progress->programme);
  if (progress->required != EQUATE_DECIMAL_NONE)
    equate_json_writer_member_decimal (writer, "required", progress->required);
  equate_json_writer_member_decimal (writer, "awarded", progress->awarded);
  if (progress->remaining != EQUATE_DECIMAL_NONE)
    equate_json_writer_member_decimal (writer, "remaining", progress->remaining);
  equate_json_writer_key (writer, "plan");
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < progress->n_plan; i++)
    {
      const EquatePlanRemainder *item = &progress->plan[i];

      equate_json_writer_begin (writer, '{');
      if (item->semester != 0)
        {
          equate_json_writer_key (writer, "semester");
          equate_json_writer_integer (writer, item->semester);
        }
      if (item->elective)
        {
          equate_json_writer_member (writer, "elective", item->elective);
          equate_json_writer_member_decimal (writer, "credits", item->credits);
        }
      else
        write_texts (writer, "courses", item->courses, item->n_courses);
      equate_json_writer_end (writer, '}');
    }
  equate_json_writer_end (writer, ']');
  equate_json_writer_end (writer, '}');
}

static void
write_head (EquateJsonWriter *writer, const EquateDecision *decision)
{
  char date[EQUATE_DATE_BUFFER];

  equate_json_writer_member (writer, "equate", "decision/1");
  equate_json_writer_member (writer, "student", decision->student);
  equate_json_writer_member (writer, "from", decision->from);
  equate_json_writer_member (writer, "to", decision->to);
  if (decision->agreement)
    {
      equate_json_writer_member (writer, "agreement", decision->agreement);
      equate_json_writer_member (writer, "agreement-status", decision->agreement_status);
    }
  equate_json_writer_member (writer, "programme", decision->programme);
  equate_json_writer_member (writer, "on", equate_date_format (decision->on, date));
  equate_json_writer_member (writer, "outcome", equate_outcome_get_text (decision->outcome));
  equate_json_writer_key (writer, "optimal");
  equate_json_writer_boolean (writer, decision->optimal);
  if (decision->optimal)
    return;
  equate_json_writer_key (writer, "bound");
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < decision->n_bound; i++)
    {
      equate_json_writer_begin (writer, '{');
      equate_json_writer_key (writer, "priority");
      equate_json_writer_integer (writer, decision->bound[i].priority);
      equate_json_writer_member_decimal (writer, "credits", decision->bound[i].credits);
      equate_json_writer_end (writer, '}');
    }
  equate_json_writer_end (writer, ']');
}

static void
write_warnings (EquateJsonWriter *writer, const EquateDecision *decision)
{
  equate_json_writer_key (writer, "warnings");
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < decision->n_warnings; i++)
    {
      const EquateDecisionWarning *warning = &decision->warnings[i];

      equate_json_writer_begin (writer, '{');
      equate_json_writer_member (writer, "code", equate_diagnostic_get_info (warning->code)->code);
      equate_json_writer_member (writer, "message", warning->message);
      equate_json_writer_end (writer, '}');
    }
  equate_json_writer_end (writer, ']');
}

void
equate_decision_write_json (const EquateDecision *decision, gboolean awards_only,
                            EquateJsonWriter *writer)
{
  equate_json_writer_begin (writer, '{');
  write_head (writer, decision);
  write_awards (writer, "awards", decision->awards, decision->n_awards);
  if (!awards_only)
    {
      equate_json_writer_key (writer, "entries");
      equate_json_writer_begin (writer, '[');
      for (guint i = 0; i < decision->n_entries; i++)
        write_entry (writer, &decision->entries[i]);
      equate_json_writer_end (writer, ']');
    }
  equate_json_writer_key (writer, "needs-info");
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < decision->n_missing; i++)
    write_missing (writer, &decision->missing[i]);
  equate_json_writer_end (writer, ']');
  if (decision->outcome != EQUATE_OUTCOME_NO_AGREEMENT)
    {
      write_account (writer, decision);
      if (decision->progress)
        write_progress (writer, decision->progress);
    }
  write_warnings (writer, decision);
  equate_json_writer_member (writer, "workspace", decision->workspace);
  equate_json_writer_end (writer, '}');
}
