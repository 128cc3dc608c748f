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
	CHECK(counter_has(&counter, "Drawer · open"));
	counter_type(&counter, "F12");
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
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_close"), 0);
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Z 3-000001"));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_end"), 1);
	golden_check(&counter.stage, "drawer-closed.80x24");
	counter_type(&counter, "Enter");
	CHECK(counter_top(&counter) == &screen_floor);
	counter_close(&counter);
}

static void a_count_is_meant(void)
{
	struct counter counter;

	begin(&counter, "meant", true);
	counter_type(&counter, "F12 F12");
	CHECK_TEXT(counter_message(&counter), "Nothing is counted yet. Type how many pieces there "
					      "are and press Enter; 0 for none.");
	counter_type(&counter, "1 Enter F12 y");
	CHECK(counter_has(&counter, "The count is done"));
	counter_type(&counter, "Enter");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_tally"), 0);
	counter_type(&counter, "5 F12");
	CHECK(ui_message_is_error(counter.till.ui));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_tally"), 0);
	counter_close(&counter);
}

static void a_count_is_not_thrown_away_by_one_key(void)
{
	struct counter counter;

	begin(&counter, "thrown", true);
	counter_type(&counter, "F12 0 Enter Esc Enter");
	CHECK(counter_has(&counter, "Go on counting"));
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
	counter_type(&counter, "F12 1 Enter Enter 2 Enter");
	counter_type(&counter, "Down Down Down Down Down Down Down Down Down");
	counter_text(&counter, "2.5");
	counter_type(&counter, "Enter 3 Enter F12");
	CHECK(counter_has(&counter, "EUR 302.50   USD 300.00"));
	counter_type(&counter, "y");
	CHECK(counter_has(&counter, "over 200.00"));
	CHECK(counter_has(&counter, "over 300.00"));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_count"), 4);
	CHECK_INT(counter_number(&counter,
				 "SELECT counted_minor FROM drawer_tally WHERE unit = 'USD'"),
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

static void floats_of_several_currencies(void)
{
	struct counter counter;

	begin(&counter, "floats", false);
	counter_text(&counter, "100 50xyz");
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), "This house takes no cash in XYZ.");
	counter_type(&counter, "Esc");
	counter_text(&counter, "100 50usd");
	counter_type(&counter, "Enter");
	CHECK_INT(counter_number(&counter, "SELECT float_minor FROM drawer_session"), 10000);
	CHECK_INT(counter_number(&counter, "SELECT amount_minor FROM drawer_move WHERE "
					   "kind = 'float' AND unit = 'USD'"), 5000);
	counter_close(&counter);
}

/* An amount, then the key that says where it goes. */
static void cash_goes_in_and_out(void)
{
	static const struct {
		const char *typed, *key, *answer, *says;
	} moves[] = {
		{ "7", "F3", "2", "Paid in: EUR 7.00. Slip 3-000001." },
		{ "12.50", "F4", "1", "Paid out: EUR 12.50. Slip 3-000002." },
		{ "20", "F5", "", "To the safe: EUR 20.00. Slip 3-000003." },
		{ "30usd", "F6", "", "Change from the safe: USD 30.00." },
		{ "1", "F7", "1", "That is more than is owed in tips. Nothing was posted." },
		{ "0", "F5", "", "The value is outside of what is allowed. Nothing was posted." },
	};
	struct counter counter;

	begin(&counter, "moves", true);
	counter_type(&counter, "F3");
	CHECK_TEXT(counter_message(&counter), "Type the amount first, then this key.");
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		counter_text(&counter, moves[i].typed);
		counter_type(&counter, moves[i].key);
		counter_type(&counter, moves[i].answer);
		CHECK_TEXT(counter_message(&counter), moves[i].says);
		if (ui_message_is_error(counter.till.ui))
			counter_type(&counter, "Esc");
	}
	counter_type(&counter, "5");
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "Say with a key where it goes"));
	counter_type(&counter, "Esc F2");
	counter_type(&counter, "1");
	golden_check(&counter.stage, "drawer-open.80x24");
	counter_close(&counter);
}

