/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_doubt.c -- payments of which nothing final is known: into suspense, out of it
 * in every direction; holds on tabs.
 */
#include "service/payment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "service/day.h"
#include "service/receipt.h"
#include "service/suites.h"
#include "service/till_card.h"

static const int64_t dinner[] = { 21, 32, 0 };

#define TOTAL 2020
#define OK(...) ((struct till_answer){ .outcome = PROCESSOR_OK, __VA_ARGS__ })
#define SAYS(what, ...) ((struct till_answer){ .outcome = (what), __VA_ARGS__ })
#define UNKNOWN SAYS(PROCESSOR_UNKNOWN, .next = PROCESSOR_NEXT_REPLAY)

static struct act plain_act(struct till *till)
{
	return app_bill_act(&till->house.app, till->house.cashier, 0, -1);
}

static struct act manager_act(struct till *till)
{
	struct act act = app_bill_act(&till->house.app, till->house.manager, 0, -1);

	return act;
}

/* A card on the reader, and no answer for too long. */
static void into_doubt(struct till *till, const char *name)
{
	till_open(till, name, dinner);
	till_begin(till, "card", PAY_EXACT, 0);
	till_send(till);
	CHECK_OK(till_answer(till, PROCESSOR_CREATE, OK(.state = PROCESSOR_CREATED)));
	CHECK_OK(till_answer(till, PROCESSOR_DISPLAY, OK(.state = PROCESSOR_NONE)));
	till_send(till);
	CHECK_OK(till_answer(till, PROCESSOR_PRESENT, UNKNOWN));
	CHECK_INT(till_payment(till).state, PAYMENT_WAITING);
	clock_advance(&till->house.clock, PAYMENT_DOUBT_MS);
	CHECK_OK(till_answer(till, PROCESSOR_PRESENT, UNKNOWN));
	CHECK_INT(till_payment(till).state, PAYMENT_DOUBT);
	CHECK_INT(till_ledger(till, LEDGER_IN_DOUBT), TOTAL);
	CHECK_INT(till_ledger(till, LEDGER_OPEN_CHECKS), -TOTAL);
	CHECK(!till_part(till).is_closed);
	CHECK_INT(till_part(till).doubt_minor, TOTAL);
	CHECK_INT(till_part(till).due_minor, 0);
}

static void close_all_the_same(struct till *till)
{
	struct act act = till_act(till);
	struct pay_result result;
	struct paper_row paper;
	char *model = NULL;

	CHECK_OK(pay_close_doubt(&till->house.app, &act, till->part, &result));
	CHECK(result.part_closed && result.bill_closed);
	CHECK_OK(pay_close_doubt(&till->house.app, &act, till->part, &result));
	CHECK(result.part_closed && result.paper != 0);
	CHECK_OK(store_paper_load(till->house.app.db, result.paper, &paper, &model));
	CHECK(model != NULL && strstr(model, "not known yet") != NULL);
	free(model);
	CHECK_INT(till_ledger(till, LEDGER_OPEN_CHECKS), 0);
}

/* Out of doubt: found authorized or captured, declined or never there; with the part open, or
 * closed meanwhile. */
static void a_doubt_ends_in_every_direction(void)
{
	static const struct {
		const char *name;
		struct till_answer answer;
		enum payment_state open, closed;
		int64_t authorized, clearing, uncollected;
	} cases[] = {
		{ "held", { .outcome = PROCESSOR_OK, .state = PROCESSOR_AUTHORIZED,
			    .amount_minor = TOTAL, .found = "query" },
		  PAYMENT_CAPTURING, PAYMENT_CAPTURING, TOTAL, 0, 0 },
		{ "taken", { .outcome = PROCESSOR_OK, .state = PROCESSOR_CAPTURED,
			     .amount_minor = TOTAL, .found = "event" },
		  PAYMENT_CAPTURED, PAYMENT_CAPTURED, 0, TOTAL, 0 },
		{ "no", { .outcome = PROCESSOR_DECLINED, .state = PROCESSOR_CARD_NO,
			  .found = "query" }, PAYMENT_DECLINED, PAYMENT_LAPSED, 0, 0, TOTAL },
		{ "idle", { .outcome = PROCESSOR_REFUSED, .state = PROCESSOR_CREATED,
			    .found = "query" }, PAYMENT_STOPPED, PAYMENT_LAPSED, 0, 0, TOTAL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases * 2; i++) {
		bool is_closed = i % 2 == 1;
		struct till till;
		char name[32];

		str_format(name, sizeof name, "out-%s-%d", cases[i / 2].name, is_closed);
		into_doubt(&till, name);
		if (is_closed)
			close_all_the_same(&till);
		CHECK_OK(till_answer(&till, PROCESSOR_PRESENT, cases[i / 2].answer));
		CHECK_INT(till_payment(&till).state,
			  is_closed ? cases[i / 2].closed : cases[i / 2].open);
		CHECK_INT(till_ledger(&till, LEDGER_IN_DOUBT), 0);
		CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), cases[i / 2].authorized);
		CHECK_INT(till_ledger(&till, LEDGER_CLEARING), cases[i / 2].clearing);
		CHECK_INT(till_ledger(&till, LEDGER_UNCOLLECTED),
			  is_closed ? cases[i / 2].uncollected : 0);
		CHECK_INT(till_ledger(&till, LEDGER_OPEN_CHECKS), 0);
		CHECK(till_part(&till).is_closed == (is_closed || cases[i / 2].uncollected == 0));
		CHECK(till_part(&till).is_frozen == till_part(&till).is_closed);
		till_close(&till);
	}
}

