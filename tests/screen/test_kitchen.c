/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_kitchen.c -- the kitchen's display: cards in their order, bumped by one key.
 */
#include "screen/kitchen.h"

#include "check.h"
#include "counter.h"
#include "double/pass.h"
#include "golden.h"
#include "service/bill.h"
#include "suites.h"

#define MINUTE_MS INT64_C(60000)

static void note(struct house *house, int64_t bill, int64_t line, const char *text)
{
	struct act act = house_act(house, bill);

	CHECK_OK(bill_note(&house->app, &act, line, text));
}

/* An evening: one table late with a void, one soon late with two courses, a change, a tab. */
static void work(struct house *house)
{
	int64_t bill = house_check(house, 5, (const int64_t[]){ 0 }), line;
	struct act act;

	line = pass_ring(house, bill, 32, 3, 0, 0);
	pass_send(house, bill);
	act = house_act(house, bill);
	act.reason = house_reason(house, "void");
	CHECK_OK(bill_void(&house->app, &act, line, 1));
	clock_advance(&house->clock, 6 * MINUTE_MS);
	bill = house_check(house, 7, (const int64_t[]){ 21, 0 });
	line = pass_ring(house, bill, 31, 2, 1, 1);
	note(house, bill, line, "! nuts");
	pass_ring(house, bill, 32, 1, 3, 2);
	pass_send(house, bill);
	note(house, bill, line, "no bread");
	clock_advance(&house->clock, 5 * MINUTE_MS);
	act = app_act(&house->app, house->cashier);
	CHECK_OK(bill_open(&house->app, &act, 0, "ناصر", 1, &bill));
	pass_ring(house, bill, 32, 1, 0, 0);
	note(house, bill, 0, "! shellfish, even traces of it");
	pass_send(house, bill);
	clock_advance(&house->clock, 4 * MINUTE_MS);
}

static void open_board(struct counter *counter, const char *name, int rows, int columns)
{
	struct counter_options options = { .name = name, .rows = rows, .columns = columns };
	struct screen_board board = { .app = &counter->house.app };

	counter_open(counter, &options);
	pass_open(&counter->house, "none", "none", true);
	work(&counter->house);
	board.staff = counter->house.cashier;
	CHECK_OK_FATAL(ui_push(counter->till.ui, &screen_kitchen, &board));
	ui_paint(counter->till.ui);
}

static void cards_stand_in_the_order_they_were_fired(void)
{
	struct counter counter;

	open_board(&counter, "kitchen-cards", 0, 0);
	golden_check(&counter.stage, "kitchen.80x24");
	CHECK(counter_has(&counter, "15m LATE"));
	CHECK(counter_has(&counter, "! ALLERGY: nuts"));
	CHECK(counter_has(&counter, "VOID: do not make"));
	CHECK(counter_has(&counter, "CHANGE: now as here"));
	stage_resize(&counter.stage, 43, 132);
	ui_resized(counter.till.ui);
	golden_check(&counter.stage, "kitchen.132x43");
	till_second(&counter.till);
	CHECK(counter_has(&counter, "kitchen: 2 late"));
	counter_close(&counter);
}

static void a_digit_bumps_and_backspace_brings_back(void)
{
	struct counter counter;
	int64_t open = 0;

	open_board(&counter, "kitchen-bump", 43, 132);
	open = pass_number(&counter.house, "SELECT count(*) FROM kitchen_live "
					   "WHERE state = 'fired'");
	counter_type(&counter, "2");
	CHECK_INT(pass_number(&counter.house, "SELECT count(*) FROM kitchen_live "
					      "WHERE state = 'fired'"), open - 1);
	CHECK(!counter_has(&counter, "VOID: do not make"));
	counter_type(&counter, "Enter");
	CHECK(!counter_has(&counter, "Table 5"));
	counter_type(&counter, "Backspace Backspace");
	CHECK(counter_has(&counter, "VOID: do not make"));
	CHECK(counter_has(&counter, "recalled"));
	counter_type(&counter, "Backspace");
	CHECK(counter_says(&counter, "Nothing was done"));
	counter_close(&counter);
}

