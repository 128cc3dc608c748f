/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_refund_card.c -- refunds of cards: asked for, answered, refused, failed days
 * later, released before the capture, typed from the bank's terminal.
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/str.h"
#include "check.h"
#include "service/day.h"
#include "service/refund.h"
#include "service/suites.h"
#include "service/till_card.h"
#include "store/store_refund.h"

/* A closed check over `code`, paid whole by the way to pay `way`, captured when `captured`. */
static void sell(struct till *till, const char *name, const int64_t *codes, const char *way,
		 int64_t amount, bool captured)
{
	char unique[64];

	str_format(unique, sizeof unique, "refund-%s", name);
	till_open(till, unique, codes);
	till_begin(till, way, PAY_EXACT, 0);
	till_authorize(till, amount);
	if (captured)
		CHECK_OK(till_answer(till, PROCESSOR_CAPTURE,
				     (struct till_answer){ .outcome = PROCESSOR_OK,
							   .state = PROCESSOR_CAPTURED,
							   .amount_minor = amount }));
	CHECK(till_part(till).is_closed);
}

static enum err give_back(struct till *till, struct refund_order order)
{
	struct act act = app_bill_act(&till->house.app, till->house.manager, till->bill, -1);
	int64_t id;

	act.reason = house_reason(&till->house, "refund");
	order.part = till->part;
	return refund_make(&till->house.app, &act, &order, &id);
}

static enum err answer(struct till *till, enum processor_op op, enum processor_outcome outcome,
		       enum processor_state state, const char *object)
{
	struct processor_answer answer;
	int64_t attempt = till_attempt(till, op);

	CHECK(attempt != 0);
	processor_answer_init(&answer);
	answer.outcome = outcome;
	answer.state = state;
	answer.next = outcome == PROCESSOR_UNKNOWN ? PROCESSOR_NEXT_ASK : PROCESSOR_NEXT_NOTHING;
	str_copy(answer.refund, sizeof answer.refund, object);
	str_copy(answer.code, sizeof answer.code, outcome == PROCESSOR_OK ? "" : "no");
	return payment_answer(&till->house.app, attempt, &answer, "answer");
}

static struct refund_leg_row leg_of(struct till *till, int i)
{
	static const char sql[] = "SELECT id FROM refund_leg WHERE property = $1 "
				  "ORDER BY id LIMIT 1 OFFSET $2";
	struct refund_leg_row leg = { 0 };
	int64_t id = 0;

	CHECK_OK_FATAL(db_one_int(till->house.app.db, &id, sql, V(1), V(i)));
	CHECK_OK_FATAL(store_refund_leg_load(till->house.app.db, id, &leg));
	return leg;
}

static enum err pay_leg(struct till *till, int i, const char *code, int64_t staff)
{
	struct act act = app_bill_act(&till->house.app, staff, till->bill, -1);

	act.reason = house_reason(&till->house, "refund");
	return refund_pay(&till->house.app, &act, leg_of(till, i).id,
			  house_tender(&till->house, code));
}

static void roll(struct till *till)
{
	struct act act = app_act(&till->house.app, till->house.auditor);

	CHECK_OK(day_roll(&till->house.app, &act, till->house.app.property.business_date + 1,
			  NULL));
}