/* The guest pays otherwise; what is found later is given back. */
static void a_replaced_doubt_takes_nothing_more(void)
{
	static const struct {
		const char *name;
		struct till_answer answer;
		int64_t owed;
	} cases[] = {
		{ "held", { .outcome = PROCESSOR_OK, .state = PROCESSOR_AUTHORIZED,
			    .amount_minor = TOTAL, .found = "query" }, 0 },
		{ "taken", { .outcome = PROCESSOR_OK, .state = PROCESSOR_CAPTURED,
			     .amount_minor = TOTAL, .found = "query" }, TOTAL },
		{ "nothing", { .outcome = PROCESSOR_DECLINED, .found = "query" }, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pay_result result;
		struct till till;
		struct act act;
		char name[32];

		str_format(name, sizeof name, "replaced-%s", cases[i].name);
		into_doubt(&till, name);
		act = plain_act(&till);
		CHECK_OK(payment_replace(&till.house.app, &act, till.payment));
		CHECK_OK(payment_replace(&till.house.app, &act, till.payment));
		CHECK_INT(till_part(&till).due_minor, TOTAL);
		CHECK_INT(till_ledger(&till, LEDGER_IN_DOUBT), 0);
		act = till_act(&till);
		CHECK_OK(pay_tender(&till.house.app, &act, till.part,
				    house_tender(&till.house, "cash"), PAY_EXACT, &result));
		CHECK(result.bill_closed);
		CHECK_OK(till_answer(&till, PROCESSOR_PRESENT, cases[i].answer));
		if (cases[i].answer.state == PROCESSOR_AUTHORIZED) {
			CHECK_OK(till_answer(&till, PROCESSOR_VOID, OK(.state = PROCESSOR_VOIDED)));
			CHECK_INT(till_payment(&till).state, PAYMENT_RELEASED);
		}
		CHECK_INT(till_attempts(&till, PROCESSOR_CAPTURE), 0);
		CHECK_INT(till_ledger(&till, LEDGER_CLEARING), cases[i].owed);
		CHECK_INT(till_ledger(&till, LEDGER_REFUNDS_OWED), -cases[i].owed);
		CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), 0);
		till_close(&till);
	}
}

/* A link that nobody could ask about must not be paid after the cash. */
static void a_replaced_link_is_withdrawn(void)
{
	struct pay_result result;
	struct till till;
	struct act act;

	till_open(&till, "link-doubt", dinner);
	till_begin(&till, "qr", PAY_EXACT, 0);
	till_send(&till);
	CHECK_OK(till_answer(&till, PROCESSOR_LINK_CREATE, OK(.state = PROCESSOR_WAIT_GUEST)));
	clock_advance(&till.house.clock, PAYMENT_DOUBT_MS);
	CHECK_OK(till_answer(&till, PROCESSOR_LINK_CREATE, UNKNOWN));
	CHECK_INT(till_payment(&till).state, PAYMENT_DOUBT);
	act = plain_act(&till);
	CHECK_OK(payment_replace(&till.house.app, &act, till.payment));
	act = till_act(&till);
	CHECK_OK(pay_tender(&till.house.app, &act, till.part, house_tender(&till.house, "cash"),
			    PAY_EXACT, &result));
	CHECK(result.bill_closed);
	CHECK_OK(till_answer(&till, PROCESSOR_LINK_EXPIRE, OK(.state = PROCESSOR_EXPIRED)));
	CHECK_INT(till_payment(&till).state, PAYMENT_RELEASED);
	CHECK_INT(till_attempt(&till, PROCESSOR_LINK_CREATE), 0);
	till_close(&till);
}

