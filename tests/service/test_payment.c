/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_payment.c -- cards on a reader from the first attempt to the capture: every
 * way in which an answer can be, with what it does to the bill and the journal.
 */
#include "service/payment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "service/card.h"
#include "service/suites.h"
#include "service/till_card.h"

static const int64_t dinner[] = { 21, 32, 0 };   /* 2.20 + 18.00 */

#define TOTAL 2020
#define OK(...) ((struct till_answer){ .outcome = PROCESSOR_OK, __VA_ARGS__ })
#define SAYS(what, ...) ((struct till_answer){ .outcome = (what), __VA_ARGS__ })

static struct act later_act(struct till *till)
{
	return app_bill_act(&till->house.app, till->house.cashier, 0, -1);
}

/* What the receipt of the part says. */
static void check_receipt(struct till *till, const char *text)
{
	char *model = NULL;
	struct paper_row paper;

	CHECK_OK(store_paper_load(till->house.app.db, till_part(till).paper, &paper, &model));
	CHECK(model != NULL && strstr(model, text) != NULL);
	free(model);
}

static void a_card_closes_the_part_when_it_is_authorized(void)
{
	struct bill_part_view part;
	struct outcome_row card;
	struct till till;

	till_open(&till, "plain", dinner);
	till_begin(&till, "card", PAY_EXACT, 0);
	part = till_part(&till);
	CHECK(part.is_frozen && part.is_settling && !part.is_closed);
	CHECK_INT(part.pending_minor, TOTAL);
	CHECK_INT(part.due_minor, 0);
	CHECK_INT(till_ledger(&till, LEDGER_OPEN_CHECKS), 0);
	till_present(&till);
	CHECK_INT(till_payment(&till).state, PAYMENT_WAITING);
	CHECK_OK(till_answer(&till, PROCESSOR_PRESENT, OK(.state = PROCESSOR_AUTHORIZED,
							   .amount_minor = TOTAL)));
	CHECK_INT(till_payment(&till).state, PAYMENT_CAPTURING);
	CHECK(till_part(&till).is_closed);
	CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), TOTAL);
	CHECK_INT(till_ledger(&till, LEDGER_OPEN_CHECKS), 0);
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, OK(.state = PROCESSOR_CAPTURED,
							   .amount_minor = TOTAL)));
	CHECK_INT(till_payment(&till).state, PAYMENT_CAPTURED);
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL);
	CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), 0);
	CHECK_INT(till_attempts(&till, PROCESSOR_CAPTURE), 1);
	CHECK_OK(store_outcome_card(till.house.app.db, till.payment, &card));
	CHECK_TEXT(card.last_four, "4242");
	check_receipt(&till, "Visa ending in 4242, code 123456");
	check_receipt(&till, "Visa Credit, A0000000031010");
	till_close(&till);
}

static void tips_come_typed_from_the_reader_or_the_slip(void)
{
	static const struct {
		const char *code;
		int64_t typed, on_reader, from_slip;
	} cases[] = {
		{ "card", 300, 0, 0 },
		{ "tipped", 0, 300, 0 },
		{ "later", 0, 0, 300 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t hold = TOTAL + cases[i].typed + cases[i].on_reader;
		struct till till;
		char name[32];

		str_format(name, sizeof name, "tip-%s", cases[i].code);
		till_open(&till, name, dinner);
		till_begin(&till, cases[i].code, PAY_EXACT, cases[i].typed);
		till_present(&till);
		CHECK_OK(till_answer(&till, PROCESSOR_PRESENT,
				     OK(.state = PROCESSOR_AUTHORIZED, .amount_minor = hold,
					.tip_minor = cases[i].on_reader,
					.most_minor = TOTAL + 500)));
		CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), TOTAL);
		if (cases[i].from_slip > 0) {
			struct act act = later_act(&till);

			CHECK_INT(till_attempt(&till, PROCESSOR_CAPTURE), 0);
			CHECK_INT(payment_capture(&till.house.app, &act, till.payment, 501),
				  ERR_TIP);
			CHECK_OK(payment_capture(&till.house.app, &act, till.payment, 300));
			CHECK_OK(payment_capture(&till.house.app, &act, till.payment, 300));
			act = later_act(&till);
			CHECK_INT(payment_capture(&till.house.app, &act, till.payment, 300),
				  ERR_STATE);
		}
		CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE,
				     OK(.state = PROCESSOR_CAPTURED, .amount_minor = TOTAL + 300)));
		if (cases[i].from_slip == 0)
			check_receipt(&till, "Charged to the card");
		CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL + 300);
		CHECK_INT(till_ledger(&till, LEDGER_TIPS), -300);
		CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), 0);
		CHECK_INT(till_attempts(&till, PROCESSOR_CAPTURE), 1);
		till_close(&till);
	}
}

