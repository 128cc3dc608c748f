/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locale/date.h -- the property's time zone, and days and times as people read them.
 *
 * Shape   struct date_zone is an object; a NULL zone is UTC and never touches ICU.  Between two
 *         changes of the zone's offset a look-up is plain arithmetic.  A day is days since
 *         1970-01-01 (base/clock.h).
 * Units   *_unix_ms are milliseconds since 1970 UTC.
 * Errors  date_zone_open: ERR_NOT_FOUND (no such zone), ERR_MEMORY.
 * Owner   date_zone_open/date_zone_close; texts go to the caller's buffers of DATE_TEXT_SIZE.
 * Rules   names of days and months are msgids, translated by the catalog; NULL is English.
 */
#ifndef SANDUQ_LOCALE_DATE_H
#define SANDUQ_LOCALE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct catalog;
struct date_zone;
struct number_style;

#define DATE_TEXT_SIZE 96
#define DATE_ZONE_NAME_SIZE 64

/* The clock on the wall. */
struct date_local {
	int32_t date;        /* days since 1970-01-01 */
	int hour, minute, second;
	int weekday;         /* 0 is Sunday */
	int offset_s;        /* ahead of UTC */
};

/* True for a zone such as "Asia/Dubai" or "UTC". */
bool date_zone_is_valid(const char *name);

/* Makes the zone called `name`. */
enum err date_zone_open(const char *name, struct date_zone **ret_zone);

/* Frees; NULL is fine. */
void date_zone_close(struct date_zone *zone);

/* "Asia/Dubai"; "UTC" for NULL. */
const char *date_zone_name(const struct date_zone *zone);

/* What the wall shows at an instant. */
struct date_local date_local(struct date_zone *zone, int64_t at_unix_ms);

/* The day of an instant. */
int32_t date_of(struct date_zone *zone, int64_t at_unix_ms);

/* The instant when the wall shows this; a time that a spring change skips is moved on by the
 * gap, of a time that comes twice the first is meant. */
int64_t date_instant_unix_ms(struct date_zone *zone, int32_t date, int hour, int minute);

/* The first instant of a day. */
int64_t date_midnight_unix_ms(struct date_zone *zone, int32_t date);

/* 0 Sunday to 6 Saturday. */
int date_weekday(int32_t date);

/* "20:14" */
char *date_time_text(struct date_zone *zone, const struct number_style *style,
		     int64_t at_unix_ms, char into[DATE_TEXT_SIZE]);

/* "Sat 21 Nov 20:14" */
char *date_stamp_text(struct date_zone *zone, const struct catalog *catalog,
		      const struct number_style *style, int64_t at_unix_ms,
		      char into[DATE_TEXT_SIZE]);

/* "21 Nov 20:14", for the columns of lists. */
char *date_moment_text(struct date_zone *zone, const struct catalog *catalog,
		       const struct number_style *style, int64_t at_unix_ms,
		       char into[DATE_TEXT_SIZE]);

/* "Sat 21 Nov 2026" */
char *date_day_text(const struct catalog *catalog, const struct number_style *style, int32_t date,
		    char into[DATE_TEXT_SIZE]);

/* "18m", "1h05", "3d": how long ago, for tables and lists; never negative. */
char *date_age_text(const struct catalog *catalog, const struct number_style *style,
		    int64_t age_ms, char into[DATE_TEXT_SIZE]);

#endif
