/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-builder.h"

#include <string.h>

/* So many are looked through before they are looked up. */
#define RECENT_CONDITIONS 8u

/* What the leaf itself says goes before the default, condition by condition. */
static EquateConditions
overlay (const EquateConditions *own, const EquateConditions *defaults)
{
  EquateConditions result = *own;
  if (defaults == NULL)
    return result;
  if (result.min_grade.text == NULL)
    result.min_grade = defaults->min_grade;
  if (result.max_grade.text == NULL)
    result.max_grade = defaults->max_grade;
  if (result.min_credits == EQUATE_DECIMAL_NONE)
    result.min_credits = defaults->min_credits;
  if (result.max_credits == EQUATE_DECIMAL_NONE)
    result.max_credits = defaults->max_credits;
  if (result.taken.from == 0 && result.taken.until == 0)
    result.taken = defaults->taken;
  if (result.max_age == 0)
    result.max_age = defaults->max_age;
  if (result.level == EQUATE_LEVEL_NONE)
    result.level = defaults->level;
  if (result.language == NULL)
    result.language = defaults->language;
  if (result.min_hours == NULL)
    result.min_hours = defaults->min_hours;
  return result;
}

static gboolean
scale_knows (const EquateGradebook *book, guint32 scale, const char *grade)
{
  for (guint i = 0; i < equate_gradebook_get_n_editions (book, scale); i++)
    if (equate_scale_read (equate_gradebook_get_edition (book, scale, i), grade).kind
        == EQUATE_MARK_GRADE)
      return TRUE;
  return FALSE;
}

/* The grade of a condition must exist where the students come from. */
static void
check_grade (EquateAgreementCompiler *compiler, const EquateName *grade)
{
  EquateRulesetBuilder *builder = compiler->builder;
  guint32 scale = EQUATE_NO_INDEX;
  /* Most rules of an agreement ask for the same grade. */
  if (compiler->known_grade != NULL && strcmp (compiler->known_grade, grade->text) == 0)
    return;
  for (guint i = 0; i < compiler->n_from; i++)
    {
      guint32 own = g_array_index (builder->institutions, EquateCompiledInstitution,
                                   compiler->from[i])
                        .scale;
      if (own == EQUATE_NO_INDEX || scale_knows (builder->gradebook, own, grade->text))
        {
          compiler->known_grade = grade->text;
          return;
        }
      scale = own;
    }
  if (scale == EQUATE_NO_INDEX)
    return;
  const EquateScale *example = equate_scale_edition_get_scale (
      equate_gradebook_get_edition (builder->gradebook, scale, 0));
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      builder->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_GRADE, grade->span,
      "grade `%s` is not on the scale `%s` of the source institution", grade->text,
      example->id.text);
  equate_diagnostic_set_label (diagnostic, "not a grade of `%s`", example->id.text);
  const char *nearest
      = equate_gradebook_suggest_grade (builder->gradebook, scale, grade->text);
  char worst[EQUATE_DECIMAL_BUFFER], best[EQUATE_DECIMAL_BUFFER];
  if (example->grades.length == 0)
    equate_diagnostic_set_help (diagnostic, "its grades are numbers from %s to %s",
                                equate_decimal_format (example->worst, worst),
                                equate_decimal_format (example->best, best));
  else if (nearest != NULL)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
}

/* Conditions that are equal stand once. */
static guint32
add_conditions (EquateRulesetBuilder *builder, const EquateCompiledConditions *conditions)
{
  guint32 n = builder->conditions->len;
  /* Rules that stand together ask for few different ones. */
  for (guint32 i = n; i > 0 && n - i < RECENT_CONDITIONS; i--)
    if (memcmp (&g_array_index (builder->conditions, EquateCompiledConditions, i - 1), conditions,
                sizeof *conditions)
        == 0)
      return i - 1;
  g_autoptr (GBytes) bytes = g_bytes_new (conditions, sizeof *conditions);
  gpointer known = g_hash_table_lookup (builder->condition_places, bytes);
  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  g_array_append_vals (builder->conditions, conditions, 1);
  g_hash_table_insert (builder->condition_places, g_steal_pointer (&bytes),
                       GUINT_TO_POINTER (builder->conditions->len));
  return builder->conditions->len - 1;
}

