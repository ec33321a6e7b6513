/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-builder.h"

#include <string.h>

#include "base/suggest.h"

/* So many rules together: they mostly name fewer codes than can be queued. */
#define RULES_TOGETHER 32u
/* Of the radix sort. */
#define DIGIT_BITS 10
#define DIGIT_VALUES (1u << DIGIT_BITS)

#define MATCHES_OF_PAGE 8u

static void
suggest_programme (const EquateRulesetBuilder *builder, EquateDiagnostic *diagnostic,
                   EquateRange known, const char *id)
{
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (id, 1);
  for (guint32 p = known.first; p < known.first + known.count; p++)
    equate_suggest_offer (
        suggest,
        equate_string_pool_get (builder->pool,
                                g_array_index (builder->programmes, EquateCompiledProgramme, p).id),
        NULL);
  if (equate_suggest_get_length (suggest) > 0)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?",
                                equate_suggest_get (suggest, 0, NULL));
  else if (known.count == 0)
    equate_diagnostic_set_help (diagnostic, "its catalog has no programmes; list them there");
}

static void
check_programmes (EquateAgreementCompiler *compiler, const EquateList *programmes)
{
  EquateRulesetBuilder *builder = compiler->builder;
  if (compiler->to == EQUATE_NO_INDEX)
    return;
  EquateRange known
      = g_array_index (builder->institutions, EquateCompiledInstitution, compiler->to).programmes;
  for (guint i = 0; i < programmes->length; i++)
    {
      const EquateName *name = equate_list_index (*programmes, EquateName, i);
      gboolean found = FALSE;
      for (guint32 p = known.first; p < known.first + known.count && !found; p++)
        found = strcmp (equate_string_pool_get (
                            builder->pool,
                            g_array_index (builder->programmes, EquateCompiledProgramme, p).id),
                        name->text)
                == 0;
      if (found)
        continue;
      EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
          builder->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_PROGRAMME, name->span,
          "unknown programme `%s` at %s", name->text, compiler->merged->to.text);
      equate_diagnostic_set_label (diagnostic, "not in the catalog of %s",
                                   compiler->merged->to.text);
      suggest_programme (builder, diagnostic, known, name->text);
    }
}

/* The first of all periods has no bounds. */
static guint32
add_period (EquateAgreementCompiler *compiler, EquatePeriod period)
{
  if (period.from == 0 && period.until == 0)
    return 0;
  return equate_builder_add_once (compiler->builder->periods, compiler->first_periods, &period);
}

static void
compile_rule (EquateAgreementCompiler *compiler, const EquateMergedRule *merged, guint32 agreement)
{
  EquateRulesetBuilder *builder = compiler->builder;
  const EquateRule *rule = merged->rule;
  EquatePlace place = equate_builder_place (builder, rule->span);
  compiler->rule = builder->rules->len;
  EquateCompiledRule compiled = {
    .id = equate_string_pool_append (builder->pool, rule->id.text),
    .line = place.line,
    .valid = add_period (compiler, rule->valid),
    .take = EQUATE_NO_INDEX,
    .give = EQUATE_NO_INDEX,
  };
  EquateCompiledTerms terms = {
    .agreement = agreement,
    .priority = rule->priority,
    .times = (guint32) rule->times,
    .grade = (guint32) rule->grade,
    .file = place.file,
    .because = equate_string_pool_add (builder->pool, rule->because),
    .programmes = equate_builder_names (builder, &rule->programmes),
    .unless = EQUATE_NO_INDEX,
  };
  if (merged->origin != compiler->merged->agreement)
    terms.origin = equate_string_pool_add (builder->pool, merged->origin->id.text);
  check_programmes (compiler, &rule->programmes);
  if (rule->take != NULL)
    compiled.take = equate_compile_requirement (compiler, rule->take, compiler->merged->defaults);
  if (rule->unless != NULL)
    terms.unless = equate_compile_requirement (compiler, rule->unless, NULL);
  if (rule->give != NULL)
    compiled.give = equate_compile_give (compiler, rule->give);
  if (rule->n_deny > 0)
    terms.deny = equate_compile_leaves (compiler, rule->deny, rule->n_deny);
  if (rule->take != NULL && equate_requirement_is_leaf (rule->take->kind) && compiled.valid == 0
      && terms.programmes.count == 0 && terms.unless == EQUATE_NO_INDEX && terms.deny.count == 0)
    g_array_index (builder->nodes, EquateCompiledNode, compiled.take).is_alone = 1;
  compiled.terms = equate_builder_add_once (builder->terms, compiler->first_terms, &terms);
  g_array_append_val (builder->rules, compiled);
}

