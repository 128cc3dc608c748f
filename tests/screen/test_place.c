/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_place.c -- seats and courses at the keyboard.
 */
#include "counter.h"
#include "suites.h"

/* A cashier with table 5 open. */
static void begin(struct counter *counter, const char *name)
{
	counter_begin(counter, name);
	counter_log_in(counter, 2);
	counter_type(counter, "5 Enter");
}

/* The seat and course of the i-th line at table 5. */
static void is_placed(struct counter *counter, int i, int64_t seat, int64_t course)
{
	struct bill_view view = counter_view(counter, 5);

	CHECK_FATAL(i < view.n_items);
	CHECK_INT(view.items[i].seat, seat);
	CHECK_INT(view.items[i].course, course);
	bill_view_done(&view);
}

static void around_the_table(void)
{
	struct counter counter;

	begin(&counter, "check-seats");
	counter_type(&counter, "2 F6 F2");
	CHECK(counter_says(&counter, "From here on for seat 1."));
	counter_type(&counter, "3 1 Enter F2 2 Shift-F2");
	CHECK(counter_has(&counter, "seat 2 · course 2"));
	counter_type(&counter, "3 2 Enter F2 0 Shift-F2");
	CHECK(counter_says(&counter, "From here on served at once."));
	counter_type(&counter, "2 * 2 1 Enter");
	is_placed(&counter, 0, 1, 0);
	is_placed(&counter, 1, 2, 2);
	is_placed(&counter, 2, 0, 0);
	counter_golden(&counter, "check-seats");
	counter_type(&counter, "1 0 0 F2");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "Esc 3 * 2 F2");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_close(&counter);
}

static void chosen_lines_move(void)
{
	struct counter counter;

	begin(&counter, "check-places");
	counter_type(&counter, "3 1 Enter 3 2 Enter Up F2");
	CHECK(counter_says(&counter, "Only this line, Lentil soup: seat 1, at once."));
	counter_type(&counter, "F2");
	is_placed(&counter, 0, 2, 0);
	counter_type(&counter, "5 F2 2 Shift-F2");
	is_placed(&counter, 0, 5, 2);
	counter_type(&counter, "End 4 F2");
	CHECK(counter_says(&counter, "From here on for seat 4."));
	is_placed(&counter, 1, 0, 0);
	counter_type(&counter, "Down 0 F2 Shift-F2");
	is_placed(&counter, 1, 0, 1);
	CHECK_INT(counter_due(&counter, 5), 2350);
	counter_close(&counter);
}

/* What the arrows chose is chosen for the next act alone: a void moves the mark by itself. */
static void nobody_chose_it(void)
{
	struct counter counter;

	begin(&counter, "check-chosen");
	counter_type(&counter, "2 1 Enter 3 1 Enter 3 2 Enter Up F8 2 F2");
	CHECK(counter_says(&counter, "From here on for seat 2."));
	is_placed(&counter, 0, 0, 0);
	is_placed(&counter, 1, 0, 0);
	counter_type(&counter, "0 F2 Up + 2 F2");
	CHECK(counter_says(&counter, "From here on for seat 2."));
	counter_type(&counter, "Up Down h o t F3 3 F2");
	CHECK(counter_says(&counter, "From here on for seat 3."));
	is_placed(&counter, 0, 0, 0);
	is_placed(&counter, 1, 0, 0);
	counter_close(&counter);
}

const struct check_test test_place[] = {
	{ "seats and courses are said for what comes (K)", around_the_table },
	{ "a chosen line gets another seat or course (K, B1)", chosen_lines_move },
	{ "a line stays chosen for one act alone (K)", nobody_chose_it },
	{ NULL, NULL },
};
