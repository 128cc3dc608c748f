/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_work.c -- what waits for somebody: doubts, holds, slips, refunds; and finding a
 * sale.
 */
#include "desk.h"
#include "golden.h"
#include "screen/pay_parts.h"
#include "service/gift.h"
#include "suites.h"

#define TOTAL 2790

/* The card's answer is lost, and half a minute later the amount is in doubt. */
static void lose(struct desk *desk, const char *name)
{
	desk_open(desk, name);
	counter_type(&desk->counter, "F6");
	desk_present(desk);
	desk_wait(desk, PAYMENT_DOUBT_MS + 1000);
	desk_answer(desk, PROCESSOR_PRESENT, (struct desk_answer){ .outcome = PROCESSOR_UNKNOWN });
	CHECK_INT(desk_payment(desk).state, PAYMENT_DOUBT);
}

static void a_doubt_says_what_to_tell_the_guest(void)
{
	struct desk desk;

	lose(&desk, "doubt");
	CHECK(counter_has(&desk.counter, "Card  in doubt"));
	counter_type(&desk.counter, "F5");
	CHECK(ui_message_is_error(desk.counter.till.ui));
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 0);
	counter_type(&desk.counter, "F9");
	CHECK(counter_top(&desk.counter) == &screen_doubts);
	CHECK(counter_has(&desk.counter, "You may tell the guest"));
	CHECK(counter_has(&desk.counter, "T5 part 1"));
	golden_check(&desk.counter.stage, "doubt.80x24");
	counter_type(&desk.counter, "c Enter");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 0);
	counter_type(&desk.counter, "c y");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 1);
	counter_type(&desk.counter, "Esc Esc Esc");
	CHECK(counter_has(&desk.counter, "doubt: 1"));
	desk_close(&desk);
}

static void a_doubt_that_is_found_pays_the_part(void)
{
	struct desk desk;

	lose(&desk, "found");
	CHECK(counter_has(&desk.counter, "asked for again"));
	desk_authorize(&desk, TOTAL);
	CHECK(counter_top(&desk.counter) == &screen_paid);
	CHECK_TEXT(counter_message(&desk.counter),
		   "Table 5 is free. Receipt 3-000001 is kept, not printed.");
	desk_close(&desk);
}

static void another_tender_takes_the_place_of_a_doubt(void)
{
	struct desk desk;

	lose(&desk, "replace");
	counter_type(&desk.counter, "F9 r");
	CHECK_TEXT(counter_message(&desk.counter), "The processor is asked now.");
	counter_type(&desk.counter, "t");
	counter_type(&desk.counter, "y");
	CHECK(counter_top(&desk.counter) == &screen_pay);
	counter_type(&desk.counter, "F5");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 1);
	counter_type(&desk.counter, "Enter F4 1");
	CHECK(counter_has(&desk.counter, "paid otherwise"));
	desk_close(&desk);
}

