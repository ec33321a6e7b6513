/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load.h"

#include <string.h>

#include "loading.h"

#define HEAD "equate: grading/1\nconversions:\n"

static const Expectation expectations[] = {
  { "nothing at all", "equate: grading/1\n", "" },
  { "a grade needs a label", "equate: grading/1\nscales:\n  - {id: s, grades: [{value: 5}]}\n",
    "EQ104@3:23" },
  { "values",
    "equate: grading/1\nscales:\n  - {id: S, best: '5,0', grades: [{label: a, failed: yes}]}\n",
    "EQ108@3:10 EQ106@3:19 EQ109@3:54" },
  { "what every conversion has", HEAD "  - {id: a, round: up}\n", "EQ104@3:6 EQ104@3:6 EQ104@3:6" },
  { "methods", HEAD "  - {id: a, from: x, to: y, method: guess}\n", "EQ109@3:37" },
  { "each method by itself",
    HEAD
    "  - {id: a, from: x, to: y, method: linear}\n"
    "  - {id: b, from: x, to: y, method: linear, round: down}\n"
    "  - {id: c, from: x, to: y, method: table, table: [{at-least: 1, give: 2}]}\n"
    "  - {id: d, from: x, to: y, method: chain, via: [a, b]}\n"
    "  - {id: e, from: x, to: y, method: distribution, distributions: {from: {counts: {A: 1}}, "
    "to: {sample: 3, years: [2021, 2023], isced: '07', counts: {'5.0': 3}}}, overlap: min, "
    "min-sample: 30, fallback: a}\n",
    "" },
  { "what the methods need",
    HEAD "  - {id: a, from: x, to: y, method: table}\n"
         "  - {id: b, from: x, to: y, method: chain, via: []}\n"
         "  - {id: c, from: x, to: y, method: distribution}\n",
    "EQ104@3:10 EQ104@4:10 EQ104@5:10" },
  { "keys of other methods",
    HEAD "  - {id: a, from: x, to: y, method: linear, table: [{at-least: 1, give: 2}]}\n"
         "  - {id: b, from: x, to: y, method: chain, via: [a], round: nearest}\n"
         "  - {id: c, from: x, to: y, method: linear, overlap: mean, min-sample: 1, fallback: a}\n"
         "  - {id: d, from: x, to: y, method: linear, via: [a]}\n"
         "  - {id: e, from: x, to: y, method: linear, distributions: {from: {counts: {A: 1}}, to: "
         "{counts: {A: 1}}}}\n",
    "EQ402@3:10 EQ402@4:10 EQ402@5:10 EQ402@5:10 EQ402@5:10 EQ402@6:10 EQ402@7:10" },
  { "rows", HEAD "  - {id: a, from: x, to: y, method: table, table: [{at-least: 1}]}\n",
    "EQ104@3:53" },
  { "counts",
    HEAD "  - {id: e, from: x, to: y, method: distribution, min-sample: 0, distributions: {from: "
         "{counts: {A: -1, B: 1.5, C: 2, C: 3}}, to: {sample: 3}}}\n",
    "EQ106@3:63 EQ106@3:101 EQ106@3:108 EQ103@3:119 EQ104@3:132" },
};

static void
test_findings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      g_autoptr (Loaded) loaded = load_text (expectations[i].text, equate_load_grading);

      assert_findings (&expectations[i], loaded->diagnostics);
    }
}

static void
test_scales (void)
{
  g_autoptr (Loaded) loaded = load_text (
      "equate: grading/1\nscales:\n"
      "  - {id: cn, best: 100, pass: 60, worst: 0, step: 0.5, standing: secondary copy,\n"
      "     ungraded: {passed: [P, 合格], failed: [F], pending: [缓考]}, valid: {from: "
      "2017-10-01}}\n"
      "  - id: pl\n    grades:\n      - {label: \"5.0\", value: 5, aliases: [\"5\", bdb]}\n"
      "      - {label: \"2.0\", failed: true}\n",
      equate_load_grading);
  const EquateGrading *grading = loaded->record;
  const EquateScale *scale = equate_list_index (grading->scales, EquateScale, 0);

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
  g_assert_cmpuint (grading->scales.length, ==, 2);
  g_assert_cmpint (scale->best, ==, 100000);
  g_assert_cmpint (scale->step, ==, 500);
  g_assert_cmpuint (scale->ungraded.passed.length, ==, 2);
  g_assert_cmpstr (equate_list_index (scale->ungraded.pending, EquateName, 0)->text, ==, "缓考");
  g_assert_cmpuint (scale->valid.from, !=, 0);
  g_assert_cmpstr (scale->standing, ==, "secondary copy");
  scale++;
  g_assert_cmpint (scale->best, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpint (scale->step, ==, EQUATE_DECIMAL_NONE);

  const EquateGrade *grade = equate_list_index (scale->grades, EquateGrade, 0);

  g_assert_cmpint (grade[0].value, ==, 5000);
  g_assert_cmpuint (grade[0].aliases.length, ==, 2);
  g_assert_false (grade[0].failed);
  g_assert_true (grade[1].failed);
  g_assert_cmpint (grade[1].value, ==, EQUATE_DECIMAL_NONE);
}

static void
test_conversions (void)
{
  g_autoptr (Loaded) loaded = load_text (
      HEAD "  - {id: a, from: x, to: y, method: linear, round: down}\n"
           "  - {id: b, from: x, to: y, method: distribution, overlap: max, min-sample: 30, "
           "fallback: a, distributions: {from: {sample: 412, counts: {优秀: 60, 良好: 190}}, to: "
           "{years: [2021, 2023], counts: {\"5.0\": 0}}}}\n"
           "  - {id: c, from: x, to: y, method: linear}\n",
      equate_load_grading);
  const EquateGrading *grading = loaded->record;
  const EquateConversion *conversion
      = equate_list_index (grading->conversions, EquateConversion, 0);

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
  g_assert_cmpuint (grading->conversions.length, ==, 3);
  g_assert_cmpint (conversion[0].method, ==, EQUATE_METHOD_LINEAR);
  g_assert_true (conversion[0].has_round);
  g_assert_cmpint (conversion[0].round, ==, EQUATE_GRADE_ROUND_DOWN);
  g_assert_cmpint (conversion[1].overlap, ==, EQUATE_OVERLAP_MAX);
  g_assert_cmpint (conversion[1].min_sample, ==, 30);
  g_assert_cmpstr (conversion[1].fallback.text, ==, "a");

  const EquateDistributions *distributions = conversion[1].distributions;
  const EquateGradeCount *count
      = equate_list_index (distributions->from.counts, EquateGradeCount, 1);

  g_assert_cmpint (distributions->from.sample, ==, 412);
  g_assert_cmpstr (count->label.text, ==, "良好");
  g_assert_cmpint (count->count, ==, 190);
  g_assert_cmpint (*equate_list_index (distributions->to.years, gint, 1), ==, 2023);
  g_assert_false (conversion[2].has_round);
  g_assert_cmpint (conversion[2].round, ==, EQUATE_GRADE_ROUND_NEAREST);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-grading/findings", test_findings);
  g_test_add_func ("/load-grading/scales", test_scales);
  g_test_add_func ("/load-grading/conversions", test_conversions);
  return g_test_run ();
}
