/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_courier.c -- the courier at work, every way a request can go, and what stands
 * in the books afterwards: the fault scenarios of a card payment by their numbers.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "double/card_house.h"
#include "service/refund.h"
#include "service/shift.h"
#include "service/suites.h"

#define HOUR_MS INT64_C(3600000)

/* A check of 22.40 at table 1 of a fresh house. */
static int64_t open_check(struct card_house *cards)
{
	static const int64_t codes[] = { 21, 32, 21, 0 };

	card_house_open(cards, NULL, 7);
	return house_check(&cards->house, 1, codes);
}

#define TOTAL 2240

/* The end of every story: nothing open, journal and processor agree, no key with other bytes, no
 * intent captured twice (P3, P7). */
static void close_check(struct card_house *cards)
{
	CHECK_INT(courier_open(cards->courier), 0);
	CHECK_INT(card_house_clearing(cards), card_house_settled(cards));
	CHECK_INT(sim_line_changed(cards->line), 0);
	CHECK_INT(shift_balance(&cards->house, LEDGER_IN_DOUBT, 0, "EUR"), 0);
	shift_verify(&cards->house);
	card_house_close(cards);
}

static void check_state(struct card_house *cards, int64_t payment, enum payment_state state)
{
	struct payment_row row = card_house_payment(cards, payment);

	CHECK_TEXT(payment_state_name(row.state), payment_state_name(state));
}

static void takes_a_card(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;

	payment = card_house_begin(&cards, bill, 0, "card");
	CHECK_INT(courier_open(cards.courier), 1);
	card_house_guest(&cards, "visa", 300);
	CHECK(card_house_settle(&cards, 20000));
	check_state(&cards, payment, PAYMENT_CAPTURED);
	CHECK_INT(card_house_settled(&cards), TOTAL + 300);
	CHECK_INT(shift_balance(&cards.house, LEDGER_TIPS, 0, "EUR"), -300);
	CHECK_INT(card_house_effects(&cards, "create"), 1);
	CHECK_INT(card_house_effects(&cards, "capture"), 1);
	CHECK(cards.told > 3);
	close_check(&cards);
}

/* --- one fault at each step ------------------------------------------------------------------ */

/* Where a fault meets a plain payment, and what the payment is in the end. */
static const struct fault_case {
	const char *name;
	const char *part;
	enum sim_fault fault;
	int times;
	bool is_over;            /* nothing could be begun in time: the payment has failed */
} fault_cases[] = {
	{ "create refused (1)", "/v1/payment_intents", SIM_NO_PEER, 2, false },
	{ "create without a name (1)", "/v1/payment_intents", SIM_NO_NAME, 1, false },
	{ "create lost before (17)", "/v1/payment_intents", SIM_LOST_BEFORE, 2, false },
	{ "create lost after (3)", "/v1/payment_intents", SIM_LOST_AFTER, 2, false },
	{ "create timed out after (3)", "/v1/payment_intents", SIM_TIMEOUT_AFTER, 1,
	  true },
	{ "present refused", "/process_payment_intent", SIM_NO_PEER, 2, false },
	{ "present lost before", "/process_payment_intent", SIM_LOST_BEFORE, 1, false },
	{ "present lost after (18)", "/process_payment_intent", SIM_LOST_AFTER, 1, false },
	{ "present slow", "/process_payment_intent", SIM_DELAY, 1, false },
	{ "capture refused", "/capture", SIM_NO_PEER, 2, false },
	{ "capture lost before (2)", "/capture", SIM_LOST_BEFORE, 3, false },
	{ "capture lost after (2)", "/capture", SIM_LOST_AFTER, 3, false },
	{ "capture timed out before", "/capture", SIM_TIMEOUT_BEFORE, 1, false },
	{ "capture timed out after", "/capture", SIM_TIMEOUT_AFTER, 1, false },
	{ "capture arrives late", "/capture", SIM_LATE, 1, false },
	{ "polls fail", "GET /v1/terminal", SIM_LOST_BEFORE, 3, false },
	{ "polls of the intent fail", "GET /v1/payment_intents", SIM_TIMEOUT_BEFORE, 1, false },
};

