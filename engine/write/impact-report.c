/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/impact-report.h"

#include "write/decision-json.h"
#include "write/safe-text.h"

#include <string.h>

void
equate_impact_totals_add (EquateImpactTotals *totals, const EquateImpact *impact)
{
  totals->records++;
  totals->changed += impact->is_changed;
  totals->credits_before += impact->before->awarded;
  totals->credits_after += impact->after->awarded;
  for (guint i = 0; i < impact->awards->len; i++)
    {
      const EquateAwardChange *change = &g_array_index (impact->awards, EquateAwardChange, i);

      totals->gained += change->before == NULL;
      totals->lost += change->after == NULL;
      totals->differing += change->before != NULL && change->after != NULL;
    }
}

/* --- text --- */

static void
append_safe (GString *out, const char *before, const char *text, const char *after)
{
  g_string_append (out, before);
  equate_text_append_safe (out, text, -1);
  g_string_append (out, after);
}

static void
append_award (const EquateDecidedAward *award, GString *out)
{
  char credits[EQUATE_DECIMAL_BUFFER];

  g_string_append (out, equate_decimal_format (award->credits, credits));
  append_safe (out, " ", award->unit != NULL ? award->unit : "credits", "");
  if (award->grade != NULL)
    append_safe (out, ", grade ", award->grade, "");
  append_safe (out, ", rule ", award->rule, " (");
  for (guint i = 0; i < award->n_consumes; i++)
    append_safe (out, i > 0 ? ", " : "", award->consumes[i], "");
  g_string_append_c (out, ')');
}

static void
append_change (const EquateAwardChange *change, GString *out)
{
  const EquateDecidedAward *award = change->after != NULL ? change->after : change->before;

  append_safe (out, change->before == NULL ? "  + " : change->after == NULL ? "  - " : "  ~ ",
               award->target, ": ");
  if (change->before != NULL)
    append_award (change->before, out);
  if (change->before != NULL && change->after != NULL)
    g_string_append (out, " → ");
  if (change->after != NULL)
    append_award (change->after, out);
  g_string_append_c (out, '\n');
}

static void
append_cause (const EquateImpactCause *cause, GString *out)
{
  if (cause->agreement == NULL)
    {
      g_string_append (out, "  because the catalogs or the grading changed\n");
      return;
    }
  if (cause->rule != NULL)
    append_safe (out, "  because rule ", cause->rule, " of ");
  else
    g_string_append (out, "  because the terms of ");
  append_safe (out, "agreement ", cause->agreement,
               cause->change == EQUATE_CHANGE_CHANGED ? " changed\n" : " ");
  if (cause->change != EQUATE_CHANGE_CHANGED)
    g_string_append_printf (out, "%s %s\n", cause->rule != NULL ? "was" : "were",
                            equate_change_get_text (cause->change));
}

void
equate_impact_append_text (const EquateImpact *impact, GString *out)
{
  const EquateDecision *before = impact->before, *after = impact->after;
  char credits[2][EQUATE_DECIMAL_BUFFER];

  append_safe (out, "", after->student != NULL ? after->student : "(no student)", ": ");
  append_safe (out, "", after->from, " → ");
  append_safe (out, "", after->to, "\n");
  if (before->outcome != after->outcome)
    g_string_append_printf (out, "  outcome: %s → %s\n",
                            equate_outcome_get_text (before->outcome),
                            equate_outcome_get_text (after->outcome));
  if (g_strcmp0 (before->agreement, after->agreement) != 0)
    {
      append_safe (out, "  agreement: ", before->agreement != NULL ? before->agreement : "none",
                   " → ");
      append_safe (out, "", after->agreement != NULL ? after->agreement : "none", "\n");
    }
  if (before->awarded != after->awarded)
    g_string_append_printf (out, "  awarded: %s → %s\n",
                            equate_decimal_format (before->awarded, credits[0]),
                            equate_decimal_format (after->awarded, credits[1]));
  for (guint i = 0; i < impact->awards->len; i++)
    append_change (&g_array_index (impact->awards, EquateAwardChange, i), out);
  for (guint i = 0; i < impact->causes->len; i++)
    append_cause (&g_array_index (impact->causes, EquateImpactCause, i), out);
}

void
equate_impact_totals_append_text (const EquateImpactTotals *totals, guint n_rules, GString *out)
{
  char before[EQUATE_DECIMAL_BUFFER], after[EQUATE_DECIMAL_BUFFER];

  g_string_append_printf (
      out,
      "%u rule%s differ%s; of %" G_GUINT64_FORMAT " record%s %" G_GUINT64_FORMAT
      " change: %" G_GUINT64_FORMAT " awards gained, %" G_GUINT64_FORMAT
      " lost, %" G_GUINT64_FORMAT " different; credits %s → %s",
      n_rules, n_rules == 1 ? "" : "s", n_rules == 1 ? "s" : "", totals->records,
      totals->records == 1 ? "" : "s", totals->changed, totals->gained, totals->lost,
      totals->differing, equate_decimal_format (totals->credits_before, before),
      equate_decimal_format (totals->credits_after, after));
  if (totals->rejected > 0)
    g_string_append_printf (out, "; %" G_GUINT64_FORMAT " left out", totals->rejected);
  g_string_append_c (out, '\n');
}

