/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/scale-round.h"

#include <string.h>

#include "loading.h"

#define SCALES                                                                                     \
  "equate: grading/1\nscales:\n"                                                                   \
  "  - {id: cn, best: 100, pass: 60, worst: 0, step: 0.5}\n"                                       \
  "  - {id: de, best: 1, pass: 4, worst: 5, step: 0.1}\n"                                          \
  "  - {id: odd, best: 20, pass: 9.5, worst: 0, step: 1}\n"                                        \
  "  - {id: easy, best: 10, pass: 0, worst: 0, step: 1}\n"                                         \
  "  - {id: pl, grades: [{label: '5.0', value: 5}, {label: '4.5', value: 4.5}, {label: '3.0', "    \
  "value: 3}, {label: '2.0', value: 2, failed: true}, {label: nb, failed: true}]}\n"               \
  "  - {id: low, grades: [{label: '1.0', value: 1}, {label: '1.3', value: 1.3}, {label: '5.0', "   \
  "value: 5, failed: true}]}\n"                                                                    \
  "  - {id: abc, grades: [{label: A}, {label: F, failed: true}]}\n"                                \
  "  - {id: one, grades: [{label: ok, value: 1}]}\n"

#define ALL EQUATE_GRADES_ALL
#define PASSING EQUATE_GRADES_PASSING
#define FAILING EQUATE_GRADES_FAILING

/* The value in thousandths; expected: down, nearest, up. */
static const struct
{
  const char *scale;
  gint64 numerator;
  gint64 denominator;
  EquateGradeRange range;
  const char *expected;
} rows[] = {
  { "cn", 70000, 1, ALL, "70 70 70" },
  { "cn", 70200, 1, ALL, "70 70 70.5" },
  { "cn", 70250, 1, ALL, "70 70.5 70.5" },
  { "cn", 211000, 3, ALL, "70 70.5 70.5" },
  { "cn", 105000, 1, ALL, "100 100 100" },
  { "cn", -7000, 1, ALL, "0 0 0" },
  { "cn", 59900, 1, PASSING, "60 60 60" },
  { "cn", 60100, 1, FAILING, "59.5 59.5 59.5" },
  /* The lower number is the better one: down is away from best. */
  { "de", 1320, 1, ALL, "1.4 1.3 1.3" },
  { "de", 1350, 1, ALL, "1.4 1.3 1.3" },
  { "de", 500, 1, ALL, "1 1 1" },
  { "de", 4030, 1, PASSING, "4 4 4" },
  { "de", 3900, 1, FAILING, "4.1 4.1 4.1" },
  /* Pass is a grade though no step ends at it. */
  { "odd", 9600, 1, PASSING, "9.5 9.5 10" },
  { "odd", 9400, 1, FAILING, "9 9 9" },
  { "easy", 500, 1, ALL, "0 1 1" },
  { "easy", 500, 1, FAILING, "- - -" },
  { "pl", 4500, 1, ALL, "4.5 4.5 4.5" },
  { "pl", 4750, 1, ALL, "4.5 5.0 5.0" },
  { "pl", 3700, 1, ALL, "3.0 3.0 4.5" },
  { "pl", 2100, 1, ALL, "2.0 2.0 3.0" },
  { "pl", 2100, 1, PASSING, "3.0 3.0 3.0" },
  { "pl", 4900, 1, FAILING, "2.0 2.0 2.0" },
  { "pl", 9000, 1, ALL, "5.0 5.0 5.0" },
  { "low", 1150, 1, ALL, "1.3 1.0 1.0" },
  { "low", 1200, 1, ALL, "1.3 1.3 1.0" },
  { "low", 4000, 1, PASSING, "1.3 1.3 1.3" },
  { "abc", 1000, 1, ALL, "- - -" },
  { "one", 0, 1, FAILING, "- - -" },
};

