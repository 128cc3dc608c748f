/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/locale/test_date.c -- tests of locale/date: zones, days, times.
 */
#include "locale/date.h"

#include "base/clock.h"
#include "locale/number.h"
#include "suites.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)
#define AT_UNIX_MS INT64_C(1795292040000)      /* 2026-11-21 20:14 UTC, a Saturday */

static int32_t day(int year, int month, int number)
{
	int32_t date = 0;

	CHECK(clock_date_make(year, month, number, &date));
	return date;
}

static struct date_zone *open_zone(const char *name)
{
	struct date_zone *zone = NULL;

	CHECK_OK_FATAL(date_zone_open(name, &zone));
	CHECK_TEXT(date_zone_name(zone), name);
	return zone;
}

static void zones_are_checked(void)
{
	static const char *const bad[] = { "", "Nowhere", "Asia/Dubay", "GMT+99", "Etc/Unknown",
					   "Asia/Dubai ", "Asi\xC3\xA1/Dubai", "../etc/passwd" };
	struct date_zone *zone = NULL;

	CHECK(date_zone_is_valid("UTC"));
	CHECK(date_zone_is_valid("Asia/Dubai"));
	CHECK(date_zone_is_valid("America/Argentina/Buenos_Aires"));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK(!date_zone_is_valid(bad[i]));
		CHECK_INT(date_zone_open(bad[i], &zone), ERR_NOT_FOUND);
	}
	CHECK(zone == NULL);
	CHECK_TEXT(date_zone_name(NULL), "UTC");
	date_zone_close(NULL);
}

static void texts_are_written(void)
{
	struct number_style english = number_style_english();
	struct number_style arabic = { '.', ',', NUMBER_ARABIC };
	struct date_zone *dubai = open_zone("Asia/Dubai");
	char text[DATE_TEXT_SIZE];

	CHECK_TEXT(date_stamp_text(NULL, NULL, &english, AT_UNIX_MS, text), "Sat 21 Nov 20:14");
	CHECK_TEXT(date_moment_text(dubai, NULL, &english, AT_UNIX_MS, text), "22 Nov 00:14");
	CHECK_TEXT(date_stamp_text(dubai, NULL, &english, AT_UNIX_MS, text), "Sun 22 Nov 00:14");
	CHECK_TEXT(date_time_text(dubai, &english, AT_UNIX_MS, text), "00:14");
	CHECK_TEXT(date_time_text(NULL, &arabic, AT_UNIX_MS, text), "٢٠:١٤");
	CHECK_TEXT(date_day_text(NULL, &english, day(2026, 11, 21), text), "Sat 21 Nov 2026");
	CHECK_TEXT(date_day_text(NULL, &english, day(2027, 1, 3), text), "Sun 3 Jan 2027");
	CHECK_INT(date_of(NULL, AT_UNIX_MS), day(2026, 11, 21));
	CHECK_INT(date_of(dubai, AT_UNIX_MS), day(2026, 11, 22));
	date_zone_close(dubai);
}

static void ages_are_written(void)
{
	struct number_style english = number_style_english();
	char text[DATE_TEXT_SIZE];

	CHECK_TEXT(date_age_text(NULL, &english, -5, text), "0m");
	CHECK_TEXT(date_age_text(NULL, &english, 18 * 60000 + 59999, text), "18m");
	CHECK_TEXT(date_age_text(NULL, &english, 65 * 60000, text), "1h05");
	CHECK_TEXT(date_age_text(NULL, &english, 3 * DAY_MS + 5, text), "3d");
}

static void weekdays_hold_before_1970(void)
{
	CHECK_INT(date_weekday(day(2026, 11, 21)), 6);
	CHECK_INT(date_weekday(day(1970, 1, 1)), 4);
	CHECK_INT(date_weekday(day(1969, 12, 31)), 3);
	CHECK_INT(date_weekday(day(1900, 1, 1)), 1);
	CHECK_INT(date_local(NULL, -1).date, -1);
	CHECK_INT(date_local(NULL, -1).hour, 23);
	CHECK_INT(date_local(NULL, -1).second, 59);
}

