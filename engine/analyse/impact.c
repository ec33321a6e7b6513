/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/impact.h"

#include "compile/ruleset-text.h"

#include <string.h>

struct _EquateRuleChanges
{
  GHashTable *changes; /* owned: "agreement\nrule" -> EquateChange; the terms have no rule */
};

const char *
equate_change_get_text (EquateChange change)
{
  static const char *const words[] = { "unchanged", "changed", "added", "removed" };

  return words[change];
}

/* --- rules --- */

static char *
make_key (const char *agreement, const char *rule)
{
  return g_strdup_printf ("%s\n%s", agreement, rule != NULL ? rule : "");
}

/* The compiled text cut into its terms and its rules: each rule begins a line "  rule ID: ". */
static void
cut_text (const char *agreement, const char *text, GHashTable *blocks)
{
  static const char start[] = "\n  rule ";
  g_autofree char *rule = NULL;

  while (*text != '\0')
    {
      const char *next = strstr (text + 1, start);
      gsize length = next != NULL ? (gsize) (next - text) : strlen (text);

      g_hash_table_insert (blocks, make_key (agreement, rule),
                           g_strchomp (g_strndup (text, length)));
      text += length;
      if (next == NULL)
        continue;
      const char *id = next + strlen (start);
      g_free (rule);
      rule = g_strndup (id, (gsize) (strchr (id, ':') - id));
    }
}

static GHashTable *
cut_ruleset (const EquateRuleset *ruleset)
{
  GHashTable *blocks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      equate_ruleset_append_agreement (ruleset, i, text);
      cut_text (equate_ruleset_text (ruleset, ruleset->agreements[i].id), text->str, blocks);
    }
  return blocks;
}

static void
add_changes (GHashTable *changes, GHashTable *own, GHashTable *other, EquateChange missing)
{
  GHashTableIter iter;
  gpointer key, text;

  g_hash_table_iter_init (&iter, own);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      const char *there = g_hash_table_lookup (other, key);
      EquateChange change = there == NULL                ? missing
                            : strcmp (there, text) != 0 ? EQUATE_CHANGE_CHANGED
                                                        : EQUATE_CHANGE_NONE;

      if (change != EQUATE_CHANGE_NONE)
        g_hash_table_insert (changes, g_strdup (key), GUINT_TO_POINTER (change));
    }
}

EquateRuleChanges *
equate_rule_changes_new (const EquateRuleset *before, const EquateRuleset *after)
{
  EquateRuleChanges *changes = g_new0 (EquateRuleChanges, 1);
  g_autoptr (GHashTable) old = cut_ruleset (before);
  g_autoptr (GHashTable) new = cut_ruleset (after);

  changes->changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_changes (changes->changes, old, new, EQUATE_CHANGE_REMOVED);
  add_changes (changes->changes, new, old, EQUATE_CHANGE_ADDED);
  return changes;
}

void
equate_rule_changes_free (EquateRuleChanges *changes)
{
  g_hash_table_unref (changes->changes);
  g_free (changes);
}

EquateChange
equate_rule_changes_get (const EquateRuleChanges *changes, const char *agreement, const char *rule)
{
  g_autofree char *key = make_key (agreement, rule);

  return (EquateChange) GPOINTER_TO_UINT (g_hash_table_lookup (changes->changes, key));
}

guint
equate_rule_changes_get_length (const EquateRuleChanges *changes)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, changes->changes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += !g_str_has_suffix (key, "\n");
  return n;
}

/* --- decisions --- */