/* What comes of a present that ends without money: state, and whether the intent is withdrawn. */
static void what_came_to_nothing_opens_the_part_again(void)
{
	static const struct {
		const char *name;
		struct till_answer answer;
		enum payment_state state;
	} cases[] = {
		{ "declined", { .outcome = PROCESSOR_DECLINED, .state = PROCESSOR_CARD_NO,
				.next = PROCESSOR_NEXT_NEW }, PAYMENT_DECLINED },
		{ "cancelled", { .outcome = PROCESSOR_REFUSED, .state = PROCESSOR_CREATED,
				 .code = "customer_canceled" }, PAYMENT_STOPPED },
		{ "refused", { .outcome = PROCESSOR_REFUSED, .state = PROCESSOR_NONE },
		  PAYMENT_FAILED },
		{ "config", { .outcome = PROCESSOR_CONFIG, .next = PROCESSOR_NEXT_NEW },
		  PAYMENT_FAILED },
		{ "busy", { .outcome = PROCESSOR_BUSY, .next = PROCESSOR_NEXT_NEW,
			    .code = "terminal_reader_offline" }, PAYMENT_FAILED },
		{ "expired", { .outcome = PROCESSOR_OK, .state = PROCESSOR_EXPIRED },
		  PAYMENT_STOPPED },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pay_result result;
		struct till till;
		struct act act;

		till_open(&till, cases[i].name, dinner);
		till_begin(&till, "card", PAY_EXACT, 0);
		till_present(&till);
		CHECK_OK(till_answer(&till, PROCESSOR_PRESENT, cases[i].answer));
		CHECK_INT(till_payment(&till).state, cases[i].state);
		CHECK(!till_part(&till).is_frozen);
		CHECK_INT(till_part(&till).due_minor, TOTAL);
		CHECK((till_attempt(&till, PROCESSOR_VOID) != 0) ==
		      (cases[i].answer.state != PROCESSOR_EXPIRED));
		if (till_attempt(&till, PROCESSOR_VOID) != 0)
			CHECK_OK(till_answer(&till, PROCESSOR_VOID, OK(.state = PROCESSOR_VOIDED)));
		CHECK_INT(till_payment(&till).state, cases[i].state);
		act = till_act(&till);
		CHECK_OK(bill_add(&till.house.app, &act, 22, 1, &(int64_t){ 0 }));
		act = till_act(&till);
		CHECK_OK(pay_tender(&till.house.app, &act, till.part,
				    house_tender(&till.house, "cash"), PAY_EXACT, &result));
		CHECK(result.bill_closed);
		CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 0);
		till_close(&till);
	}
}

static void an_amount_under_way_is_neither_paid_nor_due(void)
{
	struct payment_order order;
	struct pay_result result;
	int64_t other = 0;
	struct till till;
	struct act act;

	till_open(&till, "twice", dinner);
	till_begin(&till, "card", 1500, 0);
	CHECK_INT(till_part(&till).due_minor, TOTAL - 1500);
	act = till_act(&till);
	CHECK_INT(bill_add(&till.house.app, &act, 22, 1, &other), ERR_FROZEN);
	order = (struct payment_order){ .part = till.part,
					.tender_type = house_tender(&till.house, "card"),
					.amount_minor = 600 };
	act = till_act(&till);
	CHECK_INT(payment_begin(&till.house.app, &act, &order, &other), ERR_RANGE);
	act = till_act(&till);
	CHECK_OK(pay_tender(&till.house.app, &act, till.part, house_tender(&till.house, "cash"),
			    PAY_EXACT, &result));
	CHECK(!result.part_closed);
	act = till_act(&till);
	CHECK_INT(pay_tender(&till.house.app, &act, till.part, house_tender(&till.house, "cash"),
			     100, &result), ERR_ON_READER);
	order.amount_minor = PAY_EXACT;
	act = till_act(&till);
	CHECK_INT(payment_begin(&till.house.app, &act, &order, &other), ERR_ON_READER);
	till_authorize(&till, 1500);
	CHECK(till_part(&till).is_closed);
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, OK(.state = PROCESSOR_CAPTURED,
							   .amount_minor = 1500)));
	till_close(&till);
}

