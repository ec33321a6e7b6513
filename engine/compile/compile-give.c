/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-builder.h"

static gboolean
states_credits (const EquateRulesetBuilder *builder, guint32 course)
{
  EquateDecimal own = g_array_index (builder->catalog_credits, EquateDecimal, course);
  if (own != EQUATE_ASK_EDITIONS)
    return own != EQUATE_DECIMAL_NONE;
  EquateRange editions = g_array_index (builder->courses, EquateCompiledCourse, course).editions;
  for (guint32 i = 0; i < editions.count; i++)
    if (g_array_index (builder->editions, EquateCompiledEdition, editions.first + i).credits
        != EQUATE_DECIMAL_NONE)
      return TRUE;
  return FALSE;
}

/* A course that is awarded with the catalog's credits, or in proportion to them, must have some. */
static void
check_credits (EquateAgreementCompiler *compiler, const EquateGive *give, guint32 course,
               gboolean shares)
{
  EquateRulesetBuilder *builder = compiler->builder;
  if (give->kind != EQUATE_AWARD_COURSE || give->credits_kind == EQUATE_CREDITS_FIXED
      || (give->credits_kind == EQUATE_CREDITS_CONVERTED && !shares)
      || states_credits (builder, course))
    return;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      builder->diagnostics, EQUATE_DIAGNOSTIC_BAD_CREDITS, give->code.span,
      "the catalog states no credits for `%s`", give->code.text);
  equate_diagnostic_set_label (diagnostic, "no credits to award");
  equate_diagnostic_set_help (diagnostic, "write {course: %s, credits: …}, or add the credits to "
                                          "the catalog",
                              give->code.text);
}

/* How many converted courses one alternative may award at most. */
static guint
count_converted (const EquateGive *give)
{
  guint n = give->kind == EQUATE_AWARD_COURSE && give->credits_kind == EQUATE_CREDITS_CONVERTED;
  for (guint i = 0; i < give->n_children; i++)
    {
      guint own = count_converted (give->children[i]);
      n = give->kind == EQUATE_AWARD_ONE_OF ? MAX (n, own) : n + own;
    }
  return n;
}

static guint32
get_target (EquateAgreementCompiler *compiler, const EquateGive *give, gboolean shares)
{
  EquateRulesetBuilder *builder = compiler->builder;
  if (give->kind == EQUATE_AWARD_ELECTIVE)
    return equate_string_pool_add (builder->pool, give->category.text);
  /* Without a code the award itself is at fault, which was said where it was read. */
  if (compiler->to == EQUATE_NO_INDEX || give->code.key == NULL)
    return EQUATE_NO_INDEX;
  guint32 course;
  if (!equate_course_queue_take (&compiler->given, compiler->to, give->code.key, &course))
    course = equate_builder_find_course (builder, compiler->to, give->code.key);
  if (course == EQUATE_NO_INDEX)
    equate_builder_unknown_course (builder, compiler->to, &give->code);
  else
    check_credits (compiler, give, course, shares);
  return course;
}

/* Whoever decides needs to look at neither course nor edition then. */
static guint32
find_catalog_credits (EquateRulesetBuilder *builder, guint32 course)
{
  EquateDecimal credits = g_array_index (builder->catalog_credits, EquateDecimal, course);
  if (credits == EQUATE_ASK_EDITIONS)
    return 0;
  credits = MAX (credits, 0);
  return 1 + equate_builder_add_once (builder->decimals, 0, &credits);
}

/* shares: with other converted courses beside it. */
static void
compile_give (EquateAgreementCompiler *compiler, const EquateGive *give, guint32 index,
              gboolean shares)
{
  EquateRulesetBuilder *builder = compiler->builder;
  EquateCompiledGive compiled = {
    .kind = give->kind,
    .credits_kind = give->credits_kind,
    .n_children = give->n_children,
  };
  if (give->kind == EQUATE_AWARD_ALL_OF || give->kind == EQUATE_AWARD_ONE_OF)
    {
      compiled.first_child = builder->gives->len;
      g_array_set_size (builder->gives, builder->gives->len + give->n_children);
    }
  else
    compiled.target = get_target (compiler, give, shares);
  if ((give->kind == EQUATE_AWARD_COURSE || give->kind == EQUATE_AWARD_WAIVER)
      && compiled.target != EQUATE_NO_INDEX)
    compiled.catalog = find_catalog_credits (builder, compiled.target);
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    {
      compiled.credits = builder->decimals->len;
      g_array_append_val (builder->decimals, give->credits);
    }
  g_array_index (builder->gives, EquateCompiledGive, index) = compiled;
  guint n_converted = give->kind == EQUATE_AWARD_ALL_OF ? count_converted (give) : 0;
  for (guint i = 0; i < give->n_children; i++)
    compile_give (compiler, give->children[i], compiled.first_child + i,
                  shares || n_converted > count_converted (give->children[i]));
}

guint32
equate_compile_give (EquateAgreementCompiler *compiler, const EquateGive *give)
{
  guint32 index = compiler->builder->gives->len;
  g_array_set_size (compiler->builder->gives, index + 1);
  compile_give (compiler, give, index, FALSE);
  return index;
}
