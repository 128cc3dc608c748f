/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/test_decode.c -- what is certain after each way a request can end: every row of
 * the tables, and whole answers that are not ours.
 */
#include <stdlib.h>
#include <string.h>

#include "processor/sample.h"
#include "processor/suites.h"

#define BODY_SIZE 8192

static bool is_money(enum processor_state state)
{
	return state == PROCESSOR_AUTHORIZED || state == PROCESSOR_CAPTURED ||
	       state == PROCESSOR_REFUNDED;
}

static void expect(const struct processor_answer *answer, enum processor_outcome outcome,
		   enum processor_next next)
{
	CHECK_TEXT(processor_outcome_name(answer->outcome), processor_outcome_name(outcome));
	CHECK_TEXT(processor_next_name(answer->next), processor_next_name(next));
	CHECK_FATAL(answer->message != NULL);
	CHECK(outcome == PROCESSOR_OK || answer->message[0] != '\0');
}

/* A body with one text put in another's place; the text must be there. */
static const char *change(const char *body, const char *from, const char *to, char *into)
{
	const char *at = strstr(body, from);

	CHECK_FATAL(at != NULL);
	CHECK_FATAL(str_format(into, BODY_SIZE, "%.*s%s%s", (int)(at - body), body, to,
			       at + strlen(from)));
	return into;
}

/* --- whole answers ----------------------------------------------------------------------- */

static void whole_answers_are_what_they_say(void)
{
	static const struct {
		enum processor_op op;
		enum processor_outcome outcome;
		enum processor_state state;
	} rows[] = {
		{ PROCESSOR_CREATE, PROCESSOR_OK, PROCESSOR_CREATED },
		{ PROCESSOR_PRESENT, PROCESSOR_PENDING, PROCESSOR_WAIT_CARD },
		{ PROCESSOR_PRESENT_CANCEL, PROCESSOR_OK, PROCESSOR_NONE },
		{ PROCESSOR_DISPLAY, PROCESSOR_OK, PROCESSOR_NONE },
		{ PROCESSOR_CONFIRM_SAVED, PROCESSOR_OK, PROCESSOR_AUTHORIZED },
		{ PROCESSOR_INCREMENT, PROCESSOR_OK, PROCESSOR_AUTHORIZED },
		{ PROCESSOR_CAPTURE, PROCESSOR_OK, PROCESSOR_CAPTURED },
		{ PROCESSOR_VOID, PROCESSOR_OK, PROCESSOR_VOIDED },
		{ PROCESSOR_REFUND, PROCESSOR_OK, PROCESSOR_REFUNDED },
		{ PROCESSOR_LINK_CREATE, PROCESSOR_OK, PROCESSOR_WAIT_GUEST },
		{ PROCESSOR_LINK_EXPIRE, PROCESSOR_OK, PROCESSOR_EXPIRED },
		{ PROCESSOR_PRICE_CREATE, PROCESSOR_OK, PROCESSOR_NONE },
		{ PROCESSOR_PAYLINK_CREATE, PROCESSOR_OK, PROCESSOR_WAIT_GUEST },
		{ PROCESSOR_PAYLINK_CLOSE, PROCESSOR_OK, PROCESSOR_EXPIRED },
		{ PROCESSOR_CUSTOMER_CREATE, PROCESSOR_OK, PROCESSOR_NONE },
		{ PROCESSOR_READER_CREATE, PROCESSOR_OK, PROCESSOR_NONE },
		{ PROCESSOR_QUERY, PROCESSOR_OK, PROCESSOR_CAPTURED },
		{ PROCESSOR_QUERY_READER, PROCESSOR_OK, PROCESSOR_NONE },
		{ PROCESSOR_QUERY_LINK, PROCESSOR_OK, PROCESSOR_CAPTURED },
		{ PROCESSOR_QUERY_PAYLINK, PROCESSOR_OK, PROCESSOR_CAPTURED },
		{ PROCESSOR_QUERY_REFUND, PROCESSOR_OK, PROCESSOR_REFUNDED },
	};

	for (int i = 0; i < PROCESSOR_OP_COUNT; i++) {
		struct processor_request request = sample_request((enum processor_op)i);
		struct processor_reply reply = sample_reply(200, sample_body(request.op));
		struct processor_answer answer = sample_decode(&request, &reply);
		bool is_listed = (size_t)i < sizeof rows / sizeof *rows;

		CHECK_INT(answer.outcome, is_listed ? rows[i].outcome : PROCESSOR_OK);
		CHECK_TEXT(processor_state_name(answer.state),
			   processor_state_name(is_listed ? rows[i].state : PROCESSOR_NONE));
		CHECK(!is_listed || (int)rows[i].op == i);
		CHECK(answer.is_known);
	}
}

