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
#include "double/memvfs.h"
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
	struct memvfs *vfs = NULL;
	struct card_house cards;

	for (int i = 0; i < COUNT(ops) * COUNT(faults); i++) {
		if (i % TABLES == 0) {
			vfs = memvfs_new(1);
			card_house_open(&cards, CARD_HOUSE_URL, (uint64_t)i);
		}
		ended[meet(&cards, i % TABLES + 1, ops[i / COUNT(faults)],
			   faults[i % COUNT(faults)])]++;
		if (i % TABLES == TABLES - 1 || i == COUNT(ops) * COUNT(faults) - 1) {
			CHECK_INT(sim_line_changed(cards.line), 0);
			shift_verify(&cards.house);
			card_house_close(&cards);
			memvfs_free(vfs);
		}
	}
	/* Not all of them can be well: the faults did happen. */
	CHECK(ended[PAYMENT_CAPTURED] > 100);
	CHECK(ended[PAYMENT_MISMATCH] > 8 && ended[PAYMENT_FAILED] > 4);
	CHECK(ended[PAYMENT_DECLINED] > 0 && ended[PAYMENT_AUTHORIZED] > 0);
}

static int64_t open_bill(struct card_house *cards)
{
	static const int64_t codes[] = { 21, 32, 21, 0 };

	return house_check(&cards->house, 1, codes);
}

static void check_captured(struct card_house *cards, int64_t payment)
{
	struct payment_row row = card_house_payment(cards, payment);

	CHECK_TEXT(payment_state_name(row.state), "captured");
	CHECK_INT(card_house_settled(cards), TOTAL);
	CHECK_INT(card_house_clearing(cards), TOTAL);
	CHECK_INT(card_house_effects(cards, "capture"), 1);
	CHECK_INT(sim_line_changed(cards->line), 0);
	shift_verify(&cards->house);
}

/* The disk is full from the n-th write after the card was shown, until a minute later (25). */
static void fills_up(int n)
{
	struct memvfs *vfs = memvfs_new(2);
	struct card_house cards;
	int64_t payment;
	struct payment_row row;

	card_house_open(&cards, CARD_HOUSE_URL, 5);
	payment = card_house_begin(&cards, open_bill(&cards), 0, "card");
	card_house_guest(&cards, "visa", 0);
	memvfs_fail(vfs, MEMVFS_FULL, n, true);
	card_house_pass(&cards, 60000);
	row = card_house_payment(&cards, payment);
	if (n == 1)
		CHECK(row.state == PAYMENT_WAITING);
	CHECK(row.state != PAYMENT_CAPTURED || card_house_settled(&cards) == TOTAL);
	memvfs_fail(vfs, MEMVFS_NO_FAULT, 0, false);
	CHECK(card_house_settle(&cards, 300000));
	check_captured(&cards, payment);
	card_house_close(&cards);
	memvfs_free(vfs);
}

static void survives_a_full_disk(void)
{
	for (int n = 1; n < 120; n += 7)
		fills_up(n);
}

/* The till that sent the capture is killed; another till of the house ends what it began. */
static void another_till_goes_on(void)
{
	struct memvfs *vfs = memvfs_new(3);
	struct card_house first, second;
	int64_t payment;

	card_house_open(&first, CARD_HOUSE_URL, 5);
	payment = card_house_begin(&first, open_bill(&first), 0, "card");
	sim_line_fault(first.line, "/capture", 0, 1, SIM_TIMEOUT_AFTER, 0);
	card_house_guest(&first, "visa", 0);
	card_house_pass(&first, 3000);
	CHECK_INT(card_house_settled(&first), TOTAL);
	CHECK_INT(card_house_clearing(&first), 0);
	card_house_stop(&first);
	card_house_join(&second, &first, CARD_HOUSE_URL, 2);
	clock_init_set(second.app->clock, clock_unix_ms(first.app->clock));
	card_house_pass(&second, COURIER_CLAIM_MS / 2);
	CHECK_INT(card_house_clearing(&second), 0);
	CHECK(card_house_settle(&second, COURIER_CLAIM_MS));
	check_captured(&second, payment);
	card_house_start(&first, 2 * COURIER_CLAIM_MS);
	CHECK(card_house_settle(&first, 10000));
	check_captured(&first, payment);
	card_house_close(&second);
	card_house_close(&first);
	memvfs_free(vfs);
}

const struct check_test test_courier_faults[] = {
	{ "an answer that the disk could not take is asked for again (25)", survives_a_full_disk },
	{ "a till that was killed leaves its claim to another (P2)", another_till_goes_on },
	{ "every fault at every request leaves what moved in the books (P3, P4, P7)", meets_all },
	{ NULL, NULL },
};
