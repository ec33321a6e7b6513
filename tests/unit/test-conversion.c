/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/conversion.h"

#include <string.h>

#include "gradebooks.h"

/* --- conversions --- */

static const char conversions[] = SCALES LINE ("de-near", "cn", "de", "") LINE (
    "de-down", "cn", "de", ", round: down") LINE ("de-up", "cn", "de",
                                                  ", round: up") LINE ("pl-near", "cn", "pl", "")
    LINE ("pl-down", "cn", "pl", ", round: down") LINE ("pl-up", "cn", "pl", ", round: up") LINE (
        "pl-ab", "pl", "ab", "") LINE ("pl-cn", "pl", "cn", "") LINE ("pl-one", "pl", "one", "")
        TABLE ("agh", "cn", "pl", AGH) TABLE ("few", "cn", "pl", "{at-least: 90, give: '5.0'}")
            TABLE ("mean", "cn", "pl", "{at-least: 90, give: '3.0'}, {at-least: 60, give: '2.0'}")
                TABLE ("letters", "abc", "pl",
                       "{at-least: A, give: '4.0'}, {at-least: C, give: '3.0'}")
                    TABLE ("kind", "cn", "ab", "{at-least: 0, give: B}") SHARES (
                        "min", "abc", "pl",
                        "sample: 100, counts: {A: 10, B: 30, C: 60, F: 50}",
                        "sample: 100, counts: {'5.0': 20, '4.5': 30, '4.0': 50}",
                        ", overlap: min, min-sample: 30, fallback: letters")
                        SHARES ("mean-of", "abc", "pl", "counts: {A: 10, B: 30, C: 60}",
                                "counts: {'5.0': 20, '4.5': 30, '4.0': 50}", ", overlap: mean")
                            SHARES ("max", "abc", "pl", "counts: {A: 10, B: 30, C: 60}",
                                    "counts: {'5.0': 20, '4.5': 30, '4.0': 50}", ", overlap: max")
                                SHARES ("border", "abc", "pl", "counts: {A: 40, B: 20, C: 40}",
                                        "counts: {'5.0': 50, '4.5': 0, '4.0': 50}",
                                        "") SHARES ("point-min", "abc", "pl",
                                                    "counts: {A: 1, B: 0, C: 1}",
                                                    "counts: {'5.0': 5, '4.5': 0, '4.0': 5}",
                                                    ", overlap: min")
                                    SHARES ("point-mean", "abc", "pl", "counts: {A: 1, B: 0, C: 1}",
                                            "counts: {'5.0': 5, '4.5': 0, '4.0': 5}", "")
                                        SHARES ("point-max", "abc", "pl",
                                                "counts: {A: 1, B: 0, C: 1}",
                                                "counts: {'5.0': 5, '4.5': 0, '4.0': 5}",
                                                ", overlap: max")
                                            SHARES ("ends-min", "abc", "pl", "counts: {B: 1}",
                                                    "counts: {'4.5': 1, '4.0': 2}",
                                                    ", overlap: min")
                                                SHARES ("ends-max", "abc", "pl", "counts: {B: 1}",
                                                        "counts: {'4.5': 1, '4.0': 2}",
                                                        ", overlap: max")
                                                    SHARES (
                                                        "numbers", "cn", "abc",
                                                        "counts: {'90': 1, '80': 2, '70': 1}",
                                                        "counts: {A: 1, B: 1, C: 2}",
                                                        "") SHARES ("small", "abc", "pl",
                                                                    "sample: 20, counts: {A: 10}",
                                                                    "counts: {'5.0': 40}",
                                                                    ", min-sample: 30, fallback: "
                                                                    "letters")
                                                        SHARES (
                                                            "small-too", "abc", "pl",
                                                            "sample: 200, counts: {A: 10}",
                                                            "counts: {'5.0': 4}",
                                                            ", min-sample: 30, fallback: letters")
                                                            SHARES ("alone", "abc", "pl",
                                                                    "counts: {A: 10}",
                                                                    "counts: {'5.0': 40}",
                                                                    ", min-sample: 30")
                                                                CHAIN ("both", "cn", "ab",
                                                                       "agh, pl-ab")
                                                                    CHAIN ("link", "abc", "cn",
                                                                           "small, pl-cn")
                                                                        CHAIN ("dead", "abc", "cn",
                                                                               "alone, pl-cn")
                                                                            SHARES (
                                                                                "to-chain", "abc",
                                                                                "cn",
                                                                                "counts: {A: 1}",
                                                                                "counts: {'90': 1}",
                                                                                ", min-sample: 2, "
                                                                                "fallback: link");