static void a_hold_brings_its_facts(void)
{
	struct processor_request request = sample_request(PROCESSOR_INCREMENT);
	struct processor_reply reply = sample_reply(200, sample_body(PROCESSOR_INCREMENT));
	struct processor_answer answer = sample_decode(&request, &reply);

	CHECK_TEXT(answer.intent, "pi_1");
	CHECK_TEXT(answer.charge, "ch_1");
	CHECK_TEXT(answer.method, "pm_9");
	CHECK_TEXT(answer.unit, "EUR");
	CHECK_TEXT(answer.brand, "visa");
	CHECK_TEXT(answer.last_four, "4242");
	CHECK_TEXT(answer.read_method, "contactless_emv");
	CHECK_TEXT(answer.authorization_code, "A1B2C3");
	CHECK_TEXT(answer.application, "VISA CREDIT");
	CHECK_TEXT(answer.application_id, "A0000000031010");
	CHECK_TEXT(answer.request_id, "req_1");
	CHECK_INT(answer.authorized_minor, 1250);
	CHECK_INT(answer.capturable_minor, 1250);
	CHECK_INT(answer.captured_minor, 0);
	CHECK_INT(answer.capture_most_minor, 1875);
	CHECK_INT(answer.capture_before_unix_ms, 1780172800000);
	CHECK_INT(answer.created_unix_ms, 1780000000000);
	CHECK(answer.can_increment && answer.can_overcapture);
}

static void the_most_that_may_be_captured(void)
{
	char one[BODY_SIZE], two[BODY_SIZE];
	struct processor_request request = sample_request(PROCESSOR_INCREMENT);
	const char *held = sample_body(PROCESSOR_INCREMENT);
	struct processor_reply reply =
		sample_reply(200, change(held, "\"overcapture_supported\":true",
					 "\"overcapture_supported\":false", one));
	struct processor_answer answer = sample_decode(&request, &reply);

	CHECK_INT(answer.capture_most_minor, 1250);
	reply = sample_reply(200, change(held, "\"eur\"", "\"usd\"", one));
	(void)str_copy(request.unit, sizeof request.unit, "USD");
	answer = sample_decode(&request, &reply);
	CHECK_INT(answer.capture_most_minor, 1250 + 5000);
	reply = sample_reply(200, change(change(held, "\"eur\"", "\"usd\"", one),
					 "\"overcapture_supported\":true",
					 "\"overcapture\":{\"status\":\"available\","
					 "\"maximum_amount_capturable\":1437}", two));
	answer = sample_decode(&request, &reply);
	CHECK_INT(answer.capture_most_minor, 1437);
}

/* A tip chosen on the reader raises the amount; without it the amount is another's. */
static void a_tip_on_the_reader_is_told_apart(void)
{
	char one[BODY_SIZE], two[BODY_SIZE];
	struct processor_request request = sample_request(PROCESSOR_QUERY);
	const char *raised = change(sample_body(PROCESSOR_QUERY), "\"amount\":1250",
				    "\"amount\":1450", one);
	struct processor_reply reply = sample_reply(200, raised);
	struct processor_answer answer = sample_decode(&request, &reply);

	expect(&answer, PROCESSOR_MISMATCH, PROCESSOR_NEXT_HUMAN);
	reply = sample_reply(200, change(raised, "\"metadata\":",
					 "\"amount_details\":{\"tip\":{\"amount\":200}},"
					 "\"metadata\":", two));
	answer = sample_decode(&request, &reply);
	expect(&answer, PROCESSOR_OK, PROCESSOR_NEXT_NOTHING);
	CHECK_INT(answer.tip_minor, 200);
	CHECK_INT(answer.amount_minor, 1450);
}