static void what_is_held_is_dim_and_stays(void)
{
	struct counter counter;
	struct kitchen_sent sent;
	struct act act;
	int64_t bill;

	open_board(&counter, "kitchen-held", 43, 132);
	CHECK(counter_has(&counter, "HOLD course 2"));
	CHECK_INT(stage_style(&counter.stage, "HOLD course 2"), STYLE_DIM);
	counter_type(&counter, "Up Down Down Down Down Down Down Down Down Enter");
	CHECK(counter_says(&counter, "Course 2 is held"));
	bill = pass_number(&counter.house, "SELECT min(bill) FROM kitchen_live "
					   "WHERE state = 'held'");
	act = house_act(&counter.house, bill);
	CHECK_OK(kitchen_fire(&counter.house.app, &act, 0, &sent));
	ui_reload(counter.till.ui);
	CHECK(!counter_has(&counter, "HOLD"));
	counter_close(&counter);
}

static void one_key_shows_each_station_in_turn(void)
{
	struct counter counter;

	open_board(&counter, "kitchen-station", 0, 0);
	CHECK(counter_has(&counter, "all stations"));
	counter_type(&counter, "Tab Tab");
	CHECK(counter_has(&counter, "Bar · 1 open"));
	CHECK(counter_has(&counter, "1 Espresso"));
	CHECK(!counter_has(&counter, "Lamb ouzi"));
	counter_type(&counter, "1");
	CHECK(counter_has(&counter, "Nothing to make."));
	counter_type(&counter, "Tab");
	CHECK(counter_has(&counter, "all stations"));
	counter_close(&counter);
}

static void count_ring(void *arg)
{
	++*(int *)arg;
}

/* A round, a void, a course that is fired: each is heard once; what is held or done is not. */
static void what_comes_is_heard_once(void)
{
	struct counter counter;
	struct counter_options options = { .name = "kitchen-bell" };
	struct screen_board board = { .app = &counter.house.app, .ring = count_ring };
	struct kitchen_sent sent;
	struct act act;
	int64_t bill, line;
	int rings = 0;

	counter_open(&counter, &options);
	pass_open(&counter.house, "none", "none", true);
	board.staff = counter.house.cashier;
	board.arg = &rings;
	CHECK_OK_FATAL(ui_push(counter.till.ui, &screen_kitchen, &board));
	bill = house_check(&counter.house, 5, (const int64_t[]){ 0 });
	line = pass_ring(&counter.house, bill, 31, 2, 0, 1);
	pass_ring(&counter.house, bill, 32, 1, 0, 2);
	pass_send(&counter.house, bill);
	ui_reload(counter.till.ui);
	ui_reload(counter.till.ui);
	CHECK_INT(rings, 1);
	act = house_act(&counter.house, bill);
	CHECK_OK(kitchen_fire(&counter.house.app, &act, 0, &sent));
	ui_reload(counter.till.ui);
	CHECK_INT(rings, 2);
	act = house_act(&counter.house, bill);
	act.reason = house_reason(&counter.house, "void");
	CHECK_OK(bill_void(&counter.house.app, &act, line, 1));
	ui_reload(counter.till.ui);
	CHECK_INT(rings, 3);
	counter_type(&counter, "1");
	ui_reload(counter.till.ui);
	CHECK_INT(rings, 3);
	counter_close(&counter);
}

/* More cards than a page: another one goes on, and comes back to the first. */
static void a_page_goes_round(void)
{
	static const int64_t tables[] = { 1, 2, 3, 4, 6, 8 };
	struct counter counter;
	int pages = 0;

	open_board(&counter, "kitchen-page", 0, 0);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		pass_send(&counter.house, house_check(&counter.house, tables[i],
						      (const int64_t[]){ 31, 21, 0 }));
	ui_reload(counter.till.ui);
	CHECK(counter_has(&counter, "Table 5"));
	do {
		counter_type(&counter, "PgDn");
		pages++;
	} while (!counter_has(&counter, "Table 5") && pages < 9);
	CHECK(pages > 1);
	counter_close(&counter);
}

const struct check_test test_kitchen[] = {
	{ "cards stand in the order in which they were fired",
	  cards_stand_in_the_order_they_were_fired },
	{ "a digit bumps a card and Backspace brings it back",
	  a_digit_bumps_and_backspace_brings_back },
	{ "what is held is dim and stays until it is fired", what_is_held_is_dim_and_stays },
	{ "one key shows each kitchen station in turn", one_key_shows_each_station_in_turn },
	{ "what comes to a kitchen display is heard once", what_comes_is_heard_once },
	{ "a page of cards goes round", a_page_goes_round },
	{ 0 }
};