static const struct
{
  const char *conversion;
  const char *grade;
  const char *result;
  const char *method;
  gboolean fallback;
} answers[] = {
  { "de-near", "85", "2.1", "linear" },
  { "de-down", "85", "2.2", "linear" },
  { "de-up", "85", "2.1", "linear" },
  { "de-near", "100", "1.0", "linear" },
  { "de-near", "60", "4.0", "linear" },
  { "de-near", "0", "5.0", "linear" },
  { "de-near", "30", "4.5", "linear" },
  { "de-near", "59.9", "4.1", "linear" },
  { "de-up", "59.999", "4.1", "linear" },
  { "pl-near", "95", "5.0", "linear" },
  { "pl-down", "95", "4.5", "linear" },
  { "pl-up", "95", "5.0", "linear" },
  { "pl-near", "60", "3.0", "linear" },
  { "pl-near", "70", "3.5", "linear" },
  { "pl-down", "70", "3.5", "linear" },
  { "pl-up", "70", "3.5", "linear" },
  { "pl-near", "100", "5.0", "linear" },
  { "pl-near", "59", "2.0", "linear" },
  { "pl-cn", "4.5", "90.000", "linear" },
  { "pl-cn", "3.5", "70.000", "linear" },
  { "pl-cn", "2.0", "59.999", "linear" },
  { "pl-ab", "4.0", "A", "linear" },
  { "pl-ab", "3.5", "B", "linear" },
  { "pl-ab", "2.0", NULL, "linear" },
  { "pl-one", "4.5", "ok", "linear" },
  { "pl-one", "2.0", "no", "linear" },
  { "agh", "100", "5.0", "table" },
  { "agh", "91", "5.0", "table" },
  { "agh", "90.999", "4.5", "table" },
  { "agh", "60", "3.0", "table" },
  { "agh", "59", "2.0", "table" },
  { "agh", "0", "2.0", "table" },
  { "agh", "P", NULL, "table" },
  { "agh", "200", NULL, "table" },
  { "few", "90", "5.0", "table" },
  { "few", "89", NULL, "table" },
  { "mean", "60", "3.0", "table" },
  { "mean", "59", NULL, "table" },
  { "letters", "A", "4.0", "table" },
  { "letters", "B", "3.0", "table" },
  { "letters", "F", NULL, "table" },
  { "kind", "70", "B", "table" },
  { "kind", "30", NULL, "table" },
  { "min", "A", "5.0", "distribution" },
  { "min", "B", "4.5", "distribution" },
  { "min", "C", "4.0", "distribution" },
  { "min", "F", "2.0", "distribution" },
  { "mean-of", "A", "5.0", "distribution" },
  { "mean-of", "B", "4.5", "distribution" },
  { "mean-of", "C", "4.0", "distribution" },
  { "max", "A", "5.0", "distribution" },
  { "max", "B", "5.0", "distribution" },
  { "max", "C", "4.5", "distribution" },
  { "border", "A", "5.0", "distribution" },
  { "border", "B", "5.0", "distribution" },
  { "border", "C", "4.0", "distribution" },
  { "point-min", "B", "4.0", "distribution" },
  { "point-mean", "B", "5.0", "distribution" },
  { "point-max", "B", "5.0", "distribution" },
  { "ends-min", "A", "4.5", "distribution" },
  { "ends-min", "B", "4.0", "distribution" },
  { "ends-min", "C", "4.0", "distribution" },
  { "ends-max", "A", "4.5", "distribution" },
  { "ends-max", "B", "4.5", "distribution" },
  { "ends-max", "C", "4.0", "distribution" },
  { "numbers", "95", "A", "distribution" },
  { "numbers", "90", "A", "distribution" },
  { "numbers", "85", "A", "distribution" },
  { "numbers", "80", "B", "distribution" },
  { "numbers", "75", "C", "distribution" },
  { "numbers", "60", "C", "distribution" },
  { "small", "A", "4.0", "table", TRUE },
  { "small-too", "B", "3.0", "table", TRUE },
  { "small", "F", NULL, "table", TRUE },
  { "alone", "A", NULL, "distribution" },
  { "both", "95", "A", "chain" },
  { "both", "65", "B", "chain" },
  { "both", "10", NULL, "chain" },
  { "link", "A", "80.000", "chain", TRUE },
  { "dead", "A", NULL, "chain" },
  { "to-chain", "A", "80.000", "chain", TRUE },
};

