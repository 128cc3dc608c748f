/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_cards.c -- cards, codes and slips on the pay screen: what is under way, what
 * came of it, and that the cashier is never held.
 */
#include "desk.h"
#include "golden.h"
#include "screen/pay_parts.h"
#include "suites.h"

#define TOTAL 2790

static const struct desk_answer declined = { .outcome = PROCESSOR_DECLINED,
					     .state = PROCESSOR_CARD_NO };
static const struct desk_answer linked = { .state = PROCESSOR_CREATED };
static const struct desk_answer voided = { .outcome = PROCESSOR_OK, .state = PROCESSOR_VOIDED };
static const struct desk_answer fine = { .outcome = PROCESSOR_OK };

static void a_card_is_one_key_and_pays_the_part(void)
{
	struct desk desk;

	desk_open(&desk, "card");
	counter_type(&desk.counter, "F6");
	CHECK_TEXT(counter_message(&desk.counter),
		   "On its way. Esc stops it; Tab lets it go on and leads to the tables.");
	desk_present(&desk);
	desk_wait(&desk, 12000);
	CHECK(counter_has(&desk.counter, "Card  waiting 12 s"));
	CHECK(counter_has(&desk.counter, "on the reader"));
	golden_check(&desk.counter.stage, "pay-waiting.80x24");
	counter_type(&desk.counter, "F6");
	CHECK(ui_message_is_error(desk.counter.till.ui));
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM payment"), 1);
	counter_type(&desk.counter, "Left");
	desk_authorize(&desk, TOTAL);
	CHECK(counter_top(&desk.counter) == &screen_paid);
	CHECK_TEXT(counter_message(&desk.counter),
		   "Table 5 is free. Receipt 3-000001 is kept, not printed.");
	desk_capture(&desk, TOTAL);
	CHECK(counter_has(&desk.counter, "PAID"));
	CHECK(!counter_has(&desk.counter, "CHANGE"));
	counter_type(&desk.counter, "Enter");
	CHECK(counter_top(&desk.counter) == &screen_floor);
	desk_close(&desk);
}

static void words_about_a_payment_go_when_it_ends(void)
{
	struct desk desk;

	desk_open(&desk, "words");
	counter_type(&desk.counter, "F6");
	desk_present(&desk);
	counter_type(&desk.counter, "F5");
	CHECK_TEXT(counter_message(&desk.counter), err_text(ERR_ON_READER));
	desk_authorize(&desk, TOTAL);
	CHECK(counter_top(&desk.counter) == &screen_paid);
	CHECK_TEXT(counter_message(&desk.counter),
		   "Table 5 is free. Receipt 3-000001 is kept, not printed.");
	desk_close(&desk);
}

static void an_amount_then_a_tender_then_another(void)
{
	struct desk desk;

	desk_open(&desk, "mix");
	counter_text(&desk.counter, "10");
	counter_type(&desk.counter, "F6");
	CHECK_INT(desk_payment(&desk).amount_minor, 1000);
	desk_present(&desk);
	desk_authorize(&desk, 1000);
	desk_capture(&desk, 1000);
	CHECK(counter_has(&desk.counter, "17.90"));
	CHECK(counter_has(&desk.counter, "part paid"));
	counter_type(&desk.counter, "F5");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 1);
	CHECK_INT(counter_number(&desk.counter, "SELECT sum(amount_minor) FROM tender"), TOTAL);
	desk_close(&desk);
}

static void other_parts_are_paid_meanwhile(void)
{
	struct desk desk;

	desk_open(&desk, "meanwhile");
	counter_type(&desk.counter, "2 F4 F6");
	desk_present(&desk);
	counter_type(&desk.counter, "Right F5");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 1);
	CHECK(counter_has(&desk.counter, "Card  waiting 0 s"));
	golden_check(&desk.counter.stage, "pay-meanwhile.80x24");
	desk_authorize(&desk, 1395);
	CHECK(counter_top(&desk.counter) == &screen_paid);
	desk_close(&desk);
}

static void what_is_typed_survives_an_answer(void)
{
	struct desk desk;

	desk_open(&desk, "survives");
	counter_type(&desk.counter, "2 F4 F6");
	desk_present(&desk);
	counter_type(&desk.counter, "Right");
	counter_text(&desk.counter, "12.3");
	desk_authorize(&desk, 1395);
	CHECK_TEXT(counter_message(&desk.counter), "Part 1 is paid. Receipt 3-000001.");
	CHECK(counter_top(&desk.counter) == &screen_pay);
	CHECK(counter_has(&desk.counter, "leaves 1.65"));
	desk_close(&desk);
}

