/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locale/date.c -- zones through an ICU calendar, asked only for offsets and for when they change;
 * the answer is kept with the span it holds for.  Names of days and months come from the catalog.
 */
#include "locale/date.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>

#include "base/clock.h"
#include "base/str.h"
#include "locale/catalog.h"
#include "locale/number.h"

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
#define EPOCH_WEEKDAY 4          /* 1970-01-01 was a Thursday */

struct date_zone {
	char name[DATE_ZONE_NAME_SIZE];
	UCalendar *calendar;
	int64_t from_unix_ms, to_unix_ms;   /* the offset holds from .. to - 1 */
	int64_t offset_ms;
};

static const char *const weekdays[] = {
	N_("Sun"), N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"),
};

static const char *const months[] = {
	N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
	N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};

/* The name as ICU wants it; false for what cannot be a name. */
static bool wide_name(const char *name, UChar into[DATE_ZONE_NAME_SIZE])
{
	size_t len = strlen(name);

	if (len == 0 || len >= DATE_ZONE_NAME_SIZE)
		return false;
	for (size_t i = 0; i <= len; i++) {
		if ((unsigned char)name[i] >= 0x80)
			return false;
		into[i] = (UChar)name[i];
	}
	return true;
}

bool date_zone_is_valid(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[DATE_ZONE_NAME_SIZE], canonical[DATE_ZONE_NAME_SIZE];
	UBool is_system = false;

	if (!wide_name(name, wide))
		return false;
	if (strcmp(name, "UTC") == 0)
		return true;
	ucal_getCanonicalTimeZoneID(wide, -1, canonical, DATE_ZONE_NAME_SIZE, &is_system, &status);
	return U_SUCCESS(status) && is_system && strcmp(name, "Etc/Unknown") != 0;
}

enum err date_zone_open(const char *name, struct date_zone **ret_zone)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[DATE_ZONE_NAME_SIZE];
	struct date_zone *zone;

	if (!date_zone_is_valid(name) || !wide_name(name, wide))
		return ERR_NOT_FOUND;
	zone = calloc(1, sizeof *zone);
	if (zone == NULL)
		return ERR_MEMORY;
	str_copy(zone->name, sizeof zone->name, name);
	zone->calendar = ucal_open(wide, -1, "en", UCAL_GREGORIAN, &status);
	if (U_FAILURE(status)) {
		free(zone);
		return ERR_MEMORY;
	}
	*ret_zone = zone;
	return ERR_OK;
}

void date_zone_close(struct date_zone *zone)
{
	if (zone == NULL)
		return;
	ucal_close(zone->calendar);
	free(zone);
}

const char *date_zone_name(const struct date_zone *zone)
{
	return zone == NULL ? "UTC" : zone->name;
}

/* The change of the offset next to the calendar's time; `otherwise` without one. */
static int64_t transition(const struct date_zone *zone, UTimeZoneTransitionType type,
			  int64_t otherwise)
{
	UErrorCode status = U_ZERO_ERROR;
	UDate at;

	if (!ucal_getTimeZoneTransitionDate(zone->calendar, type, &at, &status) ||
	    U_FAILURE(status))
		return otherwise;
	return (int64_t)at;
}

/* Asks ICU for the offset at an instant, and how long it holds. */
static void look_up(struct date_zone *zone, int64_t at_unix_ms)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t standard, summer;

	ucal_setMillis(zone->calendar, (UDate)at_unix_ms, &status);
	standard = ucal_get(zone->calendar, UCAL_ZONE_OFFSET, &status);
	summer = ucal_get(zone->calendar, UCAL_DST_OFFSET, &status);
	assert(U_SUCCESS(status));
	zone->offset_ms = standard + summer;
	zone->from_unix_ms = transition(zone, UCAL_TZ_TRANSITION_PREVIOUS_INCLUSIVE, INT64_MIN);
	zone->to_unix_ms = transition(zone, UCAL_TZ_TRANSITION_NEXT, INT64_MAX);
}

static int64_t offset_ms(struct date_zone *zone, int64_t at_unix_ms)
{
	if (zone == NULL)
		return 0;
	if (at_unix_ms < zone->from_unix_ms || at_unix_ms >= zone->to_unix_ms)
		look_up(zone, at_unix_ms);
	return zone->offset_ms;
}

/* Division that rounds down, for times before 1970 too. */
static int64_t floor_divide(int64_t value, int64_t by)
{
	return value / by - (value % by < 0);
}

struct date_local date_local(struct date_zone *zone, int64_t at_unix_ms)
{
	int64_t offset = offset_ms(zone, at_unix_ms);
	int64_t wall = at_unix_ms + offset;
	int64_t day = floor_divide(wall, DAY_MS);
	int64_t rest = wall - day * DAY_MS;