/* --- states ------------------------------------------------------------------------------ */

static void every_state_of_an_intent(void)
{
	static const struct {
		const char *from, *to;
		enum processor_outcome outcome;
		enum processor_state state;
	} rows[] = {
		{ "\"succeeded\"", "\"requires_payment_method\"", PROCESSOR_OK, PROCESSOR_CREATED },
		{ "\"succeeded\"", "\"requires_confirmation\"", PROCESSOR_OK, PROCESSOR_CREATED },
		{ "\"succeeded\"", "\"requires_action\"", PROCESSOR_PENDING, PROCESSOR_WAIT_GUEST },
		{ "\"succeeded\"", "\"processing\"", PROCESSOR_PENDING, PROCESSOR_PROCESSING },
		{ "\"succeeded\"", "\"canceled\"", PROCESSOR_OK, PROCESSOR_VOIDED },
		{ "\"succeeded\"", "\"canceled\",\"cancellation_reason\":\"automatic\"",
		  PROCESSOR_OK, PROCESSOR_EXPIRED },
		{ "\"succeeded\"", "\"requires_payment_method\",\"last_payment_error\":{\"code\":"
		  "\"card_declined\",\"decline_code\":\"stolen_card\"}",
		  PROCESSOR_DECLINED, PROCESSOR_CARD_NO },
		{ "\"succeeded\"", "\"succeeded_with_bells\"", PROCESSOR_PENDING,
		  PROCESSOR_PROCESSING },
		{ "\"succeeded\"", "\"\"", PROCESSOR_PENDING, PROCESSOR_PROCESSING },
		{ "\"succeeded\"", "null", PROCESSOR_UNKNOWN, PROCESSOR_NONE },
		{ "\"succeeded\"", "\"requires_capture\"", PROCESSOR_UNKNOWN, PROCESSOR_NONE },
	};
	char body[BODY_SIZE];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct processor_request request = sample_request(PROCESSOR_QUERY);
		struct processor_reply reply = sample_reply(
			200, change(sample_body(PROCESSOR_QUERY), rows[i].from, rows[i].to, body));
		struct processor_answer answer = sample_decode(&request, &reply);

		CHECK_TEXT(processor_outcome_name(answer.outcome),
			   processor_outcome_name(rows[i].outcome));
		CHECK_TEXT(processor_state_name(answer.state), processor_state_name(rows[i].state));
	}
}

static void every_end_of_a_reader(void)
{
	static const struct {
		const char *to;
		enum processor_outcome outcome;
		enum processor_state state;
		enum processor_next next;
	} rows[] = {
		{ "\"in_progress\"", PROCESSOR_PENDING, PROCESSOR_WAIT_CARD, PROCESSOR_NEXT_ASK },
		{ "\"succeeded\"", PROCESSOR_PENDING, PROCESSOR_PROCESSING, PROCESSOR_NEXT_ASK },
		{ "\"asleep\"", PROCESSOR_PENDING, PROCESSOR_PROCESSING, PROCESSOR_NEXT_ASK },
		{ "\"failed\",\"failure_code\":\"customer_canceled\"", PROCESSOR_OK,
		  PROCESSOR_CREATED, PROCESSOR_NEXT_NOTHING },
		{ "\"failed\",\"failure_code\":\"card_declined\"", PROCESSOR_DECLINED,
		  PROCESSOR_CARD_NO, PROCESSOR_NEXT_NEW },
		{ "\"failed\",\"failure_code\":\"connection_error\"", PROCESSOR_UNKNOWN,
		  PROCESSOR_PROCESSING, PROCESSOR_NEXT_ASK },
		{ "\"failed\",\"failure_code\":\"never_heard_of\"", PROCESSOR_UNKNOWN,
		  PROCESSOR_PROCESSING, PROCESSOR_NEXT_ASK },
	};
	static const enum processor_op ops[] = { PROCESSOR_PRESENT, PROCESSOR_QUERY_READER };
	char body[BODY_SIZE];

	for (size_t i = 0; i < 2 * (sizeof rows / sizeof *rows); i++) {
		struct processor_request request = sample_request(ops[i % 2]);
		struct processor_reply reply = sample_reply(
			200, change(sample_body(PROCESSOR_PRESENT),
				    "\"in_progress\",\"failure_code\":null", rows[i / 2].to, body));
		struct processor_answer answer = sample_decode(&request, &reply);

		expect(&answer, rows[i / 2].outcome, rows[i / 2].next);
		CHECK_TEXT(processor_state_name(answer.state),
			   processor_state_name(rows[i / 2].state));
	}
}

