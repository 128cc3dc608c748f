/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_floor.c -- the tables: what they show, and the ways to each.
 */
#include "base/str.h"
#include "stand.h"
#include "suites.h"

static void states(void)
{
	static const int64_t soup[] = { 31, 31, 0 }, wine[] = { 41, 0 };
	struct stand stand;

	stand_init(&stand, "floor");
	house_check(&stand.house, 4, wine);
	clock_advance(&stand.house.clock, 18 * 60000);
	house_check(&stand.house, 2, soup);
	clock_advance(&stand.house.clock, 52 * 60000);
	stand_log_in(&stand, 2);
	stand_type(&stand, "Esc");
	CHECK(stand_has(&stand, "free"));
	CHECK(stand_has(&stand, "2 · 52m"));
	CHECK(stand_has(&stand, "11.00"));
	CHECK(stand_has(&stand, "2 open, 71.00"));
	CHECK(stand_has(&stand, "longest wait: 4 (1h10)"));
	CHECK_INT(stage_style(&stand.stage, "free"), STYLE_FREE);
	CHECK_INT(stage_style(&stand.stage, "2 · 52m"), STYLE_BUSY);
	stand_golden(&stand, "floor");
	stand_done(&stand);
}

static void by_number(void)
{
	struct stand stand;
	struct bill_view view;

	stand_init(&stand, "floor-number");
	stand_log_in(&stand, 2);
	stand_type(&stand, "# 5");
	CHECK(stand_has(&stand, "Table 5, free, 4 seats"));
	stand_type(&stand, "Enter");
	CHECK(ui_top(stand.till.ui) == &screen_check);
	CHECK(stand_has(&stand, "Table 5 · check 1"));
	stand_type(&stand, "2 1 Enter Esc");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	stand_type(&stand, "5 Enter");
	CHECK(stand_has(&stand, "Espresso"));
	stand_type(&stand, "Esc 6 * 4 Enter");
	view = stand_view(&stand, 6);
	CHECK_INT(view.rows.head.covers, 4);
	bill_view_done(&view);
	stand_done(&stand);
}

static void other_rooms(void)
{
	struct stand stand;

	stand_init(&stand, "floor-rooms");
	stand_log_in(&stand, 2);
	CHECK(!stand_has(&stand, "7          8"));
	stand_type(&stand, "F5");
	CHECK(stand_has(&stand, "7          8"));
	stand_type(&stand, "F5");
	CHECK(!stand_has(&stand, "7          8"));
	stand_type(&stand, "8 Enter 2 1 Enter Esc");
	CHECK(stand_has(&stand, "▸Bar"));
	CHECK(stand_has(&stand, "▸8"));
	stand_done(&stand);
}

static void no_such_table(void)
{
	struct stand stand;

	stand_init(&stand, "floor-none");
	stand_log_in(&stand, 2);
	stand_type(&stand, "9 9 Enter");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK(stand_says(&stand, "There is no table 99."));
	stand_type(&stand, "Esc Enter");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK(stand_says(&stand, "Type the number of a table"));
	stand_type(&stand, "0 Enter");
	CHECK(ui_message_is_error(stand.till.ui));
	stand_done(&stand);
}

static void arrows(void)
{
	struct stand stand;

	stand_init(&stand, "floor-arrows");
	stand_log_in(&stand, 2);
	stand_type(&stand, "Right Right Right");
	CHECK(stand_has(&stand, "▸3"));
	stand_type(&stand, "Left Enter");
	CHECK(stand_has(&stand, "Table 2 · check 1"));
	stand_type(&stand, "Esc");
	CHECK(stand_says(&stand, "Table 2 is free again."));
	CHECK_INT(stand_due(&stand, 2), -1);
	stand_done(&stand);
}

static void tabs(void)
{
	struct stand stand;

	stand_init(&stand, "floor-tabs");
	stand_log_in(&stand, 2);
	stand_type(&stand, "S a r a Enter");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK(stand_says(&stand, "No bill is called Sara."));
	stand_type(&stand, "F2");
	CHECK(stand_has(&stand, "Sara · check 1"));
	stand_type(&stand, "2 1 Enter Esc");
	CHECK(stand_has(&stand, "Tabs   Sara"));
	stand_golden(&stand, "floor-tab");
	stand_type(&stand, "s a r");
	CHECK(stand_has(&stand, "2.20"));
	stand_type(&stand, "Enter");
	CHECK(stand_has(&stand, "Sara · check 1"));
	stand_type(&stand, "Esc End Enter");
	CHECK(stand_has(&stand, "Sara · check 1"));
	stand_type(&stand, "Esc F2");
	CHECK(stand_has(&stand, "New tab"));
	stand_type(&stand, "O l d Enter");
	CHECK(stand_has(&stand, "Old · check 2"));
	stand_done(&stand);
}