static EquateMark
read_for (const EquateGradebook *book, guint32 conversion, const char *grade)
{
  guint32 from = equate_gradebook_get_from (book, conversion);

  return equate_scale_read (equate_gradebook_get_scale (book, from, ENTRY, NULL), grade);
}

static void
test_answers (void)
{
  g_autoptr (Loaded) loaded = load_text (conversions, equate_load_grading);
  g_autoptr (EquateGradebook) book = make_book (loaded);
  g_autofree char *found = findings (loaded->diagnostics);

  g_assert_cmpstr (found, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      guint32 conversion = equate_gradebook_find_conversion (book, answers[i].conversion);
      g_assert_cmpuint (conversion, !=, EQUATE_NO_INDEX);
      EquateMark mark = read_for (book, conversion, answers[i].grade);
      EquateConverted converted = equate_gradebook_convert (book, conversion, &mark, ENTRY, ON);
      const char *result = equate_mark_format (&converted.mark, loaded->arena);

      if (g_strcmp0 (result, answers[i].result) != 0)
        g_test_fail_printf ("%s of %s: %s instead of %s", answers[i].conversion, answers[i].grade,
                            result, answers[i].result);
      g_assert_cmpstr (converted.method, ==, answers[i].method);
      g_assert_cmpint (converted.fallback, ==, answers[i].fallback);
    }

  EquateMark foreign = read_for (book, equate_gradebook_find_conversion (book, "letters"), "A");
  EquateConverted converted = equate_gradebook_convert (
      book, equate_gradebook_find_conversion (book, "agh"), &foreign, ENTRY, ON);
  g_assert_cmpint (converted.mark.kind, ==, EQUATE_MARK_NONE);
}

/* --- steps --- */

static const struct
{
  const char *conversion;
  const char *grade;
  const char *steps;
  gboolean as_its_scale;
} told[] = {
  { "de-up", "85",
    "`de-up` (linear): 85 is exactly 2.125\n"
    "`de-up` (linear): rounded up, in the student's favour: 2.1" },
  { "pl-ab", "4.5",
    "`pl-ab` (linear): 4.5 is exactly 1.75\n"
    "`pl-ab` (linear): rounded to the nearest grade: A" },
  { "de-down", "59",
    "`de-down` (linear): 59 is exactly 4.016666666… (241/60)\n"
    "`de-down` (linear): rounded down, never better than earned: 4.1" },
  { "pl-near", "59", "`pl-near` (linear): 59 fails and becomes 2.0, the best failing grade" },
  { "pl-ab", "2.0", "`pl-ab` (linear): 2.0 fails, and the scale has no failing grade: no grade" },
  { "agh", "95", "`agh` (table): 95 is at least 91, which gives bdb" },
  { "few", "70", "`few` (table): 70 reaches no row: no grade" },
  { "mean", "70",
    "`mean` (table): 70 is at least 60, which gives 2.0\n"
    "`mean` (table): a pass stays a pass: 2.0 becomes 3.0, the lowest passing grade" },
  { "min", "B",
    "`min` (distribution): B lies between 10/100 and 40/100 of the passing grades, best first\n"
    "`min` (distribution): overlap min: 4.5, which ends at 50/100" },
  { "small", "A",
    "`small` (distribution): the sample of `abc` has 20 grades, fewer than 30: the fallback is "
    "used\n"
    "`letters` (table): A is at least A, which gives 4.0" },
  { "alone", "A",
    "`alone` (distribution): the sample of `abc` has 10 grades, fewer than 30: no grade" },
  { "both", "95",
    "`both` (chain): 2 conversions, one after the other\n"
    "`agh` (table): 95 is at least 91, which gives bdb\n"
    "`pl-ab` (linear): 5.0 is exactly 2\n"
    "`pl-ab` (linear): rounded to the nearest grade: A" },
  { "agh", "P", "" },
  { "agh", "95.00", "`agh` (table): 95.00 is at least 91, which gives bdb" },
  { "pl-cn", "bdb",
    "`pl-cn` (linear): bdb is exactly 100\n"
    "`pl-cn` (linear): rounded to the nearest grade: 100.000" },
  { "both", "95.0",
    "`both` (chain): 2 conversions, one after the other\n"
    "`agh` (table): 95.0 is at least 91, which gives bdb\n"
    "`pl-ab` (linear): 5.0 is exactly 2\n"
    "`pl-ab` (linear): rounded to the nearest grade: A" },
  { "small", "A",
    "`small` (distribution): the sample of `abc` has 20 grades, fewer than 30: the fallback is "
    "used\n"
    "`letters` (table): A is at least A, which gives 4.0" },
  { "agh", "95.00", "`agh` (table): 95.000 is at least 91, which gives bdb", TRUE },
  { "pl-ab", "4.5",
    "`pl-ab` (linear): 4.5 is exactly 1.75\n"
    "`pl-ab` (linear): rounded to the nearest grade: A",
    TRUE },
};

