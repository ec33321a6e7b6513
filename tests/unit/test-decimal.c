/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/decimal.h"

#include <locale.h>
#include <string.h>

#define UNREAD G_MININT64

/* --- decimals --- */

static const struct
{
  const char *text;
  EquateDecimal value; /* UNREAD: refused */
} decimals[] = {
  { "0", 0 },
  { "-0", 0 },
  { "5", 5000 },
  { "7.5", 7500 },
  { "7.50", 7500 },
  { "0.125", 125 },
  { "0.001", 1 },
  { "-0.001", -1 },
  { "-3", -3000 },
  { "007", 7000 },
  { "1000000000", EQUATE_DECIMAL_MAX },
  { "1000000000.000", EQUATE_DECIMAL_MAX },
  { "-1000000000", -EQUATE_DECIMAL_MAX },
  { "999999999.999", EQUATE_DECIMAL_MAX - 1 },
  { "1000000000.001", UNREAD },
  { "1000000001", UNREAD },
  { "-1000000000.001", UNREAD },
  { "9223372036854775808", UNREAD },
  { "99999999999999999999999999999999", UNREAD },
  { "", UNREAD },
  { "-", UNREAD },
  { "+5", UNREAD },
  { "--5", UNREAD },
  { "5-", UNREAD },
  { ".", UNREAD },
  { ".5", UNREAD },
  { "5.", UNREAD },
  { "-.5", UNREAD },
  { "1.2345", UNREAD },
  { "1.0000", UNREAD },
  { "1.2.3", UNREAD },
  { "7,5", UNREAD },
  { "1 000", UNREAD },
  { " 5", UNREAD },
  { "5 ", UNREAD },
  { "5\n", UNREAD },
  { "1e3", UNREAD },
  { "0x10", UNREAD },
  { "NaN", UNREAD },
  { "inf", UNREAD },
  { "٥", UNREAD },
  { "５", UNREAD },
  { "3/2", UNREAD },
  { "5%", UNREAD },
};

static void
check_decimals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (decimals); i++)
    {
      EquateDecimal value = UNREAD;
      g_autofree char *longer = g_strconcat (decimals[i].text, "1", NULL);
      const gboolean read = decimals[i].value != UNREAD;

      g_test_message ("%s", decimals[i].text);
      g_assert_cmpint (equate_decimal_parse (decimals[i].text, -1, &value), ==, read);
      g_assert_cmpint (value, ==, decimals[i].value);
      value = UNREAD;
      equate_decimal_parse (longer, (gssize) strlen (decimals[i].text), &value);
      g_assert_cmpint (value, ==, decimals[i].value);
    }

  EquateDecimal value = UNREAD;
  g_assert_false (equate_decimal_parse ("5\0.", 3, &value));
}

static void
test_parse (void)
{
  check_decimals ();
}

/* Where the comma is the decimal point. */
static void
test_locale (gconstpointer name)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  char buffer[EQUATE_DECIMAL_BUFFER];

  if (setlocale (LC_ALL, name) == NULL)
    {
      g_test_skip ("the system does not have the locale");
      return;
    }
  check_decimals ();
  g_assert_cmpstr (equate_decimal_format (1234567500, buffer), ==, "1234567.5");
  setlocale (LC_ALL, before);
}