/* Each way for a sum no drawer has: the question, No by itself, and nothing of what is expected. */
static void so_much_is_asked_about(void)
{
	static const struct {
		const char *typed, *key, *asks;
	} moves[] = {
		{ "9999", "F5", "To the safe: really EUR 9,999.00?" },
		{ "9999", "F6", "Change from the safe: really EUR 9,999.00?" },
		{ "1000.01", "F3", "Paid in: really EUR 1,000.01?" },
		{ "1500", "F4", "Paid out: really EUR 1,500.00?" },
		{ "2000usd", "F5", "To the safe: really USD 2,000.00?" },
	};
	struct counter counter;

	begin(&counter, "moves-much", true);
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		counter_text(&counter, moves[i].typed);
		counter_type(&counter, moves[i].key);
		CHECK(counter_has(&counter, moves[i].asks));
		CHECK(!counter_has(&counter, "102.50"));
		counter_type(&counter, "Enter Esc");
	}
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_move"), 0);
	counter_text(&counter, "1000");
	counter_type(&counter, "F6");
	CHECK_TEXT(counter_message(&counter), "Change from the safe: EUR 1,000.00.");
	counter_text(&counter, "9999");
	counter_type(&counter, "F5");
	counter_type(&counter, "y");
	CHECK(counter_says(&counter, "To the safe: EUR 9,999.00."));
	counter_close(&counter);
}

static void a_large_window_shows_the_same(void)
{
	struct counter_options options = { .name = "drawer-large", .rows = 43, .columns = 132 };
	struct counter counter;

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.cashier);
	CHECK_OK_FATAL(ui_push(counter.till.ui, &screen_drawer, &counter.till));
	counter_text(&counter, "20");
	counter_type(&counter, "F5");
	golden_check(&counter.stage, "drawer-open.132x43");
	counter_type(&counter, "F12 1 Enter Enter 2 Enter");
	golden_check(&counter.stage, "drawer-count.132x43");
	counter_close(&counter);
}

static void a_large_paid_out_is_approved_in_place(void)
{
	struct counter counter;

	begin(&counter, "approved", true);
	counter_text(&counter, "80");
	counter_type(&counter, "F4");
	counter_type(&counter, "1");
	CHECK(counter_has(&counter, "Pay out of the drawer"));
	counter_type(&counter, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK(counter_says(&counter, "Paid out: EUR 80.00."));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM act WHERE name = 'drawer-move' "
					   "AND approver <> 0 AND reason <> 0"), 1);
	counter_close(&counter);
}

static void an_x_hides_what_the_count_will_show(void)
{
	struct counter counter;

	begin(&counter, "x", true);
	counter_type(&counter, "F8");
	CHECK(counter_has(&counter, "hidden until counted"));
	CHECK(!counter_has(&counter, "102.50"));
	golden_check(&counter.stage, "drawer-x.80x24");
	counter_type(&counter, "Esc F12 1 Enter F12");
	counter_type(&counter, "y F8");
	CHECK(counter_has(&counter, "102.50"));
	counter_type(&counter, "Esc F12");
	CHECK(counter_has(&counter, "Count again after the result"));
	counter_type(&counter, "Esc");
	CHECK_INT(counter_number(&counter, "SELECT max(round) FROM drawer_tally"), 1);
	counter_close(&counter);
}

