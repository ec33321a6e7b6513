/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/case-references.h"

#include <string.h>

#include "base/code-key.h"
#include "base/suggest.h"

/* A case being checked. */
typedef struct
{
  const EquateRuleset *ruleset;      /* borrowed */
  const EquateWorkspace *workspace;  /* borrowed */
  EquateDiagnosticList *diagnostics; /* borrowed */
  guint32 agreement;
  guint32 from;
  guint32 to;
  const EquateCase *one; /* borrowed */
} Checker;

static const char *
get_text (const Checker *checker, EquateString string)
{
  return equate_ruleset_text (checker->ruleset, string);
}

static const EquateCompiledAgreement *
get_agreement (const Checker *checker)
{
  return &checker->ruleset->agreements[checker->agreement];
}

static void
help_with_nearest (EquateDiagnostic *diagnostic, const EquateSuggest *suggest)
{
  if (equate_suggest_get_length (suggest) > 0)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?",
                                equate_suggest_get (suggest, 0, NULL));
}

guint32
equate_cases_find_agreement (const EquateRuleset *ruleset, const EquateCases *cases)
{
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    if (strcmp (equate_ruleset_text (ruleset, ruleset->agreements[i].id), cases->agreement.text)
        == 0)
      return i;
  return EQUATE_NO_INDEX;
}

guint32
equate_case_find_source (const EquateRuleset *ruleset, guint32 agreement, const EquateCase *one)
{
  const char *id = one->transcript.institution.text;
  EquateRange from = ruleset->agreements[agreement].from;
  guint32 found = EQUATE_NO_INDEX;

  for (guint32 i = from.first; i < from.first + from.count; i++)
    {
      guint32 institution = ruleset->index_lists[i];
      const char *other = equate_ruleset_text (ruleset, ruleset->institutions[institution].id);

      if (id ? strcmp (other, id) == 0 : from.count == 1)
        found = institution;
    }
  return found;
}

gboolean
equate_code_is_course (const EquateRuleset *ruleset, guint32 institution, const EquateCode *code,
                       const char *shown)
{
  guint32 course = equate_ruleset_find_course (ruleset, institution, code->key);
  g_autofree char *key = NULL;

  if (course != EQUATE_NO_INDEX)
    return strcmp (equate_ruleset_text (ruleset, ruleset->courses[course].code), shown) == 0;
  key = equate_code_key_dup (shown);
  return strcmp (code->key, key) == 0;
}

/* --- Where a case comes from and goes to --- */

static void
report_agreement (const Checker *checker, const EquateName *name)
{
  g_autoptr (EquateSuggest) suggest = NULL;
  EquateDiagnostic *diagnostic;

  if (equate_workspace_may_define (checker->workspace, name->text))
    return;
  diagnostic
      = equate_diagnostic_list_add (checker->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_AGREEMENT,
                                    name->span, "unknown agreement `%s`", name->text);
  equate_diagnostic_set_label (diagnostic, "no agreement has this id");
  suggest = equate_suggest_new (name->text, 1);
  for (guint32 i = 0; i < checker->ruleset->n_agreements; i++)
    equate_suggest_offer (suggest, get_text (checker, checker->ruleset->agreements[i].id), NULL);
  help_with_nearest (diagnostic, suggest);
}

/* The ids of the institutions that the agreement comes from, separated. */
static char *
list_sources (const Checker *checker)
{
  EquateRange from = get_agreement (checker)->from;
  GString *text = g_string_new (NULL);

  for (guint32 i = 0; i < from.count; i++)
    {
      guint32 institution = checker->ruleset->index_lists[from.first + i];

      g_string_append_printf (text, "%s`%s`", i > 0 ? ", " : "",
                              get_text (checker, checker->ruleset->institutions[institution].id));
    }
  return g_string_free (text, FALSE);
}