static void
test_format (void)
{
  static const struct
  {
    EquateDecimal value;
    int places; /* -1: shortest */
    const char *text;
  } cases[] = {
    { 0, -1, "0" },
    { 5000, -1, "5" },
    { 4500, -1, "4.5" },
    { -125, -1, "-0.125" },
    { 50, -1, "0.05" },
    { 1, -1, "0.001" },
    { 10000, -1, "10" },
    { 1010, -1, "1.01" },
    { -1000, -1, "-1" },
    { G_MAXINT64, -1, "9223372036854775.807" },
    { G_MININT64, -1, "-9223372036854775.808" },
    { 0, 0, "0" },
    { 0, 1, "0.0" },
    { 4000, 1, "4.0" },
    { 4500, 1, "4.5" },
    { -4500, 2, "-4.50" },
    { 4000, 0, "4" },
    { 85125, 3, "85.125" },
    { 1, 3, "0.001" },
    { 100, 3, "0.100" },
  };
  char buffer[EQUATE_DECIMAL_BUFFER];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *text
          = cases[i].places < 0
                ? equate_decimal_format (cases[i].value, buffer)
                : equate_decimal_format_places (cases[i].value, (guint) cases[i].places, buffer);
      g_assert_true (text == buffer);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_format_inexact (void)
{
  static const struct
  {
    EquateDecimal value;
    guint places;
  } cases[] = { { 4500, 0 }, { 4550, 1 }, { 4555, 2 }, { 4000, 4 } };
  char buffer[EQUATE_DECIMAL_BUFFER];

  if (g_test_subprocess ())
    {
      g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        g_printerr ("<%s>", equate_decimal_format_places (cases[i].value, cases[i].places, buffer));
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_stderr ("*CRITICAL*<4.5>*CRITICAL*<4.55>*CRITICAL*<4.555>*CRITICAL*<4>*");
}

static void
test_round_trip (void)
{
  char buffer[EQUATE_DECIMAL_BUFFER];

  for (guint i = 0; i < 100000; i++)
    {
      const gint64 random = (gint64) g_test_rand_int () * G_MAXINT32 + g_test_rand_int ();
      const EquateDecimal value = random % (EQUATE_DECIMAL_MAX + 1);
      EquateDecimal read = UNREAD;
      g_assert_true (equate_decimal_parse (equate_decimal_format (value, buffer), -1, &read));
      g_assert_cmpint (read, ==, value);
    }
}

/* --- ratios --- */

static void
test_ratio_parse (void)
{
  static const struct
  {
    const char *text;
    const char *shown; /* NULL: refused */
  } cases[] = {
    { "3/2", "3/2" },
    { "6/4", "3/2" },
    { "1.5", "3/2" },
    { "2", "2" },
    { "0", "0" },
    { "0/7", "0" },
    { "-3/2", "-3/2" },
    { "-0.125", "-1/8" },
    { "0.001", "1/1000" },
    { "1000000000/1", "1000000000" },
    { "1/1000000000", "1/1000000000" },
    { "1000000001/1", NULL },
    { "1/1000000001", NULL },
    { "99999999999999999999/3", NULL },
    { "3/0", NULL },
    { "3/", NULL },
    { "/2", NULL },
    { "/", NULL },
    { "-/2", NULL },
    { "3/-2", NULL },
    { "+3/2", NULL },
    { "3 / 2", NULL },
    { "3/2 ", NULL },
    { "3/2/1", NULL },
    { "1.5/2", NULL },
    { "3/1.5", NULL },
    { "3:2", NULL },
    { "150%", NULL },
    { "1,5", NULL },
    { "", NULL },
  };
  char buffer[EQUATE_RATIO_BUFFER];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EquateRatio ratio = { 17, 19 };
      const char *shown = cases[i].shown != NULL ? cases[i].shown : "17/19";
      g_autofree char *longer = g_strconcat (cases[i].text, "5", NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (equate_ratio_parse (cases[i].text, -1, &ratio), ==, cases[i].shown != NULL);
      g_assert_cmpstr (equate_ratio_format (ratio, buffer), ==, shown);
      equate_ratio_parse (longer, (gssize) strlen (cases[i].text), &ratio);
      g_assert_cmpstr (equate_ratio_format (ratio, buffer), ==, shown);
    }

  /* The slash behind the text is not its own. */
  EquateRatio ratio;
  g_assert_true (equate_ratio_parse ("3/2", 1, &ratio));
  g_assert_cmpstr (equate_ratio_format (ratio, buffer), ==, "3");
}

static void
test_ratio_new (void)
{
  static const struct
  {
    gint64 numerator, denominator;
    const char *shown;
  } cases[] = {
    { 6, 4, "3/2" },
    { -6, 4, "-3/2" },
    { 6, -4, "-3/2" },
    { -6, -4, "3/2" },
    { 0, -5, "0" },
    { G_MAXINT64, G_MAXINT64, "1" },
    { G_MININT64, G_MININT64, "1" },
    { G_MININT64, 1, "-9223372036854775808" },
    { G_MININT64, 2, "-4611686018427387904" },
    { G_MININT64, -2, "4611686018427387904" },
    { G_MAXINT64, 2, "9223372036854775807/2" },
    { 2, G_MININT64, "-1/4611686018427387904" },
    { G_MAXINT64 - 1, G_MAXINT64, "9223372036854775806/9223372036854775807" },
  };
  char buffer[EQUATE_RATIO_BUFFER];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const EquateRatio ratio = equate_ratio_new (cases[i].numerator, cases[i].denominator);
      g_assert_cmpint (ratio.denominator, >, 0);
      g_assert_cmpstr (equate_ratio_format (ratio, buffer), ==, cases[i].shown);
    }
}

static void
test_ratio_operations (void)
{
  typedef gboolean (*Operation) (EquateRatio, EquateRatio, EquateRatio *);
  static const struct
  {
    Operation operation;
    EquateRatio a, b;
    const char *shown; /* NULL: overflow */
  } cases[] = {
    { equate_ratio_add, { 1, 2 }, { 1, 3 }, "5/6" },
    { equate_ratio_add, { 1, 2 }, { -1, 2 }, "0" },
    { equate_ratio_add, { G_MAXINT64, 1 }, { 1, 1 }, NULL },
    { equate_ratio_add, { G_MININT64, 1 }, { -1, 1 }, NULL },
    { equate_ratio_add, { G_MININT64, 1 }, { G_MAXINT64, 1 }, "-1" },
    { equate_ratio_add, { 1, G_MAXINT64 }, { 1, G_MAXINT64 - 1 }, NULL },
    { equate_ratio_add, { G_MAXINT64, 2 }, { G_MAXINT64, 2 }, "9223372036854775807" },
    { equate_ratio_add, { G_MININT64, G_MAXINT64 }, { G_MININT64, G_MAXINT64 - 1 }, NULL },
    { equate_ratio_subtract, { 1, 2 }, { 1, 3 }, "1/6" },
    { equate_ratio_subtract, { 1, 3 }, { 1, 2 }, "-1/6" },
    { equate_ratio_subtract, { 0, 1 }, { G_MININT64, 1 }, NULL },
    { equate_ratio_subtract, { G_MININT64, 1 }, { G_MININT64, 1 }, "0" },
    { equate_ratio_multiply, { 2, 3 }, { 3, 4 }, "1/2" },
    { equate_ratio_multiply, { -2, 3 }, { 0, 1 }, "0" },
    { equate_ratio_multiply, { G_MAXINT64, 2 }, { 2, G_MAXINT64 }, "1" },
    { equate_ratio_multiply, { G_MININT64, 1 }, { G_MININT64, 1 }, NULL },
    { equate_ratio_multiply, { G_MININT64, 1 }, { -1, 1 }, NULL },
    { equate_ratio_multiply, { 1, G_MAXINT64 }, { 1, 2 }, NULL },
    { equate_ratio_multiply, { 4294967296, 3 }, { 6442450944, 1 }, NULL }, /* 2^63 */
    { equate_ratio_multiply, { -4294967296, 3 }, { 6442450944, 1 }, "-9223372036854775808" },
    { equate_ratio_divide, { 1, 2 }, { 3, 4 }, "2/3" },
    { equate_ratio_divide, { 1, 2 }, { -3, 4 }, "-2/3" },
    { equate_ratio_divide, { 0, 1 }, { -3, 4 }, "0" },
    { equate_ratio_divide, { 1, 2 }, { 0, 1 }, NULL },
    { equate_ratio_divide, { G_MININT64, 1 }, { -1, 1 }, NULL },
    { equate_ratio_divide, { G_MININT64, 1 }, { G_MININT64, 1 }, "1" },
    { equate_ratio_divide, { 1, 1 }, { G_MININT64, 1 }, NULL },
    { equate_ratio_divide, { 1, 1 }, { 1, G_MAXINT64 }, "9223372036854775807" },
    { equate_ratio_divide, { 1, 2 }, { G_MAXINT64, 1 }, NULL },
  };
  char buffer[EQUATE_RATIO_BUFFER];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EquateRatio result = { 17, 19 };
      const gboolean fits = cases[i].shown != NULL;

      g_test_message ("row %u", i);
      g_assert_cmpint (cases[i].operation (cases[i].a, cases[i].b, &result), ==, fits);
      g_assert_cmpstr (equate_ratio_format (result, buffer), ==, fits ? cases[i].shown : "17/19");
    }
}

