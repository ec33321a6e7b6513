/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * EQ313: patterns that somebody could make slow. EQ314: patterns with a dot that stands for one and
 * the same sign in all courses that they select, so that nobody meant any character.
 */
#include "analyse/families.h"

#include "analyse/pump.h"

#include <string.h>

/* What codes are divided by. */
static const char signs[] = ". -_/";

/* A leaf with a pattern, once as it was written and once as it was compiled. */
typedef struct
{
  const EquateRequirement *written; /* borrowed */
  guint32 node;
  gsize dot;       /* loose ones: where the dot stands in the pattern */
  GArray *courses; /* owned: guint32; loose ones: those that it selects */
} Leaf;

typedef struct
{
  const EquateAnalysis *analysis; /* borrowed */
  GHashTable *seen;               /* owned: requirements that were looked at; rules are inherited */
  GHashTable *
      pumps[2]; /* owned: by mode: pattern (borrowed): what makes it slow (owned), "" for nothing */
} Look;

static void
clear_leaf (gpointer element)
{
  g_array_unref (((Leaf *) element)->courses);
}

/* --- EQ313 --- */

static const char *
find_pump (Look *look, const EquateRequirement *leaf)
{
  EquatePatternMode mode
      = leaf->kind == EQUATE_REQUIREMENT_MATCH ? EQUATE_PATTERN_WHOLE : EQUATE_PATTERN_SEARCH;
  GHashTable *pumps = look->pumps[mode];
  const char *known = g_hash_table_lookup (pumps, leaf->text.text);
  if (known != NULL)
    return known;
  char *found = equate_pump_find (leaf->text.text, mode);
  if (found == NULL)
    found = g_strdup ("");
  g_hash_table_insert (pumps, (gpointer) leaf->text.text, found);
  return found;
}

static void
check_slow (Look *look, const EquateRequirement *leaf)
{
  const char *pump = find_pump (look, leaf);
  if (*pump == '\0')
    return;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      look->analysis->diagnostics, EQUATE_DIAGNOSTIC_SLOW_PATTERN, leaf->text.span,
      "the pattern `%s` can be made slow", leaf->text.text);
  equate_diagnostic_set_label (diagnostic, "meets the limits on patterns");
  equate_diagnostic_set_witness (diagnostic, "a %s with %s",
                                 leaf->kind == EQUATE_REQUIREMENT_MATCH ? "code" : "title", pump);
  equate_diagnostic_set_help (diagnostic,
                              "write it without a repetition inside of a repetition, or "
                              "beside one that repeats the same");
}

/* --- EQ314 --- */

static gboolean
ends_part (const char *text, const char *dot)
{
  return dot > text && (g_ascii_isalnum (dot[-1]) || strchr ("])}", dot[-1]) != NULL);
}

static gboolean
begins_part (const char *at)
{
  return g_ascii_isalnum (*at) || (*at != '\0' && strchr ("\\[(", *at) != NULL);
}

/* The first dot between two parts that is neither escaped, nor of a class, nor repeated; NULL:
 * none. */
static const char *
find_dot (const char *text)
{
  gboolean in_class = FALSE;
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
      else if (in_class)
        in_class = *at != ']';
      else if (*at == '[')
        {
          in_class = TRUE;
          at += at[1] == '^';
          at += at[1] == ']';
        }
      else if (*at == '.' && ends_part (text, at) && begins_part (at + 1))
        return at;
    }
  return NULL;
}

/* Whether all courses match with the sign in place of the dot. */
static gboolean
stands_for (const EquateRuleset *ruleset, const Leaf *leaf, char sign)
{
  const char *text = leaf->written->text.text;
  g_autofree char *narrow
      = g_strdup_printf ("%.*s[%c]%s", (int) leaf->dot, text, sign, text + leaf->dot + 1);
  g_autofree char *message = NULL;
  gsize offset = 0;
  g_autoptr (EquatePattern) pattern
      = equate_pattern_new (narrow, EQUATE_PATTERN_WHOLE, &message, &offset);
  for (guint i = 0; pattern != NULL && i < leaf->courses->len; i++)
    {
      guint32 course = g_array_index (leaf->courses, guint32, i);
      const char *key = equate_ruleset_text (ruleset, ruleset->courses[course].key);
      if (equate_pattern_match (pattern, key, strlen (key)) != EQUATE_PATTERN_YES)
        return FALSE;
    }
  return pattern != NULL && leaf->courses->len > 0;
}

