/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/scale.h"

#include <string.h>

#include "compile/scale-round.h"
#include "loading.h"

#define HEAD "equate: grading/1\nscales:\n"
#define CN                                                                                          \
  "  - {id: cn, best: 100, pass: 60, worst: 0, step: 0.5, ungraded: {passed: [P, 合格], failed: " \
  "[F, 不合格], pending: [缓考]}}\n"
#define DE "  - {id: de, best: 1, pass: 4, worst: 5, step: 0.1}\n"
#define PL                                                                                         \
  "  - {id: pl, grades: [{label: '5.0', value: 5, aliases: ['5', bdb]}, {label: '4.5', value: "    \
  "4.5}, {label: '4.0', value: 4}, {label: '3.5', value: 3.5}, {label: '3.0', value: 3}, {label: " \
  "'2.0', value: 2, failed: true}], ungraded: {passed: [zal., zal], failed: [nzal.]}}\n"
#define FIVE                                                                                             \
  "  - {id: five, grades: [{label: 优秀}, {label: 良好}, {label: 中等}, {label: 及格}, {label: " \
  "不及格, failed: true}]}\n"
#define ODD "  - {id: odd, best: 20, pass: 9.5, worst: 0, step: 1}\n"
#define FINE "  - {id: fine, best: 4, pass: 1, worst: 0}\n"
#define GPA                                                                                        \
  "  - {id: gpa, grades: [{label: A+, value: 4}, {label: A, value: 4}, {label: B, value: 3}, "     \
  "{label: C, value: 2}, {label: F, value: 0, failed: true}, {label: W, failed: true}]}\n"
#define LOW                                                                                        \
  "  - {id: low, grades: [{label: '1.0', value: 1}, {label: '1.3', value: 1.3}, {label: '4.0', "   \
  "value: 4}, {label: '5.0', value: 5, failed: true}]}\n"
#define ONE "  - {id: one, grades: [{label: pass, value: 1}]}\n"
#define TOP "  - {id: top, best: 10, pass: 10, worst: 0}\n"
#define EASY "  - {id: easy, best: 10, pass: 0, worst: 0, step: 0.25}\n"

static Loaded *
load_scales (void)
{
  Loaded *loaded
      = load_text (HEAD CN DE PL FIVE ODD FINE GPA LOW ONE TOP EASY, equate_load_grading);

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
  return loaded;
}

/* Makes the scale with the id ready; nothing may be wrong with it. */
static const EquateScaleEdition *
make_scale (Loaded *loaded, const char *id)
{
  const EquateGrading *grading = loaded->record;

  for (guint i = 0; i < grading->scales.length; i++)
    {
      const EquateScale *scale = equate_list_index (grading->scales, EquateScale, i);
      if (strcmp (scale->id.text, id) != 0)
        continue;

      const EquateScaleEdition *edition
          = equate_scale_edition_new (scale, loaded->arena, loaded->diagnostics);
      g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
      g_assert_true (equate_scale_edition_get_scale (edition) == scale);
      g_assert_false (equate_scale_edition_is_faulty (edition));
      return edition;
    }
  g_assert_not_reached ();
}

#define GRADES(text) HEAD "  - {id: s, grades: [" text "]}\n"