/* The guest paid cash, and the card turns out to have been charged. */
static void what_is_found_late_goes_back(void)
{
	static const struct desk_answer captured = { .outcome = PROCESSOR_OK,
						     .state = PROCESSOR_CAPTURED,
						     .amount_minor = 8790 };
	static const struct {
		struct desk_answer answer;
		const char *message;
	} ends[] = {
		{ { .outcome = PROCESSOR_REFUSED },
		  "It was refused and is still owed: EUR 87.90, visa 4242. Try again." },
		{ { .outcome = PROCESSOR_OK, .state = PROCESSOR_REFUNDED },
		  "It went back: EUR 87.90, visa 4242." },
	};
	struct desk desk;

	desk_open(&desk, "late");
	counter_type(&desk.counter, "Esc 4 1 Enter F12 F6");
	desk_present(&desk);
	desk_wait(&desk, PAYMENT_DOUBT_MS + 1000);
	desk_answer(&desk, PROCESSOR_PRESENT, (struct desk_answer){ .outcome = PROCESSOR_UNKNOWN });
	counter_type(&desk.counter, "F9 t");
	counter_type(&desk.counter, "y");
	counter_type(&desk.counter, "F5");
	desk_answer(&desk, PROCESSOR_PRESENT, captured);
	CHECK_TEXT(desk_payment(&desk).wants, "replaced");
	counter_type(&desk.counter, "Enter");
	CHECK(counter_has(&desk.counter, "owed: 1"));
	counter_type(&desk.counter, "F4 2");
	CHECK(counter_has(&desk.counter, "visa 4242: paid otherwise; found later."));
	golden_check(&desk.counter.stage, "owed-late.80x24");
	counter_type(&desk.counter, "Enter");
	counter_type(&desk.counter, "1");
	counter_type(&desk.counter, "Enter");
	CHECK_INT(desk_payment(&desk).refunded_minor, 0);
	for (int i = 0; i < 2; i++) {
		counter_type(&desk.counter, "Enter");
		counter_type(&desk.counter, "1");
		counter_type(&desk.counter, "y");
		CHECK(counter_has(&desk.counter, "Approval: Give refunds"));
		CHECK(counter_has(&desk.counter, "goes back whole: EUR 87.90, visa 4242."));
		CHECK_INT(desk_payment(&desk).refunded_minor, 0);
		counter_type(&desk.counter, "3 Enter 4 7 1 1 3 4 Enter");
		CHECK_INT(desk_payment(&desk).refunded_minor, 8790);
		CHECK(counter_has(&desk.counter, "on its way"));
		counter_type(&desk.counter, "Enter");
		CHECK(ui_message_is_error(desk.counter.till.ui));
		counter_type(&desk.counter, "Down");
		desk_answer(&desk, PROCESSOR_REFUND, ends[i].answer);
		CHECK_TEXT(counter_message(&desk.counter), ends[i].message);
	}
	CHECK(counter_has(&desk.counter, "No refund is owed."));
	counter_type(&desk.counter, "Esc Esc");
	CHECK(!counter_has(&desk.counter, "owed: "));
	desk_close(&desk);
}

static void a_person_decides_with_approval_and_evidence(void)
{
	struct desk desk;

	lose(&desk, "decide");
	counter_type(&desk.counter, "F9 d");
	CHECK(counter_has(&desk.counter, "Why is it decided by hand?"));
	counter_type(&desk.counter, "1");
	counter_text(&desk.counter, "bank confirmed by telephone");
	counter_type(&desk.counter, "Enter");
	counter_type(&desk.counter, "2");
	counter_text(&desk.counter, "pi_1 is cancelled");
	counter_type(&desk.counter, "Enter");
	CHECK(counter_has(&desk.counter, "Approval: Decide a payment in doubt"));
	golden_check(&desk.counter.stage, "doubt-approval.80x24");
	counter_type(&desk.counter, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK_TEXT(counter_message(&desk.counter), "Decided, with its evidence.");
	CHECK(counter_has(&desk.counter, "Nothing is in doubt."));
	desk_close(&desk);
}

static void signed_slips_get_their_tips_one_after_the_other(void)
{
	struct desk desk;

	desk_open(&desk, "tips");
	counter_type(&desk.counter, "2 F4 F12 4");
	desk_present(&desk);
	desk_authorize(&desk, 1395);
	counter_type(&desk.counter, "Enter F12 4");
	desk_present(&desk);
	desk_authorize(&desk, 1395);
	counter_type(&desk.counter, "Enter F4 5");
	CHECK(counter_top(&desk.counter) == &screen_tips);
	counter_text(&desk.counter, "2.5");
	CHECK(counter_has(&desk.counter, "in all 16.45"));
	golden_check(&desk.counter.stage, "tips.80x24");
	counter_type(&desk.counter, "Enter");
	CHECK_TEXT(counter_message(&desk.counter), "Noted: 2.50. 1 slip is left.");
	counter_text(&desk.counter, "99");
	counter_type(&desk.counter, "Enter");
	CHECK_TEXT(counter_message(&desk.counter), err_text(ERR_TIP));
	counter_type(&desk.counter, "Esc F4");
	CHECK(counter_has(&desk.counter, "No signed slip waits for its tip."));
	desk_close(&desk);
}

static void a_tab_is_held_raised_and_applied(void)
{
	struct desk desk;

	desk_open(&desk, "hold");
	counter_type(&desk.counter, "Esc 5 0 F9 c");
	CHECK_INT(desk_payment(&desk).amount_minor, 5000);
	desk_present(&desk);
	desk_authorize(&desk, 5000);
	counter_type(&desk.counter, "Esc F4 4");
	CHECK(counter_top(&desk.counter) == &screen_holds);
	CHECK(counter_has(&desk.counter, "50.00"));
	CHECK(counter_has(&desk.counter, "held"));
	golden_check(&desk.counter.stage, "holds.80x24");
	counter_type(&desk.counter, "a Enter Enter");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM part_close"), 1);
	CHECK(counter_has(&desk.counter, "No hold is open."));
	desk_close(&desk);
}

/* Nothing was rung on it yet: the card holds an amount all the same. */
static void a_tab_with_a_hold_stays_open(void)
{
	struct desk desk;

	desk_open(&desk, "hold-first");
	counter_type(&desk.counter, "Esc Esc");
	counter_text(&desk.counter, "Sara");
	counter_type(&desk.counter, "F2 5 0 F9 c");
	CHECK_INT(desk_payment(&desk).amount_minor, 5000);
	counter_type(&desk.counter, "Esc");
	CHECK(counter_top(&desk.counter) == &screen_floor);
	CHECK(counter_has(&desk.counter, "Sara"));
	desk_present(&desk);
	desk_authorize(&desk, 5000);
	counter_text(&desk.counter, "sara");
	counter_type(&desk.counter, "Enter Esc");
	CHECK(counter_says(&desk.counter, "Sara stays open: a card is held"));
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM bill_live WHERE state <> "
						"'closed' AND name = 'Sara'"),
		  1);
	desk_close(&desk);
}

