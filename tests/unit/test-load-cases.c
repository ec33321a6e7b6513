/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load.h"

#include <string.h>

#include "loading.h"

#define HEAD "equate: cases/1\nagreement: a\ncases:\n"
#define CASE "  - {name: c, on: 2025-02-01, entries: [], expect: "

static const Expectation expectations[] = {
  { "no cases", "equate: cases/1\nagreement: a\ncases: []\n", "" },
  { "what a document needs", "equate: cases/1\nnote: x\n", "EQ104@1:1 EQ104@1:1" },
  { "what a case needs", HEAD "  - {name: c}\n", "EQ104@4:6 EQ104@4:6 EQ104@4:6" },
  { "the day", HEAD "  - {name: c, on: 2025-02-30, entries: [], expect: {awards: []}}\n",
    "EQ107@4:19" },
  { "a name twice",
    HEAD CASE "{awards: []}}\n" CASE "{awards: []}}\n  - {name: d, on: 2025-02-01, entries: [], "
              "expect: {awards: []}}\n",
    "EQ207@5:12" },
  { "an entry is one of a transcript",
    HEAD "  - {name: c, on: 2025-02-01, entries: [{course: A, status: gone}, {grade: x}], expect: "
         "{awards: []}}\n",
    "EQ109@4:61 EQ104@4:69" },
  { "nothing is expected", HEAD CASE "{}}\n", "EQ114@4:52" },
  { "what nobody can expect", HEAD CASE "{award: []}}\n", "EQ102@4:53" },
  { "words",
    HEAD CASE "{outcome: good, optimal: 1, entries: [{course: A, fate: lost, reason: none-such}], "
              "awards: [{kind: gift, method: guess, fallback: no, priority: high}]}}\n",
    "EQ109@4:62 EQ109@4:77 EQ109@4:108 EQ109@4:122 EQ109@4:151 EQ109@4:165 EQ109@4:182 "
    "EQ106@4:196" },
  { "credits",
    HEAD CASE "{awards: [{credits: -1}], account: {awarded: x, rate-and-rounding: -1/3}}}\n",
    "EQ106@4:72 EQ106@4:97" },
  { "codes of warnings", HEAD CASE "{warnings: [EQ504, illustrative, EQ999]}}\n", "EQ109@4:85" },
  { "lists", HEAD CASE "{awards: {}, entries: x, needs-info: [x], warnings: EQ504}}\n",
    "EQ105@4:61 EQ105@4:74 EQ105@4:90 EQ105@4:104" },
};

static void
test_findings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      g_autoptr (Loaded) loaded = load_text (expectations[i].text, equate_load_cases);

      assert_findings (&expectations[i], loaded->diagnostics);
    }
}

static const EquateCase *
get_case (const Loaded *loaded, guint index)
{
  const EquateCases *cases = loaded->record;

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
  g_assert_cmpuint (cases->cases.length, >, index);
  return equate_list_index (cases->cases, EquateCase, index);
}

static void
test_case (void)
{
  g_autoptr (Loaded) loaded = load_text (
      HEAD "  - name: physics\n    on: 2025-02-01\n    from: alpha\n    programme: ee\n"
           "    entries: [{course: ph1, grade: \"70\"}]\n    expect: {outcome: needs-info}\n",
      equate_load_cases);
  const EquateCase *one = get_case (loaded, 0);

  g_assert_cmpstr (one->name.text, ==, "physics");
  g_assert_cmpstr (one->transcript.student.id, ==, "physics");
  g_assert_cmpstr (one->transcript.institution.text, ==, "alpha");
  g_assert_cmpstr (one->transcript.target.programme.text, ==, "ee");
  g_assert_cmpuint (one->transcript.entries.length, ==, 1);
  g_assert_cmpint (one->expect.outcome.value, ==, EQUATE_OUTCOME_NEEDS_INFO);
  g_assert_true (one->expect.outcome.span.source == loaded->source);
}

/* What is left out is told from what is empty, false or 0. */
static void
test_left_out (void)
{
  g_autoptr (Loaded) loaded = load_text (
      HEAD CASE "{awards: [{}, {kind: course, fallback: false, priority: 0, consumes: []}], "
                "entries: [{course: A}]}}\n" CASE "{optimal: false, warnings: []}, note: x}\n",
      equate_load_cases);
  const EquateCases *cases = loaded->record;
  const EquateExpectation *expect;
  const EquateExpectedAward *award;

  /* Both have one name, and nothing else is wrong. */
  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 1);
  expect = &equate_list_index (cases->cases, EquateCase, 0)->expect;
  g_assert_cmpint (expect->outcome.value, ==, EQUATE_NOT_EXPECTED);
  g_assert_cmpint (expect->optimal.value, ==, EQUATE_NOT_EXPECTED);
  g_assert_false (expect->warnings.given);
  g_assert_null (expect->account);
  award = equate_list_index (expect->awards.items, EquateExpectedAward, 0);
  g_assert_cmpint (award->kind, ==, EQUATE_NOT_EXPECTED);
  g_assert_cmpint (award->fallback, ==, EQUATE_NOT_EXPECTED);
  g_assert_cmpint (award->priority, ==, EQUATE_NO_PRIORITY);
  g_assert_true (award->credits == EQUATE_DECIMAL_NONE);
  g_assert_false (award->consumes.given);
  award = equate_list_index (expect->awards.items, EquateExpectedAward, 1);
  g_assert_cmpint (award->kind, ==, EQUATE_DECIDED_COURSE);
  g_assert_false (award->fallback);
  g_assert_cmpint (award->priority, ==, 0);
  g_assert_true (award->consumes.given);
  g_assert_cmpint (equate_list_index (expect->entries.items, EquateExpectedEntry, 0)->fate, ==,
                   EQUATE_NOT_EXPECTED);
  expect = &equate_list_index (cases->cases, EquateCase, 1)->expect;
  g_assert_false (expect->optimal.value);
  g_assert_true (expect->warnings.given);
  g_assert_false (expect->awards.given);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-cases/findings", test_findings);
  g_test_add_func ("/load-cases/case", test_case);
  g_test_add_func ("/load-cases/left-out", test_left_out);
  return g_test_run ();
}
