/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/test_error.c -- every row of the table of errors and ends, and no gap in it.
 */
#include <stdio.h>
#include <string.h>

#include "processor/sample.h"
#include "processor/suites.h"

#define BODY_SIZE 512

static const char *error_body(const char *type, const char *code, char body[BODY_SIZE])
{
	if (type == NULL)
		return "{}";
	(void)str_format(body, BODY_SIZE,
			 "{\"error\":{\"type\":\"%s\",\"code\":\"%s\","
			 "\"decline_code\":\"lost_card\",\"param\":\"amount\","
			 "\"message\":\"No.\"}}", type, code);
	return body;
}

static struct processor_answer decode_error(enum processor_op op, int http, const char *type,
					    const char *code)
{
	char body[BODY_SIZE];
	struct processor_request request = sample_request(op);
	struct processor_reply reply = sample_reply(http, error_body(type, code, body));

	return sample_decode(&request, &reply);
}

#define CARD "card_error"
#define BAD "invalid_request_error"
#define API "api_error"

static void every_row_of_the_table(void)
{
	static const struct {
		int http;
		const char *type, *code;
		enum processor_outcome outcome;
		enum processor_next next;
	} rows[] = {
		{ 400, "idempotency_error", "", PROCESSOR_REFUSED, PROCESSOR_NEXT_HUMAN },
		{ 400, BAD, "terminal_reader_timeout", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_ASK },
		{ 503, API, "terminal_reader_timeout", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_ASK },
		{ 400, BAD, "terminal_reader_offline", PROCESSOR_BUSY, PROCESSOR_NEXT_NEW },
		{ 400, BAD, "terminal_reader_busy", PROCESSOR_BUSY, PROCESSOR_NEXT_NEW },
		{ 400, BAD, "terminal_reader_hardware_fault", PROCESSOR_BUSY, PROCESSOR_NEXT_NEW },
		{ 429, BAD, "lock_timeout", PROCESSOR_BUSY, PROCESSOR_NEXT_REPLAY },
		{ 429, BAD, "rate_limit", PROCESSOR_THROTTLED, PROCESSOR_NEXT_REPLAY },
		{ 429, NULL, NULL, PROCESSOR_THROTTLED, PROCESSOR_NEXT_REPLAY },
		{ 409, BAD, "idempotency_key_in_use", PROCESSOR_BUSY, PROCESSOR_NEXT_REPLAY },
		{ 409, "idempotency_error", "idempotency_key_in_use", PROCESSOR_BUSY,
		  PROCESSOR_NEXT_REPLAY },
		{ 401, BAD, "", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW },
		{ 403, BAD, "", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW },
		{ 400, BAD, "api_key_expired", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW },
		{ 400, BAD, "livemode_mismatch", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW },
		{ 400, BAD, "secret_key_required", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW },
		{ 400, BAD, "testmode_charges_only", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW },
		{ 400, BAD, "tls_version_unsupported", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW },
		{ 400, BAD, "charge_expired_for_capture", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK },
		{ 400, CARD, "capture_charge_authorization_expired", PROCESSOR_REFUSED,
		  PROCESSOR_NEXT_ASK },
		{ 402, CARD, "card_declined", PROCESSOR_DECLINED, PROCESSOR_NEXT_NEW },
		{ 402, BAD, "", PROCESSOR_DECLINED, PROCESSOR_NEXT_NEW },
		{ 400, CARD, "expired_card", PROCESSOR_DECLINED, PROCESSOR_NEXT_NEW },
		{ 400, BAD, "intent_invalid_state", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK },
		{ 400, BAD, "payment_intent_unexpected_state", PROCESSOR_REFUSED,
		  PROCESSOR_NEXT_ASK },
		{ 400, BAD, "charge_already_captured", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK },
		{ 400, BAD, "charge_already_refunded", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK },
		{ 400, BAD, "charge_disputed", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK },
		{ 400, BAD, "refund_disputed_payment", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK },
		{ 400, BAD, "resource_missing", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK },
		{ 404, BAD, "", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK },
		{ 408, BAD, "", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ 424, BAD, "", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ 500, API, "", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ 500, CARD, "card_declined", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ 503, NULL, NULL, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ 400, API, "", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ 400, BAD, "parameter_missing", PROCESSOR_REFUSED, PROCESSOR_NEXT_NOTHING },
		{ 400, NULL, NULL, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ 402, NULL, NULL, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ 403, NULL, NULL, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ 418, "teapot_error", "", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct processor_answer answer = decode_error(PROCESSOR_REFUND, rows[i].http,
							      rows[i].type, rows[i].code);

		if (answer.outcome != rows[i].outcome || answer.next != rows[i].next)
			CHECK_TEXT(processor_outcome_name(answer.outcome), rows[i].code);
		CHECK_INT(answer.outcome, rows[i].outcome);
		CHECK_INT(answer.next, rows[i].next);
		CHECK_INT(answer.http, rows[i].http);
		CHECK(!answer.is_known && answer.message[0] != '\0');
	}
}

/* Status by status, with words and without: an outcome always, success never. */
static void there_is_no_gap(void)
{
	static const char *const types[] = { NULL, CARD, BAD, API, "idempotency_error", "new" };

	for (int http = 0; http < 1000; http++)
		for (size_t i = 0; http != 200 && i < sizeof types / sizeof *types; i++) {
			struct processor_answer answer =
				decode_error(PROCESSOR_CAPTURE, http, types[i], "");

			CHECK(answer.outcome != PROCESSOR_OK);
			CHECK(answer.outcome != PROCESSOR_PENDING);
			CHECK(answer.outcome != PROCESSOR_NOT_SENT);
			CHECK(http < 500 || answer.outcome == PROCESSOR_UNKNOWN ||
			      answer.outcome == PROCESSOR_REFUSED);
			CHECK(answer.message[0] != '\0');
		}
}

static void what_left_is_unknown_what_did_not_is_not_sent(void)
{
	static const struct {
		enum processor_fate fate;
		enum processor_outcome unsent;
		enum processor_next next;
	} rows[] = {
		{ PROCESSOR_FATE_NO_NAME, PROCESSOR_NOT_SENT, PROCESSOR_NEXT_REPLAY },
		{ PROCESSOR_FATE_NO_PEER, PROCESSOR_NOT_SENT, PROCESSOR_NEXT_REPLAY },
		{ PROCESSOR_FATE_NO_TLS, PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW },
		{ PROCESSOR_FATE_NOT_TRUSTED, PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW },
		{ PROCESSOR_FATE_SETTINGS, PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW },
		{ PROCESSOR_FATE_TIMEOUT, PROCESSOR_NOT_SENT, PROCESSOR_NEXT_REPLAY },
		{ PROCESSOR_FATE_LOST, PROCESSOR_NOT_SENT, PROCESSOR_NEXT_REPLAY },
		{ PROCESSOR_FATE_TOO_LONG, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_ASK },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct processor_request request = sample_request(PROCESSOR_REFUND);
		struct processor_reply reply = sample_fate(rows[i].fate, false);
		struct processor_answer answer = sample_decode(&request, &reply);

		CHECK_INT(answer.outcome, rows[i].unsent);
		CHECK_INT(answer.next, rows[i].next);
		reply = sample_fate(rows[i].fate, true);
		reply.http = 200; /* a stall inside the headers: the status counts for nothing */
		reply.body = sample_body(PROCESSOR_REFUND);
		reply.body_len = strlen(reply.body);
		answer = sample_decode(&request, &reply);
		CHECK_INT(answer.outcome, PROCESSOR_UNKNOWN);
		CHECK_INT(answer.next, rows[i].fate == PROCESSOR_FATE_TOO_LONG ?
					       PROCESSOR_NEXT_ASK : PROCESSOR_NEXT_REPLAY);
	}
}

static struct processor_answer decode_500(int http, bool is_replayed, int should_retry,
					  enum processor_op op)
{
	char body[BODY_SIZE];
	struct processor_request request = sample_request(op);
	struct processor_reply reply = sample_reply(http, error_body(API, "", body));

	reply.is_replayed = is_replayed;
	reply.should_retry = should_retry;
	reply.retry_after_ms = 2000;
	return sample_decode(&request, &reply);
}

static void a_replayed_500_is_only_asked_about(void)
{
	static const struct {
		int http;
		bool is_replayed;
		int should_retry;
		enum processor_next next;
	} rows[] = {
		{ 500, false, -1, PROCESSOR_NEXT_REPLAY }, { 500, false, 1, PROCESSOR_NEXT_REPLAY },
		{ 500, false, 0, PROCESSOR_NEXT_ASK },	   { 500, true, -1, PROCESSOR_NEXT_ASK },
		{ 500, true, 1, PROCESSOR_NEXT_ASK },	   { 502, true, 0, PROCESSOR_NEXT_ASK },
		{ 409, false, 0, PROCESSOR_NEXT_ASK },	   { 429, false, 0, PROCESSOR_NEXT_NEW },
		{ 429, false, 1, PROCESSOR_NEXT_REPLAY },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct processor_answer answer =
			decode_500(rows[i].http, rows[i].is_replayed, rows[i].should_retry,
				   PROCESSOR_REFUND);

		CHECK_INT(answer.next, rows[i].next);
		CHECK_INT(answer.is_replayed, rows[i].is_replayed);
		CHECK_INT(answer.should_retry, rows[i].should_retry);
		CHECK_INT(answer.retry_after_ms, 2000);
		answer = decode_500(rows[i].http, rows[i].is_replayed, rows[i].should_retry,
				    PROCESSOR_QUERY);
		CHECK_INT(answer.next, PROCESSOR_NEXT_REPLAY); /* a read is free to repeat */
	}
}

/* The guest learns "declined", whatever the issuer's reason was. */
static void reasons_are_for_the_manager(void)
{
	struct processor_answer answer =
		decode_error(PROCESSOR_CONFIRM_SAVED, 402, CARD, "card_declined");

	CHECK_TEXT(answer.decline_code, "lost_card");
	CHECK_TEXT(answer.code, "card_declined");
	CHECK_TEXT(answer.param, "amount");
	CHECK_INT(answer.state, PROCESSOR_CARD_NO);
	CHECK(strstr(answer.message, "lost") == NULL && strstr(answer.message, "Declined") != NULL);
	answer = decode_error(PROCESSOR_INCREMENT, 402, CARD, "card_declined");
	CHECK_INT(answer.state, PROCESSOR_NONE); /* the old hold stands */
	answer = decode_error(PROCESSOR_CAPTURE, 400, BAD, "charge_expired_for_capture");
	CHECK_INT(answer.state, PROCESSOR_EXPIRED);
}

const struct check_test test_error[] = {
	{ "every row of the table of errors (P4)", every_row_of_the_table },
	{ "no status without an outcome, none of them success (P4)", there_is_no_gap },
	{ "what left is unknown (P4)", what_left_is_unknown_what_did_not_is_not_sent },
	{ "a replayed 500 is only asked about (P3)", a_replayed_500_is_only_asked_about },
	{ "the reasons of a no are for the manager", reasons_are_for_the_manager },
	{ 0 },
};