static guint32
compile_conditions (EquateAgreementCompiler *compiler, const EquateConditions *own,
                    const EquateConditions *defaults)
{
  EquateRulesetBuilder *builder = compiler->builder;
  EquateConditions all = overlay (own, defaults);
  if (all.min_grade.text != NULL)
    check_grade (compiler, &all.min_grade);
  if (all.max_grade.text != NULL)
    check_grade (compiler, &all.max_grade);
  EquateCompiledConditions compiled;
  memset (&compiled, 0, sizeof compiled); /* padding takes part in the comparison */
  compiled.min_grade = equate_string_pool_add (builder->pool, all.min_grade.text);
  compiled.max_grade = equate_string_pool_add (builder->pool, all.max_grade.text);
  compiled.min_credits = all.min_credits;
  compiled.max_credits = all.max_credits;
  compiled.taken = all.taken;
  compiled.max_age = all.max_age;
  compiled.language = equate_string_pool_add (builder->pool, all.language);
  compiled.hours = equate_builder_hours (builder, all.min_hours);
  compiled.level = (guint32) all.level;
  EquateCompiledConditions none;
  memset (&none, 0, sizeof none);
  none.min_credits = none.max_credits = EQUATE_DECIMAL_NONE;
  none.hours = EQUATE_NO_INDEX;
  if (memcmp (&compiled, &none, sizeof none) == 0)
    return EQUATE_NO_INDEX;
  return add_conditions (builder, &compiled);
}

static void
report_pattern (EquateRulesetBuilder *builder, const EquateName *text, const char *message,
                gsize offset)
{
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (builder->diagnostics, EQUATE_DIAGNOSTIC_BAD_PATTERN, text->span,
                                    "%s", message);
  if (!g_str_has_prefix (message, "the pattern is not well formed"))
    equate_diagnostic_set_help (diagnostic,
                                "write several short patterns, joined by `any-of`, without verbs");
  else
    {
      equate_diagnostic_set_label (diagnostic, "noticed at character %ld of the pattern",
                                   g_utf8_pointer_to_offset (text->text, text->text + offset) + 1);
      equate_diagnostic_set_help (diagnostic, "a sign such as ( or [ that stands for itself needs "
                                              "a backslash before it");
    }
}

static EquateKnownPattern *
get_pattern (EquateRulesetBuilder *builder, const EquateName *text, EquatePatternMode mode)
{
  EquateKnownPattern *known = g_hash_table_lookup (builder->patterns[mode], text->text);
  if (known != NULL)
    return known;
  g_autofree char *message = NULL;
  gsize offset = 0;
  EquatePattern *pattern = equate_pattern_new (text->text, mode, &message, &offset);
  if (pattern == NULL)
    {
      report_pattern (builder, text, message, offset);
      return NULL;
    }
  known = g_new0 (EquateKnownPattern, 1);
  known->pattern = pattern;
  g_hash_table_insert (builder->patterns[mode], g_strdup (text->text), known);
  return known;
}

static void
add_match (EquateRulesetBuilder *builder, guint32 edition, guint32 node)
{
  EquateCompiledMatch match = { edition, node };
  g_array_append_val (builder->matches, match);
}

static void
add_course (EquateRulesetBuilder *builder, guint32 course, guint32 node)
{
  EquateRange editions = g_array_index (builder->courses, EquateCompiledCourse, course).editions;
  for (guint32 i = 0; i < editions.count; i++)
    add_match (builder, editions.first + i, node);
}

static void
match_course (EquateAgreementCompiler *compiler, const EquateRequirement *leaf, guint32 node)
{
  EquateRulesetBuilder *builder = compiler->builder;
  gboolean found = FALSE;
  for (guint i = 0; i < compiler->n_from; i++)
    {
      guint32 course;
      if (!equate_course_queue_take (&compiler->taken, compiler->from[i], leaf->code.key, &course))
        course = equate_builder_find_course (builder, compiler->from[i], leaf->code.key);
      if (course == EQUATE_NO_INDEX)
        continue;
      add_course (builder, course, node);
      if (!found)
        g_array_index (builder->nodes, EquateCompiledNode, node).value
            = g_array_index (builder->courses, EquateCompiledCourse, course).code;
      found = TRUE;
    }
  if (!found)
    g_array_index (builder->nodes, EquateCompiledNode, node).value
        = equate_string_pool_add (builder->pool, leaf->code.text);
  /* Where an institution is unknown, the course may be one of its own. */
  if (!found && compiler->n_from > 0
      && compiler->n_from == compiler->merged->agreement->from.length)
    equate_builder_unknown_course (builder, compiler->from[0], &leaf->code);
}

static void
report_limit (EquateRulesetBuilder *builder, const EquateName *pattern, const char *what,
              const char *subject)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      builder->diagnostics, EQUATE_DIAGNOSTIC_PATTERN_LIMIT, pattern->span,
      "the pattern met its limits on the %s `%s`", what, subject);
  equate_diagnostic_set_label (diagnostic, "too slow");
  equate_diagnostic_set_help (diagnostic,
                              "write it without a repetition inside a repetition, such as (a+)+");
}