static void a_person_decides_with_evidence(void)
{
	for (int taken = 0; taken < 2; taken++) {
		enum payment_decision decision = taken == 1 ? PAYMENT_TAKEN : PAYMENT_NOT_TAKEN;
		struct till till;
		struct act act;
		int64_t attempt;
		char name[32];

		str_format(name, sizeof name, "decide-%d", taken);
		into_doubt(&till, name);
		attempt = till_attempt(&till, PROCESSOR_PRESENT);
		act = plain_act(&till);
		CHECK_INT(payment_decide(&till.house.app, &act, attempt, decision, "pi_77"),
			  ERR_APPROVAL);
		act = manager_act(&till);
		CHECK_INT(payment_decide(&till.house.app, &act, attempt, decision, ""),
			  ERR_EVIDENCE);
		CHECK_INT(payment_decide(&till.house.app, &act, attempt, decision,
					 "4242424242424242"), ERR_CARD_NUMBER);
		CHECK_OK(payment_decide(&till.house.app, &act, attempt, decision, "line 12"));
		CHECK_OK(payment_decide(&till.house.app, &act, attempt, decision, "line 12"));
		CHECK_INT(till_ledger(&till, LEDGER_IN_DOUBT), 0);
		CHECK_INT(till_ledger(&till, LEDGER_CLEARING), taken * TOTAL);
		CHECK(till_part(&till).is_closed == (taken == 1));
		CHECK(till_part(&till).is_frozen == (taken == 1));
		if (taken == 0) /* and it is withdrawn, in case it was there */
			CHECK(till_attempt(&till, PROCESSOR_VOID) != 0);
		till_close(&till);
	}
}

static void a_mismatch_is_frozen_until_a_person_decides(void)
{
	struct till till;
	struct act act;
	int64_t attempt;

	till_open(&till, "mismatch", dinner);
	till_begin(&till, "card", PAY_EXACT, 0);
	till_present(&till);
	attempt = till_attempt(&till, PROCESSOR_PRESENT);
	CHECK_OK(till_answer(&till, PROCESSOR_PRESENT, OK(.state = PROCESSOR_AUTHORIZED,
							   .amount_minor = TOTAL + 1)));
	CHECK_INT(till_payment(&till).state, PAYMENT_MISMATCH);
	CHECK_INT(till_ledger(&till, LEDGER_IN_DOUBT), TOTAL);
	CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), 0);
	CHECK_INT(till_part(&till).doubt_minor, TOTAL);
	close_all_the_same(&till);
	act = manager_act(&till);
	CHECK_OK(payment_decide(&till.house.app, &act, attempt, PAYMENT_TAKEN, "pi_1"));
	CHECK_INT(till_payment(&till).state, PAYMENT_CAPTURED);
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL);
	CHECK_INT(till_ledger(&till, LEDGER_IN_DOUBT), 0);
	till_close(&till);
}

/* A capture in doubt leaves the closed part as it is. */
static void a_capture_in_doubt_stays_authorized(void)
{
	struct till till;

	till_open(&till, "capture", dinner);
	till_begin(&till, "card", PAY_EXACT, 0);
	till_authorize(&till, TOTAL);
	till_send(&till);
	clock_advance(&till.house.clock, PAYMENT_DOUBT_MS);
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, UNKNOWN));
	CHECK_INT(till_payment(&till).state, PAYMENT_DOUBT);
	CHECK_INT(till_ledger(&till, LEDGER_IN_DOUBT), 0);
	CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), TOTAL);
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, OK(.state = PROCESSOR_CAPTURED,
							   .amount_minor = TOTAL,
							   .found = "query")));
	CHECK_INT(till_payment(&till).state, PAYMENT_CAPTURED);
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL);
	till_close(&till);
}

