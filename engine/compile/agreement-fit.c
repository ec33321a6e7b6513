/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-builder.h"

static const EquateCompiledAgreement *
get_agreement (const EquateRulesetBuilder *builder, guint32 index)
{
  return &g_array_index (builder->agreements, EquateCompiledAgreement, index);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const EquateCompiledPair *left = a;
  const EquateCompiledPair *right = b;
  if (left->from != right->from)
    return left->from < right->from ? -1 : 1;
  if (left->to != right->to)
    return left->to < right->to ? -1 : 1;
  return (left->agreement > right->agreement) - (left->agreement < right->agreement);
}

/* Some programme (or its absence) for which nothing tells the two apart: both name none, or both
 * name it. */
static gboolean
programmes_meet (const EquateRulesetBuilder *builder, EquateRange a, EquateRange b)
{
  if (a.count == 0 || b.count == 0)
    return a.count == b.count;
  for (guint32 i = 0; i < a.count; i++)
    for (guint32 j = 0; j < b.count; j++)
      if (g_array_index (builder->string_lists, EquateString, a.first + i)
          == g_array_index (builder->string_lists, EquateString, b.first + j))
        return TRUE;
  return FALSE;
}

static void
check_pair (EquateRulesetBuilder *builder, guint32 first, guint32 second)
{
  const EquateCompiledAgreement *a = get_agreement (builder, first);
  const EquateCompiledAgreement *b = get_agreement (builder, second);
  if (!equate_periods_overlap (a->valid, b->valid)
      || !programmes_meet (builder, a->programmes, b->programmes))
    return;
  const GPtrArray *agreements = equate_workspace_get_agreements (builder->workspace);
  if (agreements->len == 0)
    {
      /* They were gone once they were compiled: who did so loads them again to hear more. */
      equate_diagnostic_list_add (builder->diagnostics, EQUATE_DIAGNOSTIC_AGREEMENTS_FIT_EQUALLY,
                                  (EquateSpan){ NULL }, "agreements fit the same students equally");
      return;
    }
  const EquateAgreement *left = agreements->pdata[first];
  const EquateAgreement *right = agreements->pdata[second];
  EquatePosition position = equate_source_get_position (left->id.span.source, left->id.span.offset);
  EquateDate day = MAX (MAX (a->valid.from, b->valid.from), 1);
  char buffer[EQUATE_DATE_BUFFER];
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      builder->diagnostics, EQUATE_DIAGNOSTIC_AGREEMENTS_FIT_EQUALLY, right->id.span,
      "agreements `%s` and `%s` fit the same students equally", left->id.text, right->id.text);
  equate_diagnostic_set_label (diagnostic, "as `%s` at %s:%u does", left->id.text,
                               equate_source_get_name (left->id.span.source), position.line);
  equate_diagnostic_set_help (
      diagnostic, "both decide%s%s; let one end before the other begins, or name programmes",
      day > 1 ? " on " : " on any day", day > 1 ? equate_date_format (day, buffer) : "");
}

void
equate_compile_pairs (EquateRulesetBuilder *builder)
{
  for (guint32 i = 0; i < builder->agreements->len; i++)
    {
      const EquateCompiledAgreement *agreement = get_agreement (builder, i);
      const char *id = equate_string_pool_get (builder->pool, agreement->id);
      /* Of a faulty agreement nobody can say when it is in force. */
      if (agreement->to == EQUATE_NO_INDEX
          || equate_workspace_may_define (builder->workspace, id)
          || (agreement->status != EQUATE_STATUS_APPROVED
              && agreement->status != EQUATE_STATUS_ILLUSTRATIVE))
        continue;
      for (guint32 f = 0; f < agreement->from.count; f++)
        {
          EquateCompiledPair pair = {
            g_array_index (builder->index_lists, guint32, agreement->from.first + f),
            agreement->to,
            i,
          };
          g_array_append_val (builder->pairs, pair);
        }
    }
  g_array_sort (builder->pairs, compare_pairs);
  const EquateCompiledPair *pairs = (const EquateCompiledPair *) (gpointer) builder->pairs->data;
  for (guint i = 0; i < builder->pairs->len; i++)
    for (guint j = i + 1; j < builder->pairs->len && pairs[j].from == pairs[i].from
                          && pairs[j].to == pairs[i].to;
         j++)
      if (pairs[j].agreement != pairs[i].agreement)
        check_pair (builder, pairs[i].agreement, pairs[j].agreement);
}