static void run_fault(const struct fault_case *one)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;

	sim_line_fault(cards.line, one->part, 0, one->times, one->fault, 2000);
	payment = card_house_begin(&cards, bill, 0, "card");
	for (int i = 0; i < 20 && card_house_effects(&cards, "authorize") == 0; i++) {
		struct payment_row row = card_house_payment(&cards, payment);

		card_house_pass(&cards, 4000);
		if (row.state == PAYMENT_WAITING || row.state == PAYMENT_DOUBT)
			sim_line_person(cards.simulator, "present", "card=visa",
					clock_unix_ms(cards.app->clock));
	}
	if (!card_house_settle(&cards, 300000))
		CU_FAIL("still open");
	check_state(&cards, payment, one->is_over ? PAYMENT_FAILED : PAYMENT_CAPTURED);
	CHECK_INT(card_house_settled(&cards), one->is_over ? 0 : TOTAL);
	CHECK_INT(card_house_effects(&cards, "capture"), !one->is_over);
	close_check(&cards);
}

static void survives_faults(void)
{
	for (size_t i = 0; i < sizeof fault_cases / sizeof *fault_cases; i++) {
		unsigned before = CU_get_number_of_failures();

		run_fault(&fault_cases[i]);
		if (CU_get_number_of_failures() != before)
			fprintf(stderr, "  in: %s\n", fault_cases[i].name);
	}
}

/* --- no connection --------------------------------------------------------------------------- */

static void says_not_sent(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;
	struct act act;
	struct pay_result result;

	sim_line_set_down(cards.line, true);
	payment = card_house_begin(&cards, bill, 0, "card");
	card_house_pass(&cards, 60000);
	check_state(&cards, payment, PAYMENT_FAILED);
	CHECK(!courier_is_connected(cards.courier));
	CHECK_INT(card_house_effects(&cards, "create"), 0);
	act = house_act(&cards.house, bill);
	CHECK_OK(pay_tender(cards.app, &act, shift_part(&cards.house, bill, 0),
			    house_tender(&cards.house, "cash"), PAY_EXACT, &result));
	CHECK(result.bill_closed);
	close_check(&cards);
}

/* An earlier try may have arrived: that the next was surely not sent proves nothing. */
static void keeps_the_doubt(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;

	sim_line_fault(cards.line, "/capture", 0, 1, SIM_LOST_AFTER, 0);
	sim_line_fault(cards.line, "/capture", 0, 1000, SIM_NO_PEER, 0);
	payment = card_house_begin(&cards, bill, 0, "card");
	card_house_guest(&cards, "visa", 0);
	card_house_pass(&cards, 90000);
	check_state(&cards, payment, PAYMENT_DOUBT);
	CHECK_INT(card_house_clearing(&cards), 0);
	CHECK_INT(shift_balance(&cards.house, LEDGER_IN_DOUBT, 0, "EUR") +
			  shift_balance(&cards.house, LEDGER_CARDS_AUTHORIZED, 10, "EUR"),
		  TOTAL);
	CHECK_INT(card_house_settled(&cards), TOTAL);
	sim_line_clear(cards.line);
	CHECK(card_house_settle(&cards, 120000));
	check_state(&cards, payment, PAYMENT_CAPTURED);
	close_check(&cards);
}

/* --- keys ------------------------------------------------------------------------------------ */

static void leaves_old_keys(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;

	sim_line_fault(cards.line, "/capture", 0, 1, SIM_LOST_AFTER, 0);
	sim_line_fault(cards.line, "/capture", 0, 1000, SIM_NO_PEER, 0);
	payment = card_house_begin(&cards, bill, 0, "card");
	card_house_guest(&cards, "visa", 0);
	card_house_pass(&cards, 40000);
	check_state(&cards, payment, PAYMENT_DOUBT);
	card_house_stop(&cards);
	card_house_start(&cards, 24 * HOUR_MS);
	CHECK(card_house_settle(&cards, 120000));
	CHECK_INT(sim_line_keys(cards.line, "/capture"), 0);
	check_state(&cards, payment, PAYMENT_CAPTURED);
	close_check(&cards);
}

