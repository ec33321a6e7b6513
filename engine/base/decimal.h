/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Exact numbers: decimals with three places, and ratios.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Thousandths: 7.5 is 7500. Credits, hours and numeric grades. */
typedef gint64 EquateDecimal;

#define EQUATE_DECIMAL_ONE ((EquateDecimal) 1000)
/* Larger ones are refused when read, so that sums of a million of them cannot overflow. */
#define EQUATE_DECIMAL_MAX ((EquateDecimal) 1000000000 * EQUATE_DECIMAL_ONE)
/* Room for any decimal as text. */
#define EQUATE_DECIMAL_BUFFER 32
/* Room for any ratio as text. */
#define EQUATE_RATIO_BUFFER 64

typedef enum
{
  EQUATE_ROUND_DOWN,      /* towards zero */
  EQUATE_ROUND_HALF_UP,   /* to the nearest, halves away from zero */
  EQUATE_ROUND_HALF_EVEN, /* to the nearest, halves to the even multiple */
  EQUATE_ROUND_UP,        /* away from zero */
} EquateRounding;

/* Always in lowest terms, the denominator positive. */
typedef struct
{
  gint64 numerator;
  gint64 denominator;
} EquateRatio;

/**
 * equate_decimal_parse:
 * @text: what was written; need not end in NUL
 * @length: bytes of @text, or -1: up to its NUL
 * @value: (out): the decimal in thousandths; left alone on failure
 *
 * Reads a decimal: a minus where it is negative, digits, and at most three more behind a point;
 * no plus, no blank, no exponent, nothing of the locale.
 *
 * Returns: %FALSE for any other text and beyond %EQUATE_DECIMAL_MAX
 *
 * Since: 0.1
 */
gboolean equate_decimal_parse (const char *text, gssize length, EquateDecimal *value);

/**
 * equate_decimal_format:
 * @value: a decimal in thousandths
 * @buffer: (out caller-allocates): where the text goes
 *
 * Writes a decimal in its shortest form ("5", "4.5", "-0.125").
 *
 * Returns: (transfer none): @buffer
 *
 * Since: 0.1
 */
const char *equate_decimal_format (EquateDecimal value, char buffer[EQUATE_DECIMAL_BUFFER]);

/**
 * equate_decimal_format_places:
 * @value: a decimal in thousandths
 * @places: how many decimals, 0 to 3; enough for @value to be exact
 * @buffer: (out caller-allocates): where the text goes
 *
 * Writes a decimal with as many decimals as are asked for ("4.0").
 *
 * Returns: (transfer none): @buffer
 *
 * Since: 0.1
 */
const char *equate_decimal_format_places (EquateDecimal value, guint places,
                                          char buffer[EQUATE_DECIMAL_BUFFER]);

/**
 * equate_ratio_parse:
 * @text: what was written; need not end in NUL
 * @length: bytes of @text, or -1: up to its NUL
 * @ratio: (out): the ratio; left alone on failure
 *
 * Reads a ratio: "3/2" in whole numbers, a minus only before the first, or a decimal.
 *
 * Returns: %FALSE for any other text, a denominator of 0, and numbers beyond those of
 *   %EQUATE_DECIMAL_MAX
 *
 * Since: 0.1
 */
gboolean equate_ratio_parse (const char *text, gssize length, EquateRatio *ratio);

/**
 * equate_ratio_new:
 * @numerator: any number
 * @denominator: any number but 0
 *
 * Makes a ratio in lowest terms. The one quotient that has no such form, 2^63, may not be asked
 * for.
 *
 * Returns: the ratio
 *
 * Since: 0.1
 */
EquateRatio equate_ratio_new (gint64 numerator, gint64 denominator);

/**
 * equate_ratio_add:
 * @a: a ratio
 * @b: a ratio
 * @result: (out): @a + @b, worked out in 128 bits; left alone on failure
 *
 * Adds two ratios.
 *
 * Returns: %FALSE where the sum in lowest terms needs more than 64 bits
 *
 * Since: 0.1
 */
gboolean equate_ratio_add (EquateRatio a, EquateRatio b, EquateRatio *result);

/**
 * equate_ratio_subtract:
 * @a: a ratio
 * @b: a ratio
 * @result: (out): @a - @b, worked out in 128 bits; left alone on failure
 *
 * Subtracts one ratio from another.
 *
 * Returns: %FALSE where the difference in lowest terms needs more than 64 bits
 *
 * Since: 0.1
 */
gboolean equate_ratio_subtract (EquateRatio a, EquateRatio b, EquateRatio *result);

/**
 * equate_ratio_multiply:
 * @a: a ratio
 * @b: a ratio
 * @result: (out): @a × @b, worked out in 128 bits; left alone on failure
 *
 * Multiplies two ratios.
 *
 * Returns: %FALSE where the product in lowest terms needs more than 64 bits
 *
 * Since: 0.1
 */
gboolean equate_ratio_multiply (EquateRatio a, EquateRatio b, EquateRatio *result);

/**
 * equate_ratio_divide:
 * @a: a ratio
 * @b: a ratio
 * @result: (out): @a ÷ @b, worked out in 128 bits; left alone on failure
 *
 * Divides one ratio by another.
 *
 * Returns: %FALSE where @b is 0 or the quotient in lowest terms needs more than 64 bits
 *
 * Since: 0.1
 */
gboolean equate_ratio_divide (EquateRatio a, EquateRatio b, EquateRatio *result);

/**
 * equate_ratio_compare:
 * @a: a ratio
 * @b: a ratio
 *
 * Compares two ratios, exactly for all values.
 *
 * Returns: -1, 0 or 1 where @a is less than, equal to or greater than @b
 *
 * Since: 0.1
 */
int equate_ratio_compare (EquateRatio a, EquateRatio b);

/**
 * equate_ratio_format:
 * @ratio: a ratio
 * @buffer: (out caller-allocates): where the text goes
 *
 * Writes a ratio ("3/2", "2").
 *
 * Returns: (transfer none): @buffer
 *
 * Since: 0.1
 */
const char *equate_ratio_format (EquateRatio ratio, char buffer[EQUATE_RATIO_BUFFER]);

/**
 * equate_ratio_round:
 * @thousandths: a ratio in thousandths: 7.5 is 7500/1
 * @step: the decimal whose multiples are possible, more than 0
 * @mode: what happens between two multiples
 * @result: (out): the multiple in thousandths; left alone on failure
 *
 * Rounds a ratio, once, to a multiple of @step.
 *
 * Returns: %FALSE where the multiple needs more than 64 bits
 *
 * Since: 0.1
 */
gboolean equate_ratio_round (EquateRatio thousandths, EquateDecimal step, EquateRounding mode,
                             EquateDecimal *result);

G_END_DECLS
