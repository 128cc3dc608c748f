/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_pay.c -- taking money: exact, notes, typed amounts, other currencies.
 */
#include "counter.h"
#include "golden.h"
#include "screen/pay_parts.h"
#include "service/bill.h"
#include "service/setup.h"
#include "suites.h"

/* Lentil soup, lamb ouzi, two espressos: 27.90. */
static const int64_t dinner[] = { 31, 32, 21, 21, 0 };

static void begin(struct counter *counter, const char *name)
{
	struct counter_options options = { .name = name };

	counter_open(counter, &options);
	counter_enter(counter, counter->house.cashier);
	counter_pay(counter, 5, dinner);
}

static int64_t tenders(struct counter *counter)
{
	return counter_number(counter, "SELECT count(*) FROM tender");
}

static void one_key_pays_exactly(void)
{
	struct counter counter;

	begin(&counter, "exact");
	CHECK(counter_has(&counter, "27.90"));
	counter_type(&counter, "F11");
	CHECK_TEXT(counter_message(&counter),
		   "Table 5 is free. Receipt 3-000001 is kept, not printed.");
	CHECK(counter_has(&counter, "CHANGE"));
	CHECK_INT(counter_number(&counter, "SELECT amount_minor FROM tender"), 2790);
	counter_type(&counter, "Enter");
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK_INT(tenders(&counter), 1);
	counter_close(&counter);
}

static void a_note_gives_change_in_large_figures(void)
{
	struct counter counter;

	begin(&counter, "note");
	CHECK(counter_has(&counter, "Shift-F8 50  Shift-F9 100"));
	counter_type(&counter, "Shift-F8");
	CHECK(counter_has(&counter, "CHANGE"));
	CHECK_INT(counter_number(&counter, "SELECT change_minor FROM tender"), 2210);
	golden_check(&counter.stage, "pay-paid.80x24");
	counter_type(&counter, "Esc");
	CHECK(counter_top(&counter) == &screen_floor);
	counter_close(&counter);
}

static void a_key_too_many_takes_no_money(void)
{
	struct counter counter;

	begin(&counter, "reflex");
	counter_type(&counter, "Enter Enter Enter");
	CHECK_INT(tenders(&counter), 0);
	counter_type(&counter, "F11 F11 Shift-F8 F11");
	CHECK_INT(tenders(&counter), 1);
	CHECK(counter_top(&counter) == &screen_paid);
	CHECK(!counter_has(&counter, "Exact"));
	CHECK(!counter_has(&counter, "Split"));
	counter_close(&counter);
}

/* An Enter that bounces leads to the floor, where the change is still told. */
static void the_change_is_seen(void)
{
	struct counter counter;

	begin(&counter, "change");
	counter_text(&counter, "50");
	counter_type(&counter, "Enter Enter");
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK_TEXT(counter_message(&counter),
		   "Change 22.10. Table 5 is free. Receipt 3-000001 is kept, not printed.");
	counter_close(&counter);
}

/* The receipt that cannot be printed, F8, the lock: none takes the change from the floor. */
static void the_change_is_seen_after_other_keys(void)
{
	static const char *const leave[] = { "Enter", "Esc" };
	struct counter counter;

	for (size_t i = 0; i < sizeof leave / sizeof *leave; i++) {
		begin(&counter, i == 0 ? "change-enter" : "change-esc");
		counter_text(&counter, "50");
		counter_type(&counter, "Enter");
		counter_type(&counter, "F8");
		CHECK_TEXT(counter_message(&counter), "It is paid. Money goes back as a refund: "
						      "from the tables F7, then F6.");
		counter_type(&counter, "F2");
		counter_type(&counter, "F10");
		counter_type(&counter, "4 7 1 1 2 4 Enter");
		CHECK(counter_top(&counter) == &screen_paid);
		counter_type(&counter, "x");
		counter_type(&counter, leave[i]);
		CHECK(counter_top(&counter) == &screen_floor);
		CHECK_TEXT(counter_message(&counter), "Change 22.10. Table 5 is free.");
		counter_close(&counter);
	}
}