/* --- JSON --- */

static void
write_pair (EquateJsonWriter *writer, const char *key, const char *before, const char *after)
{
  if (g_strcmp0 (before, after) == 0)
    return;
  equate_json_writer_key (writer, key);
  equate_json_writer_begin (writer, '{');
  if (before != NULL)
    equate_json_writer_member (writer, "before", before);
  if (after != NULL)
    equate_json_writer_member (writer, "after", after);
  equate_json_writer_end (writer, '}');
}

static void
write_awards (EquateJsonWriter *writer, const char *key, const EquateImpact *impact,
              gboolean had, gboolean has)
{
  equate_json_writer_key (writer, key);
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < impact->awards->len; i++)
    {
      const EquateAwardChange *change = &g_array_index (impact->awards, EquateAwardChange, i);

      if ((change->before != NULL) != had || (change->after != NULL) != has)
        continue;
      if (had && has)
        {
          equate_json_writer_begin (writer, '{');
          equate_json_writer_key (writer, "before");
        }
      if (had)
        equate_award_write_json (change->before, writer);
      if (had && has)
        equate_json_writer_key (writer, "after");
      if (has)
        equate_award_write_json (change->after, writer);
      if (had && has)
        equate_json_writer_end (writer, '}');
    }
  equate_json_writer_end (writer, ']');
}

static void
write_causes (EquateJsonWriter *writer, const EquateImpact *impact)
{
  equate_json_writer_key (writer, "because");
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < impact->causes->len; i++)
    {
      const EquateImpactCause *cause = &g_array_index (impact->causes, EquateImpactCause, i);

      equate_json_writer_begin (writer, '{');
      equate_json_writer_member (writer, "what",
                                 cause->rule != NULL        ? "rule"
                                 : cause->agreement != NULL ? "terms"
                                                            : "catalogs-or-grading");
      if (cause->rule != NULL)
        equate_json_writer_member (writer, "rule", cause->rule);
      if (cause->agreement != NULL)
        equate_json_writer_member (writer, "agreement", cause->agreement);
      equate_json_writer_member (writer, "change", equate_change_get_text (cause->change));
      equate_json_writer_end (writer, '}');
    }
  equate_json_writer_end (writer, ']');
}

void
equate_impact_write_json (const EquateImpact *impact, EquateJsonWriter *writer)
{
  const EquateDecision *before = impact->before, *after = impact->after;
  char credits[2][EQUATE_DECIMAL_BUFFER];

  equate_json_writer_begin (writer, '{');
  if (after->student != NULL)
    equate_json_writer_member (writer, "student", after->student);
  equate_json_writer_member (writer, "from", after->from);
  equate_json_writer_member (writer, "to", after->to);
  write_pair (writer, "outcome", equate_outcome_get_text (before->outcome),
              equate_outcome_get_text (after->outcome));
  write_pair (writer, "agreement", before->agreement, after->agreement);
  write_pair (writer, "awarded", equate_decimal_format (before->awarded, credits[0]),
              equate_decimal_format (after->awarded, credits[1]));
  write_awards (writer, "gained", impact, FALSE, TRUE);
  write_awards (writer, "lost", impact, TRUE, FALSE);
  write_awards (writer, "different", impact, TRUE, TRUE);
  write_causes (writer, impact);
  equate_json_writer_end (writer, '}');
}

static void
write_count (EquateJsonWriter *writer, const char *key, guint64 count)
{
  equate_json_writer_key (writer, key);
  equate_json_writer_integer (writer, (gint64) count);
}

void
equate_impact_totals_write_json (const EquateImpactTotals *totals, guint n_rules,
                                 EquateJsonWriter *writer)
{
  equate_json_writer_begin (writer, '{');
  write_count (writer, "rules", n_rules);
  write_count (writer, "records", totals->records);
  write_count (writer, "changed", totals->changed);
  write_count (writer, "rejected", totals->rejected);
  write_count (writer, "gained", totals->gained);
  write_count (writer, "lost", totals->lost);
  write_count (writer, "different", totals->differing);
  equate_json_writer_member_decimal (writer, "credits-before", totals->credits_before);
  equate_json_writer_member_decimal (writer, "credits-after", totals->credits_after);
  equate_json_writer_end (writer, '}');
}