/* The first course of the range whose key is not before the prefix. */
static guint32
find_prefix (const EquateRulesetBuilder *builder, EquateRange courses, const char *prefix)
{
  guint32 low = courses.first;
  guint32 high = courses.first + courses.count;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const EquateCompiledCourse *course
          = &g_array_index (builder->courses, EquateCompiledCourse, middle);
      if (strcmp (equate_string_pool_get (builder->pool, course->key), prefix) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Finds the editions of an institution whose codes match. */
static void
find_editions (EquateRulesetBuilder *builder, const EquateName *text, EquateRange courses,
               EquateKnownPattern *known)
{
  const char *prefix = equate_pattern_get_prefix (known->pattern);
  gsize length = strlen (prefix);
  gboolean limit = FALSE;
  known->editions.first = builder->matched->len;
  for (guint32 i = find_prefix (builder, courses, prefix); i < courses.first + courses.count; i++)
    {
      const EquateCompiledCourse *course
          = &g_array_index (builder->courses, EquateCompiledCourse, i);
      const char *key = equate_string_pool_get (builder->pool, course->key);
      if (strncmp (key, prefix, length) != 0)
        break;
      EquatePatternResult result = equate_pattern_match (known->pattern, key, strlen (key));
      if (result == EQUATE_PATTERN_LIMIT)
        report_limit (builder, text, "course", key);
      limit = limit || result == EQUATE_PATTERN_LIMIT;
      for (guint32 e = 0; e < course->editions.count && result == EQUATE_PATTERN_YES; e++)
        {
          guint32 edition = course->editions.first + e;
          g_array_append_val (builder->matched, edition);
        }
    }
  known->editions.count = builder->matched->len - known->editions.first;
  /* Each leaf that meets a limit is to be reported. */
  known->round = limit ? 0 : builder->round;
}

static void
match_codes (EquateAgreementCompiler *compiler, const EquateName *text, guint32 institution,
             guint32 node)
{
  EquateRulesetBuilder *builder = compiler->builder;
  EquateKnownPattern *known = get_pattern (builder, text, EQUATE_PATTERN_WHOLE);
  if (known == NULL)
    return;
  if (builder->matched_institution != institution)
    {
      builder->matched_institution = institution;
      builder->round++;
      g_array_set_size (builder->matched, 0);
    }
  if (known->round != builder->round)
    find_editions (
        builder, text,
        g_array_index (builder->institutions, EquateCompiledInstitution, institution).courses,
        known);
  guint first = builder->matches->len;
  g_array_set_size (builder->matches, first + known->editions.count);
  for (guint32 i = 0; i < known->editions.count; i++)
    g_array_index (builder->matches, EquateCompiledMatch, first + i) = (EquateCompiledMatch){
      g_array_index (builder->matched, guint32, known->editions.first + i), node
    };
}

/* A title that is too long to be searched is no fault of the workspace: the leaf is no there. */
static void
match_titles (EquateRulesetBuilder *builder, const EquateName *text,
              const EquateCompiledEdition *edition, guint32 index, guint32 node)
{
  const EquateKnownPattern *known = get_pattern (builder, text, EQUATE_PATTERN_SEARCH);
  if (known == NULL)
    return;
  gboolean limit = FALSE;
  for (guint32 i = 0; i < edition->titles.count; i++)
    {
      const char *title = equate_string_pool_get (
          builder->pool,
          g_array_index (builder->string_lists, EquateString, edition->titles.first + i));
      gsize length = strlen (title);
      EquatePatternResult result = equate_pattern_match (known->pattern, title, length);
      if (result == EQUATE_PATTERN_YES)
        {
          add_match (builder, index, node);
          return;
        }
      if (result == EQUATE_PATTERN_LIMIT && length <= EQUATE_MAX_SEARCHED_TITLE)
        report_limit (builder, text, "title", title);
      limit = limit || result == EQUATE_PATTERN_LIMIT;
    }
  if (limit)
    add_match (builder, index, node | EQUATE_MATCH_LIMIT);
}

static gboolean
has_tag (const EquateRulesetBuilder *builder, const EquateCompiledEdition *edition,
         const char *tag)
{
  for (guint32 i = 0; i < edition->tags.count; i++)
    if (strcmp (equate_string_pool_get (builder->pool,
                                        g_array_index (builder->string_lists, EquateString,
                                                       edition->tags.first + i)),
                tag)
        == 0)
      return TRUE;
  return FALSE;
}

static void
match_editions (EquateAgreementCompiler *compiler, const EquateRequirement *leaf,
                EquateRange courses, guint32 node)
{
  EquateRulesetBuilder *builder = compiler->builder;
  for (guint32 i = courses.first; i < courses.first + courses.count; i++)
    {
      EquateRange editions = g_array_index (builder->courses, EquateCompiledCourse, i).editions;
      for (guint32 e = editions.first; e < editions.first + editions.count; e++)
        {
          const EquateCompiledEdition *edition
              = &g_array_index (builder->editions, EquateCompiledEdition, e);
          if (leaf->kind == EQUATE_REQUIREMENT_TITLE)
            match_titles (builder, &leaf->text, edition, e, node);
          else if (leaf->kind == EQUATE_REQUIREMENT_TAG
                       ? has_tag (builder, edition, leaf->text.text)
                       : g_str_has_prefix (equate_string_pool_get (builder->pool, edition->isced),
                                           leaf->text.text))
            add_match (builder, e, node);
        }
    }
}

/* Which courses a leaf selects is settled here, so that a decision only looks it up. */
static void
compile_leaf (EquateAgreementCompiler *compiler, const EquateRequirement *leaf, guint32 node)
{
  EquateRulesetBuilder *builder = compiler->builder;
  if (leaf->kind == EQUATE_REQUIREMENT_COURSE)
    {
      match_course (compiler, leaf, node);
      return;
    }
  gboolean is_match = leaf->kind == EQUATE_REQUIREMENT_MATCH;
  if (is_match || leaf->kind == EQUATE_REQUIREMENT_TITLE)
    g_array_append_val (compiler->patterns, node);
  for (guint i = 0; i < compiler->n_from; i++)
    {
      EquateRange courses = g_array_index (builder->institutions, EquateCompiledInstitution,
                                           compiler->from[i])
                                .courses;
      if (is_match)
        match_codes (compiler, &leaf->text, compiler->from[i], node);
      else
        match_editions (compiler, leaf, courses, node);
    }
}

static guint32
reserve_nodes (EquateRulesetBuilder *builder, guint n)
{
  guint32 first = builder->nodes->len;
  g_array_set_size (builder->nodes, first + n);
  return first;
}

static guint32
get_value (EquateRulesetBuilder *builder, const EquateRequirement *requirement)
{
  if (requirement->kind == EQUATE_REQUIREMENT_N_OF)
    return requirement->n;
  if (requirement->kind == EQUATE_REQUIREMENT_COURSE)
    return 0; /* as the catalog writes it, once it is found there */
  if (requirement->kind != EQUATE_REQUIREMENT_TOTAL_CREDITS)
    return equate_string_pool_add (builder->pool, requirement->text.text);
  g_array_append_val (builder->decimals, requirement->total);
  return builder->decimals->len - 1;
}

static void
compile_node (EquateAgreementCompiler *compiler, const EquateRequirement *requirement,
              const EquateConditions *defaults, guint32 index)
{
  EquateRulesetBuilder *builder = compiler->builder;
  EquateCompiledNode node = {
    .kind = requirement->kind,
    .n_children = requirement->n_children,
    .value = get_value (builder, requirement),
    .rule = compiler->rule,
  };
  if (equate_requirement_is_leaf (requirement->kind))
    {
      node.conditions = compile_conditions (compiler, &requirement->conditions, defaults);
      g_array_index (builder->nodes, EquateCompiledNode, index) = node;
      compile_leaf (compiler, requirement, index);
      return;
    }
  node.first_child = reserve_nodes (builder, requirement->n_children);
  g_array_index (builder->nodes, EquateCompiledNode, index) = node;
  for (guint i = 0; i < requirement->n_children; i++)
    compile_node (compiler, requirement->children[i], defaults, node.first_child + i);
}

guint32
equate_compile_requirement (EquateAgreementCompiler *compiler, const EquateRequirement *requirement,
                            const EquateConditions *defaults)
{
  guint32 index = reserve_nodes (compiler->builder, 1);
  compile_node (compiler, requirement, defaults, index);
  return index;
}

EquateRange
equate_compile_leaves (EquateAgreementCompiler *compiler, EquateRequirement **leaves,
                       guint n_leaves)
{
  EquateRange range = { reserve_nodes (compiler->builder, n_leaves), n_leaves };
  for (guint i = 0; i < n_leaves; i++)
    compile_node (compiler, leaves[i], NULL, range.first + i);
  return range;
}