static void walk_in(void)
{
	struct stand stand;

	stand_init(&stand, "floor-walk-in");
	stand_log_in(&stand, 2);
	stand_type(&stand, "F12 2 1 Enter F11");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK(stand_says(&stand, "Paid 2.20 in cash. Walk-in is closed."));
	CHECK(stand_has(&stand, "Nothing is open."));
	stand_done(&stand);
}

static void walk_ins_are_told_apart(void)
{
	struct stand stand;

	stand_init(&stand, "floor-walk-ins");
	stand_log_in(&stand, 2);
	stand_type(&stand, "F12 2 1 Enter Esc F12");
	CHECK(stand_has(&stand, "Walk-in 2 · check 2"));
	stand_type(&stand, "2 2 Enter Esc F12");
	CHECK(stand_has(&stand, "Walk-in 3 · check 3"));
	stand_type(&stand, "3 1 Enter Esc w a l k");
	CHECK(stand_has(&stand, "Walk-in, Walk-in 2, Walk-in 3"));
	stand_type(&stand, "Enter");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK(stand_says(&stand, "Several fit: Walk-in, Walk-in 2, Walk-in 3."));
	stand_type(&stand, "Esc");
	stage_text(&stand.stage, "walk-in");
	stand_type(&stand, "Enter");
	CHECK(stand_has(&stand, "Walk-in · check 1"));
	stand_type(&stand, "Esc");
	stage_text(&stand.stage, "walk-in 2");
	stand_type(&stand, "Enter F11 F12");
	CHECK(stand_has(&stand, "Walk-in 2 · check 4"));
	stand_done(&stand);
}

static void other_tills_are_seen(void)
{
	static const int64_t soup[] = { 31, 0 };
	struct stand first, second;

	stand_init(&first, "floor-two");
	stand_join(&second, &first, "floor-two", 4);
	stand_log_in(&second, 1);
	stand_type(&second, "# 7");
	house_check(&first.house, 2, soup);
	till_watch(&second.till);
	CHECK(stand_has(&second, "5.50"));
	CHECK(stand_has(&second, "2 till 3"));
	CHECK(stand_has(&second, "#7"));
	stand_done(&second);
	stand_done(&first);
}

/* The name of who works here stands before the till's number, in whatever script it is. */
static void names_do_not_swap_the_status(void)
{
	struct stand stand;

	stand_init(&stand, "floor-status");
	stand_log_in(&stand, 2);
	str_copy(stand.till.staff.name, sizeof stand.till.staff.name, "دد");
	ui_paint(stand.till.ui);
	CHECK(stand_has(&stand, "  till 3   "));
	CHECK(!stand_has(&stand, "till 3  د"));
	stand_done(&stand);
}

static void card_numbers_are_refused(void)
{
	struct stand stand;

	stand_init(&stand, "floor-card");
	stand_log_in(&stand, 2);
	stage_text(&stand.stage, "4242424242424242");
	stand_type(&stand, "Enter");
	CHECK(stand_says(&stand, "looks like a card number"));
	CHECK(!stand_has(&stand, "4242"));
	stand_done(&stand);
}

const struct check_test test_floor[] = {
	{ "tables show state, covers, age and what is due", states },
	{ "a number opens a table, with covers after a star (K)", by_number },
	{ "rooms follow each other, and a number reaches them all", other_rooms },
	{ "what is not there is said, and nothing opens by reflex", no_such_table },
	{ "arrows choose, Enter opens, an empty check leaves no trace", arrows },
	{ "letters find a tab, F2 opens one with the typed name", tabs },
	{ "a walk-in drink is paid in four keys and a code", walk_in },
	{ "walk-ins are numbered; a name that fits several opens none", walk_ins_are_told_apart },
	{ "what other tills do is seen, and half-typed input stays (B4)", other_tills_are_seen },
	{ "a name from the right stays before the till's number", names_do_not_swap_the_status },
	{ "a card number is refused and forgotten (P1)", card_numbers_are_refused },
	{ NULL, NULL },
};