static void a_reader_at_another_payment(void)
{
	struct processor_request request = sample_request(PROCESSOR_QUERY_READER);
	struct processor_reply reply = sample_reply(200, sample_body(PROCESSOR_PRESENT));
	struct processor_answer answer;

	request.intent = "pi_2";
	answer = sample_decode(&request, &reply);
	CHECK_INT(answer.outcome, PROCESSOR_OK);
	CHECK_INT(answer.state, PROCESSOR_NONE);
	CHECK_TEXT(answer.intent, "pi_1");
	request.op = PROCESSOR_PRESENT;
	answer = sample_decode(&request, &reply);
	CHECK_INT(answer.outcome, PROCESSOR_MISMATCH);
}

static void every_state_of_a_refund(void)
{
	static const struct {
		const char *to;
		enum processor_outcome outcome;
		enum processor_state state;
	} rows[] = {
		{ "\"pending\"", PROCESSOR_PENDING, PROCESSOR_REFUND_PENDING },
		{ "\"requires_action\"", PROCESSOR_PENDING, PROCESSOR_REFUND_PENDING },
		{ "\"whatever\"", PROCESSOR_PENDING, PROCESSOR_REFUND_PENDING },
		{ "\"failed\"", PROCESSOR_REFUSED, PROCESSOR_REFUND_FAILED },
		{ "\"canceled\"", PROCESSOR_REFUSED, PROCESSOR_REFUND_CANCELED },
		{ "null", PROCESSOR_UNKNOWN, PROCESSOR_NONE },
	};
	char body[BODY_SIZE];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct processor_request request = sample_request(PROCESSOR_REFUND);
		struct processor_reply reply = sample_reply(
			200, change(sample_body(PROCESSOR_REFUND), "\"succeeded\"", rows[i].to,
				    body));
		struct processor_answer answer = sample_decode(&request, &reply);

		CHECK_INT(answer.outcome, rows[i].outcome);
		CHECK_TEXT(processor_state_name(answer.state), processor_state_name(rows[i].state));
	}
}

/* A session that says "paid" without the intent that took the money is not believed. */
static void a_session_alone_is_not_money(void)
{
	static const struct {
		const char *from, *to;
		enum processor_outcome outcome;
		enum processor_state state;
	} rows[] = {
		{ "\"unpaid\"", "\"paid\"", PROCESSOR_PENDING, PROCESSOR_WAIT_GUEST },
		{ "\"open\",\"payment_intent\":null", "\"complete\",\"payment_intent\":null",
		  PROCESSOR_PENDING, PROCESSOR_PROCESSING },
		{ "\"open\",\"payment_intent\":null", "\"complete\",\"payment_intent\":\"pi_1\"",
		  PROCESSOR_PENDING, PROCESSOR_PROCESSING },
		{ "\"open\"", "\"expired\"", PROCESSOR_OK, PROCESSOR_EXPIRED },
		{ "\"open\"", "null", PROCESSOR_UNKNOWN, PROCESSOR_NONE },
	};
	char body[BODY_SIZE];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct processor_request request = sample_request(PROCESSOR_QUERY_LINK);
		struct processor_reply reply = sample_reply(
			200, change(sample_body(PROCESSOR_LINK_CREATE), rows[i].from, rows[i].to,
				    body));
		struct processor_answer answer = sample_decode(&request, &reply);

		CHECK_INT(answer.outcome, rows[i].outcome);
		CHECK_TEXT(processor_state_name(answer.state), processor_state_name(rows[i].state));
	}
}

