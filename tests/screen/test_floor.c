/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_floor.c -- the tables: what they show, and the ways to each.
 */
#include "base/str.h"
#include "counter.h"
#include "suites.h"

static void states(void)
{
	static const int64_t soup[] = { 31, 31, 0 }, wine[] = { 41, 0 };
	struct counter counter;

	counter_begin(&counter, "floor");
	house_check(&counter.house, 4, wine);
	clock_advance(&counter.house.clock, 18 * 60000);
	house_check(&counter.house, 2, soup);
	clock_advance(&counter.house.clock, 52 * 60000);
	counter_log_in(&counter, 2);
	counter_type(&counter, "Esc");
	CHECK(counter_has(&counter, "free"));
	CHECK(counter_has(&counter, "2 · 52m"));
	CHECK(counter_has(&counter, "11.00"));
	CHECK(counter_has(&counter, "2 open, 71.00"));
	CHECK(counter_has(&counter, "longest wait: 4 (1h10)"));
	CHECK_INT(stage_style(&counter.stage, "free"), STYLE_FREE);
	CHECK_INT(stage_style(&counter.stage, "2 · 52m"), STYLE_BUSY);
	counter_golden(&counter, "floor");
	counter_close(&counter);
}

static void by_number(void)
{
	struct counter counter;
	struct bill_view view;

	counter_begin(&counter, "floor-number");
	counter_log_in(&counter, 2);
	counter_type(&counter, "# 5");
	CHECK(counter_has(&counter, "Table 5, free, 4 seats"));
	counter_type(&counter, "Enter");
	CHECK(ui_top(counter.till.ui) == &screen_check);
	CHECK(counter_has(&counter, "Table 5 · check 1"));
	counter_type(&counter, "2 1 Enter Esc");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	counter_type(&counter, "5 Enter");
	CHECK(counter_has(&counter, "Espresso"));
	counter_type(&counter, "Esc 6 * 4 Enter");
	view = counter_view(&counter, 6);
	CHECK_INT(view.rows.head.covers, 4);
	bill_view_done(&view);
	counter_close(&counter);
}

/* Others sit there: who seats guests does not ring on their check without a word. */
static void a_table_that_is_taken(void)
{
	struct counter counter;

	counter_begin(&counter, "floor-taken");
	counter_log_in(&counter, 2);
	counter_type(&counter, "6 * 2 Enter 2 1 Enter Esc 6 * 4 Enter");
	CHECK(ui_top(counter.till.ui) != &screen_check);
	CHECK(counter_has(&counter, "Table 6 is taken"));
	CHECK(counter_has(&counter, "2 guests sit there, on check 1."));
	counter_type(&counter, "Esc");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	counter_type(&counter, "6 * 4 Enter");
	counter_type(&counter, "y");
	CHECK(counter_has(&counter, "Table 6 · check 1 · 2 covers"));
	counter_type(&counter, "Esc 6 * 2 Enter");
	CHECK(ui_top(counter.till.ui) == &screen_check);
	counter_close(&counter);
}

static void other_rooms(void)
{
	struct counter counter;

	counter_begin(&counter, "floor-rooms");
	counter_log_in(&counter, 2);
	CHECK(!counter_has(&counter, "7          8"));
	counter_type(&counter, "F5");
	CHECK(counter_has(&counter, "7          8"));
	counter_type(&counter, "F5");
	CHECK(!counter_has(&counter, "7          8"));
	counter_type(&counter, "8 Enter 2 1 Enter Esc");
	CHECK(counter_has(&counter, "▸Bar"));
	CHECK(counter_has(&counter, "▸8"));
	counter_close(&counter);
}

static void no_such_table(void)
{
	struct counter counter;

	counter_begin(&counter, "floor-none");
	counter_log_in(&counter, 2);
	counter_type(&counter, "9 9 Enter");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK(counter_says(&counter, "There is no table 99."));
	counter_type(&counter, "Esc Enter");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK(counter_says(&counter, "Type the number of a table"));
	counter_type(&counter, "0 Enter");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_close(&counter);
}

static void arrows(void)
{
	struct counter counter;

	counter_begin(&counter, "floor-arrows");
	counter_log_in(&counter, 2);
	counter_type(&counter, "Right Right Right");
	CHECK(counter_has(&counter, "▸3"));
	counter_type(&counter, "Left Enter");
	CHECK(counter_has(&counter, "Table 2 · check 1"));
	counter_type(&counter, "Esc");
	CHECK(counter_says(&counter, "Table 2 is free again."));
	CHECK_INT(counter_due(&counter, 2), -1);
	counter_close(&counter);
}

static void tabs(void)
{
	struct counter counter;

	counter_begin(&counter, "floor-tabs");
	counter_log_in(&counter, 2);
	counter_type(&counter, "S a r a Enter");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK(counter_says(&counter, "No bill is called Sara."));
	counter_type(&counter, "F2");
	CHECK(counter_has(&counter, "Sara · check 1"));
	counter_type(&counter, "2 1 Enter Esc");
	CHECK(counter_has(&counter, "Tabs   Sara"));
	counter_golden(&counter, "floor-tab");
	counter_type(&counter, "s a r");
	CHECK(counter_has(&counter, "2.20"));
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Sara · check 1"));
	counter_type(&counter, "Esc End Enter");
	CHECK(counter_has(&counter, "Sara · check 1"));
	counter_type(&counter, "Esc F2");
	CHECK(counter_has(&counter, "New tab"));
	counter_type(&counter, "O l d Enter");
	CHECK(counter_has(&counter, "Old · check 2"));
	counter_close(&counter);
}

