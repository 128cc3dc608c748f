/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_courier_faults.c -- every fault that a processor can have with a request, at
 * every request of a payment on the reader; then what must hold whatever happened (P2, P3, P7).
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/str.h"
#include "double/card_house.h"
#include "service/shift.h"
#include "service/suites.h"

#define TOTAL 2240
#define LIMIT_MS 1800000     /* ten minutes of looking and what follows */

static const char *const ops[] = { "payment_intents.create", "readers.display", "readers.process",
				   "payment_intents.get",    "readers.get",
				   "payment_intents.capture" };

static const char *const faults[] = {
	"reset-before", "reset-after",   "stall-before", "stall-after",    "cut",
	"drip",         "truncated",     "wrong-json",   "html",           "redirect",
	"rate-limit",   "lock",          "in-use",       "500-before",     "500-after",
	"500-retry",    "503",           "declined",     "wrong-amount",   "wrong-currency",
	"wrong-id",     "wrong-livemode", "reader-busy", "reader-offline", "reader-timeout",
	"reader-timeout-after",
};

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))
#define TABLES 8

static void set_fault(struct card_house *cards, const char *op, const char *fault)
{
	char text[256];

	str_format(text, sizeof text, "{\"on\":\"%s\",\"fault\":\"%s\",\"times\":1}", op, fault);
	CHECK_OK_FATAL(simulator_set_faults(cards->simulator, text, strlen(text)));
}

static bool is_asking(const struct card_house *cards)
{
	const struct json *reader = simulator_object(cards->simulator, cards->reader);
	const struct json *action = json_get(reader, "action");

	return str_equal(json_text(json_get(action, "status"), ""), "in_progress") &&
	       str_equal(json_text(json_get(action, "type"), ""), "process_payment_intent");
}

/* The guest shows the card when the reader asks; until nothing is open. */
static bool serve(struct card_house *cards)
{
	int64_t ms = 0;

	courier_kick(cards->courier);
	for (; ms < LIMIT_MS; ms += 500) {
		card_house_pass(cards, 500);
		if (is_asking(cards))
			sim_line_person(cards->simulator, "present", "card=visa",
					clock_unix_ms(cards->app->clock));
		if (courier_open(cards->courier) == 0)
			return true;
	}
	return false;
}

/* What stood in books and at the processor before a case. */
struct before {
	int64_t clearing, settled, doubt;
	int captures, creates;
	unsigned failures;
};

static struct before look(struct card_house *cards)
{
	return (struct before){ .clearing = card_house_clearing(cards),
				.settled = card_house_settled(cards),
				.doubt = shift_balance(&cards->house, LEDGER_IN_DOUBT, 0, "EUR"),
				.captures = card_house_effects(cards, "capture"),
				.creates = card_house_effects(cards, "create"),
				.failures = CU_get_number_of_failures() };
}

/* What is booked is what moved, unless a person has to look at it: then it is listed as such. */
static void check_case(struct card_house *cards, const struct payment_row *row,
		       const struct before *before)
{
	struct before now = look(cards);
	int64_t settled = now.settled - before->settled;

	CHECK(now.captures - before->captures <= 1);
	CHECK(now.creates - before->creates <= 1);
	CHECK(row->state != PAYMENT_DOUBT && row->state != PAYMENT_CAPTURING);
	if (row->state == PAYMENT_MISMATCH) {
		CHECK_INT(now.clearing, before->clearing);
		CHECK(settled == 0 || settled == TOTAL);
		return;
	}
	CHECK_INT(now.clearing - before->clearing, settled);
	CHECK_INT(settled, row->state == PAYMENT_CAPTURED ? TOTAL : 0);
	CHECK_INT(now.doubt, before->doubt);
}

static enum payment_state meet(struct card_house *cards, int64_t table, const char *op,
			       const char *fault)
{
	static const int64_t codes[] = { 21, 32, 21, 0 };
	struct before before = look(cards);
	int64_t bill = house_check(&cards->house, table, codes), payment;
	struct payment_row row;

	set_fault(cards, op, fault);
	payment = card_house_begin(cards, bill, 0, "card");
	if (!serve(cards))
		CU_FAIL("an attempt is still open");
	row = card_house_payment(cards, payment);
	check_case(cards, &row, &before);
	if (CU_get_number_of_failures() != before.failures)
		fprintf(stderr, "  %s at %s: %s\n", fault, op, payment_state_name(row.state));
	return row.state;
}

/* A house has eight tables; what a case leaves behind stays on its own. */
static void meets_all(void)
{
	int ended[PAYMENT_STATE_COUNT] = { 0 };
	struct card_house cards;
	char url[512];

	for (int i = 0; i < COUNT(ops) * COUNT(faults); i++) {
		if (i % TABLES == 0) {
			str_format(url, sizeof url, "sqlite:%s/faults-%d.db?synchronous=off",
				   check_folder(), i);
			card_house_open(&cards, url, (uint64_t)i);
		}
		ended[meet(&cards, i % TABLES + 1, ops[i / COUNT(faults)],
			   faults[i % COUNT(faults)])]++;
		if (i % TABLES == TABLES - 1 || i == COUNT(ops) * COUNT(faults) - 1) {
			CHECK_INT(sim_line_changed(cards.line), 0);
			shift_verify(&cards.house);
			card_house_close(&cards);
		}
	}
	/* Not all of them can be well: the faults did happen. */
	CHECK(ended[PAYMENT_CAPTURED] > 100);
	CHECK(ended[PAYMENT_MISMATCH] > 8 && ended[PAYMENT_FAILED] > 4);
	CHECK(ended[PAYMENT_DECLINED] > 0 && ended[PAYMENT_AUTHORIZED] > 0);
}

const struct check_test test_courier_faults[] = {
	{ "every fault at every request leaves what moved in the books (P3, P4, P7)", meets_all },
	{ NULL, NULL },
};