/* FALSE where nobody can say what the codes of the case mean. */
static gboolean
check_source (Checker *checker)
{
  const EquateName *given = &checker->one->transcript.institution;
  g_autofree char *sources = NULL;
  EquateDiagnostic *diagnostic;

  checker->from = equate_case_find_source (checker->ruleset, checker->agreement, checker->one);
  if (checker->from != EQUATE_NO_INDEX)
    return TRUE;
  diagnostic = equate_diagnostic_list_add (
      checker->diagnostics, EQUATE_DIAGNOSTIC_CASE_SOURCE,
      given->text ? given->span : checker->one->name.span,
      given->text ? "`%s` is not where the agreement `%s` comes from"
                  : "the case `%s` does not say which institution its entries come from",
      given->text ? given->text : checker->one->name.text,
      get_text (checker, get_agreement (checker)->id));
  sources = list_sources (checker);
  equate_diagnostic_set_help (diagnostic, "write `from: INSTITUTION`, one of %s", sources);
  return FALSE;
}

static void
check_programme (const Checker *checker)
{
  const EquateName *name = &checker->one->transcript.target.programme;
  EquateRange range = checker->ruleset->institutions[checker->to].programmes;
  g_autoptr (EquateSuggest) suggest = NULL;
  EquateDiagnostic *diagnostic;

  if (!name->text
      || equate_ruleset_find_programme (checker->ruleset, checker->to, name->text)
             != EQUATE_NO_INDEX)
    return;
  diagnostic = equate_diagnostic_list_add (
      checker->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_PROGRAMME, name->span,
      "unknown programme `%s` at %s", name->text,
      get_text (checker, checker->ruleset->institutions[checker->to].id));
  suggest = equate_suggest_new (name->text, 1);
  for (guint32 i = range.first; i < range.first + range.count; i++)
    equate_suggest_offer (suggest, get_text (checker, checker->ruleset->programmes[i].id), NULL);
  help_with_nearest (diagnostic, suggest);
}

/* --- Entries --- */

static void
help_with_course (const Checker *checker, guint32 institution, const char *code,
                  EquateDiagnostic *diagnostic)
{
  guint32 nearest;

  equate_diagnostic_set_label (
      diagnostic, "not in %s",
      get_text (checker, checker->ruleset->institutions[institution].file));
  if (equate_ruleset_suggest_courses (checker->ruleset, institution, code, 1, &nearest) > 0)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?",
                                get_text (checker, checker->ruleset->courses[nearest].code));
}

static gboolean
is_same_course (const Checker *checker, const EquateCode *a, const EquateCode *b)
{
  guint32 course = equate_ruleset_find_course (checker->ruleset, checker->from, a->key);

  return strcmp (a->key, b->key) == 0
         || (course != EQUATE_NO_INDEX
             && equate_ruleset_find_course (checker->ruleset, checker->from, b->key) == course);
}

/* Does the case mean a course that the catalog does not have? */
static gboolean
expects_unknown (const Checker *checker, const EquateCode *code)
{
  const EquateList *entries = &checker->one->expect.entries.items;

  for (guint i = 0; i < entries->length; i++)
    {
      const EquateExpectedEntry *entry = equate_list_index (*entries, EquateExpectedEntry, i);

      if ((entry->fate == EQUATE_FATE_UNKNOWN_COURSE || entry->fate == EQUATE_FATE_USED)
          && is_same_course (checker, &entry->course, code))
        return TRUE;
    }
  return FALSE;
}

static void
check_scale (const Checker *checker, const EquateName *scale)
{
  EquateDiagnostic *diagnostic;
  const char *nearest;

  if (!scale->text || equate_workspace_may_have_grading (checker->workspace)
      || equate_gradebook_find_scale (checker->ruleset->gradebook, scale->text) != EQUATE_NO_INDEX)
    return;
  diagnostic = equate_diagnostic_list_add (checker->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_SCALE,
                                           scale->span, "unknown grading scale `%s`", scale->text);
  equate_diagnostic_set_label (diagnostic, "no grading document has this scale");
  nearest = equate_gradebook_suggest_scale (checker->ruleset->gradebook, scale->text);
  if (nearest)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
}

static void
check_entries (const Checker *checker)
{
  const EquateList *entries = &checker->one->transcript.entries;

  for (guint i = 0; i < entries->length; i++)
    {
      const EquateEntry *entry = equate_list_index (*entries, EquateEntry, i);

      check_scale (checker, &entry->scale);
      if (equate_ruleset_find_course (checker->ruleset, checker->from, entry->course.key)
              == EQUATE_NO_INDEX
          && !expects_unknown (checker, &entry->course))
        help_with_course (
            checker, checker->from, entry->course.text,
            equate_diagnostic_list_add (
                checker->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_ENTRY_COURSE, entry->course.span,
                "unknown course `%s` at %s", entry->course.text,
                get_text (checker, checker->ruleset->institutions[checker->from].id)));
    }
}