/* In Berlin 02:00 to 03:00 is skipped on 2026-03-29, and comes twice on 2026-10-25. */
static void changes_of_the_clock_are_kept(void)
{
	struct date_zone *zone = open_zone("Europe/Berlin");
	int32_t spring = day(2026, 3, 29), autumn = day(2026, 10, 25);
	int64_t at = date_instant_unix_ms(zone, spring, 2, 30);

	CHECK_INT(date_local(zone, at).hour, 3);
	CHECK_INT(date_local(zone, at).minute, 30);
	CHECK_INT(date_midnight_unix_ms(zone, spring + 1) - date_midnight_unix_ms(zone, spring),
		  23 * HOUR_MS);
	CHECK_INT(date_midnight_unix_ms(zone, autumn + 1) - date_midnight_unix_ms(zone, autumn),
		  25 * HOUR_MS);
	at = date_instant_unix_ms(zone, autumn, 2, 30);
	CHECK_INT(date_local(zone, at).offset_s, 7200);
	CHECK_INT(date_local(zone, at + HOUR_MS).offset_s, 3600);
	CHECK_INT(date_local(zone, at + HOUR_MS).minute, 30);
	CHECK_INT(date_instant_unix_ms(zone, autumn, 3, 30) - at, 2 * HOUR_MS);
	date_zone_close(zone);
}

/* Beirut skips 00:00 to 01:00 in spring; the day begins at 01:00. */
static void a_day_may_begin_late(void)
{
	struct date_zone *zone = open_zone("Asia/Beirut");
	int32_t date = day(2021, 3, 28);
	int64_t begin = date_midnight_unix_ms(zone, date);

	CHECK_INT(date_local(zone, begin).date, date);
	CHECK_INT(date_local(zone, begin).hour, 1);
	CHECK_INT(date_local(zone, begin - 1).date, date - 1);
	date_zone_close(zone);
}

/* The first instant of each day belongs to it, the one before does not. */
static void midnights_divide_days(void)
{
	static const char *const names[] = { "Asia/Dubai", "Europe/Berlin", "America/New_York",
					     "Asia/Kathmandu", "Australia/Lord_Howe",
					     "America/Havana", "Asia/Tehran", "Africa/Cairo" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct date_zone *zone = open_zone(names[i]);
		int wrong = 0;

		for (int32_t date = day(2019, 1, 1); date < day(2029, 1, 1); date++) {
			int64_t begin = date_midnight_unix_ms(zone, date);

			wrong += date_of(zone, begin) != date;
			wrong += date_of(zone, begin - 1) != date - 1;
		}
		CHECK_INT(wrong, 0);
		date_zone_close(zone);
	}
}

/* Offsets that governments have decreed, a second before and at the change. */
static void known_changes_are_known(void)
{
	static const struct {
		const char *zone;
		int64_t at_unix_ms;
		int before_s, after_s;
	} changes[] = {
		{ "Europe/Berlin", INT64_C(1774746000000), 3600, 7200 },
		{ "Europe/Berlin", INT64_C(1792890000000), 7200, 3600 },
		{ "America/New_York", INT64_C(1772953200000), -18000, -14400 },
		{ "Australia/Lord_Howe", INT64_C(1775314800000), 39600, 37800 },
		{ "Asia/Tehran", INT64_C(1663788600000), 16200, 12600 },
		{ "Asia/Dubai", INT64_C(1774746000000), 14400, 14400 },
		{ "Asia/Kathmandu", INT64_C(1774746000000), 20700, 20700 },
		{ "Asia/Riyadh", INT64_C(1774746000000), 10800, 10800 },
	};

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct date_zone *zone = open_zone(changes[i].zone);
		int64_t at = changes[i].at_unix_ms;

		CHECK_INT(date_local(zone, at - 1000).offset_s, changes[i].before_s);
		CHECK_INT(date_local(zone, at).offset_s, changes[i].after_s);
		CHECK_INT(date_local(zone, at - 1).offset_s, changes[i].before_s);
		date_zone_close(zone);
	}
}

const struct check_test test_date[] = {
	{ "names of zones are checked", zones_are_checked },
	{ "days and times are written in the property's zone", texts_are_written },
	{ "ages are written short", ages_are_written },
	{ "weekdays hold before 1970 too", weekdays_hold_before_1970 },
	{ "skipped and repeated hours are told apart", changes_of_the_clock_are_kept },
	{ "a day may begin at one in the morning", a_day_may_begin_late },
	{ "midnights divide the days of ten years", midnights_divide_days },
	{ "decreed changes of offsets are known", known_changes_are_known },
	{ 0 },
};
