/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/test_https.c -- driver, HTTPS and the real sanduq-simulator: a payment from end
 * to end, and every fault of the wire as it arrives.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/loop.h"
#include "base/secret.h"
#include "double/counterpart.h"
#include "processor/http.h"
#include "processor/suites.h"

#define WAIT_MS 20000

struct wire_till {
	struct clock clock;
	struct loop *loop;
	struct counterpart counterpart;
	struct secret *key;
	struct http *http;
	struct processor_request request;
	struct processor_answer answer;
	char reader[PROCESSOR_ID_SIZE], intent[PROCESSOR_ID_SIZE], attempt[PROCESSOR_KEY_SIZE];
	int attempts;
	bool is_done;
};

static bool take_reader(void *arg, const struct processor_item *item)
{
	struct wire_till *till = arg;

	(void)str_copy(till->reader, sizeof till->reader, item->id);
	return false;
}

static void on_done(void *arg, const char *key, const struct processor_reply *reply)
{
	struct wire_till *till = arg;

	(void)key;
	processor_stripe.decode(&till->request, reply, &till->answer);
	if (till->request.op == PROCESSOR_LIST_READERS)
		(void)processor_stripe.list(&till->request, reply, take_reader, till);
	till->is_done = true;
}

/* Sends the request as it stands and waits for its end. */
static void send_again(struct wire_till *till, int64_t timeout_ms)
{
	int64_t end_ms = clock_mono_ms(&till->clock) + WAIT_MS;
	struct processor_wire wire;

	CHECK_OK_FATAL(processor_stripe.encode(&till->request, &wire));
	till->is_done = false;
	CHECK_OK_FATAL(http_send(till->http, till->request.attempt, &wire, timeout_ms, on_done,
				 till));
	processor_wire_done(&wire);
	while (!till->is_done && clock_mono_ms(&till->clock) < end_ms)
		CHECK_OK(loop_step(till->loop, 50));
	CHECK_FATAL(till->is_done);
}

static void ask(struct wire_till *till, enum processor_op op)
{
	(void)str_format(till->attempt, sizeof till->attempt, "attempt-%d", ++till->attempts);
	till->request = (struct processor_request){
		.op = op, .attempt = till->attempt, .amount_minor = 1250, .unit = "EUR",
		.reader = till->reader[0] != '\0' ? till->reader : NULL,
		.flags = PROCESSOR_MANUAL,
		.intent = till->intent[0] != '\0' ? till->intent : NULL,
	};
	send_again(till, 10000);
}

static void expect(const struct wire_till *till, enum processor_outcome outcome,
		   enum processor_state state)
{
	CHECK_TEXT(processor_outcome_name(till->answer.outcome), processor_outcome_name(outcome));
	CHECK_TEXT(processor_state_name(till->answer.state), processor_state_name(state));
}

/* Keeps the loop turning between requests. */
static void tick(void *arg)
{
	(void)arg;
}

static void register_reader(struct wire_till *till)
{
	till->request = (struct processor_request){
		.op = PROCESSOR_READER_CREATE, .attempt = "reader", .code = "simulated-wpe",
		.label = "Bar",
	};
	send_again(till, 10000);
	expect(till, PROCESSOR_OK, PROCESSOR_NONE);
	(void)str_copy(till->reader, sizeof till->reader, till->answer.reader);
}

static void open_till(struct wire_till *till, const char *name)
{
	const char *problem = "";

	memset(till, 0, sizeof *till);
	clock_init(&till->clock);
	CHECK_OK_FATAL(loop_new(&till->clock, &till->loop));
	CHECK_FATAL(counterpart_start(&till->counterpart, name, "visa"));
	CHECK_OK_FATAL(secret_load(till->counterpart.key_file, &till->key));
	CHECK_OK_FATAL(http_open(till->loop,
				 &(struct http_settings){ .base = till->counterpart.base,
							  .ca_file = till->counterpart.ca_file },
				 till->key, &problem, &till->http));
	ask(till, PROCESSOR_LIST_READERS);
	expect(till, PROCESSOR_OK, PROCESSOR_NONE);
	if (till->reader[0] == '\0')
		register_reader(till);
	CHECK_FATAL(till->reader[0] != '\0');
	CHECK_FATAL(loop_add_timer(till->loop, 20, 20, tick, till) > 0);
}

static void close_till(struct wire_till *till)
{
	http_close(till->http);
	secret_free(till->key);
	loop_free(till->loop);
	counterpart_end(&till->counterpart);
}