static void faults(struct card_house *cards, const char *script)
{
	char text[1024];

	str_copy(text, sizeof text, script);
	for (char *letter = text; *letter != '\0'; letter++)
		if (*letter == '\'')
			*letter = '"';
	CHECK_OK_FATAL(simulator_set_faults(cards->simulator, text, strlen(text)));
}

static size_t sends(const struct card_house *cards, const char *part)
{
	struct sim_sent sent;
	size_t n = 0;

	for (size_t i = 0; sim_line_sent(cards->line, i, &sent); i++)
		n += sent.key[0] != '\0' && strstr(sent.path, part) != NULL;
	return n;
}

/* Scenario 11 on a capture: the effect happened, a 500 was stored; its replay ends the sending. */
static void believes_no_replayed_500(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;

	faults(&cards, "{'on':'payment_intents.capture','fault':'500-after','times':1}");
	payment = card_house_begin(&cards, bill, 0, "card");
	card_house_guest(&cards, "visa", 0);
	CHECK(card_house_settle(&cards, 120000));
	check_state(&cards, payment, PAYMENT_CAPTURED);
	CHECK_INT(sends(&cards, "/capture"), 2);
	CHECK_INT(card_house_effects(&cards, "capture"), 1);
	close_check(&cards);
}

/* The clock jumps back a year while the key grows old. */
static void trusts_no_clock(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;

	sim_line_fault(cards.line, "/capture", 0, 1, SIM_LOST_AFTER, 0);
	sim_line_fault(cards.line, "/capture", 0, 1000, SIM_NO_PEER, 0);
	payment = card_house_begin(&cards, bill, 0, "card");
	card_house_guest(&cards, "visa", 0);
	card_house_pass(&cards, 40000);
	check_state(&cards, payment, PAYMENT_DOUBT);
	clock_advance(cards.app->clock, 24 * HOUR_MS);
	cards.app->clock->set_unix_ms -= 23 * HOUR_MS;
	sim_line_clear(cards.line);
	{
		size_t before = sends(&cards, "/capture");

		CHECK(card_house_settle(&cards, 700000));
		CHECK_INT(sends(&cards, "/capture"), before);
	}
	check_state(&cards, payment, PAYMENT_CAPTURED);
	close_check(&cards);
}

/* When the i-th request to a path was sent, from 0; -1: there is none. */
static int64_t sent_at(const struct card_house *cards, const char *part, int i)
{
	struct sim_sent sent;

	for (size_t at = 0; sim_line_sent(cards->line, at, &sent); at++)
		if (sent.key[0] != '\0' && strstr(sent.path, part) != NULL && i-- == 0)
			return sent.at_unix_ms;
	return -1;
}

/* 0.5, 1, 2, 4 and 5 seconds with a quarter of jitter, on a grid of 100 ms; what is asked to wait
 * longer waits (8, 10). */
static void pauses(void)
{
	static const int64_t wanted[] = { 500, 1000, 2000, 4000, 5000 };
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;

	sim_line_set_latency(cards.line, 0, 0, 1);
	sim_line_fault(cards.line, "/capture", 0, 5, SIM_LOST_BEFORE, 0);
	faults(&cards, "{'on':'payment_intents.capture','fault':'rate-limit','arg':9,'times':1}");
	payment = card_house_begin(&cards, bill, 0, "card");
	card_house_guest(&cards, "visa", 0);
	CHECK(card_house_settle(&cards, 120000));
	for (int i = 0; i < 5; i++) {
		int64_t gap = sent_at(&cards, "/capture", i + 1) - sent_at(&cards, "/capture", i);

		CHECK(gap >= wanted[i] * 3 / 4 && gap <= wanted[i] * 5 / 4 + 300);
	}
	CHECK(sent_at(&cards, "/capture", 6) - sent_at(&cards, "/capture", 5) >= 9000);
	CHECK_INT(sim_line_keys(cards.line, "/capture"), 1);
	check_state(&cards, payment, PAYMENT_CAPTURED);
	close_check(&cards);
}