/* Nothing can have been taken before a card was presented: no doubt, whatever the answer. */
static void without_a_card_there_is_no_doubt(void)
{
	static const struct till_answer answers[] = {
		{ .outcome = PROCESSOR_NOT_SENT, .next = PROCESSOR_NEXT_REPLAY },
		{ .outcome = PROCESSOR_THROTTLED, .next = PROCESSOR_NEXT_REPLAY },
		{ .outcome = PROCESSOR_UNKNOWN, .next = PROCESSOR_NEXT_REPLAY },
	};

	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		struct till till;
		char name[32];

		str_format(name, sizeof name, "start-%zu", i);
		till_open(&till, name, dinner);
		till_begin(&till, "card", PAY_EXACT, 0);
		till_send(&till);
		CHECK_OK(till_answer(&till, PROCESSOR_CREATE, answers[i]));
		CHECK_INT(till_payment(&till).state, PAYMENT_STARTING);
		clock_advance(&till.house.clock, PAYMENT_DOUBT_MS);
		CHECK_OK(till_answer(&till, PROCESSOR_CREATE, answers[i]));
		CHECK_INT(till_payment(&till).state, PAYMENT_FAILED);
		CHECK(!till_part(&till).is_frozen);
		CHECK_INT(till_ledger(&till, LEDGER_IN_DOUBT), 0);
		if (answers[i].outcome == PROCESSOR_UNKNOWN) { /* made after all: withdrawn */
			CHECK_OK(till_answer(&till, PROCESSOR_CREATE,
					     OK(.state = PROCESSOR_CREATED, .found = "event")));
			CHECK_OK(till_answer(&till, PROCESSOR_VOID, OK(.state = PROCESSOR_VOIDED)));
		}
		CHECK_INT(till_attempt(&till, PROCESSOR_CREATE), 0);
		till_close(&till);
	}
}

static void an_effect_learned_after_the_cut_posts_on_the_open_date(void)
{
	static const char sql[] = "SELECT count(*) FROM entry e JOIN posting p ON "
				  "p.property = e.property AND p.entry = e.id WHERE "
				  "e.property = $1 AND e.kind = 'capture' AND e.business_date = $2 "
				  "AND p.account / 1000000 = $3";
	struct till till;
	struct act act;
	int64_t date = 0, n = 0;

	into_doubt(&till, "cut");
	close_all_the_same(&till);
	CHECK_OK(db_one_int(till.house.app.db, &date,
			    "SELECT business_date FROM property WHERE property = $1", V(1)));
	act = app_act(&till.house.app, till.house.manager);
	CHECK_OK(day_roll(&till.house.app, &act, (int32_t)date + 1, NULL));
	CHECK_OK(till_answer(&till, PROCESSOR_PRESENT, OK(.state = PROCESSOR_CAPTURED,
							   .amount_minor = TOTAL,
							   .found = "query")));
	CHECK_OK(db_one_int(till.house.app.db, &n, sql, V(1), V(date + 1),
			    V((int64_t)LEDGER_CLEARING)));
	CHECK_INT(n, 1);
	act = app_act(&till.house.app, till.house.manager);
	CHECK_OK(day_roll(&till.house.app, &act, (int32_t)date + 2, NULL));
	till_close(&till);
}

/* --- holds --------------------------------------------------------------------------------- */

static void open_hold(struct till *till, const char *name, int64_t amount_minor,
		      int64_t most_minor)
{
	struct payment_order order = { .amount_minor = amount_minor };
	struct act act;

	till_open(till, name, dinner);
	order.tender_type = house_tender(&till->house, "later");
	act = till_act(till);
	CHECK_OK(payment_hold(&till->house.app, &act, &order, &till->payment));
	CHECK(!till_part(till).is_frozen);
	till_present(till);
	CHECK_OK(till_answer(till, PROCESSOR_PRESENT,
			     OK(.state = PROCESSOR_AUTHORIZED, .amount_minor = amount_minor,
				.most_minor = most_minor)));
	CHECK_INT(till_payment(till).state, PAYMENT_AUTHORIZED);
	CHECK_INT(till_payment(till).tender, 0);
	CHECK_INT(till_ledger(till, LEDGER_CARDS_AUTHORIZED), 0);
	CHECK(!till_part(till).is_frozen);
}

static void a_hold_grows_is_applied_and_captured_in_part(void)
{
	struct pay_result result;
	struct till till;
	struct act act;

	open_hold(&till, "hold", 2000, 0);
	act = plain_act(&till);
	CHECK_INT(payment_apply(&till.house.app, &act, till.payment, till.part, PAY_EXACT, 0,
				&result), ERR_TIP);
	act = plain_act(&till);
	CHECK_OK(payment_increment(&till.house.app, &act, till.payment, 3000));
	act = plain_act(&till);
	CHECK_INT(payment_release(&till.house.app, &act, till.payment), ERR_STATE);
	CHECK_OK(till_answer(&till, PROCESSOR_INCREMENT, SAYS(PROCESSOR_DECLINED)));
	CHECK_INT(till_payment(&till).authorized_minor, 2000);
	act = plain_act(&till);
	CHECK_OK(payment_increment(&till.house.app, &act, till.payment, 3000));
	CHECK_OK(till_answer(&till, PROCESSOR_INCREMENT, OK(.state = PROCESSOR_AUTHORIZED,
							     .amount_minor = 3000)));
	CHECK_INT(till_payment(&till).authorized_minor, 3000);
	act = plain_act(&till);
	CHECK_OK(payment_apply(&till.house.app, &act, till.payment, till.part, PAY_EXACT, 300,
			       &result));
	CHECK(result.part_closed && result.bill_closed);
	CHECK_OK(payment_apply(&till.house.app, &act, till.payment, till.part, PAY_EXACT, 300,
			       &result));
	CHECK(result.part_closed);
	act = plain_act(&till);
	CHECK_INT(payment_apply(&till.house.app, &act, till.payment, till.part, 1, 0, &result),
		  ERR_CLOSED);
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, OK(.state = PROCESSOR_CAPTURED,
							   .amount_minor = TOTAL + 300)));
	CHECK_INT(till_ledger(&till, LEDGER_CLEARING), TOTAL + 300);
	CHECK_INT(till_ledger(&till, LEDGER_TIPS), -300);
	CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), 0);
	till_close(&till);
}