static gboolean
is_same_target (const EquateDecidedAward *a, const EquateDecidedAward *b)
{
  if (a->kind != b->kind || strcmp (a->target, b->target) != 0)
    return FALSE;
  /* Electives of one category are told apart by what they come from. */
  if (a->kind != EQUATE_DECIDED_ELECTIVE)
    return TRUE;
  if (a->n_consumes != b->n_consumes)
    return FALSE;
  for (guint i = 0; i < a->n_consumes; i++)
    if (strcmp (a->consumes[i], b->consumes[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_same_award (const EquateDecidedAward *a, const EquateDecidedAward *b)
{
  if (a->credits != b->credits || g_strcmp0 (a->grade, b->grade) != 0
      || strcmp (a->rule, b->rule) != 0 || a->n_consumes != b->n_consumes)
    return FALSE;
  for (guint i = 0; i < a->n_consumes; i++)
    if (strcmp (a->consumes[i], b->consumes[i]) != 0)
      return FALSE;
  return TRUE;
}

static const EquateDecidedAward *
find_award (const EquateDecision *decision, const EquateDecidedAward *award)
{
  for (guint i = 0; i < decision->n_awards; i++)
    if (is_same_target (&decision->awards[i], award))
      return &decision->awards[i];
  return NULL;
}

static void
compare_awards (EquateImpact *impact)
{
  for (guint i = 0; i < impact->before->n_awards; i++)
    {
      const EquateDecidedAward *award = &impact->before->awards[i];
      EquateAwardChange change = { award, find_award (impact->after, award) };

      if (change.after == NULL || !is_same_award (award, change.after))
        g_array_append_val (impact->awards, change);
    }
  for (guint i = 0; i < impact->after->n_awards; i++)
    {
      EquateAwardChange change = { NULL, &impact->after->awards[i] };

      if (find_award (impact->before, change.after) == NULL)
        g_array_append_val (impact->awards, change);
    }
}

static void
add_cause (EquateImpact *impact, const EquateRuleChanges *changes, const char *agreement,
           const char *rule)
{
  EquateImpactCause cause = { agreement, rule, EQUATE_CHANGE_NONE };

  if (agreement != NULL)
    cause.change = equate_rule_changes_get (changes, agreement, rule);
  if (agreement == NULL || cause.change == EQUATE_CHANGE_NONE)
    return;
  for (guint i = 0; i < impact->causes->len; i++)
    {
      const EquateImpactCause *known = &g_array_index (impact->causes, EquateImpactCause, i);

      if (strcmp (known->agreement, agreement) == 0 && g_strcmp0 (known->rule, rule) == 0)
        return;
    }
  g_array_append_val (impact->causes, cause);
}

/* Rules that differ and award, or say why an entry was not used, in one of the decisions. */
static void
add_causes_of (EquateImpact *impact, const EquateRuleChanges *changes,
               const EquateDecision *decision)
{
  for (guint i = 0; i < decision->n_entries; i++)
    {
      const EquateDecidedEntry *entry = &decision->entries[i];

      if (entry->rule != NULL)
        add_cause (impact, changes, decision->agreement, entry->rule);
      for (guint r = 0; r < entry->n_reasons; r++)
        add_cause (impact, changes, decision->agreement, entry->reasons[r].rule);
    }
}

static void
find_causes (EquateImpact *impact, const EquateRuleChanges *changes)
{
  for (guint i = 0; i < impact->awards->len; i++)
    {
      const EquateAwardChange *change = &g_array_index (impact->awards, EquateAwardChange, i);

      if (change->before != NULL)
        add_cause (impact, changes, impact->before->agreement, change->before->rule);
      if (change->after != NULL)
        add_cause (impact, changes, impact->after->agreement, change->after->rule);
    }
  if (impact->causes->len == 0)
    {
      add_causes_of (impact, changes, impact->before);
      add_causes_of (impact, changes, impact->after);
    }
  add_cause (impact, changes, impact->before->agreement, NULL);
  add_cause (impact, changes, impact->after->agreement, NULL);
  if (impact->causes->len > 0)
    return;
  EquateImpactCause rest = { NULL, NULL, EQUATE_CHANGE_CHANGED };
  g_array_append_val (impact->causes, rest);
}

EquateImpact *
equate_impact_new (const EquateRuleChanges *changes, const EquateDecision *before,
                   const EquateDecision *after)
{
  EquateImpact *impact = g_new0 (EquateImpact, 1);

  impact->before = before;
  impact->after = after;
  impact->awards = g_array_new (FALSE, FALSE, sizeof (EquateAwardChange));
  impact->causes = g_array_new (FALSE, FALSE, sizeof (EquateImpactCause));
  compare_awards (impact);
  impact->is_changed = impact->awards->len > 0 || before->outcome != after->outcome
                       || g_strcmp0 (before->agreement, after->agreement) != 0
                       || before->awarded != after->awarded;
  if (impact->is_changed)
    find_causes (impact, changes);
  return impact;
}

void
equate_impact_free (EquateImpact *impact)
{
  g_array_unref (impact->awards);
  g_array_unref (impact->causes);
  g_free (impact);
}
