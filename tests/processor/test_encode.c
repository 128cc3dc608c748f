/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/test_encode.c -- every request that can be made is one the processor describes.
 */
#include <stdlib.h>
#include <string.h>

#include "double/openapi.h"
#include "processor/form.h"
#include "processor/sample.h"
#include "processor/stripe.h"
#include "processor/suites.h"

#define FLAGS_ALL 256

static bool encode(const struct processor_request *request, struct processor_wire *wire)
{
	memset(wire, 0, sizeof *wire);
	return processor_stripe.encode(request, wire) == ERR_OK;
}

static void expect(struct processor_request request, const char *method, const char *path,
		   const char *body)
{
	struct processor_wire wire;

	CHECK_FATAL(encode(&request, &wire));
	CHECK_TEXT(wire.method, method);
	CHECK_TEXT(wire.path, path);
	CHECK_TEXT(str_text(&wire.body), body);
	CHECK_TEXT(wire.version, "2024-04-10");
	processor_wire_done(&wire);
}

#define META                                                                                       \
	"metadata%5Btender%5D=81064793292668929&metadata%5Bstation%5D=1&metadata%5Battempt%5D="     \
	SAMPLE_KEY

static void the_bytes_are_these(void)
{
	expect(sample_request(PROCESSOR_CREATE), "POST", "/v1/payment_intents",
	       "amount=1250&currency=eur&payment_method_types%5B%5D=card_present&capture_method="
	       "manual&customer=cus_1&" META "&expand%5B%5D=latest_charge");
	expect(sample_request(PROCESSOR_CAPTURE), "POST", "/v1/payment_intents/pi_1/capture",
	       "amount_to_capture=1250&expand%5B%5D=latest_charge");
	expect(sample_request(PROCESSOR_REFUND), "POST", "/v1/refunds",
	       "payment_intent=pi_1&amount=1250&" META);
	expect(sample_request(PROCESSOR_PRESENT), "POST",
	       "/v1/terminal/readers/tmr_1/process_payment_intent",
	       "payment_intent=pi_1&process_config%5Btipping%5D%5Bamount_eligible%5D=1000");
	expect(sample_request(PROCESSOR_QUERY), "GET",
	       "/v1/payment_intents/pi_1?expand%5B%5D=latest_charge", "");
	expect(sample_request(PROCESSOR_FIND_REFUNDS), "GET",
	       "/v1/refunds?created%5Bgte%5D=1780000000&created%5Blte%5D=1780086401&limit=100", "");
}

static void the_same_request_is_the_same_bytes(void)
{
	for (int i = 0; i < PROCESSOR_OP_COUNT; i++) {
		struct processor_request request = sample_request((enum processor_op)i);
		struct processor_wire one, two;

		CHECK_FATAL(encode(&request, &one) && encode(&request, &two));
		CHECK_TEXT(one.path, two.path);
		CHECK_TEXT(str_text(&one.body), str_text(&two.body));
		processor_wire_done(&one);
		processor_wire_done(&two);
	}
}

static struct openapi *open_description(void)
{
	struct openapi *api = openapi_open(check_data_folder());

	if (api == NULL)
		check_skip("there is no stripe-openapi-subset.json.gz; SANDUQ_DATA says where");
	return api;
}

/* Prices are not in the description that is at hand; nothing else is missing from it. */
static void check_described(const struct openapi *api, const struct processor_request *request)
{
	char why[OPENAPI_WHY_SIZE];
	struct processor_wire wire;

	CHECK_FATAL(encode(request, &wire));
	CHECK_INT(openapi_has(api, wire.method, wire.path), request->op != PROCESSOR_PRICE_CREATE);
	if (request->op != PROCESSOR_PRICE_CREATE && !openapi_request(api, wire.method, wire.path,
								    str_text(&wire.body), why))
		CHECK_TEXT(why, wire.path);
	processor_wire_done(&wire);
}