static void
check_loose (const Look *look, const Leaf *leaf)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  const char *text = leaf->written->text.text;
  const char *sign = signs;
  while (*sign != '\0' && !stands_for (ruleset, leaf, *sign))
    sign++;
  if (*sign == '\0')
    return;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      look->analysis->diagnostics, EQUATE_DIAGNOSTIC_LOOSE_PATTERN, leaf->written->text.span,
      "the dot in `%s` stands for any character", text);
  equate_diagnostic_set_label (diagnostic, "in the catalog it is always `%c`", *sign);
  equate_diagnostic_set_witness (diagnostic, "what `%.*sX%s` selects is selected as well",
                                 (int) leaf->dot, text, text + leaf->dot + 1);
  equate_diagnostic_set_help (diagnostic, "write `%.*s%s%c%s`", (int) leaf->dot, text,
                              *sign == '.' ? "\\" : "", *sign, text + leaf->dot + 1);
}

static void
add_courses (const EquateAnalysis *analysis, guint32 agreement, GArray *leaves)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  EquateRange matches = ruleset->agreements[agreement].matches;
  g_autoptr (GHashTable) by_node = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < leaves->len; i++)
    {
      Leaf *leaf = &g_array_index (leaves, Leaf, i);
      g_hash_table_insert (by_node, GUINT_TO_POINTER (leaf->node), leaf->courses);
    }
  for (guint32 i = matches.first; i < matches.first + matches.count; i++)
    {
      const EquateCompiledMatch *match = &ruleset->matches[i];
      GArray *courses = g_hash_table_lookup (by_node, GUINT_TO_POINTER (match->node));
      guint32 course = ruleset->editions[match->edition].course;
      if (courses != NULL)
        g_array_append_val (courses, course);
    }
}

/* --- the leaves --- */

/* What was compiled to a node; NULL: not in this requirement. */
static const EquateRequirement *
find_written (const EquateRuleset *ruleset, const EquateRequirement *written, guint32 node,
              guint32 wanted)
{
  if (node == wanted)
    return written;
  for (guint i = 0; i < written->n_children; i++)
    {
      const EquateRequirement *found = find_written (ruleset, written->children[i],
                                                     ruleset->nodes[node].first_child + i, wanted);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static const EquateRequirement *
find_leaf (const EquateAnalysis *analysis, guint32 node)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  guint32 index = ruleset->nodes[node].rule;
  const EquateCompiledRule *rule = &ruleset->rules[index];
  const EquateCompiledTerms *terms = &ruleset->terms[rule->terms];
  const EquateRule *written = analysis->records[index];
  const EquateRequirement *found = NULL;
  if (node >= terms->deny.first && node < terms->deny.first + terms->deny.count)
    return written->deny[node - terms->deny.first];
  if (rule->take != EQUATE_NO_INDEX)
    found = find_written (ruleset, written->take, rule->take, node);
  if (found == NULL && terms->unless != EQUATE_NO_INDEX)
    found = find_written (ruleset, written->unless, terms->unless, node);
  return found;
}

static void
look_at_agreement (Look *look, guint32 index)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  EquateRange patterns = ruleset->agreements[index].patterns;
  g_autoptr (GArray) loose = g_array_new (FALSE, FALSE, sizeof (Leaf));
  g_array_set_clear_func (loose, clear_leaf);
  for (guint32 i = patterns.first; i < patterns.first + patterns.count; i++)
    {
      guint32 node = ruleset->index_lists[i];
      const EquateRequirement *written = find_leaf (look->analysis, node);
      if (written == NULL || !g_hash_table_add (look->seen, (gpointer) written))
        continue;
      check_slow (look, written);
      const char *dot
          = written->kind == EQUATE_REQUIREMENT_MATCH ? find_dot (written->text.text) : NULL;
      if (dot == NULL)
        continue;
      Leaf leaf = { written, node, (gsize) (dot - written->text.text),
                    g_array_new (FALSE, FALSE, sizeof (guint32)) };
      g_array_append_val (loose, leaf);
    }
  if (loose->len == 0)
    return;
  add_courses (look->analysis, index, loose);
  for (guint i = 0; i < loose->len; i++)
    check_loose (look, &g_array_index (loose, Leaf, i));
}

void
equate_find_pattern_findings (const EquateAnalysis *analysis)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) whole = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) search = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  Look look
      = { analysis, seen, { [EQUATE_PATTERN_WHOLE] = whole, [EQUATE_PATTERN_SEARCH] = search } };
  for (guint32 i = 0; i < analysis->ruleset->n_agreements; i++)
    if (equate_analysis_is_alive (analysis, i))
      look_at_agreement (&look, i);
}
