/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/period.h"

#include <string.h>
#include <time.h>

static EquateDate
day (const char *text)
{
  EquateDate date = 0;

  if (text != NULL)
    g_assert_true (equate_date_parse (text, -1, &date));
  return date;
}

static void
test_date_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean valid;
  } cases[] = {
    { "1900-01-01", TRUE },      { "2100-12-31", TRUE },   { "1899-12-31", FALSE },
    { "2101-01-01", FALSE },     { "2024-02-29", TRUE },   { "2023-02-29", FALSE },
    { "2000-02-29", TRUE },      { "1900-02-29", FALSE },  { "2100-02-29", FALSE },
    { "2024-04-31", FALSE },     { "2024-00-10", FALSE },  { "2024-13-10", FALSE },
    { "2024-01-00", FALSE },     { "2024-01-32", FALSE },  { "2024-1-1", FALSE },
    { "2024-01-1", FALSE },      { "24-01-01", FALSE },    { "2024/01/01", FALSE },
    { "2024-01/01", FALSE },     { "2024.01.01", FALSE },  { "20240101", FALSE },
    { "20240101ab", FALSE },     { "01-01-2024", FALSE },  { "1.2.2023", FALSE },
    { " 2024-01-01", FALSE },    { "2024-01-01 ", FALSE }, { "2024-01-01T00:00", FALSE },
    { "-024-01-01", FALSE },     { "2024--1-01", FALSE },  { "2024-01-+1", FALSE },
    { "２０２４-01-01", FALSE }, { "today", FALSE },       { "", FALSE },
  };
  char buffer[EQUATE_DATE_BUFFER];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EquateDate date = 7;
      g_autofree char *longer = g_strconcat (cases[i].text, "1", NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (equate_date_parse (cases[i].text, -1, &date), ==, cases[i].valid);
      if (cases[i].valid)
        g_assert_cmpstr (equate_date_format (date, buffer), ==, cases[i].text);
      else
        g_assert_cmpuint (date, ==, 7);
      g_assert_cmpint (equate_date_parse (longer, (gssize) strlen (cases[i].text), &date), ==,
                       cases[i].valid);
    }
}

static void
test_every_day (void)
{
  char buffer[EQUATE_DATE_BUFFER];
  const EquateDate first = day ("1900-01-01");
  const EquateDate last = day ("2100-12-31");

  /* 201 years with 49 leap days. */
  g_assert_cmpuint (last - first + 1, ==, 201 * 365 + 49);
  for (EquateDate date = first; date <= last; date++)
    g_assert_cmpuint (day (equate_date_format (date, buffer)), ==, date);
  g_assert_cmpstr (equate_date_format (1, buffer), ==, "0001-01-01");
  g_assert_cmpstr (equate_date_format (0, buffer), ==, "");
}

static void
test_add_months (void)
{
  static const struct
  {
    const char *from;
    EquateAge months;
    const char *to;
  } cases[] = {
    { "2020-01-15", 0, "2020-01-15" },           { "2020-01-15", 1, "2020-02-15" },
    { "2020-01-31", 1, "2020-02-29" },           { "2021-01-31", 1, "2021-02-28" },
    { "2020-02-29", 12, "2021-02-28" },          { "2020-02-29", 48, "2024-02-29" },
    { "2020-12-31", 2, "2021-02-28" },           { "2020-11-30", 1, "2020-12-30" },
    { "2020-12-01", 1, "2021-01-01" },           { "2020-08-31", 13, "2021-09-30" },
    { "1900-01-01", 2400, "2100-01-01" },        { "2100-12-31", 2400, "2300-12-31" },
    { "2100-12-31", G_MAXUINT32, "9999-12-31" },
  };
  char buffer[EQUATE_DATE_BUFFER];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const EquateDate date = equate_date_add_months (day (cases[i].from), cases[i].months);
      g_assert_cmpstr (equate_date_format (date, buffer), ==, cases[i].to);
    }
  g_assert_cmpuint (equate_date_add_months (0, 12), ==, 0);
}

/* Kiritimati and Baker Island never have the same day. */
static void
test_today (void)
{
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));
  EquateDate east, west;

  do
    {
      g_setenv ("TZ", "EAST-14", TRUE);
      tzset ();
      east = equate_date_today ();
      g_setenv ("TZ", "WEST+12", TRUE);
      tzset ();
      west = equate_date_today ();
      g_setenv ("TZ", "EAST-14", TRUE);
      tzset ();
    }
  while (equate_date_today () != east); /* midnight fell in between */
  g_assert_cmpuint (east - west, >=, 1);
  g_assert_cmpuint (east - west, <=, 2);
  g_assert_cmpuint (west, >, day ("2024-01-01"));

  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
  tzset ();
}