/* 2 was typed for 20. */
static void a_wrong_amount_is_taken_back(void)
{
	struct counter counter;

	begin(&counter, "back");
	counter_type(&counter, "F8");
	CHECK_TEXT(counter_message(&counter),
		   "No cash of this part can be taken back: none was given.");
	counter_type(&counter, "2 Enter");
	CHECK(counter_has(&counter, "F8 takes 2.00 back"));
	golden_check(&counter.stage, "pay-back.80x24");
	counter_type(&counter, "F8");
	CHECK(counter_has(&counter, "Take 2.00 back: why?"));
	counter_type(&counter, "1");
	CHECK_TEXT(counter_message(&counter), "2.00 goes back to the guest; 27.90 is due.");
	CHECK(!counter_has(&counter, "takes 2.00 back"));
	CHECK_INT(counter_number(&counter, "SELECT sum(amount_minor) FROM tender"), 0);
	counter_type(&counter, "F12 2 1 0 Enter");
	CHECK(counter_has(&counter, "F8 takes USD 10.00 back"));
	counter_type(&counter, "F8");
	counter_type(&counter, "1 F11");
	CHECK_INT(counter_number(&counter, "SELECT sum(amount_minor) FROM tender"), 2790);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM part_close"), 1);
	counter_close(&counter);
}

static void a_typed_amount_shows_what_it_would_do(void)
{
	struct counter counter;

	begin(&counter, "typed");
	counter_text(&counter, "20");
	CHECK(counter_has(&counter, "leaves 7.90"));
	CHECK_INT(tenders(&counter), 0);
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter),
		   "20.00 is taken, 7.90 is still due. F8 takes 20.00 back");
	CHECK(counter_has(&counter, "part paid"));
	counter_text(&counter, "12.20");
	CHECK(counter_has(&counter, "change 4.30"));
	counter_type(&counter, "Enter");
	CHECK_INT(counter_number(&counter, "SELECT sum(change_minor) FROM tender"), 430);
	CHECK_INT(counter_number(&counter, "SELECT sum(amount_minor) FROM tender"), 2790);
	counter_close(&counter);
}

static void much_change_is_asked_about(void)
{
	struct counter counter;

	begin(&counter, "much");
	counter_text(&counter, "99999");
	counter_type(&counter, "Enter y");
	CHECK_INT(tenders(&counter), 0);
	CHECK(counter_has(&counter, "Change 99,971.10"));
	counter_type(&counter, "Enter");
	CHECK_INT(tenders(&counter), 0);
	CHECK(counter_top(&counter) == &screen_pay);
	CHECK(counter_has(&counter, "change 99,971.10"));
	counter_type(&counter, "Enter");
	counter_type(&counter, "y");
	CHECK_INT(counter_number(&counter, "SELECT change_minor FROM tender"), 9997110);
	counter_close(&counter);
}

static void change_of_a_note_is_not_asked_about(void)
{
	struct counter counter;

	begin(&counter, "note-change");
	counter_text(&counter, "127.90");
	counter_type(&counter, "Enter");
	CHECK_INT(counter_number(&counter, "SELECT change_minor FROM tender"), 10000);
	counter_close(&counter);
	begin(&counter, "note-change-more");
	counter_text(&counter, "127.95");
	counter_type(&counter, "Enter");
	CHECK_INT(tenders(&counter), 0);
	counter_close(&counter);
}

static void a_note_does_not_go_over_a_typed_amount(void)
{
	struct counter counter;

	begin(&counter, "over");
	counter_type(&counter, "2 Shift-F7");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "F11");
	CHECK(ui_message_is_error(counter.till.ui));
	CHECK_INT(tenders(&counter), 0);
	counter_type(&counter, "Esc Shift-F8");
	CHECK_INT(counter_number(&counter, "SELECT given_minor FROM tender"), 5000);
	counter_close(&counter);
}