static void a_hold_is_released_only_after_a_question(void)
{
	struct desk desk;

	desk_open(&desk, "hold-release");
	counter_type(&desk.counter, "Esc 5 0 F9 c");
	desk_present(&desk);
	desk_authorize(&desk, 5000);
	counter_type(&desk.counter, "Esc F4 4 r Enter");
	CHECK(desk_payment(&desk).wants[0] == '\0');
	counter_type(&desk.counter, "r y");
	desk_answer(&desk, PROCESSOR_VOID,
		    (struct desk_answer){ .outcome = PROCESSOR_OK, .state = PROCESSOR_VOIDED });
	CHECK_INT(desk_payment(&desk).state, PAYMENT_RELEASED);
	desk_close(&desk);
}

static void a_refund_shows_its_plan_before_it_is_made(void)
{
	struct desk desk;

	desk_open(&desk, "refund");
	counter_type(&desk.counter, "F5 Enter F7 F6");
	CHECK(counter_top(&desk.counter) == &screen_refund);
	CHECK(counter_has(&desk.counter, "Nothing is chosen yet; nothing is given back."));
	counter_type(&desk.counter, "Enter");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM refund"), 0);
	counter_type(&desk.counter, "+");
	CHECK(counter_has(&desk.counter, "goes back"));
	CHECK(counter_has(&desk.counter, "5.50"));
	golden_check(&desk.counter.stage, "refund.80x24");
	counter_type(&desk.counter, "Enter");
	counter_type(&desk.counter, "1");
	CHECK(counter_has(&desk.counter, "Give this back?"));
	counter_type(&desk.counter, "y");
	CHECK_INT(counter_number(&desk.counter, "SELECT total_minor FROM refund"), 550);
	CHECK(counter_has(&desk.counter, "given back"));
	desk_close(&desk);
}

/* A third of a line says so; what went back is not offered again, and the receipt tells it. */
static void a_share_of_a_line_says_so(void)
{
	struct desk desk;

	desk_open(&desk, "refund-share");
	counter_type(&desk.counter, "3 F4 F5 Enter F5 Enter F5 Enter F7 F6");
	CHECK(counter_top(&desk.counter) == &screen_refund);
	CHECK(counter_has(&desk.counter, "Lentil soup · 1/3 of 5.50"));
	counter_type(&desk.counter, "+");
	counter_type(&desk.counter, "Enter");
	counter_type(&desk.counter, "1");
	counter_type(&desk.counter, "y");
	CHECK(counter_has(&desk.counter, "refunded"));
	counter_type(&desk.counter, "Esc");
	golden_check(&desk.counter.stage, "receipts-back.80x24");
	CHECK(counter_has(&desk.counter, "1.83 not printed"));
	counter_type(&desk.counter, "F6");
	CHECK(counter_has(&desk.counter, "refunded"));
	golden_check(&desk.counter.stage, "refund-again.80x24");
	counter_type(&desk.counter, "+");
	CHECK_TEXT(counter_message(&desk.counter), "All of this line went back already.");
	desk_close(&desk);
}