static void esc_stops_and_esc_leads_out(void)
{
	struct desk desk;

	desk_open(&desk, "stop");
	counter_type(&desk.counter, "F6");
	desk_present(&desk);
	counter_type(&desk.counter, "Esc");
	CHECK(counter_top(&desk.counter) == &screen_pay);
	CHECK_INT(desk_payment(&desk).state, PAYMENT_STOPPING);
	CHECK(counter_has(&desk.counter, "Card  stopping 0 s"));
	counter_type(&desk.counter, "Esc");
	CHECK(counter_top(&desk.counter) == &screen_check);
	counter_type(&desk.counter, "F12");
	desk_answer(&desk, PROCESSOR_PRESENT_CANCEL, fine);
	desk_answer(&desk, PROCESSOR_VOID, voided);
	CHECK_INT(desk_payment(&desk).state, PAYMENT_STOPPED);
	CHECK(counter_has(&desk.counter, "Card  stopped"));
	counter_type(&desk.counter, "F5");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 1);
	desk_close(&desk);
}

static void a_declined_card_may_try_again(void)
{
	struct desk desk;

	desk_open(&desk, "declined");
	counter_text(&desk.counter, "20");
	counter_type(&desk.counter, "F6");
	desk_present(&desk);
	desk_answer(&desk, PROCESSOR_PRESENT, declined);
	CHECK_TEXT(counter_message(&desk.counter),
		   "Declined. The same card may try again, or the guest pays another way.");
	CHECK(counter_has(&desk.counter, "Card  declined"));
	CHECK(counter_has(&desk.counter, "Ctrl-R: once more"));
	golden_check(&desk.counter.stage, "pay-declined.80x24");
	desk_answer(&desk, PROCESSOR_VOID, voided);
	counter_type(&desk.counter, "Ctrl-R");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM payment"), 2);
	CHECK_INT(desk_payment(&desk).amount_minor, 2000);
	desk_present(&desk);
	desk_authorize(&desk, 2000);
	CHECK(counter_has(&desk.counter, "7.90"));
	desk_close(&desk);
}

/* Stops the reader; the card is authorized all the same. */
static void stop_too_late(struct desk *desk, const char *name)
{
	desk_open(desk, name);
	counter_type(&desk->counter, "F6");
	desk_present(desk);
	counter_type(&desk->counter, "Esc");
	desk_authorize(desk, TOTAL);
	CHECK(counter_has(&desk->counter, "27.90 was authorized all the same"));
}

static void what_was_taken_after_all_is_kept_or_released(void)
{
	struct desk desk;

	stop_too_late(&desk, "keep");
	golden_check(&desk.counter.stage, "pay-keep.80x24");
	counter_type(&desk.counter, "1");
	CHECK(counter_top(&desk.counter) == &screen_paid);
	desk_close(&desk);
	stop_too_late(&desk, "release");
	counter_type(&desk.counter, "Esc");
	CHECK(counter_has(&desk.counter, "Card  keep or release?"));
	counter_type(&desk.counter, "F9");
	counter_type(&desk.counter, "2");
	desk_answer(&desk, PROCESSOR_VOID, voided);
	CHECK_INT(desk_payment(&desk).state, PAYMENT_RELEASED);
	CHECK(counter_has(&desk.counter, "27.90"));
	counter_type(&desk.counter, "F5");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 1);
	desk_close(&desk);
}

static void a_code_fills_the_window_until_it_is_paid(void)
{
	struct desk desk;

	desk_open(&desk, "code");
	counter_type(&desk.counter, "F7");
	desk_answer(&desk, PROCESSOR_LINK_CREATE, linked);
	CHECK(counter_top(&desk.counter) == &screen_code);
	CHECK(counter_has(&desk.counter, "EUR 27.90"));
	golden_check(&desk.counter.stage, "code.80x24");
	counter_type(&desk.counter, "F3");
	CHECK(counter_has(&desk.counter, "https://pay.example/c/cs_1"));
	counter_type(&desk.counter, "Esc Esc");
	CHECK(counter_top(&desk.counter) == &screen_pay);
	CHECK(counter_has(&desk.counter, "the guest has the code"));
	desk_close(&desk);
}