static const Expectation faults[] = {
  { "neither", HEAD "  - {id: s}\n", "EQ401@3:10" },
  { "both", HEAD "  - {id: s, best: 1, pass: 2, worst: 3, grades: [{label: a}]}\n", "EQ401@3:10" },
  { "incomplete", HEAD "  - {id: s, best: 1}\n", "EQ401@3:10 EQ401@3:10" },
  { "pass beyond best", HEAD "  - {id: s, best: 5, pass: 6, worst: 2}\n", "EQ401@3:10" },
  { "pass beyond worst", HEAD "  - {id: s, best: 1, pass: 6, worst: 5}\n", "EQ401@3:10" },
  { "a single number", HEAD "  - {id: s, best: 1, pass: 1, worst: 1}\n", "EQ401@3:10" },
  { "step", HEAD "  - {id: s, best: 5, pass: 3, worst: 1, step: 0}\n", "EQ401@3:10" },
  { "negative step", HEAD "  - {id: s, best: 5, pass: 3, worst: 1, step: -1}\n", "EQ401@3:10" },
  { "step of grades", HEAD "  - {id: s, step: 1, grades: [{label: a}]}\n", "EQ401@3:10" },
  { "only failing ones", GRADES ("{label: a, failed: true}"), "EQ401@3:10" },
  { "failing ones first", GRADES ("{label: a, failed: true}, {label: b}, {label: c}"),
    "EQ401@3:56 EQ401@3:68" },
  { "order", GRADES ("{label: a, value: 5}, {label: b, value: 3}, {label: c, value: 4}"),
    "EQ401@3:74" },
  { "order with gaps",
    GRADES ("{label: a, value: 1}, {label: b}, {label: c, value: 3}, {label: d, value: 2, failed: "
            "true}"),
    "EQ401@3:86" },
  { "one value for all", GRADES ("{label: a, value: 5}, {label: b, value: 5}"), "EQ401@3:10" },
  { "labels", GRADES ("{label: a}, {label: b, aliases: [c, a, ' c ']}"), "EQ401@3:58 EQ401@3:61" },
  { "blanks", GRADES ("{label: a, aliases: ['　 ']}"), "EQ401@3:43" },
  { "ungraded labels",
    HEAD "  - {id: s, grades: [{label: a}], ungraded: {passed: [a, p], pending: [p]}}\n",
    "EQ401@3:55 EQ401@3:72" },
  { "ungraded numbers",
    HEAD "  - {id: s, best: 100, pass: 60, worst: 0, ungraded: {passed: ['101', '60.5']}}\n",
    "EQ401@3:71" },
  { "values may be shared, and rise",
    GRADES ("{label: a, value: 1}, {label: b, value: 1}, {label: c, value: 3}, {label: d, value: "
            "5, failed: true}, {label: e, value: 5, failed: true}"),
    "" },
};

/* Whatever is wrong with a scale, its edition answers. */
static void
ask_everything (const EquateScaleEdition *scale, EquateArena *arena)
{
  static const char *const grades[] = { "a", "b", "c", "p", "3", "60.5", "101", "", "zz" };

  for (guint i = 0; i < G_N_ELEMENTS (grades); i++)
    {
      EquateMark mark = equate_scale_read (scale, grades[i]);

      g_assert_cmpint (equate_mark_share (&mark), <=, equate_scale_get_share_denominator (scale));
      g_assert_true (!equate_mark_is_passing (&mark) || !equate_mark_is_failing (&mark));
      equate_mark_format (&mark, arena);
    }
  g_assert_cmpint (equate_scale_get_share_denominator (scale), >, 0);
  equate_scale_lowest_pass (scale);
  equate_scale_best_fail (scale);
  equate_scale_nearest (scale, equate_ratio_new (7, 2), TRUE);
  equate_scale_nearest (scale, equate_ratio_new (7, 2), FALSE);
}

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (Loaded) loaded = load_text (faults[i].text, equate_load_grading);
      const EquateGrading *grading = loaded->record;

      g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
      const EquateScaleEdition *edition
          = equate_scale_edition_new (grading->scales.items, loaded->arena, loaded->diagnostics);
      assert_findings (&faults[i], loaded->diagnostics);
      g_assert_cmpint (equate_scale_edition_is_faulty (edition), ==, *faults[i].findings != '\0');
      ask_everything (edition, loaded->arena);
    }
}