static void captured_goes_back(void)
{
	struct till till;

	sell(&till, "back", (const int64_t[]){ 41, 0 }, "card", 6000, true);
	CHECK_OK(give_back(&till, (struct refund_order){ .amount_minor = 2500 }));
	CHECK_INT(leg_of(&till, 0).state, REFUND_PENDING);
	CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), -2500);
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 6000);
	CHECK_OK(answer(&till, PROCESSOR_REFUND, PROCESSOR_OK, PROCESSOR_REFUNDED, "re_1"));
	CHECK_INT(till_attempt(&till, PROCESSOR_REFUND), 0);
	CHECK_INT(leg_of(&till, 0).state, REFUND_DONE);
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 3500);
	CHECK_INT(give_back(&till, (struct refund_order){ .amount_minor = 3501 }), ERR_REFUNDED);
	CHECK_OK(give_back(&till, (struct refund_order){ .payment = till.payment }));
	CHECK_INT(give_back(&till, (struct refund_order){ .amount_minor = 1 }), ERR_REFUNDED);
	roll(&till);
	CHECK_OK(answer(&till, PROCESSOR_REFUND, PROCESSOR_OK, PROCESSOR_REFUNDED, "re_2"));
	CHECK_INT(till_payment(&till).refunded_minor, 6000);
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 0);
	CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), 0);
	roll(&till);
	till_close(&till);
}

static void failed_is_owed_again(void)
{
	struct till till;

	sell(&till, "failed", (const int64_t[]){ 41, 0 }, "card", 6000, true);
	CHECK_OK(give_back(&till, (struct refund_order){ 0 }));
	CHECK_INT(pay_leg(&till, 0, "cash", till.house.manager), ERR_STATE);
	CHECK_OK(answer(&till, PROCESSOR_REFUND, PROCESSOR_OK, PROCESSOR_REFUNDED, "re_1"));
	CHECK_INT(refund_failed(&till.house.app, "re_9", "lost"), ERR_NOT_FOUND);
	CHECK_OK(refund_failed(&till.house.app, "re_1", "expired_or_canceled_card"));
	CHECK_OK(refund_failed(&till.house.app, "re_1", "expired_or_canceled_card"));
	CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), -6000);
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 6000);
	CHECK_INT(leg_of(&till, 0).state, REFUND_FAILED);
	CHECK_INT(give_back(&till, (struct refund_order){ .amount_minor = 1 }), ERR_REFUNDED);
	roll(&till);
	CHECK_INT(pay_leg(&till, 0, "cash", till.house.cashier), ERR_APPROVAL);
	CHECK_OK(pay_leg(&till, 0, "cash", till.house.manager));
	CHECK_INT(pay_leg(&till, 0, "cash", till.house.manager), ERR_STATE);
	CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), 0);
	CHECK_INT(till_ledger(&till, LEDGER_DRAWER), 10000 - 6000);
	roll(&till);
	till_close(&till);
}

static void refused_may_be_asked_again(void)
{
	struct till till;

	sell(&till, "refused", (const int64_t[]){ 41, 0 }, "card", 6000, true);
	CHECK_OK(give_back(&till, (struct refund_order){ .amount_minor = 1000 }));
	CHECK_OK(answer(&till, PROCESSOR_REFUND, PROCESSOR_REFUSED, PROCESSOR_NONE, ""));
	CHECK_INT(leg_of(&till, 0).state, REFUND_FAILED);
	CHECK_INT(till_payment(&till).refunded_minor, 0);
	CHECK_OK(pay_leg(&till, 0, "card", till.house.manager));
	CHECK_INT(till_attempts(&till, PROCESSOR_REFUND), 2);
	CHECK_OK(answer(&till, PROCESSOR_REFUND, PROCESSOR_OK, PROCESSOR_REFUND_PENDING, "re_1"));
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 5000);
	CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), 0);
	roll(&till);
	till_close(&till);
}