static void a_card_is_saved_by_a_link(void)
{
	static const char body[] =
		"{\"id\":\"cs_test_1\",\"object\":\"checkout.session\",\"livemode\":false,"
		"\"mode\":\"setup\",\"created\":1780000000,\"expires_at\":1780086400,"
		"\"status\":\"complete\","
		"\"customer\":\"cus_1\",\"setup_intent\":{\"id\":\"seti_1\",\"status\":"
		"\"succeeded\",\"payment_method\":\"pm_7\"}}";
	struct processor_request request = sample_request(PROCESSOR_QUERY_LINK);
	struct processor_reply reply = sample_reply(200, body);
	struct processor_answer answer = sample_decode(&request, &reply);

	CHECK_INT(answer.outcome, PROCESSOR_MISMATCH); /* a sale was asked for */
	request.flags = PROCESSOR_SETUP_ONLY;
	answer = sample_decode(&request, &reply);
	CHECK_INT(answer.outcome, PROCESSOR_OK);
	CHECK_INT(answer.state, PROCESSOR_SAVED);
	CHECK_TEXT(answer.method, "pm_7");
}

/* --- answers that are not ours ----------------------------------------------------------- */

static void what_differs_is_frozen(void)
{
	static const struct {
		enum processor_op op;
		const char *from, *to;
	} rows[] = {
		{ PROCESSOR_CREATE, "\"amount\":1250", "\"amount\":1251" },
		{ PROCESSOR_CREATE, "\"eur\"", "\"usd\"" },
		{ PROCESSOR_CREATE, "\"livemode\":false", "\"livemode\":true" },
		{ PROCESSOR_CREATE, "\"manual\"", "\"automatic\"" },
		{ PROCESSOR_CREATE, SAMPLE_KEY, "another" },
		{ PROCESSOR_CONFIRM_SAVED, "\"amount_capturable\":1250",
		  "\"amount_capturable\":1200" },
		{ PROCESSOR_INCREMENT, "\"pi_1\"", "\"pi_2\"" },
		{ PROCESSOR_INCREMENT, "\"amount\":1250", "\"amount\":1000" },
		{ PROCESSOR_CAPTURE, "\"pi_1\"", "\"pi_2\"" },
		{ PROCESSOR_CAPTURE, "\"amount_received\":1250", "\"amount_received\":1000" },
		{ PROCESSOR_CAPTURE, "\"eur\"", "\"jpy\"" },
		{ PROCESSOR_VOID, "\"pi_1\"", "\"pi_2\"" },
		{ PROCESSOR_VOID, "\"eur\"", "\"jpy\"" },
		{ PROCESSOR_REFUND, "\"amount\":1250", "\"amount\":125" },
		{ PROCESSOR_REFUND, "\"eur\"", "\"gbp\"" },
		{ PROCESSOR_REFUND, "\"pi_1\"", "\"pi_2\"" },
		{ PROCESSOR_REFUND, SAMPLE_KEY, "another" },
		{ PROCESSOR_PRESENT, "\"tmr_1\"", "\"tmr_2\"" },
		{ PROCESSOR_PRESENT, "\"pi_1\"", "\"pi_2\"" },
		{ PROCESSOR_PRESENT, "\"livemode\":false", "\"livemode\":true" },
		{ PROCESSOR_LINK_CREATE, "\"amount_total\":1250", "\"amount_total\":1" },
		{ PROCESSOR_LINK_EXPIRE, "\"cs_test_1\"", "\"cs_test_2\"" },
		{ PROCESSOR_QUERY_LINK, "\"amount\":1250", "\"amount\":1" },
		{ PROCESSOR_QUERY, "\"pi_1\"", "\"pi_2\"" },
		{ PROCESSOR_QUERY_REFUND, "\"re_1\"", "\"re_2\"" },
		{ PROCESSOR_QUERY_PAYLINK, "\"plink_1\"", "\"plink_2\"" },
		{ PROCESSOR_PRICE_CREATE, "1250", "1251" },
		{ PROCESSOR_PAYLINK_CLOSE, "\"plink_1\"", "\"plink_2\"" },
		{ PROCESSOR_FIND_INTENTS, "\"livemode\":false", "\"livemode\":true" },
		{ PROCESSOR_PING, "\"livemode\":false", "\"livemode\":true" },
	};
	char body[BODY_SIZE];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct processor_request request = sample_request(rows[i].op);
		struct processor_reply reply = sample_reply(
			200, change(sample_body(rows[i].op), rows[i].from, rows[i].to, body));
		struct processor_answer answer = sample_decode(&request, &reply);

		if (answer.outcome != PROCESSOR_MISMATCH)
			CHECK_TEXT(processor_op_name(rows[i].op), rows[i].to);
		expect(&answer, PROCESSOR_MISMATCH, PROCESSOR_NEXT_HUMAN);
		CHECK(!answer.is_known);
	}
}