static const struct
{
  const char *scale;
  const char *best_fail;
} fails[] = {
  { "cn", "59.5" }, { "de", "4.1" },  { "odd", "9" }, { "easy", "-" },
  { "pl", "2.0" },  { "low", "5.0" }, { "abc", "F" }, { "one", "-" },
};

static const EquateScaleEdition *
make_scale (Loaded *loaded, const char *id)
{
  const EquateGrading *grading = loaded->record;
  for (guint i = 0; i < grading->scales.length; i++)
    {
      const EquateScale *scale = equate_list_index (grading->scales, EquateScale, i);
      if (strcmp (scale->id.text, id) == 0)
        return equate_scale_edition_new (scale, loaded->arena, loaded->diagnostics);
    }
  g_assert_not_reached ();
}

static void
append_mark (GString *text, const EquateMark *mark)
{
  char buffer[EQUATE_DECIMAL_BUFFER];
  g_string_append (text, text->len > 0 ? " " : "");
  if (mark->kind == EQUATE_MARK_NONE)
    g_string_append_c (text, '-');
  else if (equate_scale_is_numeric (mark->scale))
    g_string_append (text, equate_decimal_format (mark->value, buffer));
  else
    g_string_append (text, equate_mark_write (mark, buffer));
}

static void
assert_text (const char *name, gint64 value, const char *found, const char *expected)
{
  if (strcmp (found, expected) == 0)
    return;
  g_test_message ("%s %" G_GINT64_FORMAT ": found %s, expected %s", name, value, found, expected);
  g_test_fail ();
}

static void
test_round (void)
{
  static const EquateGradeRounding roundings[]
      = { EQUATE_GRADE_ROUND_DOWN, EQUATE_GRADE_ROUND_NEAREST, EQUATE_GRADE_ROUND_UP };
  g_autoptr (Loaded) loaded = load_text (SCALES, equate_load_grading);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const EquateScaleEdition *scale = make_scale (loaded, rows[i].scale);
      const EquateExact value = { rows[i].numerator, rows[i].denominator };
      g_autoptr (GString) text = g_string_new (NULL);
      for (guint r = 0; r < G_N_ELEMENTS (roundings); r++)
        {
          EquateMark mark = equate_scale_round (scale, value, roundings[r], rows[i].range);
          append_mark (text, &mark);
        }
      assert_text (rows[i].scale, rows[i].numerator, text->str, rows[i].expected);
    }
  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
}

static void
test_best_fail (void)
{
  g_autoptr (Loaded) loaded = load_text (SCALES, equate_load_grading);
  for (guint i = 0; i < G_N_ELEMENTS (fails); i++)
    {
      EquateMark mark = equate_scale_best_fail (make_scale (loaded, fails[i].scale));
      g_autoptr (GString) text = g_string_new (NULL);
      append_mark (text, &mark);
      assert_text (fails[i].scale, 0, text->str, fails[i].best_fail);
    }
}

/* Numbers at the ends of what the function promises to take. */
static void
test_wide (void)
{
  g_autoptr (Loaded) loaded = load_text (SCALES, equate_load_grading);
  const EquateScaleEdition *scale = make_scale (loaded, "cn");
  const __int128 denominator = ((__int128) 1 << 42) - 1;
  EquateExact value = { 70250 * denominator - 1, denominator };
  g_assert_cmpint (equate_scale_round (scale, value, EQUATE_GRADE_ROUND_NEAREST, ALL).value, ==,
                   70000);
  value.numerator += 1;
  g_assert_cmpint (equate_scale_round (scale, value, EQUATE_GRADE_ROUND_NEAREST, ALL).value, ==,
                   70500);
  value.numerator = (__int128) 1 << 84;
  g_assert_cmpint (equate_scale_round (scale, value, EQUATE_GRADE_ROUND_DOWN, ALL).value, ==,
                   100000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale-round/round", test_round);
  g_test_add_func ("/scale-round/best-fail", test_best_fail);
  g_test_add_func ("/scale-round/wide", test_wide);
  return g_test_run ();
}
