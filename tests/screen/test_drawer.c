/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_drawer.c -- the drawer: opened, counted blind, opened without a sale.
 */
#include "counter.h"
#include "golden.h"
#include "suites.h"

static const int64_t tea[] = { 22, 0 };

static void begin(struct counter *counter, const char *name, bool with_drawer)
{
	struct counter_options options = { .name = name, .no_drawer = !with_drawer };

	counter_open(counter, &options);
	counter_enter(counter, counter->house.cashier);
	if (with_drawer) {
		counter_pay(counter, 5, tea);
		counter_type(counter, "F11 Enter");
	}
	CHECK_OK_FATAL(ui_push(counter->till.ui, &screen_drawer, &counter->till));
	ui_paint(counter->till.ui);
}

static void a_drawer_opens_with_its_float(void)
{
	struct counter counter;

	begin(&counter, "open", false);
	counter_type(&counter, "Enter");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_text(&counter, "100.50");
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), "The drawer is open with a float of 100.50.");
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK_INT(counter_number(&counter, "SELECT float_minor FROM drawer_session"), 10050);
	counter_close(&counter);
}

static void a_count_is_blind(void)
{
	struct counter counter;

	begin(&counter, "blind", true);
	CHECK(counter_has(&counter, "counted so far"));
	CHECK(!counter_has(&counter, "102.50"));
	counter_type(&counter, "Down Down 2");
	CHECK(counter_has(&counter, "2 × 50.00"));
	counter_type(&counter, "Enter");
	CHECK(!counter_has(&counter, "102.50"));
	golden_check(&counter.stage, "drawer-count.80x24");
	counter_type(&counter, "F12");
	CHECK(counter_has(&counter, "EUR 100.00   USD 0.00"));
	CHECK(!counter_has(&counter, "102.50"));
	counter_type(&counter, "y");
	CHECK(counter_has(&counter, "102.50"));
	CHECK(counter_has(&counter, "short 2.50"));
	golden_check(&counter.stage, "drawer-counted.80x24");
	counter_type(&counter, "Enter");
	CHECK(counter_top(&counter) == &screen_floor);
	counter_close(&counter);
}

static void a_count_is_meant(void)
{
	struct counter counter;

	begin(&counter, "meant", true);
	counter_type(&counter, "F12");
	CHECK_TEXT(counter_message(&counter), "Nothing is counted yet. Type how many pieces there "
					      "are and press Enter; 0 for none.");
	counter_type(&counter, "1 Enter F12 y");
	CHECK(counter_has(&counter, "Close the drawer"));
	counter_type(&counter, "Enter");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_close"), 0);
	counter_type(&counter, "5 F12");
	CHECK(ui_message_is_error(counter.till.ui));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_close"), 0);
	counter_close(&counter);
}

static void a_count_is_not_thrown_away_by_one_key(void)
{
	struct counter counter;

	begin(&counter, "thrown", true);
	counter_type(&counter, "0 Enter Esc Enter");
	CHECK(counter_has(&counter, "Leave the count"));
	counter_type(&counter, "Enter");
	CHECK(counter_top(&counter) == &screen_drawer);
	counter_type(&counter, "Esc");
	counter_type(&counter, "y");
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK_OK_FATAL(ui_push(counter.till.ui, &screen_drawer, &counter.till));
	ui_paint(counter.till.ui);
	counter_type(&counter, "Esc");
	CHECK(counter_top(&counter) == &screen_floor);
	counter_close(&counter);
}

static void pieces_amounts_and_currencies_add_up(void)
{
	struct counter counter;

	begin(&counter, "units", true);
	counter_type(&counter, "1 Enter Enter 2 Enter");
	counter_type(&counter, "Down Down Down Down Down Down Down Down Down");
	counter_text(&counter, "2.5");
	counter_type(&counter, "Enter 3 Enter F12");
	CHECK(counter_has(&counter, "EUR 302.50   USD 300.00"));
	counter_type(&counter, "y");
	CHECK(counter_has(&counter, "over 200.00"));
	CHECK(counter_has(&counter, "over 300.00"));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_count"), 4);
	CHECK_INT(counter_number(&counter,
				 "SELECT counted_minor FROM drawer_close WHERE unit = 'USD'"),
		  30000);
	counter_close(&counter);
}

static void a_no_sale_takes_a_reason(void)
{
	struct counter counter;

	begin(&counter, "no-sale", true);
	counter_type(&counter, "F2 Esc");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM act WHERE name = 'no-sale'"), 0);
	counter_type(&counter, "F2 1");
	CHECK_INT(counter_number(&counter,
				 "SELECT count(*) FROM act WHERE name = 'no-sale' "
				 "AND reason <> 0"), 1);
	counter_close(&counter);
}

const struct check_test test_drawer[] = {
	{ "a drawer opens with its float", a_drawer_opens_with_its_float },
	{ "a count is blind until it is done (C3)", a_count_is_blind },
	{ "a count has to be meant (K)", a_count_is_meant },
	{ "a count is not thrown away by one key (K)", a_count_is_not_thrown_away_by_one_key },
	{ "pieces, amounts and currencies add up (M8)", pieces_amounts_and_currencies_add_up },
	{ "a drawer opened without a sale takes a reason", a_no_sale_takes_a_reason },
	{ 0 },
};