static void
test_explain (void)
{
  g_autoptr (Loaded) loaded = load_text (conversions, equate_load_grading);
  g_autoptr (EquateGradebook) book = make_book (loaded);

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
      guint32 conversion = equate_gradebook_find_conversion (book, told[i].conversion);
      EquateMark mark = read_for (book, conversion, told[i].grade);

      equate_gradebook_explain (book, conversion, &mark,
                                told[i].as_its_scale ? NULL : told[i].grade, ENTRY, ON, steps);
      g_ptr_array_add (steps, NULL);
      g_autofree char *text = g_strjoinv ("\n", (char **) steps->pdata);
      g_assert_cmpstr (text, ==, told[i].steps);
    }
}

/* --- chains without end --- */

static void
test_long_chains (void)
{
  g_autoptr (GString) text = g_string_new (SCALES LINE ("c0", "cn", "cn", ""));
  guint n = 20000;

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, CHAIN ("c%u", "cn", "cn", "c%u"), i, i - 1);
  g_autoptr (Loaded) loaded = load_text (text->str, equate_load_grading);
  g_autoptr (EquateGradebook) book = make_book (loaded);
  EquateMark mark = read_for (book, 0, "85");

  /* The first that is too long is reported; what leads through it is not said to be so too. */
  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 1);
  g_assert_cmpint (equate_gradebook_convert (book, 63, &mark, ENTRY, ON).mark.kind, ==,
                   EQUATE_MARK_GRADE);
  g_assert_cmpint (equate_gradebook_convert (book, 64, &mark, ENTRY, ON).mark.kind, ==,
                   EQUATE_MARK_NONE);
  g_assert_cmpint (equate_gradebook_convert (book, n, &mark, ENTRY, ON).mark.kind, ==,
                   EQUATE_MARK_NONE);
}

static void
test_wide_chains (void)
{
  g_autoptr (GString) text = g_string_new (SCALES LINE ("c0", "cn", "cn", ""));

  for (guint i = 1; i <= 70; i++)
    g_string_append_printf (text, CHAIN ("c%u", "cn", "cn", "c%u, c%u"), i, i - 1, i - 1);
  g_autoptr (Loaded) loaded = load_text (text->str, equate_load_grading);
  g_autoptr (EquateGradebook) book = make_book (loaded);
  EquateMark mark = read_for (book, 0, "85");

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 1);
  g_assert_cmpint (equate_gradebook_convert (book, 5, &mark, ENTRY, ON).mark.kind, ==,
                   EQUATE_MARK_GRADE);
  g_assert_cmpint (equate_gradebook_convert (book, 70, &mark, ENTRY, ON).mark.kind, ==,
                   EQUATE_MARK_NONE);
}

/* --- properties --- */

/* A scale with random numbers or labels with values, either way round. */
static void
append_scale (GString *text, const char *id)
{
  static const char *const steps[] = { "", ", step: 1", ", step: 0.5", ", step: 0.1", ", step: 3" };
  gint low = g_test_rand_int_range (-20, 20), high = low + g_test_rand_int_range (2, 100);
  gint pass = g_test_rand_int_range (low, high);
  gboolean rising = g_test_rand_bit ();

  if (g_test_rand_bit ())
    {
      gint mirrored = low + high - pass;

      g_string_append_printf (text, "  - {id: %s, best: %d, pass: %d, worst: %d%s}\n", id,
                              rising ? high : low, rising ? pass : mirrored, rising ? low : high,
                              steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))]);
      return;
    }

  gint passing = g_test_rand_int_range (2, 8), failing = g_test_rand_int_range (0, 3);
  gint value = g_test_rand_int_range (-5, 5);
  g_string_append_printf (text, "  - {id: %s, grades: [", id);
  for (gint i = 0; i < passing + failing; i++)
    {
      value += (rising ? -1 : 1) * g_test_rand_int_range (1, 4);
      g_string_append_printf (text, "{label: g%d, value: %d%s}, ", i, value,
                              i < passing ? "" : ", failed: true");
    }
  g_string_append (text, "]}\n");
}