static void
test_contains (void)
{
  static const struct
  {
    const char *from, *until, *date;
    gboolean contained;
  } cases[] = {
    { "2024-10-01", "2025-09-30", "2024-09-30", FALSE },
    { "2024-10-01", "2025-09-30", "2024-10-01", TRUE },
    { "2024-10-01", "2025-09-30", "2025-09-30", TRUE },
    { "2024-10-01", "2025-09-30", "2025-10-01", FALSE },
    { "2024-10-01", "2024-10-01", "2024-10-01", TRUE },
    { NULL, "2025-09-30", "1900-01-01", TRUE },
    { NULL, "2025-09-30", "2025-10-01", FALSE },
    { "2024-10-01", NULL, "2100-12-31", TRUE },
    { "2024-10-01", NULL, "2024-09-30", FALSE },
    { NULL, NULL, "2000-01-01", TRUE },
    { NULL, NULL, NULL, FALSE },
    { NULL, "2025-09-30", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const EquatePeriod period = { day (cases[i].from), day (cases[i].until) };
      g_assert_cmpint (equate_period_contains (period, day (cases[i].date)), ==,
                       cases[i].contained);
    }
}

static void
test_overlap (void)
{
  static const struct
  {
    const char *from_a, *until_a, *from_b, *until_b;
    gboolean overlap;
  } cases[] = {
    { "2020-01-01", "2020-12-31", "2021-01-01", "2021-12-31", FALSE },
    { "2020-01-01", "2021-01-01", "2021-01-01", "2021-12-31", TRUE },
    { "2020-01-01", "2022-01-01", "2021-01-01", "2021-12-31", TRUE },
    { "2020-01-01", NULL, "2021-01-01", "2021-12-31", TRUE },
    { "2022-01-01", NULL, "2021-01-01", "2021-12-31", FALSE },
    { NULL, "2020-12-31", "2021-01-01", NULL, FALSE },
    { NULL, "2021-01-01", "2021-01-01", NULL, TRUE },
    { NULL, "1950-01-01", NULL, "2021-01-01", TRUE },
    { "1950-01-01", NULL, "2021-01-01", NULL, TRUE },
    { NULL, NULL, "2021-01-01", "2021-01-01", TRUE },
    { NULL, NULL, NULL, NULL, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const EquatePeriod a = { day (cases[i].from_a), day (cases[i].until_a) };
      const EquatePeriod b = { day (cases[i].from_b), day (cases[i].until_b) };
      g_assert_cmpint (equate_periods_overlap (a, b), ==, cases[i].overlap);
      g_assert_cmpint (equate_periods_overlap (b, a), ==, cases[i].overlap);
    }
}

static const struct
{
  const char *text;
  EquateAge age; /* 0: refused */
  const char *shown;
} ages[] = {
  { "5 years", 60, "5 years" },
  { "1 year", 12, "1 year" },
  { "1 years", 12, "1 year" },
  { "2 year", 24, "2 years" },
  { "18 months", 18, "18 months" },
  { "1 month", 1, "1 month" },
  { "24 months", 24, "2 years" },
  { "200 years", 2400, "200 years" },
  { "2400 months", 2400, "200 years" },
  { "2399 months", 2399, "2399 months" },
  { "201 years", 0, NULL },
  { "2401 months", 0, NULL },
  { "9999 years", 0, NULL },
  { "357913942 years", 0, NULL },
  { "4294967297 months", 0, NULL },
  { "0 years", 0, NULL },
  { "0 months", 0, NULL },
  { "-5 years", 0, NULL },
  { "+5 years", 0, NULL },
  { "1.5 years", 0, NULL },
  { "5", 0, NULL },
  { "5 ", 0, NULL },
  { "5years", 0, NULL },
  { "5  years", 0, NULL },
  { " 5 years", 0, NULL },
  { "5 years ", 0, NULL },
  { "5 Years", 0, NULL },
  { "5 yearsx", 0, NULL },
  { "5 yea", 0, NULL },
  { "5 days", 0, NULL },
  { "years", 0, NULL },
  { " years", 0, NULL },
  { "five years", 0, NULL },
  { "5\tyears", 0, NULL },
  { "", 0, NULL },
};

static void
test_age (void)
{
  char buffer[EQUATE_DATE_BUFFER];

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      EquateAge age = 0;
      g_autofree char *longer = g_strconcat (ages[i].text, "s", NULL);

      g_test_message ("%s", ages[i].text);
      g_assert_cmpint (equate_age_parse (ages[i].text, -1, &age), ==, ages[i].age != 0);
      g_assert_cmpuint (age, ==, ages[i].age);
      age = 0;
      equate_age_parse (longer, (gssize) strlen (ages[i].text), &age);
      g_assert_cmpuint (age, ==, ages[i].age);
      if (ages[i].shown != NULL)
        g_assert_cmpstr (equate_age_format (age, buffer), ==, ages[i].shown);
    }
  g_assert_cmpstr (equate_age_format (0, buffer), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/period/date/parse", test_date_parse);
  g_test_add_func ("/period/date/every-day", test_every_day);
  g_test_add_func ("/period/date/add-months", test_add_months);
  g_test_add_func ("/period/date/today", test_today);
  g_test_add_func ("/period/contains", test_contains);
  g_test_add_func ("/period/overlap", test_overlap);
  g_test_add_func ("/period/age", test_age);
  return g_test_run ();
}