static EquateRange
compile_limits (EquateRulesetBuilder *builder, const EquateMergedAgreement *merged)
{
  if (merged->limits->len > EQUATE_MAX_LIMITS)
    {
      EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
          builder->diagnostics, EQUATE_DIAGNOSTIC_BAD_CREDITS, merged->agreement->id.span,
          "agreement `%s` has %u limits", merged->agreement->id.text, merged->limits->len);
      equate_diagnostic_set_label (diagnostic, "at most %u are possible", EQUATE_MAX_LIMITS);
      equate_diagnostic_set_help (diagnostic, "give elective categories that share a limit one "
                                              "name, or divide the agreement by programme");
    }
  EquateRange range = { builder->limits->len, merged->limits->len };
  for (guint i = 0; i < merged->limits->len; i++)
    {
      const EquateLimit *limit = merged->limits->pdata[i];
      EquateCompiledLimit compiled = {
        .id = equate_string_pool_add (builder->pool, limit->id.text),
        .credits = limit->credits,
        .share = limit->share,
        .elective = equate_string_pool_add (builder->pool, limit->elective),
      };
      g_array_append_val (builder->limits, compiled);
    }
  return range;
}

static void
report_rate (EquateRulesetBuilder *builder, const EquateName *name,
             const EquateCompiledProgramme *programme, EquateRatio rate, EquateRatio expected)
{
  char stated[EQUATE_RATIO_BUFFER], right[EQUATE_RATIO_BUFFER];
  char years[EQUATE_DECIMAL_BUFFER], credits[EQUATE_DECIMAL_BUFFER];
  equate_ratio_format (expected, right);
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      builder->diagnostics, EQUATE_DIAGNOSTIC_RATE_MISMATCH, name->span,
      "the rate %s does not follow from the programme `%s`", equate_ratio_format (rate, stated),
      name->text);
  equate_diagnostic_set_label (diagnostic, "60 × %s years ÷ %s credits is %s",
                               equate_decimal_format (programme->years, years),
                               equate_decimal_format (programme->credits, credits), right);
  equate_diagnostic_set_help (diagnostic, "write `rate: %s`, or leave `source-programme` out",
                              right);
}

/* 60 credits a year (ECTS Users' Guide 2015) over the credits of a year there. */
static void
check_rate (EquateAgreementCompiler *compiler, const EquateCreditTerms *terms, EquateRatio rate)
{
  EquateRulesetBuilder *builder = compiler->builder;
  const EquateName *name = &terms->source_programme;
  for (guint i = 0; name->text != NULL && i < compiler->n_from; i++)
    {
      EquateRange known = g_array_index (builder->institutions, EquateCompiledInstitution,
                                         compiler->from[i])
                              .programmes;
      for (guint32 p = known.first; p < known.first + known.count; p++)
        {
          const EquateCompiledProgramme *programme
              = &g_array_index (builder->programmes, EquateCompiledProgramme, p);
          if (strcmp (equate_string_pool_get (builder->pool, programme->id), name->text) != 0)
            continue;
          if (programme->credits == EQUATE_DECIMAL_NONE || programme->credits <= 0
              || programme->years == EQUATE_DECIMAL_NONE)
            return;
          EquateRatio expected = equate_ratio_new (60 * programme->years, programme->credits);
          if (equate_ratio_compare (expected, rate) == 0)
            return;
          report_rate (builder, name, programme, rate, expected);
          return;
        }
    }
  /* One of the institutions may be unknown itself. */
  if (name->text == NULL || compiler->n_from == 0
      || compiler->n_from < compiler->merged->agreement->from.length)
    return;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      builder->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_PROGRAMME, name->span,
      "unknown programme `%s` at the source institution", name->text);
  equate_diagnostic_set_label (diagnostic, "not in its catalog");
  suggest_programme (builder, diagnostic,
                     g_array_index (builder->institutions, EquateCompiledInstitution,
                                    compiler->from[0])
                         .programmes,
                     name->text);
}