static void the_banks_own_terminal_is_typed(void)
{
	struct desk desk;

	desk_open(&desk, "slip");
	counter_type(&desk.counter, "F12 7");
	CHECK(counter_has(&desk.counter, "Authorization code"));
	CHECK(counter_has(&desk.counter, "27.90"));
	counter_type(&desk.counter, "Tab 2 . 1 Tab");
	counter_text(&desk.counter, "4242424242424242");
	counter_type(&desk.counter, "Tab 4 2 4 2 Enter");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM payment"), 0);
	CHECK(!counter_has(&desk.counter, "4242424242424242"));
	counter_type(&desk.counter, "Esc F12 7 Tab 2 . 1 Tab A B 1 2 3 Tab 4 2 4 Enter");
	CHECK(counter_has(&desk.counter, "exactly four digits"));
	counter_type(&desk.counter, "2 Enter");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 1);
	CHECK(counter_top(&desk.counter) == &screen_paid);
	desk_close(&desk);
}

static void a_tip_is_typed_where_the_tender_says_so(void)
{
	struct desk desk;

	desk_open(&desk, "tip");
	counter_type(&desk.counter, "F12 5");
	CHECK(counter_has(&desk.counter, "Tipped 27.90"));
	counter_type(&desk.counter, "3 Enter");
	CHECK_INT(desk_payment(&desk).tip_minor, 300);
	CHECK_INT(desk_payment(&desk).amount_minor, TOTAL);
	desk_close(&desk);
}

static enum err keep_card(struct tx *tx, void *arg)
{
	struct card_on_file card = { .name = "سارة", .processor = "stripe", .customer = "cus_1",
				     .method = "pm_1", .brand = "visa", .last_four = "4242",
				     .consent = "signed the form", .is_active = true };

	(void)arg;
	return store_card_insert(tx, &card);
}

static void a_card_on_file_is_chosen_by_its_guest(void)
{
	struct desk desk;
	struct act act;

	desk_open(&desk, "saved");
	counter_type(&desk.counter, "F12 8");
	CHECK_TEXT(counter_message(&desk.counter),
		   "No guest lets the house keep a card. Nothing was posted.");
	act = app_act(&desk.counter.house.app, desk.counter.house.cashier);
	CHECK_OK_FATAL(act_run(desk.counter.house.app.db, &act, "keep", "", keep_card, NULL, NULL));
	counter_type(&desk.counter, "F12 8");
	CHECK(counter_has(&desk.counter, "visa 4242"));
	counter_type(&desk.counter, "1");
	CHECK_INT(counter_number(&desk.counter, "SELECT card_on_file FROM payment") > 0, 1);
	desk_close(&desk);
}

/* Opens the form, names the guest and comes to the question. */
static void ask_consent(struct desk *desk)
{
	counter_type(&desk->counter, "Shift-F2");
	counter_type(&desk->counter, "1");
	counter_text(&desk->counter, "Layla Haddad");
	counter_type(&desk->counter, "Enter Enter");
	CHECK(counter_has(&desk->counter, "Layla Haddad lets this house keep the card"));
}

static void a_card_is_kept_when_its_guest_agrees(void)
{
	static const char kept[] = "SELECT count(*) FROM card_on_file WHERE is_active = 1 "
				   "AND method = 'pm_1' AND last_four = '4242'";
	struct desk desk;

	desk_open(&desk, "keep-card");
	ask_consent(&desk);
	golden_check(&desk.counter.stage, "pay-consent.80x24");
	counter_type(&desk.counter, "Enter");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM card_on_file"), 0);
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM payment"), 0);
	counter_text(&desk.counter, "20");
	ask_consent(&desk);
	counter_type(&desk.counter, "y");
	CHECK_INT(desk_payment(&desk).amount_minor, 2000);
	desk_answer(&desk, PROCESSOR_CUSTOMER_CREATE, fine);
	desk_present(&desk);
	CHECK_INT(counter_number(&desk.counter, kept), 0);
	desk_authorize(&desk, 2000);
	CHECK_INT(counter_number(&desk.counter, kept), 1);
	counter_type(&desk.counter, "Shift-F2");
	CHECK(counter_has(&desk.counter, "Forget: Layla Haddad, visa 4242"));
	counter_type(&desk.counter, "2");
	CHECK(counter_has(&desk.counter, "Consent: signed the form"));
	counter_type(&desk.counter, "y");
	CHECK_INT(counter_number(&desk.counter, kept), 0);
	counter_type(&desk.counter, "F12 8");
	CHECK_TEXT(counter_message(&desk.counter),
		   "No guest lets the house keep a card. Nothing was posted.");
	desk_close(&desk);
}