static const struct
{
  const char *scale;
  const char *grade;
  EquateMarkKind kind;
  const char *written;
  gboolean passing;
  gboolean failing;
} readings[] = {
  { "cn", NULL, EQUATE_MARK_NONE, NULL, FALSE, FALSE },
  { "cn", " 　", EQUATE_MARK_NONE, NULL, FALSE, FALSE },
  { "cn", "85", EQUATE_MARK_GRADE, "85.0", TRUE, FALSE },
  { "cn", " 85.25　", EQUATE_MARK_GRADE, "85.25", TRUE, FALSE },
  { "cn", "60", EQUATE_MARK_GRADE, "60.0", TRUE, FALSE },
  { "cn", "59.999", EQUATE_MARK_GRADE, "59.999", FALSE, TRUE },
  { "cn", "0", EQUATE_MARK_GRADE, "0.0", FALSE, TRUE },
  { "cn", "100", EQUATE_MARK_GRADE, "100.0", TRUE, FALSE },
  { "cn", "100.001", EQUATE_MARK_UNKNOWN, NULL, FALSE, FALSE },
  { "cn", "-1", EQUATE_MARK_UNKNOWN, NULL, FALSE, FALSE },
  { "cn", "85,5", EQUATE_MARK_UNKNOWN, NULL, FALSE, FALSE },
  { "cn", "8e1", EQUATE_MARK_UNKNOWN, NULL, FALSE, FALSE },
  { "cn", "合格", EQUATE_MARK_PASSED, "合格", FALSE, FALSE },
  { "cn", "不合格", EQUATE_MARK_FAILED, "不合格", FALSE, TRUE },
  { "cn", "缓考", EQUATE_MARK_PENDING, "缓考", FALSE, FALSE },
  { "cn", "p", EQUATE_MARK_UNKNOWN, NULL, FALSE, FALSE },
  { "de", "1", EQUATE_MARK_GRADE, "1.0", TRUE, FALSE },
  { "de", "4.0", EQUATE_MARK_GRADE, "4.0", TRUE, FALSE },
  { "de", "4.1", EQUATE_MARK_GRADE, "4.1", FALSE, TRUE },
  { "de", "5.1", EQUATE_MARK_UNKNOWN, NULL, FALSE, FALSE },
  { "de", "0.9", EQUATE_MARK_UNKNOWN, NULL, FALSE, FALSE },
  { "fine", "2.50", EQUATE_MARK_GRADE, "2.500", TRUE, FALSE },
  { "odd", "9.5", EQUATE_MARK_GRADE, "9.5", TRUE, FALSE },
  { "odd", "10", EQUATE_MARK_GRADE, "10", TRUE, FALSE },
  { "easy", "0", EQUATE_MARK_GRADE, "0.00", TRUE, FALSE },
  { "pl", "5", EQUATE_MARK_GRADE, "5.0", TRUE, FALSE },
  { "pl", " bdb ", EQUATE_MARK_GRADE, "5.0", TRUE, FALSE },
  { "pl", "3.0", EQUATE_MARK_GRADE, "3.0", TRUE, FALSE },
  { "pl", "3", EQUATE_MARK_UNKNOWN, NULL, FALSE, FALSE },
  { "pl", "2.0", EQUATE_MARK_GRADE, "2.0", FALSE, TRUE },
  { "pl", "zal", EQUATE_MARK_PASSED, "zal", FALSE, FALSE },
  { "pl", "nzal.", EQUATE_MARK_FAILED, "nzal.", FALSE, TRUE },
  { "five", "不及格", EQUATE_MARK_GRADE, "不及格", FALSE, TRUE },
};

static void
test_read (void)
{
  g_autoptr (Loaded) loaded = load_scales ();

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      const EquateScaleEdition *scale = make_scale (loaded, readings[i].scale);
      EquateMark mark = equate_scale_read (scale, readings[i].grade);

      g_test_message ("%s of %s", readings[i].grade, readings[i].scale);
      g_assert_cmpint (mark.kind, ==, readings[i].kind);
      g_assert_true (mark.scale == (mark.kind == EQUATE_MARK_NONE ? NULL : scale));
      g_assert_cmpstr (equate_mark_format (&mark, loaded->arena), ==, readings[i].written);
      g_assert_cmpint (equate_mark_is_passing (&mark), ==, readings[i].passing);
      g_assert_cmpint (equate_mark_is_failing (&mark), ==, readings[i].failing);
      if (mark.kind != EQUATE_MARK_GRADE)
        g_assert_cmpint (mark.value, ==, EQUATE_DECIMAL_NONE);
    }
}

static void
test_shares (void)
{
  static const struct
  {
    const char *scale;
    const char *grade;
    gint64 numerator; /* in lowest terms */
    gint64 denominator;
  } rows[] = {
    { "cn", "85", 5, 8 },       { "cn", "60", 0, 1 },     { "cn", "100", 1, 1 },
    { "cn", "59", 0, 1 },       { "cn", "P", 0, 1 },      { "cn", "?", 0, 1 },
    { "de", "1.0", 1, 1 },      { "de", "2.5", 1, 2 },    { "de", "4", 0, 1 },
    { "pl", "4.5", 3, 4 },      { "pl", "3.0", 0, 1 },    { "pl", "2.0", 0, 1 },
    { "five", "优秀", 1, 1 },   { "five", "良好", 2, 3 }, { "five", "及格", 0, 1 },
    { "five", "不及格", 0, 1 }, { "gpa", "A", 1, 1 },     { "gpa", "B", 1, 2 },
    { "low", "1.3", 9, 10 },    { "one", "pass", 1, 1 },  { "top", "10", 1, 1 },
    { "top", "9", 0, 1 },       { "easy", "5", 1, 2 },
  };
  g_autoptr (Loaded) loaded = load_scales ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const EquateScaleEdition *scale = make_scale (loaded, rows[i].scale);
      EquateMark mark = equate_scale_read (scale, rows[i].grade);
      EquateRatio share = equate_ratio_new (equate_mark_share (&mark),
                                            equate_scale_get_share_denominator (scale));

      g_test_message ("%s of %s", rows[i].grade, rows[i].scale);
      g_assert_cmpint (share.numerator, ==, rows[i].numerator);
      g_assert_cmpint (share.denominator, ==, rows[i].denominator);
    }
}