static void what_cannot_be_read_is_said(void)
{
	struct counter counter;

	begin(&counter, "unread");
	counter_text(&counter, "2.555");
	CHECK(counter_has(&counter, "Too many decimals"));
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), err_text(ERR_DECIMALS));
	counter_type(&counter, "Esc");
	counter_text(&counter, "0");
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), err_text(ERR_RANGE));
	counter_type(&counter, "Esc");
	counter_text(&counter, "4242424242424242");
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), err_text(ERR_CARD_NUMBER));
	CHECK(!counter_has(&counter, "4242"));
	CHECK_INT(tenders(&counter), 0);
	counter_close(&counter);
}

static void another_currency_is_chosen_after_the_amount(void)
{
	struct counter counter;

	begin(&counter, "dollars");
	counter_text(&counter, "40");
	counter_type(&counter, "F12 2");
	CHECK_INT(counter_number(&counter, "SELECT given_minor FROM tender WHERE unit = 'USD'"),
		  4000);
	CHECK_INT(counter_number(&counter, "SELECT change_minor FROM tender"), 810);
	counter_close(&counter);
}

/* What is shown is what will be taken. */
static void a_rate_that_changed_meanwhile_is_shown(void)
{
	struct counter counter;
	struct act act;

	begin(&counter, "rate");
	counter_text(&counter, "20");
	CHECK(counter_has(&counter, "leaves 7.90"));
	counter_type(&counter, "Esc F12 2");
	counter_text(&counter, "20");
	CHECK(counter_has(&counter, "leaves 9.90"));
	act = app_act(&counter.house.app, counter.house.manager);
	CHECK_OK(setup_foreign_cash(&counter.house.app, &act, "USD", 1, 2, NULL));
	ui_reload(counter.till.ui);
	CHECK(counter_has(&counter, "leaves 17.90"));
	counter_close(&counter);
}

static void another_currency_is_chosen_before_the_amount(void)
{
	struct counter counter;

	begin(&counter, "dollars-first");
	counter_type(&counter, "F12 2");
	CHECK_TEXT(counter_message(&counter),
		   "Cash USD: type what is given in USD and press Enter, or take a note by its "
		   "key.");
	CHECK(counter_has(&counter, "Cash USD"));
	counter_type(&counter, "F11");
	CHECK_TEXT(counter_message(&counter),
		   "Type the amount given in USD; only EUR can be exact.");
	counter_type(&counter, "Shift-F7");
	CHECK(counter_has(&counter, "9.90"));
	CHECK_INT(counter_number(&counter, "SELECT amount_minor FROM tender"), 1800);
	counter_type(&counter, "F11");
	CHECK_INT(tenders(&counter), 2);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM part_close"), 1);
	counter_close(&counter);
}

static void cash_is_rounded_to_the_smallest_coin(void)
{
	static const int64_t gift[] = { 21, 51, 0 };
	struct counter_options options = { .name = "coin" };
	struct counter counter;

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.cashier);
	counter_pay(&counter, 5, gift);
	CHECK(counter_has(&counter, "in cash 2.20"));
	counter_type(&counter, "F11");
	CHECK_INT(counter_number(&counter, "SELECT rounding_minor FROM tender"), 1);
	CHECK(counter_has(&counter, "rounded by -0.01"));
	counter_close(&counter);
}

static void what_is_owed_by_nobody_is_closed(void)
{
	struct counter_options options = { .name = "nothing" };
	struct counter counter;
	int64_t bill;
	struct act act;

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.cashier);
	bill = counter_pay(&counter, 5, dinner);
	act = app_bill_act(&counter.house.app, counter.house.manager, bill, -1);
	act.reason = house_reason(&counter.house, "discount");
	CHECK_OK_FATAL(bill_discount(&counter.house.app, &act, 0, 0, MONEY_PPM));
	ui_reload(counter.till.ui);
	CHECK(counter_has(&counter, "nothing is owed"));
	counter_type(&counter, "F11");
	CHECK_INT(tenders(&counter), 0);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM part_close"), 1);
	counter_close(&counter);
}