static void a_declined_card_is_still_to_be_kept(void)
{
	struct desk desk;

	desk_open(&desk, "keep-again");
	ask_consent(&desk);
	counter_type(&desk.counter, "y");
	desk_answer(&desk, PROCESSOR_CUSTOMER_CREATE, fine);
	desk_present(&desk);
	desk_answer(&desk, PROCESSOR_PRESENT, declined);
	desk_answer(&desk, PROCESSOR_VOID, voided);
	counter_type(&desk.counter, "F12 8");
	CHECK_TEXT(counter_message(&desk.counter),
		   "No guest lets the house keep a card. Nothing was posted.");
	counter_type(&desk.counter, "Ctrl-R");
	CHECK(desk_payment(&desk).card_on_file != 0);
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM card_on_file"), 1);
	desk_close(&desk);
}

static void a_voucher_and_a_gift_card_are_numbers(void)
{
	struct desk desk;

	desk_open(&desk, "numbers");
	counter_text(&desk.counter, "20");
	counter_type(&desk.counter, "F12 9");
	CHECK(counter_has(&desk.counter, "Voucher 20.00"));
	counter_text(&desk.counter, "DINNER7");
	counter_type(&desk.counter, "Enter");
	CHECK_INT(counter_number(&desk.counter, "SELECT sum(amount_minor) FROM tender"), 2000);
	counter_type(&desk.counter, "F12 End Enter");
	CHECK(counter_has(&desk.counter, "Gift card 7.90"));
	counter_text(&desk.counter, "12345678");
	counter_type(&desk.counter, "Enter");
	CHECK(ui_message_is_error(desk.counter.till.ui));
	counter_type(&desk.counter, "Esc F5");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 1);
	desk_close(&desk);
}

static void without_a_processor_cash_goes_on(void)
{
	struct desk desk;

	desk_open(&desk, "none");
	desk.counter.house.app.processor = NULL;
	counter_type(&desk.counter, "F6");
	CHECK_TEXT(counter_message(&desk.counter), err_text(ERR_PROCESSOR));
	counter_type(&desk.counter, "F5");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 1);
	desk_close(&desk);
}

static void a_resize_loses_nothing(void)
{
	struct desk desk;

	desk_open(&desk, "resize");
	counter_type(&desk.counter, "F7");
	desk_answer(&desk, PROCESSOR_LINK_CREATE, linked);
	stage_resize(&desk.counter.stage, 40, 120);
	golden_check(&desk.counter.stage, "code.120x40");
	stage_resize(&desk.counter.stage, 24, 80);
	CHECK(counter_top(&desk.counter) == &screen_code);
	counter_type(&desk.counter, "Enter");
	counter_text(&desk.counter, "5");
	stage_resize(&desk.counter.stage, 50, 132);
	CHECK(counter_has(&desk.counter, "QR  waiting 0 s"));
	desk_close(&desk);
}

const struct check_test test_cards[] = {
	{ "one key puts what is due on the reader, and it pays the part (B2)",
	  a_card_is_one_key_and_pays_the_part },
	{ "what was said about a payment goes when it ends",
	  words_about_a_payment_go_when_it_ends },
	{ "an amount, a tender, then another tender (K, P8)",
	  an_amount_then_a_tender_then_another },
	{ "other parts are paid while one waits (B2)", other_parts_are_paid_meanwhile },
	{ "what is typed survives an answer", what_is_typed_survives_an_answer },
	{ "Esc stops the reader, Esc again leads out (K)", esc_stops_and_esc_leads_out },
	{ "a declined card may try again", a_declined_card_may_try_again },
	{ "what was taken after all is kept or released",
	  what_was_taken_after_all_is_kept_or_released },
	{ "a code fills the window until it is paid", a_code_fills_the_window_until_it_is_paid },
	{ "the bank's own terminal is typed, never a card number (P1)",
	  the_banks_own_terminal_is_typed },
	{ "a tip is typed where the tender says so", a_tip_is_typed_where_the_tender_says_so },
	{ "a card on file is chosen by its guest (P6)", a_card_on_file_is_chosen_by_its_guest },
	{ "a card is kept when its guest agrees, and forgotten when asked (P6)",
	  a_card_is_kept_when_its_guest_agrees },
	{ "a declined card tried again is still to be kept (P6)",
	  a_declined_card_is_still_to_be_kept },
	{ "a voucher and a gift card are taken by their numbers (P8)",
	  a_voucher_and_a_gift_card_are_numbers },
	{ "without a processor cash goes on", without_a_processor_cash_goes_on },
	{ "a new size of the window loses nothing", a_resize_loses_nothing },
	{ 0 },
};