/* Every try is a line of the log and a row, and neither holds more than it should (P1). */
static void logs_little(void)
{
	static const char *const never[] = { "sk_test", "secret", "pi_", "ch_", "tmr_", "://",
					     "amount", "4242" };
	struct card_house cards;
	int64_t bill = open_check(&cards);
	char path[512], *text = NULL;
	size_t len;

	str_format(path, sizeof path, "%s/courier.log", check_folder());
	CHECK_OK_FATAL(log_open(path, cards.app->clock, &cards.app->log));
	sim_line_fault(cards.line, "/capture", 0, 1, SIM_LOST_AFTER, 0);
	card_house_begin(&cards, bill, 0, "card");
	card_house_guest(&cards, "visa", 0);
	CHECK(card_house_settle(&cards, 60000));
	log_close(cards.app->log);
	cards.app->log = NULL;
	CHECK_OK_FATAL(file_read(path, 100000, &text, &len));
	CHECK(strstr(text, "sent capture attempt=") != NULL);
	CHECK(strstr(text, "/v1/payment_intents/{}/capture status=200 ok") != NULL);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		CHECK(strstr(text, never[i]) == NULL);
	free(text);
	CHECK_INT(shift_number(&cards.house, "SELECT count(*) FROM attempt_try "
					     "WHERE property = $1 AND what = 'sent'"),
		  sim_line_count(cards.line));
	close_check(&cards);
}

/* --- the reader ------------------------------------------------------------------------------ */

static void declines(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;

	payment = card_house_begin(&cards, bill, 0, "card");
	card_house_guest(&cards, "declined", 0);
	CHECK(card_house_settle(&cards, 20000));
	check_state(&cards, payment, PAYMENT_DECLINED);
	CHECK_INT(shift_balance(&cards.house, LEDGER_OPEN_CHECKS, 0, "EUR"), 0);
	payment = card_house_begin(&cards, bill, 0, "card");
	card_house_guest(&cards, "visa", 0);
	CHECK(card_house_settle(&cards, 20000));
	check_state(&cards, payment, PAYMENT_CAPTURED);
	close_check(&cards);
}

static void hears_the_guest_cancel(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;

	payment = card_house_begin(&cards, bill, 0, "card");
	card_house_pass(&cards, 4000);
	sim_line_person(cards.simulator, "cancel", "", clock_unix_ms(cards.app->clock));
	CHECK(card_house_settle(&cards, 20000));
	check_state(&cards, payment, PAYMENT_STOPPED);
	CHECK_INT(card_house_settled(&cards), 0);
	close_check(&cards);
}

/* Two minutes at the reader are no doubt: it is known that the guest has not paid yet. */
static void waits_for_the_guest(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment, since;

	payment = card_house_begin(&cards, bill, 0, "card");
	card_house_pass(&cards, 120000);
	check_state(&cards, payment, PAYMENT_WAITING);
	CHECK(strstr(courier_words(cards.courier, payment, &since), "card") != NULL);
	card_house_guest(&cards, "visa", 0);
	CHECK(card_house_settle(&cards, 20000));
	check_state(&cards, payment, PAYMENT_CAPTURED);
	close_check(&cards);
}

static void shows_a_code(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;
	struct payment_row row;

	payment = card_house_begin(&cards, bill, 0, "qr");
	card_house_pass(&cards, 5000);
	row = card_house_payment(&cards, payment);
	CHECK(row.url[0] != '\0');
	CHECK_TEXT(payment_state_name(row.state), "waiting");
	sim_line_person(cards.simulator, "pay-link", "", clock_unix_ms(cards.app->clock));
	CHECK(card_house_settle(&cards, 20000));
	check_state(&cards, payment, PAYMENT_CAPTURED);
	close_check(&cards);
}

