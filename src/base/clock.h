/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/clock.h -- the one source of time; a test gives its own.  [effects: reads the clock]
 *
 * Shape   struct clock: a real clock, or one that stands where it was set and ticks by hand.
 * Units   *_unix_ms are milliseconds since 1970 UTC; *_mono_ms never run backwards; *_mono_us are
 *         microseconds of the same scale.  A day (`int32_t date`) is days since 1970-01-01, without
 *         a zone: the business date is such a day.
 * Rules   house style 4: time comes from app->clock only.
 */
#ifndef SANDUQ_BASE_CLOCK_H
#define SANDUQ_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct clock {
	bool is_set;          /* true: stands still until clock_advance() */
	int64_t set_unix_ms;
	int64_t set_mono_us;
};

/* A clock that follows the machine. */
void clock_init(struct clock *clock);

/* A clock that stands at `unix_ms`. */
void clock_init_set(struct clock *clock, int64_t unix_ms);

/* Moves a set clock. */
void clock_advance(struct clock *clock, int64_t ms);

/* Now, by the wall. */
int64_t clock_unix_ms(const struct clock *clock);

/* Now, on a scale that only goes forward. */
int64_t clock_mono_ms(const struct clock *clock);

/* The same in microseconds. */
int64_t clock_mono_us(const struct clock *clock);

/* Days since 1970-01-01 of a Gregorian date; false when there is no such day. */
bool clock_date_make(int year, int month, int day, int32_t *ret_date);

/* Splits a day into year, month and day. */
void clock_date_split(int32_t date, int *ret_year, int *ret_month, int *ret_day);

/* Reads "2026-11-21" strictly. */
bool clock_date_parse(const char *text, int32_t *ret_date);

/* Writes "2026-11-21" into `into`, which holds at least CLOCK_DATE_SIZE bytes; returns `into`. */
#define CLOCK_DATE_SIZE 16
char *clock_date_text(int32_t date, char *into);

#endif