/* Every operation with every set of flags and reasons, with and without what may be left out. */
static void every_request_is_described(void)
{
	struct openapi *api = open_description();

	for (int i = 0; i < PROCESSOR_OP_COUNT && api != NULL; i++)
		for (unsigned flags = 0; flags < FLAGS_ALL; flags++) {
			struct processor_request request = sample_request((enum processor_op)i);

			request.flags = flags;
			request.reason = (enum processor_reason)(flags % 4);
			request.expires_at_unix_ms = flags % 2 != 0 ? 1780086400000 : 0;
			request.after = flags % 3 == 0 ? "obj_1" : NULL;
			request.location = flags % 5 == 0 ? "tml_1" : NULL;
			request.payout = flags % 7 == 0 ? "po_1" : NULL;
			request.from_unix_ms = flags % 11 == 0 ? 0 : request.from_unix_ms;
			check_described(api, &request);
		}
	openapi_close(api);
}

static void events_of_every_money_move_are_described(void)
{
	static const enum processor_op ops[] = {
		PROCESSOR_CREATE, PROCESSOR_CONFIRM_SAVED, PROCESSOR_INCREMENT, PROCESSOR_CAPTURE,
		PROCESSOR_VOID,	  PROCESSOR_REFUND,	   PROCESSOR_LINK_CREATE,
	};
	struct openapi *api = open_description();

	for (size_t i = 0; i < sizeof ops / sizeof *ops && api != NULL; i++) {
		struct processor_request request = sample_request(PROCESSOR_FIND_EVENT);

		request.find = ops[i];
		check_described(api, &request);
	}
	openapi_close(api);
}

static void the_description_convicts(void)
{
	static const struct {
		const char *method, *path, *body;
	} wrongs[] = {
		{ "DELETE", "/v1/refunds", "" },
		{ "POST", "/v1/refund", "" },
		{ "POST", "/v1/payment_intents", "amount=1250" },
		{ "POST", "/v1/payment_intents", "amount=12.50&currency=eur" },
		{ "POST", "/v1/payment_intents", "amount=1&currency=eur&capture_method=later" },
		{ "POST", "/v1/payment_intents", "amount=1&currency=eur&colour=blue" },
		{ "POST", "/v1/payment_intents", "amount=1&currency=eur&metadata[a][b]=c" },
		{ "POST", "/v1/payment_intents", "amount=1&currency=eur&payment_method_types=x" },
		{ "POST", "/v1/terminal/readers/a/process_payment_intent",
		  "payment_intent=pi_1&process_config[skip_tipping]=yes" },
		{ "GET", "/v1/refunds?created[since]=1", "" },
		{ "GET", "/v1/refunds?limit=ten", "" },
		{ "GET", "/v1/refunds?colour=blue", "" },
		{ "GET", "/v1/refunds", "a=b" },
	};
	struct openapi *api = open_description();
	const char *error = "{\"error\":{\"type\":\"api_error\"}}";
	char why[OPENAPI_WHY_SIZE];

	for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs && api != NULL; i++)
		if (openapi_request(api, wrongs[i].method, wrongs[i].path, wrongs[i].body, why))
			CHECK_TEXT("taken as described", wrongs[i].body);
	if (api != NULL) {
		CHECK(openapi_request(api, "POST", "/v1/payment_intents",
				      "amount=1&currency=eur&metadata[a]=b", why));
		CHECK(!openapi_answer(api, "GET", "/v1/balance", 200, "{}", 2, why));
		CHECK(openapi_answer(api, "GET", "/v1/balance", 400, error, strlen(error), why));
	}
	openapi_close(api);
}

static void what_is_missing_is_refused(void)
{
	static const struct {
		enum processor_op op;
		size_t at;
	} needs[] = {
		{ PROCESSOR_CREATE, offsetof(struct processor_request, attempt) },
		{ PROCESSOR_PRESENT, offsetof(struct processor_request, reader) },
		{ PROCESSOR_PRESENT, offsetof(struct processor_request, intent) },
		{ PROCESSOR_CONFIRM_SAVED, offsetof(struct processor_request, customer) },
		{ PROCESSOR_CONFIRM_SAVED, offsetof(struct processor_request, method) },
		{ PROCESSOR_CAPTURE, offsetof(struct processor_request, intent) },
		{ PROCESSOR_VOID, offsetof(struct processor_request, intent) },
		{ PROCESSOR_REFUND, offsetof(struct processor_request, intent) },
		{ PROCESSOR_REFUND, offsetof(struct processor_request, attempt) },
		{ PROCESSOR_LINK_CREATE, offsetof(struct processor_request, return_url) },
		{ PROCESSOR_LINK_CREATE, offsetof(struct processor_request, title) },
		{ PROCESSOR_LINK_EXPIRE, offsetof(struct processor_request, session) },
		{ PROCESSOR_PAYLINK_CREATE, offsetof(struct processor_request, price) },
		{ PROCESSOR_READER_CREATE, offsetof(struct processor_request, code) },
		{ PROCESSOR_READER_CREATE, offsetof(struct processor_request, label) },
		{ PROCESSOR_QUERY_REFUND, offsetof(struct processor_request, refund) },
	};

	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
		struct processor_request request = sample_request(needs[i].op);
		struct processor_wire wire;

		*(const char **)(void *)((char *)&request + needs[i].at) = NULL;
		CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
	}
}