static void
compile_terms (EquateAgreementCompiler *compiler, EquateCompiledAgreement *compiled)
{
  const EquateCreditTerms *terms = compiler->merged->credits;
  compiled->rate = (EquateRatio){ 1, 1 };
  compiled->round_step = 1;
  compiled->round_mode = EQUATE_ROUND_HALF_UP;
  compiled->shortfall_otherwise = EQUATE_NO_INDEX;
  compiled->shortfall_at_most = EQUATE_DECIMAL_NONE;
  if (terms == NULL)
    return;
  if (terms->rate.denominator != 0)
    compiled->rate = terms->rate;
  check_rate (compiler, terms, compiled->rate);
  if (terms->round != NULL)
    {
      compiled->round_step = terms->round->step != EQUATE_DECIMAL_NONE ? terms->round->step : 1;
      compiled->round_mode = (guint8) terms->round->mode;
    }
  if (terms->shortfall == NULL)
    return;
  compiled->has_shortfall = TRUE;
  compiled->shortfall_at_most = terms->shortfall->at_most;
  compiled->shortfall_share = terms->shortfall->at_most_share;
  if (terms->shortfall->otherwise != NULL)
    compiled->shortfall_otherwise = equate_compile_give (compiler, terms->shortfall->otherwise);
}

static guint32
find_conversion (EquateRulesetBuilder *builder, const EquateName *name)
{
  if (name->text == NULL)
    return EQUATE_NO_INDEX;
  guint32 conversion = equate_gradebook_find_conversion (builder->gradebook, name->text);
  if (conversion != EQUATE_NO_INDEX || equate_workspace_may_have_grading (builder->workspace))
    return conversion;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      builder->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_CONVERSION, name->span,
      "unknown grade conversion `%s`", name->text);
  equate_diagnostic_set_label (diagnostic, "no grading document has this conversion");
  const char *nearest = equate_gradebook_suggest_conversion (builder->gradebook, name->text);
  if (nearest != NULL)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
  return EQUATE_NO_INDEX;
}

static guint32
find_institution (EquateRulesetBuilder *builder, const EquateName *name)
{
  if (name->text == NULL)
    return EQUATE_NO_INDEX;
  guint32 institution = equate_builder_find_institution (builder, name->text);
  if (institution == EQUATE_NO_INDEX)
    equate_builder_unknown_institution (builder, name);
  return institution;
}

static EquateRange
find_institutions (EquateRulesetBuilder *builder, const EquateList *names)
{
  EquateRange range = { builder->index_lists->len, 0 };
  for (guint i = 0; i < names->length; i++)
    {
      guint32 found = find_institution (builder, equate_list_index (*names, EquateName, i));
      if (found == EQUATE_NO_INDEX)
        continue;
      g_array_append_val (builder->index_lists, found);
      range.count++;
    }
  return range;
}

/* One pass of a radix sort: stable, by some bits of the edition. */
static void
sort_by_digit (const EquateCompiledMatch *from, EquateCompiledMatch *to, guint32 n, guint32 least,
               guint shift)
{
  guint32 places[DIGIT_VALUES + 1] = { 0 };
  for (guint32 i = 0; i < n; i++)
    places[((from[i].edition - least) >> shift) % DIGIT_VALUES + 1]++;
  for (guint i = 1; i <= DIGIT_VALUES; i++)
    places[i] += places[i - 1];
  for (guint32 i = 0; i < n; i++)
    to[places[((from[i].edition - least) >> shift) % DIGIT_VALUES]++] = from[i];
}

/* By edition, then node. The editions of an agreement lie close together, and the nodes of one
 * edition stand nearly in order: faster than comparing. */