static void the_same_key_begins_once(void)
{
	struct payment_order order;
	int64_t first = 0, second = 0;
	struct till till;
	struct act act;

	till_open(&till, "key", dinner);
	order = (struct payment_order){ .part = till.part,
					.tender_type = house_tender(&till.house, "card"),
					.amount_minor = PAY_EXACT };
	act = till_act(&till);
	CHECK_OK(payment_begin(&till.house.app, &act, &order, &first));
	CHECK_OK(payment_begin(&till.house.app, &act, &order, &second));
	CHECK_INT(first, second);
	till.payment = first;
	CHECK_INT(till_attempts(&till, PROCESSOR_CREATE), 1);
	order.amount_minor = 100;
	CHECK_INT(payment_begin(&till.house.app, &act, &order, &second), ERR_KEY_REUSED);
	till_close(&till);
}

static void a_stop_withdraws_and_what_was_granted_all_the_same_is_asked_about(void)
{
	struct till till;
	struct act act;

	/* stopped before anything was sent */
	till_open(&till, "stop", dinner);
	till_begin(&till, "card", PAY_EXACT, 0);
	act = later_act(&till);
	CHECK_OK(payment_stop(&till.house.app, &act, till.payment));
	CHECK_INT(till_payment(&till).state, PAYMENT_STOPPED);
	CHECK_INT(till_attempt(&till, PROCESSOR_CREATE), 0);
	/* stopped while the intent is made: it is withdrawn when it is there */
	till_begin(&till, "card", PAY_EXACT, 0);
	till_send(&till);
	act = later_act(&till);
	CHECK_OK(payment_stop(&till.house.app, &act, till.payment));
	CHECK(!till_part(&till).is_frozen);
	CHECK_OK(till_answer(&till, PROCESSOR_CREATE, OK(.state = PROCESSOR_CREATED)));
	CHECK_OK(till_answer(&till, PROCESSOR_VOID, OK(.state = PROCESSOR_VOIDED)));
	/* stopped at the reader */
	till_begin(&till, "card", PAY_EXACT, 0);
	till_present(&till);
	act = later_act(&till);
	CHECK_OK(payment_stop(&till.house.app, &act, till.payment));
	CHECK_INT(till_payment(&till).state, PAYMENT_STOPPING);
	CHECK_OK(till_answer(&till, PROCESSOR_PRESENT_CANCEL, OK(.state = PROCESSOR_NONE)));
	CHECK(till_part(&till).is_frozen);
	CHECK_OK(till_answer(&till, PROCESSOR_VOID, OK(.state = PROCESSOR_VOIDED)));
	CHECK_INT(till_payment(&till).state, PAYMENT_STOPPED);
	CHECK_INT(till_attempt(&till, PROCESSOR_PRESENT), 0);
	CHECK(!till_part(&till).is_frozen);
	/* the reader was at the card: kept, then released */
	for (int keep = 0; keep < 2; keep++) {
		till_begin(&till, "card", PAY_EXACT, 0);
		till_present(&till);
		act = later_act(&till);
		CHECK_OK(payment_stop(&till.house.app, &act, till.payment));
		CHECK_OK(till_answer(&till, PROCESSOR_PRESENT_CANCEL,
				     SAYS(PROCESSOR_BUSY, .next = PROCESSOR_NEXT_NEW,
					  .code = "terminal_reader_busy")));
		CHECK_INT(till_attempt(&till, PROCESSOR_VOID), 0);
		CHECK_OK(till_answer(&till, PROCESSOR_PRESENT,
				     OK(.state = PROCESSOR_AUTHORIZED, .amount_minor = TOTAL)));
		CHECK_INT(till_payment(&till).state, PAYMENT_AUTHORIZED);
		CHECK_TEXT(till_payment(&till).wants, "stop");
		CHECK(!till_part(&till).is_closed);
		CHECK_INT(till_attempt(&till, PROCESSOR_CAPTURE), 0);
		act = later_act(&till);
		if (keep == 1) {
			CHECK_OK(payment_keep(&till.house.app, &act, till.payment));
			CHECK(till_part(&till).is_closed);
			CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE,
					     OK(.state = PROCESSOR_CAPTURED,
						.amount_minor = TOTAL)));
			continue;
		}
		CHECK_OK(payment_release(&till.house.app, &act, till.payment));
		CHECK_OK(till_answer(&till, PROCESSOR_VOID, OK(.state = PROCESSOR_VOIDED)));
		CHECK_INT(till_payment(&till).state, PAYMENT_RELEASED);
		CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), 0);
		CHECK(!till_part(&till).is_frozen);
	}
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL);
	till_close(&till);
}