	return (struct date_local){
		.date = (int32_t)day,
		.hour = (int)(rest / HOUR_MS),
		.minute = (int)(rest % HOUR_MS / MINUTE_MS),
		.second = (int)(rest % MINUTE_MS / SECOND_MS),
		.weekday = date_weekday((int32_t)day),
		.offset_s = (int)(offset / SECOND_MS),
	};
}

int32_t date_of(struct date_zone *zone, int64_t at_unix_ms)
{
	return date_local(zone, at_unix_ms).date;
}

int64_t date_instant_unix_ms(struct date_zone *zone, int32_t date, int hour, int minute)
{
	int64_t wall = date * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS;
	int64_t before = offset_ms(zone, wall - DAY_MS);
	int64_t after = offset_ms(zone, wall + DAY_MS);
	bool fits_before = offset_ms(zone, wall - before) == before;
	bool fits_after = offset_ms(zone, wall - after) == after;

	if (fits_before && fits_after)
		return wall - (before > after ? before : after);
	return fits_after ? wall - after : wall - before;
}

int64_t date_midnight_unix_ms(struct date_zone *zone, int32_t date)
{
	return date_instant_unix_ms(zone, date, 0, 0);
}

int date_weekday(int32_t date)
{
	return (int)(((int64_t)date % 7 + 7 + EPOCH_WEEKDAY) % 7);
}

char *date_time_text(struct date_zone *zone, const struct number_style *style,
		     int64_t at_unix_ms, char into[DATE_TEXT_SIZE])
{
	struct date_local local = date_local(zone, at_unix_ms);
	char plain[16];

	str_format(plain, sizeof plain, "%02d:%02d", local.hour, local.minute);
	return number_digits_text(style, plain, into, DATE_TEXT_SIZE);
}

/* Puts weekday, day and month in the order of the language, followed by a year or a time. */
static char *write_day(const struct catalog *catalog, const struct number_style *style,
		       int32_t date, const char *last, char into[DATE_TEXT_SIZE])
{
	int year, month, day;
	char number[NUMBER_TEXT_SIZE];

	clock_date_split(date, &year, &month, &day);
	number_code(style, day, number);
	str_format(into, DATE_TEXT_SIZE,
		   catalog_context_text(catalog, "weekday, day, month, year or time",
					"%1$s %2$s %3$s %4$s"),
		   catalog_text(catalog, weekdays[date_weekday(date)]), number,
		   catalog_text(catalog, months[month - 1]), last);
	return into;
}

char *date_stamp_text(struct date_zone *zone, const struct catalog *catalog,
		      const struct number_style *style, int64_t at_unix_ms,
		      char into[DATE_TEXT_SIZE])
{
	char time[DATE_TEXT_SIZE];

	date_time_text(zone, style, at_unix_ms, time);
	return write_day(catalog, style, date_of(zone, at_unix_ms), time, into);
}

char *date_moment_text(struct date_zone *zone, const struct catalog *catalog,
		       const struct number_style *style, int64_t at_unix_ms,
		       char into[DATE_TEXT_SIZE])
{
	int year, month, day;
	char number[NUMBER_TEXT_SIZE], time[DATE_TEXT_SIZE];

	clock_date_split(date_of(zone, at_unix_ms), &year, &month, &day);
	str_format(into, DATE_TEXT_SIZE,
		   catalog_context_text(catalog, "day, month, time", "%1$s %2$s %3$s"),
		   number_code(style, day, number), catalog_text(catalog, months[month - 1]),
		   date_time_text(zone, style, at_unix_ms, time));
	return into;
}

char *date_day_text(const struct catalog *catalog, const struct number_style *style, int32_t date,
		    char into[DATE_TEXT_SIZE])
{
	int year, month, day;
	char text[NUMBER_TEXT_SIZE];

	clock_date_split(date, &year, &month, &day);
	return write_day(catalog, style, date, number_code(style, year, text), into);
}

char *date_age_text(const struct catalog *catalog, const struct number_style *style,
		    int64_t age_ms, char into[DATE_TEXT_SIZE])
{
	char plain[DATE_TEXT_SIZE];
	int64_t minutes = age_ms < 0 ? 0 : age_ms / MINUTE_MS;

	if (minutes < 60)
		str_format(plain, sizeof plain, catalog_context_text(catalog, "age", "%dm"),
			   (int)minutes);
	else if (minutes < 24 * 60)
		str_format(plain, sizeof plain, catalog_context_text(catalog, "age", "%dh%02d"),
			   (int)(minutes / 60), (int)(minutes % 60));
	else
		str_format(plain, sizeof plain, catalog_context_text(catalog, "age", "%dd"),
			   (int)(minutes / 60 / 24));
	return number_digits_text(style, plain, into, DATE_TEXT_SIZE);
}
