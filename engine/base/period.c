/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/period.h"

#include <string.h>
#include <time.h>

#define FIRST_YEAR 1900u
#define LAST_YEAR 2100u
#define LAST_YEAR_WRITTEN 9999u /* four digits */
#define MONTHS 12u
#define MAX_AGE (200u * MONTHS)

static EquateDate
date_of (guint year, guint month, guint day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static GDate
calendar_of (EquateDate day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return date;
}

static gboolean
read_digits (const char *text, gsize count, guint *value)
{
  *value = 0;
  for (gsize i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (guint) (text[i] - '0');
    }
  return TRUE;
}

static gsize
length_of (const char *text, gssize length)
{
  return length < 0 ? strlen (text) : (gsize) length;
}

gboolean
equate_date_parse (const char *text, gssize length, EquateDate *date)
{
  guint year, month, day;

  if (length_of (text, length) != strlen ("YYYY-MM-DD") || text[4] != '-' || text[7] != '-'
      || !read_digits (text, 4, &year) || !read_digits (text + 5, 2, &month)
      || !read_digits (text + 8, 2, &day))
    return FALSE;
  if (year < FIRST_YEAR || year > LAST_YEAR
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  *date = date_of (year, month, day);
  return TRUE;
}

const char *
equate_date_format (EquateDate date, char buffer[EQUATE_DATE_BUFFER])
{
  buffer[0] = '\0';
  if (date == 0)
    return buffer;

  const GDate calendar = calendar_of (date);
  g_snprintf (buffer, EQUATE_DATE_BUFFER, "%04u-%02u-%02u", (guint) g_date_get_year (&calendar),
              (guint) g_date_get_month (&calendar), (guint) g_date_get_day (&calendar));
  return buffer;
}

EquateDate
equate_date_add_months (EquateDate date, EquateAge months)
{
  if (date == 0)
    return 0;

  const GDate calendar = calendar_of (date);
  const guint64 count = (guint64) g_date_get_year (&calendar) * MONTHS
                        + (guint64) g_date_get_month (&calendar) - 1 + months;
  if (count / MONTHS > LAST_YEAR_WRITTEN)
    return date_of (LAST_YEAR_WRITTEN, MONTHS, 31);

  const guint year = (guint) (count / MONTHS);
  const guint month = (guint) (count % MONTHS) + 1;
  const guint last = g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
  return date_of (year, month, MIN (g_date_get_day (&calendar), last));
}

EquateDate
equate_date_today (void)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_time_t (&date, time (NULL));
  return g_date_get_julian (&date);
}

gboolean
equate_periods_overlap (EquatePeriod a, EquatePeriod b)
{
  return (a.until == 0 || b.from <= a.until) && (b.until == 0 || a.from <= b.until);
}

static gboolean
is_word (const char *text, gsize length, const char *one, const char *many)
{
  return (length == strlen (one) && memcmp (text, one, length) == 0)
         || (length == strlen (many) && memcmp (text, many, length) == 0);
}

gboolean
equate_age_parse (const char *text, gssize length, EquateAge *age)
{
  const gsize bytes = length_of (text, length);
  const char *const blank = memchr (text, ' ', bytes);
  guint count;

  /* Four digits are enough for the oldest in months. */
  if (blank == NULL || blank == text || blank - text > 4
      || !read_digits (text, (gsize) (blank - text), &count))
    return FALSE;

  const char *const unit = blank + 1;
  const gsize unit_length = bytes - (gsize) (unit - text);
  if (is_word (unit, unit_length, "year", "years"))
    count *= MONTHS;
  else if (!is_word (unit, unit_length, "month", "months"))
    return FALSE;
  if (count == 0 || count > MAX_AGE)
    return FALSE;
  *age = count;
  return TRUE;
}

const char *
equate_age_format (EquateAge age, char buffer[EQUATE_DATE_BUFFER])
{
  const gboolean years = age % MONTHS == 0;
  const guint count = years ? age / MONTHS : age;

  buffer[0] = '\0';
  if (age > 0)
    g_snprintf (buffer, EQUATE_DATE_BUFFER, "%u %s%s", count, years ? "year" : "month",
                count == 1 ? "" : "s");
  return buffer;
}