/* The withdrawal hangs while the card turns out to be authorized and is kept; when it is asked
 * about at last, the money was taken: it is in the books already. */
static void a_withdrawal_that_is_late_books_nothing_again(void)
{
	struct till till;
	struct act act;

	till_open(&till, "late-void", dinner);
	till_begin(&till, "card", PAY_EXACT, 0);
	till_present(&till);
	act = later_act(&till);
	CHECK_OK(payment_stop(&till.house.app, &act, till.payment));
	CHECK_OK(till_answer(&till, PROCESSOR_PRESENT_CANCEL, OK(.state = PROCESSOR_NONE)));
	CHECK(till_attempt(&till, PROCESSOR_VOID) != 0);
	CHECK_OK(till_answer(&till, PROCESSOR_PRESENT,
			     OK(.state = PROCESSOR_AUTHORIZED, .amount_minor = TOTAL,
				.found = "query")));
	act = later_act(&till);
	CHECK_OK(payment_keep(&till.house.app, &act, till.payment));
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE,
			     OK(.state = PROCESSOR_CAPTURED, .amount_minor = TOTAL)));
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL);
	CHECK(till_attempt(&till, PROCESSOR_VOID) != 0);
	CHECK_OK(till_answer(&till, PROCESSOR_VOID,
			     SAYS(PROCESSOR_REFUSED, .state = PROCESSOR_CAPTURED,
				  .amount_minor = TOTAL, .found = "query")));
	CHECK_INT(till_payment(&till).state, PAYMENT_CAPTURED);
	CHECK_TEXT(till_payment(&till).wants, "");
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL);
	CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), 0);
	till_close(&till);
}

static void a_capture_that_is_refused_or_too_late_loses_nothing(void)
{
	static const struct {
		const char *name;
		struct till_answer answer;
		enum payment_state state;
		int64_t authorized, uncollected;
	} cases[] = {
		{ "no", { .outcome = PROCESSOR_CONFIG }, PAYMENT_AUTHORIZED, TOTAL, 0 },
		{ "refused", { .outcome = PROCESSOR_REFUSED, .state = PROCESSOR_AUTHORIZED },
		  PAYMENT_AUTHORIZED, TOTAL, 0 },
		{ "expired", { .outcome = PROCESSOR_REFUSED, .state = PROCESSOR_EXPIRED,
			       .code = "charge_expired_for_capture" }, PAYMENT_LAPSED, 0, TOTAL },
		{ "gone", { .outcome = PROCESSOR_OK, .state = PROCESSOR_VOIDED }, PAYMENT_LAPSED,
		  0, TOTAL },
		{ "other", { .outcome = PROCESSOR_OK, .state = PROCESSOR_CAPTURED,
			     .amount_minor = TOTAL - 1 }, PAYMENT_MISMATCH, TOTAL, 0 },
		{ "mismatch", { .outcome = PROCESSOR_MISMATCH }, PAYMENT_MISMATCH, TOTAL, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct till till;
		char name[32];

		str_format(name, sizeof name, "capture-%s", cases[i].name);
		till_open(&till, name, dinner);
		till_begin(&till, "card", PAY_EXACT, 0);
		till_authorize(&till, TOTAL);
		CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, cases[i].answer));
		CHECK_INT(till_payment(&till).state, cases[i].state);
		CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), cases[i].authorized);
		CHECK_INT(till_ledger(&till, LEDGER_UNCOLLECTED), cases[i].uncollected);
		CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 0);
		if (cases[i].state == PAYMENT_AUTHORIZED) {
			struct act act = later_act(&till);

			CHECK_OK(payment_capture(&till.house.app, &act, till.payment, 0));
			CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE,
					     OK(.state = PROCESSOR_CAPTURED,
						.amount_minor = TOTAL)));
			CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL);
		}
		till_close(&till);
	}
}