/* --- Expectations --- */

static void
check_course_of_case (const Checker *checker, const EquateCode *code)
{
  const EquateList *entries = &checker->one->transcript.entries;
  EquateDiagnostic *diagnostic;

  if (!code->text)
    return;
  for (guint i = 0; i < entries->length; i++)
    if (is_same_course (checker, code, &equate_list_index (*entries, EquateEntry, i)->course))
      return;
  diagnostic = equate_diagnostic_list_add (
      checker->diagnostics, EQUATE_DIAGNOSTIC_NEVER_EXPECTED, code->span,
      "the case expects something of `%s`, which is not among its entries", code->text);
  equate_diagnostic_set_help (diagnostic, "add it to `entries` of the case, or leave it out here");
}

static void
check_rule (const Checker *checker, const EquateName *rule)
{
  EquateRange rules = get_agreement (checker)->rules;
  g_autoptr (EquateSuggest) suggest = NULL;
  EquateDiagnostic *diagnostic;

  if (!rule->text)
    return;
  suggest = equate_suggest_new (rule->text, 1);
  for (guint32 i = rules.first; i < rules.first + rules.count; i++)
    {
      const char *id = get_text (checker, checker->ruleset->rules[i].id);

      if (strcmp (id, rule->text) == 0)
        return;
      equate_suggest_offer (suggest, id, NULL);
    }
  diagnostic
      = equate_diagnostic_list_add (checker->diagnostics, EQUATE_DIAGNOSTIC_NEVER_EXPECTED,
                                    rule->span, "the agreement `%s` has no rule `%s`",
                                    get_text (checker, get_agreement (checker)->id), rule->text);
  help_with_nearest (diagnostic, suggest);
}

/* Offers the categories of the electives below a give. */
static gboolean
has_category (const Checker *checker, guint32 index, const char *category, EquateSuggest *suggest)
{
  const EquateCompiledGive *give = &checker->ruleset->gives[index];

  if (give->kind == EQUATE_AWARD_ELECTIVE)
    {
      const char *own = get_text (checker, give->target);

      equate_suggest_offer (suggest, own, NULL);
      return strcmp (own, category) == 0;
    }
  if (give->kind != EQUATE_AWARD_ALL_OF && give->kind != EQUATE_AWARD_ONE_OF)
    return FALSE;
  for (guint32 i = 0; i < give->n_children; i++)
    if (has_category (checker, give->first_child + i, category, suggest))
      return TRUE;
  return FALSE;
}

static gboolean
is_category (const Checker *checker, const char *category, EquateSuggest *suggest)
{
  const EquateCompiledAgreement *agreement = get_agreement (checker);

  for (guint32 i = 0; i < agreement->rules.count; i++)
    {
      guint32 give = checker->ruleset->rules[agreement->rules.first + i].give;

      if (give != EQUATE_NO_INDEX && has_category (checker, give, category, suggest))
        return TRUE;
    }
  return agreement->has_shortfall && agreement->shortfall_otherwise != EQUATE_NO_INDEX
         && has_category (checker, agreement->shortfall_otherwise, category, suggest);
}

static void
check_target (const Checker *checker, const EquateExpectedAward *award)
{
  const EquateCode *target = &award->target;
  g_autoptr (EquateSuggest) suggest = NULL;

  if (!target->text
      || (award->kind != EQUATE_DECIDED_ELECTIVE
          && equate_ruleset_find_course (checker->ruleset, checker->to, target->key)
                 != EQUATE_NO_INDEX))
    return;
  suggest = equate_suggest_new (target->text, 1);
  if ((award->kind == EQUATE_NOT_EXPECTED || award->kind == EQUATE_DECIDED_ELECTIVE)
      && is_category (checker, target->text, suggest))
    return;
  if (award->kind == EQUATE_DECIDED_ELECTIVE)
    help_with_nearest (equate_diagnostic_list_add (
                           checker->diagnostics, EQUATE_DIAGNOSTIC_NEVER_EXPECTED, target->span,
                           "no rule of the agreement `%s` gives electives `%s`",
                           get_text (checker, get_agreement (checker)->id), target->text),
                       suggest);
  else
    help_with_course (checker, checker->to, target->text,
                      equate_diagnostic_list_add (
                          checker->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE, target->span,
                          "unknown course `%s` at %s", target->text,
                          get_text (checker, checker->ruleset->institutions[checker->to].id)));
}