static void what_lacks_a_member_is_unknown(void)
{
	static const struct {
		enum processor_op op;
		const char *from, *to;
	} rows[] = {
		{ PROCESSOR_CAPTURE, "\"id\":\"pi_1\"", "\"ID\":\"pi_1\"" },
		{ PROCESSOR_CAPTURE, "\"id\":\"pi_1\"", "\"id\":\"pi 1\"" },
		{ PROCESSOR_CAPTURE, "\"object\":\"payment_intent\"", "\"object\":\"charge\"" },
		{ PROCESSOR_CAPTURE, "\"livemode\":false", "\"live\":false" },
		{ PROCESSOR_CAPTURE, "\"livemode\":false", "\"livemode\":\"false\"" },
		{ PROCESSOR_CAPTURE, "\"amount_received\":1250", "\"amount_received\":12.5" },
		{ PROCESSOR_CAPTURE, "\"amount_received\":1250", "\"amount_received\":0" },
		{ PROCESSOR_CAPTURE, "\"amount_received\"", "\"amount_receive\"" },
		{ PROCESSOR_CAPTURE, "\"eur\"", "\"EURO\"" },
		{ PROCESSOR_CAPTURE, "\"created\":1780000000", "\"created\":-1" },
		{ PROCESSOR_CAPTURE, "\"latest_charge\"", "\"charge\"" },
		{ PROCESSOR_CAPTURE, "\"amount\":1250", "\"amount\":\"1250\"" },
		{ PROCESSOR_INCREMENT, "\"amount_capturable\":1250", "\"amount_capturable\":0" },
		{ PROCESSOR_REFUND, "\"amount\":1250", "\"amount\":0" },
		{ PROCESSOR_REFUND, "\"payment_intent\"", "\"intent\"" },
		{ PROCESSOR_PRESENT, "\"process_payment_intent\",", "\"set_reader_display\"," },
		{ PROCESSOR_LINK_CREATE, "\"https://pay.example/c/cs_test_1\"", "null" },
		{ PROCESSOR_LINK_CREATE, "\"mode\":\"payment\"", "\"mode\":\"lease\"" },
		{ PROCESSOR_PAYLINK_CREATE, "\"active\":true", "\"active\":1" },
		{ PROCESSOR_FIND_REFUNDS, "\"has_more\":false", "\"has_more\":0" },
		{ PROCESSOR_FIND_REFUNDS, "\"list\"", "\"array\"" },
		{ PROCESSOR_LEDGER, "\"amount\"", "\"sum\"" },
	};
	char body[BODY_SIZE];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct processor_request request = sample_request(rows[i].op);
		struct processor_reply reply = sample_reply(
			200, change(sample_body(rows[i].op), rows[i].from, rows[i].to, body));
		struct processor_answer answer = sample_decode(&request, &reply);

		if (answer.outcome != PROCESSOR_UNKNOWN)
			CHECK_TEXT(processor_op_name(rows[i].op), rows[i].to);
		CHECK_INT(answer.next, PROCESSOR_NEXT_REPLAY);
		CHECK(!is_money(answer.state));
	}
}