static void a_tip_goes_back_alone(void)
{
	struct desk desk;

	desk_open(&desk, "refund-tip");
	counter_type(&desk.counter, "F12 5");
	counter_type(&desk.counter, "3 Enter");
	desk_present(&desk);
	desk_authorize(&desk, TOTAL + 300);
	desk_capture(&desk, TOTAL + 300);
	counter_type(&desk.counter, "Enter F7 F6 F3");
	CHECK(counter_has(&desk.counter, "of it tip"));
	counter_type(&desk.counter, "F3");
	CHECK(counter_has(&desk.counter, "Nothing is chosen yet; nothing is given back."));
	counter_type(&desk.counter, "9 9 F3");
	CHECK_TEXT(counter_message(&desk.counter), err_text(ERR_REFUNDED));
	counter_type(&desk.counter, "F4");
	counter_text(&desk.counter, "1");
	counter_type(&desk.counter, "F3");
	CHECK(counter_has(&desk.counter, "28.90"));
	counter_type(&desk.counter, "Esc F6 F3");
	golden_check(&desk.counter.stage, "refund-tip.80x24");
	counter_type(&desk.counter, "Enter");
	counter_type(&desk.counter, "1");
	counter_type(&desk.counter, "y");
	CHECK_INT(counter_number(&desk.counter, "SELECT total_minor FROM refund"), 300);
	CHECK_INT(counter_number(&desk.counter, "SELECT tip_minor FROM refund"), 300);
	desk_close(&desk);
}

static void the_banks_terminal_is_asked_for_its_slip(void)
{
	struct desk desk;

	desk_open(&desk, "refund-slip");
	counter_type(&desk.counter, "F12 7 Tab Tab A B 1 2 3 Tab 4 2 4 2 Enter Enter F7 F6 +");
	counter_type(&desk.counter, "Enter");
	CHECK(counter_has(&desk.counter, "Give back 5.50 on the bank's terminal"));
	counter_type(&desk.counter, "R 9 Tab 4 2 4 2 Enter");
	counter_type(&desk.counter, "1");
	counter_type(&desk.counter, "y");
	CHECK_INT(counter_number(&desk.counter, "SELECT total_minor FROM refund"), 550);
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM outcome "
						"WHERE authorization_code = 'R9'"),
		  1);
	desk_close(&desk);
}

static enum err add_gift_card(struct tx *tx, void *arg)
{
	struct gift_card card = { .number = "10000004", .unit = "EUR", .is_active = true };

	(void)arg;
	return store_gift_insert(tx, &card);
}

static void a_gift_card_is_asked_for_its_number(void)
{
	struct app *app;
	struct gift_card card;
	struct desk desk;
	struct act act;

	desk_open(&desk, "refund-gift");
	app = &desk.counter.house.app;
	act = app_act(app, desk.counter.house.cashier);
	CHECK_OK_FATAL(act_run(app->db, &act, "gift", "", add_gift_card, NULL, NULL));
	counter_type(&desk.counter, "F5 Enter F7 F6 + F6 End Enter");
	counter_type(&desk.counter, "Enter");
	CHECK(counter_has(&desk.counter, "Load 5.50 on a gift card"));
	counter_text(&desk.counter, "10000012");
	counter_type(&desk.counter, "Enter");
	CHECK_TEXT(counter_message(&desk.counter),
		   "No gift card of this house has that number. Nothing was posted.");
	for (int i = 0; i < 8; i++)
		counter_type(&desk.counter, "Backspace");
	counter_text(&desk.counter, "10000004");
	counter_type(&desk.counter, "Enter");
	counter_type(&desk.counter, "1");
	counter_type(&desk.counter, "y");
	CHECK_OK(gift_look(app, "10000004", &card));
	CHECK_INT(card.balance_minor, 550);
	desk_close(&desk);
}