/* Nobody captured the signed slip in time: the processor let go of it (22). */
static void hears_of_a_lapse(void)
{
	struct card_house cards;
	int64_t bill = open_check(&cards), payment;
	struct payment_row row;

	payment = card_house_begin(&cards, bill, 0, "slip");
	card_house_guest(&cards, "visa", 0);
	CHECK(card_house_settle(&cards, 20000));
	row = card_house_payment(&cards, payment);
	CHECK_TEXT(payment_state_name(row.state), "authorized");
	CHECK(row.capture_before_unix_ms > clock_unix_ms(cards.app->clock));
	CHECK_OK(courier_listen(cards.courier));
	card_house_pass(&cards, 10000);
	check_state(&cards, payment, PAYMENT_AUTHORIZED);
	clock_advance(cards.app->clock, 31 * 24 * HOUR_MS);
	for (int i = 0; i < 2; i++) {
		CHECK_OK(courier_listen(cards.courier));
		card_house_pass(&cards, 10000);
		check_state(&cards, payment, PAYMENT_LAPSED);
		CHECK_INT(shift_balance(&cards.house, LEDGER_UNCOLLECTED, 0, "EUR"), TOTAL);
		CHECK_INT(shift_balance(&cards.house, LEDGER_CARDS_AUTHORIZED, 11, "EUR"), 0);
	}
	close_check(&cards);
}

/* --- stops ----------------------------------------------------------------------------------- */

/* The program is killed after each of the first requests, and goes on a minute later (16, 17). */
static void goes_on_after_a_kill(void)
{
	for (int after_ms = 100; after_ms < 9000; after_ms += 300) {
		struct card_house cards;
		int64_t bill = open_check(&cards), payment;

		payment = card_house_begin(&cards, bill, 0, "card");
		for (int ms = 0; ms < after_ms; ms += 100) {
			card_house_pass(&cards, 100);
			if (ms == 4000)
				sim_line_person(cards.simulator, "present", "card=visa",
						clock_unix_ms(cards.app->clock));
		}
		card_house_stop(&cards);
		card_house_start(&cards, 60000);
		card_house_pass(&cards, 10000);
		if (card_house_effects(&cards, "authorize") == 0)
			card_house_guest(&cards, "visa", 0);
		CHECK(card_house_settle(&cards, 300000));
		check_state(&cards, payment, PAYMENT_CAPTURED);
		CHECK_INT(card_house_settled(&cards), TOTAL);
		close_check(&cards);
	}
}

const struct check_test test_courier[] = {
	{ "a card on the reader, its tip, its capture (L7, P2)", takes_a_card },
	{ "one fault at each step is one capture all the same (P3)", survives_faults },
	{ "without a connection nothing was sent, cash goes on (P4)", says_not_sent },
	{ "a later try that was not sent undoes no doubt (P4)", keeps_the_doubt },
	{ "a key of a day ago is only looked up (P3)", leaves_old_keys },
	{ "a replayed 500 is sent no more, only looked up (P3)", believes_no_replayed_500 },
	{ "a clock set back keeps no key young (P3)", trusts_no_clock },
	{ "pauses grow to five seconds and obey the processor", pauses },
	{ "the log holds no ids, keys or amounts of the processor (P1)", logs_little },
	{ "a declined card leaves nothing; the next is taken (P4)", declines },
	{ "the guest cancels at the reader", hears_the_guest_cancel },
	{ "a guest who takes time is no doubt (P4)", waits_for_the_guest },
	{ "a code is drawn, asked for and paid (P8)", shows_a_code },
	{ "a hold past its deadline goes to uncollected cards (22, P6)", hears_of_a_lapse },
	{ "killed at any moment it goes on where it was (P2, P7)", goes_on_after_a_kill },
	{ NULL, NULL },
};