static void
test_ratio_compare (void)
{
  /* In ascending order. */
  static const EquateRatio ratios[] = {
    { G_MININT64, 1 },
    { -G_MAXINT64, 1 },
    { -1, 1 },
    { -1, G_MAXINT64 },
    { 0, 1 },
    { 1, G_MAXINT64 },
    { 1, G_MAXINT64 - 1 },
    { 1, 3 },
    { 1, 2 },
    { G_MAXINT64 - 2, G_MAXINT64 - 1 },
    { G_MAXINT64 - 1, G_MAXINT64 },
    { 1, 1 },
    { G_MAXINT64, G_MAXINT64 - 1 },
    { G_MAXINT64, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ratios); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ratios); j++)
      g_assert_cmpint (equate_ratio_compare (ratios[i], ratios[j]), ==, (i > j) - (i < j));
}

/* Field laws on numbers small enough never to overflow. */
static void
test_ratio_laws (void)
{
  for (guint i = 0; i < 50000; i++)
    {
      const EquateRatio a
          = equate_ratio_new (g_test_rand_int_range (-9999, 9999), g_test_rand_int_range (1, 999));
      const EquateRatio b
          = equate_ratio_new (g_test_rand_int_range (1, 9999), -g_test_rand_int_range (1, 999));
      EquateRatio sum, back;

      g_assert_true (equate_ratio_add (a, b, &sum));
      g_assert_true (equate_ratio_subtract (sum, b, &back));
      g_assert_cmpint (back.numerator, ==, a.numerator);
      g_assert_cmpint (back.denominator, ==, a.denominator);
      g_assert_cmpint (equate_ratio_compare (sum, a), ==, -1);
      g_assert_true (equate_ratio_multiply (a, b, &sum));
      g_assert_true (equate_ratio_divide (sum, b, &back));
      g_assert_cmpint (equate_ratio_compare (a, back), ==, 0);
    }
}