static void what_is_out_of_range_is_refused(void)
{
	struct processor_request request = sample_request(PROCESSOR_CAPTURE);
	struct processor_wire wire;

	request.intent = "../refunds";
	CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
	request.intent = "pi_1?x=y";
	CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
	request.intent = "";
	CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
	request = sample_request(PROCESSOR_CAPTURE);
	request.amount_minor = 0;
	CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
	request.amount_minor = -5;
	CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
	request.amount_minor = INT64_MAX;
	CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
	request = sample_request(PROCESSOR_CREATE);
	(void)str_copy(request.unit, sizeof request.unit, "COFFEE");
	CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
	request = sample_request(PROCESSOR_CREATE);
	request.flags = PROCESSOR_SAVE_CARD;
	request.customer = NULL;
	CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
	request = sample_request(PROCESSOR_REFUND);
	request.charge = "ch_1"; /* of which of the two? */
	CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
	request = sample_request(PROCESSOR_DISPLAY);
	request.items_count = 0;
	CHECK_INT(processor_stripe.encode(&request, &wire), ERR_RANGE);
}

static void units_are_counted_as_stripe_counts(void)
{
	static const struct {
		const char *unit;
		int64_t minor, amount; /* amount -1: cannot be charged */
	} rows[] = {
		{ "EUR", 1250, 1250 }, { "JPY", 500, 500 },   { "ISK", 500, 50000 },
		{ "UGX", 7, 700 },     { "MGA", 1200, 12 },   { "MGA", 1250, -1 },
		{ "KWD", 1250, 1250 }, { "KWD", 1255, -1 },   { "XXQ", 100, -1 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t amount = -1, minor = -1;

		(void)stripe_amount(rows[i].minor, rows[i].unit, &amount);
		CHECK_INT(amount, rows[i].amount);
		if (amount >= 0) {
			CHECK(stripe_minor(amount, rows[i].unit, &minor));
			CHECK_INT(minor, rows[i].minor);
		}
	}
}

static void a_form_reads_back(void)
{
	static const char *const texts[] = {
		"plain", "a b+c&d=e%f", "\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85", "[x][0]", "~-_.",
	};
	struct str form = { 0 }, name = { 0 }, value = { 0 };
	const char *at;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		form_pair(&form, texts[i], texts[sizeof texts / sizeof *texts - 1 - i]);
	at = str_text(&form);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		CHECK(form_next(&at, &name, &value));
		CHECK_TEXT(str_text(&name), texts[i]);
		CHECK_TEXT(str_text(&value), texts[sizeof texts / sizeof *texts - 1 - i]);
	}
	CHECK(!form_next(&at, &name, &value));
	at = "a=%4";
	CHECK(!form_next(&at, &name, &value));
	at = "a=%00";
	CHECK(!form_next(&at, &name, &value));
	at = "a";
	CHECK(!form_next(&at, &name, &value));
	str_done(&form);
	str_done(&name);
	str_done(&value);
}

const struct check_test test_encode[] = {
	{ "the bytes of the usual requests (P2)", the_bytes_are_these },
	{ "the same request is the same bytes (P3)", the_same_request_is_the_same_bytes },
	{ "every request is one the processor describes", every_request_is_described },
	{ "so are the events of every move", events_of_every_money_move_are_described },
	{ "the description convicts what is wrong", the_description_convicts },
	{ "a request that lacks something is not made", what_is_missing_is_refused },
	{ "a request out of range is not made", what_is_out_of_range_is_refused },
	{ "units are as the processor counts them (M1)", units_are_counted_as_stripe_counts },
	{ "a form reads back", a_form_reads_back },
	{ 0 },
};
