/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/clock.c -- reads the machine's clock or the one a test has set; counts Gregorian days.
 */
#include "base/clock.h"

#include <assert.h>
#include <string.h>
#include <time.h>

#include "base/str.h"

#define YEAR_MIN 1
#define YEAR_MAX 9999
#define DAYS_PER_ERA 146097         /* 400 Gregorian years */
#define DAYS_TO_1970 719468         /* from 0000-03-01 */

void clock_init(struct clock *clock)
{
	*clock = (struct clock){ 0 };
}

void clock_init_set(struct clock *clock, int64_t unix_ms)
{
	*clock = (struct clock){ .is_set = true, .set_unix_ms = unix_ms };
}

void clock_advance(struct clock *clock, int64_t ms)
{
	assert(clock->is_set);
	assert(ms >= 0);
	clock->set_unix_ms += ms;
	clock->set_mono_us += ms * 1000;
}

static int64_t read_us(clockid_t id)
{
	struct timespec now;
	int failed = clock_gettime(id, &now);

	assert(failed == 0);
	(void)failed;
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_unix_ms(const struct clock *clock)
{
	return clock->is_set ? clock->set_unix_ms : read_us(CLOCK_REALTIME) / 1000;
}

int64_t clock_mono_ms(const struct clock *clock)
{
	return clock_mono_us(clock) / 1000;
}

int64_t clock_mono_us(const struct clock *clock)
{
	return clock->is_set ? clock->set_mono_us : read_us(CLOCK_MONOTONIC);
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
	static const signed char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years are counted from March, so that the leap day is the last of its year. */
bool clock_date_make(int year, int month, int day, int32_t *ret_date)
{
	int march_year = month > 2 ? year : year - 1;
	int march_month = month > 2 ? month - 3 : month + 9;
	int era, year_of_era, day_of_year;

	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return false;
	era = march_year / 400;
	year_of_era = march_year % 400;
	day_of_year = (153 * march_month + 2) / 5 + day - 1;
	*ret_date = era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 -
		    year_of_era / 100 + day_of_year - DAYS_TO_1970;
	return true;
}

void clock_date_split(int32_t date, int *ret_year, int *ret_month, int *ret_day)
{
	int64_t days = (int64_t)date + DAYS_TO_1970;
	int64_t era = (days >= 0 ? days : days - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
	int day_of_era = (int)(days - era * DAYS_PER_ERA);
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			   day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int march_month = (5 * day_of_year + 2) / 153;

	*ret_day = day_of_year - (153 * march_month + 2) / 5 + 1;
	*ret_month = march_month < 10 ? march_month + 3 : march_month - 9;
	*ret_year = (int)(era * 400) + year_of_era + (*ret_month <= 2 ? 1 : 0);
}

/* Reads `count` digits; -1 when one of them is none. */
static int read_digits(const char *text, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

bool clock_date_parse(const char *text, int32_t *ret_date)
{
	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return false;
	return clock_date_make(read_digits(text, 4), read_digits(text + 5, 2),
			       read_digits(text + 8, 2), ret_date);
}

char *clock_date_text(int32_t date, char *into)
{
	int year, month, day;

	clock_date_split(date, &year, &month, &day);
	str_format(into, CLOCK_DATE_SIZE, "%04d-%02d-%02d", year, month, day);
	return into;
}