static void a_bill_that_moved_on_is_looked_at_again(void)
{
	struct counter_options options = { .name = "moved" };
	struct counter counter;
	int64_t bill, line;
	struct act act;

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.cashier);
	bill = counter_pay(&counter, 5, dinner);
	act = house_act(&counter.house, bill);
	CHECK_OK_FATAL(bill_add(&counter.house.app, &act, 22, 1, &line));
	counter_type(&counter, "F11");
	CHECK_TEXT(counter_message(&counter), err_text(ERR_CHANGED));
	CHECK_INT(tenders(&counter), 0);
	CHECK(counter_has(&counter, "30.40"));
	counter_type(&counter, "F11");
	CHECK_INT(counter_number(&counter, "SELECT amount_minor FROM tender"), 3040);
	counter_close(&counter);
}

static void without_a_drawer_one_is_offered(void)
{
	struct counter_options options = { .name = "no-drawer", .no_drawer = true };
	struct counter counter;

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.cashier);
	counter_pay(&counter, 5, dinner);
	counter_type(&counter, "F11");
	CHECK(counter_has(&counter, "No cash drawer is open"));
	CHECK_INT(tenders(&counter), 0);
	counter_type(&counter, "y");
	CHECK(counter_top(&counter) == &screen_drawer);
	counter_text(&counter, "50");
	counter_type(&counter, "Enter");
	CHECK(counter_top(&counter) == &screen_pay);
	counter_type(&counter, "F11");
	CHECK_INT(tenders(&counter), 1);
	counter_close(&counter);
}

static void a_locked_till_keeps_the_typed_amount(void)
{
	struct counter counter;

	begin(&counter, "locked");
	counter_text(&counter, "15");
	counter_type(&counter, "F10");
	CHECK(counter.till.is_locked);
	CHECK(!counter_has(&counter, "27.90"));
	counter_type(&counter, "4 7 1 1 2 4 Enter");
	CHECK(counter_top(&counter) == &screen_pay);
	CHECK(counter_has(&counter, "leaves 12.90"));
	counter_close(&counter);
}

const struct check_test test_pay[] = {
	{ "one key pays exactly and frees the table (B2)", one_key_pays_exactly },
	{ "a note key gives the change in large figures (K)",
	  a_note_gives_change_in_large_figures },
	{ "a key too many takes no money (K)", a_key_too_many_takes_no_money },
	{ "an Enter that bounces leaves the change in the message (K)", the_change_is_seen },
	{ "and so does any other key of the paid screen (K)",
	  the_change_is_seen_after_other_keys },
	{ "cash that was typed wrongly is taken back in place (L2, K)",
	  a_wrong_amount_is_taken_back },
	{ "a typed amount shows what it would do", a_typed_amount_shows_what_it_would_do },
	{ "more change than the largest note is asked about (K)", much_change_is_asked_about },
	{ "change of the largest note is not asked about", change_of_a_note_is_not_asked_about },
	{ "a note key does not go over a typed amount (K)",
	  a_note_does_not_go_over_a_typed_amount },
	{ "what cannot be read is said (M9, P1)", what_cannot_be_read_is_said },
	{ "a rate that changed meanwhile is shown (M8)", a_rate_that_changed_meanwhile_is_shown },
	{ "amount, then another currency (M8)", another_currency_is_chosen_after_the_amount },
	{ "another currency, then its note (M8)", another_currency_is_chosen_before_the_amount },
	{ "cash is rounded to the smallest coin (M7)", cash_is_rounded_to_the_smallest_coin },
	{ "a part that owes nothing is closed by the exact key", what_is_owed_by_nobody_is_closed },
	{ "a bill that moved on is looked at again", a_bill_that_moved_on_is_looked_at_again },
	{ "without a drawer one is offered", without_a_drawer_one_is_offered },
	{ "a locked till keeps the typed amount (S)", a_locked_till_keeps_the_typed_amount },
	{ 0 },
};