/* Made, presented, and authorized by the card that presents itself. */
static void authorize(struct wire_till *till)
{
	int64_t end_ms;

	till->intent[0] = '\0';
	ask(till, PROCESSOR_CREATE);
	expect(till, PROCESSOR_OK, PROCESSOR_CREATED);
	(void)str_copy(till->intent, sizeof till->intent, till->answer.intent);
	ask(till, PROCESSOR_PRESENT);
	CHECK_INT(till->answer.outcome, PROCESSOR_PENDING);
	end_ms = clock_mono_ms(&till->clock) + WAIT_MS;
	do {
		ask(till, PROCESSOR_QUERY);
	} while (till->answer.state != PROCESSOR_AUTHORIZED &&
		 clock_mono_ms(&till->clock) < end_ms);
	expect(till, PROCESSOR_OK, PROCESSOR_AUTHORIZED);
}

static void a_payment_from_end_to_end(void)
{
	struct wire_till till;

	open_till(&till, "whole");
	ask(&till, PROCESSOR_PING);
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	authorize(&till);
	CHECK_TEXT(till.answer.brand, "visa");
	CHECK(till.answer.request_id[0] != '\0');
	ask(&till, PROCESSOR_CAPTURE);
	expect(&till, PROCESSOR_OK, PROCESSOR_CAPTURED);
	CHECK(!till.answer.is_replayed);
	send_again(&till, 10000); /* the same bytes under the same key (P3) */
	expect(&till, PROCESSOR_OK, PROCESSOR_CAPTURED);
	CHECK(till.answer.is_replayed);
	ask(&till, PROCESSOR_REFUND);
	expect(&till, PROCESSOR_OK, PROCESSOR_REFUNDED);
	close_till(&till);
}

/* The same bytes under the same key, every 100 ms, as long as they may be sent again. */
static void replay_until_ok(struct wire_till *till)
{
	int64_t end_ms = clock_mono_ms(&till->clock) + WAIT_MS, pause_ms;

	while (till->answer.outcome != PROCESSOR_OK && clock_mono_ms(&till->clock) < end_ms) {
		pause_ms = clock_mono_ms(&till->clock) + 100;
		while (clock_mono_ms(&till->clock) < pause_ms)
			CHECK_OK(loop_step(till->loop, 20));
		send_again(till, 10000);
	}
}

/* Whatever happens on the wire to a capture, the replay tells the truth, once. */
static void every_fault_of_the_wire(void)
{
	static const struct {
		const char *on, *fault, *arg;
		enum processor_outcome outcome;
	} rows[] = {
		{ "payment_intents.capture", "reset-before", "", PROCESSOR_UNKNOWN },
		{ "payment_intents.capture", "reset-after", "", PROCESSOR_UNKNOWN },
		{ "payment_intents.capture", "stall-before", ",\"arg\":900", PROCESSOR_UNKNOWN },
		{ "payment_intents.capture", "stall-after", ",\"arg\":900", PROCESSOR_UNKNOWN },
		{ "payment_intents.capture", "cut", ",\"arg\":1", PROCESSOR_UNKNOWN },
		{ "payment_intents.capture", "cut", ",\"arg\":300", PROCESSOR_UNKNOWN },
		{ "payment_intents.capture", "truncated", "", PROCESSOR_UNKNOWN },
		{ "payment_intents.capture", "html", "", PROCESSOR_UNKNOWN },
		{ "payment_intents.capture", "redirect", "", PROCESSOR_UNKNOWN },
		{ "payment_intents.capture", "rate-limit", "", PROCESSOR_THROTTLED },
		{ "connect", "refuse", "", PROCESSOR_NOT_SENT },
		{ "connect", "bad-ca", "", PROCESSOR_CONFIG },
		{ "connect", "expired", "", PROCESSOR_CONFIG },
		{ "connect", "wrong-host", "", PROCESSOR_CONFIG },
		{ "connect", "tls1.1", "", PROCESSOR_CONFIG },
	};
	char script[256];
	struct wire_till till;

	open_till(&till, "faults");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		authorize(&till);
		(void)str_format(script, sizeof script,
				 "{\"on\":\"%s\",\"fault\":\"%s\",\"times\":1%s}\n",
				 rows[i].on, rows[i].fault, rows[i].arg);
		CHECK_FATAL(counterpart_faults(&till.counterpart, script));
		(void)str_format(till.attempt, sizeof till.attempt, "attempt-%d", ++till.attempts);
		till.request.op = PROCESSOR_CAPTURE;
		send_again(&till, 600);
		if (till.answer.outcome != rows[i].outcome)
			CHECK_TEXT(processor_outcome_name(till.answer.outcome), rows[i].fault);
		replay_until_ok(&till);
		expect(&till, PROCESSOR_OK, PROCESSOR_CAPTURED);
		CHECK_INT(till.answer.captured_minor, 1250);
	}
	close_till(&till);
}

const struct check_test test_https[] = {
	{ "a payment over HTTPS from end to end", a_payment_from_end_to_end },
	{ "every fault of the wire, then the truth (P3, P4)", every_fault_of_the_wire },
	{ 0 },
};