static void an_issuer_may_grant_less(void)
{
	struct till till;

	till_open(&till, "less", dinner);
	till_begin(&till, "card", PAY_EXACT, 0);
	till_authorize(&till, 1200);
	CHECK_INT(till_part(&till).due_minor, TOTAL - 1200);
	CHECK(!till_part(&till).is_closed);
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, OK(.state = PROCESSOR_CAPTURED,
							   .amount_minor = 1200)));
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 1200);
	till_close(&till);
}

static void a_link_is_polled_paid_or_expired(void)
{
	static const char *const kinds[] = { "qr", "link" };

	for (int i = 0; i < 2; i++) {
		struct till till;
		struct act act;

		till_open(&till, kinds[i], dinner);
		till_begin(&till, kinds[i], PAY_EXACT, 0);
		CHECK_OK(till_answer(&till, PROCESSOR_LINK_CREATE,
				     OK(.state = PROCESSOR_WAIT_GUEST)));
		CHECK_INT(till_payment(&till).state, PAYMENT_WAITING);
		CHECK_TEXT(till_payment(&till).url, "https://pay.example/cs_1");
		act = later_act(&till);
		CHECK_OK(payment_stop(&till.house.app, &act, till.payment));
		CHECK_OK(till_answer(&till, PROCESSOR_LINK_EXPIRE, OK(.state = PROCESSOR_EXPIRED)));
		CHECK_INT(till_payment(&till).state, PAYMENT_STOPPED);
		CHECK_INT(till_attempt(&till, PROCESSOR_LINK_CREATE), 0);
		till_begin(&till, kinds[i], PAY_EXACT, 0);
		CHECK_OK(till_answer(&till, PROCESSOR_LINK_CREATE,
				     OK(.state = PROCESSOR_WAIT_GUEST)));
		if (i == 1) { /* paid while it was being withdrawn: kept by the cashier */
			act = later_act(&till);
			CHECK_OK(payment_stop(&till.house.app, &act, till.payment));
			CHECK_OK(till_answer(&till, PROCESSOR_LINK_EXPIRE,
					     SAYS(PROCESSOR_REFUSED, .state = PROCESSOR_CAPTURED,
						  .amount_minor = TOTAL)));
			CHECK(!till_part(&till).is_closed);
			act = later_act(&till);
			CHECK_OK(payment_keep(&till.house.app, &act, till.payment));
		} else {
			CHECK_OK(till_answer(&till, PROCESSOR_LINK_CREATE,
					     OK(.state = PROCESSOR_CAPTURED,
						.amount_minor = TOTAL, .found = "query")));
		}
		CHECK(till_part(&till).is_closed);
		CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL);
		till_close(&till);
	}
}

static void a_slip_of_the_bank_is_final_at_once(void)
{
	struct payment_slip slip = { .amount_minor = PAY_EXACT, .tip_minor = 200, .brand = "visa",
				     .last_four = "1881", .authorization_code = "A12345" };
	struct pay_result result;
	struct till till;
	struct act act;

	till_open(&till, "slip", dinner);
	slip.part = till.part;
	slip.tender_type = house_tender(&till.house, "bank");
	act = till_act(&till);
	str_copy(slip.last_four, sizeof slip.last_four, "18");
	CHECK_INT(payment_slip(&till.house.app, &act, &slip, &result), ERR_RANGE);
	str_copy(slip.last_four, sizeof slip.last_four, "1881");
	CHECK_OK(payment_slip(&till.house.app, &act, &slip, &result));
	CHECK(result.part_closed && result.bill_closed && result.paper != 0);
	CHECK_OK(payment_slip(&till.house.app, &act, &slip, &result));
	CHECK(result.part_closed);
	CHECK_INT(till_ledger(&till, LEDGER_BANK_TERMINAL), TOTAL + 200);
	CHECK_INT(till_ledger(&till, LEDGER_TIPS), -200);
	till_close(&till);
}

/* Two tills press the key at once: one capture, within one grant (P5). */
static void two_stations_capture_once(void)
{
	struct house other;
	struct till till;
	struct act act;
	char url[512];

	till_open(&till, "stations", dinner);
	till_begin(&till, "later", PAY_EXACT, 0);
	till_authorize(&till, TOTAL);
	snprintf(url, sizeof url, "sqlite:%s/card-stations.db?twice=1", check_folder());
	house_join(&other, url, 2, &till.house.keys);
	other.app.processor = &till.processor;
	act = app_bill_act(&other.app, other.cashier, 0, -1);
	CHECK_INT(payment_capture(&other.app, &act, till.payment, 1), ERR_TIP);
	act = app_bill_act(&other.app, other.cashier, 0, -1);
	CHECK_OK(payment_capture(&other.app, &act, till.payment, 0));
	act = later_act(&till);
	CHECK_INT(payment_capture(&till.house.app, &act, till.payment, 0), ERR_STATE);
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, OK(.state = PROCESSOR_CAPTURED,
							   .amount_minor = TOTAL)));
	CHECK_INT(till_attempts(&till, PROCESSOR_CAPTURE), 1);
	house_close(&other);
	till_close(&till);
}