static void
test_compare (void)
{
  static const struct
  {
    const char *scale;
    const char *a;
    const char *b;
    int order;
  } rows[] = {
    { "cn", "85", "84.5", 1 },  { "cn", "85", "85.0", 0 }, { "cn", "0", "1", -1 },
    { "de", "1.0", "1.3", 1 },  { "de", "5", "1", -1 },    { "pl", "4.5", "5.0", -1 },
    { "pl", "bdb", "5", 0 },    { "gpa", "A+", "A", 1 },   { "five", "及格", "不及格", 1 },
    { "low", "1.0", "5.0", 1 },
  };
  g_autoptr (Loaded) loaded = load_scales ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const EquateScaleEdition *scale = make_scale (loaded, rows[i].scale);
      EquateMark a = equate_scale_read (scale, rows[i].a);
      EquateMark b = equate_scale_read (scale, rows[i].b);

      g_assert_cmpint (equate_mark_compare (&a, &b), ==, rows[i].order);
      g_assert_cmpint (equate_mark_compare (&b, &a), ==, -rows[i].order);
    }
}

static void
test_ends (void)
{
  static const struct
  {
    const char *scale;
    const char *lowest_pass;
    const char *best_fail;
    gboolean numeric;
    gboolean has_values;
  } rows[] = {
    { "cn", "60.0", "59.5", TRUE, TRUE }, { "de", "4.0", "4.1", TRUE, TRUE },
    { "pl", "3.0", "2.0", FALSE, TRUE },  { "five", "及格", "不及格", FALSE, FALSE },
    { "odd", "9.5", "9", TRUE, TRUE },    { "fine", "1.000", "0.999", TRUE, TRUE },
    { "gpa", "C", "F", FALSE, TRUE },     { "low", "4.0", "5.0", FALSE, TRUE },
    { "one", "pass", NULL, FALSE, TRUE }, { "top", "10.000", "9.999", TRUE, TRUE },
    { "easy", "0.00", NULL, TRUE, TRUE },
  };
  g_autoptr (Loaded) loaded = load_scales ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const EquateScaleEdition *scale = make_scale (loaded, rows[i].scale);
      EquateMark pass = equate_scale_lowest_pass (scale), fail = equate_scale_best_fail (scale);

      g_assert_cmpstr (equate_mark_format (&pass, loaded->arena), ==, rows[i].lowest_pass);
      g_assert_cmpstr (equate_mark_format (&fail, loaded->arena), ==, rows[i].best_fail);
      g_assert_cmpint (equate_scale_is_numeric (scale), ==, rows[i].numeric);
      g_assert_cmpint (equate_scale_has_values (scale), ==, rows[i].has_values);
    }
}

static void
test_nearest (void)
{
  static const struct
  {
    const char *scale;
    EquateRatio value; /* thousandths */
    gboolean passing;
    const char *grade;
  } rows[] = {
    { "pl", { 4750, 1 }, TRUE, "5.0" },   { "pl", { 4749, 1 }, TRUE, "4.5" },
    { "pl", { 14249, 3 }, TRUE, "4.5" },  { "pl", { 2400, 1 }, TRUE, "3.0" },
    { "pl", { 2400, 1 }, FALSE, "2.0" },  { "pl", { 2500, 1 }, FALSE, "3.0" },
    { "pl", { 99000, 1 }, TRUE, "5.0" },  { "de", { 2150, 1 }, TRUE, "2.1" },
    { "de", { 2151, 1 }, TRUE, "2.2" },   { "de", { 4700, 1 }, TRUE, "4.0" },
    { "de", { 4700, 1 }, FALSE, "4.7" },  { "de", { 9000, 1 }, FALSE, "5.0" },
    { "cn", { 85250, 1 }, TRUE, "85.5" }, { "cn", { 85249, 1 }, TRUE, "85.0" },
    { "cn", { -7000, 1 }, FALSE, "0.0" }, { "low", { 1150, 1 }, TRUE, "1.0" },
    { "low", { 1151, 1 }, TRUE, "1.3" },  { "gpa", { 4000, 1 }, TRUE, "A+" },
    { "gpa", { 1000, 1 }, FALSE, "C" },   { "gpa", { 999, 1 }, FALSE, "F" },
    { "five", { 4000, 1 }, TRUE, NULL },  { "fine", { 7001, 3 }, TRUE, "2.334" },
    { "odd", { 9600, 1 }, TRUE, "9.5" },  { "odd", { 9750, 1 }, TRUE, "10" },
    { "odd", { 9400, 1 }, TRUE, "9.5" },
  };
  g_autoptr (Loaded) loaded = load_scales ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const EquateScaleEdition *scale = make_scale (loaded, rows[i].scale);
      EquateMark mark = equate_scale_nearest (scale, rows[i].value, rows[i].passing);

      g_test_message ("%s: row %u", rows[i].scale, i);
      g_assert_cmpstr (equate_mark_format (&mark, loaded->arena), ==, rows[i].grade);
    }
}

