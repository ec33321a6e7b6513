/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/agreement-merge.h"

#include "base/suggest.h"

#include <string.h>

typedef struct
{
  EquateMergedAgreement *merged; /* borrowed */
  GHashTable *agreements;        /* borrowed */
  const EquateWorkspace *workspace; /* borrowed */
  EquateDiagnosticList *diagnostics;
  GHashTable *rule_places;  /* owned: rule id -> index in merged->rules + 1 */
  GHashTable *limit_places; /* owned: limit id -> index in merged->limits + 1 */
  GPtrArray *path;          /* owned: agreements from the outermost to the current one */
} Merge;

static void
merge_limits (Merge *merge, const EquateAgreement *agreement)
{
  for (guint i = 0; i < agreement->limits.length; i++)
    {
      EquateLimit *limit = equate_list_index (agreement->limits, EquateLimit, i);
      GPtrArray *limits = merge->merged->limits;
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (merge->limit_places, limit->id.text));
      if (place > 0)
        {
          limits->pdata[place - 1] = limit;
          continue;
        }
      g_ptr_array_add (limits, limit);
      g_hash_table_insert (merge->limit_places, (gpointer) limit->id.text,
                           GUINT_TO_POINTER (limits->len));
    }
}

/* Where nothing is inherited nothing can be replaced, and no id is looked for. */
static gboolean
stands_alone (const Merge *merge)
{
  return merge->merged->agreement->extends.length == 0;
}

static void
merge_rules (Merge *merge, const EquateAgreement *agreement)
{
  for (guint i = 0; i < agreement->rules.length; i++)
    {
      const EquateRule *rule = equate_list_index (agreement->rules, EquateRule, i);
      GArray *rules = merge->merged->rules;
      EquateMergedRule item = { rule, agreement };
      if (stands_alone (merge))
        {
          g_array_append_val (rules, item);
          continue;
        }
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (merge->rule_places, rule->id.text));
      if (place > 0)
        {
          EquateMergedRule *old = &g_array_index (rules, EquateMergedRule, place - 1);
          g_array_append_val (merge->merged->replaced, *old);
          *old = item;
          continue;
        }
      g_array_append_val (rules, item);
      g_hash_table_insert (merge->rule_places, (gpointer) rule->id.text,
                           GUINT_TO_POINTER (rules->len));
    }
}

static void
merge_terms (EquateMergedAgreement *merged, const EquateAgreement *agreement)
{
  if (agreement->to.text != NULL)
    merged->to = agreement->to;
  if (agreement->credits != NULL)
    merged->credits = agreement->credits;
  if (agreement->grades.text != NULL)
    merged->grades = agreement->grades;
  if (agreement->repeats != EQUATE_REPEATS_NONE)
    merged->repeats = agreement->repeats;
  if (agreement->max_age != 0)
    merged->max_age = agreement->max_age;
  if (agreement->defaults != NULL)
    merged->defaults = agreement->defaults;
}

static void
report_unknown_base (Merge *merge, const EquateName *name)
{
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (merge->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_AGREEMENT,
                                    name->span, "unknown agreement `%s`", name->text);
  equate_diagnostic_set_label (diagnostic, "no agreement has this id");
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (name->text, 1);
  g_autoptr (GList) ids = g_list_sort (g_hash_table_get_keys (merge->agreements),
                                       (GCompareFunc) strcmp);
  for (GList *id = ids; id != NULL; id = id->next)
    equate_suggest_offer (suggest, id->data, NULL);
  if (equate_suggest_get_length (suggest) > 0)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?",
                                equate_suggest_get (suggest, 0, NULL));
}

/* A circle is met once from each agreement on it, and from each that leads there: the first of them
 * in the order of the alphabet speaks for all. */
static void
report_cycle (Merge *merge, const EquateAgreement *base, const EquateName *name)
{
  g_autoptr (GString) way = g_string_new (NULL);
  if (merge->path->pdata[0] != base)
    return;
  for (guint i = 0; i < merge->path->len; i++)
    {
      const EquateAgreement *step = merge->path->pdata[i];
      if (strcmp (step->id.text, base->id.text) < 0)
        return;
      g_string_append_printf (way, "`%s` → ", step->id.text);
    }
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (merge->diagnostics, EQUATE_DIAGNOSTIC_EXTENDS_CYCLE, name->span,
                                    "agreement `%s` extends itself", base->id.text);
  equate_diagnostic_set_label (diagnostic, "leads back to `%s`", base->id.text);
  equate_diagnostic_set_help (diagnostic, "the way is %s`%s`: leave out one of these `extends`",
                              way->str, base->id.text);
}

static void merge_agreement (Merge *merge, const EquateAgreement *agreement);

static void
merge_base (Merge *merge, const EquateName *name)
{
  const EquateAgreement *base = g_hash_table_lookup (merge->agreements, name->text);
  if (base == NULL)
    {
      merge->merged->lacks_base = TRUE;
      if (!equate_workspace_may_define (merge->workspace, name->text))
        report_unknown_base (merge, name);
      return;
    }
  if (g_ptr_array_find (merge->path, base, NULL))
    report_cycle (merge, base, name);
  else
    merge_agreement (merge, base);
}

static void
merge_agreement (Merge *merge, const EquateAgreement *agreement)
{
  g_ptr_array_add (merge->path, (gpointer) agreement);
  for (guint i = 0; i < agreement->extends.length; i++)
    merge_base (merge, equate_list_index (agreement->extends, EquateName, i));
  g_ptr_array_set_size (merge->path, merge->path->len - 1);
  merge_terms (merge->merged, agreement);
  merge_limits (merge, agreement);
  merge_rules (merge, agreement);
}

EquateMergedAgreement *
equate_agreement_merge (const EquateAgreement *agreement, GHashTable *agreements,
                        const EquateWorkspace *workspace, EquateDiagnosticList *diagnostics)
{
  EquateMergedAgreement *merged = g_new0 (EquateMergedAgreement, 1);
  merged->agreement = agreement;
  merged->limits = g_ptr_array_new ();
  merged->rules = g_array_sized_new (FALSE, FALSE, sizeof (EquateMergedRule),
                                     agreement->rules.length);
  merged->replaced = g_array_new (FALSE, FALSE, sizeof (EquateMergedRule));
  g_autoptr (GHashTable) rule_places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) limit_places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  Merge merge = { merged, agreements, workspace, diagnostics, rule_places, limit_places, path };
  merge_agreement (&merge, agreement);
  if (merged->repeats == EQUATE_REPEATS_NONE)
    merged->repeats = EQUATE_REPEATS_BEST;
  return merged;
}

void
equate_merged_agreement_free (EquateMergedAgreement *merged)
{
  g_ptr_array_unref (merged->limits);
  g_array_unref (merged->rules);
  g_array_unref (merged->replaced);
  g_free (merged);
}
