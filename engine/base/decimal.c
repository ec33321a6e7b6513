/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/decimal.h"

#include <string.h>

#define WHOLE_MAX (EQUATE_DECIMAL_MAX / EQUATE_DECIMAL_ONE)
#define DECIMAL_PLACES 3u

/* Products of two 64-bit numbers, and sums of two of those, fit. */
__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 WideMagnitude;

/* --- decimals --- */

/* At least one digit; *at moves behind the last. */
static gboolean
read_whole (const char **at, const char *end, gint64 *value)
{
  const char *p = *at;
  gint64 whole = 0;

  for (; p < end && g_ascii_isdigit (*p); p++)
    {
      whole = whole * 10 + (*p - '0');
      if (whole > WHOLE_MAX)
        return FALSE;
    }
  if (p == *at)
    return FALSE;
  *at = p;
  *value = whole;
  return TRUE;
}

static gboolean
read_minus (const char **at, const char *end)
{
  if (*at == end || **at != '-')
    return FALSE;
  *at += 1;
  return TRUE;
}

/* The digits behind a point, one to three, in thousandths. */
static gboolean
read_fraction (const char **at, const char *end, gint64 *value)
{
  const char *p = *at;
  gint64 unit = EQUATE_DECIMAL_ONE;

  *value = 0;
  for (; p < end && g_ascii_isdigit (*p) && unit > 1; p++)
    {
      unit /= 10;
      *value += (*p - '0') * unit;
    }
  if (p == *at)
    return FALSE;
  *at = p;
  return TRUE;
}

static const char *
end_of (const char *text, gssize length)
{
  return text + (length < 0 ? strlen (text) : (gsize) length);
}

gboolean
equate_decimal_parse (const char *text, gssize length, EquateDecimal *value)
{
  const char *const end = end_of (text, length);
  const char *p = text;
  const gboolean negative = read_minus (&p, end);
  gint64 whole, fraction = 0;

  if (!read_whole (&p, end, &whole))
    return FALSE;
  if (p < end && *p == '.')
    {
      p++;
      if (!read_fraction (&p, end, &fraction))
        return FALSE;
    }

  const EquateDecimal magnitude = whole * EQUATE_DECIMAL_ONE + fraction;
  if (p < end || magnitude > EQUATE_DECIMAL_MAX)
    return FALSE;
  *value = negative ? -magnitude : magnitude;
  return TRUE;
}

static guint64
magnitude_of (gint64 value)
{
  return value < 0 ? -(guint64) value : (guint64) value;
}

/* Gives the place behind the last digit; no NUL is written. */
static char *
write_whole (char *to, guint64 value)
{
  char digits[20];
  guint n = 0;

  do
    digits[n++] = (char) ('0' + value % 10);
  while ((value /= 10) > 0);
  while (n > 0)
    *to++ = digits[--n];
  return to;
}

static guint
places_needed (guint64 thousandths)
{
  guint places = DECIMAL_PLACES;

  for (; places > 0 && thousandths % 10 == 0; thousandths /= 10)
    places--;
  return places;
}

const char *
equate_decimal_format (EquateDecimal value, char buffer[EQUATE_DECIMAL_BUFFER])
{
  return equate_decimal_format_places (value, places_needed (magnitude_of (value)), buffer);
}

const char *
equate_decimal_format_places (EquateDecimal value, guint places, char buffer[EQUATE_DECIMAL_BUFFER])
{
  const guint64 magnitude = magnitude_of (value);
  guint64 fraction = magnitude % (guint64) EQUATE_DECIMAL_ONE;
  char *to = buffer;

  g_return_val_if_fail (places <= DECIMAL_PLACES && places >= places_needed (magnitude),
                        equate_decimal_format (value, buffer));
  if (value < 0)
    *to++ = '-';
  to = write_whole (to, magnitude / (guint64) EQUATE_DECIMAL_ONE);
  if (places > 0)
    *to++ = '.';
  for (guint i = 0; i < places; i++, fraction = fraction % 100 * 10)
    *to++ = (char) ('0' + fraction / 100);
  *to = '\0';
  return buffer;
}

/* --- ratios --- */

static WideMagnitude
greatest_divisor (WideMagnitude a, WideMagnitude b)
{
  while (b > G_MAXUINT64 || (b > 0 && a > G_MAXUINT64))
    {
      const WideMagnitude rest = a % b;
      a = b;
      b = rest;
    }
  if (b == 0)
    return a;

  /* Nearly always the whole way: a division in 128 bits costs many times one in 64. */
  guint64 x = (guint64) a, y = (guint64) b;
  while (y > 0)
    {
      const guint64 rest = x % y;
      x = y;
      y = rest;
    }
  return x;
}