/* The distance of a grade from a value, over the value's denominator. */
static __int128
distance_of (const EquateMark *mark, EquateExact value)
{
  __int128 distance = mark->value * value.denominator - value.numerator;

  return distance < 0 ? -distance : distance;
}

/* Rounding down, to the nearest and up go hand in hand on every scale and for every value, and
 * a better value is never rounded to a worse grade. */
static void
test_rounding_order (void)
{
  static const char *const ids[]
      = { "cn", "de", "pl", "odd", "fine", "gpa", "low", "one", "top", "easy" };
  static const EquateGradeRange ranges[]
      = { EQUATE_GRADES_ALL, EQUATE_GRADES_PASSING, EQUATE_GRADES_FAILING };
  static const EquateGradeRounding roundings[]
      = { EQUATE_GRADE_ROUND_DOWN, EQUATE_GRADE_ROUND_NEAREST, EQUATE_GRADE_ROUND_UP };
  g_autoptr (Loaded) loaded = load_scales ();

  for (guint round = 0; round < 20000; round++)
    {
      const EquateScaleEdition *scale
          = make_scale (loaded, ids[g_test_rand_int_range (0, G_N_ELEMENTS (ids))]);
      EquateGradeRange range = ranges[g_test_rand_int_range (0, G_N_ELEMENTS (ranges))];
      gint32 denominator = g_test_rand_int_range (1, 50);
      EquateExact value = { (__int128) g_test_rand_int_range (-20000, 120000) * denominator
                                + g_test_rand_int_range (0, 50),
                            denominator };
      EquateExact greater = value;
      EquateMark marks[3], others[3];

      greater.numerator += g_test_rand_int_range (1, 3000) * denominator;
      for (guint i = 0; i < 3; i++)
        {
          marks[i] = equate_scale_round (scale, value, roundings[i], range);
          others[i] = equate_scale_round (scale, greater, roundings[i], range);
        }
      if (marks[0].kind == EQUATE_MARK_NONE)
        {
          g_assert_cmpint (range, ==, EQUATE_GRADES_FAILING);
          continue;
        }
      g_assert_cmpint (equate_mark_compare (&marks[0], &marks[1]), <=, 0);
      g_assert_cmpint (equate_mark_compare (&marks[1], &marks[2]), <=, 0);
      g_assert_true (distance_of (&marks[1], value) <= distance_of (&marks[0], value));
      g_assert_true (distance_of (&marks[1], value) <= distance_of (&marks[2], value));

      gboolean rising = strcmp (equate_scale_edition_get_scale (scale)->id.text, "de") != 0
                        && strcmp (equate_scale_edition_get_scale (scale)->id.text, "low") != 0;
      for (guint i = 0; i < 3; i++)
        {
          int order = equate_mark_compare (&others[i], &marks[i]);

          g_assert_cmpint (rising ? order : -order, >=, 0);
          if (range != EQUATE_GRADES_ALL)
            g_assert_cmpint (equate_mark_is_passing (&marks[i]), ==,
                             range == EQUATE_GRADES_PASSING);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale/faults", test_faults);
  g_test_add_func ("/scale/read", test_read);
  g_test_add_func ("/scale/shares", test_shares);
  g_test_add_func ("/scale/compare", test_compare);
  g_test_add_func ("/scale/ends", test_ends);
  g_test_add_func ("/scale/nearest", test_nearest);
  g_test_add_func ("/scale/rounding-order", test_rounding_order);
  return g_test_run ();
}