static void
check_conversion (const Checker *checker, const EquateName *name)
{
  if (!name->text || equate_workspace_may_have_grading (checker->workspace)
      || equate_gradebook_find_conversion (checker->ruleset->gradebook, name->text)
             != EQUATE_NO_INDEX)
    return;
  equate_diagnostic_set_label (
      equate_diagnostic_list_add (checker->diagnostics, EQUATE_DIAGNOSTIC_UNKNOWN_CONVERSION,
                                  name->span, "unknown conversion `%s`", name->text),
      "no grading document has this conversion");
}

static void
check_awards (const Checker *checker, const EquateExpectedList *awards)
{
  for (guint i = 0; i < awards->items.length; i++)
    {
      const EquateExpectedAward *award = equate_list_index (awards->items, EquateExpectedAward, i);

      check_rule (checker, &award->rule);
      check_target (checker, award);
      check_conversion (checker, &award->conversion);
      for (guint c = 0; c < award->consumes.items.length; c++)
        check_course_of_case (checker, equate_list_index (award->consumes.items, EquateCode, c));
    }
}

static void
check_expectation (const Checker *checker)
{
  const EquateExpectation *expect = &checker->one->expect;

  check_awards (checker, &expect->awards);
  for (guint i = 0; i < expect->entries.items.length; i++)
    {
      const EquateExpectedEntry *entry
          = equate_list_index (expect->entries.items, EquateExpectedEntry, i);

      check_course_of_case (checker, &entry->course);
      check_rule (checker, &entry->rule);
    }
  for (guint i = 0; i < expect->missing.items.length; i++)
    {
      const EquateExpectedMissing *missing
          = equate_list_index (expect->missing.items, EquateExpectedMissing, i);

      check_course_of_case (checker, &missing->entry);
      check_rule (checker, &missing->rule);
      check_awards (checker, &missing->would_award);
    }
}

/* --- All of them --- */

static void
check_document (Checker *checker, const EquateCases *cases)
{
  const EquateCompiledAgreement *agreement;

  checker->agreement = equate_cases_find_agreement (checker->ruleset, cases);
  if (checker->agreement == EQUATE_NO_INDEX)
    {
      report_agreement (checker, &cases->agreement);
      return;
    }
  agreement = get_agreement (checker);
  /* Of a faulty agreement nobody can say where it leads. */
  if (equate_workspace_may_define (checker->workspace, cases->agreement.text))
    return;
  if (agreement->to == EQUATE_NO_INDEX || agreement->from.count == 0)
    {
      if (equate_diagnostic_list_count (checker->diagnostics, EQUATE_SEVERITY_ERROR) == 0)
        equate_diagnostic_set_help (
            equate_diagnostic_list_add (
                checker->diagnostics, EQUATE_DIAGNOSTIC_CASE_SOURCE, cases->agreement.span,
                "`%s` is a base for other agreements and decides nothing", cases->agreement.text),
            "name an agreement that extends it");
      return;
    }
  checker->to = agreement->to;
  for (guint i = 0; i < cases->cases.length; i++)
    {
      checker->one = equate_list_index (cases->cases, EquateCase, i);
      check_programme (checker);
      if (!check_source (checker))
        continue;
      check_entries (checker);
      check_expectation (checker);
    }
}

void
equate_cases_check (const EquateRuleset *ruleset, const EquateWorkspace *workspace,
                    EquateDiagnosticList *diagnostics)
{
  const GPtrArray *documents = equate_workspace_get_cases (workspace);
  Checker checker = { .ruleset = ruleset, .workspace = workspace, .diagnostics = diagnostics };

  for (guint i = 0; i < documents->len; i++)
    check_document (&checker, g_ptr_array_index (documents, i));
}