static void a_card_is_kept_with_consent_and_charged_later(void)
{
	struct payment_order order = { .amount_minor = 1000, .save_card = true };
	struct card_on_file card;
	struct till till;
	struct act act;

	till_open(&till, "consent", dinner);
	act = app_act(&till.house.app, till.house.cashier);
	CHECK_INT(card_keep(&till.house.app, &act, "4242424242424242", "signed",
			    &order.card_on_file), ERR_CARD_NUMBER);
	CHECK_OK(card_keep(&till.house.app, &act, "Omar", "signed the form",
			   &order.card_on_file));
	order.part = till.part;
	order.tender_type = house_tender(&till.house, "card");
	act = till_act(&till);
	CHECK_OK(payment_begin(&till.house.app, &act, &order, &till.payment));
	CHECK_OK(till_answer(&till, PROCESSOR_CUSTOMER_CREATE, OK(.state = PROCESSOR_NONE)));
	till_authorize(&till, 1000);
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, OK(.state = PROCESSOR_CAPTURED,
							   .amount_minor = 1000)));
	CHECK_OK(store_card_load(till.house.app.db, order.card_on_file, &card));
	CHECK_TEXT(card.customer, "cus_1");
	CHECK_TEXT(card.method, "pm_1");
	CHECK_TEXT(card.last_four, "4242");
	order = (struct payment_order){ .part = till.part, .amount_minor = PAY_EXACT,
					.tender_type = house_tender(&till.house, "saved"),
					.card_on_file = order.card_on_file };
	act = till_act(&till);
	CHECK_OK(payment_begin(&till.house.app, &act, &order, &till.payment));
	CHECK_OK(till_answer(&till, PROCESSOR_CONFIRM_SAVED, OK(.state = PROCESSOR_AUTHORIZED,
								 .amount_minor = TOTAL - 1000)));
	CHECK(till_part(&till).is_closed);
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, OK(.state = PROCESSOR_CAPTURED,
							   .amount_minor = TOTAL - 1000)));
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL);
	act = app_act(&till.house.app, till.house.cashier);
	CHECK_OK(card_forget(&till.house.app, &act, order.card_on_file));
	CHECK_INT(store_card_load(till.house.app.db, order.card_on_file, &card), ERR_NOT_FOUND);
	till_close(&till);
}

const struct check_test test_payment[] = {
	{ "a card closes the part when it is authorized, once (B2, L7, P2)",
	  a_card_closes_the_part_when_it_is_authorized },
	{ "tips come typed, from the reader or the slip, within the grant (L7, P5)",
	  tips_come_typed_from_the_reader_or_the_slip },
	{ "what came to nothing opens the part again (M5, P4)",
	  what_came_to_nothing_opens_the_part_again },
	{ "an amount under way is neither paid nor due (M5)",
	  an_amount_under_way_is_neither_paid_nor_due },
	{ "the same key begins one payment (L3)", the_same_key_begins_once },
	{ "a stop withdraws, and a grant all the same is asked about (P4)",
	  a_stop_withdraws_and_what_was_granted_all_the_same_is_asked_about },
	{ "a withdrawal that is answered late books no capture twice (P7)",
	  a_withdrawal_that_is_late_books_nothing_again },
	{ "a capture refused or too late loses nothing (P6, L7)",
	  a_capture_that_is_refused_or_too_late_loses_nothing },
	{ "an issuer may grant less than was asked", an_issuer_may_grant_less },
	{ "a link is polled, paid or expired (P8)", a_link_is_polled_paid_or_expired },
	{ "two stations capture once, within the grant (P5)", two_stations_capture_once },
	{ "a card is kept with consent and charged later (P6, P1)",
	  a_card_is_kept_with_consent_and_charged_later },
	{ "a slip of the bank is final at once (P8)", a_slip_of_the_bank_is_final_at_once },
	{ NULL, NULL },
};
