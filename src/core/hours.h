/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/hours.h -- times of the week: when a dish is sold, when a price counts.  [pure]
 *
 * Shape   a text of spans separated by ';', each of days, a time, or both:
 *             "Mon-Fri 17:00-19:00; Sat,Sun 12:00-16:00"    "07:00-11:00"    "Fri"
 *         Without days it is every day, without a time the whole day; a time that ends before it
 *         begins goes on past midnight and belongs to the day it began on.  No span: always.
 * Units   days are bits, 1 << 0 is Sunday; minutes since midnight, a day has 1440.
 * Errors  ERR_SYNTAX, ERR_LIMIT (more spans than HOURS_SPANS_MAX).
 */
#ifndef SANDUQ_CORE_HOURS_H
#define SANDUQ_CORE_HOURS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define HOURS_SPANS_MAX 7
#define HOURS_TEXT_SIZE 256
#define HOURS_DAY_MINUTES 1440

struct hours_span {
	int days;
	int from_minute;
	int to_minute;               /* above from; above 1440: on the next day */
};

struct hours {
	int n;
	struct hours_span span[HOURS_SPANS_MAX];
};

/* Reads a text. */
enum err hours_parse(const char *text, struct hours *ret_hours);

/* Writes them the one way that hours_parse() reads back; returns `into`. */
char *hours_text(const struct hours *hours, char into[HOURS_TEXT_SIZE]);

/* True when this moment is within; weekday 0 is Sunday. */
bool hours_hold(const struct hours *hours, int weekday, int minute);

/* The same of a text; one that cannot be read never holds. */
bool hours_text_holds(const char *text, int weekday, int minute);

#endif