static gboolean
reduce (Wide numerator, Wide denominator, EquateRatio *result)
{
  g_return_val_if_fail (denominator != 0, FALSE);
  if (denominator < 0)
    {
      numerator = -numerator;
      denominator = -denominator;
    }

  const Wide magnitude = numerator < 0 ? -numerator : numerator;
  const Wide divisor
      = (Wide) greatest_divisor ((WideMagnitude) magnitude, (WideMagnitude) denominator);
  numerator /= divisor;
  denominator /= divisor;
  if (numerator < G_MININT64 || numerator > G_MAXINT64 || denominator > G_MAXINT64)
    return FALSE;
  result->numerator = (gint64) numerator;
  result->denominator = (gint64) denominator;
  return TRUE;
}

EquateRatio
equate_ratio_new (gint64 numerator, gint64 denominator)
{
  EquateRatio ratio = { 0, 1 };
  const gboolean fits = reduce (numerator, denominator, &ratio);

  g_return_val_if_fail (fits, ratio);
  return ratio;
}

gboolean
equate_ratio_parse (const char *text, gssize length, EquateRatio *ratio)
{
  const char *const end = end_of (text, length);
  const char *p = text;
  gint64 numerator, denominator;

  if (memchr (text, '/', (gsize) (end - text)) == NULL)
    {
      EquateDecimal value;
      if (!equate_decimal_parse (text, end - text, &value))
        return FALSE;
      *ratio = equate_ratio_new (value, EQUATE_DECIMAL_ONE);
      return TRUE;
    }

  const gboolean negative = read_minus (&p, end);
  if (!read_whole (&p, end, &numerator) || *p++ != '/' || !read_whole (&p, end, &denominator)
      || p < end || denominator == 0)
    return FALSE;
  *ratio = equate_ratio_new (negative ? -numerator : numerator, denominator);
  return TRUE;
}

gboolean
equate_ratio_add (EquateRatio a, EquateRatio b, EquateRatio *result)
{
  return reduce ((Wide) a.numerator * b.denominator + (Wide) b.numerator * a.denominator,
                 (Wide) a.denominator * b.denominator, result);
}

gboolean
equate_ratio_subtract (EquateRatio a, EquateRatio b, EquateRatio *result)
{
  return reduce ((Wide) a.numerator * b.denominator - (Wide) b.numerator * a.denominator,
                 (Wide) a.denominator * b.denominator, result);
}

gboolean
equate_ratio_multiply (EquateRatio a, EquateRatio b, EquateRatio *result)
{
  return reduce ((Wide) a.numerator * b.numerator, (Wide) a.denominator * b.denominator, result);
}

gboolean
equate_ratio_divide (EquateRatio a, EquateRatio b, EquateRatio *result)
{
  return b.numerator != 0
         && reduce ((Wide) a.numerator * b.denominator, (Wide) a.denominator * b.numerator, result);
}

int
equate_ratio_compare (EquateRatio a, EquateRatio b)
{
  const Wide left = (Wide) a.numerator * b.denominator;
  const Wide right = (Wide) b.numerator * a.denominator;

  return (left > right) - (left < right);
}

const char *
equate_ratio_format (EquateRatio ratio, char buffer[EQUATE_RATIO_BUFFER])
{
  char *to = buffer;

  if (ratio.numerator < 0)
    *to++ = '-';
  to = write_whole (to, magnitude_of (ratio.numerator));
  if (ratio.denominator != 1)
    {
      *to++ = '/';
      to = write_whole (to, magnitude_of (ratio.denominator));
    }
  *to = '\0';
  return buffer;
}

/* --- rounding --- */

static gboolean
rounds_away (EquateRounding mode, WideMagnitude quotient, WideMagnitude rest, WideMagnitude whole)
{
  if (mode == EQUATE_ROUND_DOWN)
    return FALSE;
  if (mode == EQUATE_ROUND_HALF_UP)
    return 2 * rest >= whole;
  if (mode == EQUATE_ROUND_HALF_EVEN)
    return 2 * rest > whole || (2 * rest == whole && quotient % 2 == 1);
  return rest > 0;
}

gboolean
equate_ratio_round (EquateRatio thousandths, EquateDecimal step, EquateRounding mode,
                    EquateDecimal *result)
{
  g_return_val_if_fail (thousandths.denominator > 0 && step > 0, FALSE);

  const WideMagnitude magnitude = magnitude_of (thousandths.numerator);
  const WideMagnitude whole = (WideMagnitude) thousandths.denominator * (WideMagnitude) step;
  WideMagnitude quotient = magnitude / whole;
  if (rounds_away (mode, quotient, magnitude % whole, whole))
    quotient++;

  const Wide multiple = (Wide) (quotient * (WideMagnitude) step);
  const Wide signed_multiple = thousandths.numerator < 0 ? -multiple : multiple;
  if (signed_multiple < G_MININT64 || signed_multiple > G_MAXINT64)
    return FALSE;
  *result = (EquateDecimal) signed_multiple;
  return TRUE;
}