static void unknown_is_not_sent_again(void)
{
	struct till till;
	struct act act;
	struct refund_leg_row open[4];
	int n = 0;

	sell(&till, "unknown", (const int64_t[]){ 41, 0 }, "card", 6000, true);
	CHECK_OK(give_back(&till, (struct refund_order){ 0 }));
	till_send(&till);
	CHECK_OK(answer(&till, PROCESSOR_REFUND, PROCESSOR_UNKNOWN, PROCESSOR_NONE, ""));
	CHECK_OK(store_refund_leg_open(till.house.app.db, open, 4, &n));
	CHECK_INT(n, 1);
	CHECK_INT(open[0].state, REFUND_DOUBT);
	CHECK_INT(give_back(&till, (struct refund_order){ .amount_minor = 1 }), ERR_REFUNDED);
	CHECK_INT(pay_leg(&till, 0, "card", till.house.manager), ERR_STATE);
	CHECK_INT(till_attempts(&till, PROCESSOR_REFUND), 1);
	roll(&till);
	act = app_bill_act(&till.house.app, till.house.manager, till.bill, -1);
	act.reason = house_reason(&till.house, "refund");
	CHECK_INT(payment_decide(&till.house.app, &act, till_attempt(&till, PROCESSOR_REFUND),
				 PAYMENT_NOT_TAKEN, ""), ERR_EVIDENCE);
	CHECK_OK(payment_decide(&till.house.app, &act, till_attempt(&till, PROCESSOR_REFUND),
				PAYMENT_TAKEN, "re_77 of the processor's list"));
	CHECK_INT(leg_of(&till, 0).state, REFUND_DONE);
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 0);
	roll(&till);
	till_close(&till);
}

static void authorized_is_released(void)
{
	struct till till;
	struct act act;

	sell(&till, "void", (const int64_t[]){ 41, 0 }, "later", 6000, false);
	CHECK_OK(give_back(&till, (struct refund_order){ 0 }));
	CHECK_INT(till_attempts(&till, PROCESSOR_REFUND), 0);
	CHECK_OK(answer(&till, PROCESSOR_VOID, PROCESSOR_OK, PROCESSOR_VOIDED, ""));
	CHECK_INT(till_payment(&till).state, PAYMENT_RELEASED);
	CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), 0);
	CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), 0);
	roll(&till);
	till_close(&till);

	sell(&till, "less", (const int64_t[]){ 41, 0 }, "later", 6000, false);
	CHECK_OK(give_back(&till, (struct refund_order){ .amount_minor = 1500 }));
	CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), 4500);
	CHECK_INT(till_attempts(&till, PROCESSOR_VOID), 0);
	roll(&till);
	act = till_act(&till);
	CHECK_OK(payment_capture(&till.house.app, &act, till.payment, 0));
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE,
			     (struct till_answer){ .outcome = PROCESSOR_OK,
						   .state = PROCESSOR_CAPTURED,
						   .amount_minor = 4500 }));
	CHECK_INT(till_payment(&till).state, PAYMENT_CAPTURED);
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 4500);
	CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), 0);
	CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), 0);
	CHECK_INT(give_back(&till, (struct refund_order){ .amount_minor = 4501 }), ERR_REFUNDED);
	CHECK_OK(give_back(&till, (struct refund_order){ 0 }));
	CHECK_OK(answer(&till, PROCESSOR_REFUND, PROCESSOR_OK, PROCESSOR_REFUNDED, "re_1"));
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 0);
	roll(&till);
	till_close(&till);
}

static void slip_and_tip_go_back(void)
{
	struct payment_slip typed = { .amount_minor = PAY_EXACT, .tip_minor = 500,
				      .brand = "visa", .last_four = "1881",
				      .authorization_code = "A12345" };
	struct refund_slip slip = { "visa", "1881", "R12345" };
	struct pay_result paid;
	struct refund_plan plan;
	struct refund_order order = { .tip_minor = 500, .slip = &slip };
	struct till till;
	struct act act;

	till_open(&till, "slip-back", (const int64_t[]){ 41, 0 });
	typed.part = till.part;
	typed.tender_type = house_tender(&till.house, "bank");
	act = till_act(&till);
	CHECK_OK_FATAL(payment_slip(&till.house.app, &act, &typed, &paid));
	CHECK_INT(till_ledger(&till, LEDGER_BANK_TERMINAL), 6500);
	order.part = till.part;
	CHECK_OK(refund_plan(&till.house.app, till.bill, &order, &plan));
	CHECK_INT(plan.total_minor, 6500);
	CHECK_INT(plan.n_legs, 1);
	order.slip = NULL;
	CHECK_INT(give_back(&till, order), ERR_RANGE);
	order.slip = &slip;
	CHECK_OK(give_back(&till, order));
	CHECK_INT(till_ledger(&till, LEDGER_BANK_TERMINAL), 0);
	CHECK_INT(till_ledger(&till, LEDGER_TIPS), 0);
	CHECK_INT(give_back(&till, order), ERR_REFUNDED);
	roll(&till);
	till_close(&till);
}

