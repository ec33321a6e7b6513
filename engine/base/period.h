/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Days, periods and ages. No time zones: a day is a number.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days since 0001-01-01, which is 1 (GLib's Julian day); 0: not given. */
typedef guint32 EquateDate;

/* Inclusive at both ends; 0: open. */
typedef struct
{
  EquateDate from;
  EquateDate until;
} EquatePeriod;

/* Months; 0: none given. */
typedef guint32 EquateAge;

/* Room for a date or an age as text. */
#define EQUATE_DATE_BUFFER 16

/**
 * equate_date_parse:
 * @text: what was written; need not end in NUL
 * @length: bytes of @text, or -1: up to its NUL
 * @date: (out): the day; left alone on failure
 *
 * Reads a day written YYYY-MM-DD.
 *
 * Returns: %FALSE for any other text and for what is no real day from 1900 to 2100
 *
 * Since: 0.1
 */
gboolean equate_date_parse (const char *text, gssize length, EquateDate *date);

/**
 * equate_date_format:
 * @date: a day, or 0
 * @buffer: (out caller-allocates): where the text goes
 *
 * Writes a day as YYYY-MM-DD; nothing for 0.
 *
 * Returns: (transfer none): @buffer
 *
 * Since: 0.1
 */
const char *equate_date_format (EquateDate date, char buffer[EQUATE_DATE_BUFFER]);

/**
 * equate_date_add_months:
 * @date: a day, or 0
 * @months: how many months
 *
 * Goes forward by calendar months; a day that does not exist is the month's last.
 *
 * Returns: the day, at most 9999-12-31; 0 for 0
 *
 * Since: 0.1
 */
EquateDate equate_date_add_months (EquateDate date, EquateAge months);

/**
 * equate_date_today:
 *
 * Reads the day from the local clock; nothing else in the engine reads a clock for a decision.
 *
 * Returns: the day
 *
 * Since: 0.1
 */
EquateDate equate_date_today (void);

/**
 * equate_period_contains:
 * @period: a period
 * @date: a day
 *
 * Tells whether a day lies in a period; a day that is not given lies in none.
 *
 * Returns: whether it does
 *
 * Since: 0.1
 */
static inline gboolean
equate_period_contains (EquatePeriod period, EquateDate date)
{
  return date != 0 && date >= period.from && (period.until == 0 || date <= period.until);
}

/**
 * equate_periods_overlap:
 * @a: a period
 * @b: a period
 *
 * Tells whether two periods share a day.
 *
 * Returns: whether they do
 *
 * Since: 0.1
 */
gboolean equate_periods_overlap (EquatePeriod a, EquatePeriod b);

/**
 * equate_age_parse:
 * @text: what was written; need not end in NUL
 * @length: bytes of @text, or -1: up to its NUL
 * @age: (out): the months; left alone on failure
 *
 * Reads an age: a whole number, one blank, and year, years, month or months.
 *
 * Returns: %FALSE for any other text, for 0 and beyond 200 years
 *
 * Since: 0.1
 */
gboolean equate_age_parse (const char *text, gssize length, EquateAge *age);

/**
 * equate_age_format:
 * @age: months, at most 200 years, or 0
 * @buffer: (out caller-allocates): where the text goes
 *
 * Writes an age, in years where it is a whole number of them; nothing for 0.
 *
 * Returns: (transfer none): @buffer
 *
 * Since: 0.1
 */
const char *equate_age_format (EquateAge age, char buffer[EQUATE_DATE_BUFFER]);

G_END_DECLS