/* Whatever is cut off, nothing shorter than the whole is believed. */
static void what_is_cut_short_is_unknown(void)
{
	for (int i = 0; i < PROCESSOR_OP_COUNT; i++) {
		struct processor_request request = sample_request((enum processor_op)i);
		struct processor_reply reply = sample_reply(200, sample_body(request.op));
		size_t whole = reply.body_len;

		for (reply.body_len = 0; reply.body_len < whole; reply.body_len++) {
			struct processor_answer answer = sample_decode(&request, &reply);

			CHECK(answer.outcome == PROCESSOR_UNKNOWN && !answer.is_known);
		}
	}
}

/* Success of another kind than the operation's own is not its success. */
static void the_wrong_state_is_unknown(void)
{
	static const struct {
		enum processor_op op, body;
	} rows[] = {
		{ PROCESSOR_CAPTURE, PROCESSOR_INCREMENT }, { PROCESSOR_VOID, PROCESSOR_CAPTURE },
		{ PROCESSOR_VOID, PROCESSOR_INCREMENT },
		{ PROCESSOR_INCREMENT, PROCESSOR_CAPTURE },
		{ PROCESSOR_CREATE, PROCESSOR_CAPTURE },    { PROCESSOR_CAPTURE, PROCESSOR_VOID },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct processor_request request = sample_request(rows[i].op);
		struct processor_reply reply = sample_reply(200, sample_body(rows[i].body));
		struct processor_answer answer = sample_decode(&request, &reply);

		expect(&answer, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_ASK);
	}
}

static void only_json_with_200_is_read(void)
{
	struct processor_request request = sample_request(PROCESSOR_CAPTURE);
	struct processor_reply reply = sample_reply(200, sample_body(PROCESSOR_CAPTURE));
	struct processor_answer answer;

	(void)str_copy(reply.content_type, sizeof reply.content_type, "text/html");
	answer = sample_decode(&request, &reply);
	expect(&answer, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY);
	reply = sample_reply(200, "<html>Welcome to the hotel network</html>");
	answer = sample_decode(&request, &reply);
	expect(&answer, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY);
	for (int http = 100; http < 400; http++) {
		reply = sample_reply(http, sample_body(PROCESSOR_CAPTURE));
		answer = sample_decode(&request, &reply);
		CHECK_INT(answer.outcome, http == 200 ? PROCESSOR_OK : PROCESSOR_UNKNOWN);
	}
}

const struct check_test test_decode[] = {
	{ "a whole answer is what it says, for every operation", whole_answers_are_what_they_say },
	{ "a hold brings card, code, charge, amounts and deadline (P6)", a_hold_brings_its_facts },
	{ "the most that may be captured (P5)", the_most_that_may_be_captured },
	{ "a tip on the reader is told apart (P5)", a_tip_on_the_reader_is_told_apart },
	{ "every state of an intent; new ones are no success (P4)", every_state_of_an_intent },
	{ "every end of a reader; connection_error is unknown (P4)", every_end_of_a_reader },
	{ "a reader at another payment", a_reader_at_another_payment },
	{ "every state of a refund", every_state_of_a_refund },
	{ "a session alone is not money (P4)", a_session_alone_is_not_money },
	{ "a card is saved by a link", a_card_is_saved_by_a_link },
	{ "what differs from what was asked is frozen (P4)", what_differs_is_frozen },
	{ "what lacks a member is unknown (P4)", what_lacks_a_member_is_unknown },
	{ "what is cut short is unknown (P4)", what_is_cut_short_is_unknown },
	{ "a state the operation cannot lead to is unknown (P4)", the_wrong_state_is_unknown },
	{ "only JSON with status 200 is read (P4)", only_json_with_200_is_read },
	{ 0 },
};