static void over_capture_stays_within_what_the_charge_grants(void)
{
	struct pay_result result;
	struct till till;
	struct act act;

	open_hold(&till, "over", 2000, 2400);
	act = plain_act(&till);
	CHECK_INT(payment_apply(&till.house.app, &act, till.payment, till.part, PAY_EXACT, 381,
				&result), ERR_TIP);
	act = plain_act(&till);
	CHECK_OK(payment_apply(&till.house.app, &act, till.payment, till.part, PAY_EXACT, 380,
			       &result));
	CHECK_OK(till_answer(&till, PROCESSOR_CAPTURE, OK(.state = PROCESSOR_CAPTURED,
							   .amount_minor = 2400)));
	CHECK_INT(till_ledger(&till, LEDGER_TIPS), -380);
	till_close(&till);
}

static void a_hold_is_released_or_lapses(void)
{
	struct till till;
	struct act act;

	open_hold(&till, "release", 2000, 0);
	act = plain_act(&till);
	CHECK_OK(payment_release(&till.house.app, &act, till.payment));
	CHECK_OK(till_answer(&till, PROCESSOR_VOID, OK(.state = PROCESSOR_VOIDED)));
	CHECK_INT(till_payment(&till).state, PAYMENT_RELEASED);
	till_close(&till);
	open_hold(&till, "lapse", 2000, 0);
	CHECK_OK(payment_lapse(&till.house.app, till.payment));
	CHECK_OK(payment_lapse(&till.house.app, till.payment));
	CHECK_INT(till_payment(&till).state, PAYMENT_LAPSED);
	CHECK_INT(till_ledger(&till, LEDGER_UNCOLLECTED), 0);
	till_close(&till);
	/* authorized on a closed part, and never captured */
	till_open(&till, "lapsed-closed", dinner);
	till_begin(&till, "later", PAY_EXACT, 0);
	till_authorize(&till, TOTAL);
	CHECK(till_part(&till).is_closed);
	act = plain_act(&till);
	CHECK_INT(payment_release(&till.house.app, &act, till.payment), ERR_CLOSED);
	CHECK_OK(payment_lapse(&till.house.app, till.payment));
	CHECK_INT(till_ledger(&till, LEDGER_UNCOLLECTED), TOTAL);
	CHECK_INT(till_ledger(&till, LEDGER_CARDS_AUTHORIZED), 0);
	till_close(&till);
}

const struct check_test test_doubt[] = {
	{ "a doubt ends in every direction, the part open or closed (P4, B2)",
	  a_doubt_ends_in_every_direction },
	{ "a doubt that was replaced takes nothing more (P4)",
	  a_replaced_doubt_takes_nothing_more },
	{ "a link in doubt is withdrawn when the guest pays otherwise (P4)",
	  a_replaced_link_is_withdrawn },
	{ "a person decides, with evidence (P4)", a_person_decides_with_evidence },
	{ "a mismatch is frozen until a person decides (P4)",
	  a_mismatch_is_frozen_until_a_person_decides },
	{ "a capture in doubt stays authorized (P4)", a_capture_in_doubt_stays_authorized },
	{ "before a card was presented there is no doubt (P4)", without_a_card_there_is_no_doubt },
	{ "what is learned after the cut posts on the open date (L9)",
	  an_effect_learned_after_the_cut_posts_on_the_open_date },
	{ "a hold grows, is applied and captured in part (P6, M5)",
	  a_hold_grows_is_applied_and_captured_in_part },
	{ "over-capture stays within what the charge grants (P5)",
	  over_capture_stays_within_what_the_charge_grants },
	{ "a hold is released, or lapses to uncollected cards (P6, L7)",
	  a_hold_is_released_or_lapses },
	{ NULL, NULL },
};
