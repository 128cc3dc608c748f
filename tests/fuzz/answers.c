/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/fuzz/answers.c -- see tests/fuzz/answers.h.
 *
 * What makes a success is stated here a second time, from the raw JSON and without the driver's
 * reading of it.
 */
#include "fuzz/answers.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "processor/form.h"
#include "processor/sample.h"

const char *answers_seed(size_t i)
{
	return i < PROCESSOR_OP_COUNT ? sample_body((enum processor_op)i) : NULL;
}

/* --- what a success is ------------------------------------------------------------------- */

static bool is_text(const struct json *object, const char *name, const char *expected)
{
	return strcmp(json_text(json_get(object, name), ""), expected) == 0;
}

static bool is_number(const struct json *object, const char *name, int64_t expected)
{
	return json_int(json_get(object, name), -1) == expected;
}

static bool is_test_mode(const struct json *object)
{
	const struct json *mode = json_get(object, "livemode");

	return json_kind(mode) == JSON_KIND_BOOL && !json_is_true(mode);
}

/* An intent of EUR 12.50 (or that and a tip) that stands as the answer says. */
static bool is_true_intent(const struct json *intent, const struct processor_request *request,
			   const struct processor_answer *answer)
{
	const struct json *tip = json_get(json_get(intent, "amount_details"), "tip");
	bool is_held = answer->state == PROCESSOR_AUTHORIZED;

	if (!is_text(intent, "object", "payment_intent") || !is_test_mode(intent) ||
	    !is_text(intent, "currency", "eur") ||
	    !is_text(intent, "status", is_held ? "requires_capture" : "succeeded"))
		return false;
	if (answer->charge[0] == '\0' ||
	    json_int(json_get(intent, is_held ? "amount_capturable" : "amount_received"), 0) <= 0)
		return false;
	if (request->op == PROCESSOR_CAPTURE)
		return is_text(intent, "id", "pi_1") && is_number(intent, "amount_received", 1250);
	if (request->op == PROCESSOR_INCREMENT || request->op == PROCESSOR_QUERY)
		if (!is_text(intent, "id", "pi_1"))
			return false;
	return is_number(intent, "amount", 1250) ||
	       (request->op == PROCESSOR_QUERY &&
		is_number(intent, "amount", 1250 + json_int(json_get(tip, "amount"), 0)));
}

static bool is_true_session(const struct json *session, const struct processor_request *request,
			    const struct processor_answer *answer)
{
	return is_text(session, "object", "checkout.session") && is_test_mode(session) &&
	       is_number(session, "amount_total", 1250) && is_text(session, "currency", "eur") &&
	       is_true_intent(json_get(session, "payment_intent"), request, answer);
}

static bool is_true_refund(const struct json *refund, const struct processor_answer *answer)
{
	return answer->state == PROCESSOR_REFUNDED && is_text(refund, "object", "refund") &&
	       is_text(refund, "status", "succeeded") && is_number(refund, "amount", 1250) &&
	       is_text(refund, "currency", "eur") && is_text(refund, "payment_intent", "pi_1");
}

static bool is_true(const struct json *body, const struct processor_request *request,
		    const struct processor_answer *answer)
{
	const struct json *rows = json_get(body, "data");

	switch (request->op) {
	case PROCESSOR_CONFIRM_SAVED:
	case PROCESSOR_INCREMENT:
	case PROCESSOR_CAPTURE:
	case PROCESSOR_QUERY:
		return is_true_intent(body, request, answer);
	case PROCESSOR_REFUND:
	case PROCESSOR_QUERY_REFUND:
		return is_true_refund(body, answer);
	case PROCESSOR_QUERY_LINK:
		return is_text(body, "id", "cs_test_1") && is_true_session(body, request, answer);
	case PROCESSOR_QUERY_PAYLINK:
		for (size_t i = 0; i < json_count(rows); i++)
			if (is_text(json_at(rows, i), "payment_link", "plink_1") &&
			    is_true_session(json_at(rows, i), request, answer))
				return true;
		return false;
	default:
		return false; /* no other operation ends with money moved */
	}
}

static bool is_money(enum processor_state state)
{
	return state == PROCESSOR_AUTHORIZED || state == PROCESSOR_CAPTURED ||
	       state == PROCESSOR_REFUNDED;
}

/* --- answers ----------------------------------------------------------------------------- */