/* --- rounding --- */

static void
test_round (void)
{
  static const struct
  {
    EquateRatio thousandths;
    EquateDecimal step;
    EquateDecimal rounded[4]; /* down, half-up, half-even, up */
  } cases[] = {
    { { 7500, 1 }, 500, { 7500, 7500, 7500, 7500 } },
    { { 2125, 1 }, 100, { 2100, 2100, 2100, 2200 } },
    { { 2250, 1 }, 500, { 2000, 2500, 2000, 2500 } },
    { { 2750, 1 }, 500, { 2500, 3000, 3000, 3000 } },
    { { 2249, 1 }, 500, { 2000, 2000, 2000, 2500 } },
    { { 2251, 1 }, 500, { 2000, 2500, 2500, 2500 } },
    { { -2250, 1 }, 500, { -2000, -2500, -2000, -2500 } },
    { { -2001, 1 }, 500, { -2000, -2000, -2000, -2500 } },
    { { 0, 1 }, 500, { 0, 0, 0, 0 } },
    { { 1, 3 }, 1, { 0, 0, 0, 1 } },
    { { 2, 3 }, 1, { 0, 1, 1, 1 } },
    { { 1, 2 }, 1, { 0, 1, 0, 1 } },
    { { 3, 2 }, 1, { 1, 2, 2, 2 } },
    { { -1, 2 }, 1, { 0, -1, 0, -1 } },
    { { 1, G_MAXINT64 }, G_MAXINT64, { 0, 0, 0, G_MAXINT64 } },
    { { G_MAXINT64, 1 }, 1, { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 } },
    { { G_MININT64, 1 }, 1, { G_MININT64, G_MININT64, G_MININT64, G_MININT64 } },
    { { G_MAXINT64, 2 },
      1,
      { 4611686018427387903, 4611686018427387904, 4611686018427387904, 4611686018427387904 } },
    { { G_MAXINT64, 1 }, 2, { G_MAXINT64 - 1, UNREAD, UNREAD, UNREAD } },
    { { G_MAXINT64, 1 }, 1000, { G_MAXINT64 - 807, UNREAD, UNREAD, UNREAD } },
    { { G_MININT64, 1 }, G_MAXINT64, { -G_MAXINT64, -G_MAXINT64, -G_MAXINT64, UNREAD } },
  };
  static const EquateRounding modes[]
      = { EQUATE_ROUND_DOWN, EQUATE_ROUND_HALF_UP, EQUATE_ROUND_HALF_EVEN, EQUATE_ROUND_UP };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (modes); j++)
      {
        EquateDecimal result = UNREAD;
        const gboolean fits
            = equate_ratio_round (cases[i].thousandths, cases[i].step, modes[j], &result);

        g_test_message ("row %u, mode %u", i, j);
        g_assert_cmpint (result, ==, cases[i].rounded[j]);
        g_assert_true (fits || result == UNREAD);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/parse", test_parse);
  g_test_add_data_func ("/decimal/locale/pl", "pl_PL.UTF-8", test_locale);
  g_test_add_data_func ("/decimal/locale/tr", "tr_TR.UTF-8", test_locale);
  g_test_add_func ("/decimal/format", test_format);
  g_test_add_func ("/decimal/format-inexact", test_format_inexact);
  g_test_add_func ("/decimal/round-trip", test_round_trip);
  g_test_add_func ("/ratio/parse", test_ratio_parse);
  g_test_add_func ("/ratio/new", test_ratio_new);
  g_test_add_func ("/ratio/operations", test_ratio_operations);
  g_test_add_func ("/ratio/compare", test_ratio_compare);
  g_test_add_func ("/ratio/laws", test_ratio_laws);
  g_test_add_func ("/ratio/round", test_round);
  return g_test_run ();
}