static void
sort_matches (EquateCompiledMatch *matches, guint32 n)
{
  guint32 least = EQUATE_NO_INDEX;
  guint32 most = 0;
  for (guint32 i = 0; i < n; i++)
    {
      least = MIN (least, matches[i].edition);
      most = MAX (most, matches[i].edition);
    }
  g_autofree EquateCompiledMatch *room = g_new (EquateCompiledMatch, n);
  for (guint shift = 0; n > 1 && shift < 32 && (most - least) >> shift > 0; shift += DIGIT_BITS)
    {
      sort_by_digit (matches, room, n, least, shift);
      memcpy (matches, room, n * sizeof *matches);
    }
  for (guint32 i = 1; i < n; i++)
    {
      EquateCompiledMatch match = matches[i];
      guint32 place = i;
      for (; place > 0 && matches[place - 1].edition == match.edition
             && matches[place - 1].node > match.node;
           place--)
        matches[place] = matches[place - 1];
      matches[place] = match;
    }
}

/* So large that each page has some matches: there are few pages then. */
static EquateMatchPages
compile_pages (EquateRulesetBuilder *builder, EquateRange range)
{
  EquateMatchPages pages = { .first = builder->match_pages->len };
  if (range.count == 0)
    return pages;
  const EquateCompiledMatch *matches
      = &g_array_index (builder->matches, EquateCompiledMatch, range.first);
  pages.edition = matches[0].edition;
  guint32 span = matches[range.count - 1].edition - pages.edition;
  while (pages.bits < 31 && span >> pages.bits > range.count / MATCHES_OF_PAGE)
    pages.bits++;
  pages.n = (span >> pages.bits) + 1;
  guint32 match = 0;
  for (guint32 page = 0; page < pages.n; page++)
    {
      while ((matches[match].edition - pages.edition) >> pages.bits < page)
        match++;
      g_array_append_val (builder->match_pages, match);
    }
  g_array_append_val (builder->match_pages, range.count);
  return pages;
}

/* Finds the courses of the next rules. */
static void
look_up_courses (EquateAgreementCompiler *compiler, guint first)
{
  const EquateRulesetBuilder *builder = compiler->builder;
  const GArray *rules = compiler->merged->rules;
  const EquateCourseIndex index = {
    .pool = builder->pool,
    .institutions = builder->institutions,
    .code_slots = builder->code_slots,
    .editions = builder->editions,
  };
  equate_course_queue_clear (&compiler->taken,
                             compiler->n_from > 0 ? compiler->from[0] : EQUATE_NO_INDEX);
  equate_course_queue_clear (&compiler->given, compiler->to);
  for (guint i = first; i < MIN (first + RULES_TOGETHER, rules->len); i++)
    {
      const EquateRule *rule = g_array_index (rules, EquateMergedRule, i).rule;
      if (rule->take != NULL)
        equate_course_queue_add_taken (&compiler->taken, rule->take);
      if (rule->give != NULL)
        equate_course_queue_add_given (&compiler->given, rule->give);
    }
  equate_course_queue_look_up (&compiler->taken, &index);
  equate_course_queue_look_up (&compiler->given, &index);
  equate_course_queue_touch (&compiler->taken, builder->courses);
  equate_course_queue_touch (&compiler->given, builder->catalog_credits);
}

static void
compile_rules (EquateAgreementCompiler *compiler, EquateCompiledAgreement *compiled, guint32 index)
{
  EquateRulesetBuilder *builder = compiler->builder;
  const GArray *rules = compiler->merged->rules;
  compiled->rules = (EquateRange){ builder->rules->len, rules->len };
  compiled->matches.first = builder->matches->len;
  for (guint i = 0; i < rules->len; i++)
    {
      if (i % RULES_TOGETHER == 0)
        look_up_courses (compiler, i);
      compile_rule (compiler, &g_array_index (rules, EquateMergedRule, i), index);
    }
  compiled->matches.count = builder->matches->len - compiled->matches.first;
  if (compiled->matches.count > 1)
    sort_matches (&g_array_index (builder->matches, EquateCompiledMatch, compiled->matches.first),
                  compiled->matches.count);
  compiled->pages = compile_pages (builder, compiled->matches);
  compiled->patterns = (EquateRange){ builder->index_lists->len, compiler->patterns->len };
  if (compiler->patterns->len > 0)
    g_array_append_vals (builder->index_lists, compiler->patterns->data, compiler->patterns->len);
  const GArray *replaced = compiler->merged->replaced;
  compiled->replaced = (EquateRange){ builder->string_lists->len, 2 * replaced->len };
  for (guint i = 0; i < replaced->len; i++)
    {
      const EquateMergedRule *old = &g_array_index (replaced, EquateMergedRule, i);
      EquateString pair[] = { equate_string_pool_add (builder->pool, old->rule->id.text),
                              equate_string_pool_add (builder->pool, old->origin->id.text) };
      g_array_append_vals (builder->string_lists, pair, 2);
    }
}

