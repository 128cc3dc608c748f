/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_clock.c -- the clock that stands and days against a count kept by hand.
 */
#include "base/clock.h"

#include <string.h>

#include "base/random.h"
#include "suites.h"

static void a_set_clock_stands(void)
{
	struct clock clock;

	clock_init_set(&clock, 1795000000123);
	CHECK_INT(clock_unix_ms(&clock), 1795000000123);
	CHECK_INT(clock_mono_ms(&clock), 0);
	clock_advance(&clock, 250);
	CHECK_INT(clock_unix_ms(&clock), 1795000000373);
	CHECK_INT(clock_mono_ms(&clock), 250);
	CHECK_INT(clock_mono_us(&clock), 250000);
}

static void the_real_clock_goes_forward(void)
{
	struct clock clock;
	int64_t last;

	clock_init(&clock);
	CHECK(clock_unix_ms(&clock) > INT64_C(1577836800000)); /* 2020 */
	last = clock_mono_us(&clock);
	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_mono_us(&clock);

		CHECK_FATAL(now >= last);
		last = now;
	}
}

/* The day after, counted the way a child learns it. */
static void step(int *year, int *month, int *day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool is_leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
	int last = *month == 2 && is_leap ? 29 : days[*month - 1];

	if (*day < last) {
		*day += 1;
		return;
	}
	*day = 1;
	*year += *month == 12;
	*month = *month == 12 ? 1 : *month + 1;
}

static void days_are_counted_over_800_years(void)
{
	int year = 1970, month = 1, day = 1;
	int wrong = 0;

	for (int32_t date = 0; date < 2 * 146097; date++) {
		int split_year, split_month, split_day;
		int32_t made = -1, parsed = -1;
		char text[CLOCK_DATE_SIZE];

		clock_date_split(date, &split_year, &split_month, &split_day);
		wrong += split_year != year || split_month != month || split_day != day;
		wrong += !clock_date_make(year, month, day, &made) || made != date;
		wrong += !clock_date_parse(clock_date_text(date, text), &parsed) || parsed != date;
		step(&year, &month, &day);
	}
	CHECK_INT(wrong, 0);
}

static void days_before_1970_go_round(void)
{
	struct random random;
	int32_t first, last;
	int wrong = 0;

	CHECK(clock_date_make(1, 1, 1, &first));
	CHECK(clock_date_make(9999, 12, 31, &last));
	CHECK_INT(first, -719162);
	CHECK_INT(last, 2932896);
	random_init_seed(&random, 3);
	for (int i = 0; i < 100000; i++) {
		int32_t date = (int32_t)random_between(&random, first, last);
		int32_t made = 0;
		int year, month, day;

		clock_date_split(date, &year, &month, &day);
		wrong += !clock_date_make(year, month, day, &made) || made != date;
	}
	CHECK_INT(wrong, 0);
}

static void days_that_are_none(void)
{
	static const char *const bad[] = { "", "2026-11-2", "2026-11-211", "2026/11/21",
					   "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
					   "2026-01-00", "0000-01-01", "2026-1a-01", "+026-01-01",
					   " 2026-1-1 ", "2026-01- 1" };
	int32_t date = 5;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(!clock_date_parse(bad[i], &date));
	CHECK_INT(date, 5);
	CHECK(clock_date_parse("2024-02-29", &date));
	CHECK_INT(date, 19782);
	CHECK(!clock_date_parse("2100-02-29", &date));
	CHECK(clock_date_parse("2000-02-29", &date));
}

static void far_days_still_fit_their_text(void)
{
	char text[CLOCK_DATE_SIZE];

	CHECK_TEXT(clock_date_text(INT32_MAX, text), "5881580-07-11");
	CHECK_TEXT(clock_date_text(INT32_MIN, text), "-5877641-06-23");
	CHECK_TEXT(clock_date_text(-1, text), "1969-12-31");
}

const struct check_test test_clock[] = {
	{ "a set clock stands until it is moved", a_set_clock_stands },
	{ "the real clock goes forward", the_real_clock_goes_forward },
	{ "days are made, split, written and read over 800 years",
	  days_are_counted_over_800_years },
	{ "days of all years go round", days_before_1970_go_round },
	{ "what is no day is refused", days_that_are_none },
	{ "far days still fit their text", far_days_still_fit_their_text },
	{ 0 },
};