/* Who sells on after the count is told so, and is not called short for it. */
static void a_sale_after_the_count_is_told_apart(void)
{
	struct counter counter;

	begin(&counter, "drawer-after", true);
	counter_type(&counter, "F12 Down Down 2 Enter F12");
	counter_type(&counter, "y Esc");
	counter_pay(&counter, 6, tea);
	counter_type(&counter, "F11");
	CHECK(counter_has(&counter, "Cash that moves now makes the count out of date"));
	counter_type(&counter, "Enter");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM tender"), 1);
	counter_type(&counter, "F11");
	counter_type(&counter, "y");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM tender"), 2);
	counter_type(&counter, "Enter");
	counter_pay(&counter, 6, tea);
	counter_type(&counter, "F11");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM tender"), 3);
	counter_type(&counter, "Enter F8");
	CHECK(counter_has(&counter, "short 2.50"));
	CHECK(counter_has(&counter, "EUR 5.00 came in since the count."));
	golden_check(&counter.stage, "drawer-since.80x24");
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), "Cash moved since the count. Count again with F12.");
	counter_close(&counter);
}

/* Before the pieces are typed, and by somebody who may. */
static void a_further_count_is_approved_before_it(void)
{
	struct counter counter;

	begin(&counter, "drawer-again", true);
	counter_type(&counter, "F12 1 Enter F12");
	counter_type(&counter, "y F12");
	CHECK(counter_has(&counter, "Count again after the result"));
	counter_type(&counter, "1 Enter 4 7 1 1 1 4 Enter");
	CHECK(counter_says(&counter, "may not approve this either"));
	counter_type(&counter, "Esc F12");
	counter_type(&counter, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK(counter_has(&counter, "counted so far"));
	counter_type(&counter, "Down Down 2 Enter F12");
	counter_type(&counter, "y");
	CHECK(counter_has(&counter, "short 2.50"));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM act WHERE name = 'drawer-count' "
					   "AND approver <> 0"), 1);
	CHECK_INT(counter_number(&counter, "SELECT max(round) FROM drawer_tally"), 2);
	counter_close(&counter);
}

/* The bar names what the drawer can do as it stands; Enter alone does not leave an open one. */
static void the_bar_follows_the_drawer(void)
{
	struct counter counter;

	begin(&counter, "drawer-bar", true);
	CHECK(counter_has(&counter, "F12 Count F2 No sale F3 In F4 Out F5 Drop F6 From safe"));
	counter_type(&counter, "Enter");
	CHECK(counter_top(&counter) == &screen_drawer);
	counter_type(&counter, "F12");
	CHECK(counter_has(&counter, "↵ Next  F12 Done  F1 Help"));
	counter_type(&counter, "9 F4");
	CHECK_TEXT(counter_message(&counter),
		   "The drawer is being counted: F12 ends the count, Esc stops it.");
	counter_type(&counter, "Esc 1 Enter F12");
	counter_type(&counter, "y");
	CHECK(counter_has(&counter, "↵ Close  F12 Count again"));
	CHECK(counter_has(&counter, "F9 Hand over"));
	counter_close(&counter);
}

const struct check_test test_drawer[] = {
	{ "a drawer opens with its float", a_drawer_opens_with_its_float },
	{ "a count is blind until it is done (C3)", a_count_is_blind },
	{ "a count has to be meant (K)", a_count_is_meant },
	{ "a count is not thrown away by one key (K)", a_count_is_not_thrown_away_by_one_key },
	{ "floats of several currencies in one line (M8)", floats_of_several_currencies },
	{ "cash goes in and out by amount and key", cash_goes_in_and_out },
	{ "a large window shows the same", a_large_window_shows_the_same },
	{ "a large paid-out is approved in place (S)", a_large_paid_out_is_approved_in_place },
	{ "an X hides what the count will show (C3)", an_x_hides_what_the_count_will_show },
	{ "a sale after the count is told apart from it (C3)",
	  a_sale_after_the_count_is_told_apart },
	{ "a further count is approved before it is made (C3, S)",
	  a_further_count_is_approved_before_it },
	{ "more than a thousand is asked about before it moves (C3)", so_much_is_asked_about },
	{ "the bar follows the drawer", the_bar_follows_the_drawer },
	{ "pieces, amounts and currencies add up (M8)", pieces_amounts_and_currencies_add_up },
	{ "a drawer opened without a sale takes a reason", a_no_sale_takes_a_reason },
	{ 0 },
};