static void above_the_limit_a_manager_approves_in_place(void)
{
	struct desk desk;

	desk_open(&desk, "refund-more");
	counter_type(&desk.counter, "Esc 4 1 Enter F12 F5 Enter F7 F6 F4");
	CHECK(counter_has(&desk.counter, "87.90"));
	counter_type(&desk.counter, "Enter");
	counter_type(&desk.counter, "2");
	counter_type(&desk.counter, "y");
	CHECK(counter_has(&desk.counter, "Approval: Give refunds"));
	CHECK(counter_has(&desk.counter, "Of the sale 87.90 can be given back, after it 0.00."));
	golden_check(&desk.counter.stage, "refund-approval.80x24");
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM refund"), 0);
	counter_type(&desk.counter, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK_INT(counter_number(&desk.counter, "SELECT total_minor FROM refund"), 8790);
	desk_close(&desk);
}

static void above_a_limit_the_approval_takes_a_password(void)
{
	struct act act;
	struct desk desk;

	desk_open(&desk, "refund-password");
	desk.counter.house.app.password_above = 80;
	counter_type(&desk.counter, "Esc 4 1 Enter F12 F5 Enter F7 F6 F4");
	counter_type(&desk.counter, "Enter");
	counter_type(&desk.counter, "2");
	counter_type(&desk.counter, "y");
	CHECK(counter_has(&desk.counter, "80.00 an approval takes a password."));
	CHECK(counter_has(&desk.counter, "number and password."));
	golden_check(&desk.counter.stage, "refund-password.80x24");
	counter_type(&desk.counter, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK(counter_says(&desk.counter, "sanduq password --staff 3"));
	act = app_act(&desk.counter.house.app, desk.counter.house.manager);
	CHECK_OK(staff_set_password(&desk.counter.house.app, &act, 3, "cedar-lane-12"));
	counter_type(&desk.counter, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK_TEXT(counter_message(&desk.counter), err_text(ERR_PASSWORD));
	CHECK_INT(counter_number(&desk.counter, "SELECT count(*) FROM refund"), 0);
	counter_text(&desk.counter, "cedar-lane-12");
	CHECK(!counter_has(&desk.counter, "cedar"));
	counter_type(&desk.counter, "Enter");
	CHECK_INT(counter_number(&desk.counter, "SELECT total_minor FROM refund"), 8790);
	desk_close(&desk);
}

/* The service asks again, whoever stands as approver. */
static void an_approver_by_pin_is_not_enough_above_the_limit(void)
{
	struct perm_need need = { 0 };
	struct desk desk;
	struct act act;
	int64_t attempt;

	lose(&desk, "password-decide");
	desk.counter.house.app.password_above = 1;
	attempt = counter_number(&desk.counter, "SELECT max(id) FROM attempt");
	act = app_act(&desk.counter.house.app, desk.counter.house.cashier);
	act.reason = house_reason(&desk.counter.house, "refund");
	act.approver = desk.counter.house.manager;
	act.need = &need;
	CHECK_INT(payment_decide(&desk.counter.house.app, &act, attempt, PAYMENT_NOT_TAKEN,
				 "statement, line 4"),
		  ERR_APPROVAL);
	CHECK_INT(need.password_above_minor, 100);
	act.is_by_password = true;
	CHECK_OK(payment_decide(&desk.counter.house.app, &act, attempt, PAYMENT_NOT_TAKEN,
				"statement, line 4"));
	desk_close(&desk);
}

static void a_sale_is_found_by_any_clue(void)
{
	static const struct {
		const char *typed, *message;
	} cases[] = {
		{ "4242", "1 sale fits." },
		{ "ab123c 27.90", "1 sale fits." },
		{ "2026-11-21 27.9", "1 sale fits." },
		{ "3-000001", "1 sale fits." },
		{ "27.90", "1 sale fits." },
		{ "4242 20", "Nothing fits. Fewer clues find more." },
		{ "1881", "Nothing fits. Fewer clues find more." },
		{ "3-2", "Nothing fits. Fewer clues find more." },
	};
	struct desk desk;

	desk_open(&desk, "find-any");
	counter_type(&desk.counter, "F6");
	desk_present(&desk);
	desk_authorize(&desk, TOTAL);
	desk_capture(&desk, TOTAL);
	counter_type(&desk.counter, "Enter F4 6");
	CHECK(counter_top(&desk.counter) == &screen_find);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		counter_text(&desk.counter, cases[i].typed);
		counter_type(&desk.counter, "Enter");
		CHECK_TEXT(counter_message(&desk.counter), cases[i].message);
	}
	counter_text(&desk.counter, "4242 2026-11-21");
	counter_type(&desk.counter, "Enter");
	golden_check(&desk.counter.stage, "find.80x24");
	counter_type(&desk.counter, "Enter");
	CHECK(counter_has(&desk.counter, "Receipt 3-000001"));
	counter_type(&desk.counter, "Esc F6");
	CHECK(counter_top(&desk.counter) == &screen_refund);
	desk_close(&desk);
}

static void the_screens_are_mirrored(void)
{
	struct desk desk;

	desk_open_language(&desk, "mirrored", "ar");
	counter_type(&desk.counter, "F6");
	desk_present(&desk);
	desk_wait(&desk, 5000);
	CHECK(ui_draw(desk.counter.till.ui)->rtl);
	CHECK(counter_has(&desk.counter, "27.90"));
	desk_wait(&desk, PAYMENT_DOUBT_MS);
	desk_answer(&desk, PROCESSOR_PRESENT, (struct desk_answer){ .outcome = PROCESSOR_UNKNOWN });
	counter_type(&desk.counter, "F9");
	CHECK(counter_top(&desk.counter) == &screen_doubts);
	CHECK(counter_has(&desk.counter, "27.90"));
	desk_close(&desk);
}

static void what_waits_is_counted(void)
{
	struct desk desk;

	lose(&desk, "counted");
	counter_type(&desk.counter, "Esc Esc F4");
	CHECK(counter_top(&desk.counter) == &screen_work);
	golden_check(&desk.counter.stage, "work.80x24");
	counter_type(&desk.counter, "Enter");
	CHECK(counter_top(&desk.counter) == &screen_doubts);
	counter_type(&desk.counter, "Esc 3");
	CHECK(counter_top(&desk.counter) == &screen_uncollected);
	counter_type(&desk.counter, "Esc 2");
	CHECK(counter_top(&desk.counter) == &screen_owed);
	desk_close(&desk);
}

const struct check_test test_work[] = {
	{ "a doubt says what to tell the guest, and the table can be closed (P4, B2)",
	  a_doubt_says_what_to_tell_the_guest },
	{ "a doubt that is found pays the part by itself (P4)",
	  a_doubt_that_is_found_pays_the_part },
	{ "another tender takes the place of a doubt (P4)",
	  another_tender_takes_the_place_of_a_doubt },
	{ "what is found after the guest paid otherwise goes back, approved in place (P4)",
	  what_is_found_late_goes_back },
	{ "a person decides with approval and evidence (P4, S)",
	  a_person_decides_with_approval_and_evidence },
	{ "signed slips get their tips one after the other (P5)",
	  signed_slips_get_their_tips_one_after_the_other },
	{ "a tab is held and paid from the hold", a_tab_is_held_raised_and_applied },
	{ "a tab on which nothing was rung stays while a card is held",
	  a_tab_with_a_hold_stays_open },
	{ "a hold is released only after a question (K)",
	  a_hold_is_released_only_after_a_question },
	{ "a share of a line says so, and goes back once (M2, P5)",
	  a_share_of_a_line_says_so },
	{ "a refund shows its plan before it is made (P9)",
	  a_refund_shows_its_plan_before_it_is_made },
	{ "a tip goes back with the rest or alone (P5)", a_tip_goes_back_alone },
	{ "the bank's own terminal is asked for its slip (P9)",
	  the_banks_terminal_is_asked_for_its_slip },
	{ "a gift card that is loaded is asked for its number (P9)",
	  a_gift_card_is_asked_for_its_number },
	{ "above the limit a manager approves in place (S)",
	  above_the_limit_a_manager_approves_in_place },
	{ "above a limit the approval takes a password (S)",
	  above_a_limit_the_approval_takes_a_password },
	{ "an approver by PIN is not enough above the limit (S)",
	  an_approver_by_pin_is_not_enough_above_the_limit },
	{ "a sale is found by any clue (D)", a_sale_is_found_by_any_clue },
	{ "cards and doubts are mirrored in Arabic", the_screens_are_mirrored },
	{ "what waits is counted and reached", what_waits_is_counted },
	{ 0 },
};
