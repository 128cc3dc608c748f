/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_mono.c -- the main screens on a terminal without colours: every state has a
 *                             word, a sign or an attribute.
 */
#include "counter.h"
#include "double/pass.h"
#include "golden.h"
#include "screen/kitchen.h"
#include "service/bill_price.h"
#include "service/bill_split.h"
#include "service/guest_check.h"
#include "service/pay.h"
#include "service/reserve.h"
#include "suites.h"

#define MINUTE_MS INT64_C(60000)

static int64_t first_line(struct counter *counter, int64_t bill)
{
	struct bill_view view;
	int64_t line;

	CHECK_OK_FATAL(bill_view_load(counter->house.app.db, bill, &view));
	line = view.items[0].line;
	bill_view_done(&view);
	return line;
}

/* The screen of a check that is open already, on a till where the cashier works. */
static void show(struct counter *counter, const struct screen_class *class, int64_t bill)
{
	struct screen_bill of = { &counter->till, bill };

	CHECK_OK_FATAL(ui_push(counter->till.ui, class, &of));
	ui_paint(counter->till.ui);
}

/* Tables that are free, booked, open, billed, and at another till. */
static void the_floor(void)
{
	struct counter counter, other;
	struct reservation guest = { .time_min = 1230, .table_number = 6, .name = "Haddad",
				     .covers = 4 };
	struct act act;
	int64_t bill, paper, id;

	counter_begin(&counter, "mono-floor");
	bill = house_check(&counter.house, 2, (const int64_t[]){ 31, 0 });
	act = house_act(&counter.house, bill);
	CHECK_OK(guest_check_issue(&counter.house.app, &act, 0, false, &paper));
	house_check(&counter.house, 3, (const int64_t[]){ 32, 0 });
	counter_join(&other, &counter, "mono-floor", 4);
	bill = house_check(&other.house, 4, (const int64_t[]){ 21, 0 });
	guest.date = counter.house.app.property.business_date;
	act = app_act(&counter.house.app, counter.house.cashier);
	CHECK_OK(reserve_make(&counter.house.app, &act, &guest, false, &id));
	clock_advance(&counter.house.clock, 70 * MINUTE_MS);
	counter_log_in(&counter, 2);
	house_check(&counter.house, 5, (const int64_t[]){ 22, 0 });
	counter_type(&counter, "Esc");
	golden_check_mono(&counter.stage, "mono-floor.80x24");
	counter_close(&other);
	counter_close(&counter);
}

/* Sent, unsent, voided, discounted, with an allergy; one part paid. */
static void a_check(void)
{
	struct counter counter;
	struct act act;
	int64_t bill, line;

	counter_begin(&counter, "mono-check");
	pass_open(&counter.house, "none", "none", false);
	counter_restart(&counter);
	counter_log_in(&counter, 2);
	bill = house_check(&counter.house, 5, (const int64_t[]){ 31, 32, 21, 0 });
	pass_send(&counter.house, bill);
	line = first_line(&counter, bill);
	act = house_act(&counter.house, bill);
	CHECK_OK(bill_note(&counter.house.app, &act, line, "! nuts"));
	act = house_act(&counter.house, bill);
	act.reason = house_reason(&counter.house, "discount");
	CHECK_OK(bill_discount(&counter.house.app, &act, line, 0, 100000));
	pass_ring(&counter.house, bill, 22, 2, 2, 0);
	line = pass_ring(&counter.house, bill, 41, 1, 0, 0);
	act = house_act(&counter.house, bill);
	act.reason = house_reason(&counter.house, "void");
	CHECK_OK(bill_void(&counter.house.app, &act, line, 1));
	show(&counter, &screen_check, bill);
	golden_check_mono(&counter.stage, "mono-check.80x24");
	counter_close(&counter);
}

/* Parts that are open, have something taken, are paid. */
static void parts_and_paying(void)
{
	struct counter counter;
	struct pay_result result;
	struct act act;
	struct bill_view view;
	int64_t bill, cash;

	counter_begin(&counter, "mono-split");
	counter_log_in(&counter, 2);
	cash = house_tender(&counter.house, "cash");
	bill = house_check(&counter.house, 5, (const int64_t[]){ 31, 32, 21, 0 });
	act = house_act(&counter.house, bill);
	CHECK_OK(bill_split_evenly(&counter.house.app, &act, 3));
	CHECK_OK_FATAL(bill_view_load(counter.house.app.db, bill, &view));
	act = house_act(&counter.house, bill);
	CHECK_OK(pay_tender(&counter.house.app, &act, view.parts[0].id, cash, PAY_EXACT, &result));
	act = house_act(&counter.house, bill);
	CHECK_OK(pay_tender(&counter.house.app, &act, view.parts[1].id, cash, 100, &result));
	bill_view_done(&view);
	show(&counter, &screen_split, bill);
	golden_check_mono(&counter.stage, "mono-split.80x24");
	counter_type(&counter, "Esc");
	show(&counter, &screen_pay, bill);
	golden_check_mono(&counter.stage, "mono-pay.80x24");
	counter_close(&counter);
}

/* Blind, and then short of what was expected. */
static void a_drawer(void)
{
	struct counter counter;

	counter_begin(&counter, "mono-drawer");
	counter_log_in(&counter, 2);
	counter_type(&counter, "F8 F12 Down Down 1 Enter");
	golden_check_mono(&counter.stage, "mono-drawer-count.80x24");
	counter_type(&counter, "F12 y");
	golden_check_mono(&counter.stage, "mono-drawer-counted.80x24");
	counter_close(&counter);
}

/* Late with a void, soon late, taken away with an allergy, held. */
static void the_kitchen(void)
{
	struct counter counter;
	struct screen_board board = { .app = &counter.house.app };
	struct act act;
	int64_t bill, line;

	counter_begin(&counter, "mono-kitchen");
	pass_open(&counter.house, "none", "none", true);
	bill = house_check(&counter.house, 3, (const int64_t[]){ 0 });
	line = pass_ring(&counter.house, bill, 31, 2, 0, 1);
	pass_send(&counter.house, bill);
	act = house_act(&counter.house, bill);
	act.reason = house_reason(&counter.house, "void");
	CHECK_OK(bill_void(&counter.house.app, &act, line, 1));
	clock_advance(&counter.house.clock, 5 * MINUTE_MS);
	pass_send(&counter.house, house_check(&counter.house, 4, (const int64_t[]){ 32, 0 }));
	clock_advance(&counter.house.clock, 11 * MINUTE_MS);
	bill = house_check(&counter.house, 5, (const int64_t[]){ 0 });
	line = pass_ring(&counter.house, bill, 31, 1, 1, 1);
	pass_ring(&counter.house, bill, 32, 1, 2, 2);
	act = house_act(&counter.house, bill);
	CHECK_OK(bill_note(&counter.house.app, &act, line, "! nuts"));
	act = house_act(&counter.house, bill);
	CHECK_OK(bill_take_away(&counter.house.app, &act, true));
	pass_send(&counter.house, bill);
	board.staff = counter.house.cashier;
	CHECK_OK_FATAL(ui_push(counter.till.ui, &screen_kitchen, &board));
	ui_paint(counter.till.ui);
	golden_check_mono(&counter.stage, "mono-kitchen.80x24");
	counter_close(&counter);
}

const struct check_test test_mono[] = {
	{ "the floor needs no colours", the_floor },
	{ "a check needs no colours", a_check },
	{ "parts and paying need no colours", parts_and_paying },
	{ "a drawer that is counted needs no colours", a_drawer },
	{ "the kitchen's display needs no colours", the_kitchen },
	{ 0 }
};
