/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/hours.c -- reads and writes spans of the week.
 */
#include "core/hours.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"

#define WEEK 7
#define EVERY_DAY ((1 << WEEK) - 1)

static const char *const day_names[WEEK] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };

static void skip_blanks(const char **at)
{
	*at += strspn(*at, " ");
}

/* The day whose name stands here, -1: none. */
static int read_day(const char **at)
{
	for (int i = 0; i < WEEK; i++)
		if (strncasecmp(*at, day_names[i], strlen(day_names[i])) == 0) {
			*at += strlen(day_names[i]);
			return i;
		}
	return -1;
}

/* "Mon-Fri,Sun"; leaves `at` alone when no day stands there. */
static enum err read_days(const char **at, int *ret_days)
{
	int days = 0, first = read_day(at), last;

	*ret_days = EVERY_DAY;
	if (first < 0)
		return ERR_OK;
	for (;;) {
		last = first;
		if (**at == '-') {
			(*at)++;
			last = read_day(at);
		}
		if (last < 0)
			return ERR_SYNTAX;
		for (int i = first; i != last; i = (i + 1) % WEEK)
			days |= 1 << i;
		days |= 1 << last;
		if (**at != ',')
			break;
		(*at)++;
		skip_blanks(at);
		first = read_day(at);
		if (first < 0)
			return ERR_SYNTAX;
	}
	*ret_days = days;
	return ERR_OK;
}

static bool read_number(const char **at, int *ret_number)
{
	int number = 0, n = 0;

	while (n < 2 && **at >= '0' && **at <= '9') {
		number = 10 * number + (**at - '0');
		(*at)++;
		n++;
	}
	*ret_number = number;
	return n > 0;
}

/* "17:00", or "17". */
static bool read_time(const char **at, int *ret_minute)
{
	int hour = 0, minute = 0;

	if (!read_number(at, &hour))
		return false;
	if (**at == ':') {
		(*at)++;
		if (!read_number(at, &minute))
			return false;
	}
	if (hour > 24 || minute > 59 || hour * 60 + minute > HOURS_DAY_MINUTES)
		return false;
	*ret_minute = hour * 60 + minute;
	return true;
}

static enum err read_times(const char **at, struct hours_span *span)
{
	span->from_minute = 0;
	span->to_minute = HOURS_DAY_MINUTES;
	if (**at == '\0' || **at == ';')
		return ERR_OK;
	if (!read_time(at, &span->from_minute) || **at != '-')
		return ERR_SYNTAX;
	(*at)++;
	if (!read_time(at, &span->to_minute) || span->from_minute == HOURS_DAY_MINUTES ||
	    span->from_minute == span->to_minute)
		return ERR_SYNTAX;
	if (span->to_minute < span->from_minute)
		span->to_minute += HOURS_DAY_MINUTES;
	return ERR_OK;
}

static enum err read_span(const char **at, struct hours_span *span)
{
	const char *start = *at;
	enum err err = read_days(at, &span->days);

	skip_blanks(at);
	if (err == ERR_OK)
		err = read_times(at, span);
	skip_blanks(at);
	return err == ERR_OK && *at == start ? ERR_SYNTAX : err;
}

enum err hours_parse(const char *text, struct hours *ret_hours)
{
	struct hours hours = { 0 };
	const char *at = text;
	enum err err = ERR_OK;

	skip_blanks(&at);
	while (err == ERR_OK && *at != '\0') {
		if (hours.n == HOURS_SPANS_MAX)
			return ERR_LIMIT;
		err = read_span(&at, &hours.span[hours.n++]);
		if (err == ERR_OK && *at != '\0' && *at != ';')
			err = ERR_SYNTAX;
		if (*at == ';')
			at++;
		skip_blanks(&at);
	}
	if (err == ERR_OK)
		*ret_hours = hours;
	return err;
}

static void append(char into[HOURS_TEXT_SIZE], const char *text)
{
	size_t used = strlen(into);

	str_copy(into + used, HOURS_TEXT_SIZE - used, text);
}

/* Days from Monday on, runs of three and more as "Mon-Fri". */
static void append_days(char into[HOURS_TEXT_SIZE], int days)
{
	bool is_first = true;

	for (int i = 0; i < WEEK;) {
		int run = 0;

		while (i + run < WEEK && (days & 1 << (i + run + 1) % WEEK) != 0)
			run++;
		if (run == 0) {
			i++;
			continue;
		}
		append(into, is_first ? "" : ",");
		append(into, day_names[(i + 1) % WEEK]);
		if (run > 2) {
			append(into, "-");
			append(into, day_names[(i + run) % WEEK]);
		}
		is_first = false;
		i += run > 2 ? run : 1;
	}
}

char *hours_text(const struct hours *hours, char into[HOURS_TEXT_SIZE])
{
	char time[32];

	into[0] = '\0';
	for (int i = 0; i < hours->n; i++) {
		const struct hours_span *span = &hours->span[i];
		bool is_whole = span->from_minute == 0 && span->to_minute == HOURS_DAY_MINUTES;
		int to = span->to_minute > HOURS_DAY_MINUTES ? span->to_minute - HOURS_DAY_MINUTES
							     : span->to_minute;

		append(into, i > 0 ? "; " : "");
		if (span->days != EVERY_DAY || is_whole)
			append_days(into, span->days);
		if (is_whole)
			continue;
		str_format(time, sizeof time, "%s%02d:%02d-%02d:%02d",
			   span->days != EVERY_DAY ? " " : "", span->from_minute / 60,
			   span->from_minute % 60, to / 60, to % 60);
		append(into, time);
	}
	return into;
}

bool hours_hold(const struct hours *hours, int weekday, int minute)
{
	int yesterday = (weekday + WEEK - 1) % WEEK, late = minute + HOURS_DAY_MINUTES;

	for (int i = 0; i < hours->n; i++) {
		const struct hours_span *span = &hours->span[i];

		if ((span->days & 1 << weekday) != 0 && minute >= span->from_minute &&
		    minute < span->to_minute)
			return true;
		if ((span->days & 1 << yesterday) != 0 && late >= span->from_minute &&
		    late < span->to_minute)
			return true;
	}
	return hours->n == 0;
}

bool hours_text_holds(const char *text, int weekday, int minute)
{
	struct hours hours;

	return text[0] == '\0' ||
	       (hours_parse(text, &hours) == ERR_OK && hours_hold(&hours, weekday, minute));
}