/* A random grade of a scale; of numbers any, also between two steps. */
static EquateMark
pick_grade (const EquateScaleEdition *edition)
{
  const EquateScale *scale = equate_scale_edition_get_scale (edition);
  g_autofree char *label = NULL;
  char number[EQUATE_DECIMAL_BUFFER];

  if (equate_scale_is_numeric (edition))
    {
      gint64 low = MIN (scale->best, scale->worst), high = MAX (scale->best, scale->worst);

      equate_decimal_format (g_test_rand_int_range ((gint32) low, (gint32) high + 1), number);
      return equate_scale_read (edition, number);
    }
  label = g_strdup_printf ("g%d", g_test_rand_int_range (0, (gint32) scale->grades.length));
  return equate_scale_read (edition, label);
}

/* A random one that can be given: on a step. */
static EquateMark
pick_given (const EquateScaleEdition *edition)
{
  EquateMark mark = pick_grade (edition);

  return equate_scale_nearest (edition, (EquateRatio){ mark.value, 1 }, FALSE);
}

static void
append_counts (GString *text, const EquateScaleEdition *edition)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  EquateMark best = equate_scale_lowest_pass (edition);
  char buffer[EQUATE_DECIMAL_BUFFER];

  g_hash_table_add (seen, g_strdup (equate_mark_write (&best, buffer)));
  g_string_append_printf (text, "counts: {'%s': %d", equate_mark_write (&best, buffer),
                          g_test_rand_int_range (1, 5));
  for (gint i = g_test_rand_int_range (0, 6); i > 0; i--)
    {
      EquateMark mark = pick_given (edition);
      const char *grade = equate_mark_write (&mark, buffer);

      if (g_hash_table_add (seen, g_strdup (grade)))
        g_string_append_printf (text, ", '%s': %d", grade, g_test_rand_int_range (0, 5));
    }
  g_string_append (text, "}");
}

static EquateDecimal
best_of (const EquateScaleEdition *edition)
{
  const EquateScale *scale = equate_scale_edition_get_scale (edition);

  return equate_scale_is_numeric (edition)
             ? scale->best
             : equate_list_index (scale->grades, EquateGrade, 0)->value;
}

/* Rows from the best grade of the one scale to the worst, each giving no better one than the row
 * above, pass to fail and fail to pass among them. */
static void
append_rows (GString *text, const EquateScaleEdition *from, const EquateScaleEdition *to)
{
  EquateMark least = pick_grade (from), give = pick_given (to);
  char buffer[EQUATE_DECIMAL_BUFFER];

  for (gint i = 0; i < 8; i++)
    {
      EquateMark next_least = pick_grade (from), next_give = pick_given (to);

      if (i > 0 && equate_mark_compare (&next_least, &least) >= 0)
        continue;
      if (i > 0 && equate_mark_compare (&next_give, &give) > 0)
        next_give = give;
      least = next_least;
      give = next_give;
      g_string_append_printf (text, "{at-least: '%s', ", equate_mark_write (&least, buffer));
      g_string_append_printf (text, "give: '%s'}, ", equate_mark_write (&give, buffer));
    }
}

/* The share of the way from pass to best, so that shares of two scales can be compared. */
static EquateRatio
share_of (const EquateMark *mark)
{
  return equate_ratio_new (equate_mark_share (mark),
                           equate_scale_get_share_denominator (mark->scale));
}

/* Asserts what holds of every conversion: a pass stays a pass, a failing grade stays one, and the
 * better grade does not become the worse one. */
static void
assert_holds (const EquateGradebook *book, const char *id)
{
  guint32 conversion = equate_gradebook_find_conversion (book, id);
  const EquateScaleEdition *from = equate_gradebook_get_scale (
      book, equate_gradebook_get_from (book, conversion), ENTRY, NULL);
  EquateMark a = pick_grade (from), b = pick_grade (from);
  EquateMark to_a = equate_gradebook_convert (book, conversion, &a, ENTRY, ON).mark;
  EquateMark to_b = equate_gradebook_convert (book, conversion, &b, ENTRY, ON).mark;

  if (to_a.kind == EQUATE_MARK_GRADE)
    g_assert_cmpint (equate_mark_is_passing (&a), ==, equate_mark_is_passing (&to_a));
  else
    /* Rows may end early; else only a failing grade may be without one. */
    g_assert_true (*id == 't' || *id == 'c' || equate_mark_is_failing (&a));
  if (to_a.kind == EQUATE_MARK_GRADE && to_b.kind == EQUATE_MARK_GRADE)
    g_assert_cmpint (equate_mark_compare (&a, &b) * equate_mark_compare (&to_a, &to_b), >=, 0);
}

