/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compiling.h"

#include "compile/ruleset-text.h"

typedef struct
{
  const char *name;
  const char *terms;
  const char *rules;
  const char *expected; /* what stands in the text, line breaks included */
} Case;

#define ONE_RULE "  - {id: a, take: A1, give: T1}\n"

static const Case cases[] = {
  { "nothing stated", "", ONE_RULE,
    "agreement main: approved\n  from alpha\n  to beta\n  rate 1, step 0.001, half-up\n"
    "  repeats best\n  rule a: priority 0, times 1, grade mean\n    take\n      course A1 -> A1\n"
    "    give\n      course T1, credits catalog\n" },
  { "rate and rounding", "credits: {rate: 1.5, round: {step: 0.5, mode: up}}\n", ONE_RULE,
    "  rate 3/2, step 0.5, up\n" },
  { "shortfall in credits", "credits: {shortfall: {at-most: 0.5}}\n", ONE_RULE,
    "  shortfall at-most 0.5\n  repeats best\n" },
  { "shortfall as a share", "credits: {shortfall: {at-most: 25%, otherwise: {elective: x}}}\n",
    ONE_RULE, "  shortfall at-most 1/4 of the course\n    elective x, credits converted\n" },
  { "one end of a period", "valid: {from: 2024-01-31}\n", ONE_RULE,
    "\n  valid from 2024-01-31\n" },
  { "dates of provenance", "provenance: {review-by: 2027-05-20}\n", ONE_RULE,
    "\n  dates review-by 2027-05-20\n" },
  { "limits in their order", "limits: [{id: b, share: 2/3}, {id: a, elective: x, credits: 2.5}]\n",
    ONE_RULE, "  limit b: 2/3 of the programme\n  limit a: 2.5, elective x\n" },
  { "a default is shown at each leaf of take",
    "defaults: {min-grade: '70'}\n", "  - {id: a, take: [A1, {course: A2, max-age: 2 years}], "
                                      "give: T1, unless: A3}\n",
    "      all-of\n        course A1 [min-grade 70] -> A1\n"
    "        course A2 [min-grade 70; max-age 2 years] -> A2\n    unless\n"
    "      course A3 -> A3\n" },
  { "patterns see keys, which are in capitals", "", "  - {id: a, take: {match: 'a[67]|x'}, give: T1}\n"
                                             "  - {id: b, take: OLD1, give: T1}\n",
    "      match a[67]|x -> nothing\n" },
  { "editions of one course", "", "  - {id: a, take: {match: 'A[67]'}, give: T1}\n",
    "match A[67] -> A6 (edition until 2022-12-31), A6 (edition from 2023-07-01), A7\n" },
  { "an alias is the course", "", "  - {id: a, take: OLD1, give: T1}\n", "course A1 -> A1\n" },
  { "tags, fields and titles", "",
    "  - {id: a, take: {any-of: [{tag: core}, {isced: '07'}, {title: phys}]}, give: T1}\n",
    "      any-of\n        tag core -> A4\n        isced 07 -> A4\n        title phys -> A2\n" },
  { "hours asked", "", "  - {id: a, take: {course: A4, min-hours: {laboratory: 15}}, give: T1}\n",
    "course A4 [min-hours laboratory 15] -> A4\n" },
  { "one fact is one line", "", "  - {id: a, deny: A7, because: \"No\\nsport\\t.\"}\n",
    "    deny\n      course A7 -> A7\n    because No\\x0asport\\x09.\n" },
  { "awards", "",
    "  - {id: a, take: A1, give: [{waive: T1}, {one-of: [T2, {course: T3, credits: 2}]}], "
    "grade: max, priority: -3, times: 4}\n",
    "  rule a: priority -3, times 4, grade max\n    take\n      course A1 -> A1\n    give\n"
    "      all-of\n        waive T1\n        one-of\n          course T2, credits catalog\n"
    "          course T3, credits 2\n" },
};

static void
test_text (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *source = g_strconcat (WORLD AGREEMENT_HEAD, test->terms, "rules:\n",
                                         test->rules, NULL);
  g_autoptr (Compiled) compiled = compile_good (source);
  g_autoptr (GString) text = g_string_new (NULL);
  equate_ruleset_append_agreement (compiled->ruleset, 0, text);
  if (strstr (text->str, test->expected) != NULL)
    return;
  g_test_message ("expected\n%s\nin\n%s", test->expected, text->str);
  g_test_fail ();
}

/* A base names no institution: its courses are not known yet. */
static void
test_base (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD "---\nequate: agreement/1\nid: base\nstatus: draft\nrules:\n" ONE_RULE
            "---\nequate: agreement/1\nid: main\nfrom: alpha\nto: beta\nextends: base\n"
            "status: approved\nrules:\n  - {id: b, take: A2, give: T2}\n");
  g_autoptr (GString) text = g_string_new (NULL);
  equate_ruleset_append_agreement (compiled->ruleset, 0, text);
  g_assert_cmpstr (text->str, ==,
                   "agreement base: draft\n  rate 1, step 0.001, half-up\n  repeats best\n"
                   "  rule a: priority 0, times 1, grade mean\n    take\n"
                   "      course A1 -> nothing\n    give\n      course ?, credits catalog\n");
  g_string_truncate (text, 0);
  equate_ruleset_append_agreement (compiled->ruleset, 1, text);
  g_assert_nonnull (strstr (text->str, "  rule a: priority 0, times 1, grade mean\n"
                                       "    inherited from base\n    take\n"
                                       "      course A1 -> A1\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ruleset-text/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_text);
    }
  g_test_add_func ("/ruleset-text/base", test_base);
  return g_test_run ();
}