static void
compile_provenance (EquateRulesetBuilder *builder, const EquateProvenance *provenance,
                    EquateCompiledAgreement *compiled)
{
  if (provenance == NULL)
    return;
  compiled->approved_by = equate_string_pool_add (builder->pool, provenance->approved_by.text);
  compiled->approved_on = provenance->approved_on;
  compiled->document = equate_string_pool_add (builder->pool, provenance->document);
  compiled->review_by = provenance->review_by;
}

static void
compile_agreement (EquateRulesetBuilder *builder, const EquateMergedAgreement *merged)
{
  const EquateAgreement *agreement = merged->agreement;
  EquateCompiledAgreement compiled = {
    .id = equate_string_pool_add (builder->pool, agreement->id.text),
    .title = equate_string_pool_add (builder->pool, equate_text_get (&agreement->title, "en")),
    .status = (guint8) agreement->status,
    .repeats = (guint8) merged->repeats,
    .place = equate_builder_place (builder, agreement->id.span),
    .from = find_institutions (builder, &agreement->from),
    .to = find_institution (builder, &merged->to),
    .valid = agreement->valid,
    .programmes = equate_builder_names (builder, &agreement->programmes),
    .conversion = find_conversion (builder, &merged->grades),
    .max_age = merged->max_age,
    .limits = compile_limits (builder, merged),
  };
  compile_provenance (builder, agreement->provenance, &compiled);
  g_autofree guint32 *from
      = g_memdup2 (&g_array_index (builder->index_lists, guint32, compiled.from.first),
                   compiled.from.count * sizeof (guint32));
  g_autoptr (GArray) patterns = g_array_new (FALSE, FALSE, sizeof (guint32));
  EquateAgreementCompiler compiler = {
    .builder = builder,
    .merged = merged,
    .from = from,
    .n_from = compiled.from.count,
    .to = compiled.to,
    .patterns = patterns,
    .rule = EQUATE_NO_INDEX,
    .first_periods = builder->periods->len,
    .first_terms = builder->terms->len,
  };
  check_programmes (&compiler, &agreement->programmes);
  compile_terms (&compiler, &compiled);
  compile_rules (&compiler, &compiled, builder->agreements->len);
  g_array_append_val (builder->agreements, compiled);
}

static void
check_target (EquateRulesetBuilder *builder, const EquateMergedAgreement *merged)
{
  const EquateAgreement *agreement = merged->agreement;
  /* Of one that extends nothing this was said when it was read. */
  if (agreement->from.length == 0 || merged->to.text != NULL || merged->lacks_base
      || agreement->extends.length == 0)
    return;
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      builder->diagnostics, EQUATE_DIAGNOSTIC_MISSING_KEY, agreement->id.span,
      "agreement `%s` says where students come from but not where they go", agreement->id.text);
  equate_diagnostic_set_label (diagnostic, "`to` is missing");
  equate_diagnostic_set_help (diagnostic, "write `to: INSTITUTION` here, or in what it extends");
}

void
equate_compile_agreement (EquateRulesetBuilder *builder, const EquateAgreement *agreement,
                          GHashTable *agreements)
{
  g_autoptr (EquateMergedAgreement) merged = equate_agreement_merge (
      agreement, agreements, builder->workspace, builder->diagnostics);
  check_target (builder, merged);
  compile_agreement (builder, merged);
  builder->cursor.source = NULL;
}

void
equate_compile_agreements (EquateRulesetBuilder *builder)
{
  const GPtrArray *agreements = equate_workspace_get_agreements (builder->workspace);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < agreements->len; i++)
    {
      EquateAgreement *agreement = agreements->pdata[i];
      g_hash_table_insert (by_id, (gpointer) agreement->id.text, agreement);
    }
  for (guint i = 0; i < agreements->len; i++)
    equate_compile_agreement (builder, agreements->pdata[i], by_id);
}
