/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_hours.c -- spans of the week.
 */
#include "core/hours.h"

#include "check.h"

static void texts_are_read_and_written_one_way(void)
{
	static const struct {
		const char *typed, *text;
	} cases[] = {
		{ "", "" },
		{ "mon-fri 17-19", "Mon-Fri 17:00-19:00" },
		{ "Mon-Fri 17:00-19:00; sat,sun 12:00-16:30",
		  "Mon-Fri 17:00-19:00; Sat,Sun 12:00-16:30" },
		{ "07:00-11:00", "07:00-11:00" },
		{ "Fri", "Fri" },
		{ "Fri-Mon", "Mon,Fri-Sun" },
		{ "Sun-Sat", "Mon-Sun" },
		{ "Sat 22:00-2:00", "Sat 22:00-02:00" },
		{ "12:00-24:00", "12:00-24:00" },
	};
	char text[HOURS_TEXT_SIZE], again[HOURS_TEXT_SIZE];
	struct hours hours;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_OK(hours_parse(cases[i].typed, &hours));
		CHECK_TEXT(hours_text(&hours, text), cases[i].text);
		CHECK_OK(hours_parse(text, &hours));
		CHECK_TEXT(hours_text(&hours, again), text);
	}
}

static void what_is_no_time_of_the_week_is_refused(void)
{
	static const char *const wrong[] = { "Mo", "Mon-", "Mon,", "17:00", "17-", "25-26",
					     "10:60-11", "9-9", "24-3", "Mon 9-10 Tue", ";",
					     "9-10,11-12", "Mon-Fri 17:00-19:00 x" };
	struct hours hours = { 0 };

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK_INT(hours_parse(wrong[i], &hours), ERR_SYNTAX);
	CHECK_INT(hours_parse("Mon;Tue;Wed;Thu;Fri;Sat;Sun;Mon", &hours), ERR_LIMIT);
	CHECK_INT(hours.n, 0);
}

static void a_span_begins_at_its_minute_and_has_ended_at_its_last(void)
{
	static const struct {
		const char *text;
		int weekday, minute;
		bool holds;
	} cases[] = {
		{ "", 3, 700, true },
		{ "Mon-Fri 17:00-19:00", 1, 1019, false },
		{ "Mon-Fri 17:00-19:00", 1, 1020, true },
		{ "Mon-Fri 17:00-19:00", 5, 1139, true },
		{ "Mon-Fri 17:00-19:00", 5, 1140, false },
		{ "Mon-Fri 17:00-19:00", 6, 1050, false },
		{ "Sat 22:00-02:00", 6, 1439, true },
		{ "Sat 22:00-02:00", 0, 119, true },
		{ "Sat 22:00-02:00", 0, 120, false },
		{ "Sat 22:00-02:00", 0, 1330, false },
		{ "Mon 9-10; Tue 9-10", 2, 545, true },
		{ "no time", 2, 545, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_INT(hours_text_holds(cases[i].text, cases[i].weekday, cases[i].minute),
			  cases[i].holds);
}

const struct check_test test_hours[] = {
	{ "hours are read as people type them and written one way",
	  texts_are_read_and_written_one_way },
	{ "what is no time of the week is refused", what_is_no_time_of_the_week_is_refused },
	{ "a span holds from its first minute to before its last, past midnight too",
	  a_span_begins_at_its_minute_and_has_ended_at_its_last },
	{ 0 },
};