/* A line leads from pass to pass and best to best; down never gives more than was earned, up never
 * less. */
static void
assert_line_holds (const EquateGradebook *book, const char *rounding)
{
  guint32 line = equate_gradebook_find_conversion (book, "l");
  const EquateScaleEdition *from
      = equate_gradebook_get_scale (book, equate_gradebook_get_from (book, line), ENTRY, NULL);
  const EquateScaleEdition *to
      = equate_gradebook_get_scale (book, equate_gradebook_get_to (book, line), ON, NULL);
  EquateMark pass = equate_scale_lowest_pass (from), to_pass = equate_scale_lowest_pass (to);
  EquateMark result = equate_gradebook_convert (book, line, &pass, ENTRY, ON).mark;
  g_assert_cmpint (equate_mark_compare (&result, &to_pass), ==, 0);

  EquateMark best = equate_scale_nearest (from, (EquateRatio){ best_of (from), 1 }, TRUE);
  result = equate_gradebook_convert (book, line, &best, ENTRY, ON).mark;
  g_assert_cmpint (result.value, ==, best_of (to));

  EquateMark mark = pick_grade (from);
  if (!equate_mark_is_passing (&mark))
    return;
  result = equate_gradebook_convert (book, line, &mark, ENTRY, ON).mark;
  int order = equate_ratio_compare (share_of (&result), share_of (&mark));
  g_assert_true (order <= 0 || strcmp (rounding, "down") != 0);
  g_assert_true (order >= 0 || strcmp (rounding, "up") != 0);
}

/* A line, a distribution, a table, and the way there and back, between two random scales. */
static char *
write_conversions (const char *scales, const char *rounding, const char *overlap)
{
  g_autoptr (Loaded) loaded = load_text (scales, equate_load_grading);
  g_autoptr (EquateGradebook) book = make_book (loaded);
  const EquateScaleEdition *x = equate_gradebook_get_edition (book, 0, 0);
  const EquateScaleEdition *y = equate_gradebook_get_edition (book, 1, 0);
  g_autoptr (GString) text = g_string_new (scales);

  g_string_append_printf (text,
                          "conversions:\n  - {id: l, from: x, to: y, method: linear, round: %s}\n"
                          "  - {id: back, from: y, to: x, method: linear}\n"
                          "  - {id: c, from: x, to: x, method: chain, via: [t, back]}\n"
                          "  - {id: t, from: x, to: y, method: table, table: [",
                          rounding);
  append_rows (text, x, y);
  g_string_append_printf (text,
                          "]}\n  - {id: d, from: x, to: y, method: distribution, overlap: %s, "
                          "distributions: {from: {",
                          overlap);
  append_counts (text, x);
  g_string_append (text, "}, to: {");
  append_counts (text, y);
  g_string_append (text, "}}}\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_properties (void)
{
  static const char *const roundings[] = { "nearest", "down", "up" };
  static const char *const overlaps[] = { "mean", "min", "max" };
  static const char *const ids[] = { "l", "d", "t", "c", "back" };

  for (guint round = 0; round < 1500; round++)
    {
      g_autoptr (GString) scales = g_string_new ("equate: grading/1\nscales:\n");

      append_scale (scales, "x");
      append_scale (scales, "y");
      g_autofree char *text
          = write_conversions (scales->str, roundings[round % 3], overlaps[round % 3]);
      g_autoptr (Loaded) loaded = load_text (text, equate_load_grading);
      g_autoptr (EquateGradebook) book = make_book (loaded);
      g_autofree char *found = findings (loaded->diagnostics);
      if (*found != '\0')
        g_error ("%s\n%s", found, text);
      for (guint i = 0; i < 20; i++)
        {
          for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
            assert_holds (book, ids[j]);
          assert_line_holds (book, roundings[round % 3]);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conversion/answers", test_answers);
  g_test_add_func ("/conversion/explain", test_explain);
  g_test_add_func ("/conversion/long-chains", test_long_chains);
  g_test_add_func ("/conversion/wide-chains", test_wide_chains);
  g_test_add_func ("/conversion/properties", test_properties);
  return g_test_run ();
}