/* The reader was silent, the guest paid cash, and the card turns out to have been charged. */
static void capture_found_late(void)
{
	static const struct till_answer silent = { .outcome = PROCESSOR_UNKNOWN,
						   .next = PROCESSOR_NEXT_REPLAY };
	struct pay_result paid;
	struct till till;
	struct act act;

	till_open(&till, "refund-late", (const int64_t[]){ 41, 0 });
	till_begin(&till, "card", PAY_EXACT, 0);
	till_present(&till);
	till_send(&till);
	CHECK_OK(till_answer(&till, PROCESSOR_PRESENT, silent));
	clock_advance(&till.house.clock, PAYMENT_DOUBT_MS);
	CHECK_OK(till_answer(&till, PROCESSOR_PRESENT, silent));
	act = app_bill_act(&till.house.app, till.house.cashier, 0, -1);
	CHECK_OK_FATAL(payment_replace(&till.house.app, &act, till.payment));
	act = till_act(&till);
	CHECK_OK(pay_tender(&till.house.app, &act, till.part, house_tender(&till.house, "cash"),
			    PAY_EXACT, &paid));
	CHECK_OK(till_answer(&till, PROCESSOR_PRESENT,
			     (struct till_answer){ .outcome = PROCESSOR_OK,
						   .state = PROCESSOR_CAPTURED,
						   .amount_minor = 6000, .found = "query" }));
	CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), -6000);
	roll(&till);
	act = app_bill_act(&till.house.app, till.house.manager, till.bill, -1);
	CHECK_INT(refund_late(&till.house.app, &act, till.payment), ERR_REASON);
	act.reason = house_reason(&till.house, "refund");
	act.staff = till.house.cashier;
	CHECK_INT(refund_late(&till.house.app, &act, till.payment), ERR_APPROVAL);
	act.staff = till.house.manager;
	CHECK_OK(refund_late(&till.house.app, &act, till.payment));
	act_key(act.key, clock_unix_ms(&till.house.clock));
	CHECK_INT(refund_late(&till.house.app, &act, till.payment), ERR_REFUNDED);
	CHECK_OK(answer(&till, PROCESSOR_REFUND, PROCESSOR_REFUSED, PROCESSOR_NONE, ""));
	act_key(act.key, clock_unix_ms(&till.house.clock));
	CHECK_OK(refund_late(&till.house.app, &act, till.payment));
	CHECK_OK(answer(&till, PROCESSOR_REFUND, PROCESSOR_OK, PROCESSOR_REFUNDED, "re_5"));
	CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), 0);
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), 0);
	roll(&till);
	till_close(&till);
}

const struct check_test test_refund_card[] = {
	{ "a capture that is found late goes back whole, with approval and a reason (P4)",
	  capture_found_late },
	{ "a captured card gets back what was captured and no more, once answered (P5, P7)",
	  captured_goes_back },
	{ "a refund that fails days later is owed again, once, and paid otherwise (L9, P9)",
	  failed_is_owed_again },
	{ "a refused refund may be asked for again, by an attempt of its own (P4)",
	  refused_may_be_asked_again },
	{ "a refund in doubt is listed and never sent under a new key (P3, P4)",
	  unknown_is_not_sent_again },
	{ "what is only authorized is released, or so much less captured (M5)",
	  authorized_is_released },
	{ "the bank terminal's slip goes back with its tip, as typed (P8)", slip_and_tip_go_back },
	{ 0 },
};