static void walk_in(void)
{
	struct counter counter;

	counter_begin(&counter, "floor-walk-in");
	counter_log_in(&counter, 2);
	counter_type(&counter, "F12 2 1 Enter F11");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK(counter_says(&counter, "Paid 2.20 in cash. Walk-in is closed."));
	CHECK(counter_has(&counter, "Nothing is open."));
	counter_close(&counter);
}

static void walk_ins_are_told_apart(void)
{
	struct counter counter;

	counter_begin(&counter, "floor-walk-ins");
	counter_log_in(&counter, 2);
	counter_type(&counter, "F12 2 1 Enter Esc F12");
	CHECK(counter_has(&counter, "Walk-in 2 · check 2"));
	counter_type(&counter, "2 2 Enter Esc F12");
	CHECK(counter_has(&counter, "Walk-in 3 · check 3"));
	counter_type(&counter, "3 1 Enter Esc w a l k");
	CHECK(counter_has(&counter, "Walk-in, Walk-in 2, Walk-in 3"));
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Several fit. Which one?"));
	CHECK(counter_has(&counter, "2 Walk-in 2 · 2.50"));
	counter_golden(&counter, "floor-several");
	counter_type(&counter, "3");
	CHECK(counter_has(&counter, "Walk-in 3 · check 3"));
	counter_type(&counter, "Esc");
	stage_text(&counter.stage, "walk-in");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Walk-in · check 1"));
	counter_type(&counter, "Esc");
	stage_text(&counter.stage, "walk-in 2");
	counter_type(&counter, "Enter F11");
	counter_type(&counter, "y F12");
	CHECK(counter_has(&counter, "Walk-in 2 · check 4"));
	counter_close(&counter);
}

static void a_second_sara(void)
{
	struct counter counter;

	counter_begin(&counter, "floor-sara");
	counter_log_in(&counter, 2);
	counter_type(&counter, "S a r a F2 2 1 Enter Esc s a r a F2");
	CHECK(counter_has(&counter, "There is a tab of this name. Which one?"));
	CHECK(counter_has(&counter, "1 Sara · 2.20"));
	counter_type(&counter, "2");
	CHECK(counter_has(&counter, "sara 2 · check 2"));
	counter_type(&counter, "2 2 Enter Esc S a r a F2");
	counter_type(&counter, "1");
	CHECK(counter_has(&counter, "Sara · check 1"));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM bill"), 2);
	counter_type(&counter, "Esc 5 * 9 9 9 Enter");
	CHECK(counter_has(&counter, "Really 999 covers?"));
	counter_type(&counter, "Enter");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM bill"), 2);
	counter_close(&counter);
}

static void other_tills_are_seen(void)
{
	static const int64_t soup[] = { 31, 0 };
	struct counter first, second;

	counter_begin(&first, "floor-two");
	counter_join(&second, &first, "floor-two", 4);
	counter_log_in(&second, 1);
	counter_type(&second, "# 7");
	house_check(&first.house, 2, soup);
	till_watch(&second.till);
	CHECK(counter_has(&second, "5.50"));
	CHECK(counter_has(&second, "2 till 3"));
	CHECK(counter_has(&second, "#7"));
	counter_close(&second);
	counter_close(&first);
}

/* The name of who works here stands before the till's number, in whatever script it is. */
static void names_do_not_swap_the_status(void)
{
	struct counter counter;

	counter_begin(&counter, "floor-status");
	counter_log_in(&counter, 2);
	str_copy(counter.till.staff.name, sizeof counter.till.staff.name, "دد");
	ui_paint(counter.till.ui);
	CHECK(counter_has(&counter, "  till 3   "));
	CHECK(!counter_has(&counter, "till 3  د"));
	counter_close(&counter);
}

static void card_numbers_are_refused(void)
{
	struct counter counter;

	counter_begin(&counter, "floor-card");
	counter_log_in(&counter, 2);
	stage_text(&counter.stage, "4242424242424242");
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "looks like a card number"));
	CHECK(!counter_has(&counter, "4242"));
	counter_close(&counter);
}

const struct check_test test_floor[] = {
	{ "tables show state, covers, age and what is due", states },
	{ "a number opens a table, with covers after a star (K)", by_number },
	{ "a table that others sit at is opened after a question (K)", a_table_that_is_taken },
	{ "rooms follow each other, and a number reaches them all", other_rooms },
	{ "what is not there is said, and nothing opens by reflex", no_such_table },
	{ "arrows choose, Enter opens, an empty check leaves no trace", arrows },
	{ "letters find a tab, F2 opens one with the typed name", tabs },
	{ "a walk-in drink is paid in four keys and a code", walk_in },
	{ "walk-ins are numbered; a name that fits several opens none", walk_ins_are_told_apart },
	{ "what other tills do is seen, and half-typed input stays (B4)", other_tills_are_seen },
	{ "a second tab of a name, and 999 covers, are asked about (K)", a_second_sara },
	{ "a name from the right stays before the till's number", names_do_not_swap_the_status },
	{ "a card number is refused and forgotten (P1)", card_numbers_are_refused },
	{ NULL, NULL },
};