static bool holds(enum processor_op op, const struct processor_reply *reply,
		  const struct json *body)
{
	struct processor_request request = sample_request(op);
	struct processor_answer answer = sample_decode(&request, reply);
	bool is_whole = reply->fate == PROCESSOR_FATE_REPLIED && reply->http == 200;

	if (answer.message == NULL || answer.outcome >= PROCESSOR_OUTCOME_COUNT ||
	    answer.state >= PROCESSOR_STATE_COUNT)
		return false;
	if (answer.outcome == PROCESSOR_NOT_SENT)
		return !reply->was_sent;
	if (answer.outcome != PROCESSOR_OK && answer.outcome != PROCESSOR_PENDING)
		return !is_money(answer.state) || answer.outcome == PROCESSOR_MISMATCH ||
		       answer.outcome == PROCESSOR_UNKNOWN;
	if (!is_whole || body == NULL || !answer.is_known)
		return false;
	if (!is_money(answer.state))
		return true;
	return answer.outcome == PROCESSOR_OK && is_true(body, &request, &answer);
}

static bool take_row(void *arg, const struct processor_item *item)
{
	size_t *count = arg;

	++*count;
	return item->id[0] != '\0';
}

static bool walk_holds(enum processor_op op, const struct processor_reply *reply)
{
	struct processor_request request = sample_request(op);
	size_t count = 0;

	(void)processor_stripe.list(&request, reply, take_row, &count);
	return count <= reply->body_len;
}

bool answers_read(const char *bytes, size_t len)
{
	static const int statuses[] = { 200, 302, 400, 402, 409, 429, 500 };
	struct json *body = json_parse(bytes, len);
	struct processor_reply reply = sample_reply(200, bytes);
	bool is_fine = true;

	reply.body_len = len;
	for (int op = 0; op < PROCESSOR_OP_COUNT && is_fine; op++)
		is_fine = holds((enum processor_op)op, &reply, body) &&
			  walk_holds((enum processor_op)op, &reply);
	for (size_t i = 1; i < sizeof statuses / sizeof *statuses && is_fine; i++) {
		reply.http = statuses[i];
		is_fine = holds((enum processor_op)(len % PROCESSOR_OP_COUNT), &reply, body);
	}
	reply.http = 200;
	for (int fate = 1; fate < PROCESSOR_FATE_COUNT && is_fine; fate++) {
		reply.fate = (enum processor_fate)fate;
		reply.was_sent = (len + (size_t)fate) % 2 != 0;
		is_fine = holds((enum processor_op)(len % PROCESSOR_OP_COUNT), &reply, body);
	}
	json_free(body);
	return is_fine;
}

/* --- requests ---------------------------------------------------------------------------- */

/* Whether a form holds `value` under `name`, and reads back to its end. */
static bool has_pair(const char *form, const char *name, const char *value)
{
	struct str key = { 0 }, got = { 0 };
	bool is_there = false;

	while (form_next(&form, &key, &got))
		if (strcmp(str_text(&key), name) == 0 && strcmp(str_text(&got), value) == 0)
			is_there = true;
	str_done(&key);
	str_done(&got);
	return is_there && *form == '\0';
}

static bool asks(enum processor_op op, const char *text, const char *name)
{
	struct processor_line_item item = { text, 100, 1 };
	struct processor_pair pair = { "note", text };
	struct processor_request request = sample_request(op);
	struct processor_wire wire;
	bool is_fine;

	request.title = text;
	request.items = &item;
	request.items_count = 1;
	request.pairs = &pair;
	request.pairs_count = 1;
	request.after = op == PROCESSOR_CHARGES ? text : NULL;
	if (processor_stripe.encode(&request, &wire) != ERR_OK)
		return true;
	is_fine = name == NULL || has_pair(str_text(&wire.body), name, text);
	for (const char *c = wire.path; *c != '\0'; c++)
		is_fine = is_fine && *c > ' ' && *c <= '~';
	processor_wire_done(&wire);
	return is_fine;
}

bool answers_ask(const char *bytes, size_t len)
{
	struct str name = { 0 }, value = { 0 };
	const char *at = bytes;

	(void)len;
	while (form_next(&at, &name, &value)) /* any bytes as a form */
		continue;
	str_done(&name);
	str_done(&value);
	return asks(PROCESSOR_LINK_CREATE, bytes,
		    "line_items[0][price_data][product_data][name]") &&
	       asks(PROCESSOR_CREATE, bytes, "metadata[note]") &&
	       asks(PROCESSOR_DISPLAY, bytes, "cart[line_items][0][description]") &&
	       asks(PROCESSOR_CHARGES, bytes, NULL);
}
